// Short ways to write what somebody entered, in Berlin, for tests of the engine.

import { core, engine } from "./support.mjs";

const Time = await engine("time/time");
const Timeline = await engine("decision/timeline");

export const ZONE = "Europe/Berlin";
/** The instant at which clocks in Berlin show this. */
export const at = (wall, zone = ZONE) => Time.instant(wall, zone);
export const iso = (wall) => new Date(at(wall)).toISOString();

/** Answers by fact: [value, when]. */
export const answers = (given = {}) =>
  Object.fromEntries(Object.entries(given).map(([fact, [value, when]]) => [fact, { value, at: iso(when) }]));

const each = (entries, make) => Object.fromEntries(Object.entries(entries).map(([id, entry]) => [id, { id, ...make(entry, id) }]));

/**
 * Records: applications {id: answers}, rounds [[application, start, who, status]] of an hour, people
 * {id: [applications, answers, name]}. Without people there is Ada, p1, in all applications.
 */
export const entered = (applications, rounds = [], people = { p1: [Object.keys(applications)] }) => ({
  me: {},
  zone: ZONE,
  applications: each(applications, (given, id) => ({ company: `Co ${id}`, answers: answers(given) })),
  rounds: each({ ...rounds }, ([application, start, who, status]) => ({ application, start, zone: ZONE, who, ...(status && { status }) })),
  people: each(people, ([its, given, name = "Ada Stone"]) => ({ name, applications: its, answers: answers(given) })),
});

/** The same as it is stored: entries do not hold their ids. */
export const stored = (records) => ({
  format: 2,
  me: records.me,
  ...Object.fromEntries(
    ["applications", "rounds", "people"].map((section) => [
      section,
      Object.fromEntries(Object.entries(records[section]).map(([id, { id: _, ...entry }]) => [id, entry])),
    ]),
  ),
});

/** What is said of somebody, and what time brings: [“verdict/rule@application”, …]. */
export const said = (records, now, person = "p1", page = []) =>
  Timeline.steps(core, records, records.people[person], at(now), page).map(
    ({ outcome }) => `${outcome.verdict || "contradiction"}/${outcome.rule}@${outcome.application?.id}`,
  );
