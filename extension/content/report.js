// @ts-check
"use strict";

/**
 * What is seen on this page, for the self-check in the toolbar's window. Reads the page only when it is asked to. Who of
 * those people was entered, and why somebody has no chip, the window finds out itself, in the extension's own process.
 *
 * @typedef {object} Report.Line a control that is laid out on the page
 * @property {Find.State} state
 * @property {{ [signal in Find.Signal]?: Find.Sure }} says what each signal says of the state
 * @property {boolean} labelled
 * @property {Owner.How} how by which clue its owner is known
 * @property {string | null} who their name, or the profile's address
 * @property {"state" | "owner" | null} doubt what its signs disagree about
 * @property {Messages.Clue | null} clue what the worker is asked about; null if nobody is known
 * @property {boolean} inView
 * @property {boolean} stands whether its chip can be seen
 *
 * @typedef {object} Report.Seen what a document shows
 * @property {boolean} frame whether it is a frame of the page
 * @property {string} path the address's path; the parts that name somebody are left out
 * @property {string} language as the page says it
 * @property {boolean} known whether there are labels in it
 * @property {boolean} keys whether it is LinkedIn's newer front end
 * @property {Report.Line[]} controls the first of them
 * @property {number} total
 * @property {number} shown how many chips can be seen
 * @property {Watch.Reason | null} halted why the page is left alone
 * @property {number} misfits answers of the worker that were of no type
 */
const Report = (() => {
  /** So many controls are listed; the others are counted. */
  const MOST = 40;
  /** Milliseconds of reading before the page gets its turn. */
  const SLICE = 6;
  /** Of longer words the rest is left out. */
  const LONGEST = 300;

  /** @param {Watch.Reason | null} halted why the page is left alone @returns {Promise<Report.Seen>} */
  async function make(halted) {
    /** @type {Report.Line[]} */
    const controls = [];
    let total = 0;
    let pause = performance.now() + SLICE;
    for (const control of everything()) {
      if (control && Dom.visible(control.element)) {
        total += 1;
        if (controls.length < MOST) controls.push(line(control));
      }
      if (performance.now() < pause) continue;
      await new Promise((done) => setTimeout(done));
      pause = performance.now() + SLICE;
    }
    return {
      frame: window !== top,
      path: Owner.path()
        .split("/")
        .map((part, index) => (index > 1 && part !== "" ? "…" : part))
        .join("/")
        .slice(0, LONGEST),
      language: Find.tag().slice(0, 20),
      known: Find.language() !== null,
      keys: Dom.all(document, `[${Known.page.signals.key.attributes[0]}]`).length > 0,
      controls,
      total,
      shown: Later.shown()?.count() ?? 0,
      halted,
      misfits: Replies.misfits(),
    };
  }

  /** Every control of the page, with pauses between. @returns {Generator<Find.Control | null | void, void>} */
  function* everything() {
    for (const root of yield* Roots.all()) yield* Find.controls(root);
  }

  /** @param {Find.Control} control @returns {Report.Line} */
  function line(control) {
    const owned = Owner.of(control);
    const { left, top, right, bottom, width } = Dom.box(control.element);
    return {
      state: control.state,
      says: control.says,
      labelled: (Dom.attribute(control.element, "aria-label") ?? "") !== "",
      how: owned?.how ?? "none",
      who: (owned?.name ?? owned?.slug ?? null)?.slice(0, LONGEST) ?? null,
      doubt: control.doubt,
      clue: owned && Look.clueOf(control, owned),
      inView: width > 0 && right > 0 && bottom > 0 && left < innerWidth && top < innerHeight,
      stands: Later.shown()?.isBeside(control.element) ?? false,
    };
  }

  return Object.freeze({ make });
})();
