// Everybody, a row each: who stands where, in which order, and whom a filter shows. Told as stories, in March 2026, in Berlin.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import vm from "node:vm";
import { at, entered, stored } from "./records.mjs";
import { bundled, core, engine } from "./support.mjs";

globalThis.navigator ??= { language: "en-GB", languages: ["en-GB"] };
const Advice = await engine("advice/advice");
const Chip = await engine("advice/chip");
const Everybody = await engine("today/everybody");
const Lookup = await engine("people/lookup");
const Records = await engine("records/records");
const Saying = await engine("words/saying");
const Standing = await engine("today/standing");
const Today = await engine("today/today");
const Whose = await engine("decision/whose");

vm.runInThisContext(readFileSync(new URL("../../extension/shared/names.js", import.meta.url), "utf-8"));
const form = Lookup.typed(core.names, Names.of(bundled("page").names).forms);

const ground = (records, now) => {
  const checked = Records.validated(core, stored(records));
  return { core, locale: "en", ...checked, records: { ...checked.records, zone: "Europe/Berlin" }, settings: {}, form, now: at(now) };
};
const BY_COMPANY = { column: "company", down: false };
const ANYBODY = { filter: null, sought: "" };
const shown = (all, order = BY_COMPANY, wanted = ANYBODY) =>
  Everybody.shown(core, "en", all, order, wanted).map(({ person }) => person.id);

/**
 * Four companies on Thursday, 12 March: at Ash an interview is ahead, at Birch two were met on Tuesday, one of them thanked;
 * Cedar made an offer, Dune said no long ago. Ed is entered without any application.
 */
const RULES = { "contact-rules": ["none", "2026-03-01T10:00"] };
const HERE = "2026-03-12T10:00";
function story() {
  const records = entered(
    {
      ash: RULES,
      birch: RULES,
      cedar: { ...RULES, outcome: ["offer", "2026-03-11T10:00"] },
      dune: { ...RULES, outcome: ["rejected", "2025-12-01T10:00"] },
    },
    [
      ["ash", "2026-03-16T14:00", ["zoe"]],
      ["birch", "2026-03-10T14:00", ["ben", "ada"]],
      ["cedar", "2026-03-05T14:00", ["cleo"], "took-place"],
      ["dune", "2025-11-20T14:00", ["dan"], "took-place"],
    ],
    {
      zoe: [["ash"], {}, "Zoe Abt"],
      ben: [["birch"], {}, "Ben Okafor"],
      ada: [["birch"], { thanked: ["yes", "2026-03-10T18:00"] }, "Ada Stone"],
      cleo: [["cedar"], { thanked: ["yes", "2026-03-05T18:00"] }, "Cleo Marsh"],
      dan: [["dune"], {}, "Dan Weiss"],
      ed: [[], {}, "Ed Lone"],
    },
  );
  for (const [id, company] of Object.entries({ ash: "Ash", birch: "Birch", cedar: "Cedar", dune: "Dune" }))
    records.applications[id].company = company;
  for (const round of Object.values(records.rounds)) if (at(round.start) < at(HERE)) round.reviewed = "2026-03-10T17:00:00Z";
  return records;
}
const all = () => Everybody.rows(ground(story(), HERE));
const one = (id) => all().find(({ person }) => person.id === id);

test("each person has one row, with what the engine says of them", () => {
  const given = ground(story(), HERE);
  assert.deepEqual(all().map(({ person }) => person.id).sort(), Object.keys(given.records.people).sort());
  for (const row of all()) {
    const { steps } = Standing.all(core, given.records, given.now).find(({ person }) => person.id === row.person.id);
    assert.equal(row.verdict, steps[0].outcome.verdict);
  }
  assert.deepEqual(["zoe", "ben", "cleo", "dan", "ed"].map((id) => one(id).group.stage), ["interview", "deciding", "outcome", "outcome", "no-date"]);
});

test("who is in two applications stands at the one that the advice rests on, and the other is named", () => {
  const records = story();
  records.people.ada.applications = ["birch", "ash"];
  records.rounds["0"].who.push("ada");
  const [ada, ...more] = Everybody.rows(ground(records, HERE)).filter(({ person }) => person.id === "ada");
  assert.deepEqual(more, []);
  const named = Whose.of(core, records, records.people.ada, ada.steps[0]);
  assert.equal(ada.group.application.id, named.id);
  assert.deepEqual([named.id, ...ada.others.map(({ id }) => id)].sort(), ["ash", "birch"]);
  // Met at one that is over, and entered for one that is not: nobody is over who is still met.
  records.people.dan.applications = ["dune", "ash"];
  records.rounds["0"].who.push("dan");
  const dan = Everybody.rows(ground(records, HERE)).filter(({ person }) => person.id === "dan");
  assert.deepEqual(dan.map(({ state, group }) => [state, group.application.id]), [["caution", "ash"]]);
});

