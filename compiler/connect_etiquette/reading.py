"""A plain reading of the rules, rule by rule, as a person would do it: yes, no, or not yet.

It shares no code with the diagram, so that the two can be held against each other at every build.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from .cells import Cell, Space
from .conditions import AnyOf, Condition, Is, Never, Not, Range
from .rules import Rule, RuleSet

Block = Mapping[str, frozenset[int]]
"""Base facts to the cells that are still possible. All situations of a block are read together."""

Answer = tuple[str, str]
"""The id of the winning rule and of the adjustment. The first is “impossible” or “gap” where no rule answers."""


def satisfied(condition: Condition, value: str | float) -> bool:
    """Whether a fact of this value meets `condition`. Numbers are in the fact's own measure; “never” is a word."""
    if isinstance(condition, Is):
        return value == condition.value
    if isinstance(condition, Never):
        return value == "never"
    if isinstance(condition, Not):
        return not satisfied(condition.inner, value)
    if isinstance(condition, AnyOf):
        return any(satisfied(part, value) for part in condition.parts)
    assert isinstance(condition, Range)
    if isinstance(value, str):
        return False
    above = condition.low is None or value > condition.low or (condition.low_included and value == condition.low)
    below = condition.high is None or value < condition.high or (condition.high_included and value == condition.high)
    return above and below


def representative(cell: Cell) -> str | float:
    """A value that stands for all of its cell."""
    if cell.kind in ("value", "never"):
        return cell.value
    if cell.kind == "point":
        return cell.low
    return max(cell.low, 0) + 1 if cell.high is None else (max(cell.low, 0) + cell.high) / 2


class Reader:
    """Reads a rule set over the cells of its space."""

    def __init__(self, rule_set: RuleSet, space: Space) -> None:
        self.rule_set = rule_set
        self._values = {fact: [representative(cell) for cell in cells] for fact, cells in space.cells.items()}
        self._accepted: dict[tuple[str, Condition], frozenset[int]] = {}
        self._tests = {id(rule): self._read_tests(rule) for rule in self._all_rules()}

    def _all_rules(self) -> Iterator[Rule]:
        for decision in (*self.rule_set.derivations.values(), self.rule_set.decision):
            yield from decision.rules
        yield from self.rule_set.impossible
        yield from self.rule_set.adjustments

    def _read_tests(self, rule: Rule) -> list[tuple[str, frozenset[int]]]:
        tests = []
        for test in rule.when:
            key = (test.fact, test.condition)
            if key not in self._accepted:
                values = self._values[test.fact]
                self._accepted[key] = frozenset(i for i, value in enumerate(values) if satisfied(test.condition, value))
            tests.append((test.fact, self._accepted[key]))
        return tests

    def answers(self, block: Block) -> dict[Answer, int]:
        """Every answer inside `block` with the number of its situations; one entry where the block is settled."""
        answer = self._settled(dict(block))
        if isinstance(answer, tuple):
            size = 1
            for cells in block.values():
                size *= len(cells)
            return {answer: size}
        # Not yet: read the halves on either side of the fact in question.
        fact = self._open_fact(answer, block)
        found: dict[Answer, int] = {}
        for cell in block[fact]:
            for part, count in self.answers({**block, fact: frozenset((cell,))}).items():
                found[part] = found.get(part, 0) + count
        return found

    def _applies(self, rule: Rule, block: dict[str, frozenset[int]]) -> bool | None:
        """Yes, no, or None for not yet. Derived facts are read when first asked for, and kept in `block`."""
        answer: bool | None = True
        for fact, accepted in self._tests[id(rule)]:
            possible = block.get(fact)
            if possible is None:
                possible = block[fact] = self._possible_values(fact, block)
            if possible.isdisjoint(accepted):
                return False
            if answer and not possible <= accepted:
                answer = None
        return answer

    def _possible_values(self, name: str, block: dict[str, frozenset[int]]) -> frozenset[int]:
        """The cells that a derived fact may have in `block`. Its rules stand strongest first."""
        values = self._values[name]
        possible: set[int] = set()
        for rule in self.rule_set.derivations[name].rules:
            applies = self._applies(rule, block)
            if applies is not False:
                possible.add(values.index(rule.outcome))
                if applies:
                    break
        return frozenset(possible)

    def _settled(self, block: dict[str, frozenset[int]]) -> Answer | Rule:
        """The answer of the whole block, or the rule that holds in only a part of it."""
        for rule in self.rule_set.impossible:
            applies = self._applies(rule, block)
            if applies is None:
                return rule
            if applies:
                return "impossible", ""
        for rule in self.rule_set.decision.rules:
            applies = self._applies(rule, block)
            if applies is None:
                return rule
            if applies:
                return self._adjusted(rule, block)
        return "gap", ""

    def _adjusted(self, winner: Rule, block: dict[str, frozenset[int]]) -> Answer | Rule:
        if winner.outcome == self.rule_set.turns:
            for adjustment in self.rule_set.adjustments:
                applies = self._applies(adjustment, block)
                if applies is None:
                    return adjustment
                if applies:
                    return winner.id, adjustment.id
        return winner.id, ""

    def _open_fact(self, rule: Rule, block: Block) -> str:
        """A base fact that `rule` rests on, directly or through derived facts, and that is still open in `block`."""
        waiting: list[str] = [test.fact for test in rule.when]
        seen: set[str] = set()
        while waiting:
            fact = waiting.pop(0)
            if fact in seen:
                continue
            seen.add(fact)
            if fact in self.rule_set.derivations:
                waiting.extend(test.fact for part in self.rule_set.derivations[fact].rules for test in part.when)
            elif len(block[fact]) > 1:
                return fact
        raise AssertionError(f"{rule.id} is undecided in a settled block")
