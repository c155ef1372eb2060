// One human, one entry: who is looked up, what may be entered twice, and what joining does.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import vm from "node:vm";
import { at, entered, iso, stored } from "./records.mjs";
import { bundled, core, engine, howMany } from "./support.mjs";

const Beside = await engine("advice/beside");
const Undo = await engine("records/undo");
const Join = await engine("records/join");
const Lookup = await engine("people/lookup");
const Records = await engine("records/records");
const Timeline = await engine("decision/timeline");

// The words take their plural from the language of the browser.
globalThis.navigator ??= { language: "en-GB", languages: ["en-GB"] };
// A classic script, as LinkedIn's page runs it.
vm.runInThisContext(readFileSync(new URL("../../extension/shared/names.js", import.meta.url), "utf-8"));
const page = bundled("page");
const form = Lookup.typed(core.names, Names.of(page.names).forms);
const sound = (records) => ({ ...Records.validated(core, records).records, zone: "Europe/Berlin" });
const ids = (people) => people.map(({ id }) => id);

const RITA = { p1: [["a1"], {}, "Ada Stone"], p2: [["a1"], {}, "Rita Moss"], p3: [["a2"], {}, "Eva Lindt"], p4: [["a2"], {}, "Rita Moss"] };
/** F1: Rita is entered for both companies, with one address. */
function twice(addresses = ["rita-moss", "rita-moss"]) {
  const records = stored(entered({ a1: {}, a2: {} }, [["a1", "2026-03-05T10:00", ["p1", "p2"]], ["a2", "2026-03-09T11:00", ["p3", "p4"]]], RITA));
  [records.people.p2, records.people.p4].forEach((one, i) => { if (addresses[i]) one.profiles = [addresses[i]]; });
  return records;
}

test("the same address is the same human; the same name is asked about", () => {
  const records = sound(twice(["rita-moss", null]));
  const look = (name, slug) => {
    const { known, asked, apart } = Lookup.person(records, { name, slug }, form);
    return [known?.id ?? null, ids(asked), apart];
  };
  assert.deepEqual(look("Somebody", "rita-moss"), ["p2", [], false]);
  for (const name of ["Rita Moss", "rita moss", "Moss, Rita", "Dr. Rita Moss", "Rïta Moss, MBA"])
    assert.deepEqual(look(name, null), [null, ["p4", "p2"], false], name);
  assert.deepEqual(look("Rita Moss", "rita-moss-99"), [null, ["p4", "p2"], false]);
  assert.deepEqual(look("Rita Stone", null), [null, [], false]);
  assert.deepEqual(look("", null), [null, [], false]);
});

test("a name that some write out is asked about, and one that is only near it is not", () => {
  const records = sound(twice(["rita-moss", null]));
  const look = (entered, typed) => {
    records.people.p2.name = entered;
    const { known, asked } = Lookup.person(records, { name: typed, slug: "somebody-else" }, form);
    const people = Object.values(records.people);
    return [known, ids(asked), ids(Lookup.others(sound({ ...records }), records.people.p2, form))];
  };
  for (const [one, other] of [
    ["Ulrike Köhler", "Ulrike Koehler"], ["Ina Müller", "Ina Mueller"], ["Jörg Müller", "Joerg Mueller"], ["Søren Ågård", "Soeren Aagaard"],
    ["Ulrike Köhler", "Ulrike Kohler"], ["Eva Groß", "Eva Gross"], ["Kjær, Åse", "Aase Kjaer"], ["Ko\u0308hler, Ute", "Ute KOEHLER, MBA"],
  ])
    for (const [entered, typed] of [[one, other], [other, one]]) assert.deepEqual(look(entered, typed), [null, ["p2"], []], `${entered}, ${typed}`);
  for (const [entered, typed] of [["Sue Lee", "Su Lee"], ["Joel Moss", "Jol Moss"], ["Ute Koehler", "Ute Kohler"], ["…", "!"]])
    assert.deepEqual(look(entered, typed)[1], [], `${entered}, ${typed}`);
});

