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
  /** Counts the changes of what is stored. */
  let version = 0;
  /** What the open tip was computed from. */
  let explained = "";
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
    /** @type {number | null} */
    let next = Quiet.changes(records, settings, now);
    if (Quiet.until(records, settings, now) !== null) {
      Tip.close();
      Place.clear();
      return next;
    }
    const locale = Words.locale(CORE, settings.locale);
    /** @type {Place.Wanted[]} */
    const wanted = [];
    for (const control of Find.controls(document)) {
      const owner = Owner.of(control);
      const person = owner?.slug ? personWith(records, owner.slug) : null;
      if (!person || Quiet.resting(CORE, records, person, now)) continue;
      const marks = marksOf(control);
      const steps = Timeline.steps(CORE, records, person, now, marks);
      if (steps.length > 1) next = Math.min(next ?? Infinity, steps[1].at);
      const face = Chip.face(CORE, locale, person, steps, now, records.zone);
      if (!face || Quiet.hidden(settings, person, steps[0].answer)) continue;
      const content = { person, now, marks, rests: `${Chip.signature(steps[0].answer)} ${Math.floor(now / 60_000)}` };
      wanted.push({ control: control.element, face, open: (chip) => toggle(chip, content) });
      const chip = Place.chipOf(control.element);
      if (chip && chip === Tip.chip() && explained !== `${version} ${content.rests}`) explain(chip, content);
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

  /** The worker knows all the words; the page only shows them. @param {HTMLElement} chip @param {any} content */
  async function explain(chip, { person, now, marks, rests }) {
    const basis = `${version} ${rests}`;
    const model = (await send({ ask: "advice", person: person.id, page: marks, now }))?.data;
    if (!model || !chip.isConnected) return;
    explained = basis;
    Tip.show(chip, model, send);
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

  // The popup asks whether this tab was loaded with the extension in it.
  chrome.runtime.onMessage.addListener((message, _sender, respond) => {
    if (message?.ask === "alive") respond({ data: true });
  });
  Store.onChange(() => {
    version += 1;
    wake();
  }, life.signal);
  wake();
})();
