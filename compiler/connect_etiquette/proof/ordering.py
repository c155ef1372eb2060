"""The order in which the diagram asks its facts. A good order keeps it small; any order keeps it right."""

from __future__ import annotations

from collections.abc import Iterable

from ..language import Rule, RuleSet
from .space import Space


def choose_order(rule_set: RuleSet, space: Space) -> list[str]:
    """The base facts in the order in which a reader meets them, the strongest rules first.

    A derived fact stands for the facts that decide it. Strong rules settle whole branches early, and facts that are
    tested together stay together; over this rule language that came within a third of the smallest diagram that a
    search over thousands of orders found, at no cost.
    """
    met = dict.fromkeys(_met((*rule_set.impossible, *rule_set.decision.rules, *rule_set.adjustments), rule_set))
    return list(met | dict.fromkeys(space.facts))


def _met(rules: Iterable[Rule], rule_set: RuleSet) -> Iterable[str]:
    for rule in rules:
        for test in rule.when:
            if test.fact in rule_set.derivations:
                yield from _met(rule_set.derivations[test.fact].rules, rule_set)
            elif test.fact in rule_set.facts:
                yield test.fact
