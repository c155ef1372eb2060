// @ts-check
"use strict";

/**
 * Hears at once what happens to the controls that have a chip: one is drawn anew, becomes another's, or is carried away.
 * Of all else on the page only the first that may have moved is told of, until the chips were looked at again.
 */
const Near = Lazily(() => {
  const { card } = Known.page.owners;
  /** Attributes that show, hide or move something. */
  const MOVING = ["class", "style", "hidden", "open"];
  const AROUND = { childList: true, attributes: true, attributeFilter: [...Find.MARKS, ...MOVING] };
  const ANYWHERE = { subtree: true, attributes: true, attributeFilter: MOVING };

  /** Who is told. */
  const calls = {
    changed: /** @type {(records: MutationRecord[]) => void} */ (() => {}),
    moved: () => {},
    arrived: /** @type {(controls: Element[]) => void} */ (() => {}),
  };
  const around = new MutationObserver((records) => calls.changed(records));
  const anywhere = new MutationObserver(() => calls.moved());
  const arrivals = new IntersectionObserver(
    (entries) => calls.arrived(entries.filter(({ isIntersecting }) => isIntersecting).map(({ target }) => target)),
    { threshold: [0, 0.5, 1] },
  );
  /** What is listened to, and whether to all in it. @type {Map<Node, boolean>} */
  let heard = new Map();
  /** The controls that are watched until they come into view. @type {Set<Element>} */
  let expected = new Set();

  /** Calls `arrived` when any of these controls, and no others, come into view. @param {Set<Element>} controls @param {(controls: Element[]) => void} arrived */
  function expect(controls, arrived) {
    calls.arrived = arrived;
    for (const control of expected) if (!controls.has(control)) arrivals.unobserve(control);
    for (const control of controls) if (!expected.has(control)) arrivals.observe(control);
    expected = controls;
  }

  function expectNone() {
    expected = new Set();
    arrivals.disconnect();
  }

  /** @param {Element} control */
  const expects = (control) => expected.has(control);

  /**
   * Calls `changed` for all that happens to these chips' controls and to what holds them, and `moved` when anything on
   * the page may have moved, until that is enough.
   * @param {Chips.Standing[]} chips @param {(records: MutationRecord[]) => void} changed @param {() => void} moved
   */
  function listen(chips, changed, moved) {
    Object.assign(calls, { changed, moved });
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
   * @param {Chips.Standing[]} chips
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
  const enough = () => anywhere.disconnect();

  function stop() {
    enough();
    around.disconnect();
    heard = new Map();
  }

  return Object.freeze({ expect, expectNone, expects, listen, enough, stop });
});
