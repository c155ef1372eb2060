/**
 * Elements and words, for every page of the extension and for the stage where there is no extension: no storage, no worker.
 */

import * as Words from "../engine/words/words.js";

/** @import { Text } from "../engine/decision/core.js" */
/** @import * as Chip from "../engine/advice/chip.js" */
/** @import * as Situation from "../engine/decision/situation.js" */

/** From here on everything of the page works: what could not be pressed until now comes to life. */
export function ready() {
  const main = /** @type {HTMLElement} */ (document.querySelector("main"));
  main.inert = false;
  main.ariaBusy = "false";
}

/** @typedef {string | number | boolean | EventListener | { [name: string]: string }} Property */

/**
 * An element with properties and children. What is not a property becomes an attribute; “on…” listens.
 * @template {keyof HTMLElementTagNameMap} Tag @param {Tag} tag @param {{ [name: string]: Property }} [properties]
 * @param {(Node | string | null)[]} children @returns {HTMLElementTagNameMap[Tag]}
 */
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (name === "data") Object.assign(element.dataset, value);
    else if (name in element && name !== "list") Object.assign(element, { [name]: value });
    else element.setAttribute(name, String(value));
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

/**
 * Something to unfold, whose inside is made when it is unfolded for the first time: hundreds stand in a list, and few are.
 * `View.renew` unfolds anew what was unfolded before, and it is filled at once.
 * @param {string} className @param {HTMLElement} summary @param {() => (Node | string)[]} inside
 */
export function unfolding(className, summary, inside) {
  const details = make("details", { className }, summary);
  details.addEventListener("toggle", () => {
    if (details.open && details.childElementCount === 1) details.append(...inside());
  });
  return details;
}

/** @param {string} words @param {string} key @param {() => unknown} press @param {string} [className] */
export function button(words, key, press, className = "") {
  return make("button", { type: "button", className, data: { key }, onclick: press }, words);
}

/** A box that knows whether it was ticked by hand, in `dataset.touched`. @param {{ [name: string]: Property }} properties */
export function tick(properties) {
  const box = make("input", { type: "checkbox", ...properties });
  // Told of a click by “input” first: whoever listens to that further out has to know.
  for (const event of ["input", "change"])
    box.addEventListener(event, () => {
      box.dataset.touched = "yes";
    });
  return box;
}

/** Put the words of the bundle into the elements that name them in `data-word`. @param {Text} text */
export function say(text) {
  document.documentElement.lang = text.locale;
  document.documentElement.dir = word(text, "chip-direction");
  for (const element of document.querySelectorAll("[data-word]")) {
    element.textContent = word(text, /** @type {HTMLElement} */ (element).dataset.word ?? "");
  }
  document.title = document.querySelector("h1")?.textContent || document.title;
}

/** @param {Text} text @param {string} key @param {{ [name: string]: string }} [values] */
export function word(text, key, values = {}) {
  if (!Object.hasOwn(text.words, key)) throw new Error(`no word “${key}”`);
  return Words.fill(text.words[key], values);
}

/** The way to the form, begun with these. @param {{ [field: string]: string }} begun */
export const formAddress = (begun) => `../person/person.html#${new URLSearchParams(begun)}`;

/** The way to somebody's profile, as an arrow; nothing where none is known. @param {Text} text @param {Situation.Person} person */
export const profileLink = (text, { name, profiles: [slug] = [] }) =>
  slug === undefined
    ? null
    : make(
        "a",
        {
          className: "profile",
          href: `https://www.linkedin.com/in/${encodeURIComponent(slug)}/`,
          target: "_blank",
          rel: "noreferrer",
          "aria-label": word(text, "profile-of", { name }),
        },
        "↗",
      );

/**
 * A press counts though the field that it leaves brings something that moves the button away from under it: the field is left when
 * the press is done. @param {HTMLElement} element
 */
export function steady(element) {
  const pressed = (/** @type {Event} */ { target }) => /** @type {Element} */ (target).closest(PRESSED);
  element.addEventListener("mousedown", (event) => {
    if (pressed(event)) event.preventDefault();
  });
  const leave = (/** @type {MouseEvent} */ event) => {
    const one = pressed(event);
    // A box is ticked before its click is told, and what leaving a field brings may untick it: that comes before.
    const isTick = one instanceof HTMLLabelElement;
    // A click that no mouse made finds the focus where it is wanted.
    if (event.detail === 0 || isTick !== (event.type === "mouseup")) return;
    /** @type {HTMLElement | null | undefined} */ (isTick ? one.control : one)?.focus({ preventScroll: true });
  };
  for (const event of /** @type {const} */ (["mouseup", "click"])) element.addEventListener(event, leave, true);
}
const PRESSED = "button, a.button, label.tick, summary";

/**
 * Show something anew; who was on a button of it by keys is on the first one then. @param {HTMLElement} shown @param {() => void} show
 */
export function handOn(shown, show) {
  const isThere = shown.contains(document.activeElement);
  show();
  if (isThere) shown.querySelector("button")?.focus();
}

/** Whether an event of a field is one of pasting or dropping, and not of a letter that is typed. @param {Event} event */
export const isPaste = (event) =>
  /^insertFrom(?:Paste|Drop|Yank)/u.test(/** @type {InputEvent} */ (event).inputType ?? "");

/** Whether what was shown last has been on the screen: what nobody can have seen is not entered. */
export function sight() {
  let shown = 0;
  let seen = 0;
  return {
    show() {
      shown += 1;
      const now = shown;
      // A frame begins, and the next one when it was painted.
      requestAnimationFrame(() => requestAnimationFrame(() => (seen = Math.max(seen, now))));
    },
    isSeen: () => seen === shown,
  };
}

/** The verdict of a face, as on a chip. @param {Chip.Face} face */
export const pill = (face) => View.pill(face.tone, face.icon, face.words);

/** What a file holds; null if it has been changed or removed since it was chosen. @param {File} file @returns {Promise<string | null>} */
export const textOf = (file) => file.text().catch(() => null);

/** Have a text saved as a file. @param {string} name @param {string} type @param {string} text */
export function save(name, type, text) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  make("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** Have a calendar's file saved. @param {string} ics */
export const saveCalendar = (ics) => save("connect-etiquette.ics", "text/calendar", ics);

/** @param {string} id @returns {HTMLElement} */
export const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));
