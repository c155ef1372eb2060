/**
 * What holds for a person at an instant, and when it changes by the clock alone. Pure.
 */

import * as Decide from "./decide.js";
import * as Situation from "./situation.js";
import * as Turn from "./turn.js";

/** @import { Core } from "./core.js" */

/**
 * The outcome for a person at an instant. In a contradiction `verdict` and `rule` are empty and `facts` disagree.
 * @typedef {{
 *   verdict: string, rule: string, adjustment: string | null, asks: string[], until: "clock" | "event" | null, chip: boolean,
 *   application: Situation.Application | null, cellAt: Decide.Situation, assumed: string[], contradiction: string | null,
 *   facts: string[],
 * }} Outcome
 */

/** @typedef {{ at: number, outcome: Outcome }} Step from this instant on the outcome is this one */

export const HORIZON = 28 * 24 * 60 * 60_000;

/**
 * The outcome for a person in one application at `now`.
 * @param {Core} core @param {Situation.Reading} reading @param {number} now @returns {Outcome}
 */
export function outcomeOf(core, reading, now) {
  const { cellAt, assumed } = reading.at(now);
  const leaf = core.outcomes[Decide.walk(core.diagram, cellAt)];
  return {
    verdict: leaf.verdict ?? "",
    rule: leaf.rule ?? "",
    adjustment: leaf.adjustment ?? null,
    asks: leaf.asks ?? [],
    until: leaf.until ?? null,
    chip: leaf.chip ?? false,
    application: reading.application,
    cellAt,
    assumed: Decide.path(core.diagram, cellAt)
      .map((place) => core.facts[place].id)
      .filter((id) => assumed.has(id)),
    contradiction: leaf.contradiction ?? null,
    facts: leaf.facts ?? [],
  };
}

/**
 * The outcome for a person. Where live applications disagree the most careful one is taken; a contradiction in any
 * comes first.
 * @param {Core} core @param {Situation.Records} records @param {Situation.Person} person @param {number} now @param {string[]} page @returns {Outcome}
 */
export const at = (core, records, person, now, page = []) => outcomeAt(core, records, person, now, now, page);

/**
 * The outcome that time brings at an instant to records as they are at `asOf`.
 * @param {Core} core @param {Situation.Records} records @param {Situation.Person} person @param {number} at @param {number} asOf @param {string[]} page @returns {Outcome}
 */
export const outcomeAt = (core, records, person, at, asOf, page = []) =>
  mostCareful(core, readings(core, records, person, asOf, page), at);

/**
 * How a person is read at `now` in each of their applications; in none, if they have none.
 * @param {Core} core @param {Situation.Records} records @param {Situation.Person} person @param {number} now @param {string[]} page
 */
export function readings(core, records, person, now, page = []) {
  const entered = Situation.applicationsOf(records, person);
  const applications = entered.length > 0 ? entered : [null];
  return applications.map((application) => new Situation.Reading(core, records, person, application, now, page));
}

/**
 * The most careful outcome. Where several are as careful, that of the application whose own event, of those that it rests on,
 * comes next, since that is what is waited for; if none is ahead, the one with the latest. So it stays the same one until
 * something happens. Then the one whose id comes first: when each was entered is not kept.
 * @param {Core} core @param {Situation.Reading[]} all @param {number} now @returns {Outcome}
 */
function mostCareful(core, all, now) {
  const found = live(core, all, now).map((reading) => ({ reading, outcome: outcomeOf(core, reading, now) }));
  const refused = found.find(({ outcome }) => outcome.contradiction);
  if (refused) return refused.outcome;
  const careOf = (/** @type {Outcome} */ { verdict }) => core.verdicts.findIndex(({ id }) => id === verdict);
  const most = Math.max(...found.map(({ outcome }) => careOf(outcome)));
  const careful = found.filter(({ outcome }) => careOf(outcome) === most);
  if (careful.length === 1) return careful[0].outcome;
  const near = careful.map(({ reading, outcome }) => {
    const facts = Decide.path(core.diagram, outcome.cellAt).map((place) => core.facts[place]);
    return { outcome, id: reading.application?.id ?? "", turn: reading.turn(facts, now) };
  });
  near.sort((a, b) => Turn.compare(a.turn, b.turn) || (a.id < b.id ? -1 : 1));
  return near[0].outcome;
}

/** The readings in applications that are not over; if all are, the one that ended last. @param {Core} core @param {Situation.Reading[]} all @param {number} now */
export function live(core, all, now) {
  const ends = all.map(({ application, asOf }) => endedAt(core, application, now, asOf));
  const open = all.filter((_, i) => ends[i] === null);
  if (open.length > 0) return open;
  const last = Math.max(.../** @type {number[]} */ (ends));
  return [all[ends.indexOf(last)]];
}

/**
 * When an application came to its end, or null if it has not by `now`, as the records are at `asOf`.
 * @param {Core} core @param {Situation.Application | null} application @param {number} now @param {number} asOf
 */
export function endedAt(core, application, now, asOf = now) {
  if (!application) return null;
  const ends = core.facts.flatMap((fact) => {
    const given = fact.closes && Object.hasOwn(application.answers, fact.id) ? application.answers[fact.id] : null;
    return given && fact.closes?.includes(given.value) ? [Situation.since(given, asOf)] : [];
  });
  const past = ends.filter((end) => end <= now);
  return past.length > 0 ? Math.max(...past) : null;
}

/**
 * The outcome now, and each later one that the clock alone brings within 28 days. Neighbours differ.
 * @param {Core} core @param {Situation.Records} records @param {Situation.Person} person @param {number} now @param {string[]} page @returns {Step[]}
 */
export function steps(core, records, person, now, page = []) {
  const all = readings(core, records, person, now, page);
  const instants = new Set([now]);
  for (const reading of all) {
    for (const point of reading.turningPoints(now, now + HORIZON)) {
      // A threshold's own instant may have another outcome than the moment after it.
      for (const instant of [point, point + 1]) if (instant <= now + HORIZON) instants.add(instant);
    }
  }
  /** @type {Step[]} */
  const found = [];
  for (const instant of [...instants].sort((a, b) => a - b)) {
    const next = mostCareful(core, all, instant);
    if (found.length === 0 || differ(found[found.length - 1].outcome, next)) found.push({ at: instant, outcome: next });
  }
  return found;
}

/** @param {Outcome} one @param {Outcome} other */
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
  return all.find((step) => step.outcome.verdict !== all[0].outcome.verdict) ?? null;
}

/**
 * What ends the present verdict. `event` is the outcome whose rule waits for something to happen, if one does; `next`
 * is the step that the clock brings. Where the clock brings no other verdict, the last of the waits that follow each
 * other tells what it waits for: what ends an earlier one ends in another wait.
 * @param {Step[]} all @returns {{ event: Outcome | null, next: Step | null }}
 */
export function release(all) {
  const next = nextVerdict(all);
  const { outcome } = next ? all[0] : all[all.length - 1];
  return { event: outcome.until === "event" ? outcome : null, next };
}

/** Whether the clock brings another rule before it brings another verdict. @param {Step[]} all */
export function goesOn(all) {
  const next = nextVerdict(all);
  const same = next ? all.slice(0, all.indexOf(next)) : all;
  return same.some(({ outcome }) => outcome.rule !== all[0].outcome.rule);
}
