// Who stands in what was pasted: people, in any order of names, and lines that are none.

import assert from "node:assert/strict";
import test from "node:test";
import { bundled, engine } from "./support.mjs";

const Profile = await engine("people/profile");
const Spelling = await engine("people/spelling");
const said = (text) => Profile.paste(text).map(({ name, likely }) => (likely ? name : `? ${name}`));

test("several names in a line are several people", () => {
  assert.deepEqual(Profile.several("Ada Stone, Ben Okafor and Cleo Marsh"), ["Ada Stone", "Ben Okafor", "Cleo Marsh"]);
  assert.deepEqual(Profile.several("Stone, Ada; Okafor, Ben"), ["Ada Stone", "Ben Okafor"]);
  assert.deepEqual(Profile.several("Eva Lindt und Ludwig van der Berg"), ["Eva Lindt", "Ludwig van der Berg"]);
  assert.deepEqual(Profile.several("Ada Stone, Head of Widgets"), ["Ada Stone"]);
  assert.deepEqual(Profile.several("Ada Stone, MBA"), ["Ada Stone"]);
  assert.deepEqual(Profile.several("Stone, Ada"), ["Ada Stone"]);
});

test("F15: of a mail's lines those are likely that look like names", () => {
  const mail = "Dear candidate,\nYou will meet:\nAda Stone\nBen Okafor\nKind regards\nRita Moss";
  assert.deepEqual(said(mail), ["? Dear candidate", "? You will meet", "Ada Stone", "Ben Okafor", "? Kind regards", "Rita Moss"]);
  assert.deepEqual(said("guests\nyes\nAda Stone, Ben Okafor, Cleo Marsh"), ["? guests", "? yes", "Ada Stone", "Ben Okafor", "Cleo Marsh"]);
});

test("words of invitations and jobs are no names, and names that look like them are", () => {
  for (const text of ["Meeting ID", "Yes No Maybe", "Central European Time", "Ja Nein Vielleicht", "Sí No Quizás", "Data Engineer", "Technisches Gespräch", "Muchas Gracias", "Google Meet", "Northwind GmbH"])
    assert.ok(!Profile.isLikely(text), text);
  for (const text of ["Rita Recruiter", "April Jones", "Mark Grant", "Anna Kind", "ANNA BERG", "Ludwig van der Berg", "José Ángel Ruiz"]) assert.ok(Profile.isLikely(text), text);
});

test("a name at the end of which the line goes on is offered and not ticked, whatever blanks follow", () => {
  for (const line of ["Ada Stone:", "Ada Stone,", "Ada Stone: ", "Ada Stone,\t "]) assert.deepEqual(said(line), ["? Ada Stone"], JSON.stringify(line));
  for (const line of ["Stone,Ada", "Ada Stone", "Ada Stone "]) assert.deepEqual(said(line), ["Ada Stone"], JSON.stringify(line));
});

test("a line without a name or an address is nobody, and an address that tells no name is somebody", () => {
  assert.deepEqual(said("\nAda Stone\n\n  \n2. –\n(tba)\nBen Okafor\n"), ["Ada Stone", "Ben Okafor"]);
  assert.deepEqual(Profile.paste("linkedin.com/in/1234567"), [{ name: "", slug: "1234567", likely: true }]);
});

test("an address is somebody, whatever stands beside it", () => {
  assert.deepEqual(Profile.paste("https://www.linkedin.com/in/cleo-marsh-1a2b3c/"), [{ name: "Cleo Marsh", slug: "cleo-marsh-1a2b3c", likely: true }]);
  assert.deepEqual(Profile.paste("Ada Stone\nlinkedin.com/in/ada-stone"), [{ name: "Ada Stone", slug: "ada-stone", likely: true }]);
});

test("a name and the address below it are one human, with umlauts written out or not", () => {
  for (const [name, slug] of [["Jörg Müller", "joerg-mueller"], ["Jörg Müller", "jorg-muller-1a2b3c"], ["Joerg Mueller", "jörg-müller"], ["Søren Ågård", "soeren-aagaard"], ["Jonas Weiß", "jonas-weiss"]])
    assert.deepEqual(Profile.paste(`${name}\nlinkedin.com/in/${slug}`), [{ name, slug, likely: true }]);
  assert.equal(Profile.paste("Jörg Müller\nlinkedin.com/in/ada-stone").length, 2);
});

