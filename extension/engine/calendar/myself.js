/**
 * Who of those invited is the person themself. A calendar does not say so, and their name may not be known. Sure is the one after
 * whom the calendar is called, and whoever is invited by two companies. Likely is the one guest from outside among people of one
 * company, as candidates write from elsewhere. Whoever alone is in all entries of one company may be either of two: the person, or
 * who leads the talks. All of these stay without a tick, since that costs a press, and oneself among those one meets costs trust
 * in all that is said of them. Where none of this tells anybody apart, nobody is guessed. Pure.
 */

/** Somebody invited, by their address in small letters or “”. @typedef {{ name: string, mail: string, isPerson: boolean }} Guest */
/** An entry: its organiser's address or “”, the company that its title names or “”, and everybody in it. @typedef {{ organiser: string, company: string, guests: Guest[] }} Entry */

/** Where people have addresses of their own, whatever country follows. */
const PRIVATE = new Set(
  "gmail googlemail outlook hotmail live msn yahoo ymail icloud me mac gmx web t-online freenet posteo mailbox proton protonmail pm aol hey fastmail yandex mail qq 163 zoho tutanota tuta terra orange wanadoo free laposte libero bluewin sunrise".split(
    " ",
  ),
);

/** What tells somebody from others. @param {{ name: string, mail: string }} guest */
export const key = ({ name, mail }) => mail || name.toLowerCase();

/** Whose addresses end so: “zeppelin.co.uk” of people.zeppelin.co.uk. @param {string} mail */
function domain(mail) {
  const labels = mail.slice(mail.lastIndexOf("@") + 1).split(".");
  const isTwo = labels.length > 2 && labels.at(-1)?.length === 2 && (labels.at(-2) ?? "").length <= 3;
  return mail.includes("@") ? labels.slice(isTwo ? -3 : -2).join(".") : "";
}

/** @param {string} mail */
const isPrivate = (mail) => PRIVATE.has(domain(mail).split(".", 1)[0]);

/**
 * The keys of those who are, or may be, the person.
 * @param {Entry[]} entries of one file @param {string} called what the calendar is called
 * @param {(name: string) => boolean} isMe whether a name is the person's, as far as they said it @returns {Set<string>}
 */
export function among(entries, called, isMe) {
  const some = entries.filter(({ guests }) => guests.length > 0);
  const owner = called.trim().toLowerCase();
  const everybody = some.flatMap(({ guests }) => guests);
  const isOwner = (/** @type {Guest} */ { name, mail }) => owner !== "" && [name.toLowerCase(), mail].includes(owner);
  const owners = everybody.filter((one) => isMe(one.name) || isOwner(one));
  if (owners.length > 0) return new Set(owners.map(key));
  const always = some.length > 1 ? inAll(some) : [];
  const companies = new Set(some.map(({ company, organiser }) => company || domain(organiser)).filter(Boolean));
  if (companies.size > 1 && always.length > 0) return new Set(always);
  const outside = some.flatMap((entry) => guest(entry) ?? []);
  if (outside.length > 0) return new Set(outside.map(key));
  return new Set(always.length === 1 ? always : []);
}

/** Those who are in every entry. @param {Entry[]} entries */
function inAll(entries) {
  const [first, ...others] = entries.map(({ guests }) => guests.filter(({ isPerson }) => isPerson).map(key));
  return [...new Set(first)].filter((one) => others.every((other) => other.includes(one)));
}

/** The one person from outside, or null where there is none, or more than one. @param {Entry} entry @returns {Guest | null} */
function guest({ organiser, guests }) {
  // Who invites from an address of their own is the person, or works alone.
  if (isPrivate(organiser)) return null;
  const people = guests.filter(({ isPerson, mail }) => isPerson && mail !== "" && mail !== organiser);
  const outside = organiser === "" ? [] : people.filter(({ mail }) => domain(mail) !== domain(organiser));
  if (outside.length === 1) return outside[0];
  const own = people.filter(({ mail }) => isPrivate(mail));
  return own.length === 1 && people.length > 1 ? own[0] : null;
}
