"""What is told of an answer to an author: the rule and its lines, what nearly was, and the layers as a stair."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..answers import Outcome, applies, outcome_at, with_derived
from ..asking import lines, nearest_misses
from ..language import Rule
from ..proof import Proved, in_words
from .kept import expectation
from .posed import Posed

MAX_LINES = 40
"""Lines of a rule's YAML that are shown."""


def told(proved: Proved, posed: Posed) -> dict[str, Any]:
    """All that is told of the answer to `posed`, as the bench's page reads it."""
    outcome = outcome_at(proved, posed.records, posed.person, posed.at, posed.page)
    found: dict[str, Any] = {
        "verdict": outcome.verdict,
        "rule": _rule(outcome.rule),
        "adjustment": _rule(outcome.adjustment) if outcome.adjustment else None,
        "expect": expectation(proved, posed, posed.person),
        "because": [],
        "misses": [],
        "assumed": [],
        "stair": [],
    }
    if outcome.contradiction:
        return found
    return {
        **found,
        "because": [
            {"place": line.span.place, "says": line.says, "value": line.value} for line in lines(proved, outcome)
        ],
        "misses": list(_misses(proved, outcome)),
        "assumed": [f"{fact} is {_value(proved, outcome, fact)}" for fact in outcome.assumed],
        "stair": list(_stair(proved, outcome)),
    }


def _rule(rule: Rule) -> dict[str, Any]:
    return {"id": rule.id, "place": rule.span.place, "yaml": _yaml(rule)}


def _yaml(rule: Rule) -> str:
    """The rule as it is written: from its line to the next that begins as far left."""
    file, (first, _) = rule.span.file, rule.span.position
    written = file.text.splitlines()
    head = written[first - 1] if first <= len(written) else ""
    # What begins as far left as the dash of a rule is no longer the rule.
    margin = len(head) - len(head.lstrip())
    found = [head]
    for line in written[first : first + MAX_LINES]:
        if line.strip() and len(line) - len(line.lstrip()) <= margin:
            break
        found.append(line)
    return "\n".join(line[margin:] for line in found).rstrip()


def _value(proved: Proved, outcome: Outcome, fact: str) -> str:
    return proved.space.in_words(fact, 1 << outcome.situation[fact])[0]


def _misses(proved: Proved, outcome: Outcome) -> Iterator[dict[str, str]]:
    for miss in nearest_misses(proved, outcome):
        value = in_words({miss.fact: miss.cells}, proved.space).removeprefix(f"{miss.fact} is ")
        rule = miss.outcome.rule
        yield {
            "verdict": miss.outcome.verdict,
            "rule": rule.id,
            "place": rule.span.place,
            "fact": miss.fact,
            "value": value,
        }


def _stair(proved: Proved, outcome: Outcome) -> Iterator[dict[str, Any]]:
    """Each layer from the top: how many rules it has, and those of them that hold here. The first of all decides."""
    decision = proved.rule_set.decision
    full = with_derived(proved, outcome.situation)
    for index, name in enumerate(decision.layers):
        rules = [rule for rule in decision.rules if rule.layer == index]
        holding = [
            {
                "id": rule.id,
                "place": rule.span.place,
                "verdict": rule.outcome,
                "decides": rule.id == outcome.rule.id,
            }
            for rule in rules
            if applies(proved, rule, full)
        ]
        yield {"layer": name, "rules": len(rules), "holding": holding}
