// @ts-check
"use strict";

// The first page: what this does, what it never does, and the choice without which nothing happens on LinkedIn.
(async () => {
  const { settings } = await Store.load();
  const text = await Texts.text(settings.locale);
  Ui.say(text);
  show(settings.place);

  for (const place of ["page", "toolbar"]) {
    Ui.byId(place).addEventListener("click", async () => {
      await Store.updateSettings((stored) => {
        stored.place = place;
      });
      show(place);
    });
  }

  /** @param {string | undefined} place */
  function show(place) {
    for (const way of ["page", "toolbar"]) Ui.byId(way).setAttribute("aria-pressed", String(way === place));
    Ui.byId("next").hidden = place === undefined;
    Ui.byId("chosen").textContent = place === undefined ? "" : Ui.word(text, `chosen-${place}`);
  }
})();
