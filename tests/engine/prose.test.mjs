// What is plainly no name: greetings to whoever reads, sentences, the end of a mail. Nobody is made of them.

import assert from "node:assert/strict";
import test from "node:test";
import { core, engine } from "./support.mjs";

const Invitation = await engine("calendar/invitation");
const Prose = await engine("people/prose");
const OWN = { zone: "Europe/Berlin", isMe: () => false, names: core.names, now: Date.parse("2026-03-09T09:00Z"), tag: "en-GB" };
/** Whom a text offers, those who are not ticked in brackets. */
const said = (text) => Invitation.pasted(text, OWN).map(({ name, likely }) => (likely ? name : `(${name})`));

const GREETINGS = [
  "Dear Sam,", "Dear Sam Weber,", "Hi Sam,", "Hello Sam!", "Hey Sam -", "Good morning Sam,", "Dear Ms Weber,", "Hi there,", "Dear all,", "Dear candidate,",
  "Hallo Sam,", "Liebe Frau Weber,", "Lieber Sam,", "Liebes Team,", "Sehr geehrte Frau Weber,", "Sehr geehrter Herr Dr. Weber,", "Guten Tag Frau Weber,", "Guten Morgen Sam,", "Moin Sam,", "Servus Sam,",
  "Hola Sam,", "Hola, Sam:", "Estimada Sam:", "Estimado Sr. Weber:", "Querida Sam,", "Buenos días, Sam:", "Buenas tardes Sam,",
];

test("whoever is greeted is nobody whom one meets, in three languages", () => {
  for (const greeting of GREETINGS) {
    assert.deepEqual(said(greeting), [], greeting);
    assert.deepEqual(said(`${greeting}\nAda Stone\nBen Okafor`), ["Ada Stone", "Ben Okafor"], greeting);
    assert.deepEqual(said(`${greeting} you will meet Anna Berg and Felix Roth.`), ["Anna Berg", "Felix Roth"], greeting);
  }
});

test("the words before a name are those of the rules, and no others", () => {
  const { titles, addressed } = core.names;
  for (const word of [...titles, ...addressed]) assert.equal(Prose.greeted(`Dear ${word}. Weber,`, core.names), "Weber", word);
  for (const word of addressed) assert.equal(Prose.unaddressed(`Teamleiterin ${word} Anna Berg`, core.names), "Anna Berg", word);
  assert.equal(Prose.unaddressed("Dr. Anna Berg", core.names), "Dr. Anna Berg");
  const own = { titles: [], addressed: ["mevrouw"], credentials: [] };
  assert.equal(Prose.unaddressed("Mevrouw Anna Berg", own), "Anna Berg");
  assert.equal(Prose.unaddressed("Frau Anna Berg", own), "Frau Anna Berg");
  assert.equal(Prose.unaddressed("Anna Berg", { ...own, addressed: [] }), "Anna Berg");
});

test("people who are called like greetings are people", () => {
  for (const name of ["Moin Ali", "Deary Finch", "Heidi Hallström", "Lieberta Gans", "Hilda Moss", "Holger Buena"]) {
    assert.ok(!Prose.greets(name), name);
    assert.deepEqual(said(name), [name]);
  }
});

const MAIL = {
  en: "Dear Sam, thank you for applying. You will meet Anna Berg (Head of Data) and Dr. Felix Roth on Thursday, 12 March 2026 at 15:00. Please bring a laptop. Kind regards, Rita Moss",
  de: "Hallo Sam, vielen Dank für deine Bewerbung. Am Donnerstag, 12. März 2026 um 15:00 sprichst du mit Anna Berg und Felix Roth. Viele Grüße Rita Moss",
  es: "Hola Sam, gracias por tu candidatura. Hablarás con Anna Berg y Felix Roth el jueves 12 de marzo de 2026 a las 15:00. Un saludo, Rita Moss",
};

test("a mail in one line is read as a mail, and not as a name", () => {
  for (const [language, mail] of Object.entries(MAIL)) {
    const found = said(mail).filter((name) => name !== "(Rita Moss)");
    assert.deepEqual(found, ["Anna Berg", language === "en" ? "Dr. Felix Roth" : "Felix Roth"], language);
    assert.ok(Prose.isText(mail), language);
  }
});

test("all the words with which a mail in one line ends are its end, and nothing of them is left", () => {
  for (const end of [
    "Kind regards", "With kind regards", "With kindest warm regards", "Mit vielen lieben Grüßen", "Mit herzlichen Grüßen", "Con un cordial saludo", "Un muy cordial saludo",
  ])
    for (const stop of [".", ""]) assert.equal(Prose.broken(`You will meet Anna Berg${stop} ${end}, Rita Moss`), `You will meet Anna Berg${stop}\n${end},\nRita Moss`, end);
});

test("a mail without a head or a date is a mail all the same", () => {
  const mail = "Dear Sam,\n\nThank you for your time. You will meet Anna Berg (Head of Data) and Felix Roth (CTO).\n\nBest,\nRita Moss";
  assert.deepEqual(said(mail).sort(), ["(Rita Moss)", "Anna Berg", "Felix Roth"]);
  assert.deepEqual(said("Ada Stone\nBen Okafor\nKind regards\nRita Moss"), ["Ada Stone", "Ben Okafor", "(Rita Moss)"]);
  assert.deepEqual(said("We look forward to the talk.\nSee you soon!"), [], "nobody is named");
});

