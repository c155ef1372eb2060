// @ts-check
"use strict";

/**
 * What an answer would change: the diagram is walked with one answer otherwise, everything else as it is. Pure.
 */
const Foresee = (() => {
  /**
   * The records as if `fact` had just been answered so, and the person in them.
   * @param {Situation.Records} records @param {Situation.Person} person @param {Situation.Application | null} application
   * @param {Bundle.Fact} fact @param {string} value @param {number} now
   */
  function supposing(records, person, application, fact, value, now) {
    const added = { [fact.id]: { value, at: new Date(now).toISOString() } };
    if (fact.whose === "me") return { records: { ...records, me: { ...records.me, ...added } }, person };
    if (fact.whose === "person") {
      const changed = { ...person, answers: { ...person.answers, ...added } };
      return { records: { ...records, people: { ...records.people, [person.id]: changed } }, person: changed };
    }
    if (!application) return { records, person };
    const changed = { ...application, answers: { ...application.answers, ...added } };
    return { records: { ...records, applications: { ...records.applications, [application.id]: changed } }, person };
  }

  /**
   * Each event that would bring another verdict now, one fact at a time.
   * @param {Bundle.Core} core @param {Situation.Records} records @param {Situation.Person} person @param {number} now @param {string[]} page
   * @returns {{ fact: string, value: string, verdict: string }[]}
   */
  function events(core, records, person, now, page = []) {
    const present = Timeline.at(core, records, person, now, page);
    const found = [];
    for (const id of core.cards.whatIf) {
      const fact = Situation.factOf(core, id);
      if (fact.whose === "application" && !present.application) continue;
      const place = core.facts.indexOf(fact);
      for (const value of fact.values) {
        if (present.cellAt(place) === fact.values.indexOf(value)) continue;
        const then = supposing(records, person, present.application, fact, value, now);
        const { verdict, contradiction } = Timeline.at(core, then.records, then.person, now, page);
        if (!contradiction && verdict !== present.verdict) found.push({ fact: id, value, verdict });
      }
    }
    return found;
  }

  /**
   * Whether some answer to a fact would change a person's verdict now or within the timeline's reach.
   * @param {Bundle.Core} core @param {Situation.Records} records @param {Situation.Person} person
   * @param {Situation.Application | null} application @param {Bundle.Fact} fact @param {number} now
   */
  function matters(core, records, person, application, fact, now) {
    if (!fact.values) return true;
    const [first, ...others] = fact.values.map((value) => {
      const then = supposing(records, person, application, fact, value, now);
      return Timeline.steps(core, then.records, then.person, now)
        .map(({ at, answer }) => `${at} ${answer.verdict}`)
        .join();
    });
    return others.some((other) => other !== first);
  }

  /**
   * What is expected of the person and only assumed undone, as far as an answer rests on it: facts that are to be done
   * anew after each meeting, and whose other answers would change the verdict.
   * @param {Bundle.Core} core @param {Timeline.Answer} answer
   */
  function restsOn(core, answer) {
    return answer.assumed.filter((id) => {
      const fact = Situation.factOf(core, id);
      if (!fact.countsSince) return false;
      const place = core.facts.indexOf(fact);
      return fact.values.some((_, cell) => {
        const then = (/** @type {number} */ other) => (other === place ? cell : answer.cellAt(other));
        return core.outcomes[Decide.walk(core.diagram, then)].verdict !== outcomeVerdict(core, answer);
      });
    });
  }

  /** @param {Bundle.Core} core @param {Timeline.Answer} answer */
  const outcomeVerdict = (core, answer) => core.outcomes[Decide.walk(core.diagram, answer.cellAt)].verdict;

  return Object.freeze({ events, matters, restsOn });
})();
