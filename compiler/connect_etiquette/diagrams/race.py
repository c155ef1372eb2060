"""The race: several orders are tried for a moment each, and the best of them goes on from where it stopped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from .diagram import Box, Leaf, Store
from .purse import ExhaustedError, Share
from .ranked import Finished, Ranked
from .ranking import Exploration

PROBE = 120_000
"""Units that an order gets at first: about a fifth of a second. A real rule set takes some two thousand."""
SECOND_PROBE = 2 * PROBE
"""Units that an order gets before the next one's turn, where its probe came far."""
PROMISING = 0.2
"""How far that is, as a share of the situations. Where most of them are settled by the first facts asked, an order
comes far at once and then never ends, so that others have their turn."""


@dataclass(frozen=True, slots=True)
class DerivedRanking:
    """The rules of one derived fact as boxes, strongest first, with the value (as a cell) that each gives."""

    fact: str
    boxes: tuple[Box, ...]
    values: tuple[int, ...]
    width: int


@dataclass(frozen=True, slots=True)
class Problem:
    """A rule set as plain boxes: derived facts, each resting on earlier ones only, and the ranked rules."""

    widths: Mapping[str, int]
    derived: tuple[DerivedRanking, ...]
    main: Ranked


@dataclass(slots=True)
class Build:
    """The diagrams of a problem over one order, as far as they are explored."""

    name: str
    problem: Problem
    store: Store
    finished: dict[str, Finished] = field(default_factory=dict)
    current: Exploration | None = None
    done: bool = False
    held: int = 0

    def run(self, share: Share) -> bool:
        """Explore on; False when the share ends first. Nothing is explored twice."""
        try:
            for part in self.problem.derived[len(self.finished) :]:
                self.finished[part.fact] = self._finish(part, share)
            self._explore(self.problem.main, share)
            self.done = True
        except ExhaustedError:
            return False
        return True

    def _explore(self, ranked: Ranked, share: Share) -> Exploration:
        if self.current is None:
            self.current = Exploration(self.store, ranked, self.finished, share)
        self.current.run(share)
        return self.current

    def _finish(self, part: DerivedRanking, share: Share) -> Finished:
        explored = self._explore(Ranked(part.boxes), share)
        finished = finish(self.store, explored, part.values, part.width, share)
        self.current = None
        return finished

    @property
    def root(self) -> int:
        """The root of the whole decision in the store."""
        assert self.current is not None
        return self.current.root

    @property
    def leaves(self) -> list[Leaf]:
        """What the leaves at the root stand for."""
        assert self.current is not None
        return self.current.leaves

    @property
    def progress(self) -> tuple[int, float]:
        """The derived facts that are finished, and how far the next decision is explored."""
        return len(self.finished), self.current.progress() if self.current else 0.0


def finish(store: Store, explored: Exploration, values: tuple[int, ...], width: int, share: Share) -> Finished:
    """An explored derived fact with the values in place of its rules; “none” is the value behind the last."""
    leaves = explored.leaves
    root = store.relabel(explored.root, lambda leaf: values[leaves[leaf][0]] if leaves[leaf][0] >= 0 else width, share)
    store.learn(root, share)
    return Finished(root, width + 1, explored.root, leaves)


def run_race(problem: Problem, orders: Iterable[tuple[str, list[str]]], share: Share) -> Build:
    """The diagrams under the first order that gets there, or the build that came farthest, not `done`."""
    runners: list[Build] = []
    for name, order in orders:
        build = Build(name, problem, Store(order, problem.widths))
        runners.append(build)
        if attempt(build, share, PROBE):
            return build
        finished, progress = build.progress
        promising = finished == len(problem.derived) and progress >= PROMISING
        if promising and attempt(build, share, SECOND_PROBE):
            return build
    runners.sort(key=lambda build: build.progress, reverse=True)
    best, rest = runners[0], runners[1:2]
    for loser in runners[2:]:
        share.release(loser.held)
    del runners
    close = bool(rest) and rest[0].progress[0] == best.progress[0] and rest[0].progress[1] * 10 > best.progress[1]
    if attempt(best, share, share.left * 3 // 4 if close else share.left):
        return best
    if close:
        # The rest of the share goes to the one that stands better now.
        last = best if best.progress[1] >= 0.5 else rest[0]
        attempt(last, share, share.left)
        return max(best, *rest, key=lambda build: (build.done, build.progress))
    return best


def attempt(build: Build, share: Share, units: int) -> bool:
    """Let a build explore for so many units of a share; whether it came to its end."""
    part = share.part(units)
    done = build.run(part)
    share.settle(part)
    build.held += part.held
    return done


def settled(problem: Problem, fact: str, cell: int) -> Problem:
    """The problem with one fact known: rules that do not accept the cell are out, the others ask it no more."""

    def narrowed(boxes: Iterable[Box]) -> list[tuple[int, Box]]:
        return [
            (rank, {other: mask for other, mask in box.items() if other != fact})
            for rank, box in enumerate(boxes)
            if fact not in box or box[fact] >> cell & 1
        ]

    derived = []
    for part in problem.derived:
        left = narrowed(part.boxes)
        values = tuple(part.values[rank] for rank, _ in left)
        derived.append(replace(part, boxes=tuple(box for _, box in left), values=values))
    main = narrowed(problem.main.boxes)
    turning = frozenset(at for at, (rank, _) in enumerate(main) if rank in problem.main.turning)
    adjustments = [box for _, box in narrowed(problem.main.adjustments)]
    return replace(
        problem, derived=tuple(derived), main=Ranked(tuple(box for _, box in main), tuple(adjustments), turning)
    )
