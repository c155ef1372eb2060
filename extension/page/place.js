// @ts-check
"use strict";

/**
 * Chips beside their controls, or not at all. The browser's anchor positioning carries a chip along; it is trusted
 * only as far as it can be verified.
 */
const Place = (() => {
  const MOST = 8;
  const PER_FRAME = 2;
  const GAP = 8;
  /** How far a chip may stand from where it belongs before it is moved, in CSS pixels. */
  const TOLERANCE = 1;

  /**
   * @typedef {{ element: HTMLButtonElement, control: Element, side: string | null, open: (chip: HTMLElement) => void, words: string }} Placed
   */

  /** @type {Map<Element, Placed>} */
  const placed = new Map();
  /** @type {AbortController | null} */
  let following = null;
  let frame = 0;

  /**
   * Show chips for these controls and for no others: those in view first, a few at a time.
   * @param {Place.Wanted[]} wanted
   */
  function show(wanted) {
    const visible = wanted.filter(({ control }) => seen(control)).slice(0, MOST);
    const kept = new Set(visible.map(({ control }) => control));
    for (const [control, chip] of placed) if (!kept.has(control)) remove(control, chip);
    let fresh = 0;
    for (const want of visible) {
      const known = placed.get(want.control);
      if (known) refresh(known, want);
      else if (fresh < PER_FRAME) {
        add(want);
        fresh += 1;
      }
    }
    if (placed.size === 0) {
      stop();
      return;
    }
    follow();
    settle();
    if (placed.size < visible.length) requestAnimationFrame(() => show(wanted));
  }

  /** @param {Place.Wanted} want */
  function add(want) {
    const element = document.createElement("button");
    element.type = "button";
    element.popover = "manual";
    element.className = "chip";
    element.setAttribute("aria-expanded", "false");
    /** @type {Placed} */
    const chip = { element, control: want.control, side: null, open: want.open, words: "" };
    element.addEventListener("click", (event) => {
      if (event.isTrusted) chip.open(element);
    });
    refresh(chip, want);
    Host.open().append(element);
    element.showPopover(/** @type {any} */ ({ source: want.control }));
    placed.set(want.control, chip);
  }

  /** @param {Placed} chip @param {Place.Wanted} want */
  function refresh(chip, want) {
    chip.open = want.open;
    const { words, name, tone, icon } = want.face;
    const state = `${tone} ${words} ${name}`;
    if (chip.words === state) return;
    chip.words = state;
    chip.side = null;
    chip.element.dataset.tone = tone;
    chip.element.lang = want.face.locale;
    chip.element.dir = want.face.direction;
    chip.element.setAttribute("aria-label", name);
    const text = document.createElement("span");
    text.className = "words";
    text.textContent = words;
    chip.element.replaceChildren(Icons.draw(icon), text);
  }

  /** @param {Element} control @param {Placed} chip */
  function remove(control, chip) {
    chip.element.remove();
    placed.delete(control);
  }

  /** Look at every chip: is its control to be seen, and does it stand beside it? */
  function settle() {
    for (const [control, chip] of placed) {
      if (!Dom.connected(control)) {
        remove(control, chip);
        continue;
      }
      const there = seen(control) && stand(chip);
      chip.element.classList.toggle("away", !there);
    }
    if (placed.size === 0) stop();
  }

  /** Whether a control can be seen: laid out, opaque, and topmost at its own centre. @param {Element} control */
  function seen(control) {
    const box = Dom.box(control);
    if (box.width === 0 || box.height === 0) return false;
    const x = box.left + box.width / 2;
    const y = box.top + box.height / 2;
    if (x < 0 || y < 0 || x >= innerWidth || y >= innerHeight) return false;
    if (!control.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false;
    const top = topmost(x, y);
    return top !== null && (top === control || control.contains(top));
  }

  /** The topmost element of the page at a point, through open shadow roots. @param {number} x @param {number} y */
  function topmost(x, y) {
    /** @type {Document | ShadowRoot} */
    let root = document;
    for (;;) {
      /** @type {Element | undefined} */
      const top = /** @type {any} */ (root === document ? Document : ShadowRoot).prototype.elementsFromPoint
        .call(root, x, y)
        .find((/** @type {Element} */ element) => !Host.is(element));
      if (!top?.shadowRoot) return top ?? null;
      root = top.shadowRoot;
    }
  }

  /** Put the chip on the first side with room, and correct it if the browser did not. @param {Placed} chip */
  function stand(chip) {
    const { element, control } = chip;
    const anchor = Dom.box(control);
    const size = Dom.box(element);
    if (chip.side === null || !free(rectangle(chip.side, anchor, size), control)) {
      chip.side = sides().find((side) => free(rectangle(side, anchor, size), control)) ?? null;
    }
    if (chip.side === null) return false;
    element.dataset.side = chip.side;
    element.style.translate = "none";
    const target = rectangle(chip.side, anchor, size);
    const actual = Dom.box(element);
    const dx = target.left - actual.left;
    const dy = target.top - actual.top;
    if (Math.abs(dx) > TOLERANCE || Math.abs(dy) > TOLERANCE) element.style.translate = `${dx}px ${dy}px`;
    return true;
  }

  /** After the control, below it, above it, before it. */
  function sides() {
    const rightToLeft = getComputedStyle(document.documentElement).direction === "rtl";
    return rightToLeft ? ["left", "below", "above", "right"] : ["right", "below", "above", "left"];
  }

  /** @param {string} side @param {DOMRect} anchor @param {DOMRect} size */
  function rectangle(side, anchor, size) {
    const middle = anchor.top + (anchor.height - size.height) / 2;
    const start =
      getComputedStyle(document.documentElement).direction === "rtl" ? anchor.right - size.width : anchor.left;
    const [left, top] =
      side === "right"
        ? [anchor.right + GAP, middle]
        : side === "left"
          ? [anchor.left - GAP - size.width, middle]
          : side === "below"
            ? [start, anchor.bottom + GAP / 2]
            : [start, anchor.top - GAP / 2 - size.height];
    return new DOMRect(left, top, size.width, size.height);
  }

  /** Whether a rectangle lies in view and covers no control and no text. @param {DOMRect} rect @param {Element} control */
  function free(rect, control) {
    if (rect.left < 0 || rect.top < 0 || rect.right > innerWidth || rect.bottom > innerHeight) return false;
    for (const fx of [0.03, 0.35, 0.65, 0.97]) {
      for (const fy of [0.15, 0.5, 0.85]) {
        const x = rect.left + rect.width * fx;
        const y = rect.top + rect.height * fy;
        const under = topmost(x, y);
        if (under && under !== control && (isControl(under, control) || hasTextAt(under, x, y))) return false;
      }
    }
    return true;
  }

  /** A control that does not also hold ours, as a row that is one large link does. @param {Element} under @param {Element} control */
  function isControl(under, control) {
    const clickable = Dom.closest(under, `${CORE.page.signals.clickable}, input, textarea, select`);
    return clickable !== null && !clickable.contains(control);
  }

  /** @param {Element} element @param {number} x @param {number} y */
  function hasTextAt(element, x, y) {
    const range = document.createRange();
    for (const node of element.childNodes) {
      if (node.nodeType !== Node.TEXT_NODE || !node.nodeValue?.trim()) continue;
      range.selectNodeContents(node);
      for (const box of range.getClientRects())
        if (x >= box.left && x <= box.right && y >= box.top && y <= box.bottom) return true;
    }
    return element instanceof HTMLImageElement;
  }

  /** While there are chips, look again whenever something may have moved. */
  function follow() {
    if (following) return;
    following = new AbortController();
    const { signal } = following;
    const look = () => {
      if (frame === 0)
        frame = requestAnimationFrame(() => {
          frame = 0;
          settle();
        });
    };
    addEventListener("scroll", look, { capture: true, passive: true, signal });
    for (const event of ["resize", "scrollend", "transitionend", "animationend"])
      addEventListener(event, look, { capture: true, passive: true, signal });
  }

  function stop() {
    following?.abort();
    following = null;
    cancelAnimationFrame(frame);
    frame = 0;
    Host.close();
  }

  /** Take all chips away. */
  function clear() {
    for (const [control, chip] of placed) remove(control, chip);
    stop();
  }

  /** The chip that stands beside a control, if there is one. @param {Element} control */
  const chipOf = (control) => placed.get(control)?.element ?? null;

  return Object.freeze({ show, settle, clear, chipOf });
})();
