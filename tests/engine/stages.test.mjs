// The worker brings each stage of scripts to a document once, whatever is asked for at once, and again where it failed.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Browser, install } from "./browser.mjs";

/** A worker just started, and what it brings: a call at a time, answered by the test. */
async function begin() {
  const browser = new Browser();
  const calls = [];
  browser.chrome.scripting.executeScript = ({ target, files }) =>
    new Promise((done, failed) => calls.push({ document: target.documentIds[0], last: files.at(-1), done, failed }));
  install(browser);
  const Tabs = await import(`../../extension/worker/tabs.js?${Math.random()}`);
  const rest = async () => {
    for (let turns = 0; turns < 20; turns++) await new Promise(setImmediate);
  };
  return { calls, load: (documentId, has, wanted) => Tabs.load({ tab: { id: 1 }, documentId }, has, wanted), rest };
}
const LAST = { chips: "/content/shown.js", press: "/content/press/asking.js", tip: "/content/tip/tip.js" };
const brought = (calls) => calls.map(({ document, last }) => `${document} ${last}`);

test("stages come in order, each once, whoever asks at once", async () => {
  const { calls, load, rest } = await begin();
  const all = [load("d", "none", "chips"), load("d", "none", "tip"), load("d", "none", "press"), load("e", "chips", "press")];
  await rest();
  assert.deepEqual(brought(calls).sort(), [`d ${LAST.chips}`, `e ${LAST.press}`]);
  for (let at = 0; at < 4; at++) {
    for (const call of calls) call.done();
    await rest();
  }
  await Promise.all(all);
  assert.deepEqual(brought(calls).sort(), [`d ${LAST.chips}`, `d ${LAST.press}`, `d ${LAST.tip}`, `e ${LAST.press}`].sort());
  // A question that was on its way says what was true when it was put.
  await load("d", "none", "tip");
  await load("d", "tip", "chips");
  assert.equal(calls.length, 4);
});

test("what a document could not be brought is tried when it is asked for again", async () => {
  const { calls, load, rest } = await begin();
  const first = [load("d", "none", "chips"), load("d", "none", "chips")];
  await rest();
  calls[0].failed(new Error("No document with id d"));
  for (const one of first) await assert.rejects(one, /No document/);
  const again = load("d", "none", "chips");
  await rest();
  calls[1].done();
  await again;
  assert.equal(calls.length, 2);
});

test("of many documents only the last are remembered", async () => {
  const { calls, load, rest } = await begin();
  for (let number = 0; number < 300; number++) load(`d${number}`, "none", "chips");
  await rest();
  assert.equal(calls.length, 300);
  load("d299", "none", "chips");
  load("d0", "none", "chips");
  await rest();
  assert.deepEqual(brought(calls.slice(300)), [`d0 ${LAST.chips}`]);
});
