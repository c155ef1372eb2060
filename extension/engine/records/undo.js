/**
 * What a change did to the records, so that it can be taken back by itself: what came after it stays. Pure.
 */

import * as Records from "./records.js";

/**
 * What stood under a path before and after a change; absent where there was nothing. `previous` is the key that a key
 * taken away stood behind, null for the first: it goes back to its place.
 * @typedef {{ path: string[], was?: unknown, is?: unknown, previous?: string | null }} Change
 */

/**
 * What `after` has otherwise than `before`, key by key.
 * @param {Records.Stored} before @param {Records.Stored} after @returns {Change[]}
 */
export function difference(before, after) {
  return /** @type {const} */ ([...Records.SECTIONS, "me"]).flatMap((key) =>
    differences(before[key], after[key], [key]),
  );
}

/** @param {unknown} before @param {unknown} after @param {string[]} path @returns {Change[]} */
function differences(before, after, path) {
  if (same(before, after)) return [];
  if (!Records.isObject(before) || !Records.isObject(after)) {
    const [was, is] = structuredClone([before, after]);
    return [{ path, ...(was !== undefined && { was }), ...(is !== undefined && { is }) }];
  }
  const keys = Object.keys(before);
  return [...new Set([...keys, ...Object.keys(after)])].flatMap((key) => {
    const found = differences(before[key], after[key], [...path, key]);
    if (Object.hasOwn(before, key) && !Object.hasOwn(after, key))
      found[0].previous = keys[keys.indexOf(key) - 1] ?? null;
    return found;
  });
}

/** @param {unknown} one @param {unknown} other */
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

/**
 * Take a change back. What is no longer as the change left it stays; of lists, what was put in goes and what was taken
 * out returns; entries that it added stay as long as others refer to them.
 * @param {Records.Stored} stored @param {Change[]} changes
 */
export function takeBack(stored, changes) {
  const [added, others] = [changes.filter(isEntry), changes.filter((change) => !isEntry(change))];
  for (const change of others) {
    const { path } = change;
    const holder = holderOf(stored, path);
    if (holder === null) continue;
    const key = path[path.length - 1];
    const now = holder[key];
    if (same(now, change.is)) put(holder, key, change);
    else if (isList(now) && isList(change.was) && isList(change.is)) holder[key] = without(now, change.was, change.is);
  }
  remove(stored, added);
  for (const { path, was } of others) if (path.length === 2 && was !== undefined) settle(stored, path[0], path[1]);
}

/** What came back refers no more to what has gone since; an interview of an application that has gone stays away. @param {Records.Stored} stored @param {string} section @param {string} id */
function settle({ applications, rounds, people }, section, id) {
  const round = section === "rounds" && Object.hasOwn(rounds, id) ? rounds[id] : null;
  const person = section === "people" && Object.hasOwn(people, id) ? people[id] : null;
  if (isList(round?.who)) round.who = round.who.filter((one) => Object.hasOwn(people, one));
  if (isList(person?.applications))
    person.applications = person.applications.filter((one) => Object.hasOwn(applications, one));
  if (round && !Object.hasOwn(applications, round.application)) delete rounds[id];
}

/** Whether a change added an entry. @param {Change} change */
const isEntry = (change) =>
  change.path.length === 2 && !("was" in change) && Records.SECTIONS.some((section) => section === change.path[0]);

/** The object that the last key of a path belongs to, or null if it has gone. @param {Records.Stored} stored @param {string[]} path */
function holderOf(stored, path) {
  /** @type {unknown} */
  let holder = stored;
  for (const key of path.slice(0, -1))
    holder = Records.isObject(holder) && Object.hasOwn(holder, key) ? holder[key] : undefined;
  return Records.isObject(holder) ? holder : null;
}

/** @param {Records.Bag} holder @param {string} key @param {Change} change */
function put(holder, key, change) {
  if (!("was" in change)) delete holder[key];
  else if (Object.hasOwn(holder, key) || change.previous === undefined) holder[key] = change.was;
  else {
    const entries = Object.entries(holder);
    const place = entries.findIndex(([other]) => other === change.previous) + 1;
    for (const [other] of entries) delete holder[other];
    Object.assign(holder, Object.fromEntries(entries.toSpliced(place, 0, [key, change.was])));
  }
}

/** @param {unknown} value @returns {value is unknown[]} */
const isList = (value) => Array.isArray(value);

/** A list without what was put into it, and with what was taken out of it, behind what it stood behind. @param {unknown[]} now @param {unknown[]} was @param {unknown[]} is */
function without(now, was, is) {
  const list = now.filter((one) => was.includes(one) || !is.includes(one));
  was.forEach((one, i) => {
    if (is.includes(one) || list.includes(one)) return;
    const before = was.slice(0, i).findLast((other) => list.includes(other));
    list.splice(list.indexOf(before) + 1, 0, one);
  });
  return list;
}

/**
 * Remove those entries that a change added and that are as it left them, unless something that stays refers to them.
 * @param {Records.Stored} stored @param {Change[]} added
 */
function remove(stored, added) {
  const unchanged = added.filter(({ path, is }) => same(holderOf(stored, path)?.[path[1]], is));
  const going = new Set(unchanged.map(({ path }) => path.join(" ")));
  // What stays for a reference refers to others itself.
  while (references(stored, going).some((name) => going.delete(name)));
  for (const { path } of unchanged) if (going.has(path.join(" "))) delete holderOf(stored, path)?.[path[1]];
}

/** What the entries that stay refer to. @param {Records.Stored} stored @param {Set<string>} going @returns {string[]} */
function references(stored, going) {
  const staying = (/** @type {"rounds" | "people"} */ section) =>
    Object.entries(stored[section])
      .filter(([id]) => !going.has(`${section} ${id}`))
      .map(([, found]) => /** @type {unknown} */ (found))
      .filter(Records.isObject);
  const ids = (/** @type {unknown} */ value) => (isList(value) ? value : []);
  return [
    ...staying("rounds").flatMap(({ application, who }) => [
      `applications ${application}`,
      ...ids(who).map((id) => `people ${id}`),
    ]),
    ...staying("people").flatMap(({ applications }) => ids(applications).map((id) => `applications ${id}`)),
  ];
}

/**
 * Changes that were noted in an earlier format, in the present one. Those without a format did not note what they left:
 * they are put back whatever came since.
 * @param {Records.Stored} stored @param {Change[]} changes @param {number | undefined} format
 */
export function migrated(stored, changes, format) {
  return changes.map((change) => {
    const { path, previous } = change;
    const left = format === undefined ? entryAt(stored, path) : inFormat(path, change.is, format);
    return {
      path,
      ...("was" in change && { was: inFormat(path, change.was, format ?? 1) }),
      ...(left !== undefined && { is: left }),
      ...(previous !== undefined && { previous }),
    };
  });
}

/** @param {string[]} path @param {unknown} value @param {number} format */
function inFormat(path, value, format) {
  /** @type {any} a skeleton that holds nothing but this value, where it would stand */
  const skeleton = { ...structuredClone(Records.EMPTY), format };
  let holder = skeleton;
  for (const key of path.slice(0, -1)) holder = holder[key] ??= {};
  holder[path[path.length - 1]] = structuredClone(value);
  return entryAt(Records.migrated(skeleton), path);
}

/** @param {unknown} value @param {string[]} path @returns {unknown} */
const entryAt = (value, [key, ...rest]) =>
  key === undefined ? value : entryAt(Records.isObject(value) ? value[key] : undefined, rest);
