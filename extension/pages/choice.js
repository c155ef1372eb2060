/**
 * The informed choice of where advice appears, as two equal buttons with the ids “page” and “toolbar”. Beside Connect needs the
 * browser's leave, which is asked for in the same press; where it was taken away one line says so, with one button.
 */

import * as Site from "../site.js";
import * as Store from "../store.js";
import * as Ui from "./ui.js";

/** @import { Text } from "../engine/decision/core.js" */

/** @typedef {"page" | "toolbar"} Place */
/** @type {Place[]} */
const PLACES = ["page", "toolbar"];

/** @param {Text} text @param {(place: Place) => void} [then] told of every choice */
export async function begin(text, then) {
  if (!Store.isForPages()) {
    withoutChoice(text);
    return;
  }
  Ui.byId("page").addEventListener("click", () => {
    const answer = Site.ask();
    choosePage(text, answer, then);
  });
  Ui.byId("toolbar").addEventListener("click", () => chooseToolbar(text, then));
  // The browser's question may be left unanswered: whoever comes back may press again.
  addEventListener("focus", () => pending(false));
  const renew = () => show(text);
  Store.onChange(renew);
  for (const event of [chrome.permissions.onAdded, chrome.permissions.onRemoved]) event.addListener(renew);
  await show(text);
}

/** These rules place nothing in pages: that is said, and nothing is asked. @param {Text} text */
function withoutChoice(text) {
  const section = /** @type {HTMLElement} */ (Ui.byId("chosen").closest("section"));
  for (const part of section.querySelectorAll("p[data-word^=choice-], .ways")) part.remove();
  for (const heading of section.querySelectorAll("h2")) heading.textContent = Ui.word(text, "options-where");
  say(Ui.word(text, "choice-none"));
}

/**
 * What is wished is stored while the browser asks: if this page is gone when the answer comes, the worker finishes it.
 * @param {Text} text @param {Promise<boolean>} answer the browser's @param {((place: Place) => void) | undefined} then
 */
async function choosePage(text, answer, then) {
  pending(true);
  say(Ui.word(text, "choice-asking"));
  try {
    await Store.updateSettings((stored) => {
      stored.wish = "page";
    });
    // Whatever became of the question, the browser's own settings may have answered it.
    const granted = (await answer.catch(() => false)) || (await Site.allowed());
    await Store.updateSettings((stored) => {
      if (granted) stored.place = "page";
      delete stored.wish;
    });
    shown = "";
    await show(text);
    if (granted) then?.("page");
    else say(Ui.word(text, "choice-refused"));
  } catch (error) {
    say(Ui.word(text, Ui.refusal(error)));
  }
  pending(false);
}

/** What the page alone needed is given back. @param {Text} text @param {((place: Place) => void) | undefined} then */
async function chooseToolbar(text, then) {
  try {
    await Store.updateSettings((stored) => {
      stored.place = "toolbar";
      delete stored.wish;
    });
    await Site.giveBack();
    shown = "";
    await show(text);
    then?.("toolbar");
  } catch (error) {
    say(Ui.word(text, Ui.refusal(error)));
  }
}

/** While the browser asks, more presses would only ask again. @param {boolean} asking */
function pending(asking) {
  for (const id of ["page", "allow"]) document.getElementById(id)?.toggleAttribute("disabled", asking);
}

/** What the page says of the choice; it says so once, and other words stand until the choice is another, or made anew. */
let shown = "";
/** How often the choice was looked up, and which look was shown: what is preset may be told late, and an older look is no news. */
let looks = 0;
let newest = 0;

/** @param {Text} text */
async function show(text) {
  const look = ++looks;
  const { place } = (await Store.load()).settings;
  const lacking = place === "page" && !(await Site.allowed());
  const now = `${place} ${lacking}`;
  if (look < newest) return;
  newest = look;
  if (now === shown) return;
  shown = now;
  for (const way of PLACES) Ui.byId(way).setAttribute("aria-pressed", String(way === place));
  say(place === undefined ? "" : Ui.word(text, lacking ? "access-lacking" : `chosen-${place}`));
  View.renew(Ui.byId("access"), lacking ? [allow(text)] : []);
}

/** The press that puts it right. @param {Text} text */
function allow(text) {
  const button = Ui.button(Ui.word(text, "access-allow"), "allow", () => {
    const answer = Site.ask();
    choosePage(text, answer, undefined);
  });
  button.id = "allow";
  return button;
}

/** @param {string} words */
function say(words) {
  Ui.byId("chosen").textContent = words;
}
