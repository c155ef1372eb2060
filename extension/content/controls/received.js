// @ts-check
"use strict";

/**
 * Tells Accept from other buttons: it is marked, or it stands in one row with another button for the same person.
 */
const Received = Lazily(() => {
  const { signals, owners } = Known.page;
  const { clickable, received } = signals;
  const LABELLED = `${clickable}[aria-label]`;

  /** Whether an element may be Accept without saying so itself. @param {Element} element */
  const isMarked = (element) => Dom.matches(element, received.selector) || isTheirPage();

  /** Whether a control without another sign answers an invitation. @param {Find.Control} control */
  function is({ element, says }) {
    if (Dom.closest(element, received.selector)) return true;
    if (Object.keys(says).length > 0 || Find.isProfileLink(element)) return false;
    return isTheirPage() && isSecondOfTwo(element);
  }

  const isTheirPage = () => received.pages.some((path) => Owner.path().startsWith(path));

  /** Whether another button in the row of a labelled control names the same person. @param {Find.Control} control */
  function hasPartner({ element, name }) {
    return rows(element).some((row) =>
      Dom.all(row, LABELLED).some(
        (other) => other !== element && name !== null && Labels.plainOf(other).includes(name),
      ),
    );
  }

  /** Whether a row links to one person and to nothing else, has two buttons that name them, and this is the last. @param {Element} element */
  function isSecondOfTwo(element) {
    if (Dom.attribute(element, "aria-label") === null) return false;
    const row = rows(element).find((at) => Dom.all(at, "a[href]").length > 0);
    if (!row) return false;
    const links = Dom.all(row, "a[href]");
    const slugs = new Set(links.map((a) => Links.slugIn(Dom.attribute(a, "href") ?? "")));
    const buttons = Dom.all(row, LABELLED).filter((button) => !links.includes(button));
    if (slugs.size !== 1 || slugs.has(null) || buttons.length !== 2 || buttons[1] !== element) return false;
    return links
      .flatMap((a) => Dom.texts(a, 300))
      .some(
        (text) => text.length > 1 && buttons.every((button) => Labels.plainOf(button).includes(Labels.plain(text))),
      );
  }

  /** The elements around a control that may be its row, the nearest first. @param {Element} element @returns {Element[]} */
  function rows(element) {
    const found = [];
    let at = Dom.parent(element);
    for (let climbed = 0; at && climbed < received.row && !Dom.matches(at, owners.card.never); climbed++) {
      found.push(at);
      at = Dom.parent(at);
    }
    return found;
  }

  return Object.freeze({ is, isMarked, hasPartner });
});
