"""What a rule asks of one fact: values, ranges, `never` and their complements. Syntax; `cells` gives it meaning."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from ..findings import Finding, Findings, Span, as_typed, did_you_mean
from ..source import Map, Seq
from .facts import LONGEST, MINUTES, UNIT, decimal
from .limits import NO_LIMITS, Limit

CALENDAR = ("days", "weeks")
"""Units of facts that count days as a calendar does."""


class Testable(Protocol):
    """What a condition has to know of a fact."""

    @property
    def id(self) -> str: ...
    @property
    def is_number(self) -> bool: ...
    @property
    def can_be_never(self) -> bool: ...
    @property
    def values(self) -> tuple[str, ...]: ...
    @property
    def unit(self) -> str: ...
    @property
    def span(self) -> Span: ...


@dataclass(frozen=True, slots=True)
class Is:
    """The fact has this value."""

    value: str


@dataclass(frozen=True, slots=True)
class Range:
    """The number lies between `low` and `high`; None is no bound. Times are in minutes. Never holds for “never”."""

    low: float | None
    low_included: bool
    high: float | None
    high_included: bool


@dataclass(frozen=True, slots=True)
class Never:
    """The event has not happened."""


@dataclass(frozen=True, slots=True)
class Not:
    """Everything else, “never” included."""

    inner: Condition


@dataclass(frozen=True, slots=True)
class AnyOf:
    """One of these."""

    parts: tuple[Condition, ...]


Condition = Is | Range | Never | Not | AnyOf


@dataclass(frozen=True, slots=True)
class Test:
    """One line of a `when`: a fact, what is asked of it, and where that stands."""

    fact: str
    condition: Condition
    key_span: Span
    span: Span


def read_when(
    when: Any,
    span: Span,
    known: dict[str, Testable],
    findings: Findings,
    unread: Container[str] = (),
    limits: Mapping[str, Limit] = NO_LIMITS.named,
) -> tuple[Test, ...] | None:
    """The tests of a `when`, or None with findings. “always” and an empty mapping are no tests at all.

    What is asked of an `unread` fact, one that is declared by what can't be read, is nobody's mistake: None alone.
    """
    if when == "always":
        return ()
    if not isinstance(when, Map):
        findings.add(
            Finding(
                "bad-condition",
                f"“when: {when}” can't be read",
                span,
                hint="List facts and what is asked of them, or say “when: always”.",
            )
        )
        return None
    tests: list[Test] = []
    readable = True
    for fact_id, asked in when.items():
        fact = known.get(fact_id)
        if fact is None:
            if fact_id not in unread:
                message, at = f"there is no fact “{fact_id}”", when.keys_at[fact_id]
                findings.add(
                    Finding(
                        "unknown-fact", message, at, hint=did_you_mean(fact_id, known, earlier_names(known.values()))
                    )
                )
            readable = False
            continue
        condition = _read(asked, when.values_at[fact_id], fact, limits, findings)
        if condition is None:
            readable = False
        else:
            tests.append(Test(fact_id, condition, when.keys_at[fact_id], when.values_at[fact_id]))
    return tuple(tests) if readable else None


def earlier_names(facts: Iterable[Testable]) -> dict[str, str]:
    """The names that facts have now, by those that they had before."""
    return {was: fact.id for fact in facts for was in getattr(fact, "was", ())}


def _read(asked: Any, span: Span, fact: Testable, limits: Mapping[str, Limit], findings: Findings) -> Condition | None:
    if isinstance(asked, Map):
        if list(asked) != ["not"]:
            findings.add(Finding("bad-condition", f"“{fact.id}” is asked something that can't be read", span))
            return None
        inner = _read(asked["not"], asked.values_at["not"], fact, limits, findings)
        return None if inner is None else Not(inner)
    if isinstance(asked, Seq):
        if not asked:
            findings.add(Finding("bad-condition", f"“{fact.id}” is asked nothing: the list is empty", span))
            return None
        parts = [_read(item, asked.items_at[i], fact, limits, findings) for i, item in enumerate(asked)]
        return None if any(part is None for part in parts) else AnyOf(tuple(part for part in parts if part is not None))
    if asked is None:
        findings.add(Finding("bad-condition", f"“{fact.id}” is asked nothing: there is no value", span))
        return None
    if isinstance(asked, bool):
        hint = "Write yes or no." if fact.values[:2] == ("yes", "no") else ""
        findings.add(Finding("unknown-value", f"“{fact.id}” has no value “{as_typed(asked)}”", span, hint=hint))
        return None
    if fact.is_number:
        return _read_range(asked, span, fact, limits, findings)
    if str(asked) in fact.values:
        return Is(str(asked))
    hint = _several(str(asked), fact.values) or did_you_mean(asked, fact.values, getattr(fact, "values_were", {}))
    findings.add(Finding("unknown-value", f"“{fact.id}” has no value “{_short(asked)}”", span, hint=hint))
    return None


def _several(asked: str, values: tuple[str, ...]) -> str:
    """The hint for what is said as people say it: “not none”, “none or some”; empty if it is not."""
    if (found := re.fullmatch(r"(?:not|no|!=?|anything but)\s*(\S+)", asked)) and found[1] in values:
        return f"Write “{{not: {found[1]}}}”."
    parts = [part for part in re.split(r"\s*(?:,|/|\||\bor\b|\band\b)\s*", asked) if part]
    return f"Write “[{', '.join(parts)}]”." if len(parts) > 1 and all(part in values for part in parts) else ""


AMOUNT = rf"(\d+(?:\.\d+)?)\s*({UNIT}|)"
"""A number and its unit as they are typed: two groups."""
_PART = re.compile(rf"(at least|more than|less than|at most|exactly)\s+(?:{AMOUNT}|([a-z][a-z0-9]*(?:-[a-z0-9]+)*))")


def _read_range(
    asked: Any, span: Span, fact: Testable, limits: Mapping[str, Limit], findings: Findings
) -> Condition | None:
    def refuse(message: str, hint: str = "") -> None:
        findings.add(Finding("bad-condition", f"“{fact.id}”: {message}", span, hint=hint or range_examples(fact)))

    text = str(asked).strip()
    if text == "never":
        if fact.can_be_never:
            return Never()
        refuse("this number is always known, so it can't be “never”")
        return None
    low: tuple[float, bool] | None = None
    high: tuple[float, bool] | None = None
    for part in re.split(r"\s+and\s+", text):
        match = _PART.fullmatch(part)
        if match is None:
            refuse(f"“{_short(asked)}” is not a range", _as_range(text, fact))
            return None
        word, digits, unit, name = match.groups()
        if name is not None:
            if name not in limits:
                hint = did_you_mean(name, limits) if limits else _as_range(text, fact)
                refuse(f"there is no limit “{name}”", hint)
                return None
            digits, unit = decimal(limits[name].number), limits[name].unit
        amount = parse_amount(digits, unit, fact.unit)
        if isinstance(amount, str):
            refuse(amount)
            return None
        if word in ("at least", "more than", "exactly"):
            if low is not None:
                refuse(f"“{_short(asked)}” has two lower ends")
                return None
            low = (amount, word != "more than")
        if word in ("at most", "less than", "exactly"):
            if high is not None:
                refuse(f"“{_short(asked)}” has two upper ends")
                return None
            high = (amount, word != "less than")
    low_end, low_included = low or (None, False)
    high_end, high_included = high or (None, False)
    return Range(low_end, low_included, high_end, high_included)


_SIGNS = {
    **dict.fromkeys((">=", "=>", "≥", "from", "min", "minimum", "after", "no less than", "not less than"), "at least"),
    **dict.fromkeys((">", "over", "above", "longer than", "greater than", "older than"), "more than"),
    **dict.fromkeys(("<=", "=<", "≤", "up to", "until", "max", "maximum", "no more than", "not more than"), "at most"),
    **dict.fromkeys(("<", "under", "below", "within", "before", "fewer than", "shorter than", "less"), "less than"),
    **dict.fromkeys(("=", "==", "is", "equals"), "exactly"),
}
"""What people write for the five comparisons."""


def _as_range(asked: str, fact: Testable) -> str:
    """How what was written for a range is written here; examples where that can't be told."""
    amount = re.fullmatch(
        r"(?P<sign>\D*?)\s*(?P<amount>\d+(?:\.\d+)?\s*[^\W\d_]*)(?P<more>\s+or more|\s*\+|\s+or less)?", asked.lower()
    )
    number = _in_its_unit(" ".join(amount["amount"].split()), fact.unit) if amount is not None else ""
    if amount is not None and number:
        sign = amount["sign"].strip()
        if amount["more"]:
            return f"Write “{'at most' if 'less' in amount['more'] else 'at least'} {number}”."
        if sign in _SIGNS:
            return f"Write “{_SIGNS[sign]} {number}”."
        if not sign:
            return f"Which? Write “at least {number}”, “less than {number}” or “exactly {number}”."
    return range_examples(fact)


