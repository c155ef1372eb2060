/**
 * All that a tip or the popup says about one person, as finished words: the worker computes it for tips, the popup for
 * itself, and `View` only shows it. Pure.
 */

import * as Chip from "./chip.js";
import * as DateWords from "../words/datewords.js";
import * as Decide from "../decision/decide.js";
import * as Foresee from "../decision/foresee.js";
import * as Noted from "./noted.js";
import * as Quiet from "./quiet.js";
import * as Saying from "../words/saying.js";
import * as Situation from "../decision/situation.js";
import * as Strip from "./strip.js";
import * as Timeline from "../decision/timeline.js";
import * as Whose from "../decision/whose.js";
import * as Why from "./why.js";
import * as Words from "../words/words.js";

/** @import { Core, Segment, Small, Sources, Text } from "../decision/core.js" */
/** @import * as Records from "../records/records.js" */

/**
 * What advice rests on besides the person.
 * @typedef {{
 *   core: Core, text: Text, sources: Sources, records: Situation.Records, settings: Records.Settings, now: number,
 * }} Ground
 */

/** @typedef {{ [name: string]: string }} Values what is put into texts */

/**
 * A question with its words and buttons.
 * @typedef {{
 *   fact: string, application: string, ask: string, help: string, choices: { value: string, label: string }[],
 * }} Question
 */

/**
 * What would make it come sooner, each with the answer that a press records: pressed again, what was said is taken back.
 * @typedef {{
 *   label: string, choices: { fact: string, application: string, value: string, label: string, pressed: boolean }[],
 * }} Sooner
 */

/**
 * Everything that is shown about a person, in finished words. In a contradiction only the first part is there.
 * @typedef {Chip.Look & {
 *   person: string, name: string, locale: string, direction: string, who: string, title: string,
 *   words: { [key: string]: string }, signature: string, contradiction: { because: string, entries: string[] } | null,
 *   verdict: string, headline: string, change: string, do: string, further: string[], sooner: Sooner | null, question: Question | null,
 *   remember: { fact: string, value: string, label: string } | null,
 *   note: { text: string, left: string }[], email: { subject: string, body: string } | null, why: Why.Why,
 *   strip: Strip.Strip, events: (Chip.Look & { event: string, verdict: string, happens: { fact: string, value: string, application: string } | null })[],
 *   reminder: { possible: boolean, set: string }, hidden: boolean,
 * }} Model
 */

/**
 * @param {Ground} ground @param {Situation.Person} person @param {string[]} marks those of the person's control
 * @returns {Model}
 */
export function of(ground, person, marks = []) {
  const { core, text, records, settings, now } = ground;
  const page = Noted.believed(core, person, marks);
  const steps = Timeline.steps(core, records, person, now, page);
  const { outcome } = steps[0];
  const application = Whose.of(core, records, person, steps[0], page);
  const company = application?.company ?? "";
  const common = {
    person: person.id,
    name: person.name,
    locale: text.locale,
    direction: word(text, "chip-direction"),
    who: [person.name, company && [company, also(ground, person, application)].filter(Boolean).join(", ")]
      .filter(Boolean)
      .join(" · "),
    title: word(text, "tip-name", { name: person.name }),
    words: ownWords(text),
    signature: Chip.signature(outcome),
  };
  if (outcome.contradiction) return { ...EMPTY, ...common, contradiction: contradiction(text, outcome) };
  const values = valuesFor(core, person, application);
  const rule = text.rules[outcome.rule];
  const main = outcome.adjustment ? text.adjustments[outcome.adjustment] : rule;
  const { tone, icon } = Chip.look(core, outcome.verdict);
  return {
    ...common,
    contradiction: null,
    tone,
    icon,
    verdict: Saying.word(core, text.locale, outcome),
    headline: Words.fill(main.headline, values),
    change: change(ground, steps, person),
    do: Words.fill(main.do, values),
    further: applying(core, core.adjustments, outcome)
      .filter((id) => outcome.adjustment && id !== outcome.adjustment)
      .map(
        (id) => `${Words.fill(text.adjustments[id].headline, values)}. ${Words.fill(text.adjustments[id].do, values)}`,
      ),
    sooner: sooner(ground, person, page),
    remember: remember(ground, person, page),
    question: Noted.question(ground, person, marks) ?? question(ground, person, page),
    note: note(ground, outcome, values),
    email: email(ground, person, outcome),
    why: Why.of(ground, outcome, main, rule, values),
    strip: Strip.of(ground, person, steps),
    events: events(ground, person, page),
    reminder: reminder(ground, person, steps),
    hidden: Quiet.hidden(settings, person, outcome),
  };
}

