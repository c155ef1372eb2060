"""A comparison in a line: what a build says of what has changed since the last one."""

from __future__ import annotations

from collections.abc import Iterator

from ..proof import in_figures
from .difference import Difference

MAX_RULES = 3
"""Rules that are named for one kind of change; the others are counted."""


def difference_in_brief(found: Difference) -> str:
    """One line for a build: how many changes, from which verdict to which, and by which rules now."""
    count = len(found.meanings)
    meanings = f"; {count} fact{'s are' if count > 1 else ' is'} read otherwise" if found.meanings else ""
    if not found.changes:
        return f"no situation gets another verdict{''.join(_other_words(found))}{meanings}"
    kinds: dict[str, dict[str, None]] = {}
    for change in found.changes:
        verdict, rule, adjustment = change.new
        kinds.setdefault(f"{change.old[0]} → {verdict}", {})[f"“{adjustment or rule}”" if rule else "no rule"] = None
    told = len(found.stories)
    stories = f"; {told} {'story' if told == 1 else 'stories'}" if told else ""
    count = len(found.changes)
    changes = f"{count} change{'s' if count > 1 else ''} in {in_figures(found.situations)} situations"
    return (
        f"{changes} ({', '.join(f'{kind} by {_few(list(rules))}' for kind, rules in kinds.items())}{stories}){meanings}"
    )


def _other_words(found: Difference) -> Iterator[str]:
    """What people read otherwise though no verdict changed, behind a semicolon each."""
    moved, reworded = sum(found.moved.values()), len(found.reworded)
    if moved:
        yield f"; {in_figures(moved)} get{'s' if moved == 1 else ''} it from another rule"
    if reworded:
        yield f"; {reworded} rule{'s' if reworded > 1 else ''} in other words"
    if found.shown:
        yield f"; {len(found.shown)} other thing{'s are' if len(found.shown) > 1 else ' is'} shown otherwise"


def _few(names: list[str]) -> str:
    more = len(names) - MAX_RULES
    if more > 0:
        return f"{', '.join(names[:MAX_RULES])} and {more} more"
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