def _in_its_unit(amount: str, unit: str) -> str:
    """An amount as a fact with this unit can be asked for it, with a unit where it needs one; empty if it can't."""
    found = re.fullmatch(AMOUNT, amount)
    if found is None:
        return ""
    if unit in MINUTES and not found[2]:
        amount = f"{amount} days" if unit in CALENDAR else f"{amount}h"
        found = re.fullmatch(AMOUNT, amount)
    return "" if found is None or isinstance(parse_amount(found[1], found[2], unit), str) else amount


def range_examples(fact: Testable) -> str:
    """Ranges that can be asked of a fact."""
    timed = ("2 days", "3 days") if fact.unit in CALENDAR else ("24h", "2 days")
    first, second = timed if fact.unit in MINUTES else (f"2 {fact.unit}", f"3 {fact.unit}")
    if fact.can_be_never:
        return f"Write a range such as “at least {first}”, “less than {second}” or “never”."
    return f"Write a range such as “at least {first}” or “less than {second}”."


def parse_amount(digits: str, unit: str, base: str, finer: bool = False) -> float | str:
    """The number in the fact's own measure (minutes for times), or what is wrong with it.

    A threshold of time is whole minutes, of calendar days whole days; a value, which may be `finer`, may lie between
    two thresholds and beyond the last.
    """
    if len(digits) > (20 if finer else 15):
        whole, _, parts = digits.partition(".")
        return f"“{_short(digits)}” {'has too many digits' if len(parts) > len(whole) else 'is too large a number'}"
    number = float(digits)
    unit = " ".join(unit.split())
    if base not in MINUTES:
        return number if unit in ("", base) else f"its unit is {base}, not {unit}"
    factor = MINUTES.get(unit) or MINUTES.get(unit + "s")
    if factor is None:
        by_days = base in CALENDAR and not finer
        if unit:
            return f"“{unit}” is not a unit of time (known: {'days, weeks' if by_days else 'h, min, days, weeks'})"
        return f"{digits} of what? Write {'' if by_days else f'{digits}h or '}{digits} days"
    if base in CALENDAR and factor < MINUTES["days"] and not finer:
        return "it counts calendar days, so hours and minutes can't be asked of it"
    minutes = number * factor
    if minutes > LONGEST + finer * MINUTES["weeks"]:
        return f"{digits}{unit} is longer than a hundred years"
    if finer:
        return minutes
    if minutes != int(minutes):
        return f"{digits}{unit} is not a whole number of minutes"
    if base in CALENDAR and minutes % MINUTES["days"]:
        return "it counts calendar days, so only whole days can be asked of it"
    return int(minutes)


def amount_in_words(amount: float, unit: str) -> str:
    """`amount` of a fact measured in `unit`, as an author would write it: 24h, 90min, 21 days, 3 people."""
    if unit not in MINUTES:
        return f"{decimal(amount)} {unit}"
    in_days = unit in CALENDAR
    if amount == 0:
        return "0 days" if in_days else "0h"
    if amount % 1440 == 0 and (in_days or amount > 7 * 1440):
        days = int(amount // 1440)
        return "1 day" if days == 1 else f"{days} days"
    return f"{int(amount // 60)}h" if amount % 60 == 0 else f"{decimal(amount)}min"


def _short(value: Any) -> str:
    text = as_typed(value)
    return text if len(text) <= 60 else text[:57] + "…"
