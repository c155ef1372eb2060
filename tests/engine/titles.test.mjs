// The company that a title names, and none where it may be a post or somebody.

import assert from "node:assert/strict";
import test from "node:test";
import { engine } from "./support.mjs";

const Titles = await engine("calendar/titles");

test("a company is guessed from a title that names one", () => {
  const cases = {
    "Interview with Glen Instruments": "Glen Instruments",
    "Invitation: Interview @ Harbour Works": "Harbour Works",
    "Glen Instruments – Test Engineer": "Glen Instruments",
    "Fable & Sons interview": "Fable & Sons",
    "Vorstellungsgespräch bei Hafenwerk (vor Ort)": "Hafenwerk",
    "Entrevista con Obras del Puerto": "Obras del Puerto",
    "Interview Data Engineer - Northwind Energy": "Northwind Energy",
    "Interview: Data Engineer at Northwind": "Northwind",
    "Northwind – Interview (Data Engineer)": "Northwind",
    "Northwind: Technical interview": "Northwind",
    "RE: Interview at Zeppelin AG": "Zeppelin AG",
    "Interview with Jo / Zeppelin AG": "Zeppelin AG",
    "Zeppelin AG | Interview | Jo Seeker": "Zeppelin AG",
    "Vorstellungsgespräch Entwicklerin - Hafenwerk GmbH": "Hafenwerk GmbH",
    "Einladung: Bewerbungsgespräch für Projektleiterin bei Hafenwerk": "Hafenwerk",
    "Entrevista: ingeniera de datos en Puerto Norte": "",
    "Northwind x Jo Seeker: Interview": "Northwind",
    "Technical Interview - Northwind - Data Engineer": "Northwind",
    "Vorstellungsgespräch Data Engineer bei der Hafenwerk GmbH": "Hafenwerk GmbH",
    "Entrevista en Obras del Puerto": "Obras del Puerto",
    "Obras del Puerto - Entrevista técnica": "Obras del Puerto",
    "Interview Contoso AG – Backend Engineer": "Contoso AG",
    "Interview Contoso – Backend Engineer": "Contoso",
    "Technical interview Contoso Ltd": "Contoso Ltd",
    "Vorstellungsgespräch Hafenwerk GmbH": "Hafenwerk GmbH",
    "Telefon-Interview Hafenwerk GmbH": "Hafenwerk GmbH",
    "Entrevista Grupo Puerto: ingeniera de datos": "Grupo Puerto",
    "Northwind interview Berlin": "Northwind",
    "Interview Jo Seeker with Northwind Energy": "Northwind Energy",
    "Interview at London Systems": "London Systems",
  };
  for (const [title, found] of Object.entries(cases)) assert.equal(Titles.company(title), found, title);
});

test("where a title may name a post, a kind of talk or somebody, no company is guessed", () => {
  for (const title of [
    "First interview", "Interview", "", "Interview Data Engineer", "Interview - Data Engineer", "Interview: Test Engineer, round 2", "Technical interview",
    "Interview with Anna Berg", "Interview - Anna Berg", "Gespräch mit Anna Berg", "Entrevista con Ana Ruiz", "Zweites Gespräch", "Drittes Gespräch", "Segunda entrevista", "Vorstellungsgespräch als Entwicklerin",
    "Interview at 15:00", "Jo Seeker - Interview Data Engineer", "Anna Berg: Interview", "Entrevista en Madrid", "Gespräch bei Frau Berg", "Interview at our office",
    "Lunch - Mum", "Interview with Jo", "Interview / Fri 27 Mar 2026 15:00", "Einladung zum Vorstellungsgespräch",
    "Interview Jo", "Interview Anna Berg", "Interview Anna Berg – Data Engineer", "Interview Berlin", "Meeting Room 4", "Interview Prep",
  ])
    assert.equal(Titles.company(title), "", title);
});

test("the day and the hour behind a title are none of it", () => {
  for (const [title, found] of [["Interview", ""], ["Interview at Northwind", "Northwind"], ["Interview with Glen Instruments", "Glen Instruments"], ["Contoso AG – Interview", "Contoso AG"], ["Vorstellungsgespräch bei Hafenwerk", "Hafenwerk"], ["Entrevista con Obras del Puerto", "Obras del Puerto"]])
    for (const when of [
      "@ Thu Mar 26, 2026 3pm - 4pm (CET) (sam@gmail.com)", "@ Do. 26. März 2026 15:00 - 16:00 (MEZ) (sam@gmail.com)", "@ jue 26 mar 2026 15:00 - 16:00 (CET) (sam@gmail.com)", "@ Thu 26 Mar 2026 15:00 - 16:00 (GMT)",
      "@ 3pm", "at 10:30", "on Thursday, 26 March 2026", "@ Mon, 10am", "am Donnerstag, den 26.03.2026", "um 15 Uhr", "um 16h30", "a las 16h30", "el 26 de marzo", "@ tomorrow",
    ])
      for (const answer of ["", "Invitation: ", "Updated invitation: ", "Accepted: ", "Einladung: ", "Zugesagt: ", "Aktualisierte Einladung: ", "Abgesagter Termin: ", "Invitación: ", "Invitación actualizada: ", "Aceptado: ", "Canceled event: "])
        assert.equal(Titles.company(`${answer}${title} ${when}`), found, `${answer}${title} ${when}`);
});

test("where in a house one meets, when, and a doctor are no company", () => {
  for (const title of [
    "Interview at Room 4", "Interview at HQ", "Interview at Berlin office", "Interview at Noon", "Interview @ Dr. Berg", "Interview - Room 4", "Interview bei Prof. Berg", "Gespräch bei Dr. Berg", "Interview @ Mon", "Interview @ Mon 3pm", "Interview @ 16h30", "Interview @ 16h", "Interview at Northwind 16h30", "Interview at Head Office", "Interview at 2nd Floor",
    "Vorstellungsgespräch @ Besprechungsraum 2", "Vorstellungsgespräch - Zentrale", "Entrevista @ Sala 3", "Entrevista @ Oficina Central", "Interview / Mar 26", "Interview | Raum 12", "Interview @ Mar 26", "Interview at Northwind 26 March",
  ])
    assert.equal(Titles.company(title), "", title);
});

test("who is named beside a title is no company", () => {
  assert.equal(Titles.company("Interview: Cleo", ["Cleo Marsh"]), "");
  assert.equal(Titles.company("Anna Berg / Interview", ["Anna Berg"]), "");
});

test("a post is known by its word, in either form and at the end of a longer one", () => {
  for (const post of ["Engineer", "Manager", "Managerin", "Analyst", "Analystin", "Architekt", "Architektin", "Direktorin", "Assistent", "Berater", "Beraterin", "Unternehmensberater", "Leiter", "Projektleiterin", "Buchhalter", "Buchhalterin", "Sachbearbeiter", "Sachbearbeiterin", "ingeniero", "ingeniera"]) {
    assert.equal(Titles.company(`Technical Interview - Northwind - ${post}`), "Northwind", post);
  }
});
