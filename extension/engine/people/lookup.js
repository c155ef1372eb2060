/**
 * Is this human, or this company, entered already? Every way in asks here before it makes an entry. Pure.
 */

import * as People from "./people.js";
import * as Profile from "./profile.js";
import * as Situation from "../decision/situation.js";
import * as Spelling from "./spelling.js";
import * as Words from "../words/words.js";

/**
 * The forms of a name, its own first. Names with the same one are one person's as far as names tell; names that share any may
 * be, which is enough to ask and for nothing else.
 * @typedef {(name: string) => string[]} Form
 */

/** Whether two names may be one person's, if only by their spelling: this only ever makes a question. @param {Form} form @param {string} one @param {string} other */
export const alike = (form, one, other) => form(one).some((sought) => sought !== "" && form(other).includes(sought));

/** Whether two names are one, however they are written. @param {Form} form @param {string} one @param {string} other */
export const same = (form, one, other) => form(one)[0] === form(other)[0];

/** The forms of names as people type them: “Stone, Ada” is Ada Stone. @param {Words.NameWords} names @param {Form} form @returns {Form} */
export const typed = (names, form) => (name) => form(Words.inOrder(name, names));

/**
 * Who somebody typed may be. `known` has one of the addresses: the same human. `asked` have the name: the person says
 * whether it is one of them; `apart` tells that another address is known of the first of these.
 * @typedef {{ known: Situation.Person | null, asked: Situation.Person[], apart: boolean }} Found
 */

/**
 * Look somebody up by the name and the profile's address that are wanted.
 * @param {Situation.Records} records @param {{ name: string, slug: string | null }} wanted @param {Form} form @returns {Found}
 */
export function person(records, { name, slug }, form) {
  const all = Object.values(records.people);
  const known = slug === null ? undefined : all.find((one) => People.known(one).includes(slug));
  if (known) return { known, asked: [], apart: false };
  const asked = all.filter(
    (one) =>
      (slug === null || !(one.otherProfiles ?? []).map(Profile.normal).includes(slug)) && alike(form, one.name, name),
  );
  // Those whose address is not known yet are the likelier ones, and those of this very name.
  const rank = (/** @type {Situation.Person} */ one) =>
    2 * Number(hasProfile(one)) + Number(!same(form, one.name, name));
  asked.sort((a, b) => rank(a) - rank(b));
  return { known: null, asked, apart: slug !== null && asked.length > 0 && hasProfile(asked[0]) };
}

/** @param {Situation.Person} one */
const hasProfile = (one) => (one.profiles ?? []).length > 0;

/** Words that say what a company is by law, and not which. */
const FORMS = new Set(
  "ab ag as asa bv co company corp corporation eg ek ev gbr gmbh inc incorporated kg kgaa limited llc llp lp ltd mbh nv ohg oy oyj plc pte pty sa sae sarl sas se sl slu spa srl ug".split(
    " ",
  ),
);

/**
 * The forms in which two companies' names are compared, its own first: no accents, signs or legal form, small letters. Two that
 * share one are one company's: Müller is as well Muller as Mueller.
 * @param {string} name
 */
export const company = (name) => Spelling.spellings(name).map(bare);

/** Whether two names are one company's. @param {string | undefined} one @param {string | undefined} other */
export function sameCompany(one, other) {
  const forms = company(other ?? "");
  return company(one ?? "").some((form) => form !== "" && forms.includes(form));
}

/** Whether a text names a company, in whole words. @param {string} text @param {string | undefined} named */
export function namesCompany(text, named) {
  const texts = company(text).map((form) => ` ${form} `);
  return company(named ?? "").some((form) => form !== "" && texts.some((one) => one.includes(` ${form} `)));
}

/** Without signs and legal form. @param {string} spelt */
function bare(spelt) {
  const folded = spelt
    .replace(/&/gu, " and ")
    // “S.A.” is one word.
    .replace(/(?<=\b\p{L})\.(?=\p{L}\b|\s|$)/gu, "")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
  const words = folded.split(" ");
  while (words.length > 1 && FORMS.has(words[words.length - 1])) words.pop();
  return words.join(" ");
}

/**
 * The applications at the company that was typed, or whose name goes on from what was typed; those of that very name
 * first, then by their next or last interview.
 * @param {Situation.Records} records @param {string} typed @returns {Situation.Application[]}
 */
