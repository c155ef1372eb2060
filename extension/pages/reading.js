/**
 * What the reader of mails and calendars has to know of the person: their zone, their language, their name, and the time.
 */

import * as Ics from "../engine/calendar/ics.js";
import * as Invitation from "../engine/calendar/invitation.js";
import * as Titles from "../engine/calendar/titles.js";
import * as Words from "../engine/words/words.js";

/** @import * as Ui from "./ui.js" */

/** @param {Pick<Ui.Begun, "zone" | "locale" | "settings" | "core">} begun @param {number} now @returns {Ics.Own} */
export function own({ zone, locale, settings, core: { names } }, now) {
  const { name } = settings;
  const mine = name === undefined ? null : Words.folded(name, names);
  // Whether a name is the person's own, as far as they said it.
  const isMe = (/** @type {string} */ one) => mine !== null && Words.folded(one, names) === mine;
  return { zone, tag: Words.tag(locale), isMe, names, now };
}

/** What a text tells of an interview: when it is, in which zone that is written if nobody knows it, and the company; each may be “”. @typedef {{ when: string, zoneName: string, company: string }} Told */

export const NOTHING = { when: "", zoneName: "", company: "" };

/** Whether a text is a calendar's. @param {string} text */
export const isCalendar = (text) => /^BEGIN:VCALENDAR/mu.test(text);

/**
 * What a mail or a calendar's text tells, besides who is in it; null where it tells of no interview.
 * @param {string} text @param {Parameters<typeof own>[0]} begun @param {number} now
 */
export function told(text, begun, now) {
  const [found] = Ics.read(text, own(begun, now)).events;
  if (!found || found.refused) return null;
  const names = found.people.map(({ name }) => name);
  const people = found.people.map(({ name, ticked }) => ({ name, slug: null, likely: ticked }));
  return { ...Invitation.inField(found, begun.zone), company: Titles.company(found.title, names), people };
}

/** Who stands in what was pasted. Of a calendar's text only the people are people. @param {string} text @param {Parameters<typeof own>[0]} begun @param {number} now */
export const people = (text, begun, now) =>
  isCalendar(text) ? (told(text, begun, now)?.people ?? []) : Invitation.pasted(text, own(begun, now));
