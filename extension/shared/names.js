// @ts-check
"use strict";

/**
 * Names of people and addresses of profiles, in the forms in which they are compared. Pure. A classic script, so that it
 * runs in LinkedIn's pages too; modules import it for what it defines.
 *
 * @typedef {object} Names.Data what rules/linkedin/names.yaml says
 * @property {{ [letter: string]: string }} letters what is written for others
 * @property {{ [letter: string]: string }} written-out how some write letters that others write without their accent
 * @property {string[]} titles words before a name
 * @property {string[]} credentials words after it
 */
var Names = (() => {
  /** Longer names are not compared: nobody's is, and folding takes time. */
  const LONGEST = 300;
  /** Accents, vowel points and variants, without which a name is still the same; not the vowels of Indic scripts, nor the voicing of kana. */
  const ACCENTS = "[[[\\p{Script=Inherited}\\p{Script=Hebrew}\\p{Script=Arabic}]&&\\p{M}]--[\\u3099\\u309a]]|\\p{Cf}";
  const SIGNS = "[^\\p{L}\\p{M}\\p{N}]+";
  /** A pattern that is made when the first name is compared: a literal takes a millisecond as the script is read. @param {string} pattern */
  const once = (pattern) => {
    /** @type {RegExp | null} */
    let made = null;
    return () => {
      made ??= new RegExp(pattern, "gv");
      return made;
    };
  };
  const [accents, signs] = [once(ACCENTS), once(SIGNS)];

  /**
   * A name as words in one form: no accents, signs or emoji, nothing in brackets or after a comma, small letters.
   * @param {string} name @param {Names.Data} data @returns {string}
   */
  function fold(name, { letters }) {
    const [main] = outsideBrackets(name.slice(0, LONGEST).normalize("NFKD")).split(",");
    const small = main.replace(accents(), "").toLowerCase();
    return Array.from(small, (letter) => letters[letter] ?? letter)
      .join("")
      .replace(signs(), " ")
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

  /** Without titles before and credentials after it, as long as two words are left. @param {string} folded @param {Names.Data} data */
  function bare(folded, { titles, credentials }) {
    const words = folded.split(" ");
    while (words.length > 2 && titles.includes(words[0])) words.shift();
    while (words.length > 2 && credentials.includes(words[words.length - 1])) words.pop();
    return words;
  }

  /** The form in which two names are the same if they may be one person's, however they are written. @param {string} name @param {Names.Data} data */
  const form = (name, data) => bare(fold(name, data), data).join("") || plain(name);

  /**
   * The forms of which two names share one if they may be one person's by their spelling, the name's own first: Köhler is as
   * well Kohler as Koehler, and these two are not each other's.
   * @param {string} name @param {Names.Data} data @returns {string[]}
   */
  function forms(name, data) {
    const letters = data["written-out"];
    const small = name.slice(0, LONGEST).normalize("NFC").toLowerCase();
    const whole = Array.from(small, (letter) => letters[letter] ?? letter).join("");
    return [...new Set([form(name, data), form(whole, data)])];
  }

  /** @param {string} one @param {string} other @param {Names.Data} data */
  const same = (one, other, data) => form(one, data) === form(other, data);

  /** Whether two texts are surely two people's names: in letters that can be compared, and neither holds the other. @param {string} one @param {string} other @param {Names.Data} data */
  function differ(one, other, data) {
    const folded = [one, other].map((name) => fold(name, data));
    return folded.every((name) => /^[a-z ]+$/u.test(name)) && holds(one, other, data) === 0;
  }

  /**
   * How surely a text names somebody: 2 if it is the name, 1 if one holds the other as whole words, else 0.
   * @param {string} text @param {string} name @param {Names.Data} data
   */
  function holds(text, name, data) {
    const [found, wanted] = [text, name].map((one) => bare(fold(one, data), data));
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

  /** So many names are remembered in their form. */
  const MOST = 2000;
  /** By what the rules say of names. @type {WeakMap<Names.Data, Map<string, string[]>>} */
  const remembered = new WeakMap();

  /** The forms of a name, which are asked for again and again where hundreds are compared. @param {string} name @param {Names.Data} data */
  function formsOnce(name, data) {
    let known = remembered.get(data);
    if (!known || known.size > MOST) {
      known = new Map();
      remembered.set(data, known);
    }
    const found = known.get(name) ?? forms(name, data);
    known.set(name, found);
    return found;
  }

  /** Compares names by what the rules say of them. @param {Names.Data} data */
  const of = (data) => ({
    forms: (/** @type {string} */ name) => formsOnce(name, data),
    same: (/** @type {string} */ one, /** @type {string} */ other) => same(one, other, data),
    holds: (/** @type {string} */ text, /** @type {string} */ name) => holds(text, name, data),
    differ: (/** @type {string} */ one, /** @type {string} */ other) => differ(one, other, data),
  });

  return Object.freeze({ of, slug });
})();
globalThis.Names = Names;
