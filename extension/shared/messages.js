// @ts-check
"use strict";

/**
 * What LinkedIn's page and the worker say to each other, and nothing else is heard: each question, each answer to it, and
 * what the worker tells of itself. Whatever arrives is copied field by field, from own values and never by calling anything,
 * and given on only if it is of its type to the last field; else it is dropped and counted. A classic script, so that it
 * runs in LinkedIn's pages too; the worker imports it for what it defines.
 *
 * What the worker hears is in worker/questions.js, what the self-check hears in pages/popup/seen.js.
 *
 * Whom a page asks about it says by the clues that it shows, and the worker finds out anew, each time, who that is. By an
 * id of ours it says only which entry of theirs a tip spoke of.
 *
 * @typedef {"connect" | "pending" | "received" | "withdrawn" | "at-once"} Messages.Mark what a page says about a request
 *
 * @typedef {object} Messages.Clue whose a control is, as far as the page tells
 * @property {string | null} slug the profile's address
 * @property {string | null} opaque the profile's id
 * @property {string | null} member the member's number
 * @property {string | null} name what the control calls the person
 * @property {"link" | "id" | "name" | "card" | "address"} how by which clue, the surest first
 * @property {("slug" | "opaque" | "member")[]} own those of them that the control says itself; the others are its card's
 * @property {string[]} names what the page calls the person, where it is the profile that its address names; else nothing
 * @property {Messages.Mark[]} marks
 *
 * @typedef {object} Messages.Face what a chip shows
 * @property {string} words
 * @property {string} name complete by itself, for those who only hear it
 * @property {string} tone
 * @property {string} icon
 * @property {string} locale
 * @property {"ltr" | "rtl"} direction
 *
 * @typedef {object} Messages.Owner what is shown beside a control of somebody entered
 * @property {string} key tells one person from another, and means nothing else
 * @property {Messages.Face} face
 * @property {[string, string] | null} choices yes and no, if it is the question whether this is somebody entered
 * @property {string} rests tells one answer from another
 *
 * @typedef {"not-chosen" | "toolbar" | "damaged" | "quiet" | "paused" | "nobody"} Messages.Silence
 *
 * The questions of LinkedIn's page, and those that our own pages put too, which know whom they speak of:
 * @typedef {{ ask: "begin", rules: "none" | "to-watch" | "to-check" }} Messages.Begin is there anything to do; and what is
 *   known of LinkedIn's page, if it is to be looked at?
 * @typedef {{ ask: "whose", clues: Messages.Clue[], rested: number, has: Later.Stage }} Messages.Whose whose are these? Put
 *   once a look, about what is new in it; for so many milliseconds the page has had its address, and the last stage of our
 *   scripts that it has
 * @typedef {{ ask: "advice", clue: Messages.Clue, has: Later.Stage }} Messages.AdviceAsked the person opened a chip
 * @typedef {{ ask: "answer", clue: Messages.Clue, person: string, application: string, fact: string, value: string, held?: number }} Messages.Answered
 *   `held`: as it was noted at this instant, but that it calls nothing off
 * @typedef {{ ask: "undo", clue: Messages.Clue, person: string, at: number }} Messages.Undone an answer, as it was noted at this instant
 * @typedef {{ ask: "confirm", clue: Messages.Clue, same: boolean }} Messages.Confirmed
 * @typedef {{ ask: "remind", clue: Messages.Clue, person: string, on: boolean }} Messages.Remind
 * @typedef {{ ask: "hide", clue: Messages.Clue, person: string, signature: string }} Messages.Hide
 * @typedef {{ ask: "edit", clue: Messages.Clue, person: string }} Messages.Edit
 * @typedef {{ ask: "notify" }} Messages.Notify
 * @typedef {Messages.Begin | Messages.Whose | Messages.AdviceAsked | Messages.Answered | Messages.Undone | Messages.Confirmed
 *   | Messages.Remind | Messages.Hide | Messages.Edit | Messages.Notify} Messages.Question
 * @typedef {{ ask: "answer", person: string, application: string, fact: string, value: string, held?: number }
 *   | { ask: "undo", person: string, at: number } | { ask: "remind", person: string, on: boolean } | { ask: "hide", person: string, signature: string }
 *   | { ask: "edit", person: string } | Messages.Notify} Messages.OurQuestion
 *
 * The answers, by what was asked; `{ error }` with a word of the interface where something failed:
 * @typedef {object} Messages.Begun
 * @property {boolean} watch whether there is anything to look for
 * @property {{ page: import("../engine/decision/core.js").Page, style: string } | null} rules
 * @typedef {object} Messages.Owners
 * @property {Messages.Silence | null} silent why nothing is to be shown on any page
 * @property {number | null} until the instant at which any of this may change by the clock; null if none is near
 * @property {boolean} limited whether the page asked about more people than a tab is told of in the time
 * @property {(Messages.Owner | null)[]} owners in the order of the clues; null for everybody who was not entered
 * @typedef {{ model: unknown, style: string } | null} Messages.Advice null where nothing is to be said; `Model` knows the model's type
 * @typedef {{ begin: Messages.Begun, whose: Messages.Owners, advice: Messages.Advice, answer: { noted: number | null, off: string }, undo: {}, confirm: {},
 *   remind: { notifies: boolean, when: string }, hide: {}, edit: {}, notify: {} }} Messages.Answers
 *
 * @typedef {(value: unknown) => unknown} Messages.Shape a copy of what has arrived, or `MISFIT`
 *
 * What the worker tells of itself:
 * @typedef {{ tell: "changed" }} Messages.Told ask anew
 */
