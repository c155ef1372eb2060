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
    const { frames, words, longest } = known();
    if (!label || label.length > longest) return null;
    const text = plain(label);
    const fitting = frames.filter((frame) => fits(text, frame));
    const natives = own === null ? [] : fitting.filter(([, , , languages]) => languages.includes(own));
    const [first, ...others] = (natives.length > 0 ? natives : fitting).map((frame) => reading(text, frame));
    if (!first) return own !== null && beginsWith(text, words[own].pending) ? { state: "pending", name: null } : null;
    if (others.some(({ state }) => state !== first.state)) return null;
    return { state: first.state, name: others.every(({ name }) => name === first.name) ? first.name : null };
  }

  /** @param {string} text @param {import("../../engine/core.js").Frame} frame */
  const fits = (text, [before, after]) =>
    text.length > before.length + after.length && text.startsWith(before) && text.endsWith(after);

  /** @param {string} text @param {import("../../engine/core.js").Frame} frame @returns {{ state: Find.Sure, name: string }} */
  const reading = (text, [before, after, state]) => ({
    state,
    name: text.slice(before.length, text.length - after.length).trim(),
  });

  /** Whether a label is a word, or begins with it and a stop. @param {string} text @param {string} word */
  const beginsWith = (text, word) =>
    text.startsWith(word) && (text.length === word.length || STOPS.includes(text.charAt(word.length)));

  /** The words of a language, or of all. @param {string | null} own @param {"more" | "degrees"} kind @returns {string[][]} */
  function wordsOf(own, kind) {
    const { words } = known();
    return own === null ? Object.values(words).map((w) => w[kind]) : [words[own][kind]];
  }

  return Object.freeze({ plain, language, read, wordsOf });
})();
