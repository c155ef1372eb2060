// @ts-check
"use strict";

/**
 * Ties it together on a LinkedIn page: finds controls, knows whose they are, asks the engine, shows chips. Does nothing
 * until the person has chosen tips beside Connect and entered somebody.
 */
(() => {
  const life = new AbortController();
  /** @type {AbortController | null} */
  let working = null;
  /** @type {Awaited<ReturnType<typeof Store.load>> | null} */
  let stored = null;
  /** @type {any} */
  let texts = null;
  /** @type {(() => void) | null} */
  let soon = null;

  /** After the extension was updated or removed this script is an orphan: it takes its things and goes. */
  function orphaned() {
    if (chrome.runtime?.id) return false;
    life.abort();
    rest();
    return true;
  }

  async function wake() {
    if (orphaned()) return;
    if (!(await Store.watching())) {
      rest();
      return;
    }
    stored = await Store.load();
    if (working) {
      soon?.();
      return;
    }
    working = new AbortController();
    soon = Watch.begin(look, working.signal);
  }

  function rest() {
    working?.abort();
    working = null;
    Tip.close();
    Place.clear();
  }

  /** One look at the page. Returns the instant of the next change of an answer. @returns {number | null} */
  function look() {
    if (orphaned() || !stored) return null;
    const { records, settings, problems } = stored;
    // With damaged entries an answer could be wrong: the popup says what is wrong, the page stays silent.
    if (problems.length > 0) {
      Tip.close();
      Place.clear();
      return null;
    }
    const now = Date.now();
    const locale = Words.locale(CORE, settings.locale);
    /** @type {number | null} */
    let next = null;
    /** @type {Place.Wanted[]} */
    const wanted = [];
    for (const control of Find.controls(document)) {
      const owner = Owner.of(control);
      const person = owner?.slug ? personWith(records, owner.slug) : null;
      if (!person) continue;
      const marks = marksOf(control);
      const steps = Timeline.steps(CORE, records, person, now, marks);
      if (steps.length > 1) next = Math.min(next ?? Infinity, steps[1].at);
      const face = Chip.face(CORE, locale, person, steps, now, records.zone);
      if (!face) continue;
      const content = { person, steps, now, locale, zone: records.zone, marks };
      wanted.push({ control: control.element, face, open: (chip) => toggle(chip, content) });
      const chip = Place.chipOf(control.element);
      if (chip && chip === Tip.chip()) explain(chip, content);
    }
    Place.show(wanted);
    const open = Tip.chip();
    if (open && !open.isConnected) Tip.close();
    return next;
  }

  /** @param {Situation.Records} records @param {string} slug */
  function personWith(records, slug) {
    return (
      Object.values(records.people).find((person) =>
        (person.profiles ?? []).some((profile) => Owner.slug(profile) === slug),
      ) ?? null
    );
  }

  /** What the page says about the request, for the facts that read it. @param {Find.Control} control */
  function marksOf(control) {
    const atOnce = CORE.page.signals["at-once"].some((/** @type {string} */ path) =>
      location.pathname.startsWith(path),
    );
    return atOnce && control.state === "connect" ? [control.state, "at-once"] : [control.state];
  }

  /** @param {HTMLElement} chip @param {any} content */
  function toggle(chip, content) {
    if (Tip.chip() === chip) Tip.close();
    else explain(chip, content);
  }

  /** @param {HTMLElement} chip @param {any} content */
  async function explain(chip, content) {
    texts ??= (await send({ ask: "text" }))?.data;
    if (!texts || !chip.isConnected || !stored) return;
    const { person, now, marks } = content;
    const [question = null] = Timeline.openQuestions(CORE, stored.records, person, now, marks);
    Tip.show(chip, { ...content, ...texts, question, send });
  }

  /** @param {any} message @returns {Promise<any>} */
  async function send(message) {
    if (orphaned()) return null;
    try {
      return await chrome.runtime.sendMessage(message);
    } catch {
      return null; // The worker is gone with an old version; the next look notices.
    }
  }

  Store.onChange(() => {
    texts = null;
    wake();
  }, life.signal);
  wake();
})();
