/**
 * Everybody entered, company by company: what stage each application is at, what comes next and when, and those that are
 * over. Pure.
 */

import * as Order from "../people/order.js";
import * as Rounds from "../decision/rounds.js";
import * as Situation from "../decision/situation.js";
import * as Time from "../time/time.js";
import * as Timeline from "../decision/timeline.js";

/** @import { Core } from "../decision/core.js" */
/** @import * as Standing from "./standing.js" */

/**
 * An application with its people, those first whose advice changes first. `stage` says how it stands: no interview has a
 * date, one goes on until `at` or is ahead (`at`), they decide (`at` is the day that they named, or null), nothing was heard since `at`, or the
 * outcome is known: `value`. `next` is when something comes, such as other advice, and `interview` when the next interview begins, Infinity if nothing is known to;
 * `ended` when it was over.
 * @typedef {{
 *   application: Situation.Application | null, people: Standing.Standing[], stage: "no-date" | "going" | "interview" | "deciding" | "silent" | "outcome",
 *   at: number | null, value: string | null, next: number, interview: number, ended: number | null,
 * }} Group
 */

/**
 * By what comes next, since that is what is waited for; what comes at once by name.
 * @param {Core} core @param {Situation.Records} records @param {readonly Standing.Standing[]} standing @param {number} now
 * @param {string} locale @returns {{ waiting: Group[], over: Group[] }}
 */
export function groups(core, records, standing, now, locale) {
  /** @type {Map<string, Standing.Standing[]>} */
  const people = new Map();
  for (const one of standing) {
    // Somebody met at two companies stands in both groups, whichever the advice comes from.
    const own = Situation.applicationsOf(records, one.person).map(({ id }) => id);
    for (const id of own.length > 0 ? own : [""]) people.set(id, [...(people.get(id) ?? []), one]);
  }
  const all = Object.values(records.applications).map((application) =>
    group(
      core,
      records,
      application,
      people.get(application.id) ?? [],
      Rounds.ofApplication(records, application).filter(Situation.happens),
      now,
      locale,
    ),
  );
  const apart = people.get("");
  const byName = Order.people(core, locale);
  if (apart)
    all.push({
      application: null,
      people: apart.toSorted((a, b) => byName(a.person, b.person)),
      stage: "no-date",
      at: null,
      value: null,
      next: Infinity,
      interview: Infinity,
      ended: null,
    });
  const name = (/** @type {Group} */ { application }) => application?.company ?? "";
  const byText = Order.texts(locale);
  const alphabetical = (/** @type {Group} */ a, /** @type {Group} */ b) => byText(name(a), name(b));
  return {
    waiting: all.filter(({ ended }) => ended === null).sort((a, b) => compare(a.next, b.next) || alphabetical(a, b)),
    over: all
      .filter(({ ended }) => ended !== null)
      .sort((a, b) => compare(b.ended ?? 0, a.ended ?? 0) || alphabetical(a, b)),
  };
}

/** Infinity from Infinity is no number. @param {number} one @param {number} other */
const compare = (one, other) => (one === other ? 0 : one < other ? -1 : 1);

/** @param {Standing.Standing} one */
const changeOf = ({ steps }) => Timeline.nextVerdict(steps)?.at ?? Infinity;

/**
 * @param {Core} core @param {Situation.Records} records @param {Situation.Application} application
 * @param {Standing.Standing[]} people @param {Situation.Round[]} rounds those that were not called off @param {number} now @param {string} locale @returns {Group}
 */
function group(core, records, application, people, rounds, now, locale) {
  const ahead = rounds.map(Situation.begins).filter((at) => at > now);
  const going = rounds
    .filter((one) => Situation.begins(one) <= now)
    .map(Situation.ends)
    .filter((at) => at > now);
  const over = rounds.map(Situation.ends).filter((at) => at <= now);
  const answer = (/** @type {string | null | undefined} */ fact) =>
    fact && Object.hasOwn(application.answers, fact) ? application.answers[fact].value : null;
  const outcome = core.facts.find((fact) => fact.closes);
  const value = answer(outcome?.id);
  const day = answer(core.cards.noWord?.promised);
  const promised = day === null ? null : Time.instant(day, records.zone);
  const known = value !== null && value !== outcome?.unknown ? value : null;
  // What is said of somebody for another company's sake tells nothing of this one.
  const own = people.filter(({ steps }) => steps[0].outcome.application?.id === application.id);
  const silent = own.some(({ steps }) => core.cards.noWord?.rules.includes(steps[0].outcome.rule));
  /** @type {[Group["stage"], number | null]} */
  const [stage, at] = known
    ? ["outcome", null]
    : going.length > 0
      ? ["going", Math.max(...going)]
      : ahead.length > 0
        ? ["interview", Math.min(...ahead)]
        : over.length === 0
          ? ["no-date", null]
          : silent
            ? ["silent", Math.max(...over)]
            : ["deciding", promised];
  const dates = [...going, ...ahead, ...(promised !== null && promised > now ? [promised] : []), ...own.map(changeOf)];
  const byName = Order.people(core, locale);
  return {
    application,
    // By what is due first; whose advice changes at once by name.
    people: people.toSorted((a, b) => compare(changeOf(a), changeOf(b)) || byName(a.person, b.person)),
    stage,
    at,
    value: known,
    next: Math.min(Infinity, ...dates),
    interview: Math.min(Infinity, ...ahead),
    ended: Timeline.endedAt(core, application, now),
  };
}
