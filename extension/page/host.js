// @ts-check
"use strict";

/**
 * The one element that this extension adds to a document: a host with a closed root, outside the page's own tree. It
 * comes with the first chip and goes with the last.
 */
const Host = (() => {
  /** @type {HTMLElement | null} */
  let host = null;
  /** @type {ShadowRoot | null} */
  let root = null;

  /** The root to put chips and tips into. */
  function open() {
    if (host?.isConnected && root) return root;
    close();
    host = document.createElement("div");
    root = host.attachShadow({ mode: "closed" });
    const style = new CSSStyleSheet();
    style.replaceSync(STYLE);
    root.adoptedStyleSheets = [style];
    document.documentElement.append(host);
    return root;
  }

  function close() {
    host?.remove();
    host = null;
    root = null;
  }

  /** Whether an element is the host. @param {Element} element */
  const is = (element) => element === host;
  /** The element that has the focus inside the root, if any. */
  const focused = () => root?.activeElement ?? null;

  return Object.freeze({ open, close, is, focused });
})();
