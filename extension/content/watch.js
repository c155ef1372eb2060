// @ts-check
"use strict";

/**
 * Notices that the page, the address or the hour has changed, and has the page looked at: at most a few times a second,
 * when the browser is idle, in slices, and no longer where that costs the page too much.
 *
 * @typedef {"busy" | "failed" | "unwelcome" | "many"} Watch.Reason why the page is left alone; for `many` in part: it asked about too many people
 *
 * @typedef {object} Watch.Seen what a look found
 * @property {number | null} next the instant of the next change that is known of
 * @property {boolean} changed whether anything differs from the look before
 *
 * @typedef {object} Watch.Work
 * @property {() => Generator<void, Watch.Seen>} look yields between steps
 * @property {(reason: Watch.Reason | null) => void} halt told why the page is left alone, and null when it no longer is
 * @property {(anew: boolean) => void} doubt the person comes back: what is known may be otherwise; `anew` if the page was put away meanwhile
 */
const Watch = (() => {
  /** At least this long between two looks, in milliseconds: throttled, never debounced, so that churn can't starve it. */
  const BETWEEN = 150;
  /** Where the page keeps changing and nothing comes of it, up to this long. */
  const CALM = 450;
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
  const MAKING = ["href", "aria-label", "componentkey", "id", "aria-expanded", "lang"];
  const OBSERVED = { subtree: true, childList: true, attributes: true, attributeFilter: MAKING };

  /** Has a page looked at now and after every change until it is told to stop. */
  class Watcher {
    /** Of the browser's timers those that run, else 0. */
    #due = { look: 0, idle: 0, minute: 0 };
    /** How the looks went: when the last ended, how far apart they are to be, how many on end had a step that took long, and how many failed. */
    #pace = { last: -Infinity, between: BETWEEN, longLooks: 0, failures: 0 };
    /** The look under way: what it cost so far, whether a step of it took long, whether there was a change since it began. */
    #present = {
      steps: /** @type {Generator<void, Watch.Seen> | null} */ (null),
      spent: 0,
      isLong: false,
      again: false,
    };
    #halted = false;
    /** Whether changes are still to be heard of: one is enough until the next look, which sees them all. */
    #listening = false;
    #path = Owner.path();
    #work;
    #signal;
    #observer = new MutationObserver((records) => {
      if (records.every(isOurs)) return;
      this.#deafen();
      Later.shown()?.enough();
      this.soon();
    });

    /** @param {Watch.Work} work @param {AbortSignal} signal */
    constructor(work, signal) {
      this.#work = work;
      this.#signal = signal;
      this.#attend();
      signal.addEventListener("abort", () => this.#end());
      Owner.turn(true);
      this.soon();
    }

    /** Look again, as soon as that is fair. */
    soon() {
      this.#present.again = this.#present.steps !== null;
      if (this.#due.look !== 0 || this.#due.idle !== 0 || this.#present.steps || this.#halted || this.#signal.aborted)
        return;
      const rest = Math.max(0, this.#pace.last + this.#pace.between - performance.now());
      this.#due.look = setTimeout(() => {
        this.#due.look = 0;
        this.#whenIdle();
      }, rest);
    }

    /** A look that can't wait. */
    hurry() {
      this.#pace.last = -Infinity;
      clearTimeout(this.#due.look);
      this.#due.look = 0;
      this.soon();
    }

    /** As when the person comes back. */
    wake() {
      this.#pace.between = BETWEEN;
      this.#turn();
      this.soon();
    }

    /** Look again at an instant, or within a minute. @param {number | null} instant */
    expect(instant) {
      clearTimeout(this.#due.minute);
      const wait = instant === null ? MINUTE : Math.min(Math.max(instant - Date.now(), 0) + 20, MINUTE);
      this.#due.minute = setTimeout(() => this.soon(), wait);
    }

    #whenIdle() {
      this.#due.idle = requestIdleCallback(() => this.#slice(), { timeout: BETWEEN });
    }

    #slice() {
      const present = this.#present;
      this.#due.idle = 0;
      if (this.#signal.aborted || this.#halted) return;
      if (Dom.visibility() === "hidden") {
        present.steps = null; // Begun anew when the page is seen again.
        return;
      }
      const began = performance.now();
      try {
        if (!present.steps) {
          this.#listen();
          present.steps = this.#work.look();
        }
        for (let now = began; now - began < SLICE; ) {
          const { done, value } = present.steps.next();
          const step = performance.now() - now;
          now += step;
          present.isLong ||= step > LONG_STEP;
          if (done) {
            present.spent += now - began;
            this.#finish(/** @type {Watch.Seen} */ (value));
            return;
          }
        }
        present.spent += performance.now() - began;
        this.#whenIdle();
      } catch {
        this.#fail();
      }
    }

    #fail() {
      this.#present.steps = null;
      this.#pace.failures += 1;
      if (this.#pace.failures >= MOST_FAILURES) this.#leave("failed");
      else this.soon();
    }

    /** @param {Watch.Seen} seen */
    #finish({ next, changed }) {
      const { spent, isLong, again } = this.#present;
      const pace = this.#pace;
      this.#present = { steps: null, spent: 0, isLong: false, again: false };
      pace.last = performance.now();
      pace.longLooks = isLong ? pace.longLooks + 1 : 0;
      if (pace.longLooks >= MOST_LONG_LOOKS) {
        this.#leave("busy");
        return;
      }
      pace.between = Math.max(changed ? BETWEEN : Math.min(pace.between * 2, CALM), spent * PAUSE);
      if (Later.shown()?.isUnwelcome()) {
        this.#leave("unwelcome");
        return;
      }
      if (this.#listening) this.#listen(); // In roots that this look has found, too.
      this.expect(next);
      if (again) this.soon();
    }

    /** Until the address changes. @param {Watch.Reason} reason */
    #leave(reason) {
      this.#present.steps = null;
      this.#halted = true;
      this.#deafen();
      this.#work.halt(reason);
    }

    #listen() {
      this.#listening = true;
      for (const root of Roots.found()) this.#observer.observe(root, OBSERVED);
    }

    #deafen() {
      this.#listening = false;
      this.#observer.disconnect();
    }

    /** The address may be another. */
    #turn() {
      Owner.turn();
      if (this.#path === Owner.path()) return;
      this.#path = Owner.path();
      Object.assign(this.#pace, { between: BETWEEN, longLooks: 0, failures: 0 });
      if (this.#halted) this.#work.halt(null);
      this.#halted = false;
      this.soon();
    }

    /** Listen for what may have changed the page. */
    #attend() {
      const signal = this.#signal;
      const wake = () => this.wake();
      const back = (/** @type {Event} */ event) => {
        this.#work.doubt(event.type === "resume");
        this.wake();
      };
      // Whoever presses something expects what they see to follow at once.
      const press = () => {
        this.#pace.between = BETWEEN;
        this.soon();
      };
      const learn = (/** @type {Event} */ event) => {
        if (Roots.learn(event)) this.wake();
      };
      for (const event of ["visibilitychange", "resume"]) on(document, event, back, { signal });
      for (const event of ["focus", "popstate", "hashchange"]) on(window, event, wake, { signal });
      for (const event of ["click", "keydown"]) on(window, event, press, { signal, capture: true });
      for (const event of ["pointerover", "focusin"]) on(window, event, learn, { signal, capture: true });
      const { navigation } = /** @type {{ navigation?: EventTarget }} */ (/** @type {unknown} */ (globalThis));
      if (navigation) on(navigation, "currententrychange", () => this.#turn(), { signal });
    }

    #end() {
      Owner.turn();
      this.#observer.disconnect();
      for (const id of [this.#due.look, this.#due.minute]) clearTimeout(id);
      cancelIdleCallback(this.#due.idle);
    }
  }

  /** Whether a change is that our own element came. @param {MutationRecord} record */
  const isOurs = ({ addedNodes, removedNodes }) =>
    addedNodes.length === 1 &&
    removedNodes.length === 0 &&
    Later.shown()?.isOurs(/** @type {Element} */ (addedNodes[0])) === true;

  /**
   * Listens through the prototype: a form named “addEventListener” hides the document's own.
   * @param {EventTarget} target @param {string} event @param {(event: Event) => void} listener @param {AddEventListenerOptions} options
   */
  function on(target, event, listener, options) {
    EventTarget.prototype.addEventListener.call(target, event, listener, { passive: true, ...options });
  }

  /** Watch a page until `signal` aborts. @param {Watch.Work} work @param {AbortSignal} signal */
  const begin = (work, signal) => new Watcher(work, signal);

  return Object.freeze({ begin });
})();
