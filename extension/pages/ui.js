/**
 * Small helpers that the extension's own pages share: elements, words, verdict pills, and what every page begins with.
 */

import * as Bundle from "../bundle.js";
import * as Store from "../store.js";
import * as Unreadable from "./unreadable.js";
import * as Words from "../engine/words.js";

/** @import { Core, Sources, Text } from "../engine/core.js" */
/** @import * as Chip from "../engine/chip.js" */
/** @import * as Records from "../engine/records.js" */
/** @import * as Situation from "../engine/situation.js" */

/**
 * What every page of the extension begins with.
 * @typedef {{
 *   core: Core, settings: Records.Settings, records: Situation.Records, problems: Records.Problem[], silenced: string[],
 *   text: Text, locale: string, zone: string,
 * }} Begun
 */

/**
 * Load what is stored, and say the page's words in the person's language. Where the bundle can't be read the page
 * says so, and the error goes on. @returns {Promise<Begun>}
 */
export async function begin() {
  try {
    const core = await Bundle.core();
    const { settings, records, problems, silenced } = await Store.load();
    const text = await Bundle.text(settings.locale);
    say(text);
    return { core, settings, records, problems, silenced, text, locale: text.locale, zone: records.zone };
  } catch (error) {
    if (error instanceof Bundle.Unreadable) Unreadable.explain(error.why);
    throw error;
  }
}

/** From here on everything of the page works: what could not be pressed until now comes to life. */
export function ready() {
  const main = /** @type {HTMLElement} */ (document.querySelector("main"));
  main.inert = false;
  main.ariaBusy = "false";
}

/** What `Advice` rests on. @param {Begun} begun @param {Sources} sources @param {number} now */
export const ground = ({ core, text, records, settings }, sources, now) => ({
  core,
  text,
  sources,
  records,
  settings,
  now,
});

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

/** @param {string} words @param {string} key @param {() => unknown} press @param {string} [className] */
export function button(words, key, press, className = "") {
  return make("button", { type: "button", className, data: { key }, onclick: press }, words);
}

/** Put the words of the bundle into the elements that name them in `data-word`. @param {Text} text */
function say(text) {
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

/** A verdict in a word. @param {Text} text @param {string} verdict */
export const verdict = (text, verdict) => Words.fill(text.verdicts[verdict]?.word);

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

/** The verdict of a face, as on a chip. @param {Chip.Face} face */
export const pill = (face) => View.pill(face.tone, face.icon, face.words);

/** @param {string} id @returns {HTMLElement} */
export const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

/** Ask the worker for something; what it refuses is an error here too. @param {{ ask: string, [name: string]: unknown }} message */
export async function ask(message) {
  const reply = await chrome.runtime.sendMessage(message);
  if (reply?.error) throw new Error(reply.error);
}

/** The word for what storage refused. @param {unknown} error */
export const refusal = (error) =>
  error instanceof Error && error.message === "damaged" ? "wrong-damaged" : "wrong-storage";
