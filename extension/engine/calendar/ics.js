/**
 * Interviews in an iCalendar text (RFC 5545): times, title and who was invited. E-mail addresses, links, passcodes and
 * descriptions never leave this file. Pure.
 */

import * as Invitation from "./invitation.js";
import * as Myself from "./myself.js";
import * as Records from "../records/records.js";
import * as Time from "../time/time.js";
import * as Titles from "./titles.js";
import * as Words from "../words/words.js";
import * as Zones from "../time/zones.js";

/**
 * An entry of a calendar. `key` tells it from others; `zone` is empty where nobody knows the zone called `zoneName`.
 * `refused` says why it can't be taken over; an `unsure` one may not be what is meant.
 * @typedef {{
 *   key: string, sequence: number, title: string, cancelled: boolean, unsure: boolean, start: string, end: string, zone: string,
 *   zoneName: string, people: { name: string, ticked: boolean }[],
 *   refused: "all-day" | "repeats" | "no-start" | "year" | "order" | null,
 * }} Event
 */

/** In UTF-16 units. A year's calendar is smaller. */
export const LARGEST = 2 * 1024 * 1024;
/** More entries are somebody's year; how many are left out is said. */
const MOST = 50;
/** Of a longer title or name only the beginning is read: the time that some patterns take grows with its square. */
const LONGEST = 1000;
const PROPOSALS = ["COUNTER", "DECLINECOUNTER", "REPLY", "REFRESH"];
const NOBODY = /^(no-?reply|do-?not-?reply|notifications?|calendar|invites?|scheduling|rooms?|conf|resource)\b/iu;

/**
 * The person's own zone and their language's tag, whether a name is theirs, which words stand beside names, and the instant.
 * @typedef {{ zone: string, tag: string, isMe: (name: string) => boolean, names: Words.NameWords, now: number }} Own
 */

/** @typedef {{ name: string, parameters: { [name: string]: string }, value: string }} Line */

/**
 * The events in a calendar's text or in a mail, or why there are none; `more` is how many are left out as too many.
 * @param {string} text @param {Own} own
 * @returns {{ fault: "too-large" | "not-calendar" | "two-days" | "weekday" | "proposal" | "no-events" | null, events: Event[], more: number }}
 */
export function read(text, own) {
  if (text.length > LARGEST) return { fault: "too-large", events: [], more: 0 };
  const lines = unfold(text).map(parse);
  if (!lines.some((line) => is(line, "BEGIN", "VCALENDAR"))) {
    return { ...Invitation.read(text, own), more: 0 };
  }
  const zones = zonesIn(lines);
  const method = valueIn(lines, "METHOD").toUpperCase();
  // A proposal and somebody's answer hold dates that are not agreed.
  if (PROPOSALS.includes(method)) return { fault: "proposal", events: [], more: 0 };
  const all = blocks(lines, "VEVENT");
  const invited = all.map((block) => people(block, own));
  const entries = all.map((block, i) => entry(block, invited[i]));
  const mine = Myself.among(entries, unescaped(valueIn(lines, "X-WR-CALNAME")), own.isMe);
  const events = all.slice(0, MOST).map((block, i) => {
    const who = invited[i].map((one) => ({ name: one.name, ticked: one.ticked && !mine.has(Myself.key(one)) }));
    return event(block, method, zones, own, who);
  });
  return { fault: events.length === 0 ? "no-events" : null, events, more: all.length - events.length };
}

/** Lines that begin with a space go on from the one before. @param {string} text */
const unfold = (text) =>
  text
    .replace(/\r\n?/gu, "\n")
    .replace(/\n[ \t]/gu, "")
    .split("\n");

/** One content line: a name, parameters that may be quoted, a value. @param {string} line @returns {Line} */
function parse(line) {
  const parts = [];
  let part = "";
  let quoted = false;
  let at = 0;
  for (; at < line.length; at++) {
    const character = line[at];
    if (character === '"') quoted = !quoted;
    else if (!quoted && character === ":") break;
    else if (!quoted && character === ";") {
      parts.push(part);
      part = "";
    } else part += character;
  }
  const [name, ...parameters] = [...parts, part];
  return {
    name: name.trim().toUpperCase(),
    parameters: Object.fromEntries(
      parameters.map((pair) => [pair.split("=")[0].toUpperCase(), plain(pair.slice(pair.indexOf("=") + 1))]),
    ),
    value: line.slice(at + 1).trim(),
  };
}

