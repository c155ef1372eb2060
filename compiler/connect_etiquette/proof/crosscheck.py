"""Artefact = rules: at every build the diagram that ships is held against a plain reading of the rules.

It is read node by node, from the root down. On the way to a node a rule is *open* as long as some way there keeps to
what it asks, and *failed* as soon as some way does not. A rule asks each fact by itself, so that both follow exactly
from the cells of single steps. At a leaf the rule that is said to win must have failed on no way, and no stronger one
may be open on any. Rules that ask derived facts are read along pairs: the diagram, and those facts' own, which were
read before; they are told a value as soon as its diagram comes to it. Nothing here is shared with what built the
diagrams, save the cells.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..diagrams import Diagram, Leaf, Share
from ..language import Rule, RuleSet
from .parts import DisagreementError, Part, valued, well_formed
from .reference import Row
from .space import Space

SLICE = 4_000
"""Rules that are read at once: more need more room at every node, fewer more walks."""

Key = tuple[int, ...]
"""A node of the diagram, then one of each derived fact's; a leaf is the complement of its index."""

ANY_LEAF = ~0
"""Where a derived fact stands in a key once its value was told."""


@dataclass(frozen=True, slots=True)
class Claims:
    """What a diagram is said to decide: ranked rules, strongest first; adjustments in their order, and the ranks of the
    rules that they turn."""

    rules: Sequence[Rule]
    adjustments: Sequence[Rule] = ()
    turned: frozenset[int] = frozenset()

    @property
    def everything(self) -> tuple[Rule, ...]:
        """The rules, then the adjustments."""
        return (*self.rules, *self.adjustments)

    def must_hold(self, leaf: Leaf) -> Iterator[int]:
        """The places of the rules that have to apply wherever this leaf answers."""
        winner, adjusted = leaf
        if winner >= 0:
            yield winner
        if adjusted >= 0:
            yield len(self.rules) + adjusted

    def must_fail(self, leaf: Leaf) -> tuple[int, int]:
        """How many of the rules, and of the adjustments, may apply nowhere that this leaf answers: those stronger than
        what is said to win."""
        winner, adjusted = leaf
        if not -1 <= winner < len(self.rules) or not -1 <= adjusted < len(self.adjustments):
            raise DisagreementError(f"the diagram answers by rule {winner} and adjustment {adjusted}: there are none")
        stronger = winner if winner >= 0 else len(self.rules)
        if winner in self.turned:
            return stronger, adjusted if adjusted >= 0 else len(self.adjustments)
        if adjusted >= 0:
            raise DisagreementError("the diagram adjusts an outcome that is not adjusted")
        return stronger, 0


def read_again(
    rule_set: RuleSet, space: Space, diagram: Diagram, derived: Mapping[str, Diagram], share: Share
) -> tuple[int, dict[str, Part]]:
    """The number of edges of the verdict's diagram, after it and the diagrams of all derived facts were read; and these
    with values in the place of rules.

    `derived` are those facts' diagrams with their rules by rank at the leaves. Raises `DisagreementError`.
    """
    known: dict[str, Part] = {}
    _facts(space, diagram)
    well_formed(diagram)
    if sum(diagram.situations()) != space.size():
        raise DisagreementError("the diagram does not answer every situation once")
    first_order = next((part.order for part in derived.values()), diagram.order)
    if first_order[: len(diagram.order)] != diagram.order:
        raise DisagreementError("the diagrams of derived facts ask the facts in another order")
    for name, decision in rule_set.derivations.items():
        part = derived[name]
        if part.order is not first_order:
            raise DisagreementError(f"the diagram of “{name}” asks the facts in another order")
        read(space, part, Claims(decision.rules), known, share)
        values = {value: at for at, value in enumerate(rule_set.derived[name].values)}
        known[name] = Part(valued(part, [values[rule.outcome] for rule in decision.rules], len(values)))
    first = len(rule_set.impossible)
    rules = rule_set.decision.rules
    turned = frozenset(first + rank for rank, rule in enumerate(rules) if rule.outcome == rule_set.turns)
    claims = Claims((*rule_set.impossible, *rules), rule_set.adjustments, turned)
    return read(space, diagram, claims, known, share), known


def read_small(space: Space, diagram: Diagram, rule: Rule, derived: Mapping[str, Part], share: Share) -> None:
    """Read the diagram that says where one rule applies. `derived` is what `read_again` returns."""
    read(space, diagram, Claims((rule,)), derived, share)


def _facts(space: Space, diagram: Diagram) -> None:
    """Refuse a diagram that is not about the facts and cells that there are."""
    if sorted(diagram.order) != sorted(space.facts):
        raise DisagreementError("the diagram does not ask the facts that there are")
    if diagram.widths != tuple(len(space.cells[fact]) for fact in diagram.order):
        raise DisagreementError("the diagram does not know the cells that there are")