test("by company first, and within one by name; who has none comes last, either way", () => {
  assert.deepEqual(shown(all()), ["zoe", "ada", "ben", "cleo", "dan", "ed"]);
  assert.deepEqual(shown(all(), { column: "company", down: true }), ["dan", "cleo", "ada", "ben", "zoe", "ed"]);
});

test("each column sorts by what it says", () => {
  assert.deepEqual(shown(all(), { column: "person", down: false }), ["ada", "ben", "cleo", "dan", "ed", "zoe"]);
  assert.deepEqual(shown(all(), { column: "person", down: true }), ["zoe", "ed", "dan", "cleo", "ben", "ada"]);
  assert.deepEqual(shown(all(), { column: "stage", down: false }), ["zoe", "ada", "ben", "cleo", "dan", "ed"]);
  for (const down of [false, true]) {
    const care = Everybody.shown(core, "en", all(), { column: "advice", down }, ANYBODY).map(({ verdict }) => core.verdicts.findIndex(({ id }) => id === verdict));
    assert.deepEqual(care, care.toSorted((a, b) => (down ? a - b : b - a)));
    const ats = Everybody.shown(core, "en", all(), { column: "change", down }, ANYBODY).map(({ next }) => next?.at ?? null);
    const known = ats.filter((when) => when !== null);
    assert.ok(known.length > 1);
    assert.deepEqual(ats, [...known.toSorted((a, b) => (down ? b - a : a - b)), ...ats.filter((when) => when === null)]);
  }
});

test("the clock alone decides when somebody's advice changes next, and the row says so", () => {
  const ben = one("ben");
  assert.equal(ben.next.at, ben.steps.find(({ outcome }) => outcome.verdict !== ben.verdict).at);
  const earlier = Everybody.rows(ground(story(), "2026-03-01T10:00")).find(({ person }) => person.id === "ben");
  assert.equal(earlier.state, "wait");
});

test("a filter shows those whom it names, and each open person is in one state", () => {
  const fit = (filter) => shown(all(), BY_COMPANY, { filter, sought: "" });
  assert.deepEqual(fit("over"), ["dan"]);
  assert.deepEqual(fit("go"), ["cleo"]);
  assert.deepEqual(fit("wait"), ["zoe", "ben"]);
  assert.deepEqual(fit("caution"), ["ada", "ed"]);
  const counts = Everybody.filters(core, all()).map(({ filter, count }) => [filter, count]);
  assert.deepEqual(counts, [["today", fit("today").length], ["wait", 2], ["caution", 2], ["go", 1], ["over", 1]]);
});

test("today shows whomever a deed is about, by name or by company", () => {
  // Ben is owed thanks, Cleo may be asked to connect, and Dune is long over: it could be forgotten.
  const deeds = Today.rows(ground(story(), HERE)).map(({ kind, people, application }) => `${kind}:${people.map(({ id }) => id).join() || application.id}`);
  assert.deepEqual(deeds, ["due:ben", "fine:cleo", "forget:dune"]);
  assert.deepEqual(shown(all(), BY_COMPANY, { filter: "today", sought: "" }), ["ben", "cleo", "dan"]);
  // A fortnight later nothing was heard from Birch: both people there are concerned, though the deed names none.
  const late = ground(story(), "2026-03-31T10:00");
  assert.ok(Today.rows(late).some(({ kind, people }) => kind === "no-word" && people.length === 0));
  const ids = shown(Everybody.rows(late), BY_COMPANY, { filter: "today", sought: "" });
  assert.ok(ids.includes("ada") && ids.includes("ben"));
});

test("sought are names, companies and what is said", () => {
  const find = (sought, filter = null) => shown(all(), BY_COMPANY, { filter, sought });
  assert.deepEqual(find(" oka "), ["ben"]);
  assert.deepEqual(find("BIRCH"), ["ada", "ben"]);
  assert.deepEqual(find("fine"), ["cleo", "dan"]);
  assert.deepEqual(find("fine", "over"), ["dan"]);
  assert.deepEqual(find("nobody"), []);
});

test("of whom an entry is damaged nothing is said, and they are not lost", () => {
  const given = ground(story(), HERE);
  const row = Everybody.rows({ ...given, silenced: ["ada"] }).find(({ person }) => person.id === "ada");
  assert.deepEqual([row.verdict, row.next, row.silenced, row.state], ["", null, true, ""]);
  const rows = Everybody.rows({ ...given, silenced: ["ada"] });
  assert.equal(shown(rows, { column: "advice", down: true }).at(-1), "ada");
  assert.equal(shown(rows, { column: "advice", down: false }).at(-1), "ada");
});

test("thanks can be said of those who were met, and of nobody else", () => {
  const { records, now } = ground(story(), HERE);
  assert.deepEqual(Everybody.owed(core).map(({ fact, value }) => [fact.id, value]), [["thanked", "yes"]]);
  assert.deepEqual(Everybody.met(records, Object.values(records.people), now).map(({ id }) => id), ["ben", "ada", "cleo", "dan"]);
  records.rounds["1"].status = "cancelled";
  assert.deepEqual(Everybody.met({ ...records, rounds: { ...records.rounds } }, Object.values(records.people), now).map(({ id }) => id), ["cleo", "dan"]);
});

