// @ts-check
"use strict";

/**
 * What the worker says for a tip, copied field by field: an answer that is not of this type shows nothing.
 *
 * @typedef {import("../../engine/advice/advice.js").Model} Model.Advice
 */
const Model = (() => {
  const { text, flag, instant, maybe, list, all, atLeast, MISFIT } = Messages.shapes;
  const short = text(300);
  const long = text(5000);
  const SOME = 60;
  /** Texts of the interface by their keys. @type {Messages.Shape} */
  const words = (value) => {
    const keys = Object.keys(Object(value));
    return keys.length > 200 ? MISFIT : all(Object.fromEntries(keys.map((key) => [key, text(2000)])))(value);
  };
  const look = { tone: short, icon: short };
  const question = atLeast({
    fact: short,
    application: short,
    ask: long,
    help: long,
    choices: list(atLeast({ value: short, label: short }), SOME),
  });
  const sooner = atLeast({
    label: short,
    choices: list(atLeast({ fact: short, application: short, value: short, label: short, pressed: flag }), SOME),
  });
  const source = atLeast({ title: long, url: long, where: long, claims: list(long, SOME) });
  const why = atLeast({
    reasons: list(long, SOME),
    gain: long,
    risk: long,
    assumed: list(long, SOME),
    tips: list(long, SOME),
    agreement: long,
    sources: atLeast({ label: long, list: list(source, SOME) }),
  });
  const part = atLeast({ ...look, share: instant, hatched: flag, when: short, verdict: short, rests: long });
  const model = atLeast({
    ...look,
    person: short,
    name: text(600),
    locale: short,
    direction: short,
    who: text(1200),
    title: text(1200),
    words,
    signature: text(2000),
    contradiction: maybe(atLeast({ because: long, entries: list(long, SOME) })),
    verdict: short,
    headline: long,
    change: long,
    do: long,
    further: list(long, SOME),
    sooner: maybe(sooner),
    remember: maybe(atLeast({ fact: short, value: short, label: long })),
    question: maybe(question),
    note: list(atLeast({ text: long, left: short }), 2),
    email: maybe(atLeast({ subject: long, body: long })),
    why,
    strip: atLeast({ parts: list(part, 200), end: long }),
    events: list(
      atLeast({
        ...look,
        event: long,
        verdict: short,
        happens: maybe(atLeast({ fact: short, value: short, application: short })),
      }),
      SOME,
    ),
    reminder: atLeast({ possible: flag, set: short }),
    hidden: flag,
  });

  /** What a tip says; null if it says nothing of the kind. @param {unknown} value @returns {Model.Advice | null} */
  function read(value) {
    const copy = model(value);
    return copy === MISFIT ? null : /** @type {Model.Advice} */ (copy);
  }

  return Object.freeze({ read });
})();
