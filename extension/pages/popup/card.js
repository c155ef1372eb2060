/**
 * What the popup asks by itself: the one card after a round, whether a silent application is over, and whether to
 * forget one that is.
 */

import * as Asks from "../../engine/today/asks.js";
import * as DateWords from "../../engine/words/datewords.js";
import * as Edits from "../../engine/records/edits.js";
import * as Events from "../events.js";
import * as Order from "../../engine/people/order.js";
import * as Press from "../press.js";
import * as Quiet from "../../engine/advice/quiet.js";
import * as Records from "../../engine/records/records.js";
import * as Sign from "../../engine/today/sign.js";
import * as Situation from "../../engine/decision/situation.js";
import * as Store from "../../store.js";
import * as Time from "../../engine/time/time.js";
import * as Ui from "../ui.js";
import * as Words from "../../engine/words/words.js";

/** @import { Fact } from "../../engine/decision/core.js" */
/** @import * as Notices from "./notices.js" */
/** @import * as Today from "../../engine/today/today.js" */

/** Questions of which the person said that the answers differ. @type {Set<string>} */
const differing = new Set();

/** Days on which one usually hears, in one press. */
const USUAL = [
  { word: "card-in-days", days: 3 },
  { word: "card-in-week", days: 7 },
  { word: "card-in-fortnight", days: 14 },
];

/** @param {Notices.Stage} stage @param {Today.Row[]} rows what is to be done today @returns {HTMLElement[]} */
export function all(stage, rows) {
  const { records, problems, settings } = stage.begun;
  if (Records.unreadable(problems) || Quiet.interviewing(records, stage.now)) return [];
  const of = (/** @type {Today.Row["kind"]} */ kind) => rows.find((row) => row.kind === kind);
  const round = of("look-back")?.round;
  if (round) return [afterRound(stage, round)];
  const silent = of("over")?.application;
  if (silent) return [isItOver(stage, silent)];
  const over = of("forget")?.application;
  if (over) return [forget(stage, over)];
  return Sign.isOffered({ records, settings }) ? [sign(stage)] : [];
}

/** The dot on the icon is offered once. @param {Notices.Stage} stage */
function sign({ begun: { text }, perform }) {
  const answer = (/** @type {boolean} */ wanted) => () =>
    perform(() =>
      Store.updateSettings((settings) => {
        settings.sign = wanted;
      }),
    );
  const offer = card(
    Ui.word(text, "sign-offer"),
    row(Ui.word(text, "sign-says"), [
      Ui.button(Ui.word(text, "yes"), "sign-yes", answer(true)),
      Ui.button(Ui.word(text, "no"), "sign-no", answer(false)),
    ]),
  );
  offer.className = "offer";
  return offer;
}

/** @param {string} title @param {(Node | string | null)[]} children */
const card = (title, ...children) => Ui.make("section", { className: "card" }, Ui.make("h2", {}, title), ...children);

/** @param {string} asked @param {HTMLElement[]} buttons */
const row = (asked, buttons) =>
  Ui.make(
    "fieldset",
    { className: "question" },
    Ui.make("legend", {}, asked),
    Ui.make("div", { className: "choices" }, ...buttons),
  );

/** One question at a time. @param {Notices.Stage} stage @param {Situation.Round} round */
function afterRound(stage, round) {
  const { core, records, text, locale, zone } = stage.begun;
  const byName = Order.people(core, locale);
  const people = round.who.flatMap((id) => (Object.hasOwn(records.people, id) ? [records.people[id]] : []));
  const names = people.sort(byName).map(({ name }) => name);
  const met = Situation.begins(round);
  const title = Ui.word(text, DateWords.isToday(met, stage.now, zone) ? "card-title-today" : "card-title", {
    names: DateWords.list(
      names.map((name) => Words.firstName(name, core.names)),
      locale,
    ),
    day: DateWords.date(met, stage.now, locale, zone),
  });
  const [question, ...others] = Asks.questions(core, records, round, stage.now);
  question?.people.sort(byName);
  const rows = !question
    ? []
    : differing.has(`${round.id} ${question.fact.id}`)
      ? question.people.map((person) => choices(stage, round, { ...question, people: [person] }))
      : [choices(stage, round, question)];
  const company = Situation.applicationOf(records, round)?.company ?? "";
  const head = [
    Ui.word(text, "card-count", { count: String(others.length + 1) }),
    Ui.button("✕", "leave", () => stage.perform(() => putOff(round, stage)), "plain"),
  ];
  /** @type {HTMLElement} */ (head[1]).ariaLabel = Ui.word(text, "card-later");
  return card(
    title,
    Ui.make("p", { className: "count" }, ...(others.length > 0 ? head : head.slice(1))),
    ...(round.status || question ? rows : [tookPlace(stage, round)]),
    Ui.make(
      "details",
      { className: "aside" },
      Ui.make("summary", { data: { key: "not-held" } }, Ui.word(text, round.status ? "card-else" : "card-not-held")),
      Ui.make(
        "div",
        { className: "choices" },
        ...(round.status ? [] : Events.notHeld(stage, round, company)),
        Ui.button(
          Ui.word(text, "card-never"),
          "never",
          () => Press.undoable(stage, title, () => reviewed(round)),
          "plain",
        ),
      ),
    ),
  );
}

