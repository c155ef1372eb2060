// The self-check: why no chip stands beside a control, and why none on a page, told of what a page saw.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import vm from "node:vm";
import { at, entered } from "./records.mjs";
import { bundled, core, engine } from "./support.mjs";

const Beside = await engine("advice/beside");
const Lookup = await engine("people/lookup");
const SelfCheck = await engine("advice/selfcheck");
const Timeline = await engine("decision/timeline");

vm.runInThisContext(readFileSync(new URL("../../extension/shared/names.js", import.meta.url), "utf-8"));
const page = bundled("page");
const form = Lookup.typed(core.names, Names.of(page.names).forms);

const NOW = "2026-03-11T10:00";
/** Ada, whose address is known; `change` makes of the scene what it is to be. */
function scene(change = () => {}) {
  const records = entered({ a1: {} }, [["a1", "2026-03-10T14:00", ["p1"]]]);
  records.people.p1.profiles = ["ada-stone"];
  const made = { core, page, form, names: undefined, settings: { place: "page" }, records, silenced: [], now: at(NOW) };
  change(made);
  return made;
}
const clue = (slug) => ({ slug, opaque: null, member: null, name: null, how: "link", own: ["slug"], names: [], marks: [] });
const ADA = { clue: clue("ada-stone"), how: "link", stands: false, inView: true, doubt: null, state: "connect", labelled: true };
const OTHER = { ...ADA, clue: clue("somebody-else") };
const NOBODY = { ...ADA, clue: null, how: "none" };
const told = (controls, { change, problems = [], shown = 0, halted = null } = {}) =>
  SelfCheck.complete(scene(change), problems, { controls, halted, shown, path: "/in/x", total: controls.length });
const line = (control, more) => {
  const { controls: [{ entered: known, withheld, why }] } = told([control], more);
  return [known, withheld, why];
};

test("of a control is said whether it is somebody's entered, and why no chip stands beside it", () => {
  assert.deepEqual(line({ ...ADA, stands: true }), [true, null, null]);
  assert.deepEqual(line(ADA), [true, null, "no-room"]);
  assert.deepEqual(line({ ...ADA, inView: false }), [true, null, "not-in-view"]);
  assert.deepEqual(line(OTHER), [false, null, "not-entered"]);
  assert.deepEqual(line(NOBODY), [false, null, "no-owner"], "without a clue nobody is looked for");
  assert.deepEqual(line({ ...ADA, doubt: "state" }), [true, null, "unsure-state"]);
  assert.deepEqual(line({ ...OTHER, doubt: "owner" }), [false, null, "unsure-owner"]);
});

test("a button that leads to somebody entered and is labelled for somebody else is nobody's, and the self-check says why", () => {
  const change = (made) => {
    made.names = Names.of(page.names);
    made.records.people.p1.name = "Ada Stone";
    made.records.people.p1.profiles = ["ada-stone", "coder-99"];
  };
  const labelled = (name, slug = "ada-stone") => ({ ...ADA, clue: { ...clue(slug), name } });
  for (const other of ["Zoe Other", "Dr. Zoë Other-Vance", "Zoe"])
    assert.deepEqual(line(labelled(other), { change }), [false, null, "unsure-owner"], other);
  assert.equal(told([labelled("Zoe Other")], { change }).reason, "unsure-owner");
  assert.deepEqual(line(labelled("Ada Stone", "zoe-other"), { change }), [false, null, "not-entered"], "and the reverse");
  // Married, called otherwise by whoever entered them, written in other letters, or called as the address says.
  for (const same of ["Ada Quarry", "Adelaide Stone", "Стоун Ада", "STONE, A.", "\u{1f98a}", null])
    assert.deepEqual(line(labelled(same), { change }), [true, null, "no-room"], `${same}`);
  const called = (made) => {
    change(made);
    made.records.people.p1.name = "The recruiter";
  };
  assert.deepEqual(line(labelled("Ada Quarry"), { change: called }), [true, null, "no-room"]);
  const byHandle = (made) => {
    called(made);
    made.records.people.p1.profiles = ["coder-99"];
  };
  assert.deepEqual(line(labelled("Ada Quarry", "coder-99"), { change: byHandle }), [false, null, "unsure-owner"]);
});

const hidden = (made) => {
  const { verdict, rule, adjustment, application } = Timeline.at(core, made.records, made.records.people.p1, made.now);
  made.settings.hidden = { p1: [verdict, rule, adjustment ?? "", application?.id ?? ""].join(" ") };
};
const silenced = (made) => made.silenced.push("p1");
const resting = (made) => { made.records.applications.a1.answers.outcome = { value: "rejected", at: "2025-06-01T10:00:00Z" }; made.records.rounds = {}; };

test("why somebody entered has no chip is said of the control and of the page", () => {
  for (const [change, why] of [[hidden, "hidden"], [silenced, "damaged"], [resting, "resting"]]) {
    assert.deepEqual(line(ADA, { change }), [true, why, why]);
    assert.equal(told([OTHER, ADA], { change }).reason, why);
    // Where there is a chip to be had it is that one's reason which is told.
    assert.deepEqual(line({ ...ADA, stands: true }, { change }), [true, why, null]);
  }
});

