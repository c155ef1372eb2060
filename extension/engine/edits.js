/**
 * Changes to the records as they are stored: answers, profiles, deletions, and taking them back. Each alters its first
 * argument in place and nothing else; entries that it does not name stay as they are, damaged ones too.
 */

import * as Records from "./records.js";
import * as Situation from "./situation.js";

/** @import { Fact } from "./core.js" */

/** @typedef {{ path: string[], was?: unknown }} Change a value as it was, under the keys that lead to it; none if it was not there */

/**
 * A fact is answered about me, a person, or an application. `at` is when what it tells of happened.
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
    const { people, applications } = stored;
    const holder = fact.whose === "person" ? people[about.person ?? ""] : applications[about.application ?? ""];
    if (holder) holder.answers = answered(holder.answers);
  }
}

/** “Is this the Ada you meet?” was answered for one profile. @param {Records.Stored} stored @param {string} person @param {string} profile @param {boolean} same */
export function confirm(stored, person, profile, same) {
  const entry = stored.people[person];
  if (!entry || profile.length > 200) return;
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
    if (Array.isArray(round?.who) && round.who.includes(id)) round.who = round.who.filter((other) => other !== id);
}

/**
 * An application with its rounds, and those people whom nothing else is known of.
 * @param {Records.Stored} stored @param {Situation.Records} sound @param {string} id
 */
export function forget(stored, sound, id) {
  const { people, rounds } = belonging(sound, id);
  delete stored.applications[id];
  for (const round of rounds) delete stored.rounds[round.id];
  for (const { person, only } of people) {
    if (only) delete stored.people[person.id];
    else stored.people[person.id].applications = (person.applications ?? []).filter((other) => other !== id);
  }
}

/**
 * The rounds and people of an application. `only` tells whom forgetting it would forget.
 * @param {Situation.Records} records @param {string} id
 */
export function belonging(records, id) {
  const rounds = Object.values(records.rounds).filter((round) => round.application === id);
  const people = Object.values(records.people).flatMap((person) => {
    const ids = Situation.applicationsOf(records, person).map((application) => application.id);
    return ids.includes(id) ? [{ person, only: ids.length === 1 }] : [];
  });
  return { rounds, people };
}

/** The entry that a problem names by its key, such as “people.p1”. @param {Records.Stored} stored @param {string} key */
export function drop(stored, key) {
  const [section, ...id] = key.split(".");
  if (section === "me") stored.me = {};
  for (const known of Records.SECTIONS) if (section === known) delete stored[known][id.join(".")];
}

/** Everything. @param {Records.Stored} stored */
export function clear(stored) {
  for (const section of Records.SECTIONS) stored[section] = {};
  stored.me = {};
}

/**
 * What `before` held of all that `after` has otherwise, key by key, so that taking it back leaves later changes alone.
 * @param {Records.Stored} before @param {Records.Stored} after @returns {Change[]}
 */
export function difference(before, after) {
  return /** @type {const} */ ([...Records.SECTIONS, "me"]).flatMap((key) =>
    differences(before[key], after[key], [key]),
  );
}

/** @param {unknown} before @param {unknown} after @param {string[]} path @returns {Change[]} */
function differences(before, after, path) {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  if (!Records.isObject(before) || !Records.isObject(after))
    return [before === undefined ? { path } : { path, was: before }];
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return keys.flatMap((key) => differences(before[key], after[key], [...path, key]));
}

/** Put back what `difference` noted; what was in an entry that is gone now stays gone. @param {Records.Stored} stored @param {Change[]} changes */
export function takeBack(stored, changes) {
  for (const { path, was } of changes) {
    const last = path[path.length - 1];
    /** @type {unknown} */
    let holder = stored;
    for (const key of path.slice(0, -1)) holder = Records.isObject(holder) ? holder[key] : undefined;
    if (!Records.isObject(holder)) continue;
    if (was === undefined) delete holder[last];
    else holder[last] = was;
  }
}
