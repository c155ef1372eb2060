/**
 * From records, page and clock to the cells of a situation. Pure: the instant is an argument, in milliseconds.
 *
 * The runtime knows kinds of events (meetings, rounds, dated answers); which fact reads which is said by `core.facts`.
 */

import * as Rounds from "./rounds.js";
import * as Time from "../time/time.js";
import * as Turn from "./turn.js";

/** @import { Core, Fact, Reads } from "./core.js" */
/** @import * as Decide from "./decide.js" */

/**
 * `at` is when what it tells of happened: an ISO instant. The value of a date is YYYY-MM-DD.
 * @typedef {{ value: string, at: string }} Answer
 * @typedef {{ [fact: string]: Answer }} Answers
 */

/**
 * `askedOver`: whether it is over was asked once. `keep`: it is not to be forgotten. `apart`: ids of applications that
 * are known to be others.
 * @typedef {{
 *   id: string, company?: string, role?: string, answers: Answers, askedOver?: string, keep?: string, apart?: string[],
 * }} Application
 */

/**
 * `start` and `end` are wall-clock times in `zone`, such as 2026-03-10T14:00; without an end it takes an hour. `reviewed`
 * is when its card was answered; `passed` are facts that were left unanswered there. `event` is the digest of the
 * calendar entry that it comes from, and `sequence` that entry's version.
 * @typedef {{
 *   id: string, application: string, start: string, end?: string, zone: string, who: string[],
 *   status?: "" | "took-place" | "moved" | "cancelled", title?: string, reviewed?: string, passed?: string[],
 *   event?: string, sequence?: number,
 * }} Round
 */

/** Set under `verdict`; `due` when the clock brings another one; `given` once it was shown. @typedef {{ verdict: string, due: string, given?: string }} Reminder */

/**
 * `profiles` are slugs that were entered or confirmed; `otherProfiles` belong to somebody else of this name. `aliases`
 * are other addresses of the same profile, by its slug, that the page showed together with it. `apart`
 * are ids of people who are known to be others. `detail` is something that was talked about, for the drafts.
 * @typedef {{
 *   id: string, name: string, profiles?: string[], otherProfiles?: string[], aliases?: { [profile: string]: string[] },
 *   applications?: string[], apart?: string[], detail?: string, reminder?: Reminder, answers: Answers,
 * }} Person
 */

/**
 * Everything entered that is sound. `zone` is the person's own.
 * @typedef {{
 *   me: Answers, applications: { [id: string]: Application }, rounds: { [id: string]: Round },
 *   people: { [id: string]: Person }, zone: string,
 * }} Records
 */

/**
 * Something that happened, or will. `wall` is the day of a date, from which days are counted where its midnight is
 * skipped; `application` the one whose event it is, if it is one's.
 * @typedef {{ at: number, zone: string, wall?: string, application?: string }} Event
 */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Offsets from UTC differ by at most 26 hours: calendar days are no farther from elapsed ones than this. */
const SLACK = 27 * HOUR;
const NEVER_HAPPENED = ["moved", "cancelled"];

/**
 * `event` plus so many minutes: elapsed time, or calendar days at the same time of day.
 * @param {Event} event @param {number} minutes @param {boolean} inDays
 */
export function shifted(event, minutes, inDays) {
  if (!inDays) return event.at + minutes * MINUTE;
  const wall = event.wall && Time.later(event.wall, minutes);
  return wall ? Time.instant(wall, event.zone) : Time.shifted(event.at, minutes, event.zone);
}

/**
 * How far `shifted` lies ahead of an instant, in milliseconds. Without the calendar where that can't change which of
 * the two is earlier, since there it takes long.
 * @param {Event} event @param {number} minutes @param {boolean} inDays @param {number} now
 */
function ahead(event, minutes, inDays, now) {
  const elapsed = event.at + minutes * MINUTE - now;
  return inDays && Math.abs(elapsed) < SLACK ? shifted(event, minutes, inDays) - now : elapsed;
}

