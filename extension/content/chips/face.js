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
    if (want.choices) element.replaceChildren(...question(chip, icon, text, want.choices));
    else {
      Host.onPress(element, ({ isTrusted }) => {
        if (isTrusted) chip.open(element);
      });
      element.replaceChildren(Icons.draw(icon), text);
    }
    chip.spot = null;
  }

  /**
   * @param {Chips.Standing} chip @param {string} icon @param {HTMLElement} text @param {Chips.Choice[]} choices
   */
  function question(chip, icon, text, choices) {
    // Where only the icon has room it is the button that brings the question.
    const opener = Dom.create("button");
    opener.type = "button";
    opener.className = "opener";
    opener.setAttribute("aria-label", chip.face.name);
    opener.append(Icons.draw(icon));
    Host.onPress(opener, ({ isTrusted }) => {
      if (!isTrusted) return;
      chip.element.classList.add("open");
      chip.spot = null;
      Schedule.soon();
      // The opener goes, and the focus with it.
      requestAnimationFrame(() => requestAnimationFrame(() => buttons[0].focus({ preventScroll: true })));
    });
    const buttons = choices.map(({ words }, index) => {
      const button = Dom.create("button");
      button.type = "button";
      button.className = "answer";
      button.dataset.words = words;
      button.setAttribute("aria-label", words);
      Host.onPress(button, (press) => {
        // The question may have come to mean another profile in the same words.
        if (Sight.counts(press)) chip.choices?.[index].give();
      });
      return button;
    });
    Sight.attend(chip.element, chip.control);
    return [Icons.draw(icon), opener, text, ...buttons];
  }

  return Object.freeze({ make, renew });
})();
