// A fact or a value that has another name now keeps what people answered under the old one.

import assert from "node:assert/strict";
import test from "node:test";
import { core, engine } from "./support.mjs";

const Records = await engine("records/records");
const AT = "2026-03-10T18:00:00Z";

/** The bundle as it would be if “thanked” had been called otherwise, and its “no-address” too. */
const later = structuredClone(core);
const thanked = later.facts.find(({ id }) => id === "thanked");
Object.assign(thanked, { was: ["said-thanks", "thanks"], valuesWere: { nowhere: "no-address" } });

const stored = (answers) => ({
  format: Records.FORMAT,
  me: {},
  applications: {},
  rounds: {},
  people: { p: { name: "Ada", answers } },
});
const read = (answers) => Records.validated(later, stored(answers)).records.people.p.answers;
const given = (value) => ({ value, at: AT });

test("an answer under an earlier name counts under the present one", () => {
  assert.deepEqual(read({ "said-thanks": given("yes"), part: given("executive") }), {
    thanked: given("yes"),
    part: given("executive"),
  });
  assert.deepEqual(read({ thanks: given("nowhere") }), { thanked: given("no-address") });
  assert.deepEqual(read({ thanked: given("nowhere") }), { thanked: given("no-address") });
});

test("what was answered since counts before what was answered under an earlier name", () => {
  assert.deepEqual(read({ "said-thanks": given("yes"), thanked: given("not-yet") }), { thanked: given("not-yet") });
});

test("nothing is renamed where nothing was", () => {
  const answers = { thanked: given("yes") };
  assert.deepEqual(Records.validated(core, stored(answers)).records.people.p.answers, answers);
  assert.deepEqual(read({ "said-thanks": given("never heard of") }), {});
});

test("what is stored is renamed in place before it is changed, damaged entries as they are", () => {
  const records = { ...stored({ thanks: given("nowhere") }), me: { "secret-search": given("no") } };
  records.people.q = { name: "Ben", answers: "damaged" };
  Records.rename(later, records);
  assert.deepEqual(records.people, {
    p: { name: "Ada", answers: { thanked: given("no-address") } },
    q: { name: "Ben", answers: "damaged" },
  });
  assert.deepEqual(records.me, { "secret-search": given("no") });
});
