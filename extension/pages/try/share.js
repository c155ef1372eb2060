/**
 * The stage's question in its address, and on this device. A link carries dates and answers, never what was typed. On the
 * site, and only there, they are remembered if that is ticked; while a link is open nothing is read from or written to
 * storage.
 */

import * as Link from "../../engine/stage/link.js";
import * as Outgoing from "../../engine/calendar/outgoing.js";
import * as Stage from "../../engine/stage/stage.js";
import * as Timeline from "../../engine/decision/timeline.js";
import * as Ui from "../dom.js";

/** @import { Core, Text } from "../../engine/decision/core.js" */
/** @import * as Scene from "../scene.js" */

/** What stands in storage. */
const KEY = "connect-etiquette";

/** Whether this is the site: in the extension, what was entered is kept by the extension itself. */
export const isSite = location.protocol.startsWith("http");

/** Whether the address holds a question. */
const isLink = () => location.hash.length > 1;

/**
 * What the address or, without one, this device holds; null if that is nothing. Where a link can't be read, or comes of
 * other rules, a word of the interface says so.
 * @param {Core} core @param {Stage.Names} example @returns {Promise<{ scene: Scene.Scene | null, word: string }>}
 */
export async function opened(core, example) {
  if (isLink()) {
    const carried = await Link.read(core, location.hash.slice(1));
    if (!carried) return { scene: null, word: "try-link-broken" };
    const { told, at, digest } = carried;
    return { scene: { told, at, names: example }, word: core.digest.startsWith(digest) ? "" : "try-link-other" };
  }
  const { link = "", name = "", company = "" } = (isSite && remembered()) || {};
  const carried = link ? await Link.read(core, link) : null;
  const names = { name: name || example.name, company: company || example.company };
  return { scene: carried && { told: carried.told, at: carried.at, names }, word: "" };
}

/** @typedef {{ link?: string, name?: string, company?: string }} Remembered */

/** What this device remembers; null if that is nothing, or nothing of ours. @returns {Remembered | null} */
function remembered() {
  try {
    const found = JSON.parse(localStorage.getItem(KEY) ?? "null");
    if (typeof found !== "object" || found === null) return null;
    const texts = [found.link, found.name, found.company].map((text) => (typeof text === "string" ? text : ""));
    const [link, name, company] = texts.map((text, i) => text.slice(0, i === 0 ? Link.LONGEST : 100));
    return { link, name, company };
  } catch {
    return null;
  }
}

/** One writing after another, so that the last is what stays. @type {Promise<void>} */
let writing = Promise.resolve();

/** Remember what is told now, if that is wished. @param {Core} core @param {Scene.Scene} scene @param {Stage.Names} example */
export function keep(core, { told, at, names }, example) {
  const tick = /** @type {HTMLInputElement} */ (Ui.byId("remember"));
  const can = isSite && !isLink() && told.background === undefined;
  Ui.byId("remembering").hidden = !can;
  if (!can || !tick.checked) return;
  const typed = (/** @type {"name" | "company"} */ key) => (names[key] === example[key] ? "" : names[key]);
  writing = writing.then(async () => {
    const link = await Link.fragment(core, told, at);
    if (!tick.checked) return;
    localStorage.setItem(KEY, JSON.stringify({ link, name: typed("name"), company: typed("company") }));
  });
  // Where storage refuses, nothing is remembered; what is shown stays.
  writing = writing.catch(() => {
    tick.checked = false;
  });
}

/** Let the tick say whether something is remembered, and forget it when it goes. @param {() => void} keepNow */
export function begin(keepNow) {
  if (!isSite) return;
  const tick = /** @type {HTMLInputElement} */ (Ui.byId("remember"));
  tick.checked = !isLink() && remembered() !== null;
  tick.addEventListener("change", () => {
    if (tick.checked) keepNow();
    else localStorage.removeItem(KEY);
  });
}

/** The address holds no question any more. */
export const leave = () => history.replaceState(null, "", `${location.pathname}${location.search}`);

/** Copy the address of what is told; says how that went. @param {Core} core @param {Text} text @param {Scene.Scene} scene @returns {Promise<string>} */
export const copy = (core, text, scene) => copied(core, text, scene, []);

/**
 * Copy what others need to speak of an answer: the version of the rules, the verdict, the rule that it is by, and the
 * address. Says how that went.
 * @param {Core} core @param {Text} text @param {Scene.Scene} scene @returns {Promise<string>}
 */
export function report(core, text, scene) {
  const { records, person } = Stage.entered(core, scene.told, scene.names);
  const { verdict, rule, adjustment } = Timeline.at(core, records, person, scene.at, Stage.page(scene.told));
  const by = [rule, adjustment].filter(Boolean).join(", ");
  // Others see it: whose calendar it stands in is none of theirs.
  const told = { ...scene.told, calendar: undefined };
  return copied(core, text, { ...scene, told }, [`Connect Etiquette ${core.digest.slice(0, 12)}`, `${verdict}: ${by}`]);
}

/** @param {Core} core @param {Text} text @param {Scene.Scene} scene @param {string[]} lines before the address @returns {Promise<string>} */
async function copied(core, text, { told, at }, lines) {
  try {
    const address = addressOf(await Link.fragment(core, told, at));
    const [said, failed] = ["view-copied", "view-copy-failed"].map((key) => Ui.word(text, key));
    return await View.copy({ text: [...lines, address].join("\n"), said, failed });
  } catch {
    return Ui.word(text, "try-link-long");
  }
}

/** The address of this page with a question in it. @param {string} fragment */
const addressOf = (fragment) => `${location.origin}${location.pathname}${location.search}#${fragment}`;

/**
 * Save the dates that matter as a calendar's file, and the question as it is known from then on: saved again, it moves the
 * same entries. Each of them holds the link that leads back to it, and an address that held a question holds this one.
 * @param {Core} core @param {Text} text @param {Scene.Scene} scene @returns {Promise<Stage.Told>}
 */
export async function calendar(core, text, { told, at }) {
  const now = Date.now();
  const id = [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const made = Outgoing.onStage(core, text, told, id, now);
  // So much can be answered that no link holds it. The entries come without one then.
  const fragment = await Link.fragment(core, made.told, at).catch(() => "");
  const says = fragment && addressOf(fragment);
  const entries = made.entries.map((entry) => ({ ...entry, says }));
  Ui.saveCalendar(Outgoing.written(entries, now));
  if (isLink() && fragment) history.replaceState(null, "", `#${fragment}`);
  return made.told;
}

/** The other languages that there are, each a link to the same page. @param {Core} core @param {Text} text */
export function languages(core, text) {
  if (!isSite || core.locales.length < 2) return;
  const names = core.locales.map((id) => {
    const name = new Intl.DisplayNames(id, { type: "language" }).of(id) ?? id;
    const link = Ui.make("a", { href: `?lang=${id}`, lang: id }, name[0].toLocaleUpperCase(id) + name.slice(1));
    link.addEventListener("click", () => {
      link.hash = location.hash;
    });
    if (id === text.locale) link.setAttribute("aria-current", "true");
    return link;
  });
  Ui.byId("languages").append(...names);
}
