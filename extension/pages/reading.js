/**
 * What the reader of mails and calendars has to know of the person: their zone, their language, their name, and the time.
 */

import * as Words from "../engine/words/words.js";

/** @import * as Ics from "../engine/calendar/ics.js" */
/** @import * as Ui from "./ui.js" */

/** @param {Pick<Ui.Begun, "zone" | "locale" | "settings" | "core">} begun @param {number} now @returns {Ics.Own} */
export function own({ zone, locale, settings, core: { names } }, now) {
  const { name } = settings;
  const mine = name === undefined ? null : Words.folded(name, names);
  // Whether a name is the person's own, as far as they said it.
  const isMe = (/** @type {string} */ one) => mine !== null && Words.folded(one, names) === mine;
  return { zone, tag: Words.tag(locale), isMe, names, now };
}
