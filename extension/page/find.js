// @ts-check
"use strict";

/**
 * Finds the controls that send, have sent, or answer an invitation, by the signals in `CORE.page`. It reads the page
 * and keeps nothing.
 */
const Find = (() => {
  const { signals, aliases, languages } = CORE.page;
  const QUERY = [
    signals.link.selector,
    `${signals.clickable}[${signals.key.attribute}^="${signals.key.prefix}"]`,
    `${signals.clickable}${signals.label.selector}`,
    signals.icon.connect,
    signals.icon.pending,
  ].join(", ");
  const LONGEST_LABEL = 400;

  /**
   * The controls in a document or shadow root, in document order.
   * @param {Document | ShadowRoot} root @returns {Find.Control[]}
   */
  function controls(root) {
    const language = languageOf(root instanceof Document ? root : root.ownerDocument);
    /** @type {Map<Element, Find.Control>} */
    const found = new Map();
    for (const element of Dom.all(root, QUERY)) {
      const control = clickable(element);
      if (control && !found.has(control)) {
        const read = readControl(control, language);
        if (read) found.set(control, read);
      }
    }
    return [...found.values()];
  }

  /** The clickable element that `element` is, or that an icon lies in. @param {Element} element */
  function clickable(element) {
    /** @type {Element | null} */
    let at = element;
    for (let climbed = 0; at && climbed <= signals.icon.climb; climbed++) {
      if (Dom.matches(at, signals.clickable)) return at;
      at = Dom.parent(at);
    }
    return null;
  }

  /** @param {Element} element @param {string} language @returns {Find.Control | null} */
  function readControl(element, language) {
    if (Dom.closest(element, signals.reject.within)) return null;
    if (signals.reject.pages.some((/** @type {string} */ path) => location.pathname.startsWith(path))) return null;
    /** @type {Find.Control} */
    const control = { element, state: "connect", signals: new Set(), slug: null, member: null, name: null };
    const states = [linkState(control), keyState(control), labelState(control, language), iconState(control)].filter(
      (s) => s !== null,
    );
    if (states.length === 0) return null;
    control.state = states[0];
    return control;
  }

  /** @param {Find.Control} control */
  function linkState(control) {
    const { element } = control;
    if (!Dom.matches(element, signals.link.selector)) return null;
    const slug = parameter(Dom.attribute(element, "href") ?? "", signals.link.parameter);
    control.signals.add("link");
    control.slug = slug;
    return /** @type {const} */ ("connect");
  }

  /** @param {string} href @param {string} name */
  function parameter(href, name) {
    try {
      return new URL(href, location.origin).searchParams.get(name);
    } catch {
      return null;
    }
  }

  /** @param {Find.Control} control */
  function keyState(control) {
    const key = Dom.attribute(control.element, signals.key.attribute);
    if (!key?.startsWith(signals.key.prefix)) return null;
    const [member, ...rest] = key.slice(signals.key.prefix.length).split("_");
    const state = signals.key.states[`_${rest.join("_")}`];
    if (!state || !/^\d+$/u.test(member)) return null;
    control.signals.add("key");
    control.member = member;
    return state;
  }

  /** @param {Find.Control} control @param {string} language */
  function labelState(control, language) {
    const label = Dom.attribute(control.element, "aria-label")?.trim();
    if (!label || label.length > LONGEST_LABEL) return null;
    const reading = readLabel(label, language);
    if (!reading) return null;
    control.signals.add("label");
    control.name = reading.name;
    return reading.state;
  }

  /** @param {Find.Control} control */
  function iconState(control) {
    const { element } = control;
    // A card that is one large link to a profile is not the control inside it.
    if (isProfileLink(element)) return null;
    const state =
      Dom.all(element, signals.icon.connect).length > 0
        ? "connect"
        : Dom.all(element, signals.icon.pending).length > 0
          ? "pending"
          : null;
    if (state) control.signals.add("icon");
    return /** @type {"connect" | "pending" | null} */ (state);
  }

  /** @param {Element} element */
  function isProfileLink(element) {
    return (
      Boolean(Dom.attribute(element, "href")?.includes(signals.profile.path)) &&
      !Dom.matches(element, signals.link.selector)
    );
  }

  /** The language of the page, as the label frames call it. @param {Document} document */
  function languageOf(document) {
    const tag = document.documentElement.lang;
    const [base] = tag.split("-");
    return (
      [aliases[tag], tag.replace("-", "_"), aliases[base], base].find(
        (name) => name && Object.hasOwn(languages, name),
      ) ?? "en"
    );
  }

  /**
   * What a whole label says: the state, and the name it holds. The page's language is read first; in any other only
   * where all languages that fit agree on the name.
   * @param {string} label @param {string} language
   * @returns {{ state: "connect" | "pending" | "received", name: string | null } | null}
   */
  function readLabel(label, language) {
    const own = inLanguage(label, language);
    if (own) return own;
    const others = Object.keys(languages)
      .map((name) => inLanguage(label, name))
      .filter((reading) => reading !== null);
    if (others.length === 0) return null;
    const agreed = others.every((reading) => reading.name === others[0].name);
    return { state: others[0].state, name: agreed ? others[0].name : null };
  }

  /** The longest frame of a language that fits. @param {string} label @param {string} language */
  function inLanguage(label, language) {
    let best = null;
    let fixed = 0;
    for (const [state, before, after] of languages[language].frames) {
      const length = before.length + after.length;
      if (length > fixed && label.length > length && label.startsWith(before) && label.endsWith(after)) {
        const name = label.slice(before.length, label.length - after.length).trim();
        if (name) {
          best = { state, name };
          fixed = length;
        }
      }
    }
    return best;
  }

  return Object.freeze({ controls, languageOf, readLabel, isProfileLink });
})();
