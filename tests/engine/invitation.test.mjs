// Invitations as text: what mails and calendars show is read, what can be meant in two ways is not.

import assert from "node:assert/strict";
import test from "node:test";
import { core, engine, howMany } from "./support.mjs";

const Ics = await engine("calendar/ics");
const Invitation = await engine("calendar/invitation");
const OWN = { zone: "Europe/Berlin", isMe: (name) => name === "Robin Weber", names: core.names, now: Date.parse("2026-03-09T09:00Z"), tag: "en" };
const read = (text, own = OWN) => Ics.read(text, own);
const times = (text) => read(text).events.map(({ start, end }) => `${start} ${end}`)[0] ?? read(text).fault;

test("F16 dates as Gmail, Outlook and Apple's calendar write them, in three languages", () => {
  const TEN = "2026-03-19T10:30 2026-03-19T11:30";
  for (const line of [
    "Thursday 19 Mar 2026 ⋅ 10:30 – 11:30",
    "Thu Mar 19, 2026 10:30am – 11:30am",
    "When: Thursday, March 19, 2026 10:30 AM-11:30 AM.",
    "19 March 2026 at 10:30 to 11:30",
    "Donnerstag, 19. März 2026⋅10:30–11:30",
    "Wann: Donnerstag, 19. März 2026 10:30 Uhr bis 11:30 Uhr",
    "19.03.2026, 10:30 - 11:30",
    "2026-03-19 10:30 - 11:30",
    "jueves, 19 de marzo de 2026 ⋅ 10:30 – 11:30",
    "Thursday, March 19, 2026\n10:30 AM – 11:30 AM",
  ])
    assert.equal(times(`Interview with Glen Instruments\n${line}\nGoogle Meet`), TEN, line);
  assert.equal(times("Thu Mar 19, 2026 2 – 3pm"), "2026-03-19T14:00 2026-03-19T15:00");
  assert.equal(times("Thu Mar 19, 2026 11:30am – 12:30pm"), "2026-03-19T11:30 2026-03-19T12:30");
  assert.equal(times("19 March 2026, 10:30"), "2026-03-19T10:30 ");
});

test("what names no day with an hour, or could be two days, is no invitation", () => {
  for (const text of ["See you on Thursday at 10", "19 March 2026", "Mar 41, 2026 10:30", "Foo 19, 2026 10:30", "19 March 1026 10:30", "19 March 2026, 10:75", "19 March 2026, 24:00", "19 March 2026, 13:00 pm", ""])
    assert.equal(times(text), "not-calendar", text);
});

test("title, people and a zone that is named and not known come along; oneself is not ticked", () => {
  const text = "Subject: Glen Instruments – Test Engineer\nWhen: Thursday, March 19, 2026 10:30 AM-11:30 AM (Eastern Time)\nAda Stone\nRobin Weber\nguests";
  const [event] = read(text).events;
  assert.equal(event.title, "Glen Instruments – Test Engineer");
  assert.deepEqual([event.zone, event.zoneName], ["", "Eastern Time"]);
  const ticked = event.people.filter((one) => one.ticked).map(({ name }) => name);
  assert.ok(ticked.includes("Ada Stone"));
  assert.ok(!ticked.includes("Robin Weber"));
  assert.ok(!ticked.includes("guests"));
});

test("without a subject the line before the date is the title, and neither a blank nor a label between them", () => {
  const title = (...between) => read(["Interview with Glen Instruments", ...between, "Thursday, 19 March 2026, 10:30"].join("\n")).events[0].title;
  for (const between of [[], [""], ["Where: Room 4"], ["Where: Room 4", ""]]) assert.equal(title(...between), "Interview with Glen Instruments", between.join());
});

