/**
 * The scene of a stage: a drawn button with the chip beside it, a slider through time, and the tip, which is drawn by the
 * view that draws it on LinkedIn's pages. The first page shows one, and the stage itself has questions beside it.
 */

import * as Advice from "../engine/advice/advice.js";
import * as Chip from "../engine/advice/chip.js";
import * as DateWords from "../engine/words/datewords.js";
import * as Situation from "../engine/decision/situation.js";
import * as Saying from "../engine/words/saying.js";
import * as Stage from "../engine/stage/stage.js";
import * as Time from "../engine/time/time.js";
import * as Timeline from "../engine/decision/timeline.js";
import * as Ui from "./dom.js";

/** @import { Core, Sources, Text } from "../engine/decision/core.js" */

/** @typedef {{ core: Core, text: Text, sources: Sources }} Ground */
/** @typedef {{ told: Stage.Told, names: Stage.Names, at: number }} Scene */
/** @typedef {ReturnType<typeof Stage.entered>} Entered */
/** Told whenever something else is shown. @typedef {(scene: Scene, entered: Entered) => void} Shown */
/** `tell` another question, or `answer` one: an empty value takes the answer back. @typedef {{ tell: (change: Partial<Scene>) => void, answer: (fact: string, value: string) => void }} Playing */

/**
 * The words on a button of LinkedIn's, by its state.
 * @type {{ [mark: string]: string }}
 */
const BUTTONS = { connect: "check-connect", pending: "check-pending", received: "check-received" };

/** The invented names of a stage. @param {Text} text @returns {Stage.Names} */
export const invented = (text) => ({ name: Ui.word(text, "try-name"), company: Ui.word(text, "try-company") });

/** A scene to begin with: an invented interview, looked at from now. @param {Text} text @returns {Scene} */
export function example(text) {
  const told = Stage.example(Date.now(), Time.zone());
  return { told, names: invented(text), at: Stage.present(told, Date.now()) };
}

/**
 * Put a scene into an element and let it be played with.
 * @param {HTMLElement} element @param {Ground} ground @param {Scene} begun @param {Shown} [shown] @returns {Playing}
 */
export function begin(element, ground, begun, shown) {
  const { core, text } = ground;
  const slider = Ui.make("input", { type: "range", id: "hours", step: "1" });
  Object.assign(slider, { min: String(-Stage.REACH.before), max: String(Stage.REACH.after) });
  const said = Ui.make("p", { className: "said", role: "status" });
  let scene = begun;
  /** @type {Stage.Stretch[]} */
  let stretches = [];

  /** @param {Partial<Scene>} change */
  function tell(change) {
    scene = { ...scene, ...change };
    stretches = Stage.stretches(core, scene.told);
    showBand(core, text, scene.told, stretches);
    look(scene.at);
  }
  /** Look at the same from another instant. @param {number} at */
  function look(at) {
    scene = { ...scene, at };
    const entered = Stage.entered(core, scene.told, scene.names);
    slider.value = String(Stage.hours(scene.told, at));
    show(ground, scene, entered, act);
    earlier.ariaDisabled = String(!stretches.some((stretch) => stretch.at < at));
    later.ariaDisabled = String(!stretches.some((stretch) => stretch.at > at));
    shown?.(scene, entered);
  }
  /** What was pressed in the tip. @param {Elements.Press} _press @param {View.Action} action */
  async function act(_press, action) {
    if (action.ask === "answer") answer(action.fact, action.value);
    else said.textContent = await View.copy(action);
  }
  /** @param {string} fact @param {string} value */
  function answer(fact, value) {
    const { [fact]: _, ...answers } = scene.told.answers;
    if (value !== "") answers[fact] = { value, at: new Date(scene.at).toISOString() };
    tell({ told: { ...scene.told, answers } });
  }

  const toHour = (/** @type {number} */ hour) => look(Stage.instant(scene.told, hour));
  const [earlier, now, later] = [
    jump(text, "earlier", "try-previous", () => look(stretches.filter(({ at }) => at < scene.at).slice(-1)[0].at)),
    jump(text, "now", "try-now", () => look(Stage.present(scene.told, Date.now()))),
    jump(text, "later", "try-next", () => look(stretches.filter(({ at }) => at > scene.at)[0].at)),
  ];
  slider.addEventListener("input", () => toHour(Number(slider.value)));
  slider.addEventListener("keydown", (event) => {
    const days = { PageUp: 1, PageDown: -1 }[event.key];
    if (!days) return;
    event.preventDefault();
    toHour(Math.min(Stage.REACH.after, Math.max(-Stage.REACH.before, Number(slider.value) + days * 24)));
  });
  element.append(
    profile(),
    when(text, slider, [earlier, now, later]),
    Ui.make("div", { className: "advice", id: "tip" }),
    said,
  );
  tell({});
  return { tell, answer };
}

/** A button that leads to another instant. Where there is none it is greyed and not switched off: who came by keys stays on it. @param {Text} text @param {string} id @param {string} word @param {() => void} press */
function jump(text, id, word, press) {
  const button = Ui.button(Ui.word(text, word), id, () => button.ariaDisabled !== "true" && press(), "plain");
  button.id = id;
  return button;
}

