/**
 * What is shown beside a control on LinkedIn, given whose it is as far as the page tells: a verdict for somebody entered, a
 * question for somebody who has the name of one, nothing for everybody else. Pure.
 */

import * as Chip from "./chip.js";
import * as Lookup from "../people/lookup.js";
import * as Namesakes from "../people/namesakes.js";
import * as Noted from "./noted.js";
import * as People from "../people/people.js";
import * as Quiet from "./quiet.js";
import * as Records from "../records/records.js";
import * as Situation from "../decision/situation.js";
import * as Time from "../time/time.js";
import * as Timeline from "../decision/timeline.js";
import * as Words from "../words/words.js";

/** @import { Core, Page } from "../decision/core.js" */

/** @typedef {{ settings: Records.Settings, records: Situation.Records, problems: Records.Problem[], silenced: string[] }} Stored */
/**
 * Everything that an outcome rests on; names that may be one person's share a `form`, and `names` compares them.
 * @typedef {Omit<Stored, "problems"> & {
 *   core: Core, page: Page, form: Lookup.Form, names: People.Compare, now: number,
 * }} Scene
 */
/** @typedef {"damaged" | "resting" | "contradiction" | "hidden"} Withheld why a person entered has no chip on any page */

/**
 * Why nothing is to be shown on any page now, and until when as far as the clock tells; null if something may be.
 * @param {Stored} stored @param {number} now @returns {{ reason: Messages.Silence, until: number | null } | null}
 */
export function silence({ settings, records, problems }, now) {
  /** @type {(reason: Messages.Silence, until?: number | null) => { reason: Messages.Silence, until: number | null }} */
  const because = (reason, until = null) => ({ reason, until });
  if (settings.place === undefined) return because("not-chosen");
  if (settings.place !== "page") return because("toolbar");
  if (Records.unreadable(problems)) return because("damaged");
  const until = Quiet.until(records, settings, now);
  if (until !== null) return because(Quiet.interviewing(records, now) ? "quiet" : "paused", until);
  if (Object.keys(records.people).length > 0) return null;
  return because(problems.length > 0 ? "damaged" : "nobody");
}

/** Everything that a page may say about a request. @type {Messages.Mark[][]} */
const MARKS = [[], ["connect"], ["connect", "at-once"], ["pending"], ["received"], ["withdrawn"]];

/**
 * Whether somebody is entered beside whose control something may stand, now or as far as the clock is foreseen.
 * @param {Stored & { core: Core }} stored @param {number} now
 */
export function anyone({ core, settings, records, problems, silenced }, now) {
  if (Records.unreadable(problems)) return false;
  /** @param {Situation.Person} person @param {Messages.Mark[]} marks */
  const shows = (person, marks) =>
    Timeline.steps(core, records, person, now, marks).some(
      ({ outcome }) => Quiet.withheld(core, records, settings, person, outcome, now) === null,
    );
  return Object.values(records.people).some(
    (person) =>
      !silenced.includes(person.id) &&
      !Quiet.resting(core, records, person, now) &&
      MARKS.some((marks) => shows(person, marks)),
  );
}

/** All entries of the human whom a page speaks of. @param {Scene} scene @param {Messages.Clue} clue @returns {Situation.Person[]} */
function entries({ core, page, records, form, names }, clue) {
  const found = People.all(page, records, owned(clue), names);
  const others = found.flatMap((one) => Lookup.others(records, one, Lookup.typed(core.names, form)));
  return [...new Set([...found, ...others])];
}

/**
 * The entry that a tip spoke of, if the page that says so shows somebody who may be this one. Another entry of the same
 * human may speak by then.
 * @param {Scene} scene @param {Messages.Clue} clue @param {string} id
 */
export const entry = (scene, clue, id) => entries(scene, clue).find((one) => one.id === id) ?? null;

/** One word for a human, whichever of their entries speaks. @param {Situation.Person[]} all their entries */
const human = (all) => all.map(({ id }) => id).sort()[0];

/**
 * The person entered whom a page speaks of. While several entries may be this one human, that of the most careful advice
 * speaks, and one about which nothing can be said before all; never none.
 * @param {Scene} scene @param {Messages.Clue} clue @returns {Situation.Person | null}
 */
export const person = (scene, clue) => speaker(scene, clue, entries(scene, clue));

