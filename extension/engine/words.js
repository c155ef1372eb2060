// @ts-check
"use strict";

/**
 * Joins text segments, and puts dates and durations into the words of a locale. Pure.
 */
const Words = (() => {
  const DAY = 24 * 60 * 60_000;

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

  /**
   * A day as one would say it today: the weekday within a week, with the time on the same day, else the date.
   * @param {number} at @param {number} now @param {string} locale @param {string} zone
   */
  function day(at, now, locale, zone) {
    const date = (/** @type {number} */ t) =>
      Temporal.Instant.fromEpochMilliseconds(t).toZonedDateTimeISO(zone).toPlainDate();
    const days = date(now).until(date(at)).days;
    /** @type {Intl.DateTimeFormatOptions} */
    const shape =
      days === 0
        ? { hour: "numeric", minute: "2-digit" }
        : days < 7
          ? { weekday: "short" }
          : { day: "numeric", month: "short" };
    return new Intl.DateTimeFormat(locale, { ...shape, timeZone: zone }).format(at);
  }

  /** A date with weekday and time. @param {number} at @param {string} locale @param {string} zone */
  function moment(at, locale, zone) {
    return new Intl.DateTimeFormat(locale, {
      weekday: "short",
      day: "numeric",
      month: "short",
      hour: "numeric",
      minute: "2-digit",
      timeZone: zone,
    }).format(at);
  }

  /** The time until `at` in one or two units. @param {number} at @param {number} now @param {string} locale */
  function countdown(at, now, locale) {
    const minutes = Math.max(1, Math.ceil((at - now) / 60_000));
    const duration =
      minutes >= 2 * 1440
        ? { days: Math.round(minutes / 1440) }
        : minutes >= 120
          ? { hours: Math.round(minutes / 60) }
          : { minutes };
    // @ts-ignore: DurationFormat is newer than the type library
    return new Intl.DurationFormat(locale, { style: "long" }).format(duration);
  }

  /**
   * The language to speak: the one chosen, else the browser's, else the first there is.
   * @param {any} core @param {string} [wanted] @returns {string}
   */
  function locale(core, wanted) {
    const languages = [wanted, ...navigator.languages]
      .filter((tag) => tag !== undefined)
      .map((tag) => tag.split("-")[0]);
    return languages.find((language) => core.locales.includes(language)) ?? core.locales[0];
  }

  return Object.freeze({ locale, fill, firstName, day, moment, countdown, DAY });
})();
