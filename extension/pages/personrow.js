/**
 * One person in the form: name, profile, and what the bundle asks about people.
 */

import * as DateWords from "../engine/words/datewords.js";
import * as Form from "./form.js";
import * as Profile from "../engine/people/profile.js";
import * as Prose from "../engine/people/prose.js";
import * as Same from "./same.js";
import * as Ui from "./ui.js";
import * as Words from "../engine/words/words.js";

/** @import { Fact, Text } from "../engine/decision/core.js" */
/** @import * as Records from "../engine/records/records.js" */
/** @import * as Lookup from "../engine/people/lookup.js" */
/** @import * as Situation from "../engine/decision/situation.js" */

/**
 * A person in the form. `entry` is as they would be stored, given their applications. `same` tells who somebody new is.
 * @typedef {{
 *   id: string, element: HTMLElement, stored: Situation.Person | null, name: HTMLInputElement, empty: () => boolean,
 *   same: Same.Same | null,
 *   entry: (applications: string[]) => Records.StoredPerson, problem: () => Form.Problem,
 * }} Row
 */

/**
 * @param {Ui.Begun} begun @param {Lookup.Form} form @param {Situation.Person | null} person as stored @param {string} id
 * @param {{ name?: string, profile?: string }} known of somebody new
 * @returns {Row}
 */
export function make(begun, form, person, id, known = {}) {
  const { core, text } = begun;
  const name = Form.input({ name: "name", value: person?.name ?? known.name ?? "" });
  const profile = Form.input({
    name: "profile",
    inputMode: "url",
    dir: "ltr",
    value: (person?.profiles ?? [])[0] ?? known.profile ?? "",
  });
  const detail = Form.input({ name: "detail", value: person?.detail ?? "", maxLength: 60 });
  const values = { name: person?.name ?? "", first_name: Words.firstName(person?.name ?? "", core.names) || "…" };
  const { first, more } = Form.asked(core, "person");
  const field = (/** @type {Fact} */ fact) => Form.field(begun, fact, values, person?.answers[fact.id]);
  const [firstFields, moreFields] = [first.map(field), more.map(field)];
  const fields = [...firstFields, ...moreFields];
  const element = fieldset(text, person, { name, profile, detail }, firstFields, moreFields);
  // Whoever pastes a profile's address into the field for the name means both.
  const split = () => {
    const [found, ...others] = Prose.isText(name.value) ? [] : Profile.paste(name.value);
    if (!found || found.slug === null || others.length > 0) return;
    profile.value ||= found.slug;
    name.value = found.name;
    name.dispatchEvent(new Event("input", { bubbles: true }));
  };
  name.addEventListener("change", split);
  name.addEventListener("input", (event) => Ui.isPaste(event) && split());
  const same = person ? null : lookup(begun, form, name, profile);
  if (same) element.querySelector(".row")?.after(same.element);

  return {
    id,
    element,
    stored: person,
    name,
    same,
    empty: () => name.value.trim() === "" && profile.value.trim() === "",
    /** As it would be stored. */
    entry(applications) {
      const slug = profile.value.trim() === "" ? null : Profile.typed(profile.value);
      const others = (person?.profiles ?? []).slice(1);
      return {
        name: name.value.trim(),
        profiles: [...new Set([...(slug ? [slug] : []), ...others])],
        detail: detail.value.trim() || undefined,
        applications,
        answers: Form.answers(fields),
      };
    },
    /** What is wrong, and where. */
    problem() {
      if (name.value.trim() === "") return profile.value.trim() === "" ? null : ["wrong-name", name];
      if (profile.value.trim() !== "" && Profile.typed(profile.value) === null)
        return [Profile.isDetour(profile.value) ? "wrong-profile-detour" : "wrong-profile", profile];
      return fields.map((f) => f.problem()).find((problem) => problem !== null) ?? same?.problem() ?? null;
    },
  };
}

/** What a list of those found says, or that nobody was. @param {Text} text @param {string} typed @param {number} found @returns {HTMLElement[]} */
export function understood(text, typed, found) {
  if (typed.trim() === "") return [];
  const word = found > 0 ? "form-paste-found" : "form-paste-nobody";
  return [Ui.make("p", { className: "hint" }, Ui.word(text, word))];
}

/** That more stand in what was pasted than are taken at once. @param {Text} text @param {number} all @returns {HTMLElement[]} */
export function tooMany(text, all) {
  const [count, total] = [Profile.MOST, all].map((number) => DateWords.number(number, text.locale));
  const values = { count, total };
  return all > Profile.MOST ? [Ui.make("p", { className: "hint" }, Ui.word(text, "form-paste-most", values))] : [];
}

/** Somebody new may be entered already. @param {Ui.Begun} begun @param {Lookup.Form} form @param {HTMLInputElement} name @param {HTMLInputElement} profile */
function lookup(begun, form, name, profile) {
  const same = Same.make(
    begun,
    form,
    () => ({ name: name.value.trim(), slug: profile.value.trim() === "" ? null : Profile.typed(profile.value) }),
    () => {
      const before = profile.value;
      profile.value = "";
      profile.focus();
      return () => {
        profile.value = before;
      };
    },
  );
  // Not while a name is typed: Ada Stone-Miller is not to be asked about as Ada Stone.
  for (const field of [name, profile]) field.addEventListener("change", same.look);
  same.look();
  return same;
}

/**
 * @param {Text} text @param {Situation.Person | null} person @param {{ [name: string]: HTMLInputElement }} inputs
 * @param {Form.Field[]} first @param {Form.Field[]} more
 */
function fieldset(text, person, { name, profile, detail }, first, more) {
  return Ui.make(
    "fieldset",
    { className: "person" },
    Ui.make("legend", {}, person?.name || Ui.word(text, "form-person")),
    Ui.make(
      "div",
      { className: "row" },
      Form.labelled(text, "form-name", name),
      Form.labelled(text, "form-profile", profile),
    ),
    ...first.map((f) => f.element),
    Ui.make(
      "details",
      {},
      Ui.make("summary", {}, Ui.word(text, "form-more")),
      Ui.make("div", { className: "field" }, Form.labelled(text, "form-detail", detail, "form-detail-hint")),
      ...more.map((f) => f.element),
    ),
  );
}
