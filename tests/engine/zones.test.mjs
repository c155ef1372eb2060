// Zones as people write them beside hours: what names one is said or known, what only stands in brackets is none.

import assert from "node:assert/strict";
import test from "node:test";
import { core, engine, howMany } from "./support.mjs";

const Ics = await engine("calendar/ics");
const Invitation = await engine("calendar/invitation");
const WrittenZones = await engine("calendar/writtenzones");
const OWN = { zone: "Europe/Berlin", isMe: () => false, names: core.names, now: Date.parse("2026-03-09T09:00Z"), tag: "en-GB" };
/** The zone in which a text's interview is written, or in brackets what is called so and nobody knows. */
const zone = (text, where = "Europe/Berlin") => {
  const [event] = Ics.read(text, { ...OWN, zone: where }).events;
  return event.zone === "" ? `(${event.zoneName})` : event.zone;
};
const told = (rest, where) => zone(`Thursday, 26 March 2026, ${rest}`, where);
const BERLIN = "Europe/Berlin";

test("a zone in words is said, and its hour is not taken for one's own", () => {
  for (const [rest, name] of [
    ["3:00 PM Eastern Time", "Eastern Time"], ["3pm Pacific", "Pacific"], ["3pm eastern", "eastern"], ["15:00 Eastern Standard Time", "Eastern Standard Time"], ["3:00 p. m. EST", "EST"], ["3pm, EST", "EST"], ["3pm est", "EST"], ["3pm NZDT", "NZDT"],
    ["3pm London time", "London time"], ["3pm london time", "london time"], ["15:00 UK time", "UK time"], ["3pm British Summer Time", "British Summer Time"], ["3 pm our time", "our time"], ["3pm local time", "local time"], ["3pm New York time", "New York time"], ["EST 15:00", "EST"],
    ["15:00 Uhr Londoner Zeit", "Londoner Zeit"], ["15:00 Uhr New Yorker Zeit", "New Yorker Zeit"], ["15 Uhr britischer Zeit", "britischer Zeit"], ["15 Uhr mitteleuropäischer Sommerzeit", "mitteleuropäischer Sommerzeit"], ["15 Uhr Ortszeit", "Ortszeit"], ["15 Uhr unserer Zeit", "unserer Zeit"],
    ["15:00 hora de México", "hora de México"], ["15:00 hora del Este", "hora del Este"], ["15:00 (hora del Pacífico)", "hora del Pacífico"], ["15:00 hora central", "hora central"], ["15:00 nuestra hora", "nuestra hora"],
    ["15:00 (New York)", "New York"], ["3 PM Mountain", "Mountain"], ["3pm London", "London"], ["15:00 Uhr in New York", "New York"], ["15:00Z", "Z"], ["15:00 horario de Ciudad de México", "horario de Ciudad de México"], ["15:00 Uhr Ortszeit New York", "Ortszeit New York"],
    ["15:00 (Eastern Time - New York)", "Eastern Time - New York"], ["15:00 (UTC+00:00) Dublin, Edinburgh, Lisbon, London", "UTC+00:00"], ["15:00 Central European Summer Time", "Central European Summer Time"], ["15:00 (Central Time)", "Central Time"],
  ])
    assert.equal(told(rest), `(${name})`, rest);
});

test("a zone that has a name of the table is that one, and the field takes its hour here", () => {
  for (const rest of ["3pm America/New_York", "15:00 (America/New_York)", "15:00 – 16:00, time zone: America/New_York"]) assert.equal(told(rest), "America/New_York", rest);
  assert.equal(told("15:00 (Europe/Berlin)"), BERLIN);
  const [event] = Ics.read("Thursday, 26 March 2026, 15:00 (America/New_York)", OWN).events;
  assert.deepEqual(Invitation.inField(event, BERLIN), { when: "2026-03-26T20:00", zoneName: "" });
});

test("a zone on a line of its own is the hour's", () => {
  const cases = {
    "Interview Contoso\nThursday, March 26 · 3:00 – 4:00pm\nTime zone: America/New_York\nGoogle Meet": "America/New_York",
    "Interview\nWhen\nThursday Mar 26, 2026 ⋅ 3pm – 4pm\nEastern Time - New York\nGuests\nAnna Berg": "(Eastern Time - New York)",
    "Donnerstag, 26. März 2026\n15:00 – 16:00\nZeitzone: America/New_York": "America/New_York",
    "jueves, 26 de marzo de 2026, 15:00\nZona horaria\nAmerica/New_York": "America/New_York",
    "Thursday, 26 March 2026, 15:00\n(UTC+05:30) Chennai, Mumbai": "(UTC+05:30)",
    "Thursday, 26 March 2026, 15:00\nEST": "(EST)",
    "Thursday, 26 March 2026, 15:00\nTime zone: Moonbase": "(Moonbase)",
    "Thursday, 26 March 2026, 15:00\nWith Anna Berg\n\nAll times are in Eastern Time.": "(Eastern Time)",
    "Alle Zeitangaben in EST\n\nDonnerstag, 26. März 2026, 15:00": "(EST)",
    "Date: Thursday, 26 March 2026 (EST)\nTime: 15:00": "(EST)",
    "3pm ET on Thursday, 26 March 2026": "(ET)",
    "Thursday, 26 March 2026, 15:00 EST\n\nSee you on Thursday, 26 March 2026, 15:00!": "(EST)",
    "At 15:00 on Thursday, 26 March 2026 (London time)": "(London time)",
    "Thursday, 26 March 2026, 15:00\nTime zone: Europe/Berlin": BERLIN,
    "Thursday, 26 March 2026, 15:00\nAnna Berg\nMountain View, CA": BERLIN,
    "Thursday, 26 March 2026, 15:00\nArt Director\nMt Everest, 2nd floor": BERLIN,
  };
  for (const [text, found] of Object.entries(cases)) assert.equal(zone(text), found, text);
});

