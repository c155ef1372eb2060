/**
 * Joins text segments, names the day on which something happens, and knows which language to speak. Pure but for
 * `navigator.languages`.
 */

import * as Time from "./time.js";

/** @import { Segment } from "./core.js" */

/**
 * The text that `segments` make with `values`; a placeholder without a value is left out.
 * @param {Segment[] | undefined} segments @param {{ [name: string]: string | undefined }} values @returns {string}
 */
export function fill(segments, values = {}) {
  return (segments ?? [])
    .map((part) => {
      if (typeof part === "string") return part;
      if ("put" in part) return values[part.put] ?? "";
      return fill(values[part.if] ? part.then : part.else, values);
    })
    .join("");
}

/** The first name, as far as a name tells. @param {string} name */
export const firstName = (name) => name.trim().split(/\s+/u)[0] ?? "";

/**
 * A day as one would say it today: the weekday within a week, with the time on the same day, else the date.
 * @param {number} at @param {number} now @param {string} locale @param {string} zone @param {"short" | "long"} width
 */
export function day(at, now, locale, zone, width = "short") {
  const days = Time.daysBetween(now, at, zone);
  /** @type {Intl.DateTimeFormatOptions} */
  const shape =
    days === 0
      ? { hour: "numeric", minute: "2-digit" }
      : days < 7
        ? { weekday: width }
        : { day: "numeric", month: width };
  return new Intl.DateTimeFormat(tag(locale), { ...shape, timeZone: zone }).format(at);
}

/**
 * The language to speak: the one chosen, else the browser's, else the first there is.
 * @param {string[]} known the languages of the bundle @param {string} [wanted] @returns {string}
 */
export function locale(known, wanted) {
  const languages = [wanted, ...navigator.languages]
    .filter((name) => name !== undefined)
    .map((name) => name.split("-")[0]);
  return languages.find((language) => known.includes(language)) ?? known[0];
}

/** The full tag for dates and numbers: the browser's own of this language, such as en-GB, else the language. @param {string} language */
export const tag = (language) =>
  navigator.languages.find((name) => name === language || name.startsWith(`${language}-`)) ?? language;
