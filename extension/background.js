// @ts-check
"use strict";

// The worker: opens pages, computes what tips say, writes what is answered in one, and keeps reminders. Firefox loads
// the same files from the manifest's list.
if (typeof importScripts === "function") {
  // Our own pages' policy asks for Trusted Types; the worker vouches for exactly these names.
  const packaged = trustedTypes.createPolicy("packaged", { createScriptURL: (name) => name });
  const names = [
    "bundle/core.js",
    "engine/decide.js",
    "engine/situation.js",
    "engine/timeline.js",
    "engine/words.js",
    "engine/dates.js",
    "engine/chip.js",
    "engine/quiet.js",
    "engine/foresee.js",
    "engine/strip.js",
    "engine/why.js",
    "engine/advice.js",
    "engine/remind.js",
    "engine/records.js",
    "engine/edits.js",
    "store.js",
    "texts.js",
    "reminders.js",
  ];
  importScripts(...names.map((name) => packaged.createScriptURL(name)));
}

chrome.runtime.onInstalled.addListener(({ reason }) => {
  if (reason === "install") openPage("welcome");
  // What pages are told to do follows from the settings, and an older version may have told it otherwise.
  if (reason === "update") Store.updateSettings(() => {});
});

/** @param {string} page @param {string} [fragment] */
function openPage(page, fragment = "") {
  return chrome.tabs.create({ url: chrome.runtime.getURL(`pages/${page}.html`) + (fragment ? `#${fragment}` : "") });
}

/** A profile has a number, an id and, renamed a few times, some older addresses. */
const MOST_ALIASES = 8;

/** What content scripts may ask for. Each returns what is sent back. @type {{ [ask: string]: (message: any) => Promise<any> }} */
const ANSWERS = {
  /** All that a tip says about a person whose control bears these marks, by the page's clock. */
  advice: async ({ person, page, now }) => {
    const { settings, records } = await Store.load();
    const [text, sources] = await Promise.all([Texts.text(settings.locale), Texts.sources()]);
    const found = Object.hasOwn(records.people, person) ? records.people[person] : null;
    return found && Advice.of({ core: CORE, text, sources, records, settings, now }, found, page);
  },

  /** How a tip looks: content scripts can't read packaged files. */
  style: () => Texts.style(["advice", "tip"]),

  /** A question in a tip was answered: now. */
  answer: async ({ person, application, fact, value }) => {
    const asked = CORE.facts.find((candidate) => candidate.id === fact);
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
    await openPage("person", `person=${encodeURIComponent(person)}`);
  },

  /** “Show a notification too” in a tip: permission is asked on our own page. */
  notify: async () => {
    await openPage("options", "reminders");
  },
};

chrome.runtime.onMessage.addListener((message, sender, respond) => {
  if (sender.id !== chrome.runtime.id || !Object.hasOwn(ANSWERS, message?.ask)) return false;
  ANSWERS[message.ask](message).then(
    (data) => respond({ data }),
    (error) => respond({ error: String(error?.message ?? error) }),
  );
  return true; // The answer comes later.
});

Reminders.begin(() => openPage("popup"));
