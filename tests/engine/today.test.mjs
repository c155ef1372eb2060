// What is to be done today: which row stands, when, and what ends it. Told as stories, in March 2026, in Berlin.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import vm from "node:vm";
import { at, entered, stored } from "./records.mjs";
import { bundled, core, engine, howMany } from "./support.mjs";

const Asks = await engine("today/asks");
const Lookup = await engine("people/lookup");
const Records = await engine("records/records");
const Standing = await engine("today/standing");
const Today = await engine("today/today");
const Waiting = await engine("today/waiting");

vm.runInThisContext(readFileSync(new URL("../../extension/shared/names.js", import.meta.url), "utf-8"));
const form = Lookup.typed(core.names, Names.of(bundled("page").names).forms);

const rows = (records, now, rules = core, settings = {}) => {
  const checked = Records.validated(core, stored(records));
  return Today.rows({ core: rules, ...checked, records: { ...checked.records, zone: "Europe/Berlin" }, settings, form, now: at(now) });
};
const ids = (all) => (all ?? []).map(({ id }) => id).join("+");
/** Rows as “kind:people”. */
const kinds = (records, now) => rows(records, now).map(({ kind, people, applications }) => `${kind}:${ids(applications ?? people)}`);

/** Ada and Ben at Harbour Works on Tuesday, 10 March, 14:00 to 15:00. */
const PEOPLE = { p1: [["a1"], {}, "Ada Stone"], p2: [["a1"], {}, "Ben Okafor"] };
const story = (application = {}, ada = {}, ben = {}, rounds = [["a1", "2026-03-10T14:00", ["p1", "p2"]]]) =>
  entered({ a1: { "contact-rules": ["none", "2026-03-01T10:00"], ...application } }, rounds, { p1: [["a1"], ada, "Ada Stone"], p2: [["a1"], ben, "Ben Okafor"] });
const REVIEWED = (records) => {
  for (const round of Object.values(records.rounds)) round.reviewed = "2026-03-10T17:00:00Z";
  return records;
};

test("an interview stands on its day, and from six in the evening on the day before", () => {
  const records = story();
  assert.deepEqual(kinds(records, "2026-03-09T17:59"), []);
  assert.deepEqual(kinds(records, "2026-03-09T18:00"), ["interview:p1+p2"]);
  assert.deepEqual(kinds(records, "2026-03-10T13:59"), ["interview:p1+p2"]);
});

test("interviews of a day stand by the hour; a cancelled one does not", () => {
  const records = story({}, {}, {}, [["a1", "2026-03-10T16:00", ["p2"]], ["a1", "2026-03-10T14:00", ["p1"]], ["a1", "2026-03-10T11:00", ["p1"], "cancelled"]]);
  assert.deepEqual(kinds(records, "2026-03-10T09:00"), ["interview:p1", "interview:p2"]);
});

test("“not yet” closes the row for the day, and it is asked again on the next", () => {
  const later = REVIEWED(story({}, { thanked: ["not-yet", "2026-03-10T18:00"] }));
  const due = (now) => rows(later, now).filter(({ kind }) => kind === "due").flatMap(({ people }) => people.map(({ id }) => id));
  assert.deepEqual(due("2026-03-10T19:00"), ["p2"]);
  assert.deepEqual(due("2026-03-11T09:00"), ["p1", "p2"]);
});

test("while one goes on nothing else is to be done", () => {
  const [row, ...others] = rows(story(), "2026-03-10T14:30");
  assert.equal(row.kind, "going");
  assert.equal(row.at, at("2026-03-10T15:00"));
  assert.deepEqual(others, []);
});

test("of rounds that are over the latest is looked back upon", () => {
  const two = story({}, {}, {}, [["a1", "2026-03-10T14:00", ["p1"]], ["a1", "2026-03-09T14:00", ["p2"]]]);
  const back = rows(two, "2026-03-10T16:00").find(({ kind }) => kind === "look-back");
  assert.equal(back.round.id, "0");
  assert.ok(!kinds(REVIEWED(story()), "2026-03-10T16:00").some((row) => row.startsWith("look-back")));
  assert.ok(!kinds(story(), "2026-03-25T16:00").some((row) => row.startsWith("look-back")));
});

