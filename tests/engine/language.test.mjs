// Which language is spoken: a file of translations may be called as browsers name a language, region included.

import assert from "node:assert/strict";
import test from "node:test";
import { engine } from "./support.mjs";

const Words = await engine("words/words");

/** The language spoken to a browser that asks for `asked`. */
function spoken(known, asked, wanted) {
  Object.defineProperty(globalThis, "navigator", { value: { languages: asked }, configurable: true });
  return Words.locale(known, wanted);
}

test("of a language with a region the whole counts before the language", () => {
  const known = ["en", "pt", "pt-BR"];
  assert.equal(spoken(known, ["pt-BR", "en"]), "pt-BR");
  assert.equal(spoken(known, ["pt-PT", "en"]), "pt");
  assert.equal(spoken(known, ["fr-CA"], "pt-BR"), "pt-BR", "chosen in Options");
});

test("what nobody asks for is not spoken, and the first there is else", () => {
  assert.equal(spoken(["en", "fr-CA"], ["fr-FR", "de"]), "en");
  assert.equal(spoken(["en", "de"], ["fr", "de-AT"]), "de");
});
