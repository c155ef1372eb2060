/**
 * Which questions can still change what is said of somebody, now or at the next change, whatever the other open
 * questions' answers are. Pure.
 *
 * Two walks go through the diagram side by side, one for each of two answers to a question. Where both read a fact whose
 * answer is open they take the same branch, and each branch is tried; if they can end at different outcomes, the
 * question still matters. Pairs of places that were tried before are not tried again.
 */

import * as Foresee from "./foresee.js";
import * as Situation from "./situation.js";
import * as Time from "../time/time.js";
import * as Timeline from "./timeline.js";

/** @import { Core, Fact, Leaf } from "./core.js" */

/** Dates are tried out so many days before and after today. */
const DAYS = 28;

/** Cells by the places that hang on one fact, for one of its answers. @typedef {{ [place: number]: number }} Option */
/** @typedef {{ fact: Fact, answered: boolean, places: number[], options: Option[] }} Variable a question */
/** @typedef {{ core: Core, rank: number[], cellAt: (place: number) => number, owner: Map<number, number>, variables: Variable[] }} Ground */

/** The facts that somebody can be asked about: what the clock tells reads something. @param {Core} core */
export const askable = (core) =>
  core.facts.filter(({ asked, reads, whose }) => asked !== "never" && !reads && whose !== "page");

/**
 * What may be answered to a fact: its values, days around today, or amounts at and between its thresholds.
 * @param {Fact} fact @param {number} now @param {string} zone @returns {string[]}
 */
export function answersTo(fact, now, zone) {
  if (fact.kind === "number") {
    const around = fact.cuts.flatMap((cut, i) => [cut, ((fact.cuts[i + 1] ?? 2 * cut + 1) + cut) / 2]);
    return [fact.cuts[0] / 2, ...around].map((amount) => String(amount / (fact.minutes ?? 1)));
  }
  if (fact.kind !== "date") return fact.values;
  const today = Time.day(now, zone);
  return Array.from({ length: 2 * DAYS + 1 }, (_, i) => Time.daysLater(today, i - DAYS));
}

/**
 * The instants of which is asked: now, the next change, and the next change of the verdict.
 * @param {Timeline.Step[]} steps
 */
export const instants = (steps) => [
  ...new Set([steps[0], steps[1], Timeline.nextVerdict(steps)].flatMap((step) => (step ? [step.at] : []))),
];

/**
 * The ids of those facts that can be asked about and an answer to which, given now, can change the outcome. Facts that
 * were answered stay as they are but for the one that is looked at. Somebody in one application, or in none.
 * @param {Core} core @param {Situation.Records} records @param {Situation.Person} person @param {number} now
 * @param {string[]} [page] the marks of the person's control @returns {Set<string>}
 */
export function open(core, records, person, now, page = []) {
  const [application = null] = Situation.applicationsOf(records, person);
  const reading = new Situation.Reading(core, records, person, application, now, page);
  const points = instants(Timeline.steps(core, records, person, now, page));
  const questions = askable(core).map((fact) => ({
    fact,
    answered: Object.hasOwn(reading.holder(fact), fact.id),
    options: optionsAt({ core, records, person, application, now, page }, fact, points),
  }));
  const rank = ranks(core);
  /** @type {Set<string>} */
  const found = new Set();
  points.forEach((at, point) => {
    const variables = questions.map(({ fact, answered, options }) => variable(core, fact, answered, options[point]));
    const { cellAt } = reading.at(at);
    for (const looked of variables) {
      if (found.has(looked.fact.id) || looked.options.length < 2) continue;
      const others = variables.filter((one) => one !== looked && one.options.length > 1 && !one.answered);
      const owner = new Map(others.flatMap(({ places }, i) => places.map((place) => [place, i])));
      if (canDiffer({ core, rank, cellAt, owner, variables: others }, looked)) found.add(looked.fact.id);
    }
  });
  return found;
}

/**
 * What each answer to a fact makes of the situation at each of some instants.
 * @param {{ core: Core, records: Situation.Records, person: Situation.Person, application: Situation.Application | null, now: number, page: string[] }} ground
 * @param {Fact} fact @param {number[]} points @returns {Option[][]}
 */
function optionsAt({ core, records, person, application, now, page }, fact, points) {
  const places = hangingOn(core, fact);
  const supposed = answersTo(fact, now, records.zone).map((value) =>
    Foresee.supposing(records, person, application, fact, value, now),
  );
  if (fact.kind === "date") supposed.push({ records, person });
  const readings = supposed.map((then) => {
    const own = application && then.records.applications[application.id];
    return new Situation.Reading(core, then.records, then.person, own, now, page);
  });
  return points.map((at) =>
    readings.map((reading) => {
      const { cellAt } = reading.at(at);
      return Object.fromEntries(places.map((place) => [place, cellAt(place)]));
    }),
  );
}

