/**
 * What is to be done today: deeds, each a row, as they follow from the records, the clock and the rules. Nothing of it is
 * stored: a row goes when what it asks for is done, and comes again with what brings it. Pure.
 */

import * as Asks from "./asks.js";
import * as Fallen from "./fallen.js";
import * as Foresee from "../decision/foresee.js";
import * as Lookup from "../people/lookup.js";
import * as Quiet from "../advice/quiet.js";
import * as Rounds from "../decision/rounds.js";
import * as Saying from "../words/saying.js";
import * as Situation from "../decision/situation.js";
import * as Standing from "./standing.js";
import * as Time from "../time/time.js";
import * as Timeline from "../decision/timeline.js";
import * as Whose from "../decision/whose.js";

/** @import { Core, Fact, NoWord } from "../decision/core.js" */
/** @import * as Records from "../records/records.js" */

/**
 * What the rows are made from. `form` brings names that may be one person's into forms of which they share one.
 * @typedef {{
 *   core: Core, records: Situation.Records, problems: Records.Problem[], silenced: string[], settings: Records.Settings,
 *   form: Lookup.Form, now: number,
 * }} Ground
 */

/**
 * A row. Which fields it has depends on its kind:
 * - `interview` is on today, or tomorrow and it is evening: `at`, `round`, `application`, `people`
 * - `going` on now, until `at`: nothing else is to be done
 * - `look-back` upon the latest round that is over: `round`, `application`, `people`
 * - `nobody` is in an interview: `round`, `application`
 * - `due`: what `people` are owed, such as thanks, is due `at`, or `late`; `fact` says what
 * - `fine` now: `people`, and the `outcome` that they share
 * - `now` the advice about `people` is less careful than this morning, by the clock alone: its `outcome`
 * - `soon` the advice about `people` is another, `at`, and its `outcome`
 * - `no-word` from `application` since `at`; `promised` is the day that was named, as an instant
 * - `new-date` is missing: the interview of `application`, `round`, fell through
 * - `date` is missing: nobody knows when one meets `people`
 * - `twice`: two `people` or two `applications` may be one
 * - `damaged`: an entry can't be meant, `problem`; `people` are those about whom nothing can be said for it
 * - `forget` an `application` that is long over?  - `over` yet, an `application` that has been silent for long?
 * @typedef {{
 *   kind: "interview" | "going" | "look-back" | "nobody" | "due" | "fine" | "now" | "soon" | "no-word" | "new-date" | "date" | "twice" |
 *     "damaged" | "over" | "forget",
 *   at?: number, late?: boolean, fact?: string, outcome?: Timeline.Outcome, promised?: number | null,
 *   round?: Situation.Round, application?: Situation.Application | null, applications?: Situation.Application[],
 *   people: Situation.Person[], problem?: Records.Problem,
 * }} Row
 */

const DAY = 24 * 60 * 60_000;
/** From this hour on tomorrow's interviews are today's business. */
const EVENING = 18;

/** All rows, in the order in which they are to be done. @param {Ground} ground @returns {Row[]} */
export function rows(ground) {
  const { records, now } = ground;
  const going = Object.values(records.rounds).filter((r) => Situation.happens(r) && within(r, now));
  if (going.length > 0) return [{ kind: "going", at: Math.max(...going.map(Situation.ends)), people: [] }];
  const standing = Standing.all(ground.core, records, now)
    .filter(({ person }) => !ground.silenced.includes(person.id))
    .filter(
      ({ person, steps }) => !Quiet.resting(ground.core, records, person, now) && !steps[0].outcome.contradiction,
    );
  const owed = due(ground, standing);
  const told = new Set(owed.flatMap(({ people }) => people));
  const others = standing.filter(({ person }) => !told.has(person));
  const silent = noWord(ground, standing);
  return [
    ...interviews(ground),
    ...lookBack(ground),
    ...owed,
    ...fine(ground, others),
    ...become(ground, others),
    ...soon(ground, others),
    ...silent,
    ...newDates(ground, silent),
    ...dates(ground),
    ...twice(ground),
    ...damaged(ground),
    ...over(ground),
  ];
}

/** @param {Situation.Round} round @param {number} now */
const within = (round, now) => Situation.begins(round) <= now && now < Situation.ends(round);

/** Whether reminders and deeds about somebody wait, as for some days after a no. @param {Ground} ground @param {Situation.Application | null} application */
const rests = ({ core, records, now }, application) => Quiet.afterAnswer(core, records, application, now) !== null;

/** The people of a round who are entered. @param {Situation.Records} records @param {Situation.Round} round */
const peopleOf = (records, { who }) =>
  who.flatMap((id) => (Object.hasOwn(records.people, id) ? [records.people[id]] : []));

