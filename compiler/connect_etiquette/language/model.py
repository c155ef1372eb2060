"""The rules as a typed model: what each rule asks, what follows from it, and with which words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ..findings import Span
from ..source import Map
from .conditions import Test, Testable
from .evidence import COUNTED, Agreement, Evidence
from .facts import DerivedFact, Fact, Verdict
from .limits import Limits
from .texts import Segments

CLOCK = "the clock"
"""The `until` of a wait that time alone ends."""


@dataclass(frozen=True, slots=True)
class Rule:
    """If all tests of `when` hold, `outcome` is it: a verdict's id, or a value of the derived fact it decides.

    `layer` counts from 0, the strongest. `texts` are segments by the key they were written under. `points` are those of
    the primary article that the rule carries out; its gain and its risk name their own. `for_its_words` says why
    the rule stands though the next in line would give the same verdict.
    """

    id: str
    when: tuple[Test, ...]
    outcome: str
    layer: int
    span: Span
    texts: Mapping[str, Segments] = field(default_factory=dict)
    situation: str | None = None
    beyond_evidence: str = ""
    for_its_words: str = ""
    authority: str = ""
    points: tuple[str, ...] = ()
    gain_points: tuple[str, ...] = ()
    risk_points: tuple[str, ...] = ()
    shown_points: tuple[str, ...] = ()
    agreement: Agreement = field(default_factory=lambda: Agreement("own"))

    @property
    def waits_for_clock(self) -> bool:
        return self.texts.get("until") == [CLOCK]


@dataclass(frozen=True, slots=True)
class Decision:
    """Rules in layers that together give one outcome: the verdict, or a derived fact. Strongest layer first."""

    name: str
    layers: tuple[str, ...]
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class RuleSet:
    """Everything a rule folder says, resolved. Each derived fact rests on base facts and earlier derived ones only."""

    facts: dict[str, Fact]
    derived: dict[str, DerivedFact]
    derivations: dict[str, Decision]
    verdicts: dict[str, Verdict]
    decision: Decision
    impossible: tuple[Rule, ...]
    turns: str
    into: str
    adjustments: tuple[Rule, ...]
    tips: tuple[Rule, ...]
    notes: tuple[Rule, ...]
    emails: tuple[Rule, ...]
    evidence: Evidence
    words: Mapping[str, Segments]
    documents: Mapping[str, Map]
    limits: Limits

    @property
    def known(self) -> dict[str, Testable]:
        """Every fact that a rule may test."""
        return {**{fact.id: fact for fact in self.facts.values() if fact.kind != "date"}, **self.derived}

    def rules(self) -> Iterator[Rule]:
        """Everything with an id and a condition that adds to an outcome."""
        yield from self.decision.rules
        yield from self.adjustments
        yield from self.tips
        yield from self.notes
        yield from self.emails

    def asked_about(self) -> list[str]:
        """The situations whose question is shown with numbers: rules rest on them, and enough has been written."""
        shown = {rule.situation for rule in self.decision.rules if rule.agreement.level in COUNTED}
        return [situation for situation in self.evidence.situations if situation in shown]
