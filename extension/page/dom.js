// @ts-check
"use strict";

/**
 * Reading the page through the prototypes' own methods: a form with a field called “parentElement” or
 * “querySelectorAll” hides the real one, in a content script too.
 */
const Dom = (() => {
  /** @param {object} prototype @param {string} name */
  const getter = (prototype, name) => {
    const get = /** @type {() => any} */ (Object.getOwnPropertyDescriptor(prototype, name)?.get);
    return (/** @type {any} */ node) => get.call(node);
  };

  /** @type {(node: Node) => Element | null} */
  const parent = getter(Node.prototype, "parentElement");
  /** @type {(node: Node) => boolean} */
  const connected = getter(Node.prototype, "isConnected");
  /** @type {(node: Node) => string} */
  const text = getter(Node.prototype, "textContent");

  /** @param {Element} element @param {string} name @returns {string | null} */
  const attribute = (element, name) => Element.prototype.getAttribute.call(element, name);
  /** @param {Element} element @param {string} selector @returns {boolean} */
  const matches = (element, selector) => Element.prototype.matches.call(element, selector);
  /** @param {Element} element @param {string} selector @returns {Element | null} */
  const closest = (element, selector) => Element.prototype.closest.call(element, selector);
  /** @param {Element} element @returns {DOMRect} */
  const box = (element) => Element.prototype.getBoundingClientRect.call(element);

  /** @param {Document | ShadowRoot | Element} root @param {string} selector @returns {Element[]} */
  function all(root, selector) {
    const prototype =
      root instanceof Document
        ? Document.prototype
        : root instanceof Element
          ? Element.prototype
          : DocumentFragment.prototype;
    return Array.from(prototype.querySelectorAll.call(root, selector));
  }

  return Object.freeze({ parent, connected, text, attribute, matches, closest, box, all });
})();