test("on a profile whose name is written out it is asked who it is", () => {
  const records = sound(twice([null, null]));
  records.people.p2.name = "Köhler, Ulrike";
  const scene = { core, page, records, silenced: [], settings: {}, form: Names.of(page.names).forms, names: Names.of(page.names), now: at("2026-03-04T09:00") };
  const asked = (name) => {
    const clue = { slug: "ulrike-9", opaque: null, member: null, name: null, how: "address", own: [], names: [name], marks: [] };
    assert.equal(Beside.person(scene, clue), null, "by its spelling nobody is known");
    return ids(Beside.question(scene, clue)?.people ?? []);
  };
  assert.deepEqual([asked("Ulrike Koehler"), asked("Ulrike Kohler"), asked("Ulrike Koeler")], [["p2"], ["p2"], []]);
});

test("of two who are spelt alike neither speaks for the other, and whether they are one is asked", () => {
  const records = sound(twice([null, null]));
  records.people.p2.name = "Ulrike Köhler";
  records.people.p4.name = "Ulrike Koehler";
  assert.deepEqual(Lookup.twice(records, form).map(ids), [["p2", "p4"]]);
  assert.deepEqual(Lookup.others(records, records.people.p2, form), []);
});

test("somebody with the name and another address is asked about as such", () => {
  const records = sound(twice(["rita-moss", "rita-moss"]));
  assert.equal(Lookup.person(records, { name: "Rita Moss", slug: "rita-moss-99" }, form).apart, true);
});

test("a company is known by its name, however it is written", () => {
  const records = sound(stored(entered({ a1: {}, a2: {} })));
  records.applications.a1.company = "Harbour Works Ltd.";
  records.applications.a2.company = "Fable & Sons";
  const found = (typed) => ids(Lookup.applications(records, typed));
  for (const typed of ["Harbour Works", "harbour works", "HARBOUR WORKS LTD", "Harbour-Works Limited", "harb"]) assert.deepEqual(found(typed), ["a1"], typed);
  for (const typed of ["Fable and Sons", "fable & sons GmbH"]) assert.deepEqual(found(typed), ["a2"], typed);
  records.applications.a2.company = "Müller & Söhne GmbH";
  for (const typed of ["Mueller", "Müller & Soehne", "muller", "MUELLER"]) assert.deepEqual(found(typed), ["a2"], typed);
  for (const [one, other] of [["Müller & Söhne", "Mueller & Soehne"], ["Müller", "Muller AG"], ["Straßenbau", "Strassenbau"], ["Ørsted", "Oersted AS"]])
    assert.ok(Lookup.sameCompany(one, other) && Lookup.sameCompany(other, one), one);
  for (const [one, other] of [["Muller", "Mueller"], ["Boeing", "Boing"], ["", ""]]) assert.ok(!Lookup.sameCompany(one, other), one);
  assert.ok(Lookup.namesCompany("Interview at Mueller GmbH, Berlin", "Müller"));
  assert.ok(!Lookup.namesCompany("Interview at Muellerstadt", "Müller"));
  for (const typed of ["", "Works", "Harbourside"]) assert.deepEqual(found(typed), [], typed);
});

test("F1 while two entries may be one human the more careful advice stands, never none", () => {
  const clue = { slug: "rita-moss", opaque: null, member: null, name: null, how: "link", own: ["slug"], names: ["Rita Moss"], marks: [] };
  for (const addresses of [["rita-moss", "rita-moss"], ["rita-moss", null], [null, "rita-moss"]]) {
    const records = sound(twice(addresses));
    for (const now of ["2026-03-05T11:30", "2026-03-07T12:00", "2026-03-09T11:30", "2026-03-20T12:00"]) {
      const scene = { core, page, form, settings: {}, records, silenced: [], now: at(now) };
      const care = (one) => core.verdicts.findIndex(({ id }) => id === Timeline.at(core, records, one, at(now)).verdict);
      const found = Beside.person(scene, clue);
      assert.ok(found, now);
      assert.equal(care(found), Math.max(care(records.people.p2), care(records.people.p4)), now);
    }
  }
});

