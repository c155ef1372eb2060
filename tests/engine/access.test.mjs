// Scripts are on LinkedIn's pages if and only if that is wished, allowed, and there is somebody: in every order of events, and
// through each pitfall of optional permissions that a browser without a window shows. The numbers are those of
// tests/unit/test_pitfalls.py, which has the others.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import * as Store from "../../extension/store.js";
import { Browser, install, randomly, START } from "./browser.mjs";
import { core } from "./support.mjs";
import "../../extension/shared/messages.js";
import "../../extension/shared/names.js";

const ORDERS = process.env.CONNECT_ETIQUETTE_FULL ? 1000 : 100;
const LINKEDIN = "https://www.linkedin.com/in/ada-stone/";
const ELSEWHERE = "https://example.com/";
const TABLE = JSON.parse(readFileSync(new URL("../../extension/content/scripts.json", import.meta.url), "utf-8"));

const START_OF = new Date(Date.now() + 86_400_000).toISOString().slice(0, 16);
const ENTERED = {
  format: 2,
  me: {},
  applications: { a: { company: "Harbour Works", answers: {} } },
  rounds: { r: { application: "a", start: START_OF, zone: "UTC", who: ["ada"] } },
  people: { ada: { name: "Ada Stone", profiles: ["ada-stone"], applications: ["a"], answers: {} } },
};
const EMPTY = { format: 2, me: {}, applications: {}, rounds: {}, people: {} };
/** What somebody was met for ended so long ago that nothing is said beside them any more. */
const LONG_AGO = structuredClone(ENTERED);
LONG_AGO.applications.a.answers = { outcome: { value: "rejected", at: "2020-03-01T08:00:00Z" } };
LONG_AGO.rounds.r.start = "2020-02-01T14:00";

let starts = 0;

/** The worker, as worker/main.js has it: it begins when it is needed, and whatever may change something is heard. */
class Worker {
  /** The worker that runs, or is about to. */
  running = null;

  constructor(browser) {
    this.browser = browser;
    browser.onEvent = () => this.wake();
    browser.answer = () => this.answer();
  }

  start() {
    starts += 1;
    const mine = this.browser.during(import(`../../extension/worker/access.js?start=${starts}`));
    this.running = mine;
    mine.then((access) => this.running === mine && access.reconcile());
    return mine;
  }

  get access() {
    return this.running ?? this.start();
  }

  /** Something changed: pages that listen ask anew, and what is registered is compared. */
  async wake() {
    const access = await this.access;
    const tabs = await this.browser.chrome.tabs.query({});
    for (const { id } of tabs) this.browser.chrome.tabs.sendMessage(id).catch(() => {});
    await access.reconcile();
  }

  async answer() {
    return (await this.access).isWanted();
  }

  stop() {
    this.running = null;
    this.browser.stop();
  }
}

/** A browser with the extension just installed. */
async function begin({ random, ...state } = {}) {
  const browser = new Browser(random);
  Object.assign(browser, state);
  install(browser);
  Store.giveTurns();
  const worker = new Worker(browser);
  await worker.start();
  await browser.rest();
  return { browser, worker };
}

const set = (browser, items) => browser.put(items);
const chosen = { settings: { place: "page" }, records: ENTERED };
const ids = (browser) => [...browser.registered.keys()].sort();
const NAMES = ["idle", "start"].map((when) => `${when}-${core.digest.slice(0, 16)}`);

/** Wished, allowed, and somebody entered, with one tab on LinkedIn that was open before. */
async function running(more = {}) {
  const { browser, worker } = await begin(more);
  browser.open(1, LINKEDIN);
  browser.open(2, ELSEWHERE);
  await set(browser, chosen);
  await browser.grant();
  await browser.rest();
  assert.deepEqual(ids(browser), NAMES);
  return { browser, worker };
}

