// What LinkedIn's page and the worker say to each other is copied field by field, and is of its type or nothing.

import assert from "node:assert/strict";
import { test } from "node:test";
import "../../extension/shared/messages.js";
import * as Questions from "../../extension/worker/questions.js";
import * as Seen from "../../extension/pages/popup/seen.js";

const { Messages } = globalThis;

const clue = { slug: "ada-stone", opaque: null, member: "4711", name: "Ada", how: "link", own: ["slug"], names: [], marks: ["connect"] };
const face = { words: "Wait", name: "Ada: wait", tone: "hold", icon: "hourglass", locale: "en", direction: "ltr" };
const owner = { key: "k", face, choices: null, rests: "wait" };

const QUESTIONS = [
  { ask: "begin", rules: "to-watch" },
  { ask: "whose", clues: [clue, { ...clue, slug: null, how: "id" }], rested: 10, has: "none" },
  { ask: "advice", clue, has: "chips" },
  { ask: "answer", clue, person: "p", application: "a", fact: "thanked", value: "yes" },
  { ask: "answer", clue, person: "p", application: "a", fact: "outcome", value: "rejected", held: 1 },
  { ask: "undo", clue, person: "p", at: 1 },
  { ask: "confirm", clue, same: true },
  { ask: "remind", clue, person: "p", on: true },
  { ask: "hide", clue, person: "p", signature: "wait x" },
  { ask: "edit", clue, person: "p" },
  { ask: "notify" },
];
const ANSWERS = [
  ["begin", { watch: false, rules: null }],
  ["whose", { silent: null, until: 1, limited: false, owners: [owner, null, { ...owner, choices: ["Yes", "No"] }] }],
  ["whose", { silent: "quiet", until: null, limited: true, owners: [] }],
  ["advice", null],
  ["advice", { model: {}, style: "" }],
  ["answer", { noted: 1, off: "" }],
  ["answer", { noted: null, off: "Taken as off" }],
  ["undo", {}],
  ["remind", { notifies: true, when: "" }],
  ["hide", {}],
];

test("each question and answer is understood, and is a copy", () => {
  for (const question of QUESTIONS) {
    assert.deepEqual(Questions.question(question, false), question);
    assert.notEqual(Questions.question(question, false), question);
  }
  for (const [ask, answer] of ANSWERS) assert.deepEqual(Messages.answer(ask, answer), answer);
});

test("our own pages name people by their ids alone, LinkedIn's never", () => {
  for (const ask of ["answer", "undo", "remind", "hide", "edit"]) {
    const { clue: _, ...ours } = QUESTIONS.find((one) => one.ask === ask);
    assert.deepEqual(Questions.question(ours, true), ours);
    assert.equal(Questions.question(ours, false), undefined);
    assert.equal(Questions.question({ ...ours, clue }, true), undefined);
  }
  for (const ask of ["begin", "whose", "advice", "confirm"])
    assert.equal(Questions.question(QUESTIONS.find((one) => one.ask === ask), true), undefined);
});

test("a field too many, too few or of another kind, and it is no question", () => {
  for (const question of QUESTIONS) {
    assert.equal(Questions.question({ ...question, more: 1 }, false), undefined, question.ask);
    for (const name of Object.keys(question)) {
      const { [name]: _, ...less } = question;
      // An answer that is given for the first time holds nothing.
      if (name !== "held") assert.equal(Questions.question(less, false), undefined, `${question.ask} without ${name}`);
      for (const other of [undefined, null, 1, Number.NaN, Symbol("x"), () => {}, [], {}, "\u0000".repeat(9000)])
        if (!(name === "clues" && other?.length === 0) && !(["rested", "at", "held"].includes(name) && other === 1))
          assert.equal(Questions.question({ ...question, [name]: other }, false), undefined);
    }
  }
});

test("what is no question at all", () => {
  for (const message of [null, undefined, 7, "begin", [], [["ask", "edit"]], new Map(), { ask: "__proto__" }, { ask: "constructor" }])
    assert.equal(Questions.question(message, false), undefined);
});

test("getters are not called, and prototypes not asked", () => {
  let called = 0;
  const get = () => {
    called += 1;
    return clue;
  };
  assert.equal(Questions.question(Object.defineProperty({ ask: "edit", person: "p" }, "clue", { get, enumerable: true }), false), undefined);
  assert.equal(Questions.question(Object.create({ ask: "edit", clue, person: "p" }), false), undefined);
  const child = Object.assign(Object.create({ clue }), { ask: "edit", person: "p" });
  assert.equal(Questions.question(child, false), undefined);
  const list = [clue];
  Object.defineProperty(list, "0", { get, enumerable: true });
  assert.equal(Questions.question({ ask: "whose", clues: list }, false), undefined);
  assert.equal(called, 0);
});

test("a field called __proto__ makes nobody's prototype", () => {
  const message = JSON.parse('{"ask": "edit", "person": "p", "clue": {"__proto__": {"slug": "x"}}}');
  assert.equal(Questions.question(message, false), undefined);
  assert.equal({}.slug, undefined);
});

test("more clues than can be on a page in sight are refused", () => {
  assert.equal(Questions.question({ ask: "whose", clues: Array(Messages.MOST + 1).fill(clue) }, false), undefined);
});

test("an answer that could become more than words is none", () => {
  const bad = [
    { ...owner, face: { ...face, tone: 'hold" onclick="x' } },
    { ...owner, face: { ...face, icon: "<svg>" } },
    { ...owner, face: { ...face, direction: "up" } },
    { ...owner, face: { ...face, more: 1 } },
    { ...owner, key: 7 },
    { ...owner, choices: ["1", "2", "3"] },
  ];
  for (const one of bad) assert.equal(Messages.answer("whose", { silent: null, until: null, limited: false, owners: [one] }), undefined);
  assert.equal(Messages.answer("whose", { silent: "because", until: null, limited: false, owners: [] }), undefined);
  assert.equal(Messages.answer("begin", { watch: true, rules: { page: {}, style: "" } }), undefined);
  assert.equal(Messages.answer("toString", {}), undefined);
});

test("what a page says of itself is read as strictly", () => {
  const line = {
    state: "connect", says: { label: "connect", link: "connect" }, labelled: true, how: "link", who: "Ada", doubt: null, clue, inView: true,
    stands: true,
  };
  const report = {
    frame: false, path: "/in/…/", language: "en", known: true, keys: false, controls: [line], total: 1, shown: 1, halted: null,
    misfits: 0,
  };
  assert.deepEqual(Seen.report(report), report);
  assert.equal(Seen.report({ ...report, controls: [{ ...line, says: { smell: "connect" } }] }), undefined);
  assert.equal(Seen.report({ ...report, halted: "bored" }), undefined);
});
