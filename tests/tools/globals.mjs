// What each classic script defines and uses at its top: `node globals.mjs FOLDER PATH…` prints, as JSON by path, the globals
// that a script defines, and the names that it reads without having declared them itself.

import { readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "acorn";
import { full } from "acorn-walk";

const [folder, ...paths] = process.argv.slice(2);
console.log(JSON.stringify(Object.fromEntries(paths.map((name) => [name, globals(name)]))));

/** @param {string} name */
function globals(name) {
  const text = readFileSync(path.join(folder, name), "utf-8");
  const program = parse(text, { ecmaVersion: "latest", sourceType: "script" });
  const defines = program.body.flatMap((statement) =>
    statement.type === "VariableDeclaration" ? statement.declarations.map(({ id }) => id.name) : (statement.id?.name ?? []),
  );
  const declared = new Set();
  const used = new Set();
  full(program, (node, _, type) => {
    // A name in a pattern is declared there, by a variable, a parameter, or what is caught.
    if (type === "VariablePattern") declared.add(node.name);
    else if (type === "Identifier") used.add(node.name);
    else if (/^(Function|Class)Declaration$/u.test(node.type) && node.id) declared.add(node.id.name);
  });
  return { defines, uses: [...used].filter((one) => !declared.has(one)) };
}
