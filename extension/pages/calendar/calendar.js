/**
 * Interviews from a calendar: a file or its text is read, what it holds is shown, and what is chosen is added, moved or
 * cancelled. Only times, titles and the names that are ticked are kept.
 */

import * as Bundle from "../../bundle.js";
import * as DateWords from "../../engine/words/datewords.js";
import * as Form from "../form.js";
import * as Ics from "../../engine/calendar/ics.js";
import * as Incoming from "../../engine/calendar/incoming.js";
import * as Join from "../../engine/records/join.js";
import * as Lookup from "../../engine/people/lookup.js";
import * as Order from "../../engine/people/order.js";
import * as Reading from "../reading.js";
import * as Same from "../same.js";
import * as Situation from "../../engine/decision/situation.js";
import * as Store from "../../store.js";
import * as Time from "../../engine/time/time.js";
import * as Titles from "../../engine/calendar/titles.js";
import * as Ui from "../ui.js";

/** @import * as Records from "../../engine/records/records.js" */

const { core, text, locale, zone } = await Ui.begin();
let begun = await Ui.begin();
let { records } = begun;
const form = Same.formOf(begun, await Bundle.page());

/** @typedef {{ name: string, box: HTMLInputElement, label: HTMLElement, same: Same.Same }} Candidate */
/**
 * @typedef {{ event: Ics.Event, digest: string, known: Situation.Round | null, way: Incoming.Known["way"], why: Incoming.Known["why"],
 *             element: HTMLElement, chosen: HTMLInputElement | null, zone: HTMLSelectElement | null,
 *             people: Candidate[] }} Found
 */
/** @type {Found[]} */
let found = [];

const company = Form.input({ name: "company" });
const companyLabel = Form.labelled(text, "form-company", company);
const applications = /** @type {HTMLSelectElement} */ (Ui.make("select", { name: "application" }));
Ui.byId("application").append(Form.labelled(text, "calendar-application", applications), companyLabel);
applications.addEventListener("change", belong);
// A company that is typed in full is the one that is entered.
/** Whether the company is what somebody typed, and no guess. */
let isTyped = false;
company.addEventListener("input", () => {
  isTyped = company.value !== "";
});
company.addEventListener("change", () => {
  const [first] = Lookup.applications(records, company.value);
  if (!first || !Lookup.sameCompany(first.company, company.value)) return;
  applications.value = first.id;
  belong();
});
listApplications();

function listApplications() {
  const byText = Order.texts(locale);
  const all = Object.values(records.applications).sort((a, b) => byText(a.company ?? "", b.company ?? ""));
  applications.replaceChildren(
    ...all.map(({ id, company: name }) => Ui.make("option", { value: id }, name ?? id)),
    Ui.make("option", { value: "" }, Ui.word(text, "calendar-new")),
  );
  belong();
}

/** What was found belongs to an application that is entered, or to a new one, whose people may be known from elsewhere. */
function belong() {
  companyLabel.hidden = applications.value !== "";
  for (const one of found)
    for (const { name, box, same } of one.people)
      same.element.hidden = !box.checked || inApplication(name, applicationOf(one)) !== null;
}

/** The id of the application that an entry goes to: that of its interview, or the one that is chosen, “” for a new one. @param {Found} one */
const applicationOf = (one) => (adds(one) ? applications.value : (one.known?.application ?? ""));

/** Who of an application has this name, or null. @param {string} name @param {string} application */
const inApplication = (name, application) =>
  Object.values(records.people).find(
    (one) => Lookup.same(form, one.name, name) && one.applications?.includes(application),
  ) ?? null;

Ui.byId("text").addEventListener("input", (event) => read(/** @type {HTMLTextAreaElement} */ (event.target).value));
Ui.byId("file").addEventListener("change", async (event) => {
  const input = /** @type {HTMLInputElement} */ (event.target);
  const [file] = input.files ?? [];
  Ui.byId("file-name").textContent = file?.name ?? "";
  if (!file) return;
  // The same file may be chosen again.
  input.value = "";
  const mine = ++turn;
  if (file.size > Ics.LARGEST * 2) return complain("calendar-too-large");
  const source = await Ui.textOf(file);
  if (mine === turn) await (source === null ? complain("file-unread") : read(source));
});

