// @ts-check
"use strict";

/**
 * The texts and sources that come with the package, for the extension's own pages and its worker.
 */
const Texts = (() => {
  /** @type {Map<string, Promise<any>>} */
  const read = new Map();

  /** @param {string} name @returns {Promise<any>} */
  function packaged(name) {
    let found = read.get(name);
    if (!found) {
      found = fetch(chrome.runtime.getURL(`bundle/${name}.json`)).then((response) => response.json());
      read.set(name, found);
    }
    return found;
  }

  /** The texts in the best language there is. @param {string} [wanted] */
  const text = (wanted) => packaged(`text.${Words.locale(CORE, wanted)}`);

  /** The published advice behind the rules. */
  const sources = () => packaged("sources");

  return Object.freeze({ text, sources });
})();