/** @param {Pick<Round, "start" | "zone">} round */
export const begins = (round) => Time.instant(round.start, round.zone);
/**
 * One hour where no end was entered. An interview that begins in an hour that clocks skip, and so an hour later, is as long
 * as was entered.
 * @param {Pick<Round, "start" | "end" | "zone">} round
 */
export function ends({ start, end, zone }) {
  const from = Time.instant(start, zone);
  if (!end) return from + HOUR;
  const to = Time.instant(end, zone);
  return to > from || Time.shown(start, zone) !== "skipped" ? to : from + Time.minutesBetween(start, end) * MINUTE;
}

/**
 * When something that was answered happened. What is dated ahead of the clock (a clock set back, a file from another
 * device) has just happened.
 * @param {Answer} answer @param {number} now
 */
export const since = ({ at }, now) => Math.min(Date.parse(at), now);

/**
 * The applications that a person is in, through their rounds or by name.
 * @param {Records} records @param {Person} person
 */
export function applicationsOf(records, person) {
  const met = Rounds.ofPerson(records, person).map(({ application }) => application);
  return Rounds.applications(records, [...(person.applications ?? []), ...met]);
}

/** The application of a round, or null if it has gone. @param {Records} records @param {Round} round */
export const applicationOf = ({ applications }, { application }) =>
  Object.hasOwn(applications, application) ? applications[application] : null;

/** Whether a round was not called off. @param {Pick<Round, "status">} round */
export const happens = ({ status }) => !NEVER_HAPPENED.includes(status ?? "");

/**
 * Reads the facts of one person in one application, as the records are at `asOf`. `page` holds the marks of their
 * control, such as "pending".
 */
export class Reading {
  /**
   * @param {Core} core @param {Records} records @param {Person} person @param {Application | null} application
   * @param {number} asOf @param {string[]} page
   */
  constructor(core, records, person, application, asOf, page = []) {
    this.core = core;
    this.records = records;
    this.person = person;
    this.application = application;
    this.asOf = asOf;
    this.page = page;
    const timed = (/** @type {readonly Round[]} */ rounds) =>
      rounds.filter(happens).map((r) => ({ round: r, begins: begins(r), ends: ends(r), zone: r.zone }));
    const own = Rounds.ofPerson(records, person);
    this.meetings = timed(own);
    this.rounds = application === null ? [] : timed(Rounds.ofApplication(records, application));
    this.calledOff = own.filter((r) => !happens(r) && r.application === application?.id);
    /** @type {Map<string, Event[]>} */
    this.known = new Map();
  }

  /**
   * The situation at `now`: the cell of a fact by its place, worked out when it is asked for (dates have none: -1), and
   * those facts among them that are assumed.
   * @param {number} now @returns {{ cellAt: Decide.Situation, assumed: Set<string> }}
   */
  at(now) {
    /** @type {number[]} */
    const cells = [];
    /** @type {Set<string>} */
    const assumed = new Set();
    const cellAt = (/** @type {number} */ place) => {
      if (cells[place] === undefined) cells[place] = this.cell(this.core.facts[place], now, assumed);
      return cells[place];
    };
    return { cellAt, assumed };
  }

  /** @param {Fact} fact @param {number} now @param {Set<string>} assumed */
  cell(fact, now, assumed) {
    if (fact.kind === "date") return -1;
    if (fact.kind === "number" && fact.reads) return this.elapsed(fact, now);
    const value = this.value(fact, now);
    if (value === null) assumed.add(fact.id);
    return cellOf(fact, value ?? fact.unknown ?? "no");
  }

  /** @param {Fact} fact @param {number} now @returns {string | number | null} */
  value(fact, now) {
    if (!fact.reads) return this.answered(fact, now);
    if (fact.reads.how === "someone") return this.someone(fact) ? "yes" : "no";
    const rounds = fact.reads.event === "meeting" ? this.meetings : this.rounds;
    return rounds.some((round) => round.begins <= now && now < round.ends) ? "yes" : "no";
  }

