"""A plain reading of the rules, as a person would do it: for each rule yes, no, or not yet.

It shares no code with the diagram, so that the two can be held against each other at every build. A person would read
one situation; this reads a block of them, and all rules at once: a rule is *open* while no fact has ruled it out, and
*sure* while every fact has agreed. The first open rule answers if it is sure; else it is too early to say.
"""

from __future__ import annotations

from collections.abc import Mapping

from ..language import AnyOf, Condition, Is, Never, Not, Range, Rule, RuleSet
from .space import Cell, Space

Answer = tuple[str, str]
"""The id of the winning rule and of the adjustment. The first is “impossible” or “gap” where no rule answers."""

Read = tuple[int, int]
"""How far the rules are read: the rules that are open and those that are sure, one bit each."""


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
        self._rules: list[Rule] = []
        self._stretches: dict[str, int] = {}
        for name, decision in rule_set.derivations.items():
            self._place(name, decision.rules)
        self._place("impossible", rule_set.impossible)
        self._place("verdict", rule_set.decision.rules)
        self._place("adjusted", rule_set.adjustments)
        everything = (1 << len(self._rules)) - 1
        self.start: Read = everything, everything
        values = {fact: [representative(cell) for cell in cells] for fact, cells in space.cells.items()}
        self._accepts: dict[str, list[tuple[int, int]]] = {}
        self._indifferent = dict.fromkeys(space.cells, everything)
        accepted: dict[tuple[str, Condition], int] = {}
        for position, rule in enumerate(self._rules):
            for test in rule.when:
                key = (test.fact, test.condition)
                if key not in accepted:
                    accepted[key] = sum(1 << i for i, v in enumerate(values[test.fact]) if satisfied(test.condition, v))
                self._accepts.setdefault(test.fact, []).append((1 << position, accepted[key]))
                self._indifferent[test.fact] &= ~(1 << position)
        self._known: dict[tuple[str, int], Read] = {}

    def _place(self, name: str, rules: tuple[Rule, ...]) -> None:
        start = len(self._rules)
        self._rules.extend(rules)
        self._stretches[name] = ((1 << len(rules)) - 1) << start

    def told(self, fact: str, cells: int) -> Read:
        """The rules left open and sure by `fact` being in one of `cells` (a mask; all of them if nothing is known)."""
        known = self._known.get((fact, cells))
        if known is None:
            still_open = sure = self._indifferent[fact]
            for bit, accepted in self._accepts.get(fact, ()):
                if accepted & cells:
                    still_open |= bit
                if not cells & ~accepted:
                    sure |= bit
            known = self._known[fact, cells] = still_open, sure
        return known

    def answer(self, still_open: int, sure: int) -> Answer | Rule:
        """What the rules say, all base facts having been told; or the rule for which it is too early to say."""
        for name in self.rule_set.derivations:
            told_open, told_sure = self.told(name, self._possible_values(name, still_open, sure))
            still_open &= told_open
            sure &= told_sure
        ruled_out = self._first("impossible", still_open)
        if ruled_out:
            return ("impossible", "") if sure & ruled_out else self._rule(ruled_out)
        winner = self._first("verdict", still_open)
        if not winner:
            return "gap", ""
        rule = self._rule(winner)
        if not sure & winner:
            return rule
        if rule.outcome != self.rule_set.turns:
            return rule.id, ""
        adjusted = self._first("adjusted", still_open)
        if adjusted and not sure & adjusted:
            return self._rule(adjusted)
        return rule.id, self._rule(adjusted).id if adjusted else ""

    def _first(self, name: str, still_open: int) -> int:
        """The first open rule of a list, as a bit; 0 if none is open."""
        among = still_open & self._stretches[name]
        return among & -among

    def _rule(self, bit: int) -> Rule:
        return self._rules[bit.bit_length() - 1]

    def _possible_values(self, name: str, still_open: int, sure: int) -> int:
        """The cells that a derived fact may have: those of its open rules down to the first that is sure."""
        values = self.rule_set.derived[name].values
        among = still_open & self._stretches[name]
        cells = 0
        while among:
            bit = among & -among
            among ^= bit
            cells |= 1 << values.index(self._rule(bit).outcome)
            if sure & bit:
                break
        return cells

    def answers(self, block: Mapping[str, int]) -> dict[Answer, int]:
        """Every answer inside a block (base facts to masks of cells) with the number of its situations.

        Where it is too early to say, the block is read again for each cell of a fact that the rule rests on.
        """
        still_open, sure = self.start
        for fact, cells in block.items():
            told_open, told_sure = self.told(fact, cells)
            still_open &= told_open
            sure &= told_sure
        answer = self.answer(still_open, sure)
        if isinstance(answer, tuple):
            size = 1
            for cells in block.values():
                size *= cells.bit_count()
            return {answer: size}
        fact = self._open_fact(answer, block)
        found: dict[Answer, int] = {}
        for cell in range(block[fact].bit_length()):
            if block[fact] >> cell & 1:
                for part, count in self.answers({**block, fact: 1 << cell}).items():
                    found[part] = found.get(part, 0) + count
        return found

    def _open_fact(self, rule: Rule, block: Mapping[str, int]) -> str:
        """A base fact that `rule` rests on, directly or through derived facts, and that is still open in `block`."""
        waiting = [test.fact for test in rule.when]
        for fact in waiting:
            if fact in self.rule_set.derivations:
                tests = [test for part in self.rule_set.derivations[fact].rules for test in part.when]
                waiting.extend(test.fact for test in tests if test.fact not in waiting)
            elif block[fact].bit_count() > 1:
                return fact
        raise AssertionError(f"{rule.id} is undecided in a settled block")
