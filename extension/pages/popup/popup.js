/**
 * The toolbar's window: the person on this page first, what is to be asked and done today, then everybody entered, by company.
 */

import * as Bundle from "../../bundle.js";
import * as Cards from "./card.js";
import * as DateWords from "../../engine/words/datewords.js";
import * as Deeds from "./deeds.js";
import * as Everyone from "./everyone.js";
import * as Folds from "../folds.js";
import * as Here from "./here.js";
import * as Keys from "./keys.js";
import * as Notices from "./notices.js";
import * as Press from "../press.js";
import * as Store from "../../store.js";
import * as Time from "../../engine/time/time.js";
import * as Ui from "../ui.js";

const [first, sources, page, [tab], own] = await Promise.all([
  Ui.begin(),
  Bundle.sources(),
  Bundle.page(),
  chrome.tabs.query({ active: true, currentWindow: true }),
  chrome.tabs.getCurrent(),
]);
let begun = first;
const HOUR = 60 * 60_000;
// In the toolbar the window is as wide as it says; in a tab it takes what there is.
document.documentElement.classList.toggle("panel", own === undefined);

/** To the minute, as all times that were entered: what was worked out holds until the next. */
const minute = () => Math.floor(Date.now() / 60_000) * 60_000;
/** What everything here is made from: one for all, so that no press acts on what was entered before. @type {Notices.Stage} */
const stage = { begun, sources, page, now: minute(), tab, perform };
/** What was drawn last, and how often anything was. */
let drawn = { records: /** @type {unknown} */ (null), settings: "", now: 0, times: 0 };

/**
 * Show all anew, if anything of it is another; the focus and what was unfolded stay.
 * @param {boolean} always though nothing is stored otherwise
 */
async function render(always) {
  begun = await Ui.begin();
  await draw(always);
}

/** @param {boolean} always */
async function draw(always) {
  const now = minute();
  Object.assign(stage, { begun, now });
  const notices = Notices.all(stage);
  const settings = JSON.stringify(begun.settings);
  const isAsEntered = begun.records === drawn.records && settings === drawn.settings;
  const isAsDrawn = isAsEntered && (now === drawn.now || Folds.isTyping());
  // While the browser is asked what to tell.
  const rows = isAsDrawn && !always ? null : Deeds.toDo(stage);
  const said = await notices;
  // A form in which somebody types stays what it is: of a date that was only begun nothing could be kept.
  if (!isAsEntered || !document.activeElement?.closest("#notices details[open]")) View.renew(Ui.byId("notices"), said);
  if (!rows) return;
  drawn = { records: begun.records, settings, now, times: drawn.times + 1 };
  const [cards, deeds, told] = [Cards.all(stage, rows), Deeds.parts(stage, rows), Deeds.shown(rows)];
  const isBusy = cards.length > 0 || told.length > 0;
  View.renew(Ui.byId("here"), Here.parts(stage, isBusy));
  View.renew(Ui.byId("asks"), cards);
  View.renew(Ui.byId("deeds"), deeds);
  Ui.byId("today").hidden = deeds.length === 0 && Ui.byId("asks").childElementCount === 0;
  Ui.byId("day").textContent = DateWords.weekday(now, now, begun.locale, begun.zone);
  const interviews = told.filter(({ kind }) => kind === "interview").map(({ application }) => application?.id ?? "");
  Everyone.show(stage, { people: Here.shown(stage), interviews });
  const anyone = Object.keys(begun.records.people).length > 0;
  // In an interview it is quiet anyway, and one may still want it to stay so.
  for (const id of ["pause", "pause-hour"]) Ui.byId(id).hidden = !anyone || (begun.settings.pausedUntil ?? 0) > now;
  /** @type {HTMLAnchorElement} */ (Ui.byId("add")).href = Here.addAddress(stage);
}

let rendering = draw(true).catch(reportError);
/** One rendering after another, so that none shows older entries over newer ones. */
const soon = (always = false) => {
  // One that fails is reported, and does not keep the next from being tried.
  rendering = rendering.then(() => render(always)).catch(reportError);
  return rendering;
};

