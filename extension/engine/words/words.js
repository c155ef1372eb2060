/**
 * Joins text segments, names the day on which something happens, and knows which language to speak. Pure but for
 * `navigator.languages`.
 */

import * as Time from "../time/time.js";

/** @import { Segment } from "../decision/core.js" */

/**
 * The text that `segments` make with `values`; a placeholder without a value is left out. A name that ends in a full stop,
 * such as “Harbour Inc.”, needs no second one at the end of a sentence.
 * @param {Segment[] | undefined} segments @param {{ [name: string]: string | undefined }} values @returns {string}
 */
export function fill(segments, values = {}) {
  return (segments ?? [])
    .map((part) => {
      if (typeof part === "string") return part;
      if ("put" in part) return values[part.put] ?? "";
      return fill(values[part.if] ? part.then : part.else, values);
    })
    .reduce(
      (before, after) => before + (before.endsWith(".") && /^\.(?!\.)/u.test(after) ? after.slice(1) : after),
      "",
    );
}

/** Words before and after a name, and those by which mails address somebody, in small letters, without signs. @typedef {{ titles: string[], addressed: string[], credentials: string[] }} NameWords */

/** A word as `NameWords` holds it. @param {string} word */
const bare = (word) => word.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

/**
 * A name as it is spoken: “Stone, Ada” is Ada Stone; what follows a comma and is no name, such as “MBA”, stays behind.
 * @param {string} name @param {NameWords} words @returns {string}
 */
export function inOrder(name, { credentials }) {
  const [family, given, ...rest] = name.split(",").map((part) => part.trim());
  const isName = given && rest.length === 0 && !/\d/u.test(name) && !credentials.includes(bare(given));
  return isName ? `${given} ${family}` : name.trim();
}

/** A name in the form in which one's own is known again: no title, credentials or accents, small letters. @param {string} name @param {NameWords} words */
export function folded(name, words) {
  const { titles, credentials } = words;
  const all = inOrder(name, words).split(",", 1)[0].normalize("NFKD").replace(/\p{M}/gu, "").split(/\s+/u).map(bare);
  return all.filter((word) => word !== "" && !titles.includes(word) && !credentials.includes(word)).join(" ");
}

/**
 * A name's own words, in the order in which it is spoken: titles before it are none of them.
 * @param {string} name @param {NameWords} words
 */
function spoken(name, words) {
  const all = inOrder(name, words)
    .split(",", 1)[0]
    .split(/\s+/u)
    .filter((word) => word !== "");
  const first = all.findIndex((word, i) => i === all.length - 1 || !words.titles.includes(bare(word)));
  return all.slice(Math.max(0, first));
}

/** The first name, as far as a name tells; a title before it is none. @param {string} name @param {NameWords} words @returns {string} */
export const firstName = (name, words) => spoken(name, words)[0] ?? "";

/** A name as it is looked for, without a title. @param {string} name @param {NameWords} words */
export const untitled = (name, words) => spoken(name, words).join(" ");

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
  return dated(at, locale, zone, shape);
}

/** Each way to write a date, made once: that takes longer than to write hundreds. @type {Map<string, Intl.DateTimeFormat>} */
const formats = new Map();

/**
 * An instant in the words of a language and the time of a zone.
 * @param {number} at @param {string} locale @param {string} zone @param {Intl.DateTimeFormatOptions} shape
 */
export function dated(at, locale, zone, shape) {
  const language = tag(locale);
  const key = `${language} ${zone} ${JSON.stringify(shape)}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat(language, { ...shape, timeZone: zone });
    formats.set(key, format);
  }
  return format.format(at);
}

/**
 * The language to speak: the one chosen, else the browser's, else the first there is. Of pt-BR the whole counts before pt.
 * @param {string[]} known the languages of the bundle @param {string} [wanted] @returns {string}
 */
export function locale(known, wanted) {
  const languages = [wanted, ...navigator.languages]
    .filter((name) => name !== undefined)
    .flatMap((name) => [name, name.split("-")[0]]);
  return languages.find((language) => known.includes(language)) ?? known[0];
}

/** The full tag for dates and numbers: the browser's own of this language, such as en-GB, else the language. @param {string} language */
export const tag = (language) =>
  navigator.languages.find((name) => name === language || name.startsWith(`${language}-`)) ?? language;
