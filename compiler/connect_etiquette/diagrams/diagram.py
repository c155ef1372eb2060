"""Decision diagrams: every situation's outcome in one reduced, ordered graph.

Nodes are kept in one store, children before parents, so that equal parts of whatever is decided over the same order of
facts are one node. Nothing here knows what a fact, a rule or a verdict means.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from .purse import Share

Box = Mapping[str, int]
"""Facts to masks of accepted cells; a fact that is missing is not asked about."""

Leaf = tuple[int, int]
"""The rank of the winning rule and of the adjustment, -1 where there is none."""

Node = tuple[int, tuple[int, ...]]
"""A level, and the child for each cell of its fact: a node's index, or the complement of a leaf's."""


def ways_of(children: Sequence[int]) -> dict[int, int]:
    """The places among a node's `children`, each with the mask of the cells that lead there.

    By runs: a mask of thousands of cells is put together slowly cell by cell.
    """
    masks: dict[int, int] = {}
    cell = 0
    for child, run in groupby(children):
        cells = len(list(run))
        masks[child] = masks.get(child, 0) | ((1 << cells) - 1) << cell
        cell += cells
    return masks


class Store:
    """Nodes over one order of facts. No node has all children equal, no two nodes are the same."""

    def __init__(self, order: Sequence[str], widths: Mapping[str, int]) -> None:
        self.order = tuple(order)
        self.widths = tuple(widths[fact] for fact in order)
        self.level_of = {fact: level for level, fact in enumerate(order)}
        self.nodes: list[Node] = []
        # For each level, by the children's bytes. Not by tuples: Python's hash of -1 is that of -2, so that all tuples
        # of the first two leaves' complements collide, and to look one up among n takes n comparisons.
        self._unique: list[dict[bytes, int]] = [{} for _ in self.order]
        self._below: dict[int, int] = {}

    def node(self, level: int, children: tuple[int, ...]) -> int:
        """The node with these children; the child itself where all are equal."""
        first = children[0]
        if children.count(first) == len(children):
            return first
        unique = self._unique[level]
        shape = array("i", children).tobytes()
        found = unique.get(shape)
        if found is None:
            found = unique[shape] = len(self.nodes)
            self.nodes.append((level, children))
        return found

    def reachable(self, root: int) -> list[int]:
        """The nodes below and with `root`, children first."""
        seen = {root} if root >= 0 else set()
        stack = list(seen)
        while stack:
            for child in set(self.nodes[stack.pop()][1]):
                if child >= 0 and child not in seen:
                    seen.add(child)
                    stack.append(child)
        return sorted(seen)

    def relabel(self, root: int, label: Callable[[int], int], share: Share) -> int:
        """The diagram with the leaf `label(leaf)` in place of each leaf."""
        found: dict[int, int] = {}
        for at in self.reachable(root):
            level, children = self.nodes[at]
            share.spend(1 + len(children) // 8, 120 + 8 * len(children))
            found[at] = self.node(level, tuple([found[c] if c >= 0 else ~label(~c) for c in children]))
        return found[root] if root >= 0 else ~label(~root)

    def below(self, at: int) -> int:
        """The leaves at or below `at`, as a mask. Known for what `learn` was told of."""
        return self._below[at] if at >= 0 else 1 << ~at

    def learn(self, root: int, share: Share) -> None:
        """Find out, for each node of a diagram, which leaves are below it."""
        known = self._below
        for at in self.reachable(root):
            if at not in known:
                mask = 0
                for child in set(self.nodes[at][1]):
                    mask |= known[child] if child >= 0 else 1 << ~child
                share.spend(1, 60 + mask.bit_length() // 8)
                known[at] = mask

    def freed(self) -> None:
        """No more nodes are to come: what finds equal ones is forgotten."""
        self._unique = [{} for _ in self.order]


@dataclass(frozen=True, slots=True)
class Diagram:
    """One finished diagram by itself, its nodes and leaves numbered in the order in which a walk from the root meets
    them, children before parents."""

    order: tuple[str, ...]
    widths: tuple[int, ...]
    nodes: tuple[Node, ...]
    leaves: tuple[Leaf, ...]
    root: int

    @classmethod
    def cut_out(cls, store: Store, root: int, leaves: Sequence[Leaf], facts: int | None = None) -> Diagram:
        """The diagram at `root` of `store`, over its first `facts` facts or all of them; `leaves` says what its leaves
        stand for."""
        nodes: list[Node] = []
        number: dict[int, int] = {}
        met: dict[int, int] = {}

        def leaf(child: int) -> None:
            if child not in met:
                met[child] = ~len(met)

        stack: list[tuple[int, Iterator[int]]] = []
        if root >= 0:
            stack.append((root, iter(dict.fromkeys(store.nodes[root][1]))))
        else:
            leaf(root)
        while stack:
            at, children = stack[-1]
            for child in children:
                if child < 0:
                    leaf(child)
                elif child not in number:
                    stack.append((child, iter(dict.fromkeys(store.nodes[child][1]))))
                    break
            else:
                stack.pop()
                if at not in number:
                    level, below = store.nodes[at]
                    number[at] = len(nodes)
                    nodes.append((level, tuple([number[c] if c >= 0 else met[c] for c in below])))
        return cls(
            store.order[:facts],
            store.widths[:facts],
            tuple(nodes),
            tuple(leaves[~child] for child in met),
            number[root] if root >= 0 else met[root],
        )

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

    def situations(self) -> list[int]:
        """How many situations each leaf has, by its index."""
        # Facts that no node asks only multiply everything in the end.
        asked = sorted({level for level, _ in self.nodes})
        place = {level: at for at, level in enumerate(asked)}
        skipped = [1]
        for level in asked:
            skipped.append(skipped[-1] * self.widths[level])
        last = len(asked)
        others = 1
        for level, width in enumerate(self.widths):
            if level not in place:
                others *= width
        counts = [0] * len(self.leaves)
        reaching = [0] * len(self.nodes)

        def reach(child: int, ways: int, at: int) -> None:
            if child < 0:
                counts[~child] += ways * (skipped[last] // skipped[at])
            else:
                reaching[child] += ways * (skipped[place[self.nodes[child][0]]] // skipped[at])

        reach(self.root, 1, 0)
        for node in range(len(self.nodes) - 1, -1, -1):
            level, children = self.nodes[node]
            for child, cells in Counter(children).items():
                reach(child, reaching[node] * cells, place[level] + 1)
        return [count * others for count in counts]

    def blocks(self, wanted: Sequence[bool] | None = None) -> Iterator[tuple[dict[str, int], Leaf]]:
        """Disjoint boxes that together hold every situation whose leaf is wanted, each with its leaf; `wanted` says so
        by the leaf's index, and all are wanted without it."""
        if wanted is None:
            wanted = [True] * len(self.leaves)
        fruitful: list[bool] = []
        for _, children in self.nodes:
            fruitful.append(any(fruitful[child] if child >= 0 else wanted[~child] for child in children))
        if self.root < 0:
            if wanted[~self.root]:
                yield {}, self.leaves[~self.root]
            return
        box: dict[str, int] = {}
        stack = [(self.order[self.nodes[self.root][0]], iter(self.ways(self.root).items()))]
        while stack:
            fact, steps = stack[-1]
            for child, mask in steps:
                box[fact] = mask
                if child < 0:
                    if wanted[~child]:
                        yield dict(box), self.leaves[~child]
                elif fruitful[child]:
                    stack.append((self.order[self.nodes[child][0]], iter(self.ways(child).items())))
                    break
            else:
                stack.pop()
                box.pop(fact, None)

    def ways(self, at: int) -> dict[int, int]:
        """Where a node leads, each place with the mask of the cells that lead there."""
        return ways_of(self.nodes[at][1])

    def inside(self, box: Box, fine: Sequence[bool], share: Share) -> bool:
        """Whether every situation of `box` has a leaf that is fine; `fine` says so for each leaf by its index."""
        seen = {self.root}
        stack = [self.root]
        while stack:
            at = stack.pop()
            if at < 0:
                if not fine[~at]:
                    return False
                continue
            level, children = self.nodes[at]
            share.spend(1 + len(children) // 8)
            mask = box.get(self.order[level])
            below = children if mask is None else [child for cell, child in enumerate(children) if mask >> cell & 1]
            for child in dict.fromkeys(below):
                if child not in seen:
                    seen.add(child)
                    stack.append(child)
        return True
