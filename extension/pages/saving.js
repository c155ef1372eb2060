/**
 * What the form writes when it is saved: only what differs from what it showed first, so that another window's changes
 * stay; and everybody under the entry that they have already.
 */

import * as Edits from "../engine/records/edits.js";
import * as Form from "./form.js";
import * as Join from "../engine/records/join.js";
import * as Situation from "../engine/decision/situation.js";

/** @import * as Company from "./company.js" */
/** @import * as PersonRow from "./personrow.js" */
/** @import * as Records from "../engine/records/records.js" */
/** @import * as RoundRow from "./roundrow.js" */

/**
 * The form as it is, and in `base` as it was shown first. `application` is the id of its application.
 * @typedef {{
 *   application: string, entry: Records.StoredApplication, company: Company.Company | null,
 *   people: PersonRow.Row[], rounds: RoundRow.Row[],
 *   base: {
 *     application: Records.StoredApplication, people: Map<string, Records.StoredPerson>, rounds: Map<string, RoundRow.Entry>,
 *   },
 * }} Filled
 */

const NOBODY = { name: "", profiles: [], answers: {} };

/** The application that is written to. @param {Filled} filled */
export const target = ({ application, company }) => company?.joined()?.id ?? application;

/** Whether something that is typed goes into entries that are there. @param {Filled} filled */
const joins = ({ company, people }) =>
  Boolean(company?.joined()) || people.some((row) => !row.empty() && Boolean(row.same?.same()));

/** What was put together with what was there can be parted again by one press; undefined where nothing is. @param {Filled} filled */
export const undo = (filled) =>
  joins(filled)
    ? {
        word: "undo-joined",
        name: [
          ...filled.people.filter((row) => !row.empty()).map(({ name }) => name.value.trim()),
          filled.entry.company,
        ].join(", "),
      }
    : undefined;

/** @param {Records.Stored} stored @param {Filled} filled */
export function write(stored, filled) {
  const id = target(filled);
  writeApplication(stored, filled, id);
  /** @type {Map<string, string>} under which id somebody in the form is entered */
  const ids = new Map();
  for (const row of filled.people.filter((one) => !one.empty())) ids.set(row.id, writePerson(stored, filled, row, id));
  for (const row of filled.rounds) if (!row.empty()) writeRound(stored, filled, row, { id, ids });
  for (const round of filled.company?.rounds() ?? []) if (id !== filled.application) join(stored, round, ids.values());
}

/** @param {Records.Stored} stored @param {Filled} filled @param {string} id */
function writeApplication(stored, { application, entry, base }, id) {
  const before = stored.applications[id] ?? structuredClone(base.application);
  // Of one that is joined only what was typed is another.
  const typed =
    id === application ? entry : { ...before, ...(entry.role && { role: entry.role }), answers: entry.answers };
  stored.applications[id] = Form.merge(before, base.application, typed);
}

/** @param {Records.Stored} stored @param {Filled} filled @param {PersonRow.Row} row @param {string} application @returns {string} */
function writePerson(stored, { base }, row, application) {
  const id = row.same?.same()?.id ?? row.id;
  const before = Object.hasOwn(stored.people, id) ? stored.people[id] : undefined;
  const entry = row.entry([...new Set([...(before?.applications ?? []), application])]);
  // Somebody new may have been stored by another window that showed the same draft.
  if (!before) stored.people[id] = entry;
  else if (id === row.id) {
    stored.people[id] = Form.merge(before, base.people.get(id) ?? NOBODY, entry);
    Edits.dropAliases(stored.people[id]);
  } else {
    before.applications = entry.applications;
    before.answers = { ...before.answers, ...entry.answers };
    if (entry.detail) before.detail = entry.detail;
    const known = new Set(before.profiles ?? []);
    for (const slug of entry.profiles ?? []) if (!known.has(slug)) Edits.confirm(stored, id, slug, true);
  }
  for (const other of row.same?.apart() ?? []) Join.apart(stored, "people", id, other);
  return id;
}

/** @param {Records.Stored} stored @param {Filled} filled @param {RoundRow.Row} row @param {{ id: string, ids: Map<string, string> }} as */
function writeRound(stored, { base }, row, { id, ids }) {
  const entry = { application: id, ...row.entry() };
  entry.who = [...new Set(entry.who.flatMap((one) => ids.get(one) ?? []))];
  const before = stored.rounds[row.id];
  const first = base.rounds.get(row.id);
  if (Array.isArray(before?.who)) entry.who = altered(before.who, first?.who ?? [], entry.who);
  const twin = before ? undefined : twinOf(stored, entry);
  if (twin) join(stored, twin, entry.who);
  else stored.rounds[row.id] = Form.merge(before ?? {}, (before && first) ?? {}, entry);
}

/**
 * Those stored, with whom the form put into it since it was shown and without whom it took out: nobody of another window's.
 * @param {string[]} stored @param {string[]} first @param {string[]} now
 */
const altered = (stored, first, now) => [
  ...new Set([
    ...stored.filter((one) => now.includes(one) || !first.includes(one)),
    ...now.filter((one) => !first.includes(one)),
  ]),
];

/** An interview of the same application that begins at the same time is the same. @param {Records.Stored} stored @param {Records.StoredRound} entry */
const twinOf = ({ rounds }, entry) =>
  Object.keys(rounds).find(
    (id) =>
      rounds[id]?.application === entry.application &&
      rounds[id].start === entry.start &&
      rounds[id].zone === entry.zone &&
      Situation.happens(rounds[id]),
  );

/** @param {Records.Stored} stored @param {string} round @param {Iterable<string>} who */
function join({ rounds }, round, who) {
  const found = Object.hasOwn(rounds, round) ? rounds[round] : null;
  if (found && Array.isArray(found.who)) found.who = [...new Set([...found.who, ...who])];
}
