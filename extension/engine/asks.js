/**
 * What the popup asks by itself: one card after a round, once whether a silent application is over, and whether to
 * forget one that is. Pure.
 */

import * as Foresee from "./foresee.js";
import * as Quiet from "./quiet.js";
import * as Situation from "./situation.js";
import * as Timeline from "./timeline.js";

/** @import { Core, Fact } from "./core.js" */

const DAY = 24 * 60 * 60_000;
/** A round is asked about for so long after it. */
const RECENT = 14 * DAY;

/**
 * The latest round that is over and not yet looked back upon, or null. Quiet days after a no hold it back.
 * @param {Core} core @param {Situation.Records} records @param {number} now @returns {Situation.Round | null}
 */
export function afterRound(core, records, now) {
  const over = Object.values(records.rounds).filter((round) => {
    const end = Situation.ends(round);
    const application = records.applications[round.application] ?? null;
    return (
      end <= now &&
      now - end < RECENT &&
      !round.reviewed &&
      (!round.status || round.status === "took-place") &&
      round.who.some((id) => records.people[id]) &&
      Quiet.afterAnswer(core, application, now) === null &&
      (!round.status || questions(core, records, round, now).length > 0)
    );
  });
  return over.sort((a, b) => Situation.ends(b) - Situation.ends(a))[0] ?? null;
}

/**
 * The open questions of a round's card, each with those it is asked about: facts an answer to which would change
 * advice, not answered since the round began and not passed over.
 * @param {Core} core @param {Situation.Records} records @param {Situation.Round} round @param {number} now
 * @returns {{ fact: Fact, people: Situation.Person[] }[]}
 */
export function questions(core, records, round, now) {
  const application = records.applications[round.application] ?? null;
  const people = round.who.flatMap((id) => records.people[id] ?? []);
  const open = (/** @type {Situation.Answers} */ answers, /** @type {Fact} */ { id }) =>
    !Object.hasOwn(answers, id) || Date.parse(answers[id].at) < Situation.begins(round);
  return core.cards.afterRound.flatMap((id) => {
    const fact = Situation.factOf(core, id);
    if (round.passed?.includes(id)) return [];
    if (fact.whose === "application")
      return application && open(application.answers, fact) ? [{ fact, people: [] }] : [];
    const concerned = people.filter(
      (person) => open(person.answers, fact) && Foresee.matters(core, records, person, application, fact, now),
    );
    return concerned.length > 0 ? [{ fact, people: concerned }] : [];
  });
}

/**
 * An application that has been silent for as long as others are remembered after their outcome, unless that was
 * asked already; or null.
 * @param {Core} core @param {Situation.Records} records @param {number} now @returns {Situation.Application | null}
 */
export function silent(core, records, now) {
  const after = Quiet.restsAfter(core);
  if (after === null) return null;
  const found = Object.values(records.applications).find((application) => {
    if (application.askedOver || Timeline.endedAt(core, application, now) !== null) return false;
    const ends = lasting(records, application);
    return ends.length > 0 && Math.max(...ends) + after <= now;
  });
  return found ?? null;
}

/** When each of an application's rounds that took place ended. @param {Situation.Records} records @param {Situation.Application} application */
const lasting = (records, application) =>
  Object.values(records.rounds)
    .filter((r) => r.application === application.id && r.status !== "moved" && r.status !== "cancelled")
    .map(Situation.ends);

/** The fact whose answers bring an application to its end. @param {Core} core */
export const closing = (core) => core.facts.find((fact) => fact.closes) ?? null;

/** An application that is long over and not to be kept, or null. @param {Core} core @param {Situation.Records} records @param {number} now */
export function forgettable(core, records, now) {
  const over = Object.values(records.applications).filter(
    (application) => !application.keep && Quiet.restsSince(core, application, now) !== null,
  );
  return over[0] ?? null;
}
