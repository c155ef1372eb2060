/**
 * The stage's questions: every fact that can be asked about, whose answers stand as choices; those that can't change what
 * is said any more are greyed and say so. No fact is known by name.
 */

import * as Open from "../../engine/decision/open.js";
import * as Records from "../../engine/records/records.js";
import * as Time from "../../engine/time/time.js";
import * as Ui from "../dom.js";
import * as Words from "../../engine/words/words.js";

/** @import { Core, Fact, Text } from "../../engine/decision/core.js" */
/** @import * as Stage from "../../engine/stage/stage.js" */

/** @typedef {{ fact: Fact, field: HTMLInputElement | HTMLSelectElement, label: HTMLElement, help: HTMLElement | null, reason: HTMLElement, remark: HTMLElement | null }} Row */
/** @typedef {(fact: string, value: string) => void} Give an answer was chosen; an empty one takes it back */

const GROUPS = [
  { whose: "person", word: "try-them" },
  { whose: "application", word: "try-application" },
  { whose: "me", word: "try-me" },
];

/**
 * Put the questions into an element.
 * @param {HTMLElement} element @param {{ core: Core, text: Text }} ground @param {Give} give @returns {Row[]}
 */
export function begin(element, { core, text }, give) {
  const rows = Open.askable(core).map((fact) => row(text, fact, give));
  for (const { whose, word } of GROUPS) {
    const those = rows.filter(({ fact }) => fact.whose === whose);
    if (those.length === 0) continue;
    // In sight are the first question, and those that the product itself puts when they matter.
    const isFirst = (/** @type {Row} */ one) => one === those[0] || one.fact.asked !== "on-request";
    const more = those.filter((one) => !isFirst(one));
    const others = Ui.make("details", {}, Ui.make("summary", {}, Ui.word(text, "form-more")), list(more));
    const parts = [
      Ui.make("h2", {}, Ui.word(text, word)),
      list(those.filter(isFirst)),
      more.length > 0 ? others : null,
    ];
    element.append(Ui.make("div", { className: "group" }, ...parts));
  }
  return rows;
}

/** @param {Row[]} rows */
const list = (rows) =>
  Ui.make(
    "div",
    { className: "questions" },
    ...rows.map(({ label, help, reason, remark }) =>
      Ui.make("div", { className: "field" }, label, remark, help, reason),
    ),
  );

/** @param {Text} text @param {Fact} fact @param {Give} give @returns {Row} */
function row(text, fact, give) {
  const field = fieldFor(text, fact);
  const reason = Ui.make("p", { className: "hint", id: `reason-${fact.id}` }, Ui.word(text, "try-greyed"));
  const { help } = text.facts[fact.id];
  const helping = help ? Ui.make("p", { className: "hint", id: `help-${fact.id}` }) : null;
  const isDay = fact.kind === "date";
  const remark = isDay ? Ui.make("p", { className: "problem", id: `remark-${fact.id}`, role: "alert" }) : null;
  field.name = fact.id;
  const said = [reason, helping, remark].flatMap((one) => (one ? [one.id] : []));
  field.setAttribute("aria-describedby", said.join(" "));
  field.addEventListener("change", () => isSound(field) && give(fact.id, field.value));
  return { fact, field, label: Ui.make("label", {}, Ui.make("span"), field), help: helping, reason, remark };
}

/** @param {Text} text @param {Fact} fact */
function fieldFor(text, fact) {
  if (fact.kind === "date") return Ui.make("input", { type: "date", ...Records.DAYS });
  if (!fact.values) return Ui.make("input", { type: "number", min: "0", step: "any" });
  const options = fact.values.map((value) => Ui.make("option", { value }));
  return Ui.make("select", {}, Ui.make("option", { value: "" }, Ui.word(text, "try-unsaid")), ...options);
}

/** @param {HTMLInputElement | HTMLSelectElement} field */
const isSound = (field) => field.checkValidity();

/**
 * The word for a day that cannot be, or that says nothing; null if it is as it should be. A day that tells of what has
 * happened is not to come; one that counts from an interview on is not before it.
 * @param {Fact} fact @param {string} day @param {Stage.Told} told @param {number} at
 */
function remarkOn(fact, day, { start, zone, background }, at) {
  if (day === "") return null;
  if (fact.events && day > Time.day(at, zone)) return "wrong-future";
  return fact.countsSince && !background && day < start.slice(0, 10) ? "try-before-it" : null;
}

/**
 * Show what was answered, who is meant, and which questions still matter.
 * @param {Row[]} rows @param {Text} text @param {{ told: Stage.Told, at: number }} scene @param {Set<string>} open
 * @param {{ [name: string]: string }} values
 */
export function show(rows, text, { told, at }, open, values) {
  const { answers } = told;
  for (const { fact, field, label, help, reason, remark } of rows) {
    const words = text.facts[fact.id];
    const value = answers[fact.id]?.value ?? "";
    const matters = open.has(fact.id);
    if (field.value !== value && field !== document.activeElement) field.value = value;
    if (field instanceof HTMLSelectElement) {
      field.value = value;
      for (const option of field.options)
        if (option.value) option.textContent = Words.fill(words.values?.[option.value], values);
    }
    /** @type {HTMLElement} */ (label.firstChild).textContent = Words.fill(words.ask ?? words.says, values);
    if (help) help.textContent = Words.fill(words.help, values);
    if (remark) {
      const word = remarkOn(fact, value, told, at);
      remark.textContent = word && Ui.word(text, word);
      remark.hidden = word === null;
    }
    // What was not said is not printed.
    /** @type {HTMLElement} */ (label.parentElement).classList.toggle("unsaid", value === "");
    label.classList.toggle("greyed", !matters);
    // A field that has the focus keeps it: it can be left, and answered otherwise, as before.
    field.disabled = !matters && field !== document.activeElement;
    reason.hidden = matters;
    if (help) help.hidden = !matters;
  }
}
