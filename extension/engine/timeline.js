/**
 * What holds for a person at an instant, and when it changes by the clock alone. Pure.
 */

import * as Decide from "./decide.js";
import * as Situation from "./situation.js";

/** @import { Core } from "./core.js" */

/**
 * The answer for a person at an instant. In a contradiction `verdict` and `rule` are empty and `facts` disagree.
 * @typedef {{
 *   verdict: string, rule: string, adjustment: string | null, asks: string[], until: "clock" | "event" | null, chip: boolean,
 *   application: Situation.Application | null, cellAt: Decide.Situation, assumed: string[], contradiction: string | null,
 *   facts: string[],
 * }} Answer
 */

/** @typedef {{ at: number, answer: Answer }} Step from this instant on the answer is this one */

export const HORIZON = 28 * 24 * 60 * 60_000;

/**
 * The answer for a person in one application at `now`.
 * @param {Core} core @param {Situation.Reading} reading @param {number} now @returns {Answer}
 */
function answer(core, reading, now) {
  const { cellAt, assumed } = reading.at(now);
  const outcome = core.outcomes[Decide.walk(core.diagram, cellAt)];
  return {
    verdict: outcome.verdict ?? "",
    rule: outcome.rule ?? "",
    adjustment: outcome.adjustment ?? null,
    asks: outcome.asks ?? [],
    until: outcome.until ?? null,
    chip: outcome.chip ?? false,
    application: reading.application,
    cellAt,
    assumed: Decide.path(core.diagram, cellAt)
      .map((place) => core.facts[place].id)
      .filter((id) => assumed.has(id)),
    contradiction: outcome.contradiction ?? null,
    facts: outcome.facts ?? [],
  };
}

/**
 * The answer for a person. Where live applications disagree the most careful one is taken; a contradiction in any
 * comes first.
 * @param {Core} core @param {Situation.Records} records @param {Situation.Person} person @param {number} now @param {string[]} page @returns {Answer}
 */
export function at(core, records, person, now, page = []) {
  return mostCareful(core, readings(core, records, person, page), now);
}

/** @param {Core} core @param {Situation.Records} records @param {Situation.Person} person @param {string[]} page */
export function readings(core, records, person, page) {
  const entered = Situation.applicationsOf(records, person);
  const applications = entered.length > 0 ? entered : [null];
  return applications.map((application) => new Situation.Reading(core, records, person, application, page));
}

/** @param {Core} core @param {Situation.Reading[]} all @param {number} now @returns {Answer} */
function mostCareful(core, all, now) {
  const careOf = (/** @type {Answer} */ { verdict }) => core.verdicts.findIndex(({ id }) => id === verdict);
  /** @type {Answer | null} */
  let best = null;
  for (const reading of live(core, all, now)) {
    const found = answer(core, reading, now);
    if (found.contradiction) return found;
    if (!best || careOf(found) > careOf(best)) best = found;
  }
  return /** @type {Answer} */ (best);
}

/** The readings in applications that are not over; if all are, the one that ended last. @param {Core} core @param {Situation.Reading[]} all @param {number} now */
export function live(core, all, now) {
  const open = all.filter((reading) => endedAt(core, reading.application, now) === null);
  if (open.length > 0) return open;
  const ends = all.map((reading) => /** @type {number} */ (endedAt(core, reading.application, now)));
  return [all[ends.indexOf(Math.max(...ends))]];
}

/**
 * When an application came to its end, or null if it has not by `now`.
 * @param {Core} core @param {Situation.Application | null} application @param {number} now
 */
export function endedAt(core, application, now) {
  if (!application) return null;
  let end = null;
  for (const fact of core.facts) {
    const given = fact.closes && Object.hasOwn(application.answers, fact.id) ? application.answers[fact.id] : null;
    if (given && fact.closes?.includes(given.value) && Date.parse(given.at) <= now)
      end = Math.max(end ?? -Infinity, Date.parse(given.at));
  }
  return end;
}

/**
 * The answer now, and each later one that the clock alone brings within 28 days. Neighbours differ.
 * @param {Core} core @param {Situation.Records} records @param {Situation.Person} person @param {number} now @param {string[]} page @returns {Step[]}
 */
export function steps(core, records, person, now, page = []) {
  const all = readings(core, records, person, page);
  const instants = new Set([now]);
  for (const reading of all) {
    for (const point of reading.turningPoints(now, now + HORIZON)) {
      // A threshold's own instant may be answered otherwise than the moment after it.
      for (const instant of [point, point + 1]) if (instant <= now + HORIZON) instants.add(instant);
    }
  }
  /** @type {Step[]} */
  const found = [];
  for (const instant of [...instants].sort((a, b) => a - b)) {
    const next = mostCareful(core, all, instant);
    if (found.length === 0 || differ(found[found.length - 1].answer, next)) found.push({ at: instant, answer: next });
  }
  return found;
}

/** @param {Answer} one @param {Answer} other */
function differ(one, other) {
  return (
    one.rule !== other.rule ||
    one.adjustment !== other.adjustment ||
    one.verdict !== other.verdict ||
    one.contradiction !== other.contradiction ||
    one.application?.id !== other.application?.id
  );
}

/**
 * The first step to another verdict, which is what a chip may count down to; null if the clock brings none.
 * @param {Step[]} all
 */
export function nextVerdict(all) {
  return all.find((step) => step.answer.verdict !== all[0].answer.verdict) ?? null;
}

/**
 * What ends the present verdict. `event` is the answer whose rule waits for something to happen, if one does; `next`
 * is the step that the clock brings. A wait for the clock may end within another application's wait: then that one
 * tells what it waits for. `before` says that the clock brings the event too, and only later the next verdict.
 * @param {Step[]} all @returns {{ event: Answer | null, next: Step | null, before: boolean }}
 */
export function release(all) {
  const next = nextVerdict(all);
  const same = next ? all.slice(0, all.indexOf(next)) : all;
  const { answer } = all[0].answer.until === "clock" && !next ? same[same.length - 1] : all[0];
  return {
    event: answer.until === "event" ? answer : null,
    next,
    before: same.some((step) => step.answer.rule !== answer.rule),
  };
}
