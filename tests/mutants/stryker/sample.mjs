// Which of the mutants that Stryker makes are tried: those that CONNECT_ETIQUETTE_MUTANTS lists, and without it none, so that
// the report merely names them all. Stryker itself has no samples.

import { PluginKind, declareClassPlugin } from "@stryker-mutator/api/plugin";
import { readFileSync } from "node:fs";

const listed = process.env.CONNECT_ETIQUETTE_MUTANTS;
const wanted = new Set(listed ? JSON.parse(readFileSync(listed, "utf-8")) : []);

/** A mutant's name, the same in each run over the same sources. Lines count from 0 here, and from 1 in reports. */
const nameOf = ({ fileName, location: { start, end }, replacement }) =>
  [fileName.split(/[\\/]/).at(-1), start.line + 1, start.column + 1, end.line + 1, end.column + 1, replacement].join(":");

class Sample {
  async init() {}

  group(mutants) {
    return [mutants.map(({ id }) => id)];
  }

  check(mutants) {
    const answer = (mutant) =>
      wanted.has(nameOf(mutant)) ? { status: "passed" } : { status: "compileError", reason: "not in the sample" };
    return Object.fromEntries(mutants.map((mutant) => [mutant.id, answer(mutant)]));
  }
}

export const strykerPlugins = [declareClassPlugin(PluginKind.Checker, "sample", Sample)];