test("what is unsure is offered and not ticked", () => {
  assert.deepEqual(said("Have you worked together before, Anna Berg?"), ["(Anna Berg)"]);
  assert.deepEqual(said("the tall one from the second round whom you met"), ["(the tall one from the second round whom you met)"]);
  assert.deepEqual(said("ada"), ["(ada)"]);
});

test("names and lists are no sentences", () => {
  for (const text of [
    "Ada Stone", "ada stone and ben okafor", "Ada Stone, VP of People and Culture for the whole of the region", "Ludwig van der Berg", "will smith", "Stone, Ada", "Dr. Ada Stone, MBA",
    "1. Ada Stone – Head of Widgets at Example", "Ben Okafor <ben@example.com>", "José de la Cruz y Ana Ruiz", "https://www.linkedin.com/in/the-one-with-you", "", " \n\t",
  ])
    assert.ok(!Prose.isText(text), text);
});

const RITA = "Best regards,\nRita Moss\nTalent Acquisition Partner, Zeppelin";
const ALL = ["Anna Berg", "Cleo Marsh", "Felix Roth"];

test("in the mails that recruiters write those are ticked whom one meets, and never who wrote", () => {
  for (const mail of [
    `Hi Sam,\n\nGreat news! The team would love to meet you on Thursday, March 12.\n\n10:00 – 10:45 Anna Berg, Head of Data\n10:45 – 11:30 Felix Roth (CTO): system design\n11:30 – 12:00 Cleo Marsh, HR Business Partner\n\n${RITA}`,
    `Hi Sam,\n\nyou will be meeting with:\n- Anna Berg (Engineering Manager) - 45 min\n- Felix Roth (Staff Engineer) - 60 min\n- Cleo Marsh (VP Engineering) - 30 min\n\nLet me know if you have any questions!\n\n${RITA}`,
    "Hallo Sam,\n\ngern möchten wir dich zu einem zweiten Gespräch einladen, am Donnerstag, 12. März um 14 Uhr.\nDeine Gesprächspartner sind Anna Berg (Leiterin Daten), Felix Roth (Teamleiter) und Cleo Marsh (Personal).\n\nViele Grüße\nRita Moss",
    "Sehr geehrte Frau Weber,\n\nwir freuen uns auf den 12. März. An dem Gespräch nehmen Frau Anna Berg, Herr Felix Roth sowie Frau Cleo Marsh teil.\n\nMit freundlichen Grüßen\n\nRita Moss",
    "Hola Sam:\n\nTu entrevista será el jueves 12 de marzo a las 15:00.\nTe entrevistarán Anna Berg (Directora de Datos), Felix Roth (CTO) y Cleo Marsh.\n\nUn saludo,\nRita Moss",
    "Your interviewers will be Anna Berg (Head of Data), Felix Roth (CTO) and Cleo Marsh.",
    "Your interviewers are:\n• Anna Berg, Head of Data\n• Felix Roth, CTO\n• Cleo Marsh, Recruiter",
    "Anna Berg, Felix Roth and Cleo Marsh will interview you.",
    "1st interview: Anna Berg\n2nd interview: Felix Roth\nRound 3 - Cleo Marsh (CTO)",
    "10:00-10:45 | Anna Berg | Head of Data\n9:30 AM - 10:15 AM: Felix Roth, CTO\n11 Uhr Cleo Marsh",
    "Interview panel: Anna Berg, Felix Roth, Cleo Marsh",
    "Hey Sam!\n\nYou'll chat with our CTO Felix Roth, our Head of Data Anna Berg and our founder Cleo Marsh.\n\nCheers\nRita",
    "Liebe Samira,\n\nwir treffen uns mit unserer Abteilungsleiterin Frau Anna Berg, unserem Geschäftsführer Herrn Felix Roth und Cleo Marsh.\n\nHerzliche Grüße\nRita Moss",
    "Estimada Sra. Weber:\n\nLe confirmamos la entrevista con Dª Anna Berg, D. Felix Roth y Cleo Marsh.\n\nReciba un cordial saludo,\nRita Moss",
    `Hi Sam,\n\nyour schedule:\n\n3:00pm - 3:45pm\nAnna Berg, Head of Data\nlinkedin.com/in/annaberg\n\n3:45pm - 4:30pm\nFelix Roth, CTO\nlinkedin.com/in/felixroth\nCleo Marsh\n\n${RITA}`,
  ])
    assert.deepEqual(said(mail).filter((name) => name !== "(Rita Moss)").sort(), ALL, mail);
});

test("what is said below a signature is none of it", () => {
  assert.deepEqual(said(`Hi Sam,\nsee below.\n${RITA}\nYou will meet Gus Holt and Ida Kern.`), ["Gus Holt", "Ida Kern", "(Rita Moss)"]);
});

test("who may be meant in such a mail is offered and not ticked", () => {
  assert.deepEqual(said("You'll be speaking with Anna Berg, Head of Data, Felix Roth, CTO, and Cleo Marsh."), ["Anna Berg", "(Felix Roth)", "(Cleo Marsh)"]);
  assert.deepEqual(said("Hi Sam, you'll meet Anna (Head of Data) and Felix (CTO)."), ["(Anna)", "(Felix)"]);
  assert.deepEqual(said("We hope that Northwind Harbour will be your next place."), ["(Northwind Harbour)"]);
});
