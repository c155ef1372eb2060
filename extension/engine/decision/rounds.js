/**
 * Which interviews somebody, or an application, is in: looked up once for records as they were read, since hundreds of people
 * each ask for theirs many times over. Records that were read are not altered, so what is known of them stays true. Pure but
 * for what it remembers.
 */

/** @import * as Situation from "./situation.js" */

/** @typedef {{ ofPerson: Map<string, Situation.Round[]>, ofApplication: Map<string, Situation.Round[]> }} Index */

/** By the records' rounds, which stay the same where an answer is supposed. @type {WeakMap<object, Index>} */
const known = new WeakMap();
/** Those who answered a fact, by the records' people. @type {WeakMap<object, Map<string, Situation.Person[]>>} */
const answered = new WeakMap();
/** The places of applications among all, by the records' applications. @type {WeakMap<object, Map<string, number>>} */
const places = new WeakMap();

/** @param {Situation.Records} records @returns {Index} */
function index({ rounds }) {
  let found = known.get(rounds);
  if (!found) {
    found = { ofPerson: new Map(), ofApplication: new Map() };
    for (const round of Object.values(rounds)) {
      added(found.ofApplication, round.application, round);
      for (const id of new Set(round.who)) added(found.ofPerson, id, round);
    }
    known.set(rounds, found);
  }
  return found;
}

/** @template T @param {Map<string, T[]>} groups @param {string} key @param {T} one */
function added(groups, key, one) {
  const group = groups.get(key);
  if (group) group.push(one);
  else groups.set(key, [one]);
}

/** Those that somebody is in. @param {Situation.Records} records @param {{ id: string }} person @returns {readonly Situation.Round[]} */
export const ofPerson = (records, { id }) => index(records).ofPerson.get(id) ?? [];

/** Those of an application. @param {Situation.Records} records @param {{ id: string }} application @returns {readonly Situation.Round[]} */
export const ofApplication = (records, { id }) => index(records).ofApplication.get(id) ?? [];

/** The people of whom a fact was answered: few of hundreds. @param {Situation.Records} records @param {string} fact @returns {readonly Situation.Person[]} */
export function whoAnswered({ people }, fact) {
  let found = answered.get(people);
  if (!found) {
    found = new Map();
    for (const person of Object.values(people)) for (const id of Object.keys(person.answers)) added(found, id, person);
    answered.set(people, found);
  }
  return found.get(fact) ?? [];
}

/**
 * The applications of these ids that there are, each once, in the order in which they are stored.
 * @param {Situation.Records} records @param {Iterable<string>} ids @returns {Situation.Application[]}
 */
export function applications({ applications }, ids) {
  const found = [...new Set(ids)].filter((id) => Object.hasOwn(applications, id));
  if (found.length > 1) {
    const at = placesOf(applications);
    found.sort((a, b) => (at.get(a) ?? 0) - (at.get(b) ?? 0));
  }
  return found.map((id) => applications[id]);
}

/** @param {Situation.Records["applications"]} applications */
function placesOf(applications) {
  let found = places.get(applications);
  if (!found) {
    found = new Map(Object.keys(applications).map((id, place) => [id, place]));
    places.set(applications, found);
  }
  return found;
}
