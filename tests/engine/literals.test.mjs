// What styles a root in LinkedIn's page holds every value itself: no name that the page could give another value.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";

const { literal } = await import("../../extension/worker/literals.js");
const read = (name) => readFileSync(path.join(process.env.CONNECT_ETIQUETTE_BUILT, name), "utf-8");
const TOKENS = read("shared/tokens.css");

test("nothing that a page could give another meaning", () => {
  const answers = read("worker/answers.js");
  const names = [...answers.matchAll(/"([\w/]+\.css)"/gu)].map(([, name]) => name).filter((name) => name !== "shared/tokens.css");
  assert.ok(names.length >= 4);
  const sheet = literal(TOKENS, names.map(read));
  assert.doesNotMatch(sheet, /var\(|--|url\(|@import|@font-face/u);
  const fonts = new Set([...sheet.matchAll(/font(?:-family)?:[^;}]*?([a-z"][^;}\d]*)(?=[;}])/gu)].map(([, found]) => found.trim()));
  for (const font of fonts) assert.match(font, /^(system-ui, sans-serif|serif|inherit)$/u);
  for (const tone of ["good", "open", "hold", "quiet"]) assert.ok(sheet.includes(`[data-tone="${tone}"]`));
});

test("a rule of a tone is a rule for each, and weighs no more", () => {
  const tokens = ':root { --a: 1px; --b: var(--a) solid; }\n[data-tone="x"] { --tone-ink: var(--b); }\n[data-tone="y"] { --tone-ink: red; }';
  const sheet = "/* c */ .p, .q:is(.r, .s)::before { margin: var(--a); border: var(--tone-ink); } @media print { .t { border: var(--b); } }";
  const has = (tone) => `:where([data-tone="${tone}"], [data-tone="${tone}"] *)`;
  assert.equal(
    literal(tokens, [sheet]).replace(/\s+/gu, " "),
    `.p, .q:is(.r, .s)::before { margin: 1px } .p${has("x")}, .q:is(.r, .s)${has("x")}::before { border: 1px solid }` +
      ` .p${has("y")}, .q:is(.r, .s)${has("y")}::before { border: red } @media print { .t { border: 1px solid } }`,
  );
});

test("a name without a value is refused", () => {
  assert.throws(() => literal(":root { --a: 1px; }", [".p { margin: var(--c); }"]), /no value for --c/u);
  assert.throws(() => literal(":root { --a: 1px; }", [".p { --own: 1px; }"]), /a name is left/u);
  assert.throws(() => literal(":root { --a: 1px; }", [".p { margin: var(--c, 2px); }"]), /a name is left/u);
});
