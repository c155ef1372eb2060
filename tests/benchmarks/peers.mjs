// The same rules in other engines. Reads one JSON file, prints microseconds a decision for each as JSON, and fails if
// any of them answers otherwise than expected.
import { readFileSync } from "node:fs";
import { parse } from "@marcbachmann/cel-js";
import jsonLogic from "json-logic-js";
import { Engine } from "json-rules-engine";

const { derived, rules, situations, expected } = JSON.parse(readFileSync(process.argv[2], "utf8"));

/** Each engine as a function from a situation (fact → cell as text) to the id of the rule that answers. */
const engines = {
  "json-logic-js": () => {
    const condition = (tests) => ({ and: [true, ...tests.map(([fact, cells]) => ({ in: [{ var: fact }, cells] }))] });
    const choice = (list) => ({ if: list.flatMap(({ tests, answer }) => [condition(tests), answer]) });
    const first = derived.map(({ name, lines }) => [name, choice(lines)]);
    const main = choice(rules);
    return (situation) => {
      const data = { ...situation };
      for (const [name, logic] of first) data[name] = jsonLogic.apply(logic, data);
      return jsonLogic.apply(main, data);
    };
  },
  "@marcbachmann/cel-js": () => {
    const condition = (tests) =>
      ["true", ...tests.map(([fact, cells]) => `${name(fact)} in [${cells.map((c) => `"${c}"`)}]`)].join(" && ");
    const name = (fact) => fact.replaceAll("-", "_");
    const choice = (list) =>
      list.reduceRight((rest, { tests, answer }) => `(${condition(tests)}) ? "${answer}" : ${rest}`, '""');
    const first = derived.map((part) => [name(part.name), parse(choice(part.lines))]);
    const main = parse(choice(rules));
    const named = new Map(situations.map((s) => [s, Object.fromEntries(Object.entries(s).map(([f, c]) => [name(f), c]))]));
    return (situation) => {
      const data = { ...named.get(situation) };
      for (const [fact, expression] of first) data[fact] = expression(data);
      return main(data);
    };
  },
  "json-rules-engine": () => {
    const engineOf = (list) => {
      const engine = new Engine([], { allowUndefinedFacts: false });
      list.forEach(({ tests, answer }, index) => {
        const all = tests.map(([fact, cells]) => ({ fact, operator: "in", value: cells }));
        if (all.length === 0) all.push({ fact: "always", operator: "equal", value: true });
        // The strongest rule stops the others.
        const onSuccess = () => engine.stop();
        engine.addRule({ conditions: { all }, event: { type: answer }, priority: list.length - index, onSuccess });
      });
      return engine;
    };
    const first = derived.map(({ name, lines }) => [name, engineOf(lines)]);
    const main = engineOf(rules);
    return async (situation) => {
      const data = { ...situation, always: true };
      for (const [name, engine] of first) data[name] = (await engine.run(data)).events[0].type;
      return (await main.run(data)).events[0].type;
    };
  },
};

const found = {};
for (const [name, build] of Object.entries(engines)) {
  const decide = build();
  const sample = name === "json-rules-engine" ? situations.slice(0, 300) : situations;
  for (const [index, situation] of sample.entries()) {
    const answer = await decide(situation);
    if (answer !== expected[index]) throw new Error(`${name}: ${answer} instead of ${expected[index]}`);
  }
  const times = [];
  for (let run = 0; run < 5; run++) {
    const start = process.hrtime.bigint();
    for (const situation of sample) {
      const answer = decide(situation);
      if (answer instanceof Promise) await answer;
    }
    times.push(Number(process.hrtime.bigint() - start) / 1000 / sample.length);
  }
  found[name] = times.sort((a, b) => a - b)[2];
}
console.log(JSON.stringify(found));