/** @param {Scene} scene @param {Messages.Clue} clue @param {Situation.Person[]} all entries of the human @returns {Situation.Person | null} */
function speaker({ core, records, silenced, now }, clue, all) {
  if (all.length < 2) return all[0] ?? null;
  const careOf = (/** @type {Situation.Person} */ one) => {
    if (silenced.includes(one.id)) return Infinity;
    const { verdict } = Timeline.at(core, records, one, now, Noted.believed(core, one, clue.marks));
    return core.verdicts.findIndex(({ id }) => id === verdict);
  };
  return all.reduce((one, other) => (careOf(other) > careOf(one) ? other : one));
}

/** Whether a control leads to somebody entered and is called by another's name. @param {Scene} scene @param {Messages.Clue} clue */
export const isCalledOtherwise = ({ page, records, names }, clue) =>
  People.all(page, records, owned(clue)).length > 0 && People.all(page, records, owned(clue), names).length === 0;

/** @param {Messages.Clue} clue @returns {People.Owned} */
export const owned = ({ slug, opaque, member, name, how, own }) => ({ slug, opaque, member, name, how, own });

/** The people entered whom the question would be about, and its words; null if there is nobody to ask about. @param {Scene} scene @param {Messages.Clue} clue */
export function question({ core, records, settings, form, now }, clue) {
  if (clue.names.length === 0) return null;
  const typed = Lookup.typed(core.names, form);
  const seen = clue.names.flatMap(form);
  // Of whoever is history nothing would be said, whatever the answer.
  const isMeant = (/** @type {Situation.Person} */ person) =>
    typed(person.name).some((one) => seen.includes(one)) && !Quiet.resting(core, records, person, now);
  const people = People.candidates(records, owned(clue), isMeant);
  return people.length > 0
    ? Namesakes.about(core, Words.locale(core.locales, settings.locale), records, people, now)
    : null;
}

/** Why a person entered has no chip beside their control now, or null. @param {Scene} scene @param {Situation.Person} found @param {Messages.Mark[]} marks */
export function withheld(scene, found, marks) {
  const { core, records, now } = scene;
  return reason(scene, found, Timeline.at(core, records, found, now, Noted.believed(core, found, marks)));
}

/** @param {Scene} scene @param {Situation.Person} found @param {Timeline.Outcome} outcome @returns {Withheld | null} */
function reason({ core, records, settings, silenced, now }, found, outcome) {
  // What rests on a damaged entry could be wrong: the popup says what is wrong.
  if (silenced.includes(found.id)) return "damaged";
  return Quiet.withheld(core, records, settings, found, outcome, now);
}

/**
 * What stands beside a control, and the instant of the next change by the clock that is known of.
 * @param {Scene} scene @param {Messages.Clue} clue @returns {{ owner: Messages.Owner | null, until: number }}
 */
export function owner(scene, clue) {
  const { core, records, settings, now } = scene;
  const all = entries(scene, clue);
  const found = speaker(scene, clue, all);
  if (!found) return asked(scene, clue);
  const steps = Timeline.steps(core, records, found, now, Noted.believed(core, found, clue.marks));
  const until = steps.length > 1 ? steps[1].at : Infinity;
  const locale = Words.locale(core.locales, settings.locale);
  const face = Chip.face(core, locale, found, steps, now, records.zone);
  const { outcome } = steps[0];
  if (!face || reason(scene, found, outcome) !== null) return { owner: null, until };
  return {
    owner: { key: human(all), face: shown(face), choices: null, rests: Chip.signature(outcome) },
    until: Math.min(until, midnight(scene)),
  };
}

/** @param {Scene} scene @param {Messages.Clue} clue @returns {{ owner: Messages.Owner | null, until: number }} */
function asked(scene, clue) {
  const found = question(scene, clue);
  if (!found) return { owner: null, until: Infinity };
  const { people, face, yes, no } = found;
  return {
    owner: { key: people[0].id, face: shown(face), choices: [yes, no], rests: face.words },
    until: Namesakes.until(scene.records, people, scene.now),
  };
}

/** Chips name days as one does on this one. @param {Scene} scene */
const midnight = ({ records: { zone }, now }) => Time.instant(Time.daysLater(Time.day(now, zone), 1), zone);

/** @param {Chip.Face} face @returns {Messages.Face} */
const shown = ({ words, name, tone, icon, locale, direction }) => ({
  words,
  name,
  tone,
  icon,
  locale,
  direction: direction === "rtl" ? "rtl" : "ltr",
});
