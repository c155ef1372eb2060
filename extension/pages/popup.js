// @ts-check
"use strict";

// The toolbar's window: who is entered, with their present advice, those first whose advice changes first.
(async () => {
  const { settings, records, problems } = await Store.load();
  const text = await Texts.text(settings.locale);
  const locale = Words.locale(CORE, settings.locale);
  const now = Date.now();
  Ui.say(text);

  showProblems();
  Ui.byId("choose").hidden = settings.place !== undefined;
  const people = Object.values(records.people)
    .map(withAdvice)
    .sort((a, b) => a.changes - b.changes);
  Ui.byId("people").replaceChildren(...people.map(({ row }) => row));
  Ui.byId("nobody").hidden = people.length > 0;

  function showProblems() {
    const box = Ui.byId("problems");
    box.hidden = problems.length === 0;
    if (problems.length === 0) return;
    box.append(
      Ui.make("strong", {}, Ui.word(text, "problem-title")),
      Ui.make(
        "ul",
        {},
        ...problems.map(({ key, reason }) => Ui.make("li", {}, `${key}: ${Ui.word(text, `problem-${reason}`)}`)),
      ),
      Ui.make("p", {}, Ui.word(text, "problem-kept")),
    );
  }

  /** @param {Situation.Person} person */
  function withAdvice(person) {
    const steps = Timeline.steps(CORE, records, person, now);
    const next = Timeline.nextVerdict(steps);
    const { answer } = steps[0];
    const face = Chip.face(CORE, locale, person, steps, now, records.zone);
    const name = Ui.make(
      "a",
      { className: "name", href: `person.html#person=${encodeURIComponent(person.id)}`, target: "_blank" },
      person.name,
    );
    const about = Ui.make("span", { className: "about" }, aboutLine(answer, next));
    const advice = face
      ? Ui.pill(face)
      : Ui.make("span", { className: "problem" }, Ui.word(text, "popup-contradiction"));
    return { row: Ui.make("li", {}, name, advice, about), changes: next?.at ?? Infinity };
  }

  /** @param {Timeline.Answer} answer @param {Timeline.Step | null} next */
  function aboutLine(answer, next) {
    if (answer.contradiction) return Words.fill(text.impossible[answer.contradiction].because);
    const company = answer.application?.company ?? "";
    const words = answer.adjustment ? text.adjustments[answer.adjustment].headline : text.rules[answer.rule].headline;
    const change =
      next && answer.until !== "event"
        ? ` ${Ui.word(text, "tip-next", {
            day: Words.moment(next.at, locale, records.zone),
            answer: Words.fill(text.verdicts[next.answer.verdict]?.inline),
          })}`
        : "";
    return `${company ? `${company}. ` : ""}${Words.fill(words)}.${change}`;
  }
})();
