// @ts-check
"use strict";

/**
 * Joins text segments, names the day on which something happens, and knows which language to speak. Pure but for
 * `navigator.languages`.
 */
const Words = (() => {
  /**
   * The text that `segments` make with `values`; a placeholder without a value is left out.
   * @param {any[] | undefined} segments @param {{ [name: string]: string | undefined }} values @returns {string}
   */
  function fill(segments, values = {}) {
    return (segments ?? [])
      .map((part) => {
        if (typeof part === "string") return part;
        if ("put" in part) return values[part.put] ?? "";
        return fill(values[part.if] ? part.then : part.else, values);
      })
      .join("");
  }

  /** The first name, as far as a name tells. @param {string} name */
  const firstName = (name) => name.trim().split(/\s+/u)[0] ?? "";

  /** Whole days by the calendar of `zone` between two instants. @param {number} from @param {number} to @param {string} zone */
  function daysBetween(from, to, zone) {
    const date = (/** @type {number} */ t) =>
      Temporal.Instant.fromEpochMilliseconds(t).toZonedDateTimeISO(zone).toPlainDate();
    return date(from).until(date(to)).days;
  }

  /**
   * A day as one would say it today: the weekday within a week, with the time on the same day, else the date.
   * @param {number} at @param {number} now @param {string} locale @param {string} zone @param {"short" | "long"} width
   */
  function day(at, now, locale, zone, width = "short") {
    const days = daysBetween(now, at, zone);
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
   * @param {any} core @param {string} [wanted] @returns {string}
   */
  function locale(core, wanted) {
    const languages = [wanted, ...navigator.languages]
      .filter((name) => name !== undefined)
      .map((name) => name.split("-")[0]);
    return languages.find((language) => core.locales.includes(language)) ?? core.locales[0];
  }

  /** The full tag for dates and numbers: the browser's own of this language, such as en-GB, else the language. @param {string} language */
  const tag = (language) =>
    navigator.languages.find((name) => name === language || name.startsWith(`${language}-`)) ?? language;

  return Object.freeze({ locale, tag, fill, firstName, day });
})();
