/**
 * LinkedIn's site, as the browser lets us there: whether we may, the question whether we may, and our scripts in a tab that is
 * open. Nothing is granted at installation (ARCHITECTURE.md, “What always holds”).
 */

/** @import { Scripts } from "./bundle.js" */

/** All pages of LinkedIn, as permissions and registrations name them. */
export const PAGES = "https://www.linkedin.com/*";
const ACCESS = { origins: [PAGES] };

/**
 * Whether an address is one of theirs. As the toolbar's window is opened the browser lends us whatever tab is in front: only
 * where this is so anything is brought there.
 * @param {string | undefined} address of a tab; not told of a tab that we may not enter
 */
export const has = (address) => address?.startsWith(PAGES.slice(0, -1)) === true;

/** Whether the browser lets us there now. */
export const allowed = () => chrome.permissions.contains(ACCESS);

/**
 * Have the browser ask the person. Only in a press, in a tab of ours, before anything is awaited: Firefox forgets the press at
 * the first `await`, and closes the toolbar's window as it asks.
 */
export const ask = () => chrome.permissions.request(ACCESS);

/** What is not needed any more is given back. Says whether there was anything. */
export const giveBack = () => chrome.permissions.remove(ACCESS).catch(() => false);

/**
 * Bring those of our scripts to a tab and its frames that are not there yet: those that are registered; with `glance` only
 * those that look, and tell of it; with `report` to those that stay what tells of it.
 * Scripts that come twice do no harm: each is a name, which can't be defined again, and nothing begins before it has one.
 * @param {number} tabId @param {Scripts} scripts @param {"all" | "glance" | "report"} [what]
 */
export async function bring(tabId, { start, look, stay, report }, what = "all") {
  const files = rooted("content/present.js");
  const frames = await chrome.scripting.executeScript({ target: { tabId, allFrames: true }, files });
  const all = frames.map(async ({ frameId, documentId, result: { looks, stays, reports } }) => {
    const registered = [...(stays ? [] : start), ...(looks ? [] : look), ...(stays ? [] : stay)];
    const telling = reports ? [] : report;
    const missing = {
      all: registered,
      glance: [...(looks ? [] : look), ...telling],
      report: stays ? telling : [],
    };
    const files = rooted(...missing[what]);
    // Where the browser tells documents apart, one that has gone meanwhile is no longer meant.
    const there = documentId === undefined ? { frameIds: [frameId] } : { documentIds: [documentId] };
    if (files.length > 0) await chrome.scripting.executeScript({ target: { tabId, ...there }, files });
  });
  await Promise.all(all);
}

/** Files by their whole path: Firefox takes others from where the page lies that brings them. @param {string[]} paths */
export const rooted = (...paths) => paths.map((path) => `/${path}`);

/** What a tab and its frames show, by the scripts that look. @param {number} tabId @returns {Promise<unknown[]>} */
export async function glance(tabId) {
  const files = rooted("content/glance.js");
  const seen = await chrome.scripting.executeScript({ target: { tabId, allFrames: true }, files });
  return seen.map(({ result }) => result);
}
