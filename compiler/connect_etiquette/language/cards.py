"""Which questions stand together on a card, which events a tip plays through, and after what it keeps quiet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ..findings import Finding, Findings, Span, did_you_mean
from ..source import Map, Seq
from .facts import minutes_of
from .model import RuleSet


@dataclass(frozen=True, slots=True)
class Quiet:
    """For `minutes` after `fact` was answered with `being` nobody is reminded of anything."""

    fact: str
    being: str
    minutes: int


@dataclass(frozen=True, slots=True)
class Cards:
    """`after_round`: facts asked of everybody after a round. `what_if`: facts whose other answers a tip tries out."""

    after_round: tuple[str, ...] = ()
    what_if: tuple[str, ...] = ()
    quiet_after: tuple[Quiet, ...] = ()

    def as_data(self) -> dict[str, Any]:
        """What the core carries."""
        return {
            "afterRound": list(self.after_round),
            "whatIf": list(self.what_if),
            "quietAfter": [{"fact": q.fact, "being": q.being, "minutes": q.minutes} for q in self.quiet_after],
        }


def read_cards(rule_set: RuleSet, findings: Findings) -> Cards:
    """What cards.yaml says about the facts of `rule_set`; nothing without such a file."""
    document = rule_set.documents.get("cards.yaml")
    if document is None:
        return Cards()
    askable = [fact.id for fact in rule_set.facts.values() if fact.asked != "never"]
    choices = [name for name in askable if rule_set.facts[name].values]
    return Cards(
        tuple(_names(document, "after-round", askable, findings)),
        tuple(_names(document, "what-if", choices, findings)),
        tuple(_quiet(document, rule_set, choices, findings)),
    )


def _names(document: Map, key: str, known: list[str], findings: Findings) -> Iterable[str]:
    names: Seq | tuple[()] = document.get(key, ())
    for index, name in enumerate(names):
        assert isinstance(names, Seq)
        if _known(name, names.items_at[index], known, findings):
            yield name


def _known(name: str, span: Span, known: list[str], findings: Findings) -> bool:
    if name not in known:
        findings.add(
            Finding(
                "unknown-fact", f"there is no fact “{name}” that can stand here", span, hint=did_you_mean(name, known)
            )
        )
    return name in known


def _quiet(document: Map, rule_set: RuleSet, known: list[str], findings: Findings) -> Iterable[Quiet]:
    for item in document.get("quiet-after", ()):
        if not _known(item["fact"], item.values_at["fact"], known, findings):
            continue
        values = rule_set.facts[item["fact"]].values
        if str(item["being"]) not in values:
            findings.add(
                Finding(
                    "unknown-value",
                    f"“{item['fact']}” has no value “{item['being']}”",
                    item.values_at["being"],
                    hint=did_you_mean(item["being"], values),
                )
            )
            continue
        minutes = minutes_of(item["for"])
        if not minutes:
            findings.add(
                Finding(
                    "bad-value", f"“{item['for']}” is no stretch of time", item.values_at["for"], hint="Write “2 days”."
                )
            )
            continue
        yield Quiet(item["fact"], str(item["being"]), minutes)
