/**
 * The form: an application, the people in it, and its rounds. The address says which: #person=… or #application=…
 * (and &round=…), or #name=…&profile=… for somebody new. What is typed is kept as a draft until it is saved.
 */

import * as Bundle from "../../bundle.js";
import * as Closing from "./closing.js";
import * as Company from "../company.js";
import * as Draft from "../draft.js";
import * as Entries from "./entries.js";
import * as Faces from "../faces.js";
import * as Form from "../form.js";
import * as Pasting from "./pasting.js";
import * as PersonRow from "../personrow.js";
import * as Removing from "./removing.js";
import * as Reading from "../reading.js";
import * as RoundRow from "../roundrow.js";
import * as Same from "../same.js";
import * as Saving from "../saving.js";
import * as Store from "../../store.js";
import * as Ui from "../ui.js";

/** @import * as Situation from "../../engine/decision/situation.js" */

const begun = await Ui.begin();
const { core, text, locale, zone, records, problems } = begun;
/** The entries as they are stored, damaged ones too. */
const raw = await Store.raw();
const form = Same.formOf(begun, await Bundle.page());
const address = new URLSearchParams(location.hash.slice(1));
const application = Entries.starting(records, address);
// Each start has a draft of its own: what was begun about one person is not mixed with another.
const draftName = application?.id ?? Draft.nameOfNew(address.get("profile"));
const draft = Draft.read(await Store.draft(draftName));
const applicationId =
  application?.id ??
  draft?.application ??
  (address.has("undo") ? (address.get("application") ?? "") : crypto.randomUUID());

Pasting.begin(begun, fill, take);
const removing = Removing.make(begun, { id: applicationId, company: application?.company, remove });
/** @type {PersonRow.Row[]} */
const people = [];
/** @type {RoundRow.Row[]} */
const rounds = [];
const around = {
  text,
  locale,
  zone,
  now: Date.now(),
  people: () => people.map(({ id, name }) => ({ id, name: name.value })),
};

const company = Form.input({ name: "company", value: application?.company ?? "" });
const role = Form.input({ name: "role", value: application?.role ?? "" });
Ui.byId("company").append(Form.labelled(text, "form-company", company), Form.labelled(text, "form-role", role));
const known = application
  ? null
  : Company.make(begun, company, role, () => rounds.some(({ date }) => date.value !== ""));
if (known) Ui.byId("company").after(known.element);
const asked = Form.asked(core, "application");
const fields = [...asked.first, ...asked.more].map((fact) =>
  Form.field(begun, fact, { company: company.value || "…" }, application?.answers[fact.id]),
);
Ui.byId("application-first").append(...fields.slice(0, asked.first.length).map(({ element }) => element));
Ui.byId("application-more").append(...fields.slice(asked.first.length).map(({ element }) => element));

for (const person of Entries.people(begun, address, application)) addPerson(person);
if (people.length === 0) addPerson(null, { name: address.get("name") ?? "", profile: address.get("profile") ?? "" });
const unfinished = Entries.unfinished(problems, raw, application);
for (const round of [...Entries.rounds(records, application), ...unfinished]) addRound(round);
if (rounds.length === 0) addRound(null);
Closing.follow(begun, fields, application?.answers ?? {}, () => rounds);
/** What the form showed first; only what differs from it is written. */
const base = {
  application: applicationEntry(),
  rounds: new Map(rounds.filter(({ id }) => Object.hasOwn(records.rounds, id)).map((row) => [row.id, row.entry()])),
  people: new Map(people.map((row) => [row.id, row.entry(row.stored?.applications ?? [])])),
};
if (draft) restore(draft);
else if (!application) await offerOtherDraft();
if (unfinished.length > 0) complain("form-mend-round");
else if (problems.length > 0) complain("problem-title");
if (application?.company) {
  document.title = application.company;
  /** @type {HTMLElement} */ (document.querySelector("h1")).textContent = application.company;
}