/** The other companies at which somebody is met, in words. @param {Ground} ground @param {Situation.Person} person @param {Situation.Application | null} application the one that is named */
function also({ core, text, records, now }, person, application) {
  const others = Situation.applicationsOf(records, person).filter(
    (one) => one.id !== application?.id && one.company && Timeline.endedAt(core, one, now) === null,
  );
  const names = others.map(({ company = "" }) => company);
  return names.length > 0 ? word(text, "tip-also", { company: DateWords.list(names, text.locale) }) : "";
}

/** One of the interface's words. @param {Text} text @param {string} key @param {Values} [values] */
const word = (text, key, values = {}) => Words.fill(text.words[key], values);

/** The words that a view shows as they are. @param {Text} text */
function ownWords(text) {
  return Object.fromEntries(
    Object.entries(text.words)
      .filter(([key]) => key.startsWith("view-"))
      .map(([key, segments]) => [key.slice(5), Words.fill(segments)]),
  );
}

/** @param {Core} core @param {Situation.Person} person @param {Situation.Application | null} application @returns {Values} */
function valuesFor(core, person, application) {
  return {
    name: person.name,
    first_name: Words.firstName(person.name, core.names),
    company: application?.company ?? "",
    role: application?.role ?? "",
    detail: person.detail ?? "",
  };
}

/** Which entries can't both be true, with what was answered. @param {Text} text @param {Timeline.Outcome} outcome */
function contradiction(text, outcome) {
  const says = outcome.facts.map((fact) => Words.fill(text.facts[fact].says));
  return { because: Words.fill(text.impossible[outcome.contradiction ?? ""]?.because), entries: says };
}

/** When the outcome changes, in one sentence; empty if nothing is known to change it. @param {Ground} ground @param {Timeline.Step[]} steps @param {Situation.Person} person */
function change({ core, text, records, now }, steps, person) {
  const { event, next } = Timeline.release(steps);
  const before = Foresee.comesByItself(core, records, person, steps);
  const until = event ? Words.fill(text.rules[event.rule].until, { name: person.name }) : "";
  const both = before ? "tip-until-then-next" : "tip-until-or-next";
  const way = until && next ? both : until ? "tip-until" : next ? "tip-next" : "";
  return way
    ? word(text, way, {
        until,
        next: next ? Saying.inline(core, text.locale, next.outcome) : "",
        day: next ? DateWords.moment(next.at, now, text.locale, records.zone) : "",
      })
    : "";
}

/** @param {Core} core @param {Small[]} diagrams @param {Timeline.Outcome} outcome */
const applying = (core, diagrams, outcome) => Decide.applying(core, diagrams, outcome.cellAt, outcome.verdict);

/** What would make it come sooner, in words, or null. @param {Ground} ground @param {Situation.Person} person @param {string[]} page @returns {Sooner | null} */
function sooner({ core, text, records, now }, person, page) {
  const found = Foresee.sooner(core, records, person, now, page);
  if (found.length === 0) return null;
  return {
    label: word(text, "tip-sooner"),
    choices: found.map(({ fact, value, said, application }) => ({
      fact: fact.id,
      application: application?.id ?? "",
      value: said ? String(fact.unknown) : value,
      label: Words.fill(text.facts[fact.id].sooner?.[value]),
      pressed: said,
    })),
  };
}

/** What the page shows to have happened and nobody noted: nothing is kept of a page by itself, so a press does. @param {Ground} ground @param {Situation.Person} person @param {string[]} page */
function remember({ core, text }, { answers }, page) {
  for (const { id, whose, events = [], page: shown = {} } of core.facts)
    for (const [value, ...others] of page.map((mark) => shown[mark] ?? [])) {
      const noted = Object.hasOwn(answers, id) && answers[id].value === value;
      if (whose !== "person" || others.length > 0 || noted || !events.includes(value)) continue;
      const event = Words.fill(text.facts[id].event?.[value]);
      return { fact: id, value, label: word(text, "tip-remember", { says: event }) };
    }
  return null;
}