test("an address without a dash belongs to the name above it where it is put together of that, and of no other", () => {
  for (const slug of ["annaberg", "aberg", "anna-b", "aberg77"]) assert.equal(Profile.paste(`Anna Berg\nlinkedin.com/in/${slug}`).length, 1, slug);
  for (const slug of ["tgreenberg", "annabelle", "annagreenberg", "felixroth"]) assert.equal(Profile.paste(`Anna Berg\nlinkedin.com/in/${slug}`).length, 2, slug);
});

test("several who are not surely names are offered one by one and not ticked", () => {
  assert.deepEqual(said("Anna, Felix and Cleo"), ["? Anna", "? Felix", "? Cleo"]);
  assert.deepEqual(said("anna berg, felix roth"), ["? anna berg", "? felix roth"]);
  assert.deepEqual(said("ada stone, head of widgets"), ["? ada stone"]);
  assert.deepEqual(said("Stone, Ada"), ["Ada Stone"]);
});

test("behind each of several names may stand what they do, in three languages", () => {
  const all = ["Anna Berg", "Felix Roth", "Cleo Marsh"];
  for (const line of [
    "Anna Berg, Head of Data, Felix Roth, CTO, and Cleo Marsh, HR Business Partner",
    "Anna Berg, Head of Data, Felix Roth, CTO and Cleo Marsh",
    "Anna Berg, PhD, Felix Roth, MBA, Cleo Marsh, VP Engineering",
    "Anna Berg, Leiterin Daten, Felix Roth, Teamleiter, und Cleo Marsh, Personal",
    "Anna Berg, Directora de Datos, Felix Roth, CTO y Cleo Marsh",
  ])
    assert.deepEqual(said(line), all, line);
  // What may be somebody is offered.
  assert.deepEqual(said("Anna Berg, Head of Data, Felix, Cleo Marsh"), ["Anna Berg", "? Felix", "Cleo Marsh"]);
  assert.deepEqual(said("Anna Berg, Head of Data and Insights, Felix Roth, CTO"), ["Anna Berg", "? Insights", "Felix Roth"]);
  assert.deepEqual(said("ANNA BERG, TOM, FELIX ROTH"), ["ANNA BERG", "? TOM", "FELIX ROTH"]);
});

test("what stands behind a name and its post is where they work, and nobody", () => {
  for (const [line, ...ticked] of [
    ["Ada Stone, Head of Product, Acme Robotics", "Ada Stone"],
    ["Ada Stone, VP Engineering, Acme Robotics", "Ada Stone"],
    ["Ada Stone, CTO, Acme Robotics", "Ada Stone"],
    ["Ada Stone, PhD, Head of Product, Acme Robotics", "Ada Stone"],
    ["Ada Stone, Growth Lead, Northwind Traders, Zürich", "Ada Stone"],
    ["Ada Stone, Stanford University, Palo Alto", "Ada Stone"],
    ["Ada Stone, Leiterin Daten, Nordwind Robotik", "Ada Stone"],
    ["Ada Stone, Directora de Datos, Viento Norte", "Ada Stone"],
    ["Ada Stone, Head of Product, Acme Robotics\nBen Okafor, CTO, Acme Robotics", "Ada Stone", "Ben Okafor"],
    ["Ada Stone, Head of Growth, Acme Robotics", "Ada Stone"],
    ["Ada Stone, Head of Data and Analytics, Acme Robotics, New York", "Ada Stone"],
    // Another post, an “and” or a third name: a list of people.
    ["Anna Berg, Head of Data, Felix Roth, CTO", "Anna Berg", "Felix Roth"],
    ["Anna Berg, Head of Growth, Felix Roth, Head of Sales", "Anna Berg", "Felix Roth"],
    ["Anna Berg, Head of Data and Felix Roth", "Anna Berg", "Felix Roth"],
    ["Anna Berg, Head of Data; Felix Roth", "Anna Berg", "Felix Roth"],
    ["Anna Berg, Felix Roth, CTO", "Anna Berg", "Felix Roth"],
    ["Anna Berg, Felix, Cleo Marsh", "Anna Berg", "Cleo Marsh"],
    ["Anna Berg, Head of Data, Felix Roth, CTO, and Cleo Marsh", "Anna Berg", "Felix Roth", "Cleo Marsh"],
    ["Anna Berg, Head of Data, Felix Roth, Cleo Marsh", "Anna Berg", "Felix Roth", "Cleo Marsh"],
  ])
    assert.deepEqual(said(line).filter((name) => !name.startsWith("?")), ticked, line);
});

