// A calendar that is read again: nothing is added twice, what moved moves, what was called off is asked about.

import assert from "node:assert/strict";
import test from "node:test";
import { entered } from "./records.mjs";
import { core, engine } from "./support.mjs";

const Ics = await engine("calendar/ics");
const Incoming = await engine("calendar/incoming");

/** Names that are spelt alike are one. */
const FORM = (name) => [name.toLowerCase()];
const ENTRY = { uid: "1@google.com", sequence: 0, start: "20260319T103000", end: "20260319T113000", status: "CONFIRMED", title: "Interview with Co a1" };
/** An entry as Google, Office 365 and Apple write it: they differ in the zone's name, and Office gives a new id each time. */
const WRITTEN = {
  google: (entry) => text({ ...entry, zone: "Europe/Berlin" }),
  office: (entry, time = 0) => text({ ...entry, uid: `040000008200E${time}`, zone: "W. Europe Standard Time" }),
  apple: (entry) => text({ ...entry, uid: "A1B2-C3", zone: "Europe/Berlin" }),
};
const text = ({ uid, sequence, start, end, status, title, zone }) =>
  ["BEGIN:VCALENDAR", "BEGIN:VEVENT", `UID:${uid}`, `SEQUENCE:${sequence}`, `SUMMARY:${title}`, `STATUS:${status}`, `DTSTART;TZID=${zone}:${start}`, `DTEND;TZID=${zone}:${end}`, "END:VEVENT", "END:VCALENDAR"].join("\r\n");
const read = (ics) => Incoming.once(Ics.read(ics, { zone: "Europe/Berlin", isMe: () => false, names: core.names, now: Date.parse("2026-03-09T09:00Z"), tag: "en-GB" }).events);

/** What a calendar does to records, as the page would: what is ticked by itself is taken over. */
function take(records, ics) {
  return read(ics).map((event) => {
    const { way, known, why } = Incoming.known(records, event, event.key, FORM);
    if (way === "add")
      records.rounds[event.key] = { id: event.key, application: "a1", start: event.start, end: event.end, zone: event.zone, who: [], title: event.title, event: event.key, sequence: event.sequence };
    if (way === "move") Incoming.move(known, event);
    if (way === "cancel") Incoming.cancel(known, event, event.key);
    return way ?? why;
  });
}

for (const [program, write] of Object.entries(WRITTEN))
  test(`${program}: five times the same adds nothing, a moved one moves, a cancelled one is called off once`, () => {
    const records = entered({ a1: {} }, [], {});
    const times = [0, 1, 2, 3, 4].map((time) => take(records, write(ENTRY, time))[0]);
    assert.deepEqual(times, ["add", ...Array(4).fill(program === "office" ? "again" : "unchanged")]);
    assert.equal(Object.keys(records.rounds).length, 1);
    const moved = { ...ENTRY, sequence: 1, start: "20260320T090000", end: "20260320T100000" };
    // Under a new id a new time can't be told from another interview: it is shown, and added if ticked.
    assert.deepEqual(take(structuredClone(records), write(moved, 0)), ["move"]);
    const off = write({ ...ENTRY, status: "CANCELLED" }, 9);
    assert.deepEqual([take(records, off), take(records, off)], [["cancel"], ["unchanged"]]);
  });

/** Records that hold the interview of an entry as it was taken from Google's calendar. */
function taken(entry = ENTRY) {
  const records = entered({ a1: {} }, [], {});
  take(records, WRITTEN.google(entry));
  return [records, Object.values(records.rounds)[0]];
}

test("what was called off stays so though an older invitation is read again", () => {
  const [records, round] = taken();
  assert.deepEqual(take(records, WRITTEN.google({ ...ENTRY, sequence: 1, status: "CANCELLED" })), ["cancel"]);
  assert.deepEqual(take(records, WRITTEN.google(ENTRY)), ["old"]);
  assert.equal(round.status, "cancelled");
  // Some calendars cancel without another version: then nobody knows which of the two came later.
  assert.deepEqual(take(records, WRITTEN.google({ ...ENTRY, sequence: 1 })), ["back"]);
  assert.equal(round.status, "cancelled");
  assert.deepEqual(take(records, WRITTEN.google({ ...ENTRY, sequence: 2 })), ["move"]);
  assert.equal(round.status, undefined);
});

test("one entered by hand that a calendar calls off is its entry from then on, another entry's is not", () => {
  for (const [event, left] of [[undefined, ["1@google.com", 1]], ["another", ["another", 0]]]) {
    const records = entered({ a1: {} }, [["a1", "2026-03-19T10:30", []]], {});
    if (event) Object.assign(records.rounds[0], { event, sequence: 0 });
    assert.deepEqual(take(records, WRITTEN.google({ ...ENTRY, sequence: 1, status: "CANCELLED" })), ["cancel"]);
    assert.deepEqual([records.rounds[0].event, records.rounds[0].sequence], left);
  }
});

