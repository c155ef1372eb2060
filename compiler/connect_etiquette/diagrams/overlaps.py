"""Which rules meet: all pairs that no single fact keeps apart, with one bit set of rules for each fact's cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .diagram import Box
from .purse import Share
from .rows import accepting

BLOCK = 64
"""Cells whose rules are joined beforehand, so that a range of thousands of cells is a few dozen steps."""


class Overlaps:
    """A list of boxes that can be asked which of them meet a given one. Bit `i` stands for box `i`."""

    def __init__(self, boxes: Sequence[Box], widths: Mapping[str, int], share: Share) -> None:
        self.boxes = boxes
        self.everything = (1 << len(boxes)) - 1
        self._price = 1 + len(boxes) // 8000
        self._share = share
        tests: dict[str, list[tuple[int, int]]] = {}
        for place, box in enumerate(boxes):
            for fact, mask in box.items():
                tests.setdefault(fact, []).append((place, mask))
        self._indifferent: dict[str, int] = {}
        self._rows: dict[str, list[int]] = {}
        self._joined: dict[str, list[int]] = {}
        self._met: dict[tuple[str, int], int] = {}
        weight = len(boxes) // 8
        for fact, of in tests.items():
            width = widths[fact]
            share.spend((len(of) + width) // 2 * self._price, width * weight)
            asked = 0
            for place, _ in of:
                asked |= 1 << place
            self._indifferent[fact] = self.everything ^ asked
            row = self._rows[fact] = accepting(of, width)
            self._joined[fact] = [_any(row[start : start + BLOCK]) for start in range(0, width, BLOCK)]

    def meeting(self, box: Box) -> int:
        """The boxes that no fact keeps apart from `box`, as bits."""
        met = self.everything
        for fact, mask in box.items():
            if not met:
                break
            if fact in self._rows:
                known = self._met.get((fact, mask))
                if known is None:
                    known = self._met[fact, mask] = self._indifferent[fact] | self._accepting_any(fact, mask)
                met &= known
        return met

    def _accepting_any(self, fact: str, mask: int) -> int:
        """The boxes that accept one of the cells of `mask`."""
        row, joined = self._rows[fact], self._joined[fact]
        found = 0
        steps = 1
        whole = (1 << BLOCK) - 1
        for block, together in enumerate(joined):
            part = mask >> block * BLOCK & whole
            if not part:
                continue
            steps += 1
            if part == whole:
                found |= together
                continue
            while part:
                low = part & -part
                part ^= low
                found |= row[block * BLOCK + low.bit_length() - 1]
                steps += 1
        self._share.spend(1 + steps // 8 * self._price, len(self.boxes) // 8 + 100)
        return found


def _any(row: Sequence[int]) -> int:
    found = 0
    for bits in row:
        found |= bits
    return found