/** @param {Situation.Person | null} person @param {{ name?: string, profile?: string }} [known] @param {string} [id] */
function addPerson(person, known, id = person?.id ?? crypto.randomUUID()) {
  const row = PersonRow.make(begun, form, person, id, known);
  row.name.addEventListener("input", showWho);
  Pasting.follow(row, take);
  if (person && application) {
    row.element.querySelector(".row")?.after(...removing.elsewhere(person));
    more(row).append(...removing.person(person));
  }
  people.push(row);
  if (!person) for (const round of rounds) round.join(id);
  Ui.byId("people").append(row.element);
  showWho();
  return row;
}

/** @param {Situation.Round | null} round @param {string} [id] */
function addRound(round, id = round?.id ?? crypto.randomUUID()) {
  const row = RoundRow.make(around, round, id, rounds.length === 0);
  if (round) more(row).append(removing.round(round));
  rounds.push(row);
  Ui.byId("rounds").append(row.element);
  return row;
}

/** What a row unfolds. @param {{ element: HTMLElement }} row */
function more({ element }) {
  return /** @type {HTMLElement} */ (element.querySelector("details"));
}

function showWho() {
  for (const round of rounds) round.showWho();
}
function remark() {
  for (const round of rounds)
    round.remarks(rounds, round.stored ? [] : Reading.remarks(text, Pasting.said(), round.date.value));
}

// Drafts

function typed() {
  return {
    application: applicationId,
    fields: Form.typed(Ui.byId("application")),
    panel: Form.typed(Ui.byId("panel")),
    people: people.map((row) => ({ id: row.id, fields: Form.typed(row.element) })),
    rounds: rounds.map((row) => ({ id: row.id, fields: Form.typed(row.element) })),
  };
}

/** Put a draft back, with the rows that it had. @param {Draft.Draft} draft */
function restore(draft) {
  Form.retype(Ui.byId("application"), draft.fields);
  // Before the names: one that is a sentence is read there.
  Pasting.restore(begun, draft.panel);
  const ids = [...draft.people, ...draft.rounds].map(({ id }) => id);
  for (const { id, fields: values } of draft.people)
    Form.retype(Entries.rowFor(people, id, ids, () => addPerson(null, {}, id)).element, values);
  showWho();
  for (const { id, fields: values } of draft.rounds)
    Entries.rowFor(rounds, id, ids, () => addRound(null, id)).restore(values);
  rounds.find((one) => !one.stored)?.ask(Pasting.said());
  known?.restore(draft.fields);
  notice("draft-restored", "draft-discard", async () => {
    await Store.saveDraft(draftName);
    location.reload();
  });
}

/** What was begun about somebody else, and not saved, is offered and not mixed in. */
async function offerOtherDraft() {
  const found = Draft.another(await Store.drafts(), draftName);
  if (!found) return;
  const names = found.names.join(", ") || Ui.word(text, "form-unnamed");
  notice("draft-other", "draft-throw-away", () => Store.saveDraft(found.name).then(() => location.reload()), { names });
  const goOn = Ui.button(Ui.word(text, "draft-go-on"), "draft-go-on", () => {
    location.hash = found.start;
    location.reload();
  });
  Ui.byId("notices").querySelector("button")?.before(goOn);
}

/** Whether anything is typed that is not saved. */
let isBegun = draft !== null;
let saving = 0;
function saveSoon() {
  isBegun = true;
  clearTimeout(saving);
  saving = setTimeout(() => Store.saveDraft(draftName, typed()).catch(() => complain("wrong-storage")), 250);
}
Ui.byId("form").addEventListener("input", () => {
  Ui.byId("saved").textContent = "";
  remark();
  known?.follow();
  saveSoon();
});
Ui.byId("form").addEventListener("change", saveSoon);

