/**
 * What an outcome is called in a word, wherever it stands: on a chip, in a tip, in lists, in a table and in a calendar. Pure.
 */

import * as Words from "./words.js";

/** @import { Core } from "../decision/core.js" */
/** @import { Outcome } from "../decision/timeline.js" */

/** Outcomes of one state are called the same: a rule that has a word of its own makes one. @param {Outcome} outcome */
export const state = ({ verdict, rule, chip }) => (chip ? `${verdict} ${rule}` : verdict);

/** The rule's own word, if it has one. @param {Core} core @param {string} locale @param {Outcome} outcome */
export const own = (core, locale, { chip, rule }) => (chip ? Words.fill(core.chip[locale].chips[rule]) : "");

/** Standing alone; empty where nothing can be said. @param {Core} core @param {string} locale @param {Outcome} outcome */
export const word = (core, locale, outcome) =>
  own(core, locale, outcome) || Words.fill(core.chip[locale].verdicts[outcome.verdict]?.word);

/** In a sentence; empty where nothing can be said. @param {Core} core @param {string} locale @param {Outcome} outcome */
export const inline = (core, locale, outcome) =>
  own(core, locale, outcome) || Words.fill(core.chip[locale].verdicts[outcome.verdict]?.inline);
