// The stage greys a question when, and only when, no answer to it can change what is said, now or at the next change,
// whatever the answers to the other open questions are: compared with trying out all of them.

import assert from "node:assert/strict";
import test from "node:test";
import { drawing } from "./drawing.mjs";
import { core, engine, howMany } from "./support.mjs";

const Foresee = await engine("decision/foresee");
const Open = await engine("decision/open");
const Stage = await engine("stage/stage");
const Situation = await engine("decision/situation");
const Timeline = await engine("decision/timeline");

const TIMES = howMany(10, { full: 10_000, few: 5 });
/** So many ways to answer what is open are tried out. */
const MOST = 60;
const NAMES = { name: "Ada Stone", company: "Acme" };
const ASKED = Open.askable(core);
const { random, pick, told: draw } = drawing(1);

/** What is told with these answers given now; a date that is open may also stay unanswered. */
const answered = (told, now, given) => {
  const at = new Date(now).toISOString();
  const answers = Object.fromEntries(Object.entries(given).map(([id, value]) => [id, { value, at }]));
  return Stage.entered(core, { ...told, answers: { ...told.answers, ...answers } }, NAMES);
};

/** The facts of a partial situation that matter, by trying out every answer to every open one. */
function byForce(told, now, open) {
  const { records, person } = Stage.entered(core, told, NAMES);
  const instants = Open.instants(Timeline.steps(core, records, person, now));
  const found = new Set();
  for (const fact of ASKED) {
    const others = open.filter((one) => one !== fact);
    const say = (given) => {
      const then = answered(told, now, given);
      return instants.map((at) => {
        const { contradiction, verdict, rule, adjustment } = Timeline.outcomeAt(core, then.records, then.person, at, now);
        return contradiction ? null : `${verdict} ${rule} ${adjustment}`;
      });
    };
    for (const given of ways(others, now, told.zone)) {
      const said = Open.answersTo(fact, now, told.zone).map((value) => say({ ...given, [fact.id]: value }));
      if (fact.kind === "date" && !told.answers[fact.id]) said.push(say(given));
      if (instants.some((_, i) => new Set(said.map((all) => all[i]).filter((one) => one !== null)).size > 1)) {
        found.add(fact.id);
        break;
      }
    }
  }
  return found;
}

/** Every way to answer some facts. */
function* ways([fact, ...others], now, zone) {
  if (!fact) return yield {};
  for (const rest of ways(others, now, zone)) {
    if (fact.kind === "date") yield rest;
    for (const value of Open.answersTo(fact, now, zone)) yield { ...rest, [fact.id]: value };
  }
}

/** Some of the facts, few enough that every way to answer them can be tried. */
function someOpen(now, zone) {
  const open = [];
  let count = 1;
  for (const fact of [...ASKED].sort(() => random() - 0.5)) {
    const more = count * (Open.answersTo(fact, now, zone).length + 1);
    if (more > MOST) break;
    count = more;
    open.push(fact);
  }
  return open;
}

test(`the questions that can change nothing are those of brute force in ${TIMES} random partial situations`, () => {
  let [greyed, asked] = [0, 0];
  for (let i = 0; i < TIMES; i++) {
    const { told, at } = draw(1);
    const open = someOpen(at, told.zone);
    for (const { id } of open) delete told.answers[id];
    const { records, person } = Stage.entered(core, told, NAMES);
    const found = Open.open(core, records, person, at);
    assert.deepEqual([...found].sort(), [...byForce(told, at, open)].sort(), JSON.stringify({ told, at }));
    asked += found.size;
    greyed += ASKED.length - found.size;
  }
  assert.ok(greyed > TIMES / 2 && asked > TIMES, `${greyed} greyed, ${asked} not`);
});

test("what is greyed stays so when something else is answered", () => {
  for (let i = 0; i < TIMES; i++) {
    const { told, at } = draw();
    const steps = ({ records, person }) => Open.instants(Timeline.steps(core, records, person, at)).join();
    const fact = pick(ASKED.filter(({ id, values }) => values && !told.answers[id]));
    if (!fact) continue;
    const before = Stage.entered(core, told, NAMES);
    const after = answered(told, at, { [fact.id]: pick(fact.values) });
    // Another answer may bring the next change at another time; then another thing is asked.
    if (steps(before) !== steps(after)) continue;
    const open = Open.open(core, before.records, before.person, at);
    for (const id of Open.open(core, after.records, after.person, at)) assert.ok(open.has(id), id);
  }
});

test("after a match's rules few questions are left", () => {
  const told = { start: "2026-03-10T14:00", zone: "Europe/Berlin", answers: {} };
  const at = Stage.instant(told, 200);
  const { records, person } = answered(told, at, { "contact-rules": "match" });
  const open = Open.open(core, records, person, at);
  for (const id of ["company-norm", "industry-norm", "confident"]) assert.ok(!open.has(id), [...open].join());
  assert.ok(open.has("outcome") && open.has("contact-rules"));
  assert.ok(Foresee.questions(core, records, person, at).every(({ fact }) => open.has(fact)));
});

test("the stage says at each hour what the engine says, in stretches", () => {
  for (let i = 0; i < 5; i++) {
    const { told } = draw();
    const { records, person } = Stage.entered(core, told, NAMES);
    const stretches = Stage.stretches(core, told);
    for (let hour = -Stage.REACH.before; hour <= Stage.REACH.after; hour += 17) {
      const at = Stage.instant(told, hour);
      const { verdict } = stretches.findLast((stretch) => stretch.at <= at);
      assert.equal(verdict, Timeline.at(core, records, person, at).verdict);
      assert.equal(Stage.hours(told, at), hour);
    }
    assert.equal(stretches[0].at, Stage.instant(told, -Stage.REACH.before));
    assert.ok(stretches.every(({ verdict }, n) => n === 0 || verdict !== stretches[n - 1].verdict));
  }
});

test("the drawn button is in the state that the answers tell", () => {
  const state = (given) =>
    Stage.button(core, { answers: Object.fromEntries(Object.entries(given).map(([id, value]) => [id, { value, at: "" }])) });
  assert.equal(state({}), "connect");
  assert.equal(state({ request: "sent" }), "pending");
  assert.equal(state({ invited: "sent" }), "received");
  assert.equal(state({ request: "accepted" }), null);
  assert.equal(Situation.factOf(core, "request").page.pending[0], "sent");
});

test("of a number the amounts at, between and beyond its thresholds are tried, in its own unit", () => {
  assert.deepEqual(Open.answersTo({ kind: "number", cuts: [2, 5] }, 0, "UTC"), ["1", "2", "3.5", "5", "8"]);
  assert.deepEqual(Open.answersTo({ kind: "number", cuts: [120], minutes: 60 }, 0, "UTC"), ["1", "2", String(361 / 120)]);
});

test("one is asked what one can know, and not what the clock or the page tells", () => {
  const fact = (id, more) => ({ id, asked: "on-request", whose: "person", ...more });
  const since = { how: "since", event: "meeting-end", being: [] };
  const own = [fact("tie"), fact("outcome", { whose: "application" }), fact("secret-search", { whose: "me" })];
  const told = [fact("since-met", { whose: "clock", reads: since }), fact("sends-at-once", { whose: "page" }), fact("part", { asked: "never" })];
  assert.deepEqual(Open.askable({ facts: [...told, ...own] }), own);
});
