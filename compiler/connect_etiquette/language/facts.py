"""The vocabulary: facts, their values or units, whose they are, and how a record becomes them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

from ..findings import Finding, Findings, Span, as_typed, did_you_mean
from ..source import Map

Kind = Literal["choice", "flag", "number", "date"]

MINUTES = {"min": 1, "minutes": 1, "h": 60, "hours": 60, "days": 1440, "weeks": 10080}
"""Units of time in minutes, the whole number in which thresholds of clock facts are kept."""

LONGEST = 36_525 * MINUTES["days"]
"""The longest time that can be asked of a fact, in minutes; a date stays one when so much is added to it."""

UNIT = r"[^\W\d_]+(?:[ -]+[^\W\d_]+)*"
"""A unit: words, in any script, that may be joined by hyphens and blanks."""
_AMOUNT = re.compile(rf"(\d{{1,15}}(?:\.\d{{1,15}})?)\s*({UNIT}|)")

RESERVED = {"application": ("company", "role"), "person": ("in",)}
"""What a story says of an application or a person besides facts: no fact of theirs can have such a name."""
_READ_OTHERWISE = ("true", "false", "null", "never", "verdict")
"""Words that are ids and yet read as something else: by YAML, as an event that did not happen, as the verdict."""

CLOCK_EVENTS = {
    "meeting-start": "a round that the person is in begins",
    "meeting-end": "a round that the person is in ends",
    "round-start": "any round of the application begins",
    "round-end": "any round of the application ends",
    "meeting-off": "a round that the person was to be in, moved or cancelled, was to begin; while that is to come, now",
}
"""The events that the runtime knows by itself. A clock fact may also read the date of any answer."""

ONE_DURATION = "Write a duration such as 60 days, or the name of a limit."

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
    many minutes after a closing answer all is over. `events`: words of values that one press notes, “today” of a date;
    `sooner`: of those that cards.yaml offers. `was` are ids that it had, `values_were` its values by the ids they had.
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
    sooner: Mapping[str, str] | None = None
    was: tuple[str, ...] = ()
    values_were: Mapping[str, str] = field(default_factory=dict)
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
    """The facts that `document` (of shape `facts`) declares, by id, in its order; those with findings are left out."""
    facts: dict[str, Fact] = {}
    declared = document["facts"]
    for fact_id, body in declared.items():
        problems = list(_problems(fact_id, body, declared))
        if not is_id(fact_id) or fact_id in RESERVED.get(body["whose"], ()):
            taken = is_id(fact_id) or fact_id in _READ_OTHERWISE
            problems.append(
                Finding(
                    "bad-value",
                    f"“{fact_id}” is taken: a fact can't have this name" if taken else f"“{fact_id}” is not an id",
                    declared.keys_at[fact_id],
                    hint="Ids are small letters, digits and hyphens, such as since-met.",
                )
            )
        if problems:
            findings.extend(problems)
            continue
        facts[fact_id] = _fact(fact_id, body, declared.keys_at[fact_id])
    return facts


def is_id(word: str) -> bool:
    """Whether a fact or a value may have this name."""
    return re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", word) is not None and word not in _READ_OTHERWISE


def decimal(number: float) -> str:
    """`number` in as few digits as name it, without an exponent: 2, 2.5, 0.00001."""
    return f"{Decimal(repr(number)):f}".removesuffix(".0")


def minutes_of(duration: str) -> int | None:
    """The minutes of a duration such as “60 days” or “1 day”, or None if it is none."""
    match = re.fullmatch(r"(\d{1,6})\s*([a-z]+)", duration.strip())
    unit = MINUTES.get(match[2]) or MINUTES.get(match[2] + "s") if match else None
    return int(match[1]) * unit if match and unit else None


def _fact(fact_id: str, body: Map, span: Span) -> Fact:
    kind = body["kind"]
    labels = dict(YES_NO) if kind == "flag" else dict(body.get("values", {}))
    if kind == "flag":
        labels.update(body.get("values", {}))
    page = body.get("page")
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
        asked_at=listed(body.get("asked-at", ())),
        stays_open=listed(body.get("stays-open", ())),
        ask=body.get("ask", ""),
        help=body.get("help", ""),
        unknown=_usual(kind, body.get("unit", ""), body.get("unknown-counts-as")),
        counts_since=body.get("counts-since", ""),
        reads=_reads(body["reads"]) if "reads" in body else None,
        page={state: listed(values) for state, values in page.items()} if page else None,
        closes=tuple(body.get("closes", ())),
        rests_after=minutes_of(body["rests-after"]) if "rests-after" in body else None,
        events=dict(body["event"]) if "event" in body else None,
        sooner=dict(body["sooner"]) if "sooner" in body else None,
        was=listed(body.get("was", ())),
        values_were={old: value for value, olds in body.get("values-were", {}).items() for old in listed(olds)},
        points=tuple(body.get("points", ())),
    )


def listed(values: Any) -> tuple[str, ...]:
    """One word or a list of them, as a tuple."""
    return (values,) if isinstance(values, str) else tuple(values)


def _usual(kind: str, unit: str, unknown: Any) -> str | float | None:
    """What an unknown counts as, in the fact's own measure; None where nothing, or nothing that can stand, is said.

    A number without a unit is in the fact's own.
    """
    if unknown is None or kind == "date":
        return None
    if kind != "number":
        return str(unknown)
    match = _AMOUNT.fullmatch(decimal(unknown) if type(unknown) in (int, float) else str(unknown).strip())
    if match is None or isinstance(unknown, bool):
        return None
    amount, said = float(match[1]), " ".join(match[2].split())
    factor = (MINUTES.get(said or unit) or MINUTES.get(said + "s")) if unit in MINUTES else said in ("", unit)
    if not factor or (unit in MINUTES and amount * factor > LONGEST):
        return None
    return int(amount * factor) if amount * factor % 1 == 0 else amount * factor


def _reads(body: Map) -> Reads:
    how: Any = next(key for key in body if key != "being")
    event = body[how]
    being = body.get("being", ())
    if how == "someone":
        event, value = next(iter(event.items()))
        being = (value,)
    return Reads(how, event, listed(being))


def _problems(fact_id: str, body: Map, declared: Map) -> Iterator[Finding]:
    kind = body["kind"]
    where = declared.keys_at[fact_id]

    def bad(message: str, key: str | None = None, hint: str = "", code: str = "bad-value") -> Finding:
        return Finding(code, f"fact “{fact_id}”: {message}", body.values_at[key] if key else where, hint=hint)

    yield from _value_problems(kind, body, bad)
    values = set(YES_NO) if kind == "flag" else set(body.get("values", ()))
    if "reads" not in body and kind != "date":
        unknown = body.get("unknown-counts-as")
        if unknown is None:
            yield bad("what does an unknown count as? Say “unknown-counts-as: …”", code="missing-key")
        elif kind != "number" and str(unknown) not in values:
            message = f"“{as_typed(unknown)}” is not one of its values"
            yield bad(message, "unknown-counts-as", did_you_mean(unknown, values), "unknown-value")
        elif kind == "number" and _usual(kind, body.get("unit", ""), unknown) is None:
            example = "24h" if body.get("unit") in MINUTES else "0"
            hint = f"Write a number that is not negative, such as {example}."
            yield bad(f"an unknown number can't count as “{as_typed(unknown)}”", "unknown-counts-as", hint)
    if "reads" in body and "unknown-counts-as" in body:
        yield bad("a fact that is read from the records is never unknown", "unknown-counts-as")
    if body.get("asked", "never") != "never" and "ask" not in body:
        yield bad("it is asked, but with what words? Say “ask: …”", code="missing-key")
    if "reads" in body:
        yield from _reading_problems(kind, body, declared, bad)
    if body["whose"] == "clock" and "reads" not in body:
        yield bad("a clock fact says what it “reads”", code="missing-key")
    for key in ("closes", "stays-open"):
        for value in listed(body.get(key, ())):
            if value not in values:
                yield bad(f"“{key}” names “{value}”, which is not one of its values", key, code="unknown-value")
    for key, known in (("event", ("today",) if kind == "date" else values), ("sooner", values)):
        for value in body.get(key, ()):
            if value not in known:
                yield bad(f"“{key}” names “{value}”, which is not one of its values", key, code="unknown-value")
    if "rests-after" in body and "closes" not in body:
        yield bad("nothing can come to rest: no answer closes anything", "rests-after", "Say “closes: […]” as well.")
    elif "rests-after" in body and not minutes_of(body["rests-after"]):
        yield bad(f"“{body['rests-after']}” is not a duration", "rests-after", ONE_DURATION)
    if "asked-at" in body and body.get("asked") != "when-it-matters":
        hint = "Say “asked: when-it-matters”, or remove it."
        yield bad("“asked-at” is for a question that is asked when it matters", "asked-at", hint)
    for state, left in body.get("page", {}).items():
        for value in listed(left):
            if value not in values:
                message = f"the page's “{state}” names “{value}”, which is not one of its values"
                yield bad(message, "page", code="unknown-value")


def _value_problems(kind: str, body: Map, bad: Any) -> Iterator[Finding]:
    """What a fact can be: values for a choice and a flag, a unit for a number."""
    if kind == "choice" and len(body.get("values", ())) < 2:
        yield bad("a choice needs at least two values", "values" if "values" in body else None, code="missing-key")
    for value in body.get("values", ()):
        if kind == "flag" and value not in YES_NO:
            yield bad("a flag's values are yes and no", "values")
        elif not is_id(value):
            hint = f"Ids are small letters, digits and hyphens; {', '.join(_READ_OTHERWISE)} are taken."
            yield bad(f"“{value}” is not an id", "values", hint)
    if kind in ("number", "date") and "values" in body:
        yield bad(f"a {kind} has no values", "values")
    if kind == "number" and "unit" not in body:
        yield bad("a number needs its unit, such as “unit: hours”", code="missing-key")
    elif kind == "number":
        yield from _unit_problems(body["unit"], bad)
    elif "unit" in body:
        yield bad(f"a {kind} has no unit", "unit")


def _unit_problems(unit: str, bad: Any) -> Iterator[Finding]:
    """A unit is words, so that it can stand in a range; one of time is spelt as the times are."""
    if not re.fullmatch(UNIT, unit) or re.search(r"(^|\s)and(\s|$)", unit) or "  " in unit:
        yield bad(f"“{unit}” is not a unit", "unit", "Write a word or two, such as hours or phone calls.")
    elif unit not in MINUTES and f"{unit}s" in MINUTES:
        yield bad(f"“{unit}” is a time; facts count it in {unit}s", "unit", f"Write “unit: {unit}s”.")


def _reading_problems(kind: str, body: Map, declared: Map, bad: Any) -> Iterator[Finding]:
    reads = body["reads"]
    ways = [key for key in reads if key != "being"]
    if len(ways) != 1 or ways[0] not in ("since", "until", "during", "someone"):
        yield bad("“reads” names one of since, until, during, someone", "reads")
        return
    how, event = ways[0], reads[ways[0]]
    if (kind == "number") != (how in ("since", "until")):
        yield bad("since and until make a number, during and someone make a flag", "reads")
    if how in ("since", "until") and body.get("unit") not in (None, *MINUTES):
        yield bad(f"it counts time, and “{body['unit']}” is none", "unit", f"Known: {', '.join(MINUTES)}.")
    if how == "someone":
        name = next(iter(event))
        if len(event) != 1 or name not in declared or declared[name]["whose"] != "person" or "reads" in declared[name]:
            yield bad("“someone” names one fact that a person is asked, and its value", "reads")
        elif str(event[name]) not in _values(declared[name]):
            yield bad(f"“someone” names a value that “{name}” does not have", "reads", code="unknown-value")
        if "being" in reads:
            yield bad("“someone” says the value itself, so “being” says nothing", "reads")
    elif how != "during" and event in declared and "reads" in declared[event]:
        yield bad(f"“{event}” follows from the records itself: nobody answers it on a date", "reads")
    elif how != "during" and event not in CLOCK_EVENTS and event not in declared:
        hint = did_you_mean(event, [*CLOCK_EVENTS, *declared])
        yield bad(f"there is no event or fact “{event}”", "reads", hint, "unknown-fact")
    elif how == "until" and event in ("meeting-end", "round-end", "meeting-off"):
        yield bad("the next end can't be counted down to: count to the next start", "reads")
    elif how == "until" and event in declared and declared[event]["kind"] != "date":
        hint = "Count “since” it, or to the date of a fact of kind date."
        yield bad(f"“{event}” is answered once it has happened, so nothing counts down to it", "reads", hint)
    if how != "someone":
        yield from _being_problems(reads, declared, bad)


def _values(body: Map) -> list[str]:
    """The values that a fact so declared can be answered with."""
    return list(YES_NO if body["kind"] == "flag" else body.get("values", ()))


def _being_problems(reads: Map, declared: Map, bad: Any) -> Iterator[Finding]:
    """The answers that a reading is limited to are answers that can be given."""
    event = reads.get("since", reads.get("until", ""))
    known = _values(declared[event]) if event in declared else []
    for value in listed(reads.get("being", ())):
        if value not in known:
            hint = did_you_mean(value, known) or "“being” limits the answers of a choice or a flag."
            yield bad(f"“being” names “{value}”, which is no answer to “{event}”", "reads", hint, "unknown-value")


NO_VERDICT = ("contradiction", "impossible", "nothing")
"""What stands in place of a verdict where there is none: no verdict can have such an id."""


def read_verdicts(document: Map, findings: Findings) -> dict[str, Verdict]:
    """The verdicts that `document` (of shape `verdicts`) declares, least careful first."""
    for name, where in document["verdicts"].keys_at.items():
        if not is_id(name) or name in NO_VERDICT:
            taken = f"; {', '.join((*NO_VERDICT, *_READ_OTHERWISE))} are taken."
            hint = f"Ids are small letters, digits and hyphens{taken}"
            findings.add(Finding("bad-value", f"“{name}” is no id for a verdict", where, hint=hint))
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
