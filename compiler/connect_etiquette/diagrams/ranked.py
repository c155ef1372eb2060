"""What a ranking starts from: rules as boxes, strongest first, and the finished diagrams of derived facts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from .diagram import Box, Leaf


@dataclass(frozen=True, slots=True)
class Ranked:
    """Rules as boxes, strongest first, and adjustments that are looked at only where a rule of `turning` wins."""

    boxes: Sequence[Box]
    adjustments: Sequence[Box] = ()
    turning: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Finished:
    """A derived fact's diagram: its root, whose leaves are values, and their number with “none” as the last one.

    `ranks` is the same diagram with the winning rules at its leaves, and `leaves` what those stand for.
    """

    root: int
    width: int
    ranks: int = 0
    leaves: Sequence[Leaf] = field(default=())
