// @ts-check
"use strict";

/**
 * What the stage says when it is opened as a file: browsers run its modules only from a server. The words are here, since
 * those of the bundle can't be read then.
 */
(() => {
  if (location.protocol !== "file:") return;
  /** @type {{ [language: string]: string }} */
  const words = {
    en: "Browsers run this page only from a server. In the folder of index.html type “python3 -m http.server”, then open http://localhost:8000.",
    de: "Browser führen diese Seite nur von einem Server aus. Gib im Ordner von index.html „python3 -m http.server“ ein und öffne http://localhost:8000.",
    es: "Los navegadores solo ejecutan esta página desde un servidor. En la carpeta de index.html escribe «python3 -m http.server» y abre http://localhost:8000.",
  };
  const language = navigator.languages.map((tag) => tag.split("-")[0]).find((tag) => Object.hasOwn(words, tag)) ?? "en";
  document.documentElement.lang = language;
  const said = document.createElement("p");
  said.textContent = words[language];
  const main = /** @type {HTMLElement} */ (document.querySelector("main"));
  main.replaceChildren(said);
  main.inert = false;
  main.ariaBusy = "false";
})();
