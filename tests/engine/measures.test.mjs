// An answered time is in its fact's own unit, thresholds are in minutes; and an application's end is a turning point.

import assert from "node:assert/strict";
import test from "node:test";
import { engine } from "./support.mjs";

const { Reading } = await engine("decision/situation");

const me = { id: "Ada", name: "Ada", addresses: [], applications: ["Acme"], answers: {} };
const waited = { id: "waited", kind: "number", whose: "person", asked: "on-request", cuts: [1440], days: false, never: false, unknown: 0 };

/** The cell of “waited” where so much was typed. */
function cell(fact, value) {
  const person = { ...me, answers: value === null ? {} : { waited: { value, at: "2026-03-10T09:00:00Z" } } };
  const records = { zone: "UTC", me: {}, applications: {}, rounds: {}, people: { Ada: person } };
  return new Reading({ facts: [fact] }, records, person, null).at(Date.parse("2026-03-11T09:00:00Z")).cellAt(0);
}

test("an answered time is compared in minutes", () => {
  const hours = { ...waited, unit: "hours", minutes: 60 };
  assert.deepEqual(["23", "24", "25", null].map((value) => cell(hours, value)), [0, 1, 2, 0]);
  const days = { ...waited, unit: "days", minutes: 1440 };
  assert.deepEqual(["0.5", "1", "2"].map((value) => cell(days, value)), [0, 1, 2]);
});

test("a number of anything else is compared as it is", () => {
  const rings = { ...waited, unit: "rings", cuts: [2] };
  assert.deepEqual(["1", "2", "3"].map((value) => cell(rings, value)), [0, 1, 2]);
});

test("an application's end is an instant at which answers may change", () => {
  const outcome = { id: "outcome", kind: "choice", whose: "application", asked: "on-request", values: ["open", "hired"], unknown: "open", closes: ["hired"] };
  const end = "2026-03-12T09:00:00Z";
  const application = { id: "Acme", answers: { outcome: { value: "hired", at: end } } };
  const records = { zone: "UTC", me: {}, applications: { Acme: application }, rounds: {}, people: { Ada: me } };
  const reading = new Reading({ facts: [outcome] }, records, me, application);
  const from = Date.parse("2026-03-10T00:00:00Z");
  assert.deepEqual(reading.turningPoints(from, from + 28 * 86_400_000), [Date.parse(end)]);
});