test("two of whom the person said that they are two are two", () => {
  const records = twice(["rita-moss", null]);
  assert.deepEqual(Lookup.twice(sound(records), form).map(ids), [["p2", "p4"]]);
  Join.apart(records, "people", "p2", "p4");
  assert.deepEqual(Lookup.twice(sound(records), form), []);
  assert.deepEqual(records.people.p4.otherProfiles, ["rita-moss"]);
});

test("applications are entered twice where company and role are one", () => {
  const records = stored(entered({ a1: {}, a2: {}, a3: {} }));
  for (const id of ["a1", "a2", "a3"]) records.applications[id].company = "Harbour Works";
  records.applications.a3.role = "Lead";
  assert.deepEqual(Lookup.companiesTwice(sound(records)).map(ids), [["a1", "a2"]]);
  Join.applications(records, "a1", "a2");
  assert.deepEqual(Object.keys(records.applications), ["a1", "a3"]);
  assert.deepEqual(Records.validated(core, records).problems, []);
});

/** One interview that was entered for two applications of one company: by hand, and from a calendar. */
function entry(byHand = {}, fromCalendar = {}) {
  const records = stored(entered({ a1: {}, a2: {} }, [["a1", "2026-03-10T14:00", ["p1"]], ["a2", "2026-03-10T14:00", ["p2"]]], { p1: [["a1"]], p2: [["a2"]] }));
  Object.assign(records.rounds[0], byHand);
  Object.assign(records.rounds[1], { end: "2026-03-10T15:00", title: "Talk", event: "E", sequence: 2 }, fromCalendar);
  return records;
}

test("of one interview that was entered for two applications all that is known of either stays", () => {
  const reviewed = iso("2026-03-10T16:00");
  for (const [byHand, fromCalendar, left] of [
    [{}, { status: "took-place", reviewed, passed: ["asked"] }, { status: "took-place", reviewed, passed: ["asked"] }],
    [{ status: "took-place", reviewed, passed: ["thanked"] }, { passed: ["asked"] }, { status: "took-place", reviewed, passed: ["thanked", "asked"] }],
    [{ status: "moved" }, { status: "cancelled" }, { status: "cancelled" }],
    [{ status: "cancelled" }, { status: "moved" }, { status: "cancelled" }],
    [{ end: "2026-03-10T15:00", title: "Interview" }, { end: undefined }, { title: "Interview" }],
    [{ event: "E", sequence: 5, title: "Interview" }, {}, { sequence: 5, title: "Interview" }],
    [{ start: "2026-03-10T13:00", zone: "Europe/London" }, {}, { start: "2026-03-10T13:00", zone: "Europe/London", end: undefined }],
  ])
    for (const [kept, gone] of [["a1", "a2"], ["a2", "a1"]]) {
      const records = JSON.parse(JSON.stringify(entry(byHand, fromCalendar)));
      Join.applications(records, kept, gone);
      const [round, ...others] = Object.values(records.rounds);
      assert.deepEqual(others, [], JSON.stringify(left));
      const { who, passed = [], ...rest } = round;
      assert.deepEqual([who.toSorted(), rest.application, rest.event], [["p1", "p2"], kept, "E"]);
      assert.deepEqual(passed.toSorted(), (left.passed ?? []).toSorted());
      assert.deepEqual([rest.sequence, rest.status, rest.reviewed], [left.sequence ?? 2, left.status, left.reviewed]);
      // Of two titles, and two ways to write one hour, that of the entry that goes on.
      if (kept === "a1") assert.equal(rest.title, left.title ?? "Talk");
      assert.deepEqual(Records.validated(core, records).problems, []);
    }
});

