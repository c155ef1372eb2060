/**
 * What `Time` answers where a browser has no `Temporal`: the same by `Date` and `Intl.DateTimeFormat`. A wall-clock time
 * is kept as if it were UTC, in milliseconds. Pure but for `zone`.
 */

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const WALL = /^(\d{4}|[+-]\d{6})-(\d\d)-(\d\d)(?:[T ](\d\d)(?::(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?)?)?$/iu;
const LENGTH =
  /^([+-]?)P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:[.,](\d{1,9}))?S)?)?$/iu;

/** The zone of this device. */
export const zone = () => new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** What a zone's clocks show, each zone's own made once: that takes long. @type {Map<string, Intl.DateTimeFormat>} */
const clocks = new Map();

/** @param {string} zone */
function clock(zone) {
  let found = clocks.get(zone);
  if (!found) {
    found = new Intl.DateTimeFormat("en-u-ca-gregory-nu-latn", {
      timeZone: zone,
      hourCycle: "h23",
      era: "short",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    clocks.set(zone, found);
  }
  return found;
}

/** @param {string} name */
export function isZone(name) {
  try {
    return Boolean(clock(name));
  } catch {
    return false;
  }
}

/** A day of the calendar with a time, as if it were UTC. @param {number} year @param {number} month from 1 @param {number} day */
function utc(year, month, day, hour = 0, minute = 0, second = 0, millisecond = 0) {
  const date = new Date(0);
  // `Date.UTC` takes the years from 0 to 99 for those of the last century.
  date.setUTCFullYear(year, month - 1, day);
  return date.setUTCHours(hour, minute, second, millisecond);
}

/** What a text says, as if it were UTC. Throws a `RangeError` if there is no such time. @param {string} wall */
function read(wall) {
  const match = WALL.exec(wall);
  if (!match || match[1] === "-000000") throw new RangeError(`no time: ${wall}`);
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((part) => Number(part ?? 0));
  const at = utc(year, month, day, hour, minute, Math.min(59, second), milliseconds(match[7]));
  const there = new Date(at);
  if (
    Number.isNaN(at) ||
    there.getUTCMonth() !== month - 1 ||
    there.getUTCDate() !== day ||
    there.getUTCHours() !== hour ||
    minute > 59 ||
    second > 60
  )
    throw new RangeError(`no time: ${wall}`);
  return at;
}

/** Of a fraction of a second the first three digits. @param {string | undefined} fraction */
const milliseconds = (fraction) => Number((fraction ?? "").padEnd(3, "0").slice(0, 3));

/** What a zone's clocks show at an instant, as if it were UTC. @param {number} at @param {string} zone */
function shownAt(at, zone) {
  /** @type {{ [type: string]: string }} */
  const parts = {};
  for (const { type, value } of clock(zone).formatToParts(at)) parts[type] = value;
  const year = parts.era === "BC" ? 1 - Number(parts.year) : Number(parts.year);
  const { month, day, hour, minute, second } = parts;
  const rest = ((at % 1000) + 1000) % 1000;
  return utc(year, Number(month), Number(day), Number(hour), Number(minute), Number(second), rest);
}

/** The instants at which a zone's clocks show a time, as if it were UTC; before it and after it they may differ. @param {number} wall @param {string} zone */
function instants(wall, zone) {
  const [before, after] = [wall - DAY, wall + DAY].map((at) => shownAt(at, zone) - at);
  const found = [...new Set([wall - before, wall - after])].filter((at) => shownAt(at, zone) === wall);
  return { found: found.sort((a, b) => a - b), before, after };
}

/** The instant of a time shown; where clocks skip it the later, where they show it twice the earlier. @param {number} wall @param {string} zone */
function instantOf(wall, zone) {
  const { found, before } = instants(wall, zone);
  return found.length > 0 ? found[0] : wall - before;
}

/** @param {number} number @param {number} digits */
const padded = (number, digits) => String(number).padStart(digits, "0");

/** @param {number} wall */
function dayText(wall) {
  const there = new Date(wall);
  const year = there.getUTCFullYear();
  const years = year >= 0 && year <= 9999 ? padded(year, 4) : `${year < 0 ? "-" : "+"}${padded(Math.abs(year), 6)}`;
  return `${years}-${padded(there.getUTCMonth() + 1, 2)}-${padded(there.getUTCDate(), 2)}`;
}

/** @param {number} wall */
function minuteText(wall) {
  const there = new Date(wall);
  return `${dayText(wall)}T${padded(there.getUTCHours(), 2)}:${padded(there.getUTCMinutes(), 2)}`;
}

/** @param {string} wall */
export function yearOf(wall) {
  try {
    return new Date(read(wall)).getUTCFullYear();
  } catch {
    return null;
  }
}

/** @param {string} wall @param {string} zone */
export const instant = (wall, zone) => instantOf(read(wall), zone);

/** @param {string} wall @param {string} zone @returns {"once" | "twice" | "skipped"} */
export function shown(wall, zone) {
  const { found } = instants(read(wall), zone);
  return found.length === 0 ? "skipped" : found.length === 1 ? "once" : "twice";
}

/** @param {number} at @param {string} zone */
export const wall = (at, zone) => minuteText(shownAt(at, zone));

/** @param {number} at @param {string} zone */
export const day = (at, zone) => dayText(shownAt(at, zone));

/** A length as its parts, or null if it is none. @param {string} length */
function parts(length) {
  const match = LENGTH.exec(length);
  if (!match || /[PT]$/iu.test(length)) return null;
  const sign = match[1] === "-" ? -1 : 1;
  const [years, months, weeks, days, hours, minutes, seconds] = match
    .slice(2, 9)
    .map((part) => sign * Number(part ?? 0));
  const rest = seconds * 1000 + sign * milliseconds(match[9]);
  return { months: years * 12 + months, days: weeks * 7 + days, time: (hours * 60 + minutes) * MINUTE + rest };
}

/** A time shown plus a length: months first, on the last day of a month that has no such day. @param {number} wall @param {{ months: number, days: number, time: number }} length */
function plus(wall, { months, days, time }) {
  const there = new Date(wall);
  const month = there.getUTCFullYear() * 12 + there.getUTCMonth() + months;
  const year = Math.floor(month / 12);
  const last = new Date(utc(year, month - year * 12 + 2, 0)).getUTCDate();
  const midnight = utc(year, month - year * 12 + 1, Math.min(there.getUTCDate(), last));
  const ofDay = ((wall % DAY) + DAY) % DAY;
  return midnight + ofDay + days * DAY + time;
}

/** @param {string} wall @param {number | string} length */
export function later(wall, length) {
  try {
    const added = typeof length === "number" ? { months: 0, days: 0, time: length * MINUTE } : parts(length);
    return added && minuteText(plus(read(wall), added));
  } catch {
    return null;
  }
}

/** @param {string} from @param {string} to */
export const minutesBetween = (from, to) => (read(to) - read(from)) / MINUTE;

/** @param {string} duration */
export function minutes(duration) {
  const length = parts(duration);
  const start = utc(2000, 1, 1);
  return length && (plus(start, length) - start) / MINUTE;
}

/** @param {string} day @param {number} days */
export const daysLater = (day, days) => dayText(read(day) + days * DAY);

/** @param {number} at @param {number} minutes @param {string} zone */
export const shifted = (at, minutes, zone) => instantOf(shownAt(at, zone) + minutes * MINUTE, zone);

/** @param {number} from @param {number} to @param {string} zone */
export const daysBetween = (from, to, zone) => Math.round((read(day(to, zone)) - read(day(from, zone))) / DAY);
