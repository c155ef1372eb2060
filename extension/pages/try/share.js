/**
 * The stage's question in its address, and on this device. A link carries dates and answers, never what was typed. On the
 * site, and only there, they are remembered if that is ticked; while a link is open nothing is read from or written to
 * what is remembered. On the way to another language they are in the tab's own storage, once.
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
 * What was brought from another language, else what the address or, without one, this device holds; null if that is nothing.
 * What is remembered is looked at from now, all else from its own instant. Where a link can't be read, or comes of other
 * rules, a word of the interface says so.
 * @param {Core} core @param {Stage.Names} example @returns {Promise<{ scene: Scene.Scene | null, word: string }>}
 */
export async function opened(core, example) {
  const brought = taken();
  if (!brought && isLink()) {
    const carried = await Link.read(core, location.hash.slice(1));
    if (!carried) return { scene: null, word: "try-link-broken" };
    const { told, at, digest } = carried;
    return { scene: { told, at, names: example }, word: core.digest.startsWith(digest) ? "" : "try-link-other" };
  }
  const { link = "", name = "", company = "" } = brought ?? remembered() ?? {};
  const carried = link ? await Link.read(core, link) : null;
  if (!carried) return { scene: null, word: "" };
  const { told } = carried;
  const at = brought ? carried.at : Stage.present(told, Date.now());
  return { scene: { told, at, names: { name: name || example.name, company: company || example.company } }, word: "" };
}

/** @typedef {{ link?: string, name?: string, company?: string }} Held */

/** What a storage of the browser's holds; null if that is nothing, or nothing of ours. @param {() => Storage} storage @returns {Held | null} */
function held(storage) {
  if (!isSite) return null;
  try {
    const found = JSON.parse(storage().getItem(KEY) ?? "null");
    if (typeof found !== "object" || found === null) return null;
    const texts = [found.link, found.name, found.company].map((text) => (typeof text === "string" ? text : ""));
    const [link, name, company] = texts.map((text, i) => text.slice(0, i === 0 ? Link.LONGEST : 100));
    return { link, name, company };
  } catch {
    return null;
  }
}

/** What this device remembers. */
const remembered = () => held(() => localStorage);

/** What was brought from another language: it is there once. */
function taken() {
  const found = held(() => sessionStorage);
  if (found) sessionStorage.removeItem(KEY);
  return found;
}

/**
 * What is told, as a storage may hold it: with names only if they were typed.
 * @param {Core} core @param {Scene.Scene} scene @param {Stage.Names} example @returns {Promise<string>}
 */
async function holding(core, { told, at, names }, example) {
  const typed = (/** @type {"name" | "company"} */ key) => (names[key] === example[key] ? "" : names[key]);
  const link = await Link.fragment(core, told, at);
  return JSON.stringify({ link, name: typed("name"), company: typed("company") });
}

/** One writing after another, so that the last is what stays. @type {Promise<void>} */
let writing = Promise.resolve();

/** Remember what is told now, if that is wished. @param {Core} core @param {Scene.Scene} scene @param {Stage.Names} example */
export function keep(core, scene, example) {
  const tick = /** @type {HTMLInputElement} */ (Ui.byId("remember"));
  const can = isSite && !isLink() && scene.told.background === undefined;
  Ui.byId("remembering").hidden = !can;
  if (!can || !tick.checked) return;
  writing = writing.then(async () => {
    const held = await holding(core, scene, example);
    if (tick.checked) localStorage.setItem(KEY, held);
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
  // Each entry leads to what is said at its own hour.
  const entries = await Promise.all(
    made.entries.map(async (entry) => {
      const own = fragment && (await Link.fragment(core, made.told, Stage.present(made.told, entry.at)));
      return { ...entry, says: own && addressOf(own) };
    }),
  );
  Ui.saveCalendar(Outgoing.written(entries, now));
  if (isLink() && fragment) history.replaceState(null, "", `#${fragment}`);
  return made.told;
}

/**
 * The other languages that there are, each a link to the same page. `shown` tells what stands there: it is brought along, in
 * this tab alone and until it is there, since an address has no room for a name.
 * @param {Core} core @param {Text} text @param {() => Scene.Scene} shown @param {Stage.Names} example
 */
export function languages(core, text, shown, example) {
  if (!isSite || core.locales.length < 2) return;
  const names = core.locales.map((id) => {
    const name = new Intl.DisplayNames(id, { type: "language" }).of(id) ?? id;
    const asked = new URLSearchParams(location.search);
    asked.set("lang", id);
    const link = Ui.make("a", { href: `?${asked}`, lang: id }, name[0].toLocaleUpperCase(id) + name.slice(1));
    link.addEventListener("click", async (event) => {
      link.hash = location.hash;
      // Into another tab nothing is brought.
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      if (id === text.locale) return;
      // So much can be answered that nothing holds it, and storage may refuse: the page is another then all the same.
      await holding(core, shown(), example)
        .then((held) => sessionStorage.setItem(KEY, held))
        .catch(() => {});
      location.assign(link.href);
    });
    if (id === text.locale) link.setAttribute("aria-current", "true");
    return link;
  });
  Ui.byId("languages").append(...names);
}
