// @ts-check
"use strict";

/**
 * Where things lie on the page, read as `Dom` reads it: through the prototypes' own methods.
 */
const Geometry = (() => {
  /** Lengths of an element. */
  const [width, boxWidth, height, boxHeight] = ["scrollWidth", "clientWidth", "scrollHeight", "clientHeight"].map(
    (name) => {
      const get = /** @type {() => number} */ (Object.getOwnPropertyDescriptor(Element.prototype, name)?.get);
      return (/** @type {Element} */ element) => get.call(element);
    },
  );

  /** Whether what an element holds is larger than its box. @param {Element} element */
  function overflows(element) {
    return width(element) > boxWidth(element) + 1 || height(element) > boxHeight(element) + 1;
  }

  /** @type {(element: Element) => number | undefined} */
  const zoomOf = (element) => currentZoom?.call(element);
  const currentZoom = Object.getOwnPropertyDescriptor(Element.prototype, "currentCSSZoom")?.get;

  /**
   * Has the lengths of an element of ours be those in which boxes are told, however much the page is zoomed as a whole: else
   * it is neither where it is put nor of the size that was measured.
   * @param {HTMLElement} element
   */
  function unzoom(element) {
    const root = Dom.root();
    const zoom = (root && zoomOf(root)) ?? 1;
    element.style.zoom = zoom === 1 ? "" : String(1 / zoom);
  }

  /** What runs in the document: transitions, animations. @type {() => Animation[]} */
  const animations = () => Document.prototype.getAnimations.call(document);

  /** The rectangles that a text fills. @param {Node} text @returns {DOMRect[]} */
  function textBoxes(text) {
    const range = Document.prototype.createRange.call(document);
    range.selectNodeContents(text);
    return Array.from(range.getClientRects());
  }

  /**
   * The topmost element at a point that `counts`, through open shadow roots.
   * @param {number} x @param {number} y @param {(element: Element) => boolean} counts @returns {Element | null}
   */
  function topmost(x, y, counts) {
    /** @type {Element | null} */
    let top = null;
    /** @type {Document | ShadowRoot | null} */
    let inside = document;
    while (inside) {
      const prototype = inside instanceof Document ? Document.prototype : ShadowRoot.prototype;
      const first = /** @type {any} */ (prototype).elementFromPoint.call(inside, x, y);
      // All that lie there are asked for only where the first does not count.
      /** @type {Element | undefined} */
      const found =
        first === null || counts(first)
          ? first
          : /** @type {any} */ (prototype).elementsFromPoint.call(inside, x, y).find(counts);
      if (!found || found === top) break;
      top = found;
      inside = Dom.shadow(found);
    }
    return top;
  }

  return Object.freeze({ overflows, unzoom, animations, textBoxes, topmost });
})();
