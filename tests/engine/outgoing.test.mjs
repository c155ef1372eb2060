// An application as a calendar's file: what comes, under ids that last, with names only if they are asked for.

import assert from "node:assert/strict";
import test from "node:test";
import { at, entered } from "./records.mjs";
import { bundled, core, engine } from "./support.mjs";

const Ics = await engine("calendar/ics");
const Link = await engine("stage/link");
const Outgoing = await engine("calendar/outgoing");
const Stage = await engine("stage/stage");
const text = bundled("text.en");

const PEOPLE = { p1: [["a1"], {}, "Ada Stone; of, the Ö-works"] };
const records = (start = "2026-03-10T14:00", status = "") => {
  const made = entered({ a1: {} }, [["a1", start, ["p1"], status]], PEOPLE);
  made.applications.a1.company = "Harbour Works of a very long name that goes on and on, and then some";
  return made;
};
const file = (made, now = "2026-03-09T10:00", names = true) =>
  Outgoing.file(core, text, made, made.applications.a1, { names, now: at(now) });
const read = (ics) => Ics.read(ics, { zone: "Europe/Berlin", isMe: () => false, names: core.names }).events;

test("interviews, changes of advice and thanks due stand in it, each at its instant", () => {
  const found = Object.fromEntries(read(file(records())).map(({ key, start }) => [key.split("@")[0], start]));
  assert.deepEqual(found, {
    "round-0": "2026-03-10T14:00",
    "change-p1-caution-1": "2026-03-13T15:00",
    "thanks-p1": "2026-03-10T15:00",
  });
});

test("thanks stand on the day on which the tip has them written: that of the meeting, or today where it has been", () => {
  const thanks = (now) => read(file(records(), now)).find(({ key }) => key.startsWith("thanks"))?.start;
  assert.equal(thanks("2026-03-10T14:30"), "2026-03-10T15:00");
  assert.equal(thanks("2026-03-10T18:00"), "2026-03-10T18:00");
  assert.equal(thanks("2026-03-11T09:00"), "2026-03-11T09:00");
  assert.equal(thanks("2026-03-11T16:00"), undefined, "late, and the tip says so");
});

test("a second file has the same ids and a later version, a move another time, a cancelled one its state", () => {
  const [first, second] = [read(file(records())), read(file(records("2026-03-12T10:00"), "2026-03-09T10:01"))];
  assert.deepEqual(second.map(({ key }) => key), first.map(({ key }) => key));
  assert.ok(second.every(({ sequence }, i) => sequence > first[i].sequence));
  assert.equal(second[0].start, "2026-03-12T10:00");
  assert.equal(read(file(records(undefined, "cancelled")))[0].cancelled, true);
});

test("two files of the same minute are two versions", () => {
  const [first, second] = [0, 1000].map((later) =>
    read(Outgoing.file(core, text, records(), records().applications.a1, { names: false, now: at("2026-03-09T10:00") + later })),
  );
  assert.ok(second.every(({ sequence }, i) => sequence > first[i].sequence));
});

test("without names it names nobody and no company", () => {
  const bare = file(records(), undefined, false);
  for (const word of ["Ada", "Stone", "Harbour", "LOCATION", "DESCRIPTION", "ATTENDEE"]) assert.ok(!bare.includes(word), word);
  assert.deepEqual(read(bare).map(({ title }) => title), ["Interview", "Connecting: Your call", "Thank by e-mail"]);
});

test("its lines are as the standard has them", () => {
  const ics = file(records());
  assert.ok(ics.endsWith("\r\n") && !/[^\r]\n/u.test(ics));
  for (const line of ics.split("\r\n")) assert.ok(new TextEncoder().encode(line).length <= 75, line);
  assert.ok(ics.replaceAll("\r\n ", "").includes("Ada Stone\\; of\\, the Ö-works"));
});

const [ONE, OTHER] = ["0123456789abcdef01234567", "ffffffffffffffffffffffff"];
const question = (start = "2026-03-10T14:00") => ({ start, zone: "Europe/Berlin", answers: {} });
/** What a calendar holds once it has read the files one after another: the entries that stand, by their ids. */
function calendar(...files) {
  const held = {};
  for (const { key, sequence, start, cancelled } of files.flatMap((one) => read(one)))
    if (!held[key] || sequence > held[key].sequence) held[key] = { sequence, start, cancelled };
  return Object.fromEntries(Object.entries(held).flatMap(([key, one]) => (one.cancelled ? [] : [[key, one.start]])));
}
let seconds = 0;
/** A question saved: its file, and the question from then on. `id` is what chance would give. */
function saved(told, id = ONE, now = "2026-03-09T10:00") {
  const instant = at(now) + 1000 * seconds++;
  const made = Outgoing.onStage(core, text, told, id, instant);
  return { ics: Outgoing.written(made.entries, instant), told: made.told };
}
/** As a link brings it back. */
const returned = async ({ told }) => (await Link.read(core, await Link.fragment(core, told, at("2026-03-09T10:00")))).told;
const byKind = (held) => Object.fromEntries(Object.entries(held).map(([key, start]) => [key.split("-")[0], start]));

test("a stage's question gives what its interview would, under ids of its own", () => {
  const held = calendar(saved(question()).ics);
  assert.deepEqual(byKind(held), { round: "2026-03-10T14:00", change: "2026-03-13T15:00", thanks: "2026-03-10T15:00" });
  for (const key of Object.keys(held)) assert.ok(key.includes(ONE), key);
});