/** An open question at an instant; answers that make the same of it are one. @param {Core} core @param {Fact} fact @param {boolean} answered @param {Option[]} options @returns {Variable} */
function variable(core, fact, answered, options) {
  const apart = new Map(options.map((option) => [JSON.stringify(option), option]));
  return { fact, answered, places: hangingOn(core, fact), options: [...apart.values()] };
}

/** The places of the facts whose cells hang on what was answered to one. @param {Core} core @param {Fact} fact */
const hangingOn = (core, fact) =>
  core.facts.flatMap(({ id, reads, countsSince, kind }, place) =>
    kind !== "date" && (id === fact.id || reads?.event === fact.id || countsSince === fact.id) ? [place] : [],
  );

/** Whether two answers can end at different outcomes. @param {Ground} ground @param {Variable} looked */
function canDiffer(ground, { places, options }) {
  const last = Math.max(...places.map((place) => ground.rank[place]));
  return options.some((one, i) => options.slice(i + 1).some((other) => walk(ground, one, other, last)));
}

/**
 * Walk for two answers side by side. `last` is the rank of the last place that they tell apart: where both walks are at
 * one node behind it, they stay together.
 * @param {Ground} ground @param {Option} one @param {Option} other @param {number} last
 */
function walk({ core, rank, cellAt, owner, variables }, one, other, last) {
  const { nodes, root } = core.diagram;
  /** @type {Set<string>} */
  const tried = new Set();
  const settled = (/** @type {number} */ from, /** @type {Option} */ own) => {
    let at = from;
    while (at >= 0 && !owner.has(nodes[at])) at = nodes[at + 1 + (own[nodes[at]] ?? cellAt(nodes[at]))];
    return at;
  };
  const rankOf = (/** @type {number} */ at) => (at < 0 ? Infinity : rank[nodes[at]]);
  // Where several cells hang on one answer, what was taken for the first of them binds the others.
  const branch = (/** @type {number} */ a, /** @type {number} */ b, /** @type {Option[][]} */ left) => {
    const [here, there] = [settled(a, one), settled(b, other)];
    if (here < 0 && there < 0) return differ(core.outcomes[~here], core.outcomes[~there]);
    if (here === there && rankOf(here) > last) return false;
    const key = `${here} ${there} ${left.map((some, i) => bound(variables[i], some)).join()}`;
    if (tried.has(key)) return false;
    tried.add(key);
    const place = nodes[rankOf(here) <= rankOf(there) ? here : there];
    const index = /** @type {number} */ (owner.get(place));
    for (const cell of new Set(left[index].map((option) => option[place]))) {
      const next = left.with(
        index,
        left[index].filter((option) => option[place] === cell),
      );
      const step = (/** @type {number} */ at) => (at >= 0 && nodes[at] === place ? nodes[at + 1 + cell] : at);
      if (branch(step(here), step(there), next)) return true;
    }
    return false;
  };
  return branch(
    root,
    root,
    variables.map(({ options }) => options),
  );
}

/** Which of a variable's options are left, where that binds places that come later. @param {Variable} variable @param {Option[]} left */
const bound = ({ places, options }, left) =>
  places.length > 1 ? left.map((option) => options.indexOf(option)).join(" ") : "";

/** Whether two outcomes say something else; what can't be says nothing. @param {Leaf} one @param {Leaf} other */
const differ = (one, other) =>
  !one.contradiction &&
  !other.contradiction &&
  (one.verdict !== other.verdict || one.rule !== other.rule || one.adjustment !== other.adjustment);

/** @type {WeakMap<Core, number[]>} */
const known = new WeakMap();

/** In which order the diagram reads facts, by their places. @param {Core} core */
function ranks(core) {
  let rank = known.get(core);
  if (rank) return rank;
  const { nodes } = core.diagram;
  /** @type {Set<number>[]} */
  const behind = core.facts.map(() => new Set());
  for (let at = 0; at < nodes.length; ) {
    const place = nodes[at];
    const children = cellsOf(core.facts[place]);
    for (let i = 1; i <= children; i++) if (nodes[at + i] >= 0) behind[place].add(nodes[nodes[at + i]]);
    at += 1 + children;
  }
  /** @type {number[]} */
  const order = [];
  const visit = (/** @type {number} */ place) => {
    if (order.includes(place)) return;
    for (const next of behind[place]) visit(next);
    order.push(place);
  };
  for (const place of core.facts.keys()) visit(place);
  rank = core.facts.map((_, place) => order.length - order.indexOf(place));
  known.set(core, rank);
  return rank;
}

/** How many cells a fact has. @param {Fact} fact */
const cellsOf = (fact) =>
  fact.kind === "number" ? Situation.cellOf(fact, "never") + (fact.never ? 1 : 0) : fact.values.length;
