/**
 * One human, one entry: two entries become one, or one becomes two. Each alters the records as they are stored, in place,
 * as one change that can be taken back. Pure.
 */

import * as Records from "./records.js";
import * as Situation from "../decision/situation.js";

/** Of entries of one human the one that goes on comes first: whose profile is known, then who is named more fully. @param {Situation.Person[]} entries */
export const byKnown = (entries) =>
  entries.toSorted(
    (a, b) => Number(hasProfile(b)) - Number(hasProfile(a)) || b.name.trim().length - a.name.trim().length,
  );

/** @param {Situation.Person} person */
const hasProfile = ({ profiles = [] }) => profiles.length > 0;

/**
 * Two people are one human: `gone` goes into `kept`. Answers by the later date, interviews, applications and addresses of
 * both.
 * @param {Records.Stored} stored @param {string} kept @param {string} gone
 */
export function people(stored, kept, gone) {
  if (kept === gone || !Object.hasOwn(stored.people, kept) || !Object.hasOwn(stored.people, gone)) return;
  const [into, from] = [stored.people[kept], stored.people[gone]];
  into.answers = later(into.answers, from.answers);
  const profiles = united(into.profiles, from.profiles);
  const strangers = united(into.otherProfiles, from.otherProfiles).filter((profile) => !profiles.includes(profile));
  put(into, "profiles", profiles);
  put(into, "otherProfiles", strangers);
  put(into, "applications", united(into.applications, from.applications));
  put(into, "apart", withoutId(united(into.apart, from.apart), kept, gone));
  const aliases = { ...from.aliases };
  for (const [profile, some] of Object.entries(into.aliases ?? {})) aliases[profile] = united(aliases[profile], some);
  if (Object.keys(aliases).length > 0) into.aliases = aliases;
  lend(into, from, ["detail", "reminder"]);
  for (const round of Object.values(stored.rounds))
    if (Array.isArray(round?.who) && round.who.includes(gone))
      round.who = [...new Set(round.who.map((id) => (id === gone ? kept : id)))];
  for (const other of Object.values(stored.people))
    if (Array.isArray(other?.apart) && other.apart.includes(gone))
      other.apart = united(
        other.apart.filter((id) => id !== gone),
        other === into ? [] : [kept],
      );
  delete stored.people[gone];
}

/**
 * Two applications are one: the interviews and people of `gone` go to `kept`, and what is known of either stays.
 * @param {Records.Stored} stored @param {string} kept @param {string} gone
 */
export function applications(stored, kept, gone) {
  const all = stored.applications;
  if (kept === gone || !Object.hasOwn(all, kept) || !Object.hasOwn(all, gone)) return;
  const [into, from] = [all[kept], all[gone]];
  into.answers = later(into.answers, from.answers);
  lend(into, from, ["role", "keep", "askedOver"]);
  put(into, "apart", withoutId(united(into.apart, from.apart), kept, gone));
  const there = Object.values(stored.rounds).filter((round) => round?.application === kept);
  for (const [id, round] of Object.entries(stored.rounds)) {
    if (round?.application !== gone) continue;
    const twins = there.filter((one) => isTwin(one, round));
    const twin = twins.find(({ event }) => event === round.event) ?? twins[0];
    round.application = kept;
    if (!twin) continue;
    // One interview that was entered twice.
    unite(twin, round);
    delete stored.rounds[id];
  }
  for (const person of Object.values(stored.people))
    if (Array.isArray(person?.applications) && person.applications.includes(gone))
      person.applications = [...new Set(person.applications.map((id) => (id === gone ? kept : id)))];
  for (const other of Object.values(all))
    if (other !== into && Array.isArray(other?.apart) && other.apart.includes(gone))
      other.apart = united(withoutId(other.apart, gone), other === from ? [] : [kept]);
  delete all[gone];
}

/**
 * The person said that two entries are two: it is not asked again, and neither is taken for the other by an address.
 * @param {Records.Stored} stored @param {"people" | "applications"} section @param {string} one @param {string} other
 */
