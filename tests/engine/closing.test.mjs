// An answer that ends an application: what of it was still ahead does not take place, and one taking back brings both back.

import assert from "node:assert/strict";
import test from "node:test";
import { at, entered, iso, said, stored, ZONE } from "./records.mjs";
import { core, engine } from "./support.mjs";

const Asks = await engine("today/asks");
const Edits = await engine("records/edits");
const Records = await engine("records/records");
const Situation = await engine("decision/situation");
const Undo = await engine("records/undo");

const outcome = Situation.factOf(core, "outcome");
const NO = "2026-03-08T18:00";
const sound = (records) => ({ ...Records.validated(core, records).records, zone: ZONE });
const tell = (records, value, when = NO) => Edits.answer(records, outcome, { application: "a1" }, value, iso(when));
/** An interview at the first company is over, one is ahead, and one at another company. */
const rounds = () => [
  ["a1", "2026-03-05T14:00", ["p1"]],
  ["a1", "2026-03-10T14:00", ["p1"]],
  ["a2", "2026-03-10T16:00", ["p1"]],
];
const begun = (its = rounds()) => stored(entered({ a1: {}, a2: {} }, its));
const statuses = ({ rounds }) => Object.values(rounds).map(({ status }) => status);

for (const value of outcome.closes)
  test(`what is ahead is off once an application has ended: ${value}`, () => {
    const records = begun();
    assert.deepEqual(tell(records, value), ["1"]);
    assert.deepEqual(statuses(records), [undefined, "cancelled", undefined]);
  });

for (const value of outcome.values.filter((one) => !outcome.closes.includes(one)))
  test(`what is ahead stays as long as an application goes on: ${value}`, () => {
    const records = begun();
    assert.deepEqual(tell(records, value), []);
    assert.deepEqual(statuses(records), [undefined, undefined, undefined]);
  });

test("whom one was to meet after the no is never taken to have been met", () => {
  const records = stored(entered({ a1: {} }, [["a1", "2026-03-10T14:00", ["p1"]]]));
  tell(records, "rejected");
  const later = at("2026-03-13T09:00");
  assert.deepEqual([...Asks.afterRounds(core, sound(records), later)], []);
  assert.deepEqual(said(sound(records), "2026-03-13T09:00"), said(sound(records), "2026-03-08T19:00"));
});

test("one taking back brings the answer and the interviews back", () => {
  const records = begun();
  const before = structuredClone(records);
  tell(records, "rejected");
  Undo.takeBack(records, Undo.difference(before, records));
  assert.deepEqual(records, before);
});

test("the day of the no counts: what took place before it stays, and what is known to have taken place", () => {
  const its = [...rounds(), ["a1", "2026-03-07T10:00", ["p1"], "took-place"], ["a1", "2026-03-07T12:00", ["p1"]]];
  const records = begun(its);
  assert.deepEqual(tell(records, "rejected", "2026-03-06T23:59"), ["1", "4"]);
});

test("an interview that is entered after the no is not touched", () => {
  const records = begun();
  tell(records, "rejected");
  records.rounds.later = { application: "a1", start: "2026-03-20T10:00", zone: ZONE, who: ["p1"] };
  Edits.answer(records, Situation.factOf(core, "thanked"), { person: "p1" }, "yes", iso("2026-03-09T10:00"));
  assert.equal(records.rounds.later.status, undefined);
});

test("an interview that can't be read stays as it is", () => {
  const records = begun();
  records.rounds.broken = { application: "a1", start: "soon" };
  assert.deepEqual(tell(records, "withdrew"), ["1"]);
  assert.deepEqual(records.rounds.broken, { application: "a1", start: "soon" });
});
