// Reminders: when one falls due, what holds it back, and when the worker has something to do next.

import assert from "node:assert/strict";
import test from "node:test";
import { at, entered, iso } from "./records.mjs";
import { core, engine } from "./support.mjs";

const Remind = await engine("today/remind");

const MINUTE = 60_000;
const DUE = "2026-03-11T15:00";
/** Ada, met on Tuesday, 10 March, until 15:00, of whom one is to be reminded a day later. */
function reminded({ a1 = {}, a2, given, due = DUE } = {}) {
  const records = entered({ a1, ...(a2 && { a2 }) }, [["a1", "2026-03-10T14:00", ["p1"]]]);
  records.people.p1.reminder = { verdict: "wait", due: iso(due), ...(given && { given: iso(given) }) };
  return records;
}
const due = (records, now, settings = {}) => Remind.due(core, records, settings, now);

test("a reminder is due from its instant on, and late ten minutes after it", () => {
  assert.deepEqual(due(reminded(), at(DUE) - 1), []);
  const [one] = due(reminded(), at(DUE));
  assert.deepEqual([one.person.id, one.due, one.late, one.given], ["p1", at(DUE), false, false]);
  assert.equal(due(reminded(), at(DUE) + 10 * MINUTE - 1)[0].late, false);
  assert.equal(due(reminded(), at(DUE) + 10 * MINUTE)[0].late, true);
  assert.equal(due(reminded({ given: DUE }), at(DUE) + MINUTE)[0].given, true);
  assert.deepEqual(due(entered({ a1: {} }), at(DUE)), [], "who has none is due for none");
});

test("an interview, a pause and the days after a no hold it back", () => {
  const talk = reminded();
  talk.rounds[1] = { id: "1", application: "a1", start: "2026-03-11T15:10", zone: "Europe/Berlin", who: ["p1"] };
  assert.deepEqual(due(talk, at(DUE)), []);
  assert.equal(due(talk, at("2026-03-11T16:10")).length, 1);
  assert.deepEqual(due(reminded(), at(DUE), { pausedUntil: at(DUE) + 1 }), []);
  const no = { outcome: ["rejected", "2026-03-11T10:00"] };
  assert.deepEqual(due(reminded({ a1: no }), at("2026-03-13T09:59")), []);
  assert.equal(due(reminded({ a1: no }), at("2026-03-13T10:00")).length, 1);
});

test("the worker wakes for what comes first, and for nothing where nobody is to be reminded", () => {
  const wakes = (records, now, settings = {}) => Remind.wakesAt(core, records, settings, at(now));
  assert.equal(wakes(reminded(), "2026-03-10T16:00"), at(DUE));
  assert.equal(wakes(reminded(), "2026-03-10T13:00"), at("2026-03-10T13:45"), "quiet begins before an interview");
  assert.equal(wakes(reminded(), "2026-03-10T14:00"), at("2026-03-10T15:00"), "and ends with it");
  assert.equal(wakes(reminded(), DUE), null);
  const paused = { pausedUntil: at("2026-03-12T09:00") };
  assert.equal(wakes(reminded(), DUE, paused), at("2026-03-12T09:00"));
  assert.equal(wakes(entered({ a1: {} }, [["a1", "2026-03-10T14:00", ["p1"]]]), "2026-03-10T13:00", paused), null);
  // Two said no: the later one's days count.
  const no = (when) => ({ outcome: ["rejected", when] });
  assert.equal(wakes(reminded({ a1: no("2026-03-11T10:00"), a2: no("2026-03-11T12:00") }), "2026-03-11T16:00"), at("2026-03-13T12:00"));
});

test("one that was given stays so, unless the clock was ahead then; one under another verdict goes", () => {
  const records = entered({ a1: {} }, [["a1", "2026-03-10T14:00", ["p1"]]]);
  const settled = (reminder, now) => Remind.settled(core, records, records.people.p1, reminder, at(now));
  const before = Remind.next(core, records, records.people.p1, at("2026-03-10T16:00"));
  assert.equal(before.verdict, "wait");
  assert.deepEqual(settled(before, "2026-03-10T17:00"), before);
  assert.equal(settled({ ...before, verdict: "caution" }, "2026-03-10T17:00"), null);
  const given = { ...before, given: before.due };
  const after = new Date(Date.parse(before.due) + MINUTE);
  const said = Remind.settled(core, records, records.people.p1, given, after.getTime());
  assert.deepEqual(said, given);
  assert.deepEqual(settled({ ...before, given: iso("2026-03-10T16:30") }, "2026-03-10T17:00"), before, "due at another hour since");
  assert.deepEqual(settled(given, "2026-03-10T17:00"), before, "given before it is due: by a clock that was ahead");
});