test("what is registered is what the table says, in its order, everywhere on LinkedIn and nowhere else", async () => {
  const { browser } = await running();
  const scripts = [...browser.registered.values()];
  const files = [...TABLE.start, ...TABLE.look, ...TABLE.stay];
  assert.deepEqual(scripts.flatMap(({ js }) => js), files);
  for (const script of scripts) {
    assert.deepEqual(script.matches, ["https://www.linkedin.com/*"]);
    assert.deepEqual([script.allFrames, script.matchOriginAsFallback], [true, true]);
  }
});

test("each of the three is needed", async () => {
  for (const place of ["page", "toolbar", undefined])
    for (const granted of [true, false])
      for (const records of [ENTERED, EMPTY, LONG_AGO, "torn"]) {
        const { browser } = await begin({ granted });
        await set(browser, { settings: place ? { place } : {}, records });
        await browser.rest();
        const wanted = place === "page" && granted && records === ENTERED;
        assert.deepEqual(ids(browser), wanted ? NAMES : [], `${place} ${granted} ${JSON.stringify(records).slice(0, 40)}`);
      }
});

test("somebody hidden for as long as nothing changes is still somebody, since something will", async () => {
  const { browser } = await running();
  await set(browser, { settings: { place: "page", hidden: { ada: "x" } } });
  await browser.rest();
  assert.deepEqual(ids(browser), NAMES);
});

test("a preset of whoever manages the browser counts until the person chooses", async () => {
  const { browser } = await begin({ granted: true, managed: { place: "page" } });
  await set(browser, { records: ENTERED });
  await browser.rest();
  assert.deepEqual(ids(browser), NAMES);
  await set(browser, { settings: { place: "toolbar" } });
  await browser.rest();
  assert.deepEqual(ids(browser), []);
  const { browser: other } = await begin({ granted: true, managed: { place: "everywhere" } });
  await set(other, { records: ENTERED });
  await other.rest();
  assert.deepEqual(ids(other), [], "what is no place is no preset");
});

test("a build that has no place in pages is in the toolbar only, whatever was chosen in another or is preset", async () => {
  const { browser } = await begin({ granted: true, managed: { place: "page" } });
  browser.pages = undefined;
  await set(browser, { records: ENTERED, settings: { place: "page" } });
  await browser.rest();
  assert.deepEqual(ids(browser), []);
});

test("pitfall 3: what was wished is finished when the answer comes, whoever is gone by then", async () => {
  const { browser, worker } = await begin();
  await set(browser, { settings: { wish: "page" }, records: ENTERED });
  await browser.rest();
  assert.deepEqual([ids(browser), browser.stored.local.settings], [[], { wish: "page" }]);
  worker.stop();
  await browser.grant();
  await browser.rest();
  assert.deepEqual([ids(browser), browser.stored.local.settings], [NAMES, { place: "page" }]);
});

test("pitfall 7: a stored wish is not a permission, and a permission no wish", async () => {
  const { browser } = await begin();
  await set(browser, chosen);
  await browser.rest();
  assert.deepEqual(ids(browser), []);
  const { browser: other } = await begin({ granted: true });
  await set(other, { settings: {}, records: ENTERED });
  await other.rest();
  assert.deepEqual(ids(other), []);
});

test("pitfall 8: an update forgets what was registered", async () => {
  const { browser, worker } = await running();
  browser.renew();
  worker.stop();
  await worker.start();
  await browser.rest();
  assert.deepEqual(ids(browser), NAMES);
  assert.ok(browser.tabs.get(1).isAlive(), "and the tab that is open gets the new scripts");
});

test("pitfall 9: switched off and on nothing is told, and the start of the worker is enough", async () => {
  const { browser, worker } = await running();
  browser.renew();
  worker.stop();
  assert.deepEqual(ids(browser), []);
  await worker.start();
  await browser.rest();
  assert.deepEqual(ids(browser), NAMES);
});