/** A parameter's value with what RFC 6868 writes for quotes and the end of a line. @param {string} value */
const plain = (value) => value.replace(/\^([n'^])/gu, (_, sign) => (sign === "'" ? '"' : sign === "n" ? " " : "^"));

/** @param {Line} line @param {string} name @param {string} value */
const is = (line, name, value) => line.name === name && line.value.toUpperCase() === value;

/** The lines of each component of a kind, without those of components inside it. @param {Line[]} lines @param {string} kind */
function blocks(lines, kind) {
  /** @type {Line[][]} */
  const found = [];
  /** @type {string[]} */
  const open = [];
  for (const line of lines) {
    if (line.name === "BEGIN") {
      open.push(line.value.toUpperCase());
      if (line.value.toUpperCase() === kind) found.push([]);
    } else if (line.name === "END") open.pop();
    else if (open[open.length - 1] === kind) found[found.length - 1].push(line);
  }
  return found;
}

/** @param {Line[]} block @param {string} name */
const lineOf = (block, name) => block.find((line) => line.name === name);
/** @param {Line[]} block @param {string} name */
const valueIn = (block, name) => lineOf(block, name)?.value ?? "";

/** IANA zones by the names that this calendar gives them. @param {Line[]} lines @returns {{ [name: string]: string }} */
const zonesIn = (lines) =>
  Object.fromEntries(
    blocks(lines, "VTIMEZONE").flatMap((block) => {
      const zone = Zones.named(valueIn(block, "X-LIC-LOCATION"));
      return zone ? [[valueIn(block, "TZID"), zone]] : [];
    }),
  );

/** What tells who of an entry is oneself. @param {Line[]} block @param {Myself.Guest[]} guests @returns {Myself.Entry} */
function entry(block, guests) {
  const title = cleaned(unescaped(valueIn(block, "SUMMARY")));
  const names = guests.map(({ name }) => name);
  return { organiser: address(lineOf(block, "ORGANIZER")), company: Titles.company(title, names), guests };
}

/** @param {Line[]} block @param {string} method @param {{ [name: string]: string }} zones @param {Own} own @param {Event["people"]} people @returns {Event} */
function event(block, method, zones, own, people) {
  const begin = lineOf(block, "DTSTART");
  const start = begin ? moment(begin, zones, own.zone) : null;
  const span = start && times(block, start, zones, own.zone);
  const instance = valueIn(block, "RECURRENCE-ID");
  const found = {
    key: `${valueIn(block, "UID")} ${instance}`.trim(),
    sequence: Number.parseInt(valueIn(block, "SEQUENCE"), 10) || 0,
    title: cleaned(unescaped(valueIn(block, "SUMMARY"))),
    cancelled: method === "CANCEL" || valueIn(block, "STATUS").toUpperCase() === "CANCELLED",
    unsure: false,
    start: span?.start ?? "",
    end: span?.end ?? "",
    zone: span?.zone ?? "",
    zoneName: start?.zone === null ? (begin?.parameters.TZID ?? "") : "",
    people,
  };
  return { ...found, refused: refusal(block, begin, found, instance) };
}

/** Why an event can't be taken over, or null. @param {Line[]} block @param {Line | undefined} begin @param {{ start: string, end: string, zone: string, cancelled: boolean }} found @param {string} instance */
function refusal(block, begin, found, instance) {
  if (found.cancelled) return null;
  if (begin && /^\d{8}$/u.test(begin.value)) return "all-day";
  if (found.start === "") return "no-start";
  if (instance === "" && block.some(({ name }) => name === "RRULE" || name === "RDATE")) return "repeats";
  const years = [found.start, found.end].filter(Boolean).map((wall) => Number(wall.split("-", 1)[0]));
  if (years.some((year) => !(year >= Records.YEARS.first && year <= Records.YEARS.last))) return "year";
  return ordered(found) ? null : "order";
}

/** Whether an event takes any time: instants are compared where the zone is known, since clocks go back. @param {{ start: string, end: string, zone: string }} found */
function ordered({ start, end, zone }) {
  if (end === "") return true;
  return zone === "" ? start < end : Time.instant(start, zone) < Time.instant(end, zone);
}

/**
 * A moment as a wall-clock time in its zone; the zone is null if nobody knows it. Times in UTC are told in the
 * person's own zone, and so are times without a zone.
 * @param {Line} line @param {{ [name: string]: string }} zones @param {string} own
 * @returns {{ wall: string, zone: string | null } | null}
 */
function moment({ value, parameters }, zones, own) {
  const digits = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)?(Z)?$/u.exec(value);
  if (!digits) return null;
  const [, year, month, day, hour, minute, , utc] = digits;
  const written = `${year}-${month}-${day}T${hour}:${minute}`;
  if (Time.yearOf(written) === null) return null;
  if (utc) return told(Time.instant(written, "UTC"), own);
  const name = parameters.TZID;
  const zone = name === undefined ? own : Object.hasOwn(zones, name) ? zones[name] : Zones.named(name);
  return { wall: written, zone };
}

/** An instant on the clocks of a zone; where they show it twice and this is the later, it is told in UTC. @param {number} at @param {string} zone */
function told(at, zone) {
  const wall = Time.wall(at, zone);
  return Time.instant(wall, zone) === at ? { wall, zone } : { wall: Time.wall(at, "UTC"), zone: "UTC" };
}

/**
 * When an event begins and ends, as wall-clock times in the zone of its start; in UTC where clocks show the end twice and
 * this is the later. The end is empty if none is given.
 * @param {Line[]} block @param {{ wall: string, zone: string | null }} start @param {{ [name: string]: string }} zones @param {string} own
 * @returns {{ start: string, end: string, zone: string | null }}
 */
function times(block, { wall, zone }, zones, own) {
  const line = lineOf(block, "DTEND");
  const end = line ? moment(line, zones, own) : null;
  const minutes = end ? null : Time.minutes(valueIn(block, "DURATION"));
  // Where nobody knows the zone the clock's own times are all there is.
  if (zone === null || end?.zone === null) {
    const later = minutes === null ? "" : (Time.later(wall, minutes) ?? "");
    return { start: wall, end: end ? end.wall : later, zone };
  }
  const begins = Time.instant(wall, zone);
  const ends = end ? Time.instant(end.wall, end.zone) : minutes === null ? null : begins + minutes * 60_000;
  if (ends === null) return { start: wall, end: "", zone };
  const shown = Time.wall(ends, zone);
  if (end?.zone === zone || Time.instant(shown, zone) === ends)
    return { start: wall, end: end?.zone === zone ? end.wall : shown, zone };
  return { start: Time.wall(begins, "UTC"), end: Time.wall(ends, "UTC"), zone: "UTC" };
}

/** Who was invited, those ticked who may be an interviewer: no rooms, machines, organiser, nor the person themselves where their name is known. @param {Line[]} block @param {Own} own @returns {(Myself.Guest & { ticked: boolean })[]} */
function people(block, own) {
  const organiser = address(lineOf(block, "ORGANIZER"));
  /** @type {Map<string, Myself.Guest & { ticked: boolean }>} */
  const found = new Map();
  for (const line of block.filter(({ name }) => name === "ATTENDEE" || name === "ORGANIZER")) {
    const mail = address(line);
    const name = nameOf(line, mail, own.names);
    const key = Myself.key({ name, mail });
    if (name === "" || found.has(key)) continue;
    const thing = !["", "INDIVIDUAL", "UNKNOWN"].includes((line.parameters.CUTYPE ?? "").toUpperCase());
    const away = line.parameters.PARTSTAT?.toUpperCase() === "DECLINED";
    const bystander = line.parameters.ROLE?.toUpperCase() === "NON-PARTICIPANT";
    const isPerson = !thing && !NOBODY.test(mail);
    const isInvited = isPerson && !away && !bystander && line.name === "ATTENDEE" && mail !== organiser;
    found.set(key, { name, mail, isPerson, ticked: isInvited && !own.isMe(name) });
  }
  return [...found.values()];
}

/** @param {Line | undefined} line */
const address = (line) => line?.value.replace(/^mailto:/iu, "").toLowerCase() ?? "";

/** The name on an invitation, else what an address such as ada.stone@… suggests, else nothing. @param {Line} line @param {string} mail @param {Words.NameWords} names */
function nameOf(line, mail, names) {
  const given = cleaned(
    unescaped(line.parameters.CN ?? "")
      .slice(0, LONGEST)
      .replace(/^['"\s]+|(?<!['"\s])['"\s]+$/gu, ""),
  );
  if (given !== "") return Words.inOrder(given, names);
  const guess = /^(\p{L}{2,})[._](\p{L}{2,})@/u.exec(mail);
  return guess
    ? guess
        .slice(1)
        .map((word) => word[0].toUpperCase() + word.slice(1))
        .join(" ")
    : "";
}

/** @param {string} value */
const unescaped = (value) =>
  value.replace(/\\([nN,;\\])/gu, (_, character) => (character.toLowerCase() === "n" ? " " : character));

/** Without addresses, links and codes, on one line. @param {string} text */
const cleaned = (text) =>
  text
    .slice(0, LONGEST)
    .replace(/\b(?:https?:|www\.)\S+|(?<!\S)\S+@\S+/giu, " ")
    .replace(
      /\b(?:pass(?:code|word|wort)?|pin|code|kenncode|contraseña|meeting[- ]?id)\b\s*[:=#]\s*[\w-]+(?: \d{3,4}\b)*/giu,
      " ",
    )
    .replace(/\s+/gu, " ")
    .trim()
    .slice(0, 120);
