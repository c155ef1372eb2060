// The worker as a whole: its listeners are there at once, none ends another, and reminders live on when storage is full.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Browser, install } from "./browser.mjs";
import { core } from "./support.mjs";
import "../../extension/shared/messages.js";
import "../../extension/shared/names.js";

const HOUR = 3_600_000;
const at = (hours) => new Date(Date.now() + hours * HOUR).toISOString();
const RECORDS = {
  format: 2,
  me: {},
  applications: { a: { company: "Harbour Works", answers: {} } },
  rounds: { r: { application: "a", start: at(30).slice(0, 16), zone: "UTC", who: ["ada"] } },
  people: {
    ada: {
      name: "Ada Stone",
      profiles: ["ada-stone"],
      applications: ["a"],
      answers: {},
      // Set under another verdict than the present one, and due.
      reminder: { verdict: "go", due: at(-0.1) },
    },
  },
};

/** A browser with all that the worker listens to and shows. */
function whole() {
  const browser = new Browser();
  browser.listeners = {};
  browser.shown = [];
  const event = (name) => ({
    addListener: (listener) => {
      browser.listeners[name] = [...(browser.listeners[name] ?? []), listener];
    },
    removeListener: () => {},
  });
  const { chrome } = browser;
  for (const name of ["onInstalled", "onMessage", "onStartup", "onUpdateAvailable"]) chrome.runtime[name] = event(name);
  chrome.runtime.reload = () => browser.shown.push("reload");
  chrome.runtime.getContexts = async () => browser.contexts ?? [];
  for (const name of ["onAdded", "onRemoved"]) chrome.permissions[name] = event(name);
  chrome.permissions.contains = async ({ permissions }) => (permissions ? true : browser.granted);
  chrome.storage.onChanged = event("onChanged");
  chrome.alarms = { create: async (name, { when }) => browser.shown.push([name, when]), onAlarm: event("onAlarm") };
  chrome.notifications = { create: (_, { message }) => browser.shown.push(message), onClicked: event("onClicked") };
  chrome.action = Object.fromEntries(
    ["setBadgeText", "setBadgeBackgroundColor", "setTitle"].map((name) => [name, async (given) => browser.shown.push({ name, ...given })]),
  );
  browser.emit = (name, ...given) => (browser.listeners[name] ?? []).map((listener) => listener(...given));
  browser.onEvent = () => browser.emit("onChanged", { records: {}, settings: {} }, "local");
  install(browser);
  return browser;
}

const ids = (browser) => [...browser.registered.keys()].sort();
const NAMES = ["idle", "start"].map((when) => `${when}-${core.digest.slice(0, 16)}`);

test("all listeners are there before the first turn of the event loop ends", async () => {
  const browser = whole();
  const levels = [];
  browser.chrome.storage.local.setAccessLevel = async (level) => levels.push(level);
  await import("../../extension/worker/main.js");
  assert.deepEqual(levels, [{ accessLevel: "TRUSTED_CONTEXTS" }], "and what is stored is kept from LinkedIn's process");
  const heard = ["onInstalled", "onMessage", "onStartup", "onUpdateAvailable", "onAdded", "onRemoved", "onChanged", "onAlarm"];
  for (const name of heard) assert.ok(browser.listeners[name]?.length > 0, name);
  await browser.rest();

  await browser.put({ settings: { place: "page" }, records: RECORDS });
  await browser.rest();
  assert.deepEqual(ids(browser), []);
  browser.granted = true;
  browser.emit("onAdded", {});
  await browser.rest();
  assert.deepEqual(ids(browser), NAMES, "allowed in the browser's own settings");

  // One fails; the others go on.
  const { query } = browser.chrome.tabs;
  browser.chrome.tabs.query = async () => {
    throw new Error("no tabs today");
  };
  browser.chrome.action.setBadgeText = async () => {
    throw new Error("no badge today");
  };
  browser.shown.length = 0;
  browser.granted = false;
  browser.emit("onRemoved", {});
  browser.emit("onChanged", { records: {} }, "local");
  await browser.rest();
  await browser.rest();
  assert.deepEqual(ids(browser), [], "what is registered follows though no tab can be told");
  assert.ok(browser.shown.some((one) => Array.isArray(one)), "the alarm is set though the badge could not be");
  browser.chrome.tabs.query = query;

  // An update waits while a page of ours is open.
  browser.contexts = [{ contextType: "TAB" }];
  await Promise.all(browser.emit("onUpdateAvailable", {}));
  assert.ok(!browser.shown.includes("reload"));
  browser.contexts = [];
  await Promise.all(browser.emit("onUpdateAvailable", {}));
  assert.ok(browser.shown.includes("reload"));
});

