/**
 * Everything entered, application by application, and what was deleted within a day.
 */

import * as DateWords from "../../engine/words/datewords.js";
import * as Edits from "../../engine/records/edits.js";
import * as Situation from "../../engine/decision/situation.js";
import * as Store from "../../store.js";
import * as Ui from "../ui.js";

/** @import { Text } from "../../engine/decision/core.js" */

/** So many people of one application at once; the others on request. */
const FIRST = 50;
let shown = FIRST;

/** @param {Ui.Begun} begun */
export async function show(begun) {
  const { records, text } = begun;
  const apart = Object.values(records.people).filter((p) => Situation.applicationsOf(records, p).length === 0);
  const parts = Object.values(records.applications).map((application) => part(begun, application));
  if (apart.length > 0)
    parts.push(
      Ui.make(
        "div",
        { className: "application" },
        Ui.make("h3", {}, Ui.word(text, "entered-apart")),
        list(begun, apart),
      ),
    );
  if (parts.length === 0) parts.push(Ui.make("p", { className: "soft" }, Ui.word(text, "popup-nobody")));
  View.renew(Ui.byId("applications"), parts);
  View.renew(Ui.byId("undo"), await undos(begun));
}

/** @param {Ui.Begun} begun @param {Situation.Application} application */
function part(begun, application) {
  const { records, text } = begun;
  const { people, rounds } = Edits.belonging(records, application.id);
  const company = application.company ?? "";
  const counts = [
    DateWords.plural(text, "count-people", people.length),
    DateWords.plural(text, "count-rounds", rounds.length),
  ];
  const name = Ui.make(
    "a",
    { href: `../person/person.html#application=${encodeURIComponent(application.id)}` },
    company,
  );
  return Ui.make(
    "div",
    { className: "application" },
    Ui.make("h3", {}, name),
    Ui.make("p", { className: "soft" }, [application.role, ...counts].filter(Boolean).join(" · ")),
    list(
      begun,
      people.map(({ person }) => person),
      application,
    ),
    Ui.button(
      Ui.word(text, "entered-forget", { company }),
      `forget-${application.id}`,
      () => Store.forget(application),
      "plain",
    ),
  );
}

/** @param {Ui.Begun} begun @param {Situation.Person[]} people @param {Situation.Application} [application] the one that they are listed under */
function list(begun, people, application) {
  const { text, records } = begun;
  const inOthers = (/** @type {Situation.Person} */ one) => Situation.applicationsOf(records, one).length > 1;
  const items = people
    .slice(0, shown)
    .map((person) =>
      Ui.make(
        "li",
        {},
        Ui.make("a", { href: `../person/person.html#${addressOf(person, application)}` }, person.name),
        application && inOthers(person) ? leaving(text, person, application) : removal(text, person.id, person.name),
      ),
    );
  if (people.length > shown) {
    const more = Ui.button(DateWords.plural(text, "popup-more", people.length - shown), "more-people", () => {
      shown += 500;
      show(begun);
    });
    items.push(Ui.make("li", {}, more));
  }
  return Ui.make("ul", { className: "entries" }, ...items);
}

/** @param {Situation.Person} person @param {Situation.Application} [application] */
const addressOf = ({ id }, application) =>
  new URLSearchParams({ person: id, ...(application && { application: application.id }) });

/** Somebody who is in other applications too leaves this one. @param {Text} text @param {Situation.Person} person @param {Situation.Application} application */
const leaving = (text, { id, name }, { id: application, company = "" }) =>
  Ui.button(
    Ui.word(text, "form-leave", { name, company }),
    `leave-${id}-${application}`,
    () => Store.update((stored) => Edits.leave(stored, id, application), { word: "undo-left", name }),
    "plain",
  );

/** @param {Text} text @param {string} id @param {string} name */
function removal(text, id, name) {
  const button = Ui.button(
    Ui.word(text, "entered-delete"),
    `remove-${id}`,
    () => Store.update((stored) => Edits.removePerson(stored, id), { word: "undo-person", name }),
    "plain",
  );
  button.setAttribute("aria-label", Ui.word(text, "form-remove-person", { name }));
  return button;
}

/** What can be taken back, latest first. @param {Ui.Begun} begun @returns {Promise<HTMLElement[]>} */
async function undos({ text, locale, zone }) {
  const all = (await Store.undos()).reverse();
  if (all.length === 0) return [];
  const items = all.map(({ at, word, name }) =>
    Ui.make(
      "li",
      {},
      Ui.make("span", {}, Ui.word(text, word, { name: name ?? "" })),
      Ui.make("span", { className: "soft" }, DateWords.moment(at, Date.now(), locale, zone)),
      Ui.button(Ui.word(text, "undo"), `undo-${at}`, () => Store.takeBack(at)),
    ),
  );
  return [
    Ui.make(
      "div",
      { className: "notice" },
      Ui.make("p", {}, Ui.word(text, "undo-says")),
      Ui.make("ul", { className: "entries" }, ...items),
      Ui.button(Ui.word(text, "undo-drop"), "undo-drop", async () => {
        await Store.dropUndo(true);
        Ui.byId("undo").replaceChildren();
      }),
    ),
  ];
}
