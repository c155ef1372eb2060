/**
 * Days and hours as people write them: “Thursday, 26 March · 15:00 – 16:00”, “Thu 3/26/2026 3:00 PM”, “am 26.03. um 14 Uhr”.
 * What could be two days is told as such, and never guessed. All patterns are linear in a line's length. Pure.
 */

import * as Records from "../records/records.js";
import * as Time from "../time/time.js";

/** The languages whose months and weekdays are known. */
const LOCALES = ["en", "de", "es", "fr"];
/** What French days and months are cut to and is something else: Sam is somebody, and “jui” two months. */
const NOT_CUT = new Set(["sam", "dim", "jui"]);
const HOUR = 60;
const HALF_A_YEAR = 183;

/**
 * What a day without a year, or of two orders, is read by: the present day, and whether the day comes before the month
 * where the person lives, null where nobody knows.
 * @typedef {{ today: string, dayFirst: boolean | null }} Reading
 */
/**
 * A day in a line, from where to where it stands. `unsure` is one that is likely and not certain, `others` may be meant as well,
 * because of `doubt`. Where it can't be told which of them is meant, `day` is null.
 * @typedef {{ day: string | null, others: string[], doubt: Doubt, unsure: boolean, from: number, to: number }} Day
 */
/** Why a day may be another: its numbers are those of two, or its weekday is not its own. @typedef {"two-days" | "weekday" | null} Doubt */
/**
 * From when, in minutes of the day, and for how many minutes, null where no end is said. `unsure` is one that may be another.
 * @typedef {{ from: number, length: number | null, unsure: boolean }} Span
 */

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
  if (!NOT_CUT.has(name)) all.set(name, number);
  const cut = name.slice(0, 3);
  if (form === "long" && !all.has(cut) && !NOT_CUT.has(cut)) all.set(cut, number);
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

/** Whether a word is a weekday's name, or what that is cut to. @param {string} word */
export const isWeekday = (word) => names().weekdays.has(folded(word));

/** A weekday by its name, from Sunday, 0; null where it is none. @param {string} word */
export const weekdayOf = (word) => names().weekdays.get(folded(word)) ?? null;

/** Whether a text is but a weekday and a month, such as “Thu Mar”. @param {string} text */
export function isWeekdayOfMonth(text) {
  const words = folded(text).replace(/[.,]/gu, "").split(/\s+/u);
  return words.length === 2 && names().weekdays.has(words[0]) && names().months.has(words[1]);
}