test("a page of ours opens when it is installed, and at no update", async () => {
  const browser = whole();
  const opened = [];
  browser.chrome.tabs.create = async ({ url }) => opened.push(url);
  await import("../../extension/worker/main.js?installed");
  for (const reason of ["update", "browser_update", "chrome_update", "shared_module_update"]) browser.emit("onInstalled", { reason });
  assert.deepEqual(opened, []);
  browser.emit("onInstalled", { reason: "install" });
  assert.deepEqual(opened, [browser.chrome.runtime.getURL("pages/welcome/welcome.html")]);
  await browser.rest();
});

test("a reminder for somebody whose entries can't be read gives no number and no notification, and stays", async () => {
  const Reminders = await import("../../extension/worker/reminders.js?damaged");
  const given = async (zone, changes = {}) => {
    const browser = whole();
    const records = structuredClone(RECORDS);
    records.rounds.r.zone = zone;
    Object.assign(records.people.ada.reminder, changes);
    Object.assign(browser.stored.local, { settings: { place: "toolbar" }, records });
    Reminders.begin(() => {});
    await browser.rest();
    const badges = browser.shown.filter(({ name }) => name === "setBadgeText").map(({ text }) => text);
    const messages = browser.shown.filter((one) => typeof one === "string");
    return { badges, messages: messages.length, reminder: browser.stored.local.records.people.ada.reminder };
  };
  const sound = await given("UTC");
  assert.deepEqual([sound.badges.at(-1), sound.messages], ["1", 1]);
  assert.deepEqual(await given("Mars/Base"), { badges: [""], messages: 0, reminder: RECORDS.people.ada.reminder });
  // One that is not due follows its interview, or goes, but where that can't be read.
  const later = { due: at(99) };
  assert.equal((await given("UTC", later)).reminder, undefined);
  assert.equal((await given("Mars/Base", later)).reminder.due, later.due);
});

test("a reminder comes when storage is full, says that it could not be noted, and comes once", async () => {
  const browser = whole();
  Object.assign(browser.stored.local, structuredClone({ settings: { place: "toolbar" }, records: RECORDS }));
  browser.chrome.storage.local.set = async () => {
    throw new Error("QUOTA_BYTES quota exceeded");
  };
  const Reminders = await import("../../extension/worker/reminders.js?full");
  Reminders.begin(() => {});
  await browser.rest();
  browser.emit("onAlarm", { name: "reminders" });
  await browser.rest();
  const messages = browser.shown.filter((one) => typeof one === "string");
  assert.equal(messages.length, 1, JSON.stringify(browser.shown));
  assert.match(messages[0], /could not be noted/u);
  assert.ok(browser.shown.some(({ name, text }) => name === "setBadgeText" && text !== ""));
  assert.equal(browser.shown.filter((one) => Array.isArray(one)).length, 2, "and the next alarm is set");
});

test("what a deletion replaced is dropped when its day is over, though nothing else is due", async (context) => {
  const browser = whole();
  const now = Date.now();
  const undo = [{ at: now - 20 * HOUR, word: "undo-all", before: [] }, { at: now - HOUR, word: "undo-all", before: [] }];
  Object.assign(browser.stored.local, structuredClone({ settings: { place: "toolbar" }, undo }));
  const Reminders = await import("../../extension/worker/reminders.js?undo");
  Reminders.begin(() => {});
  await browser.rest();
  const alarm = () => browser.shown.findLast((one) => Array.isArray(one))[1];
  for (const { at } of undo) {
    const when = alarm();
    assert.equal(when, at + 24 * HOUR);
    context.mock.method(Date, "now", () => when);
    browser.emit("onAlarm", { name: "reminders" });
    await browser.rest();
    assert.ok(!browser.stored.local.undo.some((one) => one.at === at), "gone as soon as its day is over");
  }
  assert.deepEqual(browser.stored.local.undo, []);
});

test("of twenty-one changes the last twenty can be taken back", async (context) => {
  const browser = whole();
  const Store = await import("../../extension/store.js");
  Store.giveTurns();
  const now = Date.now();
  for (let count = 0; count < 21; count++) {
    context.mock.method(Date, "now", () => now + count);
    await Store.update((stored) => void (stored.applications[`a${count}`] = { company: "Harbour Works", answers: {} }), { word: "undo-forgotten" });
  }
  const kept = browser.stored.local.undo.map(({ before }) => before[0].path.at(-1));
  assert.deepEqual(kept, Array.from({ length: 20 }, (_, place) => `a${place + 1}`));
});