test("what was moved by hand goes back only if one says so; a newer version moves it, with nothing known of how it was", () => {
  const [records, round] = taken();
  Object.assign(round, { start: "2026-03-20T10:30", end: "2026-03-20T11:30", status: "took-place", reviewed: "2026-03-20T12:00:00Z", passed: ["asked"] });
  assert.deepEqual(take(records, WRITTEN.google(ENTRY)), ["back"]);
  assert.equal(round.start, "2026-03-20T10:30");
  assert.deepEqual(take(records, WRITTEN.google({ ...ENTRY, sequence: 1 })), ["move"]);
  assert.equal(round.start, "2026-03-19T10:30");
  for (const field of ["status", "reviewed", "passed"]) assert.ok(!(field in round), field);
  assert.equal(Incoming.deed(["back"]), "move");
});

test("who is new in a newer version is offered, with its time or without", () => {
  const invited = (entry, ...people) => WRITTEN.google(entry).replace("END:VEVENT", `${people.map((name) => `ATTENDEE;CN=${name}:mailto:${name.split(" ")[0]}@a1.example`).join("\r\n")}\r\nEND:VEVENT`);
  const [records, round] = taken();
  records.people.p1 = { id: "p1", name: "Ada Stone", applications: ["a1"], answers: {} };
  round.who = ["p1", "gone"];
  const look = (text) => {
    const [event] = read(text);
    return [Incoming.known(records, event, event.key, FORM).way, Incoming.newcomers(records, round, event, FORM).map(({ name }) => name)];
  };
  const newer = { ...ENTRY, sequence: 1 };
  assert.deepEqual(look(invited(newer, "Ada Stone", "Ben Okafor")), ["people", ["Ben Okafor"]]);
  assert.deepEqual(look(invited(newer, "ADA STONE")), [null, []]);
  assert.deepEqual(look(invited(newer, "Ada Stone", "Room 5")), [null, []]);
  assert.deepEqual(look(invited(newer, "Ben Okafor", "Room 5")), ["people", ["Ben Okafor", "Room 5"]]);
  assert.deepEqual(look(invited(ENTRY, "Ada Stone", "Ben Okafor")), [null, ["Ben Okafor"]], "of the very version somebody chose already");
  assert.deepEqual(look(invited({ ...newer, start: "20260319T100000" }, "Ben Okafor")), ["move", ["Ben Okafor"]]);
  assert.equal(Incoming.deed(["people"]), "add");
});

test("an entry that stands twice in a file is one, in its later version", () => {
  const two = WRITTEN.google(ENTRY).replace("END:VCALENDAR", "") + WRITTEN.google({ ...ENTRY, sequence: 2, start: "20260319T100000" }).replace("BEGIN:VCALENDAR\r\n", "");
  assert.deepEqual(read(two).map(({ start }) => start), ["2026-03-19T10:00"]);
});

test("one entered by hand is known by its hour and its company, and by nothing less", () => {
  const records = entered({ a1: {} }, [["a1", "2026-03-19T10:30", []]], {});
  assert.deepEqual(take(records, WRITTEN.google(ENTRY)), ["again"]);
  assert.deepEqual(take(records, WRITTEN.google({ ...ENTRY, title: "Interview" })), ["add"]);
});

test("the button says the one deed that it does, and what is here already is nothing new", () => {
  assert.equal(Incoming.deed(["move"]), "move");
  assert.equal(Incoming.deed(["cancel", null, "cancel"]), "cancel");
  assert.equal(Incoming.deed(["add", "again"]), "add");
  assert.equal(Incoming.deed(["add", "move"]), "some");
  const records = entered({ a1: {} }, [], {});
  const known = (ics) => read(ics).map((event) => Incoming.known(records, event, event.key, FORM));
  assert.equal(Incoming.isNothingNew(known(WRITTEN.google(ENTRY))), false);
  take(records, WRITTEN.google({ ...ENTRY, sequence: 1 }));
  assert.equal(Incoming.isNothingNew(known(WRITTEN.google(ENTRY))), true, "older");
  assert.equal(Incoming.isNothingNew(known(WRITTEN.google({ ...ENTRY, sequence: 1 }))), true, "unchanged");
  assert.equal(Incoming.isNothingNew(known(WRITTEN.office(ENTRY))), true, "the same under another id");
  assert.equal(Incoming.isNothingNew(known(WRITTEN.google({ ...ENTRY, sequence: 2, start: "20260319T110000" }))), false, "moved");
  assert.equal(Incoming.isNothingNew([]), false);
});

