/**
 * The rules, texts, sources and style sheets that come with the package, for the extension's own pages and its worker.
 * No other file reads them. Fetched rather than imported: a worker that imports JSON is dead at its second start in
 * Chromium 156 (docs/browser-bugs.md, json-module).
 *
 * Whatever can't be read, or is of another format than this code, is an `Unreadable`; the next call tries anew.
 */

import { FORMAT } from "./engine/decision/core.js";
import * as Words from "./engine/words/words.js";

/** @import { Core, Page, Sources, Text } from "./engine/decision/core.js" */

export class Unreadable extends Error {
  /** @param {string} path of the file in the package @param {"missing" | "version"} why @param {unknown} [cause] */
  constructor(path, why, cause) {
    super(`${path}: ${why}`, { cause });
    this.why = why;
  }
}

/** What was read before, by its path. @type {Map<string, Promise<unknown>>} */
const read = new Map();

/**
 * What `make` makes of a packaged file, read once. @template T @param {string} path @param {(response: Response) => Promise<T>} make @returns {Promise<T>}
 */
function packaged(path, make) {
  let found = /** @type {Promise<T> | undefined} */ (read.get(path));
  if (!found) {
    found = fetch(new URL(path, import.meta.url))
      .then(make)
      .catch((error) => {
        read.delete(path);
        throw error instanceof Unreadable ? error : new Unreadable(path, "missing", error);
      });
    read.set(path, found);
  }
  return found;
}

/** The data of a file of the bundle, which the compiler has proved to be of its shape. @param {string} name */
function data(name) {
  const path = `bundle/${name}.json`;
  return packaged(path, async (response) => {
    const found = await response.json();
    if (found?.format !== FORMAT) throw new Unreadable(path, "version");
    return found;
  });
}

/** What decides. @returns {Promise<Core>} */
export const core = () => data("core");

/** What is known of LinkedIn's page. @returns {Promise<Page>} */
export const page = () => data("page");

/** The texts in the best language there is. @param {string} [wanted] @returns {Promise<Text>} */
export const text = async (wanted) => data(`text.${Words.locale((await core()).locales, wanted)}`);

/** The published advice behind the rules. @returns {Promise<Sources>} */
export const sources = () => data("sources");

/**
 * What runs inside LinkedIn's pages, in order: first of all, to look, to stay; then what comes when it is needed, for the
 * self-check, for a chip, for what can be pressed, for a tip; and what is brought to be asked something.
 * @typedef {{ start: string[], look: string[], stay: string[], report: string[], chips: string[], press: string[], tip: string[], asked: string[] }} Scripts
 */

/** @returns {Promise<Scripts>} */
export const scripts = () => packaged("content/scripts.json", (response) => response.json());

/** Style sheets of the package as one, by their paths. @param {string[]} paths @returns {Promise<string>} */
export const style = async (paths) =>
  (await Promise.all(paths.map((path) => packaged(path, (response) => response.text())))).join("\n");
