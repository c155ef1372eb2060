/**
 * Days and hours as people write them: “Thursday, 26 March · 15:00 – 16:00”, “Thu 3/26/2026 3:00 PM”, “am 26.03. um 14 Uhr”.
 * What could be two days is told as such, and never guessed. All patterns are linear in a line's length. Pure.
 */

import * as Records from "../records/records.js";
import * as Time from "../time/time.js";

/** The languages whose months and weekdays are known. */
const LOCALES = ["en", "de", "es"];
const HOUR = 60;

/**
 * What a day without a year, or of two orders, is read by: the present day, and whether the day comes before the month
 * where the person lives, null where nobody knows.
 * @typedef {{ today: string, dayFirst: boolean | null }} Reading
 */
/**
 * A day in a line, from where to where it stands. `unsure` is one that is likely and not certain. Where it can't be told
 * which day is meant, `day` is null, because of `fault`.
 * @typedef {{ day: string | null, fault: "two-days" | "weekday" | null, unsure: boolean, from: number, to: number }} Day
 */
/** From when, in minutes of the day, and for how many minutes, null where no end is said. @typedef {{ from: number, length: number | null }} Span */

/** @param {string} word */
const folded = (word) => word.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/** @type {{ months: Map<string, number>, weekdays: Map<string, number> } | null} */
let known = null;

/** Months from 1 and weekdays from Sunday, 0, by their names and what these are cut to, folded. */
function names() {
  if (known) return known;
  known = { months: new Map([["mrz", 3]]), weekdays: new Map(Object.entries({ tues: 2, thur: 4, thurs: 4 })) };
  for (const locale of LOCALES)
    for (const form of /** @type {const} */ (["long", "short"])) {
      const month = new Intl.DateTimeFormat(locale, { month: form, timeZone: "UTC" });
      const weekday = new Intl.DateTimeFormat(locale, { weekday: form, timeZone: "UTC" });
      for (let i = 0; i < 12; i++) put(known.months, month.format(Date.UTC(2026, i, 1)), i + 1, form);
      // The first of February 2026 is a Sunday.
      for (let i = 0; i < 7; i++) put(known.weekdays, weekday.format(Date.UTC(2026, 1, 1 + i)), i, form);
    }
  return known;
}

/** @param {Map<string, number>} all @param {string} written @param {number} number @param {"long" | "short"} form */
function put(all, written, number, form) {
  const name = folded(written).replace(/\.$/u, "");
  all.set(name, number);
  if (form === "long" && !all.has(name.slice(0, 3))) all.set(name.slice(0, 3), number);
}

const ORDINAL = String.raw`(?:st|nd|rd|th|\.?º|\.)?`;
const DAY_FIRST = String.raw`(?<![\d.:/-])(\d{1,2})${ORDINAL}\s*(?:de\s+|of\s+)?(?<!\p{L})(\p{L}{3,12})(?!\p{L})\.?`;
const MONTH_FIRST = String.raw`(?<!\p{L})(\p{L}{3,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?`;
const YEAR = String.raw`,?\s+(?:del?\s+)?(\d{4})(?!\d)`;
const NO_HOUR = String.raw`(?![\d/-]|[.:]\d|\s*(?:[ap]\.?m\b|uhr\b|h\b))`;

/**
 * What is written: a year, null where none is, and what month and day it may be. `bare` numbers are a day only where a word
 * before them says so: “1.2.” may be a chapter.
 * @typedef {{ year: number | null, options: [month: number, day: number][], bare: boolean }} Written
 */

/** @param {string} name @param {string} day @param {string} [year] @returns {Written | null} */
function ofMonth(name, day, year) {
  const month = names().months.get(folded(name));
  return month === undefined
    ? null
    : { year: year === undefined ? null : Number(year), options: [[month, Number(day)]], bare: false };
}

/** @param {string} first @param {string} second @param {string} sign @param {string} [year] @returns {Written} */
function ofNumbers(first, second, sign, year) {
  const [one, two] = [Number(first), Number(second)];
  // With dots the day comes first everywhere.
  const both = sign !== "." && one <= 12 && two <= 12 && one !== two;
  const dayFirst = sign === "." || two <= 12;
  return {
    year: year === undefined ? null : Number(year.length === 2 ? `20${year}` : year),
    options: both
      ? [
          [two, one],
          [one, two],
        ]
      : [dayFirst ? [two, one] : [one, two]],
    bare: year === undefined,
  };
}

/** Each way of writing a day; where two overlap the earlier of these counts. @type {[RegExp, (match: string[]) => Written | null][]} */
const WAYS = [
  [
    /(?<![\d./-])(\d{4})-(\d\d)-(\d\d)(?!\d)/gu,
    ([, year, month, day]) => ({ year: Number(year), options: [[Number(month), Number(day)]], bare: false }),
  ],
  [new RegExp(DAY_FIRST + YEAR, "giu"), ([, day, month, year]) => ofMonth(month, day, year)],
  [new RegExp(MONTH_FIRST + YEAR, "giu"), ([, month, day, year]) => ofMonth(month, day, year)],
  [
    /(?<![\d./-])(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d\d)(?![\d/]|[.:]\d)/gu,
    ([, first, sign, second, year]) => ofNumbers(first, second, sign, year),
  ],
  [new RegExp(DAY_FIRST, "giu"), ([, day, month]) => ofMonth(month, day)],
  [new RegExp(MONTH_FIRST + NO_HOUR, "giu"), ([, month, day]) => ofMonth(month, day)],
  [
    /(?<![\d./-])(\d{1,2})(?:\.\s?(\d{1,2})\.|\/(\d{1,2}))(?![\d/]|[.:]\d)/gu,
    ([, first, second, third]) => ofNumbers(first, second ?? third, third === undefined ? "." : "/"),
  ],
];

