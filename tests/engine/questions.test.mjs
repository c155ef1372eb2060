// Which question stands when: the engine asked about one person at many instants.

import assert from "node:assert/strict";
import test from "node:test";
import { at, entered, said } from "./records.mjs";
import { bundled, core, engine } from "./support.mjs";

const Foresee = await engine("decision/foresee");
const RULES = { "contact-rules": "none" };

/**
 * The questions about Ada, whom one meets on Tuesday, 10 March 2026, from 14:00 to 15:00 in Berlin. Answers were given on
 * Tuesday at 18:00.
 */
function questions(now, { person, application, me } = {}) {
  const answers = (given = {}) =>
    Object.fromEntries(Object.entries(given).map(([fact, value]) => [fact, { value, at: "2026-03-10T18:00:00+01:00" }]));
  const records = {
    me: answers(me),
    zone: "Europe/Berlin",
    applications: { a: { id: "a", company: "Acme", answers: answers(application) } },
    rounds: { r: { id: "r", application: "a", start: "2026-03-10T14:00", zone: "Europe/Berlin", who: ["p"] } },
    people: { p: { id: "p", name: "Ada", answers: answers(person) } },
  };
  return Foresee.questions(core, records, records.people.p, Date.parse(`${now}+01:00`), []).map(({ fact }) => fact);
}

test("before the interview only the rules about contact are asked for", () => {
  assert.deepEqual(questions("2026-03-09T09:00"), ["contact-rules"]);
  assert.deepEqual(questions("2026-03-09T09:00", { application: RULES }), []);
});

test("on the first day thanks are asked for though they change only what comes", () => {
  assert.deepEqual(questions("2026-03-10T20:00", { application: RULES }), ["thanked"]);
});

test("what the clock would count from is asked for, though no rule asks of the answer itself", () => {
  const texted = { id: "texted", kind: "flag", whose: "person", asked: "when-it-matters", values: ["yes", "no"], unknown: "no" };
  const since = { id: "since-texted", kind: "number", whose: "clock", asked: "never", unit: "hours", days: false, never: true, cuts: [300], reads: { how: "since", event: "texted", being: ["yes"] } };
  const rules = { facts: [texted, since], verdicts: [{ id: "go" }, { id: "wait" }], diagram: { root: 0, nodes: [1, ~0, ~1, ~1, ~1] }, outcomes: [{ verdict: "go", rule: "fresh" }, { verdict: "wait", rule: "rest" }], cards: { afterRound: [] } };
  const asked = (answers) => {
    const records = entered({ a1: {} }, [["a1", "2026-03-10T14:00", ["p1"]]], { p1: [["a1"], answers] });
    return Foresee.questions(rules, records, records.people.p1, at("2026-03-11T09:00"), []).map(({ fact }) => fact);
  };
  assert.deepEqual(asked({}), ["texted"]);
  assert.deepEqual(asked({ texted: ["no", "2026-03-10T18:00"] }), []);
  assert.deepEqual(asked({ texted: ["yes", "2026-03-11T08:00"] }), []);
});

test("an answer matters as soon as any changes what is said, though all change it alike", () => {
  const texted = { id: "texted", kind: "flag", whose: "person", values: ["yes", "no"], unknown: "no" };
  const since = { id: "since-texted", kind: "number", whose: "clock", unit: "hours", days: false, never: true, cuts: [300] };
  const outcomes = [{ verdict: "go", rule: "fresh" }, { verdict: "wait", rule: "rest" }];
  const records = entered({ a1: {} }, [["a1", "2026-03-10T14:00", ["p1"]]]);
  const matters = (being) => {
    const facts = [texted, { ...since, reads: { how: "since", event: "texted", being } }];
    const rules = { facts, verdicts: [{ id: "go" }, { id: "wait" }], diagram: { root: 0, nodes: [1, ~0, ~1, ~1, ~1] }, outcomes };
    return Foresee.matters(rules, records, records.people.p1, records.applications.a1, texted, at("2026-03-11T09:00"));
  };
  assert.deepEqual([matters(["yes"]), matters([]), matters(["perhaps"])], [true, true, false]);
});

test("“not yet” is asked again and the other answers are not", () => {
  for (const now of ["2026-03-10T20:00", "2026-03-12T12:00"]) {
    assert.deepEqual(questions(now, { person: { thanked: "not-yet" }, application: RULES }), ["thanked"]);
    for (const thanked of ["yes", "no-address"])
      assert.ok(!questions(now, { person: { thanked }, application: RULES }).includes("thanked"));
  }
});

test("comfort is asked for only at “your call”", () => {
  // Not before the interview, though there too “yes” would change what is coming; and not once it was answered.
  assert.ok(!questions("2026-03-09T09:00").includes("bother"));
  assert.ok(!questions("2026-03-11T12:00", { person: { thanked: "yes" } }).includes("bother"));
  const at = (person) => questions("2026-03-12T12:00", { person: { thanked: "yes", ...person }, application: RULES });
  assert.deepEqual(at({}), ["asked", "bother"]);
  assert.deepEqual(at({ asked: "no", bother: "no" }), []);
  assert.deepEqual(at({ asked: "no", bother: "yes" }), []);
});

