/**
 * How everybody entered stands: what is said of them now and what time brings. Working it out takes milliseconds for each, so
 * what is known stays as long as nothing that it rests on is another. Pure but for what it remembers.
 */

import * as Situation from "../decision/situation.js";
import * as Timeline from "../decision/timeline.js";

/** @import { Core } from "../decision/core.js" */

/** @typedef {{ person: Situation.Person, steps: Timeline.Step[] }} Standing */

/** By all that they rest on: what is known of the applications, then of the person. @type {Map<string, Map<string, Timeline.Step[]>>} */
let known = new Map();

/** What was worked out last, of which records and when. @type {{ core: Core, records: Situation.Records, now: number, found: Standing[] } | null} */
let last = null;

/**
 * All people, each with their timeline from `now` on.
 * @param {Core} core @param {Situation.Records} records @param {number} now @returns {readonly Standing[]}
 */
export function all(core, records, now) {
  if (last === null || last.core !== core || last.records !== records || last.now !== now)
    last = { core, records, now, found: worked(core, records, now) };
  return last.found;
}

/** @param {Core} core @param {Situation.Records} records @param {number} now @returns {Standing[]} */
function worked(core, records, now) {
  /** @type {typeof known} */
  const used = new Map();
  const rests = groundOf(records);
  const found = Object.values(records.people).map((person) => {
    const { of, own } = rests(person);
    const key = `${core.digest} ${now} ${own}`;
    const there = used.get(of) ?? new Map();
    // Those of whom the same is known share a timeline: it names no person.
    const steps = there.get(key) ?? known.get(of)?.get(key) ?? Timeline.steps(core, records, person, now);
    used.set(of, there.set(key, steps));
    return { person, steps };
  });
  known = used;
  return found;
}

/**
 * All that somebody's timeline rests on, as two texts: their applications with all that is known of them and of the others in
 * them, which those share who are in the same ones, and their own answers.
 * @param {Situation.Records} records @returns {(person: Situation.Person) => { of: string, own: string }}
 */
function groundOf(records) {
  /** @type {Map<string, { application: unknown, rounds: Situation.Round[], people: Map<string, Situation.Answers> }>} */
  const applications = new Map();
  for (const application of Object.values(records.applications))
    applications.set(application.id, { application, rounds: [], people: new Map() });
  /** @type {Map<string, Set<string>>} */
  const of = new Map();
  const join = (/** @type {string} */ id, /** @type {string} */ application) => {
    const person = records.people[id];
    if (person) applications.get(application)?.people.set(id, person.answers);
    of.set(id, (of.get(id) ?? new Set()).add(application));
  };
  for (const person of Object.values(records.people)) for (const id of person.applications ?? []) join(person.id, id);
  for (const round of Object.values(records.rounds)) {
    applications.get(round.application)?.rounds.push(round);
    for (const id of round.who) join(id, round.application);
  }
  const texts = new Map(
    [...applications].map(([id, { application, rounds, people }]) => [
      id,
      JSON.stringify([application, rounds, [...people.values()]]),
    ]),
  );
  const common = JSON.stringify([records.me, records.zone]);
  return ({ id, answers }) => {
    const own = [...(of.get(id) ?? [])];
    const met = own.map((one) => (applications.get(one)?.rounds ?? []).map(({ who }) => Number(who.includes(id))));
    return { of: own.map((one) => texts.get(one)).join(" "), own: `${common} ${JSON.stringify([answers, met])}` };
  };
}

/** What was worked out from a timeline. @type {WeakMap<Timeline.Step[], Map<string, unknown>>} */
const workedOut = new WeakMap();

/**
 * What follows from somebody's timeline and what it rests on, worked out once. @template T
 * @param {Standing} standing @param {string} what @param {() => T} work @returns {T}
 */
export function once({ steps }, what, work) {
  const found = workedOut.get(steps) ?? new Map();
  workedOut.set(steps, found);
  if (!found.has(what)) found.set(what, work());
  return /** @type {T} */ (found.get(what));
}
