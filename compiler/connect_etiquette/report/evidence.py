"""What was published, question by question, and which rules rest on it; what is the rules' own reasoning."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..asking import Voice
from ..language import Agreement, Evidence, Rule, RuleSet, fill
from .words import Words

SIDE_OF = {"go": "go", "no": "wait", "wait": "wait", "depends": "depends", "info": "info"}
"""On which side of a question each stance stands."""
SIDES = ("go", "wait", "depends", "info")
LISTED_YEAR = 0
"""How a source without a year is put in order."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a source says of a question: its id, who it is, its tier and year, and its words in ours."""

    source: str
    who: str
    tier: str
    year: int | None
    says: str


@dataclass(frozen=True, slots=True)
class Question:
    """What a situation asks, its number on the page, how far advice agrees, who says what, and whom it bears."""

    id: str
    number: int
    asks: str
    agreement: Agreement
    sides: tuple[tuple[str, tuple[Said, ...]], ...]
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """A source: who, with whom it shares a voice, and the questions that it speaks of."""

    id: str
    title: str
    who: str
    country: str
    tier: str
    year: int | None
    seen: str
    read_on: str
    url: str
    link: bool
    archived: bool
    together: tuple[str, ...]
    questions: tuple[int, ...]


def questions(voice: Voice) -> list[Question]:
    """Every question that something was published on or that a rule rests on; those where advice splits come first."""
    rules = voice.proved.rule_set
    evidence = rules.evidence
    spoken = {claim.situation for source in evidence.sources for claim in source.claims}
    resting: dict[str, list[Rule]] = {}
    for rule in (*rules.decision.rules, *rules.adjustments, *rules.tips):
        if rule.situation is not None:
            resting.setdefault(rule.situation, []).append(rule)
    asked = [name for name in evidence.situations if name in spoken or name in resting]
    asked.sort(key=lambda name: evidence.agreement(name).level != "split")
    return [
        Question(
            name,
            number,
            fill(voice.locale.text("situations", name, "asks", [evidence.situations[name]]), {}),
            evidence.agreement(name),
            tuple(_sides(evidence, name)),
            tuple(resting.get(name, ())),
        )
        for number, name in enumerate(asked, 1)
    ]


def listed(evidence: Evidence, asked: list[Question]) -> list[Listed]:
    """All sources in the order of their names."""
    number = {question.id: question.number for question in asked}
    found = []
    for source in evidence.sources:
        together = tuple(
            f"{other.publisher}{f' {other.year}' if other.year else ''}"
            for other in evidence.sources
            if other.voice == source.voice and other is not source
        )
        spoken = sorted({number[claim.situation] for claim in source.claims if claim.situation in number})
        who = ", ".join(part for part in (source.author, source.publisher) if part)
        found.append(
            Listed(
                source.id,
                source.title,
                who,
                source.country,
                source.tier,
                source.year,
                source.seen,
                source.read_on,
                source.url,
                source.url.startswith(("https://", "http://")) and not source.archived,
                source.archived,
                together,
                tuple(spoken),
            )
        )
    return sorted(found, key=lambda one: (one.who.casefold(), one.year or LISTED_YEAR, one.id))


def own_reasoning(rules: RuleSet) -> list[Rule]:
    """The rules in which something is ours: nothing was published, it goes beyond that, or an authority carries it."""
    everything = (*rules.decision.rules, *rules.adjustments, *rules.tips)
    return [rule for rule in everything if rule.beyond_evidence or rule.authority or rule.agreement.level == "own"]


def agreement_in_words(found: Agreement, words: Words) -> str:
    """How far advice agrees, and where opinions are counted how many said what."""
    key = f"level-{found.level}" + (f"-{found.leans}" if found.level == "most" and found.leans else "")
    counts = [
        words(f"count-{side}", count=f"{firm} +{more}" if more else firm)
        for side, firm, more in (
            ("go", found.go, found.more_go),
            ("wait", found.wait, found.more_wait),
            ("depends", found.depends, found.more_depends),
        )
        if firm or more
    ]
    counted = f": {', '.join(counts)}" if counts and found.level not in ("own", "platform") else ""
    return f"{words(key)}{counted}"


def _sides(evidence: Evidence, situation: str) -> Iterator[tuple[str, tuple[Said, ...]]]:
    found: dict[str, list[Said]] = {side: [] for side in SIDES}
    for source in evidence.sources:
        for claim in source.claims:
            if claim.situation == situation:
                who = ", ".join(part for part in (source.author, source.publisher) if part)
                found[SIDE_OF[claim.stance]].append(Said(source.id, who, source.tier, source.year, claim.says))
    for side, said in found.items():
        if said:
            yield side, tuple(sorted(said, key=lambda one: (one.tier, -(one.year or LISTED_YEAR), one.source)))