test("another date moves the entries and doubles none, on the same page and back by a link", async () => {
  const first = saved(question());
  for (const told of [first.told, await returned(first)]) {
    const second = saved({ ...told, start: "2026-03-12T10:00" }, OTHER);
    const held = calendar(first.ics, second.ics);
    assert.equal(Object.keys(held).length, 3);
    assert.deepEqual(byKind(held), { round: "2026-03-12T10:00", change: "2026-03-15T11:00", thanks: "2026-03-12T11:00" });
  }
});

test("what holds no longer is cancelled, for as long as it has not come, and stands again when it does", async () => {
  const first = saved(question());
  const match = { ...first.told, answers: { "contact-rules": { value: "match", at: "2026-03-09T09:00:00Z" } } };
  const second = saved(match);
  assert.deepEqual(byKind(calendar(first.ics, second.ics)), { round: "2026-03-10T14:00" });
  assert.ok(second.ics.includes("No longer holds"));
  // Also for a calendar that never read the second file, and by a link.
  const third = saved(await returned(second));
  assert.deepEqual(byKind(calendar(first.ics, third.ics)), { round: "2026-03-10T14:00" });
  const fourth = saved({ ...third.told, answers: {} });
  assert.equal(Object.keys(calendar(first.ics, second.ics, fourth.ics)).length, 3);
  // What has been stays.
  const late = saved({ ...match, calendar: first.told.calendar }, ONE, "2026-03-12T10:00");
  assert.deepEqual(Object.keys(byKind(calendar(first.ics, late.ics))), ["round", "thanks"]);
});

test("two questions never share an entry; one that was never saved has no ids for others to share", async () => {
  const link = await Link.fragment(core, question(), at("2026-03-09T10:00"));
  const [one, other] = await Promise.all([ONE, OTHER].map(async (id) => saved((await Link.read(core, link)).told, id)));
  assert.equal(Object.keys(calendar(one.ics, other.ics)).length, 6);
});

test("a stage's file names nobody, and each entry says where it came from", () => {
  const { entries } = Outgoing.onStage(core, text, question(), ONE, at("2026-03-09T10:00"));
  const link = "https://example.org/try/?lang=de#AbC-_";
  const ics = Outgoing.written(entries.map((one) => ({ ...one, says: link })), at("2026-03-09T10:00"));
  assert.equal(ics.replaceAll("\r\n ", "").split(`DESCRIPTION:${link}\r\n`).length, 4);
  for (const word of ["Avery", "Example", "ATTENDEE"]) assert.ok(!ics.includes(word), word);
  assert.ok(Stage.MOST_GIVEN >= Object.keys(core.verdicts).length * 2);
});

test("an interview's entry says with whom, as far as they are entered, and where; without names that it is one", () => {
  const made = entered({ a1: {} }, [["a1", "2026-03-10T14:00", ["gone", "p1", "toString", "p2"]]], { p1: [["a1"], {}, "Ada Stone"], p2: [["a1"], {}, "Ben Okafor"] });
  const titles = (names) => read(file(made, undefined, names)).filter(({ key }) => key.startsWith("round")).map(({ title }) => title);
  assert.deepEqual(titles(true), ["Interview · Co a1 · Ada Stone, Ben Okafor"]);
  assert.deepEqual(titles(false), ["Interview"]);
  made.rounds[0].who = ["gone"];
  assert.deepEqual(titles(true), ["Interview · Co a1"]);
  made.applications.a1.company = undefined;
  assert.deepEqual(titles(true), ["Interview"]);
});

test("of an application's file nothing is another's, neither interviews nor people", () => {
  const made = entered({ a1: {}, a2: {} }, [["a1", "2026-03-10T14:00", ["p1"]], ["a2", "2026-03-11T14:00", ["p2"]]], { p1: [["a1"]], p2: [["a2"]] });
  const keys = read(file(made)).map(({ key }) => key.split("@")[0]);
  assert.ok(keys.includes("round-0") && keys.includes("thanks-p1"));
  assert.ok(!keys.some((key) => key === "round-1" || key.includes("p2")), keys.join());
});

test("what takes time ends, and what takes none blocks nobody's day", () => {
  const [interview, ...others] = file(records()).split("BEGIN:VEVENT").slice(1);
  assert.match(interview, /\r\nDTSTART:20260310T130000Z\r\nDTEND:20260310T140000Z\r\n/u);
  assert.match(interview, /\r\nSTATUS:CONFIRMED\r\n/u);
  assert.ok(!interview.includes("TRANSP"));
  assert.equal(others.length, 2);
  for (const one of others) assert.ok(one.includes("\r\nTRANSP:TRANSPARENT\r\n") && !one.includes("DTEND"), one);
});

test("a line goes on behind a space where 75 octets are full, and no sooner", () => {
  const lines = file(records()).split("\r\n");
  const parted = lines.flatMap((line, i) => (lines[i + 1]?.startsWith(" ") ? [[line, lines[i + 1].slice(1)]] : []));
  assert.ok(parted.length > 0);
  for (const [line, [next]] of parted) {
    assert.ok(Buffer.byteLength(line) <= 75, line);
    assert.ok(Buffer.byteLength(line + next) > 75, line);
  }
});
