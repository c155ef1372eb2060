/**
 * One interview in the form: when, how long, in which zone, who is in it.
 */

import * as DateWords from "../engine/words/datewords.js";
import * as Form from "./form.js";
import * as Situation from "../engine/decision/situation.js";
import * as Time from "../engine/time/time.js";
import * as Ui from "./ui.js";
import * as When from "./when.js";

/** @import { Text } from "../engine/decision/core.js" */
/** @import * as Reading from "./reading.js" */
/** @import * as Records from "../engine/records/records.js" */

/** @typedef {{ text: Text, locale: string, zone: string, now: number, people: () => { id: string, name: string }[] }} Around */

/**
 * An interview in the form. `entry` is as it would be stored; `remarks` says what there is to know.
 * @typedef {{
 *   id: string, element: HTMLElement, stored: Situation.Round | null, date: HTMLInputElement, empty: () => boolean,
 *   entry: () => Entry, problem: () => Form.Problem, remarks: (others: Row[], known?: string[]) => void, showWho: () => void,
 *   join: (id: string) => void, length: HTMLSelectElement,
 *   tell: (told: Reading.Told, before: Reading.Told) => void, restore: (values: Form.Typed) => void,
 *   ask: (told: Reading.Told) => void,
 * }} Row
 */

/** @typedef {Omit<Records.StoredRound, "application">} Entry an interview without its application */

const LENGTHS = [15, 30, 45, 60, 90, 120, 180, 240, 480];
/** So long it is where nobody has said it. */
const USUAL = 60;

/**
 * Whoever is in the form is in the first interview; who is in a further one is said by ticks, as nobody has said it yet.
 * @param {Around} around @param {Situation.Round | null} round as stored @param {string} id @param {boolean} first
 * @returns {Row}
 */
export function make(around, round, id, first) {
  const inputs = inputsFor(around, round);
  const { when, length, zones, status } = inputs;
  const date = when.field;
  const who = Ui.make("div", { className: "row who" });
  const open = round ? (/** @type {string} */ person) => !round.who.includes(person) : () => !first;
  const entered = around.people();
  const absent = new Set(entered.length > 1 || round ? entered.map((p) => p.id).filter(open) : []);

  const element = fieldset(around, round, inputs, who);
  /** @type {Row} */
  const row = {
    id,
    element,
    stored: round,
    date,
    length,
    ...telling(around, inputs, element),
    /** Whether nothing was entered. */
    empty: () => date.value === "" && !date.validity.badInput,
    /** As it would be stored. */
    entry() {
      const start = when.read() ?? "";
      return {
        start,
        end: Time.later(start, Number(length.value)) ?? start,
        zone: zones.value,
        who: around.people().flatMap((person) => (absent.has(person.id) ? [] : [person.id])),
        status: /** @type {Situation.Round["status"]} */ (status.value || undefined),
      };
    },
    /** What is wrong, and where. */
    problem() {
      return row.empty() ? null : when.problem();
    },
    /** Say what was understood, and what there is to know though nothing is wrong. @param {Row[]} others @param {string[]} known to be said as well */
    remarks(others, known = []) {
      const isSound = !row.empty() && !row.problem();
      const more = isSound && overlaps(row.entry(), others, row) ? [Ui.word(around.text, "remark-overlap")] : [];
      when.say(zones.value, Number(length.value), [...known, ...more]);
    },
    /** Somebody is new in the form: they were in no interview that is over. @param {string} person */
    join(person) {
      if (round && Situation.ends(round) <= around.now) absent.add(person);
    },
    /** With more than one person, each round asks who is in it. */
    showWho() {
      const people = around.people();
      who.replaceChildren(...(people.length < 2 ? [] : people).map((person) => tick(around, person, absent)));
    },
  };
  row.showWho();
  return row;
}

/**
 * What a text and a draft put into it.
 * @param {Around} around @param {ReturnType<typeof inputsFor>} inputs @param {HTMLElement} element
 * @returns {Pick<Row, "tell" | "ask" | "restore">}
 */
