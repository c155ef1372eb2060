"""Questions about a rule set: is there a situation in this box that none of these rules takes? Which, and in words?

Every proof is such a question. Impossible situations never count.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..diagrams import (
    Box,
    Build,
    DerivedRanking,
    Diagram,
    ExhaustedError,
    Exploration,
    Finished,
    Leaf,
    Overlaps,
    Problem,
    Purse,
    Ranked,
    Share,
    Store,
    run_race,
)
from ..language import Decision, Rule, RuleSet
from .ordering import choose_order, orders
from .regions import maximal_boxes
from .space import Space

VERDICT = "verdict"
"""The level behind all facts: what tips and notes may ask as well."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A decision's diagram in the store of its questions: its leaves are the impossible situations that count, then
    its rules by rank, and -1 where nothing applies."""

    root: int
    leaves: Sequence[Leaf]
    impossible: int


class Questions:
    """A rule set as boxes, and the diagrams that questions about it need."""

    def __init__(self, rule_set: RuleSet, space: Space, purse: Purse) -> None:
        self.rule_set = rule_set
        self.space = space
        self.purse = purse
        self.widths = {fact: len(cells) for fact, cells in space.cells.items()}
        self._boxes: dict[int, Box] = {}
        self.order = choose_order(rule_set, space)
        self.build: Build | None = None
        self.store = Store([*self.order, VERDICT], self.widths)
        self.finished: dict[str, Finished] = {}
        self._impossible = {name: self._impossible_for(name) for name in (*rule_set.derivations, VERDICT)}
        self._judged: dict[str, Judged] = {}

    def box(self, rule: Rule) -> Box:
        """The cells that a rule accepts, for the facts it tests. Two rules may have one id; each has its own box."""
        box = self._boxes.get(id(rule))
        if box is None:
            box = self._boxes[id(rule)] = self.space.box(rule)
        return box

    def boxes(self, rules: Iterable[Rule]) -> tuple[Box, ...]:
        """The boxes of some rules."""
        return tuple([self.box(rule) for rule in rules])

    def _impossible_for(self, name: str) -> tuple[Rule, ...]:
        """What counts as impossible for a decision. While a derived fact is being proved, what is impossible because of
        that very fact, or of facts that rest on it, can't count."""
        if name == VERDICT or not self.rule_set.impossible:
            return self.rule_set.impossible
        later = {name}
        for other, decision in self.rule_set.derivations.items():
            if any(test.fact in later for rule in decision.rules for test in rule.when):
                later.add(other)
        return tuple(rule for rule in self.rule_set.impossible if not any(test.fact in later for test in rule.when))

    def impossible(self, decision: Decision) -> tuple[Rule, ...]:
        """The declarations of impossible situations that count for a decision."""
        return self._impossible[decision.name]

    # The diagrams

    def problem(self) -> Problem:
        """The whole rule set as plain boxes."""
        rules = self.rule_set.decision.rules
        derived = []
        for name, decision in self.rule_set.derivations.items():
            place = {value: index for index, value in enumerate(self.rule_set.derived[name].values)}
            values = tuple(place[rule.outcome] for rule in decision.rules)
            derived.append(DerivedRanking(name, self.boxes(decision.rules), values, len(place)))
        first = len(self.rule_set.impossible)
        turning = frozenset(first + rank for rank, rule in enumerate(rules) if rule.outcome == self.rule_set.turns)
        ranked = Ranked(self.boxes((*self.rule_set.impossible, *rules)), self.boxes(self.rule_set.adjustments), turning)
        return Problem(self.widths, tuple(derived), ranked)

    def explore(self, share: Share) -> Build:
        """Build all diagrams, or as much of them as the share allows. Later questions use what is there."""
        with_verdict = ((name, [*order, VERDICT]) for name, order in orders(self.rule_set, self.space))
        self.build = build = run_race(self.problem(), with_verdict, share)
        self.store = build.store
        reached = f"{len(build.store.nodes):,} nodes" if build.done else "not finished"
        self.purse.notes.append(f"facts {build.name}: {reached}")
        self.finished = build.finished
        self.order = list(build.store.order[:-1])
        if build.done:
            self._judged[VERDICT] = Judged(build.root, build.leaves, len(self.rule_set.impossible))
            assert build.current is not None
            build.current.forget()
        return build

    def judged(self, decision: Decision) -> Judged:
        """The diagram of a decision with what is impossible for it."""
        found = self._judged.get(decision.name)
        if found is None:
            impossible = self.impossible(decision)
            if not impossible and decision.name in self.finished:
                own = self.finished[decision.name]
                found = Judged(own.ranks, own.leaves, 0)
            else:
                share = self.purse["questions"]
                explored = self._exploration(self.boxes((*impossible, *decision.rules)), share)
                explored.run(share)
                found = Judged(explored.root, explored.leaves, len(impossible))
            self._judged[decision.name] = found
        return found

    def world(self, decision: Decision) -> Judged:
        """The diagram of what is impossible for a decision, and nothing else."""
        found = self._judged.get(decision.name)
        if found is None:
            impossible = self.impossible(decision)
            share = self.purse["questions"]
            explored = self._exploration(self.boxes(impossible), share)
            explored.run(share)
            found = Judged(explored.root, explored.leaves, len(impossible))
        return found

    @property
    def diagram(self) -> Diagram:
        """The finished diagram of the verdict by itself."""
        judged = self._judged[VERDICT]
        return Diagram.cut_out(self.store, judged.root, judged.leaves, len(self.order))

    def derived_diagram(self, name: str) -> Diagram:
        """The finished diagram of a derived fact by itself, its rules at the leaves."""
        own = self.finished[name]
        return Diagram.cut_out(self.store, own.ranks, own.leaves)

    def small(self, rule: Rule) -> Diagram:
        """The diagram of one rule by itself, which may ask the verdict as well: winner 0 where it applies, else -1."""
        share = self.purse["tips"]
        explored = self._exploration([self.box(rule)], share)
        explored.run(share)
        share.release()
        return Diagram.cut_out(self.store, explored.root, explored.leaves)

    def path_to_gap(self, judged: Judged) -> dict[str, int]:
        """The cells that lead to some situation in which nothing applies."""
        path: dict[str, int] = {}
        seen: set[int] = set()
        stack = [(judged.root, self._cells(judged.root))]
        while stack:
            at, cells = stack[-1]
            fact = self.store.order[self.store.nodes[at][0]] if at >= 0 else ""
            for cell, child in cells:
                if child < 0:
                    if judged.leaves[~child][0] < 0:
                        return path | {fact: cell}
                elif child not in seen:
                    seen.add(child)
                    path[fact] = cell
                    stack.append((child, self._cells(child)))
                    break
            else:
                stack.pop()
                path.pop(fact, None)
        return path

    def _cells(self, at: int) -> Iterator[tuple[int, int]]:
        return iter(enumerate(self.store.nodes[at][1])) if at >= 0 else iter(())

    def _exploration(self, boxes: Sequence[Box], share: Share) -> Exploration:
        if len(self.finished) < len(self.rule_set.derivations):
            unknown = self.rule_set.derivations.keys() - self.finished.keys()
            if any(fact in unknown for box in boxes for fact in box):
                raise ExhaustedError("diagram")
        return Exploration(self.store, Ranked(boxes), self.finished, share)

    # Questions

    def left_over(self, boxes: Sequence[Box], share: Share) -> dict[str, int] | None:
        """Cells of some situation in none of `boxes`, for the facts that keep it out of them; None if there is none."""
        return self._exploration(boxes, share).find(1 << len(boxes), share)

    def winners(self, boxes: Sequence[Box], share: Share) -> set[int]:
        """The indices of the boxes that are the first to hold some situation; -1 if some situation is in none."""
        explored = self._exploration(boxes, share)
        explored.run(share)
        return {winner for winner, _ in explored.leaves}

    def won_by(self, boxes: Sequence[Box], ranks: int, share: Share) -> bool:
        """Whether one of `boxes` whose ranks are bits of `ranks` is the first to hold some situation."""
        return self._exploration(boxes, share).find(ranks, share) is not None

    def where_won(self, boxes: Sequence[Box], ranks: int, share: Share) -> dict[str, int] | None:
        """Cells of some situation that a box whose rank is a bit of `ranks` is the first to hold; None if none is."""
        return self._exploration(boxes, share).find(ranks, share)

    def outside(self, decision: Decision, box: Box, taken: Iterable[Rule] = ()) -> list[Box]:
        """Boxes that hold everything but what is left over of `box` when the rules of `taken` have taken theirs."""
        complements: list[Box] = [{fact: self.space.full(fact) & ~mask} for fact, mask in box.items()]
        others = (self.box(rule) for rule in (*self.impossible(decision), *taken))
        return complements + [other for other in others if meet(box, other)]

    def in_words(
        self, decision: Decision, box: Box, taken: Sequence[Rule], share: Share
    ) -> tuple[list[dict[str, int]], bool]:
        """All that is left over of `box` as maximal boxes, and whether these are all; derived facts stand in them by
        name. Impossible situations are in or out as makes the boxes simpler. Empty where the share ends too early."""
        impossible = self.boxes(self.impossible(decision))
        outside = self.outside(decision, box, taken)
        # Impossible situations first, so that they are told from what a rule takes.
        boxes = [*impossible, *outside]
        mentioned = {fact for part in boxes for fact in part}
        derived = [fact for fact in self.rule_set.derived if fact in mentioned]
        # Rules ask derived facts above all: with these first the same diagram is a hundred times smaller.
        order = [*derived, *(fact for fact in self.order if fact in mentioned)]
        store = Store(order, self.widths)
        try:
            explored = Exploration(store, Ranked(boxes), {}, share)
            explored.run(share)
            diagram = Diagram.cut_out(store, explored.root, explored.leaves, len(order))
            explored.forget()
            wanted = [winner < 0 for winner, _ in diagram.leaves]
            allowed = [0 <= winner < len(impossible) for winner, _ in diagram.leaves]
            found, complete = maximal_boxes(diagram, wanted, allowed, share)
            if derived:
                # Derived facts were free there: what they can't be together with the others is dropped.
                found = [part for part in found if self.left_over(self.outside(decision, part), share) is not None]
        except ExhaustedError:
            return [], False
        finally:
            share.release()
        return self._spared(decision, found, share), complete

    def _spared(self, decision: Decision, found: list[dict[str, int]], share: Share) -> list[dict[str, int]]:
        """Those of `found` that are needed, as all situations of another lie in these; the simplest stay. Where a
        quarter of what is left of the share does not tell, the others stay too."""
        kept = list(found)
        part = share.part(share.left // 4)
        try:
            for box in reversed(found):
                if len(kept) == 1:
                    break
                others = [other for other in kept if other is not box and meet(box, other)]
                if others and self.left_over([*self.outside(decision, box), *others], part) is None:
                    kept = [other for other in kept if other is not box]
        except ExhaustedError:
            pass
        part.release()
        share.settle(part)
        return kept

    def witness(
        self, decision: Decision, box: Box, taken: Sequence[Rule], share: Share
    ) -> tuple[dict[str, str], tuple[str, ...]]:
        """One situation of what is left over, each base fact with a value, and the facts that tell it from others.

        Facts that nothing depends on have their usual value.
        """
        if not taken and self.certain(decision, box):
            cells: Mapping[str, int] = {fact: (mask & -mask).bit_length() - 1 for fact, mask in box.items()}
        else:
            cells = self._plainer(decision, box, taken, share)
        return self.in_full(cells, box)

    def _plainer(self, decision: Decision, box: Box, taken: Sequence[Rule], share: Share) -> dict[str, int]:
        """Cells of a situation of what is left over, with no unusual value without need. Where a quarter
        of what is left of the share does not tell, the others stay as they were found."""
        cells = self.left_over(self.outside(decision, box, taken), share) or {}
        free = {fact: self._usual_cell(fact) for fact in self.space.facts if fact not in box}
        part = share.part(share.left // 4)
        try:
            for fact in free:
                usual = {other: cell for other, cell in free.items() if cells.get(other, cell) == cell}
                if fact not in usual:
                    pinned = {other: 1 << cell for other, cell in {**usual, fact: free[fact]}.items()}
                    cells = self.left_over(self.outside(decision, {**box, **pinned}, taken), part) or cells
        except ExhaustedError:
            pass
        part.release()
        share.settle(part)
        return cells

    def in_full(self, cells: Mapping[str, int], box: Box) -> tuple[dict[str, str], tuple[str, ...]]:
        """A situation in words, the facts that are not in `cells` with their usual value, and the facts that matter."""
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

    def certain(self, decision: Decision, box: Box) -> bool:
        """Whether `box` surely holds a possible situation: it asks no derived fact and touches nothing impossible."""
        if not all(box.values()) or any(fact in self.rule_set.derived for fact in box):
            return False
        return not any(meet(box, self.box(rule)) for rule in self.impossible(decision))

    def holds_somewhere(self, box: Box, share: Share) -> bool:
        """Whether some situation lies in `box`, impossible ones included."""
        if not all(box.values()):
            return False
        if not any(fact in self.rule_set.derived for fact in box):
            return True
        return self.won_by([box], 1, share)

    def overlaps(self, rules: Sequence[Rule], share: Share) -> Overlaps:
        """The rules as boxes that can be asked which of them meet another."""
        return Overlaps(self.boxes(rules), self.widths, share)


def meet(one: Box, other: Box) -> bool:
    """Whether no single fact keeps two boxes apart."""
    return all(one[fact] & mask for fact, mask in other.items() if fact in one)


def common(one: Box, other: Box) -> Box:
    """What lies in both boxes; where they do not meet, some fact of it has no cell."""
    box = dict(one)
    for fact, mask in other.items():
        box[fact] = box[fact] & mask if fact in box else mask
    return box


def listed(names: Sequence[str]) -> str:
    """“a”, “a and b”, “a, b and c”."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
