// What stands behind “Why?”: reasons, what is assumed, how far advice agrees, and who says so; and what else the tip says of
// the same person: which way its language is written, whom it is about, where else one meets them.

import assert from "node:assert/strict";
import test from "node:test";
import { at, entered } from "./records.mjs";
import { bundled, core, engine } from "./support.mjs";

// The words take their plural from the language of the browser.
globalThis.navigator ??= { language: "en-GB", languages: ["en-GB"] };
const Advice = await engine("advice/advice");
const Why = await engine("advice/why");
const [text, sources] = [bundled("text.en"), bundled("sources")];

/** What is said about Ada, met on Tuesday, 10 March, from 14:00 to 15:00. */
function model(now, { application = {}, person = {}, me = {}, ground = {}, page = [], settings = {} } = {}) {
  const records = entered({ a1: application }, [["a1", "2026-03-10T14:00", ["p1"]]], { p1: [["a1"], person] });
  records.me = Object.fromEntries(Object.entries(me).map(([fact, value]) => [fact, { value, at: "2026-03-01T10:00:00Z" }]));
  return Advice.of({ core, text, sources, records, settings, now: at(now), ...ground }, records.people.p1, page);
}
const BEFORE = "2026-03-05T09:00";
const AFTER = "2026-03-14T10:00";
const RULES = { "contact-rules": ["none", "2026-03-01T10:00"] };
const OFFER = { ...RULES, outcome: ["offer", "2026-03-12T10:00"] };
const SECRET = { application: OFFER, me: { "secret-search": "yes" } };
const claimed = (situations) => sources.sources.filter(({ claims }) => claims.some(({ situation }) => situations.includes(situation)));

test("a rule alone gives its own reason, an adjusted one the adjustment's before it", () => {
  assert.deepEqual(model(BEFORE).why.reasons, [text.rules["meet-first"].why.join("")]);
  const { why, headline, further } = model(AFTER, SECRET);
  const rule = model(AFTER, { application: OFFER, me: { "secret-search": "no" } }).why;
  assert.equal(headline, text.adjustments["secret-search"].headline.join(""));
  assert.deepEqual(further, [], "what the headline says is not said again");
  assert.equal(rule.reasons.length, 1);
  assert.deepEqual(why.reasons, [text.adjustments["secret-search"].why.join(""), ...rule.reasons]);
  assert.deepEqual([why.gain, why.risk, why.agreement], [rule.gain, rule.risk, rule.agreement], "both sides are the rule's");
});

test("the sources are those that speak to the situation, each with all that it claims of it and nothing else", () => {
  const { sources: cited } = model(BEFORE).why;
  const own = claimed(["before-interview"]);
  assert.ok(own.length > 1 && own.length < sources.sources.length);
  assert.equal(cited.label, `${own.length} sources`);
  assert.deepEqual(cited.list.map(({ title, url }) => [title, url]), own.map(({ title, url }) => [title, url]));
  const says = (source) => source.claims.filter(({ situation }) => situation === "before-interview").map((claim) => claim.says);
  assert.deepEqual(cited.list.map(({ claims }) => claims), own.map(says));
});

test("what stands under the three lines as what would make it come sooner is not said again", () => {
  const { sooner, events } = model("2026-03-10T16:00");
  const offered = sooner.choices.map(({ fact, value }) => text.facts[fact].event?.[value]?.join(""));
  assert.ok(offered.some(Boolean) && events.length > 0);
  for (const { event } of events) assert.ok(!offered.includes(event), event);
});

test("what an application brings changes nothing for somebody who is in none", () => {
  const records = entered({}, [], { p1: [[]] });
  const { events } = Advice.of({ core, text, sources, records, settings: {}, now: at(BEFORE) }, records.people.p1);
  const told = core.facts.filter(({ whose }) => whose === "application").flatMap(({ id }) => Object.values(text.facts[id].event ?? {}).map((event) => event.join("")));
  for (const { event, happens } of events) assert.ok(!told.includes(event) && !(happens && told.includes(happens.fact)), event);
});

test("the strip has a part for each stretch that looks another way, and says what it rests on", () => {
  const { strip } = model("2026-03-10T16:00", { application: RULES });
  const told = strip.parts.map(({ verdict, tone, hatched, rests }) => [verdict, tone, hatched, rests !== ""]);
  assert.deepEqual(told, [["Wait", "hold", false, false], ["Wait", "hold", true, true], ["Your call", "open", false, false]]);
  assert.deepEqual([strip.parts[0].when, strip.end], ["Now", "The bar shows the time until Sat."]);
  assert.equal(strip.parts[1].when, "From Wed 11 Mar, 15:00");
  const whole = strip.parts.reduce((sum, { share }) => sum + share, 0);
  assert.ok(Math.abs(whole - 1) < 1e-9 && strip.parts.every(({ share }) => share > 0), `${whole}`);
});

test("an adjusted outcome cites both, and a rule of our own nobody", () => {
  const titles = ({ why }) => why.sources.list.map(({ title }) => title);
  const rule = titles(model(AFTER, { application: OFFER, me: { "secret-search": "no" } }));
  const secret = claimed(["secret"]).map(({ title }) => title);
  assert.ok(secret.some((title) => !rule.includes(title)));
  assert.deepEqual(new Set(titles(model(AFTER, SECRET))), new Set([...rule, ...secret]));
  const own = { ...text.rules["meet-first"] };
  delete own.situation;
  const { list, label } = Why.of({ core, text, sources }, { assumed: [], cellAt: () => 0, verdict: "wait" }, own, own, {}).sources;
  assert.deepEqual([list, label], [[], "0 sources"]);
});

