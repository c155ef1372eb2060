"""The same texts in other languages. English stands in the rules themselves; what is missing falls back to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .diagnostics import Finding, Findings
from .rules import RuleSet
from .source import Map, Span
from .texts import Segments, lower

ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class Locale:
    """A language. `texts` are segments by (kind, id, place), such as (rules, first-day, headline)."""

    id: str
    texts: Mapping[tuple[str, str, str], Segments]

    def text(self, kind: str, item: str, place: str, english: Segments) -> Segments:
        """The text in this language, or `english`."""
        return self.texts.get((kind, item, place), english)


def read_locales(documents: Mapping[str, Map | None], rule_set: RuleSet, findings: Findings) -> list[Locale]:
    """English first, then every language under locales/. Missing and stale texts are warnings."""
    needed = dict(_needed(rule_set))
    locales = [Locale(ENGLISH, {})]
    for path, document in documents.items():
        if path.startswith("locales/") and document is not None:
            name = path.removeprefix("locales/").rpartition(".")[0]
            locales.append(Locale(name, _read(document, name, needed, findings)))
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


def _read(
    document: Map, name: str, needed: Mapping[tuple[str, str, str], tuple[str, Mapping[str, str]]], findings: Findings
) -> dict[tuple[str, str, str], Segments]:
    texts: dict[tuple[str, str, str], Segments] = {}
    for kind, items in document.items():
        if not isinstance(items, Map):
            findings.add(Finding("wrong-type", f"“{kind}” should be keys and values", document.values_at[kind]))
            continue
        for key, text, span in _leaves(kind, items):
            if key not in needed:
                findings.add(
                    Finding("stale-translation", f"nothing is called {' · '.join(part for part in key if part)}", span)
                )
            else:
                placeholders, counts = needed[key]
                place = key[2] if key[0] != "words" else "words"
                texts[key] = lower(str(text), place, placeholders, span, findings, counts)
    missing = [key for key in needed if key not in texts]
    if missing:
        shown = ", ".join(" · ".join(part for part in key if part) for key in missing[:3])
        more = f" and {len(missing) - 3} more" if len(missing) > 3 else ""
        findings.add(
            Finding(
                "untranslated", f"“{name}” lacks {len(missing)} of {len(needed)} texts: {shown}{more}", document.span
            )
        )
    return texts


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
