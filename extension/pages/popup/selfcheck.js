/**
 * “What do you see on this page?”: asks each frame of the tab what it finds there, says in one line why no chip is
 * shown, and copies a report that names nobody. Nothing is asked before it is opened.
 */

import * as Beside from "../../engine/advice/beside.js";
import * as Bundle from "../../bundle.js";
import * as SelfCheck from "../../engine/advice/selfcheck.js";
import * as Records from "../../engine/records/records.js";
import * as Seen from "./seen.js";
import * as Site from "../../site.js";
import * as Store from "../../store.js";
import * as Ui from "../ui.js";

/** @import { Core, Text } from "../../engine/decision/core.js" */
/** @import * as Situation from "../../engine/decision/situation.js" */

/** Frames answer after the page itself; those that take longer are left out. In milliseconds. */
const FRAMES = 200;
const PATIENCE = 4000;
const MOST_ROWS = 12;
const SIGNALS = ["link", "key", "label", "icon", "mark"];

/** Offer it. @param {Ui.Begun} begun */
export function begin({ core, text }) {
  const answer = Ui.make("div", { role: "status" });
  const details = Ui.make("details", {}, Ui.make("summary", {}, Ui.word(text, "check-title")), answer);
  details.addEventListener("toggle", async () => {
    if (details.open) answer.replaceChildren(...parts(core, text, await look()));
  });
  Ui.byId("selfcheck").append(details);
}

/**
 * What was seen, why there is no chip, and how many messages were dropped because they were of no type.
 * @typedef {{ pages: SelfCheck.Page[], reason: string, dropped: number }} Seen
 */

/** @returns {Promise<Seen>} */
async function look() {
  const dropped = await Store.dropped();
  const [core, stored] = await Promise.all([Bundle.core(), Store.load()]);
  const nothing = await hindrance(stored.settings, stored.records, stored.problems);
  if (nothing !== null) return { pages: [], reason: nothing, dropped };
  const [tab] = await chrome.tabs.query({ active: true, currentWindow: true });
  if (tab?.id === undefined || !Site.has(tab.url))
    return { pages: [], reason: tab?.url ? "elsewhere" : "no-answer", dropped };
  const isThere = stored.settings.place === "page" && Beside.anyone({ core, ...stored }, Date.now());
  const read = isThere ? ask : glance;
  const pages = await complete(await read(tab.id));
  const reason = pages.some(({ shown }) => shown > 0) ? "shown" : (pages[0]?.reason ?? "reload");
  return { pages, reason, dropped };
}

/** Why there is nothing to look for, or null. @param {Records.Settings} settings @param {Situation.Records} records @param {Records.Problem[]} problems */
async function hindrance({ place }, { people }, problems) {
  if (place === undefined) return "not-chosen";
  if (place === "toolbar") return null;
  if (!(await Site.allowed())) return "access";
  if (Records.unreadable(problems)) return "damaged";
  if (Object.keys(people).length > 0) return null;
  return problems.length > 0 ? "damaged" : "nobody";
}

/**
 * One look where nothing of ours stays: in toolbar-only mode by what opening the toolbar's window lends us. The scripts only
 * look, and learn of nobody entered.
 * @param {number} tab @returns {Promise<Report.Seen[]>}
 */
async function glance(tab) {
  try {
    await Site.bring(tab, await Bundle.scripts(), "glance");
    return (await Site.glance(tab)).flatMap((seen) => Seen.report(seen) ?? []);
  } catch {
    return []; // None that was lent.
  }
}

/** What pages can't know of themselves: who was entered. @param {Report.Seen[]} seen @returns {Promise<SelfCheck.Page[]>} */
async function complete(seen) {
  const [core, page, { settings, records, problems, silenced }] = await Promise.all([
    Bundle.core(),
    Bundle.page(),
    Store.load(),
  ]);
  const names = Names.of(page.names);
  const scene = { core, page, form: names.forms, names, settings, records, silenced, now: Date.now() };
  return seen.map((one) => SelfCheck.complete(scene, problems, one));
}

/** What the page and its frames see, the page first; nothing if there is nobody to ask. @param {number} tab @returns {Promise<Report.Seen[]>} */
async function ask(tab) {
  // Where it can't be brought nobody answers either.
  await Site.bring(tab, await Bundle.scripts(), "report").catch(() => {});
  return new Promise((done) => {
    /** @type {Report.Seen[]} */
    const pages = [];
    const port = chrome.tabs.connect(tab, { name: "check" });
    const finish = () => {
      port.disconnect();
      done(pages.sort((a, b) => Number(a.frame) - Number(b.frame)));
    };
    setTimeout(finish, PATIENCE);
    port.onMessage.addListener((message) => {
      const page = Seen.report(message);
      if (!page) return; // What says nothing that we understand is left out.
      pages.push(page);
      if (!page.frame) setTimeout(finish, FRAMES);
    });
    port.onDisconnect.addListener(() => {
      void chrome.runtime.lastError; // No script in this tab: that is an answer too.
      done(pages);
    });
  });
}

