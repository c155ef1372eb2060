// The question that makes a name a profile: the same wherever it stands, and as long as it stands.

import assert from "node:assert/strict";
import test from "node:test";
import { at, entered } from "./records.mjs";
import { core, engine } from "./support.mjs";

globalThis.navigator ??= { language: "en-GB", languages: ["en-GB"] };
const Beside = await engine("advice/beside");
const Namesakes = await engine("people/namesakes");

/** Hana is met on Tuesday, 10 March, and on Friday, each time at noon for an hour. */
const hana = (days = ["2026-03-10", "2026-03-13"]) =>
  entered({ a1: {} }, days.map((day) => ["a1", `${day}T12:00`, ["p1"]]), { p1: [["a1"], {}, "Hana Novak"] });
const asks = (now, records = hana(), locale = "en") =>
  Namesakes.about(core, locale, records, [records.people.p1], at(now)).face.words;

test("one question holds all day, but for the hour in which one meets", () => {
  assert.equal(asks("2026-03-09T20:00"), "Is this the Hana you meet on Tuesday?");
  assert.equal(asks("2026-03-10T09:00"), "Is this the Hana you meet today?");
  assert.equal(asks("2026-03-10T14:00"), "Is this the Hana you met today?");
  assert.deepEqual(["12:59", "13:00"].map((hour) => asks(`2026-03-10T${hour}`)), ["Is this the Hana you meet today?", "Is this the Hana you met today?"]);
  for (const hour of ["00:01", "11:59", "12:01", "23:59"])
    assert.equal(asks(`2026-03-11T${hour}`), "Is this the Hana you met on Tuesday?");
  for (const hour of ["00:01", "11:59", "12:01", "23:59"])
    assert.equal(asks(`2026-03-12T${hour}`), "Is this the Hana you meet on Friday?");
});

test("a page asks anew as soon as the words are others", () => {
  const clue = { slug: "hana", opaque: null, member: null, name: null, how: "address", own: [], names: ["Hana Novak"], marks: [] };
  const names = { same: (a, b) => a === b, differ: (a, b) => a !== b };
  const page = { owners: { profile: { opaque: "ACoAA" } } };
  for (const now of ["2026-03-10T09:00", "2026-03-10T12:30", "2026-03-11T11:00"]) {
    const scene = { core, page, records: hana(), settings: {}, silenced: [], form: (name) => [name], names, now: at(now) };
    const { owner, until } = Beside.owner(scene, clue);
    assert.equal(Beside.owner(scene, { ...clue, names: ["Zed Other"] }).owner ?? null, null, "a name of nobody asks nothing");
    for (let later = scene.now; later < until; later += 15 * 60_000)
      assert.equal(Namesakes.about(core, "en", scene.records, [scene.records.people.p1], later).face.words, owner.face.words, now);
  }
});

test("a day more than a week away is written as days are elsewhere", async () => {
  const DateWords = await engine("words/datewords");
  const [now, records] = ["2026-03-01T09:00", hana(["2026-03-19"])];
  assert.equal(asks(now, records), `Is this the Hana you meet on ${DateWords.date(at("2026-03-19T12:00"), at(now), "en", records.zone)}?`);
});

test("whose profile it may be by its name is asked of those alone of whom nothing says otherwise", async () => {
  const People = await engine("people/people");
  const records = entered({ a1: {} }, [], { p1: [["a1"], {}, "Hana Novak"], p2: [["a1"], {}, "Hana Novak"], p3: [["a1"], {}, "Hana Novak"], p4: [["a1"], {}, "Ben Okafor"] });
  const asked = () => People.candidates({ ...records }, { slug: "hana", opaque: null, member: null }, ({ name }) => name === "Hana Novak").map(({ id }) => id);
  assert.deepEqual(asked(), ["p1", "p2", "p3"]);
  records.people.p1.otherProfiles = ["hana"];
  assert.deepEqual(asked(), ["p2", "p3"], "it was said that it is not theirs");
  records.people.p2.profiles = ["hana-old"];
  assert.deepEqual(asked(), ["p3"], "of p2 another address is known");
  records.people.p3.otherProfiles = ["hana"];
  assert.deepEqual(asked(), ["p2"], "which may be an old one");
  records.people.p2.aliases = { "hana-old": ["member:7"] };
  assert.deepEqual(asked(), [], "unless it was seen");
});

test("nobody is asked about of whom nothing would be said: all that they were met for is long over", async () => {
  const clue = { slug: "hana", opaque: null, member: null, name: null, how: "address", own: [], names: ["Hana Novak"], marks: [] };
  const names = { same: (a, b) => a === b, differ: (a, b) => a !== b };
  const page = { owners: { profile: { opaque: "ACoAA" } } };
  const over = { outcome: ["rejected", "2025-01-20T10:00"] };
  const old = ["a0", "2025-01-10T12:00", ["p0"]];
  const asked = (applications, rounds, people) => {
    const records = entered(applications, rounds, people);
    const scene = { core, page, records, settings: {}, silenced: [], form: (name) => [name], names, now: at("2026-03-09T10:00") };
    return Beside.owner(scene, clue).owner?.face.words ?? null;
  };
  const p0 = [["a0"], {}, "Hana Novak"];
  assert.equal(asked({ a0: over }, [old], { p0 }), null);
  // The same human met again and entered twice: the question is about what is ahead.
  const ahead = ["a1", "2026-03-10T12:00", ["p1"]];
  const twice = { p0, p1: [["a1"], {}, "Hana Novak"] };
  assert.equal(asked({ a0: over, a1: {} }, [old, ahead], twice), "Is this the Hana you meet on Tuesday?");
});
