/**
 * What comes of an application as a calendar's file (RFC 5545): its interviews, the instants at which advice changes, and when
 * thanks are due. Ids last, and SEQUENCE rises, so that a file that is read again changes what is there and doubles nothing. Pure.
 */

import * as Foresee from "./foresee.js";
import * as Situation from "./situation.js";
import * as Time from "./time.js";
import * as Timeline from "./timeline.js";
import * as Words from "./words.js";

/** @import { Core, Text } from "./core.js" */

/** `names` says whether people and the company are named. @typedef {{ names: boolean, now: number }} Options */
/** An entry of the file; `until` is missing for what takes no time. @typedef {{ id: string, at: number, until?: number, title: string, cancelled?: boolean }} Entry */

/** Ids of ours, whoever reads the file. */
const DOMAIN = "connect-etiquette.org";
/** Versions are counted in minutes since then: each file is later than the one before. */
const FIRST = Date.UTC(2026, 0, 1);
/** A line has so many octets at most. */
const LINE = 75;

/**
 * @param {Core} core @param {Text} text @param {Situation.Records} records @param {Situation.Application} application
 * @param {Options} options
 */
export function file(core, text, records, application, options) {
  const people = Object.values(records.people).filter((person) =>
    Situation.applicationsOf(records, person).some(({ id }) => id === application.id),
  );
  const entries = [
    ...interviews(text, records, application, options),
    ...people.flatMap((person) => coming(core, text, records, person, options)),
  ];
  const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", `PRODID:-//${DOMAIN}//EN`, "METHOD:PUBLISH"];
  for (const entry of entries) lines.push(...event(entry, options.now));
  return `${[...lines, "END:VCALENDAR"].flatMap(folded).join("\r\n")}\r\n`;
}

/** @param {Text} text @param {string} key @param {{ [name: string]: string }} [values] */
const word = (text, key, values) => Words.fill(text.words[key], values);

/** @param {Text} text @param {Situation.Records} records @param {Situation.Application} application @param {Options} options @returns {Entry[]} */
function interviews(text, records, application, { names }) {
  const { company = "" } = application;
  return Object.values(records.rounds)
    .filter((round) => round.application === application.id)
    .map((round) => {
      const who = round.who.flatMap((id) => (Object.hasOwn(records.people, id) ? [records.people[id].name] : []));
      const title = names ? [word(text, "form-round"), company, who.join(", ")].filter(Boolean).join(" · ") : "";
      return {
        id: `round-${round.id}`,
        at: Situation.begins(round),
        until: Situation.ends(round),
        title: title || word(text, "form-round"),
        cancelled: !Situation.happens(round),
      };
    });
}

/** What the clock brings: other verdicts, and the instant from which thanks are late. @param {Core} core @param {Text} text @param {Situation.Records} records @param {Situation.Person} person @param {Options} options @returns {Entry[]} */
function coming(core, text, records, person, { names, now }) {
  const steps = Timeline.steps(core, records, person, now);
  const name = names ? person.name : "";
  /** @type {Map<string, number>} */
  const times = new Map();
  const changes = steps.flatMap(({ at, outcome }, i) => {
    if (i === 0 || outcome.verdict === "" || outcome.verdict === steps[i - 1].outcome.verdict) return [];
    const time = (times.get(outcome.verdict) ?? 0) + 1;
    times.set(outcome.verdict, time);
    const said = Words.fill(text.verdicts[outcome.verdict].word);
    const title = name ? `${name}: ${said}` : word(text, "ics-change", { answer: said });
    return [{ id: `change-${person.id}-${outcome.verdict}-${time}`, at, title }];
  });
  const late = steps.find((step) => step.at > now && Foresee.restsOn(core, records, person, step).length > 0);
  if (late) {
    const title = name ? word(text, "ics-thanks-name", { name }) : word(text, "ics-thanks");
    changes.push({ id: `thanks-${person.id}`, at: late.at, title });
  }
  return changes;
}

/** @param {Entry} entry @param {number} now @returns {string[]} */
function event({ id, at, until, title, cancelled }, now) {
  return [
    "BEGIN:VEVENT",
    `UID:${id}@${DOMAIN}`,
    `SEQUENCE:${Math.max(0, Math.floor((now - FIRST) / 60_000))}`,
    `DTSTAMP:${stamp(now)}`,
    `DTSTART:${stamp(at)}`,
    ...(until === undefined ? [] : [`DTEND:${stamp(until)}`]),
    `SUMMARY:${title.replace(/[\\;,]/gu, "\\$&").replace(/\s+/gu, " ")}`,
    `STATUS:${cancelled ? "CANCELLED" : "CONFIRMED"}`,
    ...(until === undefined ? ["TRANSP:TRANSPARENT"] : []),
    "END:VEVENT",
  ];
}

/** @param {number} at */
const stamp = (at) => `${Time.wall(at, "UTC").replace(/[-:]/gu, "").slice(0, 13)}00Z`;

/** A line in parts of at most 75 octets, each but the first behind a space. @param {string} line @returns {string[]} */
function folded(line) {
  const parts = [""];
  let size = 0;
  for (const sign of line) {
    const octets = new TextEncoder().encode(sign).length;
    if (size + octets > LINE) {
      parts.push(" ");
      size = 1;
    }
    parts[parts.length - 1] += sign;
    size += octets;
  }
  return parts;
}
