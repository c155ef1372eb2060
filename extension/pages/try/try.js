/**
 * The stage: what would it say if … It begins with what its address holds, else with an invented interview, and so with an
 * answer. Nothing here knows of the extension: the same files are a page of it, and a site by themselves.
 */

import * as Bundle from "../../bundle.js";
import * as Open from "../../engine/decision/open.js";
import * as Questions from "./questions.js";
import * as Records from "../../engine/records/records.js";
import * as Scene from "../scene.js";
import * as Share from "./share.js";
import * as Stage from "../../engine/stage/stage.js";
import * as Ui from "../dom.js";
import * as Unreadable from "../unreadable.js";
import * as Words from "../../engine/words/words.js";

/** What the stage rests on. */
export const { core, text, sources } = await begun();
const ground = { core, text, sources };
const example = Scene.invented(text);

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
  return scene ?? Scene.example(text);
}

/** @param {string} id */
const field = (id) => /** @type {HTMLInputElement} */ (Ui.byId(id));

/** @type {Scene.Scene} */
let present;
/** @type {Set<Scene.Shown>} */
const followers = new Set();

/** Be told what is shown, now and whenever it is another. @param {Scene.Shown} follower */
export function follow(follower) {
  followers.add(follower);
  follower(present, Stage.entered(core, present.told, present.names));
}

/** Show something else. @param {Partial<Scene.Scene>} change */
export const tell = (change) => playing.tell(change);

/** What is shown is another: so are the fields beside it. @param {Scene.Scene} scene @param {Scene.Entered} entered */
function shown(scene, entered) {
  present = scene;
  const { records, person } = entered;
  const { told, names, at } = scene;
  for (const [id, value] of [
    ["date", told.start.slice(0, 10)],
    ["time", told.start.slice(11)],
  ])
    if (!isWrong && document.activeElement !== field(id)) field(id).value = value;
  const zone = Scene.clock(text, told, at);
  Ui.byId("zone").textContent = zone;
  Ui.byId("zone").hidden = zone === "";
  for (const key of /** @type {const} */ (["name", "company"]))
    if (document.activeElement !== field(`typed-${key}`))
      field(`typed-${key}`).value = names[key] === example[key] ? "" : names[key];
  const values = { ...names, first_name: Words.firstName(names.name, core.names) };
  Questions.show(rows, text, scene, Open.open(core, records, person, at, Stage.page(told)), values);
  // What more was entered can't be told by these, nor by a link.
  for (const id of ["date", "time", "typed-name", "typed-company"])
    Ui.byId(id).toggleAttribute("disabled", told.background !== undefined);
  showSharing();
  Share.keep(core, scene, example);
  for (const follower of followers) follower(scene, entered);
}

/** What stands in the fields is no date: there is nothing to share, and what was told before is not taken for it. */
let isWrong = false;

/** What can be shared is what is told, and no more than a link tells. */
function showSharing() {
  for (const id of ["copy", "report", "calendar"])
    Ui.byId(id).toggleAttribute("disabled", isWrong || present.told.background !== undefined);
}

/** Nothing is wrong with the date any more. */
function settle() {
  isWrong = false;
  Ui.byId("problem").textContent = "";
  for (const id of ["date", "time"]) field(id).ariaInvalid = "false";
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
  settle();
  if (wrong) {
    isWrong = true;
    Ui.byId("problem").textContent = Ui.word(text, wrong);
    (wrong === "wrong-time" ? time : date).ariaInvalid = "true";
    return showSharing();
  }
  const told = { ...present.told, start: `${date.value}T${time.value}` };
  playing.tell({ told, at: Stage.present(told, Date.now()) });
}

const rows = Questions.begin(Ui.byId("questions"), ground, (fact, value) => playing.answer(fact, value));
for (const id of ["date", "time"]) Ui.byId(id).addEventListener("change", move);
for (const id of ["typed-name", "typed-company"])
  Ui.byId(id).addEventListener("input", () => {
    const [name, company] = [field("typed-name").value.trim(), field("typed-company").value.trim()];
    playing.tell({ names: { name: name || example.name, company: company || example.company } });
  });
Ui.byId("told").addEventListener("submit", (event) => event.preventDefault());
Ui.byId("afresh").addEventListener("click", () => {
  for (const id of ["typed-name", "typed-company"]) field(id).value = "";
  for (const id of ["said", "done"]) Ui.byId(id).textContent = "";
  settle();
  Share.leave();
  playing.tell(Scene.example(text));
});
for (const [id, share] of /** @type {const} */ ([
  ["copy", Share.copy],
  ["report", Share.report],
]))
  Ui.byId(id).addEventListener("click", async () => {
    Ui.byId("done").textContent = await share(core, text, present);
  });
// In the extension what was entered has a calendar's file of its own, with names if that is wished.
Ui.byId("calendar").hidden = !Share.isSite;
Ui.byId("calendar").addEventListener("click", async () => {
  playing.tell({ told: await Share.calendar(core, text, present) });
  Ui.byId("done").textContent = Ui.word(text, "try-calendar-saved");
});
addEventListener("hashchange", async () => {
  const scene = await opened();
  settle();
  playing.tell(scene);
});
document.body.classList.toggle("embed", new URLSearchParams(location.search).has("embed"));
Share.languages(core, text, () => present, example);
Share.begin(() => Share.keep(core, present, example));
const playing = Scene.begin(Ui.byId("scene"), ground, await opened(), shown);
Ui.ready();
