"""Answers: what the diagram says of one situation, of a person at an instant, and of the weeks to come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

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


def decide(proved: Proved, situation: Mapping[str, int], assumed: set[str] | None = None) -> Outcome:
    """The outcome for a situation over base facts."""
    leaf, path = proved.diagram.walk(situation)
    rule = proved.rule(leaf)
    assert rule is not None
    adjustment = proved.adjustment(leaf)
    verdict = "" if proved.impossible(leaf) else proved.rule_set.into if adjustment else rule.outcome
    full = with_derived(proved, situation, verdict)
    also = (
        ()
        if adjustment is None
        else tuple(
            other for other in proved.rule_set.adjustments if other is not adjustment and applies(proved, other, full)
        )
    )
    tips = () if not verdict else tuple(tip for tip in proved.rule_set.tips if applies(proved, tip, full))
    return Outcome(
        verdict,
        rule,
        adjustment,
        also,
        tips,
        tuple(path),
        tuple(fact for fact in path if fact in (assumed or ())),
        situation=situation,
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
    return _outcome_at(proved, _readings(proved, records, person, page), records, person, now)


def _readings(proved: Proved, records: Records, person: Person, page: tuple[str, ...]) -> dict[str, Reading]:
    """The reading of each application that a person is in, by its id; of none by the empty id."""
    entered: list[Application | None] = [*applications_of(records, person)]
    return {
        application.id if application else "": Reading(
            proved.rule_set, proved.space, records, person, application, page
        )
        for application in entered or [None]
    }


def _outcome_at(
    proved: Proved, readings: Mapping[str, Reading], records: Records, person: Person, now: datetime
) -> Outcome:
    care = {verdict.id: verdict.care for verdict in proved.rule_set.verdicts.values()}
    best: Outcome | None = None
    for application in live_applications(proved, records, person, now) or [None]:
        situation, assumed = readings[application.id if application else ""].at(now)
        found = replace(decide(proved, situation, assumed), application=application)
        if found.contradiction:
            return found
        if best is None or care[found.verdict] > care[best.verdict]:
            best = found
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
    for instant in sorted(instants):
        outcome = _outcome_at(proved, readings, records, person, instant)
        if not steps or _differ(steps[-1].outcome, outcome):
            steps.append(Step(instant, outcome))
    return steps


def _differ(one: Outcome, other: Outcome) -> bool:
    return (one.rule.id, one.adjustment, one.verdict, one.application) != (
        other.rule.id,
        other.adjustment,
        other.verdict,
        other.application,
    )


def next_verdict(steps: list[Step]) -> Step | None:
    """The first step to another verdict than the present one."""
    return next((step for step in steps if step.outcome.verdict != steps[0].outcome.verdict), None)
