// @ts-check
"use strict";

/**
 * Reading the page through the prototypes' own methods: a form with a field called “parentElement”, or an image named
 * “querySelectorAll”, hides the real one from whoever asks the node itself, in a content script too.
 */
const Dom = (() => {
  /** Looked up when it is first needed: on most pages none of this is. @param {() => object} prototype @param {string} name */
  const getter = (prototype, name) => {
    /** @type {(() => any) | undefined} */
    let get;
    return (/** @type {any} */ node) => {
      get ??= /** @type {() => any} */ (Object.getOwnPropertyDescriptor(prototype(), name)?.get);
      return get.call(node);
    };
  };

  /** @type {(node: Node) => Element | null} */
  const parent = getter(() => Node.prototype, "parentElement");
  /** @type {(node: Node) => Node | null} */
  const parentNode = getter(() => Node.prototype, "parentNode");
  /** @type {(node: Node) => boolean} */
  const connected = getter(() => Node.prototype, "isConnected");
  /** @type {(node: Node) => string} */
  const base = getter(() => Node.prototype, "baseURI");
  /** The open shadow root of an element. @type {(element: Element) => ShadowRoot | null} */
  const shadow = getter(() => Element.prototype, "shadowRoot");
  /** @type {(node: Node) => Node | null} */
  const next = getter(() => Node.prototype, "nextSibling");
  /** @type {(node: Element) => Element | null} */
  const last = getter(() => Element.prototype, "lastElementChild");
  /** @type {(node: Node) => Node | null} */
  const first = getter(() => Node.prototype, "firstChild");
  /** What the document says, which is not looked at before. @param {string} name */
  const ofDocument = (name) => {
    const get = getter(() => Document.prototype, name);
    return () => get(document);
  };
  /** The outermost element; a page can do without. @type {() => HTMLElement | null} */
  const root = ofDocument("documentElement");
  /** @type {() => string} */
  const title = ofDocument("title");
  /** @type {() => string} */
  const visibility = ofDocument("visibilityState");
  /** @type {() => Element | null} */
  const focused = ofDocument("activeElement");
  /** What has the focus, if it is in this document. */
  const active = () => (Document.prototype.hasFocus.call(document) ? focused() : null);

  /** @param {Element} element @param {string} name @returns {string | null} */
  const attribute = (element, name) => Element.prototype.getAttribute.call(element, name);
  /** @param {Element} element @param {string} selector @returns {boolean} */
  const matches = (element, selector) => Element.prototype.matches.call(element, selector);
  /** @param {Element} element @param {string} selector @returns {Element | null} */
  const closest = (element, selector) => Element.prototype.closest.call(element, selector);
  /** @param {Element} element @returns {DOMRect} */
  const box = (element) => Element.prototype.getBoundingClientRect.call(element);
  /** @param {Node} node @param {Node | null} other @returns {boolean} */
  const contains = (node, other) => Node.prototype.contains.call(node, other);
  /** Whether it is laid out and neither hidden nor wholly transparent. @param {Element} element @returns {boolean} */
  const visible = (element) =>
    Element.prototype.checkVisibility.call(element, { opacityProperty: true, visibilityProperty: true });
  /** The document or shadow root that a node is in. @param {Node} node @returns {Node} */
  const home = (node) => Node.prototype.getRootNode.call(node);
  /** @type {<K extends keyof HTMLElementTagNameMap>(name: K) => HTMLElementTagNameMap[K]} */
  const create = (name) => /** @type {any} */ (Document.prototype.createElement.call(document, name));
  /** How many elements the document has, without those in shadow roots. */
  const size = () => count(document);
  /** A document of more elements than this is not searched in one go. */
  const LARGE = 20_000;
  /** So many elements are searched in one go all the same: less than a millisecond. */
  const STRETCH = 2000;
  /** More elements than this are not put in order. */
  const MOST_SORTED = 200;
  /** What may have a root, besides elements of a page's own, whose names hold a hyphen. */
  const HOSTS = new Set(
    "article aside blockquote body div footer h1 h2 h3 h4 h5 h6 header main nav p section span".split(" "),
  );
  /** @type {(element: Element) => string} */
  const nameOf = getter(() => Element.prototype, "localName");
  /**
   * The root of an element, a closed one too, which only extensions see: by the element in Firefox, by an interface in Chromium.
   * Chromium's takes HTML alone, and so long that what can't have a root is not asked about.
   * @param {Element} element @returns {ShadowRoot | null}
   */
  function closedRoot(element) {
    // Firefox's linter warns of every mention of the whole name, asked for or not.
    const { dom } = globalThis.chrome ?? {};
    if (!dom) return /** @type {{ openOrClosedShadowRoot?: ShadowRoot }} */ (element).openOrClosedShadowRoot ?? null;
    const name = nameOf(element);
    if (!(HOSTS.has(name) || name.includes("-")) || !(element instanceof HTMLElement)) return null;
    return /** @type {ShadowRoot | null} */ (dom.openOrClosedShadowRoot(element));
  }
  /** What a selector finds, as it is now. @param {Node} root @param {string} selector @returns {NodeListOf<Element>} */
  function list(root, selector) {
    const prototype =
      root instanceof Document
        ? Document.prototype
        : root instanceof Element
          ? Element.prototype
          : DocumentFragment.prototype;
    return prototype.querySelectorAll.call(root, selector);
  }

  /** By numbers: to go through a list by its iterator takes Firefox several times as long. @param {Node} root @param {string} selector @returns {Element[]} */
  function all(root, selector) {
    const found = list(root, selector);
    const copy = [];
    for (let place = 0; place < found.length; place++) copy.push(found[place]);
    return copy;
  }

  /** How many elements lie in one, or in a tree: counted by the browser several times faster where it makes no list. @param {Node} node */
  function count(node) {
    const prototype =
      node instanceof Document ? Document.prototype : node instanceof Element ? Element.prototype : null;
    return prototype ? prototype.getElementsByTagName.call(node, "*").length : list(node, "*").length;
  }

  /**
   * What any of `selectors` matches, one by one. Where there is much to search it goes by selectors, where there is very
   * much by parts, and null comes between, so that a search can be interrupted; what the page moves meanwhile may be missed.
   * @param {Document | ShadowRoot} tree @param {string[]} selectors @returns {Generator<Element | null, void>}
   */
  function* each(tree, selectors) {
    const elements = count(tree);
    if (elements <= LARGE) yield* union(tree, selectors, elements > STRETCH);
    else yield* parts(tree, selectors.join(", "));
  }

  /** @param {Document | ShadowRoot} tree @param {string} selector @returns {Generator<Element | null, void>} */
  function* parts(tree, selector) {
    let at = first(tree);
    while (at) {
      let inside = null;
      if (at instanceof Element) {
        yield matches(at, selector) ? at : null;
        if (count(at) > STRETCH) inside = first(at);
        else yield* all(at, selector);
      }
      at = inside ?? after(at);
    }
  }

  /**
   * What any of `selectors` matches, in the document's order. Asked one by one browsers answer several times faster, as
   * long as there is little to put in order: docs/browser-bugs.md, selector-list.
   * @param {Document | ShadowRoot} tree @param {string[]} selectors @param {boolean} isLong whether one of them takes long
   * @returns {Generator<Element | null, void>}
   */
  function* union(tree, selectors, isLong) {
    const found = new Set();
    for (const selector of selectors) {
      for (const element of all(tree, selector)) found.add(element);
      if (isLong) yield null;
    }
    if (selectors.length > 1 && found.size > MOST_SORTED) yield* all(tree, selectors.join(", "));
    else yield* [...found].sort((one, other) => (isAfter(one, other) ? -1 : 1));
  }

  /** Whether another node comes after one. @param {Node} one @param {Node} other */
  const isAfter = (one, other) =>
    (Node.prototype.compareDocumentPosition.call(one, other) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;

  /** What follows a node and all that is in it. @param {Node} node @returns {Node | null} */
  function after(node) {
    for (let at = /** @type {Node | null} */ (node); at; at = parent(at)) {
      const sibling = next(at);
      if (sibling) return sibling;
    }
    return null;
  }

  /** What a node lies in, a shadow root too; of a shadow root its host. @param {Node} node @returns {Node | null} */
  const holder = (node) => (node instanceof ShadowRoot ? node.host : parentNode(node));

  /** The parent, out of a shadow root to its host. @param {Node} node @returns {Element | null} */
  function above(node) {
    const up = parent(node);
    if (up) return up;
    const top = home(node);
    return top instanceof ShadowRoot ? top.host : null;
  }

  /** So many nodes are walked for texts at most. */
  const MOST_NODES = 1000;

  /**
   * The texts in an element, in order, at most `most` characters of them; with `alts` those of images too, without what
   * lies in elements that match `skip`.
   * @param {Element} element @param {number} most @param {boolean} [alts] @param {string} [skip] @returns {string[]}
   */
  function texts(element, most, alts = true, skip = "") {
    /** @type {string[]} */
    const found = [];
    const walker = Document.prototype.createTreeWalker.call(
      document,
      element,
      NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT,
      skip === ""
        ? null
        : (node) =>
            node instanceof Element && matches(node, skip) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
    );
    let left = most;
    let nodes = MOST_NODES;
    for (let node = walker.nextNode(); node && left > 0 && nodes > 0; node = walker.nextNode(), nodes--) {
      const text =
        node instanceof Element
          ? alts && attribute(node, "alt")
          : /** @type {Text} */ (node).data.slice(0, most).trim();
      if (!text) continue;
      found.push(text.slice(0, left));
      left -= text.length;
    }
    return found;
  }

  /** Whether a node lies in an element, or is it, in whatever shadow root. @param {Node | null} node @param {Element} element */
  function within(node, element) {
    for (let at = node; at; at = above(at)) if (at === element) return true;
    return false;
  }

  return Object.freeze({
    parent,
    holder,
    above,
    connected,
    base,
    shadow,
    first,
    last,
    next,
    root,
    title,
    visibility,
    active,
    attribute,
    matches,
    closest,
    box,
    contains,
    visible,
    home,
    create,
    closedRoot,
    size,
    LARGE,
    list,
    all,
    each,
    texts,
    within,
  });
})();
