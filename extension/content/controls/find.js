// @ts-check
"use strict";

/**
 * Finds the controls that send, have sent, or answer an invitation, by the signals in `Known.page`. It reads the page
 * and keeps nothing.
 *
 * @typedef {"connect" | "pending" | "received" | "withdrawn"} Find.Sure
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
 * @property {"state" | "owner" | null} doubt what two of its signs disagree about, so that nothing is shown beside it
 */
const Find = Lazily(() => {
  const { query, signals, owners } = Known.page;
  const { clickable, link, key, label, icon, received, reject } = signals;
  const { same } = Names.of(Known.page.names);
  const ICONS = `${icon.connect}, ${icon.pending}`;
  const LABELLED = "[aria-label]";
  const TOP = owners.profile.top.join(", ");
  /** What tells a control from another that its row was used again for. */
  const MARKS = ["href", "aria-label", ...key.attributes];
  /** Longer texts are no word of a control. */
  const LONGEST = 80;
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
    // What bears no sign but its word is looked for only where that is enough.
    for (const element of Owner.addressSlug() === null ? [] : Owner.tops(root)) {
      for (const target of Dom.all(element, clickable)) {
        if (seen.has(target)) continue;
        const control = read(target);
        seen.set(target, control !== null);
        yield control;
      }
    }
  }

  /** The clickable element that a signal speaks of. @param {Element} element @returns {Element | null} */
  function controlAround(element) {
    if (Dom.matches(element, clickable)) return element;
    if (Dom.matches(element, ICONS)) return clickableAround(element);
    if (Dom.matches(element, LABELLED)) return Dom.closest(element, label.within);
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
    const control = { element, state: "unknown", says: {}, slug: null, member: null, name: null, doubt: null };
    if (!readLink(control)) return null;
    readKey(control);
    readLabel(control, hinted);
    if (!hinted && Object.keys(control.says).length === 0) return null;
    readIcon(control);
    if (Received.is(control)) control.says.mark = "received";
    if (Object.keys(control.says).length === 0) readWord(control);
    const trusted = TRUST.find((signal) => control.says[signal] !== undefined);
    if (trusted === undefined || Dom.closest(element, reject.within)) return null;
    const { label: worded, key: keyed, link: linked } = control.says;
    control.state = /** @type {Find.State} */ (control.says[trusted]);
    // Connect that was withdrawn keeps its label. Else what it says in words and what it does must be one.
    if (keyed === "withdrawn" && (worded ?? "connect") === "connect") control.state = keyed;
    else if (worded && [keyed, linked].some((said) => said && said !== worded)) control.doubt = "state";
    if (control.doubt === "state") control.state = "unknown";
    return control;
  }

  /**
   * What a control says of its owner, if it is the first that it says. What it says twice must be the same.
   * @param {Find.Control} control @param {"slug" | "member" | "name"} what @param {string} said
   * @param {(one: string, other: string) => boolean} [same]
   */
  function tell(control, what, said, same = (one, other) => one === other) {
    const before = control[what];
    if (before !== null && !same(before, said)) control.doubt ??= "owner";
    control[what] ??= said;
  }

  /** False where a control leads to another site, and is none of ours. @param {Find.Control} control */
  function readLink(control) {
    const { element } = control;
    const href = Dom.attribute(element, "href");
    if (href === null) return true;
    const url = Links.urlOf(href);
    if (url && link.paths.includes(url.pathname)) {
      control.says.link = "connect";
      for (const slug of url.searchParams.getAll(link.parameter)) tell(control, "slug", Names.slug(slug));
    } else {
      const slug = url && Links.slugOf(url);
      // A link to the page that is shown names whoever that is about.
      if (slug && slug !== Owner.addressSlug()) control.slug = slug;
    }
    return url !== null || !Links.leadsAway(href);
  }

  /** The key's end may be cut, but is one of those known as far as it goes. @param {Find.Control} control */
  function readKey(control) {
    for (const attribute of key.attributes) {
      const said = keyOf(control.element, attribute);
      if (!said) continue;
      tell(control, "member", said.member);
      const state = STATES.find((name) => said.end.length >= key.shortest && key.states[name].startsWith(said.end));
      if (state && (control.says.key ?? state) !== state) control.doubt = "state";
      if (state) control.says.key = state;
    }
  }
  const STATES = /** @type {const} */ (["connect", "pending", "withdrawn"]);

  /** The member's number in an element's key, and how the key ends. @param {Element} element @param {string} attribute */
  function keyOf(element, attribute) {
    const value = Dom.attribute(element, attribute);
    if (!value?.startsWith(key.prefix)) return null;
    const [, member, end] = /^(\d{1,20})(|_.*)$/su.exec(value.slice(key.prefix.length)) ?? [];
    return member === undefined ? null : { member, end };
  }

  /** All that a control says of itself in attributes: as long as it says the same, it is the same. @param {Element} element */
  const signsOf = (element) => MARKS.map((name) => Dom.attribute(element, name)).join("\n");

  /** Its own label, and those of what is in it, where it is a control by something else or keeps its words inside. @param {Find.Control} control @param {boolean} hinted */
  function readLabel(control, hinted) {
    const { element } = control;
    readOne(control, Dom.attribute(element, "aria-label"));
    if (Object.keys(control.says).length > 0 || (hinted && Dom.matches(element, label.within)))
      for (const inner of Dom.all(element, LABELLED))
        if (!Dom.matches(inner, clickable)) readOne(control, Dom.attribute(inner, "aria-label"));
  }

  /** @param {Find.Control} control @param {string | null} text */
  function readOne(control, text) {
    const reading = Labels.read(text, language());
    if (!reading) return;
    if (reading.name !== null) tell(control, "name", reading.name, same);
    // Other things are accepted too: Accept counts beside another button for the same person.
    if (reading.state === "received" && !Received.hasPartner(control)) return;
    if ((control.says.label ?? reading.state) !== reading.state) control.doubt = "state";
    control.says.label = reading.state;
  }

  /** A button of the profile's top card that says nothing but the word. @param {Find.Control} control */
  function readWord({ element, says }) {
    if (Owner.addressSlug() === null || Dom.attribute(element, "aria-label") !== null) return;
    if (!Dom.closest(element, TOP) || isProfileLink(element)) return;
    const state = Labels.word(Labels.plain(Dom.texts(element, LONGEST + 1).join(" ")), language());
    if (state) says.label = state;
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
    return Labels.word(Labels.plain(Dom.texts(element, LONGEST + 1).join(" ")), language()) === "pending";
  }

  /** @param {Element} element */
  const isProfileLink = (element) => Links.slugIn(Dom.attribute(element, "href") ?? "") !== null;

  /** The language of the page, as the label frames call it; null if there are none in it. */
  const language = () => Labels.language(tag());
  /** The language that the page says it is in. */
  function tag() {
    const root = Dom.root();
    return (root && Dom.attribute(root, "lang")) ?? "";
  }

  return Object.freeze({ MARKS, controls, read, signsOf, keyOf, language, tag, isProfileLink });
});
