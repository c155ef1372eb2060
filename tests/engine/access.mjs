// The extension in a browser without a window, as far as its access to LinkedIn goes.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import * as Store from "../../extension/store.js";
import { Browser, install } from "./browser.mjs";
import { core } from "./support.mjs";
import "../../extension/shared/messages.js";
import "../../extension/shared/names.js";

export const LINKEDIN = "https://www.linkedin.com/in/ada-stone/";
export const ELSEWHERE = "https://example.com/";
export const TABLE = JSON.parse(readFileSync(new URL("../../extension/content/scripts.json", import.meta.url), "utf-8"));

const START_OF = new Date(Date.now() + 86_400_000).toISOString().slice(0, 16);
export const ENTERED = {
  format: 2,
  me: {},
  applications: { a: { company: "Harbour Works", answers: {} } },
  rounds: { r: { application: "a", start: START_OF, zone: "UTC", who: ["ada"] } },
  people: { ada: { name: "Ada Stone", profiles: ["ada-stone"], applications: ["a"], answers: {} } },
};
export const EMPTY = { format: 2, me: {}, applications: {}, rounds: {}, people: {} };
/** What somebody was met for ended so long ago that nothing is said beside them any more. */
export const LONG_AGO = structuredClone(ENTERED);
LONG_AGO.applications.a.answers = { outcome: { value: "rejected", at: "2020-03-01T08:00:00Z" } };
LONG_AGO.rounds.r.start = "2020-02-01T14:00";
/** The one interview can't be read, and so nothing is said of whoever is in it. */
export const DAMAGED = structuredClone(ENTERED);
DAMAGED.rounds.r.zone = "Mars/Base";

let starts = 0;

/** The worker, as worker/main.js has it: it begins when it is needed, and whatever may change something is heard. */
class Worker {
  /** The worker that runs, or is about to. */
  running = null;

  constructor(browser) {
    this.browser = browser;
    browser.onEvent = () => this.wake();
    browser.onShown = (...shown) => this.hear(...shown);
    browser.answer = () => this.answer();
  }

  start() {
    starts += 1;
    const mine = this.browser.during(import(`../../extension/worker/access.js?start=${starts}`));
    this.running = mine;
    mine.then((access) => {
      if (this.running !== mine) return;
      access.listen();
      access.reconcile();
    });
    return mine;
  }

  /** A tab shows a page: a worker that sleeps is started if it listened before. */
  async hear(id, { url, isLinkedIn }) {
    const { listening, granted } = this.browser;
    if (listening.size === 0 && (this.running || !this.browser.wakes)) return;
    await this.browser.during(this.access);
    for (const listener of listening) listener(id, { status: "complete" }, { id, ...(granted && isLinkedIn ? { url } : {}) });
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
export async function begin({ random, ...state } = {}) {
  const browser = new Browser(random);
  Object.assign(browser, state);
  install(browser);
  Store.giveTurns();
  const worker = new Worker(browser);
  await worker.start();
  await browser.rest();
  return { browser, worker };
}

export const set = (browser, items) => browser.put(items);
export const chosen = { settings: { place: "page" }, records: ENTERED };
export const ids = (browser) => [...browser.registered.keys()].sort();
export const NAMES = ["idle", "start"].map((when) => `${when}-${core.digest.slice(0, 16)}`);

/** Wished, allowed, and somebody entered, with one tab on LinkedIn that was open before. */
export async function running(more = {}) {
  const { browser, worker } = await begin(more);
  browser.open(1, LINKEDIN);
  browser.open(2, ELSEWHERE);
  await set(browser, chosen);
  await browser.grant();
  await browser.rest();
  assert.deepEqual(ids(browser), NAMES);
  return { browser, worker };
}
