// A link carries the question and never a name: what goes in comes out, and what else is opened gives nothing.

import assert from "node:assert/strict";
import test from "node:test";
import { drawing } from "./drawing.mjs";
import { core, engine, howMany } from "./support.mjs";

const Link = await engine("stage/link");
const Open = await engine("decision/open");
const Stage = await engine("stage/stage");

const TIMES = howMany(80, { full: 10_000, few: 40 });
const { pick, random, upTo, told: draw } = drawing(2);

/** The fragment of any data, packed as links are. */
async function packed(data, method = "deflate-raw") {
  const stream = new Blob([data]).stream().pipeThrough(new CompressionStream(method));
  return Buffer.from(await new Response(stream).arrayBuffer()).toString("base64url");
}
/** What a fragment holds, unpacked. */
async function unpacked(fragment) {
  const stream = new Blob([Buffer.from(fragment, "base64url")]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new Response(stream).text();
}

test(`${TIMES} random questions come back from a link as they were, and short`, async () => {
  let longest = 0;
  for (let i = 0; i < TIMES; i++) {
    const { told, at } = draw();
    const fragment = await Link.fragment(core, told, at);
    longest = Math.max(longest, fragment.length);
    assert.match(fragment, /^[\w-]+$/u);
    assert.deepEqual(await Link.read(core, fragment), { told, at, digest: core.digest.slice(0, 12) });
  }
  console.log(`the longest of ${TIMES} links: ${longest} letters`);
  assert.ok(longest <= Link.LONGEST);
});

test("a link with everything answered fits, and holds only what the rules know", async () => {
  const { told, at } = draw(1);
  const fragment = await Link.fragment(core, told, at);
  assert.ok(fragment.length < Link.LONGEST / 2, `${fragment.length}`);
  const calendar = told.calendar ? [told.calendar.id, ...Object.keys(told.calendar.given)] : [];
  const known = new Set([...calendar, ...core.facts.flatMap(({ id, values }) => [id, ...(values ?? [])]), told.zone, core.digest.slice(0, 12)]);
  for (const text of (await unpacked(fragment)).match(/"[^"]*"/gu))
    assert.ok(known.has(text.slice(1, -1)) || /^\d{4}-\d\d-\d\d(T\d\d:\d\d)?$/u.test(text.slice(1, -1)), text);
});

test("no link that was cut or changed brings anything but a question", async () => {
  const { told, at } = draw(1);
  const fragment = await Link.fragment(core, told, at);
  for (let i = 0; i < TIMES; i++) {
    const place = upTo(fragment.length);
    const changed = i % 2 ? fragment.slice(0, place) : fragment.slice(0, place) + pick("Aa0_-%é") + fragment.slice(place + upTo(2));
    const found = await Link.read(core, changed);
    // It is shown as it is, so it has to be one that can be shown.
    if (found) Stage.stretches(core, found.told);
    if (i % 2) assert.equal(found, null);
  }
});

const sound = (change) => {
  const data = [1, "0123456789ab", "2026-03-10T14:00", "Europe/Berlin", Date.UTC(2026, 2, 9), [["tie", "met", 0]]];
  change(data);
  return JSON.stringify(data);
};
test("a number is carried as it was typed, and nothing else in its place", async () => {
  const rules = { ...core, facts: [...core.facts, { id: "weeks", kind: "number", whose: "application", asked: "on-request", cuts: [2] }] };
  const carried = async (value) => (await Link.read(rules, await packed(sound((data) => data.splice(5, 1, [["weeks", value, 0]])))))?.told.answers.weeks?.value;
  for (const value of ["3", "0", "12.75", "123456789.123456789"]) assert.equal(await carried(value), value);
  for (const value of ["", "-1", "1.", ".5", "1e3", "1234567890", "1.1234567890", "two", "3 "]) assert.equal(await carried(value), undefined, value);
});

test("what comes out of a link is at most as long as is read", async () => {
  const long = (bytes) => sound(() => {}) + " ".repeat(bytes - sound(() => {}).length);
  assert.ok(await Link.read(core, await packed(long(8192))));
  assert.equal(await Link.read(core, await packed(long(8193))), null);
});

const HOSTILE = {
  "another format": sound((data) => data.splice(0, 1, 2)),
  "more fields": sound((data) => data.push("Ada Stone")),
  "no such day": sound((data) => data.splice(2, 1, "2026-02-30T14:00")),
  "no such zone": sound((data) => data.splice(3, 1, "Nowhere/Else")),
  "a year that no process has": sound((data) => data.splice(2, 1, "9999-03-10T14:00")),
  "an instant far from the interview": sound((data) => data.splice(4, 1, 0)),
  "an instant beyond all clocks": sound((data) => data.splice(5, 1, [["tie", "met", 1e300]])),
  "a digest with markup": sound((data) => data.splice(1, 1, "<b>")),
  "answers that are none": sound((data) => data.splice(5, 1, { tie: "met" })),
  "an answer longer than any": sound((data) => data.splice(5, 1, [["tie", "x".repeat(81), 0]])),
  "an answer that is no text": sound((data) => data.splice(5, 1, [["tie", [], 0]])),
  "a calendar that is no list": sound((data) => data.push({ 0: "0123456789abcdef01234567", 1: [] })),
  "a calendar of three": sound((data) => data.push(["0123456789abcdef01234567", [], "Ada Stone"])),
  "a calendar that is a name": sound((data) => data.push(["Ada Stone", []])),
  "a calendar's entry that is a name": sound((data) => data.push(["0123456789abcdef01234567", [["Ada Stone", 0]]])),
  "a calendar of too many entries": sound((data) =>
    data.push(["0123456789abcdef01234567", Array.from({ length: 99 }, (_, i) => [`change-somebody-v${i}`, 0])]),
  ),
  "more fields than there are": sound((data) => data.push(["0123456789abcdef01234567", []], "Ada Stone")),
  "an answer without its instant": sound((data) => data.splice(5, 1, [["tie", "met"]])),
  "a value that is an object": sound((data) => data.splice(5, 1, [["tie", {}, 0]])),
  "no JSON": "Ada Stone",
  null: "null",
  "a number": "7",
  "a bomb": "0".repeat(10_000_000),
};
for (const [name, data] of Object.entries(HOSTILE))
  test(`nothing is read from ${name}`, async () => assert.equal(await Link.read(core, await packed(data)), null));

test("answers that these rules do not know are left out", async () => {
  const given = [["tie", "met", 0], ["tie", "unheard-of", 0], ["shoe-size", "44", 0], ["since-met", "1", 0], ["__proto__", "x", 0], ["promised-by", "2026-13-40", 0]];
  const { told } = await Link.read(core, await packed(sound((data) => data.splice(5, 1, given))));
  assert.deepEqual(Object.keys(told.answers), ["tie"]);
  assert.equal(Object.getPrototypeOf(told.answers), Object.prototype);
});

test("what is no fragment of ours gives nothing", async () => {
  for (const fragment of ["", "x", "tip", "%00", "A".repeat(Link.LONGEST + 1), await packed(sound(() => {}), "gzip")])
    assert.equal(await Link.read(core, fragment), null, fragment.slice(0, 40));
  assert.ok(await Link.read(core, await packed(sound(() => {}))));
  assert.ok(Open.askable(core).some(({ id }) => id === "tie") && random() < 1);
});
