/**
 * A request that was noted, where the page shows Connect again: it may have been withdrawn or ignored, or the page be an old one.
 * Until that is said nobody is told to send another. Pure.
 */

import * as DateWords from "../words/datewords.js";
import * as Words from "../words/words.js";

/** @import { Core, Fact, Text } from "../decision/core.js" */
/** @import * as Advice from "./advice.js" */
/** @import * as Situation from "../decision/situation.js" */

const CONNECT = "connect";

/**
 * The fact that somebody noted and the page disagrees with, or null: what a page with “pending” shows, beside a Connect.
 * @param {Core} core @param {Situation.Person} person @param {readonly string[]} marks @returns {Fact | null}
 */
export function doubted(core, { answers }, marks) {
  if (!marks.includes(CONNECT)) return null;
  const disagrees = (/** @type {Fact} */ { id, page = {} }) => {
    const [sent, ...others] = page.pending ?? [];
    const isNoted = Object.hasOwn(answers, id) && answers[id].value === sent;
    return isNoted && others.length === 0 && page[CONNECT]?.includes(sent) === false;
  };
  return core.facts.find((fact) => fact.whose === "person" && disagrees(fact)) ?? null;
}

/**
 * What is believed of a page's marks: not the Connect beside a request that was noted.
 * @param {Core} core @param {Situation.Person} person @param {readonly string[]} marks @returns {string[]}
 */
export const believed = (core, person, marks) =>
  doubted(core, person, marks) === null ? [...marks] : marks.filter((mark) => mark !== CONNECT);

/**
 * What became of the request, as a question; null where nothing is in doubt.
 * @param {{ core: Core, text: Text, records: Situation.Records, now: number }} ground @param {Situation.Person} person
 * @param {readonly string[]} marks @returns {Advice.Question | null}
 */
export function question({ core, text, records, now }, person, marks) {
  const fact = doubted(core, person, marks);
  if (fact === null) return null;
  const { values = {}, event = {} } = text.facts[fact.id];
  const at = Date.parse(person.answers[fact.id].at);
  const day = DateWords.date(at, now, text.locale, records.zone);
  const asked = DateWords.isToday(at, now, records.zone) ? "tip-noted-today" : "tip-noted";
  const label = (/** @type {string} */ value) =>
    value === fact.unknown
      ? Words.fill(text.words["tip-noted-none"])
      : Words.fill(event[value]) || Words.fill(values[value]);
  const choices = (fact.page?.[CONNECT] ?? []).toReversed().map((value) => ({ value, label: label(value) }));
  return { fact: fact.id, application: "", ask: Words.fill(text.words[asked], { day }), help: "", choices };
}
