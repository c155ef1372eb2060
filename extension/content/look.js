// @ts-check
"use strict";

/**
 * One look at the page: which controls are there, whose are they as far as the page tells, and, given what the worker says
 * of those people, which of them are to have a chip.
 *
 * @typedef {{ control: Find.Control, owned: Owner.Owned, clue: Messages.Clue }} Look.Sighting
 * @typedef {object} Look.Page
 * @property {Look.Sighting[]} sightings the controls whose owner the page tells
 * @property {Look.Sighting | null} behind the profile that the address names, if no control of it was seen
 * @property {Messages.Clue[]} clues all of their clues
 *
 * @typedef {{ words: string, give: () => void }} Look.Choice
 *
 * @typedef {object} Look.Wanted a control that is to have a chip
 * @property {Element} control
 * @property {string} key whose it is
 * @property {Messages.Clue} clue as far as the page tells
 * @property {Messages.Face} face
 * @property {Look.Choice[] | null} choices
 * @property {string} signs what the control says of itself
 * @property {(element: Element) => boolean} isSame whether an element that says something else is still it, or one drawn in its stead
 * @property {boolean} tells whether the control itself says whose it is
 */
const Look = Known.lazily(() => {
  /** Longer names are not compared. */
  const LONGEST = 300;
  /** Whether Connect was hidden in a menu while that was closed. */
  let behindMenu = false;

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
    const behind = addressed && !behindMenu ? null : profile();
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

  /**
   * What is to stand on the page, as far as the worker has answered.
   * @param {Look.Page} page @returns {Look.Wanted[]}
   */
  function wanted({ sightings, behind }) {
    /** @type {Look.Wanted[]} */
    const found = [];
    /** The profile that the address names, if its owner is to be asked about. @type {Look.Sighting[]} */
    const strangers = [];
    const hidden = behind && inMenu(behind, sightings);
    for (const sighting of [...sightings, ...(hidden ? [hidden] : [])]) {
      const owner = Replies.of(sighting.clue);
      if (owner?.choices) strangers.push(sighting);
      else if (owner) found.push(chip(sighting, owner));
    }
    const seen = strangers.find(({ control }) => Dom.visible(control.element) && Dom.box(control.element).width > 0);
    const asked = seen && Replies.of(seen.clue);
    if (seen && asked?.choices) found.push(question(seen, asked, asked.choices));
    return found;
  }

  /**
   * The menu that Connect hides in, if the profile is of interest and shows no Connect. While the menu is open Connect
   * can be seen in it, and the chip stays where it was.
   * @param {Look.Sighting} behind @param {Look.Sighting[]} sightings @returns {Look.Sighting | null}
   */
  function inMenu(behind, sightings) {
    if (!Replies.of(behind.clue)) return null;
    const addressed = sightings.some(({ control, owned }) => isAddressed(owned) && Dom.visible(control.element));
    const element = Menu.button();
    const open = element !== null && Dom.attribute(element, "aria-expanded") === "true";
    if (!open) behindMenu = element !== null && !addressed;
    return element && behindMenu ? { ...behind, control: { ...behind.control, element } } : null;
  }

  /** @param {Element} element */
  const isMenu = (element) => element === Menu.button();

  /** @param {Look.Sighting} sighting @param {Messages.Owner} owner @returns {Look.Wanted} */
  function chip(sighting, { key, face }) {
    const { control } = sighting;
    return {
      control: control.element,
      key,
      clue: sighting.clue,
      face,
      choices: null,
      signs: Find.signsOf(control.element),
      tells: control.slug !== null || control.name !== null,
      isSame: control.state === "unknown" ? isMenu : (element) => isOf(element, sighting, key),
    };
  }

  /** One question on the profile of somebody who has the name of a person entered. @param {Look.Sighting} seen @param {Messages.Owner} owner @param {[string, string]} choices @returns {Look.Wanted} */
  function question({ control, owned, clue }, { key, face }, choices) {
    const give = (/** @type {boolean} */ same) => () => void Replies.ask({ ask: "confirm", clue, same });
    return {
      control: control.element,
      key: `ask ${key}`,
      clue,
      face,
      choices: choices.map((words, place) => ({ words, give: give(place === 0) })),
      signs: Find.signsOf(control.element),
      tells: true,
      isSame: (element) => {
        const read = Find.read(element);
        return read === null ? isMenu(element) : Owner.of(read)?.slug === owned.slug;
      },
    };
  }

  /** Whether an element is a control of the same kind and person. @param {Element} element @param {Look.Sighting} sighting @param {string} key */
  function isOf(element, sighting, key) {
    const control = Find.read(element);
    const owned = control && Owner.of(control);
    const clue = control && owned && clueOf(control, owned);
    if (!clue || control.state !== sighting.control.state) return false;
    const reply = Replies.of(clue);
    if (reply === undefined) return isWithin(clue, sighting.clue);
    return reply !== null && reply.choices === null && reply.key === key;
  }

  /** Whether a clue that was not asked about says nothing but what another does. @param {Messages.Clue} clue @param {Messages.Clue} asked */
  function isWithin(clue, asked) {
    const kinds = /** @type {const} */ (["slug", "opaque", "member"]);
    return clue.slug === asked.slug && kinds.every((kind) => clue[kind] === null || clue[kind] === asked[kind]);
  }

  return Object.freeze({ around, wanted, clueOf });
});