/** The one question whose answer would change the verdict, or null. @param {Ground} ground @param {Situation.Person} person @param {string[]} page */
function question({ core, text, records, now }, person, page) {
  const [found] = Foresee.questions(core, records, person, now, page);
  if (found === undefined) return null;
  const { fact: id, application } = found;
  const words = text.facts[id];
  const values = valuesFor(core, person, application);
  return {
    fact: id,
    application: application?.id ?? "",
    ask: Words.fill(words.ask, values),
    help: Words.fill(words.help, values),
    choices: Situation.factOf(core, id).values.map((value) => ({
      value,
      label: Words.fill(words.values?.[value], values),
    })),
  };
}

/** The draft of a note, if it is time for one: its forms, short and long, that fit into LinkedIn's field. @param {Ground} ground @param {Timeline.Outcome} outcome @param {Values} values */
function note({ core, text }, outcome, values) {
  const [id] = applying(core, core.notes, outcome);
  if (id === undefined) return [];
  const forms = ["short", "long"].map((form) => fitting(text.notes[id][form], values)).filter(Boolean);
  return [...new Set(forms)].map((filled) => ({
    text: filled,
    left: DateWords.plural(text, "note-left", NOTE - filled.length),
  }));
}

/** The text with as many of its details as fit; empty if it fits with none. @param {Segment[]} segments @param {Values} values */
function fitting(segments, values) {
  const tries = [values, { ...values, detail: "" }, { ...values, detail: "", role: "" }];
  tries.push({ ...values, detail: "", role: "", company: "" });
  return tries.map((some) => Words.fill(segments, some)).find((filled) => filled.length <= NOTE) ?? "";
}

/** The draft of thanks: to where somebody was met last. @param {Ground} ground @param {Situation.Person} person @param {Timeline.Outcome} outcome */
function email({ core, text, records, now }, person, { application, cellAt, verdict }) {
  const met = Whose.lastMet(records, person, now) ?? application;
  const there = met === application ? cellAt : new Situation.Reading(core, records, person, met, now).at(now).cellAt;
  const [id] = Decide.applying(core, core.emails, there, verdict);
  if (id === undefined) return null;
  const { subject, body } = text.emails[id];
  const values = valuesFor(core, person, met);
  return { subject: Words.fill(subject, values), body: Words.fill(body, values) };
}

/** What an event would change: one fact otherwise, everything else as it is. What can happen can be noted there. @param {Ground} ground @param {Situation.Person} person @param {string[]} page */
function events({ core, text, records, now }, person, page) {
  // What stands under the three lines is not said twice.
  const said = Foresee.sooner(core, records, person, now, page);
  const others = Foresee.events(core, records, person, now, page).filter(
    (one) => !said.some(({ fact, value }) => fact.id === one.fact && (value === one.value || fact.kind === "flag")),
  );
  return others.map(({ fact, value, outcome, application }) => ({
    event:
      Words.fill(text.facts[fact].event?.[value]) ||
      word(text, "view-if", {
        says: Words.fill(text.facts[fact].says),
        answer: Words.fill(text.facts[fact].values?.[value]),
      }),
    happens: Situation.factOf(core, fact).events?.includes(value)
      ? { fact, value, application: application?.id ?? "" }
      : null,
    verdict: Saying.word(core, text.locale, outcome),
    ...Chip.look(core, outcome.verdict),
  }));
}

/** Whether a reminder can be set, and which one is. @param {Ground} ground @param {Situation.Person} person @param {Timeline.Step[]} steps */
function reminder({ text, records, now }, person, steps) {
  const next = Timeline.nextVerdict(steps);
  const due = person.reminder ? Date.parse(person.reminder.due) : null;
  return {
    possible: next !== null,
    set:
      due === null
        ? ""
        : word(text, "tip-reminder-set", { day: DateWords.moment(due, now, text.locale, records.zone) }),
  };
}

/** What a contradiction has none of. */
const EMPTY = {
  tone: "quiet",
  icon: "question",
  verdict: "",
  headline: "",
  change: "",
  do: "",
  further: [],
  sooner: null,
  remember: null,
  question: null,
  note: [],
  email: null,
  why: { reasons: [], gain: "", risk: "", assumed: [], tips: [], agreement: "", sources: { label: "", list: [] } },
  strip: { parts: [], end: "" },
  events: [],
  reminder: { possible: false, set: "" },
  hidden: false,
};

/** Room in the note of a free account, in UTF-16 units; the compiler proves every draft against it. */
const NOTE = 200;
