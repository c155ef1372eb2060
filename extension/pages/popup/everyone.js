/**
 * Everybody entered, company by company: what each waits for, then what is over. A row unfolds to all that a tip would say.
 */

import * as Chip from "../../engine/advice/chip.js";
import * as Companies from "./companies.js";
import * as DateWords from "../../engine/words/datewords.js";
import * as Everybody from "../../engine/today/everybody.js";
import * as LongList from "../longlist.js";
import * as PersonDetail from "../persondetail.js";
import * as Saying from "../../engine/words/saying.js";
import * as Situation from "../../engine/decision/situation.js";
import * as Standing from "../../engine/today/standing.js";
import * as Ui from "../ui.js";
import * as Waiting from "../../engine/today/waiting.js";

/** @import * as Notices from "./notices.js" */

/** So many rows at first of all companies that are unfolded; the others on request. */
const FIRST = 25;
/** With more people than this there is a field to find one; with more than the second companies are folded. */
const MANY = 8;
const FOLDED = 12;

const list = LongList.make(Ui.byId("people"));
/** How often the list was shown. */
let drawing = 0;
/** What stands elsewhere in the window: people who are shown or asked about, and applications whose interview is one of today's deeds. @typedef {{ people: string[], interviews: string[] }} Elsewhere */
/** As it was when all was drawn last: what is pressed in the list is drawn beside the same. @type {Elsewhere} */
let beside = { people: [], interviews: [] };
let shown = FIRST;
let wanted = "";
/** Whether a company was unfolded or folded by hand. @type {Map<string, boolean>} */
const unfolded = new Map();
/** Where companies stood when the window was opened: nothing moves under the pointer. @type {Map<string, number>} */
const places = new Map();

/** @param {Notices.Stage} stage @param {Elsewhere} [elsewhere] */
export function show(stage, elsewhere = beside) {
  beside = elsewhere;
  const { core, records, text, locale } = stage.begun;
  const all = Object.values(records.people);
  Ui.byId("everyone").hidden = Object.keys(records.applications).length + all.length === 0;
  Ui.byId("filter").hidden = all.length <= MANY;
  const field = /** @type {HTMLInputElement} */ (Ui.byId("filter").querySelector("input"));
  field.placeholder = Ui.word(text, "popup-filter");
  field.oninput = () => {
    wanted = field.value;
    show(stage);
    place();
  };
  const standing = Standing.all(core, records, stage.now).filter(({ person }) => !elsewhere.people.includes(person.id));
  const { waiting, over } = Waiting.groups(core, records, standing, stage.now, locale);
  const fitting = inPlace([...waiting, ...over]).map((group) => fits(stage, group));
  const sought = wanted.trim() !== "";
  let left = shown;
  const context = {
    stage,
    isOpen: (/** @type {string} */ id, /** @type {boolean} */ over) =>
      unfolded.get(id) ?? (sought || (!over && all.length <= FOLDED)),
  };
  drawing += 1;
  const groups = fitting.flatMap((group) => {
    if (sought && group.people.length === 0) return [];
    const id = Companies.idOf(group);
    const open = context.isOpen(id, group.ended !== null);
    const people = open ? group.people.slice(0, left) : [];
    left -= people.length;
    const toggled = (/** @type {boolean} */ isOpen) => {
      if (unfolded.get(id) === isOpen) return;
      unfolded.set(id, isOpen);
      if (isOpen !== open) show(stage);
    };
    // What can happen to an interview stands once.
    const inSight = all.length <= FOLDED && !elsewhere.interviews.includes(id);
    const rows = () => people.map((one) => row(stage, one, id));
    const make = () => Companies.section(stage, group, open, rows(), inSight, toggled);
    // What is said of people rests on much; of a folded company only its head is to be seen.
    return [{ id, says: open ? `${drawing}` : Companies.says(stage, group), make }];
  });
  const none = { id: "nobody", says: wanted, make: () => nobody(stage) };
  list.show(groups.length > 0 || !sought ? groups : [none]);
  const hidden =
    fitting.reduce(
      (sum, group) => sum + (context.isOpen(Companies.idOf(group), group.ended !== null) ? group.people.length : 0),
      0,
    ) -
    (shown - left);
  Ui.byId("more").replaceChildren(...(hidden > 0 ? [more(stage, hidden)] : []), ...(sought ? [table(stage)] : []));
}

