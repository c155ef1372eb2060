"""Cases that engine and compiler have to answer alike: every story, and random records at random instants."""

from __future__ import annotations

import random
from datetime import datetime
from pathlib import Path
from typing import Any

from connect_etiquette.answers import Outcome, Person, Records, outcome_at, read_scenarios, timeline, tips
from connect_etiquette.asking import questions
from connect_etiquette.findings import Findings
from connect_etiquette.proof import Proved

from tests.support.random_records import as_stored, plain_records, random_instant, random_page, random_records

ANSWERS = Path(__file__).with_name("parity.mjs")
"""The engine's side: a function of the engine's modules, the core and the cases."""

Case = tuple[Records, Person, datetime, tuple[str, ...], bool]
"""Records, whom of them it is about, when, what the page shows, and whether the whole timeline and the questions are compared."""


def stories(proved: Proved) -> list[Case]:
    """Everybody in every scenario that tells of records."""
    return [
        (scenario.records, person, scenario.now, scenario.page, True)
        for scenario in read_scenarios(proved.rule_set, proved.space, Findings())
        if scenario.records is not None and scenario.now is not None
        for person in scenario.records.people.values()
    ]


def random_cases(proved: Proved, count: int, seed: int = 20260310) -> list[Case]:
    """So many cases, ten of each records; one of ten with its timeline."""
    rng = random.Random(seed)
    cases: list[Case] = []
    while len(cases) < count:
        records, around = random_records(rng, proved.rule_set)
        for index in range(10):
            person = rng.choice(list(records.people.values()))
            cases.append((records, person, random_instant(rng, around), random_page(rng), index == 0))
    return cases


def plain_cases(proved: Proved, count: int, seed: int = 20260310) -> list[Case]:
    """So many cases of one interview each, as the stage's own fields can say them."""
    rng = random.Random(seed)
    cases: list[Case] = []
    for _ in range(count):
        records, around = plain_records(rng, proved.rule_set)
        cases.append((records, records.people["p"], random_instant(rng, around), (), False))
    return cases


def sent(case: Case) -> dict[str, Any]:
    """A case as the engine's side reads it."""
    records, person, now, page, steps = case
    return {
        "records": as_stored(records),
        "person": person.id,
        "now": round(now.timestamp() * 1000),
        "page": page,
        "steps": steps,
    }


def expected(
    proved: Proved, records: Records, person: Person, now: datetime, page: tuple[str, ...], steps: bool
) -> dict[str, Any]:
    """What the compiler answers, in the words of the engine."""
    outcome = outcome_at(proved, records, person, now, page)
    beside = [rule.id for rule in tips(proved, outcome)]
    further = {rule.id for rule in proved.rule_set.adjustments}
    return {
        "cells": {fact: outcome.situation[fact] for fact in proved.space.facts},
        **_named(outcome),
        "contradiction": outcome.rule.id if outcome.contradiction else "",
        "until": "" if outcome.until is None else "clock" if outcome.until.waits_for_clock else "event",
        "assumed": list(outcome.assumed),
        "also": [rule for rule in beside if rule in further],
        "tips": [rule for rule in beside if rule not in further],
        "steps": [
            [
                round(step.at.timestamp() * 1000),
                *(_named(step.outcome)[key] for key in ("verdict", "rule", "adjustment", "application")),
            ]
            for step in (timeline(proved, records, person, now, page) if steps else [])
        ],
        "questions": [
            [asked.fact.id, asked.application.id if asked.application else ""]
            for asked in (questions(proved, records, person, now, page) if steps else [])
        ],
    }


def _named(outcome: Outcome) -> dict[str, str]:
    return {
        "verdict": outcome.verdict,
        "rule": "" if outcome.contradiction else outcome.rule.id,
        "adjustment": outcome.adjustment.id if outcome.adjustment else "",
        "application": outcome.application.id if outcome.application else "",
    }
