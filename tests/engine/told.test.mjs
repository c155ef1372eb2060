// What one tab is told: of the profile that its own address names, within its own allowance, and only while we are let there;
// and what it teaches, of itself alone.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Browser, install } from "./browser.mjs";
import "../../extension/shared/messages.js";
import "../../extension/shared/names.js";

const START = Date.now();
const RECORDS = {
  format: 2,
  me: {},
  applications: { a: { company: "Harbour Works", answers: {} } },
  rounds: { r: { application: "a", start: new Date(START + 30 * 3_600_000).toISOString().slice(0, 16), zone: "UTC", who: ["ada"] } },
  people: { ada: { name: "Ada Stone", profiles: ["ada-stone"], applications: ["a"], answers: {} } },
};
const CLUE = { slug: "ada-stone", opaque: null, member: null, name: null, how: "link", own: ["slug"], names: [], marks: ["connect"] };
const LINKEDIN = "https://www.linkedin.com";
let copies = 0;

/** A worker just started, with Ada entered, and a way to ask it from a tab. */
async function begin(granted = true) {
  const browser = new Browser();
  install(browser);
  browser.chrome.permissions.contains = async () => granted;
  browser.chrome.scripting.executeScript = async () => [];
  await browser.put({ settings: { place: "page" }, records: RECORDS });
  await browser.rest();
  (await import("../../extension/store.js")).giveTurns();
  const { hear, changed } = await import(`../../extension/worker/answers.js?${copies++}`);
  browser.onEvent = changed;
  const ask = (question, { tab = 1, frameId = 0, path = "/feed/", id = browser.chrome.runtime.id } = {}) =>
    new Promise((done) => {
      const url = LINKEDIN + path;
      const sender = { id, url, frameId, documentId: `${tab} ${frameId}`, tab: { id: tab, url } };
      if (!hear(question, sender, done)) done("not heard");
    });
  const whose = async (clues, from) => (await ask({ ask: "whose", clues, rested: 60_000, has: "none" }, from)).data;
  return { browser, ask, whose };
}
const known = ({ owners }) => owners.map((owner) => owner !== null);

test("what is said of the profile that the address names counts only at that address", async () => {
  const { whose } = await begin();
  const byAddress = { ...CLUE, how: "address", own: [] };
  const named = { ...CLUE, names: ["Ada Stone"] };
  assert.deepEqual(known(await whose([CLUE, byAddress, named], { path: "/in/ada-stone/" })), [true, true, true]);
  assert.deepEqual(known(await whose([CLUE, byAddress, named], { path: "/in/somebody-else/" })), [true, false, false]);
  assert.deepEqual(known(await whose([CLUE, byAddress], { path: "/in/ada-stone/", frameId: 7 })), [true, false], "a frame has no address");
});

test("what could not be read once is read anew at the next question", async () => {
  const { browser, ask, whose } = await begin();
  const { local } = browser.chrome.storage;
  const { get } = local;
  local.get = async () => {
    throw new Error("no storage today");
  };
  assert.deepEqual(await ask({ ask: "whose", clues: [CLUE], rested: 0, has: "none" }), { error: "no storage today" });
  local.get = get;
  assert.deepEqual(known(await whose([CLUE])), [true]);
});

test("a tab that asked about sixty others is told of nobody more, and says so; another tab is", async () => {
  const { whose } = await begin();
  const strangers = Array.from({ length: 60 }, (_, place) => ({ ...CLUE, slug: `stranger-${place}` }));
  const [one, other] = [{ tab: 11 }, { tab: 12 }];
  const first = await whose(strangers, one);
  assert.deepEqual([first.limited, known(first).some(Boolean)], [false, false]);
  const refused = await whose([CLUE], one);
  assert.deepEqual([refused.limited, known(refused)], [true, [false]]);
  assert.deepEqual(known(await whose([CLUE], other)), [true]);
  assert.deepEqual(known(await whose([CLUE], one)), [false], "what another tab was told is no news to this one");
});

test("another extension is not heard, and a page where access has ended is told nothing", async () => {
  const { ask } = await begin();
  assert.equal(await ask({ ask: "begin", rules: "none" }, { id: "another" }), "not heard");
  const ended = await begin(false);
  assert.deepEqual(await ended.ask({ ask: "whose", clues: [CLUE], rested: 0, has: "none" }), { error: "no access" });
  assert.deepEqual((await ended.ask({ ask: "begin", rules: "none" })).data, { watch: false, rules: null });
});

