// @ts-check
"use strict";

/**
 * Chips beside their controls, or not at all. The browser's anchor positioning carries a chip along with its control;
 * it is trusted only as far as it can be verified. Where a control goes, its chip has no place and is out of sight.
 */
const Place = (() => {
  const { most, "per-frame": perFrame, tolerance, opacity } = CORE.page.placement;
  /** A control that moved is looked at again after so many milliseconds; while it moves its chip is hidden. */
  const REST = 100;
  /** Where looking at all chips takes longer than this many milliseconds, they are hidden while the page scrolls. */
  const SLOW = 8;
  /** At least so many milliseconds between two searches for controls that were drawn anew. */
  const BETWEEN_SEATS = 30;
  /** At least so many milliseconds between two looks at the chips while the page changes. */
  const BETWEEN_STIRS = 120;
  /** So many changes of one moment are looked at. */
  const MOST_RECORDS = 50;
  /** Properties whose animation moves or hides what they are of. */
  const MOVING =
    /^(transform|translate|scale|rotate|offset|inset|left|right|top|bottom|margin|width|height|opacity|visibility)/iu;
  /** So many controls are looked at for those in view. */
  const MOST_LOOKED_AT = 200;
  /** What may move, hide or cover a control, besides scrolling. */
  const STIRS = [
    "resize",
    "scrollend",
    "transitionrun",
    "transitionend",
    "transitioncancel",
    "animationstart",
    "animationend",
  ];

  /** @type {Map<Element, Place.Placed>} */
  const placed = new Map();
  /** @type {Place.Wanted[]} */
  let wanted = [];
  /** @type {AbortController | null} */
  let following = null;
  /** Controls that come into view. @type {IntersectionObserver | null} */
  let arrivals = null;
  /** @type {Set<Element>} */
  let expected = new Set();
  let filling = 0;
  let frame = 0;
  let later = 0;
  let timer = 0;
  let slow = false;
  let seated = -Infinity;
  let stirred = -Infinity;

  /** Show chips for these controls and for no others: those in view, a few at a time. @param {Place.Wanted[]} list */
  function show(list) {
    wanted = list.slice(0, MOST_LOOKED_AT);
    if (wanted.length === 0) {
      clear();
      return;
    }
    for (const want of wanted) {
      const chip = placed.get(want.control);
      if (chip) Face.renew(chip, want);
    }
    expect();
    fill();
    for (const chip of placed.values()) if (!isStillFree(chip)) chip.spot = null;
    settle();
  }

  /** Notice when a wanted control comes into view. */
  function expect() {
    arrivals ??= new IntersectionObserver(() => {
      fill();
      soon();
    });
    const controls = new Set(wanted.map(({ control }) => control));
    for (const control of expected) if (!controls.has(control)) arrivals.unobserve(control);
    for (const control of controls) if (!expected.has(control)) arrivals.observe(control);
    expected = controls;
  }

  /** Give chips to wanted controls in view, take them from those that are wanted no more. */
  function fill() {
    filling = 0;
    for (const chip of [...placed.values()]) {
      if (expected.has(chip.control) && Dom.connected(chip.control)) continue;
      const heir = wanted.find((want) => want.key === chip.key && isFresh(want));
      if (heir) seat(chip, heir);
      else remove(chip);
    }
    let added = 0;
    for (const want of wanted) {
      if (!isFresh(want)) continue;
      if (placed.size >= most && !dropOneOutOfView()) break;
      if (added >= perFrame) {
        filling = requestAnimationFrame(fill);
        break;
      }
      add(want);
      added += 1;
    }
    if (placed.size === 0) stop();
    else if (added > 0) {
      follow();
      settle();
    }
  }

  /** @param {Place.Wanted} want */
  const isFresh = ({ control }) => !placed.has(control) && isSeen(control, Dom.box(control));

  function dropOneOutOfView() {
    const chip = [...placed.values()].find(({ control }) => !isSeen(control, Dom.box(control)));
    if (chip) remove(chip);
    return chip !== undefined;
  }

  /** @param {Place.Wanted} want */
  function add(want) {
    const element = Face.make(want);
    /** @type {Place.Placed} */
    const chip = { ...want, element, spot: null, last: null, size: null, fix: [0, 0], guard: null };
    Face.renew(chip, want);
    Host.open().append(element);
    element.showPopover(/** @type {any} */ ({ source: want.control }));
    placed.set(want.control, chip);
  }

  /** Put a chip beside another control of the same person: the old one was drawn anew. @param {Place.Placed} chip @param {Place.Wanted} want */
  function seat(chip, want) {
    const { element } = chip;
    const focused = /** @type {HTMLElement | null} */ (Host.focused());
    placed.delete(chip.control);
    chip.guard?.disconnect();
    chip.guard = null;
    element.hidePopover();
    element.showPopover(/** @type {any} */ ({ source: want.control }));
    placed.set(want.control, chip);
    Face.renew(chip, want);
    if (focused && element.contains(focused)) focused.focus({ preventScroll: true });
  }

  /** Call as soon as the page has changed: something may have moved, been covered, or drawn anew. @param {MutationRecord[]} records */
  function stir(records) {
    if (placed.size === 0) return;
    reseat();
    const rest = carries(records) ? 0 : stirred + BETWEEN_STIRS - performance.now();
    if (rest > 0) timer ||= setTimeout(soon, rest);
    else soon();
  }

  /** Whether one of the first changes is to something that a control stands in. @param {MutationRecord[]} records */
  const carries = (records) =>
    records
      .slice(0, MOST_RECORDS)
      .some(({ type, target }) => type === "attributes" && [...placed.keys()].some((one) => Dom.contains(target, one)));

  /**
   * A control that was drawn anew is found again by its own words before the next frame, so that its chip does not
   * flicker; everything else waits for the next look.
   */
  function reseat() {
    if (performance.now() < seated + BETWEEN_SEATS) return;
    for (const chip of [...placed.values()]) {
      if (Dom.connected(chip.control)) continue;
      seated = performance.now();
      const heir = Dom.all(document, chip.twin).find((one) => !placed.has(one) && chip.isSame(one));
      if (heir) seat(chip, { ...chip, control: heir });
    }
  }

  /** @param {Place.Placed} chip */
  function remove(chip) {
    chip.guard?.disconnect();
    chip.element.remove();
    placed.delete(chip.control);
  }

  /** Look at every chip: is its control to be seen, and does it stand beside it? */
  function settle() {
    const began = performance.now();
    frame = 0;
    later = 0;
    let moving = false;
    const animated = placed.size > 0 ? movingElements() : [];
    for (const chip of [...placed.values()]) {
      const carried = animated.some((element) => Dom.within(chip.control, element));
      const state = verify(chip, carried);
      moving ||= state === "moving";
      chip.element.classList.toggle("away", state !== "there");
      if (state === "moving") chip.guard?.disconnect();
      else guard(chip);
    }
    stirred = performance.now();
    slow = stirred - began > SLOW;
    clearTimeout(timer);
    timer = moving ? setTimeout(soon, REST) : 0;
  }

  /**
   * Whether a chip may be seen. Where it stands elsewhere than it should and its control keeps still it is moved.
   * `carried` is whether an animation moves the control.
   * @param {Place.Placed} chip @param {boolean} carried @returns {"there" | "away" | "moving"}
   */
  function verify(chip, carried) {
    const { control, element, last } = chip;
    if (!Dom.connected(control)) return "away";
    const own = Dom.box(control);
    chip.last = own;
    if (carried) return "moving";
    const moved = last !== null && isFar(own, last);
    if (last && (isApart(own.width, last.width) || isApart(own.height, last.height))) chip.spot = null;
    if (!isSeen(control, own)) return moved ? "moving" : "away";
    if (chip.spot === null && !moved) sit(chip, own);
    if (chip.spot === null || chip.size === null) return moved ? "moving" : "away";
    const target = new DOMRect(own.left + chip.spot.x, own.top + chip.spot.y, chip.size.width, chip.size.height);
    // A question that was opened on purpose may lie over other things.
    const clear = isOpened(element) || (Room.isInView(target) && !Room.isOverlaid(target, control, own));
    if (!clear) return moved ? "moving" : "away";
    if (!isFar(Dom.box(element), target)) return "there";
    if (moved) return "moving";
    correct(chip, target);
    return isFar(Dom.box(element), target) ? "away" : "there";
  }

  /** The elements that an animation moves at present. @returns {Element[]} */
  function movingElements() {
    return Dom.animations().flatMap((animation) => {
      const { effect } = animation;
      if (animation.playState !== "running" || !(effect instanceof KeyframeEffect) || !effect.target) return [];
      const properties = effect.getKeyframes().flatMap((frame) => Object.keys(frame));
      return properties.some((property) => MOVING.test(property)) ? [effect.target] : [];
    });
  }

  /** Choose where a chip stands, with words or as an icon. @param {Place.Placed} chip @param {DOMRect} own */
  function sit(chip, own) {
    const { element, control } = chip;
    element.classList.remove("small");
    const size = Dom.box(element);
    chip.spot = isOpened(element)
      ? { x: Math.min(0, innerWidth - own.left - size.width), y: own.height, small: false }
      : Room.choose(control, own, size);
    element.classList.toggle("small", chip.spot?.small === true);
    chip.size = Dom.box(element);
    chip.fix = [0, 0];
    element.style.setProperty("--x", `${chip.spot?.x ?? 0}px`);
    element.style.setProperty("--y", `${chip.spot?.y ?? 0}px`);
    element.style.translate = "none";
  }

  /** @param {HTMLElement} element */
  const isOpened = (element) => element.classList.contains("open");

  /** @param {Place.Placed} chip @param {DOMRect} target */
  function correct(chip, target) {
    const actual = Dom.box(chip.element);
    chip.fix = [chip.fix[0] + target.left - actual.left, chip.fix[1] + target.top - actual.top];
    chip.element.style.translate = chip.fix.map((length) => `${length}px`).join(" ");
  }

  /** @param {Place.Placed} chip */
  function isStillFree({ element, control, spot, size, last }) {
    if (!spot || !size || !last || isOpened(element) || !Dom.connected(control)) return true;
    const own = Dom.box(control);
    if (isFar(own, last) || !isSeen(control, own)) return true;
    return Room.isFree(new DOMRect(own.left + spot.x, own.top + spot.y, size.width, size.height), control, own);
  }

  /** Whether a control can be seen: laid out, opaque enough, and topmost at its own centre. @param {Element} control @param {DOMRect} own */
  function isSeen(control, own) {
    if (own.width === 0 || own.height === 0) return false;
    const [x, y] = [own.left + own.width / 2, own.top + own.height / 2];
    if (x < 0 || y < 0 || x >= innerWidth || y >= innerHeight || !Dom.visible(control)) return false;
    const top = Dom.topmost(x, y, (element) => !Host.is(element));
    return Dom.within(top, control) && shownThrough(control) >= opacity;
  }

  /** How opaque an element is, with all around it. @param {Element} control */
  function shownThrough(control) {
    let shown = 1;
    for (let at = /** @type {Element | null} */ (control); at; at = Dom.above(at))
      shown *= Number(getComputedStyle(at).opacity);
    return shown;
  }

  /** @param {DOMRect} one @param {DOMRect} other */
  const isFar = (one, other) => isApart(one.left, other.left) || isApart(one.top, other.top);
  /** @param {number} one @param {number} other */
  const isApart = (one, other) => Math.abs(one - other) > tolerance;

  // Following

  /** Look again in the next frame; where that takes long, a little later and out of sight meanwhile. */
  function soon() {
    clearTimeout(timer);
    timer = 0;
    if (frame !== 0 || later !== 0 || placed.size === 0) return;
    if (!slow) frame = requestAnimationFrame(settle);
    else {
      for (const { element } of placed.values()) element.classList.add("away");
      later = setTimeout(settle, REST);
    }
  }

  /** While there are chips, look again whenever something may have moved. */
  function follow() {
    if (!following) {
      following = new AbortController();
      const { signal } = following;
      for (const event of ["scroll", ...STIRS]) addEventListener(event, soon, { capture: true, passive: true, signal });
    }
    const { signal } = following;
    // Scrolling inside a shadow root is not heard outside it.
    for (const { control } of placed.values()) {
      const home = Dom.home(control);
      if (home instanceof ShadowRoot) home.addEventListener("scroll", soon, { capture: true, passive: true, signal });
    }
  }

  /** Notice when a control that keeps still leaves its place without any event. @param {Place.Placed} chip */
  function guard(chip) {
    const { last } = chip;
    if (!last || chip.guard?.at === last || (chip.guard && !isFar(chip.guard.at, last))) return;
    chip.guard?.disconnect();
    const slack = 2;
    const inner = [last.top, innerWidth - last.right, innerHeight - last.bottom, last.left];
    let first = true;
    const observer = new IntersectionObserver(
      () => {
        // Told after the frame in which it moved: no other frame may pass.
        if (!first) settle();
        first = false;
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

  function stop() {
    following?.abort();
    following = null;
    cancelAnimationFrame(frame);
    clearTimeout(later);
    clearTimeout(timer);
    frame = 0;
    later = 0;
    timer = 0;
    Host.close();
  }

  /** Take all chips away. */
  function clear() {
    cancelAnimationFrame(filling);
    wanted = [];
    expected = new Set();
    arrivals?.disconnect();
    arrivals = null;
    for (const chip of [...placed.values()]) remove(chip);
    stop();
  }

  /** The chip that stands beside a control, if there is one. @param {Element} control */
  const chipOf = (control) => placed.get(control)?.element ?? null;
  /** A chip that stands beside another control of the same person. @param {string} key */
  const another = (key) => [...placed.values()].find((chip) => chip.key === key) ?? null;
  /** How many chips can be seen. */
  const shown = () => [...placed.values()].filter(({ element }) => !element.classList.contains("away")).length;
  const any = () => placed.size > 0;

  return Object.freeze({ show, stir, soon, clear, chipOf, another, shown, any });
})();
