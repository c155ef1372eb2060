"""The decision diagram: every situation's answer in one reduced, ordered graph.

Rules are narrowed fact by fact. A state is the set of rules still alive, as one big integer, so that equal states are
found by equality and explored once. Per decision the strongest rule has the lowest bit; a catch-all stands behind the
weakest, and when it wins there is a gap. Derived facts are decisions too: as soon as one is settled, the rules that
ask something else of it die. Nothing here knows what a fact or a verdict means.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

Box = Mapping[str, int]
"""Facts to masks of accepted cells; a fact that is missing is not asked about."""

MAX_WORK = 2_500_000
"""Units of work that the questions about one rule set may take together: about 8 s of pure Python. A real rule set
takes some ten thousand."""
STATE_WORK = 3
"""Units for one state of rules; looking at one node of a diagram takes one."""


class TooComplexError(Exception):
    """The rules combine facts in more ways than can be explored. `facts` are those that multiply the states most."""

    def __init__(self, facts: Sequence[str]) -> None:
        super().__init__(", ".join(facts))
        self.facts = tuple(facts)


class Work:
    """How much work is left, counted so that the same rules always end at the same point, on any machine."""

    def __init__(self, left: int = MAX_WORK) -> None:
        self.left = left

    def spend(self, units: int, busiest: Callable[[], Sequence[str]]) -> None:
        """Take `units`; when none are left, `TooComplexError` with what `busiest` names."""
        self.left -= units
        if self.left < 0:
            raise TooComplexError(busiest())


@dataclass(frozen=True, slots=True)
class Ranked:
    """Rules that together give one answer, strongest first, each a box and whatever it answers."""

    boxes: tuple[Box, ...]
    answers: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """One answer at the leaves: a ranked decision, and adjustments that are looked at only if it answers `turns`."""

    main: Ranked
    adjustments: Ranked = Ranked((), ())
    turns: object = None


@dataclass(frozen=True, slots=True)
class Derived:
    """A derived fact: the cell index that each rule gives, in rank order."""

    fact: str
    ranked: Ranked


Leaf = tuple[tuple[int, int], ...]
"""For each group the index of the winning rule and of the adjustment, -1 where there is none."""


@dataclass(frozen=True, slots=True)
class Diagram:
    """Nodes are (level, children): the child for each cell of the level's fact. Children and root are node indices, or
    the complement of a leaf's index. No node has all children equal, no two nodes are the same."""

    order: tuple[str, ...]
    widths: tuple[int, ...]
    nodes: tuple[tuple[int, tuple[int, ...]], ...]
    leaves: tuple[Leaf, ...]
    root: int

    def walk(self, situation: Mapping[str, int]) -> tuple[Leaf, list[str]]:
        """The leaf for a situation (fact → cell index), and the facts read on the way."""
        at = self.root
        path: list[str] = []
        while at >= 0:
            level, children = self.nodes[at]
            fact = self.order[level]
            path.append(fact)
            at = children[situation[fact]]
        return self.leaves[~at], path

    def blocks(self, wanted: Callable[[Leaf], bool] | None = None) -> Iterator[tuple[dict[str, int], Leaf]]:
        """Disjoint boxes that together hold every situation whose leaf is wanted, each with its leaf."""
        fruitful = self._fruitful(wanted) if wanted else None
        box: dict[str, int] = {}

        def visit(at: int) -> Iterator[tuple[dict[str, int], Leaf]]:
            if at < 0:
                leaf = self.leaves[~at]
                if wanted is None or wanted(leaf):
                    yield dict(box), leaf
                return
            if fruitful is not None and not fruitful[at]:
                return
            level, children = self.nodes[at]
            fact = self.order[level]
            masks: dict[int, int] = {}
            for cell, child in enumerate(children):
                masks[child] = masks.get(child, 0) | 1 << cell
            for child, mask in masks.items():
                box[fact] = mask
                yield from visit(child)
            del box[fact]

        return visit(self.root)

    def _fruitful(self, wanted: Callable[[Leaf], bool]) -> list[bool]:
        """For each node whether a wanted leaf is below it. Children always stand before their parents."""
        found: list[bool] = []
        for _, children in self.nodes:
            found.append(any(found[child] if child >= 0 else wanted(self.leaves[~child]) for child in children))
        return found

    def inside(self, box: Box, fine: Sequence[bool], work: Work) -> bool:
        """Whether every situation of `box` has a leaf that is fine; `fine` says so for each leaf by its index."""
        known: dict[int, bool] = {}

        def visit(at: int) -> bool:
            if at < 0:
                return fine[~at]
            if at not in known:
                work.spend(1, lambda: self.order)
                level, children = self.nodes[at]
                mask = box.get(self.order[level])
                known[at] = all(
                    visit(child) for child in {c for i, c in enumerate(children) if mask is None or mask >> i & 1}
                )
            return known[at]

        return visit(self.root)


