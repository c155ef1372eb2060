// How large the extension's functions are and how much state its modules hold: `node shape.mjs FOLDER` prints what exceeds
// the house's measure, and leaves with 1 if anything does. What wraps a whole classic script counts as its module.

import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "acorn";
import { ancestor } from "acorn-walk";

const LINES = 60;
const STATE = 5;

const [folder] = process.argv.slice(2);
const files = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(".js"));
const found = files.flatMap(excesses);
for (const line of found) console.log(line);
process.exitCode = found.length > 0 ? 1 : 0;

/** What exceeds the measure in one file, in words. */
function excesses(name) {
  const program = parse(readFileSync(path.join(folder, name), "utf-8"), {
    ecmaVersion: "latest",
    sourceType: "module",
    locations: true,
  });
  const out = [];
  let state = 0;
  const sized = (node, _, ancestors) => {
    const above = ancestors.slice(0, -1);
    const lines = node.loc.end.line - node.loc.start.line + 1;
    if (lines > LINES && !(wraps(above) && isWhole(node, program)))
      out.push(`${name}:${node.loc.start.line}: a function of ${lines} lines; at most ${LINES}`);
  };
  ancestor(program, {
    FunctionDeclaration: sized,
    FunctionExpression: sized,
    ArrowFunctionExpression: sized,
    VariableDeclaration(node, _, ancestors) {
      const functions = ancestors.filter((one) => /Function/u.test(one.type));
      const atTop = functions.length === 0 || (functions.length === 1 && isWhole(functions[0], program));
      const inLoop = /^For/u.test(ancestors.at(-2).type) || ancestors.some((one) => one.type === "BlockStatement" && one !== functions[0]?.body);
      if (node.kind === "let" && atTop && !inLoop) state += node.declarations.length;
    },
  });
  if (state > STATE) out.push(`${name}: ${state} variables that change; at most ${STATE} in a module`);
  return out;
}

/** Whether no function lies around. */
function wraps(ancestors) {
  return !ancestors.some((one) => /Function/u.test(one.type));
}

/** Whether a function is what the one declaration or call of a classic script consists of. */
function isWhole(node, program) {
  return program.body.some(
    (statement) =>
      ["VariableDeclaration", "ExpressionStatement"].includes(statement.type) &&
      statement.start <= node.start &&
      node.end <= statement.end &&
      node.body.body?.length > 0 &&
      program.body.every((other) => other === statement || other.type === "ExpressionStatement"),
  );
}
