/**
 * What happened, noted by one press with now as its date, and taken back or dated otherwise in place. The facts say what can
 * happen, and in which words.
 */

import * as DateWords from "../engine/words/datewords.js";
import * as Edits from "../engine/records/edits.js";
import * as Fallen from "../engine/today/fallen.js";
import * as Folds from "./folds.js";
import * as Form from "./form.js";
import * as Likely from "../engine/today/likely.js";
import * as Order from "../engine/people/order.js";
import * as Outgoing from "../engine/calendar/outgoing.js";
import * as Press from "./press.js";
import * as Records from "../engine/records/records.js";
import * as Rounds from "../engine/decision/rounds.js";
import * as Situation from "../engine/decision/situation.js";
import * as Store from "../store.js";
import * as Time from "../engine/time/time.js";
import * as Ui from "./ui.js";
import * as When from "./when.js";
import * as Words from "../engine/words/words.js";

/** @import { Fact, Text } from "../engine/decision/core.js" */

/** An interview takes so many minutes until another length is said. */
const LENGTH = 60;
/** Of so many people, or sets of them, the next round can be with. */
const MOST_SETS = 5;

/** Something that can happen: its fact, its value, and its words. @typedef {{ fact: Fact, value: string, label: string }} Event */
/** Whom events are about. @typedef {{ name: string, people?: string[], application?: string }} About */

/** All that can happen to an application or a person. @param {Press.Stage} stage @param {"application" | "person"} whose @returns {Event[]} */
export const possible = ({ begun: { core, text } }, whose) =>
  core.facts
    .filter((fact) => fact.whose === whose)
    .flatMap((fact) =>
      (fact.events ?? []).map((value) => ({ fact, value, label: Words.fill(text.facts[fact.id].event?.[value]) })),
    );

/** Note that something happened. @param {Press.Stage} stage @param {About} about @param {Event} event */
export function note(stage, about, { fact, value, label }) {
  const { text, zone } = stage.begun;
  const name = about.name;
  const instant = (/** @type {string | null} */ day) => {
    const now = Date.now();
    return day === null ? now : Math.min(Time.instant(`${day}T23:59`, zone), now);
  };
  const at =
    (/** @type {string | null} */ day, isHeld = false) =>
    (/** @type {Records.Stored} */ stored) => {
      const when = instant(day);
      const said = value === "today" ? Time.day(when, zone) : value;
      for (const person of about.people ?? [""]) {
        const to = { person, application: about.application };
        const off = Edits.answer(stored, fact, to, said, new Date(when).toISOString());
        if (isHeld) for (const id of off) delete stored.rounds[id].status;
      }
    };
  const today = Time.day(Date.now(), zone);
  /** @type {number | null} */
  let done = null;
  // Another date changes the answer that was given: the way back is still to before it.
  const write =
    (/** @type {string | null} */ day, /** @type {string} */ said, isHeld = false) =>
    async () => {
      done = await Store.update(at(day, isHeld), { word: "undo-event", name: said }, done);
      return done;
    };
  /** What it calls off, as it was before; all the same it may take place. @param {string | null} day @param {string} said */
  const off = (day, said) => {
    const when = new Date(instant(day)).toISOString();
    const ids = Edits.calledOff(stage.begun.records.rounds, fact, about.application, value, when);
    const held = () => Press.undoable(stage, said, write(day, said, true));
    return ids.length === 0
      ? []
      : [
          Ui.make("span", { className: "off" }, isOff(stage, ids)),
          Ui.button(Ui.word(text, "event-not-off"), "not-off", held, "plain"),
        ];
  };
  const redate = (/** @type {string} */ day) => {
    const said = `${name}: ${label}, ${DateWords.date(Time.instant(day, zone), stage.now, stage.begun.locale, zone)}`;
    return Press.undoable(stage, said, write(day, said), off(day, said));
  };
  const field = Ui.make("input", { type: "date", min: Records.DAYS.min, max: today });
  field.addEventListener("change", () => field.value && field.checkValidity() && redate(field.value));
  const said = Press.about(name, label);
  return Press.undoable(stage, said, write(null, said), [
    ...off(null, said),
    Ui.button(Ui.word(text, "undo-yesterday"), "yesterday", () => redate(Time.daysLater(today, -1)), "plain"),
    Ui.make("label", { className: "inline" }, Ui.word(text, "card-day"), field),
  ]);
}