/** By the hour. @param {{ at?: number }} one @param {{ at?: number }} other */
const byHour = (one, other) => (one.at ?? 0) - (other.at ?? 0);

/** Interviews of today that are ahead; in the evening those of tomorrow too. @param {Ground} ground @returns {Row[]} */
function interviews({ records, now }) {
  const { zone } = records;
  const evening = Number(Time.wall(now, zone).slice(11, 13)) >= EVENING;
  const last = Time.daysLater(Time.day(now, zone), evening ? 1 : 0);
  return Object.values(records.rounds)
    .filter((r) => Situation.happens(r) && Situation.begins(r) > now && Time.day(Situation.begins(r), zone) <= last)
    .map((round) => ({
      kind: /** @type {const} */ ("interview"),
      at: Situation.begins(round),
      round,
      application: Situation.applicationOf(records, round),
      people: peopleOf(records, round),
    }))
    .sort(byHour);
}

/** The latest round to look back upon; then those that nobody is in. @param {Ground} ground @returns {Row[]} */
function lookBack({ core, records, settings, now }) {
  const latest = Asks.afterRound(core, records, now, (round) => !Asks.putOff({ settings, records }, round, now));
  /** @type {Row[]} */
  const found = Asks.withoutAnybody(core, records, now).map((round) => ({
    kind: "nobody",
    round,
    application: Situation.applicationOf(records, round),
    people: [],
  }));
  if (!latest) return found;
  const application = Situation.applicationOf(records, latest);
  return [{ kind: "look-back", round: latest, application, people: peopleOf(records, latest) }, ...found];
}

/**
 * What is expected of the person after a meeting, such as thanks, and not done: due when the advice begins to rest on it,
 * late from then on. Those of one company with one hour are one row.
 * @param {Ground} ground @param {Standing.Standing[]} standing @returns {Row[]}
 */
function due(ground, standing) {
  const { core, records, now } = ground;
  /** @type {Map<string, Row>} */
  const found = new Map();
  for (const one of standing) {
    const { person, steps } = one;
    if (rests(ground, steps[0].outcome.application)) continue;
    for (const fact of core.facts.filter(({ countsSince, whose }) => countsSince && whose === "person")) {
      const at = Standing.once(one, fact.id, () => restsFrom(ground, person, steps, fact));
      if (at === null || isPutOff(ground, person, fact)) continue;
      const late = at <= now;
      const application = Whose.lastMet(records, person, now) ?? steps[0].outcome.application;
      // For all who are late that is now.
      const key = `${fact.id} ${application?.id} ${at}`;
      const row = found.get(key);
      if (row) row.people.push(person);
      else found.set(key, { kind: "due", fact: fact.id, at, late, application, people: [person] });
    }
  }
  // What was not answered since the meeting is asked of the card first, which takes the same answer.
  const asked = askedByCard(ground);
  return [...found.values()]
    .map((row) => ({ ...row, people: row.people.filter(({ id }) => !asked.has(`${row.fact} ${id}`)) }))
    .filter(({ people }) => people.length > 0)
    .sort(byHour);
}

/** What is asked of whom, by their ids, on the card that is shown and on those that were put off today. @param {Ground} ground */
function askedByCard({ core, records, settings, now }) {
  /** @type {Set<string>} */
  const asked = new Set();
  for (const round of Asks.afterRounds(core, records, now)) {
    for (const { fact, people } of Asks.questions(core, records, round, now))
      for (const { id } of people) asked.add(`${fact.id} ${id}`);
    if (!Asks.putOff({ settings, records }, round, now)) break;
  }
  return asked;
}

/** “Not yet” was said today: asked again tomorrow. @param {Ground} ground @param {Situation.Person} person @param {Fact} fact */
function isPutOff({ records: { zone }, now }, { answers }, { id, staysOpen = [] }) {
  const answer = Object.hasOwn(answers, id) ? answers[id] : null;
  if (answer === null || !staysOpen.includes(answer.value)) return false;
  return Time.day(Situation.since(answer, now), zone) === Time.day(now, zone);
}

/**
 * When the advice begins to rest on something that is owed since a meeting that is over; null if it never does.
 * @param {Ground} ground @param {Situation.Person} person @param {Timeline.Step[]} steps @param {Fact} fact
 */
function restsFrom({ core, records, now }, person, steps, fact) {
  const own = Rounds.ofPerson(records, person).filter(Situation.happens);
  if (!own.some((r) => Situation.ends(r) <= now)) return null;
  const ahead = own.map(Situation.begins).filter((begins) => begins > now);
  // What a meeting to come will ask for is not owed yet.
  const step = steps
    .filter(({ at }) => at < Math.min(...ahead, Infinity))
    .find((one) => Foresee.isRestedOn(core, records, person, one, fact));
  return step?.at ?? null;
}

