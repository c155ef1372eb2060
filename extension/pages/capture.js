/**
 * Somebody is entered where one is, in the toolbar's window or on the first page: whom, where, when, and one press. What is typed is a draft of the form,
 * with which that goes on where more is to be said. Nobody is entered whom nobody saw in the list.
 */

import * as Company from "./company.js";
import * as Draft from "./draft.js";
import * as Faces from "./faces.js";
import * as Form from "./form.js";
import * as PersonRow from "./personrow.js";
import * as Press from "./press.js";
import * as Profile from "../engine/people/profile.js";
import * as Prose from "../engine/people/prose.js";
import * as Reading from "./reading.js";
import * as RoundRow from "./roundrow.js";
import * as Same from "./same.js";
import * as Saving from "./saving.js";
import * as Store from "../store.js";
import * as Ui from "./ui.js";

/** @import * as Lookup from "../engine/people/lookup.js" */
/** @import { Page } from "../engine/decision/core.js" */

/** Where it stands: `page` knows how names are compared. @typedef {Press.Stage & { page: Page }} Stage */
/** Whom it begins with: the profile under the window, or nobody. @typedef {{ name: string, profile: string }} Start */
/** Somebody in the list. @typedef {{ row: PersonRow.Row, profile: string, box: HTMLInputElement, label: HTMLElement }} Listed */

/** Marks a draft that was typed here, and holds what was typed for whom: the form knows no field of these. */
const [HERE, WHOM] = ["captured", "whom"];

/** Whether a draft was typed into the form, which has more fields than there are here. @param {unknown} stored */
const isOfForm = (stored) => {
  const draft = Draft.read(stored);
  return draft !== null && draft.panel[HERE] !== true;
};

/**
 * Show it; false where the form has to go on with what was begun there.
 * @param {Stage} stage @param {Start} start @param {string} address of the form for this start
 * @param {() => void} left what is to be done when it closes
 * @param {boolean} [focused] whether one goes on here
 */
export async function show(stage, start, address, left, focused = true) {
  const name = Draft.nameOfNew(start.profile || null);
  const stored = await Store.draft(name);
  if (isOfForm(stored)) return false;
  const draft = Draft.read(stored);
  const parts = make(stage, start, draft, name, address, left);
  const section = Ui.byId("capture");
  section.replaceChildren(parts.element);
  section.hidden = false;
  if (focused) parts.first.focus();
  return true;
}

/** What stands in the field once more is pasted. @param {string} before @param {string} pasted @param {Ui.Begun} begun */
export const joined = (before, pasted, begun) => Reading.joined(before, pasted, begun, Date.now());

/** What was pasted goes on in the form where that was begun there: the window closes as the form opens. @param {Start} start @param {string} text @param {Ui.Begun} begun */
export async function forForm({ profile }, text, begun) {
  const name = Draft.nameOfNew(profile || null);
  const stored = await Store.draft(name);
  const draft = isOfForm(stored) ? Draft.read(stored) : null;
  if (draft) await Store.saveDraft(name, Draft.withPasted(draft, joined(Draft.pasted(draft), text, begun)));
}

/** Leave it; what was typed stays as a draft. */
export function hide() {
  Ui.byId("capture").hidden = true;
  Ui.byId("capture").replaceChildren();
}

/**
 * What is filled in, and all that it rests on. `id` is the application's, should it be a new one; `name` is the draft's.
 * @typedef {{
 *   stage: Stage, start: Start, address: string, left: () => void, name: string, id: string, form: Lookup.Form,
 *   who: HTMLTextAreaElement, list: HTMLElement, asked: HTMLElement, listed: Listed[], company: HTMLInputElement, known: Company.Company,
 *   round: RoundRow.Row, when: HTMLElement, problem: HTMLElement, saving: number, sight: ReturnType<typeof Ui.sight>,
 *   told: Reading.Told & { isCalendar: boolean, aside: string[] },
 * }} Panel what is `told` was read from a text; nobody who stands `aside` in it is ticked
 */