test("a round that was put off is not looked back upon today, the next is", () => {
  const two = story({}, {}, {}, [["a1", "2026-03-10T14:00", ["p1"]], ["a1", "2026-03-09T14:00", ["p2"]], ["a1", "2026-03-17T14:00", []]]);
  const found = (now, ...ids) => {
    const later = Object.fromEntries(ids.map((id) => [id, "2026-03-10"]));
    return rows(two, now, core, { later }).flatMap(({ kind, round }) => (round ? [[kind, round.id]] : []));
  };
  const nobody = ["nobody", "2"];
  assert.deepEqual(found("2026-03-10T16:00"), [["look-back", "0"], nobody]);
  assert.deepEqual(found("2026-03-10T16:00", 0), [["look-back", "1"], nobody]);
  assert.deepEqual(found("2026-03-10T16:00", 0, 1), [nobody]);
  assert.deepEqual(found("2026-03-11T00:00", 0, 1), [["look-back", "0"], nobody]);
});

test("thanks are due until the advice rests on them, then late, then given", () => {
  const due = rows(REVIEWED(story()), "2026-03-10T16:00").find(({ kind }) => kind === "due");
  assert.deepEqual([ids(due.people), due.fact, due.late, due.at], ["p1+p2", "thanked", false, at("2026-03-11T15:00")]);
  const late = rows(REVIEWED(story()), "2026-03-12T10:00").find(({ kind }) => kind === "due");
  assert.equal(late.late, true);
  const one = { thanked: ["yes", "2026-03-10T18:00"] };
  assert.equal(ids(rows(REVIEWED(story({}, one)), "2026-03-12T10:00").find(({ kind }) => kind === "due").people), "p2");
  assert.ok(!kinds(REVIEWED(story({}, one, one)), "2026-03-12T10:00").some((row) => row.startsWith("due")));
});

test("those of one company with one hour share a row of thanks, the late ones in any case", () => {
  const days = REVIEWED(story({}, {}, {}, [["a1", "2026-03-10T14:00", ["p1"]], ["a1", "2026-03-11T14:00", ["p2"]]]));
  const due = (records, now) => rows(records, now).filter(({ kind }) => kind === "due").map((row) => `${ids(row.people)} ${row.late}`);
  assert.deepEqual(due(days, "2026-03-11T16:00"), ["p1 true", "p2 false"]);
  assert.deepEqual(due(days, "2026-03-12T16:00"), ["p1+p2 true"]);
  const companies = { p1: [["a1"], {}, "Ada Stone"], p2: [["a2"], {}, "Ben Okafor"] };
  const two = REVIEWED(entered({ a1: {}, a2: {} }, [["a1", "2026-03-10T14:00", ["p1"]], ["a2", "2026-03-10T14:00", ["p2"]]], companies));
  assert.deepEqual(due(two, "2026-03-12T10:00"), ["p1 true", "p2 true"]);
});

test("what a meeting to come will ask for is not owed yet", () => {
  const again = [["a1", "2026-03-10T14:00", ["p1"]], ["a1", "2026-03-12T11:00", ["p1"]]];
  const records = REVIEWED(story({}, { thanked: ["yes", "2026-03-10T18:00"] }, {}, again));
  assert.ok(!kinds(records, "2026-03-11T10:00").some((row) => row.startsWith("due")));
  assert.ok(kinds(records, "2026-03-12T13:00").includes("due:p1"), "and then it is");
});

test("of whoever was in the newest round the card asks first, in an older one thanks are due", () => {
  const two = story({}, {}, {}, [["a1", "2026-03-10T14:00", ["p1"]], ["a1", "2026-03-09T14:00", ["p2"]]]);
  assert.deepEqual(kinds(two, "2026-03-10T16:00"), ["look-back:p1", "due:p2"]);
});

test("who was told “not yet” on a card that asks more is owed thanks all the same", () => {
  const open = story({}, { thanked: ["not-yet", "2026-03-10T18:00"] });
  open.rounds[0].status = "took-place";
  assert.deepEqual(kinds(open, "2026-03-10T19:00"), ["look-back:p1+p2"], "today it was asked");
  assert.deepEqual(kinds(open, "2026-03-12T09:00"), ["look-back:p1+p2", "due:p1"], "Ben's are asked of the card");
});