var Messages = (() => {
  /** More clues are not asked about at once. */
  const MOST = 60;
  const SHORT = 300;
  const LONG = 2000;
  /** What a value becomes that is not of its type. */
  const MISFIT = Symbol("misfit");

  /** @param {unknown} value @returns {value is object} */
  const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

  /** @param {number} most @returns {Messages.Shape} */
  const text = (most) => (value) => (typeof value === "string" && value.length <= most ? value : MISFIT);
  /** @type {Messages.Shape} */
  const flag = (value) => (typeof value === "boolean" ? value : MISFIT);
  /** @type {Messages.Shape} */
  const instant = (value) => (typeof value === "number" && Number.isFinite(value) ? value : MISFIT);
  /** A word that becomes an attribute or a key. @type {Messages.Shape} */
  const word = (value) => (typeof value === "string" && /^[\w-]{1,80}$/u.test(value) ? value : MISFIT);
  /** @param {string[]} values @returns {Messages.Shape} */
  const either =
    (...values) =>
    (value) =>
      values.includes(/** @type {string} */ (value)) ? value : MISFIT;
  /** @param {Messages.Shape} shape @returns {Messages.Shape} */
  const maybe = (shape) => (value) => (value === null ? null : shape(value));

  /** @param {Messages.Shape} shape @param {number} most @returns {Messages.Shape} */
  const list = (shape, most) => (value) => {
    if (!Array.isArray(value) || value.length > most) return MISFIT;
    const copy = [];
    for (let place = 0; place < value.length; place++) {
      const item = shape(own(value, String(place)));
      if (item === MISFIT) return MISFIT;
      copy.push(item);
    }
    return copy;
  };

  /** An object with just these fields. @param {{ [name: string]: Messages.Shape }} fields @returns {Messages.Shape} */
  const all = (fields) => (value) => {
    const isMore = isObject(value) && Reflect.ownKeys(value).length !== Object.keys(fields).length;
    return isMore ? MISFIT : atLeast(fields)(value);
  };

  /** An object with these fields; others are left out. @param {{ [name: string]: Messages.Shape }} fields @returns {Messages.Shape} */
  const atLeast = (fields) => (value) => {
    if (!isObject(value)) return MISFIT;
    /** @type {{ [name: string]: unknown }} */
    const copy = {};
    for (const [name, shape] of Object.entries(fields)) {
      const field = shape(own(value, name));
      if (field === MISFIT) return MISFIT;
      copy[name] = field;
    }
    return copy;
  };

  /** An own value; what a getter or a prototype would give is not asked for. @param {object} object @param {string} name */
  const own = (object, name) => Object.getOwnPropertyDescriptor(object, name)?.value;

  /** A long structure of our own package, looked at where it is used. @type {Messages.Shape} */
  const packaged = (value) => (isObject(value) ? value : MISFIT);

  const clue = all({
    slug: maybe(text(SHORT)),
    opaque: maybe(text(SHORT)),
    member: maybe(text(SHORT)),
    name: maybe(text(SHORT)),
    how: either("link", "id", "name", "card", "address"),
    own: list(either("slug", "opaque", "member"), 3),
    names: list(text(SHORT), 4),
    marks: list(either("connect", "pending", "received", "withdrawn", "at-once"), 2),
  });
  const face = all({
    words: text(SHORT),
    name: text(LONG),
    tone: word,
    icon: word,
    locale: word,
    direction: either("ltr", "rtl"),
  });
  const owner = all({
    key: text(SHORT),
    face,
    choices: maybe(list(text(SHORT), 2)),
    rests: text(LONG),
  });
  const silence = either("not-chosen", "toolbar", "damaged", "quiet", "paused", "nobody");

  const done = all({});
  const names = ["query", "signals", "owners", "names", "placement", "labels"];
  /** @type {{ [ask: string]: Messages.Shape }} */
  const ANSWERS = {
    begin: all({
      watch: flag,
      rules: maybe(all({ page: packagedWith(names), style: text(100_000) })),
    }),
    whose: all({ silent: maybe(silence), until: maybe(instant), limited: flag, owners: list(maybe(owner), MOST) }),
    advice: maybe(all({ model: packaged, style: text(100_000) })),
    answer: all({ noted: maybe(instant), off: text(LONG) }),
    undo: done,
    confirm: done,
    remind: all({ notifies: flag, when: text(SHORT) }),
    hide: done,
    edit: done,
    notify: done,
  };

  /** @param {string[]} fields @returns {Messages.Shape} */
  function packagedWith(fields) {
    return (value) =>
      isObject(value) && fields.every((name) => typeof own(value, name) === "object") ? value : MISFIT;
  }

  /** A copy of what arrived, by the shape that goes with what was asked; undefined if it does not fit. @param {{ [ask: string]: Messages.Shape }} shapes @param {unknown} ask @param {unknown} value @returns {unknown} */
  function read(shapes, ask, value) {
    const copy = typeof ask === "string" && Object.hasOwn(shapes, ask) ? shapes[ask](value) : MISFIT;
    return copy === MISFIT ? undefined : copy;
  }

  /** The worker's answer to what was asked; undefined if it is none. @param {string} ask @param {unknown} data @returns {unknown} */
  const answer = (ask, data) => read(ANSWERS, ask, data);

  /** A clue that can be asked about, or null. @param {unknown} value @returns {Messages.Clue | null} */
  function clueOf(value) {
    const copy = clue(value);
    return copy === MISFIT ? null : /** @type {Messages.Clue} */ (copy);
  }

  /** Whether the worker tells a page to ask anew. @param {unknown} message */
  const isChange = (message) => isObject(message) && own(message, "tell") === "changed";

  return Object.freeze({
    MOST,
    answer,
    clueOf,
    read,
    isChange,
    own,
    shapes: Object.freeze({ text, flag, instant, word, either, maybe, list, all, atLeast, clue, MISFIT }),
  });
})();
globalThis.Messages = Messages;