test("interviews of two calendar entries, of another length, or one of which was called off stay two", () => {
  for (const byHand of [{ event: "F", sequence: 0 }, { end: "2026-03-10T15:30" }, { status: "cancelled" }, { who: "p1" }, { zone: "Mars/Base" }]) {
    const records = entry(byHand);
    Join.applications(records, "a1", "a2");
    assert.deepEqual(Object.values(records.rounds).map(({ application }) => application), ["a1", "a1"], JSON.stringify(byHand));
  }
  const panels = entry();
  panels.rounds[0].application = "a2";
  Join.applications(panels, "a1", "a2");
  assert.equal(Object.keys(panels.rounds).length, 2, "two at one hour that were two before");
});

test("joined, an application is kept, was asked about and is told from others as either was", () => {
  const records = stored(entered({ a1: {}, a2: {}, a3: {}, a4: {} }));
  const { applications } = records;
  Object.assign(applications.a2, { role: "Lead", keep: iso("2026-03-01T10:00"), askedOver: iso("2026-03-02T10:00"), apart: ["a3"] });
  Object.assign(applications.a4, { apart: ["a2"] });
  Join.applications(records, "a1", "a2");
  const { role, keep, askedOver, apart } = applications.a1;
  assert.deepEqual([role, keep, askedOver, apart, applications.a4.apart], ["Lead", iso("2026-03-01T10:00"), iso("2026-03-02T10:00"), ["a3"], ["a1"]]);
});

test("joined, a human stands in both applications, with all that was known", () => {
  const records = twice();
  records.people.p2.answers.thanked = { value: "not-yet", at: "2026-03-05T12:00:00Z" };
  records.people.p4.answers.thanked = { value: "yes", at: "2026-03-06T12:00:00Z" };
  records.people.p4.aliases = { "rita-moss": ["member:7"] };
  Join.people(records, "p2", "p4");
  const rita = sound(records).people.p2;
  assert.deepEqual(rita.applications, ["a1", "a2"]);
  assert.deepEqual(rita.profiles, ["rita-moss"]);
  assert.deepEqual(rita.aliases, { "rita-moss": ["member:7"] });
  assert.equal(rita.answers.thanked.value, "yes");
  assert.deepEqual(records.rounds[1].who, ["p3", "p2"]);
  assert.ok(!("p4" in records.people));
  assert.deepEqual(Records.validated(core, records).problems, []);
});

test("of two entries that one goes on whose profile is known, then that with the longer name, then the first", () => {
  const [ada, full, known] = [{ id: "p1", name: "Ada Stone", profiles: [] }, { id: "p2", name: "Ada B. Stone" }, { id: "p3", name: "Ada", profiles: ["ada"] }];
  assert.deepEqual(ids(Join.byKnown([ada, full, known])), ["p3", "p2", "p1"]);
  const [blank, other] = [{ id: "p4", name: "  Ben Rock  " }, { id: "p5", name: "Ben Stone" }];
  for (const both of [[ada, blank], [blank, ada]]) assert.deepEqual(ids(Join.byKnown(both)), ["p1", "p4"], "blanks make no name longer");
  for (const both of [[ada, other], [other, ada]]) assert.deepEqual(Join.byKnown(both), both);
});

test("nothing is joined with itself, or with what is not there", () => {
  for (const [kept, gone] of [[2, 2], [2, 9], [9, 2], [9, 9]]) {
    const records = twice();
    Join.people(records, `p${kept}`, `p${gone}`);
    Join.applications(records, `a${kept}`, `a${gone}`);
    assert.deepEqual(records, twice(), `${kept} and ${gone}`);
  }
});

test("parted, each has their own company, and nobody asks again", () => {
  const records = twice();
  Join.people(records, "p2", "p4");
  Join.part(records, "p2", "a2", "p9");
  assert.deepEqual(records.rounds[1].who, ["p3", "p9"]);
  assert.deepEqual(Lookup.twice(sound(records), form), []);
  assert.deepEqual(Records.validated(core, records).problems, []);
});

