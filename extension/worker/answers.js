/**
 * What a page of LinkedIn or a tip asks, and what it is answered.
 */

import * as Advice from "../engine/advice.js";
import * as Bundle from "../bundle.js";
import * as Edits from "../engine/edits.js";
import * as Reminders from "./reminders.js";
import * as Store from "../store.js";
import * as Tabs from "./tabs.js";

/** A profile has a number, an id and, renamed a few times, some older addresses. */
const MOST_ALIASES = 8;

/** What content scripts may ask for. Each returns what is sent back. @type {{ [ask: string]: (message: any) => Promise<any> }} */
const ANSWERS = {
  /** All that a tip says about a person whose control bears these marks, by the page's clock. */
  advice: async ({ person, page, now }) => {
    const { settings, records } = await Store.load();
    const [core, text, sources] = await Promise.all([Bundle.core(), Bundle.text(settings.locale), Bundle.sources()]);
    const found = Object.hasOwn(records.people, person) ? records.people[person] : null;
    return found && Advice.of({ core, text, sources, records, settings, now }, found, page);
  },

  /** How a tip looks: content scripts can't read packaged files. */
  style: () => Bundle.style(["shared/advice.css", "content/tip.css"]),

  /** A question in a tip was answered: now. */
  answer: async ({ person, application, fact, value }) => {
    const asked = (await Bundle.core()).facts.find((candidate) => candidate.id === fact);
    if (!asked?.values?.includes(value)) return;
    const at = new Date(Date.now()).toISOString();
    await Store.update((stored) => Edits.answer(stored, asked, { person, application }, value, at));
  },

  /** “Is this the Ada you meet?” was answered with yes or no for one profile address. */
  confirm: async ({ person, profile, same }) => {
    if (typeof profile === "string")
      await Store.update((stored) => Edits.confirm(stored, person, profile, same === true));
  },

  /** “Remind me” in a tip, or its end. Says whether a notification may come too. */
  remind: async ({ person, on }) => {
    await Reminders.set(person, on === true);
    return { notifies: await Reminders.mayNotify() };
  },

  /** “Hide here until it changes”. */
  hide: async ({ person, signature }) => {
    await Store.updateSettings((settings) => {
      settings.hidden = { ...settings.hidden, [person]: String(signature) };
    });
  },

  /** A page showed other addresses together with a profile that was entered or confirmed. */
  seen: async ({ person, profile, aliases }) => {
    const isAddress = (/** @type {any} */ value) => typeof value === "string" && value.length <= 200;
    await Store.update((records) => {
      const entry = records.people[person];
      if (!entry?.profiles?.includes(profile) || !Array.isArray(aliases) || !aliases.every(isAddress)) return;
      const known = [...new Set([...(entry.aliases?.[profile] ?? []), ...aliases])];
      entry.aliases = { ...entry.aliases, [profile]: known.slice(-MOST_ALIASES) };
    });
  },

  /** “Edit” in a tip. */
  edit: async ({ person }) => {
    await Tabs.openPage("person", `person=${encodeURIComponent(person)}`);
  },

  /** “Show a notification too” in a tip: permission is asked on our own page. */
  notify: async () => {
    await Tabs.openPage("options", "reminders");
  },
};

/**
 * Answer a message, as `runtime.onMessage` has it: true where the answer comes later.
 * @param {any} message @param {chrome.runtime.MessageSender} sender @param {(reply: { data?: unknown, error?: string }) => void} respond
 */
export function hear(message, sender, respond) {
  if (sender.id !== chrome.runtime.id || !Object.hasOwn(ANSWERS, message?.ask)) return false;
  ANSWERS[message.ask](message).then(
    (data) => respond({ data }),
    (error) => respond({ error: String(error?.message ?? error) }),
  );
  return true;
}