test("of a page is said why it has no chip, or that it has", () => {
  assert.equal(told([]).reason, "no-control");
  assert.equal(told([{ ...ADA, stands: true }], { shown: 1 }).reason, "shown");
  assert.equal(told([ADA]).reason, "no-room");
  assert.equal(told([{ ...ADA, inView: false }]).reason, "not-in-view");
  assert.equal(told([{ ...ADA, inView: false }, ADA]).reason, "no-room");
  assert.equal(told([OTHER]).reason, "not-entered");
  assert.equal(told([NOBODY, NOBODY]).reason, "no-owner");
  assert.equal(told([NOBODY, OTHER]).reason, "not-entered");
  assert.equal(told([NOBODY, { ...OTHER, doubt: "owner" }]).reason, "unsure-owner");
  assert.equal(told([ADA, { ...OTHER, doubt: "owner" }]).reason, "no-room");
});

test("what keeps all chips away is said before what concerns one, but not where some stand", () => {
  const unset = (made) => { made.settings = {}; };
  assert.deepEqual(line(ADA, { change: unset }), [true, null, "not-chosen"]);
  assert.equal(told([], { change: unset }).reason, "not-chosen");
  assert.equal(told([ADA], { halted: "access" }).reason, "access");
  assert.equal(told([ADA], { halted: "access", change: unset }).reason, "access");
  assert.deepEqual(line({ ...ADA, stands: true }, { halted: "access" }), [true, null, null]);
  assert.equal(told([ADA], { halted: "access", shown: 1 }).reason, "shown");
});

test("why nothing is shown anywhere, and until when", () => {
  const silence = (change, problems = []) => Beside.silence({ ...scene(change), problems }, at(NOW));
  assert.equal(silence(), null);
  assert.deepEqual(silence((made) => { made.settings = {}; }), { reason: "not-chosen", until: null });
  assert.deepEqual(silence((made) => { made.settings.place = "toolbar"; }), { reason: "toolbar", until: null });
  const until = at("2026-03-11T12:00");
  assert.deepEqual(silence((made) => { made.settings.pausedUntil = until; }), { reason: "paused", until });
  const talk = (made) => { made.records.rounds[0].start = "2026-03-11T10:10"; };
  assert.deepEqual(silence(talk), { reason: "quiet", until: at("2026-03-11T11:10") });
  const nobody = (made) => { made.records.people = {}; };
  assert.deepEqual(silence(nobody), { reason: "nobody", until: null });
  assert.deepEqual(silence(nobody, [{ key: "people.p1", reason: "unreadable" }]), { reason: "damaged", until: null });
  assert.equal(silence(undefined, [{ key: "people.p2", reason: "unreadable" }]), null, "one entry keeps no other's chips away");
});

test("something may stand beside somebody unless every mark of a request rules it out", () => {
  const anyone = (change, problems = []) => { const made = scene(change); return Beside.anyone({ ...made, problems }, made.now); };
  assert.equal(anyone(), true);
  assert.equal(anyone(silenced), false);
  assert.equal(anyone(resting), false);
  assert.equal(anyone((made) => { made.records.people = {}; }), false);
});

/** Both have sent a request, as it was entered, which can't be: only what a page shows can say which it is. */
const both = (made) => {
  made.records.people.p1.answers = { request: { value: "sent", at: "2026-03-01T10:00:00Z" }, invited: { value: "sent", at: "2026-03-01T10:00:00Z" } };
};
/** Pages of one mark alone, which shows these values. */
const only = (mark, shows) => (made) => {
  both(made);
  const facts = core.facts.map((fact) => ({ ...fact, page: mark && shows(fact) ? { [mark]: shows(fact) } : undefined }));
  made.core = { ...core, facts };
};

test("each mark that a page can have is tried where only it makes sense of what was entered", () => {
  const anyone = (change) => { const made = scene(change); return Beside.anyone({ ...made, problems: [] }, made.now); };
  assert.equal(anyone(only("", () => undefined)), false, "a contradiction shows nothing");
  const marks = new Set(core.facts.flatMap((fact) => Object.keys(fact.page ?? {})));
  assert.deepEqual([...marks].toSorted(), ["at-once", "connect", "pending", "received", "withdrawn"]);
  for (const mark of marks) {
    const says = mark === "at-once" ? ({ id }) => id === "request" && ["none"] : (fact) => fact.page?.[mark];
    assert.equal(anyone(only(mark, says)), true, mark);
  }
  // A page on which Connect asks first, where one on which it sends at once makes no sense.
  const first = (made) => {
    both(made);
    const facts = core.facts.map((fact) => (fact.page?.connect ? { ...fact, page: { connect: fact.page.connect, "at-once": ["sent"] } } : { ...fact, page: undefined }));
    made.core = { ...core, facts };
  };
  assert.equal(anyone(first), true, "connect alone");
  assert.equal(Timeline.at(core, scene(both).records, scene(both).records.people.p1, at(NOW)).contradiction, "two-open-requests");
  assert.deepEqual(line(ADA, { change: both }), [true, "contradiction", "contradiction"]);
});
