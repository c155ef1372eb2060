"""Each language has a list of what we never say, and no text that a person sees says it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from connect_etiquette.findings import Findings
from connect_etiquette.output import find_paths
from connect_etiquette.report import all_words
from connect_etiquette.source.yaml import read_folder

RULES = find_paths().rules
PAGES = {"en": RULES / "README.md", "de": RULES / "locales/de/STYLE.md", "es": RULES / "locales/es/STYLE.md"}
QUOTED = re.compile("[“„«](.+?)[”“»]")
NOT_SHOWN = ("sources.yaml", "scenarios/", "linkedin/")
"""Files whose texts quote others, are told to authors, or describe LinkedIn's page."""
UNSEEN = ("layer", "because", "beyond-evidence", "for-its-words", "story")
"""Keys whose texts only authors read; `because` of an impossible situation is checked with the translations."""


def never(language: str) -> list[str]:
    """The expressions in the second column of the language's table."""
    rows = [row.split("|") for row in PAGES[language].read_text("utf-8").splitlines() if row.startswith("| ")]
    tables = [row[2] for row in rows if len(row) == 5]
    return [said for cell in tables for said in QUOTED.findall(cell)]


def texts(language: str) -> Iterator[tuple[str, str]]:
    """Every text of a language with the file it stands in."""
    for path, document in read_folder(RULES, Findings()).items():
        of = path.split("/")[1].removesuffix(".yaml") if path.startswith("locales/") else "en"
        if of == language and not path.startswith(NOT_SHOWN):
            for said in leaves(document):
                yield path, said
    yield from (("report", words[language]) for words in all_words().values())


def leaves(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key not in UNSEEN:
                yield from leaves(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner)


def says(text: str, expression: str) -> bool:
    """Whether `text` says it as words of their own."""
    return re.search(rf"(?<!\w){re.escape(expression)}(?!\w)", text) is not None


FAULTS = [
    ("en", r"^Hello.*,\n\n[a-z]", "Hello Ada,\n\nthank you."),  # in German the first line goes on, in English it ends
    ("de", r"\A(?:Sie \w+en|Ihre[nmrs]?)\b", "Sie haben es vorgeschlagen"),  # is read as “you”
    ("de", r"\{\{ time \}\}(?! Uhr)", "Bis {{ time }} nichts."),
    ("de", r": \w+: ", "Etwas spät, weil er zu war: fällig: {{ day }}."),
    ("es", r"\blas \{\{ time \}\}", "Nada hasta las {{ time }}."),  # at one it is “la”
    ("es", r"\b(?:a|de|es|para|Dijeron) \{\{ (?:day|from|to) \}\}", "Pasa a {{ to }}."),  # a date has its article
    ("es", r"(?<!\A) …", "Antes, si …"),
    ("es", r"\b(?:EE|RR)\. ", "EE. UU."),  # what belongs together stays on one line
    ("es", r"\b(?:juntos|conectados|olvidado\Z|Unido:|de todos\Z)", "Ya conectados"),  # of people of any gender
]
"""What is wrong in a language whatever it is about: whose, how it is found, an example."""


@pytest.mark.parametrize(("language", "pattern", "example"), FAULTS)
def test_no_text_has_a_fault_that_its_language_knows(language: str, pattern: str, example: str) -> None:
    fault = re.compile(pattern)
    assert fault.search(example)
    assert [(path, said) for path, said in texts(language) if fault.search(said)] == []


@pytest.mark.parametrize("language", PAGES)
def test_what_time_will_bring_is_not_called_now(language: str) -> None:
    """A verdict's word inside a sentence also stands behind a day to come: “from Thu: fine”."""
    folder = read_folder(RULES, Findings())
    of = {path: path.split("/")[1] if path.startswith("locales/") else "en" for path in folder}
    verdicts = [folder[path]["verdicts"] for path in folder if of[path] == language and "verdicts" in folder[path]]
    said = [verdict["inline"] for one in verdicts for verdict in one.values()]
    assert len(said) == 4
    assert [one for one in said if re.search(r"\b(?:now|jetzt|ahora)\b", one)] == []


@pytest.mark.parametrize("language", PAGES)
def test_nobody_reads_what_we_never_say(language: str) -> None:
    banned = never(language)
    assert len(banned) >= 10
    told = list(texts(language))
    assert len(told) > 300
    assert [(path, said) for path, said in told if any(says(said, expression) for expression in banned)] == []


@pytest.mark.parametrize("language", PAGES)
def test_what_we_never_say_would_be_found(language: str) -> None:
    for expression in never(language):
        assert says(f"So {expression}, they said.", expression)


def test_every_language_has_its_page() -> None:
    folders = {folder.name for folder in (RULES / "locales").iterdir() if folder.is_dir()}
    assert folders | {"en"} == set(PAGES)
    assert all(isinstance(page, Path) and page.is_file() for page in PAGES.values())
