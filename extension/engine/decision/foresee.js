/**
 * What an answer would change: the records are read with one answer otherwise, everything else as it is. Pure.
 */

import * as Decide from "./decide.js";
import * as Situation from "./situation.js";
import * as Time from "../time/time.js";
import * as Timeline from "./timeline.js";

/** @import { Core, Fact } from "./core.js" */

/** @typedef {{ fact: string, application: Situation.Application | null }} Question a fact to be asked about, and the application that the question speaks of */

/**
 * The records as if `fact` had just been answered so, and the person in them.
 * @param {Situation.Records} records @param {Situation.Person} person @param {Situation.Application | null} application
 * @param {Fact} fact @param {string} value @param {number} now
 */
export function supposing(records, person, application, fact, value, now) {
  const added = { [fact.id]: { value, at: new Date(now).toISOString() } };
  if (fact.whose === "me") return { records: { ...records, me: { ...records.me, ...added } }, person };
  if (fact.whose === "person") {
    // What is read of somebody asks the records for the others alone.
    return { records, person: { ...person, answers: { ...person.answers, ...added } } };
  }
  if (!application) return { records, person };
  const changed = { ...application, answers: { ...application.answers, ...added } };
  return { records: { ...records, applications: { ...records.applications, [application.id]: changed } }, person };
}

/**
 * Whether somebody can have answered so: with all else that is known of them it is nothing impossible.
 * @param {Core} core @param {Situation.Records} records @param {Situation.Person} person @param {Fact} fact @param {string} value
 * @param {number} now
 */
export function isPossible(core, records, person, fact, value, now) {
  const then = supposing(records, person, null, fact, value, now);
  return !Timeline.at(core, then.records, then.person, now).contradiction;
}

/** What an event would bring: `application` is the one that it happens in, for facts about one. @typedef {{ fact: string, value: string, outcome: Timeline.Outcome, application: Situation.Application | null }} Event */

/**
 * Each event that would bring another verdict now, one fact at a time, in each of the live applications.
 * @param {Core} core @param {Situation.Records} records @param {Situation.Person} person @param {number} now @param {string[]} page
 * @returns {Event[]}
 */
export function events(core, records, person, now, page = []) {
  const { verdict: present } = Timeline.at(core, records, person, now, page);
  const live = Timeline.live(core, Timeline.readings(core, records, person, now, page), now);
  return core.cards.whatIf.flatMap((id) => {
    const fact = Situation.factOf(core, id);
    const place = core.facts.indexOf(fact);
    const about = fact.whose === "application" ? live : [live[0]];
    return about.flatMap((reading) => {
      const { application } = reading;
      const cell = reading.at(now).cellAt(place);
      return fact.values.flatMap((value, other) => {
        if (other === cell) return [];
        const then = supposing(records, person, application, fact, value, now);
        const outcome = Timeline.at(core, then.records, then.person, now, page);
        if (outcome.contradiction || outcome.verdict === present) return [];
        return [{ fact: id, value, outcome, application: fact.whose === "application" ? application : null }];
      });
    });
  });
}

/** What would make it come sooner, and whether it was said. @typedef {{ fact: Fact, value: string, said: boolean, application: Situation.Application | null }} Sooner */

/**
 * What would make it come sooner, where the rules offer that under the three lines: each answer that changes the verdict of
 * somebody of whom none of them was said. What was said stands among them, so that it can be taken back, until now is fine.
 * @param {Core} core @param {Situation.Records} records @param {Situation.Person} person @param {number} now @param {string[]} page
 * @returns {Sooner[]}
 */
export function sooner(core, records, person, now, page = []) {
  const { application, verdict } = Timeline.at(core, records, person, now, page);
  // Where now is fine, or nothing is needed, nothing comes sooner.
  const careOf = (/** @type {string | undefined} */ wanted) => core.verdicts.findIndex(({ id }) => id === wanted);
  if (careOf(verdict) <= careOf(core.verdicts.find(({ tone }) => tone === "good")?.id)) return [];
  const about = (/** @type {Fact} */ fact) => (fact.whose === "application" ? application : null);
  const offers = core.facts.flatMap((fact) =>
    (fact.sooner ?? []).map((value) => {
      const { answers } = about(fact) ?? person;
      return { fact, value, said: answers[fact.id]?.value === value, application: about(fact) };
    }),
  );
  const before = offers
    .filter(({ said }) => said)
    .reduce((all, { fact }) => supposing(all.records, all.person, about(fact), fact, String(fact.unknown), now), {
      records,
      person,
    });
  const without = Timeline.at(core, before.records, before.person, now, page);
  if (!core.cards.soonerUnder.includes(without.rule)) return [];
  return offers.filter(({ fact, value, said }) => {
    const then = supposing(before.records, before.person, about(fact), fact, value, now);
    return said || Timeline.at(core, then.records, then.person, now, page).verdict !== without.verdict;
  });
}

