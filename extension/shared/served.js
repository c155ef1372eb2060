// @ts-check
"use strict";

/**
 * What the stage says before it has its words from the bundle: that it loads, that a part of it did not come, and, opened as
 * a file, that browsers run its modules only from a server.
 */
(() => {
  /** @typedef {{ file: string, loading: string, failed: string }} Says */
  /** @type {{ [language: string]: Says }} */
  const words = {
    en: {
      file: "Browsers run this page only from a server. In the folder of index.html type “python3 -m http.server”, then open http://localhost:8000.",
      loading: "Loading…",
      failed: "A part of this page could not be loaded. Load it again in a moment.",
    },
    de: {
      file: "Browser führen diese Seite nur von einem Server aus. Gib im Ordner von index.html „python3 -m http.server“ ein und öffne http://localhost:8000.",
      loading: "Die Seite lädt …",
      failed: "Ein Teil dieser Seite konnte nicht geladen werden. Lade sie gleich noch einmal.",
    },
    es: {
      file: "Los navegadores solo ejecutan esta página desde un servidor. En la carpeta de index.html escribe «python3 -m http.server» y abre http://localhost:8000.",
      loading: "Cargando…",
      failed: "No se pudo cargar una parte de esta página. Vuelve a cargarla dentro de un momento.",
    },
  };
  const language = navigator.languages.map((tag) => tag.split("-")[0]).find((tag) => Object.hasOwn(words, tag)) ?? "en";
  const main = /** @type {HTMLElement} */ (document.querySelector("main"));

  /** Say it in place of the page. @param {string} line */
  function instead(line) {
    document.documentElement.lang = language;
    const said = document.createElement("p");
    said.textContent = line;
    main.replaceChildren(said);
    main.inert = false;
    main.ariaBusy = "false";
  }
  if (location.protocol === "file:") return instead(words[language].file);
  // The extension's own page is there at once.
  if (!location.protocol.startsWith("http")) return;
  /** @type {HTMLElement} */ (document.querySelector("#said")).textContent = words[language].loading;
  addEventListener(
    "error",
    ({ target }) => target instanceof HTMLScriptElement && instead(words[language].failed),
    true,
  );
})();