test("what stands in brackets or behind the hour and is no zone's name is none", () => {
  for (const rest of [
    "15:00 Uhr (per Video)", "15:00 (Zoom)", "15:00 (MS Teams)", "3pm (in person, at our office)", "15:00 (please be on time)", "15:00 (45 minutes)", "15:00 (15 minutes with HR)", "15:00 (HR)", "15:00 (Full Time)", "15:00 (Berlin)", "15:00 Start time: now",
    "15:00 Uhr (bitte Zeit mitbringen)", "um 15:00 Uhr ist das Gespräch", "15:00 (vor Ort)", "15:00 (presencial)", "15:00 (1 hora de duración)", "15:00, media hora", "3 pm your time (9 am EST)", "15 Uhr Ihrer Zeit", "15:00 tu hora", "15:00 Central Station", "15:00 (hora de Madrid)", "15:00 Berliner Zeit", "15:00 in Berlin", "15:00 Madrid", "15:00 Santiago Ruiz", "15:00 in Room London",
  ])
    assert.equal(told(rest), BERLIN, rest);
});

test("one's own zone is known by its city and its short name", () => {
  assert.equal(told("3pm London time", "Europe/London"), "Europe/London");
  assert.equal(told("3pm (GMT)", "Europe/London"), "Europe/London");
  assert.equal(told("3pm, EDT", "America/New_York"), "America/New_York");
});

test("one's own zone is known by its words, by a town of a list, and by how far it is from UTC, as its clocks are that day", () => {
  for (const rest of [
    "10:00 AM-11:00 AM (UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna", "10:00 (UTC+01:00) Brussels, Copenhagen, Madrid, Paris", "10:00 UTC+1", "10:00 (GMT+01:00)",
    "10:30am - 11:00am (Central European Time)", "15:00 (Central European Time - Berlin)", "15:00 Central European Standard Time", "15:00 Uhr mitteleuropäischer Zeit", "15:00 hora central europea",
    "15:00 hora de Europa Central",
  ])
    assert.equal(told(rest), BERLIN, rest);
  assert.equal(zone("10:30am - 11:00am - Friday, March 20, 2026 (Central European Time)"), BERLIN);
  // In summer a list of towns is called by how far they are in winter.
  const summer = (rest, where) => zone(`Thursday, 25 June 2026, ${rest}`, where);
  for (const rest of ["15:00 (UTC+01:00) Amsterdam, Berlin, Bern", "15:00 Central European Time", "15:00 Central European Summer Time", "15:00 Uhr mitteleuropäischer Sommerzeit", "15:00 UTC+2"]) assert.equal(summer(rest), BERLIN, rest);
  for (const [rest, name] of [["15:00 UTC+1", "UTC+1"], ["15:00 Central European Standard Time", "Central European Standard Time"], ["15:00 (UTC+02:00) Athens, Bucharest", "UTC+02:00"]]) assert.equal(summer(rest), `(${name})`, rest);
  for (const [rest, where] of [
    ["3pm Eastern Time", "America/New_York"], ["3pm (Eastern Time - New York)", "America/New_York"], ["15:00 (UTC-05:00) Eastern Time (US & Canada)", "America/New_York"], ["3pm Pacific", "America/Los_Angeles"], ["15:00 UK time", "Europe/London"], ["15:00 Greenwich Mean Time", "Europe/London"], ["15:00 Western European Time", "Europe/Lisbon"], ["15:00 Eastern European Time", "Europe/Helsinki"],
    ["15:00 Central Time", "America/Chicago"], ["15:00 (Central Time - Mexico City)", "America/Mexico_City"], ["15:00 (Mountain Time - Phoenix)", "America/Phoenix"],
  ])
    assert.equal(summer(rest.replace("Greenwich Mean", "British Summer"), where), where, rest);
});

const LONG = howMany(200_000, { full: 1_000_000, few: 20_000 });

test(`in ${LONG} signs of anything a zone is sought to their end`, () => {
  for (const sign of ["Ab ", "a/", "1 ", "(", "hora ", "Zone-", "time ", "UTC", "a.b "]) assert.equal(WrittenZones.said(sign.repeat(LONG / sign.length)), null, sign);
});
