"""Every word of the interface is used, every used one is there, and every language has it with the same placeholders."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from connect_etiquette import pipeline
from connect_etiquette.findings import Findings
from connect_etiquette.language import LIMIT_WORDS
from connect_etiquette.output import find_paths
from connect_etiquette.translations import Locale, read_locales
from connect_etiquette.translations.languages import PLURALS, not_a_language

ROOT = Path(__file__).resolve().parents[2]
EXTENSION = ROOT / "extension"
SCRIPTS = "\n".join(path.read_text("utf-8") for path in EXTENSION.rglob("*.js"))
PAGES = "\n".join(path.read_text("utf-8") for path in EXTENSION.rglob("*.html"))
LITERALS = set(re.findall(r"""["'`]([a-z][a-z-]*(?:\$\{[^}]*\})?[a-z-]*)["'`]""", SCRIPTS))
"""Strings in scripts that may name a word; `${…}` stands for anything."""


@pytest.fixture(scope="module")
def read() -> pipeline.Run:
    return pipeline.check(find_paths().rules)


@pytest.fixture(scope="module")
def locales(read: pipeline.Run) -> list[Locale]:
    assert read.rule_set is not None
    return read_locales(read.documents, read.rule_set, Findings())


def stem(key: str) -> str:
    """A word without its plural category."""
    head, _, tail = key.rpartition("-")
    return head if tail in PLURALS else key


def is_named(key: str) -> bool:
    if key in LIMIT_WORDS:  # the compiler puts them into texts
        return True
    if key.startswith("view-"):  # handed to the view without its prefix
        short = key.removeprefix("view-")
        return f'"{short}"' in SCRIPTS or re.search(rf"words\.{short}\b", SCRIPTS) is not None or f'"{key}"' in SCRIPTS
    if key in LITERALS or stem(key) in LITERALS or f'data-word="{key}"' in PAGES:
        return True
    return any(
        re.fullmatch(re.sub(r"\\\$\\\{.*\\\}", "[a-z-]+", re.escape(literal)), key)
        for literal in LITERALS
        if "${" in literal
    )


def test_every_word_is_used(read: pipeline.Run) -> None:
    assert read.rule_set is not None
    assert [key for key in read.rule_set.words if not is_named(key)] == []


def test_every_used_word_is_there(read: pipeline.Run) -> None:
    assert read.rule_set is not None
    words = read.rule_set.words
    used = set(re.findall(r'data-word="([^"]+)"', PAGES))
    used |= set(re.findall(r'word\((?:text|begun\.text), "([^"]+)"', SCRIPTS))
    used |= set(re.findall(r'text\.words\["([^"]+)"\]', SCRIPTS))
    used |= {
        f"view-{name}" for name in re.findall(r"\bwords\.([a-z]+)\b", (EXTENSION / "shared" / "view.js").read_text())
    }
    assert sorted(used - set(words)) == []
    plurals = set(re.findall(r'Dates\.plural\(text, "([^"]+)"', SCRIPTS))
    assert [key for key in plurals if not {f"{key}-one", f"{key}-other"} <= set(words)] == []


def test_the_compiler_knows_the_words_that_are_shown(read: pipeline.Run, accept: bool) -> None:
    """`schemas/words.json` lists them, so that an author's own check finds one that is misspelt."""
    assert read.rule_set is not None
    listed = ROOT / "compiler" / "connect_etiquette" / "schemas" / "words.json"
    shown = sorted(key for key in read.rule_set.words if key not in LIMIT_WORDS and is_named(key))
    if accept:
        listed.write_text(json.dumps(shown, indent=0) + "\n", "utf-8")
    assert json.loads(listed.read_text("utf-8")) == shown


def test_a_word_that_is_missing_is_missed_where_pages_are_made(tmp_path: Path) -> None:
    rules = tmp_path / "rules"
    shutil.copytree(find_paths().rules, rules)
    words = rules / "words.yaml"
    words.write_text(
        words.read_text("utf-8").replace('  chip-until: "{{ verdict }} · until {{ until }}"\n', "", 1), "utf-8"
    )
    (found,) = pipeline.check(rules, scenarios=False).findings.items
    assert found.code == "missing-key"
    assert found.message == f"{rules}/words.yaml lacks 1 words that the extension shows: “chip-until”"
    words.unlink()
    (found,) = pipeline.check(rules, scenarios=False).findings.items
    assert "and " in found.message
    assert "more" in found.message


def placeholders(segments: Any) -> set[str]:
    if isinstance(segments, list):
        return set().union(*map(placeholders, segments)) if segments else set()
    if isinstance(segments, dict):
        return {segments["put"]} if "put" in segments else placeholders([*segments["then"], *segments["else"]])
    return set()


@pytest.mark.parametrize("name", ["de", "es"])
def test_a_language_has_every_word_fact_and_verdict(read: pipeline.Run, locales: list[Locale], name: str) -> None:
    assert read.rule_set is not None
    (locale,) = [locale for locale in locales if locale.id == name]
    rule_set = read.rule_set
    wanted = [("words", key, "") for key in rule_set.words]
    wanted += [("verdicts", key, place) for key in rule_set.verdicts for place in ("word", "inline")]
    for fact in rule_set.facts.values():
        if fact.asked != "never":
            wanted += [("facts", fact.id, place) for place in ("says", "ask", "help") if getattr(fact, place, "")]
            wanted += [("facts", fact.id, f"values.{value}") for value in fact.labels or ()]
    assert [key for key in wanted if key not in locale.texts] == []
    for key, english in rule_set.words.items():
        assert placeholders(locale.texts["words", key, ""]) == placeholders(english), key


def test_a_language_may_have_plurals_that_english_lacks(tmp_path: Path) -> None:
    rules = tmp_path / "rules"
    shutil.copytree(find_paths().rules, rules)
    (rules / "locales" / "pl").mkdir()
    (rules / "locales" / "pl" / "interface.yaml").write_text(
        'words:\n  count-people-few: "{{ count }} osoby"\n  count-folk-few: "nobody"\n', "utf-8"
    )
    run = pipeline.check(rules)
    assert run.rule_set is not None
    stale = [f.message for f in run.findings.items if f.code == "stale-translation" and "folk" in f.message]
    assert stale == ["nothing is called words · count-folk-few"]
    (polish,) = [x for x in read_locales(run.documents, run.rule_set, Findings()) if x.id == "pl"]
    assert polish.words(run.rule_set.words)["count-people-few"] == [{"put": "count"}, " osoby"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("french", "Call it fr, as browsers do."),
        ("DE", "Call it de, as browsers do."),
        ("pt-br", "Call it pt-BR, as browsers do; or pt, for all who speak it."),
        ("en", "English stands in the rules themselves."),
        ("klingon", "Call it by the language's code, such as de or pt-BR."),
        ("fr-CA", ""),
        ("zh-Hant", ""),
        ("fil", ""),
    ],
)
def test_a_language_is_called_as_browsers_call_it(name: str, said: str) -> None:
    assert not_a_language(name) == said
