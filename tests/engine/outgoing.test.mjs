// An application as a calendar's file: what comes, under ids that last, with names only if they are asked for.

import assert from "node:assert/strict";
import test from "node:test";
import { at, entered } from "./records.mjs";
import { bundled, core, engine } from "./support.mjs";

const Ics = await engine("ics");
const Outgoing = await engine("outgoing");
const text = bundled("text.en");

const PEOPLE = { p1: [["a1"], {}, "Ada Stone; of, the Ö-works"] };
const records = (start = "2026-03-10T14:00", status = "") => {
  const made = entered({ a1: {} }, [["a1", start, ["p1"], status]], PEOPLE);
  made.applications.a1.company = "Harbour Works of a very long name that goes on and on, and then some";
  return made;
};
const file = (made, now = "2026-03-09T10:00", names = true) =>
  Outgoing.file(core, text, made, made.applications.a1, { names, now: at(now) });
const read = (ics) => Ics.read(ics, { zone: "Europe/Berlin", isMe: () => false, names: core.names }).events;

test("interviews, changes of advice and thanks due stand in it, each at its instant", () => {
  const found = Object.fromEntries(read(file(records())).map(({ key, start }) => [key.split("@")[0], start]));
  assert.deepEqual(found, {
    "round-0": "2026-03-10T14:00",
    "change-p1-caution-1": "2026-03-13T15:00",
    "thanks-p1": "2026-03-11T15:00",
  });
});

test("a second file has the same ids and a later version, a move another time, a cancelled one its state", () => {
  const [first, second] = [read(file(records())), read(file(records("2026-03-12T10:00"), "2026-03-09T10:01"))];
  assert.deepEqual(second.map(({ key }) => key), first.map(({ key }) => key));
  assert.ok(second.every(({ sequence }, i) => sequence > first[i].sequence));
  assert.equal(second[0].start, "2026-03-12T10:00");
  assert.equal(read(file(records(undefined, "cancelled")))[0].cancelled, true);
});

test("without names it names nobody and no company", () => {
  const bare = file(records(), undefined, false);
  for (const word of ["Ada", "Stone", "Harbour", "LOCATION", "DESCRIPTION", "ATTENDEE"]) assert.ok(!bare.includes(word), word);
});

test("its lines are as the standard has them", () => {
  const ics = file(records());
  assert.ok(ics.endsWith("\r\n") && !/[^\r]\n/u.test(ics));
  for (const line of ics.split("\r\n")) assert.ok(new TextEncoder().encode(line).length <= 75, line);
  assert.ok(ics.replaceAll("\r\n ", "").includes("Ada Stone\\; of\\, the Ö-works"));
});
