// @ts-check
"use strict";

/**
 * Notices that the page, the address or the hour has changed, and has the page looked at: at most a few times a second,
 * when the browser is idle, in slices, and no longer where that costs the page too much.
 */
const Watch = (() => {
  /** At least this long between two looks, in milliseconds: throttled, never debounced, so that churn can't starve it. */
  const BETWEEN = 150;
  /** Where the page keeps changing and nothing comes of it, up to this long. */
  const CALM = 500;
  /** A look that took long is followed by a pause so many times as long. */
  const PAUSE = 10;
  /** A slice of a look, in milliseconds; the browser may do something else between two. */
  const SLICE = 6;
  /** One step of a look can't be cut. If one takes longer than this in so many looks on end, the page is left alone. */
  const LONG_STEP = 40;
  const MOST_LONG_LOOKS = 4;
  /** So many failures, and the page is left alone. */
  const MOST_FAILURES = 3;
  /** An answer is computed again at least this often while the page is visible. */
  const MINUTE = 60_000;
  /** Attributes that make a control. */
  const MAKING = ["href", "aria-label", "componentkey", "aria-expanded", "lang"];
  const OBSERVED = { subtree: true, childList: true, attributes: true, attributeFilter: MAKING };

  /**
   * Call `look` now and after every change until `signal` aborts. `look` yields between steps and returns what it found:
   * the instant of the next change that it knows of, and whether anything differs from the look before. `halt` is told why
   * the page is left alone, and null when it no longer is. Returned are two ways to call for a look: as when the person
   * comes back, and one that can't wait.
   * @param {Watch.Worker} worker @param {AbortSignal} signal @returns {Watch.Calls}
   */
  function begin({ look, halt }, signal) {
    let last = -Infinity;
    let between = BETWEEN;
    let due = 0;
    let idle = 0;
    let timer = 0;
    let longLooks = 0;
    let isLong = false;
    let failures = 0;
    let halted = false;
    let again = false;
    /** @type {Generator<void, Watch.Seen> | null} */
    let looking = null;
    let spent = 0;
    /** Whether changes are still to be heard of: one is enough until the next look, which sees them all. */
    let listening = false;
    let path = Owner.path();

    const soon = () => {
      again = looking !== null;
      if (due !== 0 || idle !== 0 || looking || halted || signal.aborted) return;
      const rest = Math.max(0, last + between - performance.now());
      due = setTimeout(() => {
        due = 0;
        idle = requestIdleCallback(slice, { timeout: BETWEEN });
      }, rest);
    };

    const slice = () => {
      idle = 0;
      if (signal.aborted || halted) return;
      if (Dom.visibility() === "hidden") {
        looking = null; // Begun anew when the page is seen again.
        return;
      }
      const began = performance.now();
      if (!looking) {
        listen();
        looking = look();
      }
      try {
        for (let now = began; now - began < SLICE; ) {
          const { done, value } = looking.next();
          const step = performance.now() - now;
          now += step;
          isLong ||= step > LONG_STEP;
          if (done) {
            spent += now - began;
            finish(/** @type {Watch.Seen} */ (value));
            return;
          }
        }
        spent += performance.now() - began;
        idle = requestIdleCallback(slice, { timeout: BETWEEN });
      } catch {
        looking = null;
        if (++failures >= MOST_FAILURES) leave("failed");
        else soon();
      }
    };

    /** @param {Watch.Seen} seen */
    const finish = ({ next, changed }) => {
      looking = null;
      last = performance.now();
      longLooks = isLong ? longLooks + 1 : 0;
      isLong = false;
      if (longLooks >= MOST_LONG_LOOKS) return leave("busy");
      between = Math.max(changed ? BETWEEN : Math.min(between * 2, CALM), spent * PAUSE);
      spent = 0;
      if (Host.isUnwelcome()) return leave("unwelcome");
      if (listening) listen(); // In roots that this look has found, too.
      clearTimeout(timer);
      const wait = next === null ? MINUTE : Math.min(Math.max(next - Date.now(), 0) + 20, MINUTE);
      timer = setTimeout(soon, wait);
      if (again) soon();
    };

    /** Until the address changes. @param {Watch.Reason} reason */
    const leave = (reason) => {
      looking = null;
      halted = true;
      deafen();
      halt(reason);
    };

    const observer = new MutationObserver((records) => {
      if (records.every(isOurs)) return;
      deafen();
      Near.enough();
      soon();
    });
    const listen = () => {
      listening = true;
      for (const root of Roots.found()) observer.observe(root, OBSERVED);
    };
    const deafen = () => {
      listening = false;
      observer.disconnect();
    };

    const turn = () => {
      Owner.turn();
      if (path === Owner.path()) return;
      path = Owner.path();
      between = BETWEEN;
      longLooks = 0;
      failures = 0;
      if (halted) halt(null);
      halted = false;
      soon();
    };
    const wake = () => {
      between = BETWEEN;
      turn();
      soon();
    };
    const learn = (/** @type {Event} */ event) => {
      if (Roots.learn(event)) wake();
    };
    // Whoever presses something expects what they see to follow at once.
    const press = () => {
      between = BETWEEN;
      soon();
    };

    for (const event of ["visibilitychange", "resume"]) on(document, event, wake, { signal });
    for (const event of ["pageshow", "focus", "popstate", "hashchange"]) on(window, event, wake, { signal });
    for (const event of ["click", "keydown"]) on(window, event, press, { signal, capture: true });
    for (const event of ["pointerover", "focusin"]) on(window, event, learn, { signal, capture: true });
    const { navigation } = /** @type {any} */ (globalThis);
    if (navigation) on(navigation, "currententrychange", turn, { signal });
    signal.addEventListener("abort", () => {
      observer.disconnect();
      for (const id of [due, timer]) clearTimeout(id);
      cancelIdleCallback(idle);
    });
    const hurry = () => {
      last = -Infinity;
      clearTimeout(due);
      due = 0;
      soon();
    };
    Owner.turn();
    soon();
    return { wake, hurry };
  }

  /** Whether a change is that our own element came. @param {MutationRecord} record */
  const isOurs = ({ addedNodes, removedNodes }) =>
    addedNodes.length === 1 && removedNodes.length === 0 && Host.is(/** @type {Element} */ (addedNodes[0]));

  /**
   * Listens through the prototype: a form named “addEventListener” hides the document's own.
   * @param {EventTarget} target @param {string} event @param {(event: Event) => void} listener @param {AddEventListenerOptions} options
   */
  function on(target, event, listener, options) {
    EventTarget.prototype.addEventListener.call(target, event, listener, { passive: true, ...options });
  }

  return Object.freeze({ begin });
})();
