// Mails that were pasted: when one meets and who is named, and not when the mail was sent or who sent it.

import assert from "node:assert/strict";
import test from "node:test";
import { core, engine } from "./support.mjs";

const Ics = await engine("calendar/ics");
const Invitation = await engine("calendar/invitation");
const Profile = await engine("people/profile");
const OWN = { zone: "Europe/Berlin", isMe: (name) => name === "Robin Weber", names: core.names, now: Date.parse("2026-03-09T09:00Z"), tag: "en-GB" };
const read = (text) => Ics.read(text, OWN);
/** The interviews of a text, those that are not sure with a question mark. */
const starts = (text) => read(text).events.map(({ start, unsure }) => `${unsure ? "? " : ""}${start}`);
/** Who is named, those who are not ticked in brackets. */
const people = (text) => read(text).events[0].people.map(({ name, ticked }) => (ticked ? name : `(${name})`)).sort();

const ENGLISH = `From: Rita Recruiter <rita@zeppelin.example>
Sent: Monday, 9 March 2026 08:12
To: Jo Seeker <jo@example.org>
Cc: Marsh, Cleo <cleo@zeppelin.example>
Subject: Interview at Zeppelin AG
When: Thursday, 12 March 2026 15:00-16:00

Dear Jo,

you will speak with Anna Berg and Felix Roth.
________________________________________
Microsoft Teams meeting
Meeting ID: 123 456 789
Yes No Maybe
Central European Time

Kind regards,

Rita Recruiter`;
const GERMAN = `Von: Rita Recruiter
Gesendet: Montag, 9. März 2026 08:12
An: Jo Seeker
Betreff: Vorstellungsgespräch bei Hafenwerk

Liebe Jo,
wir laden Sie ein: am Donnerstag, 26. März 2026 um 14:00 mit Anna Berg und Felix Roth.
Viele Grüße
Rita Recruiter`;
const SPANISH = `De: Rita Recruiter
Enviado el: lunes, 9 de marzo de 2026 8:12
Para: Jo Seeker
Asunto: Entrevista con Obras del Puerto

Cuándo: jueves, 12 de marzo de 2026 15:00-16:00
Hablarás con Anna Berg y Felix Roth.
Un saludo
Rita Recruiter`;

test("when a mail was sent is no interview, in Outlook's heads", () => {
  assert.deepEqual(starts(ENGLISH), ["2026-03-12T15:00"]);
  assert.deepEqual(starts(GERMAN), ["2026-03-26T14:00"]);
  assert.deepEqual(starts(GERMAN.replace("\n\nLiebe", "\nWann: Freitag, 27. März 2026 10:00-11:00\n\nLiebe")), ["2026-03-27T10:00"]);
  assert.deepEqual(starts(SPANISH), ["2026-03-12T15:00"]);
  assert.deepEqual(starts(SPANISH.replace("Cuándo:", "Te esperamos el")), ["2026-03-12T15:00"]);
  for (const text of [ENGLISH, GERMAN, SPANISH]) assert.equal(read(text.split("\n").slice(0, 5).join("\n")).fault, "not-calendar", text);
});

test("when a mail was sent is no interview, as Gmail and Apple's Mail say it", () => {
  const told = "Interview on Thursday, 12 March 2026 at 15:00";
  for (const head of [
    "On Mon, 9 Mar 2026 at 08:12 Rita wrote:",
    "On Mon, 9 Mar 2026 at 08:12 Rita Recruiter <rita@zeppelin.example>\nwrote:",
    "On 9. Mar 2026, at 08:12, Rita Recruiter <rita@zeppelin.example> wrote:",
    "Am Mo., 9. März 2026 um 08:12 Uhr schrieb Rita Recruiter <rita@zeppelin.example>:",
    "Am 09.03.2026 um 08:12 schrieb Rita Recruiter:",
    "El lun, 9 mar 2026 a las 8:12, Rita Recruiter (<rita@zeppelin.example>) escribió:",
    "---------- Forwarded message ---------\nFrom: Rita Recruiter <rita@zeppelin.example>\nDate: Mon, 9 Mar 2026 at 08:12\nSubject: Interview\nTo: <jo@example.org>",
    "Von: Rita Recruiter\nDate: Mo., 9. März 2026 um 08:12 Uhr\nSubject: Gespräch",
    "*From:* Rita Recruiter\n*Sent:* Monday, March 9, 2026 8:12 AM\n*To:* Jo",
    "Datum: 9. März 2026 um 08:12:00 MEZ\nVon: Rita Recruiter\nBetreff: Gespräch",
    "De: Rita Recruiter\nFecha: lunes, 9 de marzo de 2026, 8:12\nPara: Jo",
    "Mon, 9 Mar 2026, 08:12 (3 days ago)\nto me",
    "Mo., 9. März 2026, 08:12 (vor 3 Tagen)\nan mich",
    "Rita Recruiter <rita@zeppelin.example> 9 March 2026 at 08:12",
    "From: Team 42 <team42@zeppelin.example>\nDate: Mon, 9 Mar 2026 at 08:12\nSubject: Interview",
  ])
    for (const quoted of ["", "> "]) {
      const text = `${head}\n\nDear Jo,\n${told}`.split("\n").map((line) => quoted + line).join("\n");
      assert.deepEqual(starts(text), ["2026-03-12T15:00"], text);
      assert.deepEqual(read(head).events, [], head);
    }
});

