// A stage's question as records: what was answered about the application tells whether its interview takes place.

import assert from "node:assert/strict";
import test from "node:test";
import { at } from "./records.mjs";
import { core, engine } from "./support.mjs";

const Stage = await engine("stage/stage");
const Timeline = await engine("decision/timeline");

const NAMES = { name: "Ada Stone", company: "Harbour Works" };
const [BEFORE, AFTER] = ["2026-03-10T12:00", "2026-03-13T12:00"];
/** An interview on Thursday at 14:00, and an outcome that was told at an hour. */
const over = (outcome, when) => ({
  start: "2026-03-12T14:00",
  zone: "Europe/Berlin",
  answers: { outcome: { value: outcome, at: new Date(at(when)).toISOString() } },
});
const said = (told, when) => {
  const { records, person } = Stage.entered(core, told, NAMES);
  return Timeline.steps(core, records, person, at(when)).map(({ outcome }) => `${outcome.verdict} by ${outcome.rule}`);
};

test("whoever was told no or stepped out before the interview does not meet anybody at its hour", () => {
  for (const outcome of ["rejected", "withdrew"]) {
    assert.deepEqual(said(over(outcome, BEFORE), BEFORE), ["caution by ended-unmet"], outcome);
    assert.deepEqual(said(over(outcome, BEFORE), AFTER), ["caution by ended-unmet"], outcome);
    assert.equal(Stage.takesPlace(core, over(outcome, BEFORE)), false);
  }
});

test("an interview that was before the end took place, and one of what goes on will", () => {
  assert.deepEqual(said(over("rejected", AFTER), "2026-03-17T12:00"), ["go by rejected"]);
  assert.equal(Stage.takesPlace(core, over("rejected", AFTER)), true);
  assert.equal(Stage.takesPlace(core, over("offer", BEFORE)), true);
  assert.equal(Stage.takesPlace(core, { ...over("open", BEFORE), answers: {} }), true);
});

test("a stage is looked at from this minute, or from its end that is nearest", () => {
  const told = { start: "2026-03-12T14:00", zone: "Europe/Berlin", answers: {} };
  const present = (when, more = 0) => Stage.present(told, at(when) + more);
  assert.equal(present("2026-03-12T13:50", 37_000), at("2026-03-12T13:50"));
  assert.equal(present("2026-01-01T13:50"), Stage.instant(told, -Stage.REACH.before));
  assert.equal(present("2026-06-01T13:50"), Stage.instant(told, Stage.REACH.after));
});
