"""A plain reading of the rules, as a person would do it: does this value meet that condition?

It shares no code with the diagram, so that the two can be held against each other at every build. A person would read
one value after the other; where a fact has thousands of them, the ends of a range are looked up instead.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from ..language import AnyOf, Condition, Is, Not, Range
from .space import Cell


def within(condition: Range, value: float) -> bool:
    """Whether a number lies in a range; both are in the fact's own measure."""
    above = condition.low is None or value > condition.low or (condition.low_included and value == condition.low)
    below = condition.high is None or value < condition.high or (condition.high_included and value == condition.high)
    return above and below


def representative(cell: Cell) -> str | float:
    """A value that stands for all of its cell."""
    if cell.kind in ("value", "never"):
        return cell.value
    if cell.kind == "point":
        return cell.low
    return max(cell.low, 0) + 1 if cell.high is None else (max(cell.low, 0) + cell.high) / 2


class Row:
    """The cells of one fact, each by the value that stands for it. Of numbers, those rise from cell to cell."""

    def __init__(self, cells: Sequence[Cell]) -> None:
        values = [representative(cell) for cell in cells]
        self.full = (1 << len(values)) - 1
        self.words = {value: at for at, value in enumerate(values) if isinstance(value, str)}
        self.numbers = [float(value) for value in values if not isinstance(value, str)]

    def accepted(self, condition: Condition) -> int:
        """The cells whose values meet `condition`, as a mask."""
        if isinstance(condition, Not):
            return self.full & ~self.accepted(condition.inner)
        if isinstance(condition, AnyOf):
            mask = 0
            for part in condition.parts:
                mask |= self.accepted(part)
            return mask
        if isinstance(condition, Range):
            return self._between(condition)
        word = condition.value if isinstance(condition, Is) else "never"
        return 1 << self.words[word] if word in self.words else 0

    def _between(self, condition: Range) -> int:
        """A range meets the numbers from one place to another; both ends are looked up and read again."""
        numbers = self.numbers
        first, last = 0, len(numbers)
        if condition.low is not None:
            first = (bisect_left if condition.low_included else bisect_right)(numbers, condition.low)
        if condition.high is not None:
            last = (bisect_right if condition.high_included else bisect_left)(numbers, condition.high)
        for at in (first - 1, first, last - 1, last):
            if 0 <= at < len(numbers) and within(condition, numbers[at]) != (first <= at < last):
                raise AssertionError(f"{condition} is read in two ways at {numbers[at]}")
        return ((1 << last) - 1) & ~((1 << first) - 1) if last > first else 0
