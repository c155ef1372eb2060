/**
 * One interview in the form: when, how long, in which zone, who is in it.
 */

import * as DateWords from "../../engine/datewords.js";
import * as Form from "../form.js";
import * as Situation from "../../engine/situation.js";
import * as Time from "../../engine/time.js";
import * as Ui from "../ui.js";

/** @import { Text } from "../../engine/core.js" */
/** @import * as Records from "../../engine/records.js" */

/** @typedef {{ text: Text, locale: string, zone: string, now: number, people: () => { id: string, name: string }[] }} Around */

/**
 * An interview in the form. `entry` is as it would be stored; `remarks` says what there is to know.
 * @typedef {{
 *   id: string, element: HTMLElement, stored: Situation.Round | null, date: HTMLInputElement, clock: HTMLInputElement, empty: () => boolean,
 *   entry: () => Entry, problem: () => Form.Problem, remarks: (others: Row[]) => void, showWho: () => void,
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
  const { date, clock, length, zones, status } = inputs;
  const who = Ui.make("div", { className: "row who" });
  const remark = Ui.make("p", { className: "hint", role: "status" });
  const open = round ? (/** @type {string} */ person) => !round.who.includes(person) : () => !first;
  const entered = around.people();
  const absent = new Set(entered.length > 1 || round ? entered.map((p) => p.id).filter(open) : []);

  /** @type {Row} */
  const row = {
    id,
    element: fieldset(around, round, inputs, who, remark),
    stored: round,
    date,
    clock,
    /** Whether nothing was entered. */
    empty: () => date.value === "" && clock.value === "" && !date.validity.badInput && !clock.validity.badInput,
    /** As it would be stored. */
    entry() {
      const start = thatThereIs(`${date.value}T${clock.value}`, zones.value);
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
      if (row.empty()) return null;
      if (date.value === "") return [date.validity.badInput ? "wrong-date-half" : "wrong-date", date];
      const wrong = Form.dateProblem(date);
      if (wrong) return [wrong, date];
      return clock.value === "" ? ["wrong-time", clock] : null;
    },
    /** What there is to know, though nothing is wrong. @param {Row[]} others */
    remarks(others) {
      remark.textContent = row.problem() || row.empty() ? "" : remarks(around, row.entry(), others, row).join(" ");
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

/** A wall-clock time, or the one that is meant where clocks skip it. @param {string} wall @param {string} zone */
function thatThereIs(wall, zone) {
  const exact = Time.later(wall, 0);
  if (exact === null) return wall;
  return Time.shown(exact, zone) === "skipped" ? Time.wall(Time.instant(exact, zone), zone) : exact;
}

/** @param {Around} around @param {Situation.Round | null} round */
function inputsFor(around, round) {
  const { text, zone } = around;
  const [day, time = ""] = (round?.start ?? "").split("T");
  const date = Form.input({ type: "date", name: "date", value: day });
  const clock = Form.input({ type: "time", name: "time", value: time.slice(0, 5) });
  const known = [...new Set([zone, round?.zone ?? zone, ...Intl.supportedValuesOf("timeZone")])];
  const zones = select("zone", known, (name) => name.replaceAll("_", " "));
  zones.value = round?.zone ?? zone;
  const status = select("status", ["", "took-place", "moved", "cancelled"], (value) =>
    Ui.word(text, `status-${value || "planned"}`),
  );
  status.value = round?.status ?? "";
  // A meeting that has a new date is planned again.
  for (const field of [date, clock])
    field.addEventListener("input", () => {
      if (status.value === "moved") status.value = "";
    });
  return { date, clock, length: lengths(around, round), zones, status };
}

/**
 * @param {Around} around @param {Situation.Round | null} round @param {ReturnType<typeof inputsFor>} inputs
 * @param {HTMLElement} who @param {HTMLElement} remark
 */
function fieldset({ text }, round, { date, clock, length, zones, status }, who, remark) {
  return Ui.make(
    "fieldset",
    { className: "round" },
    Ui.make("legend", {}, round?.title || Ui.word(text, "form-round")),
    Ui.make(
      "div",
      { className: "row" },
      Form.labelled(text, "form-date", date),
      Form.labelled(text, "form-time", clock),
      Form.labelled(text, "form-length", length),
    ),
    who,
    remark,
    Ui.make(
      "details",
      {},
      Ui.make("summary", {}, Ui.word(text, "form-more")),
      Ui.make(
        "div",
        { className: "row" },
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

/** The hour of the person's own zone, hours that the clock skips or repeats, and overlaps. @param {Around} around @param {Entry} entry @param {Row[]} others @param {Row} row */
function remarks({ text, locale, zone }, entry, others, row) {
  const found = [];
  const begins = Situation.begins(entry);
  const typed = `${row.date.value}T${row.clock.value}`;
  const shown = Time.shown(typed, entry.zone);
  if (shown === "skipped")
    found.push(Ui.word(text, "remark-gap", { time: DateWords.time(begins, locale, entry.zone) }));
  else if (shown === "twice") found.push(Ui.word(text, "remark-fold"));
  if (entry.zone !== zone)
    found.push(Ui.word(text, "remark-own-time", { day: DateWords.moment(begins, Date.now(), locale, zone) }));
  const overlaps = others.some((other) => {
    if (other === row || other.empty() || other.problem()) return false;
    const theirs = other.entry();
    return Situation.begins(theirs) < Situation.ends(entry) && begins < Situation.ends(theirs);
  });
  if (overlaps) found.push(Ui.word(text, "remark-overlap"));
  return found;
}
