/**
 * Changes to the records as they are stored: answers, profiles, deletions. Each alters its first
 * argument in place and nothing else; entries that it does not name stay as they are, damaged ones too.
 */

import * as Records from "./records.js";
import * as Rounds from "../decision/rounds.js";
import * as Situation from "../decision/situation.js";

/** @import { Fact } from "../decision/core.js" */

/**
 * A fact is answered about me, a person, or an application. `at` is when what it tells of happened. An answer that ends an
 * application calls its interviews off that were still ahead then; given are the ids of these.
 * @param {Records.Stored} stored @param {Fact} fact @param {{ person?: string, application?: string }} about @param {string | null} value @param {string} at
 */
export function answer(stored, fact, about, value, at) {
  const answered = (/** @type {Situation.Answers} */ answers) => {
    const all = { ...answers };
    if (value === null) delete all[fact.id];
    else all[fact.id] = { value, at };
    return all;
  };
  if (fact.whose === "me") stored.me = answered(stored.me);
  else {
    const [all, id] =
      fact.whose === "person" ? [stored.people, about.person ?? ""] : [stored.applications, about.application ?? ""];
    if (Object.hasOwn(all, id)) all[id].answers = answered(all[id].answers);
  }
  const off = calledOff(stored.rounds, fact, about.application, value, at);
  for (const id of off) stored.rounds[id].status = "cancelled";
  return off;
}

/**
 * The ids of those interviews that an answer calls off: where it ends their application, those that begin after it, unless
 * they are known to have taken place.
 * @param {{ [id: string]: Records.StoredRound }} rounds damaged ones too @param {Fact} fact @param {string | undefined} application
 * @param {string | null} value @param {string} at
 */
export function calledOff(rounds, fact, application, value, at) {
  if (value === null || !fact.closes?.includes(value)) return [];
  const isAhead = (/** @type {Records.StoredRound} */ round) =>
    Records.isRound(round) &&
    round.application === application &&
    Situation.happens(round) &&
    round.status !== "took-place" &&
    !round.reviewed &&
    Situation.begins(round) > Date.parse(at);
  return Object.keys(rounds).filter((id) => isAhead(rounds[id]));
}

/** “Is this the Ada you meet?” was answered for one profile. @param {Records.Stored} stored @param {string} person @param {string} profile @param {boolean} same */
export function confirm(stored, person, profile, same) {
  if (!Object.hasOwn(stored.people, person) || profile.length > 200) return;
  const entry = stored.people[person];
  const added = (/** @type {string[] | undefined} */ slugs) => [...new Set([...(slugs ?? []), profile])];
  const removed = (/** @type {string[] | undefined} */ slugs) => slugs?.filter((slug) => slug !== profile);
  const { profiles, otherProfiles } = entry;
  if (same || profiles) entry.profiles = same ? added(profiles) : removed(profiles);
  if (!same || otherProfiles) entry.otherProfiles = same ? removed(otherProfiles) : added(otherProfiles);
  dropAliases(entry);
}

/** Other addresses go with the profile that they were seen with. @param {Records.StoredPerson} person */
export function dropAliases(person) {
  const { aliases = {}, profiles = [] } = person;
  for (const profile of Object.keys(aliases)) if (!profiles.includes(profile)) delete aliases[profile];
}

/** @param {Records.Stored} stored @param {string} id */
export function removePerson(stored, id) {
  delete stored.people[id];
  for (const round of Object.values(stored.rounds))
    if (names(round, id)) round.who = round.who.filter((other) => other !== id);
}

/** Somebody is no longer in one application; what else is known of them stays. @param {Records.Stored} stored @param {string} id @param {string} application */
export function leave(stored, id, application) {
  if (!Object.hasOwn(stored.people, id)) return;
  const person = stored.people[id];
  person.applications = (person.applications ?? []).filter((other) => other !== application);
  for (const round of Object.values(stored.rounds))
    if (round?.application === application && names(round, id)) round.who = round.who.filter((other) => other !== id);
}

/** Whether somebody is in a round as it is stored, a damaged one too. @param {Records.StoredRound} round @param {string} id */
const names = (round, id) => Array.isArray(round?.who) && round.who.includes(id);

/**
 * An application with its rounds, damaged ones too, and those people whom nothing else is known of. What else they are in is
 * read as it is stored: an application that is damaged is one, too.
 * @param {Records.Stored} stored @param {Situation.Records} sound @param {string} id
 */
export function forget(stored, sound, id) {
  const { people } = belonging(sound, id);
  delete stored.applications[id];
  for (const [round, entry] of Object.entries(stored.rounds))
    if (entry?.application === id) delete stored.rounds[round];
  const left = Object.values(stored.rounds);
  for (const { person } of people) {
    const entry = stored.people[person.id];
    const others = (entry.applications ?? []).filter((other) => Object.hasOwn(stored.applications, other));
    if (others.length > 0 || left.some((round) => names(round, person.id))) entry.applications = others;
    else delete stored.people[person.id];
  }
}

/**
 * The rounds and people of an application. `only` tells whom forgetting it would forget.
 * @param {Situation.Records} records @param {string} id
 */
export function belonging(records, id) {
  const rounds = [...Rounds.ofApplication(records, { id })];
  const people = Object.values(records.people).flatMap((person) => {
    const ids = Situation.applicationsOf(records, person).map((application) => application.id);
    return ids.includes(id) ? [{ person, only: ids.length === 1 }] : [];
  });
  return { rounds, people };
}

/** Delete the entry that a problem names by its key, such as “people.p1”, and what refers to it. @param {Records.Stored} stored @param {string} key */
export function drop(stored, key) {
  const [section, ...rest] = key.split(".");
  const id = rest.join(".");
  if (section === "me") stored.me = {};
  else if (section === "people") removePerson(stored, id);
  else if (section === "rounds") delete stored.rounds[id];
  else if (section === "applications") dropApplication(stored, id);
}

/** An application that can't be read, with its rounds: nothing could be said about them. @param {Records.Stored} stored @param {string} id */
function dropApplication(stored, id) {
  delete stored.applications[id];
  for (const [round, { application }] of Object.entries(stored.rounds).filter(([, found]) => Records.isObject(found)))
    if (application === id) delete stored.rounds[round];
  for (const person of Object.values(stored.people))
    if (Array.isArray(person?.applications)) person.applications = person.applications.filter((other) => other !== id);
}

/** Everything. @param {Records.Stored} stored */
export function clear(stored) {
  for (const section of Records.SECTIONS) stored[section] = {};
  stored.me = {};
}
