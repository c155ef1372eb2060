// What Stryker lacks for a sample: it tries the mutants that CONNECT_ETIQUETTE_MUTANTS lists, and without it none, so that the
// report merely names them all; it begins with the tests that are likely to notice; and it notes each mutant at once.

import { PluginKind, declareClassPlugin, declareFactoryPlugin } from "@stryker-mutator/api/plugin";
import { createTapTestRunnerFactory } from "@stryker-mutator/tap-runner";
import { appendFileSync, readFileSync, writeFileSync } from "node:fs";

const listed = process.env.CONNECT_ETIQUETTE_MUTANTS;
const wanted = listed ? JSON.parse(readFileSync(listed, "utf-8")) : [];
const place = new Map(wanted.map((name, number) => [name, number]));

const fileOf = (path) => path.split(/[\\/]/).at(-1);

/** A mutant's name, the same in each run over the same sources; lines and columns count from 1. */
const named = (fileName, { start, end }, replacement, first) =>
  [fileOf(fileName), start.line + first, start.column + first, end.line + first, end.column + first, replacement].join(":");

const nameOf = ({ fileName, location, replacement }) => named(fileName, location, replacement, 1);
const isWanted = (mutant) => place.has(nameOf(mutant));

class Sample {
  async init() {}

  /** In the order in which they are listed, so that a run that is stopped has tried a sample: groups keep theirs. */
  group(mutants) {
    const chosen = mutants.filter(isWanted).toSorted((one, other) => place.get(nameOf(one)) - place.get(nameOf(other)));
    const others = mutants.filter((mutant) => !isWanted(mutant));
    return [...chosen.map(({ id }) => [id]), ...(others.length > 0 ? [others.map(({ id }) => id)] : [])];
  }

  check(mutants) {
    const answer = (mutant) => (isWanted(mutant) ? { status: "passed" } : { status: "compileError", reason: "not in the sample" });
    return Object.fromEntries(mutants.map((mutant) => [mutant.id, answer(mutant)]));
  }
}

const SECONDS = "seconds.json";
const create = createTapTestRunnerFactory();

/** Stryker's runner of files of tests, those first that are named like what a mutant changes, then the quickest. */
function quickestFirst(injector) {
  const runner = create(injector);
  const { dryRun, mutantRun } = runner;
  runner.dryRun = async (options) => {
    const done = await dryRun.call(runner, options);
    if (done.tests) writeFileSync(SECONDS, JSON.stringify(Object.fromEntries(done.tests.map(({ id, timeSpentMs }) => [id, timeSpentMs]))));
    return done;
  };
  runner.mutantRun = (options) => {
    const took = JSON.parse(readFileSync(SECONDS, "utf-8"));
    const own = fileOf(options.activeMutant.fileName).replace(/\.js$/, ".test.mjs");
    const cost = (file) => (fileOf(file) === own ? -1 : took[file]);
    const testFilter = (options.testFilter ?? runner.testFiles).toSorted((a, b) => cost(a) - cost(b));
    return mutantRun.call(runner, { ...options, testFilter });
  };
  return runner;
}
quickestFirst.inject = create.inject;

/** Notes what came of a mutant as soon as it is known: a run that is stopped has tried what it has tried. */
class Noted {
  onMutantTested({ fileName, location, replacement, status }) {
    const name = named(fileName, location, replacement, 0);
    if (place.has(name)) appendFileSync(process.env.CONNECT_ETIQUETTE_TRIED, `${JSON.stringify([name, status])}\n`);
  }
}

export const strykerPlugins = [
  declareClassPlugin(PluginKind.Checker, "sample", Sample),
  declareFactoryPlugin(PluginKind.TestRunner, "quickest-first", quickestFirst),
  declareClassPlugin(PluginKind.Reporter, "noted", Noted),
];
