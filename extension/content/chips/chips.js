// @ts-check
"use strict";

/**
 * Which controls have a chip: those in view, a few at a time. The browser's anchor positioning carries a chip along with
 * its control and is trusted only as far as it can be verified. Where a control goes, its chip is out of sight.
 *
 * @typedef {Wanted.Chip & { open: (chip: HTMLElement) => void }} Chips.Wanted a control that is to have a chip, and what that opens
 *
 * @typedef {object} Chips.Place where a chip stands, and what is known of its control
 * @property {HTMLElement} element
 * @property {string} signs what the control said of itself when it got its chip
 * @property {Room.Spot | null} spot
 * @property {DOMRect | null} last the control's box when it was last looked at
 * @property {number} moved when it last moved, and when the chip was last given its place
 * @property {number} sat
 * @property {DOMRect | null} size
 * @property {{ at: DOMRect, disconnect: () => void } | null} guard
 * @property {boolean} doubted the page may have changed where it stands
 *
 * @typedef {Chips.Wanted & Chips.Place} Chips.Standing
 */
const Chips = Lazily(() => {
  const { most, "per-frame": perFrame } = Known.page.placement;
  /** At least so many milliseconds between two searches for controls that were drawn anew. */
  const BETWEEN_SEATS = 30;
  /** So many changes of one moment are looked at. */
  const MOST_RECORDS = 50;
  /** So many controls are looked at for those in view. */
  const MOST_LOOKED_AT = 200;

  /** What is wanted, who is told when a chip had to go because its control became another, and when that was last searched for. */
  const want = { list: /** @type {Chips.Wanted[]} */ ([]), lost: () => {}, seated: -Infinity };
  /** What stands, by the control. @type {Map<Element, Chips.Standing>} */
  const standing = new Map();
  const all = () => [...standing.values()];

  Schedule.begin({ settle, conceal, rearrange, isOver: () => want.list.length === 0 });

  /**
   * Show chips for these controls and for no others. `lost` is called when a chip had to go because its control became
   * another, as it does in lists that use their rows again.
   * @param {Chips.Wanted[]} list @param {() => void} lost
   */
  function show(list, lost) {
    want.lost = lost;
    want.list = list.slice(0, MOST_LOOKED_AT);
    if (want.list.length === 0) {
      clear();
      return;
    }
    if (Host.isGone()) {
      for (const chip of all()) remove(chip);
      Host.giveUp();
    }
    for (const one of want.list) {
      const chip = standing.get(one.control);
      // A question that was answered, or a row that is used again: what stood there was another kind of chip.
      if (chip && chip.key !== one.key) remove(chip);
      else if (chip) Face.renew(chip, one);
    }
    Near.expect(new Set(want.list.map(({ control }) => control)), arrived);
    inherit();
    for (const chip of standing.values()) chip.doubted = true;
    settle();
  }

  /** A wanted control came into view. @param {Element[]} controls */
  function arrived(controls) {
    if (controls.some((control) => !standing.has(control))) settle();
  }

  /** A chip whose control is gone goes to another of the same person, or goes too. */
  function inherit() {
    for (const chip of all()) {
      if (Near.expects(chip.control) && Dom.connected(chip.control)) continue;
      const heir = want.list.find((one) => one.key === chip.key && isFresh(one));
      if (heir) seat(chip, heir);
      else remove(chip);
    }
  }

  /** Give chips to wanted controls in view. Where each stands is seen to when the page was laid out with it. */
  function fill() {
    let added = 0;
    for (const one of want.list) {
      if (!isFresh(one)) continue;
      if (standing.size >= most && !dropOneOutOfView()) break;
      if (added >= perFrame) break;
      add(one);
      added += 1;
    }
    if (added > 0) {
      Schedule.follow(roots());
      Schedule.afterFrame();
    }
    if (standing.size === 0) stop();
  }

  /** The shadow roots that controls with a chip stand in. */
  function roots() {
    return new Set(
      all()
        .map(({ control }) => Dom.home(control))
        .filter((home) => home instanceof ShadowRoot),
    );
  }

  /**
   * Whether a control waits for a chip. It is read again: the page may have used it for somebody else since it was looked at.
   * @param {Chips.Wanted} one
   */
  const isFresh = ({ control, isSame }) => !standing.has(control) && Stand.isSeen(control) && isSame(control);

  function dropOneOutOfView() {
    const chip = all().find(({ control }) => !Stand.isSeen(control));
    if (chip) remove(chip);
    return chip;
  }

  /** @param {Chips.Wanted} one */
  function add(one) {
    const element = Face.make(one);
    /** @type {Chips.Standing} */
    const chip = {
      ...one,
      element,
      signs: Find.signsOf(one.control),
      spot: null,
      last: null,
      moved: -Infinity,
      sat: -Infinity,
      size: null,
      guard: null,
      doubted: false,
    };
    Face.renew(chip, one);
    Host.open().append(element);
    // To show a popover the browser lays the page out, again and again; with nothing to lay out that takes no time:
    // docs/browser-bugs.md, show-popover-layout.
    element.style.display = "none";
    element.showPopover({ source: /** @type {HTMLElement} */ (one.control) });
    element.style.display = "";
    standing.set(one.control, chip);
  }

  /** Put a chip beside another control of the same person: the old one was drawn anew. @param {Chips.Standing} chip @param {Chips.Wanted} heir */
  function seat(chip, heir) {
    const { element } = chip;
    const focused = /** @type {HTMLElement | null} */ (Host.focused());
    Schedule.enliven();
    standing.delete(chip.control);
    Stand.release(chip);
    element.hidePopover();
    element.showPopover({ source: /** @type {HTMLElement} */ (heir.control) });
    standing.set(heir.control, chip);
    Face.renew(chip, heir);
    chip.signs = Find.signsOf(heir.control);
    listen();
    if (element.contains(focused)) focused?.focus({ preventScroll: true });
  }

  /**
   * Whoever was at a chip by keyboard, or in its tip, goes on from its control, and not from the page's beginning; but is not
   * at it, where another Enter would press it. Where the control went too they go on where the tip moves to.
   * @param {Chips.Standing} chip
   */
  function remove(chip) {
    const control = /** @type {HTMLElement} */ (chip.control);
    Stand.release(chip);
    if (Host.hold(chip.element)) {
      control.focus({ preventScroll: true });
      control.blur();
    }
    chip.element.remove();
    standing.delete(control);
  }

  /** Something may have moved to where a chip is. */
  function stir() {
    if (want.list.length === 0) return;
    Near.enough();
    // To find out whether there is still room takes long on a large page, as whether an icon has room for its words by
    // now does on any: that can wait for the next look.
    if (Dom.size() <= Dom.LARGE) for (const chip of standing.values()) chip.doubted ||= !chip.spot?.small;
    Schedule.stir();
  }

  const listen = () => Near.listen(all(), noticed, stir);

  /** A control or what holds it has changed. @param {MutationRecord[]} records */
  function noticed(records) {
    // Without the host there is nothing to seat; the next look brings it back.
    if (want.list.length === 0 || Host.isGone()) return;
    const others = all().filter((chip) => !isStill(chip));
    for (const chip of others) remove(chip);
    reseat();
    // What carries a chip's control away must not be painted with the chip left behind.
    const carried = carriedBy(records);
    if (carried.length > 0 && !Schedule.isSlow() && Dom.size() <= Dom.LARGE) settle();
    else {
      for (const { element } of carried) Host.see(element, false);
      stir();
    }
    if (others.length > 0) want.lost();
  }

  /** Whether a control is still what it was when it got its chip. @param {Chips.Standing} chip */
  function isStill(chip) {
    const signs = Find.signsOf(chip.control);
    if (!Dom.connected(chip.control) || (signs === chip.signs && chip.tells)) return true;
    chip.signs = signs;
    return chip.isSame(chip.control);
  }

  /** The chips in sight whose control stands in something that one of the first changes is to. @param {MutationRecord[]} records */
  function carriedBy(records) {
    const changed = records.slice(0, MOST_RECORDS).filter(({ type }) => type === "attributes");
    return all().filter((chip) => isInSight(chip) && changed.some(({ target }) => Dom.contains(target, chip.control)));
  }

  /** @param {Chips.Standing} chip */
  const isInSight = ({ element }) => !element.classList.contains("away");

  /**
   * A control that was drawn anew is found again by its own words before the next frame, so that its chip does not
   * flicker; everything else waits for the next look.
   */
  function reseat() {
    if (performance.now() < want.seated + BETWEEN_SEATS) return;
    for (const chip of all()) {
      if (Dom.connected(chip.control)) continue;
      want.seated = performance.now();
      const heir = Dom.all(document, twinsOf(chip.control)).find((one) => !standing.has(one) && chip.isSame(one));
      if (heir) seat(chip, { ...chip, control: heir });
    }
  }

  /** Finds the elements that say of themselves what this one does. @param {Element} element */
  function twinsOf(element) {
    const attributes = ["href", "aria-label", "role"].flatMap((name) => {
      const value = Dom.attribute(element, name);
      return value === null ? [] : [`[${name}="${CSS.escape(value)}"]`];
    });
    return `${element.localName}${attributes.join("")}`;
  }

  /** Look at every chip: is its control to be seen, and does it stand beside it? */
  function settle() {
    Schedule.began();
    const animated = Stand.animated();
    const chips = all();
    const before = chips.filter(isInSight);
    const states = chips.map((chip) => check(chip, animated));
    const same = chips.filter(isInSight).length === before.length && before.every(isInSight);
    if (animated.length === 0) fill();
    Schedule.ended({
      same,
      sat: states.includes("sat"),
      moving: states.includes("moving"),
      animated: animated.length > 0,
    });
    if (want.list.length > 0) listen();
  }

  /** @param {Chips.Standing} chip @param {Element[]} animated */
  function check(chip, animated) {
    const state = Stand.check(chip, animated);
    if (state === "moving") Stand.release(chip);
    // Told after the frame in which it moved: no other frame may pass.
    else Stand.guard(chip, settle);
    return state;
  }

  function conceal() {
    for (const { element } of standing.values()) Host.see(element, false);
  }

  function rearrange() {
    for (const chip of standing.values()) chip.spot = null;
  }

  function stop() {
    Schedule.unfollow();
    Near.stop();
    Host.close();
  }

  /** Take all chips away. */
  function clear() {
    Schedule.forget();
    want.list = [];
    Near.expectNone();
    for (const chip of all()) remove(chip);
    stop();
  }

  /** @param {HTMLElement} element */
  const chipOf = (element) => all().find((chip) => chip.element === element);
  /** Whose chip an element is, as far as the page tells. @param {HTMLElement} element */
  const clueOf = (element) => chipOf(element)?.clue;
  /** The control that a chip stands beside. @param {HTMLElement} element */
  const controlOf = (element) => chipOf(element)?.control ?? null;
  /** Whether the chip beside a control can be seen. @param {Element} control */
  const isShown = (control) => all().some((chip) => chip.control === control && isInSight(chip));
  /** A chip that stands beside another control of the same person. @param {string} key */
  const another = (key) => all().find((chip) => chip.key === key);
  /** How many chips can be seen. */
  const shown = () => all().filter(isInSight).length;

  return Object.freeze({ show, clear, clueOf, controlOf, isShown, another, shown });
});
