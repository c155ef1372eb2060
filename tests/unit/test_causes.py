"""The cause first, its consequences never: one mistake in a rule set is one finding, at the place of the mistake."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from connect_etiquette import pipeline
from connect_etiquette.findings import Findings, SourceFile, Span
from connect_etiquette.findings.finding import Finding

from tests.support.rule_folders import FLAG, write
from tests.unit.test_errors import ROOT, etiquette

MISTAKES = {
    "a stance that there is not": ("sources.yaml", "stance: go", "stance: yes", "bad-value", "can't be “yes”"),
    "no tier": ("sources.yaml", "    tier: A\n", "", "missing-key", "has no “tier”"),
    "a tier that there is not": ("sources.yaml", "tier: A", "tier: D", "bad-value", "can't be “D”"),
    "an address that is none": ("sources.yaml", 'url: "https:', 'url: "hppts:', "bad-value", "can't be “hppts:"),
    "two letters of a short key that changed places": ("moments.yaml", "{is: offer,", "{si: offer,", "unknown-key", "si"),
    "a key misspelt in a derived fact": ("moments.yaml", "{is: offer,", "{iss: offer,", "unknown-key", "iss"),
    "a brace missing": ("moments.yaml", "{is: rejected, when: {outcome: rejected}}", "{is: rejected, when: {outcome: rejected}", "yaml-syntax", "closed"),
    "a derived fact without its line": ("moments.yaml", "    says: The moment\n", "", "missing-key", "has no “says”"),
    "facts in a circle": ("moments.yaml", "{left: yes, until-meeting", "{moment: silent, until-meeting", "cyclic-facts", "in a circle"),
    "a fact that is asked without words": ("facts.yaml", "    ask: Have you thanked {{ first_name }} by e-mail?\n", "", "missing-key", "with what words"),
    "a fact with an unknown that is none": ("facts.yaml", "unknown-counts-as: not-yet", "unknown-counts-as: never-yet", "unknown-value", "never-yet"),
    "a choice of one": ("facts.yaml", "      no-idea: No idea\n      welcomes: They link with candidates\n      discourages: They keep their distance\n", "      no-idea: No idea\n", "missing-key", "two values"),
    "a kind that there is not": ("facts.yaml", "kind: choice", "kind: choise", "bad-value", "choise"),
    "a colon missing among the verdicts": ("verdicts.yaml", "icon: go", "icon go", "yaml-syntax", ""),
    "a colon missing in a layer": ("etiquette/40-thanks-first.yaml", "verdict: wait", "verdict wait", "yaml-syntax", ""),
    "a fact with another name": ("facts.yaml", "  bother:\n", "  botherr:\n", "unknown-fact", "“bother”"),
}  # fmt: skip


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("causes") / "rules"
    shutil.copytree(ROOT / "rules", folder)
    return folder


@pytest.mark.parametrize("name", MISTAKES)
def test_one_mistake_is_one_finding(name: str, copied: Path) -> None:
    """Of our own rules, in which each name is used in a hundred places."""
    path, good, bad, code, said = MISTAKES[name]
    file = copied / path
    before = file.read_text("utf-8")
    assert good in before
    # Not the first key of its kind where a shape would be another's.
    file.write_text(before.replace(good, bad, 1), "utf-8")
    try:
        findings = pipeline.check(copied).findings.sorted()
    finally:
        file.write_text(before, "utf-8")
    assert [(found.code, found.severity) for found in findings] == [(code, "error")], [f.message for f in findings]
    assert said in findings[0].message


def test_the_sources_that_are_missing_are_missed_once(copied: Path) -> None:
    away = copied / "sources.yaml"
    text = away.read_text("utf-8")
    away.unlink()
    try:
        findings = pipeline.check(copied).findings.sorted()
    finally:
        away.write_text(text, "utf-8")
    assert [found.code for found in findings] == ["missing-file"]
    assert "sources.yaml is missing" in findings[0].message
    assert findings[0].hint.startswith("Create sources.yaml, which says")


def test_what_is_wrong_in_many_places_is_told_once_with_all_of_them(copied: Path) -> None:
    """In the text the lines by file, in the data each place."""
    file = copied / "facts.yaml"
    before = file.read_text("utf-8")
    file.write_text(before.replace("  bother:\n", "  botherr:\n", 1), "utf-8")
    try:
        (found,) = pipeline.check(copied).findings.sorted()
        printed = etiquette("check", "--rules", copied).output
    finally:
        file.write_text(before, "utf-8")
    assert len(found.also) > 20
    assert found.also[0].file.name in {span.file.name for span in found.also}
    assert "  also in " in printed
    assert printed.rstrip().endswith("1 error")
    assert len(found.as_data()["also"]) == len(found.also)


def test_how_something_is_written_comes_before_what_it_names() -> None:
    file = SourceFile("a.yaml", "a\nb\n")
    found = Findings()
    found.add(Finding("unknown-fact", "there is no fact “a”", Span(file, 0, 1)))
    found.add(Finding("idle-fact", "nothing reads it", Span(file, 0, 1)))
    found.add(Finding("missing-key", "“b” has no “c”", Span(file, 2, 3)))
    assert [one.code for one in found.sorted()] == ["missing-key", "unknown-fact", "idle-fact"]


def test_coverage_is_not_spoken_of_while_a_story_cannot_be_read(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "tests" / "small", tmp_path / "rules")
    stories = tmp_path / "rules" / "scenarios" / "stories.yaml"
    text = stories.read_text("utf-8")
    stories.write_text(text.replace("expect: wait by first-day", "expect: wait by first-dy"), "utf-8")
    codes = {found.code for found in pipeline.check(tmp_path / "rules").findings.items}
    assert "unknown-rule" in codes
    assert not codes & {"uncovered-rule", "uncovered-threshold"}


def test_a_line_that_would_go_is_said_to_go_for_everybody(tmp_path: Path) -> None:
    """What a rule says of some people is seldom right for all others."""
    folder = write(tmp_path, (("agent {a: yes, b: yes} → wait", "rest {a: no} → go"),), "a b")
    output = etiquette("check", "--rules", folder).output
    assert (
        f"\n  Add a rule for them. Or take “b: yes” out of “agent” ({folder}/etiquette/10-layer.yaml:3), if its advice is right "
        "for everybody: it would then be given whatever “b” is.\n"
    ) in output


CHOICES = {
    "moment": "{kind: choice, whose: person, says: m, values: {early: E, late: L, open: O}, unknown-counts-as: early}",
    "follows": FLAG,
    "agency": FLAG,
}


def test_two_rules_are_kept_apart_by_what_one_alone_is_about(tmp_path: Path) -> None:
    """And not by a line that they share, nor by what is so of nearly everybody."""
    rules = (
        "confident {moment: [early, late, open], agency: no} → caution",
        "follows-me {moment: [early, late], follows: yes} → go",
    )
    folder = write(tmp_path, (rules, ("rest always → wait",)), CHOICES)
    output = etiquette("check", "--rules", folder).output
    (_, *mend) = output.partition("To let “follows-me” win, narrow “confident”:\n")[2].split("\n\n")[0].splitlines()
    assert [line.strip() for line in mend[:3]] == ["moment: [early, late, open]", "agency: no", "follows: no"]
    # Nothing else tells them apart, though an agency is in between for few.
    other = output.partition("To let “confident” win, narrow “follows-me”:\n")[2].splitlines()[:4]
    assert [line.strip() for line in other] == ["when:", "moment: [early, late]", "follows: yes", "agency: yes"]
