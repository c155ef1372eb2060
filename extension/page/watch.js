// @ts-check
"use strict";

/**
 * Notices that the page, the address or the hour has changed, and says so at most a few times a second.
 */
const Watch = (() => {
  /** At least this long between two looks, in milliseconds: throttled, never debounced, so that churn can't starve it. */
  const BETWEEN = 150;
  /** An answer is computed again at least this often while the page is visible. */
  const MINUTE = 60_000;
  const OPTIONS = {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: ["href", "aria-label", "componentkey"],
  };

  /**
   * Call `look` now and after every change until `signal` aborts. `look` returns the instant of the next change that
   * it knows of, or null.
   * @param {() => number | null} look @param {AbortSignal} signal
   */
  function begin(look, signal) {
    let last = -Infinity;
    let due = 0;
    let timer = 0;

    const run = () => {
      due = 0;
      if (signal.aborted || document.visibilityState === "hidden") return;
      last = performance.now();
      const next = look();
      clearTimeout(timer);
      const wait = next === null ? MINUTE : Math.min(Math.max(next - Date.now(), 0) + 20, MINUTE);
      timer = setTimeout(soon, wait);
    };
    const soon = () => {
      if (due !== 0 || signal.aborted) return;
      const rest = Math.max(0, last + BETWEEN - performance.now());
      due = setTimeout(() => requestIdleCallback(run, { timeout: BETWEEN }), rest);
    };

    const observer = new MutationObserver(soon);
    observer.observe(document, OPTIONS);
    for (const event of ["visibilitychange", "resume"]) document.addEventListener(event, soon, { signal });
    for (const event of ["pageshow", "focus", "popstate"]) addEventListener(event, soon, { signal });
    addEventListener("scroll", soon, { capture: true, passive: true, signal });
    /** @type {any} */ (globalThis).navigation?.addEventListener("currententrychange", soon, { signal });
    signal.addEventListener("abort", () => {
      observer.disconnect();
      clearTimeout(timer);
      clearTimeout(due);
    });
    soon();
    return soon;
  }

  return Object.freeze({ begin });
})();