/** The days in a line, in the order in which they stand. @param {string} line @param {Reading} reading @returns {Day[]} */
export function days(line, reading) {
  if (!/\d/u.test(line)) return [];
  /** @type {Day[]} */
  const found = [];
  for (const [pattern, read] of WAYS)
    for (const match of line.matchAll(pattern)) {
      const [from, to] = [match.index, match.index + match[0].length];
      if (found.some((one) => from < one.to && to > one.from)) continue;
      const written = read(match);
      const weekday = weekdayAt(line, from, to);
      if (!written || (written.bare && weekday === null && !/(?:^|\s)(?:am|den|vom)\s$/iu.test(line.slice(0, from))))
        continue;
      const day = resolved(written, weekday, reading);
      if (day) found.push({ ...day, from, to });
    }
  return found.sort((one, other) => one.from - other.from);
}

/** The weekday that stands beside a day, from Sunday, 0; null if none does. @param {string} line @param {number} from @param {number} to */
function weekdayAt(line, from, to) {
  const before = /(?<!\p{L})(\p{L}{2,12})[.,]*(?:\s+(?:the|den|der|el|día))?[\s,]*$/u.exec(
    line.slice(Math.max(0, from - 30), from),
  );
  const after = /^[\s,]*\(?(\p{L}{2,12})(?!\p{L})/u.exec(line.slice(to, to + 20));
  for (const word of [before?.[1], after?.[1]]) {
    if (word === undefined) continue;
    // “so” and “do” are English; “So” and “Do” are German days.
    const number = word.length > 2 || /^\p{Lu}/u.test(word) ? names().weekdays.get(folded(word)) : undefined;
    if (number !== undefined) return number;
  }
  return null;
}

/** Which day is meant; null where there is no such day. @param {Written} written @param {number | null} weekday @param {Reading} reading @returns {Pick<Day, "day" | "fault" | "unsure"> | null} */
function resolved({ year, options }, weekday, { today, dayFirst }) {
  const all = options.flatMap(
    ([month, day]) => (year === null ? next(month, day, today) : dated(year, month, day)) ?? [],
  );
  if (all.length === 0) return null;
  const fitting = weekday === null ? all : all.filter((day) => new Date(day).getUTCDay() === weekday);
  if (fitting.length === 1) return { day: fitting[0], fault: null, unsure: weekday === null && year === null };
  // The weekday is another one: somebody erred, or it is long past.
  if (fitting.length === 0)
    return year === null || all.length > 1
      ? { day: null, fault: "weekday", unsure: true }
      : { day: all[0], fault: null, unsure: true };
  if (dayFirst === null) return { day: null, fault: "two-days", unsure: true };
  return { day: fitting[dayFirst ? 0 : 1], fault: null, unsure: true };
}

/** A day of the calendar, or null if there is none such. @param {number} year @param {number} month @param {number} day */
function dated(year, month, day) {
  const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
  const found = `${year}-${two(month)}-${two(day)}`;
  return Records.isDay(found) && year >= Records.YEARS.first && year <= Records.YEARS.last ? found : null;
}

/** The next such day from today. @param {number} month @param {number} day @param {string} today */
function next(month, day, today) {
  const year = Time.yearOf(today) ?? 0;
  return [year, year + 1].map((one) => dated(one, month, day)).find((one) => one !== null && one >= today) ?? null;
}

const CLOCK = String.raw`(?<![\d.:/-]|\d\s)(\d{1,2})(?:[:.h](\d\d)(?!\d))?(?![\d/:]|[.,]\d)\s*(a\.?\s?m\b\.?|p\.?\s?m\b\.?|uhr\b|hrs?\b|h\b|horas?\b)?`;
const UNTIL = String.raw`\s*(?:–|-|—|\bto\b|\buntil\b|\btill\b|\bbis\b|\ba\b|\bhasta\b)\s*(?:las\s+)?`;
const SPAN = new RegExp(`${CLOCK}(?:${UNTIL}${CLOCK.replace(/^\(\?<!.*?\)/u, "")})?`, "giu");

/** The first hour that a text says, and for how long; null if it says none. @param {string} text @returns {Span | null} */
export function span(text) {
  for (const [, hour, minute, word, hourThen, minuteThen, wordThen] of text.matchAll(SPAN)) {
    // A number alone is no hour: “10” may be anything.
    if (minute === undefined && word === undefined && wordThen === undefined) continue;
    const isSame = Number(hour) <= Number(hourThen) || Number(hourThen) === 12;
    const from = minutes(hour, minute, word ?? (isSame ? wordThen : undefined));
    if (from === null) continue;
    const to = hourThen === undefined ? null : minutes(hourThen, minuteThen, wordThen);
    return { from, length: to !== null && to > from ? to - from : null };
  }
  return null;
}

/** @param {string} hour @param {string | undefined} minute @param {string | undefined} word “am”, “pm”, or one that says no half of the day */
function minutes(hour, minute = "0", word = undefined) {
  const half = /^([ap])\.?\s?m/iu.exec(word ?? "")?.[1].toLowerCase();
  if (half && (Number(hour) > 12 || Number(hour) === 0)) return null;
  const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (half === "p" ? 12 : 0);
  return hours < 24 && Number(minute) < 60 ? hours * HOUR + Number(minute) : null;
}

/**
 * Whether the day comes before the month in a language's dates; null where its tag names no region and there are two orders.
 * @param {string} tag such as en-GB
 */
export function dayFirst(tag) {
  if (/^en$/iu.test(tag)) return null;
  const parts = new Intl.DateTimeFormat(tag, { day: "numeric", month: "numeric" }).formatToParts(0);
  return parts.findIndex(({ type }) => type === "day") < parts.findIndex(({ type }) => type === "month");
}
