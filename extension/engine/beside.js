/**
 * What is shown beside a control on LinkedIn, given whose it is as far as the page tells: a verdict for somebody entered, a
 * question for somebody who has the name of one, nothing for everybody else. Pure.
 */

import * as Chip from "./chip.js";
import * as Namesakes from "./namesakes.js";
import * as People from "./people.js";
import * as Quiet from "./quiet.js";
import * as Situation from "./situation.js";
import * as Time from "./time.js";
import * as Timeline from "./timeline.js";
import * as Words from "./words.js";

/** @import { Core, Page } from "./core.js" */
/** @import * as Records from "./records.js" */

/** @typedef {{ settings: Records.Settings, records: Situation.Records, problems: Records.Problem[] }} Stored */
/**
 * Everything that an answer rests on; `names` compares names.
 * @typedef {Omit<Stored, "problems"> & { core: Core, page: Page, names: People.Compare, now: number }} Scene
 */
/** @typedef {"resting" | "contradiction" | "hidden"} Withheld why a person entered has no chip on any page */

/**
 * Why nothing is to be shown on any page now, and until when as far as the clock tells; null if something may be.
 * @param {Stored} stored @param {number} now @returns {{ reason: Messages.Silence, until: number | null } | null}
 */
export function silence({ settings, records, problems }, now) {
  /** @type {(reason: Messages.Silence, until?: number | null) => { reason: Messages.Silence, until: number | null }} */
  const because = (reason, until = null) => ({ reason, until });
  if (settings.place === undefined) return because("not-chosen");
  if (settings.place !== "page") return because("toolbar");
  // With damaged entries an answer could be wrong: the popup says what is wrong, the page stays silent.
  if (problems.length > 0) return because("damaged");
  const until = Quiet.until(records, settings, now);
  if (until !== null) return because(Quiet.interviewing(records, now) ? "quiet" : "paused", until);
  return Object.keys(records.people).length === 0 ? because("nobody") : null;
}

/** The person entered whom a page speaks of. @param {Scene} scene @param {Messages.Clue} clue */
export const person = ({ page, records, names }, clue) => People.of(page, records, owned(clue), names);

/** @param {Messages.Clue} clue @returns {People.Owned} */
export const owned = ({ slug, opaque, member, name, how, own }) => ({ slug, opaque, member, name, how, own });

/** The people entered whom the question would be about, and its words; null if there is nobody to ask about. @param {Scene} scene @param {Messages.Clue} clue */
export function question({ core, records, settings, names, now }, clue) {
  if (clue.names.length === 0) return null;
  const isNamed = (/** @type {string} */ name) => clue.names.some((one) => names.same(one, name));
  const people = People.candidates(records, owned(clue), isNamed);
  return people.length > 0
    ? Namesakes.about(core, Words.locale(core.locales, settings.locale), records, people, now)
    : null;
}

/** Why a person entered has no chip beside their control now, or null. @param {Scene} scene @param {Situation.Person} found @param {Messages.Mark[]} marks */
export function withheld({ core, records, settings, now }, found, marks) {
  return Quiet.withheld(core, records, settings, found, Timeline.at(core, records, found, now, marks), now);
}

/**
 * What stands beside a control, and the instant of the next change by the clock that is known of.
 * @param {Scene} scene @param {Messages.Clue} clue @returns {{ owner: Messages.Owner | null, until: number }}
 */
export function owner(scene, clue) {
  const { core, records, settings, now } = scene;
  const found = person(scene, clue);
  if (!found) return asked(scene, clue);
  const steps = Timeline.steps(core, records, found, now, clue.marks);
  const until = steps.length > 1 ? steps[1].at : Infinity;
  const locale = Words.locale(core.locales, settings.locale);
  const face = Chip.face(core, locale, found, steps, now, records.zone);
  const { answer } = steps[0];
  if (!face || Quiet.withheld(core, records, settings, found, answer, now) !== null) return { owner: null, until };
  return {
    owner: { key: found.id, face: shown(face), choices: null, rests: Chip.signature(answer) },
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
    until: midnight(scene),
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
