/**
 * Keeps reminders in the worker: alarms, notifications, the badge. Alarms may not outlive a session, so they are set
 * anew whenever the worker starts (docs/browser-bugs.md, alarms-lost); nothing shown ever holds a name, a company or a verdict.
 */

import "../shared/names.js";
import * as Bundle from "../bundle.js";
import * as DateWords from "../engine/words/datewords.js";
import * as Lookup from "../engine/people/lookup.js";
import * as Remind from "../engine/today/remind.js";
import * as Sign from "../engine/today/sign.js";
import * as Store from "../store.js";
import * as Words from "../engine/words/words.js";

/** @import { Text } from "../engine/decision/core.js" */

const { Names } = globalThis;

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
  const clicked = (/** @type {string} */ id) => {
    chrome.notifications.clear(id);
    open();
  };
  // Without the permission there is no such interface; it comes with it, and may have started this worker: then the same
  // listener is given twice, which is once.
  const listen = () => chrome.notifications?.onClicked.addListener(clicked);
  listen();
  chrome.permissions.onAdded.addListener(({ permissions }) => {
    if (permissions?.includes("notifications")) listen();
  });
  look();
}

/** One look at a time. */
const look = () => navigator.locks.request("reminders", () => lookNow());

/**
 * Settle reminders after a change, give those that are due, and set the next alarm. Each part is tried for itself: where
 * storage refuses one, the others go on, and it is tried again at the next look.
 */
async function lookNow() {
  await tried(settle);
  await tried(Store.dropUndo);
  await tried(showDue);
  await tried(setAlarm);
}

/** @param {() => Promise<unknown>} part */
const tried = (part) => part().catch((/** @type {unknown} */ error) => console.warn(error));

/** The badge, and a notification for what was not given yet. */
async function showDue() {
  const core = await Bundle.core();
  const { settings, records, silenced } = await Store.load();
  const due = Remind.due(core, records, settings, Date.now()).filter(({ person }) => !silenced.includes(person.id));
  const text = await Bundle.text(settings.locale);
  await showBadge(due.length, text, due.length === 0 && Sign.isDue(await ground()));
  const fresh = due.filter(({ given }) => !given);
  if (fresh.length > 0) await give(fresh, text, records.zone);
}

/** What the dot rests on. @returns {Promise<import("../engine/today/today.js").Ground>} */
async function ground() {
  const [core, page, stored] = await Promise.all([Bundle.core(), Bundle.page(), Store.load()]);
  return { core, ...stored, form: Lookup.typed(core.names, Names.of(page.names).forms), now: Date.now() };
}

async function setAlarm() {
  const all = await ground();
  const { core, settings, records, now } = all;
  const due = [Remind.wakesAt(core, records, settings, now), Sign.changes(all), await Store.undoEnds()];
  const next = due.map((at) => at ?? Infinity);
  await chrome.alarms.create(NAME, { when: Math.min(...next, now + AT_LEAST * 60_000) });
}

/** Reminders follow their entries: an interview that moved moves its reminder. Where one can't be read, nothing is known. */
async function settle() {
  const core = await Bundle.core();
  const changed = Remind.changed(core, await Store.load(), Date.now());
  if (changed.length === 0) return;
  await Store.update((stored) => {
    for (const { id, reminder } of changed) Remind.put(stored, id, reminder);
  });
}

/** @param {number} count @param {Text} text @param {boolean} dot where there is no number: something is due */
async function showBadge(count, text, dot) {
  const sign = dot ? "•" : "";
  await chrome.action.setBadgeText({ text: count > 0 ? new Intl.NumberFormat(text.locale).format(count) : sign });
  await chrome.action.setBadgeBackgroundColor({ color: "#6a3d6e" });
  await chrome.action.setTitle({
    title:
      count > 0
        ? DateWords.plural(text, "badge-title", count)
        : dot
          ? Words.fill(text.words["badge-dot"])
          : "Connect Etiquette",
  });
}

/**
 * One notification for all that fell due, where that was allowed. What can't be noted as given, since storage refuses it, says
 * so: it comes again when the browser is started again, and not before.
 * @param {ReturnType<typeof Remind.due>} due @param {Text} text @param {string} zone
 */
async function give(due, text, zone) {
  const given = new Date(Date.now()).toISOString();
  const note = Store.update((stored) => {
    for (const { person } of due) {
      const reminder = stored.people[person.id]?.reminder;
      if (reminder) reminder.given = given;
    }
  });
  const noted = await note.then(
    () => true,
    () => false,
  );
  const all = due.map(({ person }) => person.id).sort();
  if (!noted && !(await Store.isFirstInSession(`given ${all.join()}`))) return;
  if (!(await mayNotify())) return;
  const late = due.find((reminder) => reminder.late);
  const day = late ? DateWords.moment(late.due, Date.now(), text.locale, zone) : "";
  chrome.notifications.create(NAME, {
    type: "basic",
    iconUrl: chrome.runtime.getURL("icons/128.png"),
    title: Words.fill(text.words["notification-title"]),
    message: [
      Words.fill(text.words[late ? "notification-late" : "notification-now"], { day }),
      ...(noted ? [] : [Words.fill(text.words["notification-unsaved"])]),
    ].join(" "),
  });
}

/** Set or end a person's reminder. @param {string} id @param {boolean} on */
export async function set(id, on) {
  const core = await Bundle.core();
  await Store.update((stored, sound) => {
    const person = Object.hasOwn(sound.people, id) ? sound.people[id] : null;
    if (person) Remind.put(stored, id, on ? Remind.next(core, sound, person, Date.now()) : null);
  });
}

export const mayNotify = () => chrome.permissions.contains({ permissions: ["notifications"] });
