// Whose a clue is, and what is learnt of a person's addresses: never from one look, never against another clue.

import assert from "node:assert/strict";
import { test } from "node:test";
import "../../extension/shared/names.js";
import { bundled, engine } from "./support.mjs";

const page = bundled("page");
const Lessons = await engine("people/lessons");
const People = await engine("people/people");
const names = globalThis.Names.of(page.names);

const opaque = (number) => `acoaa${String(number).padStart(34, "0")}`;
const clue = (more) => ({ slug: null, opaque: null, member: null, name: null, how: "link", own: [], ...more });
const ada = (more) => clue({ slug: "ada-1", name: "Ada Stone", own: ["slug"], ...more });

function records(aliases = {}) {
  const people = {};
  for (const [id, name] of Object.entries({ "ada-1": "Ada Stone", "ben-2": "Ben Okoro", "cleo-3": "Cléo Marsh" }))
    people[id] = { id, name, profiles: [id], aliases: aliases[id] ?? {}, applications: [], answers: {} };
  return { people, zone: "UTC" };
}
/** Records are read anew each time, as they are from storage. */
const whose = (stored, owned) => People.of(page, structuredClone(stored), owned, names)?.id ?? null;

test("what a control says itself outweighs its card", () => {
  const stored = records({ "ben-2": { "ben-2": ["member:2", opaque(2)] } });
  assert.equal(whose(stored, ada()), "ada-1");
  assert.equal(whose(stored, ada({ opaque: opaque(2) })), "ada-1", "the card's id is somebody else's");
  assert.equal(whose(stored, ada({ member: "2", own: ["slug", "member"] })), null, "its own number is");
  assert.equal(whose(stored, clue({ opaque: opaque(2), how: "id" })), "ben-2");
  assert.equal(whose(stored, clue({ slug: "ada-1", opaque: opaque(2), how: "name" })), null, "two clues of the card");
});

test("a control that names another of the people entered is nobody's", () => {
  const stored = records({ "ben-2": { "ben-2": [opaque(2)] } });
  assert.equal(whose(stored, ada({ name: "Ben Okoro" })), null);
  assert.equal(whose(stored, ada({ name: "Cleo Marsh, MBA" })), null);
  assert.equal(whose(stored, ada({ name: "Ada S." })), "ada-1", "people are entered under the names they are called by");
  const byCard = (name) => whose(stored, clue({ opaque: opaque(2), name, how: "id" }));
  assert.deepEqual([byCard("Ben Okoro"), byCard("Zed Other"), byCard("田中")], ["ben-2", null, "ben-2"]);
});

test("a number that is known to be another is nobody's", () => {
  const stored = records({ "ada-1": { "ada-1": ["member:1"] } });
  assert.equal(whose(stored, ada({ member: "1", own: ["slug", "member"] })), "ada-1");
  assert.equal(whose(stored, ada({ member: "9", own: ["slug", "member"] })), null);
});

/** Looks at a page, each `{ at, rested, seen }`; what is stored in the end, and what was learnt at each. */
function watch(stored, looks) {
  let pending = new Map();
  const told = looks.map(({ at, rested = at + 5000, seen }) => {
    const lessons = seen.flatMap((owned) => Lessons.found(page, structuredClone(stored), owned, names));
    const judged = Lessons.judge(pending, { now: at, rested, lessons });
    pending = judged.pending;
    Lessons.apply(stored, judged.learnt);
    return { learnt: judged.learnt.map(({ address, gone }) => (gone ? `-${address}` : address)), again: judged.again };
  });
  return { told: told.map(({ learnt }) => learnt), again: told.map(({ again }) => again) };
}
const withNumber = (number, more) => ada({ member: String(number), own: ["slug", "member"], ...more });

