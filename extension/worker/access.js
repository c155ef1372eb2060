/**
 * Are we to be on LinkedIn's pages? Scripts are registered there if and only if the person wishes advice beside Connect, the
 * browser lets us, and somebody is entered beside whom something may still stand. What is registered is compared with that
 * whenever the worker starts and whenever one of the three may have changed, since an update, switching off and on, and some
 * restarts forget what was registered, and nothing tells of it.
 */

import * as Beside from "../engine/advice/beside.js";
import * as Bundle from "../bundle.js";
import * as Site from "../site.js";
import * as Store from "../store.js";
import * as Tabs from "./tabs.js";

/** @typedef {chrome.scripting.RegisteredContentScript} Registration */

/**
 * What decides: the choice, the permission, whether there is anybody, and the digest of the rules.
 * @typedef {{ place: "page" | "toolbar" | undefined, allowed: boolean, anyone: boolean, digest: string }} Ground
 */

/**
 * What is to be registered. An id holds the digest: what an earlier bundle left is a stranger. Pure.
 * @param {Ground} ground @param {Bundle.Scripts} scripts @returns {Registration[]}
 */
export function wanted({ place, allowed, anyone, digest }, { start, look, stay }) {
  if (place !== "page" || !allowed || !anyone) return [];
  const everywhere = {
    matches: [Site.PAGES],
    allFrames: true,
    matchOriginAsFallback: true,
    persistAcrossSessions: true,
  };
  return [
    { id: `start-${digest.slice(0, 16)}`, js: start, runAt: "document_start", ...everywhere },
    { id: `idle-${digest.slice(0, 16)}`, js: [...look, ...stay], runAt: "document_idle", ...everywhere },
  ];
}

/** @returns {Promise<Ground>} */
async function ground() {
  const [core, own, allowed] = await Promise.all([Bundle.core(), Store.own(), Site.allowed()]);
  const anyone = Beside.anyone({ core, ...own }, Date.now());
  // What is preset is waited for where it matters, and nowhere else (docs/browser-bugs.md, preset-late).
  const { place } = allowed && anyone ? await Store.placed(own.settings) : own.settings;
  return { place, allowed, anyone, digest: core.digest };
}

/** Whether a page has anything to do now. */
export async function isWanted() {
  const { place, allowed, anyone } = await ground();
  return place === "page" && allowed && anyone;
}

/** One reconciling after another, so that none undoes what another does. */
let chain = Promise.resolve();
/** The one that has not begun yet: it will see whatever is true by then. @type {Promise<void> | null} */
let waiting = null;

/** Compare what is with what should be, and mend it. */
export function reconcile() {
  if (waiting) return waiting;
  const mine = chain.then(() => {
    waiting = null;
    return settle().catch((error) => console.warn(error));
  });
  waiting = mine;
  chain = mine;
  return mine;
}

async function settle() {
  await finish();
  const scripts = await Bundle.scripts();
  const wants = wanted(await ground(), scripts);
  await register(wants);
  const { until, isDone } = await Store.reached();
  if (wants.length > 0 && Date.now() < until) listen();
  else chrome.tabs.onUpdated.removeListener(shown);
  // Open tabs get nothing from what is registered; after an update or a switch-off they hold what is dead.
  if (wants.length > 0 && !isDone && until !== reaching) await reach(scripts, until);
}

/** The person wished advice beside Connect, and has let the browser give access since, here or in its own settings. */
async function finish() {
  const { settings } = await Store.own();
  if (settings.wish !== "page" || !(await Site.allowed())) return;
  await Store.updateSettings((stored) => {
    if (stored.wish !== "page") return; // Taken back meanwhile.
    stored.place = "page";
    delete stored.wish;
  });
}

/** Have just these registered. @param {Registration[]} wants */
async function register(wants) {
  const ids = new Set(wants.map(({ id }) => id));
  const present = (await chrome.scripting.getRegisteredContentScripts()).map(({ id }) => id);
  const strangers = present.filter((id) => !ids.has(id));
  const missing = wants.filter(({ id }) => !present.includes(id));
  if (strangers.length === 0 && missing.length === 0) return;
  // First, so that a worker that ends meanwhile finds the same at its next start: the one before may have ended as it told them.
  if (missing.length > 0) await Store.note({ reached: { until: Date.now() + KEPT, isDone: false } });
  await Tabs.tell({ tell: "changed" }).catch((error) => console.warn(error));
  try {
    if (strangers.length > 0) await chrome.scripting.unregisterContentScripts({ ids: strangers });
    if (missing.length > 0) await chrome.scripting.registerContentScripts(missing);
  } catch {
    // Something else was there than the browser said: begin anew.
    await chrome.scripting.unregisterContentScripts();
    if (wants.length > 0) await chrome.scripting.registerContentScripts(wants);
  }
}

/** Until when pages may come back for which this worker is reaching the open tabs: a frozen one keeps that from being done. @type {number | null} */
let reaching = null;

/**
 * Bring the scripts to tabs that are open. That it is done is noted when it is, so that a worker that ends meanwhile does it
 * again.
 * @param {Bundle.Scripts} scripts @param {number} until as it was noted when they were registered
 */
async function reach(scripts, until) {
  reaching = until;
  const tabs = await chrome.tabs.query({ url: Site.PAGES });
  // A tab that was put away gets what is registered when it comes back; one that can't be reached has to be loaded anew.
  const all = tabs.map(({ id, discarded }) => id !== undefined && !discarded && Site.bring(id, scripts));
  // None is waited for: a frozen tab answers when it thaws. By then other scripts may have been registered.
  Promise.allSettled(all).then(async () => {
    if ((await Store.reached()).until === until) await Store.note({ reached: { until, isDone: true } });
  });
}

/** So long, in milliseconds, browsers keep a page that was left: Firefox half an hour, Chromium ten minutes. */
const KEPT = 31 * 60_000;

/**
 * A page that was left and is kept for the button Back gets nothing of what is registered meanwhile, neither then nor when it
 * comes back (docs/browser-bugs.md, back-without-scripts). As long as one may be kept, tabs are listened to, and no longer:
 * each page that is shown wakes the worker.
 */
export const listen = () => chrome.tabs.onUpdated.addListener(shown);

/** A tab shows a page: one of LinkedIn's is to have its scripts. @param {number} id @param {{ status?: string }} change @param {chrome.tabs.Tab} tab */
async function shown(id, { status }, { url }) {
  if (status !== "complete" || !Site.has(url)) return;
  await reconcile();
  if (await isWanted()) Site.bring(id, await Bundle.scripts()).catch(() => {});
}
