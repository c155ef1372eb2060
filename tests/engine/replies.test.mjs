// What a page remembers of the worker's answers: no older one over a newer, and nothing of what was forgotten meanwhile.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import "../../extension/shared/messages.js";

const SCRIPT = readFileSync(new URL("../../extension/content/replies.js", import.meta.url), "utf-8");
const CLUE = { slug: "ada-stone", opaque: null, member: null, name: null, how: "link", own: ["slug"], names: [], marks: ["connect"] };
const NOW = Date.now();

/** A page's memory, and a worker whose answers come when the test says so, in any order. */
function begin() {
  const asked = [];
  const chrome = { runtime: { id: "fake", sendMessage: () => new Promise((done) => asked.push(done)) } };
  const replies = new Function("Owner", "Later", "chrome", `${SCRIPT}; return Replies;`)({ rested: () => 0 }, { stage: () => "none" }, chrome);
  return { asked, replies };
}

/** The worker's answer: that this is somebody entered, or nobody. */
function answer(key, silent = null) {
  const face = { words: key, name: key, tone: "go", icon: "go", locale: "en", direction: "ltr" };
  return { data: { silent, until: null, limited: false, owners: [key && { key, face, choices: null, rests: key }] } };
}

test("an answer that comes late does not stand for a later one", async () => {
  const { asked, replies } = begin();
  const first = replies.learn([CLUE]);
  replies.doubt();
  const second = replies.learn([CLUE]);
  asked[1](answer("after"));
  await second;
  asked[0](answer(null, "nobody"));
  await first;
  assert.deepEqual([replies.of(CLUE)?.key, replies.silent()], ["after", null]);
  assert.ok(replies.isFresh(CLUE, NOW + 60_000), "nor has it to be asked for again");
});

test("what is forgotten while the worker answers stays forgotten", async () => {
  const { asked, replies } = begin();
  const learning = replies.learn([CLUE]);
  replies.forget();
  asked[0](answer("before"));
  await learning;
  assert.equal(replies.of(CLUE), undefined);
  assert.deepEqual(replies.open([CLUE], NOW), [CLUE], "it is asked about anew");
});

test("an answer to what is doubted meanwhile stands until there is a newer one", async () => {
  const { asked, replies } = begin();
  const learning = replies.learn([CLUE]);
  replies.doubt();
  asked[0](answer("before"));
  await learning;
  assert.equal(replies.of(CLUE).key, "before");
  assert.deepEqual(replies.open([CLUE], NOW + 60_000), [CLUE]);
});
