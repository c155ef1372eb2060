// Names in the order in which one looks for them, wherever people are listed by name.

import assert from "node:assert/strict";
import test from "node:test";
import { core, engine } from "./support.mjs";

const Order = await engine("people/order");

const sorted = (names, locale = "en") => names.map((name) => ({ name })).sort(Order.people(core, locale)).map(({ name }) => name);

test("a title is no part of a name, and a name that is turned round is read as it is spoken", () => {
  const names = ["Dr. Ada Stone", "ben okafor", "Stone, Cleo", "Prof. Dr. Dora Lind", "Frau Eva Lindt", "Finn"];
  assert.deepEqual(sorted(names.toReversed()), names);
  assert.deepEqual(sorted(["Dr.", "Cleo", "Eva"]), ["Cleo", "Dr.", "Eva"], "a title alone is a name");
});

test("letters are those of the language, case and accents come last, and numbers count", () => {
  assert.deepEqual(sorted(["Zoe", "Ägidius", "adam", "Bea"], "de"), ["adam", "Ägidius", "Bea", "Zoe"]);
  assert.deepEqual(sorted(["Nuria", "Ñandú", "Olga"], "es"), ["Nuria", "Ñandú", "Olga"]);
  assert.deepEqual(sorted(["Ada 10", "Ada 9"]), ["Ada 9", "Ada 10"]);
});

test("two who differ by a title alone always stand in the same order", () => {
  assert.deepEqual(sorted(["Dr. Ada Stone", "Ada Stone"]), sorted(["Ada Stone", "Dr. Ada Stone"]));
});
