"""The stories cover the etiquette: every rule, both sides of every threshold, and the themes that a coach would ask for."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from connect_etiquette import pipeline
from connect_etiquette.answers import read_scenarios
from connect_etiquette.commands import group
from connect_etiquette.findings import Findings
from connect_etiquette.output import find_paths

from tests.support.etiquette import etiquette

ROOT = Path(__file__).resolve().parents[2]
STORIES = read_scenarios(etiquette().rule_set, etiquette().space, Findings())


@pytest.mark.parametrize("command", ["check", "test"])
def test_there_are_no_findings(command: str) -> None:
    os.chdir(ROOT)
    result = CliRunner().invoke(group.main, [command, "--strict"])
    assert result.exit_code == 0, result.output
    run = pipeline.check(find_paths().rules)
    assert [(finding.severity, finding.code) for finding in run.findings.items] == []
    assert "No findings." in result.output


def test_there_are_many_and_each_is_told_once() -> None:
    told = [story.story for story in STORIES]
    assert len(told) >= 200
    for story in STORIES:
        assert story.records is not None, f"{story.story}: a dated story, not bare facts"
        assert len(story.story) <= 120, story.story
        assert not story.story.endswith("."), story.story
    by_file: dict[str, list[str]] = {}
    for story in STORIES:
        by_file.setdefault(story.span.file.name, []).append(story.story)
    for name, stories in by_file.items():
        assert len(stories) == len(set(stories)), name


def test_every_answer_names_the_rule_that_gives_it() -> None:
    assert [e.person for story in STORIES for e in story.expected if not e.rule] == []


def test_rounds_fall_into_gaps_and_folds_and_into_other_zones() -> None:
    zones = {talk.zone for story in STORIES if story.records for talk in story.records.rounds}
    assert len(zones) >= 4
    starts = {f"{talk.start:%Y-%m-%d %H:%M}" for story in STORIES if story.records for talk in story.records.rounds}
    assert {"2026-03-29 02:30", "2026-10-25 02:30"} <= starts


def test_a_rule_or_a_side_of_a_threshold_without_a_story_is_a_warning(tmp_path: Path) -> None:
    """Leave out the stories at 21 days and those of a match: both are missed, and nothing else."""
    rules = tmp_path / "rules"
    shutil.copytree(find_paths().rules, rules)
    for path in (rules / "scenarios").glob("*.yaml"):
        blocks = path.read_text("utf-8").split("\n\n")
        kept = [block for block in blocks if "by match" not in block and "by withdrawn-recently" not in block]
        path.write_text("\n\n".join(kept), "utf-8")
    findings = pipeline.check(rules, "warning").findings.items
    assert {(finding.code, finding.message) for finding in findings} == {
        ("uncovered-rule", "no scenario shows “match” at work"),
        ("uncovered-rule", "no scenario shows “withdrawn-recently” at work"),
        ("uncovered-rule", "no scenario shows “withdrawn-recently-strict” at work"),
        ("uncovered-threshold", "no scenario is decided by “since-withdrawn” being less than 21 days"),
    }
