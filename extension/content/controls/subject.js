// @ts-check
"use strict";

/**
 * Who is the subject of a card? Of all the links to profiles in it the one that the person's name, id or row points to: mutual
 * connections, those who share a post, and whom a text mentions are linked, too.
 *
 * @typedef {{ href: string, slug: string, how: Owner.How }} Subject.Found
 */
const Subject = Lazily(() => {
  const { card } = Known.page.owners;
  const { clickable } = Known.page.signals;
  const names = Names.of(Known.page.names);
  const LONGEST = 300;
  /** What gives an element a name besides its text. */
  const NAMING = ["aria-label", "aria-labelledby", "aria-describedby", "title"];
  const NAMED = NAMING.map((name) => `[${name}]`).join(", ");
  const LETTER = /\p{L}/u;
  const WORDS = /[\p{L}\p{Emoji_Presentation}]/u;
  const SENTENCE = /\p{L}{2}[\s,]+\p{L}{2}|\p{Lo}{4}/u;
  /** So many nodes beside a link are looked at, and so many elements beside a control. */
  const MOST_BESIDE = 40;

  /**
   * The link to the card's subject; "many" if several may be, null if none is. It carries the card's id, or its text is
   * the name that the control gives; for a control without a name it is the row's, and the row says nothing else. That
   * it is the only link is no sign: mutual connections and those who share a post are linked, too.
   * @param {Element} at @param {Owner.Link[]} links @param {Find.Control} control @param {(text: string) => boolean} isGiven
   * @param {Owner.Said} said @param {boolean} isRow @returns {Subject.Found | "many" | null}
   */
  function chosen(at, links, { element, name }, isGiven, { opaque }, isRow) {
    if (links.length === 0) return null;
    const named = links.filter(({ a }) => isNamed(a, isGiven));
    if (named.length > 0) {
      // A mutual connection may have the same name: a link in a sentence counts where no other does, and nothing else says it.
      const alone = named.filter(({ a }) => !isInSentence(a));
      const isDoubtful = alone.length === 0 && isSaidBeside(at, element, named, name);
      // Where a label only mentions names, one that stands there without a link may be meant.
      if (isDoubtful || (name === null && wordsOutside(at).some(isGiven))) return "many";
      return one(alone.length > 0 ? alone : named, "name");
    }
    const [id] = opaque;
    const joined = opaque.size === 1 ? links.filter(({ href }) => Links.idIn(href) === id) : [];
    if (joined.length > 0 && (name === null || joined.some(({ a }) => !namesAnother(a, name))))
      return one(joined, "id");
    return name === null && isRow && saysNothingElse(at, element, links) ? one(links, "card") : null;
  }

  /** Whether a link stands among words: “Ada Stone is a mutual connection”. @param {Element} a */
  function isInSentence(a) {
    const own = Dom.texts(a, LONGEST).join("").length;
    let at = Dom.parent(a);
    for (let climbed = 0; at && climbed < card.climb && !Dom.matches(at, card.never); climbed++) {
      for (let node = Dom.first(at), left = MOST_BESIDE; node && left > 0; node = Dom.next(node), left--) {
        if (node instanceof Text && LETTER.test(node.data)) return true;
        if (node instanceof Element && Dom.matches(node, "span") && SENTENCE.test(Dom.texts(node, LONGEST).join(" ")))
          if (!Dom.contains(node, a)) return true;
      }
      if (Dom.texts(at, LONGEST).join("").length > own) return false;
      at = Dom.parent(at);
    }
    return false;
  }

  /**
   * Whether a card says the name that a control gives besides in those links: as words, in another link or on a button.
   * @param {Element} at @param {Element} control @param {Owner.Link[]} links @param {string | null} name
   */
  function isSaidBeside(at, control, links, name) {
    const others = otherThan(at, clickable, [control, ...links.map(({ a }) => a)]);
    const words = [wordsOutside(at), ...(others?.map(ownTexts) ?? [])];
    return name !== null && (others === null || words.some((some) => Labels.mentions(some.join(" "), name)));
  }

  /**
   * Whether a row leads nowhere but to profiles, has no words outside of those links, and nothing in it is called otherwise
   * than they are; the control may say what it does.
   * @param {Element} at @param {Element} control @param {Owner.Link[]} subjects
   */
  function saysNothingElse(at, control, subjects) {
    const links = Dom.all(at, "a").filter((a) => a !== control);
    const others = otherThan(at, `${clickable}, ${NAMED}`, [control, ...links]);
    if (others === null || !links.every((a) => Find.isProfileLink(a))) return false;
    const shown = subjects.flatMap(({ a }) => ownTexts(a)).filter((text) => WORDS.test(text));
    const isTheirs = (/** @type {Element} */ one) => {
      const label = Labels.plainOf(one);
      return shown.some((text) => Labels.mentions(label, text) || (label !== "" && names.holds(label, text) > 0));
    };
    const isSilent = (/** @type {string} */ text) => !WORDS.test(text);
    return (
      wordsOutside(at).every(isSilent) &&
      others.every((one) => isTheirs(one) || namesOf(one).every(isSilent)) &&
      (isTheirs(control) || isBare(control))
    );
  }

  /**
   * What a selector finds in an element outside of these; null where that is too much to be looked at.
   * @param {Element} at @param {string} selector @param {Element[]} these
   */
  function otherThan(at, selector, these) {
    const found = Dom.all(at, selector);
    if (found.length * these.length > MOST_BESIDE ** 2) return null;
    return found.filter((one) => !these.some((outer) => Dom.contains(outer, one)));
  }

  /** All that an element says or is called by. @param {Element} element @returns {string[]} */
  const namesOf = (element) => [
    ...NAMING.map((name) => Dom.attribute(element, name) ?? ""),
    Dom.texts(element, LONGEST).join(" "),
  ];

  /** Whether a control says the word for what it does, if anything, and is called by nothing else. @param {Element} control */
  function isBare(control) {
    const isWord = (/** @type {string} */ text) => Labels.word(Labels.plain(text), Find.language()) !== null;
    return namesOf(control).every((text) => !WORDS.test(text) || (text.length < LONGEST && isWord(text)));
  }

  /** @param {Owner.Link[]} links @param {Owner.How} how @returns {Subject.Found | "many"} */
  function one(links, how) {
    return new Set(links.map((candidate) => candidate.slug)).size === 1 ? { ...links[0], how } : "many";
  }

  /** Whether a link's own text is a name, all of it or one of its parts. @param {Element} a @param {(text: string) => boolean} isGiven */
  function isNamed(a, isGiven) {
    const texts = ownTexts(a);
    return [...texts, texts.join(" ")].some(isGiven);
  }

  /** Whether a link is about somebody of another name, as far as two names can be compared. @param {Element} a @param {string} name */
  const namesAnother = (a, name) => ownTexts(a).every((text) => names.differ(text, name));

  /** The texts in a link that are not in another link within it: a row may be a link that holds links. @param {Element} a @returns {string[]} */
  function ownTexts(a) {
    return Dom.texts(a, LONGEST, true, Dom.all(a, "a").length > 0 ? "a" : "");
  }

  /** The words in an element outside of all that can be pressed. @param {Element} at */
  const wordsOutside = (at) => Dom.texts(at, LONGEST, true, clickable);

  return Object.freeze({ chosen, wordsOutside });
});
