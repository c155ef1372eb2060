/**
 * Everybody entered, a row each: at which company, how that stands, what is said now and when that changes; sorted by any of
 * these, and those alone who fit a filter or what is sought. Pure.
 */

import * as Order from "../people/order.js";
import * as Rounds from "../decision/rounds.js";
import * as Saying from "../words/saying.js";
import * as Situation from "../decision/situation.js";
import * as Standing from "./standing.js";
import * as Timeline from "../decision/timeline.js";
import * as Today from "./today.js";
import * as Waiting from "./waiting.js";
import * as Whose from "../decision/whose.js";

/** @import { Core, Fact } from "../decision/core.js" */

/**
 * Somebody in the application whose event the advice rests on: `group` says how it stands, `others` are the further ones
 * that they are in. `verdict` is empty where nothing can be said; `next` is the step to another verdict, or null. `state` is
 * what is said of them, as `Saying` tells states apart, empty where nothing can be, or “over” where the application is; `today`
 * says whether something about them is to be done today.
 * @typedef {{
 *   person: Situation.Person, group: Waiting.Group, others: Situation.Application[], steps: Timeline.Step[], verdict: string,
 *   next: Timeline.Step | null, state: string, today: boolean, silenced: boolean,
 * }} Row
 */
/** @typedef {"person" | "company" | "stage" | "advice" | "change"} Column */
/** Sorted by this column, with what is last in it first if `down`. @typedef {{ column: Column, down: boolean }} Order */

/** @type {readonly Column[]} */
export const COLUMNS = ["person", "company", "stage", "advice", "change"];
/** Whom one may ask for: “today”, those with a deed today, or a state. @typedef {string} Filter */
/** A filter, and what is said of those whom it shows: the outcome of one of them. @typedef {{ filter: Filter, outcome: Timeline.Outcome | null }} Choice */

/** From what comes to what has been. @type {readonly Waiting.Group["stage"][]} */
const STAGES = ["going", "interview", "deciding", "silent", "no-date", "outcome"];

/** A row for each person, in no order that counts. @param {Today.Ground & { locale: string }} ground @returns {Row[]} */
export function rows(ground) {
  const { core, records, silenced, locale, now } = ground;
  const { waiting, over } = Waiting.groups(core, records, Standing.all(core, records, now), now, locale);
  const busy = today(ground);
  const ended = new Set(over.map(({ application }) => application?.id));
  return [...waiting, ...over].flatMap((group) =>
    group.people.flatMap(({ person, steps }) => {
      // Whoever is met at several companies has one row, where the advice comes from.
      const all = Situation.applicationsOf(records, person);
      const own = Whose.of(core, records, person, steps[0]) ?? all[0];
      if (own?.id !== group.application?.id) return [];
      const isSilenced = silenced.includes(person.id);
      const verdict = isSilenced || steps[0].outcome.contradiction ? "" : steps[0].outcome.verdict;
      const open = all.filter(({ id }) => !ended.has(id));
      return {
        person,
        group,
        others: all.filter(({ id }) => id !== own?.id),
        steps,
        verdict,
        next: verdict === "" ? null : Timeline.nextVerdict(steps),
        state: all.length > 0 && open.length === 0 ? "over" : verdict === "" ? "" : Saying.state(steps[0].outcome),
        today: busy.has(person.id) || busy.has(`at ${own?.id}`),
        silenced: isSilenced,
      };
    }),
  );
}

/** Whom, or everybody at which application, today's deeds are about. @param {Today.Ground} ground */
const today = (ground) =>
  new Set(
    Today.rows(ground).flatMap(({ people, application, applications = [] }) =>
      people.length > 0
        ? people.map(({ id }) => id)
        : [application, ...applications].flatMap((one) => (one ? [`at ${one.id}`] : [])),
    ),
  );

/** @param {Row} row @param {Filter} filter */
const passes = (row, filter) => (filter === "today" ? row.today : row.state === filter);

/**
 * The filters there are, and how many each shows: today's first, then each state that somebody is in, the most careful first,
 * then what is over. The one that is chosen stays, though nobody is in it any more.
 * @param {Core} core @param {Row[]} all @param {Choice | null} chosen @returns {(Choice & { count: number })[]}
 */
export function filters({ verdicts }, all, chosen = null) {
  const outcomes = new Map(all.map(({ state, steps }) => [state, steps[0].outcome]));
  if (chosen?.outcome) outcomes.set(chosen.filter, chosen.outcome);
  const care = (/** @type {Filter} */ state) => verdicts.findIndex(({ id }) => id === outcomes.get(state)?.verdict);
  const states = [...outcomes.keys()].filter((state) => state !== "" && state !== "over");
  // A verdict's own word before those of its rules.
  states.sort((a, b) => care(b) - care(a) || (a < b ? -1 : 1));
  return ["today", ...states, "over"].map((filter) => ({
    filter,
    count: all.filter((row) => passes(row, filter)).length,
    outcome: states.includes(filter) ? (outcomes.get(filter) ?? null) : null,
  }));
}

