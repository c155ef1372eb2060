/**
 * What an entry of a calendar is to what is entered already: new, moved, called off, or here. Pure.
 */

import * as Lookup from "../people/lookup.js";
import * as Situation from "../decision/situation.js";
import * as Time from "../time/time.js";
import * as Titles from "./titles.js";

/** @import * as Ics from "./ics.js" */
/** @import * as Records from "../records/records.js" */

/**
 * `way` is what would be done: “add”, “move” or “cancel” the interview `known`, or put “people” into it whom a newer version
 * names. “again” is one of the same title at the same time under another id, as some calendars give at every export; “back” one
 * that was moved or called off here since this very version was taken over, or a later one. Both are done only if the person
 * says so. null: nothing, because of `why`.
 * @typedef {{ way: "add" | "move" | "cancel" | "people" | "again" | "back", known: Situation.Round | null, why: null } | {
 *   way: null, known: Situation.Round | null, why: "old" | "unchanged" | "nothing-to-cancel" | "refused",
 * }} Known
 */

/**
 * @param {Situation.Records} records @param {Ics.Event} event @param {string} digest of the entry's id, or “”
 * @param {Lookup.Form} form @returns {Known}
 */
export function known(records, event, digest, form) {
  const rounds = Object.values(records.rounds);
  const own = rounds.find((round) => digest !== "" && round.event === digest) ?? null;
  if (own && event.sequence < (own.sequence ?? 0)) return { way: null, known: own, why: "old" };
  const twin = own ?? rounds.find((round) => isTwin(records, round, event)) ?? null;
  if (event.cancelled) {
    if (!twin) return { way: null, known: null, why: "nothing-to-cancel" };
    if (twin.status === "cancelled") return { way: null, known: twin, why: "unchanged" };
    return { way: "cancel", known: twin, why: null };
  }
  if (event.refused) return { way: null, known: own, why: "refused" };
  if (!twin) return { way: "add", known: null, why: null };
  if (!own) return { way: "again", known: twin, why: null };
  const isNewer = event.sequence > (own.sequence ?? 0);
  if (!isUnchanged(own, event)) return { way: isNewer ? "move" : "back", known: own, why: null };
  const isJoined = isNewer && newcomers(records, own, event, form).length > 0;
  return isJoined ? { way: "people", known: own, why: null } : { way: null, known: own, why: "unchanged" };
}

/**
 * Those an entry names who are not in its interview; nobody where none of them is likely to be: rooms and whoever organises it
 * were offered once.
 * @param {Situation.Records} records @param {Situation.Round} round @param {Ics.Event} event @param {Lookup.Form} form
 */
export function newcomers({ people }, { who }, event, form) {
  const there = who.flatMap((id) => (Object.hasOwn(people, id) ? [people[id].name] : []));
  const others = event.people.filter(({ name }) => !there.some((one) => Lookup.same(form, one, name)));
  return others.some(({ ticked }) => ticked) ? others : [];
}

/**
 * Call an interview off as an entry says. An older version that is read later has nothing to say any more.
 * @param {Records.StoredRound} round @param {Ics.Event} event @param {string} digest of the entry's id, or “”
 */
export function cancel(round, event, digest) {
  round.status = "cancelled";
  if (digest !== "" && (round.event ?? digest) === digest)
    Object.assign(round, { event: digest, sequence: event.sequence });
}

/** Have an interview take place when an entry says: nothing is known of how it was. @param {Records.StoredRound} round @param {Ics.Event} event */
export function move(round, event) {
  Object.assign(round, { start: event.start, zone: event.zone || round.zone, sequence: event.sequence });
  if (event.end) round.end = event.end;
  else delete round.end;
  for (const key of /** @type {const} */ (["status", "reviewed", "passed"])) delete round[key];
}

/** @param {Situation.Records} records @param {Situation.Round} round @param {Ics.Event} event */
function isTwin(records, round, { title, start, zone }) {
  if (start === "" || Situation.begins(round) !== Time.instant(start, zone || round.zone)) return false;
  if (round.title) return round.title === title;
  // One that was entered by hand has no title: the entry has to name its company.
  return Lookup.namesCompany(title, Situation.applicationOf(records, round)?.company);
}

