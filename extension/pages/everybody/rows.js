/**
 * The parts of the table of everybody: its filters, its heads, a row for each person, and what a row unfolds to.
 */

import * as Chip from "../../engine/advice/chip.js";
import * as DateWords from "../../engine/words/datewords.js";
import * as Everybody from "../../engine/today/everybody.js";
import * as PersonDetail from "../persondetail.js";
import * as Saying from "../../engine/words/saying.js";
import * as Ui from "../ui.js";
import * as Words from "../../engine/words/words.js";

/** @typedef {{ open: boolean, ticked: boolean }} Look */
/** @typedef {{ unfold: (id: string) => void, tick: (id: string, on: boolean) => void }} Acts */

/** What a column's cells are called; advice itself is what unfolds. @type {{ [column in Everybody.Column]: string }} */
const CLASSES = { person: "person", company: "company", stage: "stage", advice: "said", change: "change" };

/** What a filter is called: as what is said of those whom it shows. @param {PersonDetail.Stage} stage @param {Everybody.Choice} choice */
function named({ begun: { core, locale, text } }, { filter, outcome }) {
  if (outcome) return Saying.word(core, locale, outcome);
  return Ui.word(text, filter === "today" ? "today-title" : "everybody-over");
}

/**
 * @param {PersonDetail.Stage} stage @param {Everybody.Row[]} all @param {Everybody.Choice | null} chosen
 * @param {(choice: Everybody.Choice) => void} press
 */
export function filters(stage, all, chosen, press) {
  return Everybody.filters(stage.begun.core, all, chosen).map((one) => {
    const { filter, count } = one;
    const button = Ui.button(`${named(stage, one)} `, `filter-${filter}`, () => press(one), "filter");
    button.append(Ui.make("span", { className: "count" }, count.toLocaleString(stage.begun.locale)));
    button.setAttribute("aria-pressed", String(filter === chosen?.filter));
    return button;
  });
}

/**
 * The heads, each a button that sorts; before them one tick for all rows.
 * @param {PersonDetail.Stage} stage @param {Everybody.Row[]} rows @param {{ order: Everybody.Order, ticked: Set<string> }} look
 * @param {(column: Everybody.Column) => void} sort @param {(rows: Everybody.Row[], on: boolean) => void} tickAll
 */
export function heads({ begun: { text } }, rows, { order, ticked }, sort, tickAll) {
  const count = rows.filter(({ person }) => ticked.has(person.id)).length;
  const all = box(Ui.word(text, "everybody-tick-all"), "tick-all", rows.length > 0 && count === rows.length, (on) =>
    tickAll(rows, on),
  );
  const input = /** @type {HTMLInputElement} */ (all.firstElementChild);
  input.indeterminate = count > 0 && count < rows.length;
  return [
    Ui.make("td", { role: "cell", className: "tick" }, all),
    ...Everybody.COLUMNS.map((column) => {
      const sorted = order.column === column ? (order.down ? "descending" : "ascending") : "none";
      const button = Ui.button(Ui.word(text, `everybody-${column}`), `sort-${column}`, () => sort(column), "plain");
      return Ui.make(
        "th",
        { scope: "col", role: "columnheader", className: CLASSES[column], "aria-sort": sorted },
        button,
      );
    }),
  ];
}

/** A tick with a name of its own. @param {string} name @param {string} key @param {boolean} checked @param {(on: boolean) => void} ticked */
function box(name, key, checked, ticked) {
  const input = Ui.make("input", { type: "checkbox", checked, "aria-label": name, data: { key } });
  input.addEventListener("change", () => ticked(input.checked));
  return Ui.make("label", { className: "tick" }, input);
}

/** All that a row shows but its tick, as one text. @param {PersonDetail.Stage} stage @param {Everybody.Row} row @param {boolean} open */
export const says = (stage, row, open) =>
  JSON.stringify([
    ...[row.person.name, row.person.profiles?.[0], row.verdict, row.state, row.silenced, open, stage.begun.text.locale],
    ...[company(stage, row), PersonDetail.stageOf(stage, row.group), change(stage, row)],
  ]);

/** @param {PersonDetail.Stage} stage @param {Everybody.Row} row */
function company({ begun: { text, locale } }, { group, others }) {
  if (!group.application) return Ui.word(text, "entered-apart");
  const also = others.map((one) => one.company ?? "").filter(Boolean);
  const names = also.length > 0 ? Ui.word(text, "tip-also", { company: DateWords.list(also, locale) }) : "";
  return [group.application.company, names].filter(Boolean).join(", ");
}

/** When time brings another verdict, and which. @param {PersonDetail.Stage} stage @param {Everybody.Row} row */
function change({ begun: { core, text, locale, zone }, now }, { next }) {
  if (next === null) return "";
  const day = DateWords.isToday(next.at, now, zone)
    ? DateWords.moment(next.at, now, locale, zone)
    : Words.dated(next.at, locale, zone, { weekday: "short", day: "numeric", month: "short" });
  const inline = Saying.inline(core, locale, next.outcome);
  return inline ? Ui.word(text, "everybody-then", { day, next: inline }) : day;
}

/** @param {PersonDetail.Stage} stage @param {Everybody.Row} one @param {Look} look @param {Acts} acts */
export function row(stage, one, { open, ticked }, { unfold, tick }) {
  const { text } = stage.begun;
  const { person, group } = one;
  const name = Ui.button(person.name, `row-${person.id}`, () => unfold(person.id), "plain name");
  name.setAttribute("aria-expanded", String(open));
  if (open) name.setAttribute("aria-controls", `about-${person.id}`);
  const cell = (/** @type {string} */ className, /** @type {(Node | string | null)[]} */ ...children) =>
    Ui.make("td", { role: "cell", className }, ...children);
  const label = Ui.word(text, "everybody-tick", { name: person.name });
  return Ui.make(
    "tr",
    { id: `row-${person.id}`, role: "row", className: open ? "open" : "" },
    cell(
      "tick",
      box(label, `tick-${person.id}`, ticked, (on) => tick(person.id, on)),
    ),
    Ui.make(
      "th",
      { scope: "row", role: "rowheader", className: "person" },
      Ui.make("div", {}, name, Ui.profileLink(text, person)),
    ),
    cell("company", company(stage, one)),
    cell("stage", group.application ? PersonDetail.stageOf(stage, group) : ""),
    cell("said", said(stage, one)),
    cell("change", change(stage, one)),
  );
}

/** What is said now, in a word. @param {PersonDetail.Stage} stage @param {Everybody.Row} row */
function said({ begun: { core, locale, text } }, row) {
  const { verdict, silenced } = row;
  if (verdict === "")
    return Ui.make(
      "span",
      { className: "problem" },
      Ui.word(text, silenced ? "popup-silenced" : "popup-contradiction"),
    );
  const { tone, icon } = Chip.look(core, verdict);
  return View.pill(tone, icon, Everybody.says(core, locale, row));
}

/** What a row unfolds to: all that a tip would say, with what can be done. @param {PersonDetail.Stage} stage @param {Everybody.Row} row */
export const about = (stage, { person, steps }) =>
  Ui.make(
    "tr",
    { id: `about-${person.id}`, role: "row", className: "about" },
    Ui.make(
      "td",
      { role: "cell", colSpan: Everybody.COLUMNS.length + 1 },
      Ui.make("div", { className: "advice" }, ...PersonDetail.unfolded(stage, person, steps, "h2")),
    ),
  );
