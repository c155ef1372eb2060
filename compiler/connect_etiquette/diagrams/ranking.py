"""Ranked rules to a diagram: who wins, in every situation at once.

Rules are narrowed fact by fact. A state holds the rules still alive, as one big integer with the strongest rule lowest
and a catch-all behind the weakest, and for each derived fact that they ask its *current node* in its own finished
diagram. A node stands for a function, so that states over derived facts are equal whenever what they mean is: a chain
of a hundred derived facts is as cheap as its own diagrams. States that are equal are explored once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from .diagram import Leaf, Store
from .purse import Share
from .ranked import Finished, Ranked
from .rows import accepting, places

SETTLED = -1
"""In place of a derived fact's node: no rule that is alive asks it any more."""

State = tuple[int, int, tuple[int, ...]]
"""The next level that an alive rule asks (as a place in the decision's own levels), the alive rules, the nodes."""


class Exploration:
    """The search through the states of one decision. It can be stopped and goes on where it stood."""

    def __init__(self, store: Store, ranked: Ranked, finished: Mapping[str, Finished], share: Share) -> None:
        self.store = store
        self.ranked = ranked
        self.finished = finished
        self.leaves: list[Leaf] = []
        self.reached: dict[int, int] = {}
        """How many states were explored at each level."""
        self._leaf_of: dict[Leaf, int] = {}
        self._index(ranked, finished, share)
        self._ids: dict[State, int] = {}
        self._states: list[State] = []
        self._nodes: list[int | None] = []
        self._stack: list[_Frame] = []
        self._root: int | None = None

    def _index(self, ranked: Ranked, finished: Mapping[str, Finished], share: Share) -> None:
        """Bit sets over all rules: who asks at a level, and who lives on after each cell."""
        store, main, adjustments = self.store, ranked.boxes, ranked.adjustments
        self._catch_all = 1 << len(main)
        self._main = (self._catch_all << 1) - 1
        everything = (self._main + 1 << len(adjustments) + 1) - 1 if adjustments else self._main
        self.everything = everything
        self._adjusting = everything ^ self._main
        self._turning = sum(1 << rank for rank in ranked.turning) if adjustments else 0
        tests: dict[str, list[tuple[int, int]]] = {}
        for start, boxes in ((0, main), (len(main) + 1, adjustments)):
            for place, box in enumerate(boxes, start):
                for fact, mask in box.items():
                    tests.setdefault(fact, []).append((place, mask))
        weight = everything.bit_length() // 8
        base = sorted(store.level_of[fact] for fact in tests if fact in store.level_of)
        self.levels = [*base, len(store.order)]
        self._asks: list[int] = []
        self._keeps: list[list[int]] = []
        for level in base:
            of = tests[store.order[level]]
            share.spend(1 + (len(of) + store.widths[level]) * (1 + weight // 4000), store.widths[level] * weight)
            asks = places(of)
            others = everything ^ asks
            self._asks.append(asks)
            self._keeps.append([others | row for row in accepting(of, store.widths[level])])
        self._settled = [everything] * len(self.levels)
        for at in range(len(base) - 1, -1, -1):
            self._settled[at] = self._settled[at + 1] & ~self._asks[at]
        self.derived = sorted(fact for fact in tests if fact not in store.level_of)
        self._needs = [places(tests[fact]) for fact in self.derived]
        self._rows = [accepting(tests[fact], finished[fact].width) for fact in self.derived]
        self._kept: list[dict[int, tuple[int, int]]] = [{} for _ in self.derived]
        self._price = 1 + everything.bit_length() / 1500
        if self.derived or adjustments:
            self._price += 2 + len(self.derived) / 2
        self._size = 180 + weight + 8 * len(self.derived)

    # One step

    def _by_values(self, place: int, values: int) -> tuple[int, int]:
        """The rules that a derived fact's possible values leave alive, and those of them that still ask it."""
        found = self._kept[place].get(values)
        if found is None:
            some, every, row = 0, self._needs[place], self._rows[place]
            left = values
            while left:
                low = left & -left
                left ^= low
                accepted = row[low.bit_length() - 1]
                some |= accepted
                every &= accepted
            needs = self._needs[place]
            found = self._kept[place][values] = (self.everything ^ needs) | some, needs & ~every
        return found

    def _reduce(self, alive: int, at: int, nodes: tuple[int, ...]) -> tuple[int, tuple[int, ...]]:
        """Drop whatever can no longer matter once the facts before place `at` are known."""
        settled = self._settled[at]
        if not nodes:
            return self._ended(alive, settled), nodes
        out = list(nodes)
        below = self.store.below
        while True:
            before = alive
            pending = 0
            for place, node in enumerate(out):
                if node == SETTLED:
                    continue
                if not alive & self._needs[place]:
                    out[place] = SETTLED
                    continue
                keep, still_open = self._by_values(place, below(node) if node >= 0 else 1 << ~node - 1)
                alive &= keep
                asking = alive & still_open
                if asking:
                    pending |= asking
                else:
                    out[place] = SETTLED
            alive = self._ended(alive, settled & ~pending)
            if alive == before:
                return alive, tuple(out)

    def _ended(self, alive: int, sure: int) -> int:
        """Whatever is weaker than a sure rule dies; adjustments die where no rule that they turn is left."""
        winners = alive & self._main & sure
        if winners:
            alive &= self._adjusting | ((winners & -winners) << 1) - 1
        if alive & self._adjusting:
            if not alive & self._turning:
                return alive & self._main
            winners = alive & self._adjusting & sure
            if winners:
                alive &= ((winners & -winners) << 1) - 1
        return alive

    def _reach(self, alive: int, at: int, nodes: tuple[int, ...]) -> int:
        """The number of the state that is reached, or the complement of the leaf."""
        alive, nodes = self._reduce(alive, at, nodes)
        if not alive & (alive - 1):
            return self._leaf(alive)
        asks, last = self._asks, len(self._asks)
        while at < last and not alive & asks[at]:
            at += 1
        if at == last and nodes.count(SETTLED) == len(nodes):
            return self._leaf(alive)
        state = (at, alive, nodes)
        number = self._ids.get(state)
        if number is None:
            number = self._ids[state] = len(self._states)
            self._states.append(state)
            self._nodes.append(None)
        return number

    def _leaf(self, alive: int) -> int:
        won = alive & self._main
        winner = (won & -won).bit_length() - 1
        adjusted = -1
        if alive & self._adjusting:
            rank = (alive & self._adjusting).bit_length() - 2 - len(self.ranked.boxes)
            adjusted = rank if rank < len(self.ranked.adjustments) else -1
        leaf = (winner if winner < len(self.ranked.boxes) else -1, adjusted)
        found = self._leaf_of.get(leaf)
        if found is None:
            found = self._leaf_of[leaf] = len(self.leaves)
            self.leaves.append(leaf)
        return ~found

    def start(self) -> int:
        """The first state, or the only leaf."""
        roots = tuple([self._standing(self.finished[fact].root) for fact in self.derived])
        return self._reach(self.everything, 0, roots)

    @staticmethod
    def _standing(child: int) -> int:
        """A node as it stands in a state, where -1 is taken: a value moves down by one."""
        return child if child >= 0 else child - 1

    def level(self, number: int) -> int:
        """The level of a state: the first that one of its rules or nodes asks."""
        at, _, nodes = self._states[number]
        level = self.levels[at]
        if not nodes:
            return level
        for node in nodes:
            if node >= 0 and self.store.nodes[node][0] < level:
                level = self.store.nodes[node][0]
        return level

    def expand(self, number: int, level: int, share: Share) -> list[int]:
        """What a state at `level` leads to, a reference for each cell of the level's fact."""
        at, alive, nodes = self._states[number]
        width = self.store.widths[level]
        own = self.levels[at] == level
        moving = [place for place, node in enumerate(nodes) if node >= 0 and self.store.nodes[node][0] == level]
        share.spend(3 + width // (3 if moving else 8), self._size + 8 * width)
        if moving:
            keeps = self._keeps[at] if own else [self.everything] * width
            wanted, distinct = self._moved(alive, keeps, at + own, nodes, moving)
        elif nodes or self._adjusting:
            wanted, distinct = self._narrowed(alive, self._keeps[at], at + 1, nodes)
        else:
            wanted, distinct = self._plainly_narrowed(alive, self._keeps[at], at + 1)
        share.used += int(distinct * self._price)
        return wanted

    def _plainly_narrowed(self, alive: int, keeps: Sequence[int], at: int) -> tuple[list[int], int]:
        """The references, and how many differ, where there are neither derived facts nor adjustments.

        This is `_reach` written out: most of the time that proofs of large tables take is spent here.
        """
        settled, asks, last = self._settled[at], self._asks, len(self._asks)
        ids, states = self._ids, self._states
        here: dict[int, int] = {}
        wanted: list[int] = []
        for keep in keeps:
            narrowed = alive & keep
            reference = here.get(narrowed)
            if reference is None:
                left = narrowed
                sure = left & settled
                if sure:
                    left &= ((sure & -sure) << 1) - 1
                place = at if left & (left - 1) else last
                while place < last and not left & asks[place]:
                    place += 1
                if place == last:
                    reference = self._leaf(left)
                else:
                    state = (place, left, ())
                    reference = ids.setdefault(state, len(states))
                    if reference == len(states):
                        states.append(state)
                        self._nodes.append(None)
                here[narrowed] = reference
            wanted.append(reference)
        return wanted, len(here)

    def _narrowed(self, alive: int, keeps: Sequence[int], at: int, nodes: tuple[int, ...]) -> tuple[list[int], int]:
        """The references, and how many differ, where no derived fact's node stands on this level."""
        here: dict[int, int] = {}
        wanted: list[int] = []
        for keep in keeps:
            narrowed = alive & keep
            reference = here.get(narrowed)
            if reference is None:
                reference = here[narrowed] = self._reach(narrowed, at, nodes)
            wanted.append(reference)
        return wanted, len(here)

    def _moved(
        self, alive: int, keeps: Sequence[int], at: int, nodes: tuple[int, ...], moving: Sequence[int]
    ) -> tuple[list[int], int]:
        """The references, and how many differ, where the derived facts at the places `moving` go on to a child."""
        here: dict[tuple[int, tuple[int, ...]], int] = {}
        wanted: list[int] = []
        children = [self.store.nodes[nodes[place]][1] for place in moving]
        moved = list(nodes)
        for cell, keep in enumerate(keeps):
            for place, child in zip(moving, children, strict=True):
                moved[place] = self._standing(child[cell])
            key = alive & keep, tuple(moved)
            reference = here.get(key)
            if reference is None:
                reference = here[key] = self._reach(key[0], at, key[1])
            wanted.append(reference)
        return wanted, len(here)

    # The whole diagram

    @property
    def root(self) -> int:
        """The finished diagram's root in the store."""
        assert self._root is not None
        return self._root

    def run(self, share: Share) -> None:
        """Explore to the end. On `ExhaustedError` nothing is lost: another `run` goes on."""
        if self._root is not None:
            return
        nodes, stack, make = self._nodes, self._stack, self.store.node
        if not stack:
            first = self.start()
            if first < 0:
                self._root = first
                return
            self._push(first, share)
        while stack:
            frame = stack[-1]
            ahead = frame.ahead
            while frame.done < len(ahead):
                reference = ahead[frame.done]
                if reference >= 0 and nodes[reference] is None:
                    self._push(reference, share)
                    break
                frame.done += 1
            else:
                stack.pop()
                children = tuple([r if r < 0 else nodes[r] for r in frame.wanted])
                node = nodes[frame.number] = make(frame.level, children)  # type: ignore[arg-type]
                if not stack:
                    self._root = node

    def _push(self, number: int, share: Share) -> None:
        level = self.level(number)
        self._stack.append(_Frame(number, level, self.expand(number, level, share)))
        self.reached[level] = self.reached.get(level, 0) + 1

    def progress(self) -> float:
        """How much of the whole is explored, from 0 to 1: a share of situations, not of the work."""
        if self._root is not None:
            return 1.0
        done = 0.0
        for frame in reversed(self._stack):
            done = (frame.done + done) / len(frame.ahead)
        return done

    def forget(self) -> None:
        """Drop every state; the diagram stands in the store."""
        self._ids = {}
        self._states = []
        self._nodes = []
        self._stack = []

    def states_at(self, level: int) -> Iterator[tuple[int, tuple[int, ...]]]:
        """The rules and the nodes of each state that was met at a level."""
        for number, (_, alive, nodes) in enumerate(self._states):
            if self.level(number) == level:
                yield alive, nodes

    # One situation

    def find(self, winners: int, share: Share) -> dict[str, int] | None:
        """The cells of some situation that one of `winners` (ranks as bits; the catch-all's is behind the last) wins,
        for the facts that its winning rests on; None if there is none."""
        first = self.start()
        if first < 0:
            return {} if self._wins(first, winners) else None
        seen = {first}
        path: dict[str, int] = {}
        level = self.level(first)
        stack = [(level, enumerate(self.expand(first, level, share)))]
        while stack:
            level, steps = stack[-1]
            fact = self.store.order[level]
            for cell, reference in steps:
                if reference in seen:
                    continue
                seen.add(reference)
                if reference < 0:
                    if self._wins(reference, winners):
                        path[fact] = cell
                        return path
                elif self._states[reference][1] & winners:
                    path[fact] = cell
                    below = self.level(reference)
                    stack.append((below, enumerate(self.expand(reference, below, share))))
                    break
            else:
                stack.pop()
                path.pop(fact, None)
        return None

    def _wins(self, reference: int, winners: int) -> bool:
        winner, _ = self.leaves[~reference]
        return bool((self._catch_all if winner < 0 else 1 << winner) & winners)


class _Frame:
    """A state whose children are being explored: the first `done` of those `ahead` are."""

    __slots__ = ("ahead", "done", "level", "number", "wanted")

    def __init__(self, number: int, level: int, wanted: list[int]) -> None:
        self.number = number
        self.level = level
        self.wanted = wanted
        self.ahead = list(dict.fromkeys(wanted))
        self.done = 0