test("what a card asks that comes after one that was put off is no row besides", () => {
  const two = story({}, {}, {}, [["a1", "2026-03-10T14:00", ["p1"]], ["a1", "2026-03-09T14:00", ["p2"]]]);
  const found = rows(two, "2026-03-10T16:00", core, { later: { 0: "2026-03-10" } }).map(({ kind, people }) => `${kind}:${ids(people)}`);
  assert.deepEqual(found, ["look-back:p2"]);
});

test("before a meeting nothing is owed, nor after one that was called off", () => {
  assert.ok(!kinds(story(), "2026-03-10T09:00").some((row) => row.startsWith("due")));
  const off = story({}, {}, {}, [["a1", "2026-03-10T14:00", ["p1", "p2"], "cancelled"]]);
  assert.ok(!kinds(off, "2026-03-10T16:00").some((row) => row.startsWith("due")));
});

test("those for whom now is fine share a row", () => {
  assert.deepEqual(kinds(REVIEWED(story({ outcome: ["offer", "2026-03-12T10:00"] })), "2026-03-14T10:00"), ["fine:p1+p2"]);
  const sent = REVIEWED(story({ outcome: ["offer", "2026-03-12T10:00"] }, { request: ["sent", "2026-03-13T10:00"] }));
  assert.deepEqual(kinds(sent, "2026-03-14T10:00"), ["fine:p2"]);
});

test("a change of advice is told a day ahead", () => {
  const thanked = { thanked: ["yes", "2026-03-10T18:00"] };
  const soon = rows(REVIEWED(story({}, thanked, thanked)), "2026-03-11T10:00").find(({ kind }) => kind === "soon");
  assert.deepEqual([ids(soon.people), soon.at, soon.outcome.verdict], ["p1+p2", at("2026-03-11T15:00"), "caution"]);
  const colleagues = { tie: ["worked", "2026-03-09T08:00"] };
  assert.deepEqual(kinds(story({}, colleagues, colleagues), "2026-03-09T13:59"), []);
  assert.deepEqual(kinds(story({}, colleagues, colleagues), "2026-03-09T14:00"), ["soon:p1+p2"]);
});

test("no word is a row until one asks, and again a week later", () => {
  const thanked = { thanked: ["yes", "2026-03-10T18:00"] };
  const silent = (application = {}) => REVIEWED(story(application, thanked, thanked));
  const has = (records, now) => kinds(records, now).some((row) => row.startsWith("no-word"));
  assert.equal(has(silent(), "2026-03-20T10:00"), false);
  assert.equal(has(silent(), "2026-03-25T10:00"), true);
  const promised = { "promised-by": ["2026-03-14", "2026-03-10T16:00"] };
  const row = rows(silent(promised), "2026-03-16T10:00").find(({ kind }) => kind === "no-word");
  assert.equal(row.promised, at("2026-03-14T00:00"));
  assert.equal(row.at, at("2026-03-10T15:00"));
  const chased = silent({ ...promised, chased: ["2026-03-16", "2026-03-16T10:00"] });
  for (const [now, stands] of [["2026-03-16T11:00", false], ["2026-03-17T09:00", false], ["2026-03-22T23:59", false], ["2026-03-23T00:00", true]])
    assert.equal(has(chased, now), stands, now);
  // Asked before another round, which was then silent itself.
  const anew = silent({ chased: ["2026-03-09", "2026-03-09T10:00"] });
  assert.equal(has(anew, "2026-03-25T10:00"), true, "what was asked before the round asks nothing after it");
});

test("no word since an interview that fell through is told from its hour on", () => {
  for (const status of ["moved", "cancelled"]) {
    const off = story({}, {}, {}, [["a1", "2026-03-10T14:00", ["p1"], status]]);
    assert.ok(!kinds(off, "2026-03-24T13:59").some((row) => row.startsWith("no-word")));
    const row = rows(off, "2026-03-24T14:00").find(({ kind }) => kind === "no-word");
    assert.equal(row.at, at("2026-03-10T14:00"), status);
  }
});

const HISTORIES = howMany(400, { full: 5000, few: 200 });

