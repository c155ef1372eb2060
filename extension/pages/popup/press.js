/**
 * One press that changes the records: it is done at once, said where it was pressed, and can be taken back there.
 */

import * as Store from "../../store.js";
import * as Ui from "../ui.js";

/** @import * as Notices from "./notices.js" */
/** @import * as Records from "../../engine/records.js" */

/**
 * @param {Notices.Stage} stage @param {string} name whom it is about @param {string} said what was done
 * @param {(stored: Records.Stored) => void} change @param {HTMLElement[]} [more] what else can be done about it
 */
export async function perform(stage, name, said, change, more = []) {
  const { text } = stage.begun;
  const before = (await Store.undos()).at(-1)?.at;
  await stage.perform(() => Store.update(change, { word: "undo-event", name: `${name}: ${said}` }));
  const last = (await Store.undos()).at(-1);
  // What was refused is said already.
  if (!last || last.at === before) return;
  Ui.byId("status").replaceChildren(
    `${name}: ${said} `,
    Ui.button(Ui.word(text, "undo"), "undo-last", () => stage.perform(() => Store.takeBack(last.at)), "plain"),
    ...more,
  );
}

/**
 * A button that does so.
 * @param {Notices.Stage} stage @param {string} label @param {string} key @param {string} name @param {(stored: Records.Stored) => void} change
 */
export const button = (stage, label, key, name, change) =>
  Ui.button(label, key, () => perform(stage, name, label, change));
