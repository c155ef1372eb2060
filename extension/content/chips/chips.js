// @ts-check
"use strict";

/**
 * Which controls have a chip: those in view, a few at a time. The browser's anchor positioning carries a chip along with
 * its control and is trusted only as far as it can be verified. Where a control goes, its chip is out of sight.
 */
const Place = (() => {
  const { most, "per-frame": perFrame } = CORE.page.placement;
  /** A control that moved is looked at again after so many milliseconds; while it moves its chip is hidden. */
  const REST = 100;
  /** Where looking at all chips takes longer than this many milliseconds twice on end, they are hidden while the page moves. */
  const SLOW = 8;
  /** At least so many milliseconds between two searches for controls that were drawn anew. */
  const BETWEEN_SEATS = 30;
  /**
   * At least so many milliseconds between two looks at the chips while the page changes; where nothing comes of it, up to
   * so many.
   */
  const BETWEEN_STIRS = 120;
  const CALM = 480;
  /** So many changes of one moment are looked at. */
  const MOST_RECORDS = 50;
  /** So many controls are looked at for those in view. */
  const MOST_LOOKED_AT = 200;
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

  /** @type {Map<Element, Place.Placed>} */
  const placed = new Map();
  /** @type {Place.Wanted[]} */
  let wanted = [];
  /** The controls that are wanted, watched until they come into view. @type {Set<Element>} */
  let expected = new Set();
  /** @type {IntersectionObserver | null} */
  let arrivals = null;
  /** @type {AbortController | null} */
  let following = null;
  /** Calls for a look that can't wait. */
  let hurry = () => {};
  let frame = 0;
  let later = 0;
  let timer = 0;
  /** Whether the chips are looked at in the next frame already, and not after it. */
  let urgent = false;
  let slow = false;
  let wasLong = false;
  let seated = -Infinity;
  let stirred = -Infinity;
  let between = BETWEEN_STIRS;

  /**
   * Show chips for these controls and for no others. `lost` is called when a chip had to go because its control became
   * another, as it does in lists that use their rows again.
   * @param {Place.Wanted[]} list @param {() => void} lost
   */
  function show(list, lost) {
    hurry = lost;
    wanted = list.slice(0, MOST_LOOKED_AT);
    if (wanted.length === 0) {
      clear();
      return;
    }
    if (Host.isGone()) for (const chip of [...placed.values()]) remove(chip);
    for (const want of wanted) {
      const chip = placed.get(want.control);
      // A question that was answered, or a row that is used again: what stood there was another kind of chip.
      if (chip && chip.key !== want.key) remove(chip);
      else if (chip) Face.renew(chip, want);
    }
    expect();
    inherit();
    for (const chip of placed.values()) chip.doubted = true;
    settle();
  }

  /** Notice when a wanted control comes into view. */
  function expect() {
    arrivals ??= new IntersectionObserver(arrived, { threshold: [0, 0.5, 1] });
    const controls = new Set(wanted.map(({ control }) => control));
    for (const control of expected) if (!controls.has(control)) arrivals.unobserve(control);
    for (const control of controls) if (!expected.has(control)) arrivals.observe(control);
    expected = controls;
  }

  /** @param {IntersectionObserverEntry[]} entries */
  function arrived(entries) {
    if (entries.some(({ isIntersecting, target }) => isIntersecting && !placed.has(target))) settle();
  }

  /** A chip whose control is gone goes to another of the same person, or goes too. */
  function inherit() {
    for (const chip of [...placed.values()]) {
      if (expected.has(chip.control) && Dom.connected(chip.control)) continue;
      const heir = wanted.find((want) => want.key === chip.key && isFresh(want));
      if (heir) seat(chip, heir);
      else remove(chip);
    }
  }

  /** Give chips to wanted controls in view. Where each stands is seen to when the page was laid out with it. */
  function fill() {
    let added = 0;
    for (const want of wanted) {
      if (!isFresh(want) || !want.isSame(want.control)) continue;
      if (placed.size >= most && !dropOneOutOfView()) break;
      if (added >= perFrame) break;
      add(want);
      added += 1;
    }
    if (added > 0) {
      follow();
      afterFrame();
    }
    if (placed.size === 0) stop();
  }

  /** @param {Place.Wanted} want */
  const isFresh = ({ control }) => !placed.has(control) && Stand.isSeen(control);

  function dropOneOutOfView() {
    const chip = [...placed.values()].find(({ control }) => !Stand.isSeen(control));
    if (chip) remove(chip);
    return chip !== undefined;
  }

  /** @param {Place.Wanted} want @returns {Place.Placed} */
  function add(want) {
    const element = Face.make(want);
    const marks = marksOf(want.control);
    /** @type {Place.Placed} */
    const chip = {
      ...want,
      element,
      marks,
      spot: null,
      last: null,
      moved: -Infinity,
      sat: -Infinity,
      size: null,
      guard: null,
      doubted: false,
    };
    Face.renew(chip, want);
    Host.open().append(element);
    // To show a popover the browser lays the page out, again and again; with nothing to lay out that takes no time.
    element.style.display = "none";
    element.showPopover(/** @type {any} */ ({ source: want.control }));
    element.style.display = "";
    placed.set(want.control, chip);
    return chip;
  }

  /** Put a chip beside another control of the same person: the old one was drawn anew. @param {Place.Placed} chip @param {Place.Wanted} want */
  function seat(chip, want) {
    const { element } = chip;
    const focused = /** @type {HTMLElement | null} */ (Host.focused());
    between = BETWEEN_STIRS;
    placed.delete(chip.control);
    Stand.release(chip);
    element.hidePopover();
    element.showPopover(/** @type {any} */ ({ source: want.control }));
    placed.set(want.control, chip);
    Face.renew(chip, want);
    chip.marks = marksOf(want.control);
    listen();
    if (focused && element.contains(focused)) focused.focus({ preventScroll: true });
  }

  /** @param {Place.Placed} chip */
  function remove(chip) {
    Stand.release(chip);
    chip.element.remove();
    placed.delete(chip.control);
  }

  /**
   * Something may have moved to where a chip is. It is looked at when the browser has laid the page out, so that it is not
   * laid out twice.
   */
  function stir() {
    if (expected.size === 0) return;
    Near.enough();
    // To find out whether there is still room takes long on a large page, as whether an icon has room for its words by
    // now does on any: that can wait for the next look.
    if (Dom.size() <= Dom.LARGE) for (const chip of placed.values()) chip.doubted ||= !chip.spot?.small;
    timer ||= setTimeout(afterFrame, Math.max(0, stirred + between - performance.now()));
  }

  const listen = () => Near.listen([...placed.values()], noticed, stir);

  /** A control or what holds it has changed. @param {MutationRecord[]} records */
  function noticed(records) {
    // Without the host there is nothing to seat; the next look brings it back.
    if (expected.size === 0 || Host.isGone()) return;
    const others = [...placed.values()].filter((chip) => !isStill(chip));
    for (const chip of others) remove(chip);
    reseat();
    // What carries a chip's control away must not be painted with the chip left behind.
    const carried = carriedBy(records);
    if (carried.length > 0 && !slow && Dom.size() <= Dom.LARGE) settle();
    else {
      for (const { element } of carried) element.classList.add("away");
      stir();
    }
    if (others.length > 0) hurry();
  }

  /** Whether a control is still what it was when it got its chip. @param {Place.Placed} chip */
  function isStill(chip) {
    const marks = marksOf(chip.control);
    if (!Dom.connected(chip.control) || (marks === chip.marks && chip.tells)) return true;
    chip.marks = marks;
    return chip.isSame(chip.control);
  }

  /** @param {Element} control */
  const marksOf = (control) => Near.MARKS.map((name) => Dom.attribute(control, name)).join("\n");

  /** The chips in sight whose control stands in something that one of the first changes is to. @param {MutationRecord[]} records */
  function carriedBy(records) {
    const changed = records.slice(0, MOST_RECORDS).filter(({ type }) => type === "attributes");
    if (changed.length === 0) return [];
    return [...placed.values()].filter(
      (chip) => isInSight(chip) && changed.some(({ target }) => Dom.contains(target, chip.control)),
    );
  }

  /** @param {Place.Placed} chip */
  const isInSight = ({ element }) => !element.classList.contains("away");

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

  /** Look at every chip: is its control to be seen, and does it stand beside it? */
  function settle() {
    const began = performance.now();
    forgetTimers();
    const animated = Stand.animated();
    const chips = [...placed.values()];
    const before = chips.filter(isInSight);
    const states = chips.map((chip) => check(chip, animated));
    const same = chips.filter(isInSight).length === before.length && before.every(isInSight);
    between = same ? Math.min(between * 1.5, CALM) : BETWEEN_STIRS;
    if (animated.length === 0) fill();
    stirred = performance.now();
    const isLong = stirred - began > SLOW;
    slow = isLong && wasLong;
    wasLong = isLong;
    if (states.includes("sat")) afterFrame();
    if (states.includes("moving")) timer = setTimeout(soon, REST);
    // Something may slide over a chip, or a chip's place away, in any frame until it ends.
    if (animated.length > 0) soon();
    if (expected.size > 0) listen();
  }

  /** @param {Place.Placed} chip @param {Element[]} animated */
  function check(chip, animated) {
    const state = Stand.check(chip, animated);
    if (state === "moving") Stand.release(chip);
    // Told after the frame in which it moved: no other frame may pass.
    else Stand.guard(chip, settle);
    return state;
  }

  /** Look again in the next frame; where that takes long, a little later and out of sight meanwhile. */
  function soon() {
    if (urgent || expected.size === 0) return;
    forgetTimers();
    urgent = true;
    if (!slow) frame = requestAnimationFrame(settle);
    else {
      for (const { element } of placed.values()) element.classList.add("away");
      later = setTimeout(settle, REST);
    }
  }

  function afterFrame() {
    clearTimeout(timer);
    timer = 0;
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      later ||= setTimeout(settle);
    });
  }

  /** While there are chips, look again whenever something may have moved. */
  function follow() {
    following ??= new AbortController();
    const options = { capture: true, passive: true, signal: following.signal };
    for (const event of STIRS) addEventListener(event, soon, options);
    addEventListener("resize", rearrange, options);
    // Scrolling inside a shadow root is not heard outside it.
    for (const { control } of placed.values()) {
      const home = Dom.home(control);
      if (home instanceof ShadowRoot) home.addEventListener("scroll", soon, options);
    }
  }

  /** In a window of another size there is other room. */
  function rearrange() {
    for (const chip of placed.values()) chip.spot = null;
    soon();
  }

  function forgetTimers() {
    cancelAnimationFrame(frame);
    clearTimeout(later);
    clearTimeout(timer);
    frame = 0;
    later = 0;
    timer = 0;
    urgent = false;
  }

  function stop() {
    following?.abort();
    following = null;
    Near.stop();
    Host.close();
  }

  /** Take all chips away. */
  function clear() {
    forgetTimers();
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
  const shown = () => [...placed.values()].filter(isInSight).length;

  return Object.freeze({ show, soon, clear, chipOf, another, shown });
})();
