/**
 * Changes to the records as they are stored: answers, profiles, deletions, and taking them back. Each alters its first
 * argument in place and nothing else; entries that it does not name stay as they are, damaged ones too.
 */

import * as Records from "./records.js";
import * as Situation from "./situation.js";

/** @import { Fact } from "./core.js" */

/** @typedef {{ path: string[], was?: unknown }} Change a value as it was, under the keys that lead to it; none if it was not there */

const SECTIONS = ["applications", "rounds", "people"];

/**
 * A fact is answered about me, a person, or an application. `at` is when what it tells of happened.
 * @param {any} stored @param {Fact} fact @param {{ person?: string, application?: string }} about @param {string | null} value @param {string} at
 */
export function answer(stored, fact, about, value, at) {
  const holder =
    fact.whose === "me"
      ? stored
      : fact.whose === "person"
        ? stored.people[about.person ?? ""]
        : stored.applications[about.application ?? ""];
  if (!holder) return;
  const key = fact.whose === "me" ? "me" : "answers";
  const answers = { ...holder[key] };
  if (value === null) delete answers[fact.id];
  else answers[fact.id] = { value, at };
  holder[key] = answers;
}

/** “Is this the Ada you meet?” was answered for one profile. @param {any} stored @param {string} person @param {string} profile @param {boolean} same */
export function confirm(stored, person, profile, same) {
  const entry = stored.people[person];
  if (!entry || profile.length > 200) return;
  const [key, other] = same ? ["profiles", "otherProfiles"] : ["otherProfiles", "profiles"];
  entry[key] = [...new Set([...(entry[key] ?? []), profile])];
  if (entry[other]) entry[other] = entry[other].filter((/** @type {string} */ slug) => slug !== profile);
  dropAliases(entry);
}

/** Other addresses go with the profile that they were seen with. @param {any} person as stored */
export function dropAliases(person) {
  for (const profile of Object.keys(person.aliases ?? {}))
    if (!person.profiles?.includes(profile)) delete person.aliases[profile];
}

/** @param {any} stored @param {string} id */
export function removePerson(stored, id) {
  delete stored.people[id];
  for (const round of Object.values(stored.rounds))
    if (Array.isArray(round?.who) && round.who.includes(id))
      round.who = round.who.filter((/** @type {string} */ other) => other !== id);
}

/**
 * An application with its rounds, and those people whom nothing else is known of.
 * @param {any} stored @param {Situation.Records} sound @param {string} id
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

/** Everything. @param {any} stored */
export function clear(stored) {
  for (const section of SECTIONS) stored[section] = {};
  stored.me = {};
}

/**
 * What `before` held of all that `after` has otherwise, key by key, so that taking it back leaves later changes alone.
 * @param {any} before @param {any} after @returns {Change[]}
 */
export function difference(before, after) {
  return [...SECTIONS, "me"].flatMap((key) => differences(before[key], after[key], [key]));
}

/** @param {any} before @param {any} after @param {string[]} path @returns {Change[]} */
function differences(before, after, path) {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  if (!Records.isObject(before) || !Records.isObject(after))
    return [before === undefined ? { path } : { path, was: before }];
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return keys.flatMap((key) => differences(before[key], after[key], [...path, key]));
}

/** Put back what `difference` noted; what was in an entry that is gone now stays gone. @param {any} stored @param {Change[]} changes */
export function takeBack(stored, changes) {
  for (const { path, was } of changes) {
    const last = path[path.length - 1];
    const holder = path.slice(0, -1).reduce((part, key) => (Records.isObject(part) ? part[key] : undefined), stored);
    if (!Records.isObject(holder)) continue;
    if (was === undefined) delete holder[last];
    else holder[last] = was;
  }
}
