// Patterns that read what people paste take time that grows with a line's length, and not with its square: that is seen
// from how they are written, since no clock tells it for sure.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import test from "node:test";

const ROOMS = ["calendar", "people"].map((room) => new URL(`../../extension/engine/${room}/`, import.meta.url));
/** The lines of code of both rooms, each with where it stands. */
const CODE = ROOMS.flatMap((room) =>
  readdirSync(room).flatMap((file) =>
    readFileSync(new URL(file, room), "utf-8")
      .split("\n")
      .map((line, i) => ({ line, where: `${file}:${i + 1}` }))
      .filter(({ line }) => !/^\s*(?:\/\*\*|\*|\/\/)/u.test(line)),
  ),
);

/** What is tried anew from each sign that it could begin with and read to the end of the line each time. */
const KINDS = [
  // From “(” to “)” over further “(”: each of them reads to the end.
  { kind: "an opening bracket that what is in brackets may hold too", pattern: /(?:<\[\^(?!(?:\\.|[^\]\\])*?<)|\\\(\[\^(?!(?:\\.|[^\]\\])*?\()|\\\[\[\^(?!(?:\\.|[^\]\\])*?\[))(?:\\.|[^\]\\])*\]\*/u },
  // “\S+@” from each sign of a word.
  { kind: "a word from any of its signs on", pattern: /(?<=(?<!\\)[/|`])\\S[+*]/u },
  // “[,.]+$” from each of many signs that are not at the end.
  { kind: "a run up to the end from any of its signs on", pattern: /(?<=(?<!\\)[/|])(?:\\[spPw](?:\{\w+\})?|\[(?:\\.|[^\]\\])+\])\+\$/u },
  // Blanks and then a word, from each of many blanks.
  { kind: "blanks from any of them on", pattern: /(?<=(?<!\\)[/|])\\s\+\(\?:/u },
  // What stands far before, looked for at each sign before that sign is.
  { kind: "a long look back from every sign", pattern: /(?<=(?<!\\)[/|])\(\?<[=!](?:\\.|[^\\)])*\{\d+,\d{2,}\}/u },
];

test("no pattern of what is pasted begins anew from every sign", () => {
  for (const { kind, pattern } of KINDS)
    assert.deepEqual(
      CODE.filter(({ line }) => pattern.test(line)).map(({ line, where }) => `${where} ${line.trim()}`),
      [],
      kind,
    );
});

test("each kind is seen where there is one", () => {
  const bad = [
    [String.raw`/<[^>]*>|x/gu`, String.raw`/\([^)]*\)/gu`, String.raw`/a|\[[^\]]*\]/`],
    [String.raw`/x|\S+@\S+/gu`, String.raw`/\S*[/.]\S*\/\S*/u`],
    [String.raw`/^[\s,'*-]+|[\s,'*.]+$/gu`, String.raw`/[^\p{L}]+$/u`, String.raw`/\s+$/u`],
    [String.raw`/;|\s+(?:and|y)\s+/iu`],
    [String.raw`/;|(?<=in\/[^\s,]{1,200}),\s*/iu`],
  ];
  const good = [String.raw`/<[^<>]*>|\([^()]*\)/gu`, String.raw`/(?<!\S)\S+@\S+|https?:\S+/gu`, String.raw`/(?<![\s,.])[\s,.]+$/u`, String.raw`/(?<!\P{L})\P{L}+$/u`, String.raw`/(?<!\s)\s+(?:and)/u`, String.raw`/,(?<=in\/[^\s,]{1,200},)\s*/u`];
  for (const [i, { kind, pattern }] of KINDS.entries()) {
    for (const written of bad[i]) assert.match(written, pattern, kind);
    for (const written of good) assert.doesNotMatch(written, pattern, `${kind}: ${written}`);
  }
});
