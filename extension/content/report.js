// @ts-check
"use strict";

/**
 * What is seen on this page, for the self-check in the toolbar's window. Reads the page only when it is asked to.
 */
const Report = (() => {
  /** So many controls are listed; the others are counted. */
  const MOST = 40;
  /** Milliseconds of reading before the page gets its turn. */
  const SLICE = 6;

  /**
   * @param {Report.Given} given @param {Report.Reason | null} silent why no chip is shown, if that is known already
   * @param {(control: Find.Control) => string[]} marksOf what the page says about a request
   * @returns {Promise<Report.Page>}
   */
  async function make(given, silent, marksOf) {
    /** @type {Report.Control[]} */
    const controls = [];
    let total = 0;
    let pause = performance.now() + SLICE;
    for (const control of everything()) {
      if (control && Dom.visible(control.element)) {
        total += 1;
        if (controls.length < MOST) controls.push(line(control, given, marksOf(control)));
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
        .join("/"),
      language: Find.tag().slice(0, 20),
      known: Find.language() !== null,
      keys: Dom.all(document, `[${CORE.page.signals.key.attribute}]`).length > 0,
      controls,
      total,
      shown: Place.shown(),
      reason: Place.shown() > 0 ? "shown" : (silent ?? reason(controls)),
    };
  }

  /** Every control of the page, with pauses between. @returns {Generator<Find.Control | null | void, void>} */
  function* everything() {
    for (const root of yield* Roots.all()) yield* Find.controls(root);
  }

  /** @param {Find.Control} control @param {Report.Given} given @param {string[]} marks @returns {Report.Control} */
  function line(control, { records, settings }, marks) {
    const owned = Owner.of(control);
    const person = owned && People.of(records, owned);
    const now = Date.now();
    const { left, top, right, bottom, width } = Dom.box(control.element);
    return {
      state: control.state,
      says: control.says,
      labelled: (Dom.attribute(control.element, "aria-label") ?? "") !== "",
      how: owned?.how ?? "none",
      who: owned?.name ?? owned?.slug ?? null,
      entered: person !== null,
      withheld:
        person && Quiet.withheld(CORE, records, settings, person, Timeline.at(CORE, records, person, now, marks), now),
      inView: width > 0 && right > 0 && bottom > 0 && left < innerWidth && top < innerHeight,
    };
  }

  /** @param {Report.Control[]} controls @returns {Report.Reason} */
  function reason(controls) {
    if (controls.length === 0) return "no-control";
    const entered = controls.filter((control) => control.entered);
    if (entered.length === 0) return "not-entered";
    const open = entered.filter((control) => control.withheld === null);
    if (open.length === 0) return entered[0].withheld ?? "not-entered";
    return open.some((control) => control.inView) ? "no-room" : "not-in-view";
  }

  return Object.freeze({ make });
})();
