/**
 * Invitations as text, as mails and calendars show them: “Thursday 19 Mar 2026 ⋅ 10:30 – 11:30”, “When: Thursday, March 19,
 * 2026 10:30 AM-11:30 AM”, “Donnerstag, 19. März 2026, 10:30–11:30”. What a mail's head says of when it was sent is no
 * interview, and what could be meant in two ways is not read. Pure.
 */

import * as Attendees from "./attendees.js";
import * as Employer from "./employer.js";
import * as Mail from "./mail.js";
import * as Profile from "../people/profile.js";
import * as Prose from "../people/prose.js";
import * as RelativeDays from "./relativedays.js";
import * as Time from "../time/time.js";
import * as Titles from "./titles.js";
import * as WrittenDays from "./writtendays.js";
import * as WrittenZones from "./writtenzones.js";

/** @import * as Ics from "./ics.js" */

const HOUR = 60;
/** More dates than these are somebody's diary. */
const MOST = 10;
/** Of more nobody chooses. */
const CHOICES = 6;
/** In so many texts of one hour a zone is sought, and in lines so far below. */
const TEXTS = 4;
const BELOW = 5;
/** Of these lines no day is that of an interview. */
const SILENT = new Set(["from", "sent", "to", "copy", "head", "end"]);

/** A day with an hour: where it stands, and whether its line says that it is when one meets. @typedef {{ start: string, length: number | null, unsure: boolean, isSaid: boolean, place: number, texts: string[] }} Moment */
/** What a line says of when one meets: the moment, null where nobody knows which one of `open` is meant, and why. @typedef {{ meant: Moment | null, open: Moment[], doubt: WrittenDays.Doubt, isSaid: boolean }} Told */
/** A day of a line, and what stands before and behind it up to the next. @typedef {{ day: WrittenDays.Day, rest: string, before: string, isLast: boolean }} Found */
/** An hour, the text that it stands in and what is said beside it, and whether its line says that it is when one meets. @typedef {{ span: WrittenDays.Span, text: string, isSaid: boolean }} Hour */
/** One that may be meant, as a field in one's own zone takes it. @typedef {{ when: string, minutes: number | null, zoneName: string }} Choice */
/** `why` it is asked, null where there is nothing to ask. @typedef {{ why: "one" | "some" | "relative" | "two-days" | "weekday" | null, all: Choice[] }} Choices */

/**
 * The interviews that a text tells of, as entries of a calendar, or why there are none: it names no day with an hour, or one
 * that could be two days, or one whose weekday is another. Where a line says “When: …”, only such lines count; of several
 * days nobody knows which one is meant.
 * @param {string} text @param {Ics.Own} own
 * @returns {{ events: Ics.Event[], fault: "not-calendar" | "two-days" | "weekday" | null }}
 */
export function read(text, own) {
  const lines = linesOf(text);
  const all = told(lines, own);
  const meant = once(all.flatMap((one) => one.meant ?? [])).slice(0, MOST);
  const fault = all.find((one) => one.meant === null)?.doubt ?? null;
  if (meant.length === 0) return { events: [], fault: fault ?? "not-calendar" };
  const isOneOfSome = meant.length > 1 || fault !== null;
  return { events: meant.map((one) => entry(one, isOneOfSome, lines, own)), fault: null };
}

/** All that lines say of when one meets; where one of them says “When: …”, what such lines say. @param {Mail.Line[]} lines @param {Ics.Own} own @returns {Told[]} */
function told(lines, own) {
  const reading = { today: Time.day(own.now, own.zone), dayFirst: WrittenDays.dayFirst(own.tag) };
  const days = lines.map(({ kind, value }) => (SILENT.has(kind) ? [] : WrittenDays.days(value, reading)));
  const all = [...lines.entries()].flatMap(([place, { value, kind }]) =>
    inLine(value, days[place]).flatMap((found) => {
      const said = hour(found, place, lines, days);
      if (!said) return [];
      said.isSaid ||= kind === "when";
      const { day, others, doubt, unsure } = found.day;
      const at = (/** @type {string} */ one) => moment(one, unsure || said.span.unsure, said, place, lines, reading);
      const meant = day === null ? null : at(day);
      return [{ meant, open: [...(meant ? [meant] : []), ...others.map(at)], doubt, isSaid: said.isSaid }];
    }),
  );
  const isSaid = all.some((one) => one.isSaid);
  return all.filter((one) => one.isSaid || !isSaid);
}