/** The weekday that stands beside a day, from Sunday, 0; null if none does. @param {string} line @param {number} from @param {number} to */
function weekdayAt(line, from, to) {
  const before = /(?<!\p{L})(\p{L}{2,12})[.,]*(?:\s+(?:the|den|der|el|le|día))?[\s,]*$/u.exec(
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

/** Which day is meant; null where there is no such day. @param {Written} written @param {number | null} weekday @param {Reading} reading @returns {Pick<Day, "day" | "others" | "doubt" | "unsure"> | null} */
function resolved({ year, options }, weekday, { today, dayFirst }) {
  const all = options.flatMap(
    ([month, day]) => (year === null ? next(month, day, today) : dated(year, month, day)) ?? [],
  );
  if (all.length === 0) return null;
  const fitting = weekday === null ? all : all.filter((day) => weekdayOn(day) === weekday);
  const [one, another] = fitting;
  if (another !== undefined) return { ...inOrder(one, another, dayFirst), doubt: "two-days", unsure: true };
  if (one !== undefined) return { day: one, others: [], doubt: null, unsure: weekday === null && year === null };
  const isOne = year !== null && all.length === 1;
  const others = otherwise(all, year === null ? options : [], Number(weekday), today);
  return isOne
    ? { day: all[0], others: others.slice(1), doubt: "weekday", unsure: true }
    : { day: null, others, doubt: "weekday", unsure: true };
}

/** @param {string} day */
const weekdayOn = (day) => new Date(day).getUTCDay();

/** Of two days the one that is meant where the person lives. @param {string} one @param {string} another @param {boolean | null} dayFirst */
function inOrder(one, another, dayFirst) {
  if (dayFirst === null) return { day: null, others: [one, another] };
  return dayFirst ? { day: one, others: [another] } : { day: another, others: [one] };
}

/**
 * What may be meant by days with another weekday than their own: somebody erred in either, so that it is the day, or the one
 * of that weekday which is next to it. Without a year it may be one that is past, if that is nearer.
 * @param {string[]} all @param {Written["options"]} options as month and day, where no year is said @param {number} weekday @param {string} today
 */
function otherwise(all, options, weekday, today) {
  const year = Time.yearOf(today) ?? 0;
  const since = Time.daysLater(today, -HALF_A_YEAR);
  const past = options.flatMap(([month, day]) => [year, year - 1].flatMap((one) => dated(one, month, day) ?? []));
  const before = past.filter((day) => day < today && day > since && weekdayOn(day) === weekday);
  if (before.length > 0) return before;
  // Three days on either side are a week.
  return all.flatMap((day) => [day, Time.daysLater(day, ((weekday - weekdayOn(day) + 10) % 7) - 3)]);
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

/** Words of the halves of the day behind an hour. */
const MORNING = String.raw`(?:in the|this)\s+morning|morgens|vormittags|vorm\.|am\s+(?:morgen|vormittag)|(?:de|por|en)\s+la\s+(?:mañana|madrugada)`;
const AFTERNOON = String.raw`(?:in the|this)\s+afternoon|noon|nachmittags|nachm\.|mittags|am\s+(?:nach)?mittag|(?:de|por|en)\s+la\s+tarde|del\s+mediod[ií]a`;
const EVENING = String.raw`(?:in the|this)\s+evening|at\s+night|abends|nachts|am\s+abend|(?:de|por|en)\s+la\s+noche`;
/** Words of the second half, wherever they stand but in a greeting. */
const LATER =
  /(?<!\p{L})(?<!(?:good|guten|buenas)\s)(?:\p{L}*nachmittags?|\p{L}*abends?|afternoon|evening|tonight|tarde|noche)(?!\p{L})/iu;
const HALF = String.raw`(?:(?:\s*o['’]clock)?,?\s*(${MORNING}|${AFTERNOON}|${EVENING})(?!\p{L}))?`;
/** “um 8 am Abend”, “15:00 am Donnerstag”: that “am” is German. */
const NOT_GERMAN = String.raw`(?!\s+(?:\d{1,2}\.|\p{L}+tag(?!\p{L})|mittwoch|morgen|abend))`;
const FIRST = String.raw`(?<![\d.:/-]|\d\s)`;
const CLOCK = String.raw`(\d{1,2})(?:[:.h](\d\d)(?!\d))?(?![\d/:]|[.,]\d)(?:\s*(a\.?\s?m\b\.?${NOT_GERMAN}|p\.?\s?m\b\.?|uhr\b|hrs?\b|h\b|horas?\b))?${HALF}`;
const UNTIL = String.raw`–|-|—|\bto\b|\buntil\b|\btill\b|\bbis\b|\ba\b|\bhasta\b|à`;
/** Somewhere between two hours, or at either. */
const EITHER = String.raw`\b(?:and|und|y|or|oder|o)\b(?:\s+a\b)?`;
const SPAN = new RegExp(`${FIRST}${CLOCK}(?:\\s*(?:${UNTIL}|(${EITHER}))\\s*(?:las\\s+)?${CLOCK})?`, "giu");
/** In these hours nobody meets: whoever writes “3:00” may mean the afternoon. */
const NIGHT = 7;

/**
 * The first hour that a text says, and for how long; null if it says none. One that may be another, such as “3:00” and
 * “between 14 and 15”, is unsure.
 * @param {string} text @param {string} [line] what it is a part of @returns {Span | null}
 */
export function span(text, line = text) {
  for (const match of text.matchAll(SPAN)) {
    const [, hour, minute, word, half, either, hourThen, minuteThen, wordThen, halfThen] = match;
    const isBetween =
      either !== undefined &&
      /(?:between|zwischen|entre)\s+(?:las\s+)?$/iu.test(text.slice(Math.max(0, match.index - 20), match.index));
    // A number alone is no hour: “10” may be anything.
    const isNext = [minuteThen, wordThen, halfThen].some((part) => part !== undefined);
    const isHour = [minute, word, half].some((part) => part !== undefined);
    const isSpanish = isBetween && /\slas\s/iu.test(match[0]);
    if (!isHour && !isSpanish && wordThen === undefined && halfThen === undefined && !(either && isNext)) continue;
    const then = either === undefined || isBetween || isNext ? hourThen : undefined;
    const last = halfOf(wordThen, halfThen);
    const isSame = Number(hour) <= 12 && Number(hour) % 12 <= Number(then) % 12;
    const first = halfOf(word, half) ?? (isSame ? last : undefined);
    const from = minutes(hour, minute, first);
    if (from === null) continue;
    const to = then === undefined ? null : minutes(then, minuteThen, last);
    const isEarly = first === undefined && /^[1-9]$/u.test(hour) && from < NIGHT * HOUR;
    const isLater = first === undefined && from < 12 * HOUR && LATER.test(line);
    const length = to !== null && to > from && (either === undefined || isBetween) ? to - from : null;
    return { from, length, unsure: isEarly || isLater || (either !== undefined && then !== undefined) };
  }
  return null;
}

/** @typedef {"am" | "pm" | "morning" | "afternoon" | "evening" | undefined} Half */

/** The half of the day that is said of an hour. @param {string | undefined} word @param {string | undefined} half @returns {Half} */
function halfOf(word = "", half = "") {
  if (/^a\.?\s?m/iu.test(word)) return "am";
  if (/^p\.?\s?m/iu.test(word)) return "pm";
  if (half === "") return undefined;
  if (new RegExp(`^(?:${MORNING})$`, "iu").test(half)) return "morning";
  return new RegExp(`^(?:${EVENING})$`, "iu").test(half) ? "evening" : "afternoon";
}

/** The hours of which each half of the day may be said, from and to, and what then is added. @type {{ [half in Exclude<Half, undefined>]: [from: number, to: number, added: number][] }} */
const HOURS = {
  am: [
    [1, 11, 0],
    [12, 12, -12],
  ],
  pm: [
    [1, 11, 12],
    [12, 12, 0],
  ],
  morning: [[1, 11, 0]],
  afternoon: [
    [1, 8, 12],
    [12, 20, 0],
  ],
  evening: [
    [5, 11, 12],
    [17, 23, 0],
  ],
};

/** In minutes of the day; null where there is no such hour in its half of the day. @param {string} hour @param {string | undefined} minute @param {Half} half */
function minutes(hour, minute = "0", half = undefined) {
  const said = Number(hour);
  const fits = half === undefined ? [0, 23, 0] : HOURS[half].find(([from, to]) => said >= from && said <= to);
  return fits && said <= fits[1] && Number(minute) < 60 ? (said + fits[2]) * HOUR + Number(minute) : null;
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
