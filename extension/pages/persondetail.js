/**
 * What pages say about somebody and their application: all that a tip would say, with what can be done and noted.
 */

import * as Advice from "../engine/advice/advice.js";
import * as DateWords from "../engine/words/datewords.js";
import * as Edits from "../engine/records/edits.js";
import * as Events from "./events.js";
import * as Situation from "../engine/decision/situation.js";
import * as Store from "../store.js";
import * as Strip from "../engine/advice/strip.js";
import * as Ui from "./ui.js";
import * as Words from "../engine/words/words.js";

/** @import { Core, Sources } from "../engine/decision/core.js" */
/** @import * as Press from "./press.js" */
/** @import * as Timeline from "../engine/decision/timeline.js" */
/** @import * as Waiting from "../engine/today/waiting.js" */

/** @typedef {Press.Stage & { sources: Sources }} Stage */

/** What unfolds below somebody's name: what time brings as a bar, then all about them. @param {Stage} stage @param {Situation.Person} person @param {Timeline.Step[]} steps @param {"h2" | "h3"} heading */
export const unfolded = (stage, person, steps, heading) => [
  ...(stage.begun.silenced.includes(person.id)
    ? []
    : [Timetable.bar(Strip.of(Ui.ground(stage.begun, stage.sources, stage.now), person, steps))]),
  ...advice(stage, person, heading),
];

/** How an application stands, in words. @param {Press.Stage} stage @param {Waiting.Group} group */
export function stageOf({ begun: { core, text, locale, zone }, now }, { stage, at, value }) {
  const day = at === null ? "" : DateWords.date(at, now, locale, zone);
  if (stage === "outcome") {
    const fact = core.facts.find((one) => one.closes);
    return Words.fill(text.facts[fact?.id ?? ""]?.values?.[value ?? ""]);
  }
  if (stage === "interview")
    return Ui.word(text, "stage-interview", { day: DateWords.moment(at ?? now, now, locale, zone) });
  if (stage === "going") return Ui.word(text, "stage-going", { time: DateWords.time(at ?? now, locale, zone) });
  if (stage === "deciding" && day) return Ui.word(text, "stage-deciding-by", { day });
  return Ui.word(text, `stage-${stage}`, { day });
}

/** Why nothing is said about somebody, and where it is mended. @param {Stage} stage */
const silence = ({ begun: { text } }) =>
  Ui.make(
    "p",
    {},
    Ui.make("span", { className: "problem" }, Ui.word(text, "popup-silenced")),
    " ",
    Ui.make("a", { href: "../options/options.html#data", target: "_blank" }, Ui.word(text, "problem-mend")),
  );

/** All about one person, with what can be done. @param {Stage} stage @param {Situation.Person} person @param {"h2" | "h3"} heading */
export function advice(stage, person, heading = "h3") {
  if (stage.begun.silenced.includes(person.id)) return [silence(stage)];
  const model = Advice.of(Ui.ground(stage.begun, stage.sources, stage.now), person);
  const act = (/** @type {Elements.Press} */ _press, /** @type {{ [key: string]: string }} */ action) =>
    noted(stage, person, action) ?? stage.perform(() => answer(stage.begun.core, action));
  return [...View.advice(model, act, heading), actions(stage, person, model), happened(stage, person, model)];
}

/** What can happen between two people, to note by one press. @param {Stage} stage @param {Situation.Person} person @param {Advice.Model} model */
const happened = (stage, person, { sooner, remember }) => {
  // What is offered above is not offered twice.
  const offered = [...(sooner?.choices ?? []), ...(remember ? [remember] : [])];
  const left = Events.possible(stage, "person").filter(
    ({ fact, value }) => !offered.some((one) => one.fact === fact.id && one.value === value),
  );
  return Ui.make(
    "div",
    { className: "happened" },
    Ui.make("p", { className: "label" }, Ui.word(stage.begun.text, "event-more")),
    Ui.make("div", { className: "choices" }, ...Events.ofPerson(stage, person, left)),
  );
};

/** What happened is noted as everywhere here, to be dated otherwise or taken back; null if it is something else. @param {Stage} stage @param {Situation.Person} person @param {{ [key: string]: string }} action */
function noted(stage, { id, name }, { fact, value, application }) {
  const events = [...Events.possible(stage, "person"), ...Events.possible(stage, "application")];
  const event = events.find((one) => one.fact.id === fact && one.value === value);
  return event ? Events.note(stage, { name, people: [id], application }, event) : null;
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

/** @param {Stage} stage @param {Situation.Person} person @param {Advice.Model} model */
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
    Ui.make("a", { className: "button", href: Ui.formAddress({ person: person.id }), target: "_blank" }, words.edit),
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
