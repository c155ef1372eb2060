// Names and stretches of time in words: how they are folded, counted and called.

import assert from "node:assert/strict";
import test from "node:test";
import { at } from "./records.mjs";
import { bundled, core, engine } from "./support.mjs";

globalThis.navigator ??= { language: "en-GB", languages: ["en-GB"] };
const DateWords = await engine("words/datewords");
const Words = await engine("words/words");

test("a name is folded to its words, without title, degree, accents or capitals", () => {
  for (const name of ["José Müller", "Dr. José Müller", "Müller, José", "JOSE MULLER, PhD", " josé  müller ", "José Müller"])
    assert.equal(Words.folded(name, core.names), "jose muller", name);
  assert.equal(Words.folded("Ada", core.names), "ada");
});

test("a name that ends in a full stop ends its sentence with that one", () => {
  const fill = (segments, company = "Ejemplo S.L.") => Words.fill(segments, { company });
  const put = { put: "company" };
  assert.equal(fill(["en ", put, ". Después"]), "en Ejemplo S.L. Después");
  assert.equal(fill(["en ", { if: "company", then: [put], else: [] }, "."]), "en Ejemplo S.L.");
  assert.equal(fill(["en ", put, { if: "company", then: [". Y más"], else: [] }]), "en Ejemplo S.L. Y más");
  assert.equal(fill(["en ", put, ", y"]), "en Ejemplo S.L., y");
  assert.equal(fill(["en ", put, "… y"]), "en Ejemplo S.L.… y");
  assert.equal(fill(["en ", put, ". Después"], "Ejemplo"), "en Ejemplo. Después");
});

test("a day that is near is called today or tomorrow, a later one by its name", () => {
  const day = (ahead, locale) => DateWords.day(at("2026-03-10T12:00"), ahead, locale, "Europe/Berlin");
  assert.deepEqual([day(0, "en"), day(1, "en")], ["today", "tomorrow"]);
  assert.deepEqual([day(0, "de"), day(1, "es")], ["heute", "mañana"]);
  assert.match(day(2, "en"), /Tue.*10|10.*Tue/u);
});

test("what is left is counted in its two largest units, days by the calendar", (context) => {
  // What node may not have says here what it is given.
  const own = Intl.DurationFormat;
  context.after(() => Object.assign(Intl, { DurationFormat: own }));
  Intl.DurationFormat = class {
    format = (length) => Object.entries(length).map(([unit, count]) => `${count} ${unit}`).join(", ");
  };
  const left = (from, to) => DateWords.countdown(at(to), at(from), "en", "Europe/Berlin");
  assert.equal(left("2026-03-10T12:00", "2026-03-10T12:00"), "1 minutes", "never none");
  assert.equal(left("2026-03-10T12:00", "2026-03-10T12:59"), "59 minutes");
  assert.equal(left("2026-03-10T12:00", "2026-03-10T14:30"), "2 hours, 30 minutes");
  assert.equal(left("2026-03-10T12:00", "2026-03-11T11:00"), "23 hours");
  assert.equal(left("2026-03-10T12:00", "2026-03-11T12:00"), "1 days");
  assert.equal(left("2026-03-10T12:00", "2026-03-13T11:00"), "2 days, 23 hours");
  assert.equal(left("2026-03-10T12:00", "2026-03-16T13:59"), "6 days, 1 hours");
  assert.equal(left("2026-03-10T12:00", "2026-03-17T15:00"), "7 days");
  // The clocks go forward on the 29th: the same hour is a day later all the same.
  assert.equal(left("2026-03-28T12:00", "2026-03-29T12:00"), "1 days");
  assert.equal(left("2026-03-28T12:00", "2026-03-29T11:59"), "22 hours, 59 minutes");
});

test("no name of somebody or of a company has an article before it: nobody is “a Ada Stone”", () => {
  const article = { en: /\b(?:an?|the) $/iu, de: /\b(?:eine?[nmr]?|der|die|das|den|dem) $/iu, es: /\b(?:una?|el|la) $/iu };
  for (const [locale, pattern] of Object.entries(article)) {
    const pairs = Object.entries(bundled(`text.${locale}`).words).flatMap(([word, parts]) =>
      Array.isArray(parts) ? parts.slice(1).map((part, i) => [word, parts[i], part.put]) : [],
    );
    const names = pairs.filter(([, , put]) => put === "name" || put === "company");
    assert.ok(names.length > 20, locale);
    assert.deepEqual(names.filter(([, before]) => pattern.test(before)).map(([word]) => word), [], locale);
  }
});

test("of today it is said that it is today, with the hour where there is one, and never its date", () => {
  const now = at("2026-03-16T09:00");
  const [later, tomorrow, year] = ["2026-03-16T14:00", "2026-03-17T14:00", "2027-03-16T09:00"].map((when) => at(when));
  const said = (locale) => [later, tomorrow, year].flatMap((when) => [DateWords.moment(when, now, locale, "Europe/Berlin"), DateWords.date(when, now, locale, "Europe/Berlin")]);
  for (const [locale, today] of [["en", "today"], ["de", "heute"], ["es", "hoy"]]) {
    const [moment, date, ...others] = said(locale);
    assert.match(moment, new RegExp(`^${today}, (14:00|2:00)`, "u"));
    assert.equal(date, today);
    const isDated = others.map((one) => /202\d/u.exec(one)?.[0] ?? null);
    assert.deepEqual(isDated, [null, null, "2027", "2027"], "the year stands where it is another one");
    assert.ok(others.every((one) => /\d/u.test(one) && !one.includes(today)), others.join());
  }
});
