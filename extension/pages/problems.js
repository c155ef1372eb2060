/**
 * Entries that can't be read, in words.
 */

import * as Ui from "./ui.js";

/** @import { Text } from "../engine/decision/core.js" */
/** @import * as Records from "../engine/records/records.js" */

/** What is wrong with a stored entry, in words. @param {Text} text @param {Records.Problem} problem */
export function says(text, { key, reason }) {
  const [section, ...id] = key.split(".");
  const what = Ui.word(text, `section-${section}`);
  return `${id.length > 0 ? `${what} (${id.join(".").slice(0, 12)})` : what}: ${Ui.word(text, `problem-${reason}`)}`;
}
