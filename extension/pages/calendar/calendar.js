/**
 * Interviews from a calendar: a file or its text is read, what it holds is shown, and what is chosen is added, moved or
 * cancelled. Only times, titles and the names that are ticked are kept.
 */

import * as Dates from "../../engine/dates.js";
import * as Form from "../form.js";
import * as Ics from "../../engine/ics.js";
import * as Situation from "../../engine/situation.js";
import * as Store from "../../store.js";
import * as Time from "../../engine/time.js";
import * as Ui from "../ui.js";
import * as Words from "../../engine/words.js";

/** @import * as Records from "../../engine/records.js" */

const { core, text, locale, zone, settings } = await Ui.begin();
let { records } = await Store.load();

/**
 * @typedef {{ event: Ics.Event, digest: string, known: Situation.Round | null, way: "add" | "move" | "cancel" | null,
 *             element: HTMLElement, chosen: HTMLInputElement | null, zone: HTMLSelectElement | null,
 *             people: { name: string, box: HTMLInputElement }[] }} Found
 */
/** @type {Found[]} */
let found = [];

const company = Form.input({ name: "company" });
const companyLabel = Form.labelled(text, "form-company", company);
const applications = /** @type {HTMLSelectElement} */ (Ui.make("select", { name: "application" }));
Ui.byId("application").append(Form.labelled(text, "calendar-application", applications), companyLabel);
applications.addEventListener("change", () => {
  companyLabel.hidden = applications.value !== "";
});
listApplications();

function listApplications() {
  applications.replaceChildren(
    ...Object.values(records.applications).map(({ id, company: name }) => Ui.make("option", { value: id }, name ?? id)),
    Ui.make("option", { value: "" }, Ui.word(text, "calendar-new")),
  );
  companyLabel.hidden = applications.value !== "";
}

Ui.byId("text").addEventListener("input", (event) => read(/** @type {HTMLTextAreaElement} */ (event.target).value));
Ui.byId("file").addEventListener("change", async (event) => {
  const [file] = /** @type {HTMLInputElement} */ (event.target).files ?? [];
  if (!file) return;
  if (file.size > Ics.LARGEST * 2) complain("calendar-too-large");
  else await read(await file.text());
});

/** @param {string} word */
function complain(word) {
  Ui.byId("problem").textContent = word ? Ui.word(text, word) : "";
  if (word) Ui.byId("found").hidden = true;
}

/** Whether a name is the person's own, as far as they said it. @param {string} name */
const isMe = (name) =>
  settings.name !== undefined && Words.folded(name, core.names) === Words.folded(settings.name, core.names);

/** @param {string} source */
async function read(source) {
  complain("");
  Ui.byId("saved").textContent = "";
  Ui.byId("next").replaceChildren();
  Ui.byId("found").hidden = true;
  if (source.trim() === "") return;
  const { fault, events } = Ics.read(source, { zone, isMe, names: core.names });
  if (fault) {
    complain(`calendar-${fault}`);
    return;
  }
  ({ records } = await Store.load());
  found = await Promise.all(events.map((event) => look(event, events.length === 1)));
  Ui.byId("events").replaceChildren(...found.map(({ element }) => element));
  applications.value = likely();
  companyLabel.hidden = applications.value !== "";
  Ui.byId("where").hidden = !found.some(({ way }) => way === "add");
  Ui.byId("found").hidden = false;
}

/** The application that what was found is likely to belong to: the one it names, or the only one; else a new one. */
function likely() {
  const all = Object.values(records.applications);
  const titles = found.map(({ event }) => event.title.toLocaleLowerCase());
  const named = all.filter(({ company: name }) => name && titles.some((t) => t.includes(name.toLocaleLowerCase())));
  if (named.length === 1) return named[0].id;
  return all.length === 1 ? all[0].id : "";
}

