/**
 * What the extension's own pages share: what each begins with, the way to the worker, and all of `dom.js`.
 */

import * as Bundle from "../bundle.js";
import * as Store from "../store.js";
import * as Unreadable from "./unreadable.js";
import { say } from "./dom.js";

/** @import { Core, Sources, Text } from "../engine/decision/core.js" */
/** @import * as Records from "../engine/records/records.js" */
/** @import * as Situation from "../engine/decision/situation.js" */

export * from "./dom.js";
/** @typedef {import("./dom.js").Property} Property */

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
    const [core, { settings, records, problems, silenced }] = await Promise.all([Bundle.core(), Store.load()]);
    const text = await Bundle.text(settings.locale);
    say(text);
    // The stage knows no settings: it is told in which language to speak.
    for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll('a[href$="/try.html"]')))
      link.search = new URLSearchParams({ lang: text.locale }).toString();
    return { core, settings, records, problems, silenced, text, locale: text.locale, zone: records.zone };
  } catch (error) {
    if (error instanceof Bundle.Unreadable) Unreadable.explain(error.why);
    throw error;
  }
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

/** Ask the worker for something; what it refuses is an error here too. @param {{ ask: string, [name: string]: unknown }} message */
export async function ask(message) {
  const reply = await chrome.runtime.sendMessage(message);
  if (reply?.error) throw new Error(reply.error);
}

/** The word for what storage refused. @param {unknown} error */
export const refusal = (error) =>
  error instanceof Error && error.message === "damaged" ? "wrong-damaged" : "wrong-storage";
