/**
 * “Is this the Ada you meet on Tuesday?”: the question that makes a name a profile. Pure.
 */

import * as DateWords from "../words/datewords.js";
import * as Rounds from "../decision/rounds.js";
import * as Situation from "../decision/situation.js";
import * as Time from "../time/time.js";
import * as Words from "../words/words.js";

/** @import { Core } from "../decision/core.js" */
/** @import * as Chip from "../advice/chip.js" */

/**
 * The question about the first of `people`, and all whom it would be put about in the same words: they can't be told
 * apart by it, so a no is meant for all of them.
 * @param {Core} core @param {string} locale @param {Situation.Records} records @param {Situation.Person[]} people
 * @param {number} now @returns {{ face: Chip.Face, people: Situation.Person[], yes: string, no: string }}
 */
export function about(core, locale, records, people, now) {
  const { words } = core.chip[locale];
  const asked = people.map((person) => question(core, locale, records, person, now));
  const name = Words.fill(words["ask-name"], { says: asked[0] });
  const direction = Words.fill(words["chip-direction"]);
  return {
    face: { words: asked[0], name, tone: "quiet", icon: "question", next: null, locale, direction },
    people: people.filter((_, index) => asked[index] === asked[0]),
    yes: Words.fill(words["ask-yes"]),
    no: Words.fill(words["ask-no"]),
  };
}

/** @param {Core} core @param {string} locale @param {Situation.Records} records @param {Situation.Person} person @param {number} now */
function question(core, locale, records, person, now) {
  const { words } = core.chip[locale];
  const [application] = Situation.applicationsOf(records, person);
  const meetings = Rounds.ofPerson(records, person)
    .filter(Situation.happens)
    .sort((a, b) => Situation.begins(a) - Situation.begins(b));
  // Yesterday's counts as long as it is yesterday: the same all day, wherever it is asked.
  const next =
    meetings.find((one) => Time.daysBetween(now, Situation.begins(one), records.zone) > -2) ?? meetings.at(-1);
  const values = { first_name: Words.firstName(person.name, core.names), company: application?.company ?? "" };
  if (next === undefined) return Words.fill(words[values.company ? "ask-company" : "ask-entered"], values);
  const begins = Situation.begins(next);
  const days = Time.daysBetween(now, begins, records.zone);
  const isOver = Situation.ends(next) <= now;
  const key = days === 0 ? (isOver ? "ask-met-today" : "ask-today") : begins > now ? "ask-day" : "ask-met";
  return Words.fill(words[key], { ...values, day: day(begins, now, locale, records.zone) });
}

/** The weekday within a week, else the date. @param {number} at @param {number} now @param {string} locale @param {string} zone */
function day(at, now, locale, zone) {
  if (Math.abs(Time.daysBetween(now, at, zone)) >= 7) return DateWords.date(at, now, locale, zone);
  return new Intl.DateTimeFormat(locale, { weekday: "long", timeZone: zone }).format(at);
}

/**
 * Until when the question about people stays as it is: the end of the day, or of an interview of theirs.
 * @param {Situation.Records} records @param {Situation.Person[]} people @param {number} now
 */
export function until(records, people, now) {
  const ends = people.flatMap((person) => Rounds.ofPerson(records, person).map(Situation.ends));
  const midnight = Time.instant(Time.daysLater(Time.day(now, records.zone), 1), records.zone);
  return Math.min(midnight, ...ends.filter((end) => end > now));
}
