/**
 * Whose event an outcome rests on: somebody met at one company may be met again at another, and what is said in the one rests
 * on the meeting at the other. What is named is where that happened. Pure.
 */

import * as Rounds from "./rounds.js";
import * as Situation from "./situation.js";
import * as Timeline from "./timeline.js";
import * as Turn from "./turn.js";

/** @import { Core } from "./core.js" */

/**
 * The application whose event an outcome rests on: its own, unless the rule holds for another one's meetings alone and not
 * without them; of several such the one that one is met at next, then where one was met last.
 * @param {Core} core @param {Situation.Records} records @param {Situation.Person} person @param {Timeline.Step} step
 * @param {string[]} page @returns {Situation.Application | null}
 */
export function of(core, records, person, { at, outcome }, page = []) {
  const own = outcome.application;
  if (own === null || outcome.contradiction) return own;
  const others = Rounds.ofPerson(records, person).filter(
    (round) => round.application !== own.id && Situation.happens(round),
  );
  // Most people are met at one company, and there may be hundreds of rounds.
  if (others.length === 0) return own;
  const all = Object.entries(records.rounds);
  const rule = (/** @type {[string, Situation.Round][]} */ rounds) => {
    const reading = new Situation.Reading(
      core,
      { ...records, rounds: Object.fromEntries(rounds) },
      person,
      own,
      at,
      page,
    );
    return Timeline.outcomeOf(core, reading, at).rule;
  };
  for (const id of inTurn(others, at)) {
    const theirs = all.filter(([, { application }]) => application === id);
    const moved = theirs.map(([key, round]) => entry(key, { ...round, application: own.id }));
    const without = all.filter(([, { application }]) => application !== id);
    if (rule(without) !== outcome.rule && rule(moved) === outcome.rule) return records.applications[id] ?? own;
  }
  return own;
}

/**
 * The application of somebody's last meeting that began by `now`, which is what they are thanked for; null if there is none.
 * @param {Situation.Records} records @param {Situation.Person} person @param {number} now
 */
export function lastMet(records, person, now) {
  const met = Rounds.ofPerson(records, person)
    .filter((round) => Situation.happens(round) && Situation.begins(round) <= now)
    .sort((a, b) => Situation.begins(b) - Situation.begins(a));
  return met.length > 0 ? Situation.applicationOf(records, met[0]) : null;
}

/** The applications of interviews, the one whose interview comes next first. @param {Situation.Round[]} rounds @param {number} at */
function inTurn(rounds, at) {
  const all = rounds.map((round) => ({ id: round.application, turn: Turn.of(Situation.begins(round), at) }));
  all.sort((a, b) => Turn.compare(a.turn, b.turn) || (a.id < b.id ? -1 : 1));
  return new Set(all.map(({ id }) => id));
}

/** @param {string} id @param {Situation.Round} round @returns {[string, Situation.Round]} */
const entry = (id, round) => [id, round];