test("names between strokes are several, and a mail's address tells a name", () => {
  assert.deepEqual(Profile.several("Anna Berg / Felix Roth | Cleo Marsh"), ["Anna Berg", "Felix Roth", "Cleo Marsh"]);
  assert.deepEqual(said("anna.berg@zeppelin.example, felix.roth@zeppelin.example"), ["Anna Berg", "Felix Roth"]);
  assert.deepEqual(said("Ben Okafor <b.okafor@zeppelin.example>"), ["Ben Okafor"]);
});

test("letters are written out here as the rules say of names", () => {
  const { names } = bundled("page");
  for (const [letter, out] of Object.entries(names["written-out"])) assert.ok(Spelling.spellings(letter).includes(out), letter);
  for (const [letter, out] of Object.entries(names.letters)) assert.equal(Spelling.spellings(letter)[0], out, letter);
});

test("places on a line of their own are offered and not ticked, and people called like some are", () => {
  for (const place of ["New York", "San Francisco", "Los Angeles", "Costa Rica", "Vereinigtes Königreich", "Estados Unidos", "Berlin Mitte", "Berlin, Germany", "Hamburg, Deutschland", "Buenos Aires", "Mexico City", "Paris France"])
    assert.deepEqual(Profile.paste(place).map(({ likely }) => likely), [false], place);
  for (const name of ["Michael Jordan", "Paris Hilton", "Jack London", "Chad Smith", "Kanye West", "Irving Berlin", "Santiago Ruiz", "Eva Lindt"]) assert.ok(Profile.isLikely(name), name);
});

test("addresses between commas are one person each, with a name or without", () => {
  const slugs = (text) => Profile.paste(text).map(({ name, slug }) => `${name} ${slug}`);
  const both = ["Ada Stone ada-stone", "Ben Okafor ben-okafor"];
  assert.deepEqual(slugs("linkedin.com/in/ada-stone, https://www.linkedin.com/in/ben-okafor/"), both);
  assert.deepEqual(slugs("Ada Stone linkedin.com/in/ada-stone, Ben Okafor linkedin.com/in/ben-okafor"), both);
  assert.deepEqual(slugs("linkedin.com/in/ada-stone, Ben Okafor"), ["Ada Stone ada-stone", "Ben Okafor null"]);
});

test("F26 addresses in the forms that people have them, and those that name no profile", () => {
  for (const typed of ["@ada-stone", "ada-stone", "in/ada-stone", "https://www.linkedin.com/mwlite/in/ada-stone", "linkedin.com/in/Ada-Stone/"])
    assert.equal(Profile.typed(typed), "ada-stone", typed);
  for (const typed of [
    "https://lnkd.in/abc123",
    "https://www.linkedin.com/sales/lead/ACwAAA,NAME",
    "https://www.linkedin.com/pub/ada-stone/1/2/3",
    "https://www.linkedin.com/in/ACoAAB1234567890abcdef",
    "in/ACoAAB1234567890abcdef",
  ]) {
    assert.equal(Profile.typed(typed), null, typed);
    assert.ok(Profile.isDetour(typed), typed);
  }
  for (const typed of ["ada-stone", "linkedin.com/in/ada-stone", "not an address", ""]) assert.ok(!Profile.isDetour(typed), typed);
});

test("how a mail ends is nobody, whatever stands around it", () => {
  for (const said of ["Best Regards", " Cordial Regards", "Cordial Regards ", "Cordial Regards\t"]) assert.equal(Profile.isLikely(said), false, JSON.stringify(said));
});
