// Taking back: what would stand had it not been done.

import assert from "node:assert/strict";
import test from "node:test";
import { entered, iso, stored } from "./records.mjs";
import { core, engine, howMany } from "./support.mjs";

const Edits = await engine("records/edits");
const Undo = await engine("records/undo");
const Records = await engine("records/records");

/** What a change of the records notes; the records are changed in place. */
function done(records, change) {
  const before = structuredClone(records);
  change(records);
  return Undo.difference(before, records);
}
const sound = (records) => ({ ...Records.validated(core, records).records, zone: "Europe/Berlin" });
const forget = (id) => (records) => Edits.forget(records, sound(records), id);

test("A2 a taking back leaves in an interview who was put into it since", () => {
  const records = stored(entered({ a1: {} }, [["a1", "2026-03-10T14:00", ["p1", "p2"]]], { p1: [["a1"]], p2: [["a1"]] }));
  const deleted = done(records, (all) => Edits.removePerson(all, "p1"));
  records.people.p3 = { name: "Cleo", answers: {} };
  records.rounds[0].who.push("p3");
  Undo.takeBack(records, deleted);
  assert.deepEqual(records.rounds[0].who, ["p1", "p2", "p3"]);
  assert.deepEqual(Object.keys(records.people), ["p1", "p2", "p3"]);
});

test("A2 two deletions taken back in the order they were made", () => {
  const records = stored(entered({ a1: {} }, [["a1", "2026-03-10T14:00", ["p1", "p2"]]], { p1: [["a1"]], p2: [["a1"]] }));
  const [one, two] = ["p1", "p2"].map((id) => done(records, (all) => Edits.removePerson(all, id)));
  Undo.takeBack(records, one);
  Undo.takeBack(records, two);
  assert.deepEqual(records.rounds[0].who.toSorted(), ["p1", "p2"]);
});

test("A2 a forgotten company comes back, and one joined since stays", () => {
  const records = stored(entered({ a1: {}, a2: {} }, [], { p1: [["a1", "a2"]] }));
  const forgotten = done(records, forget("a1"));
  records.applications.a3 = { company: "Third", answers: {} };
  records.people.p1.applications.push("a3");
  Undo.takeBack(records, forgotten);
  assert.deepEqual(records.people.p1.applications.toSorted(), ["a1", "a2", "a3"]);
});

test("A3 what was added to an import's entries since stays, with all it refers to", () => {
  const records = stored(entered({ a1: {} }));
  const imported = done(records, (all) => {
    all.applications.a9 = { company: "Glen", answers: {} };
    all.rounds.r9 = { application: "a9", start: "2026-03-10T14:00", zone: "Europe/Berlin", who: ["p9"] };
    all.people.p9 = { name: "Dan", applications: ["a9"], answers: {} };
    all.people.p8 = { name: "Eva", applications: ["a9"], answers: {} };
  });
  records.rounds.r10 = { application: "a9", start: "2026-03-17T14:00", zone: "Europe/Berlin", who: ["p9"] };
  const whole = structuredClone(records);
  const back = done(records, (all) => Undo.takeBack(all, imported));
  assert.deepEqual(Object.keys(records.people), ["p1", "p9"]);
  assert.deepEqual(Object.keys(records.applications), ["a1", "a9"]);
  assert.deepEqual(Object.keys(records.rounds), ["r10"]);
  assert.deepEqual(Records.validated(core, records).problems, []);
  Undo.takeBack(records, back);
  assert.deepEqual(records, whole);
});

test("a change that was changed again stays", () => {
  const records = stored(entered({ a1: {} }));
  const renamed = done(records, (all) => { all.applications.a1.company = "Harbour"; });
  records.applications.a1.company = "Harbour Works";
  Undo.takeBack(records, renamed);
  assert.equal(records.applications.a1.company, "Harbour Works");
});

test("C4 a round of an earlier format comes back in the present one", () => {
  const records = stored(entered({ a1: {} }));
  const noted = [{ path: ["rounds", "r1"], was: { application: "a1", start: "2026-03-10T14:00", zone: "Europe/Berlin", who: [], status: "" } }];
  Undo.takeBack(records, Undo.migrated(records, noted, undefined));
  assert.deepEqual(Records.validated(core, records).problems, []);
  assert.ok(!("status" in records.rounds.r1));
});

test("C13 somebody whom a damaged round of another company names is not forgotten", () => {
  const records = stored(entered({ a1: {}, a2: {} }, [["a1", "2026-03-10T14:00", ["p1"]], ["a2", "2026-03-11T14:00", ["p1"]]], { p1: [["a1"]] }));
  records.rounds[1].zone = "Mars/Base";
  forget("a1")(records);
  assert.deepEqual(Object.keys(records.people), ["p1"]);
});

test("somebody of a damaged company is not forgotten with another one, and stays in theirs", () => {
  for (const both of [["a1", "a2"], ["a2", "a1"]]) {
    const records = stored(entered({ a1: {}, a2: {}, a3: {} }, [], { p1: [both], p2: [["a1", "a3"]], p3: [["a1"]], p4: [["gone", "a1"]] }));
    records.applications.a2.company = 7;
    forget("a1")(records);
    assert.deepEqual(Object.entries(records.people).map(([id, { applications }]) => [id, applications]), [["p1", ["a2"]], ["p2", ["a3"]]]);
  }
});