/** An invented profile, as far as it matters here. */
function profile() {
  return Ui.make(
    "div",
    { className: "profile" },
    Ui.make("span", { className: "avatar", id: "avatar", "aria-hidden": "true" }),
    Ui.make("p", { className: "name", id: "name" }),
    Ui.make("p", { className: "soft", id: "company" }),
    Ui.make(
      "p",
      { className: "buttons" },
      Ui.make("span", { className: "drawn", id: "button" }),
      Ui.make("span", { className: "chip", id: "chip" }),
    ),
  );
}

/** The way through time. @param {Text} text @param {HTMLInputElement} slider @param {HTMLButtonElement[]} jumps */
function when(text, slider, jumps) {
  const label = Ui.make("label", {}, Ui.make("span", {}, Ui.word(text, "try-slider")), " ");
  label.htmlFor = slider.id;
  label.append(Ui.make("span", { className: "moment", id: "moment" }));
  const band = Ui.make("div", { className: "band", id: "band", "aria-hidden": "true" });
  const beyond = Ui.make("p", { className: "hint", id: "beyond", hidden: true });
  slider.setAttribute("aria-describedby", beyond.id);
  const choices = Ui.make("div", { className: "choices" }, ...jumps);
  return Ui.make("div", { className: "when" }, label, slider, band, beyond, choices);
}

/** @param {Ground} ground @param {Scene} scene @param {Entered} entered @param {View.Act} act */
function show(ground, scene, { records, person }, act) {
  const { core, text } = ground;
  const { told, names, at } = scene;
  Ui.byId("name").textContent = names.name;
  Ui.byId("avatar").textContent = [...names.name][0] ?? "";
  Ui.byId("company").textContent = names.company;
  const mark = Stage.button(core, told);
  Ui.byId("button").hidden = mark === null;
  Ui.byId("button").textContent = mark && Ui.word(text, BUTTONS[mark]);
  const page = Stage.page(told);
  const steps = Timeline.steps(core, records, person, at, page);
  const face = Chip.face(core, text.locale, person, steps, at, told.zone);
  showChip(face);
  const tip = Ui.byId("tip");
  const model = Advice.of({ ...ground, records, settings: {}, now: at }, person, page);
  View.renew(tip, View.advice(model, act));
  const slider = /** @type {HTMLInputElement} */ (Ui.byId("hours"));
  const dated = DateWords.dated(at, Date.now(), text.locale, told.zone);
  const moment = [dated, clock(text, told, at), beforeOrAfter(core, text, told, at)].filter(Boolean).join(" · ");
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

/**
 * Whose clock is meant, where that of this device shows another hour, now or as the interview begins; else empty.
 * @param {Text} text @param {Stage.Told} told @param {number} at
 */
export function clock(text, told, at) {
  const here = Time.zone();
  const isSame = [at, Situation.begins(told)].every((one) => Time.wall(one, here) === Time.wall(one, told.zone));
  const where = told.zone.slice(told.zone.lastIndexOf("/") + 1).replaceAll("_", " ");
  return isSame ? "" : Ui.word(text, "try-clock", { where });
}

/** Say where today is out of the slider's reach. @param {Text} text @param {Stage.Told} told */
function showBeyond(text, told) {
  const now = Date.now();
  const [first, last] = [-Stage.REACH.before, Stage.REACH.after].map((hour) => Stage.instant(told, hour));
  const isEarlier = now < first;
  // A story has a present of its own.
  const isBeyond = !told.background && (isEarlier || now > last);
  const reach = isEarlier ? Stage.REACH.before : Stage.REACH.after;
  const when = DateWords.length({ days: reach / 24 }, text.locale);
  Ui.byId("beyond").textContent = isBeyond ? Ui.word(text, isEarlier ? "try-earlier" : "try-later", { when }) : "";
  Ui.byId("beyond").hidden = !isBeyond;
  Ui.byId("now").ariaDisabled = String(isBeyond);
}

/**
 * How far before or after the interview an instant is; empty where none is meant, or none takes place.
 * @param {Core} core @param {Text} text @param {Stage.Told} told @param {number} at
 */
function beforeOrAfter(core, text, told, at) {
  if (told.background ? !told.background.met : !Stage.takesPlace(core, told)) return "";
  const begins = Situation.begins(told);
  if (at === begins) return Ui.word(text, "try-at");
  const [first, last] = at < begins ? [at, begins] : [begins, at];
  return Ui.word(text, at < begins ? "try-before" : "try-after", {
    when: DateWords.countdown(last, first, text.locale, told.zone),
  });
}

/**
 * What is said all along the slider, as a band under it, and whether today lies on it.
 * @param {Core} core @param {Text} text @param {Stage.Told} told @param {Stage.Stretch[]} stretches
 */
function showBand(core, text, told, stretches) {
  showBeyond(text, told);
  const end = Stage.instant(told, Stage.REACH.after);
  Ui.byId("band").replaceChildren(
    ...stretches.map(({ at, verdict, outcome }, i) => {
      const { tone } = verdict ? Chip.look(core, verdict) : { tone: "quiet" };
      const part = Ui.make("span", { title: verdict ? Saying.word(core, text.locale, outcome) : "", data: { tone } });
      part.style.flexGrow = String((stretches[i + 1]?.at ?? end) - at);
      return part;
    }),
  );
}
