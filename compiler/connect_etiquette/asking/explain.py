"""Why an outcome is what it is: the rule, the lines that led to it, what was assumed, and what nearly was."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..answers import Outcome, decide, with_derived
from ..findings import Span
from ..language import Rule, RuleSet
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


@dataclass(frozen=True, slots=True)
class WhyNot:
    """Why a rule did not decide: its lines that do not hold, and how many do. Where all hold, `winner` took its place:
    a stronger rule, or what declares the situation impossible; None where the rule is at work."""

    rule: Rule
    failing: tuple[Line, ...]
    holding: int
    winner: Rule | None


def why_not(proved: Proved, outcome: Outcome, rule: Rule) -> WhyNot:
    """What keeps `rule` from deciding where another does, or from standing beside it."""
    full = with_derived(proved, outcome.situation, outcome.verdict)
    if rule in proved.rule_set.adjustments and outcome.adjustment is not None:
        # An adjustment looked at the verdict as it was before.
        full["verdict"] = list(proved.rule_set.verdicts).index(proved.rule_set.turns)
    failing = []
    for test in rule.when:
        mask, cell = proved.space.mask(test.fact, test.condition), full.get(test.fact)
        if cell is None or not mask >> cell & 1:
            value = "" if cell is None else proved.space.in_words(test.fact, 1 << cell)[0]
            failing.append(Line(test.key_span, as_yaml(test.fact, mask, proved.space), value))
    at_work = rule in (outcome.rule, outcome.adjustment)
    winner = None if failing or at_work else outcome.adjustment if rule in proved.rule_set.adjustments else outcome.rule
    return WhyNot(rule, tuple(failing), len(rule.when) - len(failing), winner)


def find_rule(rule_set: RuleSet, name: str) -> Rule | None:
    """The rule, adjustment, tip, note, e-mail or impossible situation called `name`."""
    return next((rule for rule in (*rule_set.rules(), *rule_set.impossible) if rule.id == name), None)