function telling(around, { when, length }, element) {
  const date = when.field;
  /** Ask which of the dates is meant that a text leaves open. @param {Reading.Told} told */
  function ask({ choices: { why, all } }) {
    const isOpen = date.value === "" && why !== null;
    when.ask(isOpen ? Ui.word(around.text, `asks-${why}`) : "", isOpen ? all : [], (one) => {
      choose(around, length, one.minutes ?? USUAL);
      when.take(one.when);
    });
  }
  return {
    ask,
    /** What a text tells goes where nothing was typed and chosen, or what the text before told. */
    tell(told, before) {
      if (!["", before.when].includes(date.value)) return;
      if (length.value === String(before.minutes ?? USUAL)) choose(around, length, told.minutes ?? USUAL);
      Form.retype(when.element, { when: told.when });
      ask(told);
    },
    /** What was typed here before. */
    restore(values) {
      if (Number(values.length) > 0) choose(around, length, Number(values.length));
      Form.retype(element, values);
      // Elsewhere than in the form it stands alone.
      Form.retype(when.element, values);
    },
  };
}

/** @param {Around} around @param {Situation.Round | null} round */
function inputsFor(around, round) {
  const { text, zone } = around;
  const known = [...new Set([zone, round?.zone ?? zone, ...Intl.supportedValuesOf("timeZone")])];
  const zones = select("zone", known, (name) => name.replaceAll("_", " "));
  zones.value = round?.zone ?? zone;
  const status = select("status", ["", "took-place", "moved", "cancelled"], (value) =>
    Ui.word(text, `status-${value || "planned"}`),
  );
  status.value = round?.status ?? "";
  // A meeting that has a new date is planned again.
  const length = lengths(around, round);
  const given = { value: (round?.start ?? "").slice(0, 16), zone: zones.value, minutes: Number(length.value) };
  const when = When.make(around, given, around.now);
  when.field.addEventListener("input", () => {
    if (status.value === "moved") status.value = "";
  });
  return { when, length, zones, status };
}

/**
 * @param {Around} around @param {Situation.Round | null} round @param {ReturnType<typeof inputsFor>} inputs
 * @param {HTMLElement} who
 */
function fieldset({ text }, round, { when, length, zones, status }, who) {
  return Ui.make(
    "fieldset",
    { className: "round" },
    Ui.make("legend", {}, round?.title || Ui.word(text, "form-round")),
    when.element,
    who,
    Ui.make(
      "details",
      {},
      Ui.make("summary", {}, Ui.word(text, "form-more")),
      Ui.make(
        "div",
        { className: "row" },
        Form.labelled(text, "form-length", length),
        Form.labelled(text, "form-zone", zones),
        Form.labelled(text, "form-status", status),
      ),
    ),
  );
}

/** Whether somebody is in it. @param {Around} around @param {{ id: string, name: string }} person @param {Set<string>} absent */
function tick({ text }, { id, name }, absent) {
  const box = Form.input({ type: "checkbox", name: `who-${id}`, checked: !absent.has(id) });
  box.addEventListener("change", () => absent[box.checked ? "delete" : "add"](id));
  return Ui.make("label", { className: "tick" }, box, name || Ui.word(text, "form-unnamed"));
}

/** @param {Around} around @param {Situation.Round | null} round */
function lengths(around, round) {
  const stored = round ? (Situation.ends(round) - Situation.begins(round)) / 60_000 : 0;
  const field = select("length", LENGTHS.map(String), (minutes) => lengthWords(around, Number(minutes)));
  choose(around, field, stored > 0 ? stored : USUAL);
  return field;
}

/** @param {Around} around @param {number} minutes */
const lengthWords = ({ locale }, minutes) =>
  DateWords.length({ hours: Math.floor(minutes / 60), minutes: minutes % 60 }, locale);

/** Choose a length, which may be none of the usual ones. @param {Around} around @param {HTMLSelectElement} field @param {number} minutes */
function choose(around, field, minutes) {
  const value = String(minutes);
  const options = [...field.options];
  if (!options.some((one) => one.value === value)) {
    const next = options.find((one) => Number(one.value) > minutes) ?? null;
    field.insertBefore(Ui.make("option", { value }, lengthWords(around, minutes)), next);
  }
  field.value = value;
}

/** @param {string} name @param {string[]} values @param {(value: string) => string} label */
const select = (name, values, label) =>
  Ui.make("select", { name }, ...values.map((value) => Ui.make("option", { value }, label(value))));

/** Whether an interview overlaps another one. @param {Entry} entry @param {Row[]} others @param {Row} row */
const overlaps = (entry, others, row) =>
  others.some((other) => {
    if (other === row || other.empty() || other.problem()) return false;
    const theirs = other.entry();
    return Situation.begins(theirs) < Situation.ends(entry) && Situation.begins(entry) < Situation.ends(theirs);
  });
