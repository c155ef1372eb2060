/**
 * Invitations as text, as mails and calendars show them: “Thursday 19 Mar 2026 ⋅ 10:30 – 11:30”, “When: Thursday, March 19,
 * 2026 10:30 AM-11:30 AM”, “Donnerstag, 19. März 2026, 10:30–11:30”. Only dates that can be meant in one way are read. Pure.
 */

import * as Profile from "./profile.js";
import * as Records from "./records.js";
import * as Time from "./time.js";

/** @import * as Ics from "./ics.js" */

/** The languages whose months are known. */
const LOCALES = ["en", "de", "es"];
/** Of a longer line only the beginning is read: the time that some patterns take grows with its square. */
const LONGEST = 300;
/** An interview is told in so few lines. */
const MOST = 2000;
const HOUR = 60;

/** @type {Map<string, number> | null} */
let known = null;

/** Months by their names and what these are cut to, in small letters. */
function months() {
  if (known) return known;
  known = new Map();
  for (const locale of LOCALES)
    for (const form of /** @type {const} */ (["long", "short"])) {
      const format = new Intl.DateTimeFormat(locale, { month: form, timeZone: "UTC" });
      for (let month = 0; month < 12; month++) {
        const name = format
          .format(new Date(Date.UTC(2026, month, 1)))
          .toLowerCase()
          .replace(/\.$/u, "");
        known.set(name, month + 1);
        const cut = name.slice(0, 3);
        if (form === "long" && !known.has(cut)) known.set(cut, month + 1);
      }
    }
  return known;
}

const NAMED = /(?:(\d{1,2})\.?\s+(?:de\s+)?(\p{L}{3,})\.?|(\p{L}{3,})\.?\s+(\d{1,2})),?\s+(?:de\s+)?(\d{4})/u;
const WRITTEN = /\b(\d{4})-(\d\d)-(\d\d)\b|\b(\d{1,2})\.(\d{1,2})\.(\d{4})\b/u;

/** The day in a line and what follows it, or null. @param {string} line @returns {{ day: string, rest: string } | null} */
function dayIn(line) {
  const named = NAMED.exec(line);
  if (named) {
    const [whole, first, month, monthFirst, second, year] = named;
    const number = months().get((month ?? monthFirst).toLowerCase());
    return number === undefined ? null : dated(line, named.index + whole.length, year, number, Number(first ?? second));
  }
  const written = WRITTEN.exec(line);
  if (!written) return null;
  const [whole, year, month, day, dayFirst, monthThen, yearLast] = written;
  return dated(
    line,
    written.index + whole.length,
    year ?? yearLast,
    Number(month ?? monthThen),
    Number(day ?? dayFirst),
  );
}

/** @param {string} line @param {number} end @param {string} year @param {number} month @param {number} day */
function dated(line, end, year, month, day) {
  const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
  const found = `${year}-${two(month)}-${two(day)}`;
  const isSound = Records.isDay(found) && Number(year) >= Records.YEARS.first && Number(year) <= Records.YEARS.last;
  return isSound ? { day: found, rest: line.slice(end) } : null;
}

const CLOCK = /(\d{1,2})(?:[:.](\d\d))?\s*(a\.?m\.?|p\.?m\.?)?/iu;
const SPAN = new RegExp(`^[^\\d]*${CLOCK.source}(?:\\s*(?:uhr|h)?\\s*(?:–|-|—|to|bis|a)\\s*${CLOCK.source})?`, "iu");

/** From when to when a text begins to say, as minutes of the day; null where it does not say an hour. @param {string} text */
function spanIn(text) {
  const match = SPAN.exec(text);
  if (!match) return null;
  const [, hour, minute, half, hourThen, minuteThen, halfThen] = match;
  // A number alone is no hour: “10” may be anything.
  if (minute === undefined && half === undefined && halfThen === undefined) return null;
  const from = minutes(
    hour,
    minute,
    half ?? (Number(hour) <= Number(hourThen) || Number(hourThen) === 12 ? halfThen : undefined),
  );
  const to = hourThen === undefined ? null : minutes(hourThen, minuteThen, halfThen);
  if (from === null) return null;
  return { from, length: to !== null && to > from ? to - from : null };
}

