// What the engine answers in each case, in the words that the compiler's side is put into. Read by the test in node and,
// as text, by the one in a browser.
export default function answersOf({ Timeline, Decide, Foresee }, core, cases) {
  return cases.map(({ records, person, now, page, steps }) => {
    const who = records.people[person];
    const outcome = Timeline.at(core, records, who, now, page);
    const { cellAt, verdict } = outcome;
    const further = outcome.adjustment ? Decide.applying(core, core.adjustments, cellAt, verdict) : [];
    const step = ({ at, outcome: found }) => [at, found.verdict, found.rule, found.adjustment ?? "", found.application?.id ?? ""];
    const asked = ({ fact, application }) => [fact, application?.id ?? ""];
    return {
      cells: Object.fromEntries(core.facts.map((fact, place) => [fact.id, cellAt(place)]).filter(([, cell]) => cell >= 0)),
      verdict,
      rule: outcome.rule,
      adjustment: outcome.adjustment ?? "",
      contradiction: outcome.contradiction ?? "",
      application: outcome.application?.id ?? "",
      until: outcome.until ?? "",
      assumed: outcome.assumed,
      also: further.filter((id) => id !== outcome.adjustment),
      tips: outcome.contradiction ? [] : Decide.applying(core, core.tips, cellAt, verdict),
      steps: steps ? Timeline.steps(core, records, who, now, page).map(step) : [],
      questions: steps ? Foresee.questions(core, records, who, now, page).map(asked) : [],
    };
  });
}
