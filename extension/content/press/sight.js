// @ts-check
"use strict";

/**
 * Whether a press is what the person meant: the button was in sight, uncovered and in its place for half a second. A page
 * that lays something over it, slides it under the pointer or makes it transparent presses nothing. Who uses the keyboard
 * goes to a button and brings it into view by that: for them the tip has to have stood so long, and the button to have meant
 * the same.
 *
 * @typedef {object} Sight.Seen of a button, or of what holds it
 * @property {string} means what it says; null if that was changed by somebody else
 * @property {DOMRect} box
 * @property {number} since when it has been in sight as it is
 * @property {number} meant since when there has been a button that means this
 * @property {number} visible since when the browser says that nothing covers it, in so far as it can say so
 *
 * @typedef {object} Sight.Held what holds buttons
 * @property {Element | null} control beside which it stands
 * @property {Set<Element>} before what of the page's was in the top layer before it
 */
const Sight = (() => {
  /** In milliseconds: so long a button has to be in sight, so often that is looked at, and so late a browser tells of covers. */
  const LEAST = 500;
  const EACH = 50;
  const LATE = 100;
  /** What is smaller than this, in CSS pixels, can't be read. */
  const SMALLEST = 16;
  /** Where nothing was looked at for so long, since the page kept the browser busy, what was seen before counts no more. */
  const LONGEST = 300;
  /** What moves by less than this many CSS pixels keeps its place. */
  const EDGE = 1;
  /** Styles that hide something, and their values where they do not. @type {{ [name: string]: string }} */
  const PLAIN = {
    opacity: "1",
    visibility: "visible",
    transform: "none",
    scale: "none",
    rotate: "none",
    filter: "none",
    "clip-path": "none",
    "mask-image": "none",
    "mix-blend-mode": "normal",
  };

  /** @type {Map<HTMLElement, Sight.Held>} */
  const holders = new Map();
  /** @type {Map<Element, Sight.Seen>} */
  let seen = new Map();
  let timer = 0;
  let looked = 0;
  /** Where the window was on the screen. */
  let stood = "";
  /** A browser's own word on covers, where it has one: it knows those that take no pointer, and other processes' frames. */
  const observer = "isVisible" in IntersectionObserverEntry.prototype ? observing() : null;

  function observing() {
    const options = { trackVisibility: true, delay: LATE };
    return new IntersectionObserver(told, /** @type {IntersectionObserverInit} */ (options));
  }

  /** @param {IntersectionObserverEntry[]} entries */
  function told(entries) {
    for (const entry of entries) {
      const one = seen.get(entry.target);
      const { isVisible } = /** @type {{ isVisible?: boolean }} */ (/** @type {unknown} */ (entry));
      if (one) one.visible = isVisible ? Math.min(one.visible, performance.now()) : Infinity;
    }
  }

  /** From now on watch the buttons in `holder`, which stands beside `control`, until it is gone. @param {HTMLElement} holder @param {Element | null} control */
  function attend(holder, control) {
    Cover.prepare();
    holders.set(holder, { control, before: new Set(Cover.foreign(false)) });
    timer ||= setInterval(look, EACH);
  }

  /** Look at all buttons. */
  function look() {
    for (const holder of holders.keys()) if (!holder.isConnected) holders.delete(holder);
    const before = performance.now() - looked > LONGEST || !isInFront() ? new Map() : seen;
    for (const element of seen.keys()) if (!before.has(element)) observer?.unobserve(element);
    looked = performance.now();
    seen = new Map();
    for (const [holder, held] of holders) lookIn(holder, held, before);
    for (const element of before.keys()) if (!seen.has(element)) observer?.unobserve(element);
    if (holders.size > 0) return;
    clearInterval(timer);
    timer = 0;
    Cover.rest();
  }

  /**
   * Whether the window is where it was, and the person is in it: another one that lay over it and goes between two clicks, or one
   * that is moved under the pointer, is nothing that the page itself tells of.
   */
  function isInFront() {
    const before = stood;
    stood = `${screenX} ${screenY}`;
    let whole = document;
    try {
      whole = window.top?.document ?? document;
    } catch {
      // A frame in a page of another site.
    }
    return stood === before && Document.prototype.hasFocus.call(whole);
  }

  /** @param {HTMLElement} holder @param {Sight.Held} held @param {Map<Element, Sight.Seen>} before */
  function lookIn(holder, held, before) {
    const own = Dom.box(holder);
    // A browser that tells of covers tells late, and may miss one that comes and goes.
    const hidden = !isPlain(holder) || Cover.isOver(own, held.before, held.control);
    for (const element of [holder, ...holder.querySelectorAll("button")]) {
      const found = before.get(element) ?? begin(element, before);
      seen.set(element, found);
      const box = element === holder ? inView(own) : Dom.box(element);
      const kept = isSame(box, found.box) && means(element) === found.means;
      if (!hidden && kept && isInSight(element, box)) continue;
      found.box = box;
      found.since = performance.now();
    }
  }

  /** One that was made anew means what the one before did. @param {Element} element @param {Map<Element, Sight.Seen>} before @returns {Sight.Seen} */
  function begin(element, before) {
    observer?.observe(element);
    const says = means(element);
    const now = performance.now();
    return {
      means: says,
      box: new DOMRect(),
      since: now,
      meant: [...before.values()].find((one) => one.means === says)?.meant ?? now,
      visible: observer ? Infinity : -Infinity,
    };
  }

  /** What a button says, with the question that it answers. @param {Element} element */
  function means(element) {
    if (element.localName !== "button") return "";
    const question = element.closest("fieldset")?.querySelector("legend");
    return [element, ...(question ? [question] : [])].map(written).join("\n");
  }

  /** All that an element holds, as text. @param {Element} element */
  const written = (element) =>
    [element, ...element.querySelectorAll("*")]
      .map(({ attributes, childNodes }) => [
        ...Array.from(attributes, ({ name, value }) => `${name}=${value}`),
        ...Array.from(childNodes, (node) => (node instanceof Text ? node.data : node.nodeName)),
      ])
      .join("\n");

  /** @param {DOMRect} one @param {DOMRect} other */
  const isSame = (one, other) =>
    /** @type {const} */ (["left", "top", "right", "bottom"]).every(
      (side) => Math.abs(one[side] - other[side]) <= EDGE,
    );

  /** What of a box is in view: a tip may be taller than the window. @param {DOMRect} box */
  function inView({ left, top, right, bottom }) {
    const [x, y] = [Math.max(left, 0), Math.max(top, 0)];
    return new DOMRect(x, y, Math.min(right, innerWidth) - x, Math.min(bottom, innerHeight) - y);
  }

  /** Whether an element can be seen as it was made. @param {Element} element @param {DOMRect} box */
  const isInSight = (element, box) =>
    box.width >= SMALLEST &&
    box.height >= SMALLEST &&
    box.left >= 0 &&
    box.top >= 0 &&
    box.right <= innerWidth &&
    box.bottom <= innerHeight &&
    isPlain(element) &&
    Cover.isTopmost(element, box);

  /** Whether nothing makes an element transparent, small or another shape. @param {Element} element */
  function isPlain(element) {
    const style = getComputedStyle(element);
    return Object.entries(PLAIN).every(([name, value]) => style.getPropertyValue(name) === value);
  }

  /** Whether a press on a watched button counts. @param {Host.Press} press */
  function counts({ isTrusted, currentTarget: button, detail, timeStamp }) {
    // A press by the keyboard is at no place; where another was the button was found.
    return isTrusted && button instanceof HTMLElement && isReady(button, detail === 0, timeStamp);
  }

  /** Whether a button has been in sight so long that a press counts. @param {HTMLElement} button @param {boolean} byKey @param {number} pressed when */
  function isReady(button, byKey = false, pressed = performance.now()) {
    const [holder, held] = [...holders].find(([one]) => one.contains(button)) ?? [];
    if (!holder || !held || Cover.isOver(Dom.box(holder), held.before, held.control, true)) return false;
    look();
    if (!Host.isIntact() || !isInSight(button, Dom.box(button)) || !chain(button, holder).every(isPlain)) return false;
    return isLong(byKey ? holder : button, pressed) && (!byKey || isMeant(button, pressed));
  }

  /** Whether a button had meant long enough what it means when it was pressed. @param {Element} button @param {number} pressed */
  function isMeant(button, pressed) {
    const found = seen.get(button);
    return found !== undefined && found.means === means(button) && pressed - found.meant >= LEAST;
  }

  /** Whether an element had been in sight long enough when it was pressed. @param {Element} element @param {number} pressed */
  function isLong(element, pressed) {
    const found = seen.get(element);
    return found !== undefined && pressed - found.since >= LEAST && pressed - found.visible >= LEAST - 2 * LATE;
  }

  /** From an element out to what holds it. @param {Element} element @param {Element} holder */
  function chain(element, holder) {
    const found = [];
    for (let at = /** @type {Element | null} */ (element); at && at !== holder; at = at.parentElement) found.push(at);
    return found;
  }

  return Object.freeze({ attend, counts, isReady });
})();
