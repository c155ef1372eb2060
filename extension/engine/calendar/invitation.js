/**
 * Invitations as text, as mails and calendars show them: “Thursday 19 Mar 2026 ⋅ 10:30 – 11:30”, “When: Thursday, March 19,
 * 2026 10:30 AM-11:30 AM”, “Donnerstag, 19. März 2026, 10:30–11:30”. What a mail's head says of when it was sent is no
 * interview, and what could be meant in two ways is not read. Pure.
 */

import * as Attendees from "./attendees.js";
import * as Mail from "./mail.js";
import * as Profile from "../people/profile.js";
import * as Prose from "../people/prose.js";
import * as Time from "../time/time.js";
import * as Titles from "./titles.js";
import * as WrittenDays from "./writtendays.js";

/** @import * as Ics from "./ics.js" */

const HOUR = 60;
/** More dates than these are somebody's diary. */
const MOST = 10;
/** A zone in brackets, or short behind an hour: “(Central European Time)”, “3 pm EST”. */
const ZONE = /\(((?:UTC|GMT)[^()]*|[^()\d]*\p{L}{3,}[^()\d]*)\)/u;
const SHORT =
  /\d\s?(?:[ap]\.?m\.?|Uhr|hrs?|h)?\s?((?:UTC|GMT)(?:\s?[+-]\d{1,2}(?::?\d\d)?)?|CES?T|MES?Z|WES?T|EES?T|BST|IST|AES?T|AEDT|[ECMP][SD]?T|JST|SGT|HKT|MSK)(?![\p{L}\d])/iu;
/** Of these lines no day is that of an interview. */
const SILENT = new Set(["from", "sent", "to", "copy", "head", "end"]);

/** A day with an hour: where it stands, and whether its line says that it is when one meets. @typedef {{ start: string, length: number | null, unsure: boolean, isSaid: boolean, place: number, rest: string }} Moment */
/** A day of a line, and what stands before and behind it up to the next. @typedef {{ day: WrittenDays.Day, rest: string, before: string, isLast: boolean }} Found */
/** An hour, the text that it stands in, and whether its line says that it is when one meets. @typedef {{ span: WrittenDays.Span, rest: string, isSaid: boolean }} Hour */

/**
 * The interviews that a text tells of, as entries of a calendar, or why there are none: it names no day with an hour, or one
 * that could be two days, or one whose weekday is another. Where a line says “When: …”, only such lines count; of several
 * days nobody knows which one is meant.
 * @param {string} text @param {Ics.Own} own
 * @returns {{ events: Ics.Event[], fault: "not-calendar" | "two-days" | "weekday" | null }}
 */
export function read(text, own) {
  const lines = Mail.lines(laidOut(text));
  const reading = { today: Time.day(own.now, own.zone), dayFirst: WrittenDays.dayFirst(own.tag) };
  /** @type {Moment[]} */
  const all = [];
  /** @type {{ fault: "two-days" | "weekday", isSaid: boolean }[]} */
  const faults = [];
  const days = lines.map(({ kind, value }) => (SILENT.has(kind) ? [] : WrittenDays.days(value, reading)));
  for (const [place, { value, kind }] of lines.entries())
    for (const found of inLine(value, days[place])) {
      const said = hour(found, place, lines, days);
      if (!said) continue;
      said.isSaid ||= kind === "when";
      const { day, fault, unsure } = found.day;
      if (fault) faults.push({ fault, isSaid: said.isSaid });
      else if (day) all.push(moment(day, unsure || said.span.unsure, said, place, lines, reading));
    }
  const isSaid = [...all, ...faults].some((one) => one.isSaid);
  const meant = once(all.filter((one) => one.isSaid || !isSaid)).slice(0, MOST);
  const [fault] = faults.filter((one) => one.isSaid || !isSaid);
  if (meant.length === 0) return { events: [], fault: fault?.fault ?? "not-calendar" };
  const isOneOfSome = meant.length > 1 || fault !== undefined;
  return { events: meant.map((one) => entry(one, isOneOfSome, lines, own)), fault: null };
}

const BREAK = /[\n\r\u2028]/u;
/** A text in lines, also where a field made one of them. @param {string} text */
const laidOut = (text) => (BREAK.test(text.trim()) ? text : Prose.broken(text));

/**
 * Who stands in what was pasted: in a mail, an invitation or a sentence the people whom it names, in a list every line, those who
 * are likely to be meant told from the others. Whoever is greeted is the reader and nobody to be met.
 * @param {string} text @param {Ics.Own} own @returns {ReturnType<typeof Profile.paste>}
 */
export function pasted(text, own) {
  const whole = laidOut(text);
  const isLine = !BREAK.test(text.trim());
  const [told] = read(text, own).events;
  const lines = Mail.lines(whole);
  const isNamed = lines.some(({ kind, value }) => kind === "panel" && value !== "");
  if (!told && !isNamed && !Mail.isMail(whole) && !Prose.isText(whole)) return Profile.paste(text);
  const title = told?.title ?? "";
  const named = Attendees.read(lines, own, [title, Titles.company(title)]);
  const found = named.map(({ name, slug, ticked }) => ({ name, slug, likely: ticked }));
  const known = new Set(found.map(({ name }) => name));
  const isNobody = !found.some(({ likely }) => likely);
  const all = [...found, ...Attendees.mentioned(lines, own, isNobody).filter(({ name }) => !known.has(name))];
  if (all.length > 0 || !isLine || Prose.greets(text) || Prose.closes(text))
    return all.sort((one, other) => Number(other.likely) - Number(one.likely));
  // Some call people what they know of them: that is theirs to say.
  return Profile.paste(text).map((one) => ({ ...one, likely: one.slug !== null }));
}

