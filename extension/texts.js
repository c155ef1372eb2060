// @ts-check
"use strict";

/**
 * The texts, sources and style sheets that come with the package, for the extension's own pages and its worker.
 */
const Texts = (() => {
  /** @type {Map<string, Promise<any>>} */
  const read = new Map();

  /** @param {string} path @param {"json" | "text"} as @returns {Promise<any>} */
  function packaged(path, as) {
    let found = read.get(path);
    if (!found) {
      found = fetch(chrome.runtime.getURL(path)).then((response) => response[as]());
      read.set(path, found);
    }
    return found;
  }

  /** The texts in the best language there is. @param {string} [wanted] */
  const text = (wanted) => packaged(`bundle/text.${Words.locale(CORE, wanted)}.json`, "json");

  /** The published advice behind the rules. */
  const sources = () => packaged("bundle/sources.json", "json");

  /** Style sheets of the folder page/ as one. @param {string[]} names @returns {Promise<string>} */
  const style = async (names) =>
    (await Promise.all(names.map((name) => packaged(`page/${name}.css`, "text")))).join("\n");

  return Object.freeze({ text, sources, style });
})();
