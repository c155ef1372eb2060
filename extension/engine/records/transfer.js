/**
 * The file that everything entered can be saved to and read from, as records.schema.json describes it. Pure.
 */

import * as Edits from "./edits.js";
import * as Join from "./join.js";
import * as People from "../people/people.js";
import * as Records from "./records.js";

/** @import { Core } from "../decision/core.js" */

const KIND = "connect-etiquette";
/** Larger files are something else: a thousand people take less than half of this. In UTF-16 units. */
export const LARGEST = 4 * 1024 * 1024;

/**
 * What is saved. Answers about oneself, such as that the search is secret, are left out unless asked for.
 * @param {unknown} stored @param {{ aboutMe: boolean, now: number }} options
 */
export function file(stored, { aboutMe, now }) {
  const records = Records.migrated(stored ?? Records.EMPTY);
  const parts = Records.isObject(records) ? records : {};
  return { kind: KIND, exported: new Date(now).toISOString(), ...parts, me: aboutMe ? parts.me : {} };
}

/**
 * What a file holds: the records in the present format and what had to be left out, or why it can't be read.
 * @param {Core} core @param {string} text
 * @returns {{ fault: "too-large" | "not-json" | "not-ours" | "newer" | "unreadable" } | { fault: null, records: Records.Stored, left: Records.Problem[] }}
 */
export function read(core, text) {
  if (text.length > LARGEST) return { fault: "too-large" };
  let data;
  try {
    data = JSON.parse(text);
  } catch {
    return { fault: "not-json" };
  }
  if (!Records.isObject(data) || data.kind !== KIND) return { fault: "not-ours" };
  if (typeof data.format !== "number" || !Records.sections(data)) return { fault: "unreadable" };
  if (data.format > Records.FORMAT) return { fault: "newer" };
  const records = Records.migrated(/** @type {Records.Stored} */ (withoutHead(data)));
  /** @type {Records.Problem[]} */
  const left = Records.SECTIONS.flatMap((section) =>
    Object.keys(records[section]).flatMap((id) =>
      Records.isOurId(id) ? [] : [{ key: `${section}.${id}`, reason: /** @type {const} */ ("unreadable") }],
    ),
  );
  for (const { key } of left) Edits.drop(records, key);
  // What refers to an entry that is left out is seen when that one has gone.
  for (let problems = Records.validated(core, records).problems; problems.length > 0; ) {
    if (problems.some(({ key }) => key === "format" || key === "records")) return { fault: "unreadable" };
    for (const { key } of problems) Edits.drop(records, key);
    left.push(...problems);
    problems = Records.validated(core, records).problems;
  }
  return { fault: null, records, left };
}

/** The records of a file. @param {Records.Bag} data */
const withoutHead = ({ kind, exported, ...records }) => records;

/**
 * Put what was read into what is stored: beside it, or in its place. Of two entries with one id the file's wins.
 * @param {Records.Stored} stored @param {Records.Stored} records @param {"add" | "replace"} way
 */
export function put(stored, records, way) {
  /** @type {{ [key: string]: unknown }} */
  const target = stored;
  for (const [key, value] of Object.entries(records)) {
    // A file without “about me” does not say that there is nothing to say.
    if (key === "format" || (key === "me" && Object.keys(value).length === 0)) continue;
    const before = target[key];
    const both = way === "add" && Records.isObject(value) && Records.isObject(before);
    target[key] = both ? { ...before, ...value } : value;
  }
  if (way === "add") joinKnown(stored, records);
}

/**
 * Whoever of a file has an address of somebody who was here is that person; those who have but the name are asked about
 * where one looks at what is to be done.
 * @param {Records.Stored} stored @param {Records.Stored} records
 */
function joinKnown(stored, records) {
  const own = Object.entries(stored.people).filter(
    ([id, one]) => Records.isObject(one) && !Object.hasOwn(records.people, id),
  );
  /** @type {Map<string, string>} */
  const holders = new Map();
  for (const [id, one] of own) if (isTexts(one.profiles)) for (const slug of People.known(one)) holders.set(slug, id);
  for (const [id, one] of Object.entries(records.people)) {
    const kept = People.known(one)
      .map((slug) => holders.get(slug))
      .find((found) => found !== undefined);
    if (kept !== undefined) Join.people(stored, kept, id);
  }
}

/** @param {unknown} value */
const isTexts = (value) => Array.isArray(value) && value.every((one) => typeof one === "string");

/** How many applications, rounds and people records hold. @param {Records.Stored} records */
export const count = (records) =>
  Object.fromEntries(Records.SECTIONS.map((section) => [section, Object.keys(records[section]).length]));
