// @ts-check
"use strict";

/**
 * The one element that this extension adds to a document: a host with a closed root, outside the page's own tree. It
 * comes with the first chip and goes with the last.
 */
const Host = (() => {
  /** A page that takes the host away is answered so many times. */
  const MOST_RETURNS = 5;

  /** @type {HTMLElement | null} */
  let host = null;
  /** @type {ShadowRoot | null} */
  let root = null;
  /** @type {AbortController | null} */
  let listening = null;
  let returns = 0;
  /** The style sheet of chips. */
  let chipStyle = "";
  /** The style sheets that the root has, by their texts. @type {Map<string, CSSStyleSheet>} */
  const worn = new Map();

  /** The root to put chips and tips into. Throws where the page has no outermost element to put it in. */
  function open() {
    if (host && root && !isGone()) return root;
    const outermost = Dom.root();
    if (!outermost) throw new Error("no document element");
    if (host) returns += 1;
    close();
    host = Dom.create("div");
    root = host.attachShadow({ mode: "closed" });
    worn.clear();
    wear(chipStyle);
    Element.prototype.append.call(outermost, host);
    shelter();
    return root;
  }

  /** Have chips styled from now on. @param {string} style */
  function dress(style) {
    chipStyle = style;
  }

  /** Have what is in the root styled, besides what styles it already. @param {string} style */
  function wear(style) {
    if (!root || worn.has(style)) return;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    worn.set(style, sheet);
    root.adoptedStyleSheets = [...worn.values(), Pulse.sheet()];
  }

  /**
   * A press on a chip is not a press outside the page's menu, which would close the menu and take the control with it;
   * nor does it take the focus away from there. In the tip the focus moves as everywhere.
   */
  function shelter() {
    listening = new AbortController();
    const options = { capture: true, signal: listening.signal };
    const keep = (/** @type {Event} */ event) => {
      if (!event.composedPath().some((node) => node === host)) return;
      event.stopImmediatePropagation();
      const { clientX, clientY } = /** @type {MouseEvent} */ (event);
      if (event.type === "mousedown" && root?.elementFromPoint(clientX, clientY)?.closest(".chip"))
        event.preventDefault();
    };
    for (const type of ["pointerdown", "mousedown", "touchstart"]) addEventListener(type, keep, options);
  }

  function close() {
    listening?.abort();
    host?.remove();
    host = null;
    root = null;
  }

  /** Whether the page took the host away. */
  const isGone = () => host !== null && !Dom.connected(host);
  /** Whether an element is the host. @param {Element} element */
  const is = (element) => element === host;
  /** The element that has the focus inside the root, if any. */
  const focused = () => root?.activeElement ?? null;
  /** Whether the page keeps taking the host away. */
  const isUnwelcome = () => returns > MOST_RETURNS;

  return Object.freeze({ open, dress, wear, close, isGone, is, focused, isUnwelcome });
})();
