/**
 * The timeline strip: what time alone does to the outcome, as shares of a bar and as words. Pure.
 */

import * as Chip from "./chip.js";
import * as DateWords from "../words/datewords.js";
import * as Foresee from "../decision/foresee.js";
import * as Saying from "../words/saying.js";
import * as Situation from "../decision/situation.js";
import * as Timeline from "../decision/timeline.js";
import * as Words from "../words/words.js";

/** @import { Core, Text } from "../decision/core.js" */

/**
 * `share` is of the whole strip; `rests` says what a hatched part rests on.
 * @typedef {Chip.Look & { share: number, hatched: boolean, when: string, verdict: string, rests: string }} Part
 * @typedef {{ parts: Part[], end: string }} Strip
 */

const DAY = 24 * 60 * 60_000;
/** The shortest stretch of time that a strip shows, so that a single day does not fill it. */
const LEAST = 3 * DAY;

/**
 * @param {{ core: Core, text: Text, records: Situation.Records, now: number }} ground @param {Situation.Person} person
 * @param {Timeline.Step[]} steps @returns {Strip}
 */
export function of(ground, person, steps) {
  const { core, text, records, now } = ground;
  const known = steps.map((step) => ({ ...step, rests: Foresee.restsOn(core, records, person, step) }));
  // Steps that look alike are one part.
  const looks = known.map(({ outcome, rests }) => `${Saying.state(outcome)} ${rests.join(" ")}`);
  const joined = known.filter((_, i) => i === 0 || looks[i] !== looks[i - 1]);
  const last = joined[joined.length - 1].at - now;
  const reach = Math.min(Timeline.HORIZON, Math.max(LEAST, Math.ceil(last * 1.3)));
  const parts = joined.map((step, i) => {
    const end = i + 1 < joined.length ? joined[i + 1].at : now + reach;
    const verdict = step.outcome.verdict;
    const rests = step.rests.map((id) => stays(core, text, id));
    const when =
      i === 0
        ? Words.fill(text.words["strip-now"])
        : Words.fill(text.words["strip-from"], { day: DateWords.moment(step.at, now, text.locale, records.zone) });
    return {
      share: Math.max(0, end - step.at) / reach,
      ...(verdict ? Chip.look(core, verdict) : { tone: "quiet", icon: "question" }),
      hatched: rests.length > 0,
      when,
      verdict: verdict ? Saying.word(core, text.locale, step.outcome) : Words.fill(text.words["strip-contradiction"]),
      rests: rests.join(" "),
    };
  });
  return {
    parts,
    end: Words.fill(text.words["strip-end"], { day: Words.day(now + reach, now, text.locale, records.zone) }),
  };
}

/** @param {Core} core @param {Text} text @param {string} id */
function stays(core, text, id) {
  const { says, values } = text.facts[id];
  return Words.fill(text.words["strip-if"], {
    says: Words.fill(says),
    answer: Words.fill(values?.[String(Situation.factOf(core, id).unknown)]),
  });
}