export function apart(stored, section, one, other) {
  const all = stored[section];
  if (one === other || !Object.hasOwn(all, one) || !Object.hasOwn(all, other)) return;
  all[one].apart = united(all[one].apart, [other]);
  if (section !== "people") return;
  const { people } = stored;
  const [mine, theirs] = [people[one].profiles ?? [], people[other].profiles ?? []];
  put(
    people[one],
    "otherProfiles",
    united(
      people[one].otherProfiles,
      theirs.filter((slug) => !mine.includes(slug)),
    ),
  );
  put(
    people[other],
    "otherProfiles",
    united(
      people[other].otherProfiles,
      mine.filter((slug) => !theirs.includes(slug)),
    ),
  );
}

/**
 * One entry is two humans: whoever is in `application` gets an entry of their own, with its interviews. What was answered
 * and the addresses stay where they are, since nobody knows of whom they were said.
 * @param {Records.Stored} stored @param {string} id @param {string} application @param {string} fresh the id of the new entry
 */
export function part(stored, id, application, fresh) {
  if (!Object.hasOwn(stored.people, id) || Object.hasOwn(stored.people, fresh)) return;
  const person = stored.people[id];
  stored.people[fresh] = { name: person.name, applications: [application], answers: {} };
  if (Array.isArray(person.applications))
    person.applications = person.applications.filter((one) => one !== application);
  for (const round of Object.values(stored.rounds))
    if (round?.application === application && Array.isArray(round.who))
      round.who = round.who.map((one) => (one === id ? fresh : one));
  apart(stored, "people", id, fresh);
}

/**
 * Whether two interviews of one application are the same: at the same time, however that is written, both held or both called
 * off, and not two entries of a calendar. Damaged ones are nobody's.
 * @param {Records.StoredRound} one @param {Records.StoredRound} other
 */
const isTwin = (one, other) =>
  [one, other].every(Records.isRound) &&
  (one.event === undefined || other.event === undefined || one.event === other.event) &&
  Situation.happens(one) === Situation.happens(other) &&
  Situation.begins(one) === Situation.begins(other) &&
  Situation.ends(one) === Situation.ends(other);

/** Of how an interview stands, what says more. @type {Situation.Round["status"][]} */
const STATUSES = ["took-place", "cancelled", "moved"];

/** What is known of one interview that was entered twice goes into one entry. @param {Records.StoredRound} into @param {Records.StoredRound} from */
function unite(into, from) {
  into.who = united(into.who, from.who);
  lend(into, from, ["title", "reviewed"]);
  const status = STATUSES.find((one) => one === into.status || one === from.status);
  if (status) into.status = status;
  if (into.passed || from.passed) into.passed = united(into.passed, from.passed);
  if (from.event === undefined) return;
  const known = into.event === undefined ? [] : [into.sequence ?? 0];
  into.event = from.event;
  into.sequence = Math.max(...known, from.sequence ?? 0);
}

/** What an entry has and another one lacks. @template {object} Entry @param {Entry} into @param {Entry} from @param {(keyof Entry)[]} keys */
function lend(into, from, keys) {
  for (const key of keys) if (into[key] === undefined && from[key] !== undefined) into[key] = from[key];
}

/** Of two answers the later one. @param {Situation.Answers} one @param {Situation.Answers} other @returns {Situation.Answers} */
function later(one, other) {
  const all = { ...one };
  for (const [fact, answer] of Object.entries(other))
    if (!Object.hasOwn(all, fact) || Date.parse(all[fact].at) < Date.parse(answer.at)) all[fact] = answer;
  return all;
}

/** @template T @param {T[] | undefined} one @param {T[] | undefined} other @returns {T[]} */
const united = (one, other) => [...new Set([...(one ?? []), ...(other ?? [])])];

/** @param {string[]} ids @param {string[]} gone */
const withoutId = (ids, ...gone) => ids.filter((id) => !gone.includes(id));

/** A list that holds nothing is not stored where there was none. @template {string} Key @param {{ [key in Key]?: string[] }} holder @param {Key} key @param {string[]} list */
function put(holder, key, list) {
  if (list.length > 0 || holder[key] !== undefined) holder[key] = list;
}
