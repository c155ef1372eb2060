/**
 * Which of the people entered is it? Somebody is known by the addresses that were entered or confirmed, and by those
 * that were seen together with them. A name alone is never enough: it only makes a question. Pure.
 */

import * as Profile from "./profile.js";

/** @import { Page } from "./core.js" */
/** @import * as Situation from "./situation.js" */

/**
 * Whose a control is, as far as the page tells: the profile's address, its id, the member's number, the name, and by
 * which clue, the surest first.
 * @typedef {{
 *   slug: string | null, opaque: string | null, member: string | null, name: string | null,
 *   how: "link" | "id" | "name" | "card" | "address" | "none",
 * }} Owned
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
 * The people entered whose control this may be: one, or several entries of one human. Nobody where an id says that it is
 * somebody else, or where the addresses that the page gives belong to different people.
 * @param {Page} page @param {Situation.Records} records @param {Owned} owned @returns {Situation.Person[]}
 */
export function all(page, records, owned) {
  const seen = addresses(owned);
  const found = seen.map((address) => index(records).get(address)).filter((some) => some !== undefined);
  if (found.length === 0) return [];
  const shared = [...found[0]].filter((person) => found.every((some) => some.has(person)));
  const people = shared.filter(
    (person) =>
      !(person.otherProfiles ?? []).some((other) => seen.includes(Profile.normal(other))) &&
      !disagree(page, person, owned),
  );
  // An entry that is known not to be this one's leaves doubt about the others.
  return people.length === shared.length ? people : [];
}

/** The one person entered whose control this is, or null. @param {Page} page @param {Situation.Records} records @param {Owned} owned */
export function of(page, records, owned) {
  const found = all(page, records, owned);
  return found.length === 1 ? found[0] : null;
}

/** All addresses of a person. @param {Situation.Person} person @returns {string[]} */
export function known(person) {
  const entered = (person.profiles ?? []).map(Profile.normal);
  return entered.concat(entered.flatMap((one) => person.aliases?.[one] ?? []));
}

/** The addresses that a page gives of an owner: the profile's own, its id, the member's number. @param {Owned} owned @returns {string[]} */
function addresses({ slug, opaque, member }) {
  return [slug, opaque, member === null ? null : `member:${member}`].filter((one) => one !== null);
}

/** Whether a person has another number or id than the page gives: an address can pass to somebody else, these can't. @param {Page} page @param {Situation.Person} person @param {Owned} owned */
function disagree(page, person, owned) {
  return ["member:", page.owners.profile.opaque.toLowerCase()].some((kind) => {
    const [mine, theirs] = [known(person), addresses(owned)].map((all) => all.filter((one) => one.startsWith(kind)));
    return mine.length > 0 && theirs.length > 0 && !theirs.some((one) => mine.includes(one));
  });
}

/**
 * What the page tells of a person's addresses that is not known yet, under the entered one that it came with; null if
 * there is nothing new or the page is not sure.
 * @param {Situation.Records} records @param {Situation.Person} person @param {Owned} owned
 * @returns {{ profile: string, aliases: string[] } | null}
 */
export function news(records, person, owned) {
  if (owned.how !== "link" && owned.how !== "address") return null;
  const seen = addresses(owned);
  const fresh = seen.filter((one) => !known(person).includes(one));
  const taken = fresh.some((one) => index(records).has(one));
  const profile = (person.profiles ?? [])
    .map(Profile.normal)
    .find((one) => [one, ...(person.aliases?.[one] ?? [])].some((address) => seen.includes(address)));
  return fresh.length === 0 || taken || profile === undefined ? null : { profile, aliases: fresh };
}

/**
 * The people entered whose profile this may be by its name: those of whom no profile is known; if there are none,
 * those whose profile was entered but never seen, as it may have been renamed since.
 * @param {Situation.Records} records @param {Owned} owned @param {(name: string) => boolean} isNamed
 * @returns {Situation.Person[]}
 */
export function candidates(records, owned, isNamed) {
  const { slug } = owned;
  if (slug === null || addresses(owned).some((one) => index(records).has(one))) return [];
  const named = Object.values(records.people).filter(
    (person) =>
      Object.keys(person.aliases ?? {}).length === 0 &&
      !(person.otherProfiles ?? []).map(Profile.normal).includes(slug) &&
      isNamed(person.name),
  );
  const open = named.filter((person) => (person.profiles ?? []).length === 0);
  return open.length > 0 ? open : named;
}
