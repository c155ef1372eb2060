/**
 * Everybody entered, as a table: sorted by any column, filtered, each row to unfold, and several to be thanked or forgotten by
 * one press that can be taken back; below it the companies.
 */

import * as Bundle from "../../bundle.js";
import * as Companies from "./companies.js";
import * as Everybody from "../../engine/today/everybody.js";
import * as Folds from "../folds.js";
import * as LongList from "../longlist.js";
import * as Lookup from "../../engine/people/lookup.js";
import * as Press from "../press.js";
import * as Rows from "./rows.js";
import * as Store from "../../store.js";
import * as Ticked from "./ticked.js";
import * as Ui from "../ui.js";

/** So many rows fill a large window. */
const SCREENFUL = 30;

let begun = await Ui.begin();
const [sources, page] = await Promise.all([Bundle.sources(), Bundle.page()]);
const form = Lookup.typed(begun.core.names, Names.of(page.names).forms);
/** To the minute, as all times that were entered. */
const minute = () => Math.floor(Date.now() / 60_000) * 60_000;
/** What everything here is made from. @type {import("../persondetail.js").Stage} */
const stage = { begun, sources, now: minute(), perform };
const list = LongList.make(Ui.byId("people"), SCREENFUL);
const companies = LongList.make(Ui.byId("companies"), SCREENFUL);
const sought = /** @type {HTMLInputElement} */ (Ui.byId("sought"));

/** How the table is looked at: nothing of it is stored. */
const look = {
  order: /** @type {Everybody.Order} */ ({ column: "company", down: false }),
  chosen: /** @type {Everybody.Choice | null} */ (null),
  unfolded: /** @type {Set<string>} */ (new Set()),
  ticked: /** @type {Set<string>} */ (new Set()),
};
/** Everybody, as worked out last, and from what. */
let known = { records: /** @type {unknown} */ (null), settings: "", now: 0, rows: /** @type {Everybody.Row[]} */ ([]) };
/** How often all was worked out: what is unfolded rests on much. */
let times = 0;

/** Work out anew what is entered, if it or the hour is another. @param {boolean} always though nothing is stored otherwise */
async function render(always) {
  begun = await Ui.begin();
  const [now, settings] = [minute(), JSON.stringify(begun.settings)];
  Object.assign(stage, { begun, now });
  const isAsKnown = known.records === begun.records && known.settings === settings && known.now === now;
  if (isAsKnown && !always) return;
  known = { records: begun.records, settings, now, rows: Everybody.rows({ ...begun, form, now }) };
  times += 1;
  Ui.byId("damaged").replaceChildren(...damaged());
  Ui.byId("filters").ariaLabel = Ui.word(begun.text, "everybody-show");
  sought.placeholder = Ui.word(begun.text, "popup-filter");
  show();
}

/** Some of it can't be read: who is missing here is not lost. */
function damaged() {
  const { problems, text } = begun;
  if (problems.length === 0) return [];
  const link = Ui.make("a", { href: "../options/options.html#data" }, Ui.word(text, "problem-mend"));
  return [
    Ui.make(
      "div",
      { className: "notice", data: { tone: "fault" } },
      Ui.make("p", {}, Ui.word(text, "problem-title"), " ", link),
    ),
  ];
}

/** Show those who are wanted, in the order that is. */
function show() {
  const { core, locale, text } = begun;
  const wanted = { filter: look.chosen?.filter ?? null, sought: sought.value };
  const rows = Everybody.shown(core, locale, known.rows, look.order, wanted);
  View.renew(Ui.byId("filters"), Rows.filters(stage, known.rows, look.chosen, choose));
  View.renew(Ui.byId("heads"), Rows.heads(stage, rows, look, sort, tickAll));
  list.show(
    rows.flatMap((row) => {
      const { id } = row.person;
      const open = look.unfolded.has(id);
      const says = Rows.says(stage, row, open);
      const make = () => Rows.row(stage, row, { open, ticked: look.ticked.has(id) }, { unfold, tick });
      const below = { id: `about-${id}`, says: `${times}`, make: () => Rows.about(stage, row) };
      return open ? [{ id, says, make }, below] : [{ id, says, make }];
    }),
  );
  // A row that stays is ticked as it was; another press may have ticked all, or nobody.
  for (const { person } of rows) {
    const box = /** @type {HTMLInputElement | null} */ (document.querySelector(`#row-${CSS.escape(person.id)} input`));
    if (box) box.checked = look.ticked.has(person.id);
  }
  const name = sought.value.trim();
  Ui.byId("none").textContent =
    rows.length > 0
      ? ""
      : name
        ? Ui.word(text, "find-nobody", { name })
        : Ui.word(text, known.rows.length === 0 ? "popup-nobody" : "everybody-none");
  const applications = Everybody.applications(locale, begun.records, rows, wanted);
  Ui.byId("companies-title").hidden = applications.length === 0;
  companies.show(Companies.entries(stage, applications));
  showTicked(rows);
}

