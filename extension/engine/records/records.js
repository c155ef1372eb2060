/**
 * The shape of what the person entered: what is sound, what is damaged, and how older versions become the present one.
 * records.schema.json says the same. Pure.
 */

import * as Situation from "../decision/situation.js";
import * as Time from "../time/time.js";

/** @import { Core, Fact } from "../decision/core.js" */

/**
 * What the person chose. `wish` is a place that the browser has not allowed yet; `later` holds the day on which a round was put off until the next. `hidden` says under which answer somebody was hidden; `pausedUntil` is an instant; `sign` says whether the icon shows a dot when something is due.
 * @typedef {{
 *   place?: "page" | "toolbar", wish?: "page", locale?: string, pausedUntil?: number, hidden?: { [person: string]: string }, name?: string,
 *   later?: { [round: string]: string }, sign?: boolean,
 * }} Settings
 */

/** @typedef {{ [key: string]: unknown }} Bag an object of which nothing is known */

/** @typedef {{ key: string, reason: "unreadable" | "order" | "reference" | "version" }} Problem an entry that can't be read, and why */

/**
 * The records as they are stored: entries do not hold their ids, and those that a change does not touch may be damaged.
 * @typedef {Omit<Situation.Application, "id">} StoredApplication
 * @typedef {Omit<Situation.Round, "id">} StoredRound
 * @typedef {Omit<Situation.Person, "id">} StoredPerson
 * @typedef {{
 *   format: number, me: Situation.Answers, applications: { [id: string]: StoredApplication },
 *   rounds: { [id: string]: StoredRound }, people: { [id: string]: StoredPerson },
 * }} Stored
 */

/** @typedef {Omit<Situation.Records, "zone">} Entered the sound entries */

export const FORMAT = 2;
/** @type {Readonly<Stored>} */
export const EMPTY = { format: FORMAT, me: {}, applications: {}, rounds: {}, people: {} };
/** Interviews and answers in other years are slips of the finger. */
export const YEARS = { first: 2000, last: 2100 };
/** The days that a field for one takes: a year that is being typed, such as 0202, is none yet. */
export const DAYS = { min: `${YEARS.first}-01-01`, max: `${YEARS.last}-12-31` };
/** @type {("applications" | "rounds" | "people")[]} */
export const SECTIONS = ["applications", "rounds", "people"];
const STATUSES = ["took-place", "moved", "cancelled"];

/** @param {unknown} value @returns {value is Bag} */
export const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
/** @param {unknown} value @returns {value is string} */
const isText = (value) => typeof value === "string" && value.length <= 500;
/** @param {unknown} value */
const isTexts = (value) => value === undefined || (Array.isArray(value) && value.every(isText));
/** @param {unknown} value */
const isAliases = (value) => value === undefined || (isObject(value) && Object.values(value).every(isTexts));
/** A day alone is its beginning in UTC. */
const INSTANT = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d))?$/u;
const WALL = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?$/u;
const DAY = /^\d{4}-\d\d-\d\d$/u;
/** The last instant that a clock knows, in milliseconds. */
const LAST = 8.64e15;
/** Ids are keys of objects: none may be one of an object's own. @param {string} id */
const isId = (id) => !(id in Object.prototype);
/** Ids as this extension makes them, and a file may hold. @param {string} id */
export const isOurId = (id) => /^[^\s.]{1,80}$/u.test(id) && isId(id);
/** @param {unknown} value */
const isInstant = (value) => isText(value) && INSTANT.test(value) && !Number.isNaN(Date.parse(value));
/** Sound where it is there at all. @param {(value: unknown) => boolean} sound @param {unknown[]} values */
const absentOr = (sound, ...values) => values.every((value) => value === undefined || sound(value));
/** Whether there are entries at all, sound or not. @param {unknown} stored @returns {stored is Stored} */
export const sections = (stored) =>
  isObject(stored) && ["applications", "rounds", "people"].every((key) => isObject(stored[key]));

/** @param {unknown} answers @returns {answers is Situation.Answers} */
const isAnswers = (answers) =>
  isObject(answers) &&
  Object.values(answers).every((answer) => isObject(answer) && isText(answer.value) && isInstant(answer.at));

/** Whether a text of this form is a time or a day that there is. @param {unknown} value @param {RegExp} form */
function isMoment(value, form) {
  const year = isText(value) && form.test(value) ? Time.yearOf(value) : null;
  return year !== null && year >= 1900 && year < 3000;
}

/** @param {unknown} value @returns {value is string} */
export const isWall = (value) => isMoment(value, WALL);
/** @param {unknown} value @returns {value is string} */
export const isDay = (value) => isMoment(value, DAY);

/** @param {unknown} value */
const isReminder = (value) =>
  isObject(value) && isText(value.verdict) && isInstant(value.due) && absentOr(isInstant, value.given);

