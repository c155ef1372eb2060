/**
 * What a page teaches: other addresses of a person entered, and that one learnt before was another's. A page that goes from
 * one profile to the next shows parts of both for a while, so nothing is believed for one look: a lesson is stored after
 * two looks that say the same, at least `APART` milliseconds apart and both later than `REST` after the address changed.
 * Pure, save `apply`, which changes the records that it is given.
 */

import * as People from "./people.js";
import * as Profile from "./profile.js";

/** @import { Page } from "../decision/core.js" */
/** @import * as Situation from "../decision/situation.js" */

/**
 * One address, which belongs to a person under one of the profiles that were entered, or, with `gone`, no longer does.
 * @typedef {{ person: string, profile: string, address: string, kind: string, gone: boolean }} Lesson
 * @typedef {{ lesson: Lesson, first: number, last: number }} Heard a lesson, and the instants at which it was seen first and last
 * @typedef {Pick<Situation.Person, "profiles" | "aliases">} Addressed
 * @typedef {Map<string, Heard>} Pending the lessons that were seen once
 */

export const APART = 1000;
export const REST = 2000;
/** A lesson that was not seen again for so many milliseconds is forgotten. */
const FORGOTTEN = 10_000;
/** A profile has a number, an id and, renamed a few times, some older addresses. */
const MOST = 8;

/**
 * What a control says that is not known yet: new addresses of the person whose it is, if its own link or the address of
 * the page tells that and no other person has them; or, where its own words disagree with what was learnt, that it is gone.
 * @param {Page} page @param {Situation.Records} records @param {People.Owned} owned @param {People.Compare} names
 * @returns {Lesson[]}
 */
export function found(page, records, owned, names) {
  if (owned.how !== "link" && owned.how !== "address") return [];
  const person = People.of(page, records, owned, names);
  return person ? fresh(page, records, person, owned) : refuted(page, records, owned, names);
}

/** @param {Page} page @param {Situation.Records} records @param {Situation.Person} person @param {People.Owned} owned @returns {Lesson[]} */
function fresh(page, records, person, owned) {
  const seen = People.addresses(owned);
  const news = seen.filter((one) => !People.known(person).includes(one));
  const profile = (person.profiles ?? [])
    .map(Profile.normal)
    .find((one) => [one, ...(person.aliases?.[one] ?? [])].some((address) => seen.includes(address)));
  if (profile === undefined || news.some((one) => People.holders(records, one).length > 0)) return [];
  return news.map((address) => ({
    person: person.id,
    profile,
    address,
    kind: People.kindOf(page, address),
    gone: false,
  }));
}

/**
 * What was learnt of the people whom a control with a link of its own may belong to, and can't be true. An address may
 * have passed to somebody else, whose number is another: what was learnt of a person falls only where their name stands.
 * @param {Page} page @param {Situation.Records} records @param {People.Owned} owned @param {People.Compare} names @returns {Lesson[]}
 */
function refuted(page, records, owned, { differ }) {
  const { slug, own, name } = owned;
  const [person, ...others] = slug === null || !own.includes("slug") ? [] : People.holders(records, slug);
  if (!person || others.length > 0) return [];
  const seen = People.addresses(owned, own);
  const isNamed = name !== null && !differ(person.name, name);
  const wrong = isNamed ? People.disagreeing(page, person, seen) : [];
  const mine = wrong.flatMap((address) => learnt(page, person, address));
  const theirs = seen.flatMap((address) =>
    People.holders(records, address)
      .filter((other) => other !== person)
      .flatMap((other) => learnt(page, other, address)),
  );
  return [...mine, ...theirs];
}

/** That an address which was learnt is gone; what was entered stays. @param {Page} page @param {Situation.Person} person @param {string} address @returns {Lesson[]} */
function learnt(page, { id, aliases = {} }, address) {
  return Object.keys(aliases)
    .filter((profile) => aliases[profile].includes(address))
    .map((profile) => ({ person: id, profile, address, kind: People.kindOf(page, address), gone: true }));
}

/**
 * What may be stored after one more look, what is still pending, and the instant at which the next look may settle it.
 * `rested` is for how many milliseconds the page has had its address.
 * @param {Pending} pending @param {{ now: number, rested: number, lessons: Lesson[] }} look
 * @returns {{ pending: Pending, learnt: Lesson[], again: number | null }}
 */
export function judge(pending, { now, rested, lessons }) {
  const turned = now - rested;
  if (rested < REST) return { pending: new Map(), learnt: [], again: lessons.length > 0 ? turned + REST : null };
  /** @type {Pending} */
  const kept = new Map([...pending].filter(([, { first, last }]) => first >= turned && now - last < FORGOTTEN));
  for (const lesson of lessons) {
    const key = JSON.stringify(lesson);
    kept.set(key, { lesson, first: kept.get(key)?.first ?? now, last: now });
  }
  const present = [...kept.values()].filter(({ last, lesson }) => last === now && !isDisputed(lesson, kept));
  const ripe = present.filter(({ first }) => now - first >= APART);
  const waiting = present.filter(({ first }) => now - first < APART).map(({ first }) => first + APART);
  for (const { lesson } of ripe) kept.delete(JSON.stringify(lesson));
  return {
    pending: kept,
    learnt: ripe.map(({ lesson }) => lesson),
    again: waiting.length > 0 ? Math.min(...waiting) : null,
  };
}

/** Whether the page has said otherwise meanwhile: another number of the same person, or the same address of another. @param {Lesson} lesson @param {Pending} kept */
function isDisputed({ person, address, kind, gone }, kept) {
  return [...kept.values()].some(({ lesson: other }) =>
    other.person === person
      ? kind !== "" && other.kind === kind && other.address !== address && !gone && !other.gone
      : other.address === address,
  );
}

/** Write lessons into the records, as far as they still hold. @param {{ people: { [id: string]: Addressed } }} records @param {Lesson[]} lessons */
export function apply(records, lessons) {
  for (const { person, profile, address, gone } of lessons) {
    const entry = records.people[person];
    if (!entry?.profiles?.map(Profile.normal).includes(profile)) continue;
    const others = Object.values(records.people).filter((other) => other !== entry);
    if (!gone && others.some((other) => People.known(other).includes(address))) continue;
    const left = (entry.aliases?.[profile] ?? []).filter((one) => one !== address);
    const { [profile]: _, ...rest } = entry.aliases ?? {};
    const now = gone ? left : [...left, address].slice(-MOST);
    entry.aliases = now.length > 0 ? { ...rest, [profile]: now } : rest;
  }
}
