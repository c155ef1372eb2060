/**
 * What the stage shows of one instant: the drawn button, the chip beside it, the moment in words, and the tip, which is
 * drawn by the view that draws it on LinkedIn's pages.
 */

import * as Advice from "../../engine/advice.js";
import * as Chip from "../../engine/chip.js";
import * as DateWords from "../../engine/datewords.js";
import * as Situation from "../../engine/situation.js";
import * as Stage from "../../engine/stage.js";
import * as Timeline from "../../engine/timeline.js";
import * as Ui from "../dom.js";
import * as Words from "../../engine/words.js";

/** @import { Core, Sources, Text } from "../../engine/core.js" */

/** @typedef {{ core: Core, text: Text, sources: Sources }} Ground */
/** @typedef {{ told: Stage.Told, names: Stage.Names, at: number }} Scene */
/** @typedef {ReturnType<typeof Stage.entered>} Entered */

/**
 * The words on a button of LinkedIn's, by its state.
 * @type {{ [mark: string]: string }}
 */
const BUTTONS = { connect: "check-connect", pending: "check-pending", received: "check-received" };

/** @param {Ground} ground @param {Scene} scene @param {Entered} entered @param {View.Act} act */
export function show(ground, scene, { records, person }, act) {
  const { core, text } = ground;
  const { told, names, at } = scene;
  Ui.byId("name").textContent = names.name;
  Ui.byId("company").textContent = names.company;
  const mark = Stage.button(core, told);
  Ui.byId("button").hidden = mark === null;
  Ui.byId("button").textContent = mark && Ui.word(text, BUTTONS[mark]);
  const steps = Timeline.steps(core, records, person, at);
  const face = Chip.face(core, text.locale, person, steps, at, told.zone);
  showChip(face);
  const tip = Ui.byId("tip");
  const model = Advice.of({ ...ground, records, settings: {}, now: at }, person);
  View.renew(tip, View.advice(model, act));
  const slider = /** @type {HTMLInputElement} */ (Ui.byId("hours"));
  const moment = `${DateWords.moment(at, at, text.locale, told.zone)} · ${beforeOrAfter(text, told, at)}`;
  Ui.byId("moment").textContent = moment;
  slider.setAttribute("aria-valuetext", [moment, face?.words ?? model.words.contradiction].join(". "));
}

/** @param {Chip.Face | null} face what stands on the chip; in a contradiction there is none */
function showChip(face) {
  const chip = Ui.byId("chip");
  chip.hidden = face === null;
  if (!face) return;
  chip.dataset.tone = face.tone;
  chip.replaceChildren(Icons.draw(face.icon), Ui.make("span", { className: "words" }, face.words));
}

/** How far before or after the interview an instant is. @param {Text} text @param {Stage.Told} told @param {number} at */
function beforeOrAfter(text, told, at) {
  const begins = Situation.begins(told);
  if (at === begins) return Ui.word(text, "try-at");
  const [first, last] = at < begins ? [at, begins] : [begins, at];
  return Ui.word(text, at < begins ? "try-before" : "try-after", {
    when: DateWords.countdown(last, first, text.locale, told.zone),
  });
}

/**
 * What is said all along the slider, as a band under it.
 * @param {Core} core @param {Text} text @param {Stage.Told} told @param {Stage.Stretch[]} stretches
 */
export function showBand(core, text, told, stretches) {
  const end = Stage.instant(told, Stage.REACH.after);
  Ui.byId("band").replaceChildren(
    ...stretches.map(({ at, verdict }, i) => {
      const { tone } = verdict ? Chip.look(core, verdict) : { tone: "quiet" };
      const part = Ui.make("span", { title: verdict ? Words.fill(text.verdicts[verdict].word) : "", data: { tone } });
      part.style.flexGrow = String((stretches[i + 1]?.at ?? end) - at);
      return part;
    }),
  );
}
