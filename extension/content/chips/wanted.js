// @ts-check
"use strict";

/**
 * Which of what a look has found is to have a chip, given what the worker says of those people.
 *
 * @typedef {{ words: string, give: () => void }} Wanted.Choice
 *
 * @typedef {object} Wanted.Chip a control that is to have a chip
 * @property {Element} control
 * @property {string} key whose it is
 * @property {Messages.Clue} clue as far as the page tells
 * @property {Messages.Face} face
 * @property {Wanted.Choice[] | null} choices
 * @property {(element: Element) => boolean} isSame whether an element that says something else is still it, or one drawn in its stead
 * @property {boolean} tells whether the control itself says whose it is
 */
const Wanted = (() => {
  /** Whether Connect was hidden in a menu while that was closed. */
  let behindMenu = false;

  /**
   * What is to stand on the page, as far as the worker has answered.
   * @param {Look.Page} page @returns {Wanted.Chip[]}
   */
  function of({ sightings, behind }) {
    /** @type {Wanted.Chip[]} */
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
    const addressed = sightings.some(({ control, owned }) => Look.isAddressed(owned) && Dom.visible(control.element));
    const element = Menu.button();
    const open = element !== null && Dom.attribute(element, "aria-expanded") === "true";
    if (!open) behindMenu = element !== null && !addressed;
    return element && behindMenu ? { ...behind, control: { ...behind.control, element } } : null;
  }

  /** Whether an element is the menu of this profile, which the address still names. @param {Element} element @param {string | null} slug */
  const isMenu = (element, slug) => Owner.addressSlug() === slug && element === Menu.button();

  /** @param {Look.Sighting} sighting @param {Messages.Owner} owner @returns {Wanted.Chip} */
  function chip(sighting, { key, face }) {
    const { control, owned, clue } = sighting;
    return {
      control: control.element,
      key,
      clue,
      face,
      choices: null,
      // What is somebody's by the address alone is another's as soon as that is another.
      tells: owned.how !== "address" && (control.slug ?? control.name) !== null,
      isSame: (element) => (control.state === "unknown" ? isMenu(element, owned.slug) : isOf(element, sighting, key)),
    };
  }

  /** One question on the profile of somebody who has the name of a person entered. @param {Look.Sighting} seen @param {Messages.Owner} owner @param {[string, string]} choices @returns {Wanted.Chip} */
  function question({ control, owned, clue }, { key, face }, choices) {
    const give = (/** @type {boolean} */ same) => () => void Replies.ask({ ask: "confirm", clue, same });
    return {
      control: control.element,
      key: `ask ${key}`,
      clue,
      face,
      choices: choices.map((words, place) => ({ words, give: give(place === 0) })),
      tells: false,
      isSame: (element) => {
        const read = Find.read(element);
        return read === null ? isMenu(element, owned.slug) : Owner.of(read)?.slug === owned.slug;
      },
    };
  }

  /** Whether an element is a control of the same kind and person. @param {Element} element @param {Look.Sighting} sighting @param {string} key */
  function isOf(element, sighting, key) {
    const control = Find.read(element);
    const owned = control && Owner.of(control);
    const clue = control && owned && Look.clueOf(control, owned);
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

  return Object.freeze({ of, isBehindMenu: () => behindMenu });
})();
