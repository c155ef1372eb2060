"""Which rules two rule sets have in common and put in other words."""

from __future__ import annotations

from collections.abc import Iterator

from ..language import RuleSet


def reworded(old: RuleSet, new: RuleSet) -> Iterator[str]:
    """Rules of both sides whose texts differ, each with the names of those texts: “sent · headline, why”."""
    before = {rule.id: rule.texts for rule in (*old.rules(), *old.impossible)}
    for rule in (*new.rules(), *new.impossible):
        was = before.get(rule.id, rule.texts)
        other = [name for name in dict.fromkeys((*rule.texts, *was)) if rule.texts.get(name) != was.get(name)]
        if other:
            yield f"{rule.id} · {', '.join(other)}"