test("pitfall 10: many at once register once, and nothing is refused", async () => {
  const { browser, worker } = await running();
  await set(browser, { records: EMPTY });
  await browser.rest();
  browser.refusals.length = 0;
  browser.calls.length = 0;
  browser.stored.local.records = ENTERED;
  const { reconcile } = await worker.access;
  const all = [];
  for (let count = 0; count < 20; count++) {
    all.push(reconcile());
    await new Promise(setImmediate);
  }
  await Promise.all(all);
  await browser.rest();
  assert.deepEqual([ids(browser), browser.refusals], [NAMES, []]);
  assert.equal(browser.calls.filter((call) => call === "register").length, 1);
});

test("pitfall 10: what another has registered meanwhile is no end", async () => {
  const { browser, worker } = await running();
  browser.registered.clear();
  const { registerContentScripts } = browser.chrome.scripting;
  browser.chrome.scripting.registerContentScripts = async (scripts) => {
    browser.chrome.scripting.registerContentScripts = registerContentScripts;
    browser.registered.set(NAMES[0], { id: NAMES[0], js: [] });
    return registerContentScripts(scripts);
  };
  await (await worker.access).reconcile();
  assert.deepEqual(ids(browser), NAMES);
  assert.ok([...browser.registered.values()].every(({ js }) => js.length > 0));
});

test("pitfall 11: what earlier rules left is removed, even if it vanishes meanwhile", async () => {
  for (const vanishes of [false, true]) {
    const { browser, worker } = await running();
    browser.registered.set("idle-old", { id: "idle-old", js: [] });
    const { unregisterContentScripts } = browser.chrome.scripting;
    browser.chrome.scripting.unregisterContentScripts = (filter) => {
      if (vanishes) browser.registered.delete("idle-old");
      browser.chrome.scripting.unregisterContentScripts = unregisterContentScripts;
      return unregisterContentScripts(filter);
    };
    await (await worker.access).reconcile();
    assert.deepEqual(ids(browser), NAMES);
  }
});

test("pitfall 12: registered without permission is not registered: it is not left there", async () => {
  const { browser } = await running();
  await browser.revoke();
  await browser.rest();
  assert.deepEqual(ids(browser), []);
  await browser.grant();
  await browser.rest();
  assert.deepEqual(ids(browser), NAMES);
});

test("pitfall 13: tabs that are open are reached, once each, and others are left alone", async () => {
  const { browser, worker } = await running();
  const [tab, other] = [browser.tabs.get(1), browser.tabs.get(2)];
  assert.deepEqual([tab.begins, tab.shows, other.begins], [1, true, 0]);
  worker.stop();
  await worker.start();
  await (await worker.access).reconcile();
  await browser.rest();
  assert.equal(tab.begins, 1);
});

test("pitfall 13: a tab that only looked, in toolbar-only mode, gets the rest and nothing twice", async () => {
  const { browser } = await begin({ granted: true });
  browser.open(1, LINKEDIN);
  const Site = await import("../../extension/site.js");
  await Site.bring(1, TABLE, true);
  const world = browser.tabs.get(1).world();
  assert.deepEqual([...world], TABLE.look);
  await set(browser, chosen);
  await browser.rest();
  assert.deepEqual([...world].sort(), [...TABLE.start, ...TABLE.look, ...TABLE.stay].sort());
  assert.equal(browser.tabs.get(1).begins, 1);
});

test("pitfall 14: what is dead in an open tab is followed by what lives, even where registrations were kept", async () => {
  const { browser, worker } = await running();
  browser.version += 1;
  browser.stored.session = {};
  worker.stop();
  await worker.start();
  await browser.rest();
  assert.ok(browser.tabs.get(1).isAlive());
});

test("pitfall 15: taken away by the browser's own settings, and given back there", async () => {
  const { browser } = await running();
  browser.open(3, LINKEDIN);
  await browser.rest();
  await browser.revoke();
  await browser.rest();
  assert.deepEqual([1, 3].map((id) => browser.tabs.get(id).shows), [false, false]);
  await browser.grant();
  await browser.rest();
  assert.deepEqual([1, 3].map((id) => browser.tabs.get(id).shows), [true, true]);
  assert.deepEqual([1, 3].map((id) => browser.tabs.get(id).begins), [1, 1]);
});

