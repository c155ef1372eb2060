// The worker brings each stage of scripts to a document once, whatever is asked for at once, and again where it failed.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import vm from "node:vm";
import { Browser, install } from "./browser.mjs";

/** A worker just started, and what it brings: a call at a time, answered by the test. */
async function begin() {
  const browser = new Browser();
  const calls = [];
  browser.chrome.scripting.executeScript = ({ target, files }) =>
    new Promise((done, failed) => calls.push({ document: target.documentIds[0], last: files.at(-1), failed, done: (documentId = target.documentIds[0]) => done([{ documentId }]) }));
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

test("what the browser brought to another document than it was meant for is brought once more", async () => {
  const { calls, load, rest } = await begin();
  const first = load("d", "none", "chips");
  await rest();
  calls[0].done("e");
  await assert.rejects(first, /has gone/);
  const again = load("d", "none", "chips");
  await rest();
  calls[1].done();
  await again;
  assert.deepEqual(brought(calls), [`d ${LAST.chips}`, `d ${LAST.chips}`]);
});

test("what places chips, come to a document that has nothing else yet, works when the rest is there", () => {
  const { chips } = JSON.parse(readFileSync("../../extension/content/scripts.json", "utf-8"));
  const page = vm.createContext({ Element: class {}, addEventListener() {}, document: { addEventListener() {} } });
  const read = (path) => vm.runInContext(readFileSync(`../../extension/content/${path}`, "utf-8"), page, { filename: path });
  for (const path of chips) read(`../${path}`);
  assert.equal(vm.runInContext("typeof Chips", page), "object");
  for (const path of ["lazily.js", "known.js", "later.js"]) read(path);
  assert.equal(vm.runInContext("Later.stage()", page), "chips");
  vm.runInContext("const Tip = {};", page);
  assert.equal(vm.runInContext("Later.stage()", page), "chips", "what judges a press is still to come");
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