/** One source, as “Why?” names it. */
function where(source) {
  const one = { title: "On manners", url: "https://example.org", publisher: "Press", country: "", year: 2024, seen: "full", readOn: "2026-03-02", ...source };
  const ground = { sources: { format: 2, situations: {}, sources: [{ ...one, claims: [{ situation: "before-interview", says: "Wait." }] }] } };
  const { list, label } = model(BEFORE, { ground }).why.sources;
  assert.equal(label, "1 source");
  return list[0].where;
}

test("of a source is said who, where, when, how far it was read, and whether a link is left", () => {
  assert.equal(where({}), "Press, 2024, read in full on Mar 2, 2026");
  assert.equal(where({ country: "UK", seen: "opening only", readOn: undefined }), "Press, UK, 2024, read in part");
  assert.equal(where({ url: "", readOn: undefined }), "Press, 2024, read in full, archived, no link");
});

/** How far advice agrees, where these are the counts of the rule before the interview. */
function agreement(counts, ours = false) {
  const rule = { ...text.rules["meet-first"], ours, agreement: { level: "split", leans: "", go: [0, 0], wait: [0, 0], depends: [0, 0], ...counts } };
  return model(BEFORE, { ground: { text: { ...text, rules: { ...text.rules, "meet-first": rule } } } }).why.agreement;
}
const ASKED = "Asked: “Send a request before the interview?”";

test("how many said what: unsigned pages behind a plus, and a side that nobody took is left out", () => {
  assert.equal(agreement({ go: [3, 0] }), `Opinions split. ${ASKED} 3 yes.`);
  assert.equal(agreement({ go: [1, 0], wait: [3, 1], depends: [2, 0] }), `Opinions split. ${ASKED} 1 yes, 3 +1 no or not yet, 2 it depends. After a plus: unsigned pages.`);
  assert.equal(agreement({ depends: [0, 1] }), `Opinions split. ${ASKED} +1 it depends. After a plus: unsigned pages.`);
  assert.match(agreement({ level: "most", leans: "go", go: [4, 0] }), /^Most say yes\. /u);
  assert.match(agreement({ level: "most", leans: "wait", wait: [4, 0] }), /^Most say no or not yet\. /u);
});

test("what is partly our own reasoning says so, unless it is wholly", () => {
  const OURS = "Part of this is our own reasoning.";
  assert.ok(agreement({ level: "few", go: [1, 0] }, true).endsWith(OURS));
  assert.ok(!agreement({ level: "few", go: [1, 0] }, false).includes(OURS));
  assert.ok(!agreement({ level: "own" }, true).includes(OURS));
});

test("what nobody said is told as assumed, as far as one may be asked", () => {
  const assumed = (records) => model(BEFORE, records).why.assumed;
  const rules = "Rules about contact? None I know of.";
  assert.ok(assumed().includes(rules), assumed().join("\n"));
  assert.ok(!assumed({ application: RULES }).includes(rules));
  const facts = core.facts.filter(({ asked }) => asked === "when-it-matters").map(({ id }) => text.facts[id].says.join(""));
  for (const one of assumed()) assert.ok(facts.some((says) => one.startsWith(`${says}?`)), one);
});

test("what changes it is said: the clock, what it waits for first, or whichever comes first", () => {
  const change = (now, application = RULES) => model(now, { application }).change;
  assert.equal(change(BEFORE), "Until you've met. After that, from Fri 13 Mar, 15:00: your call.");
  assert.equal(change("2026-03-10T16:00"), "From Fri 13 Mar, 15:00: your call.");
  assert.equal(change("2026-03-11T16:00"), "Until you've thanked them. Otherwise, from Fri 13 Mar, 15:00: your call.");
  assert.equal(change(AFTER, OFFER), "");
});

test("whatever is said, its language is written in the direction that its texts name", () => {
  assert.equal(model(BEFORE).direction, "ltr");
  const hebrew = { ...text, words: { ...text.words, "chip-direction": ["rtl"] } };
  assert.equal(model(BEFORE, { ground: { text: hebrew } }).direction, "rtl");
  // Also where entries contradict each other, which has a title and a language as well.
  const sent = ["sent", "2026-03-01T10:00"];
  const both = { person: { request: sent, invited: sent }, ground: { text: hebrew } };
  const { contradiction, direction, title, verdict } = model(BEFORE, both);
  assert.equal(contradiction.entries.length, 2);
  assert.deepEqual([direction, title, verdict], ["rtl", "Connection timing for Ada Stone", ""]);
  const { why, strip, events } = model(BEFORE, both);
  assert.deepEqual([why.sources, why.reasons, strip.parts, events], [{ label: "", list: [] }, [], [], []], "and nothing to unfold");
});

test("where somebody is met elsewhere too is said, as long as that is not over and has a name", () => {
  const who = (other) => {
    const records = entered({ a1: RULES, a2: other.answers ?? {} }, [["a1", "2026-03-10T14:00", ["p1"]]], { p1: [["a1", "a2"]] });
    records.applications.a1.company = "Ash";
    records.applications.a2.company = other.company;
    return Advice.of({ core, text, sources, records, settings: {}, now: at("2026-03-10T14:30") }, records.people.p1).who;
  };
  assert.equal(who({ company: "Birch" }), "Ada Stone · Ash, also Birch");
  assert.equal(who({ company: "" }), "Ada Stone · Ash");
  assert.equal(who({ company: "Birch", answers: { outcome: ["withdrew", "2026-03-01T10:00"] } }), "Ada Stone · Ash");
});
