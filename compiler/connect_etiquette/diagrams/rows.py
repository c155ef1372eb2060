"""Bit sets over boxes: which of them ask a fact, and which accept each of its cells."""

from __future__ import annotations

from collections.abc import Iterable


def accepting(tests: Iterable[tuple[int, int]], width: int) -> list[int]:
    """For each of `width` cells the rules that accept it, as bits; `tests` are rules' places with their masks.

    A rule's bit is turned where a run of its cells begins and where it ends, so that a range costs two steps.
    """
    turns = [0] * (width + 1)
    for place, mask in tests:
        edges = mask ^ mask << 1
        bit = 1 << place
        while edges:
            low = edges & -edges
            edges ^= low
            turns[low.bit_length() - 1] ^= bit
    now = 0
    row = []
    for turn in turns[:width]:
        now ^= turn
        row.append(now)
    return row


def places(tests: Iterable[tuple[int, int]]) -> int:
    """The rules of some tests as bits."""
    found = 0
    for place, _ in tests:
        found |= 1 << place
    return found
