/**
 * Reminders: each belongs to a person, remembers the verdict it was set under, and is due when the clock brings
 * another one. Pure.
 */

import * as Quiet from "../advice/quiet.js";
import * as Records from "../records/records.js";
import * as Situation from "../decision/situation.js";
import * as Timeline from "../decision/timeline.js";

/** @import { Core } from "../decision/core.js" */

/** A reminder that comes so long after it was due says so, in milliseconds. */
const LATE = 10 * 60_000;

/**
 * A reminder for the next change of a person's verdict, or null if the clock brings none within 28 days.
 * @param {Core} core @param {Situation.Records} records @param {Situation.Person} person @param {number} now
 * @returns {Situation.Reminder | null}
 */
export function next(core, records, person, now) {
  const steps = Timeline.steps(core, records, person, now);
  const change = Timeline.nextVerdict(steps);
  return change && { verdict: steps[0].outcome.verdict, due: new Date(change.at).toISOString() };
}

/**
 * What a reminder becomes after the entries changed: the same if it is due and the verdict did change, one for another
 * hour if the change moved, null if the verdict changed by the person's own answer or will not change by the clock any
 * more. One that was given by a clock that was ahead is to be given again.
 * @param {Core} core @param {Situation.Records} records @param {Situation.Person} person @param {Situation.Reminder} reminder @param {number} now
 */
export function settled(core, records, person, reminder, now) {
  const due = Date.parse(reminder.due) <= now;
  const early = reminder.given !== undefined && (!due || Date.parse(reminder.given) > now);
  const { given, ...fresh } = reminder;
  const present = early ? fresh : reminder;
  if (due && Timeline.at(core, records, person, now).verdict !== reminder.verdict) return present;
  const change = next(core, records, person, now);
  if (!change || change.verdict !== reminder.verdict) return null;
  return change.due === reminder.due ? present : change;
}

/**
 * Whose reminders are others after the entries changed, and what they become; where one can't be read, nothing is known.
 * @param {Core} core @param {{ records: Situation.Records, silenced: string[] }} sound @param {number} now
 * @returns {{ id: string, reminder: Situation.Reminder | null }[]}
 */
export const changed = (core, { records, silenced }, now) =>
  Object.values(records.people).flatMap((person) => {
    if (!person.reminder || silenced.includes(person.id)) return [];
    const reminder = settled(core, records, person, person.reminder, now);
    return reminder === person.reminder ? [] : [{ id: person.id, reminder }];
  });

/**
 * Reminders follow the entries as they are stored, in place and in the same step, so that both can be taken back together.
 * @param {Core} core @param {Records.Stored} stored @param {string} zone @param {number} now
 */
export function follow(core, stored, zone, now) {
  if (!Object.values(stored.people).some((person) => person?.reminder)) return;
  const { records, silenced } = Records.validated(core, stored);
  for (const { id, reminder } of changed(core, { records: { ...records, zone }, silenced }, now))
    put(stored, id, reminder);
}

/** @param {Records.Stored} stored @param {string} id @param {Situation.Reminder | null} reminder */
export function put(stored, id, reminder) {
  if (!stored.people[id]) return;
  if (reminder) stored.people[id].reminder = reminder;
  else delete stored.people[id].reminder;
}

/**
 * The reminders that are due now, and not held back by an interview, a pause or a recent no.
 * @param {Core} core @param {Situation.Records} records @param {Records.Settings} settings @param {number} now
 * @returns {{ person: Situation.Person, due: number, late: boolean, given: boolean }[]}
 */
export function due(core, records, settings, now) {
  if (Quiet.until(records, settings, now) !== null) return [];
  return Object.values(records.people).flatMap((person) => {
    if (!person.reminder) return [];
    const at = Date.parse(person.reminder.due);
    if (at > now || heldUntil(core, records, person, now) !== null) return [];
    return [{ person, due: at, late: now - at >= LATE, given: person.reminder.given !== undefined }];
  });
}

/** The end of the quiet days after an answer in one of the person's applications, or null. @param {Core} core @param {Situation.Records} records @param {Situation.Person} person @param {number} now */
function heldUntil(core, records, person, now) {
  const ends = Situation.applicationsOf(records, person).map((application) =>
    Quiet.afterAnswer(core, records, application, now),
  );
  const held = ends.filter((end) => end !== null);
  return held.length > 0 ? Math.max(...held) : null;
}

/**
 * The next instant at which the worker has something to do: a reminder falls due, or quiet begins or ends.
 * @param {Core} core @param {Situation.Records} records @param {Records.Settings} settings @param {number} now
 */
export function wakesAt(core, records, settings, now) {
  const instants = Object.values(records.people).flatMap((person) =>
    person.reminder ? [Date.parse(person.reminder.due), heldUntil(core, records, person, now) ?? 0] : [],
  );
  if (instants.length > 0) instants.push(Quiet.changes(records, settings, now) ?? 0);
  const ahead = instants.filter((instant) => instant > now);
  return ahead.length > 0 ? Math.min(...ahead) : null;
}
