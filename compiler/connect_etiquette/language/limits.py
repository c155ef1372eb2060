"""Named limits: an amount that is said once, and is used in conditions and in texts under its name.

A limit is written as conditions write amounts (24h, 2 weeks, 3 people). A text shows it in the words of its language,
`{{ limit.silence }}`, or its number alone in a unit of time, `{{ limit.silence.days }}`, where the language bends its
words by what stands before them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from ..findings import Finding, Findings, Span, as_typed, did_you_mean
from ..source import Map
from .facts import MINUTES, UNIT, decimal, is_id

UNITS = {"minutes": "min", "hours": "h", "days": "days", "weeks": "weeks"}
"""Units of time as texts call them, and as amounts are written."""
_AMOUNT = re.compile(rf"(\d{{1,15}}(?:\.\d{{1,15}})?)\s*({UNIT}|)")
PLACEHOLDER = re.compile(r"\{\{ *limit\.([A-Za-z0-9_-]*)(?:\.([A-Za-z]*))? *\}\}")
_NUMBERS = "one two three four five six seven eight nine ten eleven twelve"
LIMIT_WORDS = {
    "limit-numbers": _NUMBERS,
    "limit-decimal": ".",
    **{f"limit-{unit}-one": f"{{{{ count }}}} {unit[:-1]}" for unit in UNITS},
    **{f"limit-{unit}-other": f"{{{{ count }}}} {unit}" for unit in UNITS},
}
"""The words in which limits are shown where words.yaml has none."""
_BELOW_TWO = dict.fromkeys(("fr", "pt", "da"), "one")
_FRACTIONS = {**dict.fromkeys(("cs", "sk", "lt"), "many"), **dict.fromkeys(("ro", "sl"), "few")}
"""The plural categories of 1.5 and of 2.5 in languages where they are not “other”, from CLDR's cardinal rules."""


@dataclass(frozen=True, slots=True)
class Limit:
    """An amount with a name: its `number`, and its `unit` as MINUTES has it, or the word that was written."""

    id: str
    number: float
    unit: str
    span: Span

    @property
    def amount(self) -> str:
        """It as it is written without a name: 24 h, 2 weeks, 3 people."""
        return f"{decimal(self.number)} {self.unit}".strip()

    @property
    def minutes(self) -> float | None:
        """How long it is; None if it is no time."""
        return self.number * MINUTES[self.unit] if self.unit in MINUTES else None


