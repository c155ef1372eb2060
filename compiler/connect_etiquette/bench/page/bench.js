/**
 * The author's bench around the stage: why the answer is what it is, all stories to be played, and a situation to be kept
 * as one. What is shown survives that the page is loaded again, since every saved file does so.
 */

import * as Findings from "./findings.js";
import * as Scene from "./pages/scene.js";
import * as Situation from "./engine/decision/situation.js";
import * as Stage from "./engine/stage/stage.js";
import * as Stories from "./stories.js";
import * as Try from "./pages/try/try.js";
import * as Ui from "./pages/dom.js";
import * as Why from "./why.js";

const KEY = "bench";

/** @type {Scene.Scene} */
let scene;
/** How many questions were put; an answer to an earlier one comes too late. */
let asked = 0;

const bench = Ui.make("section", { className: "bench", id: "bench", lang: "en" });
/** @type {HTMLElement} */ (document.querySelector(".stage")).after(bench);
const why = Ui.make("div", { id: "why" });
const title = Ui.make("input", { type: "text", id: "title", maxLength: 200, autocomplete: "off" });
const said = Ui.make("p", { id: "kept", role: "status" });
bench.append(why, keeping(), Stories.list(play));

/** What is posed, as the server reads it. Names that were typed stay on the page: a story has those of the example. */
function posed() {
  const { records, person } = Stage.entered(Try.core, scene.told, Scene.invented(Try.text));
  return { build: Findings.build, records, person: person.id, at: scene.at, page: Stage.page(scene.told) };
}

/** Ask the server; what it refuses is an error in its words. @param {string} path @param {object} question */
async function ask(path, question) {
  const headers = { "Content-Type": "application/json" };
  const response = await fetch(`bench/${path}`, { method: "POST", headers, body: JSON.stringify(question) });
  if (!response.ok) throw new Error(await response.text());
  return response.json();
}

/** @param {Scene.Scene} present */
async function shown(present) {
  scene = present;
  asked += 1;
  const own = asked;
  try {
    const found = await ask("told", posed());
    if (own === asked) why.replaceChildren(...Why.shown(found));
  } catch (error) {
    if (own === asked)
      why.replaceChildren(Ui.make("p", { className: "problem" }, /** @type {Error} */ (error).message));
  }
}

/** Play a story, or what was shown before. @param {Scene.Scene} wanted */
function play(wanted) {
  history.replaceState(null, "", location.pathname + location.search);
  Try.tell({ ...wanted, told: { background: undefined, ...wanted.told, answers: known(wanted.told.answers) } });
  scrollTo({ top: 0 });
}

/** Those answers that the present rules know. @param {Situation.Answers} answers */
const known = (answers) =>
  Object.fromEntries(Object.entries(answers).filter(([id]) => Try.core.facts.some((fact) => fact.id === id)));

/** The form that keeps what is shown as a story. */
function keeping() {
  const keep = async (/** @type {Event} */ event) => {
    event.preventDefault();
    try {
      const { place } = await ask("keep", { ...posed(), title: title.value });
      said.textContent = `Kept: ${place}`;
      title.value = "";
    } catch (error) {
      said.textContent = /** @type {Error} */ (error).message;
    }
  };
  const label = Ui.make("label", {}, Ui.make("span", {}, "What is it about, in a line?"), title);
  const button = Ui.make("button", { type: "submit", id: "keep" }, "Keep as a story");
  const hint = "It goes into scenarios/kept.yaml with the answer that stands above; move it from there.";
  const form = Ui.make("form", { onsubmit: keep }, label, Ui.make("p", { className: "hint" }, hint), button, said);
  return Ui.make("section", { className: "keeping" }, Ui.make("h2", {}, "Keep this situation"), form);
}

const before = sessionStorage.getItem(KEY);
sessionStorage.removeItem(KEY);
Try.follow(shown);
if (before) {
  const { last, words } = JSON.parse(before);
  play(last);
  said.textContent = words;
}
Findings.follow(() => {
  sessionStorage.setItem(KEY, JSON.stringify({ last: scene, words: said.textContent }));
});
