// @ts-check
"use strict";

/**
 * Chips and tips hide themselves unless this script goes on telling them not to: where the extension is updated, switched off
 * or removed, the browser may end its scripts without a word and leave their elements in the page
 * (docs/browser-bugs.md, page-outlives-script). A style sheet hides them after a while; each beat puts that off.
 *
 * @typedef {object} Pulse.Work
 * @property {() => boolean} lives whether the extension is still there; where it is not, all is taken away
 * @property {() => void} woke told after a sleep: what is shown is out of sight until it is `keep`t
 * @property {() => unknown} hold told while all is in sight: the browser takes the focus from what is not
 * @property {() => void} refocus told when it is in sight again
 */
const Pulse = (() => {
  /** Milliseconds after the last beat until all is out of sight, and between two beats. */
  const LIFE = 6000;
  const BEAT = 2000;
  /** The machine slept where so much time passed between two beats. */
  const SLEPT = 15_000;
  /** The sheet has no more rules. */
  const MOST_RULES = 3;

  /** @type {CSSStyleSheet | null} */
  let made = null;
  let turn = 0;
  let timer = 0;
  let last = 0;
  /** The page was out of sight, or asleep: nothing is shown before it is known to be true. */
  let stale = false;

  /** The sheet that hides. */
  function sheet() {
    made ??= new CSSStyleSheet();
    if (turn === 0) beat();
    return made;
  }

  /** Begins the time anew: an animation of another name is another animation. */
  function beat() {
    turn += 1;
    last = Date.now();
    const name = `pulse-${turn % 2}`;
    made?.replaceSync(`
      .chip, .tip { animation: ${name} 1ms linear ${LIFE}ms forwards; }
      @media (prefers-reduced-motion: no-preference) {
        .tip { animation: appear 120ms ease-out, ${name} 1ms linear ${LIFE}ms forwards; }
      }
      @keyframes ${name} { to { visibility: hidden; } }
    `);
  }

  /** @param {Pulse.Work} work @param {number} since the last beat, in milliseconds */
  function renew({ hold, refocus }, since) {
    const isBack = stale || since >= LIFE;
    stale = false;
    beat();
    if (isBack) refocus();
    hold();
  }

  /** All is out of sight until it is known to be true. */
  function veil() {
    stale = true;
    made?.replaceSync(".chip, .tip { visibility: hidden !important; }");
  }

  /** What is shown is true now; watched over from here on. @param {Pulse.Work} work */
  function keep(work) {
    const since = Math.abs(Date.now() - last);
    if (stale || since >= BEAT / 2) renew(work, since);
    last = Date.now();
    if (timer === 0) timer = setInterval(() => tick(work), BEAT);
  }

  /** @param {Pulse.Work} work */
  function tick(work) {
    const now = Date.now();
    const since = Math.abs(now - last);
    const slept = since > SLEPT;
    last = now;
    if (!work.lives()) return;
    // In a page that nobody sees time runs out, and whoever comes back sees what is asked anew.
    if (Dom.visibility() === "hidden") stale = true;
    else if (slept && !stale) {
      work.hold();
      veil();
      work.woke();
    } else if (!stale) renew(work, since);
  }

  /** Nothing is shown any more. */
  function end() {
    clearInterval(timer);
    timer = 0;
  }

  return Object.freeze({ MOST_RULES, sheet, veil, keep, end });
})();
