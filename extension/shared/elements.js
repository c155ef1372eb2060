// @ts-check
"use strict";

/**
 * The elements that tips and pages are made of: only elements and text, never markup. In a page that is not ours words are
 * drawn (`content` in the style sheet): they can't be searched or selected there, and are read aloud all the same.
 *
 * @typedef {Pick<MouseEvent, "isTrusted" | "currentTarget" | "detail" | "timeStamp">} Elements.Press
 */
const Elements = (() => {
  /** What has a name of its own for those who hear it. */
  const NAMED = ["button", "a", "summary", "h2", "h3"];

  const way = {
    isDrawn: false,
    /** @param {HTMLElement} element @param {(press: Elements.Press) => void} press */
    listen: (element, press) => element.addEventListener("click", press),
  };

  /** From now on draw words, and hear of presses by `listen`. @param {typeof way.listen} listen */
  function draw(listen) {
    Object.assign(way, { isDrawn: true, listen });
  }

  /** @param {Node | string} child @returns {Node | string} */
  function written(child) {
    if (!way.isDrawn || typeof child !== "string") return child;
    const element = document.createElement("span");
    element.dataset.words = child;
    return element;
  }

  /** @param {string} tag @param {string} name @param {string} words @param {(Node | string)[]} children */
  function make(tag, name = "", words = "", ...children) {
    const element = document.createElement(tag);
    if (name) element.className = name;
    if (words) say(element, words);
    element.append(...children.map(written));
    return element;
  }

  /** Have an element say this and nothing else. @param {HTMLElement} element @param {string} words */
  function say(element, words) {
    if (way.isDrawn && NAMED.includes(element.localName)) element.setAttribute("aria-label", words);
    element.replaceChildren(...(words ? [written(words)] : []));
  }

  /** @param {string} words @param {string} key @param {(press: Elements.Press) => void} press */
  function button(words, key, press) {
    const element = /** @type {HTMLButtonElement} */ (make("button", "", words));
    element.type = "button";
    element.dataset.key = key;
    way.listen(element, press);
    return element;
  }

  /** A verdict as on a chip. @param {string} tone @param {string} icon @param {string} words */
  function pill(tone, icon, words) {
    const element = make("span", "verdict", "", Icons.draw(icon), words);
    element.dataset.tone = tone;
    return element;
  }

  return Object.freeze({ draw, make, say, button, pill });
})();
