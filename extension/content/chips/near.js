// @ts-check
"use strict";

/**
 * Hears at once what happens to the controls that have a chip: one is drawn anew, becomes another's, or is carried away.
 * Of all else on the page only the first that may have moved is told of, until the chips were looked at again.
 */
const Near = (() => {
  const { key } = CORE.page.signals;
  const { card } = CORE.page.owners;
  /** What tells a control from another that its row was used again for. */
  const MARKS = ["href", "aria-label", key.attribute];
  /** Attributes that show, hide or move something. */
  const MOVING = ["class", "style", "hidden", "open"];
  const AROUND = { childList: true, attributes: true, attributeFilter: [...MARKS, ...MOVING] };
  const ANYWHERE = { subtree: true, attributes: true, attributeFilter: MOVING };

  /** @type {MutationObserver | null} */
  let around = null;
  /** @type {MutationObserver | null} */
  let anywhere = null;
  /** What is listened to, and whether to all in it. @type {Map<Node, boolean>} */
  let heard = new Map();

  /**
   * Calls `changed` for all that happens to these chips' controls and to what holds them, and `moved` when anything on
   * the page may have moved, until that is enough.
   * @param {Place.Placed[]} chips @param {(records: MutationRecord[]) => void} changed @param {() => void} moved
   */
  function listen(chips, changed, moved) {
    around ??= new MutationObserver(changed);
    anywhere ??= new MutationObserver(moved);
    const wanted = lineages(chips);
    if (wanted.size !== heard.size || [...wanted].some(([node, all]) => heard.get(node) !== all)) {
      around.disconnect();
      for (const [node, subtree] of wanted) around.observe(node, { ...AROUND, subtree });
      heard = wanted;
    }
    for (const root of Roots.found()) anywhere.observe(root, ANYWHERE);
  }

  /**
   * The controls and all that they lie in. Of one that does not say itself whose it is, the card around it says so.
   * @param {Place.Placed[]} chips
   */
  function lineages(chips) {
    /** @type {Map<Node, boolean>} */
    const found = new Map();
    for (const { control, tells } of chips) {
      const line = [];
      for (let at = /** @type {Node | null} */ (control); at; at = Dom.holder(at)) line.push(at);
      for (const node of line) found.set(node, found.get(node) ?? false);
      if (!tells) found.set(line[Math.min(card.climb, line.length - 1)], true);
    }
    return found;
  }

  /** It is known that things move: nothing needs to be told of it until `listen` is called again. */
  const enough = () => anywhere?.disconnect();

  function stop() {
    enough();
    around?.disconnect();
    heard = new Map();
  }

  return Object.freeze({ MARKS, listen, enough, stop });
})();