/** Nothing else is asked: did it take place? @param {Notices.Stage} stage @param {Situation.Round} round */
function tookPlace(stage, round) {
  const { text } = stage.begun;
  const answer = () =>
    Press.perform(stage, "", Ui.word(text, "status-took-place"), (stored) => {
      stored.rounds[round.id].status = "took-place";
    });
  return row(Ui.word(text, "form-status"), [Ui.button(Ui.word(text, "status-took-place"), "took-place", answer)]);
}

/**
 * One question for all it concerns: each choice is one tap for everybody.
 * @param {Notices.Stage} stage @param {Situation.Round} round @param {{ fact: Fact, people: Situation.Person[] }} question
 */
function choices(stage, round, { fact, people }) {
  const { core, text, locale, records } = stage.begun;
  const names = people.map(({ name }) => Words.firstName(name, core.names));
  const first = DateWords.list(names, locale);
  const words = text.facts[fact.id];
  const asked = Words.fill(words.ask, {
    first_name: first,
    name: first,
    company: records.applications[round.application]?.company ?? "",
  });
  const key = `${fact.id}-${people.length === 1 ? people[0].id : "all"}`;
  // What is said of one of several names whom.
  const alone = people.length === 1 && round.who.length > 1 ? [people[0].name] : [];
  const said = (/** @type {string | null} */ value) => [...alone, told(value)].join(" · ");
  const told = (/** @type {string | null} */ value) =>
    [Words.fill(words.says), value === null ? "" : Words.fill(words.values?.[value]) || day(stage, value)]
      .filter(Boolean)
      .join(": ");
  const give = (/** @type {string | null} */ value) =>
    Press.undoable(stage, said(value), () =>
      record(round, said(value), (stored, at) => {
        const entry = stored.rounds[round.id];
        if (value === null) entry.passed = [...(entry.passed ?? []), fact.id];
        else if (people.length === 0) Edits.answer(stored, fact, { application: round.application }, value, at);
        else for (const { id } of people) Edits.answer(stored, fact, { person: id }, value, at);
      }),
    );
  const buttons = fact.values
    ? fact.values.map((value) => Ui.button(Words.fill(words.values?.[value]), `${key}-${value}`, () => give(value)))
    : days(stage, key, give);
  if (people.length > 1)
    buttons.push(
      ...only(stage, round, { fact, people }, told),
      Ui.button(Ui.word(text, "card-differs"), `${key}-differs`, () => {
        differing.add(`${round.id} ${fact.id}`);
        return stage.perform(async () => {});
      }),
    );
  return row(asked, buttons);
}

/**
 * Of two people what is owed may be done for one alone: said by one press for both.
 * @param {Notices.Stage} stage @param {Situation.Round} round @param {{ fact: Fact, people: Situation.Person[] }} question
 * @param {(value: string) => string} told an answer in words
 */
function only(stage, round, { fact, people }, told) {
  const [done] = fact.events ?? [];
  if (people.length !== 2 || !fact.countsSince || done === undefined) return [];
  const { core, text } = stage.begun;
  return people.map((one) => {
    const said = [one.name, told(done)].join(" · ");
    const label = Ui.word(text, "card-only", { name: Words.firstName(one.name, core.names) });
    return Ui.button(label, `${fact.id}-only-${one.id}`, () =>
      Press.undoable(stage, said, () =>
        record(round, said, (stored, at) => {
          for (const { id } of people)
            Edits.answer(stored, fact, { person: id }, id === one.id ? done : String(fact.unknown), at);
        }),
      ),
    );
  });
}

