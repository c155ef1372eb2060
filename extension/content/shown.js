// @ts-check
"use strict";

/**
 * What stands on the page: chips, the tip of one of them, and the pulse that keeps them in sight. Comes with the first chip.
 *
 * @typedef {object} Shown.Scene what they live on
 * @property {string} style the chips' style sheet
 * @property {() => void} lost told when a chip had to go because its control became another
 * @property {Pulse.Work["lives"]} lives
 * @property {Pulse.Work["woke"]} woke
 */
const Shown = (() => {
  /** Show chips for what a look has found, as far as it is known, and no others; returned is what they say. @param {Look.Page} page @param {Shown.Scene} scene */
  function show(page, { style, lost, lives, woke }) {
    const wanted = Wanted.of(page);
    Host.dress(style);
    // What asks needs scripts of its own, which come with the answer that says so.
    const able = wanted.filter(({ choices }) => choices === null || Later.asking() !== null);
    Chips.show(
      able.map((one) => ({ ...one, open: (chip) => Opener.toggle(chip, one.clue) })),
      lost,
    );
    Opener.renew();
    if (able.length === 0) Pulse.end();
    else if (wanted.every(({ clue }) => Replies.isFresh(clue)))
      Pulse.keep({ lives, woke, hold: Host.hold, refocus: Host.refocus });
    return wanted.map(({ key, face }) => `${key} ${face.words}`).join();
  }

  /** Take all away. */
  function clear() {
    Pulse.end();
    Opener.close();
    Chips.clear();
  }

  return Object.freeze({
    show,
    clear,
    count: () => Chips.shown(),
    isBeside: (/** @type {Element} */ control) => Chips.isShown(control),
    isBehindMenu: Wanted.isBehindMenu,
    isOurs: Host.is,
    isUnwelcome: Host.isUnwelcome,
    /** Nobody sees it now, and when they do it may not be true any more. */
    veil: Pulse.veil,
    /** It may soon be out of sight. */
    hold: Host.hold,
    /** A look comes, whatever moves until then. */
    enough: () => Near.enough(),
  });
})();