/** Days from today with which a date is tried out. */
const TRIED = [0, 3, 7, 14];

/**
 * Whether some answer to a fact would change a person's verdict now or within the timeline's reach.
 * @param {Core} core @param {Situation.Records} records @param {Situation.Person} person
 * @param {Situation.Application | null} application @param {Fact} fact @param {number} now
 */
export function matters(core, records, person, application, fact, now) {
  const today = Time.day(now, records.zone);
  const values = fact.kind === "date" ? TRIED.map((days) => Time.daysLater(today, days)) : fact.values;
  // A date moves what is said, such as that no word came, where the verdict is the same.
  const line = (/** @type {{ records: Situation.Records, person: Situation.Person }} */ supposed) =>
    fact.kind === "date" ? rules(core, supposed, now) : verdicts(core, supposed, now);
  const present = line({ records, person });
  return values.some((value) => line(supposing(records, person, application, fact, value, now)) !== present);
}

/** Days from today on which a meeting is tried out. */
const MEETINGS = [1, 7, 14];

/**
 * Whether a meeting of somebody's in an application would change what is said of them, whenever it were.
 * @param {Core} core @param {Situation.Records} records @param {Situation.Person} person @param {Situation.Application} application
 * @param {number} now
 */
export function meetingMatters(core, records, person, application, now) {
  const today = Time.day(now, records.zone);
  const without = verdicts(core, { records, person }, now);
  return MEETINGS.some((days) => {
    const day = Time.daysLater(today, days);
    const [start, end] = [`${day}T10:00`, `${day}T11:00`];
    // What is tried out has no id of its own.
    const round = { id: "", application: application.id, zone: records.zone, start, end, who: [person.id] };
    return verdicts(core, { records: withRound(records, round), person }, now) !== without;
  });
}

/** @param {Situation.Records} records @param {Situation.Round} round */
const withRound = (records, round) => ({ ...records, rounds: { ...records.rounds, [round.id]: round } });

/**
 * Whether it would change what is said of somebody new that they are in a round.
 * @param {Core} core @param {Situation.Records} records @param {Situation.Round} round @param {number} now
 */
export function whoMatters(core, records, round, now) {
  /** @type {Situation.Person} */
  const person = { id: "", name: "", applications: [round.application], answers: {} };
  const known = { ...records, people: { ...records.people, [person.id]: person } };
  const inIt = withRound(known, { ...round, who: [...round.who, person.id] });
  return verdicts(core, { records: known, person }, now) !== verdicts(core, { records: inIt, person }, now);
}

/**
 * Whether it would change what is said of anybody in a round that it did not take place.
 * @param {Core} core @param {Situation.Records} records @param {Situation.Round} round @param {number} now
 */
export function placeMatters(core, records, round, now) {
  const off = withRound(records, { ...round, status: "cancelled" });
  const people = round.who.flatMap((id) => (Object.hasOwn(records.people, id) ? [records.people[id]] : []));
  return people.some(
    (person) => verdicts(core, { records, person }, now) !== verdicts(core, { records: off, person }, now),
  );
}

/** The rules that time brings, and when, as one text. @param {Core} core @param {{ records: Situation.Records, person: Situation.Person }} supposed @param {number} now */
const rules = (core, { records, person }, now) =>
  Timeline.steps(core, records, person, now)
    .map(({ at, outcome }) => `${at} ${outcome.rule}`)
    .join();

/** The verdicts that time brings, and when, as one text. @param {Core} core @param {{ records: Situation.Records, person: Situation.Person }} supposed @param {number} now */
function verdicts(core, { records, person }, now) {
  const steps = Timeline.steps(core, records, person, now);
  return steps
    .filter(({ outcome }, i) => i === 0 || outcome.verdict !== steps[i - 1].outcome.verdict)
    .map(({ at, outcome }) => `${at} ${outcome.verdict}`)
    .join();
}

/**
 * What is expected of the person and assumed undone, or said to be so as yet, as far as the verdict at a step rests on it: facts that are to
 * be done anew after each meeting, and which, done by then, would change it, in all applications together.
 * @param {Core} core @param {Situation.Records} records @param {Situation.Person} person @param {Timeline.Step} step
 */
export const restsOn = (core, records, person, step) =>
  core.facts.filter((fact) => isRestedOn(core, records, person, step, fact)).map(({ id }) => id);

