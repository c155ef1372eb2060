// What a review of the engine found, each with the shortest way to see it: what is said, what is asked, until when.

import assert from "node:assert/strict";
import test from "node:test";
import { answers, at, entered, iso, said, stored } from "./records.mjs";
import { core, engine } from "./support.mjs";

const Asks = await engine("today/asks");
const Foresee = await engine("decision/foresee");
const Quiet = await engine("advice/quiet");
const Records = await engine("records/records");
const Remind = await engine("today/remind");
const Situation = await engine("decision/situation");
const Timeline = await engine("decision/timeline");
const Transfer = await engine("records/transfer");
const Whose = await engine("decision/whose");

const comes = (records, now) =>
  Foresee.comesByItself(core, records, records.people.p1, Timeline.steps(core, records, records.people.p1, at(now)));
const asked = (records, now, person = "p1") =>
  Foresee.questions(core, records, records.people[person], at(now)).map(({ fact, application }) => `${fact}@${application?.id}`);
const MET = ["a1", "2026-03-10T14:00", ["p1"]];

test("A1 a round whose application has gone is a problem, and nobody is told anything by the rest", () => {
  const { records, problems, silenced } = Records.validated(core, stored(entered({}, [["gone", "2026-03-10T14:00", ["p1"]]], { p1: [["gone"]] })));
  assert.deepEqual(problems, [
    { key: "rounds.0", reason: "reference" },
    { key: "people.p1", reason: "reference" },
  ]);
  assert.deepEqual(silenced, ["p1"]);
  assert.deepEqual(records.rounds, {});
});

test("A1 a file's rounds come only with their application", () => {
  const file = { kind: "connect-etiquette", ...stored(entered({ a1: {}, a2: {} }, [MET, ["a2", "2026-03-11T14:00", ["p1"]]])) };
  file.applications.a1 = { company: 7 };
  const { records, left } = Transfer.read(core, JSON.stringify(file));
  assert.deepEqual(Object.keys(records.rounds), ["1"]);
  assert.deepEqual(records.people.p1.applications, ["a2"]);
  assert.deepEqual(left.map(({ key }) => key), ["applications.a1"]);
});

test("A1 a damaged entry silences those whom it concerns, and nobody else", () => {
  const people = { p1: [["a1"]], p2: [["a1"]], p3: [["a2"]] };
  const whole = stored(entered({ a1: {}, a2: {} }, [MET, ["a2", "2026-03-11T14:00", ["p3"]]], people));
  const silencedBy = (harm) => {
    const harmed = structuredClone(whole);
    harm(harmed);
    return Records.validated(core, harmed).silenced;
  };
  assert.deepEqual(silencedBy(() => {}), []);
  assert.deepEqual(silencedBy((s) => { s.rounds[0].zone = "Mars/Base"; }), ["p1", "p2"]);
  assert.deepEqual(silencedBy((s) => { s.rounds[0].end = s.rounds[0].start; }), ["p1", "p2"]);
  assert.deepEqual(silencedBy((s) => { s.applications.a1.answers = 1; }), ["p1", "p2"]);
  assert.deepEqual(silencedBy((s) => { s.people.p2.answers.thanked = { value: "yes", at: "soon" }; }), []);
  assert.deepEqual(silencedBy((s) => { s.rounds[0] = null; }), []);
  assert.deepEqual(silencedBy((s) => { s.me = 5; }), ["p1", "p2", "p3"]);
});

test("A4 the question that would make it “wait” is asked though it is the other company's", () => {
  const none = { "contact-rules": ["none", "2026-03-01T10:00"] };
  const mine = { thanked: ["yes", "2026-03-11T16:00"], asked: ["no", "2026-03-11T16:00"], bother: ["no", "2026-03-11T16:00"] };
  const records = entered({ a1: none, a2: {} }, [MET, ["a2", "2026-03-11T14:00", ["p1"]]], { p1: [["a1", "a2"], mine] });
  assert.deepEqual(asked(records, "2026-03-15T10:00"), ["contact-rules@a2"]);
  records.applications.a2.answers = answers({ "contact-rules": ["formal-panel", "2026-03-15T10:00"] });
  assert.match(said(records, "2026-03-15T10:00")[0], /^wait\/formal-panel@a2/);
});

