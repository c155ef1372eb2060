"""An older rule set by the names that a newer one has: what was only renamed is no change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from ..answers import Answer, Records, Scenario
from ..diagrams import Diagram
from ..language import AnyOf, Condition, Fact, Is, Not, Rule, RuleSet, Test
from ..proof import Proved

_T = TypeVar("_T")
_ASKING = ("impossible", "adjustments", "tips", "notes", "emails")
"""The rules of a rule set that are in no layer."""


def names_between(old: RuleSet, new: RuleSet) -> tuple[Names, Names]:
    """The new names of what `old` has, as `was` and `values-were` of `new` say them: one for each fact and value, and
    then those of the values that became one with another. These keep their names in between, so that each of them can
    be compared with what it became."""
    facts: dict[str, str] = {}
    values: dict[str, dict[str, str]] = {}
    joined: dict[str, dict[str, str]] = {}
    for fact in new.facts.values():
        was = next((name for name in fact.was if name in old.facts), fact.id)
        if was != fact.id:
            facts[was] = fact.id
            # What was called so before is another fact: by this name it would be taken for the one that came.
            if fact.id in old.facts or fact.id in old.derived:
                facts[fact.id] = marked("old", fact.id)
        before = old.facts[was].values if was in old.facts else ()
        taken = {value for value in before if value not in fact.values_were}
        for value in before:
            if (now := fact.values_were.get(value)) is not None:
                (joined if now in taken else values).setdefault(fact.id, {})[value] = now
                taken.add(now)
    return Names(facts, values), Names({}, joined)


def marked(mark: str, name: str) -> str:
    """A name that tells which side's it is."""
    mark = f" ({mark})"
    return name if name.endswith(mark) else name + mark