/** @param {string} word */
function complain(word) {
  Ui.byId("problem").textContent = word ? Ui.word(text, word) : "";
  if (word) Ui.byId("found").hidden = true;
}

/** What was asked to be read last: of two that are read at once the later one is shown. */
let turn = 0;

/** @param {string} source */
async function read(source) {
  turn += 1;
  const mine = turn;
  complain("");
  Ui.byId("saved").textContent = "";
  Ui.byId("next").replaceChildren();
  Ui.byId("found").hidden = true;
  found = [];
  if (!isTyped) company.value = "";
  if (source.trim() === "") return;
  const { fault, events, more } = Ics.read(source, Reading.own(begun, Date.now()));
  if (fault) {
    complain(`calendar-${fault}`);
    return;
  }
  begun = await Ui.begin();
  ({ records } = begun);
  const each = Incoming.once(events);
  const looked = await Promise.all(each.map((event) => look(event, each.length === 1)));
  if (mine !== turn) return;
  found = looked;
  const left = more > 0 ? [Ui.make("p", { className: "soft" }, DateWords.plural(text, "calendar-more", more))] : [];
  Ui.byId("events").replaceChildren(...found.map(({ element }) => element), ...left);
  // A guess to be looked at: the title often names the company. It goes with its text, unless somebody altered it.
  if (!isTyped) company.value = guess();
  applications.value = Incoming.belongs(records, each, source, form);
  belong();
  Ui.byId("where").hidden = !found.some(adds);
  Ui.byId("found").hidden = false;
  offer();
}

/** The company that a title names. */
const guess = () =>
  found
    .map(({ event }) =>
      Titles.company(
        event.title,
        event.people.map(({ name }) => name),
      ),
    )
    .find(Boolean) ?? "";

/** The button says what it does with what is ticked; where there is nothing to do there is none. */
function offer() {
  const open = found.filter(({ chosen }) => chosen !== null);
  const ticked = open.filter(({ chosen }) => chosen?.checked);
  const ways = (ticked.length > 0 ? ticked : open).map(({ way }) => way);
  Ui.byId("deed").hidden = open.length === 0;
  /** @type {HTMLElement} */ (Ui.byId("deed").firstElementChild).textContent = Ui.word(
    text,
    `calendar-do-${Incoming.deed(ways)}`,
  );
  if (Incoming.isNothingNew(found)) Ui.byId("saved").textContent = Ui.word(text, "calendar-nothing-new");
}

