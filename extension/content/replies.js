// @ts-check
"use strict";

/**
 * What the worker has said about the people on this page. Each clue is asked about once and again when the clock or the
 * worker says that the answer may have changed; until the new answer is there the old one stands, and where none comes
 * nobody is known.
 *
 * @typedef {object} Replies.Reply
 * @property {Messages.Owner | null} owner null for somebody who was not entered
 * @property {number} at when it was given, and until when it holds by the clock
 * @property {number} until
 * @property {number} version
 */
const Replies = (() => {
  /** So many answers are remembered, and all about what the page shows where those are more. */
  const MOST = 500;
  /** Where the worker gave no answer it is asked again after so many milliseconds. */
  const AGAIN = 5000;
  /** An answer without an end is asked for again after so many milliseconds. */
  const LONGEST = 15 * 60_000;

  /** By the clue as a text. @type {Map<string, Replies.Reply>} */
  let replies = new Map();
  const told = {
    silent: /** @type {Messages.Silence | null} */ (null),
    /** Whether the page asked about more people than a tab is told of. */
    limited: false,
    /** Counts what was told to be otherwise. */
    version: 0,
    /** Answers that were of no type. */
    misfits: 0,
  };

  /** Ask the worker; null where it does not answer, can't, or says what is no answer. @template {Messages.Question} Q @param {Q} question @returns {Promise<Messages.Answers[Q["ask"]] | null>} */
  async function ask(question) {
    return (await send(question))?.data ?? null;
  }

  /**
   * As `ask`, with what went wrong. A worker that ended in the midst of it is asked once more: each question may come twice.
   * @template {Messages.Question} Q @param {Q} question @param {boolean} [again] @returns {Promise<{ data?: Messages.Answers[Q["ask"]], error?: string } | null>}
   */
  async function send(question, again = true) {
    /** @type {unknown} */
    let reply = null;
    try {
      reply = await chrome.runtime.sendMessage(question);
    } catch {
      // Or it is gone with an old version, which the next look notices.
      return again && chrome.runtime?.id ? send(question, false) : null;
    }
    if (typeof reply !== "object" || reply === null) return null;
    const error = Messages.own(reply, "error");
    if (typeof error === "string") return { error };
    const data = Messages.answer(question.ask, Messages.own(reply, "data"));
    if (data !== undefined) return { data: /** @type {Messages.Answers[Q["ask"]]} */ (data) };
    told.misfits += 1;
    return null;
  }

  /** Clues as texts: there may be thousands in a look. @type {WeakMap<Messages.Clue, string>} */
  const texts = new WeakMap();

  /** @param {Messages.Clue} clue */
  function textOf(clue) {
    const text = texts.get(clue) ?? JSON.stringify(clue);
    texts.set(clue, text);
    return text;
  }

  /** What is known about a clue: undefined if it was not asked about. @param {Messages.Clue} clue */
  const of = (clue) => replies.get(textOf(clue))?.owner;

  /**
   * Those of the clues that are to be asked about now: first those about whom there was something to say, and the profile that
   * the address names. All that the page shows is given; what was said of others may be forgotten.
   * @param {Messages.Clue[]} clues @param {number} now
   */
  function open(clues, now) {
    const shown = new Map(clues.map((clue) => [textOf(clue), clue]));
    for (const text of replies.keys()) {
      if (replies.size <= MOST) break;
      if (!shown.has(text)) replies.delete(text);
    }
    const due = [...shown].filter(([, clue]) => !isFresh(clue, now));
    const isFirst = (/** @type {[string, Messages.Clue]} */ [text, { how, names }]) =>
      how === "address" || names.length > 0 || (replies.get(text)?.owner ?? null) !== null;
    return [...due.filter(isFirst), ...due.filter((one) => !isFirst(one))].map(([, clue]) => clue);
  }

  /** Whether a clue was asked about since anything may have changed the answer. @param {Messages.Clue} clue @param {number} [now] */
  function isFresh(clue, now = Date.now()) {
    const reply = replies.get(textOf(clue));
    return reply !== undefined && reply.version === told.version && reply.at <= now && now < reply.until;
  }

  /**
   * Ask whose these are, and remember the answers. Where nothing is said of anybody now, or of no more people, the others need
   * not be asked about: they wait as long as those that were.
   * @param {Messages.Clue[]} clues
   */
  async function learn(clues) {
    const { version } = told;
    const mine = replies;
    for (let first = 0; first < clues.length; first += Messages.MOST) {
      const some = clues.slice(first, first + Messages.MOST);
      /** @type {Messages.Owners | null} */
      const found = await ask({ ask: "whose", clues: some, rested: Owner.rested(), has: Later.stage() });
      // What is forgotten meanwhile stays so.
      if (replies !== mine) return;
      const at = Date.now();
      const known = found?.owners.length === some.length ? found : null;
      if (known && version === told.version) Object.assign(told, { silent: known.silent, limited: known.limited });
      const until = known ? Math.min(known.until ?? Infinity, at + LONGEST) : at + AGAIN;
      const isForAll = !known || known.limited || known.silent !== null;
      for (const [place, clue] of (isForAll ? clues.slice(first) : some).entries()) {
        const key = textOf(clue);
        // A later question may have been answered first.
        if ((replies.get(key)?.version ?? 0) > version) continue;
        replies.delete(key);
        replies.set(key, { owner: known?.owners[place] ?? null, at, until, version });
      }
      if (isForAll) return;
    }
  }

  /** The first instant at which an answer to one of these clues may be another. @param {Messages.Clue[]} clues */
  function until(clues) {
    const ends = clues.map((clue) => replies.get(textOf(clue))?.until ?? Infinity);
    const first = Math.min(...ends);
    return Number.isFinite(first) ? first : null;
  }

  /** All may be otherwise by now. */
  function doubt() {
    told.version += 1;
  }

  /** Nothing is known any more. */
  function forget() {
    replies = new Map();
    told.silent = null;
    doubt();
  }

  return Object.freeze({
    ask,
    send,
    of,
    open,
    isFresh,
    learn,
    until,
    doubt,
    forget,
    silent: () => told.silent,
    limited: () => told.limited,
    version: () => told.version,
    misfits: () => told.misfits,
  });
})();
