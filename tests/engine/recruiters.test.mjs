// Mails as recruiters and calendars send them: who is met, which company it is, and what in them is neither.

import assert from "node:assert/strict";
import test from "node:test";
import { core, engine } from "./support.mjs";

const Employer = await engine("calendar/employer");
const Ics = await engine("calendar/ics");
const Invitation = await engine("calendar/invitation");
const OWN = { zone: "Europe/Berlin", isMe: () => false, names: core.names, now: Date.parse("2026-03-09T09:00Z"), tag: "en-GB" };
/** Whom a text offers, those who are not ticked in brackets. */
const said = (text) => Invitation.pasted(text, OWN).map(({ name, likely }) => (likely ? name : `(${name})`));
const company = (text) => Employer.company(text, Ics.read(text, OWN).events[0], OWN);

const GOOGLE = `Invitation: Interview with Zeppelin GmbH - Data Engineer @ Thu Mar 12, 2026 3pm - 3:45pm (CET) (sam.seeker@gmail.com)
Interview with Zeppelin GmbH - Data Engineer
Thursday Mar 12, 2026 ⋅ 3pm – 3:45pm
Central European Time - Berlin

Organizer
Rita Moss
rita.moss@zeppelin.de

Guests
Rita Moss - organizer
Anna Berg
felix.roth@zeppelin.de
sam.seeker@gmail.com`;
const OUTLOOK = `From: Thompson, Greg <greg.thompson@northwind.com>
Sent: Monday, March 9, 2026 8:12 AM
To: Sam Seeker <sam.seeker@gmail.com>
Cc: Priya Nair <priya.nair@northwind.com>
Subject: Technical interview - Northwind Traders
When: Tuesday, March 17, 2026 10:00 AM-11:00 AM (UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna.

Hi Sam,

you'll be speaking with Priya Nair (Engineering Manager) and Tom O'Brien.

Best,
Greg`;
const GERMAN = `Sehr geehrter Herr Seeker,

vielen Dank für Ihre Bewerbung als Dateningenieur bei der Müller & Söhne AG. Gerne laden wir Sie zu einem Vorstellungsgespräch am Mittwoch, den 18. März 2026 um 14:30 Uhr ein. Das Gespräch dauert etwa eine Stunde. Teilnehmen werden Frau Dr. Katrin Vogel (Abteilungsleiterin) und Herr Jürgen Weiß.

Mit freundlichen Grüßen
Sabine Lang
Personalabteilung
Müller & Söhne AG
Tel. +49 30 123456`;
const CALENDLY = `Hi Sam Seeker,

Your 30 Minute Interview with Harbour Works is confirmed.

Event Name: 30 Minute Interview
Invitee: Sam Seeker
Event Date/Time:
10:30am - 11:00am - Friday, March 20, 2026 (Central European Time)
Location: Zoom
Host: Olivia Grant

Powered by Calendly.com`;
const SHORT = "Hi Sam, great talking to you! Next step would be a call with our CTO Marco Bianchi next Tuesday at 4 pm. Does that work? Cheers, Nina Patel, Talent Partner @ Lumen Labs";
const SCREEN = "Phone screen with Rachel Green (recruiter)\nFriday, March 13, 2026 · 3:00 PM – 3:30 PM\nKestrel Robotics\nHosted by Rachel Green";

test("a mail offers people only, and ticks those whom one meets", () => {
  for (const [mail, ...found] of [
    [GOOGLE, "Anna Berg", "(Rita Moss)"],
    [OUTLOOK, "Priya Nair", "Tom O'Brien", "(Greg Thompson)", "(Sam Seeker)"],
    [GERMAN, "Dr. Katrin Vogel", "Jürgen Weiß", "(Sabine Lang)"],
    [CALENDLY, "(Olivia Grant)", "(Sam Seeker)"],
    [SHORT, "Marco Bianchi", "(Nina Patel)"],
    [SCREEN, "Rachel Green"],
    ["Hallo Sam,\npasst dir Donnerstag um 11? Dabei sind Lena Hoffmann und unser Gründer Max.\nViele Grüße\nTobias (Team Kestrel)", "Lena Hoffmann"],
    ["Bonjour, entretien avec Anna Berg le 12 mars 2026 à 15h", "(Anna Berg)"],
    ["Bonjour Sam,\n\nvous rencontrerez Anna Berg et Felix Roth le jeudi 12 mars 2026 à 15h.\n\nCordialement,\nRita Moss", "Anna Berg", "Felix Roth", "(Rita Moss)"],
  ])
    assert.deepEqual(said(mail).sort(), found.sort(), mail);
});