  /** @param {Fact} fact @returns {Answers} */
  holder(fact) {
    if (fact.whose === "me") return this.records.me;
    if (fact.whose === "application") return this.application ? this.application.answers : {};
    return this.person.answers;
  }

  /** What was answered, unless it is too old to count, corrected by what the page shows. @param {Fact} fact @param {number} now */
  answered(fact, now) {
    const holder = this.holder(fact);
    let answer = Object.hasOwn(holder, fact.id) ? holder[fact.id] : null;
    if (answer && fact.countsSince && since(answer, this.asOf) < this.lastBefore(fact.countsSince, now)) answer = null;
    let value = answer ? answer.value : null;
    for (const mark of this.page) {
      const possible = fact.page?.[mark];
      if (possible && (value === null || !possible.includes(value))) {
        value = value !== null || possible[0] !== fact.unknown ? possible[0] : null;
      }
    }
    // What was typed is in the fact's own unit; thresholds of time are in minutes.
    if (value !== null && fact.kind === "number") return Math.round(Number(value) * (fact.minutes ?? 1) * 1e9) / 1e9;
    return value;
  }

  /** @param {Fact} fact */
  someone(fact) {
    const { event, being } = /** @type {Reads} */ (fact.reads);
    return Rounds.whoAnswered(this.records, event).some(
      (other) =>
        other.id !== this.person.id &&
        this.application !== null &&
        being.includes(other.answers[event].value) &&
        applicationsOf(this.records, other).includes(this.application),
    );
  }

  /** The cell that the time since or until an event falls into. @param {Fact} fact @param {number} now */
  elapsed(fact, now) {
    const reads = /** @type {Reads} */ (fact.reads);
    const sign = reads.how === "since" ? 1 : -1;
    const nearest = this.nearest(reads, now);
    const first = fact.cuts[0] === 0 ? 1 : 0; // A threshold of 0 has no stretch before it.
    if (nearest === null) return 2 * fact.cuts.length + 1 - first;
    for (let i = 0; i < fact.cuts.length; i++) {
      const left = sign * ahead(nearest, sign * fact.cuts[i], fact.days, now);
      if (left > 0) return 2 * i - first;
      if (left === 0) return 2 * i + 1 - first;
    }
    return 2 * fact.cuts.length - first;
  }

  /** The last event before `now`, or the next one, of those that count; null if there is none. @param {Reads} reads @param {number} now */
  nearest({ how, event, being }, now) {
    const sign = how === "since" ? 1 : -1;
    const events = this.counted(event, being, now).filter((e) => (how === "since" ? e.at <= now : e.at > now));
    if (events.length === 0) return null;
    return events.reduce((one, other) => (sign * (other.at - one.at) > 0 ? other : one));
  }

  /**
   * Those events of a kind that still count at `now`. A date counts as long as its day was not over before what it
   * has to be later than: what was promised before a round says nothing after it. What was called off before its hour
   * came counts from now.
   * @param {string} kind @param {string[]} being @param {number} now
   */
  counted(kind, being, now) {
    const events = this.events(kind, being);
    if (kind === "meeting-off") return events.map((e) => ({ ...e, at: Math.min(e.at, now) }));
    const fact = this.core.facts.find((candidate) => candidate.id === kind);
    if (!fact?.countsSince) return events;
    const last = this.lastBefore(fact.countsSince, now);
    return events.filter((e) => (fact.kind === "date" ? shifted(e, 24 * 60, true) : e.at) >= last);
  }

  /** When the latest event of a kind was at `now`; if there was none, the beginning of time. @param {string} kind @param {number} now */
  lastBefore(kind, now) {
    const past = this.events(kind, []).map((e) => e.at);
    return Math.max(...past.filter((at) => at <= now));
  }

  /**
   * All events of a kind: meetings and rounds that were not called off, those that were, or the date of an answer.
   * @param {string} kind @param {string[]} being @returns {Event[]}
   */
  events(kind, being) {
    const key = `${kind} ${being.join(" ")}`;
    let found = this.known.get(key);
    if (!found) {
      found = this.gather(kind, being);
      this.known.set(key, found);
    }
    return found;
  }

