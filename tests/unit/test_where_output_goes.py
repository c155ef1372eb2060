"""Where commands write: never over what was made from other rules, and never into the rules themselves."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from connect_etiquette.commands import group
from connect_etiquette.output import find_paths, paths_for

from tests.unit.test_errors import ROOT, etiquette


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """A copy of the rules, in a project of its own."""
    shutil.copytree(ROOT / "rules", tmp_path / "project" / "rules")
    shutil.rmtree(tmp_path / "project" / "rules" / "scenarios")
    return tmp_path / "project" / "rules"


def times(folder: Path) -> dict[str, int]:
    """When each thing in it changed, but for the pictures that other tests make at the same time."""
    return {str(path): path.stat().st_mtime_ns for path in folder.glob("*") if path.name != "screenshots"}


def test_other_rules_are_built_beside_those_rules(rules: Path) -> None:
    before = times(ROOT / "build")
    output = etiquette("build", "--rules", rules).output
    assert f"Wrote   {rules.parent}/build/chromium" in output
    assert (rules.parent / "build" / "firefox" / "manifest.json").is_file()
    assert "Changed since the last build" not in output
    assert (rules.parent / "build" / "schemas" / "layer.json").is_file()
    # A build beside rules is no part of them.
    assert etiquette("check", "--rules", rules).exit_code == 0
    assert times(ROOT / "build") == before


def test_the_rules_of_the_checkout_are_built_beside_it_however_they_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "link").symlink_to(ROOT / "rules")
    for name in (ROOT / "rules", ROOT / "docs" / ".." / "rules", tmp_path / "link", None):
        assert paths_for(name) == find_paths()
    monkeypatch.chdir(ROOT / "tests" / "small")
    assert paths_for(Path(".")).build == ROOT / "tests" / "build"


@pytest.mark.parametrize("command", ["build", "package"])
def test_an_output_inside_the_rules_is_refused(command: str, rules: Path, tmp_path: Path) -> None:
    before = sorted(rules.rglob("*"))
    (tmp_path / "link").symlink_to(rules)
    for out in (
        rules / "out",
        rules / "deep" / "out",
        rules,
        tmp_path / "link" / "out",
        rules / "linkedin" / ".." / "o",
    ):
        result = etiquette(command, "--rules", rules, "--out", out)
        assert result.exit_code == 2, result.output
        assert "lies inside the rule folder" in result.output
        assert f"--out {rules.parent}/build-of-these" in result.output
    assert sorted(rules.rglob("*")) == before


def test_rules_beside_the_ones_of_the_checkout_are_built_beside_its_build() -> None:
    assert paths_for(ROOT / "tests").build == ROOT / "build-tests"


def test_rules_that_lie_where_the_output_would_are_refused_too(rules: Path) -> None:
    inside = rules.rename(rules.parent / "build")
    result = etiquette("build", "--rules", inside)
    assert result.exit_code == 2
    assert f"The output, {inside}, lies inside the rule folder {inside}" in result.output


@pytest.mark.parametrize(("where", "option"), [("project/rules", "."), ("project", "rules")])
def test_a_rule_folder_where_one_stands_is_not_passed_over_without_a_word(
    where: str,
    option: str,
    rules: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path / where)
    told = f"This is about {find_paths().rules}. A rule folder is here too: add “--rules {option}” to ask about that.\n"
    # click's own runner keeps the two outputs apart from 8.2 on.
    with pytest.raises(SystemExit):
        group.main(["find", "nothing-of-the-kind"])
    said = capsys.readouterr()
    assert said.err.startswith(told)
    # Programs that read the answer find nothing beside it.
    assert said.out == ""
    for arguments in (["--rules", str(rules)], ["--rules", option]):
        assert "is here too" not in CliRunner().invoke(group.main, ["find", "nothing", *arguments]).output
    monkeypatch.chdir(ROOT)
    assert "is here too" not in CliRunner().invoke(group.main, ["find", "nothing"]).output
