// @ts-check
"use strict";

// The worker: opens pages, hands out texts, and writes what is answered in a tip. Firefox loads the same files from
// the manifest's list.
if (typeof importScripts === "function") {
  // Our own pages' policy asks for Trusted Types; the worker vouches for exactly these names.
  const packaged = trustedTypes.createPolicy("packaged", { createScriptURL: (name) => name });
  const names = [
    "bundle/core.js",
    "engine/decide.js",
    "engine/situation.js",
    "engine/timeline.js",
    "engine/words.js",
    "engine/chip.js",
    "store.js",
    "texts.js",
  ];
  importScripts(...names.map((name) => packaged.createScriptURL(name)));
}

chrome.runtime.onInstalled.addListener(({ reason }) => {
  if (reason === "install") openPage("welcome");
});

/** @param {string} page @param {string} [fragment] */
function openPage(page, fragment = "") {
  return chrome.tabs.create({ url: chrome.runtime.getURL(`pages/${page}.html`) + (fragment ? `#${fragment}` : "") });
}

/** A profile has a number, an id and, renamed a few times, some older addresses. */
const MOST_ALIASES = 8;

/** What content scripts may ask for. Each returns what is sent back. @type {{ [ask: string]: (message: any) => Promise<any> }} */
const ANSWERS = {
  text: async () => {
    const { settings } = await Store.load();
    return { text: await Texts.text(settings.locale), sources: await Texts.sources() };
  },

  /** A question in a tip was answered: now. */
  answer: async ({ person, fact, value }) => {
    const asked = CORE.facts.find((candidate) => candidate.id === fact);
    if (!asked?.values?.includes(value)) return;
    await Store.update((records) => {
      const at = new Date(Date.now()).toISOString();
      const holders =
        asked.whose === "me"
          ? [records]
          : asked.whose === "person"
            ? [records.people[person]]
            : Situation.applicationsOf({ ...records, zone: "UTC" }, { ...records.people[person], id: person }).map(
                (a) => records.applications[a.id],
              );
      for (const holder of holders) {
        if (!holder) continue;
        const key = asked.whose === "me" ? "me" : "answers";
        holder[key] = { ...holder[key], [fact]: { value, at } };
      }
    });
  },

  /** “Is this the Ada you meet?” was answered with yes or no for one profile address. */
  confirm: async ({ person, profile, same }) => {
    await Store.update((records) => {
      const entry = records.people[person];
      if (!entry || typeof profile !== "string" || profile.length > 200) return;
      const key = same ? "profiles" : "otherProfiles";
      entry[key] = [...new Set([...(entry[key] ?? []), profile])];
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
};

chrome.runtime.onMessage.addListener((message, sender, respond) => {
  if (sender.id !== chrome.runtime.id || !Object.hasOwn(ANSWERS, message?.ask)) return false;
  ANSWERS[message.ask](message).then(
    (data) => respond({ data }),
    (error) => respond({ error: String(error?.message ?? error) }),
  );
  return true; // The answer comes later.
});