/** @param {string} text */
const linesOf = (text) => Mail.lines(Prose.laidOut(text));

/**
 * When one meets on days that count from the one on which a text was written: that of its head, else today. What may be two
 * days is two moments.
 * @param {Mail.Line[]} written @param {Ics.Own} own @returns {Moment[]}
 */
function relative(written, own) {
  const lines = written.map((line) => ({ ...line, value: RelativeDays.withHours(line.value) }));
  const reading = { today: Time.day(own.now, own.zone), dayFirst: WrittenDays.dayFirst(own.tag) };
  const sent = lines.flatMap(({ kind, value }) => (kind === "sent" ? WrittenDays.days(value, reading) : []));
  const from = sent.find(({ day }) => day !== null && day <= reading.today)?.day ?? reading.today;
  const days = lines.map(({ kind, value }) => (SILENT.has(kind) ? [] : RelativeDays.days(value, from)));
  return lines.flatMap(({ value }, place) =>
    inLine(value, days[place]).flatMap((found, i) => {
      const said = hour(found, place, lines, days);
      const { day, others } = days[place][i];
      return said ? [day, ...others].map((one) => moment(one, true, said, place, lines, reading)) : [];
    }),
  );
}

const BREAK = /[\n\r\u2028]/u;
/**
 * Who stands in what was pasted: in a mail, an invitation or a sentence the people whom it names, in a list every line, those who
 * are likely to be meant told from the others. Whoever is greeted is the reader and nobody to be met.
 * @param {string} text @param {Ics.Own} own @returns {ReturnType<typeof Profile.paste>}
 */
export function pasted(text, own) {
  const whole = Prose.laidOut(text);
  const isLine = !BREAK.test(text.trim());
  const { events, fault } = read(text, own);
  const [told] = events;
  const lines = Mail.lines(whole);
  const isNamed = lines.some(({ kind, value }) => kind === "panel" && value !== "");
  const isTold = told !== undefined || fault === "two-days" || fault === "weekday";
  if (!isTold && !isNamed && !Mail.isMail(whole) && !Prose.isText(whole)) return Profile.paste(text);
  const title = told?.title ?? "";
  const company = Employer.company(text, told, own);
  const named = Attendees.read(lines, own, [title, company]);
  const found = named.map(({ name, slug, ticked }) => ({ name, slug, likely: ticked }));
  const known = new Set(found.map(({ name }) => name));
  const isNobody = !found.some(({ likely }) => likely);
  const others = Attendees.mentioned(lines, own, isNobody).filter(({ name }) => !known.has(name));
  const all = [...found, ...others.filter(({ name }) => !company.replace(",", "").startsWith(`${name} `))];
  // Of a line that tells the day the rest is its label.
  if (all.length > 0 || isTold || !isLine || Prose.greets(text) || Prose.closes(text))
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

/**
 * The dates that a text leaves open, to be asked about: several of which nobody knows which one is meant, one that may be
 * another, or one that counts from the day on which it was written.
 * @param {string} text @param {Ics.Own} own @returns {Choices}
 */
export function choices(text, own) {
  const lines = linesOf(text);
  const all = told(lines, own);
  if (all.length === 0) {
    const counted = chosen(relative(lines, own), lines, own);
    return { why: counted.length > 0 ? "relative" : null, all: counted };
  }
  const [meant, another] = once(all.flatMap((one) => one.meant ?? []));
  if (meant && !another && !meant.unsure && all.every((one) => one.meant)) return { why: null, all: [] };
  // What is said twice is one.
  const dates = new Set(all.map((one) => one.open.map(({ start }) => start).join(" ")));
  const open = all.flatMap((one) => one.open);
  return { why: dates.size === 1 ? (all[0].doubt ?? "one") : "some", all: chosen(open, lines, own) };
}

/** @param {Moment[]} moments @param {Mail.Line[]} lines @param {Ics.Own} own @returns {Choice[]} */
const chosen = (moments, lines, own) =>
  once(moments)
    .slice(0, CHOICES)
    .map((one) => entry(one, false, lines, own))
    .map((event) => ({ ...inField({ ...event, unsure: false }, own.zone), minutes: lasting(event) }));

/** For how many minutes an entry is, null where it has no end. @param {Pick<Ics.Event, "start" | "end" | "zone">} event */
export const lasting = ({ start, end, zone }) =>
  end === "" ? null : (Time.instant(end, zone || "UTC") - Time.instant(start, zone || "UTC")) / 60_000;

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
    if (span) return { span, text: text === rest ? rest : `${before} ${rest}`, isSaid: false };
  }
  if (!isLast) return null;
  const after = lines.slice(place + 1, place + 3).findIndex(({ value }) => value !== "") + place + 1;
  for (const other of [after, place - 1]) {
    const line = lines[other];
    if (!line || SILENT.has(line.kind) || days[other].length > 0 || (other < place && line.kind !== "when")) continue;
    const span = WrittenDays.span(line.value);
    if (span) return { span, text: `${line.value} ${rest}`, isSaid: line.kind === "when" };
  }
  return null;
}

