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
    """For `minutes` after `fact` was answered with `being` nobody is reminded of anything.

    With `in_days` they are counted by the calendar, as the facts are whose unit is days or weeks.
    """

    fact: str
    being: str
    minutes: int
    in_days: bool


@dataclass(frozen=True, slots=True)
class NoWord:
    """Under one of `rules` nothing was heard where something was due: by the date `promised`, if one was named.

    `asked` is the date on which the job seeker asked where things stand.
    """

    rules: tuple[str, ...]
    asked: str
    promised: str | None


@dataclass(frozen=True, slots=True)
class Cards:
    """`after_round`: facts asked of everybody after a round. `what_if`: facts whose other answers a tip tries out.

    `sooner_under`: the rules under whose three lines stands what would make it come sooner.
    """

    after_round: tuple[str, ...] = ()
    what_if: tuple[str, ...] = ()
    sooner_under: tuple[str, ...] = ()
    quiet_after: tuple[Quiet, ...] = ()
    no_word: NoWord | None = None

    def as_data(self) -> dict[str, Any]:
        """What the core carries."""
        return {
            "afterRound": list(self.after_round),
            "whatIf": list(self.what_if),
            "soonerUnder": list(self.sooner_under),
            "quietAfter": [
                {"fact": q.fact, "being": q.being, "minutes": q.minutes, "days": q.in_days} for q in self.quiet_after
            ],
            "noWord": self.no_word
            and {"rules": list(self.no_word.rules), "asked": self.no_word.asked, "promised": self.no_word.promised},
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
        _rules(document.get("sooner-under"), rule_set, findings)[0],
        tuple(_quiet(document, rule_set, choices, findings)),
        _no_word(document, rule_set, findings),
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


def _no_word(document: Map, rule_set: RuleSet, findings: Findings) -> NoWord | None:
    body = document.get("no-word")
    if body is None:
        return None
    names, sound = _rules(body["rules"], rule_set, findings)
    dates = [fact.id for fact in rule_set.facts.values() if fact.kind == "date"]
    for key in ("asked", "promised"):
        if key in body:
            sound = _known(body[key], body.values_at[key], dates, findings) and sound
    return NoWord(names, body["asked"], body.get("promised")) if sound else None


def _rules(names: Seq | None, rule_set: RuleSet, findings: Findings) -> tuple[tuple[str, ...], bool]:
    """Those of `names` that are rules, and whether all are; a finding for each that is none."""
    if names is None:
        return (), True
    rules = [rule.id for rule in rule_set.decision.rules]
    for name, span in zip(names, names.items_at, strict=True):
        if name not in rules:
            hint = did_you_mean(name, rules)
            findings.add(Finding("unknown-rule", f"there is no rule “{name}”", span, hint=hint))
    known = tuple(name for name in names if name in rules)
    return known, len(known) == len(names)


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
        limit = rule_set.limits.named.get(item["for"])
        minutes = limit.minutes if limit else minutes_of(item["for"])
        if not minutes:
            hint = "Write “2 days”, or the name of a limit."
            message = f"“{item['for']}” is no stretch of time"
            findings.add(Finding("bad-value", message, item.values_at["for"], hint=hint))
            continue
        unit = limit.unit if limit else item["for"]
        yield Quiet(item["fact"], str(item["being"]), int(minutes), unit.rstrip("s").endswith(("day", "week")))
