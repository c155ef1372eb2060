/**
 * What happened, noted by one press with now as its date, and taken back or dated otherwise in place. The facts say what can
 * happen, and in which words.
 */

import * as Edits from "../../engine/edits.js";
import * as Outgoing from "../../engine/outgoing.js";
import * as Press from "./press.js";
import * as Situation from "../../engine/situation.js";
import * as Store from "../../store.js";
import * as Time from "../../engine/time.js";
import * as Ui from "../ui.js";
import * as When from "../when.js";
import * as Words from "../../engine/words.js";

/** @import { Fact } from "../../engine/core.js" */
/** @import * as Notices from "./notices.js" */
/** @import * as Records from "../../engine/records.js" */

/** Something that can happen: its fact, its value, and its words. @typedef {{ fact: Fact, value: string, label: string }} Event */
/** Whom events are about. @typedef {{ name: string, people?: string[], application?: string }} About */

/** All that can happen to an application or a person. @param {Notices.Stage} stage @param {"application" | "person"} whose @returns {Event[]} */
export const possible = ({ begun: { core, text } }, whose) =>
  core.facts
    .filter((fact) => fact.whose === whose)
    .flatMap((fact) =>
      (fact.events ?? []).map((value) => ({ fact, value, label: Words.fill(text.facts[fact.id].event?.[value]) })),
    );

/** Note that something happened. @param {Notices.Stage} stage @param {About} about @param {Event} event */
export function note(stage, about, { fact, value, label }) {
  const { text, zone } = stage.begun;
  const name = about.name;
  const at = (/** @type {string | null} */ day) => (/** @type {Records.Stored} */ stored) => {
    const now = Date.now();
    const when = day === null ? now : Math.min(Time.instant(`${day}T23:59`, zone), now);
    const said = value === "today" ? Time.day(when, zone) : value;
    for (const person of about.people ?? [""])
      Edits.answer(stored, fact, { person, application: about.application }, said, new Date(when).toISOString());
  };
  const today = Time.day(Date.now(), zone);
  // Another date changes the answer that was given: the way back is still to before it.
  const redate = (/** @type {string} */ day) =>
    stage.perform(async () => {
      const last = (await Store.undos()).at(-1);
      if (last) await Store.takeBack(last.at);
      await Store.update(at(day), { word: "undo-event", name: `${name}: ${label}` });
    });
  const field = Ui.make("input", { type: "date", max: today, "aria-label": Ui.word(text, "form-when") });
  field.addEventListener("change", () => field.value && field.checkValidity() && redate(field.value));
  return Press.perform(stage, name, label, at(null), [
    Ui.button(Ui.word(text, "undo-yesterday"), "yesterday", () => redate(Time.daysLater(today, -1)), "plain"),
    field,
  ]);
}

/** The button of something that happened. @param {Notices.Stage} stage @param {About} about @param {Event} event @param {string} key */
export const button = (stage, about, event, key) =>
  Ui.button(event.label, `${key}-${event.fact.id}-${event.value}`, () => note(stage, about, event));

/** What can happen to a company, to unfold. @param {Notices.Stage} stage @param {Situation.Application} application */
export function ofApplication(stage, application) {
  const { text, records } = stage.begun;
  const about = { name: application.company ?? "", application: application.id };
  const key = `event-${application.id}`;
  const ahead = Object.values(records.rounds)
    .filter((r) => r.application === application.id && Situation.happens(r) && Situation.ends(r) > stage.now)
    .sort((a, b) => Situation.begins(a) - Situation.begins(b));
  const edit = Ui.make(
    "a",
    {
      className: "button",
      href: `../person/person.html#${new URLSearchParams({ application: application.id, round: "new" })}`,
      target: "_blank",
    },
    Ui.word(text, "event-next"),
  );
  return menu(
    Ui.word(text, "event-what", { name: application.company ?? "" }),
    key,
    ...possible(stage, "application").map((event) => button(stage, about, event, key)),
    edit,
    ...(ahead.length > 0 ? notHeld(stage, ahead[0], about.name) : []),
    Ui.button(Ui.word(text, "ics-with"), `ics-with-${application.id}`, () => saveCalendar(stage, application, true)),
    Ui.button(Ui.word(text, "ics-without"), `ics-without-${application.id}`, () =>
      saveCalendar(stage, application, false),
    ),
  );
}

/** What comes of an application, for one's own calendar. @param {Notices.Stage} stage @param {Situation.Application} application @param {boolean} names */
function saveCalendar({ begun: { core, text, records } }, application, names) {
  const ics = Outgoing.file(core, text, records, application, { names, now: Date.now() });
  const address = URL.createObjectURL(new Blob([ics], { type: "text/calendar" }));
  Ui.make("a", { href: address, download: "connect-etiquette.ics" }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** What can happen between two people. @param {Notices.Stage} stage @param {Situation.Person} person */
export const ofPerson = (stage, person) =>
  possible(stage, "person").map((event) =>
    button(stage, { name: person.name, people: [person.id] }, event, `event-${person.id}`),
  );

/** An interview that does not take place as it was set. @param {Notices.Stage} stage @param {Situation.Round} round @param {string} name */
export function notHeld(stage, round, name) {
  const { text } = stage.begun;
  const cancelled = Ui.word(text, "event-cancelled");
  return [
    moved(stage, round, name),
    Press.button(stage, cancelled, `cancelled-${round.id}`, name, (stored) => {
      const entry = stored.rounds[round.id];
      if (entry) entry.status = "cancelled";
    }),
  ];
}

/** “Moved…”: when instead? Nothing is stored before that is said. @param {Notices.Stage} stage @param {Situation.Round} round @param {string} name */
function moved(stage, round, name) {
  const { text } = stage.begun;
  const label = Ui.word(text, "event-moved");
  const when = When.make(stage.begun, { value: round.start.slice(0, 16), zone: round.zone, minutes: null }, stage.now);
  const save = Ui.button(Ui.word(text, "form-save"), `moved-save-${round.id}`, () => {
    const start = when.read();
    if (start === null) return;
    Press.perform(stage, name, label, (stored) => {
      const entry = stored.rounds[round.id];
      if (!entry) return;
      const length = (Situation.ends(round) - Situation.begins(round)) / 60_000;
      Object.assign(entry, { start, end: Time.later(start, length) ?? start });
      for (const key of /** @type {const} */ (["status", "reviewed", "passed"])) delete entry[key];
    });
  });
  const none = Press.button(stage, Ui.word(text, "event-no-date"), `moved-none-${round.id}`, name, (stored) => {
    const entry = stored.rounds[round.id];
    if (entry) entry.status = "moved";
  });
  return Ui.make(
    "details",
    { className: "moved" },
    Ui.make("summary", { data: { key: `moved-${round.id}` } }, `${label} …`),
    when.element,
    Ui.make("span", { className: "choices" }, save, none),
  );
}

/** Buttons to unfold behind three dots. @param {string} label @param {string} key @param {HTMLElement[]} buttons */
const menu = (label, key, ...buttons) =>
  Ui.make(
    "details",
    { className: "events" },
    Ui.make(
      "summary",
      { data: { key } },
      Ui.make("span", { ariaHidden: "true" }, "⋯"),
      Ui.make("span", { className: "unseen" }, label),
    ),
    Ui.make("span", { className: "choices" }, ...buttons),
  );