/** @param {string} day @param {boolean} unsure @param {Hour} hour @param {number} place @param {Mail.Line[]} lines @param {WrittenDays.Reading} reading @returns {Moment} */
function moment(day, unsure, { span, text, isSaid }, place, lines, reading) {
  const end = lines.slice(place + 1, place + 3).find(({ kind }) => kind === "end")?.value ?? "";
  const [last] = WrittenDays.days(end, reading);
  const until = !last || last.day === day ? WrittenDays.span(last ? end.slice(last.to) : end) : null;
  const length = span.length ?? (until && until.from > span.from ? until.from - span.from : null);
  const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
  const start = `${day}T${two(Math.floor(span.from / HOUR))}:${two(span.from % HOUR)}`;
  return { start, length, unsure, isSaid, place, texts: [text] };
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
      texts: before === one ? one.texts : [...before.texts, ...one.texts].slice(0, TEXTS),
      unsure: before.unsure && one.unsure,
    });
  }
  return [...found.values()];
}

/** @param {Moment} found @param {boolean} isOneOfSome @param {Mail.Line[]} lines @param {Ics.Own} own @returns {Ics.Event} */
function entry({ start, length, unsure, place, texts }, isOneOfSome, lines, own) {
  const written = WrittenZones.resolved(zoneSaid(texts, place, lines), start, own);
  const title = titleOf(lines, place);
  const named = Attendees.read(lines, own, [title, Titles.company(title)]).slice(0, Profile.MOST);
  return {
    ...{ key: "", sequence: 0, title, cancelled: false, start, refused: null },
    unsure: unsure || isOneOfSome,
    end: length === null ? "" : (Time.later(start, length) ?? ""),
    ...written,
    people: named.map(({ name, ticked }) => ({ name, ticked })),
  };
}

/** The zone that is named beside an hour, else below it or for all hours; null if none is. @param {string[]} texts @param {number} place @param {Mail.Line[]} lines */
function zoneSaid(texts, place, lines) {
  const below = lines
    .slice(place + 1, place + BELOW)
    .filter(({ kind, value }) => value !== "" && (kind === "text" || kind === "when"))
    .slice(0, 2);
  const found = [...texts.map(WrittenZones.said), ...below.map(({ value }) => WrittenZones.alone(value))].find(Boolean);
  const labelled = lines.find(({ kind, value }) => kind === "zone" && value !== "");
  if (found || labelled) return found ?? WrittenZones.labelled(labelled?.value ?? "");
  return lines.map(({ value }) => WrittenZones.ofAll(value)).find(Boolean) ?? null;
}

/** What it is called: after “Subject:”, else the line before its date. @param {Mail.Line[]} lines @param {number} place */
function titleOf(lines, place) {
  const named = lines.find(({ kind, value }) => kind === "subject" && value !== "");
  const before = lines.slice(0, place).findLast(({ kind, value }) => kind === "text" && value !== "");
  // A greeting or a sentence is no title.
  const title = named?.value ?? (before && !/[,.;:!?]$/u.test(before.value) ? before.value : "");
  const own = named || before ? "" : Titles.ofLine(lines[place].value);
  return (title || own).slice(0, 120);
}
