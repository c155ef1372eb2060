/**
 * What can be done with the people who are ticked: thanks noted for those one has met, two of them joined, or all forgotten. Each by one
 * press, for all, and to be taken back where it was made.
 */

import * as DateWords from "../../engine/words/datewords.js";
import * as Edits from "../../engine/records/edits.js";
import * as Events from "../events.js";
import * as Everybody from "../../engine/today/everybody.js";
import * as Join from "../../engine/records/join.js";
import * as Order from "../../engine/people/order.js";
import * as Press from "../press.js";
import * as Store from "../../store.js";
import * as Ui from "../ui.js";

/** @import * as Situation from "../../engine/decision/situation.js" */

/** So many are named; more are counted. */
const NAMED = 3;

/** As in the table, whatever sorts that. @param {Press.Stage} stage @param {Situation.Person[]} people */
const named = ({ begun: { core, text, locale } }, people) =>
  people.length > NAMED
    ? DateWords.plural(text, "count-people", people.length)
    : DateWords.list(
        people.toSorted(Order.people(core, locale)).map(({ name }) => name),
        locale,
      );

/** @param {Press.Stage} stage @param {Situation.Person[]} people @param {() => void} done they are not ticked any more @returns {HTMLElement[]} */
export function actions(stage, people, done) {
  const { text } = stage.begun;
  if (people.length === 0) return [];
  return [
    Ui.make("span", { className: "how-many" }, DateWords.plural(text, "everybody-ticked", people.length)),
    ...thanked(stage, people, done),
    ...(people.length === 2 ? [same(stage, people, done)] : []),
    Ui.button(Ui.word(text, "everybody-forget"), "forget-ticked", () => forget(stage, people, done)),
  ];
}

/** A button for each thing that is owed after a meeting. @param {Press.Stage} stage @param {Situation.Person[]} people @param {() => void} done */
function thanked(stage, people, done) {
  const { core, records } = stage.begun;
  const met = Everybody.met(records, people, stage.now);
  if (met.length === 0) return [];
  const owed = Everybody.owed(core);
  return Events.possible(stage, "person")
    .filter(({ fact, value }) => owed.some((one) => one.fact.id === fact.id && one.value === value))
    .map((event) => {
      // Of whom it can't be said yet is not said, and that shows before it is pressed.
      const label = met.length < people.length ? `${event.label}: ${named(stage, met)}` : event.label;
      const about = { name: named(stage, met), people: met.map(({ id }) => id) };
      return Ui.button(label, `ticked-${event.fact.id}`, async () => {
        if (await Events.note(stage, about, event)) done();
        Press.follow();
      });
    });
}

/** Two entries of one human become one. @param {Press.Stage} stage @param {Situation.Person[]} people @param {() => void} done */
function same(stage, people, done) {
  const label = Ui.word(stage.begun.text, "today-same");
  const [kept, gone] = Join.byKnown(people).map(({ id }) => id);
  return Ui.button(label, "same-ticked", async () => {
    if (await Press.perform(stage, named(stage, people), label, (stored) => Join.people(stored, kept, gone))) done();
    Press.follow();
  });
}

/** @param {Press.Stage} stage @param {Situation.Person[]} people @param {() => void} done */
async function forget(stage, people, done) {
  const name = named(stage, people);
  const work = () =>
    Store.update(
      (stored) => {
        for (const { id } of people) Edits.removePerson(stored, id);
      },
      { word: "undo-forgotten", name },
    );
  if (await Press.undoable(stage, Ui.word(stage.begun.text, "undo-forgotten", { name }), work)) done();
  Press.follow();
}
