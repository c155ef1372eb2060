"""Pairs of rules of one layer that may share a situation: those that surely do, and those that one has to ask about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ..diagrams import Box, ExhaustedError, which_hold
from ..language import Decision, Rule
from .queries import Questions, meet

MAX_PAIRS = 20_000
"""Pairs of one decision that are looked at one by one; further ones are only counted."""


@dataclass(slots=True)
class Pair:
    """Two rules of one layer that no single fact keeps apart, and what both accept.

    It is `certain` that they meet unless they ask a derived fact or touch what is impossible.
    """

    first: Rule
    second: Rule
    layer: int
    box: Box
    certain: bool


@dataclass(slots=True)
class Pairs:
    """The pairs of a decision, and how many more there are of either kind."""

    listed: list[Pair] = field(default_factory=list)
    certain: bool = False
    more_certain: int = 0
    more_open: int = 0

    @property
    def more(self) -> int:
        return self.more_certain + self.more_open


def find_pairs(q: Questions, decision: Decision) -> Pairs:
    """All pairs of rules of one layer that overlap in every fact."""
    pairs = Pairs()
    by_layer: dict[int, list[Rule]] = {}
    for rule in decision.rules:
        by_layer.setdefault(rule.layer, []).append(rule)
    for layer in sorted(by_layer):
        if len(by_layer[layer]) > 1:
            _in_layer(q, decision, layer, by_layer[layer], pairs)
    return pairs


def _in_layer(q: Questions, decision: Decision, layer: int, rules: Sequence[Rule], pairs: Pairs) -> None:
    share = q.purse["questions"]
    overlaps = q.overlaps(rules, share)
    derived = q.rule_set.derived
    impossible = q.boxes(q.impossible(decision))
    # Rules that ask base facts only; and those of them that touch nothing impossible.
    plain = clean = 0
    for place, rule in enumerate(rules):
        box = q.box(rule)
        if all(box.values()) and not any(fact in derived for fact in box):
            plain |= 1 << place
            share.spend(len(impossible) // 8)
            if not any(meet(box, other) for other in impossible):
                clean |= 1 << place
    for place, rule in enumerate(rules):
        if not all(q.box(rule).values()):
            continue
        together = overlaps.meeting(q.box(rule)) >> place + 1 << place + 1
        if not together:
            continue
        bit = 1 << place
        certain = together & (plain if clean & bit else clean if plain & bit else 0)
        pairs.certain = pairs.certain or bool(certain)
        for other in _members(together):
            if len(pairs.listed) == MAX_PAIRS:
                break
            together ^= 1 << other
            both = _common(q.box(rule), q.box(rules[other]))
            surely = bool(certain >> other & 1) or q.certain(decision, both)
            pairs.certain = pairs.certain or surely
            share.spend(1)
            if all(both.values()):
                pairs.listed.append(Pair(rule, rules[other], layer, both, surely))
        pairs.more_certain += (together & certain).bit_count()
        pairs.more_open += (together & ~certain).bit_count()


def _members(bits: int) -> Iterator[int]:
    while bits:
        low = bits & -bits
        bits ^= low
        yield low.bit_length() - 1


def _common(one: Box, other: Box) -> Box:
    box = dict(one)
    for fact, mask in other.items():
        box[fact] = box[fact] & mask if fact in box else mask
    return box


def meeting(q: Questions, decision: Decision, pairs: Pairs) -> list[Pair]:
    """The listed pairs that share a possible situation. Raises `ExhaustedError` where that can't be found out."""
    asked = [index for index, pair in enumerate(pairs.listed) if not pair.certain]
    surely = {index for index, pair in enumerate(pairs.listed) if pair.certain}
    if asked:
        world = q.world(decision)
        boxes = [pairs.listed[index].box for index in asked]
        possible = [not 0 <= winner < world.impossible for winner, _ in world.leaves]
        found = which_hold(
            q.store, world.root, q.finished, boxes, [0] * len(boxes), lambda leaf: possible[leaf] - 1,
            q.purse["questions"],
        )  # fmt: skip
        surely |= {asked[index] for index in found}
    if not surely and pairs.more_open:
        raise ExhaustedError("questions")
    return [pair for index, pair in enumerate(pairs.listed) if index in surely]
