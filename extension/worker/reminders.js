/**
 * Keeps reminders in the worker: alarms, notifications, the badge. Alarms may not outlive a session, so they are set
 * anew whenever the worker starts (docs/browser-bugs.md, alarms-lost); nothing shown ever holds a name, a company or a verdict.
 */

import * as Bundle from "../bundle.js";
import * as Dates from "../engine/dates.js";
import * as Remind from "../engine/remind.js";
import * as Store from "../store.js";
import * as Words from "../engine/words.js";

/** @import { Text } from "../engine/core.js" */
/** @import * as Records from "../engine/records.js" */
/** @import * as Situation from "../engine/situation.js" */

const NAME = "reminders";
/** A look at the entries at least this often, in minutes, in case an alarm was lost. */
const AT_LEAST = 24 * 60;

/** Listen, and look once. `open` opens the page that says more. @param {() => void} open */
export function begin(open) {
  chrome.alarms.onAlarm.addListener(({ name }) => {
    if (name === NAME) look();
  });
  chrome.runtime.onStartup.addListener(() => look());
  Store.onChange(() => look());
  // Without the permission there is no such interface; it comes with it.
  const listen = () =>
    chrome.notifications?.onClicked.addListener((id) => {
      chrome.notifications.clear(id);
      open();
    });
  listen();
  chrome.permissions.onAdded.addListener(({ permissions }) => {
    if (permissions?.includes("notifications")) listen();
  });
  look();
}

/** One look at a time; what storage refuses is tried again at the next. */
const look = () => navigator.locks.request("reminders", () => lookNow().catch((error) => console.warn(error)));

/** Settle reminders after a change, give those that are due, and set the next alarm. */
async function lookNow() {
  await settle();
  await Store.dropUndo();
  const core = await Bundle.core();
  const { settings, records, problems } = await Store.load();
  const now = Date.now();
  const due = Remind.due(core, records, settings, now);
  const text = await Bundle.text(settings.locale);
  await showBadge(due.length, text);
  const fresh = due.filter(({ given }) => !given);
  if (fresh.length > 0 && problems.length === 0) await give(fresh, text, records.zone);
  const next = Remind.wakesAt(core, records, settings, now);
  await chrome.alarms.create(NAME, { when: Math.min(next ?? Infinity, now + AT_LEAST * 60_000) });
}

/** Reminders follow their entries: an interview that moved moves its reminder. */
async function settle() {
  const core = await Bundle.core();
  const { records } = await Store.load();
  const now = Date.now();
  const changed = Object.values(records.people).flatMap((person) => {
    if (!person.reminder) return [];
    const settled = Remind.settled(core, records, person, person.reminder, now);
    return settled === person.reminder ? [] : [{ id: person.id, settled }];
  });
  if (changed.length === 0) return;
  await Store.update((stored) => {
    for (const { id, settled } of changed) put(stored, id, settled);
  });
}

/** @param {Records.Stored} stored @param {string} id @param {Situation.Reminder | null} reminder */
function put(stored, id, reminder) {
  if (!stored.people[id]) return;
  if (reminder) stored.people[id].reminder = reminder;
  else delete stored.people[id].reminder;
}

/** @param {number} count @param {Text} text */
async function showBadge(count, text) {
  await chrome.action.setBadgeText({ text: count > 0 ? new Intl.NumberFormat(text.locale).format(count) : "" });
  await chrome.action.setBadgeBackgroundColor({ color: "#6a3d6e" });
  await chrome.action.setTitle({
    title: count > 0 ? Dates.plural(text, "badge-title", count) : "Connect Etiquette",
  });
}

/** One notification for all that fell due, where that was allowed. @param {ReturnType<typeof Remind.due>} due @param {Text} text @param {string} zone */
async function give(due, text, zone) {
  if (await mayNotify()) {
    const late = due.find((reminder) => reminder.late);
    const day = late ? Dates.moment(late.due, text.locale, zone) : "";
    chrome.notifications.create(NAME, {
      type: "basic",
      iconUrl: chrome.runtime.getURL("icons/128.png"),
      title: Words.fill(text.words["notification-title"]),
      message: Words.fill(text.words[late ? "notification-late" : "notification-now"], { day }),
    });
  }
  const given = new Date(Date.now()).toISOString();
  await Store.update((stored) => {
    for (const { person } of due) {
      const reminder = stored.people[person.id]?.reminder;
      if (reminder) reminder.given = given;
    }
  });
}

/** Set or end a person's reminder. @param {string} id @param {boolean} on */
export async function set(id, on) {
  const core = await Bundle.core();
  await Store.update((stored, sound) => {
    const person = Object.hasOwn(sound.people, id) ? sound.people[id] : null;
    if (person) put(stored, id, on ? Remind.next(core, sound, person, Date.now()) : null);
  });
}

export const mayNotify = () => chrome.permissions.contains({ permissions: ["notifications"] });
