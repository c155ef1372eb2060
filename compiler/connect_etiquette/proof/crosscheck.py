"""Artefact = rules: at every build the diagram that ships is held against a plain reading of the rules.

It is read node by node, from the root down. On the way to a node a rule is *open* as long as some way there keeps to
what it asks, and *failed* as soon as some way does not. A rule asks each fact by itself, so that both follow exactly
from the cells of single steps. At a leaf the rule that is said to win must have failed on no way, and no stronger one
may be open on any. Rules that ask derived facts are read along pairs: the diagram, and those facts' own, which were
read before. Nothing here is shared with what built the diagrams, save the cells.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..diagrams import Diagram, Leaf, Share
from ..language import Rule, RuleSet
from .reference import Row
from .space import Space

SLICE = 4_000
"""Rules that are read at once: more need more room at every node, fewer more walks."""

Key = tuple[int, ...]
"""A node of the diagram, then one of each derived fact's; a leaf is the complement of its index."""


class DisagreementError(Exception):
    """The diagram and the rules say different things, or the diagram is none."""


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
) -> tuple[int, dict[str, Diagram]]:
    """The number of edges of the verdict's diagram, after it and the diagrams of all derived facts were read; and these
    with values in the place of rules.

    `derived` are those facts' diagrams with their rules by rank at the leaves. Raises `DisagreementError`.
    """
    known: dict[str, Diagram] = {}
    _facts(space, diagram)
    _well_formed(diagram)
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
        known[name] = _valued(part, [values[rule.outcome] for rule in decision.rules], len(values))
    first = len(rule_set.impossible)
    rules = rule_set.decision.rules
    turned = frozenset(first + rank for rank, rule in enumerate(rules) if rule.outcome == rule_set.turns)
    claims = Claims((*rule_set.impossible, *rules), rule_set.adjustments, turned)
    return read(space, diagram, claims, known, share), known


def read_small(space: Space, diagram: Diagram, rule: Rule, derived: Mapping[str, Diagram], share: Share) -> None:
    """Read the diagram that says where one rule applies. `derived` is what `read_again` returns."""
    read(space, diagram, Claims((rule,)), derived, share)


def _facts(space: Space, diagram: Diagram) -> None:
    """Refuse a diagram that is not about the facts and cells that there are."""
    if sorted(diagram.order) != sorted(space.facts):
        raise DisagreementError("the diagram does not ask the facts that there are")
    if diagram.widths != tuple(len(space.cells[fact]) for fact in diagram.order):
        raise DisagreementError("the diagram does not know the cells that there are")


def read(space: Space, diagram: Diagram, claims: Claims, derived: Mapping[str, Diagram], share: Share) -> int:
    """The number of edges of `diagram`, after every one was read with what the rules say of its cells.

    `derived` are the diagrams of the facts that the rules may ask, with the value's index in the place of a winner.
    """
    edges = _well_formed(diagram)
    rules = claims.everything
    groups: dict[tuple[str, ...], list[int]] = {}
    for place, rule in enumerate(rules):
        groups.setdefault(tuple(sorted({test.fact for test in rule.when} & set(derived))), []).append(place)
    stronger = [claims.must_fail(leaf) for leaf in diagram.leaves]
    for asked, members in groups.items():
        for start in range(0, len(members), SLICE):
            part = members[start : start + SLICE]
            place_of = {place: at for at, place in enumerate(part)}
            among = [rules[place] for place in part]
            reading = _Reading(space, diagram, among, [(name, derived[name]) for name in asked], share)
            for leaf, is_open, failed in reading.leaves():
                for place in claims.must_hold(diagram.leaves[leaf]):
                    if place in place_of and failed >> place_of[place] & 1:
                        raise DisagreementError(f"the diagram answers by “{rules[place].id}” where it does not apply")
                first = is_open & _stronger(part, len(claims.rules), *stronger[leaf])
                if first:
                    rule = among[(first & -first).bit_length() - 1]
                    outcome = _named(claims, diagram.leaves[leaf])
                    raise DisagreementError(f"the diagram answers by {outcome} where “{rule.id}” comes first")
            share.release()
    return edges


def _stronger(part: Sequence[int], count: int, rules: int, adjustments: int) -> int:
    """Which of the places in `part` are among the first `rules` rules or, behind all `count` of them, among the first
    `adjustments` adjustments."""
    first, begin, end = (bisect_left(part, place) for place in (rules, count, count + adjustments))
    return ((1 << first) - 1) | ((1 << end) - (1 << begin))


def _named(claims: Claims, leaf: Leaf) -> str:
    winner, adjusted = leaf
    said = f"“{claims.rules[winner].id}”" if winner >= 0 else "nothing"
    return said + (f" and “{claims.adjustments[adjusted].id}”" if adjusted >= 0 else "")


def _well_formed(diagram: Diagram) -> int:
    """The number of edges of a diagram in which every situation has exactly one way to a leaf."""
    edges = 0
    for at, (level, children) in enumerate(diagram.nodes):
        if not 0 <= level < len(diagram.order) or len(children) != diagram.widths[level]:
            raise DisagreementError(f"node {at} has {len(children)} children")
        for child in children:
            if not -len(diagram.leaves) <= child < at or (child >= 0 and diagram.nodes[child][0] <= level):
                raise DisagreementError(f"node {at} leads to {child}, which is not below it")
        edges += len(children)
    if not -len(diagram.leaves) <= diagram.root < len(diagram.nodes):
        raise DisagreementError(f"the diagram begins at {diagram.root}, which is not there")
    return edges


