/**
 * The only file that touches storage; where the stage is a web site, `pages/try/share.js` does there. What is entered lies
 * in `chrome.storage.local`, on this device:
 *
 * - `settings`  where advice appears, language, pauses, who is hidden
 * - `records`   what the person entered: me, applications, rounds, people
 * - `drafts`    forms that were begun
 * - `undo`      for a day, what deletions and imports replaced
 * - `backup`    the records as they were before a new version changed their form, until everything is deleted
 *
 * and in `chrome.storage.session`, until the browser is closed:
 *
 * - `begun`     what is done once after each start, and was done: a reminder is given whose note finds no room
 * - `asked`     of each tab of LinkedIn's, how many people it asked about, by fingerprints (`worker/limit.js`)
 * - `salt`      what goes into those
 * - `reached`   whether LinkedIn's open pages have what was registered, and until when others may come back without it
 * - `dropped`   how many messages were no questions
 *
 * Records are validated entry by entry when read. A damaged entry is left out and reported, and stays as it is in
 * storage until the person decides about it.
 */

import * as Bundle from "./bundle.js";
import * as Edits from "./engine/records/edits.js";
import * as Undo from "./engine/records/undo.js";
import * as Records from "./engine/records/records.js";
import * as Remind from "./engine/today/remind.js";
import * as Time from "./engine/time/time.js";

/** @import { Core } from "./engine/decision/core.js" */
/** @import * as Situation from "./engine/decision/situation.js" */

const DAY = 24 * 60 * 60_000;
const UNDOS = 20;
const local = () => chrome.storage.local;
const session = () => chrome.storage.session;

/**
 * Settings, the sound part of the records, what is wrong with the rest, and about whom nothing can be said for that.
 * @typedef {{ settings: Records.Settings, records: Situation.Records, problems: Records.Problem[], silenced: string[] }} Loaded
 */

/** What is stored, and what is preset where nothing was chosen. @returns {Promise<Loaded>} */
export async function load() {
  const loaded = await own();
  return { ...loaded, settings: await placed(loaded.settings) };
}

/** What is stored, whatever is preset. @returns {Promise<Loaded>} */
export async function own() {
  const [core, stored] = await Promise.all([Bundle.core(), local().get(["settings", "records"])]);
  const settings = Records.settings(stored.settings);
  if (!isForPages()) settings.place = "toolbar";
  return { settings, ...checked(core, stored.records) };
}

/** What was read last: as text, with the digest of the rules and the zone that it was read for, and what was made of it. */
let last = { text: "", made: /** @type {Checked | null} */ (null) };

/** @typedef {{ records: Situation.Records, problems: Records.Problem[], silenced: string[] }} Checked */

/** The sound part of what is stored. As long as that is the same it is the same object too, so that what was worked out from it stays. @param {Core} core @param {unknown} stored @returns {Checked} */
function checked(core, stored) {
  const zone = Time.zone();
  const text = `${core.digest} ${zone} ${JSON.stringify(stored)}`;
  if (last.made === null || last.text !== text) {
    const { records, problems, silenced } = Records.validated(core, stored);
    last = { text, made: { records: { ...records, zone }, problems, silenced } };
  }
  return /** @type {Checked} */ (last.made);
}

/**
 * The settings with a place that was preset, if none was chosen. Chromium answers what is preset only when its first page
 * has come to rest, seconds after each start (docs/browser-bugs.md, preset-late): who has chosen does not wait for what no
 * longer counts.
 * @param {Records.Settings} settings @returns {Promise<Records.Settings>}
 */
export const placed = async (settings) =>
  settings.place === undefined ? { ...(await managed()), ...settings } : settings;

/**
 * Whether this build has a place in pages at all: one of rules that know nothing of LinkedIn's does not ask for any, and its
 * manifest names no site.
 */
export function isForPages() {
  const named = Object.values(chrome.runtime.getManifest()).flat();
  return named.some((value) => typeof value === "string" && value.endsWith("linkedin.com/*"));
}

/** What whoever manages this browser has preset: where advice appears, until the person chooses (docs/administrators.md). */
async function managed() {
  // Firefox refuses where nothing is managed.
  const { place } = (await chrome.storage.managed?.get("place").catch(() => null)) ?? {};
  return Records.settings({ place });
}