/** @param {Core} core @param {Text} text @param {Seen} seen */
function parts(core, text, seen) {
  const { pages, reason } = seen;
  const controls = pages.flatMap((page) => page.controls);
  const total = sum(pages.map((page) => page.total));
  const shown = String(sum(pages.map((page) => page.shown)));
  const rows = controls.slice(0, MOST_ROWS).map((control) => row(text, control));
  if (total > rows.length)
    rows.push(
      Ui.make("li", { className: "note" }, Ui.word(text, "check-more", { count: String(total - rows.length) })),
    );
  return [
    Ui.make("p", { className: "reason" }, Ui.word(text, `check-${reason}`, { count: shown })),
    ...pages.flatMap((page) => changes(text, page)).map((words) => Ui.make("p", { className: "note" }, words)),
    ...(rows.length > 0 ? [Ui.make("ul", {}, ...rows)] : []),
    ...(pages.length > 0 ? [copyButton(core, text, seen)] : []),
  ];
}

/** @param {Text} text @param {SelfCheck.Control} control */
function row(text, { state, says, who, entered }) {
  const by = ordered(says).map(([signal]) => Ui.word(text, `check-by-${signal}`));
  const words = Ui.word(text, "check-row", {
    verdict: Ui.word(text, `check-${state}`),
    name: who ?? Ui.word(text, "check-owner"),
    says: new Intl.ListFormat(text.locale).format(by),
  });
  return Ui.make(
    "li",
    entered ? { className: "entered" } : {},
    entered ? `${words} · ${Ui.word(text, "check-entered")}` : words,
  );
}

/** What each signal says, the surest first: a browser may hand them over by the alphabet. @param {SelfCheck.Control["says"]} says */
const ordered = (says) => Object.entries(says).sort(([a], [b]) => SIGNALS.indexOf(a) - SIGNALS.indexOf(b));

/** How a page differs from what is known of LinkedIn's. @param {Text} text @param {SelfCheck.Page} page @returns {string[]} */
function changes(text, { controls, keys }) {
  const found = [];
  if (controls.some(({ says }) => new Set(Object.values(says)).size > 1)) found.push(Ui.word(text, "check-disagree"));
  const labelled = controls.filter((control) => control.labelled);
  const has = (/** @type {Find.Signal[]} */ signals) =>
    controls.some(({ says }) => signals.some((signal) => says[signal]));
  const left = labelled.length > 0 && !has(["label"]) ? ["link", "key", "icon", "mark"] : ["label"];
  if (left[0] !== "label" || (keys && controls.length > 0 && !has(["link", "key", "icon", "mark"]))) {
    const by = left.filter((signal) => has([/** @type {Find.Signal} */ (signal)]));
    const says = new Intl.ListFormat(text.locale).format(by.map((signal) => Ui.word(text, `check-by-${signal}`)));
    found.push(Ui.word(text, "check-changed", { says }));
  }
  return found;
}

/** @param {Core} core @param {Text} text @param {Seen} seen */
function copyButton(core, text, seen) {
  const button = Ui.make("button", { type: "button" }, Ui.word(text, "check-copy"));
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(report(core, seen));
    button.textContent = Ui.word(text, "check-copied");
  });
  return button;
}

/** For a bug report, in English: what was seen, and no name, address or date. @param {Core} core @param {Seen} seen */
function report(core, { pages, reason, dropped }) {
  const lines = pages.flatMap((page) => [
    `${page.frame ? "frame" : "page"} ${page.path}, language ${page.language || "none"}${page.known ? "" : " (unknown)"}, ${page.keys ? "newer" : "older"} front end, ${page.total} controls, ${page.shown} chips`,
    ...counted(page.controls.map(reportLine)),
  ]);
  const { version } = chrome.runtime.getManifest();
  return [
    `Connect Etiquette ${version}, ${core.digest.slice(0, 12)}`,
    navigator.userAgent,
    `answer: ${reason}`,
    `messages dropped: ${dropped} by the worker, ${sum(pages.map(({ misfits }) => misfits))} by the page`,
    ...lines,
  ].join("\n");
}

/** @param {SelfCheck.Control} control */
function reportLine({ state, says, labelled, how, entered, inView, why }) {
  const signals = ordered(says).map(([signal, said]) => (said === state ? signal : `${signal} says ${said}`));
  const label = labelled && !says.label ? ", label not understood" : "";
  return `${state}: ${signals.join(", ")}${label}; owner by ${how}; ${entered ? "" : "not "}entered; ${inView ? "" : "not "}in view; ${why === null ? "chip shown" : `no chip: ${why}`}`;
}

/** Equal lines once, with their number. @param {string[]} lines */
function counted(lines) {
  const kinds = Map.groupBy(lines, (line) => line);
  return [...kinds].map(([line, { length }]) => `  ${length} × ${line}`);
}

/** @param {number[]} numbers */
const sum = (numbers) => numbers.reduce((total, one) => total + one, 0);
