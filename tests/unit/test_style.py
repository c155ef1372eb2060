"""Each language has a list of what we never say, and no text that a person sees says it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from connect_etiquette.findings import Findings
from connect_etiquette.output import find_paths
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
