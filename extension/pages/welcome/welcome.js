/**
 * The first page: what this does, what it never does, and the choice without which nothing happens on LinkedIn.
 */

import * as Choice from "../choice.js";
import * as Ui from "../ui.js";
import * as Words from "../../engine/words.js";

const { core, text, settings } = await Ui.begin();
Ui.byId("verdicts").append(
  ...core.verdicts.map(({ id, tone, icon }) =>
    Ui.make("li", {}, View.pill(tone, icon, Words.fill(text.verdicts[id].word))),
  ),
);
Ui.byId("next").hidden = settings.place === undefined;
await Choice.begin(text, () => {
  Ui.byId("next").hidden = false;
});
Ui.ready();