/** Which interviews are taken as off. @param {Press.Stage} stage @param {string[]} ids */
export function isOff({ begun: { text, locale, zone, records }, now }, ids) {
  const days = ids.map((id) => DateWords.moment(Situation.begins(records.rounds[id]), now, locale, zone));
  return Ui.word(text, "event-off", { day: DateWords.list(days, locale) });
}

/** The button of something that happened. @param {Press.Stage} stage @param {About} about @param {Event} event @param {string} key @param {string} [label] */
export const button = (stage, about, event, key, label = event.label) =>
  Ui.button(label, `${key}-${event.fact.id}-${event.value}`, () => note(stage, about, event));

/** The interviews of an application that are ahead, the next first. @param {Press.Stage} stage @param {Situation.Application} application */
const ahead = ({ begun: { records }, now }, application) =>
  Rounds.ofApplication(records, application)
    .filter((r) => Situation.happens(r) && Situation.ends(r) > now)
    .sort((a, b) => Situation.begins(a) - Situation.begins(b));

/**
 * What is likeliest to happen to a company next, in sight: an interview ahead is moved or called off; else there is another
 * round, they answer, or one asks. The facts say in which order.
 * @param {Press.Stage} stage @param {Situation.Application} application
 */
export function likely(stage, application) {
  const { core } = stage.begun;
  const about = { name: application.company ?? "", application: application.id };
  const [next] = ahead(stage, application);
  if (next) return notHeld(stage, next, about.name, "likely-");
  const key = `likely-${application.id}`;
  const fallen = Fallen.last(core, stage.begun.records, application, stage.now);
  return [
    ...(fallen ? [newDate(stage, fallen, about.name, "likely-")] : []),
    ...Likely.next(core, possible(stage, "application"), application).map((event) => button(stage, about, event, key)),
    nextRound(stage, application, "likely-"),
  ];
}

/**
 * What else can happen to a company, to unfold: all of it where nothing stands beside it already.
 * @param {Press.Stage} stage @param {Situation.Application} application @param {boolean} inSight whether what is likely stands there
 * @param {HTMLElement[]} more what can be done besides
 */
export function ofApplication(stage, application, inSight, more) {
  const { core, text, records } = stage.begun;
  const about = { name: application.company ?? "", application: application.id };
  const key = `event-${application.id}`;
  return menu(Ui.word(text, "event-what", { name: about.name }), key, () => {
    const [next] = ahead(stage, application);
    const all = possible(stage, "application");
    const fallen = Fallen.last(core, records, application, stage.now);
    const beside = inSight && !next ? Likely.next(core, all, application) : [];
    const held = application.answers;
    const left = all.filter(
      (event) => !beside.includes(event) && !(event.fact.closes && held[event.fact.id]?.value === event.value),
    );
    return [
      ...left.map((event) => button(stage, about, event, key)),
      ...(fallen && !inSight ? [newDate(stage, fallen, about.name)] : []),
      ...(inSight && !next ? [] : [nextRound(stage, application)]),
      ...(next && !inSight ? notHeld(stage, next, about.name) : []),
      Ui.button(Ui.word(text, "ics-with"), `ics-with-${application.id}`, () => saveCalendar(stage, application, true)),
      Ui.button(Ui.word(text, "ics-without"), `ics-without-${application.id}`, () =>
        saveCalendar(stage, application, false),
      ),
      ...more,
    ];
  });
}

/** What comes of an application, for one's own calendar. @param {Press.Stage} stage @param {Situation.Application} application @param {boolean} names */
function saveCalendar({ begun: { core, text, records } }, application, names) {
  Ui.saveCalendar(Outgoing.file(core, text, records, application, { names, now: Date.now() }));
}

/** What can happen between two people, of all that is possible. @param {Press.Stage} stage @param {Situation.Person} person @param {Event[]} some */
export const ofPerson = (stage, person, some) =>
  some.map((event) => button(stage, { name: person.name, people: [person.id] }, event, `event-${person.id}`));

/**
 * “Next round…”: when, and with whom of those who are known there; the press that says with whom is the one that saves. Nobody
 * is taken to be in it whom nobody named. Somebody new is entered in the form.
 * @param {Press.Stage} stage @param {Situation.Application} application @param {string} [where] it may stand at two places
 */
