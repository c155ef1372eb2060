// @ts-check
"use strict";

/**
 * The timeline strip as a figure: a bar for the eye, and under it the same in words for everybody.
 */
const Timetable = (() => {
  /** @param {import("../engine/strip.js").Strip} strip @param {import("../engine/advice.js").Model["words"]} words */
  function figure(strip, words) {
    const rows = strip.parts.map((part) => {
      const row = View.make("li", "", "", View.make("span", "when", part.when));
      row.append(View.pill(part.tone, part.icon, part.verdict));
      if (part.rests) row.append(View.make("span", "rests", part.rests));
      return row;
    });
    const caption = View.make("figcaption", "label", words.strip);
    const list = View.make("ol", "steps", "", ...rows);
    return View.make("figure", "strip", "", caption, bar(strip), list, View.make("p", "soft", strip.end));
  }

  /** The bar alone, hidden from those who can't see it: the words beside it say the same. @param {import("../engine/strip.js").Strip} strip */
  function bar(strip) {
    const element = View.make("div", "bar");
    element.setAttribute("aria-hidden", "true");
    for (const { share, tone, hatched } of strip.parts) {
      const part = View.make("span", hatched ? "hatched" : "");
      part.dataset.tone = tone;
      part.style.flexGrow = String(Math.max(share, 0.01));
      element.append(part);
    }
    return element;
  }

  return Object.freeze({ figure, bar });
})();