export function applications(records, typed) {
  const wanted = company(typed).filter(Boolean);
  if (wanted.length === 0) return [];
  const last = (/** @type {Situation.Application} */ { id }) =>
    Math.max(0, ...Object.values(records.rounds).flatMap((r) => (r.application === id ? [Situation.begins(r)] : [])));
  const rank = (/** @type {Situation.Application} */ one) => (sameCompany(one.company, typed) ? 0 : 1);
  return Object.values(records.applications)
    .filter((one) => company(one.company ?? "").some((form) => wanted.some((begun) => form.startsWith(begun))))
    .sort((a, b) => rank(a) - rank(b) || last(b) - last(a));
}

/** Two entries that may be one. @template T @typedef {[T, T]} Pair */

/**
 * People who may be entered twice: they share an address, or a name that no address tells apart. Those of whom the
 * person said that they are two are none.
 * @param {Situation.Records} records @param {Form} form @returns {Pair<Situation.Person>[]}
 */
export function twice(records, form) {
  const keys = (/** @type {Situation.Person} */ one) => [...People.known(one).map(address), ...named(one, form)];
  return pairs(Object.values(records.people), keys).filter(([one, other]) => mayBeOne(one, other));
}

/** Applications that may be entered twice: one company, one role. @param {Situation.Records} records @returns {Pair<Situation.Application>[]} */
export function companiesTwice(records) {
  const keys = (/** @type {Situation.Application} */ one) => {
    const names = company(one.company ?? "").filter(Boolean);
    return names.map((name) => `${name} | ${(one.role ?? "").trim().toLowerCase()}`);
  };
  return pairs(Object.values(records.applications), keys).filter(([one, other]) => !isApart(one, other));
}

/** @param {string} slug */
const address = (slug) => `address ${slug}`;
/** @param {Situation.Person} one @param {Form} form */
const named = (one, form) => form(one.name).map((name) => `name ${name}`);

/** Whether nothing says of two people that they are two. @param {Situation.Person} one @param {Situation.Person} other */
function mayBeOne(one, other) {
  if (isApart(one, other)) return false;
  const [mine, theirs] = [one, other].map(People.known);
  if (mine.some((slug) => theirs.includes(slug))) return true;
  const refused = (/** @type {Situation.Person} */ who, /** @type {string[]} */ slugs) =>
    (who.otherProfiles ?? []).some((profile) => slugs.includes(Profile.normal(profile)));
  return !refused(one, theirs) && !refused(other, mine);
}

/** Whether the person said that two entries are two. @param {{ id: string, apart?: string[] }} one @param {{ id: string, apart?: string[] }} other */
const isApart = (one, other) => (one.apart ?? []).includes(other.id) || (other.apart ?? []).includes(one.id);

/** Those that share a key, each pair once. @template {{ id: string }} T @param {T[]} all @param {(one: T) => string[]} keys @returns {Pair<T>[]} */
function pairs(all, keys) {
  /** @type {Map<string, T[]>} */
  const groups = new Map();
  for (const one of all) for (const key of new Set(keys(one))) groups.set(key, [...(groups.get(key) ?? []), one]);
  /** @type {Map<string, Pair<T>>} */
  const found = new Map();
  for (const group of groups.values())
    group.forEach((one, i) => {
      for (const other of group.slice(i + 1)) found.set(`${one.id} ${other.id}`, [one, other]);
    });
  return [...found.values()];
}

/** @type {WeakMap<Situation.Records, Map<string, Situation.Person[]>>} */
const known = new WeakMap();

/** Those who may be the same human as somebody, worked out once for the records as they were read. @param {Situation.Records} records @param {Situation.Person} one @param {Form} form */
export function others(records, one, form) {
  let found = known.get(records);
  if (!found) {
    found = new Map();
    // Advice is never that of somebody who is only spelt alike.
    for (const [a, b] of twice(records, (name) => form(name).slice(0, 1))) {
      found.set(a.id, [...(found.get(a.id) ?? []), b]);
      found.set(b.id, [...(found.get(b.id) ?? []), a]);
    }
    known.set(records, found);
  }
  return found.get(one.id) ?? [];
}
