"""What changed between two rule sets: not which lines, but which situations now get another verdict."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import NamedTuple

from ..findings import Findings
from ..language import Fact, Rule, RuleSet, amount_in_words
from ..proof import (
    Box,
    Cell,
    Derived,
    Group,
    Leaf,
    Proved,
    Ranked,
    Space,
    Work,
    choose_order,
    cut,
    explore,
    find_gap,
    maximal_boxes,
)
from .scenarios import Scenario, read_scenarios, run
from .typed import from_values

NamedOutcome = tuple[str, str, str]
"""Verdict, rule and adjustment; the verdict is “impossible” where the situation is declared so."""


@dataclass(frozen=True, slots=True)
class Change:
    """All situations that went from one answer to another, with their number.

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
    """Changes, smallest first. `facts_gone` and `facts_new` name facts, or values as `fact: value`, of one side only;
    the comparison is over what both know. `meanings` say which facts now follow otherwise from what was entered, so
    that people may get another answer though no situation does. `stories` are scenarios whose answer changed."""

    changes: tuple[Change, ...]
    situations: int
    facts_gone: tuple[str, ...]
    facts_new: tuple[str, ...]
    meanings: tuple[str, ...]
    stories: tuple[StoryChange, ...]
    space: Space


def compare(old: Proved, new: Proved) -> Difference:
    """The situations whose verdict differs between two proved rule sets."""
    return _Comparison(old, new).difference()


def difference_in_brief(found: Difference) -> str:
    """One line for a build."""
    count = len(found.meanings)
    meanings = f"; {count} fact{'s are' if count > 1 else ' is'} read otherwise" if found.meanings else ""
    if not found.changes:
        return f"no situation gets another verdict{meanings}"
    kinds = dict.fromkeys(f"{change.old[0]} → {change.new[0]}" for change in found.changes)
    told = len(found.stories)
    stories = f", {told} {'story' if told == 1 else 'stories'}" if told else ""
    count = len(found.changes)
    changes = f"{count} change{'s' if count > 1 else ''} in {found.situations:,} situations"
    return f"{changes} ({', '.join(kinds)}{stories}){meanings}"


