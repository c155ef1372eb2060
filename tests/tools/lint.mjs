// What `web-ext lint` finds in extensions: `node lint.mjs FOLDER…` prints a list with the errors, warnings and notices of each.

import { cmd } from "web-ext";

const found = [];
for (const sourceDir of process.argv.slice(2)) {
  const { errors, warnings, notices } = await cmd.lint(
    { sourceDir, artifactsDir: sourceDir, ignoreFiles: [], output: "none" },
    { shouldExitProgram: false },
  );
  found.push({ errors, warnings, notices });
}
console.log(JSON.stringify(found));
