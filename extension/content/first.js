// @ts-check
"use strict";

// Runs before the page's own scripts, to be the first to hear what need not reach them. An event in a closed root names its
// host to the page, Firefox gives the root itself away with it (docs/browser-bugs.md, original-target), and of a popover
// with a source outside its root the browser tells the whole page (docs/browser-bugs.md, toggle-told). So what happens
// to our host ends here, and in Firefox whatever leads into its root, such as that the pointer enters the page there.
for (const type of [
  ...["over", "enter", "down", "move", "rawupdate", "up", "cancel", "out", "leave"].map((name) => `pointer${name}`),
  ...["over", "enter", "down", "move", "up", "out", "leave", "wheel"].map((name) => `mouse${name}`),
  ...["start", "move", "end", "cancel"].map((name) => `touch${name}`),
  ...["", "start", "end", "enter", "leave", "over"].map((name) => `drag${name}`),
  ...["start", "update", "end"].map((name) => `composition${name}`),
  ...["run", "start", "end", "cancel"].map((name) => `transition${name}`),
  ...["start", "iteration", "end", "cancel"].map((name) => `animation${name}`),
  ..."gotpointercapture lostpointercapture click dblclick auxclick contextmenu".split(" "),
  ..."wheel DOMMouseScroll MozMousePixelScroll scroll scrollend drop copy cut paste".split(" "),
  ..."keydown keypress keyup beforeinput input change select selectstart".split(" "),
  ..."focus blur focusin focusout beforetoggle toggle beforematch command".split(" "),
])
  addEventListener(
    type,
    (event) => {
      // The other scripts come later; until then nothing of ours is there.
      if (typeof Host !== "object") return;
      const isOurs = event.target instanceof Element && Host.is(event.target);
      const ways = "explicitOriginalTarget" in event ? ["relatedTarget", "explicitOriginalTarget", "rangeParent"] : [];
      const leads = isOurs || ways.some((way) => Host.holds(Reflect.get(event, way)));
      if (leads) event.stopImmediatePropagation();
      if (isOurs) Host.take(event);
      // The page may have all of itself dragged, and us with it.
      if (leads && type === "dragstart") event.preventDefault();
    },
    { capture: true, passive: !/^(mousedown|dragstart|key)/u.test(type) },
  );
