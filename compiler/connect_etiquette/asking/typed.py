"""Situations as people type them: fact=value on a command line, JSON objects on a line, dates of interviews."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from ..answers import (
    DAY_ENDS,
    Answer,
    Application,
    Person,
    Records,
    Round,
    Situation,
    TypedError,
    answer_value,
    at_wall,
    facts_of_a_date,
    find_cell,
    read_value,
    wall_time,
    with_derived,
)
from ..findings import as_typed, did_you_mean, either
from ..proof import Proved

SOMEBODY = "somebody"
"""The id of the one person, and of the one application, that a command line speaks of."""


class SituationError(ValueError):
    """What was typed names no fact or no value; the message says which, and what there is."""


def from_values(proved: Proved, values: Mapping[str, Any]) -> tuple[Situation, set[str]]:
    """The cells for facts given by value, and the facts that are assumed because they are not given."""
    situation: Situation = {}
    known = proved.space.facts
    for name in values:
        check_fact(proved, name, known)
    assumed = set()
    for name in known:
        fact = proved.rule_set.facts[name]
        if name in values:
            try:
                situation[name] = find_cell(proved.space, name, read_value(fact, values[name]))
            except ValueError as error:
                raise SituationError(f"“{name}” can't be “{as_typed(values[name])}”. {error}") from None
        else:
            assumed.add(name)
            usual: str | float = "never" if fact.can_be_never else "no" if fact.unknown is None else fact.unknown
            situation[name] = find_cell(proved.space, name, usual)
    return situation, assumed


def check_fact(proved: Proved, name: str, known: Collection[str]) -> None:
    """Raises `SituationError` where `name` is none of the `known` facts: it says what a derived fact follows from."""
    if name in known:
        return
    decision = proved.rule_set.derivations.get(name)
    if decision is not None:
        from_ = dict.fromkeys(test.fact for rule in decision.rules for test in rule.when)
        raise SituationError(f"“{name}” can't be given: it follows from {', '.join(from_)}")
    fact = proved.rule_set.facts.get(name)
    if fact is not None and fact.kind == "date":
        readers = facts_of_a_date(proved.rule_set, name)
        read = f"give {either(readers)} instead, or " if readers else ""
        command = f"etiquette explain --at DATE --set {name}=DATE"
        raise SituationError(f"“{name}” is a date: {read}the date itself beside others, as in “{command}”")
    raise SituationError(f"there is no fact “{name}”. {did_you_mean(name, known)}")


def settings_of(proved: Proved, name: str, value: str) -> dict[str, str]:
    """Values that give a derived fact this one where nothing else is given; empty where no rule of its leads there by
    itself."""
    usual, _ = from_values(proved, {})
    for rule in proved.rule_set.derivations[name].rules:
        masks = {test.fact: proved.space.mask(test.fact, test.condition) for test in rule.when}
        if rule.outcome != value or not all(masks.values()) or not usual.keys() >= masks.keys():
            continue
        situation, given = dict(usual), {}
        for fact, mask in masks.items():
            if not mask >> usual[fact] & 1:
                situation[fact] = (mask & -mask).bit_length() - 1
                given[fact] = proved.space.sample(fact, situation[fact])
        if with_derived(proved, situation)[name] == proved.rule_set.derived[name].values.index(value):
            return given
    return {}


def from_dates(
    proved: Proved, values: Mapping[str, str], interviews: Iterable[str], now: datetime, zone: str
) -> Records:
    """Records of one person in one application, with these interviews.

    Values are answers and may carry a date behind an `@` or, as in stories, behind “on”; a day without a time counts at
    its end. Facts of the clock follow from the dates and can't be given.
    """
    answers: dict[str, dict[str, Answer]] = {"me": {}, "application": {}, "person": {}}
    for name, typed in values.items():
        fact = proved.rule_set.facts.get(name)
        if fact is None or fact.reads is not None or fact.whose not in answers:
            given = [f.id for f in proved.rule_set.facts.values() if f.reads is None and f.whose in answers]
            check_fact(proved, name, proved.rule_set.facts)
            raise SituationError(f"“{name}” can't be given beside dates. {did_you_mean(name, given)}")
        value, _, date = re.sub(r"\s+on\s+", "@", typed, count=1).partition("@")
        at = at_wall(wall_time(date, otherwise=DAY_ENDS), zone) if date else now
        try:
            if fact.kind == "date":
                value = wall_time(value).date().isoformat()
            else:
                value = answer_value(proved.space, fact, value)
        except TypedError:
            raise
        except ValueError as error:
            raise SituationError(f"“{name}” can't be “{value}”. {error}") from None
        answers[fact.whose][name] = Answer(value, at)
    rounds = tuple(_round(typed, zone) for typed in interviews)
    application = Application(SOMEBODY, "", "", answers["application"])
    person = Person(SOMEBODY, "", (SOMEBODY,), answers["person"])
    return Records(answers["me"], {SOMEBODY: application}, rounds, {SOMEBODY: person}, zone)


def _round(typed: str, zone: str) -> Round:
    start, _, end = typed.partition("/")
    begins = wall_time(start, time_needed=True)
    ends = wall_time(end, time_needed=True) if end else None
    found = Round(SOMEBODY, begins, ends, zone, (SOMEBODY,))
    if found.ends <= found.begins:
        raise TypedError(f"the interview “{typed}” ends before it begins", "Write START/END.")
    return found


def instant(typed: str, zone: str) -> datetime:
    """The instant of a wall-clock time in `zone`. Raises `TypedError`."""
    return at_wall(wall_time(typed), zone)
