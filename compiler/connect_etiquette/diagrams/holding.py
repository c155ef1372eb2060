"""The one question that is asked of a finished diagram: which of these boxes hold a situation with such a leaf?

All boxes at once, a bit each. From the leaves up, a node's boxes are those that accept a cell and are held below it.
Levels that are skipped narrow nothing, since no box is empty. Boxes that ask derived facts walk the product of the
diagram with those facts' own, and a value narrows them as soon as its diagram comes to it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from operator import and_

from .diagram import Box, Store, ways_of
from .purse import Share
from .ranked import Finished
from .rows import accepting

SLICE = 5_000
"""Boxes that are asked about together: more need longer integers at every node, fewer need more walks."""

Key = tuple[int, ...]
"""A node or leaf of the diagram, then one of each derived fact's."""

ANY_LEAF = ~0
"""Where a derived fact stands in a key once its value was told."""

Step = tuple[Key, int, int]
"""Where some cells of a level lead, these cells, and the boxes that accept the values that are told on the way."""

Ways = dict[int, tuple[tuple[int, int], ...]]
"""Where nodes lead, each place with the cells that lead there."""


def which_hold(
    store: Store,
    root: int,
    finished: Mapping[str, Finished],
    boxes: Sequence[Box],
    keys: Sequence[int],
    threshold: Callable[[int], int],
    share: Share,
) -> set[int]:
    """The indices of the boxes that hold a situation whose leaf has at least the box's key as its `threshold`."""
    groups: dict[tuple[str, ...], list[int]] = {}
    for index, box in enumerate(boxes):
        if all(box.values()):
            asked = tuple(sorted(fact for fact in box if fact in finished))
            groups.setdefault(asked, []).append(index)
    found: set[int] = set()
    ways: Ways = {}
    for derived, members in groups.items():
        members.sort(key=keys.__getitem__)
        for start in range(0, len(members), SLICE):
            part = members[start : start + SLICE]
            ordered = [keys[index] for index in part]
            walk = _Walk(
                store, [boxes[index] for index in part], [finished[fact] for fact in derived], derived, ways, share
            )
            held = walk.held(root, lambda leaf: (1 << bisect_right(ordered, threshold(leaf))) - 1)  # noqa: B023
            share.release()
            while held:
                low = held & -held
                held ^= low
                found.add(part[low.bit_length() - 1])
    return found


