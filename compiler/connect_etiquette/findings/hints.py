"""Words that help with a finding: what was probably meant, and what there is to choose from."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

MAX_KNOWN = 60
"""Names that a hint lists: whoever looks for one among fifty has to see it."""


def as_typed(value: object) -> str:
    """A plain value in the spelling of YAML and JSON, not of Python; text stands without its quotes."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def either(names: Sequence[str]) -> str:
    """“a”, “a or b”, “a, b or c”."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"


def nearest(word: object, known: Iterable[str], near_by: float = 0.6) -> str:
    """The one of `known` that was probably meant; empty if none is so near, 1 being the same."""
    names, asked = list(known), str(word)
    # In a short name two letters that changed places leave too little for what compares runs of letters.
    same = [name for name in names if sorted(name.lower()) == sorted(asked.lower())]
    near = same or difflib.get_close_matches(asked, names, n=1, cutoff=near_by)
    return near[0] if near else ""


def did_you_mean(word: object, known: Iterable[str], earlier: Mapping[str, str] = MappingProxyType({})) -> str:
    """“Did you mean “x”? …” or a list of what is known, ready to stand as a hint. `earlier` are names that were given
    up, with those that took their place."""
    names = list(known)
    near = earlier[str(word)] if earlier.get(str(word)) in names else nearest(word, names)
    more = f" and {len(names) - MAX_KNOWN} more" if len(names) > MAX_KNOWN else ""
    listed = ", ".join(names[:MAX_KNOWN]) + more
    if near:
        return f"Did you mean “{near}”?"
    return f"Known: {listed}." if names else ""
