/**
 * When nothing is to be shown or said: in an interview, while paused, after a no, and long after an end. Pure.
 */

import * as Chip from "./chip.js";
import * as Rounds from "../decision/rounds.js";
import * as Situation from "../decision/situation.js";
import * as Timeline from "../decision/timeline.js";

/** @import { Core } from "../decision/core.js" */
/** @import * as Records from "../records/records.js" */

const MINUTE = 60_000;
/** Quiet begins so long before an interview. */
const BEFORE = 15 * MINUTE;

/**
 * Until when LinkedIn's pages, notifications and the badge stay empty, or null if they need not. Stretches that meet
 * are one.
 * @param {Situation.Records} records @param {Records.Settings} settings @param {number} now @returns {number | null}
 */
export function until(records, settings, now) {
  const paused = settings.pausedUntil ?? 0;
  const stretches = [...interviews(records), ...(paused > now ? [{ from: now, to: paused }] : [])];
  let end = now;
  for (const { from, to } of stretches.sort((a, b) => a.from - b.from)) if (from <= end) end = Math.max(end, to);
  return end > now ? end : null;
}

/** Whether an interview, rather than a pause, asks for quiet. @param {Situation.Records} records @param {number} now */
export const interviewing = (records, now) => until(records, {}, now) !== null;

/** When that may change next by the clock, or null. @param {Situation.Records} records @param {Records.Settings} settings @param {number} now */
export function changes(records, settings, now) {
  const instants = interviews(records).flatMap(({ from, to }) => [from, to]);
  instants.push(settings.pausedUntil ?? 0);
  const ahead = instants.filter((instant) => instant > now);
  return ahead.length > 0 ? Math.min(...ahead) : null;
}

/** @param {Situation.Records} records */
function interviews(records) {
  return Object.values(records.rounds)
    .filter(Situation.happens)
    .map((round) => ({ from: Situation.begins(round) - BEFORE, to: Situation.ends(round) }));
}

/**
 * Until when an application's reminders and cards wait since something was answered, such as a no; null if not.
 * @param {Core} core @param {Situation.Records} records @param {Situation.Application | null} application @param {number} now
 */
export function afterAnswer(core, { zone }, application, now) {
  const ends = core.cards.quietAfter.flatMap(({ fact, being, minutes, days }) => {
    const answer = application && Object.hasOwn(application.answers, fact) ? application.answers[fact] : null;
    if (answer?.value !== being) return [];
    const end = Situation.shifted({ at: Situation.since(answer, now), zone }, minutes, days);
    return end > now ? [end] : [];
  });
  return ends.length > 0 ? Math.max(...ends) : null;
}

/**
 * Since when an application is over for so long that chips rest, or null. A round after its end, such as a new talk
 * after an old no, begins that anew.
 * @param {Core} core @param {Situation.Records} records @param {Situation.Application} application @param {number} now
 */
export function restsSince(core, records, application, now) {
  const ended = Timeline.endedAt(core, application, now);
  const after = restsAfter(core);
  if (ended === null || after === null) return null;
  const rounds = Rounds.ofApplication(records, application).filter(Situation.happens);
  const last = Math.max(ended, ...rounds.map(Situation.ends));
  const rests = Situation.shifted({ at: last, zone: records.zone }, after, true);
  return rests <= now ? rests : null;
}

/** How long after the end of an application chips go on, in minutes of the calendar; null for ever. @param {Core} core */
export const restsAfter = (core) =>
  core.facts.find((fact) => fact.closes && fact.restsAfter !== undefined)?.restsAfter ?? null;

/** Whether all that a person was met for is long over. @param {Core} core @param {Situation.Records} records @param {Situation.Person} person @param {number} now */
export function resting(core, records, person, now) {
  const all = Situation.applicationsOf(records, person);
  return all.length > 0 && all.every((application) => restsSince(core, records, application, now) !== null);
}

/** Whether the person was hidden on LinkedIn for as long as this is the outcome. @param {Records.Settings} settings @param {Situation.Person} person @param {Timeline.Outcome} outcome */
export const hidden = (settings, person, outcome) => settings.hidden?.[person.id] === Chip.signature(outcome);

/**
 * Why a person entered has no chip beside their control, or null.
 * @param {Core} core @param {Situation.Records} records @param {Records.Settings} settings @param {Situation.Person} person
 * @param {Timeline.Outcome} outcome @param {number} now @returns {"resting" | "contradiction" | "hidden" | null}
 */
export function withheld(core, records, settings, person, outcome, now) {
  if (resting(core, records, person, now)) return "resting";
  if (outcome.contradiction) return "contradiction";
  return hidden(settings, person, outcome) ? "hidden" : null;
}