def explore(
    order: Sequence[str], widths: Mapping[str, int], derived: Sequence[Derived], groups: Sequence[Group], work: Work
) -> Diagram:
    """The reduced diagram of `groups` over the facts in `order`.

    `widths` gives the number of cells of each base fact; `derived` comes in an order in which each rests on earlier
    ones only. Raises `TooComplexError` when no `work` is left.
    """
    return _Explorer(order, widths, derived, groups, work).explore()


def find_gap(
    order: Sequence[str], widths: Mapping[str, int], derived: Sequence[Derived], boxes: Sequence[Box], work: Work
) -> dict[str, int] | None:
    """The cells of some situation in none of `boxes`, for the facts that keep it out of them; None if there is none.

    Arguments as for `explore`; it stops at the first such situation.
    """
    group = Group(Ranked(tuple(boxes), (None,) * len(boxes)))
    return _Explorer(order, widths, derived, [group], work).find_gap()


class _Explorer:
    """Bit sets over all rules of all decisions, and the search through their states."""

    def __init__(
        self,
        order: Sequence[str],
        widths: Mapping[str, int],
        derived: Sequence[Derived],
        groups: Sequence[Group],
        work: Work,
    ) -> None:
        self.order = tuple(order)
        self.widths = tuple(widths[fact] for fact in order)
        self.groups = groups
        self.work = work
        boxes: list[Box] = []

        def place(ranked: Ranked) -> tuple[int, int]:
            start = len(boxes)
            boxes.extend(ranked.boxes)
            boxes.append({})  # the catch-all
            return start, ((1 << len(boxes)) - 1) ^ ((1 << start) - 1)

        self.derived: list[tuple[str, int, int, tuple[object, ...]]] = []
        for fact in derived:
            start, mask = place(fact.ranked)
            self.derived.append((fact.fact, start, mask, fact.ranked.answers))
        self.mains: list[tuple[int, int]] = []
        self.adjusts: list[tuple[int, int, int]] = []
        for group in groups:
            start, mask = place(group.main)
            turning = sum(1 << (start + i) for i, answer in enumerate(group.main.answers) if answer == group.turns)
            self.mains.append((start, mask))
            start, mask = place(group.adjustments)
            self.adjusts.append((start, mask, turning if group.adjustments.boxes else 0))
        self.count = len(boxes)
        self._index(boxes)

    def _index(self, boxes: list[Box]) -> None:
        everything = (1 << self.count) - 1
        level_of = {fact: level for level, fact in enumerate(self.order)}
        names = [fact for fact, *_ in self.derived]
        asks = [0] * len(self.order)
        accepts = [[0] * width for width in self.widths]
        self.needs = dict.fromkeys(names, 0)
        derived_accepts: dict[str, dict[int, int]] = {name: {} for name in names}
        for position, box in enumerate(boxes):
            bit = 1 << position
            for fact, mask in box.items():
                level = level_of.get(fact)
                if level is not None:
                    asks[level] |= bit
                    row = accepts[level]
                    cell = 0
                    while mask:
                        if mask & 1:
                            row[cell] |= bit
                        mask >>= 1
                        cell += 1
                else:
                    self.needs[fact] |= bit
                    known = derived_accepts[fact]
                    cell = 0
                    while mask:
                        if mask & 1:
                            known[cell] = known.get(cell, 0) | bit
                        mask >>= 1
                        cell += 1
        # A rule that does not ask about a fact lives on whatever its value is.
        self.asks = asks
        self.keeps = [[(everything ^ asks[level]) | alive for alive in row] for level, row in enumerate(accepts)]
        self.settled = [0] * (len(self.order) + 1)
        self.settled[len(self.order)] = everything
        for level in range(len(self.order) - 1, -1, -1):
            self.settled[level] = self.settled[level + 1] & ~asks[level]
        self.derived_keeps = {
            name: {cell: (everything ^ self.needs[name]) | alive for cell, alive in derived_accepts[name].items()}
            for name in names
        }
        self.derived_none = {name: everything ^ self.needs[name] for name in names}

    def _reduce(self, alive: int, level: int) -> int:
        """Drop whatever can no longer matter once the facts before `level` are known."""
        settled = self.settled[level]
        while True:
            before = alive
            pending = 0
            for name, _, mask, _ in self.derived:
                if alive & mask:
                    pending |= self.needs[name]
            sure = settled & ~pending
            for (_, main), (_, adjust, turning) in zip(self.mains, self.adjusts, strict=True):
                winners = alive & main & sure
                if winners:
                    winner = winners & -winners
                    alive &= ~main | ((winner << 1) - 1)
                if alive & adjust:
                    if not alive & turning:
                        alive &= ~adjust
                    else:
                        winners = alive & adjust & sure
                        winner = winners & -winners
                        alive &= ~adjust | ((winner << 1) - 1)
            for name, start, mask, answers in reversed(self.derived):
                block = alive & mask
                if not block:
                    continue
                if not alive & self.needs[name]:
                    alive &= ~mask
                    continue
                winners = block & sure
                if winners:
                    winner = winners & -winners
                    alive &= ~mask | ((winner << 1) - 1)
                    if alive & mask == winner:
                        rank = winner.bit_length() - 1 - start
                        alive &= ~mask
                        if rank < len(answers):
                            answer = answers[rank]
                            assert isinstance(answer, int)
                            alive &= self.derived_keeps[name].get(answer, self.derived_none[name])
                        else:
                            alive &= self.derived_none[name]
            if alive == before:
                return alive

    def explore(self) -> Diagram:
        nodes: list[tuple[int, tuple[int, ...]]] = []
        leaves: list[Leaf] = []
        leaf_of: dict[Leaf, int] = {}
        unique: dict[tuple[int, tuple[int, ...]], int] = {}
        seen: dict[tuple[int, int], int] = {}
        reduce, asks, keeps, levels, spend = self._reduce, self.asks, self.keeps, len(self.order), self.work.spend

        def busiest() -> list[str]:
            return self._busiest(seen)

        def visit(alive: int, level: int) -> int:
            while level < levels and not alive & asks[level]:
                level += 1
            if level == levels:
                leaf = self._leaf(alive)
                if leaf not in leaf_of:
                    leaf_of[leaf] = len(leaves)
                    leaves.append(leaf)
                return ~leaf_of[leaf]
            key = (level, alive)
            node = seen.get(key)
            if node is not None:
                return node
            spend(STATE_WORK, busiest)
            children: list[int] = []
            below: dict[int, int] = {}
            for keep in keeps[level]:
                narrowed = alive & keep
                child = below.get(narrowed)
                if child is None:
                    child = visit(reduce(narrowed, level + 1), level + 1)
                    below[narrowed] = child
                children.append(child)
            first = children[0]
            if all(child == first for child in children):
                node = first
            else:
                shape = (level, tuple(children))
                found = unique.get(shape)
                if found is None:
                    found = len(nodes)
                    unique[shape] = found
                    nodes.append(shape)
                node = found
            seen[key] = node
            return node

        root = visit(reduce((1 << self.count) - 1, 0), 0)
        return Diagram(self.order, self.widths, tuple(nodes), tuple(leaves), root)

    def find_gap(self) -> dict[str, int] | None:
        ((_, main),) = self.mains
        catch_all = 1 << (self.count - 2)  # the last but one bit: behind it stands the empty adjustments' own
        seen: set[tuple[int, int]] = set()
        cells: dict[str, int] = {}
        spend = self.work.spend

        def busiest() -> list[str]:
            return self._busiest(seen)

        def visit(alive: int, level: int) -> bool:
            block = alive & main
            if not block & catch_all:
                return False
            if block == catch_all:
                return True
            while not alive & self.asks[level]:
                level += 1
            if (level, alive) in seen:
                return False
            seen.add((level, alive))
            spend(STATE_WORK, busiest)
            for cell, keep in enumerate(self.keeps[level]):
                cells[self.order[level]] = cell
                if visit(self._reduce(alive & keep, level + 1), level + 1):
                    return True
            del cells[self.order[level]]
            return False

        return cells if visit(self._reduce((1 << self.count) - 1, 0), 0) else None

    def _leaf(self, alive: int) -> Leaf:
        leaf = []
        for group, (start, main), (adjust_start, adjust, _) in zip(self.groups, self.mains, self.adjusts, strict=True):
            winner = (alive & main).bit_length() - 1 - start
            adjusted = -1
            if alive & adjust:
                rank = (alive & adjust).bit_length() - 1 - adjust_start
                adjusted = rank if rank < len(group.adjustments.boxes) else -1
            leaf.append((winner if winner < len(group.main.boxes) else -1, adjusted))
        return tuple(leaf)

    def _busiest(self, seen: Iterable[tuple[int, int]]) -> list[str]:
        counts: dict[str, int] = {}
        for level, _ in seen:
            counts[self.order[level]] = counts.get(self.order[level], 0) + 1
        return sorted(counts, key=lambda fact: -counts[fact])[:4]
