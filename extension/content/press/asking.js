// @ts-check
"use strict";

/**
 * A question beside a control, with its answers: is this the person entered? An answer counts as a press in a tip does.
 */
const Asking = (() => {
  /**
   * What a chip that asks holds: the words of the question, and a button for each answer.
   * @param {Chips.Standing} chip @param {string} icon @param {HTMLElement} text @param {Wanted.Choice[]} choices
   */
  function parts(chip, icon, text, choices) {
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

  return Object.freeze({ parts });
})();
