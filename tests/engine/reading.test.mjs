// What people paste and drop: calendars, names, addresses.

import assert from "node:assert/strict";
import test from "node:test";
import { at, iso } from "./records.mjs";
import { core, engine } from "./support.mjs";

const Ics = await engine("calendar/ics");
const Profile = await engine("people/profile");
const Time = await engine("time/time");
const Words = await engine("words/words");
const Zones = await engine("time/zones");

const NAMES = core.names;
const own = { zone: "Europe/Berlin", isMe: (name) => Words.folded(name, NAMES) === "ada stone", names: NAMES };
/** What a calendar with one event of these lines holds. */
const read = (lines, head = []) =>
  Ics.read(["BEGIN:VCALENDAR", ...head, "BEGIN:VEVENT", "UID:1", ...lines, "END:VEVENT", "END:VCALENDAR"].join("\r\n"), own);
const event = (...lines) => read(lines).events[0];
const instants = ({ start, end, zone }) => [start, end].map((wall) => new Date(Time.instant(wall, zone)).toISOString());

test("B8 GMT is no time of London's", () => {
  assert.equal(Zones.named("GMT"), "Etc/UTC");
  assert.equal(Zones.named("GMT Standard Time"), "Europe/London");
  const { start, zone } = event("DTSTART;TZID=GMT:20260610T140000");
  assert.equal(Time.instant(start, zone), Date.parse("2026-06-10T14:00:00Z"));
});

test("B8 the hour that clocks show twice", () => {
  assert.deepEqual(instants(event("DTSTART:20261025T013000Z", "DTEND:20261025T023000Z")), ["2026-10-25T01:30:00.000Z", "2026-10-25T02:30:00.000Z"]);
  const crossing = event("DTSTART:20261025T004500Z", "DTEND:20261025T011500Z");
  assert.equal(crossing.refused, null);
  assert.equal(Time.instant(crossing.start, crossing.zone), Date.parse("2026-10-25T00:45:00Z"));
  assert.deepEqual(instants(event("DTSTART;TZID=Europe/Berlin:20261025T013000", "DURATION:PT2H")), ["2026-10-24T23:30:00.000Z", "2026-10-25T01:30:00.000Z"]);
});

test("an event that takes no time or ends before it begins is refused", () => {
  assert.equal(event("DTSTART:20260310T130000Z", "DTEND:20260310T130000Z").refused, "order");
  assert.equal(event("DTSTART:20260310T130000Z", "DTEND:20260310T120000Z").refused, "order");
  assert.equal(event("DTSTART;TZID=Europe/Berlin:20260329T023000", "DTEND;TZID=Europe/Berlin:20260329T033000").refused, "order");
});

test("an event of a whole day or that repeats is refused, one day of those that repeat is not", () => {
  const BEGINS = "DTSTART:20260310T130000Z";
  assert.equal(event("DTSTART;VALUE=DATE:20260310").refused, "all-day");
  for (const again of ["RRULE:FREQ=WEEKLY", "RDATE:20260317T130000Z"]) {
    assert.equal(event(BEGINS, again).refused, "repeats", again);
    assert.equal(event(BEGINS, again, "RECURRENCE-ID:20260310T130000Z").refused, null, again);
  }
});

test("no code stands in a title", () => {
  for (const code of ["Pass: 4711", "Passcode: 4711", "password = a-b_c", "PIN#4711", "Kenncode: 123 456", "Contraseña: x1", "Meeting ID: 123 456 789"]) assert.equal(event("DTSTART:20260310T130000Z", `SUMMARY:Interview ${code} (Zoom)`).title, "Interview (Zoom)", code);
});

test("B9 names as they are spoken", () => {
  for (const [name, first] of [
    ["Ada Stone", "Ada"], ["Dr. Ada Stone", "Ada"], ["Prof. Dr. Ada Stone", "Ada"], ["Mr Ben Okafor", "Ben"],
    ["Stone, Ada", "Ada"], ["Ben Okafor, MBA", "Ben"], ["Sam Hill, Jr.", "Sam"], ["Cher", "Cher"], ["Dr.", "Dr."], ["", ""],
  ])
    assert.equal(Words.firstName(name, NAMES), first, name);
});

test("B9 names on an invitation", () => {
  const name = (cn) => event("DTSTART:20260310T130000Z", `ATTENDEE;CN=${cn}:mailto:x@example.com`).people[0]?.name;
  assert.equal(name('"Okafor, Ben"'), "Ben Okafor");
  assert.equal(name('"Ben Okafor, MBA"'), "Ben Okafor, MBA");
  assert.equal(name('"Sam Hill, Jr."'), "Sam Hill, Jr.");
  assert.equal(name("Stone\\, Eve"), "Eve Stone");
  assert.equal(name("Eve ^'Evie^' Stone"), 'Eve "Evie" Stone');
});

test("B9, C8 those are ticked who may be an interviewer", () => {
  const ticked = (parameters) => event("DTSTART:20260310T130000Z", `ATTENDEE;${parameters}:mailto:x@example.com`).people[0].ticked;
  assert.equal(ticked("CN=Ben Okafor"), true);
  assert.equal(ticked("CN=Dr. Ada Stone"), false);
  assert.equal(ticked("PARTSTAT=DECLINED;CN=Ben Okafor"), false);
  assert.equal(ticked("ROLE=NON-PARTICIPANT;CN=Ben Okafor"), false);
});

test("C8 a proposal or somebody's answer is no invitation", () => {
  for (const method of ["COUNTER", "REPLY"]) assert.equal(read(["DTSTART:20260310T130000Z"], [`METHOD:${method}`]).fault, "proposal");
  for (const method of ["REQUEST", "PUBLISH", "CANCEL"]) assert.equal(read(["DTSTART:20260310T130000Z"], [`METHOD:${method}`]).fault, null);
});

test("C5 a zone called like a property of objects is unknown", () => {
  for (const name of ["constructor", "__proto__", "toString"]) assert.equal(event(`DTSTART;TZID=${name}:20260310T140000`).zone, "");
});

test("C9 what follows an address in a sentence is none of it", () => {
  for (const sign of [".", ",", "!", "?", "]", ")", "'", "”", ";", ":", "…"].filter((one) => one !== "…"))
    assert.equal(Profile.inAddress(`https://www.linkedin.com/in/ada-stone${sign}`), "ada-stone", sign);
  assert.equal(Profile.inAddress("https://www.linkedin.com/in/ada.stone/details"), "ada.stone");
  assert.equal(Profile.inAddress("linkedin.com/in/j%C3%BCrgen?trk=x"), "jürgen");
  assert.equal(Profile.inAddress("https://notlinkedin.com/in/ada-stone"), null);
  assert.equal(Profile.inAddress("https://linkedin.com.evil.example/in/ada-stone"), null);
});

test("C9 a name and an address on two lines are one person", () => {
  assert.deepEqual(Profile.paste("Ada Stone\nhttps://www.linkedin.com/in/ada-stone-1\nBen Okafor"), [
    { name: "Ada Stone", slug: "ada-stone-1", likely: true },
    { name: "Ben Okafor", slug: null, likely: true },
  ]);
});

test("B7 the same hour so many days ahead is so many days, whatever the clocks do", () => {
  assert.equal(Time.daysBetween(at("2026-03-28T12:00"), at("2026-03-31T12:00"), "Europe/Berlin"), 3);
  assert.equal(Time.shifted(at("2026-03-28T12:00"), 3 * 1440, "Europe/Berlin"), at("2026-03-31T12:00"));
  assert.equal(iso("2026-03-31T12:00"), "2026-03-31T10:00:00.000Z");
});