class _Walk:
    """One slice of boxes that ask the same derived facts."""

    def __init__(
        self,
        store: Store,
        boxes: Sequence[Box],
        finished: Sequence[Finished],
        derived: Sequence[str],
        ways: Ways,
        share: Share,
    ) -> None:
        self.store = store
        self.share = share
        self.ways = ways
        self.kept: dict[tuple[int, int], int] = {}
        tests: dict[str, list[tuple[int, int]]] = {}
        for place, box in enumerate(boxes):
            for fact, mask in box.items():
                tests.setdefault(fact, []).append((place, mask))
        self.everything = everything = (1 << len(boxes)) - 1
        self.weight = 150 + len(boxes) // 8
        self.price = 1 + len(boxes) // 8000
        self.keeps: dict[int, list[int]] = {}
        for fact, of in tests.items():
            level = store.level_of.get(fact)
            if level is not None:
                asked = 0
                for place, _ in of:
                    asked |= 1 << place
                share.spend(self.price * store.widths[level], store.widths[level] * self.weight)
                self.keeps[level] = [everything ^ asked | row for row in accepting(of, store.widths[level])]
        self.values = [accepting(tests[fact], part.width) for fact, part in zip(derived, finished, strict=True)]
        # Values that these boxes don't tell apart are one.
        self.roots = tuple(
            self._alike(part.root, values.__getitem__) for part, values in zip(finished, self.values, strict=True)
        )

    def _alike(self, root: int, bits: Callable[[int], int]) -> int:
        """The diagram at `root` with one leaf for all that have the same bits."""
        first: dict[int, int] = {}
        return self.store.relabel(root, lambda leaf: first.setdefault(bits(leaf), leaf), self.share)

    def held(self, root: int, wanted: Callable[[int], int]) -> int:
        """The boxes that hold a situation whose leaf wants them."""
        known: dict[int, int] = {}

        def at_leaf(leaf: int) -> int:
            bits = known.get(leaf)
            if bits is None:
                bits = known[leaf] = wanted(leaf)
            return bits

        return self._product(self._alike(root, at_leaf), at_leaf) if self.roots else self._plain(root, at_leaf)

    def _plain(self, root: int, at_leaf: Callable[[int], int]) -> int:
        if root < 0:
            return at_leaf(~root)
        bits: dict[int, int] = {}
        for at in self.store.reachable(root):
            level, children = self.store.nodes[at]
            self.share.spend(self.price * (1 + len(children) // 4), self.weight)
            keeps = self.keeps.get(level)
            found = 0
            if keeps is None:
                for child in set(children):
                    found |= bits[child] if child >= 0 else at_leaf(~child)
            else:
                last, below = None, 0
                for child, keep in zip(children, keeps, strict=True):
                    if child != last:
                        last, below = child, bits[child] if child >= 0 else at_leaf(~child)
                    if below:
                        found |= below & keep
            bits[at] = found
        return bits[root]

    def _product(self, root: int, at_leaf: Callable[[int], int]) -> int:
        """The same over the diagram and the derived facts' own, all standing at one situation."""
        begun = [self._arrived(place, at) for place, at in enumerate(self.roots, start=1)]
        start = (root, *[at for at, _ in begun])
        told = reduce(and_, [accepted for _, accepted in begun])
        if max(start) < 0:
            return at_leaf(~root) & told
        bits: dict[Key, int] = {}
        level, steps = self._steps(start)
        stack = [(start, level, steps, iter(steps))]
        while stack:
            key, level, steps, ahead = stack[-1]
            for step, _, _ in ahead:
                if step in bits:
                    continue
                if max(step) < 0:
                    bits[step] = at_leaf(~step[0])
                    continue
                below_it, further = self._steps(step)
                stack.append((step, below_it, further, iter(further)))
                break
            else:
                stack.pop()
                held = 0
                asked = level in self.keeps
                for step, cells, accepted in steps:
                    below = bits[step] & accepted
                    if below:
                        held |= below & self._kept(level, cells) if asked else below
                bits[key] = held
        return bits[start] & told

    def _arrived(self, place: int, at: int) -> tuple[int, int]:
        """Where a key stands at `place` after a step to `at`, and the boxes that accept what is known by that. The
        value of a derived fact is told here and not kept: keys that would differ in nothing but a value are one."""
        if at >= 0 or place == 0:
            return at, self.everything
        return ANY_LEAF, self.values[place - 1][~at]

    def _kept(self, level: int, cells: int) -> int:
        """The boxes that accept one of these cells."""
        kept = self.kept.get((level, cells))
        if kept is None:
            kept, left = 0, cells
            while left:
                low = left & -left
                left ^= low
                kept |= self.keeps[level][low.bit_length() - 1]
            self.kept[level, cells] = kept
        return kept

    def _steps(self, key: Key) -> tuple[int, list[Step]]:
        """The level that a key asks, and where its cells lead, those of one way together."""
        store = self.store
        level = min([store.nodes[at][0] for at in key if at >= 0])
        width = store.widths[level]
        self.share.spend(self.price * (2 + width // 2 + len(key)), self.weight + 16 * len(key) * width)
        found: list[Step] = [(key, (1 << width) - 1, self.everything)]
        for place, at in enumerate(key):
            if at >= 0 and store.nodes[at][0] == level:
                ways = [(*self._arrived(place, child), cells) for child, cells in self._ways(at)]
                found = [
                    ((*there[:place], child, *there[place + 1 :]), both, accepted & told)
                    for there, mask, accepted in found
                    for child, told, cells in ways
                    if (both := mask & cells)
                ]
        return level, found

    def _ways(self, at: int) -> tuple[tuple[int, int], ...]:
        """Where a node leads, each place with the cells that lead there."""
        found = self.ways.get(at)
        if found is None:
            found = self.ways[at] = tuple(ways_of(self.store.nodes[at][1]).items())
        return found
