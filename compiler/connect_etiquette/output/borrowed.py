"""What a build of other rules takes from those that come with the command, where they say nothing of it themselves: the
interface's words, and what is known of LinkedIn's page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ..findings import Findings, SourceFile, Span
from ..language import LIMIT_WORDS, Limits, read_limits
from ..source import Map, display_name, read_file
from .paths import find_paths

_NOWHERE = Span(SourceFile("", ""), 0, 0)

Documents = Mapping[str, Map | None]


@dataclass(frozen=True, slots=True)
class Lent:
    """Documents with what was borrowed. `words` and `page` say whether those were; with a borrowed page nothing is
    placed in pages, since nobody said that these rules are about Connect."""

    documents: Documents
    words: bool = False
    page: bool = False

    @property
    def has_page(self) -> bool:
        """Whether something is known of LinkedIn's page."""
        return any(path.startswith("linkedin/") for path in self.documents)


def with_borrowed(documents: Documents, findings: Findings) -> Lent:
    """The documents of a rule set, with what it lacks from the rules that come with the command."""
    lender = find_paths().rules
    words, page = "words.yaml" not in documents, not Lent(documents).has_page
    added: dict[str, Map | None] = {}
    if page:
        for path in sorted((lender / "linkedin").glob("*.yaml")):
            added[f"linkedin/{path.name}"] = read_file(path, display_name(path), findings)
    if words:
        english = _words_in(lender / "words.yaml", lender, findings)
        added["words.yaml"] = english
        for language in sorted({_language(path) for path in documents if path.startswith("locales/")}):
            found = [_words_in(path, lender, findings) for path in _files(lender / "locales", language)]
            for index, own in enumerate([one for one in found if one] or [english]):
                added[f"locales/{language}/borrowed-{index}.yaml"] = own
    # The own files come last: what is missing is to be added there.
    return Lent({**added, **documents} if added else documents, words, page)


def _language(path: str) -> str:
    return path.removeprefix("locales/").removesuffix(".yaml").partition("/")[0]


def _files(locales: Path, language: str) -> Iterator[Path]:
    yield from sorted((locales / language).glob("*.yaml"))
    if (locales / f"{language}.yaml").is_file():
        yield locales / f"{language}.yaml"


def _words_in(path: Path, lender: Path, findings: Findings) -> Map:
    """The interface's words in a file of the lender's, and nothing else of it; its limits stand in them as they are."""
    document = read_file(path, display_name(path), findings)
    facts = read_file(lender / "facts.yaml", display_name(lender / "facts.yaml"), findings)
    kept = Map(document.span) if document is not None else Map(_NOWHERE)
    words = document.get("words") if document is not None else None
    if document is None or facts is None or not isinstance(words, Map):
        return kept
    limits = Limits(read_limits(facts, findings), {**LIMIT_WORDS, **words})
    said = Map(words.span)
    for key, text in words.items():
        span = words.values_at[key]
        said[key] = limits.put_in(text, key, span, findings) if isinstance(text, str) else text
        said.keys_at[key], said.values_at[key] = words.keys_at[key], span
    kept["words"] = said
    kept.keys_at["words"], kept.values_at["words"] = document.keys_at["words"], document.values_at["words"]
    return kept