/** The records just as they are stored, damaged ones too. @returns {Promise<unknown>} */
export const raw = async () => (await local().get("records")).records;

/**
 * Change the records as they are stored, one change at a time even with several windows open, private ones and containers too. `change` gets them and
 * their sound part, and alters the first in place; entries it does not touch stay as they are, damaged ones too.
 * With `undo`, a word of the interface, it can be taken back for a day; given back is the instant that `takeBack` wants, else null. What was
 * done at the instant `instead` is taken back first, in the same step. Before the first change in a new format the records are
 * copied. Throws an `Error` of “damaged” or “full”.
 * @param {(records: Records.Stored, sound: Situation.Records) => void} change
 * @param {{ word: string, name?: string, person?: string }} [undo] @param {number | null} [instead]
 */
export function update(change, undo, instead = null) {
  return alone(async () => {
    const [core, stored] = await Promise.all([Bundle.core(), raw()]);
    const present = readable(stored);
    const records = structuredClone(present);
    Records.rename(core, records);
    const known = undo ? await undos() : [];
    const other = known.find(({ at }) => at === instead);
    if (other) restore(records, present, other);
    const before = other ? structuredClone(records) : present;
    change(records, { ...Records.validated(core, before).records, zone: Time.zone() });
    if (undo) Remind.follow(core, records, Time.zone(), Date.now());
    /** @type {Records.Bag} */
    const changed = { records };
    if (stored && present !== stored) changed.backup = { at: Date.now(), records: stored };
    const rest = known.filter((entry) => entry !== other);
    const all = undo ? noted(rest, { ...undo, before: Undo.difference(before, records) }) : null;
    if (all) changed.undo = all;
    await save(changed);
    return all?.at(-1)?.at ?? null;
  });
}

/** The records in the present format; none yet are empty ones. Throws an `Error` of “damaged”. @param {unknown} stored */
function readable(stored) {
  if (stored !== undefined && !Records.sections(stored)) throw new Error("damaged");
  const present = Records.migrated(stored ?? Records.EMPTY);
  if (present.format !== Records.FORMAT) throw new Error("damaged");
  return present;
}

/** An application is forgotten, with the form that was begun for it. Gives what `update` does. @param {Situation.Application} application */
export async function forget({ id, company }) {
  const at = await update((stored, sound) => Edits.forget(stored, sound, id), {
    word: "undo-forgotten",
    name: company,
  });
  await saveDraft(id);
  return at;
}

/** What the settings say of people: it goes with them. */
const OF_PEOPLE = /** @type {const} */ (["name", "hidden"]);

/** Everything entered is deleted, and all that was made of it: the name, who is hidden, forms that were begun, the copy. */
export function clear() {
  return alone(async () => {
    const { settings: stored, records } = await local().get(["settings", "records"]);
    const present = readable(records);
    const emptied = structuredClone(present);
    Edits.clear(emptied);
    const settings = Records.isObject(stored) ? { ...stored } : {};
    for (const key of OF_PEOPLE) delete settings[key];
    const before = Undo.difference(present, emptied);
    const undo = noted(await undos(), { word: "undo-all", before, settings: Records.settings(stored) });
    await save({ records: emptied, settings, undo, drafts: {} });
    await local().remove("backup");
  });
}

/**
 * What was done, when, about which `person` if it was an answer in a tip, and what it changed, in the records' `format`;
 * of the `settings` as they were, what says something of people comes back too.
 * @typedef {{ at: number, word: string, name?: string, person?: string, before: Undo.Change[], format?: number, settings?: Records.Settings }} UndoEntry
 */

/** With one more, whose instant tells it from the others. @param {UndoEntry[]} all @param {Omit<UndoEntry, "at">} one */
function noted(all, one) {
  const last = Math.max(0, ...all.map(({ at }) => at));
  const at = Math.max(Date.now(), last < Date.now() + DAY ? last + 1 : 0);
  return [...all, { ...one, at, format: Records.FORMAT }].slice(-UNDOS);
}

