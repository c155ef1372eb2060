"""What brute force says of a random rule set: all situations one by one, with no code of the compiler's.

A set of situations is an integer with one bit for each, so that a question about all of them is one operation.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from functools import cached_property

from tests.property.random_rules import RandomRule, RandomRuleSet, Value

Set = int


class BruteForce:
    """Every situation of a rule set, and which rules apply, win and answer in it."""

    def __init__(self, random_set: RandomRuleSet) -> None:
        self.random_set = random_set
        self.names = [fact.id for fact in random_set.facts]
        self.situations = list(itertools.product(*(fact.values for fact in random_set.facts)))
        self.everything: Set = (1 << len(self.situations)) - 1
        self._having: dict[tuple[str, Value], Set] = {}
        for position, fact in enumerate(random_set.facts):
            for value in fact.values:
                bits = bytearray(len(self.situations) // 8 + 1)
                for index, situation in enumerate(self.situations):
                    if situation[position] == value:
                        bits[index >> 3] |= 1 << (index & 7)
                self._having[fact.id, value] = int.from_bytes(bits, "little")
        for name, rules in random_set.derived.items():
            for rule, won in self.wins(rules).items():
                key = (name, rule.outcome)
                self._having[key] = self._having.get(key, 0) | won
        self._rules = {id(rule): rule for rule in random_set.rules}

    def having(self, fact: str, values: Iterable[Value]) -> Set:
        """The situations in which a fact, derived ones included, has one of these values."""
        found = 0
        for value in values:
            found |= self._having.get((fact, value), 0)
        return found

    def applies(self, rule: RandomRule, without: str = "") -> Set:
        """The situations in which a rule applies, leaving out its test of the fact `without`."""
        found = self.everything
        for test in rule.tests:
            if test.fact != without:
                found &= self.having(test.fact, test.accepted)
        return found

    @cached_property
    def possible(self) -> Set:
        found = self.everything
        for rule in self.random_set.impossible:
            found &= ~self.applies(rule)
        return found

    def possible_for(self, name: str) -> Set:
        """The situations in which a decision is judged: what is impossible because of a derived fact itself, or of
        facts that rest on it, doesn't count against it."""
        later = {name} if name in self.random_set.derived else set()
        for other, rules in self.random_set.derived.items():
            if any(test.fact in later for rule in rules for test in rule.tests):
                later.add(other)
        found = self.everything
        for rule in self.random_set.impossible:
            if not any(test.fact in later for test in rule.tests):
                found &= ~self.applies(rule)
        return found

    def earlier(self, rules: list[RandomRule], layer: int) -> Set:
        """The situations in which some rule of a layer before `layer` applies."""
        found = 0
        for rule in rules:
            if rule.layer < layer:
                found |= self.applies(rule)
        return found

    def wins(self, rules: list[RandomRule]) -> dict[RandomRule, Set]:
        """For each rule the situations in which it wins; of two in one layer the first is taken."""
        taken = 0
        found: dict[RandomRule, Set] = {}
        for rule in sorted(rules, key=lambda rule: rule.layer):
            applies = self.applies(rule)
            found[rule] = applies & ~taken
            taken |= applies
        return found

    def answers(self) -> dict[tuple[str, str], Set]:
        """Every answer with its situations: rule and adjustment, “impossible” and the first declaration, or “gap”."""
        left = self.everything
        found: dict[tuple[str, str], Set] = {}
        for declared in self.random_set.impossible:
            found["impossible", declared.id] = left & self.applies(declared)
            left &= ~self.applies(declared)
        for rule, won in self.wins(self.random_set.rules).items():
            won &= self.possible
            left &= ~won
            if rule.outcome == "go":
                for adjustment in self.random_set.adjustments:
                    adjusted = won & self.applies(adjustment)
                    found[rule.id, adjustment.id] = adjusted
                    won &= ~adjusted
            found[rule.id, ""] = won
        found["gap", ""] = left
        return {answer: situations for answer, situations in found.items() if situations}

    def members(self, situations: Set) -> Iterable[int]:
        """The indices of the situations in a set."""
        while situations:
            bit = situations & -situations
            situations ^= bit
            yield bit.bit_length() - 1