test("a zone that is named is one's own by its short name, and else asked about", () => {
  const zone = (rest, where = "Europe/Berlin") => {
    const [event] = read(`Thursday, March 19, 2026 10:30${rest}`, { ...OWN, zone: where }).events;
    return [event.zone, event.zoneName];
  };
  for (const own of [" CET", " MEZ", " Uhr MEZ", " - 11:30 CET", "", " (45 minutes)", " (CET)", " (UTC+01:00) Amsterdam, Berlin", " (Central European Time - Berlin)", " (MEZ)", "am – 11am (CET)"]) assert.deepEqual(zone(own), ["Europe/Berlin", ""], own);
  for (const same of [" GMT", " (UTC)", " - 11:30 WET", " (GMT)"]) assert.deepEqual(zone(same, "Europe/Lisbon"), ["Europe/Lisbon", ""], same);
  for (const same of [" CET", " (MEZ)"]) assert.deepEqual(zone(same, "Africa/Lagos"), ["Africa/Lagos", ""], same);
  for (const [other, name] of [[" (CEST)", "CEST"], [" (GMT)", "GMT"], [" - 11:30 UTC", "UTC"]]) assert.deepEqual(zone(other), ["", name], other);
  assert.deepEqual(zone(" EDT", "America/New_York"), ["America/New_York", ""]);
  for (const [rest, name] of [[" EST", "EST"], [" WET", "WET"], [" WEST", "WEST"], [" AM PT", "PT"], [" CEST", "CEST"], [" GMT", "GMT"], [" (UTC+02:00) Athens, Bucharest", "UTC+02:00"], [" UTC+2", "UTC+2"], [" (Eastern Time - New York)", "Eastern Time - New York"]])
    assert.deepEqual(zone(rest), ["", name], rest);
});

test("of more entries than are read it is said how many are left out", () => {
  const entry = (n) => `BEGIN:VEVENT\nUID:${n}\nDTSTART:20260319T103000Z\nEND:VEVENT`;
  const calendar = (count) => `BEGIN:VCALENDAR\n${Array.from({ length: count }, (_, n) => entry(n)).join("\n")}\nEND:VCALENDAR`;
  assert.deepEqual([read(calendar(50)).events.length, read(calendar(50)).more], [50, 0]);
  assert.deepEqual([read(calendar(5000)).events.length, read(calendar(5000)).more], [50, 4950]);
  // Dates in a text are somebody's diary then.
  const diary = Array.from({ length: 12 }, (_, n) => `${n + 10} March 2026 at 15:00`);
  assert.deepEqual(read(diary.join("\n")).events.map(({ start }) => Number(start.slice(8, 10))), [10, 11, 12, 13, 14, 15, 16, 17, 18, 19]);
});

test("of what is larger than a year's calendar nothing is read", () => {
  const calendar = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART:20260319T103000Z\nEND:VEVENT\nEND:VCALENDAR\n";
  assert.equal(read(calendar.padEnd(Ics.LARGEST)).events.length, 1);
  assert.deepEqual(read(calendar.padEnd(Ics.LARGEST + 1)), { fault: "too-large", events: [], more: 0 });
});

const LONG = howMany(200_000, { full: 1_000_000, few: 20_000 });

test(`${LONG} signs of anything are no invitation, and are read to their end`, () => {
  for (const sign of ["a", "1", " ", "19 March 2026 ", "(", "With Ada ", "From: a\n", "Mar 1\n", "Ada Stone, ", "1.1.", "On 1 March ", "A-a<", "a:"])
    assert.notEqual(read(sign.repeat(LONG / sign.length)).fault, null, sign);
});

test("a day without a year is the next such day, checked against its weekday", () => {
  const FOUR = "2026-03-26T15:00 2026-03-26T16:00";
  for (const line of [
    "Thursday, 26 March · 15:00 – 16:00",
    "26 March (Thursday), 15:00 – 16:00",
    "Thursday, March 26 · 3:00 – 4:00pm",
    "Thu, Mar 26th, 3 – 4 pm",
    "Donnerstag, 26. März · 15:00 – 16:00",
    "Do., 26.03., 15 – 16 Uhr",
    "jueves, 26 de marzo · 15:00 – 16:00",
    "jue, 26 mar, de 15:00 a 16:00",
    "jueves 26/3, 15:00 - 16:00",
  ]) {
    assert.equal(times(line), FOUR, line);
    assert.equal(read(line).events[0].unsure, false, line);
  }
  assert.equal(times("Monday, 4 January, 10:30"), "2027-01-04T10:30 ");
  for (const line of ["Friday, 26 March, 15:00", "Freitag, 26. März um 15 Uhr", "viernes 26 de marzo a las 15:00"]) assert.equal(times(line), "weekday", line);
  const [event] = read("26 March, 15:00").events;
  assert.deepEqual([event.start, event.unsure], ["2026-03-26T15:00", true], "no weekday: offered, and not ticked");
  assert.equal(read("Friday, 26 March 2026, 15:00").events[0].unsure, true);
});

