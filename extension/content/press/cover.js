// @ts-check
"use strict";

/**
 * What may lie over something of ours, so that the person does not see what they press. What is in the top layer is
 * covered only by what came there later; all of that is found, in closed roots too, since such a cover need not take
 * the pointer and is then in no hit test.
 */
const Cover = (() => {
  const TOP_LAYER = ":popover-open, :modal, :fullscreen";
  /**
   * To look at every element for a closed root takes long on a large page: at each look some are looked at, so that it takes
   * so many looks to see them all. So often a look goes on with it, in milliseconds.
   */
  const LOOKS = 5;
  const EACH = 40;
  /** Of a button's width and height, the points that have to be its own: the middle, and near the corners. */
  const POINTS = [
    [0.5, 0.5],
    [0.1, 0.15],
    [0.9, 0.15],
    [0.1, 0.85],
    [0.9, 0.85],
  ];

  /** The roots that the last walk through the page has found; and of the present one the list, how far it is, and what it found. */
  const walk = {
    before: /** @type {ShadowRoot[]} */ ([]),
    list: /** @type {ArrayLike<Element>} */ ([]),
    place: 0,
    found: /** @type {ShadowRoot[]} */ ([]),
    at: -Infinity,
    ended: -Infinity,
  };
  /** What was found by a walk that ended no longer ago than this, in milliseconds, is what is there. */
  const FRESH = 100;

  /** The root of an element, a closed one too, but not ours, and all roots in it. @param {Element} element @returns {ShadowRoot[]} */
  function rootsOf(element) {
    const root = Host.is(element) ? null : Dom.closedRoot(element);
    return root ? [root, ...Dom.all(root, "*").flatMap(rootsOf)] : [];
  }

  /** Begin with the first element of the page. */
  const begin = () => Object.assign(walk, { list: Dom.list(document, "*"), place: 0, found: [] });

  /** Nothing is watched any more: a page that goes on is not held together by what was its. */
  const rest = () => Object.assign(walk, { before: [], list: [], place: 0, found: [], ended: -Infinity });

  /** Look at so many elements more; what a walk does not find any more is gone. @param {number} most */
  function goOn(most) {
    walk.at = performance.now();
    const end = Math.min(walk.place + most, walk.list.length);
    for (; walk.place < end; walk.place++) walk.found.push(...rootsOf(walk.list[walk.place]));
    if (end < walk.list.length) return;
    Object.assign(walk, { before: walk.found, list: [], place: 0, found: [], ended: walk.at });
  }

  /** Look at all of the page, unless that was done just now. */
  function prepare() {
    if (performance.now() - walk.ended < FRESH) return;
    begin();
    goOn(walk.list.length);
  }

  /** What the page has in the top layer. @param {boolean} anew whether all of the page is looked at now @returns {Element[]} */
  function foreign(anew) {
    if (anew || walk.list.length === 0) begin();
    if (anew) goOn(walk.list.length);
    else if (performance.now() - walk.at >= EACH) goOn(Math.ceil(walk.list.length / LOOKS));
    const trees = new Set([document, ...walk.before, ...walk.found]);
    return [...trees].flatMap((tree) => Dom.all(tree, TOP_LAYER)).filter((element) => !Host.is(element));
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
      const top = Geometry.topmost(x, y, () => true);
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

  return Object.freeze({ prepare, rest, foreign, isOver, isTopmost });
})();