/**
 * @param {Stage} stage @param {Start} start @param {Draft.Draft | null} draft @param {string} name of the draft
 * @param {string} address @param {() => void} left
 */
function make(stage, start, draft, name, address, left) {
  const { begun, now } = stage;
  const { text, locale, zone } = begun;
  const company = Form.input({ name: "company" });
  /** @type {Listed[]} */
  const listed = [];
  const around = {
    ...{ text, locale, zone, now },
    people: () => rows({ listed }).map((row) => ({ id: row.id, name: row.name.value })),
  };
  const round = RoundRow.make(around, null, draft?.rounds[0]?.id ?? crypto.randomUUID(), true);
  /** @type {Panel} */
  const panel = {
    ...{ stage, start, address, left, name, company, listed, saving: 0 },
    id: draft?.application ?? crypto.randomUUID(),
    form: Same.formOf(begun, stage.page),
    who: Ui.make("textarea", { name: "people", rows: 1, autocomplete: "off", spellcheck: false }),
    list: Ui.make("div", { className: "listed" }),
    asked: Ui.make("div", { className: "asked" }),
    known: Company.make(begun, company, Form.input({ type: "hidden" }), () => round.date.value !== ""),
    sight: Ui.sight(),
    told: { ...Reading.NOTHING, isCalendar: false, aside: [] },
    round,
    when: /** @type {HTMLElement} */ (round.element.querySelector(".when")),
    problem: Ui.make("p", { className: "problem", role: "alert" }),
  };
  const element = laidOut(panel);
  fill(panel, draft);
  return { element, first: panel.who.value === "" ? panel.who : company };
}

