// @ts-check
"use strict";

/**
 * Whose control is it? Answers in the order of how sure a clue is, and says nothing where none is sure.
 */
const Owner = (() => {
  const { profile, card } = CORE.page.signals;

  /** @param {Find.Control} control @returns {Owner.Owned | null} */
  function of(control) {
    const { element, name, member } = control;
    if (control.slug) return { slug: slug(control.slug), name, member };
    const near = cardSlugs(element);
    if (name) {
      const linked = near.find((candidate) => holds(candidate.text, name));
      if (linked) return { slug: linked.slug, name, member };
    }
    if (!name || !near.some((candidate) => candidate.text.trim() !== "")) {
      const slugs = new Set(near.map((candidate) => candidate.slug));
      if (slugs.size === 1) return { slug: near[0].slug, name, member };
    }
    const own = addressSlug();
    if (own && name && inTop(element) && holds(document.title, name)) return { slug: own, name, member };
    return null;
  }

  /**
   * The profile links in the smallest ancestor that has any which is not opaque.
   * @param {Element} element
   */
  function cardSlugs(element) {
    let at = Dom.parent(element);
    for (let climbed = 0; at && climbed < card.climb; climbed++) {
      const links = Dom.all(at, `a[href*="${profile.path}"]`).concat(linkSlug(at) ? [at] : []);
      const found = links
        .filter((a) => !a.contains(element) || a === at)
        .map((a) => ({ slug: linkSlug(a), text: Dom.text(a) }))
        .filter((candidate) => candidate.slug !== null && !opaque(candidate.slug));
      if (found.length > 0) return /** @type {{ slug: string, text: string }[]} */ (found);
      at = Dom.parent(at);
    }
    return [];
  }

  /** The slug in a link to somebody's profile, and to nothing below it. @param {Element} a */
  function linkSlug(a) {
    const href = Dom.attribute(a, "href");
    if (!href?.includes(profile.path)) return null;
    return slugIn(href);
  }

  /** @param {string} href */
  function slugIn(href) {
    try {
      const [, first, second, more] = new URL(href, location.origin).pathname.split("/");
      return `/${first}/` === profile.path && second && !more ? slug(second) : null;
    } catch {
      return null;
    }
  }

  /** The slug of the profile that the address names. */
  const addressSlug = () => slugIn(location.href);

  /** @param {Element} element */
  const inTop = (element) => Dom.closest(element, profile.top) !== null;

  /** Ids such as ACoAAB… name a person, but not by their own address. @param {string | null} value */
  const opaque = (value) => value !== null && /^acoaa[\w-]{10,}$/iu.test(value);

  /** A slug in the one form in which slugs are compared: decoded, NFC, lower case. @param {string} value */
  function slug(value) {
    let decoded = value;
    try {
      decoded = decodeURIComponent(value);
    } catch {
      // A lone % stays as it is.
    }
    return decoded.normalize("NFC").toLowerCase();
  }

  /**
   * A name in the one form in which names are compared: no accents, marks, emoji, pronouns or credentials.
   * @param {string} value
   */
  function fold(value) {
    return value
      .normalize("NFKD")
      .replace(/\p{M}|\p{Cf}|\p{Extended_Pictographic}/gu, "")
      .replace(/\(.*?\)|,.*$/gu, " ")
      .replace(/ł/giu, "l")
      .replace(/ø/giu, "o")
      .replace(/đ/giu, "d")
      .replace(/ß/gu, "ss")
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, " ")
      .trim();
  }

  /** Whether `text` holds `name` as whole words. @param {string} text @param {string} name */
  const holds = (text, name) => fold(name) !== "" && ` ${fold(text)} `.includes(` ${fold(name)} `);

  return Object.freeze({ of, slug, fold, addressSlug, slugIn });
})();