test("of whom one never met it is not asked what is asked after a meeting, such as whether one asked them", () => {
  const asked = (rounds, now, application = { "contact-rules": ["none", "2026-03-01T09:00"] }, person = {}) => {
    const records = entered({ a1: application }, rounds, { p1: [["a1"], person] });
    return Foresee.questions(core, records, records.people.p1, at(now)).map(({ fact }) => fact);
  };
  const no = { "contact-rules": ["none", "2026-03-01T09:00"], outcome: ["rejected", "2026-03-08T18:00"] };
  const ahead = [["a1", "2026-03-10T14:00", ["p1"]]];
  const off = [["a1", "2026-03-10T14:00", ["p1"], "cancelled"]];
  const confident = { confident: ["yes", "2026-03-01T09:00"] };
  for (const found of [asked([], BEFORE), asked(off, "2026-03-12T12:00", no), asked(ahead, BEFORE, undefined, confident)]) {
    assert.ok(!found.includes("asked"), found.join());
    assert.ok(found.includes("bother") || found.includes("tie"), "what is asked beside “your call” still is");
  }
  const over = { thanked: ["yes", "2026-03-10T18:00"] };
  assert.ok(asked(ahead, "2026-03-12T12:00", undefined, over).includes("asked"));
});

test("a secret search is asked about once, at the first “go”", () => {
  assert.ok(!questions("2026-03-12T12:00", { person: { thanked: "yes" } }).includes("secret-search"));
  const offered = { outcome: "offer", ...RULES };
  assert.deepEqual(questions("2026-03-12T12:00", { application: offered }), ["secret-search"]);
  assert.deepEqual(questions("2026-03-12T12:00", { application: offered, me: { "secret-search": "no" } }), []);
  // A job that is taken is one that the employer may not know of yet.
  assert.deepEqual(questions("2026-03-12T12:00", { application: { outcome: "hired" } }), ["secret-search"]);
  assert.deepEqual(questions("2026-03-12T12:00", { application: { outcome: "hired" }, me: { "secret-search": "no" } }), []);
});

test("where nothing would change nothing is asked", () => {
  assert.deepEqual(questions("2026-03-12T12:00", { person: { request: "sent" } }), []);
  assert.deepEqual(questions("2026-03-12T12:00", { person: { asked: "not-really" }, application: RULES }), []);
  assert.deepEqual(questions("2026-03-09T09:00", { application: { "contact-rules": "match" } }), []);
});

/** What stands under the three lines about Ada: “fact=value”, with a star where it was said. */
const sooner = (records, now) =>
  Foresee.sooner(core, records, records.people.p1, at(now)).map(({ fact, value, said }) => `${fact.id}=${value}${said ? "*" : ""}`);
const ahead = (person = {}, application = {}) => entered({ a1: application }, [["a1", "2026-03-10T14:00", ["p1"]]], { p1: [["a1"], person] });
const BEFORE = "2026-03-05T09:00";

test("before the interview stands what would make it come sooner", () => {
  assert.deepEqual(sooner(ahead(), BEFORE), ["industry-norm=welcomes", "invited=suggested", "confident=yes"]);
  // Too near for a request that is usual or helps; and where contact is ruled out nothing helps.
  assert.deepEqual(sooner(ahead(), "2026-03-10T13:00"), ["invited=suggested"]);
  assert.deepEqual(sooner(ahead({}, { "contact-rules": ["formal-panel", "2026-03-01T10:00"] }), BEFORE), []);
});

test("on the first day only their invitation makes it come sooner, and later nothing stands there", () => {
  assert.deepEqual(sooner(ahead(), "2026-03-10T18:00"), ["invited=suggested"]);
  assert.deepEqual(sooner(ahead(), "2026-03-13T18:00"), []);
});

test("what was said stays in sight, and taking it back brings back what stood there", () => {
  const confident = ahead({ confident: ["yes", "2026-03-04T09:00"] });
  assert.match(said(confident, BEFORE)[0], /^caution[/]confident-early/);
  assert.deepEqual(sooner(confident, BEFORE), ["industry-norm=welcomes", "invited=suggested", "confident=yes*"]);
  const back = ahead({ confident: ["no", "2026-03-05T08:00"] });
  assert.match(said(back, BEFORE)[0], /^wait[/]meet-first/);
  assert.deepEqual(sooner(back, BEFORE), sooner(ahead(), BEFORE));
});

test("once now is fine nothing makes it come sooner, and what was said is no condition any more", () => {
  const invited = ahead({ invited: ["suggested", "2026-03-04T09:00"] });
  assert.match(said(invited, BEFORE)[0], /^go[/]/);
  assert.deepEqual(sooner(invited, BEFORE), []);
  const sent = ahead({ request: ["sent", "2026-03-04T09:00"], confident: ["yes", "2026-03-04T09:00"] });
  assert.match(said(sent, BEFORE)[0], /^not-needed[/]/);
  assert.deepEqual(sooner(sent, BEFORE), []);
});

