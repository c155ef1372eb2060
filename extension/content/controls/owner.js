// @ts-check
"use strict";

/**
 * Whose control is it? Answers in the order of how sure a clue is, and says nothing where none is sure.
 *
 * @typedef {"link" | "id" | "name" | "card" | "address" | "none"} Owner.How by which clue, the surest first
 *
 * @typedef {object} Owner.Owned as far as the page tells whose control it is
 * @property {string | null} slug the profile's address
 * @property {string | null} opaque its id
 * @property {string | null} member the member's number
 * @property {string | null} name
 * @property {Owner.How} how
 */
const Owner = Known.lazily(() => {
  const { profile, card, ids } = Known.page.owners;
  const { key, clickable } = Known.page.signals;
  const names = Names.of(Known.page.names);
  const LINKS = `a[href*="${profile.path}"]`;
  const LONGEST = 300;

  /** The page that the last one gave way to without a new document: its title may still stand there. */
  let left = /** @type {{ title: string, path: string } | null} */ (null);
  let here = "";
  let parsed = { address: "", path: "" };

  /** @param {Find.Control} control @returns {Owner.Owned | null} */
  function of(control) {
    const { name, member } = control;
    /** @type {Owner.Owned} */
    const owned = { slug: null, opaque: null, member, name, how: "none" };
    if (control.slug !== null) put(owned, slug(control.slug), "link");
    lookAround(control, owned);
    if (owned.how === "none" && isAddressed(control)) put(owned, addressSlug() ?? "", "address");
    if (owned.how === "none" && (owned.member !== null || owned.opaque !== null)) owned.how = "id";
    return owned.how === "none" ? null : owned;
  }

  /** @param {Owner.Owned} owned @param {string} value @param {Owner.How} how */
  function put(owned, value, how) {
    if (isOpaque(value)) owned.opaque ??= value;
    else owned.slug = value;
    owned.how = how;
  }

  /**
   * Climbs through the person's card for ids and, where the owner is not known yet, for links. It ends before it would
   * reach somebody else's control.
   * @param {Find.Control} control @param {Owner.Owned} owned
   */
  function lookAround(control, owned) {
    let at = Dom.above(control.element);
    for (let climbed = 0; at && climbed < card.climb && !Dom.matches(at, card.never); climbed++) {
      const links = linksIn(at, control.element);
      if (links.length > 0 && holds(at, control, isCopy)) return;
      // With somebody else's links only, this is somebody else's card.
      if (owned.how !== "none" && links.length > 0 && links.every((other) => other.slug !== owned.slug)) return;
      readIds(at, owned);
      if (owned.how !== "none" && links.length > 0) return;
      const found = links.length > 0 ? chosen(links, control.name, owned.opaque) : null;
      if (found === "many") return;
      if (found) {
        put(owned, found.slug, found.how);
        const own = idParameter(found.href);
        if (own !== null) owned.opaque ??= own;
        return;
      }
      at = Dom.above(at);
    }
  }

  /** Ids of the person that an element around their control carries. @param {Element} at @param {Owner.Owned} owned */
  function readIds(at, owned) {
    const value = Dom.attribute(at, key.attribute) ?? "";
    for (const { begins, ends } of ids.keys)
      if (value.startsWith(begins + profile.opaque) && value.endsWith(ends))
        owned.opaque ??= slug(value.slice(begins.length, value.length - ends.length));
    for (const attribute of ids.members) {
      const urn = Dom.attribute(at, attribute);
      if (urn?.startsWith(ids.member)) owned.member ??= urn.slice(ids.member.length);
    }
  }

  /** The links to profiles in an element, or that it is, but not the control's own. @param {Element} at @param {Element} control */
  function linksIn(at, control) {
    return (Dom.matches(at, LINKS) ? [at] : []).concat(Dom.all(at, LINKS)).flatMap((a) => {
      const href = Dom.attribute(a, "href") ?? "";
      const value = a === control ? null : slugIn(href);
      return value === null ? [] : [{ a, href, slug: value }];
    });
  }

  /**
   * The one link that is the owner's; "many" if several may be, null if none is: the link that carries their id; with
   * a name the link that names them best, or the only one where it says nothing at all; without, the only one that
   * names a profile.
   * @param {{ a: Element, href: string, slug: string }[]} links @param {string | null} name @param {string | null} id
   * @returns {{ slug: string, href: string, how: Owner.How } | "many" | null}
   */
  function chosen(links, name, id) {
    const joined = id === null ? [] : links.filter(({ href }) => idParameter(href) === id);
    if (joined.length > 0) return one(joined, "id");
    if (name !== null) {
      const scores = links.map(({ a }) => named(a, name));
      const best = Math.max(...scores);
      if (best > 0)
        return one(
          links.filter((_, index) => scores[index] === best),
          "name",
        );
    }
    const open = links.filter((candidate) => !isOpaque(candidate.slug));
    if (open.length === 0) return null;
    const only = one(open, "card");
    if (only === "many") return name === null ? only : null;
    return name === null || open.every(({ a }) => !/\p{L}/u.test(ownText(a))) ? only : null;
  }

  /** @param {{ href: string, slug: string }[]} links @param {Owner.How} how @returns {{ slug: string, href: string, how: Owner.How } | "many"} */
  function one(links, how) {
    return new Set(links.map((candidate) => candidate.slug)).size === 1 ? { ...links[0], how } : "many";
  }

  /** How well a link names somebody: 0 not at all, 1 among other words, 2 exactly. @param {Element} a @param {string} name */
  function named(a, name) {
    const texts = Dom.texts(a, LONGEST);
    return Math.max(0, ...[...texts, texts.join(" ")].map((text) => names.holds(text, name)));
  }

  /** The text in a link that is not in another link within it. @param {Element} a */
  const ownText = (a) => (Dom.all(a, "a").length > 0 ? "" : Dom.texts(a, LONGEST, false).join(" "));

  /**
   * Whether an element holds a control of somebody else, that is one which is not the `same`.
   * @param {Element} at @param {Find.Control} control @param {(other: Find.Control, control: Find.Control) => boolean} same
   */
  function holds(at, control, same) {
    return Dom.all(at, clickable).some((element) => {
      if (element === control.element || Dom.contains(element, control.element)) return false;
      const other = Find.read(element);
      return other !== null && !same(other, control);
    });
  }

  /** Copies for other widths are hidden; two that can be seen are two people's, even of one name. @param {Find.Control} one @param {Find.Control} other */
  function isCopy(one, other) {
    if (one.slug !== null && other.slug !== null) return slug(one.slug) === slug(other.slug);
    if (one.member !== null && other.member !== null) return one.member === other.member;
    return isNamedAlike(one, other) && !(Dom.visible(one.element) && Dom.visible(other.element));
  }

  /** @param {Find.Control} one @param {Find.Control} other */
  const isNamedAlike = (one, other) => one.name === other.name;

  // The profile that the address names

  /** Whether a control stands in the part of a profile's page that is its owner's alone, and names them. @param {Find.Control} control */
  function isAddressed(control) {
    const { element, name } = control;
    if (window !== top || addressSlug() === null || name === null || !isTitle(name)) return false;
    const part = Dom.closest(element, profile.top);
    if (part ? holds(part, control, isNamedAlike) : !inBar(element)) return false;
    return isTitleNew() || (part !== null && linksIn(part, element).some((found) => found.slug === addressSlug()));
  }

  /** Whether an element lies in a bar that stays in view. @param {Element} element */
  function inBar(element) {
    for (let at = Dom.parent(element); at && !Dom.matches(at, card.never); at = Dom.parent(at)) {
      const { position } = getComputedStyle(at);
      if (position === "sticky" || position === "fixed") {
        const { height, width } = Dom.box(at);
        return height <= profile.bar && width >= innerWidth / 3;
      }
    }
    return false;
  }

  /** What may be somebody's name in the title: “(3) Ada Stone | LinkedIn”. */
  function titles() {
    const title = Dom.title()
      .slice(0, LONGEST)
      .replace(/^\(\d+\+?\)\s*/u, "");
    const ends = [" | ", " - "].flatMap((cut) => [title.indexOf(cut), title.lastIndexOf(cut)]);
    return [...new Set(ends)].filter((end) => end > 0).map((end) => title.slice(0, end));
  }

  /** Whether the title is somebody's name. @param {string} name */
  const isTitle = (name) => titles().some((title) => names.same(title, name));

  /** Call when the address may have changed, as soon as it has: the title and the cards follow later. */
  function turn() {
    const now = path();
    if (here !== "" && now !== here) left = { title: Dom.title(), path: here };
    here = now;
  }

  /** Whether the title speaks of the present page. */
  const isTitleNew = () => left === null || left.title !== Dom.title();

  // Addresses

  /** The address against which links are read; a frame without one has its parent's. */
  const base = () => (location.protocol.startsWith("http") ? location.href : Dom.base(document));
  /** @returns {string} */
  function path() {
    const address = base();
    if (address !== parsed.address) parsed = { address, path: URL.parse(address)?.pathname ?? "" };
    return parsed.path;
  }
  const addressSlug = () => slugIn(base());

  /** The person that a link to a profile, or to a part of one, names. @param {string} href */
  function slugIn(href) {
    const [, first, second] = (URL.parse(href, base())?.pathname ?? "").split("/");
    return `/${first}/` === profile.path && second && second !== "me" ? slug(second) : null;
  }

  /** The id in a parameter of a person's own link. @param {string} href */
  function idParameter(href) {
    const parameters = URL.parse(href, base())?.searchParams;
    const value = ids.parameters.map((name) => parameters?.get(name)).find((found) => found);
    const id = value?.slice(value.lastIndexOf(":") + 1);
    return id?.startsWith(profile.opaque) ? slug(id) : null;
  }

  /** @param {string} value */
  const slug = (value) => Names.slug(value);
  /** @param {string} value */
  const isOpaque = (value) => value.startsWith(profile.opaque.toLowerCase()) && value.length > 15;

  return Object.freeze({ of, turn, path, base, addressSlug, slugIn, titles, isTitleNew });
});
