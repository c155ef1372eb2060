// @ts-check
"use strict";

/**
 * Form fields made from facts: the bundle says what is asked, with which words and choices. No fact is known by name.
 */
const Form = (() => {
  /**
   * The facts that a form asks about somebody or something.
   * @param {"me" | "application" | "person"} whose
   */
  const asked = (whose) => CORE.facts.filter((f) => f.whose === whose && f.asked !== "never" && !f.reads);

  /** Whether some clock reads when this was answered, so that the date matters. @param {Bundle.Fact} fact */
  const dated = (fact) =>
    fact.countsSince !== undefined || CORE.facts.some((f) => f.reads?.event === fact.id && f.kind === "number");

  /**
   * A field for `fact` with the answer given so far, and how to read it: the answer, or null for none.
   * @param {Bundle.Fact} fact @param {any} text @param {{ [name: string]: string }} values @param {Situation.Answer | undefined} answer
   * @returns {{ id: string, element: HTMLElement, read: () => Situation.Answer | null }}
   */
  function field(fact, text, values, answer) {
    const words = text.facts[fact.id];
    const label = Words.fill(words.ask ?? words.says, values);
    const input =
      fact.kind === "date"
        ? Ui.make("input", { type: "date", value: answer?.value ?? "" })
        : fact.values
          ? choice(fact, words, values, answer)
          : Ui.make("input", { type: "number", min: "0", step: "any", value: answer?.value ?? "" });
    input.setAttribute("name", fact.id);
    const hint = words.help ? Ui.make("span", { className: "hint" }, Words.fill(words.help, values)) : null;
    const element = Ui.make("div", { className: "field" }, Ui.make("label", {}, label, input, hint));
    const when = fact.kind !== "date" && dated(fact) ? whenField(text, answer, /** @type {any} */ (input), fact) : null;
    if (when) element.append(when.element);
    return {
      id: fact.id,
      element,
      read() {
        const { value } = /** @type {any} */ (input);
        if (value === "") return null;
        if (answer && answer.value === value && !when?.changed()) return answer;
        return { value, at: when?.read() ?? new Date(Date.now()).toISOString() };
      },
    };
  }

  /** @param {Bundle.Fact} fact @param {any} words @param {{ [name: string]: string }} values @param {Situation.Answer | undefined} answer */
  function choice(fact, words, values, answer) {
    const options = fact.values.map((/** @type {string} */ value) =>
      Ui.make("option", { value }, Words.fill(words.values[value], values)),
    );
    const select = /** @type {HTMLSelectElement} */ (
      Ui.make("select", {}, Ui.make("option", { value: "" }, "–"), ...options)
    );
    select.value = answer?.value ?? "";
    return select;
  }

  /** When it happened; today if left alone. @param {any} text @param {Situation.Answer | undefined} answer @param {HTMLSelectElement} input @param {Bundle.Fact} fact */
  function whenField(text, answer, input, fact) {
    const day = answer
      ? Temporal.Instant.from(answer.at).toZonedDateTimeISO(Temporal.Now.timeZoneId()).toPlainDate().toString()
      : "";
    const date = /** @type {HTMLInputElement} */ (
      Ui.make("input", { type: "date", value: day, name: `${fact.id}-when` })
    );
    const element = Ui.make("label", { className: "when" }, Ui.word(text, "form-when"), date);
    const show = () => {
      element.hidden = input.value === "" || input.value === fact.unknown;
    };
    input.addEventListener("change", show);
    show();
    return {
      element,
      changed: () => date.value !== day,
      read: () => {
        if (date.value === "" || date.value === today()) return new Date(Date.now()).toISOString();
        // A day without its hour counts from noon, so that it is surely after a meeting of the morning or the day before.
        return Temporal.PlainDate.from(date.value)
          .toZonedDateTime({ timeZone: Temporal.Now.timeZoneId(), plainTime: "12:00" })
          .toInstant()
          .toString();
      },
    };
  }

  const today = () =>
    Temporal.Instant.fromEpochMilliseconds(Date.now())
      .toZonedDateTimeISO(Temporal.Now.timeZoneId())
      .toPlainDate()
      .toString();

  /** What fields say, by fact. @param {ReturnType<typeof field>[]} fields @returns {Situation.Answers} */
  function answers(fields) {
    /** @type {Situation.Answers} */
    const found = {};
    for (const { id, read } of fields) {
      const answer = read();
      if (answer) found[id] = answer;
    }
    return found;
  }

  return Object.freeze({ asked, field, answers });
})();
