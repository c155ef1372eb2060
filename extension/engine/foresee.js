/**
 * What an answer would change: the diagram is walked with one answer otherwise, everything else as it is. Pure.
 */

import * as Decide from "./decide.js";
import * as Situation from "./situation.js";
import * as Timeline from "./timeline.js";

/** @import { Core, Fact } from "./core.js" */

/** @typedef {{ fact: string, application: Situation.Application | null }} Question a fact to be asked about, and the application that the question speaks of */

/**
 * The records as if `fact` had just been answered so, and the person in them.
 * @param {Situation.Records} records @param {Situation.Person} person @param {Situation.Application | null} application
 * @param {Fact} fact @param {string} value @param {number} now
 */
function supposing(records, person, application, fact, value, now) {
  const added = { [fact.id]: { value, at: new Date(now).toISOString() } };
  if (fact.whose === "me") return { records: { ...records, me: { ...records.me, ...added } }, person };
  if (fact.whose === "person") {
    const changed = { ...person, answers: { ...person.answers, ...added } };
    return { records: { ...records, people: { ...records.people, [person.id]: changed } }, person: changed };
  }
  if (!application) return { records, person };
  const changed = { ...application, answers: { ...application.answers, ...added } };
  return { records: { ...records, applications: { ...records.applications, [application.id]: changed } }, person };
}

/**
 * Each event that would bring another verdict now, one fact at a time.
 * @param {Core} core @param {Situation.Records} records @param {Situation.Person} person @param {number} now @param {string[]} page
 * @returns {{ fact: string, value: string, verdict: string }[]}
 */
export function events(core, records, person, now, page = []) {
  const present = Timeline.at(core, records, person, now, page);
  const found = [];
  for (const id of core.cards.whatIf) {
    const fact = Situation.factOf(core, id);
    if (fact.whose === "application" && !present.application) continue;
    const place = core.facts.indexOf(fact);
    for (const value of fact.values) {
      if (present.cellAt(place) === fact.values.indexOf(value)) continue;
      const then = supposing(records, person, present.application, fact, value, now);
      const { verdict, contradiction } = Timeline.at(core, then.records, then.person, now, page);
      if (!contradiction && verdict !== present.verdict) found.push({ fact: id, value, verdict });
    }
  }
  return found;
}

/**
 * Whether some answer to a fact would change a person's verdict now or within the timeline's reach.
 * @param {Core} core @param {Situation.Records} records @param {Situation.Person} person
 * @param {Situation.Application | null} application @param {Fact} fact @param {number} now
 */
export function matters(core, records, person, application, fact, now) {
  if (!fact.values) return true;
  const [first, ...others] = fact.values.map((value) => {
    const then = supposing(records, person, application, fact, value, now);
    return Timeline.steps(core, then.records, then.person, now)
      .map(({ at, answer }) => `${at} ${answer.verdict}`)
      .join();
  });
  return others.some((other) => other !== first);
}

/**
 * What is expected of the person and only assumed undone, as far as an answer rests on it: facts that are to be done
 * anew after each meeting, and whose other answers would change the verdict.
 * @param {Core} core @param {Timeline.Answer} answer
 */
export function restsOn(core, answer) {
  return answer.assumed.filter((id) => {
    const fact = Situation.factOf(core, id);
    if (!fact.countsSince) return false;
    const place = core.facts.indexOf(fact);
    return fact.values.some((_, cell) => {
      return verdictIf(core, answer.cellAt, place, cell) !== answer.verdict;
    });
  });
}

/**
 * The verdict of a situation if one fact had this cell; empty in a contradiction.
 * @param {Core} core @param {Decide.Situation} cellAt @param {number} place @param {number} cell
 */
function verdictIf(core, cellAt, place, cell) {
  const then = (/** @type {number} */ other) => (other === place ? cell : cellAt(other));
  return core.outcomes[Decide.walk(core.diagram, then)].verdict ?? "";
}

/**
 * The facts whose answer is missing, or stays open, and would change the verdict, now or at the next change, each with
 * the application that it is asked about. Those that the winning rule itself asks about come first; some are asked
 * only beside certain verdicts.
 * @param {Core} core @param {Situation.Records} records @param {Situation.Person} person @param {number} now @param {string[]} page
 * @returns {Question[]}
 */
export function questions(core, records, person, now, page = []) {
  const all = Timeline.steps(core, records, person, now, page);
  const read = Timeline.readings(core, records, person, page);
  /** @type {Question[]} */
  const found = [];
  for (const step of new Set([all[0], all[1] ?? all[0], Timeline.nextVerdict(all) ?? all[0]])) {
    const { asks, assumed } = step.answer;
    for (const id of [
      ...asks.filter((fact) => assumed.includes(fact) || isOpen(core, step.answer, fact)),
      ...assumed,
    ]) {
      const fact = Situation.factOf(core, id);
      if (fact.asked !== "when-it-matters" || !fact.values || found.some((other) => other.fact === id)) continue;
      if (fact.askedAt && !fact.askedAt.includes(all[0].answer.verdict)) continue;
      if (fact.values.some((_, cell) => verdictAt(core, read, step, fact, cell) !== step.answer.verdict))
        found.push({ fact: id, application: step.answer.application });
    }
  }
  return found;
}

/**
 * The verdict at a step if a fact had this cell. What is asked about an application is answered for that one alone, and
 * another may be as careful still.
 * @param {Core} core @param {Situation.Reading[]} all @param {Timeline.Step} step @param {Fact} fact @param {number} cell
 */
function verdictAt(core, all, { at, answer }, fact, cell) {
  const place = core.facts.indexOf(fact);
  const verdicts = Timeline.live(core, all, at).map((reading) => {
    const { cellAt } = reading.at(at);
    const asked = fact.whose !== "application" || reading.application === answer.application;
    return verdictIf(core, cellAt, place, asked ? cell : cellAt(place));
  });
  if (verdicts.includes("")) return ""; // a contradiction comes first
  return core.verdicts.findLast(({ id }) => verdicts.includes(id))?.id;
}

/** Whether what was answered may soon be otherwise, such as “not yet”. @param {Core} core @param {Timeline.Answer} answer @param {string} id */
function isOpen(core, answer, id) {
  const fact = Situation.factOf(core, id);
  return fact.staysOpen?.includes(fact.values[answer.cellAt(core.facts.indexOf(fact))]) ?? false;
}
