/**
 * What stands behind “Why?”: both sides, what it may bring and cost, what is only assumed, how far advice agrees, and
 * who says so. Pure.
 */

import * as DateWords from "../words/datewords.js";
import * as Decide from "../decision/decide.js";
import * as Situation from "../decision/situation.js";
import * as Words from "../words/words.js";

/** @import { Core, RuleTexts, Sources, Text } from "../decision/core.js" */
/** @import * as Timeline from "../decision/timeline.js" */

/** @typedef {{ title: string, url: string, where: string, claims: string[] }} Cited */
/**
 * @typedef {{
 *   reasons: string[], gain: string, risk: string, assumed: string[], tips: string[], agreement: string,
 *   sources: { label: string, list: Cited[] },
 * }} Why
 */

/**
 * @param {{ core: Core, text: Text, sources: Sources }} ground @param {Timeline.Outcome} outcome
 * @param {RuleTexts} main the texts shown: of the adjustment or the rule @param {RuleTexts} rule @param {{ [name: string]: string }} values
 * @returns {Why}
 */
export function of({ core, text, sources }, outcome, main, rule, values) {
  const tips = Decide.applying(core, core.tips, outcome.cellAt, outcome.verdict);
  return {
    reasons: (main === rule ? [rule] : [main, rule]).map((texts) => Words.fill(texts.why, values)),
    gain: Words.fill(rule.gain, values),
    risk: Words.fill(rule.risk, values),
    assumed: outcome.assumed.flatMap((id) => assumption(core, text, id)),
    tips: tips.map((id) => Words.fill(text.tips[id].text, values)),
    agreement: agreement(text, rule),
    sources: cited(text, sources, main === rule ? [rule] : [rule, main]),
  };
}

/** An assumption in words, for facts that the person may be asked about. @param {Core} core @param {Text} text @param {string} id */
function assumption(core, text, id) {
  const fact = Situation.factOf(core, id);
  if (fact.asked !== "when-it-matters") return [];
  const { says, values } = text.facts[id];
  const answer = Words.fill(values?.[String(fact.unknown)]) || String(fact.unknown);
  return [Words.fill(text.words["tip-assuming"], { says: Words.fill(says), answer })];
}

/** @param {Text} text @param {RuleTexts} rule */
function agreement(text, rule) {
  const { level, leans } = rule.agreement;
  const sentences = [`${Words.fill(text.words[`agreement-${level}${level === "most" ? `-${leans}` : ""}`])}.`];
  const question = rule.situation ? text.situations[rule.situation] : undefined;
  if (question) sentences.push(...counted(text, Words.fill(question.asks), rule.agreement));
  if (rule.ours && level !== "own") sentences.push(Words.fill(text.words["agreement-ours"]));
  return sentences.join(" ");
}

/** What was asked, and how many said what; a side that nobody took is left out. @param {Text} text @param {string} asks @param {RuleTexts["agreement"]} agreement */
function counted(text, asks, { go, wait, depends }) {
  const sides = Object.entries({ yes: go, no: wait, depends }).filter(([, [firm, more]]) => firm + more > 0);
  const told = sides.map(([side, [firm, more]]) => {
    const count = [firm || "", more ? `+${more}` : ""].filter(Boolean).join(" ");
    return Words.fill(text.words[`agreement-${side}`], { count });
  });
  const sentences = [Words.fill(text.words["agreement-asked"], { says: asks, answer: told.join(", ") })];
  if (sides.some(([, [, more]]) => more > 0)) sentences.push(Words.fill(text.words["agreement-plus"]));
  return sentences;
}

/** The sources behind these texts, those that speak to the rule's own situation first. @param {Text} text @param {Sources} sources @param {RuleTexts[]} texts */
function cited(text, sources, texts) {
  const situations = texts.map(({ situation }) => situation).filter(Boolean);
  const list = sources.sources.flatMap((source) => {
    const claims = source.claims.filter((claim) => situations.includes(claim.situation));
    if (claims.length === 0) return [];
    const archived = source.url ? "" : Words.fill(text.words["seen-archived"]);
    const where = [source.publisher, source.country, source.year, read(text, source), archived];
    return [
      {
        title: source.title,
        url: source.url,
        where: where.filter(Boolean).join(", "),
        claims: claims.map((claim) => claim.says),
      },
    ];
  });
  return { label: DateWords.plural(text, "tip-sources", list.length), list };
}

/** How far a source was read, and when. @param {Text} text @param {Sources["sources"][number]} source */
function read(text, { seen, readOn }) {
  const says = Words.fill(text.words[seen === "full" ? "seen-full" : "seen-part"]);
  if (!readOn) return says;
  const day = new Intl.DateTimeFormat(text.locale, { dateStyle: "medium", timeZone: "UTC" }).format(new Date(readOn));
  return Words.fill(text.words["seen-on"], { says, day });
}
