/**
 * Form fields made from facts: the bundle says what is asked, with which words and choices. No fact is known by name.
 */

import * as DateWords from "../engine/words/datewords.js";
import * as Records from "../engine/records/records.js";
import * as Time from "../engine/time/time.js";
import * as Ui from "./ui.js";
import * as Words from "../engine/words/words.js";

/** @import { Core, Fact, FactTexts, Text } from "../engine/decision/core.js" */
/** @import * as Situation from "../engine/decision/situation.js" */

/** @typedef {[string, HTMLElement] | null} Problem a word of the interface that says what is wrong, and the field that it is about */
/** @typedef {{ id: string, element: HTMLElement, read: () => Situation.Answer | null, problem: () => Problem }} Field */

/**
 * The facts that a form asks about somebody or something: those to be asked first, and the others.
 * @param {Core} core @param {"me" | "application" | "person"} whose
 */
export function asked(core, whose) {
  const all = core.facts.filter((f) => f.whose === whose && f.asked !== "never" && !f.reads);
  return { first: all.filter((f) => f.asked === "first"), more: all.filter((f) => f.asked !== "first") };
}

/** Whether some clock reads when this was answered, so that the date matters. @param {Core} core @param {Fact} fact */
const dated = (core, fact) =>
  fact.countsSince !== undefined || core.facts.some((f) => f.reads?.event === fact.id && f.kind === "number");

/**
 * A field for `fact` with the answer given so far, and how to read it: the answer, or null for none.
 * @param {{ core: Core, text: Text }} begun @param {Fact} fact @param {{ [name: string]: string }} values
 * @param {Situation.Answer | undefined} answer @returns {Field}
 */
export function field({ core, text }, fact, values, answer) {
  const words = text.facts[fact.id];
  const label = Words.fill(words.ask ?? words.says, values);
  const input =
    fact.kind === "date"
      ? Ui.make("input", { type: "date", value: answer?.value ?? "" })
      : fact.values
        ? choice(fact, words, values, answer)
        : Ui.make("input", { type: "number", min: "0", step: "any", value: answer?.value ?? "" });
  input.name = fact.id;
  const hint = words.help ? Ui.make("span", { className: "hint" }, Words.fill(words.help, values)) : null;
  const element = Ui.make("div", { className: "field" }, Ui.make("label", {}, label, input, hint));
  if (fact.kind === "date") element.append(understood(text, /** @type {HTMLInputElement} */ (input)));
  const when = fact.kind !== "date" && dated(core, fact) ? whenField(text, answer, input, fact) : null;
  if (when) element.append(when.element);
  return {
    id: fact.id,
    element,
    read() {
      if (input.value === "") return null;
      if (answer && answer.value === input.value && !when?.changed()) return answer;
      return { value: input.value, at: when?.read() ?? new Date(Date.now()).toISOString() };
    },
    problem() {
      const wrong = input instanceof HTMLInputElement && fact.kind === "date" ? dateProblem(input) : null;
      return wrong ? [wrong, input] : (when?.problem() ?? null);
    },
  };
}

/** @param {Fact} fact @param {FactTexts} words @param {{ [name: string]: string }} values @param {Situation.Answer | undefined} answer */
function choice(fact, words, values, answer) {
  const options = fact.values.map((value) => Ui.make("option", { value }, Words.fill(words.values?.[value], values)));
  const select = Ui.make("select", {}, Ui.make("option", { value: "" }, "–"), ...options);
  select.value = answer?.value ?? "";
  return select;
}

/** When it happened; today if a new answer leaves it alone. @param {Text} text @param {Situation.Answer | undefined} answer @param {HTMLInputElement | HTMLSelectElement} input @param {Fact} fact */
function whenField(text, answer, input, fact) {
  const day = answer ? Time.day(Date.parse(answer.at), Time.zone()) : "";
  let given = day;
  const date = Ui.make("input", { type: "date", value: day, name: `${fact.id}-when` });
  const element = Ui.make(
    "div",
    { className: "when" },
    Ui.make("label", {}, Ui.word(text, "form-when"), date),
    understood(text, date),
  );
  const show = () => {
    element.hidden = input.value === "" || input.value === fact.unknown;
    // The day of the stored answer is not that of another one; a day that was typed stays.
    if (date.value !== given) return;
    given = input.value === answer?.value ? day : "";
    date.value = given;
    date.dispatchEvent(new Event("input"));
  };
  input.addEventListener("change", show);
  show();
  return {
    element,
    changed: () => date.value !== day,
    /** @returns {Problem} */
    problem() {
      if (element.hidden) return null;
      const wrong = dateProblem(date) ?? (date.value > today() ? "wrong-future" : null);
      return wrong ? [wrong, date] : null;
    },
    read() {
      const now = Date.now();
      if (date.value === "") return new Date(now).toISOString();
      // A day without its hour counts at its end, so that it is surely after that day's meetings, but never ahead.
      const end = Time.instant(`${date.value}T23:59`, Time.zone());
      return new Date(Math.min(end, now)).toISOString();
    },
  };
}

