// What stands beside a company as likely to happen next, and never what has happened.

import assert from "node:assert/strict";
import test from "node:test";
import { entered } from "./records.mjs";
import { core, engine } from "./support.mjs";

const Likely = await engine("today/likely");

const all = core.facts
  .filter(({ whose }) => whose === "application")
  .flatMap((fact) => (fact.events ?? []).map((value) => ({ fact, value })));
const next = (outcome) => {
  const { applications } = entered({ a1: outcome ? { outcome: [outcome, "2026-03-10T10:00"] } : {} });
  return Likely.next(core, all, applications.a1).map(({ value }) => value);
};

test("an open application: an offer, a no, or one asks", () => {
  assert.deepEqual(next(), ["offer", "rejected", "today"]);
  assert.deepEqual(next("open"), ["offer", "rejected", "today"]);
  assert.deepEqual(next("on-hold"), ["offer", "rejected", "today"]);
});

test("after an offer it is no offer that comes next: one takes the job, or it falls through", () => {
  assert.deepEqual(next("offer"), ["rejected", "hired", "today"]);
});
