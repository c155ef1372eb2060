// @ts-check
"use strict";

/**
 * Whose control is it? What a control says itself, or what the smallest card around it says about its one subject; where
 * two clues disagree, nobody's.
 *
 * @typedef {"link" | "id" | "name" | "card" | "address" | "none"} Owner.How by which clue, the surest first
 *
 * @typedef {object} Owner.Owned as far as the page tells whose control it is
 * @property {string | null} slug the profile's address
 * @property {string | null} opaque its id
 * @property {string | null} member the member's number
 * @property {string | null} name
 * @property {Owner.How} how
 * @property {("slug" | "opaque" | "member")[]} own those of them that the control says itself; the others are its card's
 *
 * @typedef {{ a: Element, href: string, slug: string }} Owner.Link
 * @typedef {{ opaque: Set<string>, member: Set<string> }} Owner.Said the ids and numbers that the elements of a card carry
 */
const Owner = Lazily(() => {
  const { profile, card, ids } = Known.page.owners;
  const { key, clickable } = Known.page.signals;
  const names = Names.of(Known.page.names);
  const LINKS = `a[href*="${profile.path}"]`;
  const TOP = profile.top.join(", ");
  const LONGEST = 300;
  /** Milliseconds after which what stands on a page no longer belongs to the one before. */
  const SETTLED = 10_000;

  /**
   * The page that the last one gave way to without a new document: its title may still stand there. Where nobody watched
   * meanwhile there may have been others in between, and another title is believed only once the address has settled.
   */
  let left = /** @type {{ title: string, unwatched: boolean, at: number } | null} */ (null);
  /** The address's path and the title when they were last looked at. */
  let [here, titled] = ["", ""];
  let parsed = { address: "", path: "", slug: /** @type {string | null} */ (null) };
  /** The title under which the present address was believed: another one is another page's. */
  let believed = { path: "", title: "" };

  /** @param {Find.Control} control @returns {Owner.Owned | null} */
  function of(control) {
    if (control.doubt !== null) return null;
    const { slug, member, name } = control;
    /** @type {Owner.Owned} */
    const owned = { slug: null, opaque: null, member, name, how: "none", own: [] };
    if (slug !== null) put(owned, slug, "link");
    owned.own = /** @type {const} */ (["slug", "opaque", "member"]).filter((what) => owned[what] !== null);
    readCard(control, owned);
    const part = owned.how === "none" ? partOf(control) : null;
    if (part) {
      put(owned, addressSlug() ?? "", "address");
      const [id] = idsIn(part);
      owned.opaque ??= id ?? null;
      owned.name ??= headingsOf(part)[0];
    }
    if (owned.how !== "none") return owned;
    // A card of which nothing says that it is about one person has no clue in its id.
    if (owned.own.length === 0 && name === null) return null;
    if (owned.member === null && owned.opaque === null) return null;
    return { ...owned, how: "id" };
  }

  /** @param {Owner.Owned} owned @param {string} value @param {Owner.How} how */
  function put(owned, value, how) {
    if (isOpaque(value)) owned.opaque ??= value;
    else owned.slug = value;
    owned.how = how;
  }

  // The card

  /** What the smallest card around a control says of its subject. @param {Find.Control} control @param {Owner.Owned} owned */
  function readCard(control, owned) {
    /** @type {Owner.Said} */
    const said = { opaque: new Set(), member: new Set() };
    const found = lookAround(control, owned, said);
    if (found) {
      put(owned, found.slug, found.how);
      const own = Links.idIn(found.href);
      if (own !== null) said.opaque.add(own);
    } else if (owned.own.length > 0 && !isTop(control.element, owned)) return; // Nothing says that the card is theirs.
    // Of two ids in one card none is to be believed.
    for (const what of /** @type {const} */ (["opaque", "member"]))
      if (said[what].size === 1) owned[what] ??= [...said[what]][0];
  }

  /**
   * Climbs through the person's card for ids and, where the control does not say whose it is, for the link that is its
   * subject's. It ends where the card does: before somebody else's control, at a row, or where the name stands.
   * @param {Find.Control} control @param {Owner.Owned} owned @param {Owner.Said} said @returns {Subject.Found | null}
   */
  function lookAround(control, owned, said) {
    const { element, name } = control;
    const linked = owned.how === "link";
    const label = name === null ? Labels.plainOf(element) : "";
    /** Whether a text is the name that the control gives, or stands in its label where no frame tells the name. */
    const isGiven = (/** @type {string} */ text) =>
      name === null ? Labels.isWhole(text) && Labels.mentions(label, text) : names.same(text, name);
    let at = Dom.above(element);
    for (let climbed = 0; at && climbed < card.climb && !Dom.matches(at, card.never); climbed++) {
      if (isAnothers(at, control)) return null;
      const links = linksIn(at, element);
      if (links.length > 0 && holds(at, control, isCopy)) return null;
      const mine = links.find((other) => other.slug === owned.slug);
      // With somebody else's links only, this is somebody else's card.
      if (linked && links.length > 0 && !mine) return null;
      readIds(at, said);
      if (linked && mine) return { ...mine, how: "link" };
      const isRow = Dom.matches(at, card.row);
      if (!linked) {
        const found = Subject.chosen(at, links, control, isGiven, said, isRow);
        if (found === "many") return null;
        if (found) return found;
        if ((name !== null || label !== "") && Subject.wordsOutside(at).some(isGiven)) return null;
      }
      if (isRow) return null;
      at = Dom.above(at);
    }
    return null;
  }

  /** Whether a control stands in the top card of the profile in the address, which is its owner's. @param {Element} element @param {Owner.Owned} owned */
  function isTop(element, { slug }) {
    const part = slug !== null && slug === addressSlug() ? Dom.closest(element, TOP) : null;
    return part !== null && isProfile(part);
  }

  /** Whether an element around a control has another number than the control. @param {Element} at @param {Find.Control} control */
  function isAnothers(at, { member }) {
    return member !== null && numbersOf(at).some((number) => number !== member);
  }

  /** The members' numbers that an element carries. @param {Element} at @returns {string[]} */
  function numbersOf(at) {
    const found = key.attributes.flatMap((attribute) => Find.keyOf(at, attribute)?.member ?? []);
    for (const attribute of ids.members) {
      const urn = Dom.attribute(at, attribute);
      if (urn?.startsWith(ids.member)) found.push(urn.slice(ids.member.length));
    }
    return found;
  }

  /** Ids of the person that an element around their control carries. @param {Element} at @param {Owner.Said} said */
  function readIds(at, said) {
    for (const id of idsOf(at)) said.opaque.add(id);
    for (const number of numbersOf(at)) said.member.add(number);
  }

  /** The ids in an element's keys. @param {Element} at @returns {string[]} */
  function idsOf(at) {
    return between(at, ids.keys)
      .filter((id) => id.startsWith(profile.opaque))
      .map(Names.slug);
  }

  /** What an element's keys hold between a known beginning and end. @param {Element} at @param {{ begins: string, ends: string }[]} frames */
  function between(at, frames) {
    return key.attributes.flatMap((attribute) => {
      const value = Dom.attribute(at, attribute) ?? "";
      return frames
        .filter(({ begins, ends }) => value.startsWith(begins) && value.endsWith(ends))
        .map(({ begins, ends }) => value.slice(begins.length, value.length - ends.length));
    });
  }

  /** The links to profiles in an element, or that it is, but not the control's own. @param {Element} at @param {Element} control */
  function linksIn(at, control) {
    return (Dom.matches(at, LINKS) ? [at] : []).concat(Dom.all(at, LINKS)).flatMap((a) => {
      const href = Dom.attribute(a, "href") ?? "";
      const value = a === control ? null : Links.slugIn(href);
      return value === null ? [] : [{ a, href, slug: value }];
    });
  }

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
    if (one.slug !== null && other.slug !== null) return one.slug === other.slug;
    if (one.member !== null && other.member !== null) return one.member === other.member;
    return isNamedAlike(one, other) && !(Dom.visible(one.element) && Dom.visible(other.element));
  }

  /** @param {Find.Control} one @param {Find.Control} other */
  const isNamedAlike = (one, other) => one.name === other.name || one.name === null || other.name === null;

  // The profile that the address names

  /**
   * The top card of the profile in the address, where a control without a word of its own on whose it is belongs to that:
   * it stands in the card, in its bar or in its menu, and the card and the title both give the profile's name, which is the
   * control's if it has one. Null where any of this is not so.
   * @param {Find.Control} control @returns {Element | null}
   */
  function partOf(control) {
    const { element, name } = control;
    if (window !== top || addressSlug() === null || (name !== null && !isTitle(name))) return null;
    const part = Dom.closest(element, TOP);
    if (part) {
      const isIts = isProfile(part, element) && !holds(part, control, isNamedAlike);
      return isIts && (name !== null || isUnderName(element, part)) ? part : null;
    }
    const [first] = name === null ? [] : tops(document).filter(Dom.visible);
    if (!first || name === null || !(inMenuOf(element, first) || inBar(element, name))) return null;
    return isProfile(first) ? first : null;
  }

  /** The headings of a top card: the first level that it has is its name's. @param {Element} part */
  const headingsIn = (part) =>
    profile.headings.map((level) => Dom.all(part, level)).find((all) => all.length > 0) ?? [];

  /** What they say. @param {Element} part */
  const headingsOf = (part) => headingsIn(part).map((heading) => Dom.texts(heading, LONGEST).join(" "));

  /**
   * Whether the nearest words around a control, outside of what can be pressed, come with the card's name: others would be
   * somebody else's, who is shown in the card.
   * @param {Element} element @param {Element} part
   */
  function isUnderName(element, part) {
    const says = (/** @type {Element} */ at) => Subject.wordsOutside(at).some((text) => /\p{L}/u.test(text));
    let at = Dom.parent(element);
    while (at && at !== part && !says(at)) at = Dom.parent(at);
    return at !== null && headingsIn(part).some((heading) => Dom.contains(/** @type {Element} */ (at), heading));
  }

  /** The parts of a tree that may be a profile's top card. @param {Document | ShadowRoot} root @returns {Element[]} */
  const tops = (root) => [...Dom.each(root, profile.top)].filter((element) => element !== null);

  /** The ids in the keys of an element and of all that is in it. @param {Element} part */
  const idsIn = (part) => new Set([part, ...Dom.all(part, KEYED)].flatMap(idsOf));

  /**
   * Whether a top card is surely that of the profile in the address, and not of the one before, nor that of somebody
   * whom the label of `element`, in words that no frame fits, does not mention.
   * @param {Element} part @param {Element} [element]
   */
  function isProfile(part, element) {
    const slug = addressSlug();
    const links = linksIn(part, part).filter((found) => !isOpaque(found.slug));
    const keyed = [part, ...Dom.all(part, KEYED)].flatMap((at) => between(at, ids.slugs)).map(Names.slug);
    const said = [...links.map((found) => found.slug), ...keyed];
    if (said.some((one) => one !== slug) || idsIn(part).size > 1) return false;
    if (!(isTitleNew() || (said.length > 0 && isSettled()))) return false;
    const shown = headingsOf(part);
    if (shown.length === 0 || !shown.every(isTitle)) return false;
    const label = element ? Labels.plainOf(element) : "";
    const isBare = label === "" || Labels.word(label, Find.language()) || Labels.read(label, Find.language())?.name;
    if (!isBare && !shown.some((name) => Labels.mentions(label, name))) return false;
    if (believed.path !== path()) believed = { path: path(), title: Dom.title() };
    return bareTitle(believed.title) === bareTitle(Dom.title());
  }
  const KEYED = key.attributes
    .flatMap((attribute) => [...ids.keys, ...ids.slugs].map(({ begins }) => `[${attribute}^="${begins}"]`))
    .join(", ");

  /** Whether an element lies in a menu, and the only one that is open is a top card's. @param {Element} element @param {Element} part */
  function inMenuOf(element, part) {
    if (!Dom.closest(element, profile.items)) return false;
    const open = Dom.all(document, profile.menu).filter((button) => Dom.attribute(button, "aria-expanded") === "true");
    return open.length > 0 && open.every((button) => Dom.contains(part, button));
  }

  /** Whether an element lies in a bar that stays in view and shows a name. @param {Element} element @param {string} name */
  function inBar(element, name) {
    for (let at = Dom.parent(element); at && !Dom.matches(at, card.never); at = Dom.parent(at)) {
      const { position } = getComputedStyle(at);
      if (position === "sticky" || position === "fixed") {
        const { height, width } = Dom.box(at);
        const isBar = height <= profile.bar && width >= innerWidth / 3;
        return isBar && Subject.wordsOutside(at).some((text) => names.same(text, name));
      }
    }
    return false;
  }

  /** What may be somebody's name in the title: “(3) Ada Stone | LinkedIn”. */
  function titles() {
    const title = bareTitle(Dom.title());
    const ends = [" | ", " - "].flatMap((cut) => [title.indexOf(cut), title.lastIndexOf(cut)]);
    return [...new Set(ends)].filter((end) => end > 0).map((end) => title.slice(0, end));
  }

  /** Whether the title is somebody's name. @param {string} name */
  const isTitle = (name) => titles().some((title) => names.same(title, name));

  /** Without the number of notifications. @param {string} title */
  const bareTitle = (title) => title.slice(0, LONGEST).replace(/^\(\d+\+?\)\s*/u, "");

  /** Call when the address may have changed, as soon as it has, and when watching ends and begins anew: the title and the cards follow later. @param {boolean} [unwatched] */
  function turn(unwatched = false) {
    const [now, title] = [path(), Dom.title()];
    if (here !== "" && now !== here) left = { title: unwatched ? titled : title, unwatched, at: performance.now() };
    [here, titled] = [now, title];
  }

  /** Whether the title speaks of the present page. */
  const isTitleNew = () =>
    left === null || (bareTitle(left.title) !== bareTitle(Dom.title()) && (!left.unwatched || isSettled()));
  /** Whether the address has been the same for so long that the title must be its own: two people may have one name. */
  const isSettled = () => left === null || rested() > SETTLED;
  /** For how many milliseconds the page has had its address. */
  const rested = () => Math.round(performance.now() - (left?.at ?? 0));

  // Addresses

  /** The address against which links are read; a frame without one has its parent's. */
  const base = () => (location.protocol.startsWith("http") ? location.href : Dom.base(document));
  const path = () => read().path;
  const addressSlug = () => read().slug;
  function read() {
    const address = base();
    if (address !== parsed.address) {
      const url = URL.parse(address);
      parsed = { address, path: url?.pathname ?? "", slug: url && Links.isHere(url) ? Links.slugOf(url) : null };
    }
    return parsed;
  }

  /** @param {string} value */
  const isOpaque = (value) => value.startsWith(profile.opaque.toLowerCase()) && value.length > 15;

  return Object.freeze({
    of,
    turn,
    rested,
    path,
    base,
    addressSlug,
    tops,
    titles,
    isTitleNew,
    isProfile,
  });
});
