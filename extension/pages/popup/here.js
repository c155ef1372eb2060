/**
 * The person whose profile is in the tab under the popup: their advice, or whether they are somebody entered.
 */

import * as Adding from "./adding.js";
import * as Beside from "../../engine/advice/beside.js";
import * as Chip from "../../engine/advice/chip.js";
import * as Edits from "../../engine/records/edits.js";
import * as Lookup from "../../engine/people/lookup.js";
import * as Namesakes from "../../engine/people/namesakes.js";
import * as PersonDetail from "../persondetail.js";
import * as Profile from "../../engine/people/profile.js";
import * as Store from "../../store.js";
import * as Timeline from "../../engine/decision/timeline.js";
import * as Ui from "../ui.js";

/** @import * as Notices from "./notices.js" */
/** @import * as Situation from "../../engine/decision/situation.js" */

/** The profile in the active tab: its slug, and the name in its title. @param {Notices.Stage} stage */
function profile({ tab }) {
  const slug = tab?.url ? Profile.inAddress(tab.url) : null;
  return slug === null ? null : { slug, name: Profile.nameInTitle(tab?.title ?? "") };
}

/** The tab's profile as the clue that a page would give, and what is known. @param {Notices.Stage} stage @param {{ slug: string, name: string }} found */
function asked({ begun, page, now }, { slug, name }) {
  const { core, settings, records, silenced } = begun;
  const names = Names.of(page.names);
  /** @type {Messages.Clue} */
  const clue = {
    ...{ slug, opaque: null, member: null, name: null, how: "address", own: [] },
    names: name === "" ? [] : [name],
    marks: [],
  };
  return /** @type {const} */ ([{ core, page, form: names.forms, names, settings, records, silenced, now }, clue]);
}

/** The person whose profile this is, as on LinkedIn's pages. @param {Notices.Stage} stage @returns {Situation.Person | null} */
export function person(stage) {
  const found = profile(stage);
  return found && Beside.person(...asked(stage, found));
}

/** Everyone whom LinkedIn's pages would ask about. @param {Notices.Stage} stage */
function namesakes(stage) {
  const found = profile(stage);
  return (found && Beside.question(...asked(stage, found))?.people) ?? [];
}

/**
 * What is said of somebody; where something else is to be done today, in few lines with the rest to unfold.
 * @param {Notices.Stage} stage @param {Situation.Person} known @param {boolean} isBusy
 */
function short(stage, known, isBusy) {
  const all = PersonDetail.advice(stage, known, "h2");
  const first = all.filter((part) => ["who", "headline", "change"].includes(part.className));
  const said = face(stage, known, first.map(({ textContent }) => textContent).join(" "));
  if (!isBusy || first.length < 2) return [said, ...all];
  const rest = all.filter((part) => !first.includes(part));
  const more = Ui.make("summary", { data: { key: "here-more" } }, Ui.word(stage.begun.text, "form-more"));
  return [said, ...first, Ui.make("details", {}, more, ...rest)];
}

/** @param {Notices.Stage} stage @param {boolean} isBusy whether something is to be done today @returns {HTMLElement[]} */
export function parts(stage, isBusy) {
  const found = profile(stage);
  if (!found) return [];
  const known = person(stage);
  if (known) return [Ui.make("div", { className: "advice" }, ...short(stage, known, isBusy))];
  const [namesake] = namesakes(stage);
  if (namesake) return [isThis(stage, namesake, found)];
  // Somebody of this name who was seen with another profile: LinkedIn's pages do not ask, whoever adds here is asked.
  const [other] = entered(stage, found);
  return [other ? isThis(stage, other, found, "same-apart") : unknown(stage, found)];
}

/** Those who are entered under the name of a profile. @param {Notices.Stage} stage @param {{ slug: string, name: string }} found */
function entered({ begun: { core, records }, page }, found) {
  return Lookup.person(records, found, Lookup.typed(core.names, Names.of(page.names).forms)).asked;
}

/** The words of the chip, unless the headline ends with them. @param {Notices.Stage} stage @param {Situation.Person} known @param {string} headline */
function face({ begun: { core, records, locale, zone, silenced }, now }, known, headline) {
  if (silenced.includes(known.id)) return null;
  const steps = Timeline.steps(core, records, known, now);
  const face = Chip.face(core, locale, known, steps, now, zone);
  const isSaid = face !== null && headline.toLocaleLowerCase().includes(face.words.toLocaleLowerCase());
  return face && !isSaid ? Ui.make("p", { className: "face" }, Ui.pill(face)) : null;
}

/** @param {Notices.Stage} stage @param {Situation.Person} namesake @param {{ slug: string }} found @param {string} [asked] */
function isThis({ begun: { core, text, records, locale }, now, perform }, namesake, { slug }, asked) {
  // In the words that LinkedIn's pages have.
  const { face } = Namesakes.about(core, locale, records, [namesake], now);
  const answer = (/** @type {boolean} */ yes) => () =>
    perform(() => Store.update((stored) => Edits.confirm(stored, namesake.id, slug, yes)));
  return Ui.make(
    "fieldset",
    { className: "question notice" },
    Ui.make("legend", {}, asked ? Ui.word(text, asked, { name: namesake.name }) : face.words),
    Ui.make(
      "div",
      { className: "choices" },
      Ui.button(Ui.word(text, "yes"), "same", answer(true)),
      Ui.button(Ui.word(text, "no"), "other", answer(false)),
    ),
  );
}

/** Who is shown here or asked about: the list below does not say of somebody what is still to be asked. @param {Notices.Stage} stage @returns {string[]} */
export function shown(stage) {
  const known = person(stage);
  return known ? [known.id] : namesakes(stage).map(({ id }) => id);
}

/** @param {Notices.Stage} stage @param {{ slug: string, name: string }} found */
function unknown(stage, { slug, name }) {
  const shown = name || Profile.nameFrom(slug);
  return Adding.offer(stage, { slug, name: shown }, addAddress(stage));
}

/** Where somebody is added: the form, filled in with the profile under the popup. @param {Notices.Stage} stage */
export function addAddress(stage) {
  const found = profile(stage);
  if (!found || person(stage)) return "../person/person.html";
  return Ui.formAddress({ name: found.name || Profile.nameFrom(found.slug), profile: found.slug });
}