test("an application is chosen only where its company or one of its people is named, and no other company", () => {
  const records = entered({ a1: {}, a2: {} }, [], { p1: [["a1"], {}, "Cleo Marsh"], p2: [["a1", "a2"], {}, "Ben Okafor"] });
  Object.assign(records.applications.a1, { company: "Next GmbH" });
  Object.assign(records.applications.a2, { company: "Google" });
  const belongs = (source) => {
    const { events } = Ics.read(source, { zone: "Europe/Berlin", isMe: () => false, names: core.names, now: Date.parse("2026-03-09T09:00Z"), tag: "en-GB" });
    assert.ok(events.length > 0, source);
    return Incoming.belongs(records, events, source, (name) => name.toLowerCase());
  };
  const WHEN = "Friday, 27 March 2026 15:00";
  for (const [text, found] of [
    [`Interview at Next\n${WHEN}`, "a1"],
    [`Interview\n${WHEN}\nWe at Next look forward to it`, "a1"],
    [`Interview\n${WHEN}\nCleo Marsh`, "a1"],
    [`Interview\n${WHEN}\nOrganizer: Cleo Marsh`, "a1"],
    [`Entrevista\n${WHEN}\ncon Cleo Marsh y Ada Stone`, "a1"],
    [`Interview\n${WHEN}\nYour talk with Next GmbH\nCleo Marsh`, "a1"],
    [`Interview\n${WHEN}\nYour talk with Next\nCleo Marsh`, "a1"],
    [`Interview Contoso AG – Backend Engineer\n${WHEN}\nCleo Marsh`, ""],
    [`Interview Contoso – Backend Engineer\n${WHEN}\nCleo Marsh`, ""],
    [`Interview Backend Engineer Contoso GmbH\n${WHEN}\nCleo Marsh`, ""],
    [`Interview\n${WHEN}\nYour talk at Contoso AG\nCleo Marsh`, ""],
    [`Interview\n${WHEN}\nUnser Gespräch bei der Contoso GmbH & Co. KG\nCleo Marsh`, ""],
    [`Entrevista\n${WHEN}\nTe esperamos en Puerto Norte, S.L.\nCleo Marsh`, ""],
    [`Interview\n${WHEN}\nZoom Video Communications, Inc.\nCleo Marsh`, "a1"],
    [`Interview\n${WHEN}\nBen Okafor`, ""],
    [`Interview\n${WHEN}\nOur next steps`, ""],
    [`Interview\n${WHEN}\nGoogle Meet\nmeet.google.com/abc`, ""],
    [`Interview at Zeppelin AG\n${WHEN}\nNext to the station`, ""],
    [`Interview at Zeppelin AG\n${WHEN}\nCleo Marsh`, ""],
    [`Vorstellungsgespräch bei Zeppelin AG\n${WHEN}`, ""],
    [`Interview Next and Google\n${WHEN}`, ""],
    [`Interview\n${WHEN}`, ""],
    [WRITTEN.google({ ...ENTRY, title: "Interview" }).replace("END:VEVENT", "DESCRIPTION:Your interview at Ne\r\n xt GmbH\r\nEND:VEVENT"), "a1"],
    [WRITTEN.google({ ...ENTRY, title: "Interview Contoso AG – Backend Engineer" }).replace("END:VEVENT", "ATTENDEE;CN=Cleo Marsh:mailto:cleo@contoso.example\r\nEND:VEVENT"), ""],
    [WRITTEN.google({ ...ENTRY, title: "Interview" }).replace("END:VEVENT", "DESCRIPTION:Hello\\nContoso\\, Inc. awaits you\r\nATTENDEE;CN=Cleo Marsh:mailto:cleo@contoso.example\r\nEND:VEVENT"), ""],
    [WRITTEN.google({ ...ENTRY, title: "Interview – Backend Engineer" }).replace("END:VEVENT", "ATTENDEE;CN=Cleo Marsh:mailto:cleo@next.example\r\nEND:VEVENT"), "a1"],
    [WRITTEN.google({ ...ENTRY, title: "Interview" }).replace("BEGIN:VEVENT", "PRODID:-//Google Inc//EN\r\nBEGIN:VEVENT"), ""],
  ])
    assert.equal(belongs(text), found, text);
  delete records.applications.a2;
  assert.equal(belongs(`Interview\n${WHEN}`), "", "the only one is not the one that is meant");
});

test("another end is a change, none is the usual hour, and what was never here can't be called off", () => {
  const records = entered({ a1: {} }, [], {});
  assert.deepEqual(take(structuredClone(records), WRITTEN.google({ ...ENTRY, status: "CANCELLED" })), ["nothing-to-cancel"]);
  take(records, WRITTEN.google(ENTRY));
  assert.deepEqual(take(records, WRITTEN.office({ ...ENTRY, status: "CANCELLED" }).replace(/DTSTART.*\r\n/u, "")), ["nothing-to-cancel"], "nobody knows when it would have been");
  const open = WRITTEN.google(ENTRY).replace(/DTEND.*\r\n/u, "");
  assert.deepEqual(take(structuredClone(records), open), ["unchanged"]);
  assert.deepEqual(take(records, WRITTEN.google({ ...ENTRY, sequence: 1, end: "20260319T123000" })), ["move"]);
  assert.deepEqual(take(records, open), ["old"]);
});
