/**
 * The one quiet sign: a dot on the icon while something is due. It is off until the person wants it, and holds no name and no
 * number. Pure.
 */

import * as Quiet from "../advice/quiet.js";
import * as Situation from "../decision/situation.js";
import * as Standing from "./standing.js";
import * as Time from "../time/time.js";
import * as Today from "./today.js";

/** The rows of Today that the dot stands for: to look back, what is owed, and where no word came. */
const KINDS = ["look-back", "due", "no-word"];

/** Whether the dot is to be seen: never while quiet is kept, as before an interview. @param {Today.Ground} ground */
export function isDue(ground) {
  const { records, settings, now } = ground;
  if (!settings.sign || Quiet.until(records, settings, now) !== null) return false;
  return Today.rows(ground).some(({ kind }) => KINDS.includes(kind));
}

/** Whether to offer it: once, when the first interview was looked back upon. @param {Pick<Today.Ground, "records" | "settings">} ground */
export const isOffered = ({ records, settings }) =>
  settings.sign === undefined && Object.values(records.rounds).some(({ status }) => status === "took-place");

/**
 * The next instant at which that may be otherwise by the clock, or null where there is no dot.
 * @param {Today.Ground} ground
 */
export function changes({ core, records, settings, now }) {
  if (!settings.sign) return null;
  const instants = [
    Time.instant(Time.daysLater(Time.day(now, records.zone), 1), records.zone),
    Quiet.changes(records, settings, now) ?? 0,
    ...Object.values(records.rounds).map(Situation.ends),
    ...Standing.all(core, records, now).flatMap(({ steps }) => steps.map(({ at }) => at)),
  ];
  return Math.min(...instants.filter((at) => at > now));
}
