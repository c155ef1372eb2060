// Who is entered can't be listed: a tab is told about so many people in a minute and in an hour, and of what its address
// names; a worker that slept meanwhile has not forgotten.

import assert from "node:assert/strict";
import { test } from "node:test";

const stored = {};
globalThis.chrome = {
  storage: { session: { get: async (keys) => structuredClone(Object.fromEntries([keys].flat().map((key) => [key, stored[key]]))), set: async (items) => void Object.assign(stored, structuredClone(items)) } },
};
const MINUTE = 60_000;
const START = Date.UTC(2026, 2, 9, 8);
let copies = 0;
/** The worker as it is when it has just been started. */
const started = () => import(`../../extension/worker/limit.js?${copies++}`);
const people = (from, count, kind = "other") => Array.from({ length: count }, (_, place) => ({ name: `person ${from + place}`, kind }));
const told = ({ answered }) => answered.filter(Boolean).length;

test("sixty a minute, and whoever was answered once is answered again", async () => {
  const { admit } = await started();
  assert.equal(told(await admit(1, people(0, 60), START)), 60);
  const refused = await admit(1, people(30, 60), START + 10);
  assert.equal(told(refused), 30);
  assert.equal(refused.until, START + MINUTE);
  assert.equal(told(await admit(1, people(60, 30), START + MINUTE)), 30);
  assert.equal(told(await admit(2, people(0, 60), START)), 60, "another tab has its own");
});

test("what one tab was told another has to ask for itself; after an hour all is asked anew", async () => {
  const { admit } = await started();
  await admit(7, people(0, 60), START);
  await admit(8, people(100, 60), START);
  assert.equal(told(await admit(8, people(0, 60), START + 1)), 0);
  const later = START + 61 * MINUTE;
  await admit(7, people(200, 60), later);
  assert.equal(told(await admit(7, people(0, 60), later)), 0, "who was told of long ago counts again");
});

test("where both bounds are met it is told when there is room by both", async () => {
  const { admit } = await started();
  for (let minute = 0; minute < 5; minute++) await admit(9, people(minute * 60, 60), START + minute * MINUTE);
  assert.equal((await admit(9, people(900, 1), START + 4 * MINUTE)).until, START + 60 * MINUTE);
});

test("three hundred an hour, by whatever worker", async () => {
  let sum = 0;
  let last = null;
  for (let minute = 0; minute < 60; minute++) {
    const { admit } = await started();
    last = await admit(3, people(minute * 60, 60), START + minute * MINUTE);
    sum += told(last);
  }
  assert.equal(sum, 300);
  assert.equal(last.until, START + 60 * MINUTE);
});

test("the same forty-five for two hours, every five minutes, a new worker each time: all are told of", async () => {
  for (let minute = 0; minute <= 120; minute += 5) {
    const { admit } = await started();
    assert.equal(told(await admit(10, people(0, 45), START + minute * MINUTE)), 45, `after ${minute} minutes`);
  }
});

test("no fingerprint is another browser's, nor another tab's", async () => {
  const prints = async (tab) => {
    const { admit } = await started();
    await admit(tab, people(0, 1), START);
    return stored.asked[tab].other.at(-1)[1];
  };
  const [one, other] = [await prints(21), await prints(22)];
  stored.asked = {};
  delete stored.salt;
  const later = await prints(21);
  assert.equal(new Set([one, other, later]).size, 3);
});

test("an address has an allowance of its own, which is no larger", async () => {
  const { admit } = await started();
  await admit(4, people(0, 80), START);
  assert.equal(told(await admit(4, people(500, 1, "address"), START)), 1);
  assert.equal(told(await admit(4, people(600, 100, "address"), START)), 59, "a page changes its address as it likes");
});

test("frames that ask at the same time share one allowance; what is stored names nobody", async () => {
  const { admit } = await started();
  const both = await Promise.all([admit(5, people(0, 50), START), admit(5, people(50, 50), START)]);
  assert.equal(both.reduce((sum, one) => sum + told(one), 0), 60);
  assert.doesNotMatch(JSON.stringify(stored), /person/);
});

test("what is too long ago, or in the future of a clock that was put back, does not count", async () => {
  const { admit } = await started();
  assert.equal(told(await admit(6, people(0, 60), START)), 60);
  assert.equal(told(await admit(6, people(100, 60), START + 61 * MINUTE)), 60);
  assert.equal(told(await admit(6, people(200, 60), START - 120 * MINUTE)), 60);
});
