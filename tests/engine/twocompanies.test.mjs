// One human in two companies: what is said names the company where that happened on which it rests, and the other one with it.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import vm from "node:vm";
import { at, entered, stored } from "./records.mjs";
import { bundled, core, engine } from "./support.mjs";

const Advice = await engine("advice/advice");
const Lookup = await engine("people/lookup");
const Records = await engine("records/records");
const Situation = await engine("decision/situation");
const Standing = await engine("today/standing");
const Timeline = await engine("decision/timeline");
const Today = await engine("today/today");
const Waiting = await engine("today/waiting");

vm.runInThisContext(readFileSync(new URL("../../extension/shared/names.js", import.meta.url), "utf-8"));
// The words take their plural from the language of the browser.
globalThis.navigator ??= { language: "en-GB", languages: ["en-GB"] };
const form = Lookup.typed(core.names, Names.of(bundled("page").names).forms);
const [text, sources] = [bundled("text.en"), { format: 2, situations: {}, sources: [] }];

/** Hana was met at Fable (a1) on Tuesday, 10 March at noon, and is met at Glen (a2) on Friday at the same hour. */
const hana = (fable = {}, answers = {}) => {
  const records = entered(
    { a1: { "contact-rules": ["none", "2026-03-01T10:00"], ...fable }, a2: { "contact-rules": ["none", "2026-03-01T10:00"] } },
    [["a1", "2026-03-10T12:00", ["p1"], "took-place"], ["a2", "2026-03-13T12:00", ["p1"]]],
    { p1: [["a1", "a2"], answers, "Hana Novak"] },
  );
  records.applications.a1.company = "Fable";
  records.applications.a2.company = "Glen";
  for (const round of Object.values(records.rounds)) if (round.application === "a1") round.reviewed = "2026-03-10T17:00:00Z";
  return records;
};
const THANKED = { thanked: ["yes", "2026-03-10T20:00"] };
/** The same with ids in another order: they say nothing. */
const renamed = (records) => JSON.parse(JSON.stringify(records).replaceAll('"a1"', '"a3"'));
const NO = { outcome: ["rejected", "2026-03-10T18:00"] };
const model = (records, now) =>
  Advice.of({ core, text, sources, records, settings: {}, now: at(now) }, records.people.p1);
const rows = (records, now) => {
  const checked = Records.validated(core, stored(records));
  return Today.rows({ core, ...checked, records: { ...checked.records, zone: records.zone }, settings: {}, form, now: at(now) });
};

for (const [when, fable] of [["before a no", {}], ["after a no", NO]])
  for (const now of ["2026-03-11T09:00", "2026-03-12T10:00"])
    test(`${when}, on ${now}: thanks are owed where one was met`, () => {
      const said = model(hana(fable), now);
      assert.equal(said.who, "Hana Novak · Fable, also Glen");
      assert.ok(said.email?.body.includes("Fable"), JSON.stringify(said.email));
      const [due] = rows(hana(fable), now).filter(({ kind }) => kind === "due");
      assert.equal(due.application.company, "Fable");
    });

test("a draft of thanks after a no claims no interest in the post", () => {
  assert.ok(!model(hana(NO), "2026-03-11T09:00").email.body.includes("interested"));
  assert.ok(model(hana(), "2026-03-11T09:00").email.body.includes("interested"));
});

test("before anybody was met, and where one is met again, it is where one is met next", () => {
  const said = model(hana(), "2026-03-09T09:00");
  assert.equal(said.who, "Hana Novak · Fable, also Glen");
  assert.equal(model(hana({}, THANKED), "2026-03-12T15:00").who, "Hana Novak · Glen, also Fable");
});

test("one is met again where one is met next, from the day after the meeting to the next one", () => {
  for (const records of [hana({}, THANKED), renamed(hana({}, THANKED))])
    for (let now = at("2026-03-11T13:00"); now < at("2026-03-13T12:00"); now += 60 * 60_000) {
      const { who, headline } = Advice.of({ core, text, sources, records, settings: {}, now }, records.people.p1);
      assert.equal(who, "Hana Novak · Glen, also Fable", `${new Date(now).toISOString()} ${headline}`);
    }
});

test("the same company is the one until an interview begins or ends", () => {
  const records = hana({}, THANKED);
  records.rounds[2] = { ...records.rounds[0], id: "2", start: "2026-03-24T12:00", end: "2026-03-24T13:00", status: undefined };
  const instants = Object.values(records.rounds).flatMap((round) => [Situation.begins(round), Situation.ends(round)]);
  const steps = Timeline.steps(core, records, records.people.p1, at("2026-03-09T09:00"));
  const moved = steps.filter(({ outcome }, i) => i > 0 && outcome.application.id !== steps[i - 1].outcome.application.id);
  assert.equal(moved.length, 2);
  for (const step of moved) assert.ok(instants.includes(step.at), new Date(step.at).toISOString());
});

test("what somebody's own company is told is told of no other", () => {
  const records = hana(NO);
  records.rounds = { 1: records.rounds[1] };
  assert.equal(model(records, "2026-03-11T09:00").who, "Hana Novak · Glen");
});

test("what is said of somebody for one company's sake tells nothing of the other", () => {
  const now = at("2026-03-12T15:00");
  const records = hana({}, THANKED);
  const { waiting } = Waiting.groups(core, records, Standing.all(core, records, now), now, "en");
  const told = Object.fromEntries(waiting.map(({ application, stage, next }) => [application.company, [stage, next]]));
  assert.deepEqual(told, { Fable: ["deciding", Infinity], Glen: ["interview", at("2026-03-13T12:00")] });
});

test("they stand in each of their companies' groups, open or over", () => {
  const groups = (records, now) => {
    const { waiting, over } = Waiting.groups(core, records, Standing.all(core, records, at(now)), at(now), "en");
    return [waiting, over].map((all) => all.map(({ application, people }) => `${application?.company}:${people.map(({ person }) => person.id)}`));
  };
  assert.deepEqual(groups(hana(), "2026-03-11T09:00").map((all) => all.toSorted()), [["Fable:p1", "Glen:p1"], []]);
  assert.deepEqual(groups(hana(NO), "2026-03-11T09:00"), [["Glen:p1"], ["Fable:p1"]]);
});