/** Those for whom now is fine, and nothing was done about it. @param {Ground} ground @param {Standing.Standing[]} standing @returns {Row[]} */
function fine(ground, standing) {
  const people = standing.filter(
    ({ steps: [{ outcome }] }) => outcome.verdict === inviting(ground.core) && !rests(ground, outcome.application),
  );
  return byState(ground, people, "fine");
}

/**
 * Those about whom the clock brought less careful advice today, where more than its hour is to be said: that now is fine is
 * told as long as it is. Whoever was sent a request has been written to.
 * @param {Ground} ground @param {Standing.Standing[]} standing @returns {Row[]}
 */
function become(ground, standing) {
  const { core, records, now } = ground;
  const careOf = (/** @type {string} */ verdict) => core.verdicts.findIndex(({ id }) => id === verdict);
  const least = careOf(inviting(core) ?? "");
  const morning = Time.instant(Time.day(now, records.zone), records.zone);
  const changed = standing.filter((one) => {
    const { verdict, application } = one.steps[0].outcome;
    if (careOf(verdict) <= least || rests(ground, application)) return false;
    const before = Standing.once(one, "morning", () =>
      Timeline.outcomeAt(core, records, one.person, morning, now),
    ).verdict;
    return careOf(before) > careOf(verdict);
  });
  return byState(ground, changed, "now");
}

/** A row for each state that people are in at a company. @param {Ground} ground @param {Standing.Standing[]} standing @param {"fine" | "now"} kind @returns {Row[]} */
const byState = (ground, standing, kind) =>
  grouped(standing, ({ steps: [{ outcome }] }) => Saying.state(outcome)).flatMap((group) =>
    byCompany(ground, group).map((row) => ({ kind, outcome: group[0].steps[0].outcome, ...row })),
  );

/**
 * People together with those whose advice rests on an event at the same company.
 * @param {Ground} ground @param {Standing.Standing[]} standing
 */
const byCompany = ({ core, records }, standing) =>
  grouped(
    standing.map(({ person, steps }) => ({ person, application: Whose.of(core, records, person, steps[0]) })),
    ({ application }) => application?.id ?? "",
  ).map((group) => ({ application: group[0].application, people: group.map(({ person }) => person) }));

/** The verdict that says that now is fine, as its tone tells. @param {Core} core */
const inviting = (core) => core.verdicts.find(({ tone }) => tone === "good")?.id;

/** Those whose advice changes within a day. @param {Ground} ground @param {Standing.Standing[]} standing @returns {Row[]} */
function soon(ground, standing) {
  const { now } = ground;
  const changing = standing.flatMap(({ person, steps }) => {
    const next = Timeline.nextVerdict(steps);
    const near = next !== null && next.at - now <= DAY && next.outcome.verdict !== "";
    return near && !rests(ground, steps[0].outcome.application) ? [{ person, next }] : [];
  });
  return grouped(changing, ({ next }) => `${next.at} ${Saying.state(next.outcome)} ${next.outcome.application?.id}`)
    .map((group) => ({
      kind: /** @type {const} */ ("soon"),
      at: group[0].next.at,
      outcome: group[0].next.outcome,
      application: group[0].next.outcome.application,
      people: group.map(({ person }) => person),
    }))
    .sort(byHour);
}

/** @template T @param {T[]} all @param {(one: T) => string} key @returns {T[][]} */
function grouped(all, key) {
  /** @type {Map<string, T[]>} */
  const groups = new Map();
  for (const one of all) groups.set(key(one), [...(groups.get(key(one)) ?? []), one]);
  return [...groups.values()];
}

/** What is said of somebody in each of their live applications; of most in the one that they have. @param {Ground} ground @param {Standing.Standing} one */
const inEach = ({ core, records, now }, { person, steps }) =>
  Situation.applicationsOf(records, person).length < 2
    ? [steps[0].outcome]
    : Timeline.live(core, Timeline.readings(core, records, person, now), now).map((reading) =>
        Timeline.outcomeOf(core, reading, now),
      );

/** Applications from which something was due, and nothing came. @param {Ground} ground @param {Standing.Standing[]} standing @returns {Row[]} */
function noWord(ground, standing) {
  const { core, records, now } = ground;
  const { noWord: rule } = core.cards;
  if (!rule) return [];
  const silent = new Set(
    standing.flatMap((one) =>
      Standing.once(one, "silent", () =>
        inEach(ground, one)
          .filter((outcome) => rule.rules.includes(outcome.rule) && !isAskedLately(ground, rule, one, outcome))
          .map(({ application }) => application?.id ?? ""),
      ),
    ),
  );
  return [...silent].flatMap((id) => {
    const application = Object.hasOwn(records.applications, id) ? records.applications[id] : null;
    if (application === null || rests(ground, application)) return [];
    const { answers } = application;
    const asked = Object.hasOwn(answers, rule.asked) ? answers[rule.asked].value : "";
    // Asked today: nothing more is to be done today.
    if (asked === Time.day(now, records.zone)) return [];
    const given = rule.promised !== null && Object.hasOwn(answers, rule.promised) ? answers[rule.promised] : null;
    const promised = given && Time.instant(given.value, records.zone);
    const at = silentSince(ground, application) ?? promised;
    return at === null ? [] : [{ kind: /** @type {const} */ ("no-word"), application, at, promised, people: [] }];
  });
}

