// @ts-check
"use strict";

/**
 * Small helpers that the extension's own pages share: elements, words, verdict pills.
 */
const Ui = (() => {
  /**
   * An element with properties and children.
   * @param {string} tag @param {{ [name: string]: any }} [properties] @param {(Node | string | null)[]} children
   */
  function make(tag, properties = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(properties)) {
      if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
      else if (name === "data") Object.assign(element.dataset, value);
      else if (name in element && name !== "list") /** @type {any} */ (element)[name] = value;
      else element.setAttribute(name, value);
    }
    element.append(...children.filter((child) => child !== null));
    return element;
  }

  /** Put the words of the bundle into the elements that name them in `data-word`. @param {any} text */
  function say(text) {
    document.documentElement.lang = text.locale;
    for (const element of document.querySelectorAll("[data-word]")) {
      element.textContent = word(text, /** @type {HTMLElement} */ (element).dataset.word ?? "");
    }
    document.title = document.querySelector("h1")?.textContent || document.title;
  }

  /** @param {any} text @param {string} key @param {{ [name: string]: string }} [values] */
  function word(text, key, values = {}) {
    if (!Object.hasOwn(text.words, key)) throw new Error(`no word “${key}”`);
    return Words.fill(text.words[key], values);
  }

  /** The verdict of a face, as on a chip. @param {Chip.Face} face */
  function pill(face) {
    return make("span", { className: "verdict", data: { tone: face.tone } }, Icons.draw(face.icon), face.words);
  }

  /** @param {string} id @returns {HTMLElement} */
  const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

  return Object.freeze({ make, say, word, pill, byId });
})();