/** A day that was named, in words. @param {Notices.Stage} stage @param {string} value */
const day = ({ begun: { locale, zone }, now }, value) => DateWords.date(Time.instant(value, zone), now, locale, zone);

/** A day, by one tap where it is a usual one. @param {Notices.Stage} stage @param {string} key @param {(value: string | null) => Promise<unknown>} give */
function days({ begun: { text, zone }, now }, key, give) {
  const today = Time.day(now, zone);
  const usual = USUAL.map(({ word, days }) =>
    Ui.button(Ui.word(text, word), `${key}-${word}`, () => give(Time.daysLater(today, days))),
  );
  const field = Ui.make("input", {
    type: "date",
    min: today,
    max: Records.DAYS.max,
    "aria-label": Ui.word(text, "card-day"),
  });
  field.addEventListener("change", () => field.value && field.checkValidity() && give(field.value));
  return [
    Ui.button(Ui.word(text, "card-not-said"), `${key}-none`, () => give(null)),
    ...usual,
    Ui.make("label", { className: "inline" }, Ui.word(text, "card-day"), field),
  ];
}

/**
 * What is answered of a round says that it took place.
 * @param {Situation.Round} round @param {string} said @param {(stored: Records.Stored, at: string) => void} write the answers
 */
const record = (round, said, write) =>
  Store.update(
    (stored) => {
      stored.rounds[round.id].status ||= "took-place";
      write(stored, new Date(Date.now()).toISOString());
    },
    { word: "undo-event", name: said },
  );

/** Not today: it is asked again tomorrow. @param {Situation.Round} round @param {Notices.Stage} stage */
const putOff = (round, { begun: { zone } }) =>
  Store.updateSettings((settings) => {
    const today = Time.day(Date.now(), zone);
    const kept = Object.entries(settings.later ?? {}).filter(([, day]) => day === today);
    settings.later = { ...Object.fromEntries(kept), [round.id]: today };
  });

/** @param {Situation.Round} round */
const reviewed = (round) =>
  Store.update(
    (stored) => {
      stored.rounds[round.id].reviewed = new Date(Date.now()).toISOString();
    },
    { word: "undo-event" },
  );

/** @param {Notices.Stage} stage @param {Situation.Application} application */
function isItOver(stage, application) {
  const { core, text } = stage.begun;
  const company = application.company ?? "";
  const fact = /** @type {Fact} */ (Asks.closing(core));
  const words = text.facts[fact.id];
  const asked = (/** @type {string | null} */ value) =>
    Press.perform(
      stage,
      company,
      value === null ? Ui.word(text, "over-open") : Words.fill(words.values?.[value]),
      (stored) => {
        const at = new Date(Date.now()).toISOString();
        if (value !== null) Edits.answer(stored, fact, { application: application.id }, value, at);
        stored.applications[application.id].askedOver = at;
      },
    );
  const buttons = (fact.closes ?? []).map((value) =>
    Ui.button(Words.fill(words.values?.[value]), `over-${value}`, () => asked(value)),
  );
  buttons.push(Ui.button(Ui.word(text, "over-open"), "over-open", () => asked(null)));
  return card(Ui.word(text, "over-title", { company }), row(Ui.word(text, "over-ask", { company }), buttons));
}

/** @param {Notices.Stage} stage @param {Situation.Application} application */
function forget({ begun: { text, records }, perform }, application) {
  const { people, rounds } = Edits.belonging(records, application.id);
  const company = application.company ?? "";
  const going = people.filter(({ only }) => only).length;
  const counts = [DateWords.plural(text, "count-people", going), DateWords.plural(text, "count-rounds", rounds.length)];
  const keep = () =>
    Store.update((stored) => {
      stored.applications[application.id].keep = new Date(Date.now()).toISOString();
    });
  return card(
    Ui.word(text, "forget-title", { company }),
    Ui.make("p", {}, `${counts.join(", ")}. ${Ui.word(text, "forget-undo")}`),
    Ui.make(
      "div",
      { className: "choices" },
      Ui.button(Ui.word(text, "forget-yes"), "forget", () => perform(() => Store.forget(application), "forget-done")),
      Ui.button(Ui.word(text, "forget-no"), "keep", () => perform(keep)),
    ),
  );
}
