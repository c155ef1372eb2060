/**
 * What a chip says: its words, and a name that is complete by itself for those who only hear it. Pure.
 */

import * as Saying from "../words/saying.js";
import * as Timeline from "../decision/timeline.js";
import * as Words from "../words/words.js";

/** @import { Core } from "../decision/core.js" */

/** @typedef {{ tone: string, icon: string }} Look */
/**
 * What a chip shows, and the name that is complete by itself.
 * @typedef {Look & { words: string, name: string, next: Timeline.Step | null, locale: string, direction: string }} Face
 */

/**
 * The face of a chip for a person whose timeline is `steps`, or null in a contradiction, which has no chip.
 * @param {Core} core @param {string} locale @param {{ name: string }} person @param {Timeline.Step[]} steps
 * @param {number} now @param {string} zone @returns {Face | null}
 */
export function face(core, locale, person, steps, now, zone) {
  const { outcome } = steps[0];
  if (outcome.contradiction) return null;
  const { until, words } = core.chip[locale];
  const { icon, tone } = look(core, outcome.verdict);
  const release = Timeline.release(steps);
  const next = outcome.until === "clock" ? release.next : null;
  const values = {
    name: person.name,
    verdict: Saying.word(core, locale, outcome),
    until: release.event ? Words.fill(until[release.event.rule], { name: person.name }) : "",
    next: next ? Saying.inline(core, locale, next.outcome) : "",
    day: next ? Words.day(next.at, now, locale, zone) : "",
  };
  const way = values.until ? "-until" : values.next ? "-next" : "";
  const own = Saying.own(core, locale, outcome);
  // The words that are seen, as who names a control by voice says them; only the day is spoken in full.
  const spoken = { ...values, day: next ? Words.day(next.at, now, locale, zone, "long") : "" };
  return {
    words: own || (way ? Words.fill(words[`chip${way}`], values) : values.verdict),
    name: Words.fill(words[`chip-name${own ? "" : way}`], spoken),
    tone,
    icon,
    next,
    locale,
    direction: Words.fill(words["chip-direction"]),
  };
}

/** Icon and tone of a verdict. @param {Core} core @param {string} verdict */
export const look = (core, verdict) => core.verdicts.find((v) => v.id === verdict) ?? core.verdicts[0];

/** What tells one outcome from another: as long as it stays, nothing has changed for the person. @param {Timeline.Outcome} outcome */
export const signature = ({ verdict, rule, adjustment, application }) =>
  [verdict, rule, adjustment ?? "", application?.id ?? ""].join(" ");
