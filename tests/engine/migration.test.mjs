// Records of every earlier format, and files that were saved with them, go on to mean what they meant.

import assert from "node:assert/strict";
import test from "node:test";
import { core, engine } from "./support.mjs";

const Records = await engine("records/records");
const Timeline = await engine("decision/timeline");
const Transfer = await engine("records/transfer");
const AT = "2026-03-10T18:00:00Z";
const given = (value) => ({ value, at: AT });

/** What could be answered in 0.1.0, by whom it is about. */
const FIRST = {
  me: { "secret-search": ["yes", "no"] },
  applications: {
    "contact-rules": ["none", "no-contact", "formal-panel", "match"],
    "company-norm": ["no-idea", "welcomes", "discourages"],
    "industry-norm": ["no-idea", "welcomes", "discourages"],
    outcome: ["open", "offer", "hired", "rejected", "withdrew"],
    "promised-by": ["2026-03-20"],
    chased: ["2026-03-20"],
  },
  people: {
    part: ["interviewer", "company-recruiter", "agency-recruiter", "executive"],
    tie: ["none", "met", "worked"],
    invited: ["no", "suggested", "sent"],
    asked: ["no", "agreed", "not-really"],
    thanked: ["yes", "not-yet", "no-address"],
    bother: ["yes", "no"],
    confident: ["yes", "no"],
    request: ["none", "sent", "withdrawn"],
  },
};
/** Somebody met on 10 March, as a format stored it: in the first a planned round had an empty status. */
function entered(format, section, fact, value) {
  const answers = (of) => (of === section ? { [fact]: given(value) } : {});
  return {
    format,
    me: answers("me"),
    applications: { a: { company: "Acme", answers: answers("applications") } },
    rounds: { r: { application: "a", start: "2026-03-10T14:00", zone: "Europe/Berlin", who: ["p"], ...(format === 1 && { status: "" }) } },
    people: { p: { name: "Ada", applications: ["a"], answers: answers("people") } },
  };
}

test("whatever was answered in the first version means what it meant, from each earlier format", () => {
  let tried = 0;
  for (const [section, facts] of Object.entries(FIRST))
    for (const [fact, values] of Object.entries(facts))
      for (const value of values) {
        const known = core.facts.find(({ id }) => id === fact);
        assert.ok(known?.kind === "date" || known?.values.includes(value), `${fact}: ${value}`);
        const told = Array.from({ length: Records.FORMAT }, (_, before) => {
          const { records, problems } = Records.validated(core, entered(before + 1, section, fact, value));
          assert.deepEqual(problems, [], `${fact}: ${value}, format ${before + 1}`);
          const { answers } = section === "me" ? { answers: records.me } : records[section][section === "people" ? "p" : "a"];
          assert.deepEqual(answers, { [fact]: given(value) });
          const steps = Timeline.steps(core, { ...records, zone: "Europe/Berlin" }, records.people.p, Date.parse("2026-03-13T16:00:00Z"));
          return steps.map(({ at, outcome }) => `${at} ${outcome.verdict} ${outcome.rule}`);
        });
        for (const steps of told) assert.deepEqual(steps, told[0]);
        tried += 1;
      }
  assert.equal(tried, 42);
});

test("a file that the first version saved is read whole", () => {
  const file = JSON.stringify({ kind: "connect-etiquette", exported: AT, ...entered(1, "people", "asked", "not-really") });
  const back = Transfer.read(core, file);
  assert.equal(back.fault, null);
  assert.deepEqual(back.left, []);
  assert.equal(back.records.people.p.answers.asked.value, "not-really");
  assert.ok(!("status" in back.records.rounds.r));
});
