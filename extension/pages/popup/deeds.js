/**
 * What is to be done today, as rows with the press that does it. Each press can be taken back where it was made.
 */

import * as Asks from "../../engine/today/asks.js";
import * as Chip from "../../engine/advice/chip.js";
import * as DateWords from "../../engine/words/datewords.js";
import * as Events from "../events.js";
import * as Foresee from "../../engine/decision/foresee.js";
import * as Join from "../../engine/records/join.js";
import * as Lookup from "../../engine/people/lookup.js";
import * as Order from "../../engine/people/order.js";
import * as Press from "../press.js";
import * as Saying from "../../engine/words/saying.js";
import * as Situation from "../../engine/decision/situation.js";
import * as Standing from "../../engine/today/standing.js";
import * as Today from "../../engine/today/today.js";
import * as Ui from "../ui.js";
import * as Waiting from "../../engine/today/waiting.js";
import * as Whom from "./whom.js";
import * as Words from "../../engine/words/words.js";

/** @import * as Notices from "./notices.js" */
/** @import * as Records from "../../engine/records/records.js" */

/** So many rows; the others are counted. */
const MOST = 5;
/** What cards and notices of their own say. */
const ELSEWHERE = ["look-back", "over", "forget", "damaged"];

/** What is to be done, whoever says it. @param {Notices.Stage} stage */
export const toDo = ({ begun, page, now }) =>
  Today.rows({ ...begun, form: Lookup.typed(begun.core.names, Names.of(page.names).forms), now });

/** Those rows that say themselves what is to be done, some of which are shown. @param {Today.Row[]} rows */
const told = (rows) => rows.filter(({ kind }) => !ELSEWHERE.includes(kind));
/** @param {Today.Row[]} rows what is to be done */
export const shown = (rows) => told(rows).slice(0, MOST);

/** @param {Notices.Stage} stage @param {Today.Row[]} rows what is to be done @returns {HTMLElement[]} */
export function parts(stage, rows) {
  const { core, text, locale } = stage.begun;
  // Rows stand by what is due, the people in each by name.
  const byName = Order.people(core, locale);
  const items = shown(rows).map((row) => item(stage, { ...row, people: row.people.toSorted(byName) }));
  const left = told(rows).length - items.length;
  if (items.length === 0) return nothing(stage);
  if (left > 0) items.push(Ui.make("li", { className: "soft" }, DateWords.plural(text, "today-more", left)));
  return items;
}

/** Nothing to do, and what comes next. @param {Notices.Stage} stage */
function nothing(stage) {
  const { core, records, locale } = stage.begun;
  if (Object.keys(records.people).length === 0) return [];
  if (Asks.afterRound(core, records, stage.now)) return [];
  const { waiting } = Waiting.groups(core, records, Standing.all(core, records, stage.now), stage.now, locale);
  // What only changes the advice is no date that one has.
  const [next] = waiting.filter((group) => Number.isFinite(group.interview)).sort((a, b) => a.interview - b.interview);
  const after = next
    ? ` ${word(stage, "today-next", { day: moment(stage, { at: next.interview, kind: "soon", people: [] }), company: next.application?.company ?? "" })}`
    : "";
  return [Ui.make("li", { className: "soft", data: { kind: "nothing" } }, `${word(stage, "today-nothing")}${after}`)];
}

/** @param {Notices.Stage} stage @param {Today.Row} row */
function item(stage, row) {
  const { line, more = "", links = [], does = [], parts = [] } = SHOWN[row.kind](stage, row);
  return Ui.make(
    "li",
    { data: { kind: row.kind } },
    Ui.make("span", { className: "name" }, line),
    more ? Ui.make("span", { className: "about" }, more) : null,
    // What is done about all of it stands on no line with one of several names.
    links.length > 1 ? Ui.make("span", { className: "choices whole" }, ...links) : null,
    does.length > 0 ? Ui.make("span", { className: "choices" }, ...(links.length > 1 ? [] : links), ...does) : null,
    ...parts,
  );
}

/** A line, what is said below it, the ways to profiles, and what can be done; or other parts. @typedef {{ line: string, more?: string, links?: HTMLElement[], does?: HTMLElement[], parts?: HTMLElement[] }} Shown */