const ROUNDS = howMany(1000, { few: 100 });

test(`${ROUNDS} random joins taken back are what there was, byte for byte`, () => {
  let seed = 5;
  const random = (below) => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return Math.floor((seed / 2147483648) * below);
  };
  for (let round = 0; round < ROUNDS; round++) {
    const records = twice([["rita-moss", null][random(2)], ["rita-moss", "rita-moss-2"][random(2)]]);
    if (random(2)) records.people.p2.apart = ["p3"];
    if (random(2)) records.people.p3.apart = ["p4"];
    if (random(2)) records.people.p4.detail = "boats";
    if (random(2)) records.people.p4.aliases = { "rita-moss": ["member:7"] };
    if (random(2)) records.people.p2.answers.asked = { value: "no", at: "2026-03-05T12:00:00Z" };
    if (random(2)) records.people.p4.answers.asked = { value: "agreed", at: "2026-03-05T13:00:00Z" };
    if (random(2)) records.applications.a2.apart = ["a9"];
    if (random(2)) records.applications.a1.keep = iso("2026-03-01T10:00");
    if (random(2)) {
      for (const field of ["start", "end"]) records.rounds[1][field] = records.rounds[0][field];
      for (const one of [0, 1])
        for (const [field, values] of Object.entries({ status: ["took-place", "moved", "cancelled"], passed: [["asked"], ["thanked"]], reviewed: [iso("2026-03-05T12:00")], title: ["Talk"], sequence: [1, 2], event: ["E", "F"] }))
          if (random(2)) records.rounds[one][field] = values[random(values.length)];
    }
    // As it is stored: what has no value is not there.
    const before = JSON.parse(JSON.stringify(records));
    const people = ["p1", "p2", "p3", "p4"];
    if (random(4) === 0) Join.applications(records, ...[["a1", "a2"], ["a2", "a1"]][random(2)]);
    else Join.people(records, people[random(4)], people[random(4)]);
    assert.deepEqual(Records.validated(core, records).problems, []);
    Undo.takeBack(records, Undo.difference(before, records));
    assert.equal(JSON.stringify(records), JSON.stringify(before));
  }
});

const HISTORIES = howMany(300, { full: 10_000 });

test(`${HISTORIES} random histories of two entries: joined, nothing is lost, and the advice is as careful as that of one of them`, () => {
  let seed = 17;
  const random = (below) => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return Math.floor((seed / 2147483648) * below);
  };
  const pick = (all) => all[random(all.length)];
  const facts = core.facts.filter(({ whose, values, asked }) => whose === "person" && values && asked !== "never");
  const outcome = core.facts.find(({ closes }) => closes);
  const instant = () => `2026-03-${String(1 + random(28)).padStart(2, "0")}T${String(random(24)).padStart(2, "0")}:00:00Z`;
  const care = (records, id, now) => {
    const { verdict } = Timeline.at(core, records, records.people[id], now);
    return core.verdicts.findIndex((one) => one.id === verdict);
  };
  let compared = 0;
  for (let round = 0; round < HISTORIES; round++) {
    const records = twice();
    for (const id of ["p2", "p4"])
      for (let n = random(3); n > 0; n--) {
        const fact = pick(facts);
        records.people[id].answers[fact.id] = { value: pick(fact.values), at: instant() };
      }
    if (random(3) === 0) records.applications[pick(["a1", "a2"])].answers[outcome.id] = { value: pick(outcome.values), at: instant() };
    if (random(4) === 0) records.rounds[pick(["0", "1"])].status = pick(["moved", "cancelled", "took-place"]);
    const now = Date.parse(instant());
    const before = sound(structuredClone(records));
    const [kept, gone] = pick([["p2", "p4"], ["p4", "p2"]]);
    Join.people(records, kept, gone);
    const after = sound(records);
    const joined = after.people[kept];
    assert.deepEqual(joined.applications.toSorted(), ["a1", "a2"]);
    for (const one of Object.values(after.rounds)) assert.ok(one.who.includes(kept));
    for (const id of ["p2", "p4"])
      for (const [fact, { value, at: when }] of Object.entries(before.people[id].answers)) {
        const now = joined.answers[fact];
        assert.ok(now && (now.value === value || Date.parse(now.at) >= Date.parse(when)), `${fact} of ${id}`);
      }
    // What was said of either is said of the one human, and whom one met over one application one has met: the advice may be
    // that of the other entry. Where nothing was said it is never below both.
    if (["p2", "p4"].some((id) => Object.keys(before.people[id].answers).length > 0)) continue;
    compared += 1;
    const both = ["p2", "p4"].map((id) => care(before, id, now));
    assert.ok(care(after, kept, now) >= Math.min(...both), JSON.stringify([before, new Date(now)]));
  }
  assert.ok(compared > HISTORIES / 20, `${compared} compared`);
});

