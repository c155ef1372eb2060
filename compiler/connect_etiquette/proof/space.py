"""Each fact cut into elementary values: the cells between which no rule can tell a difference by itself.

An enumeration's cells are its values. A number's cells are each threshold that some rule names and each stretch
between thresholds, from 0 upwards; a clock fact has “never” as well. A condition is a set of cells, kept as a bit mask.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from ..language import AnyOf, Condition, Is, Never, Not, Range, Rule, RuleSet, Testable, amount_in_words


@dataclass(frozen=True, slots=True)
class Cell:
    """One elementary value. `low` and `high` bound a stretch, both excluded, or equal a point.

    The first stretch begins at 0 and includes it, which is written as a `low` below 0.
    """

    kind: Literal["value", "point", "stretch", "never"]
    value: str = ""
    low: float = 0
    high: float | None = None

    def sample(self, unit: str) -> str:
        """A value inside the cell, as one would type it."""
        if self.kind in ("value", "never"):
            return self.value or "never"
        if self.kind == "point":
            return amount_in_words(self.low, unit)
        return amount_in_words(next(value for value in self._candidates(unit) if self._has(value)), unit)

    def _has(self, value: float) -> bool:
        return self.low < value and (self.high is None or value < self.high)

    def _candidates(self, unit: str) -> Iterator[float]:
        """Values that may lie in a stretch, the plainest first: whole days, hours or things, then parts of them."""
        step = {"days": 1440, "weeks": 1440, "hours": 60, "h": 60}.get(unit, 1)
        if self.high is None:
            yield max(self.low, 0) + step
            return
        middle = (max(self.low, 0) + self.high) / 2
        if step == 1440:
            yield middle if middle % step == 0 else (self.low // step + 1) * step
        elif step == 60:
            yield from (middle // step * step, (middle // step + 1) * step)
        yield from (round(middle, places) for places in range(16))
        yield middle


NEVER = Cell("never", "never")

MAX_CELLS = 4_096
"""Most cells of one fact. With more, a single node of the diagram would cost as much as a whole proof."""


@dataclass(frozen=True, slots=True)
class Space:
    """All situations of a rule set: the product of its base facts' cells. Derived facts have cells too, but follow."""

    facts: tuple[str, ...]
    cells: Mapping[str, tuple[Cell, ...]]
    units: Mapping[str, str]
    _masks: dict[tuple[str, Condition], int] = field(default_factory=dict, repr=False, compare=False)
    _scales: dict[str, _Scale] = field(default_factory=dict, repr=False, compare=False)
    _places: dict[str, dict[str, int]] = field(default_factory=dict, repr=False, compare=False)

    def full(self, fact: str) -> int:
        """The mask of all cells of `fact`."""
        return (1 << len(self.cells[fact])) - 1

    def size(self, facts: Iterable[str] | None = None) -> int:
        """The number of situations over `facts` (all base facts by default)."""
        total = 1
        for fact in self.facts if facts is None else facts:
            total *= len(self.cells[fact])
        return total

    def place(self, fact: str, value: str) -> int | None:
        """The index of the cell of `fact` that is this value or “never”; None if there is none."""
        places = self._places.get(fact)
        if places is None:
            cells = enumerate(self.cells[fact])
            places = self._places[fact] = {cell.value: index for index, cell in cells if cell.value}
        return places.get(value)

    def mask(self, fact: str, condition: Condition) -> int:
        """The cells of `fact` for which `condition` holds."""
        mask = self._masks.get((fact, condition))
        if mask is None:
            scale = self._scales.get(fact)
            if scale is None:
                scale = self._scales[fact] = _Scale(self.cells[fact])
            mask = self._masks[fact, condition] = scale.mask(condition)
        return mask

    def box(self, rule: Rule) -> dict[str, int]:
        """The cells that `rule` accepts, for the facts it tests."""
        return {test.fact: self.mask(test.fact, test.condition) for test in rule.when}

    def in_words(self, fact: str, mask: int) -> list[str]:
        """The cells of `mask` as values, neighbouring stretches and points joined to ranges."""
        cells = self.cells[fact]
        chosen = [index for index in range(len(cells)) if mask >> index & 1]
        words: list[str] = []
        while chosen:
            first = last = chosen.pop(0)
            if cells[first].kind in ("value", "never"):
                words.append(cells[first].value)
                continue
            while chosen and chosen[0] == last + 1 and cells[chosen[0]].kind != "never":
                last = chosen.pop(0)
            words.append(_range_in_words(cells[first], cells[last], self.units[fact]))
        return words

    def sample(self, fact: str, index: int) -> str:
        """A value in cell `index` of `fact`, as one would type it."""
        return self.cells[fact][index].sample(self.units[fact])


