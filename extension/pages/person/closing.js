/**
 * What an outcome that is told in the form calls off: interviews that are still ahead are set to that in sight of who tells
 * it, said beside the outcome, and set back by one press, or with the outcome.
 */

import * as Asks from "../../engine/today/asks.js";
import * as DateWords from "../../engine/words/datewords.js";
import * as Edits from "../../engine/records/edits.js";
import * as Situation from "../../engine/decision/situation.js";
import * as Ui from "../ui.js";

/** @import * as Form from "../form.js" */
/** @import * as RoundRow from "../roundrow.js" */

/** One application is in the form. */
const ITS = "its";

/**
 * @param {Ui.Begun} begun @param {Form.Field[]} fields of the application @param {Situation.Answers} stored what was answered
 * @param {() => RoundRow.Row[]} rows the interviews in the form
 */
export function follow({ core, text, locale, zone }, fields, stored, rows) {
  const fact = Asks.closing(core);
  const field = fields.find(({ id }) => id === fact?.id);
  if (!fact || !field) return;
  const line = Ui.make("p", { className: "off hint", role: "status" });
  field.element.append(line);
  /** What was set here, by the interview. @type {Map<string, HTMLSelectElement>} */
  const set = new Map();
  /** The answer of which it was said that it calls nothing off. */
  let held = "";

  function back() {
    for (const status of set.values()) if (status.value === "cancelled") status.value = "";
    set.clear();
    line.replaceChildren();
  }

  function tell() {
    back();
    const told = field?.read();
    if (!fact || !told || told.value === stored[fact.id]?.value || told.value === held) return;
    const sound = rows().filter((row) => !row.empty() && row.problem() === null);
    const entries = Object.fromEntries(
      sound.map((row) => [row.id, { ...row.stored, ...row.entry(), application: ITS }]),
    );
    const ids = Edits.calledOff(entries, fact, ITS, told.value, told.at);
    if (ids.length === 0) return;
    for (const row of sound.filter(({ id }) => ids.includes(id))) {
      const status = /** @type {HTMLSelectElement} */ (row.element.querySelector("[name=status]"));
      status.value = "cancelled";
      set.set(row.id, status);
    }
    const days = ids.map((id) => DateWords.moment(Situation.begins(entries[id]), Date.now(), locale, zone));
    line.replaceChildren(
      `${Ui.word(text, "event-off", { day: DateWords.list(days, locale) })} `,
      Ui.button(Ui.word(text, "event-not-off"), "not-off", () => hold(told.value), "plain"),
    );
  }

  /** @param {string} value */
  function hold(value) {
    held = value;
    back();
    field?.element.querySelector("select")?.focus();
    // What was set back is kept with the draft.
    field?.element.dispatchEvent(new Event("input", { bubbles: true }));
  }

  field.element.addEventListener("change", tell);
}
