/**
 * What was deleted or replaced within a day, latest first, each to be taken back.
 */

import * as DateWords from "../../engine/words/datewords.js";
import * as Store from "../../store.js";
import * as Ui from "../ui.js";

/** @param {Ui.Begun} begun */
export const show = async (begun) => View.renew(Ui.byId("undo"), await all(begun));

/** @param {Ui.Begun} begun @returns {Promise<HTMLElement[]>} */
async function all({ text, locale, zone }) {
  const undos = (await Store.undos()).reverse();
  if (undos.length === 0) return [];
  const items = undos.map(({ at, word, name }) =>
    Ui.make(
      "li",
      {},
      Ui.make("span", {}, Ui.word(text, word, { name: name ?? "" })),
      Ui.make("span", { className: "soft" }, DateWords.moment(at, Date.now(), locale, zone)),
      Ui.button(Ui.word(text, "undo"), `undo-${at}`, () => Store.takeBack(at)),
    ),
  );
  return [
    Ui.make(
      "div",
      { className: "notice" },
      Ui.make("p", {}, Ui.word(text, "undo-says")),
      Ui.make("ul", { className: "entries" }, ...items),
      Ui.button(Ui.word(text, "undo-drop"), "undo-drop", async () => {
        await Store.dropUndo(true);
        Ui.byId("undo").replaceChildren();
      }),
    ),
  ];
}
