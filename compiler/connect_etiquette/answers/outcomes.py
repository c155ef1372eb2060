"""Answers: what the diagram says of one situation, of a person at an instant, and of the weeks to come."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from ..language import Rule
from ..proof import Proved
from .records import Application, InstantSituation, Person, Reading, Records, Situation, applications_of, since

HORIZON = timedelta(days=28)
"""How far a timeline looks ahead."""
TICK = timedelta(milliseconds=1)
"""The clock's grain: a threshold's own instant may have another outcome than the moment after it."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The outcome of one situation. `verdict` is empty in a contradiction, whose declaration is then `rule`.

    `path` are the facts that were read on the way, and `assumed` those of them that nobody answered.
    """

    verdict: str
    rule: Rule
    adjustment: Rule | None
    path: tuple[str, ...]
    assumed: tuple[str, ...]
    situation: Mapping[str, int]
    application: Application | None = None

    @property
    def contradiction(self) -> bool:
        return not self.verdict

    @property
    def until(self) -> Rule | None:
        """The rule whose `until` holds; an adjusted outcome has none."""
        return self.rule if "until" in self.rule.texts and self.adjustment is None else None


@dataclass(frozen=True, slots=True)
class Step:
    """From this instant on the outcome is this one."""

    at: datetime
    outcome: Outcome


def decide(proved: Proved, situation: Mapping[str, int], assumed: Collection[str] = ()) -> Outcome:
    """The outcome for a situation over base facts."""
    leaf, path = proved.diagram.walk(situation)
    rule = proved.rule(leaf)
    assert rule is not None
    adjustment = proved.adjustment(leaf)
    verdict = "" if proved.impossible(leaf) else proved.rule_set.into if adjustment else rule.outcome
    return Outcome(verdict, rule, adjustment, tuple(path), tuple(fact for fact in path if fact in assumed), situation)


def tips(proved: Proved, outcome: Outcome) -> tuple[Rule, ...]:
    """What to say beside an outcome: further adjustments that apply, then the tips that do. None in a contradiction."""
    if outcome.contradiction:
        return ()
    full = with_derived(proved, outcome.situation, outcome.verdict)
    further = proved.rule_set.adjustments if outcome.adjustment else ()
    candidates = (*(rule for rule in further if rule is not outcome.adjustment), *proved.rule_set.tips)
    return tuple(rule for rule in candidates if applies(proved, rule, full))


def with_derived(proved: Proved, situation: Mapping[str, int], verdict: str = "") -> Situation:
    """`situation` with the cells of derived facts, and of the verdict where there is one."""
    full = situation.complete() if isinstance(situation, InstantSituation) else dict(situation)
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
    """The outcome for a person at an instant. Of several live applications the most careful outcome is taken.

    A contradiction in any of them comes before every verdict.
    """
    return most_careful(proved, readings_of(proved, records, person, now, page), now)


def readings_of(
    proved: Proved, records: Records, person: Person, now: datetime, page: tuple[str, ...] = ()
) -> list[Reading]:
    """How the person is read at `now` in each of their applications; in none, if they have none."""
    entered: list[Application | None] = [*applications_of(records, person)]
    return [
        Reading(proved.rule_set, proved.space, records, person, application, now, page)
        for application in entered or [None]
    ]


def most_careful(proved: Proved, readings: list[Reading], now: datetime) -> Outcome:
    """The most careful outcome.

    Where several are as careful, that of the application whose own event, of those that it rests on, comes next; if
    none is ahead, the one with the latest. Then the one whose id comes first, so that no order of entries tells.
    """
    found: list[tuple[Reading, Outcome]] = []
    for reading in live(proved, readings, now):
        situation = reading.at(now)
        outcome = replace(decide(proved, situation, situation.assumed), application=reading.application)
        if outcome.contradiction:
            return outcome
        found.append((reading, outcome))
    most = max(proved.rule_set.verdicts[outcome.verdict].care for _, outcome in found)
    careful = [(r, outcome) for r, outcome in found if proved.rule_set.verdicts[outcome.verdict].care == most]
    if len(careful) == 1:
        return careful[0][1]
    return min(
        careful,
        key=lambda pair: (pair[0].turn(pair[1].path, now), pair[0].application.id if pair[0].application else ""),
    )[1]


def live(proved: Proved, readings: list[Reading], now: datetime) -> list[Reading]:
    """The readings in applications that are not over; if all are, the one that ended last."""
    if readings:
        readings[0].records.spend(len(readings) * (5 + len(proved.rule_set.facts) // 8))
    ends = [_ended_at(proved, reading.application, now, reading.as_of) for reading in readings]
    live = [reading for reading, end in zip(readings, ends, strict=True) if end is None]
    if live:
        return live
    latest = max(end for end in ends if end is not None)
    return [readings[ends.index(latest)]]


def _ended_at(proved: Proved, application: Application | None, now: datetime, as_of: datetime) -> datetime | None:
    """When an application came to its end, or None if it has not by `now`, as the records are at `as_of`."""
    if application is None:
        return None
    ends = [
        since(application.answers[fact.id], as_of)
        for fact in proved.rule_set.facts.values()
        if fact.closes and fact.id in application.answers and application.answers[fact.id].value in fact.closes
    ]
    return max((end for end in ends if end <= now), default=None)


def timeline(proved: Proved, records: Records, person: Person, now: datetime, page: tuple[str, ...] = ()) -> list[Step]:
    """The outcome now and each time it changes by the clock alone within `HORIZON`; neighbours differ."""
    return list(steps(proved, records, person, now, page))


def steps(
    proved: Proved, records: Records, person: Person, now: datetime, page: tuple[str, ...] = ()
) -> Iterator[Step]:
    """The steps of `timeline`, one by one, for those who need only the first few."""
    readings = readings_of(proved, records, person, now, page)
    instants = {now}
    for reading in readings:
        for point in reading.turning_points():
            instants.update(instant for instant in (point, point + TICK) if now < instant <= now + HORIZON)
    last: Outcome | None = None
    for instant in sorted(instants):
        outcome = most_careful(proved, readings, instant)
        if last is None or _differ(last, outcome):
            yield Step(instant, outcome)
            last = outcome


def _differ(one: Outcome, other: Outcome) -> bool:
    return (one.rule.id, one.adjustment, one.verdict, one.application) != (
        other.rule.id,
        other.adjustment,
        other.verdict,
        other.application,
    )


def next_verdict(all_steps: Iterable[Step]) -> Step | None:
    """The first step to another verdict than the present one."""
    present: str | None = None
    for step in all_steps:
        if present is None:
            present = step.outcome.verdict
        elif step.outcome.verdict != present:
            return step
    return None