test("companies are those of whoever is shown, and the others too while nothing but a name is sought", () => {
  const records = story();
  records.applications.elm = { id: "elm", company: "Elm", answers: {} };
  const given = ground(records, HERE);
  const found = (wanted) => {
    const rows = Everybody.shown(core, "en", Everybody.rows(given), BY_COMPANY, wanted);
    return Everybody.applications("en", given.records, rows, wanted).map(({ id }) => id);
  };
  assert.deepEqual(found(ANYBODY), ["ash", "birch", "cedar", "dune", "elm"]);
  assert.deepEqual(found({ filter: "go", sought: "" }), ["cedar"]);
  assert.deepEqual(found({ filter: null, sought: "elm" }), ["elm"], "where nobody is entered yet");
  assert.deepEqual(found({ filter: null, sought: "zoe" }), ["ash"]);
});

test("owed can be what is somebody's, counts since something, and has an event that says so", () => {
  const fact = (more) => ({ id: "thanked", whose: "person", countsSince: "meeting-end", ...more });
  const owed = (more) => Everybody.owed({ facts: [fact(more)] }).map(({ value }) => value);
  assert.deepEqual(owed({ events: ["yes", "no-address"] }), ["yes"]);
  for (const none of [{}, { events: [] }, { events: ["yes"], whose: "application" }, { events: ["yes"], countsSince: undefined }]) assert.deepEqual(owed(none), [], JSON.stringify(none));
});

test("one word for one state: a row's, a chip's, a filter's, a deed's, a tip's", () => {
  const request = (value) => ({ request: [value, "2026-03-09T10:00"] });
  const people = { p1: [["a1"], request("sent"), "Ada Stone"], p2: [["a1"], request("accepted"), "Ben Okafor"], p3: [["a1"], { invited: ["sent", "2026-03-09T10:00"] }, "Cleo Marsh"], p4: [["a2"], {}, "Dan Weiss"] };
  const given = ground(entered({ a1: RULES, a2: { ...RULES, outcome: ["offer", "2026-03-09T10:00"] } }, [], people), HERE);
  const rows = Everybody.rows(given);
  const words = ["Already sent", "Connected", "They invited you", "Fine now"];
  assert.deepEqual(rows.map((row) => Everybody.says(core, "en", row)), words);
  const faces = rows.map(({ person, steps }) => Chip.face(core, "en", person, steps, given.now, "Europe/Berlin"));
  assert.deepEqual(faces.map((face) => face.words), words);
  assert.deepEqual(faces.map(({ name }) => name.split(/: |\. /u)[1]), words, "who sees a chip can call it by its words");
  const text = bundled("text.en");
  const advised = ({ person }) => Advice.of({ ...given, text, sources: bundled("sources") }, person);
  assert.deepEqual(rows.map((row) => advised(row).verdict), words);
  assert.deepEqual(rows.map((row) => advised(row).strip.parts[0].verdict), words);
  const named = Everybody.filters(core, rows).map(({ outcome, count }) => [outcome && Saying.word(core, "en", outcome), count]);
  const once = (word) => [word, 1];
  assert.deepEqual(named, [[null, 2], once("Fine now"), once("They invited you"), once("Connected"), once("Already sent"), [null, 0]]);
  const deeds = Today.rows(given).map(({ outcome, people }) => [Saying.word(core, "en", outcome), people[0].id]);
  assert.deepEqual(deeds, [["They invited you", "p3"], ["Fine now", "p4"]]);
});

test("a chip says the verdict with what ends it, or with what comes next and when; its name says the day in full", () => {
  const meets = (start) => [["a1", start, ["p1"]]];
  const panel = { "contact-rules": ["formal-panel", "2026-03-01T10:00"] };
  for (const [application, rounds, words, name = words] of [
    [RULES, [], "Your call"],
    [panel, [], "Wait · until they have decided", "Wait, until they have decided"],
    [RULES, meets("2026-03-14T14:00"), "Wait · until you've met", "Wait, until you've met"],
    [RULES, meets("2026-03-11T14:00"), "Wait · your call from Sat", "Wait, your call from Saturday"],
  ]) {
    const { records, now } = ground(entered({ a1: application }, rounds), HERE);
    const { steps } = Standing.all(core, records, now)[0];
    const face = Chip.face(core, "en", records.people.p1, steps, now, "Europe/Berlin");
    assert.deepEqual([face.words, face.name], [words, `Ada Stone: ${name}. Connection timing`]);
  }
});

test("numbers in names are sorted as numbers", () => {
  const people = Object.fromEntries(["Ada 10", "Ada 9", "Ada 100"].map((name, i) => [`p${i}`, [["a1"], {}, name]]));
  const all = ground(entered({ a1: {} }, [], people), HERE);
  const rows = Everybody.rows(all);
  assert.deepEqual(shown(rows, { column: "person", down: false }), ["p1", "p0", "p2"]);
});
