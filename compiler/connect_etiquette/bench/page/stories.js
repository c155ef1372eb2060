/**
 * All stories of the rules, to be played on the stage.
 */

import * as Ui from "./pages/dom.js";

/** @import * as Scene from "./pages/scene.js" */

/** @typedef {{ story: string, place: string, person: string, expect: string, fails: boolean, scene: Scene.Scene | null }} Story */

/** The list, which fills as soon as the server has told it. @param {(scene: Scene.Scene) => void} play */
export function list(play) {
  const sought = Ui.make("input", { type: "search", id: "sought", autocomplete: "off" });
  const items = Ui.make("ol", { id: "stories" });
  const count = Ui.make("p", { className: "hint", role: "status" });
  const details = Ui.make("details", { className: "stories" }, Ui.make("summary", {}, "All stories"));
  details.append(Ui.make("label", {}, Ui.make("span", {}, "Only those with"), sought), count, items);
  /** @type {Story[] | null} */
  let all = null;
  const show = () => {
    if (all === null) return;
    const words = sought.value.toLowerCase().split(/\s+/u);
    const found = all.filter((story) => words.every((word) => searched(story).includes(word)));
    const failing = all.filter(({ fails }) => fails).length;
    const told = new Set(all.map(({ place }) => place)).size;
    const fail = failing > 0 ? `; ${failing} fail` : "";
    count.textContent = `${found.length} of ${all.length}: ${told} stories, a line for each person in them${fail}`;
    items.replaceChildren(...found.map((story) => item(story, play)));
  };
  details.addEventListener("toggle", async () => {
    if (all !== null || !details.open) return;
    all = await (await fetch("bench/stories")).json();
    show();
  });
  sought.addEventListener("input", show);
  return details;
}

/** @param {Story} story */
const searched = ({ story, place, person, expect, fails }) =>
  [story, place, person, expect, fails ? "fails" : ""].join(" ").toLowerCase();

/** @param {Story} story @param {(scene: Scene.Scene) => void} play */
function item({ story, place, person, expect, fails, scene }, play) {
  const button = Ui.button(story, "play", () => scene && play(scene), "plain");
  button.disabled = scene === null;
  button.title = scene ? "" : "It is told in facts, which have no clock: etiquette explain answers it.";
  const expected = `${person && `${person}: `}${expect}`;
  return Ui.make(
    "li",
    { data: { fails: String(fails) } },
    button,
    Ui.make("p", { className: "hint" }, fails ? `fails: it expects ${expected}` : expected),
    Ui.make("p", { className: "place" }, place),
  );
}
