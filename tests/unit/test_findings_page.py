"""docs/findings.md is made from tests/errors, and what the catalogue says keeps to the standard in CONTRIBUTING."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from connect_etiquette.findings import CATALOGUE

from tests.support.errors import ERRORS, FOLDERS
from tests.support.findings_page import bad, page

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "findings.md"
INSIDE = (
    "token",
    "node",
    "leaf",
    "box",
    "instance",
    "schema",
    "parser",
    "exception",
    "null",
    "boolean",
    "regex",
    "segment",
)
"""Words of those who write compilers, which no rule author has to know."""


def test_the_page_is_the_compilers_own(accept: bool) -> None:
    if accept:
        PAGE.write_text(page(), "utf-8")
    assert PAGE.read_text("utf-8") == page()


@pytest.mark.parametrize("code", CATALOGUE)
def test_the_catalogue_keeps_to_the_standard(code: str) -> None:
    """One sentence that says what is wrong, one that says what to do, in words that an author has."""
    kind = CATALOGUE[code]
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", code)
    assert re.fullmatch(r"[A-Z“].{10,158}[.]", kind.meaning), kind.meaning
    assert re.fullmatch(r"[A-Z“].{8,118}[.}…”][.]?", kind.remedy), kind.remedy
    words = set(re.findall(r"[a-z]+", f"{kind.meaning} {kind.remedy}".lower()))
    assert not words & set(INSIDE), words & set(INSIDE)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_finding_keeps_to_the_standard(folder: Path) -> None:
    """What is wrong, where, and what to do: in each finding that a folder gives."""
    expected = (folder / "expected.txt").read_text("utf-8")
    findings = [part for part in expected.split("\n\n") if re.search(r"(error|warning|remark)\[[a-z-]+\]: ", part)]
    assert findings
    for finding in findings:
        head, *rest = finding.splitlines()
        placed = re.match(r"(?P<place>\S+?:\d+:\d+: )?", head)
        message = re.sub(r"^.*?(error|warning|remark)\[[a-z-]+\]: ", "", head)
        assert not message.endswith("."), "a message is no sentence with a full stop"
        assert not re.search(r"Traceback|<[a-z]+ object|\bNone\b|\bTrue\b", finding)
        if placed and placed["place"]:
            assert any("^" in line for line in rest) or not any(" | " in line for line in rest), (
                "the line, with a caret"
            )
        advice = [line for line in rest if re.match(r"  [A-Z“]", line)]
        assert advice, "what is to be done is said"


def test_a_code_is_found_on_the_page() -> None:
    text = PAGE.read_text("utf-8")
    for code in CATALOGUE:
        assert f"\n## {code}\n" in text
        assert bad(code)
    assert {folder.name for folder in FOLDERS} >= set(CATALOGUE)
    assert ERRORS.is_dir()


def test_the_standard_is_written_down() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    assert "## What a finding says" in text
    for said in ("docs/findings.md", "tests/mended/", "planted.json"):
        assert said in text
