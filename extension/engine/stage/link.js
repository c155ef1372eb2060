/**
 * A link's fragment: the date, the answers and the instant of a stage, and which entries of a calendar are of it, never a
 * name. What stands in it was packed by the browser's own compression and is plain letters; what is read from it is
 * checked like anything from a stranger. Pure.
 */

import * as Records from "../records/records.js";
import * as Stage from "./stage.js";
import * as Time from "../time/time.js";

/** @import { Core, Fact } from "../decision/core.js" */

/** What a link carries; `digest` is of the rules that it was made with. @typedef {{ told: Stage.Told, at: number, digest: string }} Carried */

const FORMAT = 1;
/** The longest fragment, in letters, and what may come out of it, in bytes. */
export const LONGEST = 2048;
const MOST = 8192;
const DIGEST = 12;
const METHOD = "deflate-raw";
/** A question's own id, and the entries that a calendar was given; of them `Outgoing` tells. */
const OWN = /^[0-9a-f]{24}$/u;
const ENTRY = /^(thanks|change)-somebody(-[a-z][a-z0-9-]{0,60})?$/u;
const HOUR = 60 * 60_000;
/** Instants that a clock may know, in milliseconds before or after 1970. */
const LAST = 1e14;

/**
 * The fragment, without its “#”.
 * @param {Core} core @param {Stage.Told} told @param {number} at @returns {Promise<string>}
 */
export async function fragment(core, { start, zone, answers, calendar }, at) {
  const given = Object.entries(answers).map(([fact, answer]) => [fact, answer.value, Date.parse(answer.at)]);
  const own = calendar ? [[calendar.id, Object.entries(calendar.given)]] : [];
  const data = JSON.stringify([FORMAT, core.digest.slice(0, DIGEST), start, zone, at, given, ...own]);
  const packed = await through(new CompressionStream(METHOD), new TextEncoder().encode(data), LONGEST);
  return btoa(String.fromCharCode(...packed))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

/**
 * What a fragment carries, or null if it is none of ours: cut, foreign, too large, or of dates and answers that can't be.
 * An answer that these rules do not know is left out.
 * @param {Core} core @param {string} fragment @returns {Promise<Carried | null>}
 */
export async function read(core, fragment) {
  if (fragment.length > LONGEST || !/^[\w-]+$/u.test(fragment)) return null;
  try {
    const packed = Uint8Array.from(atob(fragment.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
    const bytes = await through(new DecompressionStream(METHOD), packed, MOST);
    return carried(core, JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)));
  } catch {
    return null;
  }
}

/**
 * Bytes through a stream. Throws a `RangeError` as soon as more than `most` come out.
 * @param {CompressionStream | DecompressionStream} stream @param {Uint8Array<ArrayBuffer>} bytes @param {number} most
 */
async function through(stream, bytes, most) {
  const writer = stream.writable.getWriter();
  // What fails in writing fails in reading too.
  writer.write(bytes).catch(() => {});
  writer.close().catch(() => {});
  const reader = stream.readable.getReader();
  /** @type {number[]} */
  const found = [];
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    if (found.length + part.value.length > most) {
      reader.cancel().catch(() => {});
      throw new RangeError("too long");
    }
    found.push(...part.value);
  }
  return new Uint8Array(found);
}

/** @param {Core} core @param {unknown} data @returns {Carried | null} */
function carried(core, data) {
  if (!Array.isArray(data) || data.length < 6 || data.length > 7 || data[0] !== FORMAT) return null;
  const [, digest, start, zone, at, given, own] = data;
  const isSound =
    typeof digest === "string" &&
    /^[0-9a-f]{1,64}$/u.test(digest) &&
    Records.isWall(start) &&
    typeof zone === "string" &&
    zone.length <= 64 &&
    Time.isZone(zone) &&
    Array.isArray(given) &&
    given.length <= core.facts.length &&
    (data.length === 6 || isCalendar(own));
  if (!isSound) return null;
  /** @type {Stage.Told} */
  const told = { start, zone, answers: {} };
  if (!isInstant(at) || Math.abs(at - Stage.instant(told, Stage.hours(told, at))) >= HOUR) return null;
  for (const one of given) {
    if (!isAnswer(one)) return null;
    const [id, value, when] = one;
    const fact = core.facts.find((candidate) => candidate.id === id);
    if (fact && canBe(fact, value)) told.answers[id] = { value, at: new Date(when).toISOString() };
  }
  if (own) told.calendar = { id: own[0], given: Object.fromEntries(own[1]) };
  return { told, at, digest };
}

/** @param {unknown} own @returns {own is [string, [string, number][]]} */
const isCalendar = (own) =>
  Array.isArray(own) &&
  own.length === 2 &&
  typeof own[0] === "string" &&
  OWN.test(own[0]) &&
  Array.isArray(own[1]) &&
  own[1].length <= Stage.MOST_GIVEN &&
  own[1].every(
    (/** @type {unknown} */ one) =>
      Array.isArray(one) && one.length === 2 && typeof one[0] === "string" && ENTRY.test(one[0]) && isInstant(one[1]),
  );

/** @param {unknown} value @returns {value is number} */
const isInstant = (value) => Number.isSafeInteger(value) && Math.abs(/** @type {number} */ (value)) < LAST;

/** @param {unknown} given @returns {given is [string, string, number]} */
const isAnswer = (given) =>
  Array.isArray(given) &&
  given.length === 3 &&
  given.slice(0, 2).every((part) => typeof part === "string" && part.length <= 80) &&
  isInstant(given[2]);

/** Whether a fact is one that is asked, and a value one of its answers. @param {Fact} fact @param {string} value */
function canBe(fact, value) {
  if (fact.reads || fact.asked === "never" || !["me", "application", "person"].includes(fact.whose)) return false;
  if (fact.kind === "date") return Records.isDay(value);
  if (fact.kind === "number") return /^\d{1,9}(\.\d{1,9})?$/u.test(value);
  return fact.values.includes(value);
}
