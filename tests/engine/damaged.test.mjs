// Whatever an entry's field holds that it never may is noticed, whichever field it is; what it may hold is not.

import assert from "node:assert/strict";
import test from "node:test";
import { core, engine } from "./support.mjs";

const Records = await engine("records/records");
const AT = "2026-03-10T18:00:00Z";
const LONG = "x".repeat(501);
const ANSWERS = { thanked: { value: "yes", at: AT } };

/** One entry of each kind with every field that there is. */
const WHOLE = {
  applications: { company: "Acme", answers: {}, role: "Clerk", askedOver: AT, keep: AT, apart: ["b"] },
  rounds: {
    application: "a", start: "2026-03-10T14:00", end: "2026-03-10T15:00", zone: "Europe/Berlin", who: ["p"],
    status: "moved", title: "Talk", event: "uid", sequence: 2, reviewed: AT, passed: ["p"],
  },
  people: {
    name: "Ada Stone", profiles: ["ada"], otherProfiles: ["ada-2"], aliases: { ada: ["ACoAA"] }, applications: ["a"],
    apart: ["q"], detail: "Head", answers: ANSWERS, reminder: { verdict: "wait", due: AT, given: AT },
  },
};

const TEXT = [7, null, [], {}, LONG];
const INSTANT = ["2026-03-10T18:00+0:00", "2026-03-10T18:00+1x:00", "2026-03-10T18:00+01:x0", ...TEXT, "", "soon", "2026-03-32", "2026-03-10T25:00Z"];
const WALL = [...TEXT, "", "2026-03-10", "2026-02-30T14:00", "1726-03-10T14:00"];
const TEXTS = [7, null, "p", {}, [7], [LONG], ["p", null]];
/** What each field never holds. */
const NEVER = {
  applications: {
    company: [undefined, ...TEXT],
    answers: [undefined, 7, null, "yes", [], { thanked: "yes" }, { thanked: { value: 1, at: AT } }, { thanked: { value: "yes", at: "soon" } }],
    role: TEXT, askedOver: INSTANT, keep: INSTANT, apart: TEXTS,
  },
  rounds: {
    application: [undefined, ...TEXT], start: [undefined, ...WALL], end: WALL, zone: [undefined, ...TEXT, "", "Mars/Base"],
    who: [undefined, ...TEXTS], status: [...TEXT, "", "planned"], title: TEXT, event: TEXT,
    sequence: ["2", 2.5, null, [], {}], reviewed: INSTANT, passed: TEXTS,
  },
  people: {
    name: [undefined, ...TEXT], profiles: TEXTS, otherProfiles: TEXTS, applications: TEXTS, apart: TEXTS, detail: TEXT,
    aliases: [7, null, "ada", [], ...[7, null, "ACoAA", {}, [7], [LONG], ["ACoAA", null]].map((some) => ({ ada: some }))],
    answers: [undefined, 7, null, "yes", [], { thanked: "yes" }, { thanked: { value: 1, at: AT } }, { thanked: { value: "yes", at: "soon" } }],
    reminder: [7, null, "wait", [], {}, ...TEXT.map((verdict) => ({ verdict, due: AT })), ...INSTANT.map((due) => ({ verdict: "wait", due })),
      ...INSTANT.map((given) => ({ verdict: "wait", due: AT, given }))],
  },
};

/** The problems of a storage in which one entry of `section` has `changes`. */
function problems(section, changes = {}) {
  const id = { applications: "a", rounds: "r", people: "p" }[section];
  const stored = {
    format: Records.FORMAT, me: {},
    applications: { a: WHOLE.applications, b: WHOLE.applications },
    rounds: { r: WHOLE.rounds },
    people: { p: WHOLE.people, q: WHOLE.people },
  };
  stored[section] = { ...stored[section], [id]: { ...WHOLE[section], ...changes } };
  return Records.validated(core, stored).problems.filter(({ key }) => key === `${section}.${id}`).map(({ reason }) => reason);
}

test("an instant is a day, or a time with its distance from UTC, to the minute or finer", () => {
  for (const keep of ["2026-03-10", "2026-03-10T18:00Z", "2026-03-10T18:00:30Z", "2026-03-10T18:00:30.123456789Z", "2026-03-10T18:00+01:00", "2026-03-10T18:00:00-09:30"])
    assert.deepEqual(problems("applications", { keep }), [], keep);
});

for (const section of Records.SECTIONS) {
  test(`${section}: what they may hold is no problem, field by field`, () => {
    assert.deepEqual(problems(section), []);
    assert.deepEqual(Object.keys(NEVER[section]).sort(), Object.keys(WHOLE[section]).sort());
    for (const [field, never] of Object.entries(NEVER[section]))
      if (!never.includes(undefined)) assert.deepEqual(problems(section, { [field]: undefined }), [], `without ${field}`);
  });
  for (const [field, never] of Object.entries(NEVER[section]))
    test(`${section}: ${field} that it never holds`, () => {
      for (const value of never) assert.deepEqual(problems(section, { [field]: value }), ["unreadable"], JSON.stringify(value));
    });
}

test("of the settings those that can't be meant are as good as none", () => {
  assert.deepEqual(Records.settings({ place: "page", wish: "page" }), { place: "page", wish: "page" });
  for (const place of ["somewhere", "", 1, null, true, ["page"]]) assert.deepEqual(Records.settings({ place, wish: place, other: place }), {}, JSON.stringify(place));
});

test("of records in a format that nobody knows nothing is read, and the format is the reason", () => {
  for (const format of [0, Records.FORMAT + 1, "2", undefined]) {
    const { records, problems, silenced } = Records.validated(core, { ...Records.EMPTY, people: { p: WHOLE.people }, format });
    assert.deepEqual(problems, [{ key: "format", reason: "version" }], String(format));
    assert.deepEqual([records.people, silenced], [{}, []]);
  }
});
