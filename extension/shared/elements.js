// @ts-check
"use strict";

/**
 * The elements that tips and pages are made of: only elements and text, never markup.
 */
const Elements = (() => {
  /** @param {string} tag @param {string} name @param {string} words @param {(Node | string)[]} children */
  function make(tag, name = "", words = "", ...children) {
    const element = document.createElement(tag);
    if (name) element.className = name;
    element.append(...(words ? [words] : []), ...children);
    return element;
  }

  /** @param {string} words @param {string} key @param {(event: Event) => void} press */
  function button(words, key, press) {
    const element = /** @type {HTMLButtonElement} */ (make("button", "", words));
    element.type = "button";
    element.dataset.key = key;
    element.addEventListener("click", press);
    return element;
  }

  /** A verdict as on a chip. @param {string} tone @param {string} icon @param {string} words */
  function pill(tone, icon, words) {
    const element = make("span", "verdict", "", Icons.draw(icon), words);
    element.dataset.tone = tone;
    return element;
  }

  return Object.freeze({ make, button, pill });
})();