/** The digest of an entry's id, which may hold an e-mail address. @param {string} key */
async function digestOf(key) {
  if (key === "") return "";
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(key)));
  return [...bytes.slice(0, 16)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** @param {Pick<Found, "way">} one */
const adds = ({ way }) => way === "add" || way === "again";

/** @param {Ics.Event} event @param {boolean} only @returns {Promise<Found>} */
async function look(event, only) {
  const digest = await digestOf(event.key);
  const known = Incoming.known(records, event, digest, form);
  const { way, why } = known;
  const people = named(event, known).toSorted(Order.people(core, locale)).map(candidate);
  const element = Ui.make("fieldset", {}, Ui.make("legend", {}, event.title || Ui.word(text, "form-round")));
  const zones = event.zone === "" && adds(known) ? unknownZone(event) : null;
  // What may be here already, or may not be meant, is added only by a tick that the person sets.
  const checked = way !== "again" && way !== "back" && !event.unsure && (only || known.known !== null);
  const chosen = way ? Form.input({ type: "checkbox", name: `take-${digest || event.start}`, checked }) : null;
  chosen?.addEventListener("change", offer);
  const said = describe(event, known);
  if (chosen) element.append(Ui.make("label", { className: "tick" }, chosen, said));
  else element.append(Ui.make("p", { className: "soft" }, said));
  if (event.unsure && way === "add")
    element.append(Ui.make("p", { className: "hint" }, Ui.word(text, "calendar-unsure")));
  if (zones) element.append(zones.element);
  if (people.length > 0)
    element.append(
      Ui.make("p", { className: "hint" }, Ui.word(text, "calendar-people")),
      Ui.make("div", { className: "row" }, ...people.map(({ label }) => label)),
      ...people.map(({ same }) => same.element),
    );
  return { event, digest, known: known.known, way, why, element, chosen, zone: zones?.select ?? null, people };
}

/** Those of an entry who can be put into its interview. @param {Ics.Event} event @param {Incoming.Known} found */
function named(event, found) {
  const { way, known } = found;
  if (adds(found)) return event.people;
  return known && (way === "move" || way === "people") ? Incoming.newcomers(records, known, event, form) : [];
}

/** @param {{ name: string, ticked: boolean }} person @returns {Candidate} */
function candidate({ name, ticked }) {
  const box = Form.input({ type: "checkbox", checked: ticked });
  const same = Same.make(
    begun,
    form,
    () => ({ name, slug: null }),
    () => {},
  );
  same.look();
  box.addEventListener("change", belong);
  return { name, box, same, label: Ui.make("label", { className: "tick" }, box, name) };
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

/** What would happen with an entry, in words. @param {Ics.Event} event @param {Incoming.Known} found */
function describe(event, { way, known, why }) {
  const where = known ? (records.applications[known.application]?.company ?? "") : "";
  const from = known ? DateWords.moment(Situation.begins(known), Date.now(), locale, known.zone) : "";
  if (why === "refused") return Ui.word(text, `calendar-${event.refused}`);
  if (why === "nothing-to-cancel") return Ui.word(text, "calendar-cancels-nothing", { company: where, day: from });
  if (why) return Ui.word(text, why === "old" ? "calendar-old" : "calendar-unchanged", { company: where, day: from });
  if (way === "cancel") return Ui.word(text, "calendar-cancels", { company: where, day: from });
  if (way === "again") return Ui.word(text, "calendar-again", { company: where, day: from });
  if (way === "people") return Ui.word(text, "calendar-joins", { company: where, day: from });
  if (way === "back") return Ui.word(text, "calendar-back", { company: where, to: when(event) });
  return way === "move"
    ? Ui.word(text, "calendar-moves", { company: where, from, to: when(event) })
    : [when(event), lengthOf(event)].filter(Boolean).join(", ");
}

/** @param {Ics.Event} event */
function when({ start, zone: where }) {
  // A time whose zone is unknown is told as it is written.
  const own = where || "UTC";
  const day = DateWords.moment(Time.instant(start, own), Date.now(), locale, own);
  return where === "" || where === zone ? day : `${day} (${where.replaceAll("_", " ")})`;
}

/** How long it takes, where its end is known. @param {Ics.Event} event */
function lengthOf({ start, end, zone: where }) {
  const own = where || "UTC";
  const minutes = end === "" ? 0 : (Time.instant(end, own) - Time.instant(start, own)) / 60_000;
  return minutes > 0 ? DateWords.length({ hours: Math.floor(minutes / 60), minutes: minutes % 60 }, locale) : "";
}

Ui.steady(Ui.byId("found"));
Ui.byId("found").addEventListener("submit", async (event) => {
  event.preventDefault();
  complain("");
  const taken = found.filter(
    ({ chosen, way, people }) => chosen?.checked && (way !== "people" || people.some(isTicked)),
  );
  if (taken.length === 0) complainHere("calendar-nothing-chosen");
  else if (taken.some(adds) && applications.value === "" && company.value.trim() === "")
    complainHere("wrong-company", company);
  else {
    const open = unanswered(taken);
    if (open) complainHere(...open);
    else await save(taken);
  }
});

/** @param {Candidate} one */
const isTicked = ({ box }) => box.checked;

/** A question about somebody ticked that has to be answered first, or null. @param {Found[]} taken */
function unanswered(taken) {
  const asked = taken.flatMap((one) =>
    one.people.filter((person) => isTicked(person) && !inApplication(person.name, applicationOf(one))),
  );
  return asked.map(({ same }) => same.problem()).find((problem) => problem !== null) ?? null;
}

/** @param {string} word @param {HTMLElement} [where] */
function complainHere(word, where) {
  Ui.byId("problem").textContent = Ui.word(text, word);
  where?.focus();
}

/** @param {Found[]} taken */
async function save(taken) {
  const application = applications.value || crypto.randomUUID();
  /** @type {Found[]} */
  let done = [];
  try {
    await Store.update(
      (stored, sound) => {
        // Those entered here too; another try begins again with those stored.
        const known = { ...sound.people };
        done = [];
        for (const one of taken) {
          const round = stored.rounds[one.known?.id ?? ""];
          // It may have been deleted in another window since it was found.
          if (!adds(one) && !round) continue;
          done.push(one);
          if (adds(one)) add(stored, known, one, application);
          else change(stored, known, one, round);
        }
      },
      { word: "undo-calendar" },
    );
  } catch (error) {
    complainHere(Ui.refusal(error));
    return;
  }
  const target = taken.some(adds) ? application : (taken[0].known?.application ?? "");
  Ui.byId("found").hidden = true;
  /** @type {HTMLTextAreaElement} */ (Ui.byId("text")).value = "";
  Ui.byId("saved").textContent = told(done);
  Ui.byId("next").replaceChildren(
    Ui.make(
      "a",
      { className: "button", href: Ui.formAddress({ application: target }) },
      Ui.word(text, "calendar-open"),
    ),
  );
  found = [];
  isTyped = false;
  company.value = "";
  begun = await Ui.begin();
  ({ records } = begun);
  listApplications();
}

/** What was done, in words. @param {Found[]} done */
function told(done) {
  const added = done.filter(adds).length;
  const others = done.flatMap(({ way, known, event }) => {
    const where = known ? (records.applications[known.application]?.company ?? "") : "";
    if (way === "move" || way === "back") return Ui.word(text, "calendar-moved", { company: where, to: when(event) });
    if (way === "people") return Ui.word(text, "calendar-joined", { company: where });
    return way === "cancel" ? Ui.word(text, "calendar-cancelled", { company: where }) : [];
  });
  if (done.length === 0) return Ui.word(text, "calendar-gone");
  return [...(added > 0 ? [DateWords.plural(text, "calendar-saved", added)] : []), ...others].join(" ");
}

/** An interview that is here is moved, called off, or has more people in it. @param {Records.Stored} stored @param {Situation.Records["people"]} known @param {Found} found @param {Records.StoredRound} round */
function change(stored, known, { event, digest, way, people }, round) {
  if (way === "cancel") return Incoming.cancel(round, event, digest);
  if (way === "people") round.sequence = event.sequence;
  else Incoming.move(round, event);
  const more = people.filter(isTicked).map((one) => personOf(stored, known, one, round.application));
  if (Array.isArray(round.who)) round.who = [...new Set([...round.who, ...more])];
}

/** @param {Records.Stored} stored @param {Situation.Records["people"]} known @param {Found} found @param {string} application */
function add(stored, known, { event, digest, zone: zones, people }, application) {
  stored.applications[application] ??= { company: company.value.trim(), answers: {} };
  const who = people.filter(isTicked).map((one) => personOf(stored, known, one, application));
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

/** The id of somebody found: of whom the application has under this name, of whom the person said that it is, or a new one. @param {Records.Stored} stored @param {Situation.Records["people"]} known @param {Candidate} candidate @param {string} application */
function personOf(stored, known, { name, same }, application) {
  const here = Object.values(known).find(
    (person) => Lookup.same(form, person.name, name) && person.applications?.includes(application),
  );
  if (here) return here.id;
  const found = same.same();
  if (found && Object.hasOwn(stored.people, found.id)) {
    const person = stored.people[found.id];
    person.applications = [...new Set([...(person.applications ?? []), application])];
    known[found.id] = { ...person, id: found.id };
    return found.id;
  }
  const id = crypto.randomUUID();
  stored.people[id] = { name, profiles: [], applications: [application], answers: {} };
  for (const other of same.apart()) Join.apart(stored, "people", id, other);
  known[id] = { ...stored.people[id], id };
  return id;
}

Ui.ready();
