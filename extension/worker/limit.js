/**
 * How many people one tab is told about, so that a page can't find out by trying who is entered: the profile that its
 * address names, and a number of others that nobody reads through in the time. Counted across the worker's sleep, as
 * instants, each with a fingerprint of whom it was about: whoever comes back to a page within the hour asks about the same
 * people, and they are not counted again.
 */

import * as Store from "../store.js";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** @type {[within: number, most: number][]} */
const BOUNDS = [
  [MINUTE, 60],
  [HOUR, 300],
];
/** So many bytes of a digest tell a few hundred people apart, one time in a thousand million wrongly. */
const SHORT = 6;

/**
 * When somebody new was asked about, and their fingerprint: within the hour they may be asked about again.
 * @typedef {[at: number, who: string]} Once
 *
 * All of them for each kind of question, by tab. Addresses have an allowance of their own, of the same size: a page can
 * change its address by itself.
 * @typedef {{ [tab: string]: { address: Once[], other: Once[] } }} Asked
 */

/** One after the other, since frames ask at once. @type {Promise<unknown>} */
let queue = Promise.resolve();

/**
 * @typedef {object} Admitted
 * @property {boolean[]} answered for each of those asked about, whether the tab is told
 * @property {number} until when somebody who was refused may be asked about; `Infinity` if nobody was
 */

/**
 * @param {number} tab @param {{ name: string, kind: "address" | "other" }[]} people told apart by their names @param {number} now
 * @returns {Promise<Admitted>}
 */
export function admit(tab, people, now) {
  const admitted = queue.then(() => count(tab, people, now));
  queue = admitted.catch(() => {});
  return admitted;
}

/** @param {number} tab @param {{ name: string, kind: "address" | "other" }[]} people @param {number} now @returns {Promise<Admitted>} */
async function count(tab, people, now) {
  const stored = await Store.asked();
  // What goes into every fingerprint, drawn anew when the browser is started.
  const salt = typeof stored.salt === "string" ? stored.salt : crypto.randomUUID();
  const prints = await Promise.all(people.map(({ name }) => fingerprint(`${salt} ${tab} ${name}`)));
  const asked = recent(stored.asked, now);
  asked[tab] ??= { address: [], other: [] };
  const own = asked[tab];
  let [until, isNew] = [Infinity, false];
  const answered = people.map(({ kind }, place) => {
    const who = prints[place];
    if (own[kind].some(([, known]) => known === who)) return true;
    const full = fullUntil(own[kind], now);
    if (full !== null) until = Math.min(until, full);
    else {
      own[kind].push([now, who]);
      isNew = true;
    }
    return full === null;
  });
  if (isNew) await Store.note({ asked, salt });
  return { answered, until };
}

/** Tells one text from another, and does not tell what it is. @param {string} text */
async function fingerprint(text) {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return btoa(String.fromCharCode(...new Uint8Array(digest).subarray(0, SHORT)));
}

/** When there is room again, or null if there is. @param {Once[]} all @param {number} now */
function fullUntil(all, now) {
  const ends = BOUNDS.flatMap(([within, most]) => {
    const inside = all.filter(([at]) => isWithin(at, within, now));
    return inside.length < most ? [] : [inside[inside.length - most][0] + within];
  });
  return ends.length > 0 ? Math.max(...ends) : null;
}

/** @param {number} at @param {number} within @param {number} now */
const isWithin = (at, within, now) => Math.abs(now - at) < within;

/** What of it is not too long ago. @param {unknown} stored @param {number} now @returns {Asked} */
function recent(stored, now) {
  /** @type {Asked} */
  const found = {};
  for (const [tab, { address, other }] of Object.entries(/** @type {Asked} */ (stored ?? {}))) {
    const left = [address, other].map((all) => all.filter(([at]) => isWithin(at, HOUR, now)));
    if (left.some((all) => all.length > 0)) found[tab] = { address: left[0], other: left[1] };
  }
  return found;
}
