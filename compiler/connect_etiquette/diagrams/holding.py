"""The one question that is asked of a finished diagram: which of these boxes hold a situation with such a leaf?

All boxes at once, a bit each. From the leaves up, a node's boxes are those that accept a cell and are held below it.
Levels that are skipped narrow nothing, since no box is empty. Boxes that ask derived facts walk the product of the
diagram with those facts' own.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence

from .diagram import Box, Store
from .purse import Share
from .ranked import Finished
from .rows import accepting

SLICE = 5_000
"""Boxes that are asked about together: more need longer integers at every node, fewer need more walks."""


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
    for derived, members in groups.items():
        members.sort(key=keys.__getitem__)
        for start in range(0, len(members), SLICE):
            part = members[start : start + SLICE]
            ordered = [keys[index] for index in part]
            walk = _Walk(store, [boxes[index] for index in part], [finished[fact] for fact in derived], derived, share)
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
        self, store: Store, boxes: Sequence[Box], finished: Sequence[Finished], derived: Sequence[str], share: Share
    ) -> None:
        self.store = store
        self.share = share
        self.roots = tuple(part.root for part in finished)
        tests: dict[str, list[tuple[int, int]]] = {}
        for place, box in enumerate(boxes):
            for fact, mask in box.items():
                tests.setdefault(fact, []).append((place, mask))
        everything = (1 << len(boxes)) - 1
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

    def held(self, root: int, wanted: Callable[[int], int]) -> int:
        """The boxes that hold a situation whose leaf wants them."""
        known: dict[int, int] = {}

        def at_leaf(leaf: int) -> int:
            bits = known.get(leaf)
            if bits is None:
                bits = known[leaf] = wanted(leaf)
            return bits

        return self._product(root, at_leaf) if self.roots else self._plain(root, at_leaf)

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
        start = (root, *self.roots)
        bits: dict[tuple[int, ...], int] = {}

        def settled(key: tuple[int, ...]) -> int | None:
            """What is known of a key; a key of leaves alone is known at once."""
            found = bits.get(key)
            if found is None and max(key) < 0:
                found = at_leaf(~key[0])
                for row, value in zip(self.values, key[1:], strict=True):
                    found &= row[~value]
                bits[key] = found
            return found

        found = settled(start)
        if found is not None:
            return found
        level, steps = self._steps(start)
        stack = [(start, level, steps, iter(dict.fromkeys(steps)))]
        while stack:
            key, level, steps, ahead = stack[-1]
            step = next((step for step in ahead if settled(step) is None), None)
            if step is not None:
                below, further = self._steps(step)
                stack.append((step, below, further, iter(dict.fromkeys(further))))
                continue
            stack.pop()
            keeps = self.keeps.get(level)
            held = 0
            for cell, step in enumerate(steps):
                held |= bits[step] if keeps is None else bits[step] & keeps[cell]
            bits[key] = held
        return bits[start]

    def _steps(self, key: tuple[int, ...]) -> tuple[int, list[tuple[int, ...]]]:
        """The level that a key asks, and where each of its cells leads."""
        nodes = self.store.nodes
        level = min(nodes[at][0] for at in key if at >= 0)
        width = self.store.widths[level]
        self.share.spend(self.price * (2 + width // 2 + len(key)), self.weight + 16 * len(key) * width)
        moving = [nodes[at][1] if at >= 0 and nodes[at][0] == level else None for at in key]
        return level, [
            tuple([below[cell] if below is not None else at for at, below in zip(key, moving, strict=True)])
            for cell in range(width)
        ]
