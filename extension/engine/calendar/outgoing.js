/**
 * What comes of an application as a calendar's file (RFC 5545): its interviews, the instants at which advice changes, and when
 * thanks are due. Ids last, and SEQUENCE rises, so that a file that is read again changes what is there and doubles nothing. Pure.
 */

import * as Foresee from "../decision/foresee.js";
import * as Rounds from "../decision/rounds.js";
import * as Saying from "../words/saying.js";
import * as Situation from "../decision/situation.js";
import * as Stage from "../stage/stage.js";
import * as Timeline from "../decision/timeline.js";
import * as Words from "../words/words.js";

/** @import { Core, Text } from "../decision/core.js" */

/** `names` says whether people and the company are named. @typedef {{ names: boolean, now: number }} Options */
/** An entry of the file; `until` is missing for what takes no time. @typedef {{ id: string, at: number, until?: number, title: string, says?: string, cancelled?: boolean }} Entry */

/** Ids of ours, whoever reads the file. */
const DOMAIN = "connect-etiquette.org";
/** Versions are counted in seconds since then: each file is later than the one before. */
const FIRST = Date.UTC(2026, 0, 1);
/** A line has so many octets at most. */
const LINE = 75;

/**
 * @param {Core} core @param {Text} text @param {Situation.Records} records @param {Situation.Application} application
 * @param {Options} options
 */
export const file = (core, text, records, application, options) =>
  written(entries(core, text, records, application, options), options.now);

/** @param {Core} core @param {Text} text @param {Situation.Records} records @param {Situation.Application} application @param {Options} options @returns {Entry[]} */
function entries(core, text, records, application, options) {
  const people = Object.values(records.people).filter((person) =>
    Situation.applicationsOf(records, person).some(({ id }) => id === application.id),
  );
  return [
    ...interviews(text, records, application, options),
    ...people.flatMap((person) => coming(core, text, records, person, options)),
  ];
}

/**
 * What comes of a stage's question, nameless, and the question as it is known from then on. `id` becomes its own if it has
 * none; all that it moves later keeps its ids, and what it was given and comes no more is cancelled.
 * @param {Core} core @param {Text} text @param {Stage.Told} told @param {string} id @param {number} now
 * @returns {{ entries: Entry[], told: Stage.Told }}
 */
export function onStage(core, text, told, id, now) {
  const calendar = told.calendar ?? { id, given: {} };
  const { records } = Stage.entered(core, told, { name: "", company: "" });
  const options = { names: false, now };
  const found = entries(core, text, records, records.applications[Stage.SOMEBODY], options);
  const coming = Object.fromEntries(found.filter((one) => one.until === undefined).map((one) => [one.id, one.at]));
  // What has been stays where it was; what is cancelled may be so in the next file too, if this one is never read.
  const before = Object.entries(calendar.given).filter(([entry, at]) => at > now && !Object.hasOwn(coming, entry));
  const gone = before.map(([entry, at]) => ({ id: entry, at, title: word(text, "ics-gone"), cancelled: true }));
  const given = Object.fromEntries([...before, ...Object.entries(coming)].slice(0, Stage.MOST_GIVEN));
  const own = (/** @type {Entry} */ one) => ({ ...one, id: one.id.replace(Stage.SOMEBODY, calendar.id) });
  return { entries: [...found, ...gone].map(own), told: { ...told, calendar: { id: calendar.id, given } } };
}

/** A calendar's file of these entries. @param {Entry[]} entries @param {number} now */
export function written(entries, now) {
  const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", `PRODID:-//${DOMAIN}//EN`, "METHOD:PUBLISH"];
  for (const entry of entries) lines.push(...event(entry, now));
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

/** What the clock brings: other verdicts, and thanks, on the day on which they are due. @param {Core} core @param {Text} text @param {Situation.Records} records @param {Situation.Person} person @param {Options} options @returns {Entry[]} */
function coming(core, text, records, person, { names, now }) {
  const steps = Timeline.steps(core, records, person, now);
  const name = names ? person.name : "";
  /** @type {Map<string, number>} */
  const times = new Map();
  const changes = steps.flatMap(({ at, outcome }, i) => {
    if (i === 0 || outcome.verdict === "" || outcome.verdict === steps[i - 1].outcome.verdict) return [];
    const time = (times.get(outcome.verdict) ?? 0) + 1;
    times.set(outcome.verdict, time);
    const said = Saying.word(core, text.locale, outcome);
    const title = name ? `${name}: ${said}` : word(text, "ics-change", { answer: said });
    return [{ id: `change-${person.id}-${outcome.verdict}-${time}`, at, title }];
  });
  const late = steps.find((step) => step.at > now && Foresee.restsOn(core, records, person, step).length > 0);
  if (late) {
    const title = name ? word(text, "ics-thanks-name", { name }) : word(text, "ics-thanks");
    changes.push({ id: `thanks-${person.id}`, at: due(records, person, late, now), title });
  }
  return changes;
}

/**
 * When that is due which will be late at a step: as soon as it counts, which is when they were met, or now if that has been.
 * @param {Situation.Records} records @param {Situation.Person} person @param {Timeline.Step} late @param {number} now
 */
function due(records, person, late, now) {
  const met = Rounds.ofPerson(records, person).filter(Situation.happens).map(Situation.ends);
  const last = Math.max(...met.filter((end) => end <= late.at));
  return Number.isFinite(last) ? Math.max(last, now) : late.at;
}

/** @param {Entry} entry @param {number} now @returns {string[]} */
function event({ id, at, until, title, says, cancelled }, now) {
  return [
    "BEGIN:VEVENT",
    `UID:${id}@${DOMAIN}`,
    `SEQUENCE:${Math.max(0, Math.floor((now - FIRST) / 1000))}`,
    `DTSTAMP:${stamp(now)}`,
    `DTSTART:${stamp(at)}`,
    ...(until === undefined ? [] : [`DTEND:${stamp(until)}`]),
    `SUMMARY:${plain(title)}`,
    ...(says ? [`DESCRIPTION:${plain(says)}`] : []),
    `STATUS:${cancelled ? "CANCELLED" : "CONFIRMED"}`,
    ...(until === undefined ? ["TRANSP:TRANSPARENT"] : []),
    "END:VEVENT",
  ];
}

/** @param {number} at */
const stamp = (at) => new Date(at).toISOString().replace(/[-:]|\.\d+/gu, "");
/** @param {string} words */
const plain = (words) => words.replace(/[\\;,]/gu, "\\$&").replace(/\s+/gu, " ");

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
