// @ts-check
"use strict";

/**
 * How a chip looks: a button that opens a tip, or a question with its answers.
 */
const Face = (() => {
  /** A chip, not yet in the page and out of sight. @param {Chips.Wanted} want @returns {HTMLElement} */
  function make(want) {
    const element = Dom.create(want.choices ? "div" : "button");
    if (element instanceof HTMLButtonElement) {
      element.type = "button";
      element.setAttribute("aria-expanded", "false");
    } else element.setAttribute("role", "group");
    element.popover = "manual";
    element.className = want.choices ? "chip ask away" : "chip away";
    return element;
  }

  /** Say what is wanted now, if it is something else than before. @param {Chips.Standing} chip @param {Chips.Wanted} want */
  function renew(chip, want) {
    const before = chip.element.dataset.says;
    Object.assign(chip, want);
    const { element } = chip;
    const { words, name, tone, icon } = want.face;
    const says = `${tone} ${words} ${name}`;
    if (before === says) return;
    element.dataset.says = says;
    element.dataset.tone = tone;
    element.lang = want.face.locale;
    element.dir = want.face.direction;
    element.setAttribute("aria-label", name);
    const text = Dom.create("span");
    text.className = "words";
    // Drawn, and no text that the page could search or select.
    text.dataset.words = words;
    if (want.choices) element.replaceChildren(...(Later.asking()?.parts(chip, icon, text, want.choices) ?? []));
    else {
      Host.onPress(element, ({ isTrusted }) => {
        if (isTrusted) chip.open(element);
      });
      element.replaceChildren(Icons.draw(icon), text);
    }
    chip.spot = null;
  }

  return Object.freeze({ make, renew });
})();
