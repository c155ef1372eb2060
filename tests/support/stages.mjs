// One case from standard input through the engine, as ARCHITECTURE.md tells it: `node stages.mjs FOLDER`, FOLDER being the
// extension as it was built.

import { readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import answersOf from "./parity.mjs";

if (!globalThis.Temporal) await import("../tools/node_modules/temporal-polyfill/global.esm.js");

const built = path.resolve(process.argv[2]);
const core = JSON.parse(readFileSync(path.join(built, "bundle", "core.json"), "utf-8"));
const engine = (name) => import(pathToFileURL(path.join(built, "engine", `${name}.js`)));
const modules = { Timeline: await engine("decision/timeline"), Decide: await engine("decision/decide"), Foresee: await engine("decision/foresee") };
const [{ cells, steps }] = answersOf(modules, core, [JSON.parse(readFileSync(0, "utf-8"))]);
console.log(JSON.stringify({ cells, steps }));
