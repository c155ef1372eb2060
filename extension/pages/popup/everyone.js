/**
 * Everybody entered, those first whose advice changes first. A row unfolds to all that a tip would say.
 */

import * as Advice from "../../engine/advice.js";
import * as Chip from "../../engine/chip.js";
import * as DateWords from "../../engine/datewords.js";
import * as Edits from "../../engine/edits.js";
import * as Situation from "../../engine/situation.js";
import * as Store from "../../store.js";
import * as Strip from "../../engine/strip.js";
import * as Timeline from "../../engine/timeline.js";
import * as Ui from "../ui.js";
import * as Words from "../../engine/words.js";

/** @import { Core } from "../../engine/core.js" */
/** @import * as Notices from "./notices.js" */

/** So many rows at first; the others on request. */
const FIRST = 25;
/** With more people than this there is a field to find one. */
const MANY = 8;

let shown = FIRST;
let wanted = "";

/** @typedef {{ person: Situation.Person, steps: Timeline.Step[], next: Timeline.Step | null }} Entry */

/** @param {Notices.Stage} stage @param {string | undefined} here the person who is shown already */
export function show(stage, here) {
  const { records, text } = stage.begun;
  const all = Object.values(records.people).filter(({ id }) => id !== here);
  Ui.byId("everyone").hidden = all.length === 0;
  Ui.byId("filter").hidden = all.length <= MANY;
  const field = /** @type {HTMLInputElement} */ (Ui.byId("filter").querySelector("input"));
  field.oninput = () => {
    wanted = field.value;
    show(stage, here);
  };
  const entries = all.filter((person) => fits(stage, person)).map((person) => entry(stage, person));
  entries.sort(
    (a, b) => (a.next?.at ?? Infinity) - (b.next?.at ?? Infinity) || (a.person.name < b.person.name ? -1 : 1),
  );
  View.renew(
    Ui.byId("people"),
    entries.slice(0, shown).map((found) => row(stage, found)),
  );
  Ui.byId("more").replaceChildren(
    ...(entries.length > shown
      ? [
          Ui.button(DateWords.plural(text, "popup-more", entries.length - shown), "more", () => {
            shown += 100;
            show(stage, here);
          }),
        ]
      : []),
  );
}

/** @param {Notices.Stage} stage @param {Situation.Person} person */
function fits({ begun: { records } }, person) {
  const companies = Situation.applicationsOf(records, person).map(({ company }) => company ?? "");
  const sought = wanted.trim().toLocaleLowerCase();
  return [person.name, ...companies].some((words) => words.toLocaleLowerCase().includes(sought));
}

/** @param {Notices.Stage} stage @param {Situation.Person} person @returns {Entry} */
function entry({ begun: { core, records }, now }, person) {
  const steps = Timeline.steps(core, records, person, now);
  return { person, steps, next: Timeline.nextVerdict(steps) };
}

/** @param {Notices.Stage} stage @param {Entry} entry */
function row(stage, { person, steps, next }) {
  const { core, text, locale, zone, silenced } = stage.begun;
  const silent = silenced.includes(person.id);
  const face = silent ? null : Chip.face(core, locale, person, steps, stage.now, zone);
  const summary = Ui.make(
    "summary",
    { data: { key: `row-${person.id}` } },
    Ui.make("span", { className: "name" }, person.name),
    face
      ? Ui.pill(face)
      : Ui.make("span", { className: "problem" }, Ui.word(text, silent ? "popup-silenced" : "popup-contradiction")),
    Ui.make("span", { className: "about" }, silent ? companies(stage, person) : about(stage, steps, next)),
    face ? Timetable.bar(Strip.of(Ui.ground(stage.begun, stage.sources, stage.now), person, steps)) : null,
  );
  const inside = Ui.make("div", { className: "advice" });
  const details = Ui.make("details", {}, summary, inside);
  const id = `person-${person.id}`;
  const fill = () => {
    if (details.open && inside.childElementCount === 0) inside.append(...advice(stage, person));
  };
  details.addEventListener("toggle", fill);
  // What is shown already is filled at once, so that what was unfolded in it, the focus and the scroll can stay.
  const shown = /** @type {HTMLDetailsElement | null} */ (document.getElementById(id)?.firstElementChild ?? null);
  details.open = shown?.open === true;
  fill();
  return Ui.make("li", { id }, details);
}