@dataclass(frozen=True)
class Limits:
    """All limits, in the `words` of one `language` by their keys in words.yaml."""

    named: Mapping[str, Limit] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=lambda: LIMIT_WORDS)
    language: str = "en"

    def put_in(self, text: str, where: str, span: Span, findings: Findings) -> str:
        """`text` with its limits in words. What is not there, or can't be said so, becomes a finding."""

        def said(found: re.Match[str]) -> str:
            limit, unit = self.named.get(found[1]), (found[2] or "").lower()
            if limit is None:
                message, hint = f"“{where}”: there is no limit “{found[1]}”", did_you_mean(found[1], self.named)
                findings.add(Finding("unknown-placeholder", message, span.find(found[0]), hint=hint or NONE))
                return "…"
            if not unit:
                return self.in_words(limit)
            number = (limit.minutes or 0) / MINUTES[UNITS[unit]] if unit in UNITS and limit.minutes else None
            if number is None or number % 1:
                message = f"“{where}”: “{found[1]}” is no whole number of {unit}"
                hint = "Name a unit of time that it has: minutes, hours, days or weeks."
                findings.add(Finding("text-syntax", message, span.find(found[0]), hint=hint))
                return "…"
            return self._number(number)

        return PLACEHOLDER.sub(said, text)

    def in_words(self, limit: Limit) -> str:
        """A limit as a text says it: 24 hours, two weeks."""
        unit = next((unit for unit, short in UNITS.items() if MINUTES.get(limit.unit) == MINUTES[short]), "")
        form = self._form(unit, limit.number)
        if not form:
            return f"{self._decimal(limit.number)} {limit.unit}".strip()
        return re.sub(r"\{\{ *count *\}\}", self._number(limit.number), form)

    def _number(self, number: float) -> str:
        """Up to twelve in the language's word, if it has them."""
        spelt = self.words.get("limit-numbers", "").split()
        return spelt[int(number) - 1] if number % 1 == 0 and 2 <= number <= len(spelt) else self._decimal(number)

    def _decimal(self, number: float) -> str:
        """In digits, with the language's own decimal sign."""
        return decimal(number).replace(".", self.words.get("limit-decimal", "."))

    def _form(self, unit: str, number: float) -> str:
        forms = {key.rpartition("-")[2]: text for key, text in self.words.items() if key.startswith(f"limit-{unit}-")}
        base = self.language.partition("-")[0]
        for_fractions = _FRACTIONS.get(base)
        few = number % 10 in (2, 3, 4) and number % 100 not in (12, 13, 14)
        if number % 1:
            wanted = for_fractions or (_BELOW_TWO.get(base, "other") if number < 2 else "other")
        elif number == 1 or (few and "few" in forms):
            wanted = "one" if number == 1 else "few"
        else:
            wanted = "many" if "many" in forms and for_fractions != "many" else "other"
        return forms.get(wanted, forms.get("other", forms.get("many", ""))) if unit else ""

    @cached_property
    def spoken(self) -> re.Pattern[str] | None:
        """What matches an amount of time in a text of this language; None if its words are not known."""
        forms = [unit for unit in UNITS if f"limit-{unit}-other" in self.words]
        if not forms:
            return None
        numbers = "|".join(map(re.escape, self.words.get("limit-numbers", "").split()[1:]))
        units = "|".join(f"(?P<{unit}>{'|'.join(self._stems(unit))})" for unit in forms)
        number = rf"(?P<number>\d+(?:[.,]\d+)?{'|' if numbers else ''}{numbers})"
        return re.compile(rf"\b{number}[ \u00a0-](?:{units})\w{{0,2}}\b", re.IGNORECASE)

    def _stems(self, unit: str) -> list[str]:
        texts = (text for key, text in self.words.items() if key.startswith(f"limit-{unit}-"))
        stems = {re.sub(r"\{\{.*?\}\}", "", text).strip() for text in texts}
        return [re.escape(stem) for stem in sorted(stems, key=len, reverse=True)]

    def amounts_in(self, text: str) -> Iterator[tuple[str, float]]:
        """The amounts of time that `text` speaks of: as they stand there, and in minutes."""
        if self.spoken is None:
            return
        spelt = self.words.get("limit-numbers", "").lower().split()
        # “In one or two days” is no amount.
        vaguely = rf"\b(?:\d+|(?:{'|'.join(re.escape(word[:3]) for word in spelt) or '-'})\w*)(?:,| \w{{1,4}}|-| –)$"
        for found in self.spoken.finditer(text):
            if re.search(vaguely, text[: found.start()].rstrip(), re.IGNORECASE):
                continue
            unit = next(unit for unit in UNITS if unit in found.groupdict() and found[unit])
            word = found["number"].lower()
            number = spelt.index(word) + 1 if word in spelt else float(word.replace(",", "."))
            yield found[0], number * MINUTES[UNITS[unit]]


NONE = "Limits stand in facts.yaml, under “limits:”."
NO_LIMITS = Limits()


def read_limits(document: Map, findings: Findings) -> dict[str, Limit]:
    """The limits that `document` (of shape `facts`) names; those with findings are left out."""
    limits: dict[str, Limit] = {}
    declared = document.get("limits", Map(document.span))
    for name, written in declared.items():
        match = _AMOUNT.fullmatch(str(written).strip())
        unit = " ".join(match[2].split()) if match else ""
        if not is_id(name):
            hint = "Ids are small letters, digits and hyphens, such as first-day."
            findings.add(Finding("bad-value", f"“{name}” is not an id", declared.keys_at[name], hint=hint))
        elif match is None or isinstance(written, bool):
            hint = "Write an amount such as 24h, 2 weeks or 3 people."
            message = f"limit “{name}”: “{as_typed(written)}” is no amount"
            findings.add(Finding("bad-value", message, declared.values_at[name], hint=hint))
        else:
            unit = unit if unit in MINUTES else f"{unit}s" if f"{unit}s" in MINUTES else unit
            limits[name] = Limit(name, float(match[1]), unit, declared.keys_at[name])
    return limits


def written_out(document: Map, limits: Mapping[str, Limit]) -> Map:
    """`document` (of shape `facts`) with limits that stand in the place of an amount as the amounts that they are."""
    facts = _copy(document["facts"])
    for fact, body in facts.items():
        keys = ("rests-after", "unknown-counts-as") if body["kind"] == "number" else ("rests-after",)
        named = {key: limits[body[key]].amount for key in keys if body.get(key) in limits}
        if named:
            facts[fact] = _copy(body)
            facts[fact].update(named)
    full = _copy(document)
    full["facts"] = facts
    return full


def _copy(written: Map) -> Map:
    """Another mapping of the same, at the same places."""
    copy = Map(written.span)
    copy.update(written)
    copy.keys_at, copy.values_at = written.keys_at, written.values_at
    return copy