/** @param {Panel} panel */
function laidOut(panel) {
  const { stage, who, list, asked, company, known, problem, address, left } = panel;
  const { text } = stage.begun;
  const element = Ui.make(
    "form",
    { method: "dialog", noValidate: true, className: "capture", oninput: () => changed(panel) },
    Ui.make(
      "label",
      {},
      Ui.word(text, "welcome-next"),
      who,
      Ui.make("span", { className: "hint" }, Ui.word(text, "capture-hint")),
    ),
    list,
    asked,
    Form.labelled(text, "form-company", company),
    known.element,
    panel.when,
    problem,
    Ui.make(
      "div",
      { className: "choices" },
      Ui.make("button", { className: "main" }, Ui.word(text, "form-save")),
      Ui.button(Ui.word(text, "capture-save-another"), "capture-save-another", () => save(panel, true), "plain"),
      Ui.make("a", { href: address, target: "_blank", className: "button plain" }, Ui.word(text, "capture-more")),
      Ui.button(Ui.word(text, "card-later"), "capture-later", left, "plain"),
    ),
  );
  const understand = (/** @type {Event} */ event) => {
    if (isText(who.value)) readMail(panel);
    read(panel, event.type === "change" || Ui.isPaste(event));
  };
  for (const event of ["input", "change"]) who.addEventListener(event, understand);
  who.addEventListener("paste", (event) => {
    const pasted = event.clipboardData?.getData("text/plain").trim() ?? "";
    // A second mail takes the place of the first.
    if (Reading.isNext(who.value, pasted, stage.begun, stage.now)) who.select();
  });
  Ui.steady(element);
  element.addEventListener("input", panel.known.follow);
  element.addEventListener("submit", (event) => {
    event.preventDefault();
    save(panel);
  });
  element.addEventListener("keydown", (event) => {
    // In the field for names Enter is a new line only where some were pasted.
    const plain = event.target === who && !who.value.includes("\n");
    if (event.key !== "Enter" || !(plain || event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    element.requestSubmit();
  });
  return element;
}

/** Whether what is typed may say more than who. @param {string} typed */
const isText = (typed) => typed.includes("\n") || Prose.isText(typed);

/** Those ticked. @param {{ listed: Listed[] }} panel */
const rows = ({ listed }) => listed.filter(({ box }) => box.checked).map(({ row }) => row);

/**
 * A mail, or a calendar's text, says more than who: its day, and the company if its title names one, go into fields that are
 * empty, or hold what an earlier text told. @param {Panel} panel
 */
function readMail(panel) {
  const { stage, who, round, company, known, told: before } = panel;
  const told = Reading.told(who.value, stage.begun, stage.now);
  // Of a calendar's text the people alone were left in the field: what it told goes on.
  if (!told && before.isCalendar) return;
  const isCalendar = Reading.isCalendar(who.value);
  const { people } = told ?? { people: [] };
  panel.told = saying(told, isCalendar);
  round.tell(panel.told, before);
  if (["", before.company].includes(company.value)) company.value = panel.told.company;
  // Of a calendar's text only the people are people.
  if (told && isCalendar) who.value = people.map(({ name }) => name).join("\n");
  known.settle();
  remark(panel);
}

/** What a text tells, besides who is in it. @param {ReturnType<typeof Reading.told>} told @param {boolean} isCalendar @returns {Panel["told"]} */
function saying(told, isCalendar) {
  const { people, ...rest } = told ?? { ...Reading.NOTHING, people: [] };
  return {
    ...rest,
    isCalendar,
    aside: isCalendar ? people.flatMap(({ name, likely }) => (likely ? [] : [name])) : [],
  };
}

/** Say what was understood, and of an hour that stands as a mail wrote it in which zone it did. @param {Panel} panel */
function remark({ stage, round, told }) {
  round.remarks([], Reading.remarks(stage.begun.text, told, round.date.value));
}

/**
 * What is typed as people, each with a tick; those who were listed stay as they are.
 * @param {Panel} panel @param {boolean} [asks] whether it is asked who they are, which is of no use while a name is typed
 */
function read(panel, asks = true) {
  const { stage, start, who, list, asked, listed, told } = panel;
  const isPlain = !isText(who.value.trim());
  const all = Reading.people(who.value, stage.begun, stage.now);
  const found = all.slice(0, Profile.MOST);
  const now = found.map(({ name, slug, likely }) => {
    const checked = (likely && !told.aside.includes(name)) || (found.length === 1 && isPlain);
    const profile = slug ?? (name === start.name ? start.profile : "");
    const before = listed.find((one) => one.row.name.value === name && one.profile === profile);
    // What was ticked by hand stays.
    if (before && !before.box.dataset.touched) before.box.checked = checked;
    return before ?? somebody(panel, { name, profile }, Ui.tick({ checked }));
  });
  const isAnother = listed.length !== now.length || now.some((one) => !listed.includes(one));
  listed.splice(0, listed.length, ...now);
  // One person as they were typed needs no list.
  const [one, ...others] = listed;
  const isAsTyped = isPlain && others.length === 0 && one?.row.name.value === who.value.trim();
  if (isAnother && !isAsTyped) panel.sight.show();
  const shown = isAsTyped
    ? []
    : [
        ...PersonRow.understood(stage.begun.text, who.value, listed.length),
        ...listed.map(({ label }) => label),
        ...PersonRow.tooMany(stage.begun.text, all.length),
      ];
  // A press on a tick would be lost if what stands there were put there once more.
  const isThere =
    shown.length === list.childElementCount && shown.every((part, i) => part.isEqualNode(list.children[i]));
  if (isAnother || !isThere) list.replaceChildren(...shown);
  asked.replaceChildren(...(asks ? listed.flatMap(({ row }) => row.same?.element ?? []) : []));
}

/** @param {Panel} panel @param {{ name: string, profile: string }} known @param {HTMLInputElement} box @returns {Listed} */
function somebody({ stage, form }, known, box) {
  const row = PersonRow.make(stage.begun, form, null, crypto.randomUUID(), known);
  const slug = known.profile ? ` (${known.profile})` : "";
  const label = Ui.make("label", { className: "tick" }, box, `${known.name}${slug}`);
  return { row, profile: known.profile, box, label };
}

/** What was begun here before, or whom it starts with. @param {Panel} panel @param {Draft.Draft | null} draft */
function fill(panel, draft) {
  const { stage, who, company, known, round, start } = panel;
  who.value = String(draft?.panel[WHOM] ?? draft?.people.map(({ fields }) => fields.name).join(", ") ?? start.name);
  round.remarks([]);
  if (!draft) return read(panel);
  if (isText(who.value)) panel.told = saying(Reading.told(who.value, stage.begun, stage.now), false);
  company.value = String(draft.fields.company ?? "");
  round.restore(draft.rounds[0]?.fields ?? {});
  known.restore(draft.fields);
  read(panel);
  for (const one of panel.listed) retick(one, draft);
  panel.round.ask(panel.told);
  remark(panel);
}

/** Somebody in the list as they were left. @param {Listed} one @param {Draft.Draft} draft */
function retick({ row, profile, box }, { people }) {
  const kept = people.find(({ fields }) => fields.name === row.name.value && (fields.profile ?? "") === profile);
  if (kept) {
    row.id = kept.id;
    Form.retype(row.element, kept.fields);
  }
  if (box.checked !== (kept !== undefined)) Form.put(box, kept !== undefined);
}

/** Keep what is typed. @param {Panel} panel */
function changed(panel) {
  panel.problem.textContent = "";
  remark(panel);
  clearTimeout(panel.saving);
  // Where there is no room it is still in the fields.
  panel.saving = setTimeout(() => Store.saveDraft(panel.name, typed(panel)).catch(() => {}), 250);
}

/** @param {Panel} panel @returns {Form.Problem} */
function wrong(panel) {
  const { who, list, company, known, round } = panel;
  read(panel);
  if (!panel.sight.isSeen()) return ["wrong-unseen", list.querySelector("input") ?? who];
  known.settle();
  const people = rows(panel);
  if (people.length === 0) return ["wrong-name", who];
  if (company.value.trim() === "") return ["wrong-company", company];
  return [round, ...people].map((row) => row.problem()).find((found) => found !== null) ?? null;
}

/** @param {Panel} panel @param {boolean} [isNotLast] whether another one is entered next, and what comes of this one is not shown */
async function save(panel, isNotLast = false) {
  const { stage, problem, company, known, round, id, name, address, left } = panel;
  clearTimeout(panel.saving);
  const found = wrong(panel);
  if (found) {
    problem.textContent = Ui.word(stage.begun.text, found[0]);
    found[1].focus();
    return;
  }
  const entry = { company: company.value.trim(), role: "", answers: {} };
  const base = { application: { company: "", role: "", answers: {} }, people: new Map(), rounds: new Map() };
  const people = rows(panel);
  const filled = { application: id, entry, company: known, people, rounds: [round], base };
  const names = people.map((row) => row.name.value).join(", ");
  const done = await Press.perform(stage, entry.company, names, (stored) => Saving.write(stored, filled));
  if (!done) return;
  await Store.saveDraft(name);
  const another = () => show(stage, { name: "", profile: "" }, address, left);
  await (isNotLast ? another() : result(stage, Saving.target(filled), another));
}

/** As the form keeps its drafts. @param {Panel} panel */
const typed = (panel) => ({
  application: panel.id,
  fields: { company: panel.company.value, ...Form.typed(panel.known.element) },
  panel: { [HERE]: true, [WHOM]: panel.who.value },
  people: rows(panel).map((row) => ({ id: row.id, fields: Form.typed(row.element) })),
  rounds: [{ id: panel.round.id, fields: { ...Form.typed(panel.when), length: panel.round.length.value } }],
});

/** What comes of it: the advice for everybody there, their profiles, and the way to another. @param {Stage} stage @param {string} application @param {() => void} another */
async function result(stage, application, another) {
  const { text } = stage.begun;
  const { records } = await Store.load();
  const people = Object.values(records.people).filter((one) => one.applications?.includes(application));
  const faces = Faces.items({ ...stage.begun, records }, people, stage.now);
  const more = Ui.button(Ui.word(text, "capture-another"), "capture-another", another);
  Ui.byId("capture").replaceChildren(
    Ui.make("p", { role: "status" }, Ui.word(text, "form-saved")),
    Ui.make("ul", { className: "faces" }, ...faces),
    more,
  );
  more.focus();
}
