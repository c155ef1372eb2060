/**
 * The first page: what this does, on an invented example; what it never does, and the choice without which nothing happens on LinkedIn.
 */

import * as Bundle from "../../bundle.js";
import * as Capture from "../capture.js";
import * as Choice from "../choice.js";
import * as Scene from "../scene.js";
import * as Store from "../../store.js";
import * as Ui from "../ui.js";

const FORM = "../person/person.html";
const begun = await Ui.begin();
const { core, text, settings } = begun;
if (!Store.isForPages()) Ui.byId("does").textContent = Ui.word(text, "welcome-does-toolbar");
// Something is seen before anything is asked.
Scene.begin(Ui.byId("sample"), { core, text, sources: await Bundle.sources() }, Scene.example(text));
/** @type {Capture.Stage} */
const stage = { begun, now: Date.now(), page: await Bundle.page(), perform };

/** Do what was pressed, and say if that was refused. @param {() => Promise<unknown>} work */
async function perform(work) {
  Ui.byId("status").textContent = "";
  try {
    await work();
  } catch (error) {
    Ui.byId("status").textContent = Ui.word(text, Ui.refusal(error));
  }
}

/** Once it is chosen, the first interview is entered here. @param {boolean} chosen whether that was just now */
async function enter(chosen) {
  // What is being typed stays when the choice is another.
  if (!Ui.byId("next").hidden) return;
  Ui.byId("next").hidden = false;
  const nobody = { name: "", profile: "" };
  // What was begun in the form goes on there.
  if (!(await Capture.show(stage, nobody, FORM, left, chosen))) left();
}

/** The form stays one press away. */
function left() {
  Capture.hide();
  const link = Ui.make("a", { className: "button main", href: FORM }, Ui.word(text, "welcome-enter"));
  Ui.byId("capture").replaceChildren(link);
  Ui.byId("capture").hidden = false;
}

await Choice.begin(text, () => enter(true));
Ui.ready();
if (settings.place !== undefined) await enter(false);
