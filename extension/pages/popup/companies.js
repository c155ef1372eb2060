/**
 * A company among all: its stage and its next date in the head, what can happen to it behind three dots, its people inside.
 */

import * as DateWords from "../../engine/words/datewords.js";
import * as Events from "../events.js";
import * as PersonDetail from "../persondetail.js";
import * as Press from "../press.js";
import * as Rounds from "../../engine/decision/rounds.js";
import * as Saying from "../../engine/words/saying.js";
import * as Store from "../../store.js";
import * as Ui from "../ui.js";

/** @import * as Notices from "./notices.js" */
/** @import * as Waiting from "../../engine/today/waiting.js" */

/** @param {Waiting.Group} group */
export const idOf = ({ application }) => application?.id ?? "";

/**
 * All that a folded company shows and that its menu rests on, as one text.
 * @param {Notices.Stage} stage @param {Waiting.Group} group
 */
export const says = ({ begun: { records, text, zone }, now }, { application, people, ...stage }) =>
  JSON.stringify([
    ...[text.locale, zone, now, application, stage],
    application && Rounds.ofApplication(records, application),
    people.map(({ person, steps }) => [person.id, person.name, Saying.state(steps[0].outcome)]),
  ]);

/**
 * @param {Notices.Stage} stage @param {Waiting.Group} group @param {boolean} open @param {HTMLElement[]} rows its people, where it is open
 * @param {boolean} inSight whether what is likely to happen stands there without being unfolded
 * @param {(isOpen: boolean) => void} toggled
 */
export function section(stage, group, open, rows, inSight, toggled) {
  const { text } = stage.begun;
  const id = idOf(group);
  const { application, ended } = group;
  const isOver = ended !== null;
  const head = Ui.make(
    "summary",
    { data: { key: `company-${id}` } },
    Ui.make("span", { className: "company" }, application?.company || Ui.word(text, "entered-apart")),
    Ui.make(
      "span",
      { className: "about" },
      [PersonDetail.stageOf(stage, group), open || isOver ? "" : faces(stage, group)].filter(Boolean).join(" · "),
    ),
  );
  const next = isOver || !application || !inSight ? [] : Events.likely(stage, application);
  const inRow = open && next.length > 0;
  const details = Ui.make(
    "details",
    { open },
    head,
    ...(inRow ? [Ui.make("div", { className: "choices likely" }, ...next)] : []),
    Ui.make("ul", {}, ...rows),
  );
  details.addEventListener("toggle", () => toggled(details.open));
  const forget = isOver && application ? [forgetButton(stage, application.id, application.company ?? "")] : [];
  return Ui.make(
    "li",
    { id: `company-${id}`, className: isOver ? "over" : "waiting" },
    details,
    ...(application
      ? [Ui.make("div", { className: "menu" }, Events.ofApplication(stage, application, inRow, forget))]
      : []),
  );
}

/** How many wait, and so on: what is said of the people of a company that is folded. @param {Notices.Stage} stage @param {Waiting.Group} group */
function faces({ begun: { core, locale } }, { people }) {
  const outcomes = people.map(({ steps: [{ outcome }] }) => outcome);
  const states = [...Map.groupBy(outcomes, Saying.state).values()];
  return core.verdicts
    .flatMap(({ id }) => states.filter(([{ verdict }]) => verdict === id))
    .map((some) => `${Saying.inline(core, locale, some[0])}: ${DateWords.number(some.length, locale)}`)
    .join(", ");
}

/** @param {Notices.Stage} stage @param {string} id @param {string} company */
const forgetButton = (stage, id, company) =>
  Ui.button(
    Ui.word(stage.begun.text, "entered-forget", { company }),
    `forget-company-${id}`,
    () =>
      Press.undoable(stage, Ui.word(stage.begun.text, "undo-forgotten", { name: company }), () =>
        Store.forget(stage.begun.records.applications[id]),
      ),
    "plain",
  );
