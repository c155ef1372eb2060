// @ts-check
"use strict";

/**
 * Which of the people entered is it? Somebody is known by the addresses that were entered or confirmed, and by those
 * that were seen together with them. A name alone is never enough: it only makes a question. Pure.
 */
const People = (() => {
  /** @type {WeakMap<Situation.Records, Map<string, Set<Situation.Person>>>} */
  const indexes = new WeakMap();

  /** The people by their addresses, made once for the records as they were read. @param {Situation.Records} records */
  function index(records) {
    let found = indexes.get(records);
    if (!found) {
      found = new Map();
      for (const person of Object.values(records.people))
        for (const address of known(person)) found.set(address, (found.get(address) ?? new Set()).add(person));
      indexes.set(records, found);
    }
    return found;
  }

  /**
   * The person entered whose control this is. Nobody where two people match, or where an id says it is somebody else.
   * @param {Situation.Records} records @param {Owner.Owned} owned @returns {Situation.Person | null}
   */
  function of(records, owned) {
    const seen = addresses(owned);
    const found = new Set(seen.flatMap((address) => [...(index(records).get(address) ?? [])]));
    const [person] = found;
    if (found.size !== 1 || (person.otherProfiles ?? []).some((other) => seen.includes(Names.slug(other)))) return null;
    return disagree(person, owned) ? null : person;
  }

  /** All addresses of a person. @param {Situation.Person} person @returns {string[]} */
  function known(person) {
    const entered = (person.profiles ?? []).map(Names.slug);
    return entered.concat(entered.flatMap((one) => person.aliases?.[one] ?? []));
  }

  /** The addresses that a page gives of an owner: the profile's own, its id, the member's number. @param {Owner.Owned} owned @returns {string[]} */
  function addresses({ slug, opaque, member }) {
    return [slug, opaque, member === null ? null : `member:${member}`].filter((one) => one !== null);
  }

  /** Whether a person has another number or id than the page gives: an address can pass to somebody else, these can't. @param {Situation.Person} person @param {Owner.Owned} owned */
  function disagree(person, owned) {
    return ["member:", CORE.page.owners.profile.opaque.toLowerCase()].some((kind) => {
      const [mine, theirs] = [known(person), addresses(owned)].map((all) => all.filter((one) => one.startsWith(kind)));
      return mine.length > 0 && theirs.length > 0 && !theirs.some((one) => mine.includes(one));
    });
  }

  /**
   * What the page tells of a person's addresses that is not known yet, under the entered one that it came with; null if
   * there is nothing new or the page is not sure.
   * @param {Situation.Records} records @param {Situation.Person} person @param {Owner.Owned} owned
   * @returns {{ profile: string, aliases: string[] } | null}
   */
  function news(records, person, owned) {
    if (owned.how !== "link" && owned.how !== "address") return null;
    const seen = addresses(owned);
    const fresh = seen.filter((one) => !known(person).includes(one));
    const taken = fresh.some((one) => index(records).has(one));
    const profile = (person.profiles ?? [])
      .map(Names.slug)
      .find((one) => [one, ...(person.aliases?.[one] ?? [])].some((address) => seen.includes(address)));
    return fresh.length === 0 || taken || profile === undefined ? null : { profile, aliases: fresh };
  }

  /**
   * The people entered whose profile this may be by its name: those of whom no profile is known; if there are none,
   * those whose profile was entered but never seen, as it may have been renamed since.
   * @param {Situation.Records} records @param {Owner.Owned} owned @param {(name: string) => boolean} isNamed
   * @returns {Situation.Person[]}
   */
  function candidates(records, owned, isNamed) {
    const { slug } = owned;
    if (slug === null || addresses(owned).some((one) => index(records).has(one))) return [];
    const named = Object.values(records.people).filter(
      (person) =>
        Object.keys(person.aliases ?? {}).length === 0 &&
        !(person.otherProfiles ?? []).map(Names.slug).includes(slug) &&
        isNamed(person.name),
    );
    const open = named.filter((person) => (person.profiles ?? []).length === 0);
    return open.length > 0 ? open : named;
  }

  return Object.freeze({ of, news, candidates });
})();
