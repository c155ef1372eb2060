"""The vocabulary: facts, their values or units, whose they are, and how a record becomes them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from ..findings import Finding, Findings, Span, did_you_mean
from ..source import Map

Kind = Literal["choice", "flag", "number", "date"]

MINUTES = {"min": 1, "minutes": 1, "h": 60, "hours": 60, "days": 1440, "weeks": 10080}
"""Units of time in minutes, the whole number in which thresholds of clock facts are kept."""

CLOCK_EVENTS = {
    "meeting-start": "a round that the person is in begins",
    "meeting-end": "a round that the person is in ends",
    "round-start": "any round of the application begins",
    "round-end": "any round of the application ends",
}
"""The events that the runtime knows by itself. A clock fact may also read the date of any answer."""

YES_NO = {"yes": "Yes", "no": "No"}


@dataclass(frozen=True, slots=True)
class Reads:
    """How a fact follows from records and clock.

    `how` is `since` (minutes since the latest such event, never if none), `until` (minutes until the next one),
    `during` (a flag: is one going on) or `someone` (a flag: has another person of the application this answer).
    `event` is a key of `CLOCK_EVENTS`, or the id of a fact with dated answers. `being` limits the answers that count.
    """

    how: Literal["since", "until", "during", "someone"]
    event: str
    being: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of the vocabulary. `values` are the ids of an enumeration; numbers have a `unit` instead.

    `unknown` is the value an unanswered fact counts as. `page` maps a state of the page's control to the values it
    leaves possible; the first is taken where the record holds none of them. `counts_since` is an event before which an
    answer no longer counts; a date counts if its day is not over before that event. `asked_at` are the verdicts beside
    which the question may stand, any if empty; after an answer that `stays_open` it is put again. `rests_after` is how
    many minutes after a closing answer all is over. `events` are the words of those values that come about by something
    that happens, which a person notes by one press; a date has one for “today”.
    """

    id: str
    kind: Kind
    whose: str
    says: str
    span: Span
    values: tuple[str, ...] = ()
    labels: Mapping[str, str] | None = None
    unit: str = ""
    asked: str = "never"
    asked_at: tuple[str, ...] = ()
    stays_open: tuple[str, ...] = ()
    ask: str = ""
    help: str = ""
    unknown: str | float | None = None
    counts_since: str = ""
    reads: Reads | None = None
    page: Mapping[str, tuple[str, ...]] | None = None
    closes: tuple[str, ...] = ()
    rests_after: int | None = None
    events: Mapping[str, str] | None = None
    points: tuple[str, ...] = ()

    @property
    def is_number(self) -> bool:
        return self.kind == "number"

    @property
    def can_be_never(self) -> bool:
        """Whether “never” is one of its cells: the event it counts from may not have happened."""
        return self.is_number and self.reads is not None

    @property
    def is_time(self) -> bool:
        return self.unit in MINUTES