/** Company, what the advice is called, and the countdown to its next change. @param {Notices.Stage} stage @param {Timeline.Step[]} steps @param {Timeline.Step | null} next */
function about({ begun: { text, locale, zone }, now }, [{ outcome }], next) {
  const company = outcome.application?.company;
  if (outcome.contradiction) return company ?? "";
  const headline = outcome.adjustment
    ? text.adjustments[outcome.adjustment].headline
    : text.rules[outcome.rule].headline;
  const parts = [company, Words.fill(headline)];
  if (next?.outcome.verdict)
    parts.push(
      Ui.word(text, "popup-in", {
        when: DateWords.countdown(next.at, now, locale, zone),
        next: Words.fill(text.verdicts[next.outcome.verdict].inline),
      }),
    );
  return parts.filter(Boolean).join(" · ");
}

/** @param {Notices.Stage} stage @param {Situation.Person} person */
const companies = ({ begun: { records } }, person) =>
  Situation.applicationsOf(records, person)
    .map(({ company }) => company ?? "")
    .join(" · ");

/** Why nothing is said about somebody, and where it is mended. @param {Notices.Stage} stage */
const silence = ({ begun: { text } }) =>
  Ui.make(
    "p",
    {},
    Ui.make("span", { className: "problem" }, Ui.word(text, "popup-silenced")),
    " ",
    Ui.make("a", { href: "../options/options.html#data", target: "_blank" }, Ui.word(text, "problem-mend")),
  );

/** All about one person, with what can be done. @param {Notices.Stage} stage @param {Situation.Person} person @param {"h2" | "h3"} heading */
export function advice(stage, person, heading = "h3") {
  if (stage.begun.silenced.includes(person.id)) return [silence(stage)];
  const model = Advice.of(Ui.ground(stage.begun, stage.sources, stage.now), person);
  const act = (/** @type {Event} */ _event, /** @type {{ [key: string]: string }} */ action) =>
    stage.perform(() => answer(stage.begun.core, action));
  return [...View.advice(model, act, heading), actions(stage, person, model)];
}

/** @param {Core} core @param {{ [key: string]: string }} action */
async function answer(core, action) {
  if (action.ask === "copy") {
    const { text, said, failed } = action;
    Ui.byId("status").textContent = await View.copy({ text, said, failed });
    return;
  }
  const fact = Situation.factOf(core, action.fact);
  const at = new Date(Date.now()).toISOString();
  await Store.update((stored) => Edits.answer(stored, fact, action, action.value, at));
}

/** @param {Notices.Stage} stage @param {Situation.Person} person @param {Advice.Model} model */
function actions({ begun: { text, settings }, perform }, person, { reminder, words }) {
  const row = Ui.make("p", { className: "choices" });
  if (reminder.possible || reminder.set) {
    const remind = Ui.button(reminder.set || words.remind, `remind-${person.id}`, () =>
      perform(() => Ui.ask({ ask: "remind", person: person.id, on: reminder.set === "" })),
    );
    remind.setAttribute("aria-pressed", String(reminder.set !== ""));
    row.append(remind);
  }
  row.append(
    Ui.make(
      "a",
      { className: "button", href: `../person/person.html#person=${encodeURIComponent(person.id)}`, target: "_blank" },
      words.edit,
    ),
  );
  if (settings.hidden?.[person.id])
    row.append(
      Ui.button(Ui.word(text, "popup-unhide"), `unhide-${person.id}`, () =>
        perform(() =>
          Store.updateSettings((stored) => {
            delete stored.hidden?.[person.id];
          }),
        ),
      ),
    );
  return row;
}
