// The file that everything entered is saved to: what it holds, which are refused, and what reading one does to what is here.

import assert from "node:assert/strict";
import test from "node:test";
import { at, entered, iso, stored } from "./records.mjs";
import { core, engine } from "./support.mjs";

const Records = await engine("records/records");
const Transfer = await engine("records/transfer");

const NOW = at("2026-03-12T10:00");
const SECRET = { "secret-search": { value: "yes", at: iso("2026-03-01T10:00") } };
/** Ada at a1, met on Tuesday, 10 March. */
function own({ me = {}, id = "p1", company = "a1", name = "Ada Stone", profiles } = {}) {
  const records = entered({ [company]: {} }, [], { [id]: [[company], {}, name] });
  records.rounds[`r-${company}`] = { id: "", application: company, start: "2026-03-10T14:00", zone: "Europe/Berlin", who: [id] };
  records.me = me;
  if (profiles) records.people[id].profiles = profiles;
  return stored(records);
}
const file = (records, aboutMe = true) => JSON.stringify(Transfer.file(records, { aboutMe, now: NOW }));
const read = (records, aboutMe) => Transfer.read(core, file(records, aboutMe));
const put = (here, records, way, aboutMe) => {
  Transfer.put(here, read(records, aboutMe).records, way);
  assert.deepEqual(Records.validated(core, here).problems, []);
  return here;
};

test("what was saved is read as it was, and nothing about oneself unless that was asked for", () => {
  const found = read(own({ me: SECRET }));
  assert.deepEqual(found, { fault: null, records: own({ me: SECRET }), left: [] });
  assert.deepEqual(read(own({ me: SECRET }), false).records, own());
  assert.ok(!file(own({ me: SECRET }), false).includes("secret"));
  const head = JSON.parse(file(own()));
  assert.deepEqual([head.kind, head.exported, head.format], ["connect-etiquette", "2026-03-12T09:00:00.000Z", Records.FORMAT]);
  assert.deepEqual(read(null).records, JSON.parse(JSON.stringify(Records.EMPTY)), "of nothing entered there is a file too");
});

test("a file that is not one of ours is refused, each for its own reason", () => {
  const fault = (text) => Transfer.read(core, text).fault;
  const changed = (change) => JSON.stringify({ ...JSON.parse(file(own())), ...change });
  assert.equal(fault(changed({})), null);
  for (const text of ["", "{", "ada"]) assert.equal(fault(text), "not-json", text);
  for (const text of ["null", "5", "[]", "{}", changed({ kind: "other" })]) assert.equal(fault(text), "not-ours", text);
  for (const change of [{ format: "2" }, { format: undefined }, { format: 0 }, { format: 1.5 }, { people: 5 }, { me: undefined, people: null }]) assert.equal(fault(changed(change)), "unreadable", JSON.stringify(change));
  assert.equal(fault(changed({ format: Records.FORMAT + 1 })), "newer");
  const whole = changed({});
  assert.equal(fault(whole + " ".repeat(Transfer.LARGEST - whole.length)), null);
  assert.equal(fault(whole + " ".repeat(Transfer.LARGEST - whole.length + 1)), "too-large");
});

test("what can't be read of a file is left out with what refers to it, and told", () => {
  const broken = own();
  broken.applications.a1 = 5;
  const { fault, records, left } = Transfer.read(core, JSON.stringify({ kind: "connect-etiquette", ...broken }));
  assert.equal(fault, null);
  assert.deepEqual(records.applications, {});
  assert.deepEqual(records.rounds, {});
  assert.deepEqual(left, [{ key: "applications.a1", reason: "unreadable" }]);
  const named = own();
  named.people.toString = named.people.p1;
  named.rounds["r-a1"].start = "soon";
  const found = Transfer.read(core, JSON.stringify({ kind: "connect-etiquette", ...named }));
  assert.deepEqual(found.left.map(({ key }) => key), ["people.toString", "rounds.r-a1"]);
  assert.deepEqual([Object.keys(found.records.people), found.records.rounds], [["p1"], {}]);
});

test("a file without “about me” takes nothing away of it, in either way; one that has it is added or takes its place", () => {
  for (const way of ["add", "replace"]) assert.deepEqual(put(own({ me: SECRET }), own(), way).me, SECRET, way);
  for (const way of ["add", "replace"]) assert.deepEqual(put(own({ me: SECRET }), own({ me: SECRET }), way, false).me, SECRET, way);
  const no = { "secret-search": { value: "no", at: iso("2026-03-02T10:00") } };
  for (const way of ["add", "replace"]) assert.deepEqual(put(own({ me: SECRET }), own({ me: no }), way).me, no, way);
  assert.deepEqual(put(own(), own({ me: no }), "add").me, no);
});

test("added, what was here stays, and of two entries with one id the file's wins; replaced, nothing stays", () => {
  const other = () => own({ id: "p2", company: "a2", name: "Ben Okafor" });
  const added = put(own(), other(), "add");
  assert.deepEqual([Object.keys(added.people), Object.keys(added.applications), Object.keys(added.rounds)], [["p1", "p2"], ["a1", "a2"], ["r-a1", "r-a2"]]);
  assert.equal(put(own(), own({ name: "Ada Rock" }), "add").people.p1.name, "Ada Rock");
  const replaced = put(own(), other(), "replace");
  assert.deepEqual([Object.keys(replaced.people), Object.keys(replaced.applications), Object.keys(replaced.rounds)], [["p2"], ["a2"], ["r-a2"]]);
  assert.equal(put({ ...own(), format: Records.FORMAT }, other(), "add").format, Records.FORMAT);
});

test("whoever of a file has an address of somebody here is that person; a name alone, or a file that takes all's place, joins nobody", () => {
  const here = () => own({ profiles: ["ada-stone"] });
  const there = (profiles) => own({ id: "p2", company: "a2", profiles });
  const joined = put(here(), there(["someone", "ada-stone"]), "add");
  assert.deepEqual(Object.keys(joined.people), ["p1"]);
  assert.deepEqual(joined.people.p1.applications, ["a1", "a2"]);
  assert.deepEqual(joined.rounds["r-a2"].who, ["p1"]);
  for (const profiles of [undefined, ["ada-rock"]]) assert.deepEqual(Object.keys(put(here(), there(profiles), "add").people), ["p1", "p2"]);
  assert.deepEqual(Object.keys(put(here(), there(["ada-stone"]), "replace").people), ["p2"]);
  // The same entry again is no second one.
  assert.deepEqual(put(here(), here(), "add"), here());
});

test("an entry here that can't be read neither joins nor stops what is added", () => {
  for (const profiles of [5, [5], null]) {
    const here = own();
    here.people.p1.profiles = profiles;
    here.people.p0 = null;
    Transfer.put(here, own({ id: "p2", company: "a2", profiles: ["ada-stone"] }), "add");
    assert.deepEqual(Object.keys(here.people), ["p1", "p0", "p2"]);
  }
});

test("how much a file holds", () => {
  assert.deepEqual(Transfer.count(put(own(), own({ id: "p2", company: "a1" }), "add")), { applications: 1, rounds: 1, people: 2 });
});
