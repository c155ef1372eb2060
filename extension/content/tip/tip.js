// @ts-check
"use strict";

/**
 * The tip that a chip opens: a toggletip in the host's root, around what `View` shows. It takes Escape and its own keys
 * before the page does, and never takes the focus by itself.
 *
 * @typedef {View.Answered | Messages.OurQuestion} Tip.Question an answer given once more holds what it called off
 * @typedef {(question: Tip.Question) => Promise<{ data?: unknown, error?: string } | null>} Tip.Send what was pressed goes to the worker
 * @typedef {View.Action | Tip.Question} Tip.Action
 */
const Tip = (() => {
  /**
   * `scrolls` is all that is in the tip: what has round corners itself has a bar with square ones in Firefox.
   * @type {{ chip: HTMLElement, element: HTMLElement, scrolls: HTMLElement, body: HTMLElement, status: HTMLElement,
   *          footer: HTMLElement, maker: HTMLElement, shown: string, listening: AbortController } | null}
   */
  let open = null;
  /** What was unfolded before the tip was renewed: the browser tells of it as of what is unfolded now. @type {WeakSet<Element>} */
  const kept = new WeakSet();

  Elements.draw(Host.onPress);

  /**
   * Open the tip for `chip`, or renew what it says; says whether there is anything to show.
   * @param {HTMLElement} chip @param {unknown} said by the worker @param {string} style @param {Tip.Send} send
   */
  function show(chip, said, style, send) {
    const model = Model.read(said);
    if (!model) return false;
    if (open && open.chip !== chip) close();
    Host.wear(style);
    const isNew = open === null;
    open ??= begin(chip);
    const shown = JSON.stringify(model);
    if (open.shown === shown) return true;
    open.shown = shown;
    const { element, body, status, footer, maker } = open;
    element.setAttribute("aria-label", model.title);
    element.lang = model.locale;
    element.dir = model.direction;
    element.dataset.verdict = model.tone;
    makeRoom(element, chip);
    const act = (/** @type {Host.Press} */ press, /** @type {Tip.Action} */ action) =>
      ifMeant(press, model, () => perform(action, model, send));
    const wasIn = element.contains(Host.focused());
    View.renew(body, View.advice(model, act));
    for (const one of body.querySelectorAll("details[open]")) kept.add(one);
    View.renew(footer, footerParts(model, act));
    Elements.say(maker, model.words.maker);
    if (isNew) appear();
    // Where the button that was pressed has gone the focus is where it can be taken back.
    if (wasIn && !element.contains(Host.focused()))
      (status.querySelector("button") ?? chip).focus({ preventScroll: true });
    return true;
  }

  /** Filled before it is shown, a tip is laid out once. */
  function appear() {
    if (!open) return;
    const { chip, element, listening } = open;
    chip.after(element);
    chip.setAttribute("aria-expanded", "true");
    // As a chip is shown: docs/browser-bugs.md, show-popover-layout.
    element.style.display = "none";
    Geometry.unzoom(element);
    element.showPopover({ source: chip });
    element.style.display = "";
    Sight.attend(element, Chips.controlOf(chip));
    listen(listening.signal);
  }

  /** What takes long on a large page is done in a task of its own before the first that is shown. */
  async function prepare() {
    if (open) return;
    const task = () => new Promise((done) => setTimeout(done));
    await task();
    Cover.prepare();
    await task();
  }

  /** @param {HTMLElement} chip */
  function begin(chip) {
    const [body, status, footer] = [Elements.make("div"), Elements.make("p", "status"), Elements.make("footer")];
    const maker = Elements.make("p", "maker");
    // A status region is heard only if it was there before it was filled.
    status.setAttribute("role", "status");
    const scrolls = Elements.make("div", "scrolls", "", body, status, footer, maker);
    const element = Elements.make("div", "tip advice", "", scrolls);
    element.popover = "manual";
    element.setAttribute("role", "group");
    const listening = new AbortController();
    element.addEventListener("toggle", unfolds, { capture: true });
    tellMore(element, scrolls, body, listening.signal);
    return { chip, element, scrolls, body, status, footer, maker, shown: "", listening };
  }

  /**
   * What is unfolded comes into sight as far as it fits, its head on top; the page does not scroll with it. What stays unfolded
   * in a tip that is renewed stays where it is.
   * @param {Event} event
   */
  function unfolds({ target, isTrusted }) {
    if (!isTrusted || !(target instanceof HTMLDetailsElement) || kept.delete(target)) return;
    if (!open || !target.open) return;
    const [tip, end, it] = [open.element, open.maker, target].map((one) => one.getBoundingClientRect());
    open.scrolls.scrollTop += Math.min(it.top - tip.top - 8, Math.max(0, it.bottom - end.top));
  }

  /** That there is more below, where style alone can't say it. @param {HTMLElement} element @param {HTMLElement} scrolls @param {HTMLElement} body @param {AbortSignal} signal */
  function tellMore(element, scrolls, body, signal) {
    if (CSS.supports("animation-timeline", "scroll()")) return;
    const tell = () => {
      const left = scrolls.scrollHeight - scrolls.clientHeight - scrolls.scrollTop;
      element.toggleAttribute("data-more", left > 8);
    };
    scrolls.addEventListener("scroll", tell, { signal });
    const sizes = new ResizeObserver(tell);
    for (const one of [scrolls, body]) sizes.observe(one);
    signal.addEventListener("abort", () => sizes.disconnect());
  }

  /** Where there is little room a tip is a sheet at the edge that is farther from the control, and leaves that free. @param {HTMLElement} element @param {HTMLElement} chip */
  function makeRoom(element, chip) {
    if (!matchMedia("(max-width: 480px), (max-height: 420px)").matches) return;
    const [one, other] = [chip, Chips.controlOf(chip) ?? chip].map((free) => free.getBoundingClientRect());
    const [above, below] = [Math.min(one.top, other.top), innerHeight - Math.max(one.bottom, other.bottom)];
    element.dataset.edge = below >= above ? "end" : "start";
    element.style.maxBlockSize = `min(75vh, max(140px, ${Math.floor(Math.max(above, below)) - 8}px))`;
  }

  /** @param {AbortSignal} signal */
  function listen(signal) {
    // Taken before the page sees it: its Escape would close the page's own dialog too. What is typed in the root never
    // reaches the page.
    const onKey = (/** @type {KeyboardEvent} */ event) => {
      if (!event.isTrusted || event.key !== "Escape" || !open) return;
      event.stopImmediatePropagation();
      event.preventDefault();
      if (event.type === "keydown") close(true);
    };
    Host.onKeys(onKey);
    for (const type of /** @type {const} */ (["keydown", "keyup", "keypress"]))
      addEventListener(type, onKey, { capture: true, signal });
    // A press in the root is not heard here.
    addEventListener("pointerdown", () => close(), { capture: true, signal });
  }

  /** @param {boolean} [giveFocusBack] */
  function close(giveFocusBack = false) {
    if (!open) return;
    const { chip, element, listening } = open;
    const wasIn = element.contains(Host.focused());
    open = null;
    listening.abort();
    element.remove();
    chip.setAttribute("aria-expanded", "false");
    if (giveFocusBack || wasIn) chip.focus({ preventScroll: !giveFocusBack });
  }

  /** @param {Model.Advice} model @param {(press: Host.Press, action: Tip.Action) => void} act @returns {HTMLElement[]} */
  function footerParts({ person, reminder, signature, words }, act) {
    const parts = [];
    if (reminder?.possible || reminder?.set) {
      const remind = Elements.button(words.remind, "remind", (press) =>
        act(press, { ask: "remind", person, on: reminder.set === "" }),
      );
      remind.setAttribute("aria-pressed", String(reminder.set !== ""));
      parts.push(remind);
    }
    parts.push(
      Elements.button(words.edit, "edit", (press) => act(press, { ask: "edit", person })),
      // What takes the tip away says before how it comes back.
      Elements.button(words.hide, "hide", (press) => {
        if (!Sight.counts(press)) return act(press, { ask: "hide", person, signature });
        say(words.hides);
        offer(words["hide-now"], "hide-now", (again) => act(again, { ask: "hide", person, signature }));
      }),
      Elements.button(words.close, "close", () => close(true)),
    );
    return parts;
  }

  /** Do what was pressed, and say that it was done, if the tip in which it was pressed is still open. @param {Tip.Action} action @param {Model.Advice} model @param {Tip.Send} send */
  async function perform(action, model, send) {
    const { words } = model;
    const mine = open;
    if (action.ask === "copy") {
      const said = await View.copy(action);
      if (open === mine) say(said);
      return;
    }
    const reply = await send(action);
    if (open !== mine) return;
    if (action.ask === "hide" && reply && !reply.error) close(true);
    else if (!reply || reply.error) say(words[reply?.error === "full" ? "full" : "not-done"]);
    else if (action.ask === "remind" && action.on) {
      const { notifies, when } = /** @type {{ notifies: boolean, when: string }} */ (reply.data);
      say([when, words.reminded].filter(Boolean).join(". "));
      if (!notifies) offer(words.notify, "notify", (press) => ifMeant(press, model, () => send({ ask: "notify" })));
    } else if (action.ask === "answer") {
      const { noted, off } = /** @type {{ noted: number | null, off: string }} */ (reply.data);
      say(noted === null ? "" : [words.noted, off].filter(Boolean).join(" "));
      if (noted === null) return;
      offer(words.undo, "undo", (press) =>
        ifMeant(press, model, () => perform({ ask: "undo", person: action.person, at: noted }, model, send)),
      );
      if (off)
        offer(words["not-off"], "not-off", (press) =>
          ifMeant(press, model, () => perform({ ...action, held: noted }, model, send)),
        );
    } else say(action.ask === "remind" ? words["not-reminded"] : "");
  }

  /** A button beside what is said. @param {string} label @param {string} key @param {(press: Host.Press) => unknown} press */
  function offer(label, key, press) {
    open?.status.append(Elements.button(label, key, press));
  }

  /** Do what a press is for if it was meant. @param {Host.Press} press @param {Model.Advice} model @param {() => unknown} done */
  function ifMeant(press, model, done) {
    if (Sight.counts(press)) done();
    else if (press.isTrusted) doubt(press, model);
  }

  /** A press that was perhaps not meant does nothing; whoever meant it is told why, and can press the same again. @param {Host.Press} press @param {Model.Advice} model */
  function doubt({ currentTarget }, { words }) {
    if (!open || !(currentTarget instanceof Element)) return;
    currentTarget.scrollIntoView({ block: "nearest" });
    const { status } = open;
    if (!status.contains(currentTarget)) return say(words["press-again"]);
    for (const one of [...status.childNodes]) if (!(one instanceof HTMLButtonElement)) one.remove();
    status.prepend(...Elements.make("p", "", words["press-again"]).childNodes);
  }

  /** @param {string} words */
  function say(words) {
    if (open) Elements.say(open.status, words);
  }

  return Object.freeze({ prepare, show, close, chip: () => open?.chip ?? null });
})();
