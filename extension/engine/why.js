/**
 * What stands behind “Why?”: both sides, what it may bring and cost, what is only assumed, how far advice agrees, and
 * who says so. Pure.
 */

import * as Dates from "./dates.js";
import * as Decide from "./decide.js";
import * as Situation from "./situation.js";
import * as Words from "./words.js";

/** @import { Core, RuleTexts, Sources, Text } from "./core.js" */
/** @import * as Timeline from "./timeline.js" */

/** @typedef {{ title: string, url: string, where: string, claims: string[] }} Cited */
/**
 * @typedef {{
 *   reasons: string[], gain: string, risk: string, assumed: string[], tips: string[], agreement: string,
 *   sources: { label: string, list: Cited[] },
 * }} Why
 */

/**
 * @param {{ core: Core, text: Text, sources: Sources }} ground @param {Timeline.Answer} answer
 * @param {RuleTexts} main the texts shown: of the adjustment or the rule @param {RuleTexts} rule @param {{ [name: string]: string }} values
 * @returns {Why}
 */
export function of({ core, text, sources }, answer, main, rule, values) {
  const tips = Decide.applying(core, core.tips, answer.cellAt, answer.verdict);
  return {
    reasons: (main === rule ? [rule] : [main, rule]).map((texts) => Words.fill(texts.why, values)),
    gain: Words.fill(rule.gain, values),
    risk: Words.fill(rule.risk, values),
    assumed: answer.assumed.flatMap((id) => assumption(core, text, id)),
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
  const { level, go, wait, depends } = rule.agreement;
  const count = (/** @type {number[]} */ [firm, more]) => (more ? `${firm} +${more}` : String(firm));
  const sentences = [`${Words.fill(text.words[`agreement-${level}`])}.`];
  if ([go, wait, depends].some(([firm, more]) => firm + more > 0))
    sentences.push(
      Words.fill(text.words["agreement-counts"], { go: count(go), wait: count(wait), depends: count(depends) }),
    );
  if ([go, wait, depends].some(([, more]) => more > 0)) sentences.push(Words.fill(text.words["agreement-plus"]));
  if (rule.ours) sentences.push(Words.fill(text.words["agreement-ours"]));
  return sentences.join(" ");
}

/** The sources behind these texts, those that speak to the rule's own situation first. @param {Text} text @param {Sources} sources @param {RuleTexts[]} texts */
function cited(text, sources, texts) {
  const situations = texts.map(({ situation }) => situation).filter(Boolean);
  const list = sources.sources.flatMap((source) => {
    const claims = source.claims.filter((claim) => situations.includes(claim.situation));
    if (claims.length === 0) return [];
    const where = [source.publisher, source.country, source.year, read(text, source.seen)];
    return [
      {
        title: source.title,
        url: source.url,
        where: where.filter(Boolean).join(", "),
        claims: claims.map((claim) => claim.says),
      },
    ];
  });
  return { label: Dates.plural(text, "tip-sources", list.length), list };
}

/** How far a source was read. @param {Text} text @param {string} seen */
const read = (text, seen) => Words.fill(text.words[seen === "full" ? "seen-full" : "seen-part"]);