function nextRound(stage, application, where = "") {
  const { text } = stage.begun;
  const label = Ui.word(text, "event-next");
  const opens = Ui.word(text, "event-opens", { says: label });
  const summary = Ui.make("summary", { data: { key: `${where}next-${application.id}` } }, opens);
  return Ui.unfolding("moved", summary, () => whenAndWith(stage, application, label, where));
}

/** @param {Press.Stage} stage @param {Situation.Application} application @param {string} label @param {string} where */
function whenAndWith(stage, application, label, where) {
  const { core, text, locale, zone, records } = stage.begun;
  const when = When.make(stage.begun, { value: "", zone, minutes: LENGTH }, stage.now);
  const problem = wrongPlace();
  const people = Edits.belonging(records, application.id).people.map(({ person }) => person);
  people.sort(Order.people(core, locale));
  const sets = people.length > 1 ? [...people.map((one) => [one]), people] : people.map((one) => [one]);
  const buttons = sets.slice(-MOST_SETS).map((some) => {
    const names = DateWords.list(
      some.map(({ name }) => name),
      locale,
    );
    return Ui.button(
      Ui.word(text, "event-with", { names }),
      `${where}next-${application.id}-${some.map(({ id }) => id).join("+")}`,
      () => {
        const start = meant(text, when, problem);
        if (start === null) return;
        const save = (/** @type {Records.Stored} */ stored) => {
          stored.rounds[crypto.randomUUID()] = {
            application: application.id,
            start,
            end: Time.later(start, LENGTH) ?? start,
            zone,
            who: some.map(({ id }) => id).filter((id) => Object.hasOwn(stored.people, id)),
          };
        };
        return Folds.done(problem, () => Press.perform(stage, application.company ?? "", label, save));
      },
    );
  });
  const somebody = Ui.make("a", { className: "button plain", target: "_blank" }, Ui.word(text, "event-somebody"));
  /** The form goes on with the date that is given here. */
  const lead = () => {
    const begun = { application: application.id, round: "new", somebody: "new", ...Form.typed(when.element) };
    somebody.href = Ui.formAddress(begun);
  };
  when.field.addEventListener("input", lead);
  lead();
  // With whom it is only a press of theirs says, where there are several.
  pressedByEnter(when, buttons[0] ?? somebody, buttons.length === 1);
  return [when.element, problem, Ui.make("span", { className: "choices" }, ...buttons, somebody)];
}

/** Enter in a field does what the button beside it does; or goes to it, where it is one of several. @param {When.When} when @param {HTMLElement} button @param {boolean} [alone] */
function pressedByEnter({ field }, button, alone = true) {
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    if (alone) button.click();
    else button.focus();
  });
}

/** Where it is said that a time can't be meant. */
const wrongPlace = () => Ui.make("p", { className: "problem", role: "alert" });

/**
 * The time that was typed; null where it can't be meant, which is said then, and the focus is on the field.
 * @param {Text} text @param {When.When} when @param {HTMLElement} problem where it is said
 */
function meant(text, when, problem) {
  const [wrong] = when.problem() ?? [];
  problem.textContent = wrong ? Ui.word(text, wrong) : "";
  if (!wrong) return when.read();
  when.field.focus();
  return null;
}

/** An interview that does not take place as it was set. @param {Press.Stage} stage @param {Situation.Round} round @param {string} name @param {string} [where] it may stand at two places */
export function notHeld(stage, round, name, where = "") {
  const { text } = stage.begun;
  const cancelled = Ui.word(text, "event-cancelled");
  return [
    moved(stage, round, name, where),
    Press.button(stage, cancelled, `${where}cancelled-${round.id}`, name, (stored) => {
      const entry = stored.rounds[round.id];
      if (entry) entry.status = "cancelled";
    }),
  ];
}

/** “Moved…”: when instead? Nothing is stored before that is said. @param {Press.Stage} stage @param {Situation.Round} round @param {string} name @param {string} where */
function moved(stage, round, name, where) {
  const { text } = stage.begun;
  const label = Ui.word(text, "event-moved");
  const opens = Ui.word(text, "event-opens", { says: label });
  const summary = Ui.make("summary", { data: { key: `${where}moved-${round.id}` } }, opens);
  return Ui.unfolding("moved", summary, () => whenInstead(stage, round, name, label, where));
}

