// The engine that ships is the engine that is proved: what it answers in each case that the compiler has answered.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import answersOf from "../support/parity.mjs";
import { core, engine } from "./support.mjs";

const file = process.env.CONNECT_ETIQUETTE_CASES;
assert.ok(file, "no cases: run `python -m pytest tests/engine`, which has the compiler write them");
const parts = JSON.parse(readFileSync(file, "utf-8"));
const modules = { Timeline: await engine("decision/timeline"), Decide: await engine("decision/decide"), Foresee: await engine("decision/foresee") };

for (const { name, cases } of parts)
  test(`${name}: ${cases.length} cases`, () => {
    assert.ok(cases.length > 0);
    const answers = answersOf(modules, core, cases.map(({ sent }) => sent));
    cases.forEach(({ sent, expected }, i) => {
      assert.deepEqual(answers[i], expected, JSON.stringify(sent));
    });
  });
