"""The same texts in other languages. English stands in the rules themselves; what is missing falls back to it.

A language is a file locales/NAME.yaml, or a folder locales/NAME/ of such files. A word that counts something has one
form for each plural category of its language, such as `people-one` and `people-other`; a language may have categories
that English lacks. What only the report shows may be translated, and is not missed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..findings import Finding, Findings, Span, nearest
from ..language import Limits, Numbers, RuleSet, Segments, lower
from ..source import Map
from .languages import ENGLISH, PLURALS, forms, forms_due, not_a_language
from .reported import Key, reported_texts
from .stamps import Stamps, english_texts, named, outdated, report_outdated

NO_STAMPS: Stamps = {}
DRAFT = "draft"
"""What a file of translations says of its language while that is not ready."""
MAX_MISSING = 10
"""Missing texts that are named one by one."""


@dataclass(frozen=True, slots=True)
class Locale:
    """A language. `texts` are segments by (kind, id, place), such as (rules, first-day, headline).

    `due` are the texts it has to have, `reported` those that only the report shows and that it may have, `written`
    those that stand in a file, empty ones included, `outdated` those whose English has changed since. A `draft` is
    built to be looked at, and is no part of a package.
    """

    id: str
    texts: Mapping[Key, Segments]
    due: tuple[Key, ...] = ()
    written: frozenset[Key] = frozenset()
    outdated: tuple[Key, ...] = ()
    draft: bool = False
    reported: tuple[Key, ...] = ()

    def text(self, kind: str, item: str, place: str, english: Segments) -> Segments:
        """The text in this language, or `english`."""
        return self.texts.get((kind, item, place), english)

    def words(self, english: Mapping[str, Segments]) -> dict[str, Segments]:
        """The words of the interface: those of `english`, and plural forms that only this language has."""
        own = {item: text for (kind, item, _), text in self.texts.items() if kind == "words"}
        return {**{key: own.get(key, text) for key, text in english.items()}, **own}


def read_locales(
    documents: Mapping[str, Map | None], rule_set: RuleSet, findings: Findings, stamps: Stamps = NO_STAMPS
) -> list[Locale]:
    """English first, then every language under locales/. Missing, stale and outdated texts are warnings, but in drafts.

    `stamps` say which English the translations were made from.
    """
    needed, reported = dict(_needed(rule_set)), tuple(reported_texts(rule_set))
    languages: dict[str, list[Map]] = {}
    places: dict[str, str] = {}
    for path, document in documents.items():
        if path.startswith("locales/") and document is not None:
            name, folder, _ = path.removeprefix("locales/").removesuffix(".yaml").partition("/")
            if hint := not_a_language(name):
                findings.add(Finding("not-read", f"“{name}” can't be a language of locales/", document.span, hint))
                continue
            languages.setdefault(name, []).append(document)
            file = document.span.file.name
            places[name] = f"{file.removesuffix(path)}locales/{name}/" if folder else file
    locales = [Locale(ENGLISH, {})]
    english = english_texts(rule_set) if stamps else {}
    behind: dict[str, list[Key]] = {}
    spans: dict[str, dict[Key, Span]] = {}
    numbers = Numbers(rule_set)
    for name, files in languages.items():
        needed_here = dict(_in_plurals_of(name, needed))
        known = {**needed_here, **{key: ("plain", {}) for key in reported}}
        texts: dict[Key, Segments] = {}
        seen: dict[Key, Span] = {}
        limits = Limits(rule_set.limits.named, _limit_words(files), name)
        for document in files:
            _read(document, known, texts, seen, findings, _Checks(limits, numbers))
        due = tuple(key for key in needed_here if _is_due(name, key))
        late = outdated(texts, stamps[name], english) if name in stamps else []
        draft = any(document.get(DRAFT) is True for document in files)
        locales.append(Locale(name, texts, due, frozenset(seen), tuple(late), draft, reported))
        if draft:
            continue
        _report_missing(name, due, texts, places[name], findings)
        if name in stamps:
            _report_unstamped(name, texts, stamps[name], places[name], findings)
        if late:
            behind[name], spans[name] = late, seen
    report_outdated(behind, spans, english, findings)
    return locales


def _report_unstamped(
    name: str, texts: Mapping[Key, Segments], own: Mapping[str, str], place: str, findings: Findings
) -> None:
    """One finding for all translations of which nothing says from which English they were made."""
    new = [key for key in texts if named(key) not in own]
    if new:
        few = ", ".join(named(key) for key in new[:3]) + (f" and {len(new) - 3} more" if len(new) > 3 else "")
        message = f"“{name}” has {len(new)} translations without a stamp of their English: {few}"
        findings.add(Finding("unstamped-translation", message, file=place))


def _needed(rule_set: RuleSet) -> Iterator[tuple[Key, tuple[str, Mapping[str, str]]]]:
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
        yield ("verdicts", verdict, "word"), ("plain", {})
        yield ("verdicts", verdict, "inline"), ("plain", {})
    for fact in rule_set.facts.values():
        yield ("facts", fact.id, "says"), ("plain", {})
        for place in ("ask", "help"):
            if getattr(fact, place):
                yield ("facts", fact.id, place), ("question", {})
        for value in fact.labels or ():
            yield ("facts", fact.id, f"values.{value}"), ("plain", {})
        for value in fact.events or ():
            yield ("facts", fact.id, f"event.{value}"), ("plain", {})
        for value in fact.sooner or ():
            yield ("facts", fact.id, f"sooner.{value}"), ("plain", {})
    for situation in rule_set.asked_about():
        yield ("situations", situation, "asks"), ("plain", {})
    for key in rule_set.words:
        yield ("words", key, ""), ("words", {})


Needed = Mapping[Key, tuple[str, Mapping[str, str]]]


def _in_plurals_of(language: str, needed: Needed) -> Iterator[tuple[Key, tuple[str, Mapping[str, str]]]]:
    """What is needed, its counting words in the forms that `language` may have; English ones where it is not known."""
    for key, english in needed.items():
        stem, _, category = key[1].rpartition("-")
        if key[0] == "words" and category == "other" and ("words", f"{stem}-one", "") in needed:
            for form in forms(language) or PLURALS:
                yield ("words", f"{stem}-{form}", ""), english
        elif not (key[0] == "words" and category == "one" and ("words", f"{stem}-other", "") in needed):
            yield key, english


def _is_due(language: str, key: Key) -> bool:
    """Whether a language has to have this text: of a counting word, the forms for whole numbers below a million."""
    category = key[1].rpartition("-")[2]
    return key[0] != "words" or category not in PLURALS or category in forms_due(language)


@dataclass(frozen=True, slots=True)
class _Checks:
    """What a text is held against besides its English: limits in the words of the language, and its rule's amounts."""

    limits: Limits
    numbers: Numbers


