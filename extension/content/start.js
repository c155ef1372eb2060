// @ts-check
"use strict";

/**
 * Ties it together on a LinkedIn page: finds controls, asks the worker whose they are, shows chips. It is here because the
 * person has chosen tips beside Connect, the browser lets us, and somebody is entered; where that ends it does nothing.
 */
const Start = (() => {
  /** What goes on: the watching of the page and what ends it, and why the page is left alone. */
  const state = {
    working: /** @type {AbortController | null} */ (null),
    watcher: /** @type {ReturnType<typeof Watch.begin> | null} */ (null),
    halted: /** @type {Watch.Reason | null} */ (null),
    /** What was shown after the last look, to know whether anything changed. */
    before: "",
    /** The chips' style sheet. */
    style: "",
    /** Counts the looks, and how often it was asked whether there is anything to do. */
    looks: 0,
    begins: 0,
  };

  /** After the extension was updated or removed this script is an orphan: it takes its things and goes (docs/browser-bugs.md, orphan). */
  function orphaned() {
    if (chrome.runtime?.id) return false;
    rest();
    return true;
  }

  /** Begin, or go on with what may have changed. */
  async function begin() {
    if (orphaned()) return;
    const number = ++state.begins;
    // Of a page that was only looked at before, for the self-check, all is known but how chips look.
    /** @type {Messages.Begun | null} */
    const begun = await Replies.ask({ ask: "begin", rules: state.style === "" ? "to-watch" : "none" });
    // A later answer is truer, whichever comes first.
    if (orphaned() || state.begins !== number) return;
    if (begun?.rules) {
      Known.learn(begun.rules.page);
      state.style = begun.rules.style;
    }
    if (!begun?.watch || !Known.isThere) {
      rest();
      return;
    }
    if (state.working) {
      // Whoever comes back to the tab is not to see for a moment what was true when they left.
      if (Dom.visibility() === "hidden") Later.shown()?.veil();
      return life.woke();
    }
    state.working = new AbortController();
    state.watcher = Watch.begin({ look, halt, doubt }, state.working.signal);
  }

  /** Leave the page as it was. */
  function rest() {
    state.working?.abort();
    Object.assign(state, { working: null, watcher: null, halted: null });
    Replies.forget();
    hide();
  }

  const hide = () => Later.shown()?.clear();

  /** @param {Watch.Reason | null} reason */
  function halt(reason) {
    state.halted = reason;
    if (reason) hide();
  }

  /** What is known may be otherwise; where the page was put away meanwhile nothing is shown until it is known anew. @param {boolean} anew */
  function doubt(anew) {
    if (Dom.visibility() === "hidden") Later.shown()?.hold();
    if (!anew) return Replies.doubt();
    Replies.forget();
    hide();
    begin();
  }

  /** One look at the page, a step at a time. @returns {Generator<void, Watch.Seen>} */
  function* look() {
    if (orphaned()) return { next: null, changed: false };
    state.looks += 1;
    const page = yield* Look.around();
    yield;
    const open = Replies.open(page.clues, Date.now());
    // Until the worker has said what is new on the page, what stood there stands.
    if (open.length > 0) ask(open, page, state.looks);
    return show(page);
  }

  /** @param {Messages.Clue[]} clues @param {Look.Page} page @param {number} number of the look */
  async function ask(clues, page, number) {
    await Replies.learn(clues);
    if (orphaned() || !state.working || state.halted || state.looks !== number) return;
    state.watcher?.expect(show(page).next);
  }

  /** Show what there is to show, as far as it is known. @param {Look.Page} page @returns {Watch.Seen} */
  function show(page) {
    const next = Replies.until(page.clues);
    const silent = Replies.silent();
    if (silent) {
      hide();
      return { next, changed: differs(silent) };
    }
    // The worker has brought the scripts for this with its answer.
    const shown = Later.shown()?.show(page, { ...life, style: state.style }) ?? "";
    return { next, changed: differs(shown) };
  }

  /** What is found out while something is shown. */
  const life = {
    lost: () => state.watcher?.hurry(),
    lives: () => !orphaned(),
    woke: () => {
      Replies.doubt();
      state.watcher?.wake();
    },
  };

  /** Whether a look ended otherwise than the one before. @param {string} after */
  function differs(after) {
    const same = state.before === after;
    state.before = after;
    return !same;
  }

  /** The self-check. @param {chrome.runtime.Port} port */
  async function answerCheck(port) {
    if (!Known.isThere) return;
    const seen = await Later.report()?.make(state.halted ?? (Replies.limited() ? "many" : null));
    if (seen) port.postMessage(seen);
  }

  chrome.runtime.onMessage.addListener((message, _sender, respond) => {
    // Was this tab loaded with the extension in it?
    if (Messages.own(Object(message), "ask") === "alive") respond({ data: true });
    else if (Messages.isChange(message)) begin();
  });
  // The self-check: each frame of the tab is asked by one port, and each answers for itself.
  chrome.runtime.onConnect.addListener((port) => {
    if (port.name !== "check" || orphaned()) return;
    answerCheck(port).catch(() => {}); // The window was closed before the answer.
  });
  // A page that was put away heard nothing meanwhile, though it had nothing to do before.
  addEventListener("pageshow", ({ persisted }) => persisted && doubt(true));
  Leftovers.sweep();
  begin();

  return Object.freeze({ begin });
})();