def read(space: Space, diagram: Diagram, claims: Claims, derived: Mapping[str, Part], share: Share) -> int:
    """The number of edges of `diagram`, after every one was read with what the rules say of its cells.

    `derived` are the diagrams of the facts that the rules may ask, with the value's index in the place of a winner.
    """
    edges = well_formed(diagram)
    rules = claims.everything
    groups: dict[tuple[str, ...], list[int]] = {}
    for place, rule in enumerate(rules):
        groups.setdefault(tuple(sorted({test.fact for test in rule.when} & set(derived))), []).append(place)
    for said in diagram.leaves:
        claims.must_fail(said)
    whole = Part(diagram)
    for asked, members in groups.items():
        for start in range(0, len(members), SLICE):
            part = members[start : start + SLICE]
            among = [rules[place] for place in part]
            demands = [_demand(part, claims, leaf) for leaf in diagram.leaves]
            reading = _Reading(
                space, whole.merged(demands, share), among, [(name, derived[name]) for name in asked], share
            )
            for leaf, is_open, failed in reading.leaves():
                must_hold, must_fail = demands[leaf]
                if failed & must_hold:
                    rule = _first(among, failed & must_hold)
                    raise DisagreementError(f"the diagram answers by “{rule.id}” where it does not apply")
                if is_open & must_fail:
                    rule = _first(among, is_open & must_fail)
                    raise DisagreementError(f"the diagram answers otherwise where “{rule.id}” comes first")
            share.release()
    return edges


def _demand(part: Sequence[int], claims: Claims, leaf: Leaf) -> tuple[int, int]:
    """Which of the places in `part` have to apply wherever this leaf answers, and which may apply nowhere there."""
    must_hold = 0
    for place in claims.must_hold(leaf):
        at = bisect_left(part, place)
        if at < len(part) and part[at] == place:
            must_hold |= 1 << at
    count = len(claims.rules)
    rules, adjustments = claims.must_fail(leaf)
    # Of the rules the first ones, and behind all of them the first of the adjustments.
    first, begin, end = (bisect_left(part, place) for place in (rules, count, count + adjustments))
    return must_hold, ((1 << first) - 1) | ((1 << end) - (1 << begin))


def _first(rules: Sequence[Rule], places: int) -> Rule:
    return rules[(places & -places).bit_length() - 1]


