/**
 * Names in the order in which one looks for them: by the letters of the language, numbers by their size, and a title before a
 * name is none of it. Pure.
 */

import * as Words from "../words/words.js";

/** @import { Core } from "../decision/core.js" */

/** Made once for each language: that takes longer than to compare hundreds. @type {Map<string, Intl.Collator>} */
const collators = new Map();

/** Compares texts, such as companies. @param {string} locale */
export function texts(locale) {
  const found = collators.get(locale) ?? new Intl.Collator(locale, { numeric: true });
  collators.set(locale, found);
  return found.compare;
}

/** Compares people by their names. @param {Core} core @param {string} locale */
export function people({ names }, locale) {
  const compare = texts(locale);
  return (/** @type {{ name: string }} */ one, /** @type {{ name: string }} */ other) =>
    compare(Words.untitled(one.name, names), Words.untitled(other.name, names)) || compare(one.name, other.name);
}
