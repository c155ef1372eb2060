// What is asked by itself: the card after a round, whether a silent application is over, whether to forget one that is.

import assert from "node:assert/strict";
import test from "node:test";
import { at, entered, iso } from "./records.mjs";
import { core, engine } from "./support.mjs";

const Asks = await engine("today/asks");

const NOW = "2026-03-10T16:00";
/** Ada, met on Tuesday, 10 March, from 14:00 to 15:00. */
const met = (application = {}, status = undefined, person = {}) =>
  entered({ a1: application }, [["a1", "2026-03-10T14:00", ["p1"], status]], { p1: [["a1"], person] });
const card = (records, now = NOW) => Asks.questions(core, records, records.rounds[0], at(now)).map(({ fact, people }) => `${fact.id}:${people.map(({ id }) => id)}`);
const rounds = (records, now = NOW) => [...Asks.afterRounds(core, records, at(now))].map(({ id }) => id);

test("the card asks what would change advice, and not again what was passed over or answered since", () => {
  assert.deepEqual(card(met()), ["thanked:p1", "asked:p1", "promised-by:"]);
  const passed = met();
  passed.rounds[0].passed = ["thanked", "promised-by"];
  assert.deepEqual(card(passed), ["asked:p1"]);
  assert.ok(!card(met({}, undefined, { thanked: ["yes", "2026-03-10T14:00"] })).includes("thanked:p1"));
  assert.ok(card(met({}, undefined, { thanked: ["yes", "2026-03-10T13:59"] })).includes("thanked:p1"), "said before it began");
  // A day that was named tells when silence begins, also where it changes nothing yet.
  assert.deepEqual(card(met({}, undefined, { request: ["accepted", "2026-03-10T15:30"] })), ["promised-by:"]);
  assert.ok(!card(met({ "promised-by": ["2026-03-20", "2026-03-10T15:30"] })).includes("promised-by:"));
});

test("a round is asked about when it is over, for two weeks, once, and as long as it is not known to be off", () => {
  assert.deepEqual(rounds(met(), "2026-03-10T14:59"), []);
  assert.deepEqual(rounds(met(), "2026-03-10T15:00"), ["0"]);
  assert.deepEqual(rounds(met(), "2026-03-24T14:59"), ["0"]);
  assert.deepEqual(rounds(met(), "2026-03-24T15:00"), []);
  for (const status of ["moved", "cancelled"]) assert.deepEqual(rounds(met({}, status)), [], status);
  assert.deepEqual(rounds(met({}, "took-place")), ["0"]);
  const seen = met();
  seen.rounds[0].reviewed = iso(NOW);
  assert.deepEqual(rounds(seen), []);
  // Whether it took place is asked of one of which nothing else is left to ask; of one that did nothing is.
  const passed = (status) => {
    const records = met({}, status);
    records.rounds[0].passed = [...core.cards.afterRound];
    return rounds(records);
  };
  assert.deepEqual([passed(undefined), passed("took-place")], [["0"], []]);
  const heard = met({ outcome: ["offer", "2026-03-10T15:30"] }, undefined, { request: ["accepted", "2026-03-10T15:30"] });
  assert.deepEqual(rounds(heard), [], "nor where it changes nothing whether it did");
});

test("the round that the card is about is the latest, or none", () => {
  const two = entered({ a1: {} }, [["a1", "2026-03-09T14:00", ["p1"]], ["a1", "2026-03-10T14:00", ["p1"]]], { p1: [["a1"]] });
  assert.equal(Asks.afterRound(core, two, at(NOW)).id, "1");
  assert.equal(Asks.afterRound(core, two, at("2026-03-09T10:00")), null);
});

test("whether it is over, and whether to forget it, is asked once", () => {
  const late = at("2026-06-01T10:00");
  const silent = met({}, "took-place");
  assert.equal(Asks.silent(core, silent, late)?.id, "a1");
  silent.applications.a1.askedOver = iso("2026-05-20T10:00");
  assert.equal(Asks.silent(core, silent, late), null);
  const over = met({ outcome: ["rejected", "2026-03-12T10:00"] }, "took-place");
  assert.equal(Asks.forgettable(core, over, late)?.id, "a1");
  over.applications.a1.keep = iso("2026-05-20T10:00");
  assert.equal(Asks.forgettable(core, over, late), null);
});

test("what was put off today is put off for today alone, and no other round with it", () => {
  const records = met();
  const off = (later, id, now) => Asks.putOff({ settings: { later }, records }, { id }, at(now));
  const later = { 0: "2026-03-10" };
  assert.deepEqual([off(later, "0", "2026-03-10T23:59"), off(later, "0", "2026-03-11T00:00"), off(later, "1", NOW), off(undefined, "0", NOW)], [true, false, false, false]);
});