test("what is usual is said of the application that the advice rests on", () => {
  const records = ahead({}, { "industry-norm": ["welcomes", "2026-03-04T09:00"] });
  const [usual] = Foresee.sooner(core, records, records.people.p1, at(BEFORE));
  assert.deepEqual([usual.said, usual.application.id], [true, "a1"]);
});

test("F17 what the page shows is offered to be kept, until it is noted", async () => {
  // The words take their plural from the language of the browser.
  globalThis.navigator ??= { language: "en-GB", languages: ["en-GB"] };
  const Advice = await engine("advice/advice");
  const ground = (answers) => {
    const person = { id: "p", name: "Ada", answers };
    const records = { me: {}, zone: "Europe/Berlin", applications: {}, rounds: {}, people: { p: person } };
    return [{ core, text: bundled("text.en"), sources: bundled("sources"), records, settings: {}, now: Date.parse("2026-03-09T09:00Z") }, person];
  };
  const offered = (page, answers = {}) => {
    const { remember } = Advice.of(...ground(answers), page);
    return remember && `${remember.fact}=${remember.value}`;
  };
  assert.equal(offered(["pending"]), "request=sent");
  assert.equal(offered(["received"]), "invited=sent");
  assert.equal(offered(["connect"]), null, "what nobody did is no event");
  assert.equal(offered([]), null);
  assert.equal(offered(["pending"], { request: { value: "sent", at: "2026-03-08T09:00Z" } }), null);
});

test("where a request was noted and the page shows Connect again, nobody is urged to send another", async () => {
  globalThis.navigator ??= { language: "en-GB", languages: ["en-GB"] };
  const [Advice, Beside] = [await engine("advice/advice"), await engine("advice/beside")];
  const offer = { outcome: ["offer", "2026-03-09T10:00"], "contact-rules": ["none", "2026-03-09T10:00"] };
  const story = (request) => {
    const records = entered({ a1: offer }, [["a1", "2026-03-05T14:00", ["p1"]]], { p1: [["a1"], request ? { request } : {}] });
    records.people.p1.profiles = ["ada-stone"];
    return records;
  };
  const model = (request, page) => {
    const records = story(request);
    return Advice.of({ core, text: bundled("text.en"), sources: bundled("sources"), records, settings: {}, now: at("2026-03-12T10:00") }, records.people.p1, page);
  };
  const sent = ["sent", "2026-03-10T16:00"];
  assert.equal(model(sent, []).verdict, "Already sent");
  for (const page of [["connect"], ["connect", "at-once"]]) {
    assert.equal(model(undefined, page).verdict === "Already sent", false);
    const { verdict, note, question } = model(sent, page);
    assert.deepEqual([verdict, note], ["Already sent", []]);
    assert.match(question.ask, /^You noted a request on .*10.*, and the page shows Connect again/u);
    assert.deepEqual(question.choices.map(({ value }) => value), ["withdrawn", "none"]);
    const { event, values } = bundled("text.en").facts.request;
    assert.equal(question.choices[0].label, (event?.withdrawn ?? values.withdrawn).join(""));
    assert.equal(question.choices[1].label, bundled("text.en").words["tip-noted-none"].join(""));
  }
  assert.equal(model(["withdrawn", "2026-03-10T16:00"], ["connect"]).verdict, "Wait", "what was said is no doubt");
  const clue = { slug: "ada-stone", opaque: null, member: null, name: null, how: "link", own: [], names: [], marks: ["connect"] };
  const scene = { core, page: bundled("page"), records: story(sent), settings: {}, silenced: [], form: (name) => [name], names: { same: () => true, differ: () => false }, now: at("2026-03-12T10:00") };
  const { owner } = Beside.owner(scene, clue);
  assert.deepEqual([owner.face.words, owner.face.direction], ["Already sent", "ltr"]);
  const hebrew = { ...core, chip: { ...core.chip, en: { ...core.chip.en, words: { ...core.chip.en.words, "chip-direction": ["rtl"] } } } };
  assert.equal(Beside.owner({ ...scene, core: hebrew }, clue).owner.face.direction, "rtl");
});

test("on the morning after, what is said fits that the wait ends today, and what is assumed is listed once", async () => {
  globalThis.navigator ??= { language: "en-GB", languages: ["en-GB"] };
  const Advice = await engine("advice/advice");
  for (const [language, day] of [["en", /tomorrow/iu], ["de", /\bmorgen\b/iu], ["es", /mañana/iu]])
    for (const thanked of [{ thanked: ["yes", "2026-03-10T18:00"] }, { part: ["executive", "2026-03-10T18:00"] }]) {
      const records = entered({ a1: {} }, [["a1", "2026-03-10T14:00", ["p1"]]], { p1: [["a1"], thanked] });
      const ground = { core, text: bundled(`text.${language}`), sources: bundled("sources"), records, settings: {}, now: at("2026-03-11T09:00") };
      const model = Advice.of(ground, records.people.p1);
      assert.doesNotMatch(`${model.headline} ${model.do}`, day);
      assert.ok(model.why.assumed.length > 0);
      for (const assumed of model.why.assumed) assert.ok(!assumed.startsWith(model.words.assumed), assumed);
    }
});