test("of two answers of one instant that of the entry that is kept stays", () => {
  const records = twice();
  const said = (value, at) => ({ asked: { value, at } });
  records.people.p2.answers = said("no", "2026-03-05T12:00:00Z");
  records.people.p4.answers = said("agreed", "2026-03-05T13:00:00+01:00");
  Join.people(records, "p2", "p4");
  assert.equal(records.people.p2.answers.asked.value, "no");
});

test("who is made two stays who they were in interviews of other companies", () => {
  const records = twice();
  records.people.p2.applications = ["a1", "a2"];
  records.rounds[1].who = ["p2", "p3"];
  records.rounds[2] = null;
  Join.part(records, "p2", "a1", "p9");
  assert.deepEqual([records.rounds[0].who, records.rounds[1].who, records.rounds[2]], [["p1", "p9"], ["p2", "p3"], null]);
});

test("two who were said to be two know each other's addresses as not theirs, but for those that both have", () => {
  const records = twice(["rita-moss", "rita-moss-2"]);
  records.people.p4.profiles.push("rita-moss");
  Join.apart(records, "people", "p2", "p4");
  assert.deepEqual([records.people.p2.otherProfiles, records.people.p4.otherProfiles], [["rita-moss-2"], undefined]);
});

test("of those with a name like it the one of that very name and without an address comes first", () => {
  const people = { p1: [["a1"], {}, "Jörg Stone"], p2: [["a1"], {}, "Joerg Stone"], p3: [["a1"], {}, "Jörg Stone"] };
  const records = entered({ a1: {} }, [], people);
  const asked = (name, slug = null) => ids(Lookup.person(records, { name, slug }, form).asked);
  assert.deepEqual(asked("Joerg Stone"), ["p2", "p1", "p3"]);
  assert.deepEqual(asked("Jörg Stone"), ["p1", "p3", "p2"]);
  records.people.p1.profiles = ["jorg-stone"];
  assert.deepEqual(asked("Jörg Stone"), ["p3", "p2", "p1"]);
  records.people.p3.otherProfiles = ["somebody"];
  assert.deepEqual(asked("Jörg Stone", "somebody"), ["p2", "p1"]);
});

test("a company that is typed is found by its beginning, that very name first, then by the newest interview", () => {
  const records = entered({ a1: {}, a2: {}, a3: {}, a4: {} }, [["a1", "2026-03-05T10:00", []], ["a3", "2026-03-09T10:00", []], ["a3", "2026-03-01T10:00", []]]);
  ["Harbour Works", "Harbour", "Harbour Lights GmbH", "Old Harbour"].forEach((name, i) => { records.applications[`a${i + 1}`].company = name; });
  assert.deepEqual(ids(Lookup.applications(records, "harbour")), ["a2", "a3", "a1"]);
  assert.deepEqual(ids(Lookup.applications(records, "Harbour W")), ["a1"]);
  assert.deepEqual(ids(Lookup.applications(records, " ")), []);
});
