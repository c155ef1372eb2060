"""What changed between two rule sets, in the words of the report."""

from __future__ import annotations

from dataclasses import dataclass

from ..asking import Change, Difference, NamedOutcome
from ..proof import as_yaml
from .conditions import Line, Phrase, Vocabulary

MAX_PLACES = 12
"""Places told for one change; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a change happened: lines that hold together. None at all is everywhere."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class ChangeInWords:
    """A change: the outcomes before and after, in how many situations, and where. `more` places are left out; it is
    None where nobody counted them."""

    old: NamedOutcome
    new: NamedOutcome
    situations: int
    places: tuple[Place, ...]
    more: int | None


@dataclass(frozen=True, slots=True)
class Facts:
    """Facts and values by name that one side alone knows, or that only share a name."""

    gone: tuple[str, ...]
    new: tuple[str, ...]
    other: tuple[str, ...]


def changes(found: Difference, vocabulary: Vocabulary) -> list[ChangeInWords]:
    """Every change, to a more careful answer first, then the smallest."""
    return [_change(change, found, vocabulary) for change in found.changes]


def facts_of_one_side(found: Difference) -> Facts:
    """What the comparison had to leave out."""
    other = tuple(name for name in found.facts_gone if name in found.facts_new)
    gone, new = (tuple(name for name in names if name not in other) for names in (found.facts_gone, found.facts_new))
    return Facts(gone, new, other)


def _change(change: Change, found: Difference, vocabulary: Vocabulary) -> ChangeInWords:
    places = []
    for box in change.boxes[:MAX_PLACES]:
        lines: list[Line] = []
        for fact, mask in box.items():
            written = as_yaml(fact, mask, found.space)
            # A fact of one side alone, or of both with two meanings, has no words here.
            read = vocabulary.read(written) if fact in vocabulary.known else []
            lines += read or [Line(fact, fact, Phrase("is", written.partition(": ")[2], ""), written)]
        places.append(Place(tuple(lines)))
    more = max(len(change.boxes) - MAX_PLACES, 0) if change.complete else None
    return ChangeInWords(change.old, change.new, change.situations, tuple(places), more)
