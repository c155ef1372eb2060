/**
 * The file that everything entered can be saved to and read from, as records.schema.json describes it. Pure.
 */

import * as Records from "./records.js";

/** @import { Core } from "./core.js" */

const KIND = "connect-etiquette";
/** Larger files are something else: a thousand people take less than half of this. In UTF-16 units. */
export const LARGEST = 4 * 1024 * 1024;
const SECTIONS = ["applications", "rounds", "people"];

/**
 * What is saved. Answers about oneself, such as that the search is secret, are left out unless asked for.
 * @param {any} stored @param {{ aboutMe: boolean, now: number }} options
 */
export function file(stored, { aboutMe, now }) {
  const records = Records.migrated(stored ?? Records.EMPTY);
  return {
    kind: KIND,
    exported: new Date(now).toISOString(),
    ...records,
    me: aboutMe ? records.me : {},
  };
}

/**
 * What a file holds: the records in the present format and what had to be left out, or why it can't be read.
 * @param {Core} core @param {string} text
 * @returns {{ fault: "too-large" | "not-json" | "not-ours" | "newer" | "unreadable" } | { fault: null, records: any, left: { key: string, reason: string }[] }}
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
  const { kind, exported, ...stored } = data;
  const records = Records.migrated(stored);
  const left = strangeIds(records);
  const { problems } = Records.validated(core, records);
  if (problems.some(({ key }) => key === "format" || key === "records")) return { fault: "unreadable" };
  for (const { key } of problems) {
    const [section, ...id] = key.split(".");
    if (section === "me") records.me = {};
    else delete records[section][id.join(".")];
  }
  return { fault: null, records, left: [...left, ...problems] };
}

/** Take out entries whose ids could be mistaken for something else of an object's. @param {any} records */
function strangeIds(records) {
  const found = [];
  for (const section of SECTIONS) {
    for (const id of Object.keys(records[section])) {
      if (/^[^\s.]{1,80}$/u.test(id) && !(id in Object.prototype)) continue;
      delete records[section][id];
      found.push({ key: `${section}.${id}`, reason: "unreadable" });
    }
  }
  return found;
}

/**
 * Put what was read into what is stored: beside it, or in its place. Of two entries with one id the file's wins.
 * @param {any} stored @param {any} records @param {"add" | "replace"} way
 */
export function put(stored, records, way) {
  for (const [key, value] of Object.entries(records)) {
    // A file without “about me” does not say that there is nothing to say.
    if (key === "format" || (key === "me" && Object.keys(value).length === 0)) continue;
    const both = way === "add" && Records.isObject(value) && Records.isObject(stored[key]);
    stored[key] = both ? { ...stored[key], ...value } : value;
  }
}

/** How many applications, rounds and people records hold. @param {any} records */
export const count = (records) =>
  Object.fromEntries(SECTIONS.map((section) => [section, Object.keys(records[section]).length]));
