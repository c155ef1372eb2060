/**
 * What an entry of a calendar is to what is entered already: new, moved, called off, or here. Pure.
 */

import * as Lookup from "./lookup.js";
import * as Situation from "./situation.js";
import * as Time from "./time.js";

/** @import * as Ics from "./ics.js" */

/**
 * `way` is what would be done: “add”, “move” or “cancel” the interview `known`. “again” is one of the same title at the same
 * time under another id, as some calendars give at every export: it is added only if the person says so. null: nothing,
 * because of `why`.
 * @typedef {{ way: "add" | "move" | "cancel" | "again", known: Situation.Round | null, why: null } | {
 *   way: null, known: Situation.Round | null, why: "old" | "unchanged" | "nothing-to-cancel" | "refused",
 * }} Known
 */

/**
 * @param {Situation.Records} records @param {Ics.Event} event @param {string} digest of the entry's id, or “” @returns {Known}
 */
export function known(records, event, digest) {
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
  return isUnchanged(own, event) ? { way: null, known: own, why: "unchanged" } : { way: "move", known: own, why: null };
}

/** @param {Situation.Records} records @param {Situation.Round} round @param {Ics.Event} event */
function isTwin(records, round, { title, start, zone }) {
  if (start === "" || Situation.begins(round) !== Time.instant(start, zone || round.zone)) return false;
  if (round.title) return round.title === title;
  // One that was entered by hand has no title: the entry has to name its company.
  const company = Lookup.company(Situation.applicationOf(records, round)?.company ?? "");
  return company !== "" && ` ${Lookup.company(title)} `.includes(` ${company} `);
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
