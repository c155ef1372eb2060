"""The published advice, and how far it agrees: computed from the claims on a situation, never written by hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from ..findings import Finding, Findings, Span, did_you_mean
from ..source import YEARS, Map

Level = Literal["most", "split", "few", "platform", "own"]

SIDES = {"go": "go", "no": "wait", "wait": "wait", "depends": "depends"}
"""Stances that are counted, and as what."""
COUNTED: tuple[Level, ...] = ("most", "split")
"""Levels beside which the question and the numbers are shown."""
FEW_VOICES = 3
"""Fewer voices than this on a situation are “few have written about it”: two people who agree are not a consensus."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What one source says of one situation, paraphrased. `stance` is go, no, wait, depends or info (a fact only)."""

    situation: str
    stance: str
    says: str
    points: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A published page. Pages with one `voice` (a firm, an author) count once. `tier` is A, B or C, C unsigned.

    `read_on` is a date (YYYY-MM-DD). An `archived` source is shown without a link: its address may lead elsewhere now.
    """

    id: str
    title: str
    publisher: str
    country: str
    tier: str
    seen: str
    url: str
    voice: str
    year: int | None
    author: str
    claims: tuple[Claim, ...]
    read_on: str = ""
    archived: bool = False


@dataclass(frozen=True, slots=True)
class Agreement:
    """Voices of tiers A and B by what they would do, voices of tier C alone behind a plus, and what that amounts to.

    A voice that holds more than one opinion counts once, as “it depends”. `leans` is the side of the larger number,
    empty if equal. The level “platform” is that of situations whose sources are the platform's own pages.
    """

    level: Level
    go: int = 0
    wait: int = 0
    depends: int = 0
    more_go: int = 0
    more_wait: int = 0
    more_depends: int = 0
    leans: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """All sources, the situations they speak of (id → the question it asks), and the points of the primary article.

    `platform` are the situations that are about how the platform works, where nobody's opinion is counted. Evidence
    that is not `whole` could not be read: whatever may be named in it is not missed, and nothing is concluded from it.
    """

    sources: tuple[Source, ...]
    situations: dict[str, str]
    points: dict[str, str]
    points_span: dict[str, Span]
    platform: frozenset[str] = frozenset()
    whole: bool = True

    def agreement(self, situation: str | None) -> Agreement:
        """How far published advice agrees on `situation`."""
        if situation is None:
            return Agreement("own")
        if situation in self.platform:
            return Agreement("platform")
        firm = self._sides(situation, "AB")
        weak = {voice: side for voice, side in self._sides(situation, "C").items() if voice not in firm}
        go, wait, depends = (sum(side == own for own in firm.values()) for side in ("go", "wait", "depends"))
        more = {side: sum(side == own for own in weak.values()) for side in ("go", "wait", "depends")}
        larger, smaller = max(go, wait), min(go, wait)
        voices = len(firm)
        level: Level
        if voices == 0 and not any(more.values()):
            level = "own"
        elif voices < FEW_VOICES:
            level = "few"
        elif 2 * larger > voices and larger >= 2 * smaller:
            level = "most"
        else:
            level = "split"
        leans = "" if go == wait else "go" if go > wait else "wait"
        return Agreement(level, go, wait, depends, more["go"], more["wait"], more["depends"], leans)

    def _sides(self, situation: str, tiers: str) -> dict[str, str]:
        """The side that each voice of these tiers takes on `situation`."""
        sides: dict[str, str] = {}
        for source in self.sources:
            for claim in source.claims if source.tier in tiers else ():
                side = SIDES.get(claim.stance)
                if side and claim.situation == situation:
                    sides[source.voice] = side if sides.get(source.voice, side) == side else "depends"
        return sides


NO_EVIDENCE = Evidence((), {}, {}, {})
UNREAD_EVIDENCE = Evidence((), {}, {}, {}, whole=False)


def read_sources(document: Map, findings: Findings) -> Evidence:
    """The evidence that `document` (of shape `sources`) holds. Claims on undeclared situations are findings."""
    situations = {name: body["asks"] for name, body in document["situations"].items()}
    points = dict(document.get("points", {}))
    sources: list[Source] = []
    seen: dict[str, Span] = {}
    taken: dict[tuple[str, str], tuple[Claim, str]] = {}
    for body in document["sources"]:
        span = body.values_at["id"]
        first = seen.setdefault(body["id"], span)
        if first is not span:
            message = f"“{body['id']}” is already the id of a source in {first.seen_from(span)}"
            findings.add(Finding("duplicate-id", message, span))
        _check_day(body, findings)
        claims: list[Claim] = []
        for claim in body["claims"]:
            check_name(claim, "situation", situations, findings)
            _check_points(claim, points, findings)
            claims.append(Claim(claim["situation"], claim["stance"], claim["says"], tuple(claim.get("points", ()))))
        sources.append(
            Source(
                body["id"],
                body["title"],
                body["publisher"],
                body["country"],
                body["tier"],
                body["seen"],
                body["url"],
                body.get("voice", body["id"]),
                body.get("year"),
                body.get("author", ""),
                tuple(claims),
                body.get("read-on", ""),
                body.get("archived", False),
            )
        )
        _check_sides(body, sources[-1], taken, findings)
    platform = frozenset(name for name, about in document["situations"].items() if about.get("of") == "platform")
    spans = document["points"].keys_at if "points" in document else {}
    return Evidence(tuple(sources), situations, points, dict(spans), platform)


def _check_day(body: Map, findings: Findings) -> None:
    """A finding where a source was read on a day that no calendar has, or that is not of our times."""
    day = body.get("read-on")
    try:
        if day is None or date.fromisoformat(day).year in YEARS:
            return
    except ValueError:
        pass
    message = f"there is no day “{day}” on which a source can have been read"
    hint = f"Write a day between {YEARS[0]} and {YEARS[-1]} that exists, such as 2026-03-10."
    findings.add(Finding("bad-value", message, body.values_at["read-on"], hint=hint))


def _check_sides(
    body: Map, source: Source, taken: dict[tuple[str, str], tuple[Claim, str]], findings: Findings
) -> None:
    """A finding for each claim of `source` by which its voice stands on another side of a situation than before.

    `taken` are the first claims by voice and situation, each with its source; it grows.
    """
    for index, claim in enumerate(source.claims):
        if claim.stance not in SIDES:
            continue
        first, said_in = taken.setdefault((source.voice, claim.situation), (claim, source.id))
        if SIDES[first.stance] != SIDES[claim.stance]:
            where = "before it" if said_in == source.id else f"in “{said_in}”"
            findings.add(
                Finding(
                    "two-sided-voice",
                    f"“{source.voice}” says “{claim.stance}” of “{claim.situation}” here, and “{first.stance}” {where}",
                    body["claims"][index].values_at["stance"],
                    hint="Say “depends” for both, or “info” for the one that is no opinion.",
                )
            )


def check_name(body: Map, key: str, known: Iterable[str], findings: Findings) -> None:
    """A finding where `body[key]` names a situation that sources.yaml does not declare."""
    names = list(known)
    if key in body and body[key] not in names:
        findings.add(
            Finding(
                "unknown-source",
                f"there is no situation “{body[key]}” in sources.yaml",
                body.values_at[key],
                hint=did_you_mean(body[key], names),
            )
        )


def check_points(body: Map, evidence: Evidence, findings: Findings, key: str = "points") -> None:
    """A finding for each of the points under `key` of `body` that sources.yaml does not declare."""
    if evidence.whole:
        _check_points(body, evidence.points, findings, key)


def _check_points(body: Map, known: Mapping[str, str], findings: Findings, key: str = "points") -> None:
    for index, point in enumerate(body.get(key, ())):
        if point not in known:
            message = f"there is no point “{point}” in sources.yaml"
            findings.add(Finding("unknown-source", message, body[key].items_at[index], hint=did_you_mean(point, known)))
