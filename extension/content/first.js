// @ts-check
"use strict";

// Runs before the page's own scripts, to be the first to hear what need not reach them: a chip is a popover whose
// source is the page's button, and of one with a source outside its root the browser tells the whole page
// (docs/browser-bugs.md, toggle-told).
for (const type of ["beforetoggle", "toggle"])
  addEventListener(
    type,
    (event) => {
      // The other scripts come later; until then nothing of ours is there.
      if (typeof Host === "object" && event.target instanceof Element && Host.is(event.target))
        event.stopImmediatePropagation();
    },
    { capture: true },
  );
