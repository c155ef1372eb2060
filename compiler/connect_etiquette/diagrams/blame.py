"""Who is to blame: the facts without which a rule set that is too complex could be proved, found by trying."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .diagram import Box, Store
from .purse import Share
from .race import PROBE, Build, DerivedRanking, Problem, attempt, settled

MOST = 8
"""Facts that are settled before blame gives up."""
NAMED = 4
"""Facts that are named when it does."""


@dataclass(frozen=True, slots=True)
class Blame:
    """Facts that the rules combine in too many ways, the heaviest first.

    `proved` says that with these settled the rest could be explored, and that none of them could be spared; else there
    are others beside them. `pairs` are the two pairs of facts that most rules tie together, with the number of rules.
    """

    facts: tuple[str, ...]
    proved: bool
    pairs: tuple[tuple[str, str, int], ...]


def find_blame(build: Build, share: Share) -> Blame:
    """What made a build stop. Each fact is settled to the cell that most rules accept, and the rest is tried anew."""
    problem, order = build.problem, build.store.order
    weights, pairs = _weigh(build)
    heaviest = tuple((*pair, count) for pair, count in sorted(pairs.items(), key=lambda item: -item[1])[:2])
    chosen: list[str] = []
    cells: dict[str, int] = {}
    done = False
    while weights and len(chosen) < MOST and share.left >= PROBE // 2:
        fact = max(weights, key=lambda name: (weights[name], -order.index(name)))
        chosen.append(fact)
        cells[fact] = _liked(problem, fact)
        build = _tried(problem, cells, order, share)
        if build.done:
            done = True
            break
        weights = {name: weight for name, weight in _weigh(build)[0].items() if name not in cells}
    if not done:
        named = chosen or list(_asked(problem))
        return Blame(tuple(named[:NAMED]), False, heaviest)
    for fact in list(chosen[:-1]):
        if share.left < PROBE // 2:
            break
        rest = {other: cell for other, cell in cells.items() if other != fact}
        if _tried(problem, rest, order, share).done:
            cells = rest
    return Blame(tuple(fact for fact in chosen if fact in cells), True, heaviest)


def _tried(problem: Problem, cells: Mapping[str, int], order: Sequence[str], share: Share) -> Build:
    """A build of what is left of a problem when these facts are settled, after one probe."""
    for fact, cell in cells.items():
        problem = settled(problem, fact, cell)
    build = Build("", problem, Store(order, problem.widths))
    share.release()
    attempt(build, share, PROBE)
    return build


def _all_boxes(problem: Problem) -> list[Box]:
    return [*(box for part in problem.derived for box in part.boxes), *problem.main.boxes, *problem.main.adjustments]


def _asked(problem: Problem) -> dict[str, int]:
    """The base facts that rules ask, with how many do."""
    counts: dict[str, int] = {}
    names = {part.fact for part in problem.derived}
    for box in _all_boxes(problem):
        for fact in box:
            if fact not in names:
                counts[fact] = counts.get(fact, 0) + 1
    return dict(sorted(counts.items(), key=lambda item: -item[1]))


def _liked(problem: Problem, fact: str) -> int:
    """The cell of a fact that most rules accept."""
    counts = [0] * problem.widths[fact]
    for box in _all_boxes(problem):
        mask = box.get(fact, 0)
        for cell in range(mask.bit_length()):
            counts[cell] += mask >> cell & 1
    return counts.index(max(counts))


def _weigh(build: Build) -> tuple[dict[str, int], dict[tuple[str, str], int]]:
    """How much each base fact has to do with the states at the widest level, and each pair that had to be remembered.

    States there are told apart by the rules that are alive in some of them and not in others. Each such rule ties what
    was asked before that level to what is asked from it on.
    """
    current = build.current
    weights: dict[str, int] = {}
    pairs: dict[tuple[str, str], int] = {}
    if current is None or not current.reached:
        return weights, pairs
    widest = max(current.reached, key=lambda level: (current.reached[level], -level))
    some, every = 0, -1
    for alive, _ in current.states_at(widest):
        some |= alive
        every &= alive
    level_of = build.store.level_of
    rests = _rests_on(build.problem.derived)
    boxes = [*current.ranked.boxes, {}, *current.ranked.adjustments, {}]
    vary = some & ~every
    while vary:
        low = vary & -vary
        vary ^= low
        box = boxes[low.bit_length() - 1]
        before = [fact for fact in box if level_of.get(fact, widest) < widest]
        after = [fact for fact in box if level_of.get(fact, widest) >= widest]
        for fact, others in (*((f, after) for f in before), *((f, before or after) for f in after)):
            for base in rests.get(fact, (fact,)):
                weights[base] = weights.get(base, 0) + len(others)
        for first in before:
            for second in after:
                pairs[first, second] = pairs.get((first, second), 0) + 1
    return weights, pairs


def _rests_on(derived: Sequence[DerivedRanking]) -> dict[str, tuple[str, ...]]:
    """For each derived fact the base facts behind it."""
    found: dict[str, tuple[str, ...]] = {}
    for part in derived:
        facts = {base: None for box in part.boxes for fact in box for base in found.get(fact, (fact,))}
        found[part.fact] = tuple(facts)
    return found