/** “New date…”: an interview that fell through is held then. @param {Press.Stage} stage @param {Situation.Round} round @param {string} name @param {string} [where] it may stand at two places */
export function newDate(stage, round, name, where = "") {
  const { text } = stage.begun;
  const label = Ui.word(text, "event-new-date");
  const opens = Ui.word(text, "event-opens", { says: label });
  const summary = Ui.make("summary", { data: { key: `${where}moved-${round.id}` } }, opens);
  return Ui.unfolding("moved", summary, () => whenInstead(stage, round, name, label, where));
}

/** @param {Press.Stage} stage @param {Situation.Round} round @param {string} name @param {string} label @param {string} where */
function whenInstead(stage, round, name, label, where) {
  const { text } = stage.begun;
  const isOff = !Situation.happens(round);
  const given = { value: isOff ? "" : round.start.slice(0, 16), zone: round.zone, minutes: null };
  const when = When.make(stage.begun, given, stage.now);
  const problem = wrongPlace();
  const save = Ui.button(Ui.word(text, "form-save"), `${where}moved-save-${round.id}`, () => {
    const start = meant(text, when, problem);
    if (start === null) return;
    const change = (/** @type {Records.Stored} */ stored) => {
      const entry = stored.rounds[round.id];
      if (!entry) return;
      const length = (Situation.ends(round) - Situation.begins(round)) / 60_000;
      Object.assign(entry, { start, end: Time.later(start, length) ?? start });
      for (const key of /** @type {const} */ (["status", "reviewed", "passed"])) delete entry[key];
    };
    return Folds.done(save, () => Press.perform(stage, name, label, change));
  });
  pressedByEnter(when, save);
  if (isOff) return [when.element, problem, Ui.make("span", { className: "choices" }, save)];
  const undated = Ui.word(text, "event-no-date");
  const none = Ui.button(undated, `${where}moved-none-${round.id}`, () =>
    Folds.done(none, () =>
      Press.perform(stage, name, undated, (stored) => {
        const entry = stored.rounds[round.id];
        if (entry) entry.status = "moved";
      }),
    ),
  );
  return [when.element, problem, Ui.make("span", { className: "choices" }, save, none)];
}

/** What was folded by hand, for as long as the window is open: it is made anew each half minute. @type {Set<string>} */
const folded = new Set();

/**
 * When an interview is whose entry can't be meant: asked at once, and folded by who wants it away.
 * @param {Press.Stage} stage @param {Pick<Situation.Round, "id" | "start" | "zone">} round @param {string} name of its company @param {boolean} isOpen
 */
export function whenItIs(stage, { id, start: given, zone }, name, isOpen) {
  const { text, locale } = stage.begun;
  const when = When.make(stage.begun, { value: given.slice(0, 16), zone, minutes: LENGTH }, stage.now);
  const problem = wrongPlace();
  const save = Ui.button(Ui.word(text, "form-save"), `set-time-save-${id}`, () => {
    const start = meant(text, when, problem);
    if (start === null) return;
    const day = DateWords.dated(Time.instant(start, zone), stage.now, locale, zone);
    return Press.perform(stage, name, day, (stored) => {
      const entry = stored.rounds[id];
      if (entry) Object.assign(entry, { start, end: Time.later(start, LENGTH) ?? start });
    });
  });
  pressedByEnter(when, save);
  const summary = Ui.make(
    "summary",
    { data: { key: `set-time-${id}` } },
    Press.about(name, Ui.word(text, "problem-set-time")),
  );
  const open = isOpen && !folded.has(id);
  const details = Ui.make("details", { className: "moved", open }, summary, when.element, problem, save);
  details.addEventListener("toggle", () => (details.open ? folded.delete(id) : folded.add(id)));
  return details;
}

/** Buttons to unfold behind three dots. @param {string} label @param {string} key @param {() => HTMLElement[]} buttons */
function menu(label, key, buttons) {
  const summary = Ui.make(
    "summary",
    { data: { key } },
    Ui.make("span", { ariaHidden: "true" }, "⋯"),
    Ui.make("span", { className: "unseen" }, label),
  );
  return Ui.unfolding("events", summary, () => [Ui.make("span", { className: "choices" }, ...buttons())]);
}
