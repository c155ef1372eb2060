// @ts-check
"use strict";

/**
 * One look at the page: which controls are there, and whose are they as far as the page tells.
 *
 * @typedef {{ control: Find.Control, owned: Owner.Owned, clue: Messages.Clue }} Look.Sighting
 * @typedef {object} Look.Page
 * @property {Look.Sighting[]} sightings the controls whose owner the page tells
 * @property {Look.Sighting | null} behind the profile that the address names, if no control of it was seen
 * @property {Messages.Clue[]} clues all of their clues
 */
const Look = Lazily(() => {
  /** Longer names are not compared. */
  const LONGEST = 300;

  /** What is on the page, a step at a time. @returns {Generator<void, Look.Page>} */
  function* around() {
    /** @type {Look.Sighting[]} */
    const sightings = [];
    let addressed = false;
    const roots = yield* Roots.all();
    yield;
    for (const root of roots) {
      for (const control of Find.controls(root)) {
        const owned = control && Owner.of(control);
        const clue = control && owned && clueOf(control, owned);
        if (clue) {
          sightings.push({ control, owned, clue });
          if (isAddressed(owned)) addressed ||= Dom.visible(control.element);
        }
        yield;
      }
    }
    const behind = addressed && !Later.shown()?.isBehindMenu() ? null : profile();
    return { sightings, behind, clues: [...sightings, ...(behind ? [behind] : [])].map(({ clue }) => clue) };
  }

  /** Whether an owner is the one whose profile the address names. @param {Owner.Owned} owned */
  const isAddressed = ({ slug }) => slug !== null && window === top && slug === Owner.addressSlug();

  /** What a control and its surroundings tell, as the worker is asked about it; null where that is out of all bounds. @param {Find.Control} control @param {Owner.Owned} owned */
  function clueOf(control, owned) {
    const { slug, opaque, member, how, own } = owned;
    const name = owned.name?.slice(0, LONGEST) ?? null;
    const names = !isAddressed(owned) ? [] : name !== null ? [name] : titles();
    return Messages.clueOf({ slug, opaque, member, name, how, own, names, marks: marksOf(control) });
  }

  /** The names in the title, if it speaks of this page. */
  const titles = () => (Owner.isTitleNew() ? Owner.titles() : []).map((one) => one.slice(0, LONGEST));

  /** What the page says about the request, for the facts that read it. @param {Find.Control} control @returns {Messages.Mark[]} */
  function marksOf({ state }) {
    if (state === "unknown") return [];
    const atOnce = Known.page.signals["at-once"].some((path) => Owner.path().startsWith(path));
    return atOnce && state === "connect" ? [state, "at-once"] : [state];
  }

  /** The profile that the address names, without a control of its own. @returns {Look.Sighting | null} */
  function profile() {
    const slug = window === top ? Owner.addressSlug() : null;
    const element = Dom.root();
    if (slug === null || element === null) return null;
    /** @type {Owner.Owned} */
    const owned = { slug, opaque: null, member: null, name: null, how: "address", own: [] };
    /** @type {Find.Control} */
    const control = { element, state: "unknown", says: {}, slug, member: null, name: null, doubt: null };
    const clue = clueOf(control, owned);
    return clue && { owned, control, clue };
  }

  return Object.freeze({ around, isAddressed, clueOf });
});