/** What can be taken back, oldest first. @returns {Promise<UndoEntry[]>} */
export async function undos() {
  const { undo } = await local().get("undo");
  const all = Array.isArray(undo) ? undo : [];
  return all.filter((entry) => Math.abs(entry?.at - Date.now()) < DAY && Array.isArray(entry.before));
}

/** What was there before an entry comes back, in place. @param {Records.Stored} records @param {Records.Stored} present as they are stored @param {UndoEntry} entry */
const restore = (records, present, { before, format }) =>
  Undo.takeBack(records, Undo.migrated(present, before, format));

/** Take back what was done at an instant. @param {number} at */
export function takeBack(at) {
  return alone(async () => {
    const all = await undos();
    const found = all.find((entry) => entry.at === at);
    const stored = await raw();
    if (!found || !Records.sections(stored)) return;
    const present = Records.migrated(stored);
    const records = structuredClone(present);
    restore(records, present, found);
    /** @type {Records.Bag} */
    const changed = { records, undo: all.filter((entry) => entry !== found) };
    if (found.settings) changed.settings = await withPeople(found.settings);
    await save(changed);
  });
}

/** The settings with what they said of people before; what was set since stays. @param {Records.Settings} before as they were */
async function withPeople({ name, hidden }) {
  const { settings } = await local().get("settings");
  const now = Records.settings(settings);
  const all = { ...hidden, ...now.hidden };
  return {
    ...(Records.isObject(settings) ? settings : {}),
    ...(now.name || name ? { name: now.name || name } : {}),
    ...(Object.keys(all).length > 0 ? { hidden: all } : {}),
  };
}

/** When the first of it can no longer be taken back; null if there is nothing. */
export async function undoEnds() {
  const instants = (await undos()).map(({ at }) => at + DAY);
  return instants.length > 0 ? Math.min(...instants) : null;
}

/** Drop what can no longer be taken back, or all of it now. @param {boolean} [all] */
export function dropUndo(all = false) {
  return alone(async () => {
    const { undo } = await local().get("undo");
    const left = all ? [] : await undos();
    if (undo !== undefined && !(Array.isArray(undo) && left.length === undo.length)) await local().set({ undo: left });
  });
}

/** @param {(settings: Records.Settings) => void} change */
export function updateSettings(change) {
  return alone(async () => {
    const stored = (await local().get("settings")).settings;
    /** @type {Records.Settings} */
    const settings = Records.isObject(stored) ? structuredClone(stored) : {};
    change(settings);
    await save({ settings });
  });
}

/** Set aside records that can't be read at all, and begin with none. */
export function startAfresh() {
  return alone(async () => {
    await save({ backup: { at: Date.now(), records: await raw() }, records: structuredClone(Records.EMPTY) });
  });
}

/** Write in one step. @param {Records.Bag} changed */
async function save(changed) {
  try {
    await local().set(changed);
  } catch (error) {
    throw new Error("full", { cause: error });
  }
}

/** Whether this is the worker, which gives each writer its turn. */
let givesTurns = false;

/**
 * One writer at a time, in all windows. A page's locks reach neither private windows nor containers, which share the
 * storage all the same (docs/browser-bugs.md, locks): pages ask the worker for their turn.
 * @template T @param {() => Promise<T>} work @returns {Promise<T>}
 */
const alone = (work) =>
  navigator.locks.request(givesTurns ? RECORDS : "page", () => (givesTurns ? work() : inTurn(work)));

const RECORDS = "records";

/** @template T @param {() => Promise<T>} work @returns {Promise<T>} */
async function inTurn(work) {
  const port = await turn();
  try {
    return await work();
  } finally {
    port?.disconnect();
  }
}

/** So long, in milliseconds, the worker may take to say that it has heard, and so often it is asked. */
const HEARD = 3000;
const TRIES = 3;

/**
 * The worker's word that it is this page's turn, which ends with the port; null where there is no worker to ask. A worker that
 * was just ending may never answer: it is asked anew. Once it has heard, others may have turns first, for as long as they take.
 * @returns {Promise<chrome.runtime.Port | null>}
 */