/** @type {{ [section: string]: (entry: Bag) => boolean }} */
const SOUND = {
  applications: (entry) =>
    isText(entry.company) &&
    isAnswers(entry.answers) &&
    absentOr(isText, entry.role) &&
    absentOr(isInstant, entry.askedOver, entry.keep) &&
    isTexts(entry.apart),
  rounds: (entry) =>
    isText(entry.application) &&
    isWall(entry.start) &&
    absentOr(isWall, entry.end) &&
    isText(entry.zone) &&
    Time.isZone(entry.zone) &&
    Array.isArray(entry.who) &&
    entry.who.every(isText) &&
    absentOr((status) => isText(status) && STATUSES.includes(status), entry.status) &&
    absentOr(isText, entry.title, entry.event) &&
    absentOr(Number.isInteger, entry.sequence) &&
    absentOr(isInstant, entry.reviewed) &&
    isTexts(entry.passed),
  people: (entry) =>
    isText(entry.name) &&
    isTexts(entry.profiles) &&
    isTexts(entry.otherProfiles) &&
    isAliases(entry.aliases) &&
    isTexts(entry.applications) &&
    isTexts(entry.apart) &&
    absentOr(isText, entry.detail) &&
    isAnswers(entry.answers) &&
    (entry.reminder === undefined || isReminder(entry.reminder)),
};

/** @type {{ [name: string]: (value: unknown) => boolean }} */
const SETTINGS = {
  place: (value) => value === "page" || value === "toolbar",
  wish: (value) => value === "page",
  locale: isText,
  pausedUntil: (value) => typeof value === "number" && Math.abs(value) <= LAST,
  hidden: (value) => isObject(value) && Object.values(value).every(isText),
  name: isText,
  sign: (value) => typeof value === "boolean",
  later: (value) => isObject(value) && Object.values(value).every(isText),
};

/** Those settings that are sound; any other is as good as none. @param {unknown} stored @returns {Settings} */
export const settings = (stored) =>
  Object.fromEntries(
    Object.entries(isObject(stored) ? stored : {}).filter(
      ([name, value]) => Object.hasOwn(SETTINGS, name) && SETTINGS[name](value),
    ),
  );

/**
 * What is wrong with an entry: "unreadable", "order" for an interview that does not end after it begins, or null.
 * @param {string} section @param {unknown} entry
 */
function fault(section, entry) {
  if (!isObject(entry) || !SOUND[section](entry)) return "unreadable";
  if (section !== "rounds") return null;
  const round = /** @type {StoredRound} */ (/** @type {unknown} */ (entry));
  return Situation.ends(round) <= Situation.begins(round) ? "order" : null;
}

/** Whether an interview, as it is stored, is sound. @param {unknown} entry @returns {entry is StoredRound} */
export const isRound = (entry) => fault("rounds", entry) === null;

/** How a format becomes the next one, by the format it begins with; damaged entries are left as they are. @type {{ [format: number]: (records: Stored) => void }} */
const STEPS = {
  // A planned round had an empty status.
  1: (records) => {
    for (const round of Object.values(records.rounds)) if (round?.status === "") delete round.status;
  },
};

/** `stored` in the present format: itself if it is that already, else a changed copy. @template T @param {T} stored @returns {T} */
export function migrated(stored) {
  if (!sections(stored) || !Object.hasOwn(STEPS, stored.format)) return stored;
  const records = structuredClone(stored);
  for (let format = stored.format; Object.hasOwn(STEPS, format); format++) STEPS[format](records);
  records.format = FORMAT;
  return records;
}

/**
 * Answers under the names that facts and values have now. One that was given under the present name counts before one
 * under an earlier name.
 * @param {Core} core @param {Situation.Answers} answers
 */
function renamed(core, answers) {
  let found = answers;
  for (const { id, was = [], valuesWere = {} } of core.facts) {
    const old = was.filter((name) => Object.hasOwn(answers, name));
    const name = [id, ...old].find((one) => Object.hasOwn(answers, one));
    if (name === undefined) continue;
    const given = answers[name];
    const value = Object.hasOwn(valuesWere, given.value) ? valuesWere[given.value] : given.value;
    if (old.length === 0 && value === given.value) continue;
    found = { ...found, [id]: { ...given, value } };
    for (const one of old) delete found[one];
  }
  return found;
}

/** Give all answers of `stored`, in place, the names that facts and values have now. @param {Core} core @param {Stored} stored */
export function rename(core, stored) {
  if (isAnswers(stored.me)) stored.me = renamed(core, stored.me);
  for (const entry of [...Object.values(stored.applications), ...Object.values(stored.people)])
    if (isAnswers(entry?.answers)) entry.answers = renamed(core, entry.answers);
}

