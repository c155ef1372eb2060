/**
 * What the worker hears: the questions of LinkedIn's page and of our own pages, copied field by field. shared/messages.js has
 * their types; whatever fits none of them is no question.
 */

import "../shared/messages.js";

const { Messages } = globalThis;
const { text, flag, instant, word, either, list, all, clue, MISFIT } = Messages.shapes;
const { MOST, own } = Messages;
const SHORT = 300;
const LONG = 2000;

const stage = either("none", "chips", "press", "tip");

/** An answer; given once more, with what it called off held, it says under which instant it was noted. @param {{ [name: string]: Messages.Shape }} fields @returns {Messages.Shape} */
const answered = (fields) => (value) => {
  const first = all(fields)(value);
  return first === MISFIT ? all({ ...fields, held: instant })(value) : first;
};

/** Questions, given how it is said whom they are about. @param {{ [name: string]: Messages.Shape }} whom @returns {{ [ask: string]: Messages.Shape }} */
const about = (whom) => ({
  answer: answered({ ask: word, ...whom, application: text(SHORT), fact: text(SHORT), value: text(SHORT) }),
  undo: all({ ask: word, ...whom, at: instant }),
  remind: all({ ask: word, ...whom, on: flag }),
  hide: all({ ask: word, ...whom, signature: text(LONG) }),
  edit: all({ ask: word, ...whom }),
  notify: all({ ask: word }),
});
const OF_PAGES = {
  begin: all({ ask: word, rules: either("none", "to-watch", "to-check") }),
  whose: all({ ask: word, clues: list(clue, MOST), rested: instant, has: stage }),
  advice: all({ ask: word, clue, has: stage }),
  confirm: all({ ask: word, clue, same: flag }),
  ...about({ clue, person: text(SHORT) }),
};
/** Our own pages know whom they speak of. */
const OF_OURS = about({ person: text(SHORT) });

/**
 * A question of LinkedIn's page, or of one of our own; undefined if it is none.
 * @param {unknown} message @param {boolean} ours @returns {Messages.Question | Messages.OurQuestion | undefined}
 */
export const question = (message, ours) =>
  /** @type {Messages.Question | undefined} */ (
    typeof message === "object" && message !== null
      ? Messages.read(ours ? OF_OURS : OF_PAGES, own(message, "ask"), message)
      : undefined
  );
