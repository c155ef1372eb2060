"""A finished diagram as the crosscheck reads it: whether it is one, where its cells lead, and what in it is alike.

Nothing here is shared with what built it.
"""

from __future__ import annotations

from array import array
from collections.abc import Hashable, Iterable, Sequence

from ..diagrams import Diagram, Leaf, Share


class DisagreementError(Exception):
    """The diagram and the rules say different things, or the diagram is none."""


def well_formed(diagram: Diagram) -> int:
    """The number of edges of a diagram in which every situation has exactly one way to a leaf."""
    edges = 0
    for at, (level, children) in enumerate(diagram.nodes):
        if not 0 <= level < len(diagram.order) or len(children) != diagram.widths[level]:
            raise DisagreementError(f"node {at} has {len(children)} children")
        for child in set(children):
            if not -len(diagram.leaves) <= child < at or (child >= 0 and diagram.nodes[child][0] <= level):
                raise DisagreementError(f"node {at} leads to {child}, which is not below it")
        edges += len(children)
    if not -len(diagram.leaves) <= diagram.root < len(diagram.nodes):
        raise DisagreementError(f"the diagram begins at {diagram.root}, which is not there")
    return edges


def valued(diagram: Diagram, values: Sequence[int], none: int) -> Diagram:
    """A derived fact's diagram with the index of its value in the place of the rule.

    Where no rule gives it a value, the index is `none`.
    """
    leaves: tuple[Leaf, ...] = tuple((value, -1) for value in range(none + 1))
    return _relabelled(diagram, [values[rank] if rank >= 0 else none for rank, _ in diagram.leaves], leaves)


def _relabelled(diagram: Diagram, labels: Sequence[int], leaves: tuple[Leaf, ...]) -> Diagram:
    """The diagram with the leaves that `labels` says in the place of its own; parts that are now equal are one."""
    nodes: list[tuple[int, tuple[int, ...]]] = []
    # By bytes, not by tuples: Python's hash of -1 is that of -2, and so of all tuples of the first two leaves.
    merged: dict[bytes, int] = {}
    # Nodes by their index; leaves from the end, as the complement of theirs finds them.
    moved = [0] * len(diagram.nodes) + [~label for label in reversed(labels)]
    for at, (level, children) in enumerate(diagram.nodes):
        below = tuple([moved[child] for child in children])
        if below.count(below[0]) == len(below):
            moved[at] = below[0]
            continue
        shape = array("i", (level, *below)).tobytes()
        found = merged.get(shape)
        if found is None:
            found = merged[shape] = len(nodes)
            nodes.append((level, below))
        moved[at] = found
    return Diagram(diagram.order, diagram.widths, tuple(nodes), leaves, moved[diagram.root])


class Part:
    """A diagram as it is read along. `levels` says what each node asks; a leaf asks what comes after all facts."""

    __slots__ = ("_ways", "diagram", "levels")

    def __init__(self, diagram: Diagram) -> None:
        self.diagram = diagram
        # A leaf is the complement of its index: it finds its level from the end.
        self.levels = [level for level, _ in diagram.nodes] + [len(diagram.order)] * len(diagram.leaves)
        self._ways: list[tuple[tuple[int, int], ...] | None] = [None] * len(diagram.nodes)

    def ways(self, at: int) -> tuple[tuple[int, int], ...]:
        """Where a node leads, each place with the cells that lead there."""
        found = self._ways[at]
        if found is None:
            found = self._ways[at] = tuple(self.diagram.ways(at).items())
        return found

    def merged(self, alike: Iterable[Hashable], share: Share) -> Part:
        """The same with one leaf for all that are alike; `alike` says of each leaf what it is like."""
        first: dict[Hashable, int] = {}
        labels = [first.setdefault(one, leaf) for leaf, one in enumerate(alike)]
        if len(first) == len(labels):
            return self
        share.spend(1 + len(self.levels) // 2)
        return Part(_relabelled(self.diagram, labels, self.diagram.leaves))
