/**
 * Names and profile addresses as people type and paste them. Pure.
 */

import { isNoName } from "./notnames.js";
import { isPlace } from "./places.js";
import { spellings } from "./spelling.js";

/** More people than this in one paste are somebody's address book, not a panel. */
export const MOST = 40;
/** Of a longer line only the beginning is read: the time that some patterns take grows with its square. */
const LONGEST = 1000;
/** The slug, and what follows it. A sentence's signs at its end are none of it. */
const ADDRESS =
  /(?<![\w.-])(?:https?:\/\/)?(?:[\w-]+\.)?linkedin\.com\/(?:mwlite\/)?in\/([^/?#\s<>")\]}]*[^/?#\s<>")\]}.,;:!?'’”])\S*/iu;

/** The slug in a profile's address, or null. @param {string} text */
export function inAddress(text) {
  const match = ADDRESS.exec(text.slice(0, LONGEST));
  return match ? normal(match[1]) : null;
}

/** The slug in what was typed into a field for it: an address, “in/ada-stone”, “@ada-stone”, or the slug itself; null if none. @param {string} typed */
export function typed(typed) {
  if (isDetour(typed)) return null;
  const bare = /^[/@]?(?:in\/)?([^/?#\s@]+)\/?$/u.exec(typed.trim());
  return inAddress(typed) ?? (bare && !bare[1].includes(".") ? normal(bare[1]) : null);
}

/**
 * Whether an address leads to a profile and does not say its name: LinkedIn's short links, Sales Navigator, the old public pages
 * and the ids that no person chose. Whoever opens it sees the address that does.
 * @param {string} typed
 */
export const isDetour = (typed) =>
  /lnkd\.in\/|linkedin\.com\/(?:sales|talent|recruiter|pub)\/|(?:^|\/)(?:in\/)?ACoAA[\w-]{10,}/u.test(typed);

/** A slug in the form in which slugs are compared: decoded, NFC, lower case. @param {string} slug */
export function normal(slug) {
  let decoded = slug;
  try {
    decoded = decodeURIComponent(slug);
  } catch {
    // A lone % stays as it is.
  }
  return decoded.normalize("NFC").toLowerCase();
}

/** “Ada Stone” for ada-stone-1a2b3c, as a first guess. @param {string} slug */
export function nameFrom(slug) {
  const words = slug.split("-").filter((word) => !/\d/u.test(word) && word !== "");
  return words.map((word) => word[0].toUpperCase() + word.slice(1)).join(" ");
}

/** The name in the title of a profile's tab, such as “(3) Ada Stone | LinkedIn”. @param {string} title */
export const nameInTitle = (title) =>
  /^(?:\(\d+\+?\)\s*)?(.*?)\s*[|–-]\s*LinkedIn$/u.exec(title.trim())?.[1].split(" | ")[0] ?? "";

/**
 * The people in pasted lines: a name, a profile's address, or both, one a line. Bullets, numbers, e-mail addresses
 * and what follows a dash are left out; nobody stands twice. Who is `likely` has an address or a name that looks like one; all
 * others are lines that somebody has to choose.
 * @param {string} text @returns {{ name: string, slug: string | null, likely: boolean }[]}
 */
export function paste(text) {
  /** @type {Map<string, { name: string, slug: string | null, likely: boolean }>} */
  const found = new Map();
  const add = (
    /** @type {string} */ name,
    /** @type {string | null} */ slug,
    likely = slug !== null || isLikely(name),
  ) => {
    const key = slug ?? name.toLowerCase();
    if (!found.has(key)) found.set(key, { name, slug, likely });
  };
  /** Whoever a line named, with no address yet. @type {string | null} */
  let alone = null;
  for (const whole of text.split(BREAK)) {
    const line = whole.slice(0, LONGEST);
    const slug = inAddress(line);
    const bare = line.replace(ADDRESS, " ");
    const names = slug === null ? several(bare) : [];
    const all = names.length > 1 || slug !== null ? names : unsure(bare);
    if (all.length > 1) {
      alone = null;
      for (const name of all) add(name, null);
      continue;
    }
    const first = names[0] ?? nameIn(bare);
    const behind = isLikely(first) ? null : nameBehind(bare);
    const said = behind?.name || first;
    // An address by itself belongs to the name above it, if its words are that name's.
    const above = slug !== null && said === "" && alone !== null && fits(slug, alone) ? found.get(alone) : undefined;
    if (above) Object.assign(above, { slug, likely: true });
    const name = said || (slug ? nameFrom(slug) : "");
    alone = slug === null && name !== "" ? name.toLowerCase() : null;
    if (above || (name === "" && slug === null)) continue;
    // A line that goes on, such as a greeting, is none.
    add(name, slug, slug !== null || (isLikely(name) && (behind?.isLed ?? true) && !/[:,]\s*$/u.test(bare)));
  }
  return [...found.values()];
}

/** Lines; addresses between commas stand for one each as well. */
const BREAK =
  /\r\n|[\n\r;\u2028]|,\s*(?=(?:https?:\/\/)?(?:[\w-]+\.)?linkedin\.com\/)|,(?<=linkedin\.com\/in\/[^\s,]{1,200},)\s*/iu;

/** Whether a slug has a word of a name, or nothing that could be one. @param {string} slug @param {string} name in small letters */
function fits(slug, name) {
  const words = nameFrom(slug).split(" ").filter(Boolean).flatMap(spellings);
  if (words.length === 0) return true;
  return spellings(name).some((one) => {
    const parts = one.split(/\s+/u);
    return parts.some((part) => words.includes(part)) || words.some((word) => isComposed(word, parts));
  });
}

/** Whether a word is put together of a name's: “annaberg” or “aberg” of Anna Berg, and not “greenberg”. @param {string} word @param {string[]} name */
function isComposed(word, name) {
  const [given, family] = [name[0], name[name.length - 1]];
  const before = word.slice(0, -family.length);
  return family.length > 2 && word.endsWith(family) && before !== "" && given.startsWith(before);
}

/** Numbers, bullets and hours before a name: “2.”, “10:00 – 10:45”, “9:30 AM:”. */
const LEAD = /^(?:\d{1,2}(?:[:.h]\d\d)?\s?(?:[ap]\.?m\.?|uhr|h)(?!\p{L})|[\s\d.:)*•·–—|-])+/iu;
const BRACKETS = /<[^<>]*>|\([^()]*\)/gu;
const ADDRESSES = /(?<!\S)\S+@\S+|https?:\S+/gu;
const PARTS = /\s[–—|-]\s|[,:\t]/u;
/** What stands before a name that somebody leads: “Round 1 - Anna Berg”, “2nd interview: Felix Roth”. */
const PART_OF_DAY = /\d|interview|round|runde|gespräch|entrevista|ronda|call|chat|design|coding|screen/iu;

/**
 * Who stands behind what a line begins with, which is no name itself; “” if nobody does.
 * @param {string} line @returns {{ name: string, isLed: boolean }}
 */
function nameBehind(line) {
  const [head, ...others] = line.replace(BRACKETS, " ").replace(ADDRESSES, " ").split(PARTS);
  const people = others.map((part) => part.trim()).filter(isLikely);
  return people.length === 1 ? { name: people[0], isLed: PART_OF_DAY.test(head) } : { name: "", isLed: false };
}

/** @param {string} line */
function nameIn(line) {
  return line
    .replace(BRACKETS, " ")
    .replace(ADDRESSES, " ")
    .replace(LEAD, "")
    .split(PARTS)[0]
    .replace(/\s+/gu, " ")
    .trim()
    .slice(0, 120);
}

/** Words between names, and words of a name that are written small. */
const BETWEEN = /;|(?<!\s)\s+(?:and|und|y|&)\s+/iu;
const SMALL = "al ben bin da de del della den der di dos du el ibn la le ten ter van von zu zur".split(" ");
const CLOSINGS =
  /^(?:best|kind|warm|many|dear|mit|viele|beste|liebe|saludos|un)\b|\b(?:regards|wishes|grüße|thanks|team)$/iu;

/** Whether a text looks like a name: two to five words that begin with a capital, none of which is of greetings, invitations or jobs, and no place. @param {string} text */
export function isLikely(text) {
  const words = text.trim().split(/\s+/u);
  const isWord = (/** @type {string} */ word) => /^(?:\p{Lu}|\p{Lt}|\p{Lo})[\p{L}\p{M}.'’-]*$/u.test(word);
  const capital = words.filter(isWord);
  const isName = words.every((word) => isWord(word) || SMALL.includes(word.toLowerCase()));
  return (
    isName &&
    capital.length >= 2 &&
    words.length <= 5 &&
    !CLOSINGS.test(text.trim()) &&
    !isNoName(text) &&
    !isPlace(text)
  );
}

/**
 * The names in one line: “Ada Stone, Ben Okafor and Cleo Marsh” are three, “Stone, Ada; Okafor, Ben” two, “Ada Stone, Head of
 * Widgets” one. Behind each of several may stand what they do. Empty where none is surely a name; among several that are
 * stands what may be one too, as a first name.
 * @param {string} line @returns {string[]}
 */
export function several(line) {
  const parts = line.split(/\s[/|]\s/u).map((part) => part.trim());
  if (parts.length > 1 && parts.every(isLikely)) return parts;
  const lists = line.split(BETWEEN);
  const names = lists.flatMap(namesIn);
  const all = lists.flatMap((part) => part.split(",").map(nameIn).filter(Boolean));
  const likely = all.filter(isLikely);
  if (isWithEmployer(line)) return all.slice(0, 1);
  // A list begins with a name, where a sentence does not.
  if (isLikely(all[0] ?? "") && likely.length > Math.max(1, names.filter(isLikely).length))
    return all.filter((part) => isLikely(part) || !isPost(part, likely[0]));
  return names.length > 0 && names.every(isLikely) ? names : [];
}
/** “CTO”, “PhD”: no name where names have small letters. */
const SHORT = /^(?=\S*\p{Lu}\S*\p{Lu})\p{L}{2,5}$/u;

/**
 * Whether a line is one person with a post and where that is: “Ada Stone, Head of Product, Acme Robotics”. Somebody else would
 * have an “and” before the name or a post behind it.
 * @param {string} line
 */
function isWithEmployer(line) {
  const [first = "", ...parts] = line.split(",").map(nameIn).filter(Boolean);
  const at = parts.findIndex(isLikely);
  const [posts, behind] = [parts.slice(0, at), parts.slice(at + 1)];
  return (
    at > 0 &&
    isLikely(first) &&
    posts.every((part) => isPost(part, first)) &&
    !behind.some((part) => isLikely(part) || (isPost(part, first) && !isPlace(part))) &&
    !line.split(BETWEEN).slice(1).map(nameIn).some(isLikely)
  );
}

/** Whether what is no likely name is a post or a degree, and no first name. @param {string} part @param {string} name how names are written there */
const isPost = (part, name) => isNoName(part) || /\s/u.test(part) || (SHORT.test(part) && /\p{Ll}/u.test(name));

/** The names of a list that ends with “and”. @param {string} list */
function namesIn(list) {
  const parts = list.split(",").map(nameIn).filter(Boolean);
  if (parts.length > 1 && parts.every(isLikely)) return parts;
  const [family, given] = parts;
  // “Stone, Ada” is Ada Stone; “Ada Stone, MBA” has a degree.
  if (parts.length === 2 && !/\s/u.test(list.replace(/,\s*/u, "").trim()) && /\p{Ll}/u.test(given))
    return [`${given} ${family}`];
  return parts.slice(0, 1);
}

/**
 * What may be several people, though none of it is surely a name: “Anna, Felix and Cleo”, “anna berg, felix roth”, or the names that
 * addresses of mails suggest.
 * @param {string} line @returns {string[]}
 */
function unsure(line) {
  if (isWithEmployer(line)) return [];
  const mails = [...line.matchAll(/(?<![\p{L}\d])(\p{L}{2,30})[._](\p{L}{2,30})@/gu)];
  const capital = (/** @type {string} */ word) => word[0].toUpperCase() + word.slice(1).toLowerCase();
  if (nameIn(line) === "" && mails.length > 0)
    return mails.map(([, given, family]) => `${capital(given)} ${capital(family)}`);
  const parts = line.split(new RegExp(`,(?:\\s*(?:and|und|y)\\s)?|${BETWEEN.source}`, "iu")).map((part) => part.trim());
  const isSome = parts.length > 2 || !line.includes(",") || parts.every((part) => /^\S+\s\S+$/u.test(part));
  return isSome &&
    parts.length > 1 &&
    parts.every((part) => /^\p{L}[\p{L}\p{M}'’-]+(?:\s\p{L}[\p{L}\p{M}'’-]+)?$/u.test(part) && !isNoName(part))
    ? parts
    : [];
}