def _limit_words(files: Iterable[Map]) -> dict[str, str]:
    """The words in which a language shows limits."""
    maps = (document["words"] for document in files if isinstance(document.get("words"), Map))
    return {
        key: text for words in maps for key, text in words.items() if key.startswith("limit-") and isinstance(text, str)
    }


def _read(
    document: Map,
    needed: Needed,
    texts: dict[Key, Segments],
    seen: dict[Key, Span],
    findings: Findings,
    checks: _Checks,
) -> None:
    items_of: dict[str, dict[str, None]] = {}
    for kind, item, _ in needed:
        items_of.setdefault(kind, {})[item] = None
    for kind, items in document.items():
        if kind == DRAFT:
            if not isinstance(items, bool):
                hint = "Write “draft: true”, or remove the line."
                at = document.values_at[kind]
                findings.add(Finding("wrong-type", "“draft” is true, or is not said", at, hint=hint))
            continue
        if kind not in items_of:
            message = f"nothing is called {kind}, so none of what stands below it is shown"
            findings.add(_stale(message, document.keys_at[kind], nearest(kind, items_of), items_of))
            continue
        if not isinstance(items, Map):
            findings.add(Finding("wrong-type", f"“{kind}” should be keys and values", document.values_at[kind]))
            continue
        for item in items:
            if item in items_of[kind]:
                continue
            # What is misspelt is not there under its own name.
            open_ = [known for known in items_of[kind] if known not in items]
            findings.add(_stale(f"nothing is called {kind} · {item}", items.keys_at[item], nearest(item, open_)))
        for key, text, span in _leaves(kind, items):
            if key[1] in items_of[kind]:
                _read_text(key, text, span, needed, texts, seen, findings, checks)


def _stale(message: str, span: Span, near: str, known: Iterable[str] = ()) -> Finding:
    hint = f"Did you mean “{near}”?" if near else f"Known: {', '.join(known)}." if known else ""
    return Finding("stale-translation", message, span, hint=hint)


def _read_text(
    key: Key,
    text: object,
    span: Span,
    needed: Needed,
    texts: dict[Key, Segments],
    seen: dict[Key, Span],
    findings: Findings,
    checks: _Checks,
) -> None:
    english, called = needed.get(key), " · ".join(part for part in key if part)
    first = seen.setdefault(key, span)
    if first is not span:
        findings.add(Finding("duplicate-key", f"“{called}” is translated already in {first.seen_from(span)}", span))
    elif english is None:
        places = [place for kind, item, place in needed if (kind, item) == key[:2]]
        findings.add(_stale(f"nothing is called {called}", span, nearest(key[2], places)))
    else:
        placeholders, counts = english
        place = key[2] if key[0] != "words" else "words"
        if isinstance(text, str) and text.strip():
            texts[key] = lower(text, place, placeholders, span, findings, counts, checks.limits)
            findings.extend(checks.numbers.others(key[0], key[1], place, text, span, checks.limits))
        elif text is not None and not isinstance(text, str):
            message = f"“{called}” should be text"
            findings.add(Finding("wrong-type", message, span, hint="Put it in quotes if it is meant so."))


def _report_missing(
    name: str, needed: Sequence[Key], texts: Mapping[Key, Segments], place: str, findings: Findings
) -> None:
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
                hint=f"“etiquette texts {name}” writes each, below its English, into a file in locales/{name}/ "
                f"where you fill it in; or add them in {where}.",
                file=place,
            )
        )


def _leaves(kind: str, items: Map) -> Iterator[tuple[Key, object, Span]]:
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
