// @ts-check
"use strict";

/**
 * The trees of the page: the document, and the open shadow roots in it. Nothing says that a root was opened, and
 * looking at every element for one would cost more than all the rest; so the likely hosts are looked at, and any other
 * is learnt as soon as the pointer or the focus is in it.
 */
const Roots = (() => {
  /** An element that shows something and has no children of its own shows them from a root. One search, where each name would be one. */
  const LIKELY = [":empty:not(path, svg, use, img, input, br)"];
  /** On a page with no more elements than this, all are looked at. */
  const SMALL = 1500;

  /** @type {Set<ShadowRoot>} */
  const known = new Set();

  /**
   * Looks for open roots whose hosts are in the page, a step at a time, and gives the document first, then each of them.
   * @returns {Generator<void, (Document | ShadowRoot)[]>}
   */
  function* all() {
    for (const root of known) if (!Dom.connected(root.host)) known.delete(root);
    yield* search(document, Dom.size() > SMALL ? LIKELY : ["*"]);
    // New roots are added while the list is walked: a root may lie in a root.
    for (const root of known) yield* search(root, ["*"]);
    return found();
  }

  /** @param {Document | ShadowRoot} tree @param {string[]} likely @returns {Generator<void, void>} */
  function* search(tree, likely) {
    for (const element of Dom.each(tree, likely)) {
      const root = element && Dom.shadow(element);
      if (root) known.add(root);
      else if (!element) yield;
    }
  }

  /** The roots that are known, without looking for others. @returns {(Document | ShadowRoot)[]} */
  const found = () => [document, ...known];

  /** Whether an event came from a root that was not known. @param {Event} event */
  function learn({ target }) {
    const root = target instanceof Element ? Dom.shadow(target) : null;
    if (root === null || known.has(root)) return false;
    known.add(root);
    return true;
  }

  return Object.freeze({ all, found, learn });
})();