class Names:
    """The new names of facts, and of values by the new name of their fact, by the old ones."""

    def __init__(self, facts: Mapping[str, str], values: Mapping[str, Mapping[str, str]]) -> None:
        self.facts = facts
        self.values = values

    def fact(self, name: str) -> str:
        return self.facts.get(name, name)

    def value(self, fact: str, value: str) -> str:
        """The new name of a value; `fact` is already the new one."""
        return self.values.get(fact, {}).get(value, value)

    def _keys(self, items: Mapping[str, _T]) -> dict[str, _T]:
        return {self.fact(name): item for name, item in items.items()}

    def answers(self, answers: Mapping[str, Answer]) -> dict[str, Answer]:
        """Answers under their new names; one that was given under the new name already counts."""
        renamed = {name: replace(one, value=self.value(name, one.value)) for name, one in self._keys(answers).items()}
        return {**renamed, **{name: one for name, one in answers.items() if name not in self.facts.keys() | renamed}}

    def story(self, scenario: Scenario) -> Scenario:
        """A story that was told under the old names."""
        values = {name: self.value(name, str(value)) for name, value in self._keys(scenario.values).items()}
        records = scenario.records and self._records(scenario.records)
        return replace(scenario, values=values if self.facts or self.values else scenario.values, records=records)

    def _records(self, records: Records) -> Records:
        applications = {
            name: replace(one, answers=self.answers(one.answers)) for name, one in records.applications.items()
        }
        people = {name: replace(one, answers=self.answers(one.answers)) for name, one in records.people.items()}
        return replace(records, me=self.answers(records.me), applications=applications, people=people)

    def proved(self, old: Proved) -> Proved:
        """`old` with all its facts and values under their new names."""
        if not self.facts and not self.values:
            return old
        rules, space = old.rule_set, old.space
        cells = {
            name: tuple(replace(cell, value=self.value(name, cell.value)) for cell in some)
            for name, some in self._keys(space.cells).items()
        }
        return replace(
            old,
            rule_set=replace(
                rules,
                facts={self.fact(name): self._fact(fact) for name, fact in rules.facts.items()},
                derived={self.fact(name): replace(fact, id=self.fact(name)) for name, fact in rules.derived.items()},
                derivations={
                    self.fact(name): replace(decision, name=self.fact(name), rules=self._rules(decision.rules))
                    for name, decision in rules.derivations.items()
                },
                **self._asking(rules),
            ),
            space=type(space)(tuple(map(self.fact, space.facts)), cells, self._keys(space.units)),
            diagram=self._diagram(old.diagram),
            small={name: self._diagram(diagram) for name, diagram in old.small.items()},
        )

    def _diagram(self, diagram: Diagram) -> Diagram:
        return replace(diagram, order=tuple(map(self.fact, diagram.order)))

    def _fact(self, fact: Fact) -> Fact:
        name = self.fact(fact.id)

        def words(some: Mapping[str, str] | None) -> dict[str, str] | None:
            return None if some is None else {self.value(name, value): text for value, text in some.items()}

        def values(some: tuple[str, ...], of: str = name) -> tuple[str, ...]:
            return tuple(self.value(of, value) for value in some)

        reads = fact.reads
        if reads is not None:
            event = self.fact(reads.event)
            reads = replace(reads, event=event, being=values(reads.being, event))
        return replace(
            fact,
            id=name,
            values=values(fact.values),
            labels=words(fact.labels),
            events=words(fact.events),
            sooner=words(fact.sooner),
            stays_open=values(fact.stays_open),
            unknown=self.value(name, fact.unknown) if isinstance(fact.unknown, str) else fact.unknown,
            reads=reads,
            page=None if fact.page is None else {mark: values(some) for mark, some in fact.page.items()},
            closes=values(fact.closes),
        )

    def _asking(self, rules: RuleSet, back: bool = False) -> dict[str, Any]:
        """All that asks something, besides derived facts."""
        return {
            "decision": replace(rules.decision, rules=self._rules(rules.decision.rules, back)),
            **{key: self._rules(getattr(rules, key), back) for key in _ASKING},
        }

    def _rules(self, rules: tuple[Rule, ...], back: bool = False) -> tuple[Rule, ...]:
        return tuple(replace(rule, when=tuple(self._test(test, back) for test in rule.when)) for rule in rules)

    def _test(self, test: Test, back: bool) -> Test:
        name = self.fact(test.fact)
        return replace(test, fact=name, condition=self._condition(name, test.condition, back))

    def _condition(self, fact: str, condition: Condition, back: bool) -> Condition:
        if isinstance(condition, Is):
            if back and len(all_ := self._with_old(fact, [condition.value])) > 1:
                return AnyOf(tuple(map(Is, all_)))
            return condition if back else Is(self.value(fact, condition.value))
        if isinstance(condition, Not):
            return Not(self._condition(fact, condition.inner, back))
        if isinstance(condition, AnyOf):
            parts = [self._condition(fact, part, back) for part in condition.parts]
            # A list inside of a list would be another condition, though it asks the same.
            return AnyOf(tuple(one for part in parts for one in (part.parts if isinstance(part, AnyOf) else (part,))))
        return condition

    # The other way round: a new rule set that knows what became one with another by its old name as well.

    def told_apart(self, new: RuleSet) -> RuleSet:
        """`new` with the old values as well: wherever it names what they became, it means each of them."""
        if not self.values:
            return new
        return replace(
            new,
            facts={name: self._fact_told_apart(fact) for name, fact in new.facts.items()},
            derivations={
                name: replace(decision, rules=self._rules(decision.rules, back=True))
                for name, decision in new.derivations.items()
            },
            **self._asking(new, back=True),
        )

    def _fact_told_apart(self, fact: Fact) -> Fact:
        reads = fact.reads and replace(fact.reads, being=self._with_old(fact.reads.event, fact.reads.being))
        if fact.id not in self.values:
            return replace(fact, reads=reads)
        return replace(
            fact,
            values=self._with_old(fact.id, fact.values),
            stays_open=self._with_old(fact.id, fact.stays_open),
            closes=self._with_old(fact.id, fact.closes),
            reads=reads,
            page=None
            if fact.page is None
            else {mark: self._with_old(fact.id, some) for mark, some in fact.page.items()},
        )

    def _with_old(self, fact: str, values: Iterable[str]) -> tuple[str, ...]:
        """Each of some values, followed by those that became it."""
        olds = self.values.get(fact, {})
        return tuple(one for value in values for one in (value, *(old for old, now in olds.items() if now == value)))