test("a date outside a mail's head is one, whatever it is called", () => {
  for (const text of ["Date: Thursday, 12 March 2026\nTime: 15:00 - 16:00", "Datum: Donnerstag, 12.03.2026\nUhrzeit: 15 Uhr", "Fecha: jueves 12 de marzo de 2026\nHora: 15:00", "When\nThursday 12 March 2026\n15:00 – 16:00", "15:00 on Thursday, 12 March 2026", "Uhrzeit: 15 Uhr\nDatum: Donnerstag, 12.03.2026", "Date: Thursday, 12 March 2026\nFrom: 15:00 to 16:00", "From: Rita Moss\nMon, 9 Mar 2026, 08:12 (3 days ago)\nDate: Thursday, 12 March 2026\nTime: 15:00"])
    assert.deepEqual(starts(text), ["2026-03-12T15:00"], text);
});

test("“When” outweighs any other date; of several that nothing sets apart none is ticked", () => {
  const other = "Please answer by Tuesday, 10 March 2026, 12:00.";
  for (const word of ["When", "Wann", "Cuándo", "Start", "Termin"]) assert.deepEqual(starts(`${other}\n${word}: Thursday, 12 March 2026 15:00`), ["2026-03-12T15:00"], word);
  assert.deepEqual(starts(`${other}\nThursday, 12 March 2026\nTime: 15:00`), ["2026-03-12T15:00"]);
  assert.deepEqual(starts(`${other}\nWe meet on Thursday, 12 March 2026 at 15:00.`), ["? 2026-03-10T12:00", "? 2026-03-12T15:00"]);
  assert.deepEqual(starts("Either Tuesday, 10 March 2026 at 12:00 or Thursday, 12 March 2026 at 15:00"), ["? 2026-03-10T12:00", "? 2026-03-12T15:00"]);
});

test("offered are people only: who sent it and oneself are not ticked, those whom one meets are", () => {
  assert.deepEqual(people(ENGLISH), ["(Jo Seeker)", "(Rita Recruiter)", "Anna Berg", "Cleo Marsh", "Felix Roth"]);
  assert.deepEqual(people(GERMAN), ["(Jo Seeker)", "(Rita Recruiter)", "Anna Berg", "Felix Roth"]);
  assert.deepEqual(people(SPANISH), ["(Jo Seeker)", "(Rita Recruiter)", "Anna Berg", "Felix Roth"]);
  const bare = ENGLISH.split("\n\n")[0].replace(/Cc: .*\n/u, "");
  assert.deepEqual(people(bare), ["(Jo Seeker)", "(Rita Recruiter)"], "a mail to one alone is to oneself");
  assert.deepEqual(people(bare.replace("To: ", "To: Ada Stone; ")), ["(Rita Recruiter)", "Ada Stone", "Jo Seeker"], "of two nobody knows who one is");
});

test("an organiser is not ticked, however a calendar names one", () => {
  const WHEN = "Interview\nThursday, 12 March 2026 · 15:00 – 16:00\n";
  for (const said of [
    "Organizer: Hana Novak\nGuests: Ada Stone",
    "Organizer\nHana Novak\n\nGuests\nAda Stone",
    "Guests\nHana Novak - organizer\nAda Stone",
    "Guests\nHana Novak (organizer), Ada Stone",
    "Who: Hana Novak - organizer, Ada Stone",
    "Hana Novak - organizer\nAda Stone",
    "Organisator: Hana Novak\nTeilnehmer: Ada Stone",
    "Gäste\nHana Novak – Organisator\nAda Stone",
    "Organizador: Hana Novak\nInvitados: Ada Stone",
    "Hana Novak - organizadora\nAda Stone",
    "Gäste\nHana Novak\nOrganisator\nAda Stone",
    "Guests\nAda Stone\nHana Novak\nOrganizer",
    "Hana Novak\nHana Novak - organizer\nAda Stone",
  ])
    assert.deepEqual(people(WHEN + said), ["(Hana Novak)", "Ada Stone"], said);
});

