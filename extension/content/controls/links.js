// @ts-check
"use strict";

/**
 * Where links lead, and which person they name. A link counts only if it leads to this site, by the base that the page
 * gives it, as the browser would go.
 */
const Links = Lazily(() => {
  const { site, profile, ids } = Known.page.owners;

  /** Where a link leads to, if that is this site. @param {string} href @returns {URL | null} */
  function urlOf(href) {
    const url = URL.parse(href, Dom.base(document));
    return url && isWeb(url) && isHere(url) ? url : null;
  }

  /** Whether a link leads to another site. @param {string} href */
  function leadsAway(href) {
    const url = URL.parse(href, Dom.base(document));
    return url !== null && isWeb(url) && !isHere(url);
  }

  /** @param {URL} url */
  const isWeb = ({ protocol }) => protocol === "https:" || protocol === "http:";
  /** @param {URL} url */
  const isHere = ({ hostname }) => hostname === site || hostname.endsWith(`.${site}`);

  /** The person that a link to a profile of this site, or to a part of one, names. @param {string} href */
  function slugIn(href) {
    const url = href.includes(profile.path) ? urlOf(href) : null;
    return url && slugOf(url);
  }

  /** @param {URL} url */
  function slugOf({ pathname }) {
    const [, first, second] = pathname.split("/");
    return `/${first}/` === profile.path && second && second !== "me" ? Names.slug(second) : null;
  }

  /** The id in a parameter of a person's own link. @param {string} href */
  function idIn(href) {
    const parameters = urlOf(href)?.searchParams;
    const value = ids.parameters.map((name) => parameters?.get(name)).find((found) => found);
    const id = value?.slice(value.lastIndexOf(":") + 1);
    return id?.startsWith(profile.opaque) ? Names.slug(id) : null;
  }

  return Object.freeze({ urlOf, leadsAway, isHere, slugIn, slugOf, idIn });
});
