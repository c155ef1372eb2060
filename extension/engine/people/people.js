/**
 * Which of the people entered is it? Somebody is known by the addresses that were entered or confirmed, and by those
 * that were seen together with them. A name alone is never enough: it only makes a question. Pure.
 */

import * as Profile from "./profile.js";

/** @import { Page } from "../decision/core.js" */
/** @import * as Situation from "../decision/situation.js" */

/**
 * Whose a control is, as far as the page tells: the profile's address, its id, the member's number, the name, and by
 * which clue, the surest first. `own` are those of them that the control says itself; the others are its card's.
 * @typedef {{
 *   slug: string | null, opaque: string | null, member: string | null, name: string | null,
 *   how: "link" | "id" | "name" | "card" | "address" | "none", own: ("slug" | "opaque" | "member")[],
 * }} Owned
 * @typedef {{ same: (one: string, other: string) => boolean, differ: (one: string, other: string) => boolean }} Compare
 *   whether two names may be one person's, and whether they surely are not
 */

/** @type {WeakMap<Situation.Records, Map<string, Set<Situation.Person>>>} */
const indexes = new WeakMap();

/** The people by their addresses, made once for the records as they were read. @param {Situation.Records} records */
function index(records) {
  let found = indexes.get(records);
  if (!found) {
    found = new Map();
    for (const person of Object.values(records.people))
      for (const address of known(person)) found.set(address, (found.get(address) ?? new Set()).add(person));
    indexes.set(records, found);
  }
  return found;
}

/**
 * The people entered whose control this may be: one, or several entries of one human. What the control says itself comes
 * before its card, which counts only where the control's own words know nobody. Nobody where the addresses that the page
 * gives belong to different people, where a number or an id is somebody else's, or where the control names another.
 * @param {Page} page @param {Situation.Records} records @param {Owned} owned @param {Compare} [names]
 * @returns {Situation.Person[]}
 */
export function all(page, records, owned, names) {
  for (const which of [owned.own, ALL]) {
    const seen = addresses(owned, which);
    const found = seen.map((address) => holders(records, address)).filter((some) => some.length > 0);
    if (found.length === 0) continue;
    const shared = found[0].filter((person) => found.every((some) => some.includes(person)));
    const people = shared.filter(
      (person) =>
        !(person.otherProfiles ?? []).some((other) => seen.includes(Profile.normal(other))) &&
        disagreeing(page, person, seen).length === 0 &&
        !(names && isNamedOtherwise(records, shared, person, owned, which === owned.own, names)),
    );
    // An entry that is known not to be this one's leaves doubt about the others, and so does an address that was entered
    // for one and only seen with another.
    const entered = people.filter(({ profiles = [] }) => profiles.some((one) => seen.includes(Profile.normal(one))));
    const sure = entered.length === 0 || entered.length === people.length;
    return sure && people.length === shared.length ? people : [];
  }
  return [];
}

/** The one person entered whose control this is, or null. @param {Page} page @param {Situation.Records} records @param {Owned} owned @param {Compare} [names] */
export function of(page, records, owned, names) {
  const found = all(page, records, owned, names);
  return found.length === 1 ? found[0] : null;
}

/**
 * Whether the control's name is another person's: of somebody else entered; or of anybody, where nothing but an id of the card
 * tells whose it is, or where the control's own link or number is theirs and no word of the name is.
 * @param {Situation.Records} records @param {Situation.Person[]} shared entries of one human @param {Situation.Person} person
 * @param {Owned} owned @param {boolean} isOwn @param {Compare} names
 */
function isNamedOtherwise(records, shared, person, { name, how }, isOwn, { same, differ }) {
  if (name === null || same(person.name, name)) return false;
  const isOthers = isOwn ? sharesNoWord(person, name, differ) : how === "id" && differ(person.name, name);
  if (isOthers) return true;
  return Object.values(records.people).some((other) => !shared.includes(other) && same(other.name, name));
}

/**
 * Whether no word of a name is in the name that was entered, nor in an address: people marry, and are entered as they are called.
 * @param {Situation.Person} person @param {string} name @param {Compare["differ"]} differ
 */
function sharesNoWord(person, name, differ) {
  const entered = (person.profiles ?? []).map(Profile.normal);
  const words = name.split(/[\s,()-]+/u).filter((word) => /\p{L}{2}/u.test(word));
  const isTheirs = (/** @type {string} */ word) =>
    !differ(person.name, word) || (word.length > 2 && entered.some((one) => one.includes(word.toLowerCase())));
  return words.length > 0 && !words.some(isTheirs);
}

/** Those who have an address. @param {Situation.Records} records @param {string} address @returns {Situation.Person[]} */
export const holders = (records, address) => [...(index(records).get(address) ?? [])];

/** All addresses of a person. @param {Pick<Situation.Person, "profiles" | "aliases">} person @returns {string[]} */
export function known(person) {
  const entered = (person.profiles ?? []).map(Profile.normal);
  return entered.concat(entered.flatMap((one) => person.aliases?.[one] ?? []));
}

const ALL = /** @type {Owned["own"]} */ (["slug", "opaque", "member"]);

/** The addresses that a page gives of an owner: the profile's own, its id, the member's number. @param {Owned} owned @param {Owned["own"]} [which] */
export function addresses({ slug, opaque, member }, which = ALL) {
  const all = { slug, opaque, member: member === null ? null : `member:${member}` };
  return which.map((what) => all[what]).filter((one) => one !== null);
}

/** Whether an address is a number or an id, which can't pass to somebody else, and which of the two; "" for a slug. @param {Page} page @param {string} address */
export function kindOf(page, address) {
  return ["member:", page.owners.profile.opaque.toLowerCase()].find((kind) => address.startsWith(kind)) ?? "";
}

/** A person's numbers and ids where the page gives others: an address can pass to somebody else, these can't. @param {Page} page @param {Situation.Person} person @param {string[]} seen */
export function disagreeing(page, person, seen) {
  const mine = known(person);
  return mine.filter((one) => {
    const kind = kindOf(page, one);
    const theirs = kind === "" ? [] : seen.filter((other) => kindOf(page, other) === kind);
    return theirs.length > 0 && !theirs.some((other) => mine.includes(other));
  });
}

/**
 * The people entered whose profile this may be by its name: those of whom no profile is known; if there are none,
 * those whose profile was entered but never seen, as it may have been renamed since.
 * @param {Situation.Records} records @param {Owned} owned @param {(person: Situation.Person) => boolean} isMeant who has the name, and is to be asked about
 * @returns {Situation.Person[]}
 */
export function candidates(records, owned, isMeant) {
  const { slug } = owned;
  if (slug === null || addresses(owned).some((one) => index(records).has(one))) return [];
  const named = Object.values(records.people).filter(
    (person) =>
      Object.keys(person.aliases ?? {}).length === 0 &&
      !(person.otherProfiles ?? []).map(Profile.normal).includes(slug) &&
      isMeant(person),
  );
  const open = named.filter((person) => (person.profiles ?? []).length === 0);
  return open.length > 0 ? open : named;
}