test(`${HISTORIES} random histories: a row that has an hour has one that there is, and nobody is asked for one thing twice`, () => {
  let seed = 7;
  const random = (below) => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return Math.floor((seed / 2147483648) * below);
  };
  const pick = (all) => all[random(all.length)];
  const day = () => `2026-0${2 + random(3)}-${String(1 + random(28)).padStart(2, "0")}`;
  const wall = () => `${day()}T${String(8 + random(11)).padStart(2, "0")}:00`;
  const given = (whose) => {
    const facts = core.facts.filter((fact) => fact.whose === whose && !fact.reads && random(6) === 0);
    return Object.fromEntries(facts.map((fact) => [fact.id, [fact.kind === "date" ? day() : pick(fact.values), wall()]]));
  };
  const found = new Set();
  for (let n = 0; n < HISTORIES; n++) {
    const people = { p1: [["a1"], given("person"), "Ada Stone"], p2: [["a1", "a2"], given("person"), "Ben Okafor"] };
    const rounds = Array.from({ length: random(4) }, () => [pick(["a1", "a2"]), wall(), pick([["p1"], ["p2"], ["p1", "p2"]]), pick([undefined, "took-place", "moved", "cancelled"])]);
    const records = entered({ a1: given("application"), a2: given("application") }, rounds, people);
    const now = wall();
    const all = rows(records, now);
    const told = JSON.stringify([records, now]);
    for (const { kind, at: hour } of all) {
      if (["interview", "going", "due", "soon", "no-word"].includes(kind)) assert.ok(Number.isFinite(hour), `${kind} at ${hour}: ${told}`);
      found.add(kind);
    }
    const back = all.find(({ kind }) => kind === "look-back");
    const asked = back ? Asks.questions(core, records, back.round, at(now)).flatMap(({ fact, people: whom }) => whom.map(({ id }) => `${fact.id} ${id}`)) : [];
    const due = all.flatMap(({ kind, fact, people: whom }) => (kind === "due" ? whom.map(({ id }) => `${fact} ${id}`) : []));
    assert.equal(new Set([...asked, ...due]).size, asked.length + due.length, told);
  }
  for (const kind of ["interview", "due", "soon", "no-word", "look-back"]) assert.ok(found.has(kind), kind);
});

test("who is entered without a date is asked about, not permitted", () => {
  assert.deepEqual(kinds(entered({ a1: {} }, [], PEOPLE), "2026-03-09T10:00"), ["date:p1+p2"]);
  assert.deepEqual(kinds(entered({ a1: { outcome: ["rejected", "2026-03-01T10:00"] } }, [], PEOPLE), "2026-03-02T10:00"), []);
});

test("an interview with nobody in it is asked about", () => {
  assert.ok(kinds(story({}, {}, {}, [["a1", "2026-03-17T14:00", []]]), "2026-03-12T10:00").includes("nobody:"));
});

test("one human entered twice is a row until it is said", () => {
  const people = { p1: [["a1"], {}, "Rita Moss"], p2: [["a1"], {}, "Moss, Rita"] };
  const records = entered({ a1: {} }, [["a1", "2026-03-20T14:00", ["p1", "p2"]]], people);
  assert.deepEqual(kinds(records, "2026-03-09T10:00"), ["twice:p1+p2"]);
  records.people.p1.apart = ["p2"];
  assert.deepEqual(kinds(records, "2026-03-09T10:00"), []);
});

test("an entry that can't be meant is a row, and silences only whom it concerns", () => {
  const records = story({ outcome: ["offer", "2026-03-12T10:00"] });
  records.applications.a2 = { id: "a2", company: "Fable", answers: {} };
  records.people.p3 = { id: "p3", name: "Dan Vogel", applications: ["a2"], answers: {} };
  records.rounds.bad = { id: "bad", application: "a2", start: "2026-03-28T14:00", end: "2026-03-28T14:00", zone: "Europe/Berlin", who: ["p3"] };
  const found = rows(REVIEWED(records), "2026-03-14T10:00");
  assert.deepEqual(found.map(({ kind, people }) => `${kind}:${ids(people)}`), ["fine:p1+p2", "damaged:p3"]);
  assert.deepEqual(found[1].problem, { key: "rounds.bad", reason: "order" });
});

test("for some days after a no nothing is to be done about it", () => {
  const no = REVIEWED(story({ outcome: ["rejected", "2026-03-12T10:00"] }));
  assert.deepEqual(kinds(no, "2026-03-13T10:00"), []);
  assert.deepEqual(kinds(no, "2026-03-14T10:01"), ["fine:p1+p2"]);
  // Whatever these rules call an answer that asks for quiet: thanks wait too.
  const quiet = (minutes) => ({ ...core, cards: { ...core.cards, quietAfter: [{ fact: "contact-rules", being: "none", minutes, days: true }] } });
  const due = (rules) => rows(REVIEWED(story()), "2026-03-10T16:00", rules).some(({ kind }) => kind === "due");
  assert.deepEqual([due(quiet(60)), due(quiet(30 * 24 * 60))], [true, false]);
});