test("one look teaches nothing, two a second apart do", () => {
  const stored = records();
  const { told, again } = watch(stored, [
    { at: 10_000, seen: [withNumber(1)] },
    { at: 10_600, seen: [withNumber(1)] },
    { at: 11_000, seen: [withNumber(1)] },
    { at: 12_100, seen: [withNumber(1)] },
  ]);
  assert.deepEqual(told, [[], [], ["member:1"], []]);
  assert.deepEqual(again, [11_000, 11_000, null, null], "the page is asked to look again");
  assert.deepEqual(stored.people["ada-1"].aliases, { "ada-1": ["member:1"] });
});

test("a page that has just turned teaches nothing, and a turn between two looks begins anew", () => {
  const before = watch(records(), [
    { at: 10_000, rested: 30, seen: [withNumber(3)] },
    { at: 11_500, rested: 1530, seen: [withNumber(3)] },
    { at: 12_000, rested: 2030, seen: [withNumber(1)] },
    { at: 13_100, rested: 3130, seen: [withNumber(1)] },
  ]);
  assert.deepEqual(before.told, [[], [], [], ["member:1"]]);
  assert.deepEqual(before.again.slice(0, 2), [11_970, 11_970]);
  const between = watch(records(), [
    { at: 10_000, seen: [withNumber(1)] },
    { at: 12_500, rested: 2100, seen: [withNumber(1)] },
  ]);
  assert.deepEqual(between.told, [[], []]);
});

test("what was seen long ago is forgotten, and a card that is known by a name, an id or its row teaches nothing", () => {
  const looks = (how) => [10_000, 11_100].map((at) => ({ at, seen: [clue({ slug: "ada-1", member: "1", name: "Ada Stone", how })] }));
  for (const how of ["name", "id", "card", "none"]) assert.deepEqual(watch(records(), looks(how)).told, [[], []], how);
  assert.deepEqual(watch(records(), looks("address")).told, [[], ["member:1"]]);
  const apart = watch(records(), [
    { at: 10_000, seen: [withNumber(1)] },
    { at: 20_000, seen: [withNumber(1)] },
    { at: 29_900, seen: [withNumber(1)] },
  ]);
  assert.deepEqual(apart.told, [[], [], ["member:1"]]);
});

test("nothing is taken back by an address that two people have", () => {
  const stored = records({ "ben-2": { "ben-2": ["member:1"] } });
  stored.people["cleo-3"].profiles.push("ada-1");
  const { told } = watch(stored, [
    { at: 10_000, seen: [withNumber(1)] },
    { at: 11_100, seen: [withNumber(1)] },
  ]);
  assert.deepEqual(told, [[], []]);
});

test("a page that says two things teaches neither", () => {
  const { told } = watch(records(), [
    { at: 10_000, seen: [withNumber(1), withNumber(3)] },
    { at: 11_100, seen: [withNumber(1), withNumber(3)] },
    { at: 12_200, seen: [withNumber(1)] },
  ]);
  assert.deepEqual(told, [[], [], []]);
});

test("an address that another has is not learnt, nor one that two are said to have", () => {
  const stored = records({ "ben-2": { "ben-2": [opaque(2)] } });
  const card = ada({ opaque: opaque(2) });
  const both = [clue({ slug: "cleo-3", member: "7", own: ["slug", "member"] }), withNumber(7)];
  const { told } = watch(stored, [
    { at: 10_000, seen: [card, ...both] },
    { at: 11_100, seen: [card, ...both] },
  ]);
  assert.deepEqual(told, [[], []]);
});

test("what was learnt wrongly is taken back by two looks, and by one it is not", () => {
  const stored = records({ "ada-1": { "ada-1": ["member:3", opaque(1)] } });
  assert.equal(whose(stored, withNumber(1)), null);
  const { told } = watch(stored, [
    { at: 10_000, seen: [withNumber(1)] },
    { at: 11_100, seen: [withNumber(1)] },
    { at: 12_200, seen: [withNumber(1)] },
    { at: 13_300, seen: [withNumber(1)] },
  ]);
  assert.deepEqual(told, [[], ["-member:3"], [], ["member:1"]]);
  assert.deepEqual(stored.people["ada-1"].aliases, { "ada-1": [opaque(1), "member:1"] });
  assert.equal(whose(stored, withNumber(1)), "ada-1");
});

