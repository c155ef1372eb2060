/**
 * What the popup has to say before anything else: the choice not made, damaged entries, a pause, an interview, a tab that
 * has to be loaded again, reminders that fell due.
 */

import * as Beside from "../../engine/advice/beside.js";
import * as Bundle from "../../bundle.js";
import * as DateWords from "../../engine/words/datewords.js";
import * as Events from "../events.js";
import * as Problems from "../problems.js";
import * as Quiet from "../../engine/advice/quiet.js";
import * as Records from "../../engine/records/records.js";
import * as Remind from "../../engine/today/remind.js";
import * as Site from "../../site.js";
import * as Store from "../../store.js";
import * as Ui from "../ui.js";

/** @import { Page, Sources } from "../../engine/decision/core.js" */

/**
 * What the popup's parts are made from. `perform` does something, and says a word of the interface when done.
 * @typedef {{
 *   begun: Ui.Begun, sources: Sources, page: Page, now: number, tab: chrome.tabs.Tab | undefined,
 *   perform: (work: () => Promise<unknown>, said?: string) => Promise<void>,
 * }} Stage
 */

/** @param {Stage} stage @returns {Promise<HTMLElement[]>} */
export async function all(stage) {
  const [raw, lacking, old] = await Promise.all([
    stage.begun.problems.length > 0 ? Store.raw() : undefined,
    access(stage),
    reload(stage),
  ]);
  const found = [choose(stage), lacking, damaged(stage, raw), quiet(stage), ...reminders(stage), old];
  return found.filter((notice) => notice !== null);
}

/** @param {string} tone @param {(Node | string | null)[]} children */
const box = (tone, ...children) => Ui.make("div", { className: "notice", data: { tone } }, ...children);

/** @param {Stage} stage */
function choose({ begun: { settings, text } }) {
  if (settings.place !== undefined) return null;
  const link = Ui.make("a", { href: "../welcome/welcome.html", target: "_blank" }, Ui.word(text, "popup-choose-link"));
  return box("open", Ui.make("p", {}, Ui.word(text, "popup-choose")), Ui.make("p", {}, link));
}

/**
 * Beside Connect was chosen and the browser does not let us there, or no longer. It is asked in a tab: this window closes as
 * the browser asks.
 * @param {Stage} stage
 */
async function access({ begun: { settings, text } }) {
  if (settings.place !== "page" || (await Site.allowed())) return null;
  const words = Ui.word(text, "access-allow");
  const link = Ui.make("a", { className: "button", href: "../welcome/welcome.html#choice", target: "_blank" }, words);
  return box("open", Ui.make("p", {}, Ui.word(text, "access-lacking")), Ui.make("p", {}, link));
}

/** @param {Stage} stage @param {unknown} raw what is stored, damaged entries too */
function damaged(stage, raw) {
  const { problems, text } = stage.begun;
  if (problems.length === 0) return null;
  const items = problems
    .slice(0, 5)
    .map((problem, i) => Ui.make("li", {}, Problems.says(text, problem), ...mend(stage, raw, problem, i === 0)));
  const link = Ui.make("a", { href: "../options/options.html#data", target: "_blank" }, Ui.word(text, "problem-mend"));
  return Ui.make(
    "div",
    { className: "notice", id: "problems", data: { tone: "fault" } },
    Ui.make("strong", {}, Ui.word(text, "problem-title")),
    Ui.make("ul", {}, ...items),
    Ui.make("p", {}, Ui.word(text, "problem-kept")),
    Ui.make("p", {}, link),
  );
}

/** An interview that takes no time is mended where that is said. @param {Stage} stage @param {unknown} raw @param {Records.Problem} problem @param {boolean} isOpen */
function mend(stage, raw, { key, reason }, isOpen) {
  const id = key.replace(/^rounds\./u, "");
  const round = reason === "order" && Records.sections(raw) ? raw.rounds[id] : undefined;
  if (round === undefined) return [];
  const { company = "" } = stage.begun.records.applications[round.application] ?? {};
  return [Events.whenItIs(stage, { ...round, id }, company, isOpen)];
}

/** @param {Stage} stage */
function quiet({ begun: { settings, records, text, locale, zone }, now, perform }) {
  const until = Quiet.until(records, settings, now);
  if (until === null) return null;
  if (Quiet.interviewing(records, now))
    return box(
      "quiet",
      Ui.make("p", {}, Ui.word(text, "quiet-interview", { time: DateWords.time(until, locale, zone) })),
    );
  const resume = () =>
    Store.updateSettings((stored) => {
      delete stored.pausedUntil;
    });
  return box(
    "quiet",
    Ui.make("p", {}, Ui.word(text, "quiet-paused", { day: DateWords.moment(until, now, locale, zone) })),
    Ui.button(Ui.word(text, "quiet-resume"), "resume", () => perform(resume)),
  );
}

/** @param {Stage} stage */
function reminders({ begun: { core, settings, records, text, locale, zone }, now, perform }) {
  return Remind.due(core, records, settings, now).map(({ person, due, late }) =>
    box(
      "good",
      Ui.make("p", {}, Ui.word(text, "reminder-due", { name: person.name })),
      late
        ? Ui.make(
            "p",
            { className: "soft" },
            Ui.word(text, "reminder-late", { day: DateWords.moment(due, now, locale, zone) }),
          )
        : null,
      Ui.button(Ui.word(text, "reminder-done"), `done-${person.id}`, () =>
        perform(() => Ui.ask({ ask: "remind", person: person.id, on: false })),
      ),
    ),
  );
}

/** A LinkedIn tab that was open before, has no script in it, and can't be brought any. @param {Stage} stage */
async function reload({ begun, now, tab }) {
  const { settings, text } = begun;
  const wanted = settings.place === "page" && Beside.anyone(begun, now);
  if (!wanted || !tab?.id || !Site.has(tab.url) || !(await Site.allowed())) return null;
  const id = tab.id;
  if (await isReached(id)) return null;
  return box(
    "open",
    Ui.make("p", {}, Ui.word(text, "popup-old-tab")),
    Ui.button(Ui.word(text, "popup-reload"), "reload", async () => {
      await chrome.tabs.reload(id);
      close();
    }),
  );
}

/** A page that still loads is brought scripts when it has: so many milliseconds it is waited for. */
const SOON = 500;

/** Whether a tab has our scripts, or gets them now: the worker does not hear of every page that comes back. @param {number} id */
async function isReached(id) {
  const isAlive = () => chrome.tabs.sendMessage(id, { ask: "alive" }, { frameId: 0 }).catch(() => null);
  if (await isAlive()) return true;
  // A frame that went meanwhile is no reason to load the tab anew.
  const brought = Site.bring(id, await Bundle.scripts()).then(() => true, isAlive);
  return Promise.race([brought, new Promise((done) => setTimeout(done, SOON, true))]);
}
