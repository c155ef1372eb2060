// What stands beside a company as likely to happen next, and never what has happened.

import assert from "node:assert/strict";
import test from "node:test";
import { entered } from "./records.mjs";
import { bundled, core, engine } from "./support.mjs";

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

test("what is noted by one press has one name wherever it is pressed and listed, in any language", () => {
  for (const language of core.locales) {
    const { facts } = bundled(`text.${language}`);
    for (const [fact, { event = {}, sooner = {} }] of Object.entries(facts))
      for (const [value, words] of Object.entries(sooner))
        if (Object.hasOwn(event, value)) assert.deepEqual(words, event[value], `${language}: ${fact} ${value}`);
  }
});

test("no two presses that note different things have the same words, in any language", () => {
  for (const language of core.locales) {
    const { facts } = bundled(`text.${language}`);
    const said = new Map();
    for (const [fact, { event = {}, sooner = {} }] of Object.entries(facts))
      for (const [value, words] of [...Object.entries(event), ...Object.entries(sooner)]) {
        const label = JSON.stringify(words);
        const notes = `${fact}: ${value}`;
        assert.equal(said.get(label) ?? notes, notes, `${language}: ${label}`);
        said.set(label, notes);
      }
    assert.ok(said.size > 12);
  }
});
