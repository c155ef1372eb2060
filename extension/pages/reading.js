/**
 * What the reader of mails and calendars has to know of the person: their zone, their language, their name, and the time.
 */

import * as Employer from "../engine/calendar/employer.js";
import * as Ics from "../engine/calendar/ics.js";
import * as Invitation from "../engine/calendar/invitation.js";
import * as Prose from "../engine/people/prose.js";
import * as Titles from "../engine/calendar/titles.js";
import * as Ui from "./ui.js";
import * as Words from "../engine/words/words.js";

/** @import { Text } from "../engine/decision/core.js" */

/** @param {Pick<Ui.Begun, "zone" | "locale" | "settings" | "core">} begun @param {number} now @returns {Ics.Own} */
export function own({ zone, locale, settings, core: { names } }, now) {
  const { name } = settings;
  const mine = name === undefined ? null : Words.folded(name, names);
  // Whether a name is the person's own, as far as they said it.
  const isMe = (/** @type {string} */ one) => mine !== null && Words.folded(one, names) === mine;
  return { zone, tag: Words.tag(locale), isMe, names, now };
}

/**
 * What a text tells of an interview: when it is, in which zone that is written if nobody knows it, and the company; each may be
 * “”. And for how many minutes, null where it does not say so; where it leaves open when it is, what may be meant.
 * @typedef {{ when: string, zoneName: string, minutes: number | null, company: string, choices: Invitation.Choices }} Told
 */

/** @type {Told} */
export const NOTHING = { when: "", zoneName: "", minutes: null, company: "", choices: { why: null, all: [] } };

/** Whether a text is a calendar's. @param {string} text */
export const isCalendar = (text) => /^BEGIN:VCALENDAR/mu.test(text);

/**
 * What a mail or a calendar's text tells, besides who is in it; null where it tells of no interview and names no company.
 * @param {string} text @param {Parameters<typeof own>[0]} begun @param {number} now
 */
export function told(text, begun, now) {
  const self = own(begun, now);
  const [found] = Ics.read(text, self).events;
  if (found?.refused) return null;
  const names = found?.people.map(({ name }) => name) ?? [];
  const company = isCalendar(text) ? Titles.company(found?.title ?? "", names) : Employer.company(text, found, self);
  const choices = isCalendar(text) ? NOTHING.choices : Invitation.choices(text, self);
  if (!found) return company === "" && choices.why === null ? null : { ...NOTHING, company, choices, people: [] };
  const people = found.people.map(({ name, ticked }) => ({ name, slug: null, likely: ticked }));
  const field = Invitation.inField(found, begun.zone);
  const minutes = field.when === "" ? null : Invitation.lasting(found);
  return { ...field, minutes, company, choices, people };
}

/** What there is to say of a date that stands as a text wrote it. @param {Text} text @param {Told} told @param {string} when what stands there */
export function remarks(text, told, when) {
  const zone = [told, ...told.choices.all].find((one) => one.zoneName !== "" && one.when === when)?.zoneName;
  return zone ? [Ui.word(text, "remark-zone", { zone })] : [];
}

/**
 * What stands in a field once more is pasted: a mail replaces the one before, and names are added to what is there.
 * @param {string} before @param {string} pasted @param {Parameters<typeof own>[0]} begun @param {number} now
 */
export const joined = (before, pasted, begun, now) =>
  isNext(before, pasted, begun, now) ? pasted : [before.trim(), pasted].filter(Boolean).join("\n");

/** Whether what is pasted is a mail, or a calendar's text, after another one. @param {string} before @param {string} pasted @param {Parameters<typeof own>[0]} begun @param {number} now */
export function isNext(before, pasted, begun, now) {
  const isOne = (/** @type {string} */ text) => {
    const found = told(text, begun, now);
    return isCalendar(text) || (found !== null && (found.when !== "" || found.choices.why !== null));
  };
  return (isOne(pasted) || Prose.greets(pasted)) && (isOne(before) || Prose.isText(before));
}

/** Who stands in what was pasted. Of a calendar's text only the people are people. @param {string} text @param {Parameters<typeof own>[0]} begun @param {number} now */
export const people = (text, begun, now) =>
  isCalendar(text) ? (told(text, begun, now)?.people ?? []) : Invitation.pasted(text, own(begun, now));
