/**
 * The two ways in which letters with accents are written without: Müller is Muller to one and Mueller to another. The compared
 * names of LinkedIn's pages have the same letters in `rules/linkedin/names.yaml`; a test keeps both alike. Pure.
 */

/** What some write out that others write without its accent. @type {{ [letter: string]: string }} */
const WRITTEN_OUT = { ä: "ae", ö: "oe", ü: "ue", ø: "oe", å: "aa" };
/** Letters that are no others with an accent. @type {{ [letter: string]: string }} */
const LETTERS = { æ: "ae", ð: "d", đ: "d", ħ: "h", ı: "i", ł: "l", ø: "o", œ: "oe", ŧ: "t", ß: "ss", þ: "th", ς: "σ" };

/** @param {string} text in small letters @param {{ [letter: string]: string }} letters */
const replaced = (text, letters) => Array.from(text, (letter) => letters[letter] ?? letter).join("");

/** @param {string} text */
const plain = (text) => replaced(text.normalize("NFKD").replace(/\p{M}/gu, ""), LETTERS);

/** How a text may be written without accents, in small letters: with the letters alone first, then written out. @param {string} text @returns {string[]} */
export function spellings(text) {
  const small = text.normalize("NFC").toLowerCase();
  return [...new Set([plain(small), plain(replaced(small, WRITTEN_OUT))])];
}
