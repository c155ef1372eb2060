/**
 * The stage: what would it say if … It begins with what its address holds, else with an invented interview, and so with an
 * answer. Nothing here knows of the extension: the same files are a page of it, and a site by themselves.
 */

import * as Bundle from "../../bundle.js";
import * as Open from "../../engine/open.js";
import * as Questions from "./questions.js";
import * as Records from "../../engine/records.js";
import * as Scene from "./scene.js";
import * as Share from "./share.js";
import * as Stage from "../../engine/stage.js";
import * as Time from "../../engine/time.js";
import * as Ui from "../dom.js";
import * as Unreadable from "../unreadable.js";
import * as Words from "../../engine/words.js";

const { core, text, sources } = await begun();
const ground = { core, text, sources };
const example = { name: Ui.word(text, "try-name"), company: Ui.word(text, "try-company") };

/** What was told, by whom it is meant, and from when it is looked at. @type {Scene.Scene} */
let scene = await opened();
let stretches = Stage.stretches(core, scene.told);

/** What the stage rests on, in the language that the address asks for, else in the browser's. */
async function begun() {
  try {
    const wanted = new URLSearchParams(location.search).get("lang") ?? undefined;
    const read = await Promise.all([Bundle.core(), Bundle.text(wanted), Bundle.sources()]);
    Ui.say(read[1]);
    return { core: read[0], text: read[1], sources: read[2] };
  } catch (error) {
    if (error instanceof Bundle.Unreadable) Unreadable.explain(error.why);
    throw error;
  }
}

/** What the address or this device holds, else an example. @returns {Promise<Scene.Scene>} */
async function opened() {
  const { scene, word } = await Share.opened(core, example);
  Ui.byId("said").textContent = word && Ui.word(text, word);
  return scene ?? afresh();
}

/** @returns {Scene.Scene} */
function afresh() {
  const told = Stage.example(Date.now(), Time.zone());
  return { told, names: example, at: Stage.instant(told, Stage.hours(told, Date.now())) };
}

/** @param {string} id */
const field = (id) => /** @type {HTMLInputElement} */ (Ui.byId(id));
const slider = field("hours");

/** Another question is told: what is said at any instant may be something else. @param {Partial<Scene.Scene>} change */
function tell(change) {
  scene = { ...scene, ...change };
  stretches = Stage.stretches(core, scene.told);
  Scene.showBand(core, text, scene.told, stretches);
  const { start } = scene.told;
  if (document.activeElement !== field("date")) field("date").value = start.slice(0, 10);
  if (document.activeElement !== field("time")) field("time").value = start.slice(11);
  look(scene.at);
}

/** Look at the same from another instant. @param {number} at */
function look(at) {
  scene = { ...scene, at };
  const { told, names } = scene;
  const entered = Stage.entered(core, told, names);
  slider.value = String(Stage.hours(told, at));
  Scene.show(ground, scene, entered, act);
  const open = Open.open(core, entered.records, entered.person, at);
  const values = { ...names, first_name: Words.firstName(names.name, core.names) };
  Questions.show(rows, text, told.answers, open, values);
  field("previous").disabled = !stretches.some((stretch) => stretch.at < at);
  field("next").disabled = !stretches.some((stretch) => stretch.at > at);
  Share.keep(core, scene, example);
}

/** What was pressed in the tip. @param {Elements.Press} _press @param {View.Action} action */
async function act(_press, action) {
  if (action.ask === "answer") answer(action.fact, action.value);
  else Ui.byId("said").textContent = await View.copy(action);
}

/** @param {string} fact @param {string} value */
function answer(fact, value) {
  const { [fact]: _, ...answers } = scene.told.answers;
  if (value !== "") answers[fact] = { value, at: new Date(scene.at).toISOString() };
  tell({ told: { ...scene.told, answers } });
}

/** The interview is at another time; it is looked at from now, as far as the stage reaches. */
function move() {
  const [date, time] = [field("date"), field("time")];
  const year = Number(date.value.split("-")[0]);
  const wrong = !date.value
    ? date.validity.badInput
      ? "wrong-date-half"
      : "wrong-date"
    : year < Records.YEARS.first || year > Records.YEARS.last
      ? "wrong-year"
      : !time.value
        ? "wrong-time"
        : null;
  Ui.byId("problem").textContent = wrong && Ui.word(text, wrong);
  date.ariaInvalid = String(wrong !== null && wrong !== "wrong-time");
  time.ariaInvalid = String(wrong === "wrong-time");
  if (wrong) return;
  const told = { ...scene.told, start: `${date.value}T${time.value}` };
  tell({ told, at: Stage.instant(told, Stage.hours(told, Date.now())) });
}

const rows = Questions.begin(Ui.byId("questions"), ground, answer);
Object.assign(slider, { min: String(-Stage.REACH.before), max: String(Stage.REACH.after) });
slider.addEventListener("input", () => look(Stage.instant(scene.told, Number(slider.value))));
slider.addEventListener("keydown", (event) => {
  const days = { PageUp: 1, PageDown: -1 }[event.key];
  if (!days) return;
  event.preventDefault();
  const hour = Math.min(Stage.REACH.after, Math.max(-Stage.REACH.before, Number(slider.value) + days * 24));
  look(Stage.instant(scene.told, hour));
});
Ui.byId("previous").addEventListener("click", () => {
  const before = stretches.filter(({ at }) => at < scene.at);
  look(before[before.length - 1].at);
});
Ui.byId("next").addEventListener("click", () => {
  look(/** @type {Stage.Stretch} */ (stretches.find(({ at }) => at > scene.at)).at);
});
Ui.byId("now").addEventListener("click", () => look(Stage.instant(scene.told, Stage.hours(scene.told, Date.now()))));
for (const id of ["date", "time"]) Ui.byId(id).addEventListener("change", move);
for (const id of ["typed-name", "typed-company"])
  Ui.byId(id).addEventListener("input", () => {
    const [name, company] = [field("typed-name").value.trim(), field("typed-company").value.trim()];
    tell({ names: { name: name || example.name, company: company || example.company } });
  });
Ui.byId("told").addEventListener("submit", (event) => event.preventDefault());
Ui.byId("afresh").addEventListener("click", () => {
  for (const id of ["typed-name", "typed-company"]) field(id).value = "";
  for (const id of ["problem", "said"]) Ui.byId(id).textContent = "";
  Share.leave();
  tell(afresh());
});
Ui.byId("copy").addEventListener("click", async () => {
  Ui.byId("said").textContent = await Share.copy(core, text, scene);
});
addEventListener("hashchange", async () => tell(await opened()));
document.body.classList.toggle("embed", new URLSearchParams(location.search).has("embed"));
Share.languages(core, text);
Share.begin(() => Share.keep(core, scene, example));
tell({});
Ui.ready();