/** @param {Situation.Round} round @param {Ics.Event} event */
function isUnchanged(round, event) {
  const zone = event.zone || round.zone;
  const there = { start: event.start, end: event.end || undefined, zone };
  return (
    Situation.happens(round) &&
    Situation.begins(round) === Situation.begins(there) &&
    Situation.ends(round) === Situation.ends(there)
  );
}

/** The entries of one file, each once: of two with one id the later version. @param {Ics.Event[]} events */
export function once(events) {
  /** @type {Map<string, Ics.Event>} */
  const found = new Map();
  for (const event of events) {
    const key = event.key || `${event.title} ${event.start} ${event.zone}`;
    const before = found.get(key);
    if (!before || before.sequence <= event.sequence) found.set(key, event);
  }
  return [...found.values()];
}

/** What is done, by the way in which it is. */
const DEEDS = /** @type {const} */ ({
  add: "add",
  again: "add",
  people: "add",
  move: "move",
  back: "move",
  cancel: "cancel",
});

/** What pressing the button does with entries of these ways: one deed, or some. @param {Known["way"][]} ways @returns {"add" | "move" | "cancel" | "some"} */
export function deed(ways) {
  const all = new Set(ways.flatMap((way) => (way === null ? [] : DEEDS[way])));
  const [first = "add"] = all;
  return all.size > 1 ? "some" : first;
}

/** Whether all that was found is here already. @param {Pick<Known, "way" | "why">[]} all */
export const isNothingNew = (all) =>
  all.length > 0 && all.every(({ way, why }) => way === "again" || why === "old" || why === "unchanged");

/**
 * The application that entries are likely to belong to: the one whose company their titles or their text name, or that one of
 * their people is in. “” where there is none such, or more than one, or where an entry names another company: whoever is
 * invited may have gone there.
 * @param {Situation.Records} records @param {Ics.Event[]} events @param {string} source the text that they were read from
 * @param {Lookup.Form} form
 */
export function belongs(records, events, source, form) {
  const all = Object.values(records.applications);
  const entitled = all.filter(({ company }) => events.some(({ title }) => Lookup.namesCompany(title, company)));
  if (entitled.length > 0) return entitled.length === 1 ? entitled[0].id : "";
  const [event, ...others] = events;
  // Of several entries nobody knows which one a text, or somebody, belongs to.
  if (!event || others.length > 0) return "";
  const people = event.people.map(({ name }) => name);
  if (Titles.company(event.title, people) !== "") return "";
  const known = Object.values(records.people).filter(({ name }) =>
    people.some((other) => Lookup.same(form, name, other)),
  );
  const inside = new Set(known.flatMap(({ applications = [] }) => applications));
  const plain = source.replace(/\r?\n[ \t]/gu, "").replace(PROGRAMS, " ");
  // A calendar's text writes its line breaks and commas with a sign before them.
  const told = plain.replace(/\\n/giu, "\n").replace(/\\(?=[,;])/gu, "");
  const text = spelt(told);
  const firms = Titles.byLaw(told);
  const isOfOthers = (/** @type {string} */ company) => firms.some((firm) => !Lookup.namesCompany(firm, company));
  const named = all.filter(({ id, company = "" }) => names(text, company) || (inside.has(id) && !isOfOthers(company)));
  return named.length === 1 ? named[0].id : "";
}

/** Programs that stand in invitations of whatever company. */
const PROGRAMS =
  /\b(?:google (?:meet|calendar|kalender|maps|hangouts)|microsoft (?:teams|outlook|bookings|exchange)|zoom (?:meeting|video|us)(?: communications,? inc)?)\b|-\/\/[^\n]*/giu;

/** Words as they are spelt, with one space around each. @param {string} text */
const spelt = (text) =>
  ` ${text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/&/gu, " and ")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim()} `;

/** Whether a text names a company as names are written: “next steps” is nothing of “Next”. @param {string} text as it is spelt @param {string} company */
function names(text, company) {
  const count = Lookup.company(company)[0].split(" ").length;
  const [first = "", ...rest] = spelt(company).trim().split(" ").slice(0, count).join(" ");
  return first !== "" && text.includes(` ${first.toUpperCase()}${rest.join("")} `);
}
