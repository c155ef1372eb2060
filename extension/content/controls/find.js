// @ts-check
"use strict";

/**
 * Finds the controls that send, have sent, or answer an invitation, by the signals in `Known.page`. It reads the page
 * and keeps nothing.
 *
 * @typedef {"connect" | "pending" | "received"} Find.Sure
 * @typedef {Find.Sure | "unknown"} Find.State
 * @typedef {"label" | "key" | "link" | "icon" | "mark"} Find.Signal
 *
 * @typedef {object} Find.Control a control on the page
 * @property {Element} element
 * @property {Find.State} state
 * @property {{ [signal in Find.Signal]?: Find.Sure }} says what each signal says
 * @property {string | null} slug what it tells itself of its owner
 * @property {string | null} member
 * @property {string | null} name
 */
const Find = Known.lazily(() => {
  const { query, signals, owners } = Known.page;
  const { clickable, link, key, icon, received, reject } = signals;
  const ICONS = `${icon.connect}, ${icon.pending}`;
  /** What a control says is believed in this order where its signals disagree: first what people read. */
  const TRUST = /** @type {const} */ (["label", "key", "link", "icon", "mark"]);

  /**
   * The controls in a document or shadow root, in the document's order. One step looks at one element and gives the
   * control that it is or lies in, or null, so that a long search can be interrupted.
   * @param {Document | ShadowRoot} root @returns {Generator<Find.Control | null, void>}
   */
  function* controls(root) {
    if (reject.pages.some((path) => Owner.path().startsWith(path))) return;
    /** What was looked at, and whether it was a control. @type {Map<Element, boolean>} */
    const seen = new Map();
    for (const element of Dom.each(root, query)) {
      const target = element && controlAround(element);
      if (!target) {
        yield null;
        continue;
      }
      // A label is read at once; an icon or a mark in the same element comes later and says more.
      const hinted = target !== element || Received.isMarked(element);
      if (hinted ? seen.get(target) : seen.has(target)) yield null;
      else {
        const control = read(target, hinted);
        seen.set(target, control !== null);
        yield control;
      }
    }
  }

  /** The clickable element that a signal speaks of. @param {Element} element @returns {Element | null} */
  function controlAround(element) {
    if (Dom.matches(element, clickable)) return element;
    if (Dom.matches(element, ICONS)) return clickableAround(element);
    return Dom.matches(element, received.selector) ? (Dom.all(element, clickable)[0] ?? null) : null;
  }

  /** @param {Element} element */
  function clickableAround(element) {
    let at = Dom.parent(element);
    for (let climbed = 1; at && climbed <= icon.climb; climbed++) {
      if (Dom.matches(at, clickable)) return at;
      at = Dom.parent(at);
    }
    return null;
  }

  /**
   * What a clickable element is, if it is a control of ours. Unless `hinted`, one that neither link, key nor label speaks
   * of is not looked into.
   * @param {Element} element @param {boolean} [hinted] @returns {Find.Control | null}
   */
  function read(element, hinted = true) {
    /** @type {Find.Control} */
    const control = { element, state: "unknown", says: {}, slug: null, member: null, name: null };
    readLink(control);
    readKey(control);
    readLabel(control);
    if (!hinted && Object.keys(control.says).length === 0) return null;
    readIcon(control);
    if (Received.is(control)) control.says.mark = "received";
    const trusted = TRUST.find((signal) => control.says[signal] !== undefined);
    if (trusted === undefined || Dom.closest(element, reject.within)) return null;
    control.state = /** @type {Find.State} */ (control.says[trusted]);
    return control;
  }

  /** @param {Find.Control} control */
  function readLink(control) {
    const { element } = control;
    const href = Dom.attribute(element, "href");
    if (href === null) return;
    if (Dom.matches(element, link.selector)) {
      control.says.link = "connect";
      control.slug = URL.parse(href, Owner.base())?.searchParams.get(link.parameter) ?? null;
    } else if (isProfileLink(element)) control.slug = Owner.slugIn(href);
  }

  /** The key's end may be cut, but is one of those known as far as it goes. @param {Find.Control} control */
  function readKey(control) {
    const value = Dom.attribute(control.element, key.attribute);
    if (!value?.startsWith(key.prefix)) return;
    const rest = value.slice(key.prefix.length);
    const cut = rest.indexOf("_");
    const member = cut < 0 ? rest : rest.slice(0, cut);
    const end = rest.slice(member.length);
    if (!/^\d{1,20}$/u.test(member)) return;
    control.member = member;
    for (const state of /** @type {const} */ (["connect", "pending"]))
      if (end.length >= key.shortest && key.states[state].startsWith(end)) control.says.key = state;
  }

  /** @param {Find.Control} control */
  function readLabel(control) {
    const reading = Labels.read(Dom.attribute(control.element, "aria-label"), language());
    if (!reading) return;
    control.name = reading.name;
    // Other things are accepted too: Accept counts beside another button for the same person.
    if (reading.state !== "received" || Received.hasPartner(control)) control.says.label = reading.state;
  }

  /** An icon speaks of the nearest clickable element around it, and not of a card that is one large link. @param {Find.Control} control */
  function readIcon(control) {
    const { element } = control;
    for (const state of /** @type {const} */ (["connect", "pending"])) {
      const own = Dom.all(element, icon[state]).some((drawn) => clickableAround(drawn) === element);
      if (own && (!isProfileLink(element) || (state === "pending" && saysPending(element)))) {
        control.says.icon = state;
        return;
      }
    }
  }

  /** Whether all that can be read in an element is the word for Pending. @param {Element} element */
  function saysPending(element) {
    const own = language();
    const text = Labels.plain(Dom.texts(element, 80).join(" "));
    return own !== null && text === Known.page.labels.words[own].pending;
  }

  /** @param {Element} element */
  function isProfileLink(element) {
    const named = Dom.attribute(element, "href")?.includes(owners.profile.path) === true;
    return named && !Dom.matches(element, link.selector);
  }

  /** The language of the page, as the label frames call it; null if there are none in it. */
  const language = () => Labels.language(tag());
  /** The language that the page says it is in. */
  function tag() {
    const root = Dom.root();
    return (root && Dom.attribute(root, "lang")) ?? "";
  }

  return Object.freeze({ controls, read, language, tag, isProfileLink });
});
