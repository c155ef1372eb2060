/**
 * What the form begins with: the application that its address names, its people, and its interviews.
 */

import * as Order from "../../engine/people/order.js";
import * as Records from "../../engine/records/records.js";
import * as Situation from "../../engine/decision/situation.js";

/** @import * as PersonRow from "../personrow.js" */
/** @import * as Ui from "../ui.js" */
/** @import * as RoundRow from "../roundrow.js" */

/** The person whom an address names, or null. @param {Situation.Records} records @param {URLSearchParams} address */
function named(records, address) {
  const id = address.get("person") ?? "";
  return Object.hasOwn(records.people, id) ? records.people[id] : null;
}

/** @param {Situation.Records} records @param {URLSearchParams} address @returns {Situation.Application | null} */
export function starting(records, address) {
  const person = named(records, address);
  const id = address.get("application") ?? (person ? Situation.applicationsOf(records, person)[0]?.id : undefined);
  return id !== undefined && Object.hasOwn(records.applications, id) ? records.applications[id] : null;
}

/** By name, as everywhere. @param {Ui.Begun} begun @param {URLSearchParams} address @param {Situation.Application | null} of @returns {Situation.Person[]} */
export function people({ core, locale, records }, address, of) {
  const person = named(records, address);
  if (!of) return person ? [person] : [];
  const found = Object.values(records.people).filter((one) => Situation.applicationsOf(records, one).includes(of));
  return found.sort(Order.people(core, locale));
}

/** By their beginning. @param {Situation.Records} records @param {Situation.Application | null} of */
export function rounds(records, of) {
  const found = Object.values(records.rounds).filter((round) => round.application === of?.id);
  return found.sort((a, b) => Situation.begins(a) - Situation.begins(b));
}

/**
 * Interviews of an application that take no time as they are stored: in the form they get a length.
 * @param {Records.Problem[]} problems @param {unknown} stored @param {Situation.Application | null} of @returns {Situation.Round[]}
 */
export const unfinished = (problems, stored, of) =>
  problems.flatMap(({ key, reason }) => {
    const id = key.replace(/^rounds\./u, "");
    const round = reason === "order" && Records.sections(stored) ? stored.rounds[id] : undefined;
    return of && round?.application === of.id ? [{ ...round, id }] : [];
  });

/**
 * The row for an id of the draft: the first one, if it is new and none of the draft's yet, else another. What the address
 * filled into it was in the draft's beginning too.
 * @template {PersonRow.Row | RoundRow.Row} Row @param {Row[]} rows @param {string} id @param {string[]} ids all of the draft
 * @param {() => Row} add @returns {Row}
 */
export function rowFor(rows, id, ids, add) {
  const known = rows.find((row) => row.id === id);
  if (known) return known;
  const [first] = rows;
  if (rows.length !== 1 || first.stored || ids.includes(first.id)) return add();
  first.id = id;
  return first;
}
