/**
 * What is likely to happen to an application next, of all that the facts say can happen. Pure.
 */

/** @import { Core, Fact } from "../decision/core.js" */
/** @import * as Situation from "../decision/situation.js" */

/** Something that can happen. @typedef {{ fact: Fact, value: string }} Event */

/** Of so many answers it is likely to be one. */
const LIKELIEST = 2;

/**
 * Whether something has not happened yet: an answer leaves open those alone that come after it, in the order of the fact's
 * values, such as “I took the job” after the offer.
 * @param {Situation.Application} application @param {Event} event
 */
export function isToCome({ answers }, { fact, value }) {
  if (!fact.closes || !Object.hasOwn(answers, fact.id)) return true;
  return fact.values.indexOf(value) > fact.values.indexOf(answers[fact.id].value);
}

/**
 * The likeliest of all, in the order in which the facts name them: answers of theirs, and that one asks.
 * @template {Event} T @param {Core} core @param {T[]} all @param {Situation.Application} application @returns {T[]}
 */
export function next(core, all, application) {
  const answers = all.filter((event) => event.fact.closes && isToCome(application, event)).slice(0, LIKELIEST);
  return [...answers, ...all.filter(({ fact }) => fact.id === core.cards.noWord?.asked)];
}
