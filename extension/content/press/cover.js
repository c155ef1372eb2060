// @ts-check
"use strict";

/**
 * What may lie over something of ours, so that the person does not see what they press. What is in the top layer is
 * covered only by what came there later; all of that is found, in closed roots too, since such a cover need not take
 * the pointer and is then in no hit test.
 */
const Cover = (() => {
  const TOP_LAYER = ":popover-open, :modal, :fullscreen";
  /** New roots are looked for at least so often, in milliseconds: on a large page that takes some. */
  const FRESH = 250;
  /** Of a button's width and height, the points that have to be its own: the middle, and near the corners. */
  const POINTS = [
    [0.5, 0.5],
    [0.1, 0.15],
    [0.9, 0.15],
    [0.1, 0.85],
    [0.9, 0.85],
  ];

  /** All trees of the page, and when they were looked for. */
  const trees = { found: /** @type {(Document | ShadowRoot)[]} */ ([]), at: -Infinity };

  /** The document and all roots in it, closed ones too, but not ours. @param {Document | ShadowRoot} tree @returns {(Document | ShadowRoot)[]} */
  function within(tree) {
    const found = [tree];
    for (const element of Dom.all(tree, "*")) {
      const root = element instanceof HTMLElement && !Host.is(element) ? Dom.closedRoot(element) : null;
      if (root) found.push(...within(root));
    }
    return found;
  }

  /** What the page has in the top layer. @param {boolean} anew whether new roots are looked for in any case @returns {Element[]} */
  function foreign(anew) {
    const now = performance.now();
    if (anew || now - trees.at > FRESH) Object.assign(trees, { found: within(document), at: now });
    return trees.found.flatMap((tree) => Dom.all(tree, TOP_LAYER)).filter((element) => !Host.is(element));
  }

  /**
   * Whether something of the page's lies over `box` or may: what came to the top layer since `before`, and what overlaps
   * and does not hold `control`. During a transition of views all that is seen is a picture that the page arranges.
   * @param {DOMRect} box @param {Set<Element>} before @param {Element | null} control @param {boolean} [anew]
   */
  function isOver(box, before, control, anew = false) {
    const root = Dom.root();
    if (root && inTransition(root)) return true;
    try {
      return foreign(anew).some((one) => !before.has(one) || (!Dom.within(control, one) && overlap(Dom.box(one), box)));
    } catch {
      return true; // The extension is gone, and nothing can be asked any more.
    }
  }

  /** @param {Element} root */
  const inTransition = (root) =>
    CSS.supports("selector(:active-view-transition)") && Dom.matches(root, ":active-view-transition");

  /** Whether an element of ours takes the pointer at all of its points, in this document and in those that it is framed in. @param {Element} element @param {DOMRect} box */
  function isTopmost(element, box) {
    const root = /** @type {ShadowRoot} */ (Dom.home(element));
    return POINTS.every(([across, down]) => {
      const [x, y] = [box.left + box.width * across, box.top + box.height * down];
      const top = Dom.topmost(x, y, () => true);
      const found = top && Host.is(top) ? root.elementFromPoint(x, y) : null;
      return found !== null && element.contains(found) && isThrough(x, y);
    });
  }

  /** Whether a point of a frame is the frame's in all documents around it; where one can't be asked, it is not. @param {number} x @param {number} y */
  function isThrough(x, y) {
    try {
      let [left, top] = [x, y];
      for (let inner = /** @type {Window} */ (window); inner !== inner.parent; inner = inner.parent) {
        const frame = /** @type {Element} */ (inner.frameElement);
        const box = Dom.box(frame);
        [left, top] = [left + box.left + frame.clientLeft, top + box.top + frame.clientTop];
        if (/** @type {any} */ (Document.prototype).elementFromPoint.call(frame.ownerDocument, left, top) !== frame)
          return false;
      }
      return true;
    } catch {
      return false;
    }
  }

  /** @param {DOMRect} a @param {DOMRect} b */
  const overlap = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

  return Object.freeze({ foreign, isOver, isTopmost });
})();