class _Reading:
    """Some rules that ask the same derived facts, read along a diagram and those facts' own."""

    def __init__(
        self,
        space: Space,
        part: Part,
        rules: Sequence[Rule],
        derived: Sequence[tuple[str, Part]],
        share: Share,
    ) -> None:
        self.order = part.diagram.order
        self.share = share
        self.everything = (1 << len(rules)) - 1
        self.possible = self.everything
        self.price = 1 + len(rules) // 4000
        asked: dict[str, list[tuple[int, int]]] = {}
        rows: dict[str, Row] = {}
        masks: dict[tuple[str, object], int] = {}
        for place, rule in enumerate(rules):
            for test in rule.when:
                if test.fact not in rows:
                    rows[test.fact] = Row(space.cells[test.fact])
                key = test.fact, test.condition
                if key not in masks:
                    masks[key] = rows[test.fact].accepted(test.condition)
                asked.setdefault(test.fact, []).append((1 << place, masks[key]))
                if not masks[key]:
                    self.possible &= ~(1 << place)
        self.asked = asked
        self.cells = {fact: len(space.cells[fact]) for fact in (*self.order, *(name for name, _ in derived))}
        self.rows: dict[str, tuple[list[int], int]] = {}
        self.told: dict[tuple[str, int], tuple[int, int]] = {}
        self.places = [(name, place) for place, (name, _) in enumerate(derived, start=1)]
        # Values that these rules don't tell apart are one.
        self.parts = (part, *(other.merged(self._row(name)[0], share) for name, other in derived))
        self.levels = [part.levels for part in self.parts]
        # What may fail where a fact is passed over: whoever does not accept all its cells; from each level to the end.
        level_of = {fact: level for level, fact in enumerate(self.order) if fact in asked}
        self.asking = sorted(level_of.values())
        self.choosy = [self._tell(fact, rows[fact].full)[1] for fact in sorted(level_of, key=level_of.__getitem__)]
        behind = [0]
        for choosy in reversed(self.choosy):
            behind.append(behind[-1] | choosy)
        self.behind = behind[::-1]
        self.passed: dict[tuple[int, int], int] = {}

    def _tell(self, fact: str, cells: int) -> tuple[int, int]:
        """The rules that stay open when `fact` is in one of `cells`, and those that fail in one of them."""
        found = self.told.get((fact, cells))
        if found is None:
            accepting, indifferent = self.rows.get(fact) or self._row(fact)
            some, every, left = 0, self.everything, cells
            while left:
                cell = left & -left
                left ^= cell
                rules = accepting[cell.bit_length() - 1]
                some |= rules
                every &= rules
            self.share.spend(1 + cells.bit_count() // 8 * self.price, 100 + len(self.asked.get(fact, ())) // 4)
            found = self.told[fact, cells] = indifferent | some, self.everything & ~(indifferent | every)
        return found

    def _row(self, fact: str) -> tuple[list[int], int]:
        """For each cell of a fact, and for “none” behind a derived fact's values, the rules that accept it; and those
        that do not ask the fact."""
        tests = self.asked.get(fact, ())
        indifferent = self.everything
        changes: dict[int, int] = {}
        last = 0
        for bit, mask in tests:
            indifferent ^= bit
            last = max(last, mask.bit_length())
            before = 0
            while mask >> before:
                # From a cell that is accepted to the next that is not, and on.
                begin = before + ((mask >> before) & -(mask >> before)).bit_length() - 1
                rest = ~(mask >> begin)
                before = begin + (rest & -rest).bit_length() - 1
                changes[begin] = changes.get(begin, 0) ^ bit
                changes[before] = changes.get(before, 0) ^ bit
        accepting = []
        now = 0
        for cell in range(max(last, self.cells[fact]) + 1):
            now ^= changes.get(cell, 0)
            accepting.append(now)
        self.rows[fact] = accepting, indifferent
        return self.rows[fact]

    def _passing(self, first: int, last: int) -> int:
        """The rules that may fail when the levels from `first` on and before `last` may be anything."""
        found = self.passed.get((first, last))
        if found is None:
            begin = bisect_left(self.asking, first)
            end = bisect_left(self.asking, last)
            found = 0
            if end == len(self.asking):
                found = self.behind[begin]
            else:
                for choosy in self.choosy[begin:end]:
                    found |= choosy
                self.share.spend(1 + (end - begin) // 8 * self.price)
            self.passed[first, last] = found
        return found

    def leaves(self) -> Iterator[tuple[int, int, int]]:
        """For each leaf of the diagram: the rules that are open there on some way, and those that failed on some."""
        last = len(self.order)
        root = tuple(part.diagram.root for part in self.parts)
        first = min(levels[at] for levels, at in zip(self.levels, root, strict=True))
        waiting: list[dict[Key, tuple[int, int]]] = [{} for _ in range(last + 1)]
        start = self._told(root, (0,) * len(root), self.possible, self._passing(0, first))
        waiting[first][start[0]] = start[1:]
        for level in range(first, last):
            here, waiting[level] = waiting[level], {}
            if here:
                self._step(level, here, waiting)
        for key, (is_open, failed) in waiting[last].items():
            yield ~key[0], is_open, failed

    def _told(self, key: Key, before: Key, is_open: int, failed: int) -> tuple[Key, int, int]:
        """A key after the rules were told the values of those derived facts that have come to a leaf since the key
        `before`. All leaves are one from there on: ways that differ in nothing but such a value go on together."""
        settled = key
        for name, place in self.places:
            if before[place] >= 0 > key[place]:
                value = self.parts[place].diagram.leaves[~key[place]][0]
                still, not_there = self._tell(name, 1 << value)
                is_open &= still
                failed |= not_there
                settled = (*settled[:place], ANY_LEAF, *settled[place + 1 :])
        return settled, is_open, failed

    def _step(
        self, level: int, here: dict[Key, tuple[int, int]], waiting: Sequence[dict[Key, tuple[int, int]]]
    ) -> None:
        """Go on from every key of a level by each cell of its fact; cells that lead to one place go together."""
        fact = self.order[level]
        all_levels = self.levels
        told: dict[int, tuple[int, int]] = {}
        passing: dict[int, int] = {}
        width = self.parts[0].diagram.widths[level]
        for key, (is_open, failed) in here.items():
            cells = self._cells(key, level, width)
            self.share.spend(self.price * (1 + len(cells) * len(key)) + width // 8)
            for child_key, mask in cells:
                said = told.get(mask)
                if said is None:
                    said = told[mask] = self._tell(fact, mask)
                below = min([levels[at] for levels, at in zip(all_levels, child_key)])  # noqa: B905
                if below not in passing:
                    passing[below] = self._passing(level + 1, below)
                now_open = is_open & said[0]
                now_failed = failed | said[1] | passing[below]
                if self.places:
                    child_key, now_open, now_failed = self._told(child_key, key, now_open, now_failed)
                there = waiting[below]
                known = there.get(child_key)
                if known is not None:
                    now_open |= known[0]
                    now_failed |= known[1]
                there[child_key] = now_open, now_failed

    def _cells(self, key: Key, level: int, width: int) -> Sequence[tuple[Key, int]]:
        """The keys that a key leads to, each with the cells that lead there."""
        found: list[tuple[Key, int]] = []
        for place, (levels, part) in enumerate(zip(self.levels, self.parts, strict=True)):
            at = key[place]
            if levels[at] != level:
                continue
            ways = part.ways(at)
            before = found or [(key, (1 << width) - 1)]
            found = [
                ((*there[:place], child, *there[place + 1 :]), both)
                for there, mask in before
                for child, cells in ways
                if (both := mask & cells)
            ]
        return found