/**
 * What a field in one's own zone takes of an entry: the hour that it is there; where nobody knows the zone, the hour as it is
 * written, and what the zone is called, to be said. What may not be meant is not taken.
 * @param {Pick<Ics.Event, "start" | "zone" | "zoneName" | "unsure">} event @param {string} own
 */
export function inField({ start, zone, zoneName, unsure }, own) {
  if (unsure) return { when: "", zoneName: "" };
  if (zone === "") return { when: start, zoneName };
  return { when: zone === own ? start : Time.wall(Time.instant(start, zone), own), zoneName: "" };
}

/** @param {string} line @param {WrittenDays.Day[]} days @returns {Found[]} */
const inLine = (line, days) =>
  days.map((day, i) => ({
    ...{ day, isLast: i === days.length - 1 },
    rest: line.slice(day.to, days[i + 1]?.from),
    before: line.slice(days[i - 1]?.to ?? 0, day.from),
  }));

/** The hour that belongs to a day: behind it, before it, or in a line beside it; null if none is said. @param {Found} found @param {number} place @param {Mail.Line[]} lines @param {WrittenDays.Day[][]} days @returns {Hour | null} */
function hour({ rest, before, isLast }, place, lines, days) {
  for (const text of [rest, before]) {
    const span = WrittenDays.span(text, lines[place].value);
    if (span) return { span, rest, isSaid: false };
  }
  if (!isLast) return null;
  const after = lines.slice(place + 1, place + 3).findIndex(({ value }) => value !== "") + place + 1;
  for (const other of [after, place - 1]) {
    const line = lines[other];
    if (!line || SILENT.has(line.kind) || days[other].length > 0 || (other < place && line.kind !== "when")) continue;
    const span = WrittenDays.span(line.value);
    if (span) return { span, rest: line.value, isSaid: line.kind === "when" };
  }
  return null;
}

/** @param {string} day @param {boolean} unsure @param {Hour} hour @param {number} place @param {Mail.Line[]} lines @param {WrittenDays.Reading} reading @returns {Moment} */
function moment(day, unsure, { span, rest, isSaid }, place, lines, reading) {
  const end = lines.slice(place + 1, place + 3).find(({ kind }) => kind === "end")?.value ?? "";
  const [last] = WrittenDays.days(end, reading);
  const until = !last || last.day === day ? WrittenDays.span(last ? end.slice(last.to) : end) : null;
  const length = span.length ?? (until && until.from > span.from ? until.from - span.from : null);
  const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
  const start = `${day}T${two(Math.floor(span.from / HOUR))}:${two(span.from % HOUR)}`;
  return { start, length, unsure, isSaid, place, rest };
}

/** Each moment once, with its length where one is said. @param {Moment[]} all */
function once(all) {
  /** @type {Map<string, Moment>} */
  const found = new Map();
  for (const one of all) {
    const before = found.get(one.start) ?? one;
    found.set(one.start, {
      ...before,
      length: before.length ?? one.length,
      rest: ZONE.test(before.rest) || SHORT.test(before.rest) ? before.rest : one.rest,
      unsure: before.unsure && one.unsure,
    });
  }
  return [...found.values()];
}

/** @param {Moment} found @param {boolean} isOneOfSome @param {Mail.Line[]} lines @param {Ics.Own} own @returns {Ics.Event} */
function entry({ start, length, unsure, place, rest }, isOneOfSome, lines, own) {
  const zoneName = zoneIn(rest, start, own);
  const title = titleOf(lines, place);
  const named = Attendees.read(lines, own, [title, Titles.company(title)]).slice(0, Profile.MOST);
  return {
    ...{ key: "", sequence: 0, title, cancelled: false, start, zoneName, refused: null },
    unsure: unsure || isOneOfSome,
    end: length === null ? "" : (Time.later(start, length) ?? ""),
    zone: zoneName === "" ? own.zone : "",
    people: named.map(({ name, ticked }) => ({ name, ticked })),
  };
}

/** What is ahead of UTC by so many minutes wherever it is said. Of others, such as “CST”, there are several. @type {{ [name: string]: number }} */
const AHEAD = { UTC: 0, GMT: 0, WET: 0, CET: HOUR, MEZ: HOUR, CEST: 2 * HOUR, MESZ: 2 * HOUR };

/** The zone that a text names, “” if it names none or one whose clocks show then what the person's own show. @param {string} text @param {string} start @param {Ics.Own} own */
function zoneIn(text, start, { zone, tag }) {
  const named = ZONE.exec(text)?.[1].trim();
  // “(CET)” is as short as “CET”.
  const short = (named === undefined ? SHORT.exec(text)?.[1] : /^\p{L}{2,4}$/u.exec(named)?.[0])?.toUpperCase();
  if (short === undefined) return named ?? "";
  const at = Time.instant(start, zone);
  const isSame = Object.hasOwn(AHEAD, short) && Time.instant(start, "UTC") - at === AHEAD[short] * 60_000;
  const own = ["en-GB", "en-US", "de", "es", tag].map((locale) =>
    new Intl.DateTimeFormat(locale, { timeZone: zone, timeZoneName: "short" })
      .formatToParts(at)
      .find(({ type }) => type === "timeZoneName"),
  );
  return isSame || own.some((part) => part?.value === short) ? "" : (named ?? short);
}

/** What it is called: after “Subject:”, else the line before its date. @param {Mail.Line[]} lines @param {number} place */
function titleOf(lines, place) {
  const named = lines.find(({ kind, value }) => kind === "subject" && value !== "");
  const before = lines.slice(0, place).findLast(({ kind, value }) => kind === "text" && value !== "");
  // A greeting or a sentence is no title.
  const title = named?.value ?? (before && !/[,.;:!?]$/u.test(before.value) ? before.value : "");
  return title.slice(0, 120);
}
