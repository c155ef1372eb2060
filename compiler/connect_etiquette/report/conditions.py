"""Conditions in words: each has its own, and whoever reads the words' structure has the condition again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from ..asking import Voice
from ..findings import Findings, SourceFile, Span
from ..language import (
    AnyOf,
    Condition,
    DerivedFact,
    Fact,
    Is,
    Never,
    Not,
    Range,
    Rule,
    Testable,
    amount_in_words,
    fill,
    read_when,
)
from ..source import parse
from .words import Words

VERDICT = "verdict"
"""What tips, notes and e-mails may ask besides facts."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A condition in words. `code` is how an author writes it.

    What has `parts` is made of them: “not” of one, “any” of several. “ever” is the whole of `{not: never}`.
    """

    kind: Literal["is", "range", "never", "ever", "not", "any"]
    text: str
    code: str
    parts: tuple[Phrase, ...] = ()

    def apart(self, part: Phrase) -> bool:
        """Whether `part` of this phrase stands in brackets, since it would read otherwise without."""
        return part.kind == "not" or (part.kind == "any" and self.kind == "any")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a `when`: the fact, in words and by its id, what is asked of it, and the line as it is written."""

    fact: str
    id: str
    phrase: Phrase
    yaml: str


class Vocabulary:
    """Facts and their values in words. Where two would read alike, the id tells them apart."""

    def __init__(self, voice: Voice, words: Words) -> None:
        self.voice = voice
        self.words = words
        self.known: dict[str, Testable] = dict(voice.proved.rule_set.known)
        verdicts = voice.proved.rule_set.verdicts
        if verdicts:
            where = next(iter(verdicts.values())).span
            self.known[VERDICT] = DerivedFact(VERDICT, "", tuple(verdicts), {}, where)
        self.facts = _told_apart({name: self._says(fact) for name, fact in self.known.items()})
        self.values = {
            name: _told_apart({value: self._label(fact, value) for value in fact.values})
            for name, fact in self.known.items()
        }

    def lines(self, rule: Rule) -> list[Line]:
        """The condition of a rule; none at all is “always”."""
        return [self.line(test.fact, test.condition) for test in rule.when]

    def line(self, fact: str, condition: Condition) -> Line:
        """What is asked of one fact."""
        phrase = self.phrase(fact, condition)
        return Line(self.facts[fact], fact, phrase, f"{fact}: {phrase.code}")

    def phrase(self, fact: str, condition: Condition) -> Phrase:
        """A condition on a fact in words."""
        code = asked_in_yaml(condition, self.known[fact].unit)
        if isinstance(condition, Is):
            return Phrase("is", self.words("quoted", says=self.values[fact][condition.value]), code)
        if isinstance(condition, Range):
            return Phrase("range", self._range(condition, self.known[fact].unit), code)
        if isinstance(condition, Never):
            return Phrase("never", self.words(f"never-{self._way(fact)}"), code)
        if isinstance(condition, AnyOf):
            return Phrase("any", "", code, tuple(self.phrase(fact, part) for part in condition.parts))
        if condition.inner == Never():
            return Phrase("ever", self.words(f"ever-{self._way(fact)}"), code)
        return Phrase("not", "", code, (self.phrase(fact, condition.inner),))

    def read(self, yaml: str) -> list[Line]:
        """Lines as an author writes them, inside the braces of a `when`; empty where they name what is not known."""
        findings = Findings()
        file = SourceFile("when", f"when: {{{yaml}}}\n")
        document = parse(file, findings)
        if document is None or findings.items:
            return []
        tests = read_when(document["when"], Span(file, 0, len(file.text)), self.known, findings)
        return [self.line(test.fact, test.condition) for test in tests or ()]

    def _way(self, fact: str) -> str:
        known = self.known[fact]
        reads = known.reads if isinstance(known, Fact) else None
        return "ahead" if reads is not None and reads.how == "until" else "past"

    def _range(self, asked: Range, unit: str) -> str:
        return self.words("and").join(
            self.words(key, amount=self.words.amount(amount)) for key, amount in _ends(asked, unit)
        )

    def _says(self, fact: Testable) -> str:
        if isinstance(fact, Fact):
            return self.voice.says(fact)
        if fact.id == VERDICT:
            return self.words("the-verdict")
        assert isinstance(fact, DerivedFact)
        return fill(self.voice.locale.text("derived", fact.id, "says", [fact.says]), {})

    def _label(self, fact: Testable, value: str) -> str:
        if isinstance(fact, Fact):
            return self.voice.label(fact, value)
        if fact.id == VERDICT:
            return self.voice.verdict(value)
        assert isinstance(fact, DerivedFact)
        return fill(self.voice.locale.text("derived", fact.id, f"values.{value}", [fact.labels[value]]), {})


def asked_in_yaml(condition: Condition, unit: str) -> str:
    """A condition as an author writes it behind the fact, whose `unit` is needed for its amounts."""
    if isinstance(condition, Is):
        return condition.value
    if isinstance(condition, Never):
        return "never"
    if isinstance(condition, Not):
        return f"{{not: {asked_in_yaml(condition.inner, unit)}}}"
    if isinstance(condition, AnyOf):
        return f"[{', '.join(asked_in_yaml(part, unit) for part in condition.parts)}]"
    return " and ".join(f"{_WRITTEN[key]} {amount}" for key, amount in _ends(condition, unit))


_WRITTEN = {
    "exactly": "exactly",
    "at-least": "at least",
    "more-than": "more than",
    "at-most": "at most",
    "less-than": "less than",
}
"""The five comparisons, as the words' keys have them and as an author writes them."""


def _ends(asked: Range, unit: str) -> Iterator[tuple[str, str]]:
    """The ends of a range: the comparison, and the amount as it is written."""
    if asked.low is not None and asked.low == asked.high and asked.low_included and asked.high_included:
        yield "exactly", amount_in_words(asked.low, unit)
        return
    if asked.low is not None:
        yield "at-least" if asked.low_included else "more-than", amount_in_words(asked.low, unit)
    if asked.high is not None:
        yield "at-most" if asked.high_included else "less-than", amount_in_words(asked.high, unit)


def _told_apart(texts: dict[str, str]) -> dict[str, str]:
    taken = Counter(_alike(texts.values()))
    return {
        name: f"{text} ({name})" if taken[key] > 1 else text
        for (name, text), key in zip(texts.items(), _alike(texts.values()), strict=True)
    }


def _alike(texts: Iterable[str]) -> list[str]:
    """Texts as a reader's eye takes them."""
    return [" ".join(text.split()).casefold() for text in texts]
