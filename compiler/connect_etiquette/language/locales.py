"""The same texts in other languages. English stands in the rules themselves; what is missing falls back to it.

A language is a file locales/NAME.yaml, or a folder locales/NAME/ of such files. A word that counts something has one
form for each plural category of its language, such as `people-one` and `people-other`; a language may have categories
that English lacks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..findings import Finding, Findings, Span
from ..source import Map
from .model import RuleSet
from .texts import Segments, lower

ENGLISH = "en"
PLURALS = ("zero", "one", "two", "few", "many", "other")
"""The plural categories of Unicode's CLDR."""
MAX_MISSING = 10
"""Missing texts that are named one by one."""


@dataclass(frozen=True, slots=True)
class Locale:
    """A language. `texts` are segments by (kind, id, place), such as (rules, first-day, headline)."""

    id: str
    texts: Mapping[tuple[str, str, str], Segments]

    def text(self, kind: str, item: str, place: str, english: Segments) -> Segments:
        """The text in this language, or `english`."""
        return self.texts.get((kind, item, place), english)

    def words(self, english: Mapping[str, Segments]) -> dict[str, Segments]:
        """The words of the interface: those of `english`, and plural forms that only this language has."""
        own = {item: text for (kind, item, _), text in self.texts.items() if kind == "words"}
        return {**{key: own.get(key, text) for key, text in english.items()}, **own}


def read_locales(documents: Mapping[str, Map | None], rule_set: RuleSet, findings: Findings) -> list[Locale]:
    """English first, then every language under locales/. Missing and stale texts are warnings."""
    needed = dict(_needed(rule_set))
    languages: dict[str, list[Map]] = {}
    places: dict[str, str] = {}
    for path, document in documents.items():
        if path.startswith("locales/") and document is not None:
            name, folder, _ = path.removeprefix("locales/").removesuffix(".yaml").partition("/")
            languages.setdefault(name, []).append(document)
            file = document.span.file.name
            places[name] = f"{file.removesuffix(path)}locales/{name}/" if folder else file
    locales = [Locale(ENGLISH, {})]
    for name, files in languages.items():
        texts = {key: text for file in files for key, text in _read(file, needed, findings).items()}
        _report_missing(name, needed, texts, places[name], findings)
        locales.append(Locale(name, texts))
    return locales


def _needed(rule_set: RuleSet) -> Iterator[tuple[tuple[str, str, str], tuple[str, Mapping[str, str]]]]:
    """Every text that has to be translated, with the kind of its placeholders and the counts that it may name."""
    groups = (
        ("rules", rule_set.decision.rules, "rule"),
        ("adjustments", rule_set.adjustments, "rule"),
        ("tips", rule_set.tips, "rule"),
        ("notes", rule_set.notes, "note"),
        ("emails", rule_set.emails, "note"),
        ("impossible", rule_set.impossible, "rule"),
    )
    for kind, rules, placeholders in groups:
        for rule in rules:
            counts = {side: str(getattr(rule.agreement, side)) for side in ("go", "wait", "depends")}
            for place in rule.texts:
                if not (place == "until" and rule.waits_for_clock):
                    yield (kind, rule.id, place), (placeholders, counts)
    for verdict in rule_set.verdicts:
        yield ("verdicts", verdict, "word"), ("rule", {})
        yield ("verdicts", verdict, "inline"), ("rule", {})
    for fact in rule_set.facts.values():
        yield ("facts", fact.id, "says"), ("question", {})
        for place in ("ask", "help"):
            if getattr(fact, place):
                yield ("facts", fact.id, place), ("question", {})
        for value in fact.labels or ():
            yield ("facts", fact.id, f"values.{value}"), ("question", {})
    for key in rule_set.words:
        yield ("words", key, ""), ("words", {})


Key = tuple[str, str, str]
Needed = Mapping[Key, tuple[str, Mapping[str, str]]]


def _read(document: Map, needed: Needed, findings: Findings) -> dict[Key, Segments]:
    texts: dict[tuple[str, str, str], Segments] = {}
    for kind, items in document.items():
        if not isinstance(items, Map):
            findings.add(Finding("wrong-type", f"“{kind}” should be keys and values", document.values_at[kind]))
            continue
        for key, text, span in _leaves(kind, items):
            english = _english(key, needed)
            if english is None:
                findings.add(
                    Finding("stale-translation", f"nothing is called {' · '.join(part for part in key if part)}", span)
                )
            else:
                placeholders, counts = english
                place = key[2] if key[0] != "words" else "words"
                texts[key] = lower(str(text), place, placeholders, span, findings, counts)
    return texts


def _english(key: Key, needed: Needed) -> tuple[str, Mapping[str, str]] | None:
    """What the text at `key` may hold; None if English has no such text, nor the same word in another plural."""
    if key in needed or key[0] != "words":
        return needed.get(key)
    stem, _, category = key[1].rpartition("-")
    return needed.get(("words", f"{stem}-other", "")) if category in PLURALS else None


def _report_missing(name: str, needed: Needed, texts: Mapping[Key, Segments], place: str, findings: Findings) -> None:
    """One finding for all that a language lacks, since `place`, its file or folder, can't say where it should stand."""
    missing = [key for key in needed if key not in texts]
    if missing:
        few = len(missing) if len(missing) <= MAX_MISSING else 3
        shown = ", ".join(" · ".join(part for part in key if part) for key in missing[:few])
        more = f" and {len(missing) - few} more" if len(missing) > few else ""
        where = f"locales/{name}/, in any file" if place.endswith("/") else f"locales/{name}.yaml"
        findings.add(
            Finding(
                "untranslated",
                f"“{name}” lacks {len(missing)} of {len(needed)} texts: {shown}{more}",
                hint=f"Add them in {where}.",
                file=place,
            )
        )


def _leaves(kind: str, items: Map) -> Iterator[tuple[tuple[str, str, str], object, Span]]:
    for item, body in items.items():
        if not isinstance(body, Map):
            yield (kind, item, ""), body, items.values_at[item]
            continue
        for place, value in body.items():
            if isinstance(value, Map):
                for inner, text in value.items():
                    yield (kind, item, f"{place}.{inner}"), text, value.values_at[inner]
            else:
                yield (kind, item, place), value, body.values_at[place]
