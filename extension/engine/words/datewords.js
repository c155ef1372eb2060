/**
 * Moments, durations, lists and counts in the words of a language. `locale` is a language of the bundle; the browser's
 * own tag of that language decides how dates look. Pure.
 */

import * as Time from "../time/time.js";
import * as Words from "./words.js";

/** @import { Text } from "../decision/core.js" */

/**
 * What the type library does not know yet.
 * @typedef {{ DurationFormat: new (tag: string, options: { style: "long" }) => { format: (length: object) => string } }} Lengths
 */

/** @param {number} at @param {string} zone */
const year = (at, zone) => Time.yearOf(Time.day(at, zone));

/** Whether an instant is on the day of `now`: nobody calls that day by its date. @param {number} at @param {number} now @param {string} zone */
export const isToday = (at, now, zone) => Time.day(at, zone) === Time.day(now, zone);

/** As one says it: today and the hour, else the date and the hour. @param {number} at @param {number} now @param {string} locale @param {string} zone */
export const moment = (at, now, locale, zone) =>
  isToday(at, now, zone) ? `${day(at, 0, locale, zone)}, ${time(at, locale, zone)}` : dated(at, now, locale, zone);

/** As one says it: today, else the date. @param {number} at @param {number} now @param {string} locale @param {string} zone */
export const date = (at, now, locale, zone) =>
  isToday(at, now, zone) ? day(at, 0, locale, zone) : weekday(at, now, locale, zone);

/** A date with weekday and time, and with the year unless it is that of `now`, whichever day it is. @param {number} at @param {number} now @param {string} locale @param {string} zone */
export function dated(at, now, locale, zone) {
  return Words.dated(at, locale, zone, {
    weekday: "short",
    day: "numeric",
    month: "short",
    ...(year(at, zone) === year(now, zone) ? {} : { year: "numeric" }),
    hour: "numeric",
    minute: "2-digit",
  });
}

/** A date in full, with weekday, year and time. @param {number} at @param {string} locale @param {string} zone */
export const full = (at, locale, zone) =>
  Words.dated(at, locale, zone, {
    weekday: "short",
    day: "numeric",
    month: "long",
    year: "numeric",
    hour: "numeric",
    minute: "2-digit",
  });

/** A day in full, with weekday and year. @param {number} at @param {string} locale @param {string} zone */
export const whole = (at, locale, zone) =>
  Words.dated(at, locale, zone, { weekday: "long", day: "numeric", month: "long", year: "numeric" });

/** A day so many days ahead, as one says it: today, tomorrow, Tue 10. @param {number} at @param {number} ahead @param {string} locale @param {string} zone */
export const day = (at, ahead, locale, zone) =>
  ahead < 2
    ? new Intl.RelativeTimeFormat(Words.tag(locale), { numeric: "auto" }).format(ahead, "day")
    : Words.dated(at, locale, zone, { weekday: "short", day: "numeric" });

/** A date with weekday, and with the year unless it is the present one, whichever day it is. @param {number} at @param {number} now @param {string} locale @param {string} zone */
export function weekday(at, now, locale, zone) {
  return Words.dated(at, locale, zone, {
    weekday: "long",
    day: "numeric",
    month: "long",
    ...(year(at, zone) === year(now, zone) ? {} : { year: "numeric" }),
  });
}

/** The time of day. @param {number} at @param {string} locale @param {string} zone */
export function time(at, locale, zone) {
  return Words.dated(at, locale, zone, {
    hour: "numeric",
    minute: "2-digit",
  });
}

/**
 * The time from `now` until `at`, in its two largest units; days by the calendar, so that the same hour is so many days
 * ahead whatever the clocks do.
 * @param {number} at @param {number} now @param {string} locale @param {string} zone
 */
export function countdown(at, now, locale, zone) {
  const minutes = Math.max(1, Math.ceil((at - now) / 60_000));
  // To the minute, as what is shown is.
  const end = now + minutes * 60_000;
  let days = Math.max(0, Time.daysBetween(now, end, zone));
  if (Time.shifted(now, days * 1440, zone) > end) days -= 1;
  if (days >= 7) return length({ days }, locale);
  const hours = Math.floor((end - Time.shifted(now, days * 1440, zone)) / 3_600_000);
  if (days >= 1) return length({ days, hours }, locale);
  return length({ hours: Math.floor(minutes / 60), minutes: minutes % 60 }, locale);
}

/** @param {{ days?: number, hours?: number, minutes?: number }} duration @param {string} locale @returns {string} */
export function length(duration, locale) {
  const counted = Object.fromEntries(Object.entries(duration).filter(([, count]) => count > 0));
  const { DurationFormat } = /** @type {Lengths} */ (/** @type {unknown} */ (Intl));
  return new DurationFormat(Words.tag(locale), { style: "long" }).format(counted);
}

/** “Ada, Ben and Cleo”. @param {string[]} parts @param {string} locale */
export const list = (parts, locale) => new Intl.ListFormat(Words.tag(locale), { type: "conjunction" }).format(parts);

/** Each language's way to write a number, made once: that takes longer than to write hundreds. @type {Map<string, Intl.NumberFormat>} */
const numbers = new Map();

/** A number as it is written. @param {number} count @param {string} locale */
export function number(count, locale) {
  const tag = Words.tag(locale);
  const format = numbers.get(tag) ?? new Intl.NumberFormat(tag);
  numbers.set(tag, format);
  return format.format(count);
}

/**
 * The word `key` in the plural form that `count` asks for: `key-one`, `key-other` and so on.
 * @param {Text} text @param {string} key @param {number} count @param {{ [name: string]: string }} [values]
 */
export function plural(text, key, count, values = {}) {
  const { locale, words } = text;
  const form = words[`${key}-${new Intl.PluralRules(Words.tag(locale)).select(count)}`] ?? words[`${key}-other`];
  return Words.fill(form, { ...values, count: number(count, locale) });
}
