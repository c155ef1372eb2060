// @ts-check
"use strict";

/**
 * What comes to a page only when it is needed: the scripts that place chips, with the first of them; those that judge a press,
 * with the first button that could be pressed; those of the tip, with the first tip. The worker brings each stage with the
 * answer that needs it, and whoever asks says which are there. Each stage rests on those before it. What the self-check asks
 * is answered by a script that it brings itself.
 *
 * @typedef {"none" | "chips" | "press" | "tip"} Later.Stage
 */
const Later = (() => {
  /** What places chips, if it is here. */
  const shown = () => (typeof Shown === "object" ? Shown : null);
  /** What asks a question beside a control. */
  const asking = () => (typeof Asking === "object" ? Asking : null);
  const tip = () => (typeof Tip === "object" ? Tip : null);
  /** What tells the self-check of the page. */
  const report = () => (typeof Report === "object" ? Report : null);

  /** The last stage that is here with all before it (docs/browser-bugs.md, other-document). @returns {Later.Stage} */
  const stage = () => (!shown() ? "none" : !asking() ? "chips" : tip() ? "tip" : "press");

  return Object.freeze({ shown, asking, tip, report, stage });
})();