test("whoever stands in a company's place, a date or two sentences is nobody", () => {
  for (const line of ["Kestrel Robotics", "Harbour Works", "Northwind Traders", "Lumen Analytics", "Nordwind Versicherung", "Viento Servicios"])
    assert.deepEqual(said(`Interview\nThursday, 12 March 2026, 15:00 – 15:45\n${line}\nAnna Berg`), ["Anna Berg"], line);
  for (const [title, name] of [["Interview @ Thu Mar 12, 2026 3pm - 4pm (CET)", "Thu Mar"], ["Gespräch @ Do. 12. März 2026 15:00 - 16:00", "Do. März"], ["Entrevista @ Jue Mar 12, 2026 15:00", "Jue Mar"]])
    assert.ok(!said(`Einladung: ${title}\nThursday Mar 12, 2026 ⋅ 3pm – 4pm`).join().includes(name), title);
  assert.deepEqual(said("Sie treffen Anna Berg. Teilnehmen wird sie am Donnerstag, 12. März 2026 um 15:00."), ["Anna Berg"]);
  assert.deepEqual(said("Das Gespräch dauert eine Stunde. Teilnehmen kannst du am Donnerstag, 12. März 2026 um 15:00. Dr. Anna Berg freut sich."), ["(Dr. Anna Berg)"]);
});

test("those are ticked of whom it is said what they are there, or that they take part", () => {
  for (const text of [
    "Teilnehmen werden Frau Dr. Anna Berg (Abteilungsleiterin) und Herr Felix Roth.", "Teilnehmen werden Frau Prof. Dr. Anna Berg und Herr Felix Roth.", "Dabei sind Anna Berg und Felix Roth.", "Mit dabei sind Anna Berg und Felix Roth.", "Am Gespräch nehmen Anna Berg und Felix Roth teil.",
    "Attending are Anna Berg and Felix Roth.", "Hola Sam,\nparticiparán Anna Berg y Felix Roth.", "Buenos días,\nAsistirán Anna Berg y Felix Roth.", "Bonjour Sam,\nvous rencontrerez Anna Berg et Felix Roth.",
  ])
    assert.deepEqual(said(text).map((name) => name.replace(/(?:Prof\. )?Dr\. /u, "")), ["Anna Berg", "Felix Roth"], text);
  for (const text of [
    "Next is a call with our CTO Anna Berg.", "Next is a call with our Head of Data Anna Berg.", "Es folgt ein Gespräch mit unserer Abteilungsleiterin Anna Berg.", "Ein Gespräch mit unserer Gründerin Frau Anna Berg.", "La entrevista será con nuestra directora Anna Berg.", "Interview at Zeppelin AG with Anna Berg on Thursday, 12 March 2026 at 15:00",
    "Interview with Anna Berg at Zeppelin AG, Thursday, 12 March 2026, 15:00", "Vorstellungsgespräch bei der Hafenwerk GmbH mit Anna Berg am 12.03.2026 um 15:00", "Entrevista en Zeppelin GmbH con Anna Berg el 12 de marzo de 2026 a las 15:00", "Entrevista con Anna Berg el jueves 12 de marzo de 2026 a las 16:30 en Zeppelin",
  ])
    assert.deepEqual(said(text), ["Anna Berg"], text);
  // One alone may be a company.
  for (const text of ["Your interview with Northwind Harbour is on Thursday, 12 March 2026 at 15:00.", "A call with our partner Northwind Harbour on Thursday, 12 March 2026 at 15:00.", "Entrevista con Viento Norte el 12 de marzo de 2026 a las 15:00 en Madrid"])
    assert.ok(said(text).every((name) => name.startsWith("(")), text);
});

