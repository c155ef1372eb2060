/**
 * What the worker listens to. All listeners are there before the first turn of the event loop ends: a browser that
 * wakes the worker for an event gives it to those alone.
 */

import * as Access from "./access.js";
import * as Answers from "./answers.js";
import * as Reminders from "./reminders.js";
import * as Store from "../store.js";
import * as Tabs from "./tabs.js";

chrome.runtime.onInstalled.addListener(({ reason }) => {
  if (reason === "install") Tabs.openPage("welcome");
});

// A new version waits for its installation where somebody would hear of this one. While a form is open it is not installed:
// what was typed there would be closed with it. It comes with the next start of the browser
// (docs/browser-bugs.md, page-outlives-script).
chrome.runtime.onUpdateAvailable.addListener(async () => {
  if (!(await Tabs.areOursOpen())) chrome.runtime.reload();
});

chrome.runtime.onMessage.addListener(Answers.hear);
Store.giveTurns();
Store.onChange(changed);
chrome.permissions.onAdded.addListener(changed);
chrome.permissions.onRemoved.addListener(changed);
// By the clock alone somebody's advice comes to its end.
chrome.alarms.onAlarm.addListener(() => Access.reconcile());
// Taken back at once where no page is awaited.
Access.listen();
Store.keepPrivate();
Access.reconcile();

/** The pages that are there ask anew, and there may be more or fewer of them. */
function changed() {
  // Whatever becomes of one of them, the other goes on.
  Answers.changed().catch((error) => console.warn(error));
  Access.reconcile();
}

Reminders.begin(() => Tabs.openPage("popup"));