@dataclass(frozen=True, slots=True)
class DerivedFact:
    """A fact decided by rules over other facts. Its rules are `rules.Decision` material, kept in `rules`."""

    id: str
    says: str
    values: tuple[str, ...]
    labels: Mapping[str, str]
    span: Span
    points: tuple[str, ...] = ()

    is_number = False
    can_be_never = False
    unit = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A verdict. `word` stands alone, `inline` inside a sentence. Later ones in verdicts.yaml have more `care`."""

    id: str
    word: str
    inline: str
    icon: str
    tone: str
    care: int
    span: Span
    says_until: bool = False
    thin_needs_authority: bool = False


def read_facts(document: Map, findings: Findings) -> dict[str, Fact]:
    """The facts that `document` (of shape `facts`) declares, by id, in its order."""
    facts: dict[str, Fact] = {}
    declared = document["facts"]
    for fact_id, body in declared.items():
        problems = list(_problems(fact_id, body, declared))
        if not _is_id(fact_id):
            problems.append(
                Finding(
                    "bad-value",
                    f"“{fact_id}” is not an id",
                    declared.keys_at[fact_id],
                    hint="Ids are small letters, digits and hyphens, such as since-met.",
                )
            )
        if problems:
            findings.extend(problems)
            continue
        facts[fact_id] = _fact(fact_id, body, declared.keys_at[fact_id])
    return facts


def _is_id(word: str) -> bool:
    return re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", word) is not None and word != "never"


def _fact(fact_id: str, body: Map, span: Span) -> Fact:
    kind = body["kind"]
    labels = dict(YES_NO) if kind == "flag" else dict(body.get("values", {}))
    if kind == "flag":
        labels.update(body.get("values", {}))
    page = body.get("page")
    unknown = body.get("unknown-counts-as")
    return Fact(
        id=fact_id,
        kind=kind,
        whose=body["whose"],
        says=body["says"],
        span=span,
        values=tuple(labels),
        labels=labels,
        unit=body.get("unit", ""),
        asked=body.get("asked", "never"),
        asked_at=_listed(body.get("asked-at", ())),
        stays_open=_listed(body.get("stays-open", ())),
        ask=body.get("ask", ""),
        help=body.get("help", ""),
        unknown=str(unknown) if kind in ("choice", "flag") and unknown is not None else unknown,
        counts_since=body.get("counts-since", ""),
        reads=_reads(body["reads"]) if "reads" in body else None,
        page={state: _listed(values) for state, values in page.items()} if page else None,
        closes=tuple(body.get("closes", ())),
        rests_after=_minutes(body["rests-after"]) if "rests-after" in body else None,
        events=dict(body["event"]) if "event" in body else None,
        points=tuple(body.get("points", ())),
    )


def _listed(values: Any) -> tuple[str, ...]:
    """One word or a list of them, as a tuple."""
    return (values,) if isinstance(values, str) else tuple(values)


def _minutes(duration: str) -> int | None:
    """The minutes of a duration such as “60 days”, or None if it is none."""
    match = re.fullmatch(r"(\d{1,6})\s*([a-z]+)", duration.strip())
    unit = MINUTES.get(match[2]) or MINUTES.get(match[2] + "s") if match else None
    return int(match[1]) * unit if match and unit else None


def _reads(body: Map) -> Reads:
    how: Any = next(key for key in body if key != "being")
    event = body[how]
    being = body.get("being", ())
    if how == "someone":
        event, value = next(iter(event.items()))
        being = (value,)
    return Reads(how, event, _listed(being))


def _problems(fact_id: str, body: Map, declared: Map) -> Iterator[Finding]:
    kind = body["kind"]
    where = declared.keys_at[fact_id]

    def bad(message: str, key: str | None = None, hint: str = "", code: str = "bad-value") -> Finding:
        return Finding(code, f"fact “{fact_id}”: {message}", body.values_at[key] if key else where, hint=hint)

    if kind == "choice" and len(body.get("values", ())) < 2:
        yield bad("a choice needs at least two values", "values" if "values" in body else None, code="missing-key")
    for value in body.get("values", ()):
        if kind == "flag" and value not in YES_NO:
            yield bad("a flag's values are yes and no", "values")
        elif not _is_id(value):
            yield bad(
                f"“{value}” is not an id", "values", "Ids are small letters, digits and hyphens; “never” is taken."
            )
    if kind in ("number", "date") and "values" in body:
        yield bad(f"a {kind} has no values", "values")
    if kind == "number" and "unit" not in body:
        yield bad("a number needs its unit, such as “unit: hours”", code="missing-key")
    values = set(YES_NO) if kind == "flag" else set(body.get("values", ()))
    if "reads" not in body and kind != "date":
        if "unknown-counts-as" not in body:
            yield bad("what does an unknown count as? Say “unknown-counts-as: …”", code="missing-key")
        elif kind != "number" and str(body["unknown-counts-as"]) not in values:
            yield bad(
                f"“{body['unknown-counts-as']}” is not one of its values",
                "unknown-counts-as",
                did_you_mean(body["unknown-counts-as"], values),
                "unknown-value",
            )
        elif kind == "number" and not isinstance(body["unknown-counts-as"], (int, float)):
            yield bad("an unknown number counts as a number", "unknown-counts-as")
    if "reads" in body and "unknown-counts-as" in body:
        yield bad("a fact that is read from the records is never unknown", "unknown-counts-as")
    if body.get("asked", "never") != "never" and "ask" not in body:
        yield bad("it is asked, but with what words? Say “ask: …”", code="missing-key")
    if "reads" in body:
        yield from _reading_problems(kind, body["reads"], declared, bad)
    if body["whose"] == "clock" and "reads" not in body:
        yield bad("a clock fact says what it “reads”", code="missing-key")
    for key in ("closes", "stays-open"):
        for value in _listed(body.get(key, ())):
            if value not in values:
                yield bad(f"“{key}” names “{value}”, which is not one of its values", key, code="unknown-value")
    for value in body.get("event", ()):
        if value not in (("today",) if kind == "date" else values):
            yield bad(f"“event” names “{value}”, which is not one of its values", "event", code="unknown-value")
    if "rests-after" in body and "closes" not in body:
        yield bad("nothing can come to rest: no answer closes anything", "rests-after", "Say “closes: […]” as well.")
    elif "rests-after" in body and not _minutes(body["rests-after"]):
        yield bad(f"“{body['rests-after']}” is not a duration", "rests-after", "Write a duration such as 60 days.")
    if "asked-at" in body and body.get("asked") != "when-it-matters":
        hint = "Say “asked: when-it-matters”, or remove it."
        yield bad("“asked-at” is for a question that is asked when it matters", "asked-at", hint)
    for state, left in body.get("page", {}).items():
        for value in _listed(left):
            if value not in values:
                yield bad(
                    f"the page's “{state}” names “{value}”, which is not one of its values",
                    "page",
                    code="unknown-value",
                )


def _reading_problems(kind: str, reads: Map, declared: Map, bad: Any) -> Iterator[Finding]:
    ways = [key for key in reads if key != "being"]
    if len(ways) != 1 or ways[0] not in ("since", "until", "during", "someone"):
        yield bad("“reads” names one of since, until, during, someone", "reads")
        return
    how, event = ways[0], reads[ways[0]]
    if (kind == "number") != (how in ("since", "until")):
        yield bad("since and until make a number, during and someone make a flag", "reads")
    if how == "someone":
        if len(event) != 1 or next(iter(event)) not in declared:
            yield bad("“someone” names one fact of a person and its value", "reads")
        elif next(iter(event.values())) not in declared[next(iter(event))].get("values", ()):
            yield bad(
                f"“someone” names a value that “{next(iter(event))}” does not have", "reads", code="unknown-value"
            )
    elif how != "during" and event not in CLOCK_EVENTS and event not in declared:
        yield bad(
            f"there is no event or fact “{event}”",
            "reads",
            did_you_mean(event, [*CLOCK_EVENTS, *declared]),
            "unknown-fact",
        )
    elif how == "until" and event in ("meeting-end", "round-end"):
        yield bad("the next end can't be counted down to: count to the next start", "reads")


def read_verdicts(document: Map) -> dict[str, Verdict]:
    """The verdicts that `document` (of shape `verdicts`) declares, least careful first."""
    return {
        verdict_id: Verdict(
            verdict_id,
            body["word"],
            body["inline"],
            body["icon"],
            body["tone"],
            care,
            document["verdicts"].keys_at[verdict_id],
            body.get("says-until", False),
            body.get("thin-needs-authority", False),
        )
        for care, (verdict_id, body) in enumerate(document["verdicts"].items())
    }


def check_asked_at(document: Map, verdicts: Mapping[str, Verdict], findings: Findings) -> None:
    """A finding for each question of `document` (of shape `facts`) that waits for a verdict that does not exist."""
    for body in document["facts"].values():
        for verdict in _listed(body.get("asked-at", ())):
            if verdict not in verdicts:
                hint = did_you_mean(verdict, verdicts)
                where = body.values_at["asked-at"]
                findings.add(Finding("unknown-verdict", f"there is no verdict “{verdict}”", where, hint=hint))
