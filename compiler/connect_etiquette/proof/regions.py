"""Sets of situations in words: few, large, overlapping boxes instead of thousands of small ones."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import log10

from ..diagrams import Box, Diagram, ExhaustedError, Share
from ..findings import either
from .space import Space

MAX_REGIONS = 200
"""Boxes gathered for one finding. A set that needs more is described by these; the finding says so."""
_WHOLE = 10**30
"""From here on a number is told by its power of ten: nobody reads its figures, and Python writes 4,300 at most."""


def in_figures(number: int) -> str:
    """A whole number, in groups of three digits; a very large one about."""
    return f"{number:,}" if number < _WHOLE else f"~10^{round(log10(number))}"


def maximal_boxes(
    diagram: Diagram,
    wanted: Sequence[bool],
    allowed: Sequence[bool],
    share: Share,
    real: Callable[[Box], bool] = lambda _: True,
    limit: int = MAX_REGIONS,
) -> tuple[list[dict[str, int]], bool]:
    """Boxes that can't be widened and that hold every situation whose leaf is wanted, and whether all are there.

    They hold no other situations but those whose leaf is `allowed`, which count neither way, and none is made for a
    block that is not `real`; both say so for each leaf by its index. Boxes that ask about the fewest facts come first.
    A fact that a box leaves out may have any value. Where the share ends early, some are missing.
    """
    full = {fact: (1 << width) - 1 for fact, width in zip(diagram.order, diagram.widths, strict=True)}
    fine = [mine or also for mine, also in zip(wanted, allowed, strict=True)]
    beside = [not mine for mine in wanted]
    found: list[dict[str, int]] = []
    complete = True
    try:
        for block, _ in diagram.blocks(wanted):
            share.spend(1 + len(found) // 4)
            if any(_within(block, box, full) for box in found) or not real(block):
                continue
            if len(found) == limit:
                complete = False
                break
            found.append(_tightened(_widen(block, diagram, fine, full, share), diagram, beside, share))
    except ExhaustedError:
        complete = False
    kept = [
        box for i, box in enumerate(found) if not any(_spared(box, i, other, j, full) for j, other in enumerate(found))
    ]
    return sorted(kept, key=lambda box: _asked(box, full)), complete


def _asked(box: Box, full: Mapping[str, int]) -> tuple[int, int]:
    """How much a box asks: the facts it names, and the cells it leaves out."""
    return len(box), sum(full[fact].bit_count() - mask.bit_count() for fact, mask in box.items())


def _spared(box: Box, i: int, other: Box, j: int, full: Mapping[str, int]) -> bool:
    """Whether `other` makes `box` superfluous; of two equal ones the first stays."""
    return i != j and _within(box, other, full) and (j < i or not _within(other, box, full))


def _within(inner: Box, outer: Box, full: Mapping[str, int]) -> bool:
    return all(inner.get(fact, full[fact]) & ~mask == 0 for fact, mask in outer.items())


def _widen(block: Box, diagram: Diagram, fine: list[bool], full: Mapping[str, int], share: Share) -> dict[str, int]:
    box = dict(block)
    for fact in list(box):
        without = {other: mask for other, mask in box.items() if other != fact}
        if diagram.inside(without, fine, share):
            box = without
    for fact in list(box):
        for cell in range(full[fact].bit_length()):
            wider = box[fact] | 1 << cell
            if wider != box[fact] and diagram.inside({**box, fact: wider}, fine, share):
                box[fact] = wider
    return box


def _tightened(box: dict[str, int], diagram: Diagram, beside: list[bool], share: Share) -> dict[str, int]:
    """`box` without the cells that only allowed situations are in."""
    for fact, mask in list(box.items()):
        for cell in range(mask.bit_length()):
            if mask >> cell & 1 and diagram.inside({**box, fact: 1 << cell}, beside, share):
                box[fact] &= ~(1 << cell)
    return box


def in_words(box: Box, space: Space) -> str:
    """A box as an author would say it: “thanked is not-yet, and since-met is less than 24h”."""
    if not box:
        return "always"
    parts = []
    for fact, mask in box.items():
        words = space.in_words(fact, mask)
        others = space.in_words(fact, space.full(fact) & ~mask)
        if len(words) > 2 and len(others) < len(words):
            parts.append(f"{fact} is not {either(others)}")
        else:
            parts.append(f"{fact} is {either(words)}")
    return ", and ".join(parts)


def as_data(box: Box, space: Space) -> dict[str, list[str]]:
    """A box as findings carry it: each fact with the values and ranges it may have."""
    return {fact: space.in_words(fact, mask) for fact, mask in box.items()}


def as_yaml(fact: str, mask: int, space: Space) -> str:
    """A condition on `fact` that accepts exactly `mask`, in the rule language."""
    words = space.in_words(fact, mask)
    others = space.in_words(fact, space.full(fact) & ~mask)
    if len(words) == 1:
        return f"{fact}: {words[0]}"
    if len(others) == 1 and len(words) > 2:
        return f"{fact}: {{not: {others[0]}}}"
    return f"{fact}: [{', '.join(words)}]"
