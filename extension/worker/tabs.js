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

/** Tell every page of LinkedIn; done when all are sent. Without access nobody says which tabs those are: then all are told, and only they listen. @param {Messages.Told} message */
export async function tell(message) {
  const tabs = await chrome.tabs.query((await Site.allowed()) ? { url: Site.PAGES } : {});
  // A tab without our scripts does not listen: it has nothing to do either. None is waited for: a frozen one answers when it thaws.
  for (const { id } of tabs) if (id !== undefined) chrome.tabs.sendMessage(id, message).catch(() => {});
}

/** What comes to a page when it is needed, in order. @type {Exclude<Later.Stage, "none">[]} */
const STAGES = ["chips", "press", "tip"];
/** Of so many documents it is remembered what they were brought. */
const MOST_DOCUMENTS = 200;
/** What documents were brought, and may not have told of yet: two questions may be under way. @type {Map<string, Map<Later.Stage, Promise<unknown>>>} */
const brought = new Map();

/**
 * Bring scripts to the document that asks, up to the stage `wanted`; `has` is the last that it has. One that has gone
 * meanwhile is no longer meant: what came there instead asks for itself.
 * @param {chrome.runtime.MessageSender} sender @param {Later.Stage} has @param {Exclude<Later.Stage, "none">} wanted
 */
export async function load({ tab, documentId }, has, wanted) {
  const from = has === "none" ? 0 : STAGES.indexOf(has) + 1;
  const missing = STAGES.slice(from, STAGES.indexOf(wanted) + 1);
  if (missing.length === 0) return;
  if (tab?.id === undefined || documentId === undefined) throw new Error("no document to bring scripts to");
  const target = { tabId: tab.id, documentIds: [documentId] };
  const scripts = await Bundle.scripts();
  const here = brought.get(documentId) ?? new Map();
  brought.set(documentId, here);
  for (const oldest of brought.keys()) if (brought.size > MOST_DOCUMENTS) brought.delete(oldest);
  const run = async (/** @type {typeof missing[0]} */ stage) => {
    const files = Site.rooted(...scripts[stage]);
    const ran = await chrome.scripting.executeScript({ target, files });
    // docs/browser-bugs.md, other-document.
    if (ran.some((one) => one.documentId && one.documentId !== documentId)) throw new Error("the document has gone");
  };
  for (const stage of missing) {
    if (!here.has(stage)) here.set(stage, run(stage));
    try {
      await here.get(stage);
    } catch (error) {
      here.delete(stage);
      throw error;
    }
  }
}
