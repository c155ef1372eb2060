// @ts-check
"use strict";

/**
 * The timeline strip as a figure: a bar for the eye, and under it the same in words for everybody.
 */
const Timetable = (() => {
  /** @param {import("../engine/advice/strip.js").Strip} strip @param {import("../engine/advice/advice.js").Model["words"]} words */
  function figure(strip, words) {
    const rows = strip.parts.map((part) => {
      const row = Elements.make("li", "", "", Elements.make("span", "when", part.when));
      row.append(Elements.pill(part.tone, part.icon, part.verdict));
      if (part.rests) row.append(Elements.make("span", "rests", part.rests));
      return row;
    });
    const caption = Elements.make("figcaption", "label", words.strip);
    const list = Elements.make("ol", "steps", "", ...rows);
    return Elements.make("figure", "strip", "", caption, bar(strip), list, Elements.make("p", "soft", strip.end));
  }

  /** The bar alone, hidden from those who can't see it: the words beside it say the same. @param {import("../engine/advice/strip.js").Strip} strip */
  function bar(strip) {
    const element = Elements.make("div", "bar");
    element.setAttribute("aria-hidden", "true");
    for (const { share, tone, hatched } of strip.parts) {
      const part = Elements.make("span", hatched ? "hatched" : "");
      part.dataset.tone = tone;
      part.style.flexGrow = String(Math.max(share, 0.01));
      element.append(part);
    }
    return element;
  }

  return Object.freeze({ figure, bar });
})();