test("what is long over is to be forgotten, and asked about where nothing was heard", () => {
  // Nothing else is said of whoever was met for it.
  assert.deepEqual(kinds(REVIEWED(story({ outcome: ["hired", "2026-03-12T10:00"] })), "2026-06-01T10:00"), ["forget:"]);
  assert.ok(kinds(REVIEWED(story()), "2026-06-01T10:00").includes("over:"));
});

test("nobody entered, nothing to do", () => {
  assert.deepEqual(kinds(entered({}, [], {}), "2026-03-09T10:00"), []);
});

test("F12 the dot stands while something is due, is off until it is wanted, and keeps quiet before an interview", async () => {
  const Sign = await engine("today/sign");
  const ground = (records, now, settings) => {
    const checked = Records.validated(core, stored(records));
    return { core, ...checked, records: { ...checked.records, zone: "Europe/Berlin" }, settings, form, now: at(now) };
  };
  const dot = (records, now, settings = { sign: true }) => Sign.isDue(ground(records, now, settings));
  assert.ok(!dot(story(), "2026-03-10T09:00"), "an interview ahead is no debt");
  assert.ok(!dot(story(), "2026-03-10T14:30"), "nor is one that goes on");
  assert.ok(dot(story(), "2026-03-10T15:00"), "it is over: to look back");
  assert.ok(dot(REVIEWED(story()), "2026-03-10T17:00"), "thanks are owed");
  for (const settings of [{}, { sign: false }]) assert.ok(!dot(story(), "2026-03-10T15:00", settings));
  const next = story({}, {}, {}, [["a1", "2026-03-10T14:00", ["p1"]], ["a1", "2026-03-12T11:00", ["p2"]]]);
  assert.ok(dot(next, "2026-03-12T10:44"));
  assert.ok(!dot(next, "2026-03-12T10:45"), "fifteen minutes before");
  assert.ok(!dot(story({ outcome: ["rejected", "2026-03-10T16:00"] }), "2026-03-10T18:00"), "in the quiet days after a no");
  assert.equal(Sign.changes(ground(story(), "2026-03-10T14:30", { sign: true })), at("2026-03-10T15:00"));
  assert.equal(Sign.changes(ground(story(), "2026-03-10T14:30", {})), null);
  const thanked = { thanked: ["yes", "2026-03-10T18:00"] };
  const changes = (now) => Sign.changes(ground(REVIEWED(story({}, thanked, thanked)), now, { sign: true }));
  assert.equal(changes("2026-03-11T10:00"), at("2026-03-11T15:00"), "with the advice");
  assert.equal(changes("2026-03-11T16:00"), at("2026-03-12T00:00"), "and with the day");
  const given = REVIEWED(story({}, thanked, thanked));
  assert.deepEqual(["2026-03-20T10:00", "2026-03-25T10:00"].map((now) => dot(given, now)), [false, true], "no word came");
  const seen = REVIEWED(story());
  assert.ok(!Sign.isOffered(ground(seen, "2026-03-10T18:00", {})), "not before somebody looked back");
  for (const round of Object.values(seen.rounds)) round.status = "took-place";
  assert.ok(Sign.isOffered(ground(seen, "2026-03-10T18:00", {})));
  assert.ok(!Sign.isOffered(ground(seen, "2026-03-10T18:00", { sign: false })), "once");
});

test("what has become one's call today is said for the rest of the day, and no longer", () => {
  const thanked = { thanked: ["yes", "2026-03-10T18:00"] };
  const records = () => REVIEWED(story({}, thanked, thanked));
  assert.deepEqual(kinds(records(), "2026-03-11T14:59"), ["soon:p1+p2"]);
  const [now, ...others] = rows(records(), "2026-03-11T15:01");
  assert.deepEqual([now.kind, now.outcome.verdict, ids(now.people), others], ["now", "caution", "p1+p2", []]);
  assert.deepEqual(kinds(records(), "2026-03-11T23:59"), ["now:p1+p2"]);
  assert.deepEqual(kinds(records(), "2026-03-12T00:01"), []);
  const sent = REVIEWED(story({}, { ...thanked, request: ["sent", "2026-03-11T16:00"] }, thanked));
  assert.deepEqual(kinds(sent, "2026-03-11T17:00"), ["now:p2"]);
});

