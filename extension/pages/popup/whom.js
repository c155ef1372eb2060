/**
 * What happened to the people of a row of today: of each by a press on their own line, of all by one that says so and stands
 * apart. Of one alone the row says already who it is.
 */

import * as DateWords from "../../engine/words/datewords.js";
import * as Events from "../events.js";
import * as Ui from "../ui.js";
import * as Words from "../../engine/words/words.js";

/** @import * as Notices from "./notices.js" */
/** @import * as Situation from "../../engine/decision/situation.js" */
/** @import * as Today from "../../engine/today/today.js" */

/** Of so many people each has a line in sight; those of more are unfolded. */
const FEW = 3;

/** Whether the ways to profiles stand beside the presses. @typedef {{ key: string, links: boolean }} Way */

/**
 * @param {Notices.Stage} stage @param {Today.Row} row @param {Events.Event[]} events what can have happened to them
 * @param {Way} way @returns {HTMLElement[]}
 */
export function presses(stage, row, events, { key, links }) {
  const { text } = stage.begun;
  const { people } = row;
  const link = (/** @type {Situation.Person} */ one) => (links ? Ui.profileLink(text, one) : null);
  if (people.length === 1) {
    const [one] = people;
    const buttons = events.map((event) => Events.button(stage, { name: one.name, people: [one.id] }, event, key));
    return [Ui.make("span", { className: "choices" }, link(one), ...buttons)];
  }
  const called = callings(stage, people);
  const lines = () => [
    Ui.make(
      "ul",
      { className: "each" },
      ...people.map((one, i) => line(stage, one, called[i], link(one), events, key)),
    ),
  ];
  const summary = Ui.make("summary", { data: { key: `${key}-each` } }, Ui.word(text, "today-each"));
  return [
    ...(people.length > FEW ? [Ui.unfolding("one-by-one", summary, lines)] : lines()),
    Ui.make("span", { className: "choices whole" }, ...events.map((event) => whole(stage, people, event, key))),
  ];
}

/** First names, as long as each is one person's. @param {Notices.Stage} stage @param {Situation.Person[]} people */
function callings({ begun: { core } }, people) {
  const firsts = people.map(({ name }) => Words.firstName(name, core.names));
  return new Set(firsts).size === people.length ? firsts : people.map(({ name }) => name);
}

/**
 * @param {Notices.Stage} stage @param {Situation.Person} person @param {string} called @param {HTMLElement | null} link
 * @param {Events.Event[]} events @param {string} key
 */
const line = (stage, { id, name }, called, link, events, key) =>
  Ui.make(
    "li",
    {},
    Ui.make("span", { className: "who" }, called, link),
    ...events.map((event) => {
      const button = Events.button(stage, { name, people: [id] }, event, `${key}-${id}`);
      // Whoever hears it alone hears of whom it is.
      button.ariaLabel = `${event.label}: ${called}`;
      return button;
    }),
  );

/** One press for all, which says that it is. @param {Notices.Stage} stage @param {Situation.Person[]} people @param {Events.Event} event @param {string} key */
function whole(stage, people, event, key) {
  const { text, locale } = stage.begun;
  const count = DateWords.number(people.length, locale);
  const all = Ui.word(text, people.length === 2 ? "today-both" : "today-all", { count });
  const names = DateWords.list(
    people.map(({ name }) => name),
    locale,
  );
  const about = { name: names, people: people.map(({ id }) => id) };
  return Events.button(stage, about, event, key, `${event.label}: ${all}`);
}
