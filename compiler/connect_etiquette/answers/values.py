"""Values of facts as people type them, in the measure of the fact."""

from __future__ import annotations

import re
from typing import Any

from ..findings import did_you_mean
from ..language import AMOUNT, MINUTES, Fact, RuleSet, decimal, parse_amount
from ..proof import Space
from .records import find_cell


def read_value(fact: Fact, value: Any) -> str | float:
    """A value as typed (`yes`, `never`, `30h`) in the fact's own measure. Raises `ValueError` with what is wrong."""
    text = str(value).strip()
    if not fact.is_number:
        word = "yes" if value is True else "no"
        if isinstance(value, bool) and word in fact.values:
            raise ValueError(f"Write “{word}”: yes and no are words here.")
        if text not in fact.values:
            raise ValueError(did_you_mean(text, fact.values, fact.values_were))
        return text
    if text == "never":
        if not fact.can_be_never:
            raise ValueError("This number is always known.")
        return "never"
    match = re.fullmatch(AMOUNT, text)
    if match is None:
        example = "30h or 2 days" if fact.is_time else f"3 {fact.unit}"
        raise ValueError(f"Write a number with its unit, such as {example}.")
    # A value may be finer than a threshold: 36h is a good value of a fact that counts days.
    amount = parse_amount(match[1], match[2], fact.unit, finer=True)
    if isinstance(amount, str):
        raise ValueError(amount[0].upper() + amount[1:] + ".")
    return amount


def answer_value(space: Space, fact: Fact, typed: str) -> str:
    """What an answer keeps of a value as typed. Raises `ValueError` with what is wrong."""
    value = read_value(fact, typed)
    find_cell(space, fact.id, value)
    return value if isinstance(value, str) else in_unit(fact, value)


def in_unit(fact: Fact, amount: float) -> str:
    """The digits by which an answer holds `amount`, which is in the measure of the fact's cells."""
    return decimal(amount / MINUTES[fact.unit] if fact.is_time else amount)


def facts_of_a_date(rule_set: RuleSet, name: str) -> list[str]:
    """The facts that follow from the date `name`: what is told of it where nothing has a date."""
    return [fact.id for fact in rule_set.facts.values() if fact.reads is not None and fact.reads.event == name]
