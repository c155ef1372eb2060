/**
 * What the popup asks by itself: one card after a round, once whether a silent application is over, and whether to
 * forget one that is. Pure.
 */

import * as Foresee from "../decision/foresee.js";
import * as Quiet from "../advice/quiet.js";
import * as Rounds from "../decision/rounds.js";
import * as Situation from "../decision/situation.js";
import * as Time from "../time/time.js";
import * as Timeline from "../decision/timeline.js";

/** @import { Core, Fact } from "../decision/core.js" */
/** @import * as Records from "../records/records.js" */

const DAY = 24 * 60 * 60_000;
/** A round is asked about for so long after it. */
const RECENT = 14 * DAY;

/**
 * The rounds that are over and not yet looked back upon, the latest first. Quiet days after a no hold them back. Whether an
 * answer would change anything is worked out as the next one is asked for.
 * @param {Core} core @param {Situation.Records} records @param {number} now @returns {Generator<Situation.Round, void>}
 */
export function* afterRounds(core, records, now) {
  const over = Object.values(records.rounds).filter((round) => {
    const end = Situation.ends(round);
    return (
      end <= now &&
      now - end < RECENT &&
      !round.reviewed &&
      (!round.status || round.status === "took-place") &&
      round.who.some((id) => Object.hasOwn(records.people, id)) &&
      Quiet.afterAnswer(core, records, Situation.applicationOf(records, round), now) === null
    );
  });
  for (const round of over.sort((a, b) => Situation.ends(b) - Situation.ends(a)))
    if (
      (!round.status && Foresee.placeMatters(core, records, round, now)) ||
      questions(core, records, round, now).length > 0
    )
      yield round;
}

/** Whether the person put a round off for today. @param {{ settings: Records.Settings, records: Situation.Records }} stored @param {Situation.Round} round @param {number} now */
export const putOff = ({ settings, records: { zone } }, { id }, now) => settings.later?.[id] === Time.day(now, zone);

/** The first of them that is wanted, or null. @param {Core} core @param {Situation.Records} records @param {number} now @param {(round: Situation.Round) => boolean} isWanted */
export function afterRound(core, records, now, isWanted = () => true) {
  for (const round of afterRounds(core, records, now)) if (isWanted(round)) return round;
  return null;
}

/**
 * The open questions of a round's card, each with those it is asked about: facts an answer to which would change
 * advice, not answered since the round began and not passed over.
 * @param {Core} core @param {Situation.Records} records @param {Situation.Round} round @param {number} now
 * @returns {{ fact: Fact, people: Situation.Person[] }[]}
 */
export function questions(core, records, round, now) {
  const application = Situation.applicationOf(records, round);
  const people = round.who.flatMap((id) => (Object.hasOwn(records.people, id) ? [records.people[id]] : []));
  const began = Situation.begins(round);
  const open = (/** @type {Situation.Answers} */ answers, /** @type {Fact} */ { id }) =>
    !Object.hasOwn(answers, id) || Situation.since(answers[id], now) < began;
  const matters = (/** @type {Situation.Person} */ person, /** @type {Fact} */ fact) =>
    Foresee.matters(core, records, person, application, fact, now);
  return core.cards.afterRound.flatMap((id) => {
    const fact = Situation.factOf(core, id);
    if (round.passed?.includes(id)) return [];
    if (fact.whose === "application") {
      // A day that was named tells when silence begins, as long as nothing is known of the end.
      const bears = fact.kind === "date" || people.some((person) => matters(person, fact));
      const asked = application && !heard(core, application) && open(application.answers, fact) && bears;
      return asked ? [{ fact, people: [] }] : [];
    }
    const concerned = people.filter((person) => open(person.answers, fact) && matters(person, fact));
    return concerned.length > 0 ? [{ fact, people: concerned }] : [];
  });
}

/**
 * An application that has been silent for as long as others are remembered after their end, since its last round
 * and the last day that was named for it, unless that was asked already; or null.
 * @param {Core} core @param {Situation.Records} records @param {number} now @returns {Situation.Application | null}
 */
export function silent(core, records, now) {
  const after = Quiet.restsAfter(core);
  if (after === null) return null;
  const found = Object.values(records.applications).find((application) => {
    if (application.askedOver || heard(core, application)) return false;
    const last = Math.max(...rounds(records, application), ...days(core, records, application));
    return Number.isFinite(last) && Situation.shifted({ at: last, zone: records.zone }, after, true) <= now;
  });
  return found ?? null;
}

/** Whether it is known how an application ended. @param {Core} core @param {Situation.Application} application */
export function heard(core, { answers }) {
  const fact = closing(core);
  return fact !== null && Object.hasOwn(answers, fact.id) && answers[fact.id].value !== fact.unknown;
}

/** When each of an application's rounds that were not called off ended. @param {Situation.Records} records @param {Situation.Application} application */
const rounds = (records, application) =>
  Rounds.ofApplication(records, application).filter(Situation.happens).map(Situation.ends);

/** The days that were answered about an application. @param {Core} core @param {Situation.Records} records @param {Situation.Application} application */
const days = (core, { zone }, { answers }) =>
  core.facts
    .filter(({ id, kind }) => kind === "date" && Object.hasOwn(answers, id))
    .map(({ id }) => Time.instant(answers[id].value, zone));

/** The fact whose answers bring an application to its end. @param {Core} core */
export const closing = (core) => core.facts.find((fact) => fact.closes) ?? null;

/**
 * Interviews ahead or just over in which nobody is: who is there is not known, and advice can't rest on them. Where none would,
 * as after an offer, and where all is over, nobody is missed.
 * @param {Core} core @param {Situation.Records} records @param {number} now @returns {Situation.Round[]}
 */
export const withoutAnybody = (core, records, now) =>
  Object.values(records.rounds).filter(
    (round) =>
      Situation.happens(round) &&
      !round.who.some((id) => Object.hasOwn(records.people, id)) &&
      now - Situation.ends(round) < RECENT &&
      !isOver(core, records, round, now) &&
      Foresee.whoMatters(core, records, round, now),
  );

/** @param {Core} core @param {Situation.Records} records @param {Situation.Round} round @param {number} now */
function isOver(core, records, round, now) {
  const application = Situation.applicationOf(records, round);
  return application !== null && Timeline.endedAt(core, application, now) !== null;
}

/** An application that is long over and not to be kept, or null. @param {Core} core @param {Situation.Records} records @param {number} now */
export function forgettable(core, records, now) {
  const over = Object.values(records.applications).filter(
    (application) => !application.keep && Quiet.restsSince(core, records, application, now) !== null,
  );
  return over[0] ?? null;
}
