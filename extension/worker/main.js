/**
 * What the worker listens to. All listeners are there before the first turn of the event loop ends: a browser that
 * wakes the worker for an event gives it to those alone.
 */

import * as Answers from "./answers.js";
import * as Reminders from "./reminders.js";
import * as Store from "../store.js";
import * as Tabs from "./tabs.js";

chrome.runtime.onInstalled.addListener(({ reason }) => {
  if (reason === "install") Tabs.openPage("welcome");
  // What pages are told to do follows from the settings, and an older version may have told it otherwise.
  if (reason === "update") Store.updateSettings(() => {});
});

chrome.runtime.onMessage.addListener(Answers.hear);
Store.onChange(() => Answers.changed());
Store.keepPrivate();

Reminders.begin(() => Tabs.openPage("popup"));