test("a company is read where a title, a sentence, a signature or an address says that it is one", () => {
  for (const [mail, found] of [
    [GOOGLE, "Zeppelin GmbH"], [OUTLOOK, "Northwind Traders"], [GERMAN, "Müller & Söhne AG"], [CALENDLY, "Harbour Works"], [SHORT, "Lumen Labs"],
    ["Interview at Zeppelin AG with Anna Berg, tomorrow at 10am", "Zeppelin AG"], ["Interview at Zeppelin AG with Anna Berg on Thursday, 12 March 2026 at 15:00", "Zeppelin AG"],
    ["Vorstellungsgespräch bei Hafenwerk mit Anna Berg am 12.03.2026 um 15:00", "Hafenwerk"], ["Thank you for applying to Zeppelin GmbH. We meet on Thursday, 12 March 2026 at 15:00.", "Zeppelin GmbH"],
    ["Gracias por su interés en Obras Nuevas, S.L. La entrevista es el 12 de marzo de 2026 a las 15:00.", "Obras Nuevas, S.L."],
    ["From: Rita Moss <rita@kestrel.example>\nSubject: Interview - Kestrel Harbour\nWhen: Thursday, 12 March 2026 15:00", "Kestrel Harbour"],
    [SCREEN, "Kestrel Robotics"],
    [SHORT.replace("Lumen Labs", "Lumen"), "Lumen"],
  ])
    assert.equal(company(mail), found, mail);
});

test("what may be somebody, a town or one of two companies is no company", () => {
  for (const mail of [
    "Interview with Anna Berg on Thursday, 12 March 2026 at 15:00", "Entrevista con Ana Ruiz el jueves 12 de marzo de 2026 a las 16:30 en Barcelona", "Subject: Technical interview - Anna Berg\nWhen: Thursday, 12 March 2026 15:00", "Gespräch am 12.03.2026 um 15:00 bei Frau Berg",
    "Danke für Ihre Bewerbung bei der Hafenwerk GmbH, das Gespräch ist am 12.03.2026 um 15:00.\nMit freundlichen Grüßen\nSabine Lang\nNordwind Personal AG", "Hi Sam, a call with Marco Bianchi on Thursday, 12 March 2026 at 15:00. Cheers, Nina Patel @ninap",
    "Hi Sam,\nwe meet on Thursday, 12 March 2026 at 15:00.\nKind regards\nNina Patel\nHuman Resources Group",
    "From: Anna Berg <anna@berg.example>\nSubject: Interview - Anna Berg\nWhen: Thursday, 12 March 2026 15:00",
  ])
    assert.equal(company(mail), "", mail);
  assert.equal(company("Hi Sam,\nSee you at the Google office on Friday at 10:00. You'll meet with Anna Berg."), "", "where one meets may be anywhere");
  assert.deepEqual(said("Le escribo de Viento Norte, S.L. para invitarla. Es con nuestra directora Anna Berg."), ["Anna Berg"], "a company that is one by law is nobody");
});

test("whoever writes, gets a copy, takes part or lends a room may be of another company than the one that is meant", () => {
  const told = "Thank you for applying to Zeppelin GmbH. We meet on Thursday, 12 March 2026 at 15:00.";
  const labels = ["From", "To", "Cc", "Guests", "Organizer", "Interviewers", "Location"].map((label) => `${label}: Nordwind Personal AG`);
  for (const line of [...labels, "Nordwind Personal AG <rita@nordwind.example> 9 March 2026, 08:12"]) {
    const mail = (said) => `${line}\nSubject: Interview\n\n${said}`;
    assert.equal(company(mail(told)), "Zeppelin GmbH", line);
    assert.equal(company(mail("We meet on Thursday, 12 March 2026 at 15:00.")), "", line);
  }
});
