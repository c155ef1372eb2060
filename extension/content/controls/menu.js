// @ts-check
"use strict";

/**
 * The menu button that Connect hides in, on a person's own profile, where no Connect can be seen. Whether the request
 * was sent is not known there.
 */
const Menu = Lazily(() => {
  const { profile } = Known.page.owners;
  /** Longer texts are no degree. */
  const LONGEST = 24;

  /** The More button of the profile that the address names, if they are not connected; else null. @returns {Element | null} */
  function button() {
    if (window !== top || Dom.all(document, profile.own).length > 0) return null;
    for (const card of Owner.tops(document)) {
      if (!Dom.visible(card) || !Owner.isProfile(card)) continue;
      const found = Dom.all(card, profile.menu).filter((element) => Dom.visible(element) && saysMore(element));
      if (found.length > 0) return isApart(card) ? found[0] : null;
    }
    return null;
  }

  /** @param {Element} element */
  function saysMore(element) {
    const says = [Dom.attribute(element, "aria-label") ?? "", Dom.texts(element, 80).join(" ")].map(Labels.plain);
    return Labels.wordsOf(Find.language(), "more").some((words) => says.some((text) => words.includes(text)));
  }

  /** Whether a card shows a degree, and not the first. @param {Element} card */
  function isApart(card) {
    const shown = new Set(
      Dom.all(card, "p, span, div").flatMap((element) => {
        const text = Labels.plain(Dom.texts(element, LONGEST + 1, false).join(" "));
        return text.length <= LONGEST && Dom.visible(element) ? [bare(text)] : [];
      }),
    );
    return Labels.wordsOf(Find.language(), "degrees").some(
      ([first, ...others]) => !shown.has(bare(first)) && others.some((other) => shown.has(bare(other))),
    );
  }

  /** Without the sign before it: “· 2nd”. @param {string} degree */
  const bare = (degree) => degree.replace(/^[·•]\s*/u, "").toLowerCase();

  return Object.freeze({ button });
});
