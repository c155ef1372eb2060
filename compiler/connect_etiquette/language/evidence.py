"""The published advice, and how far it agrees: computed from the claims on a situation, never written by hand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from ..findings import Finding, Findings, Span, did_you_mean
from ..source import Map

Level = Literal["most", "split", "few", "own"]

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
    """A published page. Pages with one `voice` (a firm, an author) count once. `tier` is A, B or C, C unsigned."""

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


@dataclass(frozen=True, slots=True)
class Agreement:
    """Voices of tiers A and B by what they would do, voices of tier C alone behind a plus, and what that amounts to.

    A voice that holds both opinions counts on both sides. `leans` is the side of the larger number, empty if equal.
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
    """All sources, the situations they speak of (id → the question it asks), and the points of the primary article."""

    sources: tuple[Source, ...]
    situations: dict[str, str]
    points: dict[str, str]
    points_span: dict[str, Span]

    def agreement(self, situation: str | None) -> Agreement:
        """How far published advice agrees on `situation`."""
        if situation is None:
            return Agreement("own")
        sides = {"go": "go", "no": "wait", "wait": "wait", "depends": "depends"}
        firm: dict[str, set[str]] = {"go": set(), "wait": set(), "depends": set()}
        weak: dict[str, set[str]] = {"go": set(), "wait": set(), "depends": set()}
        for source in self.sources:
            for claim in source.claims:
                if claim.situation == situation and claim.stance in sides:
                    (weak if source.tier == "C" else firm)[sides[claim.stance]].add(source.voice)
        go, wait, depends = len(firm["go"]), len(firm["wait"]), len(firm["depends"])
        more = {side: len(weak[side] - firm[side]) for side in weak}
        larger, smaller = max(go, wait), min(go, wait)
        voices = len(firm["go"] | firm["wait"] | firm["depends"])
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


NO_EVIDENCE = Evidence((), {}, {}, {})


def read_sources(document: Map, findings: Findings) -> Evidence:
    """The evidence that `document` (of shape `sources`) holds. Claims on undeclared situations are findings."""
    situations = {name: body["asks"] for name, body in document["situations"].items()}
    points = dict(document.get("points", {}))
    sources: list[Source] = []
    seen: dict[str, Span] = {}
    for body in document["sources"]:
        span = body.values_at["id"]
        first = seen.setdefault(body["id"], span)
        if first is not span:
            message = f"“{body['id']}” is already the id of a source in {first.seen_from(span)}"
            findings.add(Finding("duplicate-id", message, span))
        claims: list[Claim] = []
        for claim in body["claims"]:
            check_name(claim, "situation", situations, findings)
            check_points(claim, points, findings)
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
            )
        )
    spans = document["points"].keys_at if "points" in document else {}
    return Evidence(tuple(sources), situations, points, dict(spans))


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


def check_points(body: Map, known: Iterable[str], findings: Findings, key: str = "points") -> None:
    """A finding for each of the points under `key` of `body` that sources.yaml does not declare."""
    names = list(known)
    for index, point in enumerate(body.get(key, ())):
        if point not in names:
            findings.add(
                Finding(
                    "unknown-source",
                    f"there is no point “{point}” in sources.yaml",
                    body[key].items_at[index],
                    hint=did_you_mean(point, names),
                )
            )
