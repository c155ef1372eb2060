// One writer at a time: a page asks the worker for its turn, and no worker that is just ending keeps what was pressed from being stored.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Browser, install } from "./browser.mjs";

let copies = 0;

/** A page's `store.js` in a browser whose worker, each time it is asked, does the next of `workers` with the port. */
async function page(workers) {
  const browser = new Browser();
  install(browser);
  const asked = [];
  browser.chrome.runtime.connect = () => {
    const heard = { message: [], disconnect: [] };
    const listener = (kind) => ({ addListener: (listen) => heard[kind].push(listen) });
    const port = { ended: false, onMessage: listener("message"), onDisconnect: listener("disconnect"), disconnect: () => (port.ended = true) };
    asked.push(port);
    const say = (word) => heard.message.forEach((listen) => listen(word));
    const end = () => heard.disconnect.forEach((listen) => listen());
    setImmediate(() => workers[asked.length - 1]({ say, end }));
    return port;
  };
  return { browser, asked, store: await import(`../../extension/store.js?turns-${copies++}`) };
}
const chosen = (store) => store.updateSettings((settings) => { settings.place = "toolbar"; });
const silent = () => {};
const willing = ({ say }) => { say("heard"); say("go"); };

/** Run `work` while seconds pass at once. */
async function quickly(work) {
  const { setTimeout: later } = globalThis;
  globalThis.setTimeout = (done, wait) => later(done, wait / 1000);
  try {
    return await work();
  } finally {
    globalThis.setTimeout = later;
  }
}

test("a worker that never says that it has heard is asked anew, and what was pressed is stored", async () => {
  const { browser, asked, store } = await page([silent, willing]);
  await quickly(() => chosen(store));
  assert.deepEqual(browser.stored.local.settings, { place: "toolbar" });
  assert.deepEqual(asked.map(({ ended }) => ended), [true, true], "no turn is kept");
});

test("where no worker ever answers it is stored all the same, once", async () => {
  const { browser, asked, store } = await page([silent, silent, silent]);
  await quickly(() => chosen(store));
  assert.deepEqual(browser.stored.local.settings, { place: "toolbar" });
  assert.equal(asked.length, 3);
  assert.equal(browser.calls.filter((call) => call === "set").length, 1);
});

test("who was heard waits for the turn, however long others take", async () => {
  let go;
  const { browser, asked, store } = await page([({ say }) => { say("heard"); go = () => say("go"); }]);
  const writing = quickly(() => chosen(store));
  await new Promise((done) => setTimeout(done, 50));
  assert.equal(asked.length, 1);
  assert.equal(browser.stored.local.settings, undefined);
  go();
  await writing;
  assert.deepEqual(browser.stored.local.settings, { place: "toolbar" });
});

test("where there is no worker to ask nobody waits", async () => {
  const { browser, asked, store } = await page([({ end }) => end()]);
  await chosen(store);
  assert.deepEqual(browser.stored.local.settings, { place: "toolbar" });
  assert.equal(asked.length, 1);
});

test("a turn is given to pages of ours alone: whoever else asks for one is not heard, and keeps none from writing", async () => {
  const browser = new Browser();
  install(browser);
  const { runtime } = browser.chrome;
  const listeners = [];
  runtime.onConnect = { addListener: (listener) => listeners.push(listener) };
  /** A port as both ends have it: what one says the other hears. */
  const connect = (sender, name) => {
    const ends = [0, 1].map(() => ({ onMessage: [], onDisconnect: [] }));
    const [asks, gives] = ends.map((own, place) => ({
      name, sender,
      onMessage: { addListener: (listen) => own.onMessage.push(listen) },
      onDisconnect: { addListener: (listen) => own.onDisconnect.push(listen) },
      postMessage: (word) => setImmediate(() => ends[1 - place].onMessage.forEach((listen) => listen(word))),
      disconnect: () => setImmediate(() => ends[1 - place].onDisconnect.forEach((listen) => listen())),
    }));
    setImmediate(() => listeners.forEach((listener) => listener(gives)));
    return asks;
  };
  const ours = { id: runtime.id, url: runtime.getURL("pages/popup/popup.html") };
  runtime.connect = (_, { name }) => connect(ours, name);
  const worker = await import(`../../extension/store.js?turns-${copies++}`);
  worker.giveTurns();
  const heard = [];
  const LINKEDIN = "https://www.linkedin.com/in/ada-stone/";
  const others = [{ ...ours, url: LINKEDIN }, { ...ours, url: undefined }, { ...ours, url: `${LINKEDIN}#${ours.url}` }, { ...ours, id: "another" }];
  for (const sender of others) connect(sender, "records").onMessage.addListener((word) => heard.push([sender, word]));
  connect(ours, "something else").onMessage.addListener((word) => heard.push([ours, word]));
  const page = await import(`../../extension/store.js?turns-${copies++}`);
  await chosen(page);
  assert.deepEqual([heard, browser.stored.local.settings], [[], { place: "toolbar" }]);
});
