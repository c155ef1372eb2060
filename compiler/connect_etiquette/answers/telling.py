"""Scenarios told to the rules: where the outcome is not what a story expects, and how the story would say it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from ..findings import CATALOGUE, ONE_TO_ACCEPT, Finding, Findings, Repair, SourceFile, did_you_mean
from ..proof import Proved
from ..source import Map, check_shape, parse
from .dates import WEEKDAYS
from .outcomes import Outcome, decide, next_verdict, outcome_at, steps
from .scenarios import CONTRADICTION, NOTHING, Expectation, Scenario


def run(scenario: Scenario, proved: Proved, findings: Findings) -> list[Outcome]:
    """The outcomes for the people whose outcome a scenario expects; for all of them if it expects none.

    Each that is not as expected becomes a finding.
    """
    outcomes: dict[str, Outcome] = {}
    if scenario.facts is not None:
        outcomes[""] = decide(proved, scenario.facts)
    elif scenario.records is not None and scenario.now is not None:
        for name in [expected.person for expected in scenario.expected] or scenario.records.people:
            person = scenario.records.people[name]
            outcomes[name] = outcome_at(proved, scenario.records, person, scenario.now, scenario.page)
    for expected in scenario.expected:
        findings.extend(_differences(scenario, expected, outcomes[expected.person], proved))
    return list(outcomes.values())


def _differences(scenario: Scenario, expected: Expectation, got: Outcome, proved: Proved) -> Iterator[Finding]:
    who = f" for {expected.person}" if expected.person and len(scenario.expected) > 1 else ""

    def wrong(message: str, code: str = "scenario") -> Finding:
        repair = Repair(expected.span, _as_written(scenario, expected, got, proved), exact=True)
        message = f"“{scenario.story}”{who}{message}"
        # Nobody lives by it who did not say so; a story that is hours off looks like a fault of the rules.
        unsaid = scenario.records is not None and scenario.records.zone == "UTC"
        hint = f"{CATALOGUE[code].remedy} Its times are UTC: say “zone: …” where they are not." if unsaid else ""
        return Finding(code, message, expected.span, hint=hint, rules=(got.rule.id,), repairs=(repair,))

    unknown = list(_unknown(expected, proved))
    for name, known in unknown:
        repair = Repair(expected.span, _as_written(scenario, expected, got, proved), exact=True)
        hint = f"{did_you_mean(name, known)} {ONE_TO_ACCEPT}".lstrip()
        yield Finding("unknown-rule", f"there is no rule “{name}”", expected.span, hint=hint, repairs=(repair,))
    if unknown:
        return
    if got.contradiction and expected.verdict != CONTRADICTION:
        yield wrong(f" is declared impossible by “{got.rule.id}”", "impossible-rule")
        return
    verdict = got.verdict or CONTRADICTION
    said = f"“{got.rule.id}” (line {got.rule.span.position[0]} of {got.rule.span.file.name})"
    if got.adjustment:
        said += f", adjusted by “{got.adjustment.id}”"
    if verdict != expected.verdict:
        yield wrong(f": expected {expected.verdict}, got {verdict} from {said}")
    elif expected.rule and got.rule.id != expected.rule:
        yield wrong(f": expected {expected.verdict} from “{expected.rule}”, got it from {said}")
    elif expected.adjustment and (got.adjustment is None or got.adjustment.id != expected.adjustment):
        yield wrong(f": expected the adjustment “{expected.adjustment}”, got {said}")
    elif expected.then and (told := _next_in_words(scenario, expected.person, proved)) != _then_in_words(expected):
        yield wrong(f": expected “then {_then_in_words(expected)}”, got “then {told}”")


def _unknown(expected: Expectation, proved: Proved) -> Iterator[tuple[str, list[str]]]:
    """What is expected of rules that are not there, each name with those that are."""
    rules = proved.rule_set
    decides = rules.impossible if expected.verdict == CONTRADICTION else rules.decision.rules
    for name, there in ((expected.rule, decides), (expected.adjustment, rules.adjustments)):
        known = [rule.id for rule in there]
        if name and name not in known:
            yield name, known


def _as_written(scenario: Scenario, expected: Expectation, got: Outcome, proved: Proved) -> str:
    """What the story would have to expect, told as fully as it does now and in the quotes that it has."""
    text = got.verdict or CONTRADICTION
    if expected.rule:
        text += f" by {got.rule.id}"
    if got.adjustment and (expected.adjustment or expected.rule):
        text += f" with {got.adjustment.id}"
    if expected.then:
        text += f", then {_next_in_words(scenario, expected.person, proved)}"
    written = expected.span.file.text[expected.span.start : expected.span.end]
    if written[0] in "\"'":
        return f"{written[0]}{text}{written[0]}"
    # A block keeps its first line, its indentation and the line ends behind it, which are part of it.
    block = re.match(r"[|>].*\s+", written)
    return f"{block[0]}{text}{written[len(written.rstrip()) :]}" if block else text


def stories_in(file: SourceFile) -> Map | None:
    """The document of a file of stories; None where it can't be read."""
    findings = Findings()
    document = parse(file, findings)
    return document if document is not None and check_shape("scenarios", document, findings) else None


def _next_in_words(scenario: Scenario, person: str, proved: Proved) -> str:
    """The next change of verdict as a story would tell it."""
    if scenario.records is None or scenario.now is None:
        return NOTHING
    records = scenario.records
    step = next_verdict(steps(proved, records, records.people[person], scenario.now, scenario.page))
    return _in_words(step.outcome.verdict, step.at.astimezone(ZoneInfo(records.zone))) if step else NOTHING


def _then_in_words(expected: Expectation) -> str:
    return _in_words(expected.then, expected.then_at) if expected.then_at else expected.then


def _in_words(verdict: str, at: datetime) -> str:
    return f"{verdict or CONTRADICTION} on {WEEKDAYS[at.weekday()]} {at:%Y-%m-%d %H:%M}"
