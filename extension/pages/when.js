/**
 * “When?”: one native field for day and hour, days to press beside it, hours once one was pressed, and below it what was
 * understood: in the language of the interface, with weekday, zone and length, and what there is to know about it.
 */

import * as DateWords from "../engine/words/datewords.js";
import * as Form from "./form.js";
import * as Hours from "./hours.js";
import * as Time from "../engine/time/time.js";
import * as Ui from "./ui.js";

/** So many days can be pressed. */
const DAYS = 5;
/** Before and after these hours an interview is likely to be a slip. */
const [MORNING, NIGHT] = [6, 22];

/** In which words, and the person's own zone. @typedef {Pick<Ui.Begun, "text" | "locale" | "zone">} Said */
/** What is shown at first. `minutes` is the length, null where it is not said here. @typedef {{ value: string, zone: string, minutes: number | null }} Given */
/**
 * `read` is the wall-clock time, moved where clocks skip it, or null if none is typed. `say` tells what was understood, and `more`
 * that is to be known.
 * @typedef {{
 *   element: HTMLElement, field: HTMLInputElement, read: () => string | null, problem: () => Form.Problem,
 *   say: (zone: string, minutes: number | null, more?: string[]) => void, take: (wall: string) => void,
 *   ask: <One extends { when: string }>(question: string, all: One[], take: (one: One) => void) => void,
 * }} When
 */

/** @param {Said} begun @param {Given} given @param {number} now @returns {When} */
export function make(begun, given, now) {
  const { text, locale } = begun;
  const field = Form.input({ type: "datetime-local", name: "when", defaultValue: given.value });
  const hours = Hours.make(locale, field);
  const understood = Ui.make("p", { className: "hint", role: "status" });
  let { zone, minutes } = given;
  /** @type {string[]} */
  let others = [];
  const asked = Ui.make("div", { className: "which", hidden: true });
  const read = () => (field.value === "" ? null : thatThereIs(field.value, zone));

  function show() {
    const start = problem() ? null : read();
    if (start === null) return understood.replaceChildren();
    const at = Time.instant(start, zone);
    const length =
      minutes === null ? "" : DateWords.length({ hours: Math.floor(minutes / 60), minutes: minutes % 60 }, locale);
    const place = zone.split("/").at(-1)?.replaceAll("_", " ") ?? zone;
    // The zone's own name, as it is chosen: English in every language, and from left to right.
    const named = Ui.make("bdi", { lang: "en", dir: "ltr" }, place);
    const guess = hours.isGuessed() ? [Ui.word(text, "remark-guess", { time: DateWords.time(at, locale, zone) })] : [];
    const known = remarks(begun, field.value, at, zone, now);
    const rest = [`${length && `, ${length}`}.`, ...guess, ...known, ...others].join(" ");
    understood.replaceChildren(`${DateWords.full(at, locale, zone)}, `, named, rest);
  }

  /** @returns {Form.Problem} */
  function problem() {
    const wrong = Form.dateProblem(field);
    if (wrong) return [wrong, field];
    return field.value === "" ? ["wrong-date", field] : null;
  }

  field.addEventListener("input", show);
  field.addEventListener("change", show);
  show();
  return {
    element: Ui.make(
      "div",
      { className: "when" },
      Form.labelled(text, "form-when-is-it", field),
      Ui.make("div", { className: "choices days" }, ...days(begun, hours.give, now)),
      hours.element,
      asked,
      understood,
    ),
    field,
    read,
    problem,
    take: hours.take,
    ask: (question, all, take) => ask(asked, question, all, { locale, zone }, take),
    say(where, length, more = []) {
      zone = where;
      minutes = length;
      others = more;
      show();
    },
  };
}

/**
 * Ask which one is meant, with a press for each; nothing where there is none.
 * @template {{ when: string }} One
 * @param {HTMLElement} asked @param {string} question @param {One[]} all @param {Pick<Said, "locale" | "zone">} said
 * @param {(one: One) => void} take
 */
function ask(asked, question, all, { locale, zone }, take) {
  const days = all.map((one, i) =>
    Ui.button(DateWords.full(Time.instant(one.when, zone), locale, zone), `asked-${i}`, () => take(one), "plain"),
  );
  const parts = [
    Ui.make("p", { className: "hint", role: "status" }, question),
    Ui.make("div", { className: "choices days" }, ...days),
  ];
  asked.hidden = all.length === 0;
  asked.replaceChildren(...(asked.hidden ? [] : parts));
}

/** Days to press: today, tomorrow and those after. @param {Said} begun @param {(day: string) => void} give @param {number} now */
function days({ locale, zone }, give, now) {
  const today = Time.day(now, zone);
  return Array.from({ length: DAYS }, (_, ahead) => {
    const day = Time.daysLater(today, ahead);
    const words = DateWords.day(Time.instant(day, zone), ahead, locale, zone);
    return Ui.button(words, `day-${ahead}`, () => give(day), "plain");
  });
}

/** A wall-clock time, or the one that is meant where clocks skip it. @param {string} wall @param {string} zone */
function thatThereIs(wall, zone) {
  const exact = Time.later(wall, 0);
  if (exact === null) return wall;
  return Time.shown(exact, zone) === "skipped" ? Time.wall(Time.instant(exact, zone), zone) : exact;
}

/** An hour that clocks skip or show twice, one that is past or at night, and the hour of the person's own zone. @param {Said} begun @param {string} wall as it was typed @param {number} at @param {string} zone @param {number} now */
function remarks({ text, locale, zone: own }, wall, at, zone, now) {
  const found = [];
  const shown = Time.shown(wall, zone);
  const hour = Number(Time.wall(at, zone).slice(11, 13));
  if (shown === "skipped") found.push(Ui.word(text, "remark-gap", { time: DateWords.time(at, locale, zone) }));
  else if (shown === "twice") found.push(Ui.word(text, "remark-fold"));
  if (at < now) found.push(Ui.word(text, "remark-past"));
  if (hour < MORNING || hour >= NIGHT) found.push(Ui.word(text, "remark-night"));
  if (zone !== own) found.push(Ui.word(text, "remark-own-time", { day: DateWords.moment(at, now, locale, own) }));
  return found;
}
