/**
 * “You entered Ada Stone at Example Ltd. The same person?”: asked where somebody is typed or found, before anything is
 * saved. One of the addresses is the same human without a question; a name alone is a question that has to be answered.
 */

import * as Form from "./form.js";
import * as Lookup from "../engine/people/lookup.js";
import * as Situation from "../engine/decision/situation.js";
import * as Ui from "./ui.js";

/** @import { Page } from "../engine/decision/core.js" */

/** Whoever is typed: `name`, and the slug of the profile or null. @typedef {{ name: string, slug: string | null }} Wanted */

/**
 * `look` looks somebody up, whenever the fields are others. `same` is who it is, `apart` who it is not. `problem` is the
 * word that says that the question is open, with what is to be pressed.
 * @typedef {{
 *   element: HTMLElement, look: () => void, same: () => Situation.Person | null, apart: () => string[],
 *   problem: () => Form.Problem,
 * }} Same
 */

/** The form in which typed names are compared. @param {Ui.Begun} begun @param {Page} page */
export const formOf = ({ core }, page) => Lookup.typed(core.names, Names.of(page.names).forms);

/**
 * @param {Ui.Begun} begun @param {Lookup.Form} form @param {() => Wanted} wanted
 * @param {() => (() => void) | void} dismissed the address is somebody else's: it has to be another; gives what puts it back
 * @returns {Same}
 */
export function make(begun, form, wanted, dismissed) {
  const { records } = begun;
  const find = () => Lookup.person(records, wanted(), form);
  const { answer, said, open, same, refused } = answers(records, find);
  const shown = Ui.make("div", { role: "status" });
  const element = Ui.make("div", { className: "same" }, answer, shown);

  /** What stood there before the last press: the answer, whose name it was about, and what puts an address back. */
  let before = { answer: "", name: "", restore: /** @type {(() => void) | void} */ (undefined) };

  /** @param {string} word @param {string[]} ids @param {(() => void) | void} [restore] */
  function give(word, ids, restore) {
    before = { answer: answer.value, name: wanted().name, restore };
    put([word, ...ids].join(" "));
  }

  /** @param {string} value */
  function put(value) {
    answer.value = value;
    answer.dispatchEvent(new Event("input", { bubbles: true }));
    Ui.handOn(shown, look);
  }

  function back() {
    before.restore?.();
    const { answer: value } = before;
    before = { answer: "", name: "", restore: undefined };
    put(value);
  }

  function look() {
    const found = same();
    const asked = open();
    const not = refused(before.restore !== undefined && before.name === wanted().name);
    if (found) shown.replaceChildren(isKnown(begun, found, () => other(found)));
    else if (asked.length > 0) shown.replaceChildren(question(begun, asked, find().apart, give));
    else shown.replaceChildren(...(not ? [isOther(begun, not, back)] : []));
  }

  /** @param {Situation.Person} found */
  function other(found) {
    const restore = find().known ? dismissed() : undefined;
    give("no", [...said("no"), found.id], restore);
  }

  answer.addEventListener("change", look);
  return {
    element,
    look,
    same,
    apart: () => (same() ? [] : said("no")),
    problem: () => {
      look();
      const button = shown.querySelector("button");
      return button && open().length > 0 ? ["wrong-same", button] : null;
    },
  };
}

/**
 * What was answered, and what follows of it: who it is, and about whom it is still to be asked.
 * @param {Situation.Records} records @param {() => Lookup.Found} find
 */
function answers(records, find) {
  // It lies in a field, so that it is kept with the draft: “yes ID” or “no ID ID”.
  const answer = Form.input({ type: "hidden", name: "same" });
  const said = (/** @type {string} */ word) => {
    const [first, ...ids] = answer.value.split(" ");
    return first === word ? ids.filter((id) => Object.hasOwn(records.people, id)) : [];
  };

  /** What was answered counts for those whom it was asked about. */
  function open() {
    const { known, asked } = find();
    if (known) return [];
    const answered = [...said("yes"), ...said("no")];
    return asked.some(({ id }) => said("yes").includes(id)) ? [] : asked.filter(({ id }) => !answered.includes(id));
  }

  function same() {
    const { known, asked } = find();
    return known ?? asked.find(({ id }) => said("yes").includes(id)) ?? null;
  }

  /** Of whom it was said that it is somebody else, as far as the name is theirs, or any; null if of nobody. @param {boolean} any */
  function refused(any) {
    const { asked } = find();
    const [id] = said("no")
      .filter((one) => any || asked.some((person) => person.id === one))
      .slice(-1);
    return id === undefined ? null : records.people[id];
  }
  return { answer, said, open, same, refused };
}

/** Where somebody is entered, as far as it is known. @param {Ui.Begun} begun @param {Situation.Person} person */
const companies = ({ records }, person) =>
  Situation.applicationsOf(records, person)
    .map(({ company = "" }) => company)
    .filter(Boolean)
    .join(", ");

/** @param {Ui.Begun} begun @param {Situation.Person} person @param {() => void} other */
function isKnown(begun, person, other) {
  const { text } = begun;
  const company = companies(begun, person);
  const said = Ui.word(text, company ? "same-known" : "same-known-alone", { name: person.name, company });
  return Ui.make("p", {}, `✓ ${said} `, Ui.button(Ui.word(text, "same-other"), `other-${person.id}`, other, "plain"));
}

/** That it is somebody else, and the way back. @param {Ui.Begun} begun @param {Situation.Person} person @param {() => void} back */
const isOther = ({ text }, { id, name }, back) =>
  Ui.make(
    "p",
    {},
    `${Ui.word(text, "same-not", { name })} `,
    Ui.button(Ui.word(text, "undo"), `undo-${id}`, back, "plain"),
  );

/**
 * @param {Ui.Begun} begun @param {Situation.Person[]} asked @param {boolean} apart another address is known
 * @param {(word: string, ids: string[]) => void} give
 */
function question(begun, asked, apart, give) {
  const { text } = begun;
  const [{ name }] = asked;
  const where = companies(begun, asked[0]);
  const word = apart ? "same-apart" : asked.length === 1 && where ? "same-ask" : "same-ask-alone";
  const label = (/** @type {Situation.Person} */ one) =>
    asked.length === 1 ? Ui.word(text, "yes") : companies(begun, one) || one.name;
  const buttons = asked.map((one) => Ui.button(label(one), `same-${one.id}`, () => give("yes", [one.id])));
  const ids = asked.map(({ id }) => id);
  buttons.push(Ui.button(Ui.word(text, "same-other"), `other-${ids[0]}`, () => give("no", ids)));
  return Ui.make(
    "fieldset",
    { className: "question" },
    Ui.make("legend", {}, Ui.word(text, word, { name, company: where })),
    Ui.make("div", { className: "choices" }, ...buttons),
  );
}
