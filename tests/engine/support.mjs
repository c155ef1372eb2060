// What tests of the engine in node share: the bundle of a build, the engine's modules, and a calendar where node has none.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";

if (!globalThis.Temporal) {
  await import("../tools/node_modules/temporal-polyfill/global.esm.js");
  // A browser reads a text in no time; the stand-in takes two thirds of all that is tested here. What it read never changes.
  const { PlainDateTime } = Temporal;
  const from = PlainDateTime.from.bind(PlainDateTime);
  const read = new Map();
  PlainDateTime.from = (given, ...options) => {
    if (typeof given !== "string" || options.length > 0) return from(given, ...options);
    if (!read.has(given)) read.set(given, from(given));
    return read.get(given);
  };
}

/** How many are tried: usually, where all are wanted, and with each fault that is made on purpose, which are many. */
export function howMany(usual, { full = usual, few = usual }) {
  if (process.env.CONNECT_ETIQUETTE_FULL) return full;
  return process.env.CONNECT_ETIQUETTE_FEW ? few : usual;
}

const built = process.env.CONNECT_ETIQUETTE_BUILT;
assert.ok(built, "no build: run `python -m pytest tests/engine`, which makes one");

/** A file of the bundle that was built. */
export const bundled = (name) => JSON.parse(readFileSync(path.join(built, "bundle", `${name}.json`), "utf-8"));
export const core = bundled("core");

/** A module of the engine, as it ships. */
export const engine = (name) => import(`../../extension/engine/${name}.js`);
