"""Questions to the decision diagram: inside this box, is there a situation that none of these rules takes?

Every proof is such a question. Impossible situations never count.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import copy
from functools import cached_property

from ..language import Decision, Rule, RuleSet
from .diagram import Box, Derived, Diagram, Group, Leaf, Ranked, Work, explore, find_gap
from .ordering import choose_order
from .regions import maximal_boxes
from .space import Space


class Questions:
    """A rule set as boxes. They are computed once; diagrams only where a question needs one."""

    def __init__(self, rule_set: RuleSet, space: Space) -> None:
        self.rule_set = rule_set
        self.space = space
        decisions = (*rule_set.derivations.values(), rule_set.decision)
        rules = [rule for decision in decisions for rule in decision.rules]
        self.boxes: dict[str, Box] = {
            rule.id: space.box(rule) for rule in (*rules, *rule_set.impossible, *rule_set.adjustments)
        }
        self.work = Work()
        self.impossible: tuple[Rule, ...] = rule_set.impossible
        self.widths = {fact: len(cells) for fact, cells in space.cells.items()}
        self.order = choose_order(rule_set, space)
        self.derived: list[Derived] = []
        for name, decision in rule_set.derivations.items():
            values = rule_set.derived[name].values
            self.derived.append(
                Derived(name, self._ranked(decision.rules, [values.index(rule.outcome) for rule in decision.rules]))
            )

    def about(self, decision: Decision) -> Questions:
        """The same questions about one decision. While a derived fact is being proved, what is impossible because of
        that very fact, or of facts that rest on it, can't count."""
        if decision is self.rule_set.decision:
            return self
        later = {decision.name}
        for name, other in self.rule_set.derivations.items():
            if any(test.fact in later for rule in other.rules for test in rule.when):
                later.add(name)
        narrowed = copy(self)
        narrowed.impossible = tuple(
            rule for rule in self.impossible if not any(test.fact in later for test in rule.when)
        )
        return narrowed

    def _ranked(self, rules: Sequence[Rule], answers: Sequence[object]) -> Ranked:
        return Ranked(tuple(self.boxes[rule.id] for rule in rules), tuple(answers))

    @cached_property
    def diagram(self) -> Diagram:
        """The diagram of the whole decision, adjustments included."""
        impossible, rules = self.rule_set.impossible, self.rule_set.decision.rules
        answers = ["impossible"] * len(impossible) + [rule.outcome for rule in rules]
        adjustments = self._ranked(self.rule_set.adjustments, [""] * len(self.rule_set.adjustments))
        group = Group(self._ranked((*impossible, *rules), answers), adjustments, self.rule_set.turns)
        return explore(self.order, self.widths, self.derived, [group], self.work)

    def left_over(self, box: Box, taken: Iterable[Rule]) -> dict[str, int] | None:
        """Cells of some situation of `box` that no rule of `taken` and no impossible situation holds, or None."""
        boxes = self.outside(box, taken)
        return find_gap(*self._facts_behind(boxes), boxes, self.work)

    def left_over_in_words(self, box: Box, taken: Iterable[Rule]) -> tuple[list[dict[str, int]], bool]:
        """All that is left over as maximal boxes, and whether these are all; derived facts stand in them by name.

        Impossible situations are in or out as makes the boxes simpler.
        """
        taken = list(taken)
        impossible = [self.boxes[rule.id] for rule in self.impossible]
        # Impossible situations first, so that they are told from what a rule takes.
        boxes = [*impossible, *self.outside(box, taken)]
        mentioned = {fact for part in boxes for fact in part}
        order = [fact for fact in (*self.order, *self.rule_set.derived) if fact in mentioned]
        group = Group(Ranked(tuple(boxes), (None,) * len(boxes)))
        diagram = explore(order, self.widths, [], [group], self.work)
        found, complete = maximal_boxes(diagram, nothing_wins, lambda leaf: 0 <= leaf[0][0] < len(impossible))
        if any(fact in self.rule_set.derived for fact in order):
            # Derived facts were free there: what they can't be together with the others is dropped.
            found = [part for part in found if self.left_over(part, taken) is not None]
        return found, complete

    def outside(self, box: Box, taken: Iterable[Rule]) -> list[Box]:
        """Boxes that hold everything but what is left over of `box`."""
        complements: list[Box] = [{fact: self.space.full(fact) & ~mask} for fact, mask in box.items()]
        others = (self.boxes[rule.id] for rule in (*self.impossible, *taken))
        return complements + [other for other in others if meet(box, other)]

    def _facts_behind(self, boxes: Iterable[Box]) -> tuple[list[str], dict[str, int], list[Derived]]:
        """The base facts that `boxes` rest on, in order, all facts' widths, and the derived facts between them."""
        mentioned = {fact for box in boxes for fact in box}
        derived: list[Derived] = []
        for part in reversed(self.derived):
            if part.fact in mentioned:
                derived.insert(0, part)
                mentioned.update(fact for box in part.ranked.boxes for fact in box)
        return [fact for fact in self.order if fact in mentioned], self.widths, derived

    def winners(self, boxes: Sequence[Box]) -> set[int]:
        """The indices of the boxes that are the first to hold some situation; -1 if some situation is in none."""
        group = Group(Ranked(tuple(boxes), (None,) * len(boxes)))
        return {leaf[0][0] for leaf in explore(*self._facts_behind(boxes), [group], self.work).leaves}

    def witness(self, box: Box, taken: Iterable[Rule] = ()) -> tuple[dict[str, str], tuple[str, ...]]:
        """One situation of what is left over, each base fact with a value, and the facts that tell it from others.

        Facts that nothing depends on have their usual value.
        """
        taken = tuple(taken)
        if not taken and self.certain(box):
            cells = {fact: (mask & -mask).bit_length() - 1 for fact, mask in box.items()}
        else:
            cells = self.left_over(box, taken) or {}
        situation: dict[str, str] = {}
        telling: list[str] = []
        for fact in self.space.facts:
            usual = self._usual_cell(fact)
            cell = cells.get(fact, usual)
            situation[fact] = self.space.sample(fact, cell)
            if fact in box or cell != usual:
                telling.append(fact)
        return situation, tuple(telling)

    def _usual_cell(self, fact_id: str) -> int:
        fact = self.rule_set.facts[fact_id]
        for index, cell in enumerate(self.space.cells[fact_id]):
            if cell.kind == "never" or (cell.kind == "value" and cell.value == fact.unknown):
                return index
        return 0

    def certain(self, box: Box) -> bool:
        """Whether `box` surely holds a possible situation: it asks no derived fact and touches nothing impossible."""
        if not all(box.values()) or any(fact in self.rule_set.derived for fact in box):
            return False
        return not any(meet(box, self.boxes[rule.id]) for rule in self.impossible)

    def holds_somewhere(self, box: Box) -> bool:
        """Whether some situation lies in `box`, impossible ones included."""
        return 0 in self.winners([box])


def meet(one: Box, other: Box) -> bool:
    """Whether no single fact keeps two boxes apart."""
    return all(one[fact] & mask for fact, mask in other.items() if fact in one)


def nothing_wins(leaf: Leaf) -> bool:
    """Whether no rule takes the situations of this leaf."""
    return leaf[0][0] < 0


def listed(names: Sequence[str]) -> str:
    """“a”, “a and b”, “a, b and c”."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
