"""Why an outcome is what it is: the rule, the lines that led to it, what was assumed, and what nearly was."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..answers import Outcome, decide, with_derived
from ..findings import Span
from ..language import Rule
from ..proof import Proved, as_yaml


@dataclass(frozen=True, slots=True)
class Line:
    """One line of YAML that holds: where it stands, what it says, and the value that meets it."""

    span: Span
    says: str
    value: str


@dataclass(frozen=True, slots=True)
class Miss:
    """The outcome if one fact were otherwise: the cells of `fact` for which it would be `outcome`."""

    fact: str
    cells: int
    outcome: Outcome


def lines(proved: Proved, outcome: Outcome) -> Iterator[Line]:
    """The tests of the winning rule and of its adjustment; behind a derived fact follow the tests that decided it."""
    full = with_derived(proved, outcome.situation, outcome.verdict)
    seen: set[str] = set()
    for rule in (outcome.rule, outcome.adjustment):
        if rule is not None:
            yield from _lines(proved, rule, full, seen)


def _lines(proved: Proved, rule: Rule, full: Mapping[str, int], seen: set[str]) -> Iterator[Line]:
    for test in rule.when:
        cell = full[test.fact]
        says = as_yaml(test.fact, proved.space.mask(test.fact, test.condition), proved.space)
        yield Line(test.key_span, says, proved.space.in_words(test.fact, 1 << cell)[0])
        decision = proved.rule_set.derivations.get(test.fact)
        if decision is not None and test.fact not in seen:
            seen.add(test.fact)
            value = proved.rule_set.derived[test.fact].values[cell]
            decided = next(r for r in decision.rules if r.outcome == value and _applies(proved, r, full))
            yield from _lines(proved, decided, full, seen)


def _applies(proved: Proved, rule: Rule, full: Mapping[str, int]) -> bool:
    return all(proved.space.mask(test.fact, test.condition) >> full[test.fact] & 1 for test in rule.when)


def nearest_misses(proved: Proved, outcome: Outcome) -> list[Miss]:
    """Single facts whose other values would change the verdict, in the order in which the outcome rests on them.

    Where several rules would give one verdict, each is named with its own values.
    """
    misses: list[Miss] = []
    situation = {fact: outcome.situation[fact] for fact in proved.space.facts}
    for fact in outcome.path:
        others: dict[tuple[str, str], Miss] = {}
        for cell in range(len(proved.space.cells[fact])):
            if cell == situation[fact]:
                continue
            other = decide(proved, {**situation, fact: cell})
            if other.contradiction or other.verdict == outcome.verdict:
                continue
            key = (other.verdict, other.rule.id)
            known = others.get(key)
            others[key] = Miss(fact, (known.cells if known else 0) | 1 << cell, known.outcome if known else other)
        misses.extend(others.values())
    return misses