def _valued(diagram: Diagram, values: Sequence[int], none: int) -> Diagram:
    """A derived fact's diagram with the index of its value in the place of the rule; parts that are now equal are one.

    Where no rule gives it a value, the index is `none`.
    """
    leaves: tuple[Leaf, ...] = tuple((value, -1) for value in range(none + 1))
    now = [~(values[rank] if rank >= 0 else none) for rank, _ in diagram.leaves]
    nodes: list[tuple[int, tuple[int, ...]]] = []
    merged: dict[tuple[int, tuple[int, ...]], int] = {}
    moved: list[int] = []
    for level, children in diagram.nodes:
        shape = level, tuple(moved[child] if child >= 0 else now[~child] for child in children)
        if len(set(shape[1])) == 1:
            moved.append(shape[1][0])
            continue
        if shape not in merged:
            merged[shape] = len(nodes)
            nodes.append(shape)
        moved.append(merged[shape])
    root = moved[diagram.root] if diagram.root >= 0 else now[~diagram.root]
    return Diagram(diagram.order, diagram.widths, tuple(nodes), leaves, root)


class _Reading:
    """Some rules that ask the same derived facts, read along a diagram and those facts' own."""

    def __init__(
        self,
        space: Space,
        diagram: Diagram,
        rules: Sequence[Rule],
        derived: Sequence[tuple[str, Diagram]],
        share: Share,
    ) -> None:
        self.parts = (diagram, *(part for _, part in derived))
        self.order = diagram.order
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
        self.cells = {fact: len(space.cells[fact]) for fact in (*diagram.order, *(name for name, _ in derived))}
        self.rows: dict[str, tuple[list[int], int]] = {}
        self.told: dict[tuple[str, int], tuple[int, int]] = {}
        self.values = [name for name, _ in derived]
        # What may fail where a fact is passed over: whoever does not accept all its cells; from each level to the end.
        level_of = {fact: level for level, fact in enumerate(self.order) if fact in asked}
        self.levels = sorted(level_of.values())
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
            begin = bisect_left(self.levels, first)
            end = bisect_left(self.levels, last)
            found = 0
            if end == len(self.levels):
                found = self.behind[begin]
            else:
                for choosy in self.choosy[begin:end]:
                    found |= choosy
                self.share.spend(1 + (end - begin) // 8 * self.price)
            self.passed[first, last] = found
        return found

    def _level(self, key: Key) -> int:
        """The level that is to be told next."""
        level = len(self.order)
        for at, part in zip(key, self.parts, strict=True):
            if at >= 0 and part.nodes[at][0] < level:
                level = part.nodes[at][0]
        return level

    def leaves(self) -> Iterator[tuple[int, int, int]]:
        """For each leaf of the diagram, and each combination of values: the rules that are open there on some way, and
        those that have failed on some."""
        last = len(self.order)
        start = tuple(part.root for part in self.parts)
        first = self._level(start)
        waiting: dict[int, dict[Key, tuple[int, int]]] = {first: {start: (self.possible, self._passing(0, first))}}
        for level in sorted({level for part in self.parts for level, _ in part.nodes}):
            for key, (is_open, failed) in waiting.pop(level, {}).items():
                self._step(key, level, is_open, failed, waiting)
        for key, (is_open, failed) in waiting.pop(last, {}).items():
            for name, at, part in zip(self.values, key[1:], self.parts[1:], strict=True):
                still, not_there = self._tell(name, 1 << part.leaves[~at][0])
                is_open &= still
                failed |= not_there
            yield ~key[0], is_open, failed

    def _step(
        self, key: Key, level: int, is_open: int, failed: int, waiting: dict[int, dict[Key, tuple[int, int]]]
    ) -> None:
        """Go on from a key by each cell of its level's fact; cells that lead to one place go together."""
        fact = self.order[level]
        ways = [
            part.nodes[at][1] if at >= 0 and part.nodes[at][0] == level else None
            for at, part in zip(key, self.parts, strict=True)
        ]
        cells: dict[Key, int] = {}
        if len(key) == 1:
            for cell, child in enumerate(self.parts[0].nodes[key[0]][1]):
                cells[(child,)] = cells.get((child,), 0) | 1 << cell
        else:
            for cell in range(self.parts[0].widths[level]):
                child_key = tuple([at if way is None else way[cell] for at, way in zip(key, ways, strict=True)])
                cells[child_key] = cells.get(child_key, 0) | 1 << cell
        self.share.spend(self.price * (1 + len(cells) * len(key)) + self.parts[0].widths[level] // 8)
        for child_key, mask in cells.items():
            still, not_there = self._tell(fact, mask)
            below = self._level(child_key)
            now_open = is_open & still
            now_failed = failed | not_there | self._passing(level + 1, below)
            there = waiting.setdefault(below, {})
            known = there.get(child_key)
            if known is not None:
                now_open |= known[0]
                now_failed |= known[1]
            there[child_key] = now_open, now_failed