test("a company is forgotten with its damaged interviews, and those whom they alone name", () => {
  const records = stored(entered({ a1: {}, a2: {} }, [["a1", "2026-03-10T14:00", ["p1"]], ["a2", "2026-03-11T14:00", []]], { p1: [["a1"]] }));
  records.rounds[0].zone = "Mars/Base";
  records.rounds.none = null;
  forget("a1")(records);
  assert.deepEqual([Object.keys(records.rounds), Object.keys(records.people)], [["1", "none"], []]);
});

test("C5 an answer or a profile for a name of an object's own goes nowhere", () => {
  const records = stored(entered({ a1: {} }));
  const fact = core.facts.find(({ id }) => id === "thanked");
  const before = structuredClone(records);
  Edits.answer(records, fact, { person: "__proto__" }, "yes", iso("2026-03-10T10:00"));
  Edits.confirm(records, "__proto__", "ada", true);
  assert.deepEqual(records, before);
  assert.ok(!("answers" in Object.prototype) && !("profiles" in Object.prototype));
});

/** A generator that gives the same numbers each time (mulberry32). */
function generator(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Deeds that do not undo each other, drawn at random; each names what it is about, so that it can be done again. */
function deed(random, step) {
  const pick = (all) => all[Math.floor(random() * all.length)];
  const id = pick(["0", "1", "2"]);
  const kinds = {
    forget: (all) => { if (`a${id}` in all.applications) forget(`a${id}`)(all); },
    remove: (all) => Edits.removePerson(all, `p${id}`),
    person: (all) => {
      all.people[`new${step}`] = { name: `New ${step}`, applications: [], answers: {} };
      if (id in all.rounds) all.rounds[id].who = [...all.rounds[id].who, `new${step}`];
    },
    role: (all) => { for (const one of Object.values(all.applications)) one.role = `role ${step}`; },
    answer: (all) => Edits.answer(all, core.facts.find((f) => f.id === "thanked"), { person: `p${id}` }, "yes", iso("2026-03-12T10:00")),
  };
  return kinds[pick(Object.keys(kinds))];
}

const start = () =>
  stored(
    entered(
      { a0: {}, a1: {}, a2: {} },
      [["a0", "2026-03-10T14:00", ["p0", "p1"]], ["a1", "2026-03-11T14:00", ["p1", "p2"]], ["a2", "2026-03-12T14:00", ["p0", "p2"]]],
      { p0: [["a0", "a2"]], p1: [["a0", "a1"]], p2: [["a1", "a2"]] },
    ),
  );

const HISTORIES = howMany(300, { full: 10_000 });

test(`${HISTORIES} random histories: all taken back from the last to the first is what there was, byte for byte`, () => {
  const random = generator(7);
  for (let round = 0; round < HISTORIES; round++) {
    const records = start();
    const before = JSON.stringify(records);
    const notes = Array.from({ length: 1 + Math.floor(random() * 6) }, (_, step) => done(records, deed(random, step)));
    for (const note of notes.reverse()) Undo.takeBack(records, note);
    assert.equal(JSON.stringify(records), before);
  }
});

/** Lists of ids as sets, and no order of keys. */
const plain = (value) =>
  Array.isArray(value)
    ? value.map(plain).toSorted()
    : value && typeof value === "object"
      ? Object.fromEntries(Object.keys(value).toSorted().map((key) => [key, plain(value[key])]))
      : value;

test(`${HISTORIES} random histories: any one taken back is what would stand had it not been done`, () => {
  const random = generator(11);
  let compared = 0;
  for (let round = 0; round < HISTORIES; round++) {
    const deeds = Array.from({ length: 2 + Math.floor(random() * 4) }, (_, step) => deed(random, step));
    const undone = Math.floor(random() * deeds.length);
    const records = start();
    const notes = deeds.map((one) => done(records, one));
    const without = start();
    const others = deeds.map((one, i) => (i === undone ? [] : done(without, one)));
    Undo.takeBack(records, notes[undone]);
    // Two deeds that delete or write the same thing both wanted it so.
    const touched = (note) => note.map(({ path }) => path.slice(0, 2).join(" "));
    const own = touched(notes[undone]);
    const alone = deeds.every((_, i) => i === undone || ![...touched(notes[i]), ...touched(others[i])].some((path) => own.includes(path)));
    assert.deepEqual(Records.validated(core, records).problems, []);
    if (!alone) continue;
    assert.deepEqual(plain(records), plain(without));
    compared += 1;
  }
  assert.ok(compared > HISTORIES / 8, String(compared));
});

test("whoever comes back into a list stands behind whom they stood behind", () => {
  const PEOPLE = { p1: [["a1"]], p2: [["a1"]], p3: [["a1"]], p4: [["a1"]] };
  for (const gone of Object.keys(PEOPLE)) {
    const records = stored(entered({ a1: {} }, [["a1", "2026-03-10T14:00", Object.keys(PEOPLE)]], PEOPLE));
    const deleted = done(records, (all) => Edits.removePerson(all, gone));
    records.rounds[0].who.push("p5");
    Undo.takeBack(records, deleted);
    assert.deepEqual(records.rounds[0].who, [...Object.keys(PEOPLE), "p5"], gone);
  }
});