/** The digest of an entry's id, which may hold an e-mail address. @param {string} key */
async function digestOf(key) {
  if (key === "") return "";
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(key)));
  return [...bytes.slice(0, 16)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** @param {Ics.Event} event @param {boolean} only @returns {Promise<Found>} */
async function look(event, only) {
  const digest = await digestOf(event.key);
  const known = Object.values(records.rounds).find((round) => digest !== "" && round.event === digest) ?? null;
  const old = known !== null && event.sequence < (known.sequence ?? 0);
  const way = old ? null : wayOf(event, known);
  const people = way === "add" ? event.people.map((person) => candidate(person)) : [];
  const element = Ui.make("fieldset", {}, Ui.make("legend", {}, event.title || Ui.word(text, "form-round")));
  const zones = event.zone === "" && way === "add" ? unknownZone(event) : null;
  const chosen = way
    ? Form.input({ type: "checkbox", name: `take-${digest || event.start}`, checked: only || known !== null })
    : null;
  const said = old ? Ui.word(text, "calendar-old") : describe(event, known, way);
  if (chosen) element.append(Ui.make("label", { className: "tick" }, chosen, said));
  else element.append(Ui.make("p", { className: "soft" }, said));
  if (zones) element.append(zones.element);
  if (people.length > 0)
    element.append(
      Ui.make("p", { className: "hint" }, Ui.word(text, "calendar-people")),
      Ui.make("div", { className: "row" }, ...people.map(({ label }) => label)),
    );
  return { event, digest, known, way, element, chosen, zone: zones?.select ?? null, people };
}

/** @param {Ics.Event} event @param {Situation.Round | null} known */
function wayOf(event, known) {
  if (event.cancelled) return known ? "cancel" : null;
  if (event.refused) return null;
  return known ? "move" : "add";
}

/** @param {{ name: string, ticked: boolean }} person */
function candidate({ name, ticked }) {
  const box = Form.input({ type: "checkbox", checked: ticked });
  return { name, box, label: Ui.make("label", { className: "tick" }, box, name) };
}

/** @param {Ics.Event} event */
function unknownZone(event) {
  const names = [zone, ...Intl.supportedValuesOf("timeZone").filter((name) => name !== zone)];
  const select = /** @type {HTMLSelectElement} */ (
    Ui.make("select", {}, ...names.map((name) => Ui.make("option", { value: name }, name.replaceAll("_", " "))))
  );
  const label = Ui.word(text, "calendar-zone", { zone: event.zoneName });
  return { select, element: Ui.make("label", {}, label, select) };
}

/** What would happen with an entry, in words. @param {Ics.Event} event @param {Situation.Round | null} known @param {string | null} way */
function describe(event, known, way) {
  const where = known ? (records.applications[known.application]?.company ?? "") : "";
  const from = known ? Dates.moment(Situation.begins(known), Date.now(), locale, known.zone) : "";
  if (event.cancelled)
    return Ui.word(text, known ? "calendar-cancels" : "calendar-cancels-nothing", { company: where, day: from });
  if (event.refused) return Ui.word(text, `calendar-${event.refused}`);
  const to = when(event);
  return way === "move" ? Ui.word(text, "calendar-moves", { company: where, from, to }) : to;
}

/** @param {Ics.Event} event */
function when({ start, zone: where }) {
  // A time whose zone is unknown is told as it is written.
  const own = where || "UTC";
  const day = Dates.moment(Time.instant(start, own), Date.now(), locale, own);
  return where === "" || where === zone ? day : `${day} (${where.replaceAll("_", " ")})`;
}

Ui.byId("found").addEventListener("submit", async (event) => {
  event.preventDefault();
  complain("");
  const taken = found.filter(({ chosen }) => chosen?.checked);
  if (taken.length === 0) complainHere("calendar-nothing-chosen");
  else if (taken.some(({ way }) => way === "add") && applications.value === "" && company.value.trim() === "")
    complainHere("wrong-company", company);
  else await save(taken);
});

/** @param {string} word @param {HTMLElement} [where] */
function complainHere(word, where) {
  Ui.byId("problem").textContent = Ui.word(text, word);
  where?.focus();
}

/** @param {Found[]} taken */
async function save(taken) {
  const application = applications.value || crypto.randomUUID();
  let saved = 0;
  try {
    await Store.update(
      (stored, sound) => {
        // Those entered here too; another try begins again with those stored.
        const known = { ...sound.people };
        for (const one of taken) {
          const round = stored.rounds[one.known?.id ?? ""];
          // It may have been deleted in another window since it was found.
          if (one.way !== "add" && !round) continue;
          saved += 1;
          if (one.way === "cancel") round.status = "cancelled";
          else if (one.way === "move") move(round, one);
          else add(stored, known, one, application);
        }
      },
      { word: "undo-calendar" },
    );
  } catch (error) {
    complainHere(Ui.refusal(error));
    return;
  }
  const target = taken.find(({ way }) => way === "add") ? application : (taken[0].known?.application ?? "");
  Ui.byId("found").hidden = true;
  /** @type {HTMLTextAreaElement} */ (Ui.byId("text")).value = "";
  Ui.byId("saved").textContent = Dates.plural(text, "calendar-saved", saved);
  Ui.byId("next").replaceChildren(
    Ui.make(
      "a",
      { className: "button", href: `../person/person.html#application=${target}` },
      Ui.word(text, "calendar-open"),
    ),
  );
  ({ records } = await Store.load());
  listApplications();
}

/** @param {Records.StoredRound} round @param {Found} found */
function move(round, { event }) {
  Object.assign(round, { start: event.start, zone: event.zone || round.zone, sequence: event.sequence });
  if (event.end) round.end = event.end;
  else delete round.end;
  delete round.status;
  delete round.reviewed;
}

/** @param {Records.Stored} stored @param {Situation.Records["people"]} known @param {Found} found @param {string} application */
function add(stored, known, { event, digest, zone: zones, people }, application) {
  stored.applications[application] ??= { company: company.value.trim(), answers: {} };
  const names = people.filter(({ box }) => box.checked).map(({ name }) => name);
  const who = names.map((name) => personCalled(stored, known, name, application));
  stored.rounds[crypto.randomUUID()] = {
    application,
    start: event.start,
    ...(event.end ? { end: event.end } : {}),
    zone: event.zone || zones?.value || zone,
    who,
    ...(event.title ? { title: event.title } : {}),
    ...(digest ? { event: digest, sequence: event.sequence } : {}),
  };
}

/** The id of a person of this name in the application, entered now if need be. @param {Records.Stored} stored @param {Situation.Records["people"]} known @param {string} name @param {string} application */
function personCalled(stored, known, name, application) {
  const found = Object.values(known).find(
    (person) => person.name === name && person.applications?.includes(application),
  );
  if (found) return found.id;
  const id = crypto.randomUUID();
  stored.people[id] = { name, profiles: [], applications: [application], answers: {} };
  known[id] = { ...stored.people[id], id };
  return id;
}

Ui.ready();
