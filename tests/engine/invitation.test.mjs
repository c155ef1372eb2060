// Invitations as text: what mails and calendars show is read, what can be meant in two ways is not.

import assert from "node:assert/strict";
import test from "node:test";
import { core, engine } from "./support.mjs";

const Ics = await engine("ics");
const Invitation = await engine("invitation");
const OWN = { zone: "Europe/Berlin", isMe: (name) => name === "Robin Weber", names: core.names };
const read = (text) => Ics.read(text, OWN);
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
  for (const text of ["See you on Thursday at 10", "19 March 2026", "03/04/2026 10:30", "Mar 41, 2026 10:30", "Foo 19, 2026 10:30", "19 March 1026 10:30", ""])
    assert.equal(times(text), "not-calendar", text);
});

test("title, people and a zone that is named and not known come along; oneself is not ticked", () => {
  const text = "Subject: Glen Instruments – Test Engineer\nWhen: Thursday, March 19, 2026 10:30 AM-11:30 AM (Central European Time)\nAda Stone\nRobin Weber\nguests";
  const [event] = read(text).events;
  assert.equal(event.title, "Glen Instruments – Test Engineer");
  assert.deepEqual([event.zone, event.zoneName], ["", "Central European Time"]);
  const ticked = event.people.filter((one) => one.ticked).map(({ name }) => name);
  assert.ok(ticked.includes("Ada Stone"));
  assert.ok(!ticked.includes("Robin Weber"));
  assert.ok(!ticked.includes("guests"));
});

test("a company is guessed from a title that names one", () => {
  const cases = {
    "Interview with Glen Instruments": "Glen Instruments",
    "Invitation: Interview @ Harbour Works": "Harbour Works",
    "Glen Instruments – Test Engineer": "Glen Instruments",
    "Fable & Sons interview": "Fable & Sons",
    "Vorstellungsgespräch bei Hafenwerk (vor Ort)": "Hafenwerk",
    "Entrevista con Obras del Puerto": "Obras del Puerto",
    "First interview": "",
    Interview: "",
  };
  for (const [title, found] of Object.entries(cases)) assert.equal(Invitation.company(title), found, title);
});

test("of more entries than are read it is said how many are left out", () => {
  const entry = (n) => `BEGIN:VEVENT\nUID:${n}\nDTSTART:20260319T103000Z\nEND:VEVENT`;
  const calendar = (count) => `BEGIN:VCALENDAR\n${Array.from({ length: count }, (_, n) => entry(n)).join("\n")}\nEND:VCALENDAR`;
  assert.deepEqual([read(calendar(50)).events.length, read(calendar(50)).more], [50, 0]);
  assert.deepEqual([read(calendar(5000)).events.length, read(calendar(5000)).more], [50, 4950]);
});

test("a megabyte of anything is no invitation, and is read to its end", () => {
  for (const sign of ["a", "1", " ", "19 March 2026 ", "("]) assert.equal(read(sign.repeat(1_000_000 / sign.length)).fault, "not-calendar", sign);
});