/** @type {{ [kind in Today.Row["kind"]]: (stage: Notices.Stage, row: Today.Row) => Shown }} */
const SHOWN = {
  interview: (stage, row) => ({
    line: about(stage, row, hour(stage, row)),
    links: profiles(stage, row),
    does: [...(row.round ? Events.notHeld(stage, row.round, company(row)) : [])],
  }),
  going: (stage, { at }) => ({ line: word(stage, "today-going", { time: time(stage, at) }) }),
  nobody: (stage, row) => ({
    line: word(stage, "today-nobody", { company: company(row), day: when(stage, row) }),
    does: [edit(stage, row, "today-who")],
  }),
  due: (stage, row) => ({
    line: ask(stage, row),
    more: [
      company(row),
      row.late ? word(stage, "today-late") : word(stage, "today-by", { day: moment(stage, row) }),
      beside(stage, row),
    ]
      .filter(Boolean)
      .join(" · "),
    parts: owed(stage, row),
  }),
  fine: (stage, row) => ({
    line: about(stage, row, said(stage, row, "word")),
    parts: sent(stage, row),
  }),
  now: (stage, row) => ({
    line: about(stage, row, said(stage, row, "word")),
    parts: sent(stage, row),
  }),
  soon: (stage, row) => ({
    line: word(stage, "today-soon", {
      day: moment(stage, row),
      next: said(stage, row, "inline"),
      names: names(stage, row),
    }),
    links: profiles(stage, row),
  }),
  "no-word": (stage, row) => ({
    line: word(stage, "today-no-word", { company: company(row), day: moment(stage, row) }),
    more: row.promised ? word(stage, "today-promised", { day: date(stage, row.promised) }) : "",
    does: asked(stage, row),
  }),
  "new-date": (stage, row) => ({
    line: word(stage, "today-new-date", { company: company(row) }),
    does: [...newDate(stage, row), ...asking(stage, row)],
  }),
  date: (stage, row) => ({
    line: word(stage, "today-date", { names: names(stage, row) }),
    does: [edit(stage, row, "today-set-date")],
  }),
  twice: (stage, row) => ({ line: word(stage, "today-twice", { name: twiceName(row) }), does: same(stage, row) }),
  "look-back": () => ({ line: "" }),
  damaged: () => ({ line: "" }),
  over: () => ({ line: "" }),
  forget: () => ({ line: "" }),
};

/** @param {Notices.Stage} stage @param {string} key @param {{ [name: string]: string }} [values] */
const word = ({ begun: { text } }, key, values) => Ui.word(text, key, values);
/** @param {Today.Row} row */
const company = ({ application }) => application?.company ?? "";
/** @param {Notices.Stage} stage @param {Today.Row} row */
const names = ({ begun: { locale } }, { people }) =>
  DateWords.list(
    people.map(({ name }) => name),
    locale,
  );
/** @param {Notices.Stage} stage @param {Today.Row} row */
const moment = ({ begun: { locale, zone }, now }, { at = 0 }) => DateWords.moment(at, now, locale, zone);
/** Of today the hour alone: the list is today's. @param {Notices.Stage} stage @param {Today.Row} row */
const hour = (stage, row) =>
  DateWords.isToday(row.at ?? 0, stage.now, stage.begun.zone) ? time(stage, row.at) : moment(stage, row);
/** @param {Notices.Stage} stage @param {number} [at] */
const time = ({ begun: { locale, zone } }, at = 0) => DateWords.time(at, locale, zone);
/** @param {Notices.Stage} stage @param {number} at */
const date = ({ begun: { locale, zone }, now }, at) => DateWords.date(at, now, locale, zone);
/** @param {Notices.Stage} stage @param {Today.Row} row */
const when = (stage, { round }) =>
  round ? moment(stage, { at: Situation.begins(round), kind: "nobody", people: [] }) : "";

/** A row's subject, its company and its people. @param {Notices.Stage} stage @param {Today.Row} row @param {string} first */
const about = (stage, row, first) => [first, company(row), names(stage, row)].filter(Boolean).join(" · ");

/** @param {Notices.Stage} stage @param {Today.Row} row @param {"word" | "inline"} form */
const said = ({ begun: { core, locale } }, { outcome }, form) => (outcome ? Saying[form](core, locale, outcome) : "");

/**
 * What the chip beside Connect says of the people of a row, so that both tell the same; nothing where it says different things.
 * @param {Notices.Stage} stage @param {Today.Row} row
 */
function beside({ begun: { core, records, locale, zone }, now }, { people }) {
  const standing = Standing.all(core, records, now).filter(({ person }) => people.some(({ id }) => id === person.id));
  const said = new Set(standing.map(({ person, steps }) => Chip.face(core, locale, person, steps, now, zone)?.words));
  return said.size === 1 ? ([...said][0] ?? "") : "";
}

/** The question about what is owed, for everybody in the row. @param {Notices.Stage} stage @param {Today.Row} row */
function ask(stage, row) {
  const { core, text, locale } = stage.begun;
  const firsts = DateWords.list(
    row.people.map(({ name }) => Words.firstName(name, core.names)),
    locale,
  );
  return Words.fill(text.facts[row.fact ?? ""].ask, {
    first_name: firsts,
    name: names(stage, row),
    company: company(row),
  });
}

