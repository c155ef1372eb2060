/**
 * The draft of the form, as it lies in storage from the first letter until it is saved: what stands in each field.
 */

import * as Records from "../../engine/records.js";

/** @import * as Form from "../form.js" */

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
  return { application, fields, panel, people, rounds };
}

/** @param {unknown} value @returns {value is Form.Typed} */
const isTyped = (value) =>
  Records.isObject(value) && Object.values(value).every((one) => typeof one === "string" || typeof one === "boolean");

/** @param {unknown} value @returns {value is Row[]} */
const isRows = (value) =>
  Array.isArray(value) &&
  value.every((row) => Records.isObject(row) && typeof row.id === "string" && isTyped(row.fields));
