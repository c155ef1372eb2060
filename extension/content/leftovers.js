// @ts-check
"use strict";

/**
 * What an earlier script of ours left in the page: a host beside which nobody is alive any more
 * (docs/browser-bugs.md, page-outlives-script). It is known by what is in its closed root, into which only extensions see.
 */
const Leftovers = (() => {
  /** A chip of ours, in every version. */
  const OURS = '.chip[popover="manual"]';

  /** Take it away: called when nothing of our own is there yet. */
  function sweep() {
    for (const element of Dom.root()?.children ?? []) {
      if (element instanceof HTMLDivElement && Dom.closedRoot(element)?.querySelector(OURS)) element.remove();
    }
  }

  return Object.freeze({ sweep });
})();