/** Another round, with the date that was given where it was begun; with somebody new there is an empty row for them. */
function nextRound() {
  const when = address.get("when") ?? "";
  // What a draft keeps of it is not begun once more.
  const begun = rounds.find((row) => !row.stored && (row.empty() || row.date.value === when));
  const round = begun ?? addRound(null);
  if (round.empty()) Form.retype(round.element, { when, "when-guess": address.get("when-guess") ?? "" });
  if (!address.has("somebody")) return round.date.focus();
  const person = people.find((row) => !row.stored) ?? addPerson(null);
  (round.empty() ? round.date : person.name).focus();
}

// Another window

let own = false;
const shown = JSON.stringify(snapshot(records));
/** What of the records this form shows. @param {Situation.Records} from */
function snapshot(from) {
  return [
    from.applications[applicationId],
    ...[...base.rounds.keys()].map((id) => from.rounds[id]),
    ...[...base.people.keys()].map((id) => from.people[id]),
  ];
}
Store.onChange(async () => {
  if (own) return;
  const now = await Store.load();
  if (JSON.stringify(snapshot(now.records)) !== shown)
    notice("form-elsewhere", "form-reload", async () => {
      await Store.saveDraft(draftName);
      location.reload();
    });
});

/** @param {string} said @param {string} offered @param {() => unknown} press @param {{ [name: string]: string }} [values] */
function notice(said, offered, press, values) {
  Ui.byId("notices").replaceChildren(
    Ui.make(
      "div",
      { className: "notice", role: "status" },
      Ui.make("p", {}, Ui.word(text, said, values)),
      Ui.button(Ui.word(text, offered), offered, press),
    ),
  );
}

// Adding

Ui.steady(Ui.byId("form"));
Ui.byId("add-person").addEventListener("click", () => addPerson(null).name.focus());
Ui.byId("add-round").addEventListener("click", () => addRound(null).date.focus());

/** The day and the company that a text tells go where nothing is typed, or what an earlier text told. @param {Reading.Told} told @param {Reading.Told} before */
function fill(told, before) {
  rounds.find((one) => !one.stored)?.tell(told, before);
  if (application || !["", before.company].includes(company.value) || company.value === told.company) return;
  company.value = told.company;
  company.dispatchEvent(new Event("input", { bubbles: true }));
}

/** People become rows, the first of them in the row that is empty. @param {{ name: string, profile: string }[]} found */
function take(found) {
  for (const known of found) {
    const [first] = people;
    if (people.length === 1 && !first.stored && first.empty()) Form.retype(first.element, known);
    else addPerson(null, known);
  }
  showWho();
}

// Saving

function applicationEntry() {
  return { company: company.value.trim(), role: role.value.trim(), answers: Form.answers(fields) };
}

/** @param {string} word @param {HTMLElement} [where] */
function complain(word, where) {
  // Beside the field that it is about, else above the button.
  const problem = Ui.byId("problem");
  if (where) (where.closest("#pasted") ?? where.closest("label, .same"))?.after(problem);
  else Ui.byId("save").before(problem);
  problem.textContent = word ? Ui.word(text, word) : "";
  if (!where) return;
  where.setAttribute("aria-invalid", "true");
  where.setAttribute("aria-describedby", "problem");
  /** @type {HTMLDetailsElement | null} */ (where.closest("details"))?.setAttribute("open", "");
  where.focus();
}

/** What is wrong with the form, and where; null if nothing. @returns {Form.Problem} */
function wrong() {
  if (company.value.trim() === "") return ["wrong-company", company];
  const found = [...fields, ...rounds, ...people].map((one) => one.problem()).find((problem) => problem !== null);
  if (found) return found;
  return people.every((row) => row.empty()) ? ["wrong-name", people[0].name] : null;
}

Ui.byId("form").addEventListener("submit", async (event) => {
  event.preventDefault();
  for (const element of document.querySelectorAll("[aria-invalid]")) {
    element.removeAttribute("aria-invalid");
    element.removeAttribute("aria-describedby");
  }
  complain("");
  for (const row of [...people]) Pasting.settle(row, take);
  const unseen = Pasting.unseen();
  if (unseen) return complain(...unseen);
  // Those ticked become rows of their own.
  take(Pasting.ticked());
  known?.settle();
  const problem = wrong();
  if (problem) complain(...problem);
  else await save();
});

