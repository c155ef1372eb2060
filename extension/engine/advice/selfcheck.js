/**
 * The self-check, “What do you see on this page?”: what a page saw, with what only the extension's own process knows: who
 * of those people was entered, and why no chip is shown. Pure.
 */

import * as Beside from "./beside.js";

/** @typedef {"unsure-state" | "unsure-owner" | "no-owner"} Unsure what is not sure of a button */
/**
 * Why no chip is shown, or that some are. The words for each are in rules/locales/.
 * @typedef {"shown" | "access" | Messages.Silence | Watch.Reason | "no-control" | "not-entered" | Unsure | Beside.Withheld | "not-in-view"
 *   | "no-room"} Reason
 */

/**
 * A control on the page: its state and which signals say so, whether it has a label, whose it is and by which clue that is
 * known, what its signs disagree about, whether that is somebody entered, and why no chip stands beside it: null if one does.
 * @typedef {{
 *   state: Find.State, says: Report.Line["says"], labelled: boolean, how: Owner.How, who: string | null,
 *   doubt: Report.Line["doubt"], entered: boolean, withheld: Beside.Withheld | null, inView: boolean, why: Reason | null,
 * }} Control
 */

/**
 * What a document shows. `path` names nobody; `keys` tells the newer front end; `known` whether there are labels in its
 * language; `controls` are the first of `total`; `shown` counts the chips that can be seen.
 * @typedef {{
 *   frame: boolean, path: string, language: string, known: boolean, keys: boolean, controls: Control[], total: number,
 *   shown: number, reason: Reason, misfits: number,
 * }} Page
 */

/**
 * @param {Beside.Scene} scene @param {Beside.Stored["problems"]} problems @param {Report.Seen} seen what a page says of itself
 * @returns {Page}
 */
export function complete(scene, problems, { controls, halted, ...page }) {
  const silent = halted ?? Beside.silence({ ...scene, problems }, scene.now)?.reason ?? null;
  const lines = controls.map((control) => line(scene, control, silent));
  return { ...page, controls: lines, reason: page.shown > 0 ? "shown" : (silent ?? reason(lines)) };
}

/** @param {Beside.Scene} scene @param {Report.Line} seen @param {Reason | null} silent @returns {Control} */
function line(scene, { clue, stands, ...seen }, silent) {
  const person = clue && Beside.person(scene, clue);
  const withheld = clue && person ? Beside.withheld(scene, person, clue.marks) : null;
  const doubt = clue && Beside.isCalledOtherwise(scene, clue) ? "owner" : seen.doubt;
  const control = { ...seen, doubt, entered: person !== null, withheld };
  return { ...control, why: stands ? null : (silent ?? missing(control)) };
}

/** Why a control has no chip. @param {Omit<Control, "why">} control @returns {Reason} */
function missing({ doubt, how, entered, withheld, inView }) {
  if (doubt !== null) return `unsure-${doubt}`;
  if (!entered) return how === "none" ? "no-owner" : "not-entered";
  return withheld ?? (inView ? "no-room" : "not-in-view");
}

/** Why a page has no chip. @param {Control[]} controls @returns {Reason} */
function reason(controls) {
  if (controls.length === 0) return "no-control";
  const entered = controls.filter((control) => control.entered);
  if (entered.length === 0) return unsure(controls) ?? "not-entered";
  const open = entered.filter((control) => control.withheld === null);
  if (open.length === 0) return entered[0].withheld ?? "not-entered";
  return open.some((control) => control.inView) ? "no-room" : "not-in-view";
}

/** What is not sure of the buttons of a page on which nobody entered was found; null where they are others'. @param {Control[]} controls @returns {Unsure | null} */
function unsure(controls) {
  const [doubt] = controls.flatMap((control) => control.doubt ?? []);
  if (doubt) return `unsure-${doubt}`;
  return controls.every(({ how }) => how === "none") ? "no-owner" : null;
}
