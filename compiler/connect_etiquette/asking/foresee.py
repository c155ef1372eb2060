"""What a user would be asked next, and why: the facts whose answer is missing and would change the verdict.

This is the same choice that `extension/engine/decision/foresee.js` makes in the browser; the parity test holds
the two together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from ..answers import (
    Answer,
    Application,
    InstantSituation,
    Outcome,
    Person,
    Reading,
    Records,
    Step,
    decide,
    live,
    most_careful,
    next_verdict,
    outcome_at,
    readings_of,
    timeline,
)
from ..language import Fact, Rule
from ..proof import Proved


@dataclass(frozen=True, slots=True)
class Effect:
    """What one answer would bring: the value, and the outcome that it leads to."""

    value: str
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Question:
    """A fact to be asked about, and in which application. `effects` are the answers that would change the verdict of
    `outcome`, which holds `at` an instant; None where no clock is known."""

    fact: Fact
    application: Application | None
    outcome: Outcome
    effects: tuple[Effect, ...]
    at: datetime | None = None


def questions(
    proved: Proved, records: Records, person: Person, now: datetime, page: tuple[str, ...] = ()
) -> list[Question]:
    """Whatever would be asked of somebody's records, first what the winning rule asks; now or at the next change."""
    steps = timeline(proved, records, person, now, page)
    readings = readings_of(proved, records, person, now, page)
    later = steps[1] if len(steps) > 1 else steps[0]
    has_met = any(event.at <= now for event in readings[0].events("meeting-start"))
    instants = {step.at: step for step in (steps[0], later, next_verdict(steps) or steps[0])}
    found: list[Question] = []
    for step in instants.values():
        for fact, application in _candidates(proved, readings, step):
            if fact.asked_at and steps[0].outcome.verdict not in fact.asked_at:
                continue
            if _is_after_meeting(proved, fact) and not has_met:
                continue
            known = any(one.fact is fact and one.application is application for one in found)
            if known or (fact.whose == "application" and application is None):
                continue
            effects = []
            for value in fact.values:
                then, whom = _supposing(records, person, application, fact, value, now)
                outcome = most_careful(proved, readings_of(proved, then, whom, now, page), step.at)
                if outcome.verdict != step.outcome.verdict:
                    effects.append(Effect(value, outcome))
            if effects:
                found.append(Question(fact, application, step.outcome, tuple(effects), step.at))
    return found


def _is_after_meeting(proved: Proved, fact: Fact) -> bool:
    """Whether a fact is asked about everybody who was in a round: of whom nobody has met it is no question."""
    cards = proved.rule_set.documents.get("cards.yaml")
    return fact.whose == "person" and cards is not None and fact.id in cards.get("after-round", ())


def _has_met(proved: Proved, situation: Mapping[str, int]) -> bool:
    """Whether a situation that is given by its facts alone can be one after a meeting."""
    since = [
        fact.id
        for fact in proved.rule_set.facts.values()
        if fact.reads is not None and fact.reads.how == "since" and fact.reads.event in ("meeting-start", "meeting-end")
    ]
    return not since or any(situation.get(name) != proved.space.place(name, "never") for name in since)


def _candidates(proved: Proved, readings: list[Reading], step: Step) -> Iterator[tuple[Fact, Application | None]]:
    """What may be asked at a step: in the application that the outcome comes from, then in the other live ones."""
    now = step.outcome
    others = [
        _outcome_of(proved, reading, step.at)
        for reading in live(proved, readings, step.at)
        if reading.application is not now.application
    ]
    for one in (now, *others):
        for fact in _asked(proved, one):
            # What is asked of the person or about me is asked once, whatever the application.
            yield fact, one.application if fact.whose == "application" else now.application


def _outcome_of(proved: Proved, reading: Reading, at: datetime) -> Outcome:
    situation = reading.at(at)
    return replace(decide(proved, situation, situation.assumed), application=reading.application)