/** Where something is sought it comes first, in the order in which it is read too; else what is to be done today does. */
function place() {
  const section = Ui.byId("everyone");
  const scrolls = /** @type {HTMLElement} */ (section.parentElement);
  const isSought = wanted.trim() !== "";
  if (isSought !== (section.nextElementSibling === null)) return;
  if (isSought) Ui.byId("notices").before(section);
  else scrolls.append(section);
  scrolls.scrollTop = 0;
}

/** The way to those who are not shown yet. @param {Notices.Stage} stage @param {number} hidden how many they are */
const more = (stage, hidden) =>
  Ui.button(DateWords.plural(stage.begun.text, "popup-more", hidden), "more", () => {
    shown += 100;
    show(stage);
  });

/** The way to the table of everybody, with what is sought here. @param {Notices.Stage} stage */
const table = ({ begun: { text } }) =>
  Ui.make(
    "a",
    {
      className: "button plain",
      href: `../everybody/everybody.html#${new URLSearchParams({ find: wanted.trim() })}`,
      target: "_blank",
    },
    Ui.word(text, "everybody-find"),
  );

/** Groups in the order in which they stood at first; new ones behind. @param {Waiting.Group[]} groups */
function inPlace(groups) {
  for (const group of groups) if (!places.has(Companies.idOf(group))) places.set(Companies.idOf(group), places.size);
  const place = (/** @type {Waiting.Group} */ group) => places.get(Companies.idOf(group)) ?? 0;
  return groups.toSorted((a, b) => place(a) - place(b));
}

/** Nobody has what is sought. @param {Notices.Stage} stage */
function nobody({ begun: { text } }) {
  const name = wanted.trim();
  return Ui.make(
    "li",
    { className: "soft" },
    `${Ui.word(text, "find-nobody", { name })} `,
    Ui.make("a", { href: Ui.formAddress({ name }), target: "_blank" }, Ui.word(text, "here-add", { name })),
  );
}

/** A group with those of its people who fit what is sought: name, company, or what is said of them. @param {Notices.Stage} stage @param {Waiting.Group} group @returns {Waiting.Group} */
function fits({ begun: { core, locale } }, group) {
  if (wanted.trim() === "") return group;
  const says = (/** @type {Standing.Standing} */ { steps }) => Saying.word(core, locale, steps[0].outcome);
  const companies = [group.application?.company];
  const people = group.people.filter((one) =>
    Everybody.fits(wanted, { name: one.person.name, companies, says: says(one) }),
  );
  return { ...group, people };
}

/** @param {Notices.Stage} stage @param {Standing.Standing} standing @param {string} group the company under which the row stands */
function row(stage, { person, steps }, group) {
  const { core, text, locale, zone, silenced } = stage.begun;
  const silent = silenced.includes(person.id);
  const face = silent ? null : Chip.face(core, locale, person, steps, stage.now, zone);
  const summary = Ui.make(
    "summary",
    { data: { key: `row-${person.id}` } },
    Ui.make("span", { className: "name" }, person.name),
    face
      ? Ui.pill(face)
      : Ui.make("span", { className: "problem" }, Ui.word(text, silent ? "popup-silenced" : "popup-contradiction")),
  );
  const inside = Ui.make("div", { className: "advice" });
  const details = Ui.make("details", { className: "person" }, summary, inside);
  // Whoever is met at two companies has a row under each.
  const [first] = Situation.applicationsOf(stage.begun.records, person);
  const id = (first?.id ?? "") === group ? `person-${person.id}` : `person-${person.id}-${group}`;
  const fill = () => {
    if (details.open && inside.childElementCount === 0)
      inside.append(...PersonDetail.unfolded(stage, person, steps, "h3"));
  };
  details.addEventListener("toggle", fill);
  // What is shown already is filled at once, so that what was unfolded in it, the focus and the scroll can stay.
  const before = document.getElementById(id)?.querySelector("details");
  details.open = before?.open === true;
  fill();
  return Ui.make("li", { id }, details, Ui.profileLink(text, person));
}
