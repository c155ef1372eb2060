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
/** @import * as Records from "../engine/records/records.js" */

/** @typedef {{ text: Text, locale: string, zone: string, now: number, people: () => { id: string, name: string }[] }} Around */

/**
 * An interview in the form. `entry` is as it would be stored; `remarks` says what there is to know.
 * @typedef {{
 *   id: string, element: HTMLElement, stored: Situation.Round | null, date: HTMLInputElement, empty: () => boolean,
 *   entry: () => Entry, problem: () => Form.Problem, remarks: (others: Row[], known?: string[]) => void, showWho: () => void,
 *   join: (id: string) => void,
 * }} Row
 */

/** @typedef {Omit<Records.StoredRound, "application">} Entry an interview without its application */

const LENGTHS = [15, 30, 45, 60, 90, 120, 180, 240, 480];

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

  /** @type {Row} */
  const row = {
    id,
    element: fieldset(around, round, inputs, who),
    stored: round,
    date,
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
function lengths({ locale }, round) {
  const stored = round ? (Situation.ends(round) - Situation.begins(round)) / 60_000 : 0;
  const given = stored > 0 ? stored : 60;
  const all = [...new Set([...LENGTHS, given])].sort((a, b) => a - b).map(String);
  const field = select("length", all, (minutes) =>
    DateWords.length({ hours: Math.floor(Number(minutes) / 60), minutes: Number(minutes) % 60 }, locale),
  );
  field.value = String(given);
  return field;
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
