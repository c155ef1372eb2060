"""The engine that ships is the engine that is proved: records and instants get equal answers in browser and compiler."""

from __future__ import annotations

import json
import random
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from connect_etiquette import pipeline
from connect_etiquette.answers import Outcome, Person, Records, outcome_at, read_scenarios, timeline, tips
from connect_etiquette.findings import Findings
from connect_etiquette.output import find_paths
from connect_etiquette.proof import Proved
from playwright.sync_api import Page, Playwright

from tests.browser.conftest import MONDAY
from tests.support import chromium as driver
from tests.support.random_records import as_stored, random_instant, random_page, random_records

ASK = """(cases) => JSON.stringify(JSON.parse(cases).map(({ records, person, now, page, steps }) => {
  const who = records.people[person];
  const answer = Timeline.at(CORE, records, who, now, page);
  const { cellAt, verdict } = answer;
  const also = answer.adjustment ? Decide.applying(CORE, CORE.adjustments, cellAt, verdict).filter((id) => id !== answer.adjustment) : [];
  return {
    cells: Object.fromEntries(CORE.facts.map((fact, place) => [fact.id, cellAt(place)]).filter(([, cell]) => cell >= 0)),
    verdict, rule: answer.rule, adjustment: answer.adjustment ?? "", contradiction: answer.contradiction ?? "",
    application: answer.application?.id ?? "", until: answer.until ?? "", assumed: answer.assumed, also,
    tips: answer.contradiction ? [] : Decide.applying(CORE, CORE.tips, cellAt, verdict),
    steps: steps ? Timeline.steps(CORE, records, who, now, page).map(({ at, answer }) => [at, answer.verdict, answer.rule, answer.adjustment ?? "", answer.application?.id ?? ""]) : [],
  };
}))"""


@pytest.fixture(scope="module")
def proved() -> Proved:
    run = pipeline.check(find_paths().rules, "error", scenarios=False)
    assert run.proved is not None
    return run.proved


@pytest.fixture(scope="module")
def engine(playwright: Playwright, built: Path, chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A page of the extension, where the engine's scripts are loaded as they ship."""
    with driver.running(
        playwright, built / "chromium", tmp_path_factory.mktemp("parity"), chromium, MONDAY
    ) as extension:
        yield extension.open("popup.html")


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
    }


def _named(outcome: Outcome) -> dict[str, str]:
    return {
        "verdict": outcome.verdict,
        "rule": "" if outcome.contradiction else outcome.rule.id,
        "adjustment": outcome.adjustment.id if outcome.adjustment else "",
        "application": outcome.application.id if outcome.application else "",
    }


def ask(engine: Page, cases: list[tuple[Records, Person, datetime, tuple[str, ...], bool]]) -> list[dict[str, Any]]:
    sent = [
        {
            "records": as_stored(records),
            "person": person.id,
            "now": round(now.timestamp() * 1000),
            "page": page,
            "steps": steps,
        }
        for records, person, now, page, steps in cases
    ]
    # One text each way: a structure of this size would take the driver a minute.
    found: list[dict[str, Any]] = json.loads(engine.evaluate(ASK, json.dumps(sent)))
    return found


def test_every_scenario(engine: Page, proved: Proved) -> None:
    cases = []
    for scenario in read_scenarios(proved.rule_set, proved.space, Findings()):
        if scenario.records is not None and scenario.now is not None:
            cases += [
                (scenario.records, person, scenario.now, scenario.page, True)
                for person in scenario.records.people.values()
            ]
    assert cases
    for case, got in zip(cases, ask(engine, cases), strict=True):
        assert got == expected(proved, *case)


def test_ten_thousand_random_records_and_instants(engine: Page, proved: Proved) -> None:
    rng = random.Random(20260310)
    seen: set[str] = set()
    compared = 0
    for _ in range(10):
        cases: list[tuple[Records, Person, datetime, tuple[str, ...], bool]] = []
        for _ in range(100):
            records, around = random_records(rng, proved.rule_set)
            for index in range(10):
                person = rng.choice(list(records.people.values()))
                cases.append((records, person, random_instant(rng, around), random_page(rng), index == 0))
        for case, got in zip(cases, ask(engine, cases), strict=True):
            want = expected(proved, *case)
            assert got == want, case
            seen.add(want["rule"] or want["contradiction"])
            compared += 1
    assert compared == 10_000
    rules = {rule.id for rule in (*proved.rule_set.decision.rules, *proved.rule_set.impossible)}
    assert len(seen) > len(rules) * 0.8, rules - seen