/**
 * Which day a field holds, in the interface's language: the field itself follows the browser's, in which 03/10 may be either
 * of two days.
 * @param {Text} text @param {HTMLInputElement} field
 */
function understood(text, field) {
  const says = Ui.make("p", { className: "hint", role: "status" });
  const show = () => {
    const isDay = field.value !== "" && dateProblem(field) === null;
    says.textContent = isDay ? DateWords.whole(Time.instant(field.value, Time.zone()), text.locale, Time.zone()) : "";
  };
  for (const event of ["input", "change"]) field.addEventListener(event, show);
  show();
  return says;
}

/** The word for what is wrong with a date, or null; a date that was only begun is wrong too. @param {HTMLInputElement} input */
export function dateProblem(input) {
  if (input.validity.badInput) return "wrong-date-half";
  const year = Number(input.value.split("-")[0]);
  return input.value !== "" && (year < Records.YEARS.first || year > Records.YEARS.last) ? "wrong-year" : null;
}

const today = () => Time.day(Date.now(), Time.zone());

/** What fields say, by fact. @param {Field[]} fields @returns {Situation.Answers} */
export function answers(fields) {
  /** @type {Situation.Answers} */
  const found = {};
  for (const { id, read } of fields) {
    const answer = read();
    if (answer) found[id] = answer;
  }
  return found;
}

/** A text field. @param {{ [name: string]: Ui.Property }} properties */
export const input = (properties) =>
  Ui.make("input", { type: "text", autocomplete: "off", maxLength: 300, ...properties });

/** An element under its label. @param {Text} text @param {string} key @param {HTMLElement} element @param {string} [hint] */
export const labelled = (text, key, element, hint) =>
  Ui.make(
    "label",
    {},
    Ui.word(text, key),
    element,
    hint ? Ui.make("span", { className: "hint" }, Ui.word(text, hint)) : null,
  );

/** @typedef {{ [name: string]: string | boolean }} Typed what stands in fields, by their names */

/** What is typed into the named fields inside an element, for drafts. @param {HTMLElement} element */
export function typed(element) {
  /** @type {Typed} */
  const found = {};
  for (const field of fieldsIn(element)) found[field.name] = field.type === "checkbox" ? field.checked : field.value;
  return found;
}

/** Put back what was typed. @param {HTMLElement} element @param {Typed} values */
export function retype(element, values) {
  for (const field of fieldsIn(element)) if (Object.hasOwn(values, field.name)) put(field, values[field.name]);
}

/** Put a value into a field as if it were typed. @param {HTMLInputElement} field @param {string | boolean} value */
export function put(field, value) {
  if (field.type === "checkbox") field.checked = value === true;
  else field.value = String(value);
  field.dispatchEvent(new Event("change"));
}

/** @param {HTMLElement} element @returns {HTMLInputElement[]} */
const fieldsIn = (element) =>
  [...element.querySelectorAll("[name]")].map((field) => /** @type {HTMLInputElement} */ (field));

/**
 * A stored entry with what was changed in the form, and nothing else, so that another window's changes stay.
 * @template {object} Entry @param {Partial<Entry>} stored @param {Partial<Entry>} base the entry as the form first showed it
 * @param {Entry} entry as it is now @returns {Entry}
 */
export function merge(stored, base, entry) {
  /** @type {Records.Bag} */
  const merged = { ...stored };
  const first = /** @type {Records.Bag} */ (base);
  for (const [key, value] of Object.entries(entry)) {
    if (JSON.stringify(value) === JSON.stringify(first[key])) continue;
    if (key === "answers") merged.answers = mergedAnswers(bag(merged.answers), bag(first.answers), value);
    else set(merged, key, value);
  }
  return /** @type {Entry} */ (merged);
}

/** @param {unknown} value */
const bag = (value) => (Records.isObject(value) ? value : {});

/** @param {Records.Bag} stored @param {Records.Bag} base @param {Records.Bag} answers */
function mergedAnswers(stored, base, answers) {
  const merged = { ...stored };
  for (const id of new Set([...Object.keys(base), ...Object.keys(answers)]))
    if (JSON.stringify(answers[id]) !== JSON.stringify(base[id])) set(merged, id, answers[id]);
  return merged;
}

/** @param {Records.Bag} holder @param {string} key @param {unknown} value */
function set(holder, key, value) {
  if (value === undefined) delete holder[key];
  else holder[key] = value;
}
