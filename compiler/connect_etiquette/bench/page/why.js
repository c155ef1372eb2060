/**
 * Why the answer is what it is, as an author asks it: the rule as it is written, the lines that led there, what nearly was, and
 * the layers as a stair, down to the one that decides.
 */

import * as Ui from "./pages/dom.js";

/** @typedef {{ id: string, place: string, yaml: string }} Rule */
/** @typedef {{ id: string, place: string, verdict: string, decides: boolean }} Holding a rule whose condition holds */
/** @typedef {{ layer: string, rules: number, holding: Holding[] }} Step */
/**
 * @typedef {{
 *   verdict: string, rule: Rule, adjustment: Rule | null, expect: string, assumed: string[], stair: Step[],
 *   because: { place: string, says: string, value: string }[],
 *   misses: { verdict: string, rule: string, place: string, fact: string, value: string }[],
 * }} Told
 */

/** @param {Told} told @returns {(HTMLElement | string)[]} */
export function shown({ verdict, rule, adjustment, expect, assumed, stair, because, misses }) {
  const rules = adjustment ? [rule, adjustment] : [rule];
  const head = verdict ? `${verdict} by “${rule.id}”` : `Impossible by “${rule.id}”`;
  return [
    Ui.make("h2", {}, adjustment ? `${head}, adjusted by “${adjustment.id}”` : head),
    ...rules.flatMap(({ place, yaml }) => [Ui.make("p", { className: "place" }, place), Ui.make("pre", {}, yaml)]),
    part(
      "Because",
      because.map(({ place, says, value }) => [says, says.endsWith(`: ${value}`) ? "" : `it is ${value}`, place]),
    ),
    part("Assumed, as nothing was said", assumed.length > 0 ? [[assumed.join(", "), "", ""]] : []),
    part(
      "Nearest misses",
      misses.map((miss) => [`${miss.verdict} by “${miss.rule}”`, `if ${miss.fact} were ${miss.value}`, miss.place]),
    ),
    Ui.make("h3", {}, "The layers, from the top"),
    Ui.make("ol", { className: "stair" }, ...steps(stair)),
    Ui.make("p", { className: "hint" }, `A story would say: ${expect}`),
  ];
}

/** A list with a heading; nothing where it is empty. @param {string} heading @param {string[][]} lines */
function part(heading, lines) {
  const items = lines.map(([said, more, place]) =>
    Ui.make("li", {}, `${said} `, more && `${more} `, Ui.make("span", { className: "place" }, place)),
  );
  return items.length > 0 ? Ui.make("div", {}, Ui.make("h3", {}, heading), Ui.make("ul", {}, ...items)) : "";
}

/** Each layer down to the one that decides; those below it, and what of them would hold, are pale. @param {Step[]} stair */
function steps(stair) {
  const at = stair.findIndex(({ holding }) => holding.some(({ decides }) => decides));
  return stair.map(({ layer, rules, holding }, i) => {
    const place = at < 0 || i < at ? "above" : i === at ? "decides" : "below";
    const named = holding.map(({ id, verdict, place: line, decides }) =>
      Ui.make(
        "li",
        { data: { decides: String(decides) } },
        `${verdict} by “${id}” `,
        Ui.make("span", { className: "place" }, line),
      ),
    );
    const none = rules === 1 ? "its one rule does not hold" : `none of its ${rules} rules holds`;
    const step = Ui.make(
      "li",
      { data: { place } },
      Ui.make("b", {}, layer),
      named.length > 0 ? Ui.make("ul", {}, ...named) : Ui.make("span", { className: "soft" }, ` ${none}`),
    );
    step.style.setProperty("--step", String(i));
    return step;
  });
}