test("what an answer of today changed is no news of the clock's", () => {
  const late = { thanked: ["yes", "2026-03-12T18:00"] };
  assert.deepEqual(kinds(REVIEWED(story({}, late, late)), "2026-03-12T19:00"), []);
});

const RULES = { "contact-rules": ["none", "2026-03-01T10:00"] };
test("a company is in its interview while one goes on, and first; then it is waited for", () => {
  const records = entered(
    { a1: { "promised-by": ["2026-03-20", "2026-03-05T16:00"] }, a2: {} },
    [["a1", "2026-03-05T14:00", ["p1"]], ["a1", "2026-03-10T14:00", ["p1"]], ["a2", "2026-03-10T16:00", ["p2"]]],
    { p1: [["a1"], {}, "Ada Stone"], p2: [["a2"], {}, "Ben Okafor"] },
  );
  const stages = (of, now) =>
    Waiting.groups(core, of, Standing.all(core, of, at(now)), at(now), "en").waiting.map(({ application, stage }) => `${application.id}:${stage}`);
  assert.deepEqual(stages(records, "2026-03-10T14:30"), ["a1:going", "a2:interview"]);
  assert.deepEqual(stages(records, "2026-03-10T16:30"), ["a2:going", "a1:deciding"]);
  const quiet = entered({ a1: RULES }, [["a1", "2026-03-10T14:00", ["p1"]]], { p1: [["a1"], { thanked: ["yes", "2026-03-10T18:00"] }, "Ada Stone"] });
  assert.deepEqual([stages(quiet, "2026-03-12T10:00"), stages(quiet, "2026-03-25T10:00")], [["a1:deciding"], ["a1:silent"]]);
  const first = { ...records, rounds: { 1: records.rounds[1], 2: records.rounds[2] } };
  assert.deepEqual(stages(first, "2026-03-10T14:30"), ["a1:going", "a2:interview"]);
});

test("somebody without a date is asked about where the only interview was called off, not where others meet", () => {
  const alone = (status, who = []) => entered({ a1: {} }, [["a1", "2026-03-20T14:00", who, status]], PEOPLE);
  const asked = (records, now = "2026-03-09T10:00") => kinds(records, now).filter((row) => row.startsWith("date"));
  assert.deepEqual(asked(alone("cancelled")), ["date:p1+p2"]);
  for (const status of ["", "moved", "took-place"]) assert.deepEqual(asked(alone(status)), [], status);
  // Whoever was to be met has had a date, also one that was called off.
  assert.deepEqual(asked(alone("cancelled", ["p1"])), ["date:p2"]);
  const both = alone("cancelled");
  both.rounds[1] = { id: "1", application: "a1", start: "2026-03-21T14:00", zone: "Europe/Berlin", who: [] };
  assert.deepEqual(asked(both), []);
});

test("each application's people without a date are a row, by the first that is open", () => {
  const people = { p1: [["a1"], {}, "Ada Stone"], p2: [["a2"], {}, "Ben Okafor"], p3: [["a2", "a1"], {}, "Cleo Marsh"] };
  const ended = { outcome: ["withdrew", "2026-03-01T10:00"] };
  assert.deepEqual(kinds(entered({ a1: {}, a2: {} }, [], people), "2026-03-09T10:00"), ["date:p1+p3", "date:p2"]);
  assert.deepEqual(kinds(entered({ a1: {}, a2: ended }, [], people), "2026-03-09T10:00"), ["date:p1+p3"]);
});

