// Whoever reads a calendar is in it too: they are not ticked, as far as it can be known or is likely.

import assert from "node:assert/strict";
import test from "node:test";
import { core, engine } from "./support.mjs";

const Ics = await engine("calendar/ics");
const OWN = { zone: "Europe/Berlin", isMe: () => false, names: core.names, now: Date.parse("2026-03-09T09:00Z"), tag: "en-GB" };

const mails = { Jo: "jo.seeker@gmail.com", Rita: "rita@zeppelin.example", Ada: "ada@zeppelin.example", Ben: "ben@zeppelin.example", Hana: "hana@hafen.example", Eva: "eva@hafen.example", Ann: "ann@agency.example", Me: "me@seeker.example" };
const line = (what, who) => `${what};CN=${who}:mailto:${mails[who] ?? who}`;
/** Entries of “organiser: attendees”, and what the calendar is called. */
const calendar = (entries, name = "") =>
  [
    "BEGIN:VCALENDAR",
    ...(name ? [`X-WR-CALNAME:${name}`] : []),
    ...entries.flatMap((entry, i) => {
      const [organiser, list, title = "Interview"] = entry.split(": ");
      const lines = [...(organiser ? [line("ORGANIZER", organiser)] : []), ...list.split(" ").map((who) => line("ATTENDEE", who))];
      return ["BEGIN:VEVENT", `UID:${i}`, `SUMMARY:${title}`, `DTSTART:202603${12 + i}T130000Z`, ...lines, "END:VEVENT"];
    }),
    "END:VCALENDAR",
  ].join("\r\n");
/** Who is ticked in each entry. */
const ticked = (...given) => Ics.read(calendar(...given), OWN).events.map(({ people }) => people.filter((one) => one.ticked).map(({ name }) => name).join(" "));

test("the one after whom a calendar is called is its owner", () => {
  assert.deepEqual(ticked([": Jo Ada"], "jo.seeker@gmail.com"), ["Ada"]);
  assert.deepEqual(ticked([": Me Ada"], "ME"), ["Ada"]);
  assert.deepEqual(ticked([": Ada Ben"], "Calendar"), ["Ada Ben"]);
});

test("where the person said their name nobody else is guessed", () => {
  const { events } = Ics.read(calendar(["Rita: Me Ada Eva", "Rita: Me Ada"]), { ...OWN, isMe: (name) => name === "Me" });
  assert.deepEqual(events.map(({ people }) => people.filter((one) => one.ticked).map(({ name }) => name)), [["Ada", "Eva"], ["Ada"]]);
});

test("nobody but oneself is invited by two companies", () => {
  assert.deepEqual(ticked(["Rita: Me Ada", "Hana: Me Eva"]), ["Ada", "Eva"]);
  assert.deepEqual(ticked([": Me Ada: Interview at Zeppelin AG", ": Me Eva: Interview at Hafenwerk GmbH"]), ["Ada", "Eva"]);
});

test("of a company's people and one from elsewhere that one is the guest", () => {
  assert.deepEqual(ticked(["Rita: Ada Ben Me"]), ["Ada Ben"]);
  assert.deepEqual(ticked(["Rita: Me"]), [""]);
  assert.deepEqual(ticked(["Ann: Ada Ben Jo"]), ["Ada Ben"], "an agency invites: the guest has an address of their own");
  assert.deepEqual(ticked([": Ada Jo"]), ["Ada"]);
  assert.deepEqual(ticked(["Jo: Ada"]), ["Ada"], "one's own entry");
  assert.deepEqual(ticked(["Rita: Ada Ben"]), ["Ada Ben"]);
  assert.deepEqual(ticked(["Rita: Ada Eva Me"]), ["Ada Eva Me"], "nobody can tell");
});

test("whoever alone is in all entries of one company may be oneself or lead the talks, and is not ticked", () => {
  assert.deepEqual(ticked([": Ada Me", ": Ben Me"]), ["Ada", "Ben"]);
  assert.deepEqual(ticked(["Rita: Ada Ben", "Rita: Ada Ben"]), ["Ada Ben", "Ada Ben"]);
  assert.deepEqual(ticked(["Rita: Ada Me", "Rita: Ada Me"]), ["Ada", "Ada"], "the guest is known, and the other is none");
});

test("countries with two words at the end of an address, and departments before it, tell companies alike", () => {
  Object.assign(mails, { Kim: "kim@people.zeppelin.co.uk", Lee: "lee@zeppelin.co.uk", Max: "max@else.co.uk" });
  assert.deepEqual(ticked(["Kim: Lee Max"]), ["Lee"]);
});

test("no address leaves the reader", () => {
  const { events } = Ics.read(calendar(["Rita: Ada Me"], "jo.seeker@gmail.com"), OWN);
  assert.ok(!JSON.stringify(events).includes("@"));
});
