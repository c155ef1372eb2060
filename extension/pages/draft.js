/**
 * The draft of the form, as it lies in storage from the first letter until it is saved: what stands in each field.
 */

import * as Records from "../engine/records/records.js";

/** @import * as Form from "./form.js" */

/**
 * @typedef {{ id: string, fields: Form.Typed }} Row
 * @typedef {{ application: string, fields: Form.Typed, panel: Form.Typed, people: Row[], rounds: Row[] }} Draft
 */

/** A draft as it was stored; null if there is none that can be read. @param {unknown} stored @returns {Draft | null} */
export function read(stored) {
  if (!Records.isObject(stored)) return null;
  const { application, fields, panel, people, rounds } = stored;
  if (typeof application !== "string" || !isTyped(fields) || !isTyped(panel) || !isRows(people) || !isRows(rounds))
    return null;
  return { application, fields, panel, people, rounds: rounds.map(inOneField) };
}

/** Day and hour were two fields once. @param {Row} row @returns {Row} */
function inOneField({ id, fields }) {
  const { date, time } = fields;
  return { id, fields: date && time && !("when" in fields) ? { ...fields, when: `${date}T${time}` } : fields };
}

/** What was pasted into a draft's form. @param {Draft} draft */
export const pasted = ({ panel }) => String(panel.paste ?? "");

/** A draft with what is pasted into its form. @param {Draft} draft @param {string} paste @returns {Draft} */
export const withPasted = (draft, paste) => ({ ...draft, panel: { ...draft.panel, paste } });

/** A draft without the row of what was deleted. @param {Draft} draft @param {string} gone its id @returns {Draft} */
export function without(draft, gone) {
  const left = (/** @type {Row[]} */ rows) => rows.filter(({ id }) => id !== gone);
  return { ...draft, people: left(draft.people), rounds: left(draft.rounds) };
}

const NEW = "new";

/** What the draft of somebody new is called: by the profile that it was begun on, if it was. @param {string | null} profile */
export const nameOfNew = (profile) => (profile ? `${NEW} ${profile}` : NEW);

/**
 * A draft of somebody new that was begun from another start: what it is called, the address's fragment with which it goes
 * on, and the people and the company that it names. Null if there is none.
 * @param {Records.Bag} all the drafts as they are stored @param {string} own
 * @returns {{ name: string, start: string, names: string[] } | null}
 */
export function another(all, own) {
  for (const [name, stored] of Object.entries(all)) {
    const draft = name === NEW || name.startsWith(`${NEW} `) ? read(stored) : null;
    if (!draft || name === own) continue;
    const start = String(new URLSearchParams(name === NEW ? {} : { profile: name.slice(NEW.length + 1) }));
    const texts = [...draft.people.map((row) => row.fields.name), draft.fields.company].map(String);
    return { name, start, names: texts.filter((one) => one.trim() !== "" && one !== "undefined") };
  }
  return null;
}

/** @param {unknown} value @returns {value is Form.Typed} */
const isTyped = (value) =>
  Records.isObject(value) && Object.values(value).every((one) => typeof one === "string" || typeof one === "boolean");

/** @param {unknown} value @returns {value is Row[]} */
const isRows = (value) =>
  Array.isArray(value) &&
  value.every((row) => Records.isObject(row) && typeof row.id === "string" && isTyped(row.fields));