/**
 * Whether somebody is sought: a part of their name or of a company's, or the beginning of what is said of them.
 * @param {string} sought @param {{ name: string, companies: (string | undefined)[], says: string }} one `says` is the verdict in a word
 */
export function fits(sought, { name, companies, says }) {
  const wanted = sought.trim().toLocaleLowerCase();
  const holds = (/** @type {string | undefined} */ text) => (text ?? "").toLocaleLowerCase().includes(wanted);
  return holds(name) || companies.some(holds) || says.toLocaleLowerCase().startsWith(wanted);
}

/**
 * Those who pass the filter and fit what is sought, in this order. Who has nothing in the column that sorts stands last either way.
 * @param {Core} core @param {string} locale @param {Row[]} all @param {Order} order
 * @param {{ filter: Filter | null, sought: string }} wanted
 */
export function shown(core, locale, all, { column, down }, { filter, sought }) {
  const compare = comparison(core, locale)[column];
  const { company, person } = comparison(core, locale);
  const lacks = LACKS[column];
  return all
    .filter((row) => filter === null || passes(row, filter))
    .filter((row) => fits(sought, { name: row.person.name, companies: companies(row), says: says(core, locale, row) }))
    .sort(
      (a, b) =>
        Number(lacks(a)) - Number(lacks(b)) || (down ? compare(b, a) : compare(a, b)) || company(a, b) || person(a, b),
    );
}

/**
 * The applications of those who are shown, by company; and as long as no filter asks for people alone, those whose company is
 * sought or in which nobody is.
 * @param {string} locale @param {Situation.Records} records @param {Row[]} rows those who are shown
 * @param {{ filter: Filter | null, sought: string }} wanted
 */
export function applications(locale, records, rows, { filter, sought }) {
  const compare = Order.texts(locale);
  const concerned = new Set(rows.flatMap(({ group, others }) => [group.application, ...others].map((one) => one?.id)));
  const isSought = (/** @type {Situation.Application} */ { company }) =>
    filter === null && fits(sought, { name: "", companies: [company], says: "" });
  return Object.values(records.applications)
    .filter((one) => concerned.has(one.id) || isSought(one))
    .sort((a, b) => compare(a.company ?? "", b.company ?? "") || compare(a.role ?? "", b.role ?? ""));
}

/** What is said of somebody in a word; empty where nothing can be. @param {Core} core @param {string} locale @param {Row} row */
export const says = (core, locale, { verdict, steps }) =>
  verdict === "" ? "" : Saying.word(core, locale, steps[0].outcome);

/** @param {Row} row */
const companies = ({ group, others }) => [group.application, ...others].map((one) => one?.company);

/** Whether a column has nothing to say of somebody. @type {{ [column in Column]: (row: Row) => boolean }} */
const LACKS = {
  person: () => false,
  company: ({ group }) => !group.application?.company,
  stage: ({ group }) => group.application === null,
  advice: ({ verdict }) => verdict === "",
  change: ({ next }) => next === null,
};

/** What comes first in a column. @param {Core} core @param {string} locale @returns {{ [column in Column]: (a: Row, b: Row) => number }} */
function comparison(core, locale) {
  const compare = Order.texts(locale);
  const byName = Order.people(core, locale);
  const care = (/** @type {Row} */ { verdict }) => core.verdicts.findIndex(({ id }) => id === verdict);
  return {
    person: (a, b) => byName(a.person, b.person),
    company: (a, b) => compare(a.group.application?.company ?? "", b.group.application?.company ?? ""),
    stage: (a, b) =>
      STAGES.indexOf(a.group.stage) - STAGES.indexOf(b.group.stage) || (a.group.at ?? 0) - (b.group.at ?? 0),
    // The most careful first, as everywhere.
    advice: (a, b) => care(b) - care(a),
    change: (a, b) => (a.next?.at ?? 0) - (b.next?.at ?? 0),
  };
}

/** What is owed after a meeting and can be said to be done: the fact, and the answer that says so. @param {Core} core @returns {{ fact: Fact, value: string }[]} */
export const owed = ({ facts }) =>
  facts.flatMap((fact) =>
    fact.countsSince && fact.whose === "person" && fact.events?.length ? [{ fact, value: fact.events[0] }] : [],
  );

/** Those whom one has met: to others nothing is owed yet. @param {Situation.Records} records @param {Situation.Person[]} people @param {number} now */
export const met = (records, people, now) =>
  people.filter((person) =>
    Rounds.ofPerson(records, person).some((round) => Situation.happens(round) && Situation.ends(round) <= now),
  );