/**
 * Do what was pressed, and say how it went.
 * @param {() => Promise<unknown>} work @param {string} [said] a word of the interface
 */
function perform(work, said) {
  return Press.busy(async () => {
    const { times } = drawn;
    let isDone = false;
    try {
      await work();
      isDone = true;
      Ui.byId("status").textContent = said ? Ui.word(begun.text, said) : "";
    } catch (error) {
      Ui.byId("status").textContent = Ui.word(begun.text, Ui.refusal(error));
    }
    await soon();
    // What was pressed may have changed this window alone; what was refused left it with all that was typed.
    if (isDone && drawn.times === times) await soon(true);
  });
}

/** @param {() => number} until */
const pause = (until) => () =>
  perform(() =>
    Store.updateSettings((settings) => {
      settings.pausedUntil = until();
    }),
  );
Ui.byId("pause").addEventListener("click", pause(tomorrow));
Ui.byId("pause-hour").addEventListener(
  "click",
  pause(() => Date.now() + HOUR),
);

/** Six in the morning of the next day. */
function tomorrow() {
  const today = Time.day(Date.now(), begun.zone);
  return Time.instant(`${Time.daysLater(today, 1)}T06:00`, begun.zone);
}

Ui.byId("add").addEventListener("click", (event) => {
  // With a key held it is a link, as any other.
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  if (Ui.byId("capture").hidden) capture();
  else hide();
});

/** What somebody is entered with, and the self-check: most open this window to look, and each file takes its time. */
const Capture = () => import("../capture.js");
const Check = () => import("./selfcheck.js");

const hide = async () => (await Capture()).hide();

// A view has one main button: while somebody is entered here it is the one that saves.
new MutationObserver(() => {
  const isSaving = Ui.byId("capture").querySelector(".main") !== null;
  Ui.byId("add").classList.toggle("main", !isSaving);
}).observe(Ui.byId("capture"), { childList: true });

/** The form's address, and whom it begins with. */
function start() {
  const { href } = /** @type {HTMLAnchorElement} */ (Ui.byId("add"));
  const known = new URLSearchParams(new URL(href).hash.slice(1));
  return { href, known: { name: known.get("name") ?? "", profile: known.get("profile") ?? "" } };
}

/** What is about to be shown: whoever asks for it meanwhile gets the same. @type {Promise<void> | null} */
let capturing = null;

/** Somebody is entered here, or in the form where that was begun there. */
function capture() {
  const begin = async () => {
    const { href, known } = start();
    const { show } = await Capture();
    if (!(await show(stage, known, href, hide))) open(href, "_blank", "noopener");
  };
  capturing ??= begin().finally(() => {
    capturing = null;
  });
  return capturing;
}

// What is pasted where nothing is typed is whom one meets.
addEventListener("paste", async (event) => {
  const pasted = event.clipboardData?.getData("text/plain").trim() ?? "";
  const isTyped = event.target instanceof Element && event.target.closest("input, textarea, select") !== null;
  if (isTyped || pasted === "") return;
  event.preventDefault();
  if (Ui.byId("capture").querySelector("[name=people]") === null) {
    await (await Capture()).forForm(start().known, pasted, begun);
    await capture();
  }
  const who = /** @type {HTMLTextAreaElement | null} */ (Ui.byId("capture").querySelector("[name=people]"));
  if (!who) return;
  who.value = (await Capture()).joined(who.value, pasted, begun);
  who.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertFromPaste" }));
  who.focus();
});

Folds.begin();
Keys.begin();
Store.onChange(() => soon());
await rendering;
// What comes by itself: a press on “Add” before it is there waits for the same.
if (Object.keys(begun.records.people).length === 0 && begun.problems.length === 0) await capture().catch(reportError);
Ui.ready();
(await Check()).begin(begun);
// Countdowns go on while the window stays open.
setInterval(soon, 30_000, false);
