/**
 * The first page: what this does, on an invented example; what it never does, and the choice without which nothing happens on LinkedIn.
 */

import * as Bundle from "../../bundle.js";
import * as Choice from "../choice.js";
import * as Scene from "../scene.js";
import * as Store from "../../store.js";
import * as Ui from "../ui.js";

const { core, text, settings } = await Ui.begin();
if (!Store.isForPages()) Ui.byId("does").textContent = Ui.word(text, "welcome-does-toolbar");
// Something is seen before anything is asked.
Scene.begin(Ui.byId("sample"), { core, text, sources: await Bundle.sources() }, Scene.example(text));
Ui.byId("next").hidden = settings.place === undefined;
await Choice.begin(text, () => {
  Ui.byId("next").hidden = false;
});
Ui.ready();
