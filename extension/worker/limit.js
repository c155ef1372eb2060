/**
 * How many people one tab is told about, so that a page can't find out by trying who is entered: the profile that its
 * address names, and a number of others that nobody reads through in the time. Counted across the worker's sleep, as
 * instants alone.
 */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** @type {[within: number, most: number][]} */
const BOUNDS = [
  [MINUTE, 60],
  [HOUR, 300],
];
const KEY = "asked";

/**
 * For each kind of question the instants at which somebody new was asked about, by tab. Addresses have an allowance of
 * their own, of the same size: a page can change its address by itself.
 * @typedef {{ [tab: string]: { address: number[], other: number[] } }} Asked
 */

/** Who was asked about within the hour, and when first: they may be asked about again. @type {Map<string, number>} */
const known = new Map();
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
  const asked = recent((await chrome.storage.session.get(KEY))[KEY], now);
  asked[tab] ??= { address: [], other: [] };
  const own = asked[tab];
  for (const [name, at] of known) if (!isWithin(at, HOUR, now)) known.delete(name);
  let [until, isNew] = [Infinity, false];
  const answered = people.map(({ name, kind }) => {
    const key = `${tab} ${kind} ${name}`;
    const full = known.has(key) ? null : fullUntil(own[kind], now);
    if (full !== null) until = Math.min(until, full);
    else if (!known.has(key)) {
      own[kind].push(now);
      known.set(key, now);
      isNew = true;
    }
    return full === null;
  });
  if (isNew) await chrome.storage.session.set({ [KEY]: asked });
  return { answered, until };
}

/** When there is room again, or null if there is. @param {number[]} times @param {number} now */
function fullUntil(times, now) {
  const ends = BOUNDS.flatMap(([within, most]) => {
    const inside = times.filter((at) => isWithin(at, within, now));
    return inside.length < most ? [] : [inside[inside.length - most] + within];
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
    const left = [address, other].map((times) => times.filter((at) => isWithin(at, HOUR, now)));
    if (left.some((times) => times.length > 0)) found[tab] = { address: left[0], other: left[1] };
  }
  return found;
}
