// Three hundred people in a hundred companies: how much is decided before the toolbar's window can stand, and by one press.
// Counted, not timed: a decision is one outcome read from the diagram's leaves.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import vm from "node:vm";
import { at, entered, iso, stored } from "./records.mjs";
import { bundled, core, engine } from "./support.mjs";

const [Edits, Lookup, Records, Situation, Standing, Today, Waiting] = await Promise.all(
  [
    "records/edits",
    "people/lookup",
    "records/records",
    "decision/situation",
    "today/standing",
    "today/today",
    "today/waiting",
  ].map(engine),
);
vm.runInThisContext(readFileSync(new URL("../../extension/shared/names.js", import.meta.url), "utf-8"));
const form = Lookup.typed(core.names, Names.of(bundled("page").names).forms);

const NOW = "2026-03-12T09:00";
const COMPANIES = 100;
const EACH = 3;
const PEOPLE = COMPANIES * EACH;

/** Interviews from three weeks ago to three weeks ahead; no two companies are alike. */
function crowd() {
  const numbers = Array.from({ length: COMPANIES }, (_, number) => number);
  const day = (number) => new Date(Date.UTC(2026, 1, 19 + (number % 41))).toISOString().slice(0, 10);
  const hour = (number) => `${day(number)}T${String(8 + Math.floor(number / 41)).padStart(2, "0")}:${String(number % 60).padStart(2, "0")}`;
  const who = (number) => Array.from({ length: EACH }, (_, i) => `p${number * EACH + i}`);
  const applications = Object.fromEntries(numbers.map((n) => [`a${n}`, n % 3 ? { "contact-rules": ["none", "2026-02-01T10:00"] } : {}]));
  const rounds = numbers.map((n) => [`a${n}`, hour(n), who(n)]);
  const people = numbers.flatMap((n) => who(n).map((id, i) => [id, [[`a${n}`], i === 1 ? { bother: ["no", "2026-02-02T10:00"] } : {}, `Person ${n} ${i}`]]));
  return stored(entered(applications, rounds, Object.fromEntries(people)));
}

/** The rules with a counter: each outcome that is read is a decision. */
function counted() {
  const count = { decisions: 0 };
  const outcomes = new Proxy(core.outcomes, {
    get(target, key) {
      if (typeof key === "string" && /^\d+$/u.test(key)) count.decisions += 1;
      return target[key];
    },
  });
  return { count, rules: { ...core, outcomes } };
}

/** All that the window rests on: who stands how, what is to be done today, and by company. */
function window(rules, records) {
  const checked = Records.validated(rules, records);
  const sound = { ...checked.records, zone: "Europe/Berlin" };
  const standing = Standing.all(rules, sound, at(NOW));
  const rows = Today.rows({ core: rules, ...checked, records: sound, settings: {}, form, now: at(NOW) });
  const groups = Waiting.groups(rules, sound, standing, at(NOW), "en");
  return { sound, standing, rows, groups };
}

test("everybody is decided once before the window stands, and for a press only those of its company", (t) => {
  const { count, rules } = counted();
  const records = crowd();
  const first = window(rules, records);
  const before = count.decisions;
  assert.equal(first.standing.length, PEOPLE);
  const instants = first.standing.reduce((sum, { steps }) => sum + steps.length, 0);
  // A timeline is decided at each instant at which a threshold lies, and what today is to be done supposes some answers.
  t.diagnostic(`${PEOPLE} people, ${instants} steps: ${before} decisions before the first row`);
  assert.ok(before / PEOPLE < 10, `${before / PEOPLE} decisions for each person`);

  count.decisions = 0;
  const pressed = structuredClone(records);
  Edits.answer(pressed, Situation.factOf(core, "thanked"), { person: "p4" }, "yes", iso(NOW));
  const then = window(rules, pressed);
  const anew = then.standing.filter(({ steps }, i) => steps !== first.standing[i].steps);
  t.diagnostic(`one press: ${anew.length} people anew, ${count.decisions} decisions`);
  assert.deepEqual(anew.map(({ person }) => person.id), ["p3", "p4", "p5"]);
  assert.ok(count.decisions < before / 30, `${count.decisions} decisions for one press`);

  count.decisions = 0;
  Standing.all(rules, then.sound, at(NOW));
  assert.equal(count.decisions, 0, "the same is not decided twice");
});

test("what is remembered is what would be worked out anew", async () => {
  const { rules } = counted();
  const records = crowd();
  window(rules, records);
  for (const [fact, about, value] of [["thanked", { person: "p4" }, "yes"], ["outcome", { application: "a7" }, "rejected"], ["bother", { person: "p9" }, "yes"]])
    Edits.answer(records, Situation.factOf(core, fact), about, value, iso(NOW));
  const told = ({ standing, rows, groups }) => [
    standing.map(({ person, steps }) => [person.id, steps.map((step) => [step.at, step.outcome.rule, step.outcome.verdict])]),
    rows.map((row) => [row.kind, row.at, row.people.map(({ id }) => id)]),
    groups.waiting.map((group) => [group.application?.id, group.stage, group.next]),
  ];
  const remembered = told(window(rules, records));
  // Another engine, which remembers nothing yet.
  const fresh = await import("../../extension/engine/today/standing.js?fresh");
  const sound = { ...Records.validated(core, records).records, zone: "Europe/Berlin" };
  const standing = fresh.all({ ...core }, sound, at(NOW));
  assert.deepEqual(remembered[0], told({ standing, rows: [], groups: { waiting: [] } })[0]);
  assert.deepEqual(remembered, told(window({ ...core, digest: "other" }, structuredClone(records))));
});
