/**
 * The extension's own pages, each in a tab.
 */

/** @param {"welcome" | "popup" | "person" | "options" | "calendar"} page @param {string} [fragment] */
export function openPage(page, fragment = "") {
  const address = chrome.runtime.getURL(`pages/${page}/${page}.html`);
  return chrome.tabs.create({ url: fragment ? `${address}#${fragment}` : address });
}