/** The ways to the profiles of a row's people. Who they are the row says: of one an arrow, of several the first name with it. @param {Notices.Stage} stage @param {Today.Row} row */
const profiles = ({ begun: { core, text } }, { people }) =>
  people.flatMap((one) => {
    const link = Ui.profileLink(text, one);
    if (link && people.length > 1) link.prepend(`${Words.firstName(one.name, core.names)} `);
    return link ?? [];
  });

/** @param {Notices.Stage} stage @param {Today.Row} row @param {string} label */
const edit = (stage, { application }, label) =>
  Ui.make(
    "a",
    {
      className: "button",
      href: Ui.formAddress({ application: application?.id ?? "" }),
      target: "_blank",
    },
    word(stage, label),
  );

/** What is owed was done, or can't be. @param {Notices.Stage} stage @param {Today.Row} row */
const owed = (stage, row) =>
  Whom.presses(
    stage,
    row,
    Events.possible(stage, "person").filter(({ fact }) => fact.id === row.fact),
    { key: `due-${row.application?.id ?? ""}`, links: false },
  );

/**
 * What takes Connect away: a request was sent; or, where theirs waits, so that none can be, both are connected.
 * @param {Notices.Stage} stage @param {Today.Row} row
 */
function sent(stage, row) {
  const { core, records } = stage.begun;
  const ends = Events.possible(stage, "person").filter(
    ({ fact, value }) => fact.events?.includes(fact.page?.pending?.[0] ?? "") && !fact.page?.connect?.includes(value),
  );
  const event = ends.find(({ fact, value }) =>
    row.people.every((one) => Foresee.isPossible(core, records, one, fact, value, stage.now)),
  );
  return Whom.presses(stage, row, event ? [event] : [], { key: `${row.kind}-${row.people[0]?.id}`, links: true });
}

/** When the interview that fell through is instead. @param {Notices.Stage} stage @param {Today.Row} row */
const newDate = (stage, row) => (row.round ? [Events.newDate(stage, row.round, company(row))] : []);

/** What can happen to a row's company: that one asks, or all else. @param {Notices.Stage} stage @param {Today.Row} row @param {boolean} [wanted] */
function asking(stage, row, wanted = true) {
  const about = { name: company(row), application: row.application?.id };
  const asked = stage.begun.core.cards.noWord?.asked;
  return Events.possible(stage, "application")
    .filter(({ fact }) => (fact.id === asked) === wanted)
    .map((event) => Events.button(stage, about, event, `${row.kind}-${row.application?.id ?? ""}`));
}

/** “I asked”, today; or they answered: all that can be heard of them. @param {Notices.Stage} stage @param {Today.Row} row */
function asked(stage, row) {
  const { text } = stage.begun;
  const key = `no-word-${row.application?.id ?? ""}`;
  return [
    ...asking(stage, row),
    Ui.make(
      "details",
      { className: "events" },
      Ui.make("summary", { data: { key } }, Ui.word(text, "event-answered")),
      Ui.make("span", { className: "choices" }, ...asking(stage, row, false)),
    ),
  ];
}

/** What two entries are called; both names where they are only spelt alike. @param {Today.Row} row */
const twiceName = ({ people, applications = [] }) =>
  [...new Set([...people.map(({ name }) => name), ...applications.map(({ company = "" }) => company)])].join(" / ");

const JOIN = { people: Join.people, applications: Join.applications };
const SAME = { people: "today-same", applications: "today-same-company" };
const DIFFER = { people: "today-differ", applications: "today-differ-company" };

/** One, or two? @param {Notices.Stage} stage @param {Today.Row} row */
function same(stage, row) {
  const [one, other] = (row.applications ?? Join.byKnown(row.people)).map(({ id }) => id);
  const section = row.applications ? "applications" : "people";
  return [
    press(stage, row, word(stage, SAME[section]), `same-${other}`, twiceName(row), (stored) =>
      JOIN[section](stored, one, other),
    ),
    press(stage, row, word(stage, DIFFER[section]), `differ-${other}`, twiceName(row), (stored) =>
      Join.apart(stored, section, one, other),
    ),
  ];
}

/** @param {Notices.Stage} stage @param {Today.Row} row @param {string} label @param {string} key @param {string} name whom it is about @param {(stored: Records.Stored) => void} change */
const press = (stage, row, label, key, name, change) =>
  Press.button(stage, label, `${row.kind}-${row.application?.id ?? ""}-${key}`, name, change);