  /** @param {string} kind @param {string[]} being @returns {Event[]} */
  gather(kind, being) {
    if (kind === "meeting-off") return this.calledOff.map((r) => ({ at: begins(r), zone: r.zone }));
    const [of, edge] = kind.split("-");
    if (of === "meeting" || of === "round") {
      const rounds = of === "meeting" ? this.meetings : this.rounds;
      return rounds.map((r) => ({
        at: edge === "start" ? r.begins : r.ends,
        zone: r.zone,
        application: r.round.application,
      }));
    }
    const fact = factOf(this.core, kind);
    const holder = this.holder(fact);
    const answer = Object.hasOwn(holder, kind) ? holder[kind] : null;
    if (!answer || (being.length > 0 && !being.includes(answer.value))) return [];
    const { zone } = this.records;
    const application = fact.whose === "application" ? this.application?.id : undefined;
    return fact.kind === "date"
      ? [{ at: Time.instant(answer.value, zone), zone, wall: answer.value, application }]
      : [{ at: since(answer, this.asOf), zone, application }];
  }

  /**
   * The first, as seen at `now`, of the events that some facts are read from, as far as they are this application's own: what
   * an answer rests on tells whose it is.
   * @param {Fact[]} facts @param {number} now @returns {Turn.Turn}
   */
  turn(facts, now) {
    return Turn.first(
      facts.flatMap(({ reads }) => {
        if (reads?.how === "during") {
          const within = this.meetings.some((m) => m.begins <= now && now < m.ends && this.isOwn(m.round.application));
          return within ? [Turn.NOW] : [];
        }
        if (reads?.how !== "since" && reads?.how !== "until") return [];
        const event = this.nearest(reads, now);
        return event && this.isOwn(event.application) ? [Turn.of(event.at, now)] : [];
      }),
    );
  }

  /** @param {string | undefined} id */
  isOwn(id) {
    return id !== undefined && id === this.application?.id;
  }

  /**
   * Every instant between two at which some fact may change: each event, and each threshold before or after it.
   * @param {number} from @param {number} to
   */
  turningPoints(from, to) {
    /** @type {Set<number>} */
    const points = new Set();
    for (const round of [...this.meetings, ...this.rounds]) points.add(round.begins).add(round.ends);
    const answers = this.application?.answers ?? {};
    for (const fact of this.core.facts) {
      if (fact.closes && Object.hasOwn(answers, fact.id)) points.add(Date.parse(answers[fact.id].at));
      if (!fact.cuts || !fact.reads) continue;
      const sign = fact.reads.how === "since" ? 1 : -1;
      for (const event of this.events(fact.reads.event, fact.reads.being)) {
        points.add(event.at);
        for (const cut of fact.cuts) {
          const elapsed = event.at + sign * cut * MINUTE;
          if (from - SLACK < elapsed && elapsed < to + SLACK) points.add(shifted(event, sign * cut, fact.days));
        }
      }
    }
    return [...points].filter((point) => from <= point && point <= to);
  }
}

/**
 * The cell of an enumeration's value, of a number in the fact's measure (minutes for times), or of “never”.
 * @param {Fact} fact @param {string | number} value
 */
export function cellOf(fact, value) {
  const { cuts } = fact;
  if (fact.kind !== "number") return fact.values.indexOf(/** @type {string} */ (value));
  const first = cuts[0] === 0 ? 1 : 0; // A threshold of 0 has no stretch before it.
  if (value === "never") return 2 * cuts.length + 1 - first;
  const amount = /** @type {number} */ (value);
  let passed = 0;
  while (passed < cuts.length && cuts[passed] < amount) passed++;
  return 2 * passed + (cuts[passed] === amount ? 1 : 0) - first;
}

/** A fact by its id. @param {Core} core @param {string} id */
export function factOf(core, id) {
  const fact = core.facts.find((candidate) => candidate.id === id);
  if (!fact) throw new Error(`no fact “${id}”`);
  return fact;
}
