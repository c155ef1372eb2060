// JavaScript without its comments: `node bare.mjs` reads a list of texts as JSON, and prints for each what is left of it, and
// the places in it at which a statement ends. What can't be read as JavaScript ends it with an error.

import { readFileSync } from "node:fs";
import { parse } from "acorn";
import { full } from "acorn-walk";

const texts = JSON.parse(readFileSync(0, "utf-8"));
console.log(JSON.stringify(texts.map(bare)));

function bare(text) {
  const comments = [];
  const program = parse(text, { ecmaVersion: "latest", sourceType: "module", onComment: comments });
  const ends = [];
  full(program, (node) => {
    if (["Program", "BlockStatement", "StaticBlock"].includes(node.type)) ends.push(...node.body.map(({ end }) => end));
  });
  const left = comments.reduceRight((rest, { start, end }) => `${rest.slice(0, start)} ${rest.slice(end)}`, text);
  return { text: left, ends };
}