test("of a day in numbers the weekday, a number over 12, or the region tells the order", () => {
  const at = (text, tag) => read(text, { ...OWN, tag });
  for (const [text, start] of [
    ["Start: Thu 3/26/2026 3:00 PM\nEnd: Thu 3/26/2026 4:00 PM", "2026-03-26T15:00"],
    ["26/03/2026 15:00 - 16:00", "2026-03-26T15:00"],
    ["13/12/2026 15:00 - 16:00", "2026-12-13T15:00"],
    ["Fri 13/03/2026 15:00 - 16:00", "2026-03-13T15:00"],
    ["Tue 10/03/2026 15:00 - 16:00", "2026-03-10T15:00"],
    ["Sat 10/03/2026 15:00 - 16:00", "2026-10-03T15:00"],
    ["martes 10/03/2026, 15:00 a 16:00", "2026-03-10T15:00"],
    ["Di 10.03.26, 15:00 - 16:00 Uhr", "2026-03-10T15:00"],
  ])
    for (const tag of ["en", "en-US", "en-GB"]) {
      const [event] = at(text, tag).events;
      assert.deepEqual([event?.start, event?.end.slice(11), event?.unsure], [start, "16:00", false], text);
    }
  // With points the day stands first, wherever one is.
  for (const tag of ["en-US", "de"]) assert.equal(at("am 5.11. um 15:00", tag).events[0].start, "2026-11-05T15:00", tag);
  // The twelfth of March and the third of December are both Thursdays.
  for (const text of ["Thu 12/03/2026 15:00 - 16:00", "12/03/2026 15:00"]) {
    assert.equal(at(text, "en").fault, "two-days", text);
    const [us, gb, de] = ["en-US", "en-GB", "de"].map((tag) => at(text, tag).events[0]);
    assert.deepEqual([us.start, gb.start, de.start], ["2026-12-03T15:00", "2026-03-12T15:00", "2026-03-12T15:00"], text);
    assert.ok(us.unsure && gb.unsure && de.unsure, "offered, and not ticked");
  }
});

test("an end that is not said, or lies before the beginning, is none; one past midnight is no end either", () => {
  const event = (line) => read(`Interview with Glen Instruments\n${line}`).events.map(({ start, end }) => [start, end])[0];
  for (const line of ["19 March 2026, 10:30", "19 March 2026, 10:30 - 10:30", "19 March 2026, 10:30 - 09:30", "19 March 2026, 10:30 - 25:00", "19 March 2026, 23:30 - 00:30"]) {
    const [start, end] = event(line);
    assert.equal(start.slice(0, 10), "2026-03-19", line);
    assert.equal(end, "", line);
  }
  assert.deepEqual(event("19 March 2026, 10:30 - 10:31"), ["2026-03-19T10:30", "2026-03-19T10:31"]);
});

test("an entry of a calendar without an end has none, with a length it ends after it", () => {
  const event = (...lines) => {
    const [{ start, end, zone }] = read(["BEGIN:VCALENDAR", "BEGIN:VEVENT", "UID:1", ...lines, "END:VEVENT", "END:VCALENDAR"].join("\n")).events;
    return `${start} ${end} ${zone}`;
  };
  const BEGINS = "DTSTART;TZID=Europe/Berlin:20260319T103000";
  assert.equal(event(BEGINS), "2026-03-19T10:30  Europe/Berlin");
  assert.equal(event(BEGINS, "DURATION:PT1H30M"), "2026-03-19T10:30 2026-03-19T12:00 Europe/Berlin");
  assert.equal(event(BEGINS, "DTEND:20260319T101500Z"), "2026-03-19T10:30 2026-03-19T11:15 Europe/Berlin");
});

test("whoever is invited without a name is called as the address says, if that is a name", () => {
  const named = (line) => {
    const entry = ["BEGIN:VCALENDAR", "BEGIN:VEVENT", "UID:1", "DTSTART:20260319T103000Z", line, "END:VEVENT", "END:VCALENDAR"];
    return read(entry.join("\n")).events[0].people.map(({ name }) => name);
  };
  assert.deepEqual(named("ATTENDEE:mailto:ada.stone@harbour.example"), ["Ada Stone"]);
  assert.deepEqual(named("ATTENDEE:mailto:ada_stone@harbour.example"), ["Ada Stone"]);
  for (const mail of ["a.stone", "ada", "ada.stone2", "12.34", "ada.b.stone"]) assert.deepEqual(named(`ATTENDEE:mailto:${mail}@harbour.example`), [], mail);
  assert.deepEqual(named("CONTACT;CN=Ben Okafor:mailto:ben@harbour.example"), [], "who answers questions is not met");
  assert.deepEqual(named('ATTENDEE;CN="Stone, Ada":mailto:x@harbour.example'), ["Ada Stone"]);
});