test("who signed a mail, or sent it in Gmail's page, is not ticked", () => {
  const told = "Thursday, 12 March 2026, 15:00, with Anna Berg and Felix Roth";
  for (const text of [
    `Rita Moss\n9:41 AM (2 hours ago)\nto me\n\n${told}`,
    `On Mon, 9 Mar 2026 at 08:12 Rita Moss <rita@x.example> wrote:\n${told}\nRita Moss`,
    `${told}\n\nBest regards,\n\nRita Moss\nHead of People`,
    `${told}\n\nMit freundlichen Grüßen\ni. A.\nRita Moss\nPersonalabteilung`,
    `${told}\n\nUn cordial saludo,\nRita Moss\nDepartamento de Personas`,
  ]) {
    const found = people(text).filter((name) => name !== "(Rita Moss)");
    assert.deepEqual(found, ["Anna Berg", "Felix Roth"], text);
  }
  assert.deepEqual(people(`${told.replace("with", "mit Frau").replace("and", "und Herrn")}`), ["Anna Berg", "Felix Roth"]);
  assert.equal(read(`Rita Moss\n9:41 AM (2 hours ago)\nto me\n\n${told}`).events[0].title, "");
});

test("people in a sentence are found, and a company after “with” is nobody or not ticked", () => {
  const WHEN = "Thursday, 12 March 2026 · 15:00 – 16:00\n";
  const cases = {
    "You will meet Anna Berg (Head of Data) and Felix Roth.": ["Anna Berg", "Felix Roth"],
    "Your interview is with Anna Berg, Felix Roth and Ludwig van der Berg.": ["Anna Berg", "Felix Roth", "Ludwig van der Berg"],
    "Du lernst uns kennen: mit Anna Berg und Felix Roth": ["Anna Berg", "Felix Roth"],
    "You will speak with Anna Berg, our Head of Data.": ["Anna Berg"],
    "Interviewers: Anna Berg, Felix Roth": ["Anna Berg", "Felix Roth"],
    "Gesprächspartner: Anna Berg, Leiterin Daten, und Felix Roth": ["Anna Berg", "Felix Roth"],
    "Required: Marsh, Cleo; Berg, Anna": ["Anna Berg", "Cleo Marsh"],
    "Thank you for your interest in working with Northwind Harbour": ["(Northwind Harbour)"],
    "Your interview with Northwind Harbour (jobs@northwind.example)": [],
    "Your interview with Northwind Energy": [],
    "Data Engineer\nGoogle Meet\nJoin Zoom\nPasscode: 12\nVideo Call": [],
  };
  for (const [said, found] of Object.entries(cases)) assert.deepEqual(people(WHEN + said), found, said);
});

test("where people are pasted a mail offers people only, and a list every line", () => {
  const said = (text) => Invitation.pasted(text, OWN).map(({ name, likely }) => (likely ? name : `(${name})`)).sort();
  assert.deepEqual(said(ENGLISH), ["(Jo Seeker)", "(Rita Recruiter)", "Anna Berg", "Cleo Marsh", "Felix Roth"]);
  assert.deepEqual(said("Glen Tower – Test Engineer\nThursday 12 Mar 2026 10:30\nAda Stone\nJoin with Google Meet\nlinkedin.com/in/ben-okafor"), ["Ada Stone", "Ben Okafor"]);
  for (const list of ["Ada Stone\nben\nCleo Marsh, Head of Data", "Ada Stone", ""]) assert.deepEqual(Invitation.pasted(list, OWN), Profile.paste(list), list);
});

test("a pasted line that tells the day names nobody by its label", () => {
  for (const line of [
    "Wann: Donnerstag, 26. März 2026, 15:00", "Your interview: Thursday, March 26, 2026 3:00 PM - 4:00 PM (Europe/Berlin)", "Thursday, 26 March 2026, 3:00 PM BST", "Cuándo: jueves, 26 de marzo de 2026, 15:00", "Dein Gespräch: Do., 26.03., 15 Uhr",
    "Freitag, 26. März um 15 Uhr", "Wann: Freitag, 26. März um 15 Uhr", "Interview on 26 March 2026 at 15:00",
  ])
    assert.deepEqual(Invitation.pasted(line, OWN), [], line);
  assert.deepEqual(Invitation.pasted("Interview on 12/03/2026 at 15:00", { ...OWN, tag: "en" }), [], "either of two days");
  assert.deepEqual(Invitation.pasted("Thursday, 26 March 2026, 15:00, with Anna Berg", OWN).map(({ name }) => name), ["Anna Berg"]);
  assert.deepEqual(Invitation.pasted("anna", OWN).map(({ name }) => name), ["anna"]);
});

test("what says how long ago it was sent names no day on which one meets", () => {
  for (const ago of ["(3 hours ago)", "( 3 hours ago )", "(vor 2 Tagen)", "(vor  2  Tagen )", "(hace 2 horas)", "( hace 2 horas)"]) {
    const mail = `Rita Recruiter\n10 March 2026, 08:12 ${ago}\nto me\n\nWe meet on Thursday, 12 March 2026 at 15:00.`;
    assert.deepEqual(starts(mail), ["2026-03-12T15:00"], ago);
    assert.ok(!people(mail).includes("Rita Recruiter"), ago);
  }
});
