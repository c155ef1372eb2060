// @ts-check
"use strict";

/**
 * Where there is room for a chip beside a control: places in order, none over another control or over text. Reads the
 * page's geometry; lengths are CSS pixels of the viewport.
 *
 * @typedef {{ x: number, y: number, small: boolean }} Room.Spot where a chip stands, from its control's upper left corner
 * @typedef {{ box: DOMRect, above: DOMRect[] }} Room.Obstacle a box that a chip may not cover, and those of the layers
 *   over it that hold the control
 */
const Room = Lazily(() => {
  const { gap, icon, row } = Known.page.placement;
  const { clickable } = Known.page.signals;
  const SOLID = `${clickable}, input, textarea, select, summary, label, img, svg, video, canvas, iframe, object, embed`;
  const WITHOUT_BOX = "script, style, template, noscript, head";
  const FLOATING = "dialog, [popover], [role=menu], [role=dialog], [role=listbox], [role=tooltip]";
  /** A page with more boxes around one control than this has no place that could be found in time. */
  const MOST_BOXES = 1500;
  /** Nor has one with so many that are far away. */
  const MOST_FAR = 10_000;
  /** So many neighbours in a row that lie below all that is looked at, and those that follow lie there too. */
  const ENOUGH_BELOW = 4;
  /** Where children do so. */
  const STACKS = ["block", "flow-root", "list-item"];
  /** What lies outside a small parent's box is looked for so far around it. */
  const FAR = 300;
  /** Boxes that touch by less than this do not cover each other. */
  const EDGE = 1;

  /**
   * The first free place for a chip of `size`, as its offset from the control's upper left corner; `small` if only the
   * icon has room; null if nothing has.
   * @param {Element} control @param {DOMRect} own @param {{ width: number, height: number }} size @returns {Room.Spot | null}
   */
  function choose(control, own, size) {
    const card = cardOf(control, own);
    const words = beside(control, own, size);
    // A chip that lies across the edge of its card belongs to nothing: there may be a place inside.
    const inside = card === null ? [] : words.filter(({ rect }) => covers(card, rect));
    const places = [...inside, ...words.filter((one) => !inside.includes(one)), ...corners(control, own)];
    const found = obstacles(control, own, union(places.map(({ rect }) => rect)));
    const free = places.find(
      ({ rect }) => isInView(rect) && !found.some((one) => isBlocked(rect, one)) && !isOverlaid(rect, control, own),
    );
    return free ? { x: free.rect.left - own.left, y: free.rect.top - own.top, small: free.small } : null;
  }

  /** Whether a chip may stay where it is. @param {DOMRect} rect @param {Element} control @param {DOMRect} own */
  const isFree = (rect, control, own) => !obstacles(control, own, rect).some((one) => isBlocked(rect, one));

  /** Whether an obstacle is in the way; not if it lies under the header or menu that the control is in. @param {DOMRect} rect @param {Room.Obstacle} obstacle */
  const isBlocked = (rect, { box, above }) =>
    overlap(box, rect) && !above.some((layer) => covers(layer, common(box, rect)));

  /**
   * After the control, after the last one of its row, below, above, before.
   * @param {Element} control @param {DOMRect} own @param {{ width: number, height: number }} size
   */
  function beside(control, own, { width, height }) {
    const line = rowBox(control, own);
    const rtl = isRightToLeft(control);
    const middle = own.top + (own.height - height) / 2;
    const start = rtl ? own.right - width : own.left;
    const [left, right] = [own.left - gap - width, own.right + gap];
    const [before, after] = rtl ? [right, left] : [left, right];
    const afterRow = rtl ? line.left - gap - width : line.right + gap;
    return [
      [after, middle],
      [afterRow, middle],
      [start, own.bottom + gap / 2],
      [start, own.top - gap / 2 - height],
      [before, middle],
    ].map(([x, y]) => ({ rect: new DOMRect(x, y, width, height), small: false }));
  }

  /** The box of the card that a control lies in: of the nearest thing around it, higher than a row, that shows an edge; null if none does. @param {Element} control @param {DOMRect} own */
  function cardOf(control, own) {
    for (let at = Dom.above(control); at && !Dom.matches(at, "html, body"); at = Dom.above(at)) {
      const box = Dom.box(at);
      if (box.height > own.height * row && hasEdge(at)) return box;
    }
    return null;
  }

  /** Whether something is drawn with a border at its sides, or a shadow around it. @param {Element} element */
  function hasEdge(element) {
    const { borderLeftWidth, borderRightWidth, boxShadow } = getComputedStyle(element);
    return (parseFloat(borderLeftWidth) > 0 && parseFloat(borderRightWidth) > 0) || boxShadow !== "none";
  }

  /** Outside the corners, those after the control first. @param {Element} control @param {DOMRect} own */
  function corners(control, own) {
    const [near, far] = [own.right, own.left - icon];
    const sides = isRightToLeft(control) ? [far, near] : [near, far];
    return sides.flatMap((x) =>
      [own.top - icon, own.bottom].map((y) => ({ rect: new DOMRect(x, y, icon, icon), small: true })),
    );
  }

  /** @param {Element} control */
  const isRightToLeft = (control) => getComputedStyle(control).direction === "rtl";

  /** From the control to the last one after it in its row, which ends where somebody else's control stands. @param {Element} control @param {DOMRect} own */
  function rowBox(control, own) {
    let line = control;
    for (let at = Dom.above(control); at && Dom.box(at).height <= own.height * row; at = Dom.above(at)) line = at;
    let { left, right } = own;
    for (const other of Dom.all(line, clickable)) {
      if (Dom.within(other, control) || Dom.within(control, other)) continue;
      const box = Dom.box(other);
      if (box.width === 0) continue;
      if (Find.read(other)) return own;
      left = Math.min(left, box.left);
      right = Math.max(right, box.right);
    }
    return new DOMRect(left, own.top, right - left, own.height);
  }

  /**
   * The boxes of controls, pictures and texts in a region, without the control itself and what lies behind it.
   * @param {Element} control @param {DOMRect} own @param {DOMRect} region @returns {Room.Obstacle[]}
   */
  function obstacles(control, own, region) {
    /** @type {Room.Obstacle[]} */
    const found = [];
    let left = MOST_BOXES;
    let far = MOST_FAR;
    const [highest, lowest] = [region.top - FAR, region.bottom + FAR];
    const [leftmost, rightmost] = [region.left - FAR, region.right + FAR];
    const ancestors = lineage(control);
    // What floats over the page and holds the control.
    const layers = [...ancestors].filter(floats);
    /** @param {Element} element @param {DOMRect} box */
    const add = (element, box) => {
      const above = layers.filter((layer) => !Dom.within(element, layer)).map(Dom.box);
      if (Dom.visible(element)) found.push({ box, above });
    };
    /** @param {Node} parent @param {DOMRect} clip */
    const visit = (parent, clip) => {
      let below = 0;
      for (let node = Dom.first(parent); node && left > 0 && far > 0; node = Dom.next(node)) {
        if (node instanceof Element) below = visitElement(node, clip) ? below + 1 : 0;
        else if (node instanceof Text && node.data.trim() !== "") visitText(node, clip);
        if (below === ENOUGH_BELOW && isStacked(parent, lowest)) return;
      }
    };
    /** Says whether an element lies below all that is looked at. @param {Element} element @param {DOMRect} clip */
    const visitElement = (element, clip) => {
      const box = Dom.box(element);
      const { width, height, top, left: side } = box;
      const empty = width === 0 || height === 0;
      const isFar = top > lowest || top + height < highest || side > rightmost || side + width < leftmost;
      if (isFar && !empty && height < innerHeight / 2 && !ancestors.has(element)) {
        far -= 1;
        return top > lowest;
      }
      left -= 1;
      if (element === control || Host.is(element) || Dom.matches(element, WITHOUT_BOX)) return false;
      // What has no box here may have children that have.
      if (!empty && !overlap(box, clip) && !spills(element)) return false;
      if (Dom.matches(element, SOLID) && !covers(box, own) && !Dom.within(control, element)) {
        if (!empty) add(element, common(box, clip));
        return false;
      }
      const inner = empty || !clips(element) ? clip : common(box, clip);
      const inside = Dom.shadow(element);
      if (inside) visit(inside, inner);
      visit(element, inner);
      return false;
    };
    /** @param {Text} text @param {DOMRect} clip */
    const visitText = (text, clip) => {
      for (const box of Geometry.textBoxes(text)) {
        const holder = overlap(box, clip) ? Dom.above(text) : null;
        if (holder) add(holder, common(box, clip));
      }
    };

    const root = Dom.root();
    if (root) visit(root, region);
    return left > 0 && far > 0 ? found : [{ box: region, above: [] }];
  }

  /**
   * Whether the children of a node lie one below the other, down to the last, which is below `lowest`: then those between
   * need no look. What was put elsewhere is found by what lies on top where a chip is to be.
   * @param {Node} parent @param {number} lowest
   */
  function isStacked(parent, lowest) {
    if (!(parent instanceof Element) || !STACKS.includes(getComputedStyle(parent).display)) return false;
    const last = Dom.last(parent);
    return last !== null && Dom.box(last).top > lowest;
  }

  /** Whether children of an element may lie outside its box. @param {Element} element */
  const spills = (element) => Geometry.overflows(element) && !clips(element);

  /** Whether an element cuts off what lies outside its box. The page's own overflow is the viewport's. @param {Element} element */
  const clips = (element) => !Dom.matches(element, "html, body") && getComputedStyle(element).overflow !== "visible";

  /**
   * Whether something that floats over the page, such as a header, a menu or a toast, lies at a corner of `rect` and not
   * under the control.
   * @param {DOMRect} rect @param {Element} control @param {DOMRect} own
   */
  function isOverlaid(rect, control, own) {
    const inset = 3;
    const seen = lineage(control).add(control);
    for (const x of [rect.left + inset, rect.right - inset]) {
      for (const y of [rect.top + inset, rect.bottom - inset]) {
        const over = Geometry.topmost(x, y, (element) => !Host.is(element));
        for (let at = over; at && !seen.has(at); at = Dom.above(at)) {
          if ((floats(at) || isPlaced(at)) && !covers(Dom.box(at), own)) return true;
          seen.add(at);
        }
      }
    }
    return false;
  }

  /** All that holds an element, the nearest first. @param {Element} element */
  function lineage(element) {
    /** @type {Set<Element>} */
    const found = new Set();
    for (let at = Dom.above(element); at; at = Dom.above(at)) found.add(at);
    return found;
  }

  /** Whether an element with something in it was put where it is, and does not follow its neighbours. @param {Element} element */
  const isPlaced = (element) =>
    getComputedStyle(element).position === "absolute" &&
    (Dom.matches(element, SOLID) || Dom.texts(element, 1).length > 0);

  /** @param {Element} element */
  function floats(element) {
    const { position, zIndex } = getComputedStyle(element);
    return (
      position === "fixed" ||
      position === "sticky" ||
      (position !== "static" && Number(zIndex) > 0) ||
      Dom.matches(element, FLOATING)
    );
  }

  // Rectangles

  /** @param {DOMRect} a @param {DOMRect} b */
  const overlap = (a, b) =>
    Math.min(a.right, b.right) - Math.max(a.left, b.left) > EDGE &&
    Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > EDGE;

  /** @param {DOMRect} outer @param {DOMRect} inner */
  const covers = (outer, inner) =>
    outer.left <= inner.left && outer.top <= inner.top && outer.right >= inner.right && outer.bottom >= inner.bottom;

  /** @param {DOMRect} a @param {DOMRect} b */
  function common(a, b) {
    const [x, y] = [Math.max(a.left, b.left), Math.max(a.top, b.top)];
    return new DOMRect(
      x,
      y,
      Math.max(0, Math.min(a.right, b.right) - x),
      Math.max(0, Math.min(a.bottom, b.bottom) - y),
    );
  }

  /** @param {DOMRect[]} all */
  function union(all) {
    const [x, y] = [Math.min(...all.map((r) => r.left)), Math.min(...all.map((r) => r.top))];
    return new DOMRect(x, y, Math.max(...all.map((r) => r.right)) - x, Math.max(...all.map((r) => r.bottom)) - y);
  }

  /** @param {DOMRect} rect */
  const isInView = (rect) => rect.left >= 0 && rect.top >= 0 && rect.right <= innerWidth && rect.bottom <= innerHeight;

  return Object.freeze({ choose, isFree, isOverlaid, isInView });
});
