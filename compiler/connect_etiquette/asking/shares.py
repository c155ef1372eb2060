"""How much a rule decides: its share of all situations, and which stronger rules take how much of what it asks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..diagrams import MB, Box, Diagram, ExhaustedError, Exploration, Purse, Ranked, Share
from ..language import Rule
from ..proof import Proved, Questions
from .difference import pair

MAX_UNITS = 4_000_000
"""What counting may cost, in units of the purse."""


@dataclass(frozen=True, slots=True)
class Part:
    """Of the situations that are possible: how many a rule `meets` (its condition holds), and in how many it `decides`.
    `hidden_by` are the rules that decide in the others, nearest above it first, each with their number.

    `meets` is None where it would have cost too much to count.
    """

    decides: int
    meets: int | None
    hidden_by: tuple[tuple[Rule, int], ...]


@dataclass(frozen=True, slots=True)
class Parts:
    """The part of each rule and each adjustment by id, of all situations that are `possible`."""

    possible: int
    by_rule: dict[str, Part]


def parts(proved: Proved) -> Parts:
    """How much each rule and each adjustment decides."""
    return _Counting(proved).parts()


class _Counting:
    def __init__(self, proved: Proved) -> None:
        self.proved = proved
        self.first = len(proved.rule_set.impossible)
        purse = Purse()
        self.q = Questions(proved.rule_set, proved.space, purse)
        self.q.explore(purse["diagram"])
        self.share = Share("shares", MAX_UNITS, 250 * MB)

    def parts(self) -> Parts:
        rules = self.proved.rule_set
        decides: dict[str, int] = {}
        possible = 0
        for (winner, adjusted), count in zip(self.proved.diagram.leaves, self.proved.diagram.situations(), strict=True):
            if winner < self.first:
                continue
            possible += count
            named = [rules.decision.rules[winner - self.first]]
            named += [rules.adjustments[adjusted]] if adjusted >= 0 else []
            for rule in named:
                decides[rule.id] = decides.get(rule.id, 0) + count
        found = {rule.id: Part(decides.get(rule.id, 0), None, ()) for rule in rules.adjustments}
        for rank, rule in enumerate(rules.decision.rules):
            found[rule.id] = self._part(rank, rule, decides.get(rule.id, 0))
        return Parts(possible, found)

    def _part(self, rank: int, rule: Rule, decides: int) -> Part:
        try:
            counts = self._winners(self.q.box(rule))
        except ExhaustedError:
            return Part(decides, None, ())
        counts = {winner: count for winner, count in counts.items() if winner >= self.first and count}
        rules: Sequence[Rule] = self.proved.rule_set.decision.rules
        others = {winner - self.first: count for winner, count in counts.items() if winner - self.first != rank}
        nearest = sorted(others, key=lambda other: (-rules[other].layer, -others[other], other))
        return Part(decides, sum(counts.values()), tuple((rules[other], others[other]) for other in nearest))

    def _winners(self, box: Box) -> dict[int, int]:
        """In how many situations of a box each rule decides, by its rank behind the impossible ones."""
        store, all_rules = self.q.store, self.q.judged(self.proved.rule_set.decision)
        inside = Exploration(store, Ranked([box]), self.q.finished, self.share)
        inside.run(self.share)
        root, pairs = pair(store, all_rules.root, inside.root, self.share)
        both = Diagram.cut_out(store, root, pairs, len(self.q.order))
        counts: dict[int, int] = {}
        for (one, other), count in zip(both.leaves, both.situations(), strict=True):
            if inside.leaves[other][0] == 0:
                winner = all_rules.leaves[one][0]
                counts[winner] = counts.get(winner, 0) + count
        return counts