// In every order

/** What can happen, and what it means for what is wished, allowed and entered. */
const EVENTS = {
  grant: (play) => {
    play.granted = true;
    return play.browser.grant();
  },
  revoke: (play) => {
    play.granted = false;
    return play.browser.revoke();
  },
  wish: (play) => play.choose({ wish: "page" }),
  page: (play) => play.choose({ place: "page" }),
  toolbar: (play) => play.choose({ place: "toolbar" }),
  enter: (play) => play.put(ENTERED),
  forget: (play) => play.put(EMPTY),
  rests: (play) => play.put(LONG_AGO),
  update: (play) => play.renew(),
  "off and on": (play) => play.renew(),
  restart: (play) => {
    play.worker.stop();
    play.browser.restart(play.random() < 0.5);
    play.begin();
  },
  "worker stop": (play) => play.worker.stop(),
  "tab open": (play) => play.browser.open(Math.ceil(play.random() * 4), play.random() < 0.7 ? LINKEDIN : ELSEWHERE),
  navigate: (play) => play.browser.go(1, play.random() < 0.7 ? LINKEDIN : ELSEWHERE),
};

class Play {
  granted = false;
  place = undefined;
  anyone = false;

  constructor(random, { browser, worker }) {
    Object.assign(this, { random, browser, worker });
  }

  choose(settings) {
    this.place = settings.place ?? (settings.wish && this.place !== "page" ? "wish" : this.place);
    const { place } = this.browser.stored.local.settings ?? {};
    return set(this.browser, { settings: { ...(place ? { place } : {}), ...settings } });
  }

  put(records) {
    this.anyone = records === ENTERED;
    return set(this.browser, { records });
  }

  renew() {
    this.worker.stop();
    this.browser.renew();
    this.begin();
  }

  begin() {
    this.worker.start();
  }

  /** A wish that met the permission is a choice from then on. */
  get wanted() {
    if (this.place === "wish" && this.granted) this.place = "page";
    return this.place === "page" && this.granted && this.anyone;
  }
}

test(`${ORDERS} random orders of events end with what is wished, allowed, and whoever is entered`, async () => {
  const names = Object.keys(EVENTS);
  const ends = { wanted: 0, not: 0 };
  for (let seed = 1; seed <= ORDERS; seed++) {
    const random = randomly(seed);
    const play = new Play(random, await begin({ random }));
    const order = [];
    for (let count = 0; count < 12; count++) {
      const name = names[Math.floor(random() * names.length)];
      order.push(name);
      const done = EVENTS[name](play);
      // What was chosen is chosen before anything else is; the rest goes on meanwhile.
      if (["wish", "page", "toolbar", "enter", "forget", "rests"].includes(name)) await done;
      if (random() < 0.3) await play.browser.rest();
      void play.wanted;
    }
    play.browser.go(1, LINKEDIN);
    // A worker that was ended in the midst of it goes on at its next start.
    if (!play.worker.running) play.begin();
    await play.browser.rest();
    const said = `seed ${seed}: ${order.join(", ")}`;
    check(play, said);
    ends[play.wanted ? "wanted" : "not"] += 1;
  }
  assert.ok(Math.min(ends.wanted, ends.not) > ORDERS / 20, JSON.stringify(ends));
});

function check({ browser, wanted }, said) {
  assert.deepEqual(ids(browser), wanted ? NAMES : [], said);
  for (const document of browser.tabs.values()) {
    const shows = document.isAlive() && document.shows;
    assert.equal(shows, wanted && document.isLinkedIn, `${said}: ${document.url}`);
    assert.ok([...document.worlds.values()].filter((world) => world.has(START)).length === document.begins, said);
  }
}