test("one press on a notification opens one page, though the permission itself has started the worker", async () => {
  const browser = whole();
  // As browsers do: a listener that is there is not added again.
  const clicked = new Set();
  browser.chrome.notifications.onClicked = { addListener: (listener) => clicked.add(listener) };
  browser.chrome.notifications.clear = () => {};
  let opened = 0;
  const Reminders = await import("../../extension/worker/reminders.js?permission");
  Reminders.begin(() => {
    opened += 1;
  });
  browser.emit("onAdded", { permissions: ["notifications"] });
  await browser.rest();
  for (const listener of clicked) listener("reminders");
  assert.equal(opened, 1);
});

test("a tip takes back an answer about its own person, and nothing else", async () => {
  const browser = whole();
  const { hear } = await import("../../extension/worker/answers.js");
  const two = structuredClone(RECORDS);
  two.people.ben = { ...structuredClone(two.people.ada), name: "Ben Okafor", profiles: ["ben-okafor"] };
  await browser.put({ settings: { place: "page" }, records: two });
  await browser.rest();
  const sender = { id: browser.chrome.runtime.id, url: browser.chrome.runtime.getURL("pages/popup/popup.html") };
  const ask = (question) => new Promise((done) => hear(question, sender, done));
  const answers = async () => (await browser.chrome.storage.local.get("records")).records.people.ada.answers;
  const { data } = await ask({ ask: "answer", person: "ada", application: "a", fact: "thanked", value: "yes" });
  assert.equal(typeof data.noted, "number");
  await ask({ ask: "undo", person: "ben", at: data.noted });
  assert.equal((await answers()).thanked.value, "yes", "asked in another's name");
  await ask({ ask: "undo", person: "ada", at: data.noted });
  assert.deepEqual(await answers(), {});
  const { data: none } = await ask({ ask: "answer", person: "ada", application: "a", fact: "thanked", value: "nonsense" });
  assert.deepEqual(none, { noted: null, off: "" });
});

/** A worker that keeps reminders, somebody whom one is to be reminded of, and what is stored of them. */
async function reminded() {
  const browser = whole();
  const { hear } = await import("../../extension/worker/answers.js");
  const Reminders = await import("../../extension/worker/reminders.js?undone");
  Reminders.begin(() => {});
  const sender = { id: browser.chrome.runtime.id, url: browser.chrome.runtime.getURL("pages/popup/popup.html") };
  const ask = (question) => new Promise((done) => hear({ person: "ada", ...question }, sender, done));
  const stored = async () => (await browser.chrome.storage.local.get("records")).records;
  const entered = structuredClone(RECORDS);
  delete entered.people.ada.reminder;
  await browser.put({ settings: { place: "page" }, records: entered });
  await browser.rest();
  await ask({ ask: "remind", on: true });
  await browser.rest();
  return { browser, ask, stored };
}

test("taken back, an answer that ended a reminder brings it back", async () => {
  const { browser, ask, stored } = await reminded();
  const before = await stored();
  assert.ok(before.people.ada.reminder);
  const { data } = await ask({ ask: "answer", application: "", fact: "invited", value: "suggested" });
  await browser.rest();
  assert.equal((await stored()).people.ada.reminder, undefined, "the verdict changed by an answer");
  await ask({ ask: "undo", at: data.noted });
  await browser.rest();
  assert.deepEqual(await stored(), before);
});

test("a tip tells what a no calls off, and holds it by one press, and one taking back brings all back", async () => {
  const { browser, ask, stored } = await reminded();
  const before = await stored();
  const no = { ask: "answer", application: "a", fact: "outcome", value: "rejected" };
  const { data } = await ask(no);
  await browser.rest();
  assert.match(data.off, /^Taken as off: interview /u);
  assert.equal((await stored()).rounds.r.status, "cancelled");
  const { data: again } = await ask({ ...no, held: data.noted });
  await browser.rest();
  assert.equal(again.off, "");
  assert.equal((await stored()).rounds.r.status, undefined);
  assert.equal((await stored()).applications.a.answers.outcome.value, "rejected");
  await ask({ ask: "undo", at: again.noted });
  await browser.rest();
  assert.deepEqual(await stored(), before);
});