/** Whether one fact is of these. @param {Core} core @param {Situation.Records} records @param {Situation.Person} person @param {Timeline.Step} step @param {Fact} fact */
export function isRestedOn(core, records, person, { at, outcome }, fact) {
  const isUndone = fact.countsSince && (outcome.assumed.includes(fact.id) || isOpen(core, outcome, fact.id));
  if (!isUndone) return false;
  return (fact.values ?? []).some((value) => {
    const then = supposing(records, person, outcome.application, fact, value, at);
    return Timeline.at(core, then.records, then.person, at).verdict !== outcome.verdict;
  });
}

/**
 * Whether the clock brings what the present outcome waits for, and only later another verdict. What the person is expected
 * to do comes by no clock: without it, the clock's change comes all the same.
 * @param {Core} core @param {Situation.Records} records @param {Situation.Person} person @param {Timeline.Step[]} steps
 */
export const comesByItself = (core, records, person, steps) =>
  restsOn(core, records, person, steps[0]).length === 0 && Timeline.goesOn(steps);

/**
 * The facts whose answer is missing, or stays open, and would change the verdict, now or at the next change, if it were
 * given now; each with the application that it is asked about. Those that the winning rule itself asks about come
 * first, then those of the other live applications; some are asked only beside certain verdicts, or once one has met.
 * @param {Core} core @param {Situation.Records} records @param {Situation.Person} person @param {number} now @param {string[]} page
 * @returns {Question[]}
 */
export function questions(core, records, person, now, page = []) {
  const all = Timeline.steps(core, records, person, now, page);
  const read = Timeline.readings(core, records, person, now, page);
  const hasMet = read[0].lastBefore("meeting-start", now) > -Infinity;
  /** @type {Question[]} */
  const found = [];
  const known = (/** @type {Question} */ one) =>
    found.some(({ fact, application }) => fact === one.fact && application === one.application);
  for (const step of new Set([all[0], all[1] ?? all[0], Timeline.nextVerdict(all) ?? all[0]])) {
    for (const { fact, asked } of candidates(core, read, step)) {
      if (fact.askedAt && !fact.askedAt.includes(all[0].outcome.verdict)) continue;
      if (isAfterMeeting(core, fact) && !hasMet) continue;
      if (known(asked) || (fact.whose === "application" && asked.application === null)) continue;
      const changes = fact.values.some((value) => {
        const then = supposing(records, person, asked.application, fact, value, now);
        return Timeline.outcomeAt(core, then.records, then.person, step.at, now, page).verdict !== step.outcome.verdict;
      });
      if (changes) found.push(asked);
    }
  }
  return found;
}

/** Whether a fact is asked about everybody who was in a round: of whom nobody has met it is no question. @param {Core} core @param {Fact} fact */
const isAfterMeeting = (core, { id, whose }) => whose === "person" && core.cards.afterRound.includes(id);

/**
 * What may be asked at a step: in the application that the outcome comes from, then in the other live ones.
 * @param {Core} core @param {Situation.Reading[]} all @param {Timeline.Step} step
 * @returns {{ fact: Fact, asked: Question }[]}
 */
function candidates(core, all, { at, outcome }) {
  const others = Timeline.live(core, all, at)
    .filter(({ application }) => application !== outcome.application)
    .map((reading) => Timeline.outcomeOf(core, reading, at));
  return [outcome, ...others].flatMap((one) => {
    const asks = one.asks.filter((id) => one.assumed.includes(id) || isOpen(core, one, id));
    const reading = all.find(({ application }) => application === one.application);
    const counted = reading ? countedFrom(core, reading, one, at) : [];
    return [...asks, ...one.assumed, ...counted].flatMap((id) => {
      const fact = Situation.factOf(core, id);
      if (fact.asked !== "when-it-matters" || !fact.values) return [];
      // What is asked of the person or about me is asked once, whatever the application.
      const application = fact.whose === "application" ? one.application : outcome.application;
      return [{ fact, asked: { fact: id, application } }];
    });
  });
}

/**
 * The facts from whose answers the clock facts on the way to an outcome count, as far as these are missing.
 * @param {Core} core @param {Situation.Reading} reading @param {Timeline.Outcome} outcome @param {number} at
 */
const countedFrom = (core, reading, { cellAt }, at) =>
  Decide.path(core.diagram, cellAt).flatMap((place) => {
    const { reads } = core.facts[place];
    const counts = reads?.how === "since" || reads?.how === "until";
    const fact = counts && core.facts.find(({ id }) => id === reads.event);
    return fact && fact.values && reading.answered(fact, at) === null ? [fact.id] : [];
  });

/** Whether what was answered may soon be otherwise, such as “not yet”. @param {Core} core @param {Timeline.Outcome} outcome @param {string} id */
function isOpen(core, outcome, id) {
  const fact = Situation.factOf(core, id);
  return fact.staysOpen?.includes(fact.values[outcome.cellAt(core.facts.indexOf(fact))]) ?? false;
}
