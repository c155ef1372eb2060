// @ts-check
"use strict";

/**
 * The one element that this extension adds to a document: a host with a closed root, outside the page's own tree. It
 * comes with the first chip and goes with the last.
 *
 * @typedef {Pick<MouseEvent, "isTrusted" | "detail" | "timeStamp" | "currentTarget">} Host.Press
 */
const Host = (() => {
  /** A page that takes the host away is answered so many times. */
  const MOST_RETURNS = 10;
  /** What is in the root is shown as a popover. */
  const CLOSED = ".chip:not(:popover-open)";
  /** Of what happens to the host, by its name: to ask what kind of event it is takes long the first time. */
  const PRESSING = ["pointerdown", "mousedown", "click"];

  /** @type {HTMLElement | null} */
  let host = null;
  /** @type {ShadowRoot | null} */
  let root = null;
  /** What the elements of the root do when they are pressed. @type {WeakMap<Element, (press: Host.Press) => void>} */
  const presses = new WeakMap();
  /** Where the press began that is under way, and who hears what is typed. */
  const input = { begun: /** @type {Element | null} */ (null), keys: (/** @type {KeyboardEvent} */ _event) => {} };
  /** What the focus was to be taken from. @type {HTMLElement | null} */
  let held = null;
  let returns = 0;
  /** The style sheet of chips. */
  let chipStyle = "";
  /** The style sheets that the root has, by their texts. @type {Map<string, CSSStyleSheet>} */
  const worn = new Map();
  /** What the browser makes of each text, found out when it is asked for. @type {Map<string, string>} */
  const rules = new Map();

  /** The root to put chips and tips into. Throws where the page has no outermost element to put it in. */
  function open() {
    if (isGone()) giveUp();
    if (host && root) return root;
    const outermost = Dom.root();
    if (!outermost) throw new Error("no document element");
    host = Dom.create("div");
    root = host.attachShadow({ mode: "closed" });
    worn.clear();
    wear(chipStyle);
    Element.prototype.append.call(outermost, host);
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

  /** What a style sheet of this text holds as long as nobody else writes in it. @param {string} style */
  function rulesOf(style) {
    const known = rules.get(style);
    if (known !== undefined) return known;
    const made = new CSSStyleSheet();
    made.replaceSync(style);
    const found = textOf(made);
    rules.set(style, found);
    return found;
  }

  /** @param {CSSStyleSheet} sheet */
  const textOf = (sheet) => Array.from(sheet.cssRules, ({ cssText }) => cssText).join("\n");

  /** Whether what styles the root is what we gave it, and nothing else. */
  function isIntact() {
    const sheets = root ? [...root.adoptedStyleSheets] : [];
    const pulse = sheets.pop();
    const given = [...worn];
    const ours =
      sheets.length === given.length &&
      given.every(([style, sheet], place) => sheets[place] === sheet && textOf(sheet) === rulesOf(style));
    return (
      ours &&
      pulse === Pulse.sheet() &&
      pulse.cssRules.length <= Pulse.MOST_RULES &&
      root?.querySelector("style, link") === null
    );
  }

  /**
   * What happens to the host ends with us, before the page hears of it; what is pressed in the root, or typed, is found here.
   * @param {Event} event
   */
  function take(event) {
    const { type } = event;
    if (type.startsWith("key") && event instanceof KeyboardEvent) input.keys(event);
    if (!PRESSING.includes(type) || !(event instanceof MouseEvent)) return;
    if (type === "click") click(event);
    else {
      input.begun = at(event);
      // A press on a chip is not a press outside the page's menu, which would close the menu and take the control with it;
      // nor does it take the focus away from there. In the tip the focus moves as everywhere.
      if (type === "mousedown" && input.begun?.closest(".chip")) event.preventDefault();
    }
  }

  /** @param {MouseEvent} event */
  function click(event) {
    const found = pressable(at(event));
    const from = input.begun && pressable(input.begun);
    input.begun = null;
    // A press that began on something else is a press on neither.
    if (!found || (from && from !== found)) return;
    const { isTrusted, detail, timeStamp } = event;
    presses.get(found)?.({ isTrusted, detail, timeStamp, currentTarget: found });
  }

  /** Where in the root a press is; one by the keyboard is at what has the focus. @param {MouseEvent} event @returns {Element | null} */
  function at({ type, detail, clientX, clientY }) {
    const found = type === "click" && detail === 0 ? root?.activeElement : root?.elementFromPoint(clientX, clientY);
    return found ?? null;
  }

  /** @param {Element | null} element @returns {Element | null} */
  function pressable(element) {
    for (let one = element; one; one = one.parentElement) if (presses.has(one)) return one;
    return null;
  }

  /** Have an element of the root do something when it is pressed. @param {Element} element @param {(press: Host.Press) => void} press */
  const onPress = (element, press) => void presses.set(element, press);

  /** Who hears what is typed while the focus is in the root. @param {(event: KeyboardEvent) => void} listener */
  function onKeys(listener) {
    input.keys = listener;
  }

  /** The page has taken the host away: that is counted, and the next one is new. */
  function giveUp() {
    returns += 1;
    close();
  }

  function close() {
    host?.remove();
    host = null;
    root = null;
    letGo();
  }

  /** Whether the page took the host away or put it elsewhere, by which its chips are no longer shown. */
  const isGone = () => host !== null && (Dom.parent(host) !== Dom.root() || root?.querySelector(CLOSED) !== null);
  /** Whether an element is the host. @param {Element} element */
  const is = (element) => element === host;
  /** Whether something is the host, or is in its root. @param {unknown} node */
  const holds = (node) => node instanceof Node && host !== null && (node === host || Dom.home(node) === root);
  /** The element that has the focus inside the root, if any. */
  const focused = () => root?.activeElement ?? null;

  /**
   * From what goes out of sight the browser takes the focus: remember where that is. Says whether it is in a chip or in the tip
   * that is open for it; without one, in any.
   * @param {Element} [chip]
   */
  function hold(chip) {
    const at = /** @type {HTMLElement | null} */ (focused());
    const isIn = !chip || chip.contains(at) || (chip.ariaExpanded === "true" && at?.closest(".tip"));
    if (!at || !isIn) return false;
    held = at;
    // A press elsewhere takes it away, too, and that is meant.
    addEventListener("pointerdown", letGo, { capture: true, passive: true });
    return true;
  }

  function letGo() {
    held = null;
    removeEventListener("pointerdown", letGo, true);
  }

  /** What is in sight again has the focus again, or what came in its place, unless that is elsewhere by now. */
  function refocus() {
    const at = Dom.active();
    if (!held || !root || !at) return;
    const { key } = held.dataset;
    const heir = key ? `.tip [data-key="${CSS.escape(key)}"]` : ".chip[aria-expanded=true]";
    const found = held.isConnected ? held : /** @type {HTMLElement | null} */ (root.querySelector(heir));
    if (Dom.matches(at, "body, html")) found?.focus({ preventScroll: true });
    else letGo();
  }

  /** Put a chip out of sight, with its tip, or into sight. @param {Element} chip @param {boolean} isThere */
  function see(chip, isThere) {
    const was = !chip.classList.contains("away");
    if (was && !isThere) hold(chip);
    chip.classList.toggle("away", !isThere);
    if (isThere && !was) refocus();
  }

  /** Whether the page keeps doing so. */
  const isUnwelcome = () => returns > MOST_RETURNS;

  return Object.freeze({
    open,
    dress,
    wear,
    giveUp,
    close,
    take,
    onPress,
    onKeys,
    isGone,
    isIntact,
    is,
    holds,
    focused,
    hold,
    refocus,
    see,
    isUnwelcome,
  });
})();
