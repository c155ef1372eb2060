/**
 * The stage: one question that was told (who, when, a few answers), looked at from any instant around the interview.
 * Pure.
 */

import * as Edits from "../records/edits.js";
import * as Situation from "../decision/situation.js";
import * as Time from "../time/time.js";
import * as Timeline from "../decision/timeline.js";

/** @import { Core, Fact } from "../decision/core.js" */

/**
 * What else was entered where more is told than one date: whom of all it is about, and what their page shows. `met` says
 * whether the stage's beginning is an interview of theirs.
 * @typedef {{ records: Situation.Records, person: string, page: string[], met: boolean }} Background
 */
/**
 * Which entries of somebody's calendar are of this question: `id` is the question's own and stays, `given` are those that
 * they were given and the instants at which they stand.
 * @typedef {{ id: string, given: { [entry: string]: number } }} Calendar
 */
/**
 * `start` is a wall-clock time in `zone`. Answers are those that concern the person, wherever they stand.
 * @typedef {{
 *   start: string, zone: string, answers: Situation.Answers, background?: Background, calendar?: Calendar,
 * }} Told
 */
/** What was typed, for the drafts alone. @typedef {{ name: string, company: string }} Names */
/** From this instant on the verdict is this one; empty in a contradiction. @typedef {{ at: number, verdict: string, outcome: Timeline.Outcome }} Stretch */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** How far the stage reaches around the beginning of an interview, in hours. */
export const REACH = { before: 14 * 24, after: 28 * 24 };
/** Of so many entries a question remembers that a calendar was given them. */
export const MOST_GIVEN = 12;
/** The states of a button, as the page marks them. */
const BUTTONS = ["connect", "pending", "received"];
/** The one person, application and interview that a stage speaks of. */
export const SOMEBODY = "somebody";

/** The question with which a stage begins: an interview in three days, and nothing answered. @param {number} now @param {string} zone @returns {Told} */
export const example = (now, zone) => ({
  start: `${Time.daysLater(Time.day(now, zone), 3)}T14:00`,
  zone,
  answers: {},
});

/** The instant that lies so many hours after the interview's beginning. @param {Told} told @param {number} hours */
export const instant = (told, hours) => Situation.begins(told) + hours * HOUR;

/**
 * The instant from which a stage is looked at first: this minute, or that end of its reach which is nearest to it.
 * @param {Told} told @param {number} now
 */
export const present = (told, now) =>
  Math.min(instant(told, REACH.after), Math.max(instant(told, -REACH.before), Math.floor(now / MINUTE) * MINUTE));

/** Whole hours from the interview's beginning to an instant, within the stage's reach. @param {Told} told @param {number} at */
export const hours = (told, at) =>
  Math.min(REACH.after, Math.max(-REACH.before, Math.floor((at - Situation.begins(told)) / HOUR)));

/** The interview that was told. @param {string} start @param {string} zone @returns {Situation.Round} */
const interview = (start, zone) => ({ id: SOMEBODY, application: SOMEBODY, start, zone, who: [SOMEBODY] });

/**
 * Whether the interview takes place: what was told of the application calls it off as it does in what somebody enters.
 * @param {Core} core @param {Told} told
 */
export function takesPlace(core, { start, zone, answers }) {
  const rounds = { [SOMEBODY]: interview(start, zone) };
  return Object.entries(answers).every(([id, { value, at }]) => {
    const fact = core.facts.find((candidate) => candidate.id === id);
    return !fact || Edits.calledOff(rounds, fact, SOMEBODY, value, at).length === 0;
  });
}

/**
 * The records that say what was told, and the person in them.
 * @param {Core} core @param {Told} told @param {Names} names
 * @returns {{ records: Situation.Records, person: Situation.Person }}
 */
export function entered(core, told, { name, company }) {
  const { start, zone, answers, background } = told;
  const of = (/** @type {Fact["whose"]} */ whose) =>
    Object.fromEntries(Object.entries(answers).filter(([id]) => Situation.factOf(core, id).whose === whose));
  if (background) return amid(background, of);
  const person = { id: SOMEBODY, name, applications: [SOMEBODY], answers: of("person") };
  const application = { id: SOMEBODY, company, answers: of("application") };
  const round = interview(start, zone);
  if (!takesPlace(core, told)) round.status = "cancelled";
  const records = {
    me: of("me"),
    applications: { [SOMEBODY]: application },
    rounds: { [SOMEBODY]: round },
    people: { [SOMEBODY]: person },
    zone,
  };
  return { records, person };
}

/**
 * The same amid all that was entered besides: what is asked of the application is so of the person's first.
 * @param {Background} background @param {(whose: Fact["whose"]) => Situation.Answers} of
 */
function amid({ records, person: id }, of) {
  const person = { ...records.people[id], answers: of("person") };
  const people = { ...records.people, [id]: person };
  const [first] = Situation.applicationsOf(records, person);
  const applications = first
    ? { ...records.applications, [first.id]: { ...first, answers: of("application") } }
    : records.applications;
  return { records: { ...records, me: of("me"), people, applications }, person };
}

/** What the page shows of the person, as far as it was told. @param {Told} told */
export const page = ({ background }) => background?.page ?? [];

/**
 * What is said at each hour of the stage, as stretches of one verdict.
 * @param {Core} core @param {Told} told @returns {Stretch[]}
 */
export function stretches(core, told) {
  const { records, person } = entered(core, told, { name: "", company: "" });
  /** @type {Stretch[]} */
  const found = [];
  for (let hour = -REACH.before; hour <= REACH.after; hour++) {
    const at = instant(told, hour);
    const outcome = Timeline.at(core, records, person, at, page(told));
    const { verdict } = outcome;
    if (found.at(-1)?.verdict !== verdict) found.push({ at, verdict, outcome });
  }
  return found;
}

/**
 * The state in which the button beside a chip is, as far as the answers tell: “connect”, “pending” or “received”; null
 * where none of them can be.
 * @param {Core} core @param {Told} told
 */
export const button = (core, { answers, background }) =>
  BUTTONS.find((mark) => background?.page.includes(mark)) ??
  BUTTONS.find((mark) =>
    core.facts.every(({ id, page, unknown }) => {
      const possible = page?.[mark];
      return !possible || possible.includes(answers[id]?.value ?? String(unknown));
    }),
  ) ??
  null;
