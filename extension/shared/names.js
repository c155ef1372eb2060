// @ts-check
"use strict";

/**
 * Names of people and addresses of profiles, in the forms in which they are compared. Pure.
 */
const Names = (() => {
  const { letters, titles, credentials } = CORE.page.names;
  /** Longer names are not compared: nobody's is, and folding takes time. */
  const LONGEST = 300;
  /** Accents, vowel points and variants, without which a name is still the same; not the vowels of Indic scripts, nor the voicing of kana. */
  const ACCENTS = /[[[\p{Script=Inherited}\p{Script=Hebrew}\p{Script=Arabic}]&&\p{M}]--[\u3099\u309a]]/gv;
  const SIGNS = /[^\p{L}\p{M}\p{N}]+/gu;

  /**
   * A name as words in one form: no accents, signs or emoji, nothing in brackets or after a comma, small letters.
   * @param {string} name @returns {string}
   */
  function fold(name) {
    const [main] = outsideBrackets(name.slice(0, LONGEST).normalize("NFKD")).split(",");
    const small = main
      .replace(ACCENTS, "")
      .replace(/\p{Cf}/gu, "")
      .toLowerCase();
    return Array.from(small, (letter) => letters[letter] ?? letter)
      .join("")
      .replace(SIGNS, " ")
      .trim();
  }

  /** What stands outside round brackets; all of it where they do not close. @param {string} text */
  function outsideBrackets(text) {
    let out = "";
    let depth = 0;
    for (const sign of text) {
      if (sign === "(") depth += 1;
      else if (sign === ")") depth -= 1;
      else if (depth === 0) out += sign;
      if (depth < 0) return text;
    }
    return depth === 0 ? out : text;
  }

  /** Without titles before and credentials after it, as long as two words are left. @param {string} folded */
  function bare(folded) {
    const words = folded.split(" ");
    while (words.length > 2 && titles.includes(words[0])) words.shift();
    while (words.length > 2 && credentials.includes(words[words.length - 1])) words.pop();
    return words;
  }

  /** Whether two names may be one person's, however they are written. @param {string} one @param {string} other */
  function same(one, other) {
    const [a, b] = [one, other].map((name) => bare(fold(name)).join(""));
    return a === b && (a !== "" || plain(one) === plain(other));
  }

  /**
   * How surely a text names somebody: 2 if it is the name, 1 if one holds the other as whole words, else 0.
   * @param {string} text @param {string} name
   */
  function holds(text, name) {
    const [found, wanted] = [text, name].map((one) => bare(fold(one)));
    // A name of emoji alone has nothing to fold.
    if (wanted.join("") === "") return plain(text) === plain(name) ? 2 : 0;
    if (found.join(" ") === wanted.join(" ")) return 2;
    // The label may add words that the link leaves out; one word would be too little to go by.
    return isWithin(wanted, found) || (found.length > 1 && isWithin(found, wanted)) ? 1 : 0;
  }

  /** @param {string[]} words @param {string[]} others */
  const isWithin = (words, others) => ` ${others.join(" ")} `.includes(` ${words.join(" ")} `);

  /** @param {string} name */
  const plain = (name) => name.slice(0, LONGEST).normalize("NFC").trim();

  /** The last part of a profile's address in the one form in which such parts are compared. @param {string} value */
  function slug(value) {
    let decoded = value;
    try {
      decoded = decodeURIComponent(value);
    } catch {
      // A lone % stays as it is.
    }
    return decoded.normalize("NFC").toLowerCase();
  }

  return Object.freeze({ same, holds, slug });
})();
