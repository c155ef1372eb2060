"""Amounts of time in texts, held against those that their rules ask for: a limit that changes leaves none behind."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from ..findings import Finding, Span, either
from .conditions import AnyOf, Condition, Is, Not, Range, amount_in_words
from .limits import PLACEHOLDER, Limits
from .model import Rule, RuleSet

KINDS = ("rules", "adjustments", "tips", "notes", "emails", "impossible")
"""What has an id, a condition and texts, as files and translations call it."""


class Numbers:
    """Knows of each rule the amounts that its conditions ask for, those behind derived facts included."""

    def __init__(self, rule_set: RuleSet) -> None:
        self.rule_set = rule_set
        self.known: dict[str, dict[float, str]] = {}

    @cached_property
    def rules(self) -> dict[str, Rule]:
        return {rule.id: rule for rule in (*self.rule_set.rules(), *self.rule_set.impossible)}

    def others(self, kind: str, item: str, place: str, text: str, span: Span, limits: Limits) -> Iterator[Finding]:
        """A warning for each amount of time in a text that its rule does not ask for."""
        if kind not in KINDS or item not in self.rules:
            return
        for shown, minutes in limits.amounts_in(PLACEHOLDER.sub("", text)):
            own = self.own(item)
            if minutes in own:
                continue
            mine = [limit.id for limit in limits.named.values() if limit.minutes in own]
            same = [limit.id for limit in limits.named.values() if limit.minutes == minutes]
            named = [f"“{{{{ limit.{name} }}}}”" for name in mine or same]
            hint = f"Write {either(named)}." if named else "Name it under “limits:” in facts.yaml, and write its name."
            asked = f"asks for {' and '.join(own.values())}" if own else "asks for no time"
            message = f"“{place}” speaks of {shown}, and its rule {asked}"
            yield Finding("other-number", message, span.find(shown), hint=hint, rules=(item,))

    def own(self, item: str) -> dict[float, str]:
        """The amounts of a rule in minutes, each in words, shortest first."""
        if item not in self.known:
            self.known[item] = dict(sorted(self._amounts(self.rules[item], set())))
        return self.known[item]

    def _amounts(self, rule: Rule, seen: set[str]) -> Iterator[tuple[float, str]]:
        for test in rule.when:
            fact = self.rule_set.facts.get(test.fact)
            if fact is not None and fact.is_time:
                yield from ((amount, amount_in_words(amount, fact.unit)) for amount in _ends(test.condition))
            decision = self.rule_set.derivations.get(test.fact)
            for line in decision.rules if decision else ():
                if line.id not in seen and _holds(test.condition, line.outcome):
                    seen.add(line.id)
                    yield from self._amounts(line, seen)


def _ends(condition: Condition) -> Iterator[float]:
    if isinstance(condition, Range):
        yield from (end for end in (condition.low, condition.high) if end is not None)
    elif isinstance(condition, Not):
        yield from _ends(condition.inner)
    elif isinstance(condition, AnyOf):
        for part in condition.parts:
            yield from _ends(part)


def _holds(condition: Condition, value: str) -> bool:
    """Whether a condition on named values holds for `value`."""
    if isinstance(condition, Not):
        return not _holds(condition.inner, value)
    if isinstance(condition, AnyOf):
        return any(_holds(part, value) for part in condition.parts)
    return isinstance(condition, Is) and condition.value == value