// From every field alike, as Enter alone does not from a long one.
Ui.byId("form").addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  /** @type {HTMLFormElement} */ (Ui.byId("form")).requestSubmit();
});

async function save() {
  own = true;
  clearTimeout(saving);
  const filled = { application: applicationId, entry: applicationEntry(), company: known, people, rounds, base };
  let joined = null;
  try {
    joined = await Store.update((stored) => Saving.write(stored, filled), Saving.undo(filled));
    await Store.saveDraft(draftName);
  } catch (error) {
    own = false;
    complain(Ui.refusal(error));
    return;
  }
  // Begun anew, so that a second save compares with what is stored now; `showSaved` follows.
  const next = { application: Saving.target(filled), saved: "yes", ...(joined && { joined: String(joined) }) };
  history.replaceState(null, "", `#${new URLSearchParams(next)}`);
  location.reload();
}

/** After saving: the advice for everybody in the form, which goes on under its application's address. */
async function showSaved() {
  history.replaceState(null, "", `#${new URLSearchParams({ application: applicationId })}`);
  Ui.byId("saved").textContent = Ui.word(text, "form-saved");
  const faces = Faces.items(begun, Entries.people({ ...begun, records }, address, application), Date.now());
  const another = Ui.make("a", { href: "person.html", className: "button" }, Ui.word(text, "capture-another"));
  Ui.byId("advice").replaceChildren(...faces);
  Ui.byId("advice").before(...Faces.unchosen(begun));
  Ui.byId("advice").after(another);
  const joining = (await Store.undos()).find(({ at }) => String(at) === address.get("joined"));
  if (joining) {
    const undo = () => Store.takeBack(joining.at).then(() => location.reload());
    Ui.byId("saved").append(" ", Ui.button(Ui.word(text, "undo"), "undo-joined", undo, "plain"));
  }
  /** @type {HTMLElement} */ (Ui.byId("save").firstElementChild).focus();
}

// Deleting

Ui.byId("forget").hidden = application === null;
Ui.byId("forget").addEventListener("click", removing.forget);

/** Delete, and show what is left with the way back, and with what was typed beside it. @type {Removing.Remove} */
async function remove(change, undo, gone) {
  own = true;
  clearTimeout(saving);
  let at = null;
  try {
    at = await Store.update(change, undo);
    await Store.saveDraft(draftName, isBegun && gone !== null ? Draft.without(typed(), gone) : null);
  } catch (error) {
    own = false;
    complain(Ui.refusal(error));
    return;
  }
  location.hash = String(new URLSearchParams({ application: applicationId, undo: String(at) }));
  location.reload();
}

/** After something was deleted here: the way back. */
async function offerUndo() {
  const last = (await Store.undos()).find(({ at }) => String(at) === address.get("undo"));
  if (!last) return;
  const name = last.name ?? "";
  Ui.byId("form").hidden = application === null;
  // Nothing is asked any more.
  if (application === null) /** @type {HTMLElement} */ (document.querySelector("h1")).textContent = name;
  const takeBack = async () => {
    await Store.takeBack(last.at);
    location.hash = String(new URLSearchParams({ application: applicationId }));
    location.reload();
  };
  notice(last.word, "undo", takeBack, { name });
  /** @type {HTMLElement | null} */ (Ui.byId("notices").querySelector("button"))?.focus();
}

remark();
Ui.ready();
if (address.get("round") === "new") nextRound();
rounds.find(({ id }) => id === address.get("round"))?.date.focus();
// Whoever came for one person finds them, however many stand before.
const sought = people.find(({ id }) => id === address.get("person"));
sought?.element.scrollIntoView({ block: "center" });
sought?.name.focus({ preventScroll: true });
if (address.has("saved") && application) await showSaved();
await offerUndo();
