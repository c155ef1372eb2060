// @ts-check
"use strict";

/**
 * Opens the tip of a chip. The tip's scripts, styles and content come to the page when the person opens the first, and not
 * before.
 */
const Opener = (() => {
  /** For whose chip the tip was opened, and from what it was made. */
  const opened = { key: /** @type {string | null} */ (null), from: "" };
  /** The chip that was pressed last: of two whose answers are under way it is the one that is meant. @type {HTMLElement | null} */
  let pressed = null;

  /** The chip whose tip is open. */
  const chip = () => Later.tip()?.chip() ?? null;

  /** The person pressed a chip. @param {HTMLElement} element @param {Messages.Clue} clue whose it is */
  function toggle(element, clue) {
    pressed = element;
    if (chip() === element) close();
    else explain(element, clue);
  }

  /**
   * The worker knows all the words; the page only shows them. A tip that is renewed may have been closed meanwhile; whoever was
   * in one that moves stays in it.
   * @param {HTMLElement} element @param {Messages.Clue} clue @param {"renewed" | "moved"} [how]
   */
  async function explain(element, clue, how) {
    const owner = Replies.of(clue);
    if (!owner) return;
    const from = basis(owner);
    /** @type {Messages.Advice} */
    const advice = await Replies.ask({ ask: "advice", clue, has: Later.stage() });
    if (!advice) return;
    await Later.tip()?.prepare();
    if (!element.isConnected || element !== pressed || (how === "renewed" && chip() !== element)) return;
    const shown = Later.tip()?.show(element, advice.model, advice.style, (action) => act(action, clue));
    if (!shown) return;
    Object.assign(opened, { key: owner.key, from });
    if (how === "moved") Host.refocus();
  }

  /** What a tip is made from: the outcome, all that was entered, and the minute. @param {Messages.Owner} owner */
  const basis = ({ key, rests }) => `${Replies.version()} ${key} ${rests} ${Math.floor(Date.now() / 60_000)}`;

  /** Ask the worker for what was pressed in the tip. @param {Tip.Question} question @param {Messages.Clue} clue */
  function act(question, clue) {
    if (question.ask === "notify") return Replies.send(question);
    return Replies.send(/** @type {Messages.Question} */ ({ ...question, clue }));
  }

  /** After a look: renew what the tip says, or move it to another chip of the same person when its own went, with a menu for instance. */
  function renew() {
    const open = chip();
    if (!open || opened.key === null) return;
    if (!open.isConnected) {
      const other = Chips.another(opened.key);
      close();
      pressed = other?.element ?? null;
      if (other) explain(other.element, other.clue, "moved");
      return;
    }
    const clue = Chips.clueOf(open);
    const owner = clue && Replies.of(clue);
    if (clue && owner && opened.from !== basis(owner)) explain(open, clue, "renewed");
  }

  const close = () => Later.tip()?.close();

  return Object.freeze({ toggle, renew, close });
})();