/** @param {string} hour @param {string | undefined} minute @param {string | undefined} half */
function minutes(hour, minute = "0", half = undefined) {
  const isAfternoon = /^p/iu.test(half ?? "");
  const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (isAfternoon ? 12 : 0);
  return hours < 24 && Number(minute) < 60 ? hours * HOUR + Number(minute) : null;
}

const SUBJECT = /^(?:subject|betreff|asunto|title|titel|was|what|titulo|título)\s*:\s*(.+)$/iu;
const ZONE = /\(([^()]*\p{L}{3,}[^()]*)\)/u;

/**
 * The interview that a text tells of, as an entry of a calendar; null if it names no day with an hour.
 * @param {string} text @param {Ics.Own} own @returns {Ics.Event | null}
 */
export function read(text, own) {
  const lines = text
    .slice(0, MOST * LONGEST)
    .split(/\r\n|[\n\r\u2028]/u)
    .slice(0, MOST)
    .map((line) => line.slice(0, LONGEST).replace(/\s+/gu, " ").trim());
  for (const [place, line] of lines.entries()) {
    const found = dayIn(line);
    const rest = found && (/\d/u.test(found.rest) ? found.rest : (lines[place + 1] ?? ""));
    const span = rest && spanIn(rest);
    if (!found || !span) continue;
    const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
    const start = `${found.day}T${two(Math.floor(span.from / HOUR))}:${two(span.from % HOUR)}`;
    const zoneName = ZONE.exec(rest)?.[1].trim() ?? "";
    const title = titleOf(lines, place);
    const people = Profile.paste(text)
      .filter(({ slug, name }) => slug !== null || name !== title)
      .slice(0, Profile.MOST);
    return {
      ...{ key: "", sequence: 0, title, cancelled: false, start, zoneName, refused: null },
      end: span.length === null ? "" : (Time.later(start, span.length) ?? ""),
      zone: zoneName === "" ? own.zone : "",
      people: people.map(({ name, likely }) => ({ name, ticked: likely && !own.isMe(name) })),
    };
  }
  return null;
}

/** What it is called: after “Subject:”, else the line before its date. @param {string[]} lines @param {number} place */
function titleOf(lines, place) {
  for (const line of lines) {
    const named = SUBJECT.exec(line);
    if (named) return named[1].trim().slice(0, 120);
  }
  const before = lines.slice(0, place).findLast((line) => line !== "" && !/^(?:when|wann|cu[aá]ndo)\b/iu.test(line));
  return (before ?? "").slice(0, 120);
}

const WITH =
  /\b(?:interview|gespräch|vorstellungsgespräch|entrevista|call|talk)\s+(?:with|at|@|mit|bei|con|en)\s+(.+)$/iu;
const BEFORE = /^(.+?)\s+(?:interview|vorstellungsgespräch|gespräch)\b/iu;
const DASH = /^(.+?)\s+[–—|-]\s+\S/u;

/** The company that a title names, as a guess to be looked at; “” if it names none. @param {string} title */
export function company(title) {
  const bare = title.replace(/^(?:(?:re|fwd?|aw|wg|invitation|einladung|invitación)\s*:\s*)+/iu, "").trim();
  const named = WITH.exec(bare)?.[1] ?? DASH.exec(bare)?.[1] ?? BEFORE.exec(bare)?.[1] ?? "";
  const first = named.split(/\s+[–—|(-]|\s*[,:(|]/u)[0].trim();
  // “First interview” names nobody.
  return /^(?:\p{Lu}|\p{Lo}|\d)/u.test(first) &&
    !/^(?:your|first|second|final|erstes|zweites|primera|segunda|job|phone|video|interview)$/iu.test(first)
    ? first.slice(0, 80)
    : "";
}