/** What can be done with those who are ticked and in sight: nobody is forgotten unseen. @param {Everybody.Row[]} rows */
function showTicked(rows) {
  const people = rows.map(({ person }) => person).filter(({ id }) => look.ticked.has(id));
  Ui.byId("ticked").hidden = people.length === 0;
  View.renew(
    Ui.byId("ticked"),
    Ticked.actions(stage, people, () => untick(people)),
  );
}

/** Who was ticked while it was done stays so. @param {{ id: string }[]} people those for whom something is done */
function untick(people) {
  for (const { id } of people) look.ticked.delete(id);
  show();
}

/** @param {Everybody.Choice} wanted */
function choose(wanted) {
  look.chosen = look.chosen?.filter === wanted.filter ? null : wanted;
  show();
}

/** By another column, or by the same the other way round. @param {Everybody.Column} column */
function sort(column) {
  look.order = { column, down: look.order.column === column && !look.order.down };
  show();
}

/** @param {string} id */
function unfold(id) {
  if (!look.unfolded.delete(id)) look.unfolded.add(id);
  show();
}

/** @param {string} id @param {boolean} on */
function tick(id, on) {
  if (on) look.ticked.add(id);
  else look.ticked.delete(id);
  show();
}

/** @param {Everybody.Row[]} rows @param {boolean} on */
function tickAll(rows, on) {
  for (const { person } of rows) {
    if (on) look.ticked.add(person.id);
    else look.ticked.delete(person.id);
  }
  show();
}

let rendering = Promise.resolve();
/** One rendering after another, so that none shows older entries over newer ones. */
const soon = (always = false) => {
  rendering = rendering.then(() => render(always)).catch(reportError);
  return rendering;
};

/** Do what was pressed, and say how it went. @param {() => Promise<unknown>} work @param {string} [said] a word of the interface */
function perform(work, said) {
  return Press.busy(async () => {
    try {
      await work();
      Ui.byId("status").textContent = said ? Ui.word(begun.text, said) : "";
    } catch (error) {
      Ui.byId("status").textContent = Ui.word(begun.text, Ui.refusal(error));
    }
    await soon(true);
  });
}

/** By keyboard: “/” finds, arrows go from row to row, “z” takes back what was pressed last. @type {{ [key: string]: (target: Element) => HTMLElement | null }} */
const KEYS = {
  "/": () => sought,
  ArrowDown: (target) => neighbour(target, 1),
  ArrowUp: (target) => neighbour(target, -1),
};

/** @param {Element} target @param {number} by */
function neighbour(target, by) {
  const names = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("#people .name")]);
  const row = target.closest("tr")?.id.replace(/^about-/u, "row-");
  const at = names.findIndex((name) => name.closest("tr")?.id === row);
  return names[at < 0 ? 0 : at + by] ?? null;
}

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const target = /** @type {Element} */ (event.target);
  if (target.matches("input:not([type=checkbox]), textarea, select")) return;
  if (event.key === "z")
    return /** @type {HTMLElement | null} */ (document.querySelector("[data-key=undo-last]"))?.click();
  const next = KEYS[event.key]?.(target);
  if (!next) return;
  event.preventDefault();
  next.focus();
});

sought.value = new URLSearchParams(location.hash.slice(1)).get("find") ?? "";
sought.addEventListener("input", show);
Folds.begin();
await soon();
Ui.ready();
Store.onChange(() => soon());
// Countdowns go on while the window stays open.
setInterval(soon, 30_000, false);
