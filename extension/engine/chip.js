// @ts-check
"use strict";

/**
 * What a chip says: its words, and a name that is complete by itself for those who only hear it. Pure.
 */
const Chip = (() => {
  /**
   * @typedef {{ words: string, name: string, tone: string, icon: string, next: Timeline.Step | null }} Face
   */

  /**
   * The face of a chip for a person whose timeline is `steps`, or null in a contradiction, which has no chip.
   * @param {any} core @param {string} locale @param {{ name: string }} person @param {Timeline.Step[]} steps
   * @param {number} now @param {string} zone @returns {Face | null}
   */
  function face(core, locale, person, steps, now, zone) {
    const { answer } = steps[0];
    if (answer.contradiction) return null;
    const { verdicts, until, chips, words } = core.chip[locale];
    const { icon, tone } = core.verdicts.find((/** @type {any} */ v) => v.id === answer.verdict);
    const next = answer.until === "clock" ? Timeline.nextVerdict(steps) : null;
    const values = {
      name: person.name,
      verdict: Text.fill(verdicts[answer.verdict].word),
      until: answer.until === "event" ? Text.fill(until[answer.rule], { name: person.name }) : "",
      answer: next ? Text.fill(verdicts[next.answer.verdict]?.inline) : "",
      day: next ? Text.day(next.at, now, locale, zone) : "",
    };
    const way = values.until ? "-until" : values.answer ? "-next" : "";
    const own = answer.chip ? Text.fill(chips[answer.rule], values) : "";
    const spoken = { ...values, verdict: own || Text.fill(verdicts[answer.verdict].inline) };
    return {
      words: own || (way ? Text.fill(words[`chip${way}`], values) : values.verdict),
      name: Text.fill(words[`chip-name${own ? "" : way}`], spoken),
      tone,
      icon,
      next,
    };
  }

  return Object.freeze({ face });
})();
