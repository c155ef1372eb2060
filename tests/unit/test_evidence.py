"""What sources.yaml may say of a source, and what is told where that can't be."""

from __future__ import annotations

from pathlib import Path

import pytest
from connect_etiquette import pipeline
from connect_etiquette.findings import Finding

from tests.support.rule_folders import write

SOURCES = """situations:
  asked: {{asks: "Asked?"}}
sources:
  - {{id: one, title: One, publisher: P, country: UK, tier: A, seen: full, url: "https://example.org", read-on: {}, claims: [{{situation: asked, stance: go, says: Do.}}]}}
"""


def told(folder: Path, day: str) -> list[Finding]:
    """What is said of a value, where a source was read on `day`."""
    run = pipeline.check(write(folder / "rules", sources=SOURCES.format(day)))
    return [finding for finding in run.findings.items if finding.code == "bad-value"]


@pytest.mark.parametrize("day", ["2026-13-45", "2026-02-30", "2025-02-29", "0000-01-01", "2999-01-01", "1899-12-31"])
def test_a_day_that_does_not_exist_is_told_at_its_place(day: str, tmp_path: Path) -> None:
    (found,) = told(tmp_path, day)
    assert found.message == f"there is no day “{day}” on which a source can have been read"
    assert found.hint == "Write a day between 1990 and 2100 that exists, such as 2026-03-10."
    assert found.span is not None
    assert found.span.file.text[found.span.start : found.span.end] == day


@pytest.mark.parametrize("day", ["2024-02-29", "1990-01-01", "2100-12-31"])
def test_a_day_that_exists_is_taken(day: str, tmp_path: Path) -> None:
    assert told(tmp_path, day) == []
