"""What changed between two rule sets: not which lines, but which situations now get another verdict."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from ..answers import Scenario, read_scenarios, run
from ..diagrams import (
    MB,
    Box,
    Diagram,
    ExhaustedError,
    Exploration,
    Finished,
    Leaf,
    Purse,
    Ranked,
    Share,
    Store,
    finish,
)
from ..findings import Findings
from ..language import CALENDAR, MINUTES, Fact, Rule, RuleSet
from ..proof import Cell, Proved, Space, cut, maximal_boxes
from .renamed import Names, marked, names_between
from .typed import from_values
from .wording import meanings, reworded, shown

NamedOutcome = tuple[str, str, str]
"""Verdict, rule and adjustment; the verdict is “impossible” where the situation is declared so."""

MAX_UNITS = 2_500_000
"""What a comparison may cost (see `proof.purse`); a part of it is for saying it in words."""


@dataclass(frozen=True, slots=True)
class Change:
    """All situations that went from one outcome to another, with their number.

    `boxes` say which they are among those that `old` answered before; elsewhere they say nothing.
    """

    old: NamedOutcome
    new: NamedOutcome
    situations: int
    boxes: tuple[Box, ...]
    complete: bool


class StoryChange(NamedTuple):
    """A scenario, its place as file:line, and the verdicts that it had and has."""

    story: str
    place: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Difference:
    """Changes, to a more careful verdict first, then the smallest. `facts_gone` and `facts_new` are facts, or values as
    `fact: value`, of one side only; the comparison is over what both know. `meanings` say which facts now follow
    otherwise from what was entered, so that people may get another outcome though no situation does. `stories` are
    scenarios whose outcome changed. `moved` counts the situations whose verdict stays and comes from another rule, by
    both rules; `reworded` names rules with what they say otherwise, `shown` has a line for all else that people see so.
    `words` is what people read for each verdict.
    """

    changes: tuple[Change, ...]
    situations: int
    facts_gone: tuple[str, ...]
    facts_new: tuple[str, ...]
    meanings: tuple[str, ...]
    stories: tuple[StoryChange, ...]
    space: Space
    moved: Mapping[tuple[NamedOutcome, NamedOutcome], int] = field(default_factory=dict)
    reworded: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)


def compare(old: Proved, new: Proved) -> Difference:
    """The situations whose verdict differs between two proved rule sets. Raises `ExhaustedError` where that would cost
    too much."""
    names, joined = names_between(old.rule_set, new.rule_set)
    sides = names.proved(old), replace(new, rule_set=joined.told_apart(new.rule_set))
    return _Comparison(sides, (old, new), (names, joined)).difference()


class _Comparison:
    """Both rule sets over one space. Facts that are alike on both sides share their name; others of one name are told
    apart by a mark, and so are derived facts that are not decided alike."""

    def __init__(
        self, sides: tuple[Proved, Proved], written: tuple[Proved, Proved], names: tuple[Names, Names]
    ) -> None:
        """`sides` have their names in common, as `names` make them of those that were `written`."""
        self.sides = old, new = sides
        self.written = written
        self.names, self.joined = names
        self.shared = {
            fact.id
            for fact in new.rule_set.facts.values()
            if fact.kind != "date" and _alike(old.rule_set.facts.get(fact.id), fact)
        }
        self.common = self._common_derived()
        self.space = self._space()
        self.widths = {fact: len(cells) for fact, cells in self.space.cells.items()}
        self.order = self._order()
        self.share = Share("difference", MAX_UNITS, 250 * MB)

    def _common_derived(self) -> set[str]:
        old, new = (side.rule_set for side in self.sides)
        common: set[str] = set()
        for name, decision in new.derivations.items():
            other = old.derivations.get(name)
            known = self.shared | common
            if other is not None and old.derived[name].values == new.derived[name].values:
                mine = [(r.layer, r.outcome, tuple((t.fact, t.condition) for t in r.when)) for r in decision.rules]
                theirs = [(r.layer, r.outcome, tuple((t.fact, t.condition) for t in r.when)) for r in other.rules]
                if mine == theirs and all(t.fact in known for r in decision.rules for t in r.when):
                    common.add(name)
        return common

    def _space(self) -> Space:
        """The cells of both sides' facts: common values, and the thresholds of both."""
        old, new = self.sides
        cells: dict[str, tuple[Cell, ...]] = {}
        units: dict[str, str] = {}
        facts: dict[str, None] = {}
        spaces = (cut(new.rule_set, _all_rules(old.rule_set, self.shared)), cut(old.rule_set))
        for space, side, mark in zip(spaces, (new, old), ("new", "old"), strict=True):
            for fact in (*space.facts, *side.rule_set.derived):
                name = self._name(mark, side.rule_set, fact)
                cells.setdefault(name, space.cells[fact])
                units.setdefault(name, space.units[fact])
            facts.update(dict.fromkeys(self._name(mark, side.rule_set, fact) for fact in space.facts))
        for name in self.shared:
            if not new.rule_set.facts[name].is_number:
                cells[name] = tuple(cell for cell in cells[name] if cell.value in old.rule_set.facts[name].values)
        return Space(tuple(facts), cells, units)

    def _name(self, mark: str, side: RuleSet, fact: str) -> str:
        if fact in self.shared or fact in self.common:
            return fact
        on_both = all(fact in known.rule_set.known for known in self.sides)
        return marked(mark, fact) if on_both or fact in side.derived else fact

    def _order(self) -> list[str]:
        """The base facts in the order of the new side, then what only the old one has."""
        named = [
            self._name(mark, side.rule_set, fact)
            for side, mark in zip(reversed(self.sides), ("new", "old"), strict=True)
            for fact in side.diagram.order
        ]
        return list(dict.fromkeys(named))

    def _box(self, mark: str, side: RuleSet, rule: Rule) -> Box:
        return {
            (name := self._name(mark, side, test.fact)): self.space.mask(name, test.condition) for test in rule.when
        }

    def _boxes(self, mark: str, side: RuleSet, rules: Sequence[Rule]) -> list[Box]:
        return [self._box(mark, side, rule) for rule in rules]

    def _finished(self, store: Store, free: set[str]) -> dict[str, Finished]:
        """The derived facts of both sides as diagrams, but for those that are `free`."""
        found: dict[str, Finished] = {}
        for side, mark in zip(self.sides, ("old", "new"), strict=True):
            rule_set = side.rule_set
            for name, decision in rule_set.derivations.items():
                fact = self._name(mark, rule_set, name)
                if fact in found or fact in free:
                    continue
                boxes = self._boxes(mark, rule_set, decision.rules)
                explored = Exploration(store, Ranked(boxes), found, self.share)
                explored.run(self.share)
                place = {value: index for index, value in enumerate(rule_set.derived[name].values)}
                values = tuple(place[rule.outcome] for rule in decision.rules)
                found[fact] = finish(store, explored, values, len(place), self.share)
        return found

    def _both(
        self, store: Store, finished: dict[str, Finished]
    ) -> tuple[Diagram, list[tuple[NamedOutcome, NamedOutcome]]]:
        """The diagram of both sides' outcomes, and for each of its leaves what it stands for."""
        explored = []
        for side, mark in zip(self.sides, ("old", "new"), strict=True):
            rule_set = side.rule_set
            first = len(rule_set.impossible)
            rules = rule_set.decision.rules
            turning = frozenset(first + rank for rank, rule in enumerate(rules) if rule.outcome == rule_set.turns)
            boxes = self._boxes(mark, rule_set, (*rule_set.impossible, *rules))
            adjustments = self._boxes(mark, rule_set, rule_set.adjustments)
            exploration = Exploration(store, Ranked(boxes, adjustments, turning), finished, self.share)
            exploration.run(self.share)
            explored.append(exploration)
        root, leaves = pair(store, explored[0].root, explored[1].root, self.share)
        diagram = Diagram.cut_out(store, root, leaves)
        old, new = explored[0].leaves, explored[1].leaves
        answers = [
            (_outcome(self.sides[0], old[one]), _outcome(self.sides[1], new[other])) for one, other in diagram.leaves
        ]
        return diagram, answers

    def difference(self) -> Difference:
        old, new = self.sides
        store = Store(self.order, self.widths)
        finished = self._finished(store, set())
        exact, pairs = self._both(store, finished)
        counts: dict[tuple[NamedOutcome, NamedOutcome], int] = {}
        moved: dict[tuple[NamedOutcome, NamedOutcome], int] = {}
        for both, situations in zip(pairs, exact.situations(), strict=True):
            if both[0] != both[1]:
                kind = counts if both[0][0] != both[1][0] else moved
                kind[both] = kind.get(both, 0) + situations
        spoken, spoken_pairs = self._spoken() or (exact, pairs)
        changes = []
        for both, situations in counts.items():
            wanted = [other == both for other in spoken_pairs]
            allowed = [other[0] != both[0] for other in spoken_pairs]
            words = self.share.part(self.share.left // 4)
            boxes, complete = maximal_boxes(
                spoken, wanted, allowed, words, lambda box: self._holds(store, finished, box)
            )
            self.share.settle(words)
            changes.append(Change(*both, situations, tuple(boxes), complete))
        rank = {verdict: place for place, verdict in enumerate(new.rule_set.verdicts)}
        changes.sort(
            key=lambda one: (rank.get(one.new[0], -1) <= rank.get(one.old[0], -1), one.situations, one.old, one.new)
        )
        return Difference(
            changes=tuple(changes),
            situations=sum(counts.values()),
            facts_gone=tuple(_only(old, new)),
            facts_new=tuple(_only(new, old)),
            meanings=tuple(meanings(old.rule_set, new.rule_set, self.shared)),
            stories=tuple(self._stories()),
            space=self.space,
            words={name: verdict.word for side in (old, new) for name, verdict in side.rule_set.verdicts.items()},
            moved=moved,
            reworded=tuple(reworded(old.rule_set, new.rule_set)),
            shown=tuple(shown(old.rule_set, new.rule_set, self.written[0].rule_set, self.names)),
        )

    def _spoken(self) -> tuple[Diagram, list[tuple[NamedOutcome, NamedOutcome]]] | None:
        """Both sides' outcomes in words: derived facts that both share stand by name; what they can't be is left out.

        None where that takes too much: many derived facts that are free make more situations than there are.
        """
        whole = self.share
        self.share = whole.part(whole.left // 4)
        free = Store([*self.order, *sorted(self.common)], self.widths)
        try:
            return self._both(free, self._finished(free, self.common))
        except ExhaustedError:
            self.share.release()
            return None
        finally:
            whole.settle(self.share)
            self.share = whole

    def _holds(self, store: Store, finished: dict[str, Finished], box: Box) -> bool:
        """Whether the derived facts of a box can have these values together with its others."""
        if not self.common & set(box):
            return True
        return Exploration(store, Ranked([box]), finished, self.share).find(1, self.share) is not None

    def _stories(self) -> Iterator[StoryChange]:
        """Scenarios of either side that both can read and that have another outcome."""
        told: set[tuple[str, int]] = set()
        # Each side's stories, read and told to both, have what they have alone.
        share = Share("stories", 4 * Purse()["stories"].units, MB)
        sides = self.sides[0], self.written[1]
        for origin in reversed(self.written):
            titles: dict[str, int] = {}
            for scenario in read_scenarios(origin.rule_set, origin.space, Findings(), share):
                told_as = scenario, scenario
                if origin is self.written[0]:
                    told_as = (before := self.names.story(scenario)), self.joined.story(before)
                # Stories may share a title: the second of one side is the second of the other.
                titles[scenario.story] = titles.get(scenario.story, 0) + 1
                key = (scenario.story, titles[scenario.story])
                if key not in told:
                    told.add(key)
                    old, new = (_told(one, side) for one, side in zip(told_as, sides, strict=True))
                    if old is not None and new is not None and old != new:
                        yield StoryChange(scenario.story, _place(scenario), old, new)


def pair(store: Store, one: int, other: int, share: Share) -> tuple[int, list[Leaf]]:
    """The root of the diagram that gives the leaves of two others, and which leaf of each its own leaves stand for."""
    leaves: dict[Leaf, int] = {}
    known: dict[tuple[int, int], int] = {}

    def settled(both: tuple[int, int]) -> int | None:
        if both[0] < 0 and both[1] < 0:
            return ~leaves.setdefault((~both[0], ~both[1]), len(leaves))
        return known.get(both)

    def steps(both: tuple[int, int]) -> tuple[int, list[tuple[int, int]]]:
        levels = [store.nodes[at][0] if at >= 0 else len(store.order) for at in both]
        level = min(levels)
        width = store.widths[level]
        share.spend(2 + width // 4, 200 + 16 * width)
        first, second = (
            store.nodes[at][1] if mine == level else (at,) * width for at, mine in zip(both, levels, strict=True)
        )
        return level, list(zip(first, second, strict=True))

    start = (one, other)
    stack: list[tuple[Leaf, int, list[Leaf], Iterator[Leaf]]] = []

    def push(both: Leaf) -> None:
        level, children = steps(both)
        stack.append((both, level, children, iter(dict.fromkeys(children))))

    if settled(start) is None:
        push(start)
    while stack:
        both, level, children, waiting = stack[-1]
        ahead = next((child for child in waiting if settled(child) is None), None)
        if ahead is not None:
            push(ahead)
            continue
        stack.pop()
        known[both] = store.node(level, tuple([settled(child) or 0 for child in children]))
    root = settled(start)
    assert root is not None
    return root, list(leaves)


def _place(scenario: Scenario) -> str:
    """Where a story stands, seen from its rule folder, which may be a copy of a revision."""
    _, folder, path = scenario.span.place.rpartition("scenarios/")
    return folder + path


def _told(scenario: Scenario, side: Proved) -> str | None:
    """The verdicts of a story under one side's rules, or None if that side can't read it."""
    try:
        if scenario.facts is not None:
            scenario = replace(scenario, facts=from_values(side, scenario.values)[0])
        outcomes = run(replace(scenario, expected=()), side, Findings())
    except (KeyError, ValueError):
        return None
    return ", ".join(outcome.verdict or "impossible" for outcome in outcomes)


def _only(one: Proved, other: Proved) -> Iterator[str]:
    """Facts, and values of shared facts, that `one` knows and `other` does not."""
    for fact in one.rule_set.facts.values():
        theirs = other.rule_set.facts.get(fact.id)
        if not _alike(theirs, fact):
            yield fact.id
        elif theirs is not None:
            yield from (f"{fact.id}: {value}" for value in fact.values if value not in theirs.values)


def _alike(one: Fact | None, other: Fact) -> bool:
    """Whether two facts of one name can be compared value by value."""
    if one is None or one.kind != other.kind:
        return False
    comparable = not one.values or any(value in other.values for value in one.values)
    return comparable and _measure(one.unit) == _measure(other.unit) and (one.reads is None) == (other.reads is None)


def _measure(unit: str) -> str:
    """What is counted: hours and minutes are one measure by several names, and so are calendar days and weeks."""
    return unit if unit not in MINUTES else "calendar" if unit in CALENDAR else "elapsed"


def _all_rules(rule_set: RuleSet, known: set[str]) -> list[Rule]:
    """Every rule of a rule set, with its tests of `known` facts alone."""
    rules = [*rule_set.rules(), *rule_set.impossible, *(r for d in rule_set.derivations.values() for r in d.rules)]
    return [replace(rule, when=tuple(test for test in rule.when if test.fact in known)) for rule in rules]


def _outcome(side: Proved, part: tuple[int, int]) -> NamedOutcome:
    winner, adjusted = part
    rules = (*side.rule_set.impossible, *side.rule_set.decision.rules)
    if winner < 0:
        return "nothing", "", ""
    rule = rules[winner]
    if winner < len(side.rule_set.impossible):
        return "impossible", rule.id, ""
    if adjusted >= 0:
        return side.rule_set.into, rule.id, side.rule_set.adjustments[adjusted].id
    return rule.outcome, rule.id, ""
