// @ts-check
"use strict";

/**
 * Reads what a control's whole label says. Labels are compared as text with the frames that the compiler cut: by their
 * beginning and end, never by a pattern, so that no label takes longer than it is long. Pure.
 *
 * @typedef {{ state: Find.Sure, name: string | null }} Labels.Reading
 */
const Labels = (() => {
  /** Read when a label is: on most pages nobody is looked for, and none is. */
  const known = () => Known.page.labels;
  /** What may follow the word of a state in a label that is known only by that word. */
  const STOPS = ",;:.،。，；：–—-";

  /** A label as frames are written: composed, signs replaced, one space between words. @param {string} label */
  function plain(label) {
    const { "reads-as": readsAs } = known();
    let out = "";
    for (const sign of label.normalize("NFC")) {
      const read = readsAs[sign] ?? sign;
      if (read !== " " || (out !== "" && !out.endsWith(" "))) out += read;
    }
    return out.trimEnd();
  }

  /** An element's label in this form; none where it is too long to be one. @param {Element} element */
  function plainOf(element) {
    const label = Dom.attribute(element, "aria-label") ?? "";
    return label.length > known().longest ? "" : plain(label);
  }

  /** The language of a page, as the frames call it; null if there are none in it. @param {string} tag */
  function language(tag) {
    if (tag.length > 20) return null;
    const { aliases, words } = known();
    const [base, region] = tag.replace("_", "-").split("-");
    return (
      [aliases[tag], `${base}_${region}`, aliases[base], base].find((name) => name && Object.hasOwn(words, name)) ??
      null
    );
  }

  /**
   * The state that a label tells of, and the name in it. The page's own language is asked first. Where only others fit
   * and do not agree on the name, the label names nobody; where they do not agree on the state, it says nothing.
   * @param {string | null} label @param {string | null} own @returns {Labels.Reading | null}
   */
  function read(label, own) {
    const { frames, longest } = known();
    if (!label || label.length > longest) return null;
    const text = plain(label);
    const fitting = frames.filter((frame) => fits(text, frame));
    const natives = own === null ? [] : fitting.filter(([, , , languages]) => languages.includes(own));
    const [first, ...others] = (natives.length > 0 ? natives : fitting).map((frame) => reading(text, frame));
    if (!first) return short(text, own);
    if (others.some(({ state }) => state !== first.state)) return null;
    return { state: first.state, name: others.every(({ name }) => name === first.name) ? first.name : null };
  }

  /** A label that no frame fits: the word of a state alone, or begun with that of Pending. @param {string} text @param {string | null} own @returns {Labels.Reading | null} */
  function short(text, own) {
    const state = word(text, own) ?? (own !== null && beginsWith(text, known().words[own].pending) ? "pending" : null);
    return state && { state, name: null };
  }

  /** The state that a word alone stands for, in the page's own language. @param {string} text @param {string | null} own @returns {Find.Sure | null} */
  function word(text, own) {
    if (own === null) return null;
    const { connect, pending } = known().words[own];
    return connect.includes(text) ? "connect" : text === pending ? "pending" : null;
  }

  /** @param {string} text @param {import("../../engine/decision/core.js").Frame} frame */
  const fits = (text, [before, after]) =>
    text.length > before.length + after.length && text.startsWith(before) && text.endsWith(after);

  /** @param {string} text @param {import("../../engine/decision/core.js").Frame} frame @returns {{ state: Find.Sure, name: string }} */
  const reading = (text, [before, after, state]) => ({
    state,
    name: text.slice(before.length, text.length - after.length).trim(),
  });

  /** Whether a label is a word, or begins with it and a stop. @param {string} text @param {string} word */
  const beginsWith = (text, word) =>
    text.startsWith(word) &&
    (text.length === word.length || STOPS.includes(text.slice(word.length).trimStart().charAt(0) || " "));

  /** Whether a label holds a text as whole words; some scripts put none apart. @param {string} label @param {string} text */
  function mentions(label, text) {
    const part = plain(text);
    edges ??= [new RegExp(`${LETTER}$`, "v"), new RegExp(`^${LETTER}`, "v")];
    const [before, after] = edges;
    for (let at = label.indexOf(part); part !== "" && at >= 0; at = label.indexOf(part, at + 1))
      if (!before.test(label.slice(0, at)) && !after.test(label.slice(at + part.length))) return true;
    return false;
  }
  const LETTER =
    "[[\\p{L}\\p{N}]--[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}\\p{Script=Thai}]]";
  /** A letter before and after a place: made when they are first asked for, since that takes long. @type {[RegExp, RegExp] | null} */
  let edges = null;

  /** Whether a text is more than one word, which could be a part of somebody else's name. @param {string} text */
  const isWhole = (text) => /\p{L}[\s\u00a0]+\p{L}/u.test(text) || /[\p{Script=Han}\p{Script=Hangul}]{2}/u.test(text);

  /** The words of a language, or of all. @param {string | null} own @param {"more" | "degrees"} kind @returns {string[][]} */
  function wordsOf(own, kind) {
    const { words } = known();
    return own === null ? Object.values(words).map((w) => w[kind]) : [words[own][kind]];
  }

  return Object.freeze({ plain, plainOf, language, read, word, mentions, isWhole, wordsOf });
})();
