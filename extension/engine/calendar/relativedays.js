/**
 * Days that count from the one on which they were written: “tomorrow at 10am”, “nächsten Dienstag um 16 Uhr”, “el jueves a las
 * 10:00”. Whoever reads them later means another day by them, so that they are asked about and never taken. Pure.
 */

import * as Time from "../time/time.js";
import * as WrittenDays from "./writtendays.js";

/** A day in a line, from where to where it stands, and the other one that may be meant. @typedef {WrittenDays.Day & { day: string }} Relative */

/** How many days ahead. “Morgen” and “mañana” are the morning too. @type {[RegExp, number][]} */
const AHEAD = [
  [/(?<!\p{L})(?:day after tomorrow|übermorgen|pasado mañana|après-demain)(?!\p{L})/iu, 2],
  [
    /(?<!\p{L})(?:tomorrow|demain|(?<!guten |am |heute |jeden |gestern )morgen|(?<!la |esta |buena |pasado )mañana)(?!\p{L})/iu,
    1,
  ],
  [/(?<!\p{L})(?:today|heute|hoy|aujourd['’]hui)(?!\p{L})/iu, 0],
];
const NEXT = "next|n[äa]chste[nrms]?|pr[óo]ximo|prochain";
const WEEKDAY = new RegExp(
  String.raw`(?<!\p{L})(?:(${NEXT})\s)?(\p{L}{5,10})(?!\p{L})(?=(?:\s(${NEXT})(?!\p{L}))?)`,
  "giu",
);
const WEEK = 7;

/** The days of a line that count from another day. @param {string} line @param {string} from that day @returns {Relative[]} */
export function days(line, from) {
  const soon = AHEAD.flatMap(([pattern, ahead]) => {
    const match = pattern.exec(line);
    return match ? [found(match, [Time.daysLater(from, ahead)])] : [];
  });
  const named = [...line.matchAll(WEEKDAY)].flatMap((match) => {
    const weekday = WrittenDays.weekdayOf(match[2]);
    return weekday === null ? [] : [found(match, ofWeek(weekday, from, Boolean(match[1] ?? match[3])))];
  });
  const all = [...soon, ...named].sort((one, other) => one.from - other.from);
  // “Day after tomorrow” holds “tomorrow”.
  return all.filter((one, i) => !all.some((other, j) => j !== i && other.from <= one.from && other.to >= one.to));
}

/** @param {RegExpExecArray} match @param {string[]} days @returns {Relative} */
const found = (match, [day, ...others]) => ({
  ...{ day, others, doubt: null, unsure: true },
  ...{ from: match.index, to: match.index + match[0].length },
});

/** The next such day; two where the second may be meant as well. @param {number} weekday from Sunday, 0 @param {string} from @param {boolean} isNext whether it says “next” */
function ofWeek(weekday, from, isNext) {
  const today = new Date(from).getUTCDay();
  const ahead = (weekday - today + WEEK) % WEEK;
  const first = ahead === 0 && isNext ? WEEK : ahead;
  // Weeks end on Sunday.
  const isThisWeek = first <= (WEEK - today) % WEEK;
  const isTwo = first === 0 || (isNext && isThisWeek);
  return [first, ...(isTwo ? [first + WEEK] : [])].map((days) => Time.daysLater(from, days));
}

const BARE =
  /(?<=(?<!\p{L})(?:at|um|a las) )(\d{1,2})(?=\s*(?:[?!;,]|\.(?!\d)|$)|\s(?:on|am|el|or|oder|o|and|und|works?)(?!\p{L}))/giu;
/** In these hours nobody meets. */
const NIGHT = 7;

/** A line in which a number behind “at” is an hour. @param {string} line */
export const withHours = (line) =>
  line.replace(BARE, (hour) =>
    Number(hour) > 0 && Number(hour) < 24 ? `${Number(hour) + (Number(hour) < NIGHT ? 12 : 0)}:00` : hour,
  );
