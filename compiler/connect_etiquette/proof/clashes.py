"""Pairs of rules of one layer that may share a situation: those that surely do, and those that one has to ask about;
and what keeps two apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ..diagrams import Box, ExhaustedError, Overlaps, Share, which_hold
from ..findings import Repair
from ..language import Decision, Rule, Test
from .queries import Questions, common, meet
from .regions import as_yaml

MAX_PAIRS = 20_000
"""Pairs of one decision that are looked at one by one; further ones are only counted."""
SURELY = 0.999
"""Less than all of a box, and no sum that was rounded."""
TRIAL = 8
"""To try out a mend may cost this part of what words have left; what costs more is not proposed."""


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
            both = common(q.box(rule), q.box(rules[other]))
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


def clashes_with_line_gone(q: Questions, decision: Decision, rule: Rule, line: Test, share: Share) -> bool:
    """Whether `rule` would share a possible situation with another of its layer if it did not ask for `line`."""
    mine = q.box(rule)
    beyond = {**mine, line.fact: q.space.full(line.fact) & ~mine[line.fact]}
    for other in decision.rules:
        if other.layer != rule.layer or other is rule:
            continue
        share.spend(1)
        both = common(beyond, q.box(other))
        if all(both.values()) and (q.certain(decision, both) or some_left(q, decision, both, (), share)):
            return True
    return False


def narrowed(q: Questions, decision: Decision, overlaps: Overlaps, weaker: Rule, stronger: Rule) -> Repair | None:
    """`weaker` narrowed by a line so that `stronger` wins where both applied, or the word that nothing of it would be
    left; None where that would leave a gap. `overlaps` are those of all rules of the decision."""
    mine, other = q.box(weaker), q.box(stronger)

    def had(fact: str) -> int:
        return mine.get(fact, q.space.full(fact))

    def loses(fact: str) -> tuple[bool, bool, float]:
        """How far `weaker` is kept from people whom `stronger` is not about: least by a line that it has not and that
        is about few, such as a flag that is seldom set."""
        share = (had(fact) & other[fact]).bit_count() / had(fact).bit_count()
        return _is_usual(q, fact, other[fact]), fact in mine, share

    heading = f"To let “{stronger.id}” win, narrow “{weaker.id}”:"
    lines = sorted((fact for fact in other if had(fact) & ~other[fact]), key=loses)
    if not lines:
        wholly = f"# “{weaker.id}” lies wholly inside “{stronger.id}”, so nothing would be left of it: remove it"
        return Repair(weaker.span, wholly, heading)
    words = q.purse["words"]
    trial = words.part(words.left // TRIAL)
    # Rules stand by layer, so that those of earlier layers are the first ones.
    earlier = (1 << sum(rule.layer < weaker.layer for rule in decision.rules)) - 1
    others = overlaps.everything ^ 1 << next(i for i, rule in enumerate(decision.rules) if rule is weaker)
    wins = False

    def meeting(box: Box, bits: int) -> list[Rule]:
        """Those of some rules that meet a box: no others can take anything of it."""
        return [decision.rules[place] for place in _members(overlaps.meeting(box) & bits)]

    try:
        for fact in lines:
            kept = {**mine, fact: had(fact) & ~other[fact]}
            if not some_left(q, decision, kept, meeting(kept, earlier), trial):
                continue
            wins = True
            given = {**mine, fact: had(fact) & other[fact]}
            if not some_left(q, decision, given, meeting(given, others), trial):
                when = ["when:", *(f"  {as_yaml(asked, mask, q.space)}" for asked, mask in kept.items())]
                return Repair(weaker.span, "\n".join(when), heading)
    except ExhaustedError:
        return None
    finally:
        trial.release()
        words.settle(trial)
    nothing = f"# nothing would be left of “{weaker.id}” but what stronger layers decide: remove it"
    return None if wins else Repair(weaker.span, nothing, heading)


def some_left(q: Questions, decision: Decision, box: Box, taken: Sequence[Rule], share: Share) -> bool:
    """Whether some possible situation of `box`, which is not empty, is in none of the rules of `taken`."""
    held, known = 0.0, q.certain(decision, box)
    for rule in taken:
        part = 1.0
        for fact, mask in q.box(rule).items():
            whole = box.get(fact, q.space.full(fact))
            part *= (whole & mask).bit_count() / whole.bit_count()
            # Of situations that there are it may hold more or fewer than of the cells.
            known = known and fact not in q.rule_set.derived
        if part == 1:
            return False
        held += part
    # Together they hold fewer cells than it has, however they lie.
    if known and held < SURELY:
        return True
    return q.left_over(q.outside(decision, box, taken), share) is not None


def _is_usual(q: Questions, fact: str, mask: int) -> bool:
    """Whether `mask` accepts what the fact counts as where nobody said anything: so it is for nearly everybody."""
    known = q.rule_set.facts.get(fact)
    usual = None if known is None else "no" if known.unknown is None else known.unknown
    return any(
        mask >> index & 1 and cell.value == usual for index, cell in enumerate(q.space.cells[fact]) if cell.value
    )


def within(q: Questions, inner: Box, outer: Box) -> bool:
    return all(inner.get(fact, q.space.full(fact)) & ~mask == 0 for fact, mask in outer.items())