test("a field in one's own zone takes the hour there, or as it is written with the zone that nobody knows", () => {
  const OF = { start: "2026-03-12T14:00", zone: "Europe/Berlin", zoneName: "", unsure: false };
  const filled = (change) => Object.values(Invitation.inField({ ...OF, ...change }, "Europe/Berlin"));
  assert.deepEqual(filled({}), ["2026-03-12T14:00", ""]);
  assert.deepEqual(filled({ zone: "Europe/London" }), ["2026-03-12T15:00", ""]);
  assert.deepEqual(filled({ zone: "" }), ["2026-03-12T14:00", ""]);
  assert.deepEqual(filled({ zone: "", zoneName: "GMT" }), ["2026-03-12T14:00", "GMT"]);
  assert.deepEqual(filled({ zone: "", zoneName: "GMT", unsure: true }), ["", ""], "what may not be meant is not taken");
});

/** Each text, with the hours that are read there on the 26th, a question mark before those that are not sure. */
const hours = (cases, before = "Thursday, 26 March 2026, ") => {
  for (const [said, found] of Object.entries(cases)) {
    const all = read(before + said, { ...OWN, tag: "en-GB" }).events;
    const text = all.map(({ start, end, unsure }) => `${unsure ? "? " : ""}${start.slice(11)}${end && "–"}${end.slice(11)}`).join(" ");
    assert.equal(text, found, said);
  }
};

test("a half of the day that only the end names is the beginning's where that leaves them in order", () => {
  hours({
    "11-12pm": "11:00–12:00", "11:30 - 12:30 pm": "11:30–12:30", "10 to 12 pm": "10:00–12:00", "11–1pm": "11:00–13:00", "11 bis 12 Uhr mittags": "11:00–12:00",
    "12–1pm": "12:00–13:00", "3–4pm": "15:00–16:00", "12–12:30pm": "12:00–12:30", "10–11am": "10:00–11:00", "15:00–4pm": "15:00–16:00", "9–5pm": "09:00–17:00",
  });
});

test("the half of the day is read in words, in three languages", () => {
  hours({
    "3:00 in the afternoon": "15:00", "at 3 o'clock in the afternoon": "15:00", "at 7 in the evening": "19:00", "9:30 in the morning": "09:30", "12 noon": "12:00", "15:00 in the afternoon": "15:00",
    "um 3 Uhr nachmittags": "15:00", "um 8 Uhr abends": "20:00", "um 8 am Abend": "20:00", "um 9 Uhr morgens": "09:00", "10 Uhr vormittags": "10:00", "um 3 bis 4 Uhr nachmittags": "15:00–16:00", "15 Uhr nachmittags": "15:00",
    "4:30 de la tarde": "16:30", "a las 8 de la noche": "20:00", "10:00 de la mañana": "10:00", "16:30 de la tarde": "16:30", "4 a 5 de la tarde": "16:00–17:00", "12 del mediodía": "12:00",
    "at 12 at night": "", "um 2 Uhr nachts": "", "15:00 in the morning": "",
  });
  hours({ "um 15:00 am Donnerstag, 26. März 2026": "15:00", "At 4:30 in the afternoon on Thursday, 26 March 2026": "16:30" }, "");
});

test("an hour that may be of the other half of the day is offered and not ticked", () => {
  hours({ "3:00": "? 03:00", "um 4 Uhr": "? 04:00", "3:00 – 4:00": "? 03:00–04:00", "03:00": "03:00", "8:00": "08:00", "3 am": "03:00" });
  hours({ "Thursday afternoon, 26 March 2026, 8:30": "? 08:30", "Donnerstagabend, 26. März 2026, um 8 Uhr": "? 08:00", "El jueves 26 de marzo de 2026 por la tarde a las 8:00": "? 08:00", "Thursday evening, 26 March 2026, 19:00": "19:00", "Guten Abend, Donnerstag, 26. März 2026, 9:00": "09:00" }, "");
});

test("between two hours, or at either, is offered from the first on and not ticked", () => {
  hours({
    "zwischen 14 und 15 Uhr": "? 14:00–15:00", "between 2 and 3 pm": "? 14:00–15:00", "entre las 14 y las 15": "? 14:00–15:00", "entre las 14:00 y las 15:00 h": "? 14:00–15:00", "between 11 and 12 pm": "? 11:00–12:00",
    "14 oder 15 Uhr": "? 14:00", "at 2 or 3 pm": "? 14:00", "14:00 or 15:00": "? 14:00", "a las 14:00 o a las 15:00": "? 14:00", "15:00 and 2 interviewers": "15:00", "between 2 and 3 people": "",
  });
});
