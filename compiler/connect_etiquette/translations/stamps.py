"""Stamps: which English each translation was made from, so that a change of it is noticed.

One generated file, locales/seen.json, has a stamp of the English for each translation. `etiquette texts --seen` renews
it, once somebody has looked.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from ..findings import Finding, Findings, SourceFile, Span, either
from ..language import TEXTS, RuleSet
from ..source import Map, display_name
from .reported import Key, reported_texts

SEEN = "locales/seen.json"
"""Where the stamps are, in a rule folder."""
MAX_OUTDATED = 10
"""Outdated translations that are told one by one; of more, how many there are in each language."""

Stamps = Mapping[str, Mapping[str, str]]
"""By language and name of a text the stamp of the English that was seen."""


def named(key: Key) -> str:
    """A text's name as findings and stamps have it: rules · first-day · headline."""
    return " · ".join(part for part in key if part)


def stamp(english: str) -> str:
    """The stamp of an English text: short, since it only has to tell a text from its successor."""
    return f"{zlib.crc32(' '.join(english.split()).encode()):08x}"


def read_stamps(folder: Path, findings: Findings) -> Stamps:
    """The stamps of a rule folder; none where there is no such file, or with a finding where it can't be read."""
    path = folder / SEEN
    name = display_name(path)
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        findings.add(Finding("unreadable", f"{name} can't be read: {str(error).lower()}", file=name))
        return {}
    hint = "The file is generated: take back what was edited by hand, or let “etiquette texts --seen” write it anew."
    try:
        data: Any = json.loads(text)
    except (ValueError, RecursionError) as error:
        at = min(getattr(error, "pos", 0), max(len(text) - 1, 0))
        span = Span(SourceFile(name, text), at, at + 1)
        findings.add(
            Finding("bad-stamps", f"the stamps can't be read: {getattr(error, 'msg', error)}", span, hint=hint)
        )
        return {}
    sound = isinstance(data, dict) and all(
        isinstance(own, dict) and all(isinstance(value, str) for value in own.values()) for own in data.values()
    )
    if not sound:
        findings.add(Finding("bad-stamps", f"{name} holds something else than stamps", file=name, hint=hint))
    return data if sound else {}


def stamps_of(texts: Iterable[Key], english: Mapping[Key, tuple[str, Span]]) -> dict[str, str]:
    """The stamps of a language whose translations all fit their English as it is now."""
    return {named(key): stamp(now[0]) for key in texts if (now := english_of(key, english)) is not None}


def stamps_as_json(stamps: Stamps) -> bytes:
    """The file's bytes: the same stamps, the same bytes."""
    ordered = {language: dict(sorted(own.items())) for language, own in sorted(stamps.items())}
    return (json.dumps(ordered, ensure_ascii=False, indent=1) + "\n").encode()


def english_texts(rule_set: RuleSet) -> dict[Key, tuple[str, Span]]:
    """Every English text as it is written, limits and placeholders unfilled, with its place."""
    found: dict[Key, tuple[str, Span]] = {}
    documents = rule_set.documents
    for path, document in documents.items():
        for kind, places in TEXTS.items() if not path.startswith("scenarios/") else ():
            for body in document.get(kind, ()):
                found.update(_places(kind, body["id"], body, places))
    for name, body in documents["verdicts.yaml"]["verdicts"].items():
        found.update(_places("verdicts", name, body, ("word", "inline")))
    for fact in rule_set.facts.values():
        body = documents["facts.yaml"]["facts"][fact.id]
        found.update(_places("facts", fact.id, body, ("says", "ask", "help")))
        for group, texts in (("values", fact.labels), ("event", fact.events), ("sooner", fact.sooner)):
            own: Map | None = body.get(group)
            for value, text in (texts or {}).items():
                span = own.values_at[value] if own is not None and value in own else fact.span
                found["facts", fact.id, f"{group}.{value}"] = text, span
    if "sources.yaml" in documents:
        for name, body in documents["sources.yaml"]["situations"].items():
            found.update(_places("situations", name, body, ("asks",)))
    words: Map | None = documents["words.yaml"]["words"] if "words.yaml" in documents else None
    for key, text in words.items() if words is not None else ():
        found["words", key, ""] = text, words.values_at[key] if words is not None else rule_set.decision.rules[0].span
    return {**found, **reported_texts(rule_set)}


def _places(kind: str, item: str, body: Map, places: tuple[str, ...]) -> Iterator[tuple[Key, tuple[str, Span]]]:
    for place in places:
        if isinstance(text := body.get(place), str):
            yield (kind, item, place), (text, body.values_at[place])


def english_of(key: Key, english: Mapping[Key, tuple[str, Span]]) -> tuple[str, Span] | None:
    """The English text of which `key` is a translation: of a plural form that English lacks, that of the others."""
    if key in english or key[0] != "words":
        return english.get(key)
    return english.get(("words", f"{key[1].rpartition('-')[0]}-other", ""))


def outdated(texts: Mapping[Key, Any], own: Mapping[str, str], english: Mapping[Key, tuple[str, Span]]) -> list[Key]:
    """The translations of a language whose English is another than the one that was seen."""
    late = []
    for key in texts:
        seen, now = own.get(named(key)), english_of(key, english)
        if seen is not None and now is not None and seen != stamp(now[0]):
            late.append(key)
    return late


def report_outdated(
    late: Mapping[str, list[Key]],
    places: Mapping[str, Mapping[Key, Span]],
    english: Mapping[Key, tuple[str, Span]],
    findings: Findings,
) -> None:
    """A warning for each English text that changed since it was translated; of very many, how many by language."""
    by_text: dict[Key, list[str]] = {}
    for language, keys in late.items():
        for key in keys:
            by_text.setdefault(key, []).append(language)
    if len(by_text) > MAX_OUTDATED:
        for language, keys in late.items():
            message = f"“{language}” has {len(keys)} translations of English texts that have changed since"
            hint = f"“etiquette texts {language}” lists them."
            findings.add(Finding("outdated-translation", message, file=places[language][keys[0]].file.name, hint=hint))
        return
    for key, languages in by_text.items():
        now = english_of(key, english)
        assert now is not None
        told = tuple(f"{language}: {places[language][key].place}" for language in languages)
        who = either([f"“{language}”" for language in languages]).replace(" or ", " and ")
        message = f"{named(key)} has changed since it was translated into {who}"
        findings.add(Finding("outdated-translation", message, now[1], told=told))