def _asked(proved: Proved, outcome: Outcome) -> Iterator[Fact]:
    """The facts behind an outcome that are asked when it matters: those of its rule that are open, then what was only
    assumed on the way, then what the clock would count from if it were said."""
    facts = proved.rule_set.facts
    own = [] if outcome.contradiction else [test.fact for test in outcome.rule.when if test.fact in facts]
    opened = [name for name in own if name in outcome.assumed or _stays_open(proved, outcome, facts[name])]
    for name in (*opened, *outcome.assumed, *_counted_from(proved, outcome)):
        if facts[name].asked == "when-it-matters" and facts[name].values:
            yield facts[name]


def _counted_from(proved: Proved, outcome: Outcome) -> Iterator[str]:
    """The facts from whose answers the clock facts on the way to an outcome count, as far as these are missing."""
    facts, situation = proved.rule_set.facts, outcome.situation
    for reads in (facts[name].reads for name in outcome.path):
        if isinstance(situation, InstantSituation) and reads is not None and reads.how in ("since", "until"):
            fact = facts.get(reads.event)
            # Whether it is only assumed shows when it is read.
            if fact is not None and fact.values and situation[fact.id] >= 0 and fact.id in situation.assumed:
                yield fact.id


def _stays_open(proved: Proved, outcome: Outcome, fact: Fact) -> bool:
    """Whether what was answered may soon be otherwise, such as “not yet”."""
    return bool(fact.stays_open) and fact.values[outcome.situation[fact.id]] in fact.stays_open


def _supposing(
    records: Records, person: Person, application: Application | None, fact: Fact, value: str, now: datetime
) -> tuple[Records, Person]:
    """The records as if `fact` had just been answered so, and the person in them."""
    added: Mapping[str, Answer] = {fact.id: Answer(value, now)}
    if fact.whose == "me":
        return replace(records, me={**records.me, **added}), person
    if fact.whose == "person":
        changed = replace(person, answers={**person.answers, **added})
        return replace(records, people={**records.people, person.id: changed}), changed
    if application is None:
        return records, person
    told = replace(application, answers={**application.answers, **added})
    return replace(records, applications={**records.applications, application.id: told}), person


def questions_of_facts(proved: Proved, outcome: Outcome) -> list[Question]:
    """The same of a situation that is given by its facts alone: what would be asked there, now."""
    base = {fact: outcome.situation[fact] for fact in proved.space.facts}
    found: list[Question] = []
    for fact in _asked(proved, outcome):
        asked = any(question.fact is fact for question in found)
        if asked or (fact.asked_at and outcome.verdict not in fact.asked_at):
            continue
        if _is_after_meeting(proved, fact) and not _has_met(proved, base):
            continue
        others = [(value, decide(proved, {**base, fact.id: cell})) for cell, value in enumerate(fact.values)]
        effects = tuple(Effect(value, other) for value, other in others if other.verdict != outcome.verdict)
        if effects:
            found.append(Question(fact, None, outcome, effects))
    return found


@dataclass(frozen=True, slots=True)
class Turn:
    """What ends the present verdict: the rule whose event does, if one does, and the step that the clock brings; with
    `then` the clock comes after the event, else without it."""

    until: Rule | None
    next: Step | None
    then: bool


def next_turn(proved: Proved, records: Records, person: Person, steps: list[Step]) -> Turn:
    """What a tip says of the change of its verdict, which may be nothing."""
    following = next_verdict(steps)
    last = steps[0].outcome if following else steps[-1].outcome
    until = last.until if last.until is not None and not last.until.waits_for_clock else None
    same = steps[: steps.index(following)] if following else steps
    goes_on = any(step.outcome.rule.id != steps[0].outcome.rule.id for step in same)
    return Turn(until, following, goes_on and not _rests_on_deeds(proved, records, person, steps[0]))


def _rests_on_deeds(proved: Proved, records: Records, person: Person, step: Step) -> bool:
    """Whether the verdict rests on what is to be done anew after each meeting, and is not done as far as is known."""
    for fact in proved.rule_set.facts.values():
        is_open = fact.id in step.outcome.assumed or _stays_open(proved, step.outcome, fact)
        for value in fact.values if fact.counts_since and is_open else ():
            then, whom = _supposing(records, person, step.outcome.application, fact, value, step.at)
            if outcome_at(proved, then, whom, step.at).verdict != step.outcome.verdict:
                return True
    return False
