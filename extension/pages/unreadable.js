/**
 * What a page of the extension says where the bundle can't be read. The words are here, since those of the bundle may be
 * what is missing. The site has its own: there is no extension to load again.
 */

/** @typedef {{ title: string, missing: string, version: string, mend: string, kept: string, again: string, lost: string, later: string }} Says */

/** By the language of the browser; the first is also for all others. @type {{ [language: string]: Says }} */
const WORDS = {
  en: {
    title: "Connect Etiquette can't read its rules",
    missing: "A file of the extension is missing or damaged, so there is no advice at the moment.",
    version: "Rules and program are of different versions, so there is no advice at the moment.",
    mend: "Load the extension again on the browser's page of extensions. If that does not help, install it anew without removing it first.",
    kept: "What you have entered is kept.",
    again: "Try again",
    lost: "A part of this page could not be loaded, so there is no advice at the moment.",
    later: "Load the page again in a moment. If that does not help, whoever published it can mend it.",
  },
  de: {
    title: "Connect Etiquette kann seine Regeln nicht lesen",
    missing: "Eine Datei der Erweiterung fehlt oder ist beschädigt, deshalb gibt es gerade keinen Rat.",
    version: "Regeln und Programm sind nicht von derselben Version, deshalb gibt es gerade keinen Rat.",
    mend: "Lade die Erweiterung auf der Erweiterungsseite des Browsers neu. Wenn das nicht hilft, installiere sie noch einmal, ohne sie vorher zu entfernen.",
    kept: "Was du eingegeben hast, bleibt erhalten.",
    again: "Noch einmal versuchen",
    lost: "Ein Teil dieser Seite konnte nicht geladen werden, deshalb gibt es gerade keinen Rat.",
    later: "Lade die Seite gleich noch einmal. Wenn das nicht hilft, kann nur helfen, wer sie veröffentlicht hat.",
  },
  es: {
    title: "Connect Etiquette no puede leer sus reglas",
    missing: "Falta un archivo de la extensión o está dañado, así que por ahora no hay consejo.",
    version: "Las reglas y el programa son de versiones distintas, así que por ahora no hay consejo.",
    mend: "Vuelve a cargar la extensión en la página de extensiones del navegador. Si no basta, instálala de nuevo sin quitarla antes.",
    kept: "Lo que has introducido se conserva.",
    again: "Intentar de nuevo",
    lost: "No se pudo cargar una parte de esta página, así que por ahora no hay consejo.",
    later: "Vuelve a cargar la página dentro de un momento. Si no basta, puede arreglarla quien la publicó.",
  },
};

/** Say it in place of the page. @param {"missing" | "version"} why */
export function explain(why) {
  const language = navigator.languages.map((tag) => tag.split("-")[0]).find((tag) => Object.hasOwn(WORDS, tag)) ?? "en";
  const words = WORDS[language];
  document.documentElement.lang = language;
  const again = document.createElement("button");
  again.type = "button";
  again.className = "main";
  again.textContent = words.again;
  again.addEventListener("click", () => location.reload());
  const isSite = location.protocol.startsWith("http");
  const said = isSite
    ? [why === "missing" ? words.lost : words[why], words.later]
    : [words[why], words.mend, words.kept];
  const lines = said.map((line) => {
    const paragraph = document.createElement("p");
    paragraph.textContent = line;
    return paragraph;
  });
  const title = document.createElement("h1");
  title.textContent = words.title;
  const main = document.querySelector("main") ?? document.body;
  main.replaceChildren(title, ...lines, again);
  main.ariaBusy = "false";
  /** @type {HTMLElement} */ (main).inert = false;
  main.setAttribute("role", "alert");
}
