// @ts-check
"use strict";

/**
 * What is due: when the chips are looked at again. In the next frame where something may have moved, after it where they
 * were just put there, a little later where the page changes without end, and out of sight meanwhile where a look takes long.
 *
 * @typedef {object} Schedule.Work
 * @property {() => void} settle look at every chip
 * @property {() => void} conceal have no chip in sight until then
 * @property {() => void} rearrange there is other room
 * @property {() => boolean} isOver nothing is wanted any more
 *
 * @typedef {object} Schedule.Seen what a look at the chips found
 * @property {boolean} same whether the same ones are in sight as before it
 * @property {boolean} sat whether one was just given its place
 * @property {boolean} moving whether the control of one moves
 * @property {boolean} animated whether something on the page does
 */
const Schedule = (() => {
  /** A control that moved is looked at again after so many milliseconds; while it moves its chip is hidden. */
  const REST = 100;
  /** Where looking at all chips takes longer than this many milliseconds twice on end, they are hidden while the page moves. */
  const SLOW = 8;
  /**
   * At least so many milliseconds between two looks at the chips while the page changes; where nothing comes of it, up to
   * so many.
   */
  const BETWEEN = 120;
  const CALM = 480;
  /** After these something may have moved, been hidden or covered. */
  const STIRS = [
    "scroll",
    "scrollend",
    "transitionrun",
    "transitionend",
    "transitioncancel",
    "animationstart",
    "animationend",
  ];

  /** Of the browser's timers those that run, else 0; `urgent` if the next frame is meant, and not what follows it. */
  const due = { frame: 0, later: 0, timer: 0, urgent: false };
  /** How the last looks went: when they began and ended, how far apart they are to be, and whether they take too long. */
  const pace = { began: 0, ended: -Infinity, between: BETWEEN, slow: false, wasLong: false };
  /** What is done, and what ends the listening. */
  const state = {
    work: /** @type {Schedule.Work | null} */ (null),
    listening: /** @type {AbortController | null} */ (null),
  };

  /** Call before anything else. @param {Schedule.Work} work */
  function begin(work) {
    state.work = work;
  }

  const settle = () => state.work?.settle();

  /** A look begins: none is due. */
  function began() {
    pace.began = performance.now();
    forget();
  }

  /** A look ended. @param {Schedule.Seen} seen */
  function ended({ same, sat, moving, animated }) {
    pace.between = same ? Math.min(pace.between * 1.5, CALM) : BETWEEN;
    pace.ended = performance.now();
    const isLong = pace.ended - pace.began > SLOW;
    pace.slow = isLong && pace.wasLong;
    pace.wasLong = isLong;
    if (sat) afterFrame();
    if (moving) due.timer = setTimeout(soon, REST);
    // Something may slide over a chip, or a chip's place away, in any frame until it ends.
    if (animated) soon();
  }

  /** Look again in the next frame; where that takes long, a little later and out of sight meanwhile. */
  function soon() {
    if (due.urgent || !state.work || state.work.isOver()) return;
    forget();
    due.urgent = true;
    if (!pace.slow) due.frame = requestAnimationFrame(settle);
    else {
      state.work.conceal();
      due.later = setTimeout(settle, REST);
    }
  }

  /** Look again when the browser has laid the page out, so that it is not laid out twice. */
  function afterFrame() {
    clearTimeout(due.timer);
    due.timer = 0;
    due.frame ||= requestAnimationFrame(() => {
      due.frame = 0;
      due.later ||= setTimeout(settle);
    });
  }

  /** Something may have moved to where a chip is: look again, but not all the time. */
  function stir() {
    due.timer ||= setTimeout(afterFrame, Math.max(0, pace.ended + pace.between - performance.now()));
  }

  /** What comes next is worth looking at. */
  function enliven() {
    pace.between = BETWEEN;
  }

  /** While there are chips, look again whenever something may have moved. @param {Iterable<Node>} homes where scrolling is not heard outside */
  function follow(homes) {
    state.listening ??= new AbortController();
    const options = { capture: true, passive: true, signal: state.listening.signal };
    for (const event of STIRS) addEventListener(event, soon, options);
    addEventListener("resize", rearrange, options);
    for (const home of homes) home.addEventListener("scroll", soon, options);
  }

  /** In a window of another size there is other room. */
  function rearrange() {
    state.work?.rearrange();
    soon();
  }

  function unfollow() {
    state.listening?.abort();
    state.listening = null;
  }

  /** Nothing is due. */
  function forget() {
    cancelAnimationFrame(due.frame);
    clearTimeout(due.later);
    clearTimeout(due.timer);
    Object.assign(due, { frame: 0, later: 0, timer: 0, urgent: false });
  }

  return Object.freeze({
    begin,
    began,
    ended,
    soon,
    afterFrame,
    stir,
    enliven,
    follow,
    unfollow,
    forget,
    isSlow: () => pace.slow,
  });
})();
