// @ts-check
"use strict";

// Runs before the page's own scripts, to be the first to hear what need not reach them. An event in a closed root names its
// host to the page, Firefox gives the root itself away with it (docs/browser-bugs.md, original-target), and of a popover
// with a source outside its root the browser tells the whole page (docs/browser-bugs.md, toggle-told). So what happens
// to our host ends here.
for (const type of [
  ...["over", "enter", "down", "move", "rawupdate", "up", "cancel", "out", "leave"].map((name) => `pointer${name}`),
  ...["over", "enter", "down", "move", "up", "out", "leave", "wheel"].map((name) => `mouse${name}`),
  ...["start", "move", "end", "cancel"].map((name) => `touch${name}`),
  ...["", "start", "end", "enter", "leave", "over"].map((name) => `drag${name}`),
  ...["start", "update", "end"].map((name) => `composition${name}`),
  ...["run", "start", "end", "cancel"].map((name) => `transition${name}`),
  ...["start", "iteration", "end", "cancel"].map((name) => `animation${name}`),
  ...["gotpointercapture", "lostpointercapture", "click", "dblclick", "auxclick", "contextmenu", "wheel"],
  ...[
    "DOMMouseScroll",
    "MozMousePixelScroll",
    "drop",
    "keydown",
    "keypress",
    "keyup",
    "beforeinput",
    "input",
    "change",
  ],
  ...["focus", "blur", "focusin", "focusout", "select", "selectstart", "copy", "cut", "paste", "scroll", "scrollend"],
  ...["beforetoggle", "toggle", "beforematch", "command"],
])
  addEventListener(
    type,
    (event) => {
      // The other scripts come later; until then nothing of ours is there.
      if (typeof Host !== "object") return;
      const { target, relatedTarget } = /** @type {MouseEvent} */ (event);
      const isOurs = target instanceof Element && Host.is(target);
      // Firefox gives the root away by what the pointer leaves for our host, too.
      const leads = "explicitOriginalTarget" in event && relatedTarget instanceof Element && Host.is(relatedTarget);
      if (isOurs || leads) event.stopImmediatePropagation();
      if (isOurs) Host.take(event);
    },
    { capture: true, passive: !/^(mousedown|key)/u.test(type) },
  );
