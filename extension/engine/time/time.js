/**
 * The calendar: the only file that knows `Temporal`; all others ask it. Where a browser has none, intltime.js answers the
 * same. An instant is in milliseconds; a wall-clock time is a text such as 2026-03-10T14:00, a day one such as
 * 2026-03-10; a zone is an IANA name. Pure but for `zone`.
 */

import * as IntlTime from "./intltime.js";

const isThere = typeof Temporal !== "undefined";

/** @param {string} wall */
const plain = (wall) => Temporal.PlainDateTime.from(wall);
/** @param {number} at @param {string} zone */
const zoned = (at, zone) => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);

const BY_TEMPORAL = {
  /** The zone of this device. */
  zone: () => Temporal.Now.timeZoneId(),

  /** Whether a zone of this name is known. The first `Intl.DateTimeFormat` of a page takes many milliseconds; this does not (docs/browser-bugs.md, first-format). @param {string} name */
  isZone(name) {
    try {
      return Boolean(new Temporal.ZonedDateTime(0n, name));
    } catch {
      return false;
    }
  },

  /** The year of a day or wall-clock time, or null if there is none such. @param {string} wall */
  yearOf(wall) {
    try {
      return plain(wall).year;
    } catch {
      return null;
    }
  },

  /**
   * The instant of a wall-clock time; where clocks skip it the later, where they show it twice the earlier reading. A day
   * alone is its midnight. Throws a `RangeError` if there is no such time or zone.
   * @param {string} wall @param {string} zone
   */
  instant: (wall, zone) => plain(wall).toZonedDateTime(zone, { disambiguation: "compatible" }).epochMilliseconds,

  /** Whether the clocks of a zone show a wall-clock time once, twice, or skip it. @param {string} wall @param {string} zone @returns {"once" | "twice" | "skipped"} */
  shown(wall, zone) {
    const earlier = plain(wall).toZonedDateTime(zone, { disambiguation: "earlier" });
    if (!earlier.toPlainDateTime().equals(plain(wall))) return "skipped";
    return earlier.equals(plain(wall).toZonedDateTime(zone, { disambiguation: "later" })) ? "once" : "twice";
  },

  /** What the clocks of a zone show at an instant, to the minute. @param {number} at @param {string} zone */
  wall: (at, zone) => zoned(at, zone).toPlainDateTime().toString({ smallestUnit: "minute" }),

  /** The day of an instant. @param {number} at @param {string} zone */
  day: (at, zone) => zoned(at, zone).toPlainDate().toString(),

  /** A wall-clock time so much later on the clock: minutes, or a duration such as PT1H30M; null if that is none. @param {string} wall @param {number | string} length */
  later(wall, length) {
    try {
      const added = typeof length === "number" ? { minutes: length } : length;
      return plain(wall).add(added).toString({ smallestUnit: "minute" });
    } catch {
      return null;
    }
  },

  /** The minutes on the clock from one wall-clock time to another. @param {string} from @param {string} to */
  minutesBetween: (from, to) => plain(from).until(plain(to)).total("minutes"),

  /** The minutes of a duration such as PT1H30M or P1D, or null if it is none. @param {string} duration */
  minutes(duration) {
    try {
      return Temporal.Duration.from(duration).total({ unit: "minutes", relativeTo: "2000-01-01" });
    } catch {
      return null;
    }
  },

  /** So many days later. @param {string} day @param {number} days */
  daysLater: (day, days) => Temporal.PlainDate.from(day).add({ days }).toString(),

  /** An instant moved by so many minutes of the calendar: a day later is the same time of day. @param {number} at @param {number} minutes @param {string} zone */
  shifted: (at, minutes, zone) =>
    zoned(at, zone).toPlainDateTime().add({ minutes }).toZonedDateTime(zone, { disambiguation: "compatible" })
      .epochMilliseconds,

  /** Whole days by the calendar of a zone between two instants. @param {number} from @param {number} to @param {string} zone */
  daysBetween: (from, to, zone) => zoned(from, zone).toPlainDate().until(zoned(to, zone).toPlainDate()).days,
};

const CALENDAR = isThere ? BY_TEMPORAL : IntlTime;
export const { zone, isZone, yearOf, shown, wall, day, later, minutesBetween, minutes, daysLater, daysBetween } =
  CALENDAR;

/** So many instants are remembered: those of all interviews that anybody has, and what is counted from them. */
const MOST = 10_000;
/** By what they are worked out from. @type {Map<string, number>} */
const instants = new Map();

/**
 * Hundreds of people rest on the same interviews, and the calendar takes microseconds for each: what it said once it is not
 * asked again. @param {string} key @param {() => number} work
 */
function once(key, work) {
  let at = instants.get(key);
  if (at === undefined) {
    at = work();
    if (instants.size >= MOST) instants.clear();
    instants.set(key, at);
  }
  return at;
}

/** The instant of a wall-clock time (see above). @param {string} wall @param {string} zone */
export const instant = (wall, zone) => once(`${zone} ${wall}`, () => CALENDAR.instant(wall, zone));

/** An instant moved by so many minutes of the calendar (see above). @param {number} at @param {number} minutes @param {string} zone */
export const shifted = (at, minutes, zone) =>
  once(`${zone} ${at} ${minutes}`, () => CALENDAR.shifted(at, minutes, zone));