/**
 * Those answers that mean something to these facts: a value that a fact no longer has is as good as none.
 * @param {Core} core @param {Situation.Answers} stored
 */
function understood(core, stored) {
  const answers = renamed(core, stored);
  const known = core.facts.filter((fact) => Object.hasOwn(answers, fact.id) && !means(fact, answers[fact.id].value));
  if (known.length === 0) return answers;
  const left = { ...answers };
  for (const fact of known) delete left[fact.id];
  return left;
}

/** @param {Fact} fact @param {string} value */
function means(fact, value) {
  if (fact.kind === "date") return isDay(value);
  return fact.kind === "number" ? value.trim() !== "" && Number.isFinite(Number(value)) : fact.values.includes(value);
}

/** Whether the records as a whole can't be read, so that nothing can be said about anybody. @param {Problem[]} problems */
export const unreadable = (problems) => problems.some(({ key }) => key === "records" || key === "format");

/**
 * The sound entries of what was stored, a problem for each of the others, and the ids of those people whose advice would
 * rest on one of these: nothing can be said about them.
 * @param {Core} core @param {unknown} stored @returns {{ records: Entered, problems: Problem[], silenced: string[] }}
 */
export function validated(core, stored) {
  /** @type {Entered} */
  const records = { me: {}, applications: {}, rounds: {}, people: {} };
  /** @param {Problem[]} problems */
  const nothing = (problems) => ({ records, problems, silenced: [] });
  if (stored === undefined) return nothing([]);
  if (!sections(stored)) return nothing([{ key: "records", reason: "unreadable" }]);
  const present = migrated(stored);
  if (present.format !== FORMAT) return nothing([{ key: "format", reason: "version" }]);
  /** @type {Problem[]} */
  const problems = [];
  if (isAnswers(present.me)) records.me = understood(core, present.me);
  else problems.push({ key: "me", reason: "unreadable" });
  for (const section of SECTIONS) {
    for (const [id, entry] of Object.entries(present[section])) {
      const reason = isId(id) ? fault(section, entry) : "unreadable";
      if (reason) problems.push({ key: `${section}.${id}`, reason });
      else {
        const answers = "answers" in entry ? { answers: understood(core, entry.answers) } : {};
        Object.assign(records[section], { [id]: { ...entry, id, ...answers } });
      }
    }
  }
  problems.push(...unreferenced(records, present));
  return { records, problems, silenced: silenced(records, present, problems) };
}

/**
 * Takes out of the sound records what refers to nothing, and tells of it where advice would rest on it. What belongs to
 * an entry that is there and damaged goes with that one's problem.
 * @param {Entered} records @param {Stored} stored @returns {Problem[]}
 */
function unreferenced(records, stored) {
  /** @type {Problem[]} */
  const problems = [];
  for (const round of Object.values(records.rounds)) {
    round.who = round.who.filter((id) => Object.hasOwn(records.people, id));
    if (Object.hasOwn(records.applications, round.application)) continue;
    delete records.rounds[round.id];
    if (!Object.hasOwn(stored.applications, round.application))
      problems.push({ key: `rounds.${round.id}`, reason: "reference" });
  }
  for (const person of Object.values(records.people)) {
    const entered = person.applications ?? [];
    if (entered.length === 0) continue;
    person.applications = entered.filter((id) => Object.hasOwn(records.applications, id));
    const lost = !entered.some((id) => Object.hasOwn(stored.applications, id));
    if (lost && !Object.values(records.rounds).some(({ who }) => who.includes(person.id)))
      problems.push({ key: `people.${person.id}`, reason: "reference" });
  }
  return problems;
}

/**
 * The people whose advice would rest on an entry that can't be read: those whom it names, and those of its application.
 * @param {Entered} records @param {Stored} stored @param {Problem[]} problems
 */
function silenced(records, stored, problems) {
  const everybody = Object.keys(records.people);
  if (problems.some(({ key }) => key === "me")) return everybody;
  /** @type {Set<unknown>} */
  const people = new Set();
  /** @type {Set<unknown>} */
  const applications = new Set();
  const named = (/** @type {unknown} */ round) => (isObject(round) && Array.isArray(round.who) ? round.who : []);
  for (const { key } of problems) {
    const [section, ...rest] = key.split(".");
    const id = rest.join(".");
    if (section === "people") people.add(id);
    if (section === "applications") applications.add(id);
    if (section !== "rounds") continue;
    /** @type {unknown} */
    const round = stored.rounds[id];
    for (const one of named(round)) people.add(one);
    if (isObject(round)) applications.add(round.application);
  }
  for (const round of Object.values(stored.rounds))
    if (isObject(round) && applications.has(round.application)) for (const one of named(round)) people.add(one);
  return everybody.filter(
    (id) => people.has(id) || (stored.people[id].applications ?? []).some((one) => applications.has(one)),
  );
}
