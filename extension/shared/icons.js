// @ts-check
"use strict";

/**
 * The few line icons of chips, tips and pages, drawn on a grid of 16.
 */
const Icons = (() => {
  /** @type {{ [name: string]: string }} */
  const PATHS = {
    go: "M3 8.5l3.2 3.2L13 4.8",
    hourglass:
      "M4.5 2.5h7M4.5 13.5h7M5.2 2.5c0 3 2.8 3.6 2.8 5.5S5.2 10.5 5.2 13.5M10.8 2.5c0 3-2.8 3.6-2.8 5.5s2.8 2.5 2.8 5.5",
    scales: "M8 2.5v11M5 13.5h6M3 5h10M3 5l-1.5 4h3zM13 5l-1.5 4h3z",
    done: "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12M5.3 8.2l1.9 1.9 3.5-3.8",
    clock: "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12M8 4.8V8l2.2 1.6",
    bell: "M4 11.5V7.2a4 4 0 0 1 8 0v4.3M2.8 11.5h10.4M6.8 13.8h2.4",
    question: "M6 6a2 2 0 1 1 2.8 1.9c-.6.3-.8.7-.8 1.4M8 11.7v.1",
  };

  /** @param {string} name @returns {SVGSVGElement} */
  function draw(name) {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("viewBox", "0 0 16 16");
    svg.setAttribute("aria-hidden", "true");
    svg.setAttribute("class", "icon");
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    path.setAttribute("d", PATHS[name] ?? PATHS.question);
    svg.append(path);
    return svg;
  }

  return Object.freeze({ draw });
})();