class _Comparison:
    """Both rule sets over one space. Facts that are alike on both sides share their name; others of one name are told
    apart by a mark, and so are derived facts that are not decided alike."""

    def __init__(self, old: Proved, new: Proved) -> None:
        self.sides = (old, new)
        self.shared = {
            fact.id
            for fact in new.rule_set.facts.values()
            if fact.kind != "date" and _alike(old.rule_set.facts.get(fact.id), fact)
        }
        self.common = self._common_derived()
        self.space = self._space()
        self.work = Work()

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
        return _marked(mark, fact) if on_both or fact in side.derived else fact

    def _order(self) -> list[str]:
        """The base facts in the order of the new side, then what only the old one has."""
        named = [
            self._name(mark, side.rule_set, fact)
            for side, mark in zip(reversed(self.sides), ("new", "old"), strict=True)
            for fact in choose_order(side.rule_set, side.space)
        ]
        return list(dict.fromkeys(named))

    def _box(self, mark: str, side: RuleSet, rule: Rule) -> Box:
        return {
            (name := self._name(mark, side, test.fact)): self.space.mask(name, test.condition) for test in rule.when
        }

    def _ranked(self, mark: str, side: RuleSet, rules: tuple[Rule, ...], answers: Sequence[object]) -> Ranked:
        return Ranked(tuple(self._box(mark, side, rule) for rule in rules), tuple(answers))

    def _group(self, mark: str, side: RuleSet) -> Group:
        rules = (*side.impossible, *side.decision.rules)
        answers = ["impossible"] * len(side.impossible) + [rule.outcome for rule in side.decision.rules]
        adjustments = self._ranked(mark, side, side.adjustments, [""] * len(side.adjustments))
        return Group(self._ranked(mark, side, rules, answers), adjustments, side.turns)

    def _derived(self) -> list[Derived]:
        found: dict[str, Derived] = {}
        for side, mark in zip(self.sides, ("old", "new"), strict=True):
            rule_set = side.rule_set
            for name, decision in rule_set.derivations.items():
                values = rule_set.derived[name].values
                ranked = self._ranked(mark, rule_set, decision.rules, [values.index(r.outcome) for r in decision.rules])
                found.setdefault(self._name(mark, rule_set, name), Derived(self._name(mark, rule_set, name), ranked))
        return list(found.values())

    def difference(self) -> Difference:
        old, new = self.sides
        groups = [self._group("old", old.rule_set), self._group("new", new.rule_set)]
        widths = {fact: len(cells) for fact, cells in self.space.cells.items()}
        order = self._order()
        derived = self._derived()
        exact = explore(order, widths, derived, groups, self.work)
        counts: dict[tuple[NamedOutcome, NamedOutcome], int] = {}
        for block, leaf in exact.blocks(self._changed):
            pair = self._answers(leaf)
            counts[pair] = counts.get(pair, 0) + self._size(block)
        # In words, derived facts that both sides share stand by name; what they can't be is left out.
        marked = [part for part in derived if part.fact not in self.common]
        spoken = explore([*order, *sorted(self.common)], widths, marked, groups, self.work)
        changes = []
        for pair, situations in counts.items():
            wanted, allowed = partial(self._is, pair), partial(self._was_not, pair[0])
            boxes, complete = maximal_boxes(spoken, wanted, allowed, partial(self._holds, order, widths, derived))
            changes.append(Change(*pair, situations, tuple(boxes), complete))
        changes.sort(key=lambda change: (change.situations, change.old, change.new))
        return Difference(
            changes=tuple(changes),
            situations=sum(counts.values()),
            facts_gone=tuple(_only(old, new)),
            facts_new=tuple(_only(new, old)),
            meanings=tuple(_meanings(old.rule_set, new.rule_set, self.shared)),
            stories=tuple(self._stories()),
            space=self.space,
        )

    def _holds(self, order: list[str], widths: Mapping[str, int], derived: list[Derived], box: Box) -> bool:
        """Whether the derived facts of a box can have these values together with its others."""
        if not self.common & set(box):
            return True
        outside = [{fact: ((1 << widths[fact]) - 1) & ~mask} for fact, mask in box.items()]
        return find_gap(order, widths, derived, outside, self.work) is not None

    def _size(self, block: Box) -> int:
        size = 1
        for fact in self.space.facts:
            size *= block[fact].bit_count() if fact in block else len(self.space.cells[fact])
        return size

    def _answers(self, leaf: Leaf) -> tuple[NamedOutcome, NamedOutcome]:
        one, other = (_answer(side, part) for side, part in zip(self.sides, leaf, strict=True))
        return one, other

    def _is(self, pair: tuple[NamedOutcome, NamedOutcome], leaf: Leaf) -> bool:
        return self._answers(leaf) == pair

    def _was_not(self, old: NamedOutcome, leaf: Leaf) -> bool:
        return self._answers(leaf)[0] != old

    def _changed(self, leaf: Leaf) -> bool:
        old, new = self._answers(leaf)
        return old[0] != new[0]

    def _stories(self) -> Iterator[StoryChange]:
        """Scenarios of either side that both can read and answer otherwise."""
        told: set[tuple[str, int]] = set()
        for origin in reversed(self.sides):
            titles: dict[str, int] = {}
            for scenario in read_scenarios(origin.rule_set, origin.space, Findings()):
                # Stories may share a title: the second of one side is the second of the other.
                titles[scenario.story] = titles.get(scenario.story, 0) + 1
                key = (scenario.story, titles[scenario.story])
                if key not in told:
                    told.add(key)
                    old, new = (_told(scenario, side) for side in self.sides)
                    if old is not None and new is not None and old != new:
                        yield StoryChange(scenario.story, _place(scenario), old, new)


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


def _marked(mark: str, name: str) -> str:
    return f"{name} ({mark})"


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
    return comparable and one.unit == other.unit and (one.reads is None) == (other.reads is None)


_MEANINGS = {
    "whose": "whose it is",
    "reads": "what it reads",
    "counts_since": "since when an answer counts",
    "page": "what the page says of it",
    "closes": "which answers end an application",
    "rests_after": "how long after the end chips go on",
}
"""What makes a fact of what was entered, besides the answer itself, and how it is called."""


def _meanings(old: RuleSet, new: RuleSet, shared: set[str]) -> Iterator[str]:
    """In words, which facts of both sides follow otherwise from the same records."""
    for name, fact in new.facts.items():
        before = old.facts.get(name)
        if before is None or (name not in shared and fact.kind != "date"):
            continue
        if before.unknown != fact.unknown:
            now, was = (usual_in_words(one) for one in (fact, before))
            yield f"{name} counts as {now} where nobody answered; it was {was}"
        changed = [words for key, words in _MEANINGS.items() if getattr(before, key) != getattr(fact, key)]
        if changed:
            yield f"{name}: another rule says {', '.join(changed)}"


def usual_in_words(fact: Fact) -> str:
    """What an unknown fact counts as, as an author would write it."""
    if fact.unknown is None:
        return "nothing"
    return fact.unknown if isinstance(fact.unknown, str) else amount_in_words(fact.unknown, fact.unit)


def _all_rules(rule_set: RuleSet, known: set[str]) -> list[Rule]:
    """Every rule of a rule set, with its tests of `known` facts alone."""
    rules = [*rule_set.rules(), *rule_set.impossible, *(r for d in rule_set.derivations.values() for r in d.rules)]
    return [replace(rule, when=tuple(test for test in rule.when if test.fact in known)) for rule in rules]


def _answer(side: Proved, part: tuple[int, int]) -> NamedOutcome:
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
