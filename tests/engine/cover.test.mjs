// What may lie over a tip is looked for in all of the page; when nothing is open any more, nothing of the page is held.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const script = (name) => readFileSync(new URL(`../../extension/content/press/${name}.js`, import.meta.url), "utf-8");

/** A page of so many elements, each with a root of its own, and a clock. */
function begin() {
  const clock = { now: 1000 };
  const seen = { walked: 0, lists: 0 };
  const Dom = {
    list: () => {
      seen.lists += 1;
      return Array.from({ length: 100 }, () => ({}));
    },
    all: (tree) => {
      if (tree.isRoot) seen.walked += 1;
      return [];
    },
    closedRoot: () => ({ isRoot: true }),
  };
  const parts = { Dom, Host: { is: () => false }, Geometry: {}, document: {}, performance: { now: () => clock.now } };
  const Cover = new Function(...Object.keys(parts), `${script("cover")}; return Cover;`)(...Object.values(parts));
  return { Cover, clock, seen };
}

test("what may lie over a tip is let go when the last one is gone", () => {
  const seen = { rests: 0, ticks: [] };
  const parts = {
    Cover: { prepare: () => {}, foreign: () => [], rest: () => (seen.rests += 1) },
    Dom: {},
    Host: {},
    IntersectionObserverEntry: class {},
    Document: { prototype: { hasFocus: () => true } },
    document: {},
    window: {},
    screenX: 0,
    screenY: 0,
    setInterval: (look) => seen.ticks.push(look),
    clearInterval: () => seen.ticks.pop(),
  };
  const Sight = new Function(...Object.keys(parts), `${script("sight")}; return Sight;`)(...Object.values(parts));
  Sight.attend({ isConnected: false }, null);
  assert.deepEqual([seen.ticks.length, seen.rests], [1, 0]);
  seen.ticks[0]();
  assert.deepEqual([seen.ticks.length, seen.rests], [0, 1]);
});

test("at rest the page's elements and roots are let go, and the next tip begins anew", () => {
  const { Cover, clock, seen } = begin();
  Cover.prepare();
  clock.now += 50;
  Cover.foreign(false);
  assert.equal(seen.lists, 2, "a walk is under way, and holds all that was on the page");
  Cover.rest();
  clock.now += 1;
  seen.walked = 0;
  Cover.foreign(false);
  assert.equal(seen.lists, 3, "nothing is left of it");
  assert.equal(seen.walked, 0, "nor of the roots that the one before has found");
  Cover.rest();
  Cover.prepare();
  assert.equal(seen.lists, 4, "what was found just now counts no more");
});
