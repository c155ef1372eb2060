// What a text says of a date and leaves open: it is asked, with each day that may be meant, and nothing is filled in unseen.

import assert from "node:assert/strict";
import test from "node:test";
import { core, engine } from "./support.mjs";

const Ics = await engine("calendar/ics");
const Invitation = await engine("calendar/invitation");
/** Monday, 9 March 2026. */
const OWN = { zone: "Europe/Berlin", isMe: () => false, names: core.names, now: Date.parse("2026-03-09T09:00Z"), tag: "en-GB" };
/** Why it is asked, and what may be meant. */
const asked = (text, own = OWN) => {
  const found = Invitation.choices(text, own);
  return [found.why, ...found.all.map(({ when }) => when)];
};

test("a day that counts from today is asked about, in four languages", () => {
  for (const [text, ...days] of [
    ["Interview at Zeppelin AG with Anna Berg, tomorrow at 10am", "2026-03-10T10:00"], ["Shall we talk today at 3 pm?", "2026-03-09T15:00"], ["10:30 the day after tomorrow works", "2026-03-11T10:30"],
    ["Passt dir Donnerstag um 11?", "2026-03-12T11:00"], ["Wir sprechen morgen um 14:30 Uhr.", "2026-03-10T14:30"], ["Übermorgen um 9 Uhr im Büro", "2026-03-11T09:00"],
    ["¿Te viene bien mañana a las 10:00?", "2026-03-10T10:00"], ["El jueves a las 16:30 h", "2026-03-12T16:30"], ["Pasado mañana a las 9:00", "2026-03-11T09:00"],
    ["Demain à 15h", "2026-03-10T15:00"], ["jeudi à 15h30", "2026-03-12T15:30"],
    ["Would this Friday at 2:30pm suit you?", "2026-03-13T14:30"], ["See you on Thursday at 10", "2026-03-12T10:00"], ["Thursday at 4", "2026-03-12T16:00"],
  ])
    assert.deepEqual(asked(text), ["relative", ...days], text);
});

test("what “next” may mean are two days, unless the first is next week", () => {
  for (const text of ["a call with our CTO Marco Bianchi next Tuesday at 4 pm", "nächsten Dienstag um 16 Uhr", "el próximo martes a las 16:00", "mardi prochain à 16h"]) assert.deepEqual(asked(text), ["relative", "2026-03-10T16:00", "2026-03-17T16:00"], text);
  assert.deepEqual(asked("next Monday at 4 pm"), ["relative", "2026-03-16T16:00"]);
  assert.deepEqual(asked("Monday at 4 pm"), ["relative", "2026-03-09T16:00", "2026-03-16T16:00"], "today is one");
});

test("such a day counts from when the mail was sent, where that is said", () => {
  const mail = "From: Rita Moss <rita@x.example>\nSent: Wednesday, 4 March 2026 08:12\nTo: Jo\nSubject: Interview\n\nDear Jo,\nhow about tomorrow at 10am?";
  assert.deepEqual(asked(mail), ["relative", "2026-03-05T10:00"]);
});

test("of several dates it is asked which one, and of an unsure one whether it is meant", () => {
  assert.deepEqual(asked("Either Tuesday, 10 March 2026 at 12:00 or Thursday, 12 March 2026 at 15:00"), ["some", "2026-03-10T12:00", "2026-03-12T15:00"]);
  assert.deepEqual(asked("We meet on 26 March at 15:00."), ["one", "2026-03-26T15:00"]);
  assert.deepEqual(asked("tomorrow at 10am or Thursday at 11am"), ["relative", "2026-03-10T10:00", "2026-03-12T11:00"]);
  const [found] = Invitation.choices("Either Tuesday, 10 March 2026 from 12:00 to 12:45 (EST) or Thursday, 12 March 2026 at 15:00", OWN).all;
  assert.deepEqual(found, { when: "2026-03-10T12:00", minutes: 45, zoneName: "EST" });
});

test("a date on another weekday is asked about: the date, or that weekday beside it; or what is past", () => {
  for (const text of ["Your interview: Tuesday 12 March, 15:00", "Dienstag, 12. März um 15 Uhr", "martes 12 de marzo a las 15:00", "mardi 12 mars à 15h", "Tuesday, 12 March 2026, 15:00"]) assert.deepEqual(asked(text), ["weekday", "2026-03-12T15:00", "2026-03-10T15:00"], text);
  assert.deepEqual(asked("Monday 12 March, 15:00"), ["weekday", "2026-03-12T15:00", "2026-03-09T15:00"]);
  assert.deepEqual(asked("Sunday 12 March, 15:00"), ["weekday", "2026-03-12T15:00", "2026-03-15T15:00"]);
  assert.deepEqual(asked("Tuesday 3 March, 15:00"), ["weekday", "2026-03-03T15:00"], "last week");
  assert.deepEqual(asked("Monday 15 December, 15:00"), ["weekday", "2025-12-15T15:00"], "last year");
  assert.deepEqual(asked("Tuesday 18 March, 15:00"), ["weekday", "2026-03-18T15:00", "2026-03-17T15:00"], "not a year ago");
  assert.deepEqual(asked("Interview: Tuesday 12 March, 15:00\n\nSee you on Tuesday 12 March at 15:00."), ["weekday", "2026-03-12T15:00", "2026-03-10T15:00"], "said twice");
  assert.deepEqual(asked("Either Tuesday 12 March, 15:00 or Friday 13 March, 10:00"), ["some", "2026-03-12T15:00", "2026-03-10T15:00", "2026-03-13T10:00"]);
});

test("numbers that are two days are asked about, whether or not one of them is likelier", () => {
  const two = (tag) => asked("12/03/2026 15:00", { ...OWN, tag });
  assert.deepEqual(two("en").slice(1).toSorted(), ["2026-03-12T15:00", "2026-12-03T15:00"]);
  assert.deepEqual(two("en-GB"), ["two-days", "2026-03-12T15:00", "2026-12-03T15:00"]);
  assert.deepEqual(two("en-US"), ["two-days", "2026-12-03T15:00", "2026-03-12T15:00"]);
});

test("a date that is sure, and a text that names none, leave nothing to ask", () => {
  for (const text of [
    "We meet on Thursday, 12 March 2026 at 15:00.", "Thursday, 12 March 2026 at 15:00, and tomorrow at 10am I am away", "Guten Morgen! Wir melden uns.", "Thanks for your time today.", "buenos días, por la mañana a las 10:00", "am Morgen um 9 Uhr", "We work Monday to Friday.", "", "Friday works for 2 of us",
  ])
    assert.deepEqual(asked(text), [null], text);
});

test("of a date that was moved the new one counts, in four languages", () => {
  for (const [old, now] of [["Old time", "New time"], ["Original date", "New date"], ["Previous time", "Rescheduled to"], ["Alter Termin", "Neuer Termin"], ["Bisher", "Neu"], ["Fecha anterior", "Nueva fecha"], ["Hora anterior", "Nueva hora"], ["Ancienne date", "Nouvelle date"]]) {
    const text = `Your interview has been rescheduled.\n${old}: Tue 10 March 2026 14:00\n${now}: Fri 13 March 2026 10:30\nInterviewer: Anna Berg`;
    const events = Ics.read(text, OWN).events.map(({ start, unsure }) => `${unsure ? "? " : ""}${start}`);
    assert.deepEqual(events, ["2026-03-13T10:30"], old);
  }
});
