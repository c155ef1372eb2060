"""An older rule set by the names that a newer one has: what was only renamed is no change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from ..answers import Answer, Records, Scenario
from ..diagrams import Diagram
from ..language import AnyOf, Condition, Fact, Is, Not, Rule, RuleSet, Test
from ..proof import Proved

_T = TypeVar("_T")


class Names:
    """The new names of facts and values, by the old ones, as `was` and `values-were` of a rule set say them."""

    def __init__(self, new: RuleSet, old: RuleSet) -> None:
        self.facts = {was: fact.id for fact in new.facts.values() for was in fact.was if was in old.facts}
        self.values = {fact.id: fact.values_were for fact in new.facts.values() if fact.values_were}

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
                derivations={
                    name: replace(decision, rules=self._rules(decision.rules))
                    for name, decision in rules.derivations.items()
                },
                decision=replace(rules.decision, rules=self._rules(rules.decision.rules)),
                impossible=self._rules(rules.impossible),
                adjustments=self._rules(rules.adjustments),
                tips=self._rules(rules.tips),
                notes=self._rules(rules.notes),
                emails=self._rules(rules.emails),
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

    def _rules(self, rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
        return tuple(replace(rule, when=tuple(map(self._test, rule.when))) for rule in rules)

    def _test(self, test: Test) -> Test:
        name = self.fact(test.fact)
        return replace(test, fact=name, condition=self._condition(name, test.condition))

    def _condition(self, fact: str, condition: Condition) -> Condition:
        if isinstance(condition, Is):
            return Is(self.value(fact, condition.value))
        if isinstance(condition, Not):
            return Not(self._condition(fact, condition.inner))
        if isinstance(condition, AnyOf):
            return AnyOf(tuple(self._condition(fact, part) for part in condition.parts))
        return condition