function turn(tries = TRIES) {
  return new Promise((given) => {
    const port = chrome.runtime.connect(undefined, { name: RECORDS });
    const unheard = setTimeout(() => {
      port.disconnect();
      given(tries > 1 ? turn(tries - 1) : null);
    }, HEARD);
    port.onMessage.addListener((word) => {
      clearTimeout(unheard);
      if (word === "go") given(port);
    });
    port.onDisconnect.addListener(() => {
      void chrome.runtime.lastError; // Said by `null`.
      clearTimeout(unheard);
      given(null);
    });
  });
}

/** Give writers their turns: of the worker alone, before the first turn of its event loop ends. */
export function giveTurns() {
  givesTurns = true;
  chrome.runtime.onConnect.addListener((port) => {
    const isOurs = port.sender?.url?.startsWith(chrome.runtime.getURL("")) === true;
    if (port.name !== RECORDS || port.sender?.id !== chrome.runtime.id || !isOurs) return;
    /** @type {Promise<void>} */
    const gone = new Promise((done) => port.onDisconnect.addListener(() => done()));
    if (!tell(port, "heard")) return;
    navigator.locks.request(RECORDS, () => (tell(port, "go") ? gone : undefined));
  });
}

/** Whether somebody still waits for it. @param {chrome.runtime.Port} port @param {"heard" | "go"} word */
function tell(port, word) {
  try {
    port.postMessage(word);
    return true;
  } catch {
    return false;
  }
}

/** Call `listener` whenever settings or records change. @param {() => void} listener @returns {() => void} what ends it */
export function onChange(listener) {
  const changed = (/** @type {Records.Bag} */ changes, /** @type {string} */ area) => {
    const isOurs = area === "local" && ("records" in changes || "settings" in changes);
    if (isOurs || area === "managed") listener();
  };
  chrome.storage.onChanged.addListener(changed);
  return () => chrome.storage?.onChanged.removeListener(changed);
}

/** The draft of a form, or null. @param {string} form */
export async function draft(form) {
  const { drafts } = await local().get("drafts");
  return Records.isObject(drafts) && Object.hasOwn(drafts, form) ? drafts[form] : null;
}

/** All drafts by the names of their forms. @returns {Promise<Records.Bag>} */
export async function drafts() {
  const { drafts: all } = await local().get("drafts");
  return Records.isObject(all) ? all : {};
}

/** Keep or, with null, drop the draft of a form; without a name, of all. @param {string | null} form @param {unknown} [fields] */
export function saveDraft(form, fields = null) {
  return alone(async () => {
    const { drafts } = await local().get("drafts");
    const kept = Records.isObject(drafts) && form !== null ? { ...drafts } : {};
    if (form !== null && fields === null) delete kept[form];
    else if (form !== null) kept[form] = fields;
    await local().set({ drafts: kept });
  });
}

/** Keep what is stored from LinkedIn's process, where the browser can (docs/browser-bugs.md, access-level): it asks the worker. */
export const keepPrivate = () => local().setAccessLevel?.({ accessLevel: "TRUSTED_CONTEXTS" });

/** Whether this is asked for the first time since the extension was started, switched on or updated. @param {string} name */
export async function isFirstInSession(name) {
  const { begun } = await session().get("begun");
  const names = Array.isArray(begun) ? begun : [];
  if (names.includes(name)) return false;
  await session().set({ begun: [...names, name] });
  return true;
}

/** Until when pages may come back without what was registered, and whether the open ones have it. @returns {Promise<{ until: number, isDone: boolean }>} */
export const reached = async () => (await session().get("reached")).reached ?? { until: 0, isDone: false };

/** Messages that were no questions, since the browser was started. @returns {Promise<number>} */
export async function dropped() {
  const { dropped: count } = await session().get("dropped");
  return typeof count === "number" ? count : 0;
}

/** Count a message that was no question. */
export const countDropped = () => alone(async () => session().set({ dropped: (await dropped()) + 1 }));

/** Whom tabs asked about, as `worker/limit.js` counts them, and what its fingerprints are made with. @returns {Promise<{ asked?: unknown, salt?: unknown }>} */
export const asked = () => session().get(["asked", "salt"]);

/** Keep something until the browser is closed. @param {{ asked: object, salt: string } | { reached: { until: number, isDone: boolean } }} noted */
export const note = (noted) => session().set(noted);
