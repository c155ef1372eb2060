// @ts-check
"use strict";

/**
 * Where one chip stands, and whether it may be seen there: only beside a control that can be seen, in its place, over
 * nothing else. Reads the page's geometry and writes on the chip alone.
 *
 * @typedef {"there" | "away" | "moving" | "sat"} Stand.State
 */
const Stand = Lazily(() => {
  const { tolerance, opacity } = Known.page.placement;
  const now = () => performance.now();
  /** A control keeps still if it has for so many milliseconds. */
  const STILL = 80;
  /** A chip whose place is out of view looks for another at most once in so many milliseconds. */
  const AGAIN = 250;
  /** Properties whose animation moves or hides what they are of. */
  const MOVING =
    /^(transform|translate|scale|rotate|offset|inset|left|right|top|bottom|margin|width|height|opacity|visibility)/iu;

  /**
   * Puts a chip in its place, or out of sight; says whether it is there, away, to be looked at again when its control
   * keeps still, or after the next frame. `animated` are the elements that move at present.
   * @param {Chips.Standing} chip @param {Element[]} animated @returns {Stand.State}
   */
  function check(chip, animated) {
    const carried = animated.some((element) => Dom.within(chip.control, element));
    const state = verify(chip, carried);
    Host.see(chip.element, state === "there");
    return state;
  }

  /** @param {Chips.Standing} chip @param {boolean} carried @returns {Stand.State} */
  function verify(chip, carried) {
    const { control, element, last } = chip;
    if (!Dom.connected(control)) return "away";
    const own = Dom.box(control);
    chip.last = own;
    if (carried) return "moving";
    // Where its chip stands the browser knows once it has painted where it is now, however late that is.
    if (last && isFar(own, last)) {
      chip.moved = Infinity;
      requestAnimationFrame(() => (chip.moved = now()));
    }
    const moved = now() < chip.moved + STILL;
    const unseen = moved ? "moving" : "away";
    if (last && (isApart(own.width, last.width) || isApart(own.height, last.height))) chip.spot = null;
    if (!isSeen(control, own)) return unseen;
    if (chip.doubted && !isBest(chip, own)) chip.spot = null;
    chip.doubted = false;
    if (!moved && !isSettled(chip, own)) {
      const isNew = chip.size === null;
      sit(chip, own);
      // Nobody misses it yet: it is verified when the browser has laid it out, not to do that twice.
      if (isNew && chip.spot) return "sat";
    }
    const target = place(chip, own);
    if (!target || !isClear(chip, target, own)) return unseen;
    if (!isFar(Dom.box(element), target)) return "there";
    if (moved) return "moving";
    correct(element, target);
    return isFar(Dom.box(element), target) ? "away" : "there";
  }

  /** Whether a chip keeps its place: it has one in view, or was given it a moment ago. What lies over it may go again. @param {Chips.Standing} chip @param {DOMRect} own */
  function isSettled(chip, own) {
    const target = place(chip, own);
    return target !== null && (isOpened(chip.element) || Room.isInView(target) || now() < chip.sat + AGAIN);
  }

  /** Whether nothing is in the way: docs/browser-bugs.md, over-everything. @param {Chips.Standing} chip @param {DOMRect} target @param {DOMRect} own */
  const isClear = ({ element, control }, target, own) =>
    isOpened(element) || (Room.isInView(target) && !Room.isOverlaid(target, control, own));

  /** Whether a chip still has room where it is; an icon may have room for its words by now. @param {Chips.Standing} chip @param {DOMRect} own */
  function isBest(chip, own) {
    const { control, element, spot } = chip;
    const target = place(chip, own);
    return isOpened(element) || !target || (!spot?.small && Room.isFree(target, control, own));
  }

  /** Where a chip is to be, if it has a place. @param {Chips.Standing} chip @param {DOMRect} own */
  function place({ spot, size }, own) {
    return spot && size ? new DOMRect(own.left + spot.x, own.top + spot.y, size.width, size.height) : null;
  }

  /** Choose where a chip stands, with words or as an icon. @param {Chips.Standing} chip @param {DOMRect} own */
  function sit(chip, own) {
    const { element, control } = chip;
    chip.sat = now();
    element.classList.remove("small");
    Geometry.unzoom(element);
    if (!chip.choices) shorten(chip);
    const size = Dom.box(element);
    chip.spot = isOpened(element)
      ? { x: Math.min(0, innerWidth - own.left - size.width), y: own.height, small: false }
      : Room.choose(control, own, size);
    element.classList.toggle("small", chip.spot?.small === true);
    chip.size = Dom.box(element);
    element.toggleAttribute("data-above", chip.spot !== null && chip.spot.y + chip.size.height <= 0);
    // From the control's upper left corner. Without its control a chip is out of sight: docs/browser-bugs.md, anchor-unseen.
    element.style.left = `calc(anchor(left, -9999px) + ${chip.spot?.x ?? 0}px)`;
    element.style.top = `calc(anchor(top, -9999px) + ${chip.spot?.y ?? 0}px)`;
    element.style.translate = "none";
  }

  /** Where there is no room for all its words, such as with text of twice the size, a chip says its verdict alone, and never half of something. @param {Chips.Standing} chip */
  function shorten({ element, face }) {
    const text = /** @type {HTMLElement | null} */ (element.querySelector(".words"));
    if (!text) return;
    text.dataset.words = face.words;
    if (text.scrollWidth > text.clientWidth) text.dataset.words = face.words.split(" · ")[0];
  }

  /** A question that was opened on purpose may lie over other things. @param {HTMLElement} element */
  const isOpened = (element) => element.classList.contains("open");

  /** Move a chip to where the browser did not put it: docs/browser-bugs.md, anchor-transform. @param {HTMLElement} element @param {DOMRect} target */
  function correct(element, target) {
    element.style.translate = "none";
    const actual = Dom.box(element);
    element.style.translate = `${target.left - actual.left}px ${target.top - actual.top}px`;
  }

  /** Whether a control can be seen: laid out, opaque enough, and topmost at its own centre (docs/browser-bugs.md, anchor-unseen). @param {Element} control @param {DOMRect} own */
  function isSeen(control, own = Dom.box(control)) {
    if (!own.width || !own.height) return false;
    const [x, y] = [own.left + own.width / 2, own.top + own.height / 2];
    if (x < 0 || y < 0 || x >= innerWidth || y >= innerHeight || !Dom.visible(control)) return false;
    const top = Geometry.topmost(x, y, (element) => !Host.is(element));
    return Dom.within(top, control) && shownThrough(control) >= opacity;
  }

  /** How opaque an element is, with all around it. @param {Element} control */
  function shownThrough(control) {
    let shown = 1;
    for (let at = /** @type {Element | null} */ (control); at; at = Dom.above(at))
      shown *= Number(getComputedStyle(at).opacity);
    return shown;
  }

  /** The elements that an animation moves at present; not those that turn for ever. @returns {Element[]} */
  function animated() {
    return Geometry.animations().flatMap(({ effect, playState }) => {
      if (playState !== "running" || !(effect instanceof KeyframeEffect) || !effect.target) return [];
      const properties = effect.getKeyframes().flatMap((frame) => Object.keys(frame));
      const ends = Number.isFinite(effect.getComputedTiming().endTime);
      return ends && properties.some((property) => MOVING.test(property)) ? [effect.target] : [];
    });
  }

  /**
   * Calls `left` when a control that kept still leaves its place without any event.
   * @param {Chips.Standing} chip @param {() => void} left
   */
  function guard(chip, left) {
    const { last } = chip;
    if (!last || (chip.guard && !isFar(chip.guard.at, last))) return;
    release(chip);
    const slack = 2;
    const inner = [last.top, innerWidth - last.right, innerHeight - last.bottom, last.left];
    let told = 0;
    const observer = new IntersectionObserver(
      () => {
        if (told++) left();
      },
      {
        root: document,
        rootMargin: inner.map((length) => `${-Math.floor(length - slack)}px`).join(" "),
        threshold: [0, 0.25, 0.5, 0.75, 1],
      },
    );
    observer.observe(chip.control);
    chip.guard = { at: last, disconnect: () => observer.disconnect() };
  }

  /** @param {Chips.Standing} chip */
  function release(chip) {
    chip.guard?.disconnect();
    chip.guard = null;
  }

  /** @param {DOMRect} one @param {DOMRect} other */
  const isFar = (one, other) => isApart(one.left, other.left) || isApart(one.top, other.top);
  /** @param {number} one @param {number} other */
  const isApart = (one, other) => Math.abs(one - other) > tolerance;

  return Object.freeze({ check, isSeen, animated, guard, release });
});