class _Scale:
    """Where on a fact's row of cells each value and each threshold stands."""

    def __init__(self, cells: Sequence[Cell]) -> None:
        self.full = (1 << len(cells)) - 1
        self.values = {cell.value: index for index, cell in enumerate(cells) if cell.kind == "value"}
        self.never = sum(1 << index for index, cell in enumerate(cells) if cell.kind == "never")
        self.points = [cell.low for cell in cells if cell.kind == "point"]
        numbers = len(cells) - len(self.values) - self.never.bit_count()
        # Points and stretches take turns; a threshold of 0 has no stretch before it.
        self.first = numbers - 2 * len(self.points)
        self.last = numbers - 1

    def mask(self, condition: Condition) -> int:
        """The cells in which `condition` holds everywhere."""
        if isinstance(condition, Is):
            at = self.values.get(condition.value)
            return 0 if at is None else 1 << at
        if isinstance(condition, Never):
            return self.never
        if isinstance(condition, Not):
            return self.full & ~self.mask(condition.inner)
        if isinstance(condition, AnyOf):
            mask = 0
            for part in condition.parts:
                mask |= self.mask(part)
            return mask
        return self._run(condition)

    def _run(self, condition: Range) -> int:
        """The cells of a range: all between its two ends."""
        first, last = 0, self.last
        if condition.low is not None:
            at = bisect_left(self.points, condition.low)
            exact = at < len(self.points) and self.points[at] == condition.low
            first = self.first + 2 * at + (exact and not condition.low_included)
        if condition.high is not None:
            at = bisect_left(self.points, condition.high)
            exact = at < len(self.points) and self.points[at] == condition.high
            last = self.first + 2 * at - (0 if exact and condition.high_included else 1 if exact else 2)
        return ((1 << (last + 1)) - 1) & ~((1 << first) - 1) if last >= first else 0


def _range_in_words(first: Cell, last: Cell, unit: str) -> str:
    if first is last and first.kind == "point":
        return f"exactly {amount_in_words(first.low, unit)}"
    parts = []
    if first.low >= 0:
        parts.append(f"{'at least' if first.kind == 'point' else 'more than'} {amount_in_words(first.low, unit)}")
    if last.high is not None or last.kind == "point":
        high = last.low if last.kind == "point" else last.high
        parts.append(f"{'at most' if last.kind == 'point' else 'less than'} {amount_in_words(high or 0, unit)}")
    return " and ".join(parts) or "at least " + amount_in_words(0, unit)


def cut(rule_set: RuleSet, also: Sequence[Rule] = ()) -> Space:
    """The space of `rule_set`: thresholds are gathered from every rule it has, and from those in `also`."""
    thresholds = _all_thresholds(rule_set, also)
    known = rule_set.known
    cells = {fact_id: _cells(fact, thresholds.get(fact_id, set())) for fact_id, fact in known.items()}
    cells["verdict"] = tuple(Cell("value", verdict) for verdict in rule_set.verdicts)
    units = {fact_id: fact.unit for fact_id, fact in known.items()} | {"verdict": ""}
    return Space(tuple(fact_id for fact_id in known if fact_id in rule_set.facts), cells, units)


def too_many_cells(rule_set: RuleSet) -> Iterator[tuple[str, int]]:
    """Each fact that has more than `MAX_CELLS` cells, with their number; nothing is cut for it."""
    thresholds = _all_thresholds(rule_set)
    for fact_id, fact in rule_set.known.items():
        count = len(fact.values) if not fact.is_number else 2 * len(thresholds.get(fact_id, ())) + 1
        if count > MAX_CELLS:
            yield fact_id, count
    if len(rule_set.verdicts) > MAX_CELLS:
        yield "verdict", len(rule_set.verdicts)


def _all_thresholds(rule_set: RuleSet, also: Sequence[Rule] = ()) -> dict[str, set[float]]:
    thresholds: dict[str, set[float]] = {}
    everything = [*rule_set.rules(), *rule_set.impossible, *also]
    for decision in rule_set.derivations.values():
        everything.extend(decision.rules)
    for rule in everything:
        for test in rule.when:
            if not isinstance(test.condition, Is):
                thresholds.setdefault(test.fact, set()).update(_thresholds(test.condition))
    return thresholds


def _thresholds(condition: Condition) -> set[float]:
    if isinstance(condition, Range):
        return {end for end in (condition.low, condition.high) if end is not None}
    if isinstance(condition, Not):
        return _thresholds(condition.inner)
    if isinstance(condition, AnyOf):
        return set().union(*(_thresholds(part) for part in condition.parts))
    return set()


def _cells(fact: Testable, thresholds: set[float]) -> tuple[Cell, ...]:
    if not fact.is_number:
        return tuple(Cell("value", value) for value in fact.values)
    cells: list[Cell] = []
    low = -1.0
    for threshold in sorted(thresholds):
        if threshold > 0:
            cells.append(Cell("stretch", low=low, high=threshold))
        cells.append(Cell("point", low=threshold, high=threshold))
        low = threshold
    cells.append(Cell("stretch", low=low))
    return (*cells, NEVER) if fact.can_be_never else tuple(cells)
