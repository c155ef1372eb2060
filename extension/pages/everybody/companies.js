/**
 * The companies below the table of everybody: each the way to its form, how much is entered there, and forgotten by one press
 * that can be taken back.
 */

import * as DateWords from "../../engine/words/datewords.js";
import * as Edits from "../../engine/records/edits.js";
import * as Press from "../press.js";
import * as Store from "../../store.js";
import * as Ui from "../ui.js";

/** @import * as LongList from "../longlist.js" */
/** @import * as Situation from "../../engine/decision/situation.js" */

/** A row for each application. @param {Press.Stage} stage @param {Situation.Application[]} applications @returns {LongList.Entry[]} */
export const entries = (stage, applications) =>
  applications.map((application) => {
    const { company = "", id } = application;
    const about = holds(stage, application);
    return { id, says: JSON.stringify([company, about]), make: () => row(stage, application, about) };
  });

/** The role, and how much is entered. @param {Press.Stage} stage @param {Situation.Application} application */
function holds({ begun: { records, text } }, { id, role }) {
  const { people, rounds } = Edits.belonging(records, id);
  const counts = [
    DateWords.plural(text, "count-people", people.length),
    DateWords.plural(text, "count-rounds", rounds.length),
  ];
  return [role, ...counts].filter(Boolean).join(" · ");
}

/** @param {Press.Stage} stage @param {Situation.Application} application @param {string} about */
function row(stage, application, about) {
  const { company = "", id } = application;
  return Ui.make(
    "li",
    { id: `company-${id}` },
    Ui.make("a", { href: Ui.formAddress({ application: id }) }, company),
    Ui.make("span", { className: "soft" }, about),
    Ui.button(
      Ui.word(stage.begun.text, "entered-forget", { company }),
      `forget-${id}`,
      () => forget(stage, application),
      "plain",
    ),
  );
}

/** @param {Press.Stage} stage @param {Situation.Application} application */
async function forget(stage, application) {
  const said = Ui.word(stage.begun.text, "undo-forgotten", { name: application.company ?? "" });
  await Press.undoable(stage, said, () => Store.forget(application));
}