test("an address that has passed to somebody of another name, or of none, takes nothing back", () => {
  const stored = records({ "ada-1": { "ada-1": ["member:1"] } });
  for (const name of ["Zed Other", null]) {
    const looks = [10_000, 11_100, 12_200].map((at) => ({ at, seen: [withNumber(9, { name })] }));
    assert.deepEqual(watch(stored, looks).told, [[], [], []]);
    assert.equal(whose(stored, withNumber(9, { name })), null);
  }
});

test("a number that turns out to be another's is taken back from whom it was learnt for", () => {
  const stored = records({ "ada-1": { "ada-1": ["member:3"] } });
  const cleo = clue({ slug: "cleo-3", member: "3", own: ["slug", "member"] });
  assert.equal(whose(stored, cleo), null);
  const { told } = watch(stored, [
    { at: 10_000, seen: [cleo] },
    { at: 11_100, seen: [cleo] },
  ]);
  assert.deepEqual(told, [[], ["-member:3"]]);
  assert.deepEqual(stored.people["ada-1"].aliases, {});
  assert.equal(whose(stored, cleo), "cleo-3");
});

test("what was entered is never taken back, and a card takes nothing back", () => {
  const stored = records({ "ben-2": { "ben-2": [opaque(2)] } });
  stored.people["ada-1"].profiles = ["ada-1", opaque(1)];
  const other = ada({ opaque: opaque(9), own: ["slug", "opaque"] });
  const card = clue({ slug: "ben-2", opaque: opaque(8), own: [], how: "address" });
  const { told } = watch(stored, [
    { at: 10_000, seen: [other, card] },
    { at: 11_100, seen: [other, card] },
  ]);
  assert.deepEqual(told, [[], []]);
  assert.deepEqual(stored.people["ada-1"].profiles, ["ada-1", opaque(1)]);
});

test("ids that come later than links in a navigation are never stored", () => {
  // As it was tried: the link and the label change at once, the number 30 or 600 ms later, looks every 150 ms.
  for (const lag of [30, 600, 1500]) {
    const stored = records();
    const looks = [];
    for (let after = 10; after < 6000; after += 150)
      looks.push({ at: 100_000 + after, rested: after, seen: [withNumber(after < lag ? 3 : 1)] });
    watch(stored, looks);
    assert.deepEqual(stored.people["ada-1"].aliases, { "ada-1": ["member:1"] }, `${lag} ms later`);
  }
});

test("a person has at most so many addresses, the oldest go", () => {
  const stored = records();
  const lesson = (address) => ({ person: "ada-1", profile: "ada-1", address, kind: "", gone: false });
  Lessons.apply(
    stored,
    Array.from({ length: 12 }, (_, index) => lesson(`ada-${index}x`)),
  );
  assert.equal(stored.people["ada-1"].aliases["ada-1"].length, 8);
  assert.equal(stored.people["ada-1"].aliases["ada-1"].at(-1), "ada-11x");
  Lessons.apply(stored, [lesson("ben-2"), { ...lesson("x"), person: "gone" }]);
  assert.ok(!stored.people["ada-1"].aliases["ada-1"].includes("ben-2"), "it is Ben's");
});

test("a page has rested as soon as it has for so long", () => {
  const look = (rested) => Lessons.judge(new Map(), { now: 60_000, rested, lessons: [{ person: "ada-1", address: "member:1", kind: "member:", gone: false }] });
  assert.deepEqual([look(Lessons.REST - 1).pending.size, look(Lessons.REST).pending.size], [0, 1]);
  assert.deepEqual([look(Lessons.REST - 1).again, look(Lessons.REST).again], [60_001, 60_000 + Lessons.APART]);
});
