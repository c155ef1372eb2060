/**
 * The informed choice of where advice appears, as two equal buttons with the ids “page” and “toolbar”.
 */

import * as Store from "../store.js";
import * as Ui from "./ui.js";

/** @import { Text } from "../engine/core.js" */

/** @type {("page" | "toolbar")[]} */
const PLACES = ["page", "toolbar"];

/**
 * @param {Text} text @param {string | undefined} place chosen before, if at all
 * @param {(place: string) => void} [then] told of every choice
 */
export function begin(text, place, then) {
  show(text, place);
  for (const way of PLACES) {
    Ui.byId(way).addEventListener("click", async () => {
      try {
        await Store.updateSettings((stored) => {
          stored.place = way;
        });
        show(text, way);
        then?.(way);
      } catch (error) {
        Ui.byId("chosen").textContent = Ui.word(text, Ui.refusal(error));
      }
    });
  }
}

/** @param {Text} text @param {string | undefined} place */
function show(text, place) {
  for (const way of PLACES) Ui.byId(way).setAttribute("aria-pressed", String(way === place));
  Ui.byId("chosen").textContent = place === undefined ? "" : Ui.word(text, `chosen-${place}`);
}
