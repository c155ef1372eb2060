/**
 * One press that changes the records: it is done at once, said in the same page, and can be taken back there.
 */

import * as Store from "../store.js";
import * as Ui from "./ui.js";

/** @import * as Records from "../engine/records/records.js" */

/**
 * Where presses are made: what stands there, and what does something and shows what came of it.
 * @typedef {{ begun: Ui.Begun, now: number, perform: (work: () => Promise<unknown>, said?: string) => Promise<void> }} Stage
 */

/** What a press is about: it changes at once, and the rest follows. */
const ABOUT =
  "#deeds > li, #asks .card, #asks .offer, #here fieldset, #here .advice, #people details.person, #people > li, #people > tr, #companies > li";
/** What was pressed last. @type {Element | null} */
let pressed = null;
addEventListener(
  "click",
  (event) => {
    const target = /** @type {Element} */ (event.target);
    pressed = target.closest(ABOUT);
    // What is being done is not done twice.
    if (target.closest("button")?.closest("[aria-busy=true]")) event.stopPropagation();
  },
  true,
);

/** Show at once that what was pressed is being done, until it is. @template T @param {() => Promise<T>} work @returns {Promise<T>} */
export async function busy(work) {
  const about = pressed;
  pressed = null;
  about?.setAttribute("aria-busy", "true");
  try {
    return await work();
  } finally {
    about?.removeAttribute("aria-busy");
  }
}

/**
 * Do something that can be taken back, and offer that. Says whether it was done.
 * @param {Stage} stage @param {string} said what was done @param {() => Promise<number | null>} work gives the instant that
 *   `Store.takeBack` wants: the newest of all may be another window's @param {HTMLElement[]} [more] what else can be done about it
 */
export const undoable = (stage, said, work, more = []) =>
  busy(async () => {
    /** @type {number | null} */
    let done = null;
    await stage.perform(async () => {
      done = await work();
    });
    // What was refused is said already.
    if (done === null) return false;
    const at = done;
    const undo = () => stage.perform(() => Store.takeBack(at));
    Ui.byId("status").replaceChildren(
      `${said} `,
      Ui.button(Ui.word(stage.begun.text, "undo"), "undo-last", undo, "plain"),
      ...more,
    );
    follow();
    return true;
  });

/**
 * Change the records so.
 * @param {Stage} stage @param {string} name whom it is about @param {string} label what was done
 * @param {(stored: Records.Stored) => void} change
 */
export function perform(stage, name, label, change) {
  const said = about(name, label);
  return undoable(stage, said, () => Store.update(change, { word: "undo-event", name: said }));
}

/** Whom something is about, if it is of somebody, and what was done. @param {string} name @param {string} label */
export const about = (name, label) => [name, label].filter(Boolean).join(": ");

/**
 * A button that does so.
 * @param {Stage} stage @param {string} label @param {string} key @param {string} name @param {(stored: Records.Stored) => void} change
 */
export const button = (stage, label, key, name, change) =>
  Ui.button(label, key, () => perform(stage, name, label, change));

/** Where the button that was pressed has gone with its row the focus is where it can be taken back. */
export function follow() {
  if (document.activeElement === document.body)
    /** @type {HTMLElement | null} */ (document.querySelector("[data-key=undo-last]"))?.focus();
}
