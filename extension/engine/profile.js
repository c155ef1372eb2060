/**
 * Names and profile addresses as people type and paste them. Pure.
 */

/** More people than this in one paste are somebody's address book, not a panel. */
const MOST = 40;
/** Of a longer line only the beginning is read: the time that some patterns take grows with its square. */
const LONGEST = 1000;
/** The slug, and what follows it. A sentence's signs at its end are none of it. */
const ADDRESS =
  /(?<![\w.-])(?:https?:\/\/)?(?:[\w-]+\.)?linkedin\.com\/in\/([^/?#\s<>")\]}]+?)(?=[.,;:!?'’”\]})]*(?:[/?#\s<>")\]}]|$))\S*/iu;

/** The slug in a profile's address, or null. @param {string} text */
export function inAddress(text) {
  const match = ADDRESS.exec(text.slice(0, LONGEST));
  return match ? normal(match[1]) : null;
}

/** The slug in what was typed into a field for it: an address, “in/ada-stone”, or the slug itself; null if none. @param {string} typed */
export function typed(typed) {
  const bare = /^\/?(?:in\/)?([^/?#\s@]+)\/?$/u.exec(typed.trim());
  return inAddress(typed) ?? (bare && !bare[1].includes(".") ? normal(bare[1]) : null);
}

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
 * and what follows a dash or a comma are left out; nobody stands twice.
 * @param {string} text @returns {{ name: string, slug: string | null }[]}
 */
export function paste(text) {
  /** @type {Map<string, { name: string, slug: string | null }>} */
  const found = new Map();
  /** Whoever a line named, with no address yet. @type {string | null} */
  let alone = null;
  for (const whole of text.split(/\r\n|[\n\r;\u2028]/u)) {
    const line = whole.slice(0, LONGEST);
    const slug = inAddress(line);
    const said = nameIn(line.replace(ADDRESS, " "));
    // An address by itself belongs to the name above it, if its words are that name's.
    const above = slug !== null && said === "" && alone !== null && fits(slug, alone) ? found.get(alone) : undefined;
    if (above) above.slug = slug;
    const name = said || (slug ? nameFrom(slug) : "");
    alone = slug === null && name !== "" ? name.toLowerCase() : null;
    if (above || (name === "" && slug === null)) continue;
    const key = slug ?? name.toLowerCase();
    if (!found.has(key)) found.set(key, { name, slug });
  }
  return [...found.values()].slice(0, MOST);
}

/** Whether a slug has a word of a name, or nothing that could be one. @param {string} slug @param {string} name in small letters */
function fits(slug, name) {
  const plain = (/** @type {string} */ text) => text.normalize("NFKD").replace(/\p{M}/gu, "");
  const words = nameFrom(slug).toLowerCase().split(" ").filter(Boolean).map(plain);
  return (
    words.length === 0 ||
    plain(name)
      .split(/\s+/u)
      .some((word) => words.includes(word))
  );
}

/** @param {string} line */
function nameIn(line) {
  return line
    .replace(/<[^>]*>|\([^)]*\)|\S+@\S+|https?:\S+/gu, " ")
    .replace(/^[\s\d.)*•·–—-]+/u, "")
    .split(/\s[–—|-]\s|[,:\t]/u)[0]
    .replace(/\s+/gu, " ")
    .trim()
    .slice(0, 120);
}
