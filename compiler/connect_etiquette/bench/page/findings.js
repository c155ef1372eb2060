/**
 * What is wrong with the rules as they are now, above the stage; and a fresh page as soon as there is another good build.
 */

import * as Ui from "./pages/dom.js";

/**
 * @typedef {{
 *   severity: string, message: string, place: string, hint: string, told: string[], example: string, repairs: string[],
 *   line: string, from: number, to: number,
 * }} Finding
 */
/** @typedef {{ build: number, fits: boolean, tried: boolean, summary: string, more: number, findings: Finding[] }} State */

/** The number of the build that this page shows; 0 before there is one. */
export const build = Number(
  /** @type {HTMLMetaElement | null} */ (document.querySelector("meta[name=build]"))?.content,
);

/** Follow the server's states; `before` is called before the page goes for a newer one. @param {() => void} [before] */
export function follow(before) {
  const panel = Ui.make("section", { className: "findings", id: "findings", lang: "en", role: "status" });
  const main = /** @type {HTMLElement} */ (document.querySelector("main"));
  main.prepend(panel);
  const events = new EventSource("bench/events");
  events.addEventListener("message", ({ data }) => {
    /** @type {State} */
    const state = JSON.parse(data);
    if (state.build !== build) {
      events.close();
      before?.();
      location.reload();
      return;
    }
    panel.replaceChildren(...panelOf(state));
  });
  events.addEventListener("error", () => {
    if (events.readyState !== EventSource.CONNECTING) return;
    panel.replaceChildren(Ui.make("p", { className: "problem" }, "etiquette preview has ended. Start it again."));
  });
}

/** @param {State} state */
function panelOf({ fits, tried, summary, more, findings }) {
  if (findings.length === 0) {
    const stories = tried ? "and every story holds." : "and the stories are being told …";
    return [Ui.make("p", { className: "fine" }, `The rules are sound, ${stories}`)];
  }
  const shown = fits
    ? "The answers below are those of the rules as they are now."
    : build > 0
      ? "The answers below are those of the last rules that could be proved."
      : "The stage stands here as soon as the rules can be proved.";
  return [
    Ui.make("h2", {}, summary),
    Ui.make("p", {}, shown),
    Ui.make("ol", {}, ...findings.map((finding) => Ui.make("li", {}, ...told(finding)))),
    more > 0 ? Ui.make("p", {}, `… and ${more} more: etiquette check prints them all.`) : "",
  ];
}

/** A finding as the command line prints it. @param {Finding} finding */
function told({ severity, message, place, hint, told: lines, example, repairs, line, from, to }) {
  const mark = Ui.make("mark", {}, line.slice(from, to) || " ");
  return [
    Ui.make("p", { className: "place" }, place),
    Ui.make("p", {}, Ui.make("b", { data: { severity } }, `${severity}: `), message),
    line && Ui.make("pre", {}, line.slice(0, from), mark, line.slice(to)),
    example && Ui.make("p", {}, `For example: ${example}`),
    lines.length > 0 ? Ui.make("ul", {}, ...lines.map((one) => Ui.make("li", {}, one))) : "",
    hint && Ui.make("p", {}, hint),
    ...repairs.map((repair) => Ui.make("pre", {}, repair)),
  ];
}