test("no word counts from the last interview that is over, whatever is to come or was called off", () => {
  const thanked = { thanked: ["yes", "2026-03-10T18:00"] };
  const others = [["a1", "2026-03-09T14:00", ["p1"], "took-place"], ["a1", "2026-03-12T14:00", ["p1"], "cancelled"], ["a1", "2026-03-12T16:00", ["p1"], "moved"]];
  const records = REVIEWED(story({}, thanked, thanked, [["a1", "2026-03-10T14:00", ["p1"]], ...others]));
  assert.equal(rows(records, "2026-03-25T10:00").find(({ kind }) => kind === "no-word").at, at("2026-03-10T15:00"));
  // Rules may find silence where a talk is to come; what is to come is no word since.
  const { noWord } = core.cards;
  const bold = { ...core, cards: { ...core.cards, noWord: { ...noWord, rules: core.outcomes.flatMap(({ rule }) => rule ?? []) } } };
  const ahead = REVIEWED(story({}, thanked, thanked, [["a1", "2026-03-10T14:00", ["p1"]], ["a1", "2026-03-30T14:00", ["p2"]]]));
  const found = rows(ahead, "2026-03-25T10:00", bold).filter(({ kind }) => kind === "no-word");
  assert.deepEqual(found.map((row) => row.at), [at("2026-03-10T15:00")]);
});

test("what no answer can change any more is not asked: when one meets, who is in it, whether it took place", () => {
  const ada = { p1: [["a1"], {}, "Ada Stone"] };
  const HEARD = { outcome: ["offer", "2026-03-11T10:00"] };
  const when = (application) => kinds(entered({ a1: application }, [], ada), "2026-03-20T10:00").filter((row) => row.startsWith("date"));
  assert.deepEqual(when({}), ["date:p1"]);
  assert.deepEqual(when(HEARD), [], "after an offer");
  const who = (application) =>
    kinds(entered({ a1: application }, [["a1", "2026-03-24T14:00", []]], ada), "2026-03-20T10:00").filter((row) => row.startsWith("nobody"));
  assert.deepEqual(who({}), ["nobody:"]);
  assert.deepEqual(who(HEARD), []);
  assert.deepEqual(who({ outcome: ["rejected", "2026-03-11T10:00"] }), []);
});

test("of an interview that fell through a new date is asked for, until there is one or one has asked", () => {
  const off = (application = {}, status = "cancelled", more = []) =>
    story(application, {}, {}, [["a1", "2026-03-10T14:00", ["p1", "p2"], status], ...more]);
  const asked = (records, now = "2026-03-09T10:00") => kinds(records, now).filter((row) => row.startsWith("new-date"));
  for (const status of ["cancelled", "moved"]) assert.deepEqual(asked(off({}, status)), ["new-date:p1+p2"], status);
  assert.deepEqual(asked(off(), "2026-03-20T10:00"), ["new-date:p1+p2"]);
  assert.deepEqual(asked(off({}, "cancelled", [["a1", "2026-03-17T14:00", ["p1"]]])), [], "there is one");
  assert.deepEqual(asked(off({}, "cancelled", [["a1", "2026-03-11T14:00", ["p1"]]]), "2026-03-12T10:00"), [], "there was one");
  assert.deepEqual(asked(off({}, "cancelled", [["a1", "2026-03-09T14:00", ["p1"]]])), [], "an earlier one is ahead");
  assert.deepEqual(asked(off({}, "")), []);
  for (const outcome of ["on-hold", "offer", "rejected"])
    assert.deepEqual(asked(off({ outcome: [outcome, "2026-03-09T09:00"] })), [], outcome);
  const chased = off({ chased: ["2026-03-09", "2026-03-09T09:00"] });
  assert.deepEqual(asked(chased), [], "one asked today");
  assert.deepEqual(asked(chased, "2026-03-18T10:00"), ["new-date:p1+p2"], "and a week later nothing came");
  const silent = kinds(off(), "2026-03-30T10:00").filter((row) => /^(new-date|no-word)/u.test(row));
  assert.deepEqual(silent, ["no-word:"], "one row says it");
});

test("what comes next is an interview: that advice changes is no date that one has", () => {
  const next = (records, now) => {
    const { records: sound } = Records.validated(core, stored(records));
    const of = { ...sound, zone: "Europe/Berlin" };
    return Waiting.groups(core, of, Standing.all(core, of, at(now)), at(now), "en").waiting.map(({ interview }) => interview);
  };
  assert.deepEqual(next(story(), "2026-03-09T10:00"), [at("2026-03-10T14:00")]);
  assert.deepEqual(next(story({}, {}, {}, [["a1", "2026-03-10T14:00", ["p1"], "cancelled"]]), "2026-03-09T10:00"), [Infinity]);
  assert.deepEqual(next(REVIEWED(story()), "2026-03-10T16:00"), [Infinity]);
});
