"""Answers: what the diagram says of one situation, of a person at an instant, and of the weeks to come."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from .diagram import Leaf
from .proofs import Proved
from .records import Application, Person, Reading, Records, Situation, applications_of
from .rules import Rule

HORIZON = timedelta(days=28)
"""How far a timeline looks ahead."""
TICK = timedelta(milliseconds=1)
"""The clock's grain: a threshold's own instant may be answered otherwise than the moment after it."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The answer to one situation. `verdict` is empty in a contradiction, whose declaration is then `rule`.

    `also` are further adjustments that apply, shown as tips. `path` are the facts that were read on the way, `assumed`
    those of them that nobody answered, and `situation` the cells of all.
    """

    verdict: str
    rule: Rule
    adjustment: Rule | None
    also: tuple[Rule, ...]
    tips: tuple[Rule, ...]
    path: tuple[str, ...]
    assumed: tuple[str, ...]
    application: Application | None = None
    situation: Mapping[str, int] = field(default_factory=dict)

    @property
    def contradiction(self) -> bool:
        return not self.verdict

    @property
    def until(self) -> Rule | None:
        """The rule whose `until` holds; an adjusted answer has none."""
        return self.rule if "until" in self.rule.texts and self.adjustment is None else None


@dataclass(frozen=True, slots=True)
class Step:
    """From this instant on the outcome is this one."""

    at: datetime
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class _Found:
    """Where the diagram ends for one situation. `Outcome` says the same in full, at some cost."""

    leaf: Leaf
    path: tuple[str, ...]
    situation: Mapping[str, int]
    assumed: Collection[str] = ()
    application: Application | None = None


def decide(proved: Proved, situation: Mapping[str, int], assumed: Collection[str] = ()) -> Outcome:
    """The outcome for a situation over base facts, some of which are only `assumed`."""
    return _in_full(proved, _find(proved, situation, assumed))


def _find(
    proved: Proved, situation: Mapping[str, int], assumed: Collection[str], application: Application | None = None
) -> _Found:
    leaf, path = proved.diagram.walk(situation)
    return _Found(leaf, tuple(path), situation, assumed, application)


def _verdict(proved: Proved, leaf: Leaf) -> str:
    """The verdict at `leaf`, empty in a contradiction."""
    rule = proved.rule(leaf)
    assert rule is not None
    if proved.impossible(leaf):
        return ""
    return proved.rule_set.into if proved.adjustment(leaf) else rule.outcome


def _in_full(proved: Proved, found: _Found) -> Outcome:
    rule, adjustment = proved.rule(found.leaf), proved.adjustment(found.leaf)
    assert rule is not None
    verdict = _verdict(proved, found.leaf)
    full = with_derived(proved, found.situation, verdict)
    others = [other for other in proved.rule_set.adjustments if other is not adjustment] if adjustment else []
    return Outcome(
        verdict,
        rule,
        adjustment,
        tuple(other for other in others if applies(proved, other, full)),
        tuple(tip for tip in proved.rule_set.tips if applies(proved, tip, full)) if verdict else (),
        found.path,
        tuple(fact for fact in found.path if fact in found.assumed),
        found.application,
        found.situation,
    )


def with_derived(proved: Proved, situation: Mapping[str, int], verdict: str = "") -> Situation:
    """`situation` with the cells of derived facts, and of the verdict where there is one."""
    full = dict(situation)
    for name, decision in proved.rule_set.derivations.items():
        winner = next((rule for rule in decision.rules if applies(proved, rule, full)), None)
        if winner is not None:
            full[name] = proved.rule_set.derived[name].values.index(winner.outcome)
    if verdict:
        full["verdict"] = list(proved.rule_set.verdicts).index(verdict)
    return full


def applies(proved: Proved, rule: Rule, situation: Mapping[str, int]) -> bool:
    """Whether the condition of `rule` holds. A derived fact without a value meets no condition."""
    return all(
        test.fact in situation and proved.space.mask(test.fact, test.condition) >> situation[test.fact] & 1
        for test in rule.when
    )


def outcome_at(proved: Proved, records: Records, person: Person, now: datetime, page: tuple[str, ...] = ()) -> Outcome:
    """The answer for a person at an instant. Of several live applications the most careful answer is taken.

    A contradiction in any of them comes before every verdict.
    """
    return _in_full(proved, _most_careful(proved, _readings(proved, records, person, page), records, person, now))


def _readings(proved: Proved, records: Records, person: Person, page: tuple[str, ...]) -> dict[str, Reading]:
    """The reading of each application that a person is in, by its id; of none by the empty id."""
    entered: list[Application | None] = [*applications_of(records, person)]
    return {
        application.id if application else "": Reading(
            proved.rule_set, proved.space, records, person, application, page
        )
        for application in entered or [None]
    }


def _most_careful(
    proved: Proved, readings: Mapping[str, Reading], records: Records, person: Person, now: datetime
) -> _Found:
    best: _Found | None = None
    most = -1
    for application in live_applications(proved, records, person, now) or [None]:
        situation, assumed = readings[application.id if application else ""].at(now)
        found = _find(proved, situation, assumed, application)
        verdict = _verdict(proved, found.leaf)
        if not verdict:
            return found
        care = proved.rule_set.verdicts[verdict].care
        if care > most:
            best, most = found, care
    assert best is not None
    return best


def live_applications(proved: Proved, records: Records, person: Person, now: datetime) -> list[Application | None]:
    """A person's applications that are not over; if all are, the one that ended last."""
    closing = [fact for fact in proved.rule_set.facts.values() if fact.closes]

    def ended(application: Application) -> datetime | None:
        answers = [
            application.answers[fact.id]
            for fact in closing
            if fact.id in application.answers
            and application.answers[fact.id].value in fact.closes
            and application.answers[fact.id].at <= now
        ]
        return max((answer.at for answer in answers), default=None)

    entered = applications_of(records, person)
    live: list[Application | None] = [application for application in entered if ended(application) is None]
    if live or not entered:
        return live
    return [max(entered, key=lambda application: ended(application) or now)]


def timeline(proved: Proved, records: Records, person: Person, now: datetime, page: tuple[str, ...] = ()) -> list[Step]:
    """The outcome now and each time it changes by the clock alone within `HORIZON`; neighbours differ."""
    readings = _readings(proved, records, person, page)
    instants = {now}
    for reading in readings.values():
        for point in reading.turning_points():
            instants.update(instant for instant in (point, point + TICK) if now < instant <= now + HORIZON)
    steps: list[Step] = []
    last: _Found | None = None
    for instant in sorted(instants):
        found = _most_careful(proved, readings, records, person, instant)
        if last is None or (found.leaf, found.application) != (last.leaf, last.application):
            steps.append(Step(instant, _in_full(proved, found)))
        last = found
    return steps


def next_verdict(steps: list[Step]) -> Step | None:
    """The first step to another verdict than the present one."""
    return next((step for step in steps if step.outcome.verdict != steps[0].outcome.verdict), None)