test("A4 what an event would change is tried in each live application", () => {
  const records = entered({ a1: {}, a2: {} }, [MET, ["a2", "2026-03-11T14:00", ["p1"]]]);
  const found = Foresee.events(core, records, records.people.p1, at("2026-03-15T10:00"));
  for (const { fact, application } of found) assert.equal(application !== null, core.facts.find(({ id }) => id === fact).whose === "application");
});

test("A5 thanks given before the entered end of a talk count", () => {
  const records = entered({ a1: {} }, [[...MET, "took-place"]], { p1: [["a1"], { thanked: ["yes", "2026-03-10T14:50"] }] });
  assert.match(said(records, "2026-03-11T16:00")[0], /^caution\//);
  const early = entered({ a1: {} }, [[...MET, "took-place"]], { p1: [["a1"], { thanked: ["yes", "2026-03-10T13:50"] }] });
  assert.match(said(early, "2026-03-11T16:00")[0], /^wait\//);
});

test("A6 where Connect or Pending stands, no request of theirs waits", () => {
  const records = entered({ a1: {} }, [["a1", "2026-03-20T14:00", ["p1"]]], { p1: [["a1"], { invited: ["sent", "2026-02-01T10:00"] }] });
  assert.match(said(records, "2026-03-09T09:00", "p1", ["connect"])[0], /^wait\/meet-first/);
  assert.match(said(records, "2026-03-09T09:00", "p1", ["pending"])[0], /^not-needed\/pending/);
});

test("B1 “until” names what ends the last wait, where the clock ends none", () => {
  const bother = entered({ a1: {} }, [MET], { p1: [["a1"], { bother: ["yes", "2026-03-01T10:00"] }] });
  assert.equal(Timeline.release(Timeline.steps(core, bother, bother.people.p1, at("2026-03-09T09:00"))).event?.rule, "uneasy-silent");
  const panel = entered({ a1: {}, a2: { "contact-rules": ["formal-panel", "2026-03-01T10:00"] } }, [MET]);
  assert.equal(Timeline.release(Timeline.steps(core, panel, panel.people.p1, at("2026-03-09T09:00"))).event?.rule, "formal-panel");
});

test("B2 the clock's change is no “after that” where the event comes by no clock", () => {
  const records = entered({ a1: {} }, [MET, ["a1", "2026-03-12T14:00", ["p1"]]]);
  assert.equal(comes(records, "2026-03-11T18:00"), false);
  assert.equal(comes(entered({ a1: {} }, [MET]), "2026-03-09T09:00"), true);
});

test("B3 thanks are not asked for days before the first talk", () => {
  const records = entered({ a1: {} }, [["a1", "2026-03-20T14:00", ["p1"]]], { p1: [["a1"], { request: ["withdrawn", "2026-03-01T10:00"] }] });
  assert.ok(!asked(records, "2026-03-09T09:00").some((one) => one.startsWith("thanked")));
});

test("B4 an interview with nobody in it is asked about", () => {
  const records = entered({ a1: {} }, [MET, ["a1", "2026-03-17T14:00", []]]);
  assert.deepEqual(Asks.withoutAnybody(core, records, at("2026-03-12T12:00")).map(({ id }) => id), ["1"]);
});

test("B5 nothing rests on thanks where they change nothing", () => {
  const records = entered({ a1: {}, a2: { "contact-rules": ["formal-panel", "2026-03-01T10:00"] } }, [MET]);
  const [step] = Timeline.steps(core, records, records.people.p1, at("2026-03-11T18:00"));
  assert.deepEqual(Foresee.restsOn(core, records, records.people.p1, step), []);
});

test("B6 stretches of quiet that meet are one", () => {
  const two = entered({ a1: {} }, [MET, ["a1", "2026-03-10T15:00", ["p1"]]]);
  assert.equal(Quiet.until(two, {}, at("2026-03-10T13:50")), at("2026-03-10T16:00"));
  assert.equal(Quiet.until(entered({ a1: {} }, [MET]), { pausedUntil: at("2026-03-10T13:50") }, at("2026-03-10T13:00")), at("2026-03-10T15:00"));
  assert.equal(Quiet.until(two, {}, at("2026-03-10T13:00")), null);
});

test("B7 two quiet days end when the verdict changes, whatever the clocks do", () => {
  for (const [no, end] of [["2026-03-28T12:00", "2026-03-30T12:00"], ["2026-10-24T12:00", "2026-10-26T12:00"]]) {
    const records = entered({ a1: { outcome: ["rejected", no] } }, [["a1", no.replace("T12", "T08"), ["p1"]]]);
    assert.equal(Quiet.afterAnswer(core, records, records.applications.a1, at(no)), at(end));
    const steps = Timeline.steps(core, records, records.people.p1, at(no));
    assert.equal(Timeline.nextVerdict(steps).at, at(end));
  }
});

test("B10 the card asks nothing that changes nothing", () => {
  const over = entered({ a1: { outcome: ["offer", "2026-03-12T10:00"] } }, [[...MET, "took-place"]]);
  assert.deepEqual(Asks.questions(core, over, over.rounds[0], at("2026-03-14T10:00")).map(({ fact }) => fact.id).filter((id) => id === "promised-by"), []);
});

test("B10 nobody waits for an answer that has come, or is not due", () => {
  const late = at("2026-06-01T10:00");
  const silent = (given) => Asks.silent(core, entered({ a1: given }, [[...MET, "took-place"]]), late);
  assert.equal(silent({})?.id, "a1");
  assert.equal(silent({ outcome: ["offer", "2026-05-31T10:00"] }), null);
  assert.equal(silent({ "promised-by": ["2026-06-15", "2026-03-10T16:00"] }), null);
});

test("C2 a reminder that a clock ahead had given is given again", () => {
  const records = entered({ a1: {} }, [MET]);
  const now = at("2026-03-11T10:00");
  const due = Remind.next(core, records, records.people.p1, now);
  const given = { ...due, given: iso("2026-04-01T10:00") };
  assert.deepEqual(Remind.settled(core, records, records.people.p1, given, now), due);
});

test("C10 a due reminder is set anew where an entry made it “wait” again", () => {
  const before = entered({ a1: {} }, [MET]);
  const due = Remind.next(core, before, before.people.p1, at("2026-03-11T10:00"));
  const after = entered({ a1: {} }, [MET, ["a1", "2026-03-13T12:00", ["p1"]]]);
  const settled = Remind.settled(core, after, after.people.p1, due, at("2026-03-13T16:00"));
  assert.equal(settled.verdict, "wait");
  assert.ok(Date.parse(settled.due) > at("2026-03-13T16:00"));
});

test("C11 an old no does not hide a new talk", () => {
  const records = entered({ a1: { outcome: ["rejected", "2026-03-01T10:00"] } }, [["a1", "2026-05-11T14:00", ["p1"]]]);
  assert.equal(Asks.forgettable(core, records, at("2026-05-10T10:00")), null);
  const { outcome } = Timeline.steps(core, records, records.people.p1, at("2026-05-10T10:00"))[0];
  assert.notEqual(Quiet.withheld(core, records, {}, records.people.p1, outcome, at("2026-05-10T10:00")), "resting");
});

test("C12, F33 an answer ahead of the clock has just been given", () => {
  const no = entered({ a1: { outcome: ["rejected", "2026-03-20T12:00:07"] } }, [MET]);
  const [step] = said(no, "2026-03-20T12:00");
  assert.match(step, /^caution\/no-today/);
  const hired = entered({ a1: { outcome: ["hired", "2026-03-25T12:00"] } }, [MET]);
  assert.deepEqual(said(hired, "2026-03-20T12:00").slice(0, 1), said(entered({ a1: { outcome: ["hired", "2026-03-20T12:00"] } }, [MET]), "2026-03-20T12:00").slice(0, 1));
});

test("C15, F6 where verdicts tie, the company whose event it rests on is named, whatever the order of entries", () => {
  const rounds = [["a1", "2026-03-05T10:00", ["p1"]], ["a2", "2026-03-09T11:00", ["p1"]]];
  const turned = [["a2", "2026-03-05T10:00", ["p1"]], ["a1", "2026-03-09T11:00", ["p1"]]];
  const named = (applications, some) => {
    const records = entered(applications, some);
    const [step] = Timeline.steps(core, records, records.people.p1, at("2026-03-05T11:30"));
    return Whose.of(core, records, records.people.p1, step).id;
  };
  assert.equal(named({ a1: {}, a2: {} }, rounds), "a1");
  assert.equal(named({ a2: {}, a1: {} }, rounds), "a1");
  assert.equal(named({ a1: {}, a2: {} }, turned), "a2");
});

test("D a promised day without a midnight is counted from the day", () => {
  const cairo = (now) => {
    const records = entered({ a1: { "promised-by": ["2026-04-24", "2026-04-20T10:00"] } }, [["a1", "2026-04-19T10:00", ["p1"]]]);
    records.zone = "Africa/Cairo";
    const reading = Timeline.readings(core, records, records.people.p1, at(now, "Africa/Cairo"))[0];
    return reading.turningPoints(0, Infinity).map((point) => new Date(point).toISOString());
  };
  const points = cairo("2026-04-24T12:00");
  assert.ok(points.includes(new Date(at("2026-04-26T00:00", "Africa/Cairo")).toISOString()), points.join());
});

test("F2 an interview in an hour that clocks skip is an hour later, and as long as was entered", () => {
  const records = stored(entered({ a1: {} }, [["a1", "2026-03-29T02:30", ["p1"]]]));
  for (const [end, minutes] of [["2026-03-29T03:30", 60], ["2026-03-29T03:00", 30]]) {
    records.rounds[0].end = end;
    const { records: sound, problems } = Records.validated(core, records);
    assert.deepEqual(problems, [], end);
    assert.equal(Situation.begins(sound.rounds[0]), at("2026-03-29T03:30"));
    assert.equal(Situation.ends(sound.rounds[0]), at("2026-03-29T03:30") + minutes * 60_000);
  }
  records.rounds[0].end = "2026-03-29T02:30";
  assert.equal(Records.validated(core, records).problems.length, 1);
});

test("D what is no time or number is none", () => {
  const broken = (change) => {
    const records = stored(entered({ a1: {} }, [MET]));
    change(records);
    return Records.validated(core, records).problems.length;
  };
  for (const instant of ["blah 5", "2026", "2026-13-10T10:00:00Z", "2026-03-10T10:00"])
    assert.equal(broken((s) => { s.applications.a1.answers.outcome = { value: "offer", at: instant }; }), 1, instant);
  for (const wall of ["2026-03-10 14:00", "2026-03-10", "2026-13-10T14:00", "2026-03-10T14:00Z"])
    assert.equal(broken((s) => { s.rounds[0].start = wall; }), 1, wall);
  assert.equal(broken((s) => { s.people.p1.reminder = { due: iso("2026-03-11T10:00") }; }), 1);
  assert.deepEqual(Records.settings({ pausedUntil: 1e20 }), {});
});

test("C5 names of an object's own are no ids", () => {
  for (const id of ["constructor", "__proto__", "toString"]) {
    const records = stored(entered({ a1: {} }, [MET]));
    records.rounds[0].application = id;
    records.rounds[0].who = [id, "p1"];
    const sound = Records.validated(core, records);
    assert.deepEqual(sound.records.rounds, {}, id);
    assert.deepEqual(sound.silenced, ["p1"], id);
    const { left } = Transfer.read(core, JSON.stringify({ kind: "connect-etiquette", ...stored(entered({ a1: {} })), rounds: { [id]: { application: "a1" } } }));
    assert.equal(left.length, 1);
  }
});