test("two looks teach where they are one frame's; one look of each of two teaches nothing", async (context) => {
  const { browser, whose } = await begin();
  const taught = { ...CLUE, member: "100000001", own: ["slug", "member"] };
  const learnt = async () => (await browser.chrome.storage.local.get("records")).records.people.ada.aliases;
  let now = START;
  context.mock.method(Date, "now", () => now);
  for (const from of [{ tab: 1 }, { tab: 1, frameId: 3 }, { tab: 2 }]) {
    now += 1500;
    await whose([taught], from);
    await browser.rest();
    assert.equal(await learnt(), undefined);
  }
  now += 1500;
  await whose([taught], { tab: 2 });
  for (let turns = 0; turns < 50 && !(await learnt()); turns++) await browser.rest();
  assert.deepEqual(await learnt(), { "ada-stone": ["member:100000001"] });
});

test("what is pressed in a tip is about the entry that it spoke of, though another of the same human speaks since", async () => {
  const { browser, ask } = await begin();
  const two = structuredClone(RECORDS);
  two.applications.b = { company: "Fable & Sons", answers: {} };
  two.rounds.s = { ...two.rounds.r, application: "b", who: ["twin"] };
  two.people.twin = { ...two.people.ada, applications: ["b"] };
  await browser.put({ settings: { place: "page" }, records: two });
  const answers = async (id) => (await browser.chrome.storage.local.get("records")).records.people[id].answers;
  const speaks = async () => (await ask({ ask: "advice", clue: CLUE, has: "none" })).data.model.person;

  const person = await speaks();
  const { data } = await ask({ ask: "answer", clue: CLUE, person, application: "", fact: "invited", value: "suggested" });
  assert.equal((await answers(person)).invited.value, "suggested");
  assert.notEqual(await speaks(), person, "the more careful advice is the other's now");
  assert.deepEqual(await ask({ ask: "undo", clue: CLUE, person, at: data.noted }), { data: {} });
  assert.deepEqual(await answers(person), {});
  // Of an id alone nothing is heard: the page has to show somebody who may be this one.
  const stranger = { ...CLUE, slug: "somebody-else" };
  assert.deepEqual(await ask({ ask: "edit", clue: stranger, person }), { error: "nobody entered" });
});

test("a name is made a profile by the page of that profile alone, and by no frame", async () => {
  const { browser, ask } = await begin();
  const named = structuredClone(RECORDS);
  named.people.ada.profiles = [];
  const clue = { ...CLUE, how: "address", own: [], names: ["Ada Stone"] };
  const confirmed = async (changes, same, from) => {
    await browser.put({ records: named });
    await browser.rest();
    assert.deepEqual(await ask({ ask: "confirm", clue: { ...clue, ...changes }, same }, from), { data: {} });
    return (await browser.chrome.storage.local.get("records")).records;
  };
  const own = { path: "/in/ada-stone/" };
  for (const changes of [{}, { how: "link", own: ["slug"] }])
    for (const same of [true, false]) {
      for (const from of [{ path: "/in/somebody-else/" }, { path: "/feed/" }, { ...own, frameId: 7 }])
        assert.deepEqual(await confirmed(changes, same, from), named, JSON.stringify([changes, same, from]));
      const { ada } = (await confirmed(changes, same, own)).people;
      assert.deepEqual(same ? ada.profiles : ada.otherProfiles, ["ada-stone"]);
    }
});

test("nothing is said of somebody whose entries can't be read, though another entry of the same human can", async () => {
  const { browser, ask, whose } = await begin();
  const entries = structuredClone(RECORDS);
  for (const [application, id] of [["b", "twin"], ["c", "ben"]]) {
    entries.applications[application] = { company: `Company ${application}`, answers: {} };
    entries.people[id] = { ...entries.people.ada, applications: [application] };
    entries.rounds[id] = { ...entries.rounds.r, application, who: [id] };
  }
  Object.assign(entries.people.ben, { name: "Ben Okafor", profiles: ["ben-okafor"] });
  const BEN = { ...CLUE, slug: "ben-okafor" };
  const advised = async (clue) => (await ask({ ask: "advice", clue, has: "none" })).data !== null;
  for (const torn of [[], ["r"], ["twin"], ["r", "twin"]]) {
    const records = structuredClone(entries);
    for (const id of torn) records.rounds[id].zone = "Mars/Base";
    await browser.put({ records });
    await browser.rest();
    const isSound = torn.length === 0;
    assert.deepEqual(known(await whose([CLUE, BEN])), [isSound, true], torn.join());
    assert.deepEqual([await advised(CLUE), await advised(BEN)], [isSound, true], torn.join());
  }
});