/**
 * Whether one asked where things stand, and the time since then, by itself, will bring another rule: until it has nothing more
 * is to be done. What was asked before a later round does not count any more.
 * @param {Ground} ground @param {NoWord} rule @param {Standing.Standing} standing @param {Timeline.Outcome} outcome
 */
function isAskedLately({ core, records, now }, { asked }, { person }, outcome) {
  const reading = new Situation.Reading(core, records, person, outcome.application, now);
  const event = reading.nearest({ how: "since", event: asked, being: [] }, now);
  if (event === null) return false;
  return core.facts
    .filter(({ reads }) => reads?.how === "since" && reads.event === asked)
    .flatMap(({ cuts, days }) => cuts.map((cut) => Situation.shifted(event, cut, days)))
    .filter((at) => at > now)
    .some((at) => [at, at + 1].some((one) => Timeline.outcomeOf(core, reading, one).rule !== outcome.rule));
}

/**
 * Since when nothing was heard: since the last interview, or since the hour of the last one that fell through where none took
 * place; null where there was none.
 * @param {Ground} ground @param {Situation.Application} application
 */
function silentSince({ records, now }, application) {
  const rounds = Rounds.ofApplication(records, application);
  const held = rounds.filter(Situation.happens).map(Situation.ends);
  const off = rounds.filter((round) => !Situation.happens(round)).map(Situation.begins);
  const [last] = [held, off].map((all) => Math.max(...all.filter((at) => at <= now))).filter(Number.isFinite);
  return last ?? null;
}

/** Those whose interview fell through, where it is not said already that no word came. @param {Ground} ground @param {Row[]} silent @returns {Row[]} */
const newDates = (ground, silent) =>
  Fallen.all(ground.core, ground.records, ground.now)
    .filter(({ application }) => !silent.some((row) => row.application === application) && !rests(ground, application))
    .map((one) => ({ kind: "new-date", ...one, people: peopleOf(ground.records, one.round) }));

/** Those who are entered for an open application without any interview, and of whom one would say something else: when does one meet them? @param {Ground} ground @returns {Row[]} */
function dates({ core, records, silenced, now }) {
  const without = Standing.all(core, records, now).flatMap((one) => {
    const { person } = one;
    if (silenced.includes(person.id)) return [];
    if (Rounds.ofPerson(records, person).length > 0) return [];
    const open = Situation.applicationsOf(records, person).filter(
      (application) =>
        Timeline.endedAt(core, application, now) === null &&
        !hasRound(records, application) &&
        Standing.once(one, `meeting ${application.id}`, () =>
          Foresee.meetingMatters(core, records, person, application, now),
        ),
    );
    return open.slice(0, 1).map((application) => ({ person, application }));
  });
  return grouped(without, ({ application }) => application.id).map((group) => ({
    kind: "date",
    application: group[0].application,
    people: group.map(({ person }) => person),
  }));
}

/** @param {Situation.Records} records @param {Situation.Application} application */
const hasRound = (records, application) =>
  Rounds.ofApplication(records, application).some(({ status }) => status !== "cancelled");

/** @param {Ground} ground @returns {Row[]} */
const twice = ({ records, form }) => [
  ...Lookup.twice(records, form).map((people) => ({ kind: /** @type {const} */ ("twice"), people })),
  ...Lookup.companiesTwice(records).map((applications) => ({
    kind: /** @type {const} */ ("twice"),
    applications,
    people: [],
  })),
];

/** @param {Ground} ground @returns {Row[]} */
const damaged = ({ records, problems, silenced }) =>
  problems.map((problem) => ({
    kind: "damaged",
    problem,
    people: silenced.filter((id) => Object.hasOwn(records.people, id)).map((id) => records.people[id]),
  }));

/** @param {Ground} ground @returns {Row[]} */
function over({ core, records, now }) {
  const [silent, gone] = [Asks.silent(core, records, now), Asks.forgettable(core, records, now)];
  return [
    ...(silent ? [{ kind: /** @type {const} */ ("over"), application: silent, people: [] }] : []),
    ...(gone ? [{ kind: /** @type {const} */ ("forget"), application: gone, people: [] }] : []),
  ];
}
