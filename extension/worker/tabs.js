/**
 * Tabs: the extension's own pages, and LinkedIn's.
 */

import * as Bundle from "../bundle.js";
import * as Site from "../site.js";

/** @param {"welcome" | "popup" | "person" | "options" | "calendar"} page @param {string} [fragment] */
export function openPage(page, fragment = "") {
  const address = chrome.runtime.getURL(`pages/${page}/${page}.html`);
  return chrome.tabs.create({ url: fragment ? `${address}#${fragment}` : address });
}

/** Whether a page of our own is open, where something may have been typed. */
export async function areOursOpen() {
  const open = await chrome.runtime.getContexts({ contextTypes: ["TAB", "POPUP"] });
  return open.length > 0;
}

/** Tell every page of LinkedIn. Without access nobody says which tabs those are: then all are told, and only they listen. @param {Messages.Told} message */
export async function tell(message) {
  const tabs = await chrome.tabs.query((await Site.allowed()) ? { url: Site.PAGES } : {});
  // A tab without our scripts does not listen: it has nothing to do either.
  await Promise.all(tabs.map(({ id }) => id !== undefined && chrome.tabs.sendMessage(id, message).catch(() => {})));
}

/** Bring the tip's scripts to the frame that asked for a tip. @param {chrome.runtime.MessageSender} sender */
export async function load({ tab, frameId }) {
  if (tab?.id === undefined || frameId === undefined) throw new Error("no frame to load a tip into");
  const { tip } = await Bundle.scripts();
  await chrome.scripting.executeScript({ target: { tabId: tab.id, frameIds: [frameId] }, files: tip });
}
