"""Where commands write: never over what was made from other rules, and never into the rules themselves."""

from __future__ import annotations

import re
import shlex
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


def test_who_compares_two_folders_is_not_told_of_other_rules(
    ring: Path, rules: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(rules)
    told = "A rule folder is here too"
    assert told not in CliRunner().invoke(group.main, ["diff", str(ring), str(ring)]).output
    # With one side left out, or a revision, it is about the rules that come with the command.
    assert told in CliRunner().invoke(group.main, ["diff", str(ring)]).output
    assert told in CliRunner().invoke(group.main, ["diff", "nope", str(ring)]).output


@pytest.fixture(scope="module")
def ring(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small rule set, built once."""
    folder = tmp_path_factory.mktemp("ring") / "ring"
    assert etiquette("new", folder).exit_code == 0
    assert etiquette("build", "--rules", folder).exit_code == 0
    return folder


def everything(folder: Path) -> dict[str, bytes | None]:
    return {str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None for path in folder.rglob("*")}


@pytest.mark.parametrize(
    ("theirs", "told"),
    [
        ("schemas/invoice.xsd", "schemas can't be written: invoice.xsd there was not written by this command"),
        ("chromium/notes.txt", "chromium can't be written: notes.txt there was not"),
        ("firefox/manifest.json", "firefox can't be written: manifest.json there was not"),
        ("last-rules/old.yaml", "last-rules can't be written: old.yaml there was not"),
        ("traceability.md", "traceability.md can't be written: what stands there was not"),
        ("traceability.md/mine", "traceability.md can't be written: it is a folder and no file"),
        ("chromium", "chromium can't be written: it is a file and no folder"),
        ("schemas", "schemas can't be written: it is a file and no folder"),
    ],
)
def test_a_build_replaces_nothing_that_no_build_has_written(theirs: str, told: str, ring: Path, tmp_path: Path) -> None:
    file = tmp_path / "out" / theirs
    file.parent.mkdir(parents=True)
    file.write_text("x", "utf-8")
    before = everything(tmp_path)
    result = etiquette("build", "--rules", ring, "--out", tmp_path / "out")
    assert result.exit_code == 1, result.output
    assert told in result.output
    assert "; move it elsewhere first\n" in result.output
    assert "Or write to another folder, with --out." in result.output
    assert everything(tmp_path) == before


def test_a_build_replaces_what_a_build_of_any_version_wrote(ring: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    shutil.copytree(ring.parent / "build", out)
    fresh = everything(out)
    # As builds were before the bundle was JSON, and as somebody leaves them who looked at them.
    (out / "chromium" / "bundle" / "core.json").rename(out / "chromium" / "bundle" / "core.js")
    (out / "firefox" / "gone.js").write_text("of an older version", "utf-8")
    (out / "schemas" / "facts.json").unlink()
    (out / "schemas" / ".DS_Store").write_text("", "utf-8")
    (out / "traceability.md").write_text("", "utf-8")
    shutil.rmtree(out / "last-rules")
    (out / "last-rules").mkdir()
    assert etiquette("build", "--rules", ring, "--out", out).exit_code == 0
    assert everything(out) == fresh


def test_a_folder_of_translations_and_foreign_checksums_stay(ring: Path, tmp_path: Path) -> None:
    rules = tmp_path / "rules"
    shutil.copytree(ring, rules)
    (rules / "locales" / "seen.json").mkdir(parents=True)
    (rules / "locales" / "seen.json" / "mine.txt").write_text("x", "utf-8")
    result = etiquette("texts", "--rules", rules, "--seen")
    assert result.exit_code == 1
    assert (rules / "locales" / "seen.json" / "mine.txt").is_file()
    sums = tmp_path / "dist" / "SHA256SUMS"
    sums.parent.mkdir()
    sums.write_text(f"{'0' * 64}  another-product.tar.gz\n", "utf-8")
    result = etiquette("package", "--rules", ring, "--out", sums.parent)
    assert result.exit_code == 1
    assert "another-product.tar.gz” there was not written by this command; move it elsewhere first" in result.output
    assert [path.name for path in sums.parent.iterdir()] == ["SHA256SUMS"]
    sums.write_text(f"{'0' * 64}  connect-etiquette-0.0.9-chromium.zip\n", "utf-8")
    assert etiquette("package", "--rules", ring, "--out", sums.parent).exit_code == 0


def test_a_folder_in_which_somebody_stands_is_filled_and_stays_that_folder(
    ring: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = tmp_path / "n1"
    here.mkdir()
    monkeypatch.chdir(here)
    same = here.stat().st_ino
    for arguments in (
        ["new", "."],
        ["site", "--rules", ring, "--out", "."],
        ["new", "../n1"],
        ["site", "--out", "../n1"],
    ):
        result = CliRunner().invoke(group.main, [*map(str, arguments)])
        assert result.exit_code == 0, result.output
        assert here.stat().st_ino == same
        assert Path.cwd() == here
        assert [path.name for path in here.iterdir() if path.name.startswith(".new-")] == []
        for path in here.iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def test_a_new_rule_set_where_one_stands_leads_to_its_schemas(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "n1").mkdir()
    monkeypatch.chdir(tmp_path / "n1")
    assert "etiquette build --rules .," in CliRunner().invoke(group.main, ["new", "."]).output
    head = (tmp_path / "n1" / "facts.yaml").read_text("utf-8").splitlines()[0]
    assert head == "# yaml-language-server: $schema=../build/schemas/facts.json"
    assert CliRunner().invoke(group.main, ["build", "--rules", "."]).exit_code == 0
    assert (tmp_path / "build" / "schemas" / "facts.json").is_file()


def test_a_command_that_is_printed_can_be_pasted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where a folder's name has a space, or looks like an option."""
    project = tmp_path / "a project"
    project.mkdir()
    monkeypatch.chdir(project)
    for name in ("it's ours", "--mine"):
        output = CliRunner().invoke(group.main, ["new", "--", name]).output
        commands = [re.split("[,;]", line[8:], maxsplit=1)[0] for line in output.splitlines() if "etiquette " in line]
        commands = [command.removeprefix("or ") for command in commands]
        assert [shlex.split(command)[1] for command in commands] == ["preview", "build"]
        assert {shlex.split(command)[3].removeprefix("./") for command in commands} == {name}
        assert CliRunner().invoke(group.main, shlex.split(commands[1])[1:]).exit_code == 0
        found = CliRunner().invoke(group.main, ["find", "wait", "--rules", f"./{name}"]).output
        (explain, *_) = [line for line in found.splitlines() if line.startswith("  etiquette explain")]
        assert CliRunner().invoke(group.main, shlex.split(explain)[1:]).output.startswith("wait")
        inside = CliRunner().invoke(group.main, ["build", "--rules", f"./{name}", "--out", f"./{name}/out"]).output
        beside = shlex.split(inside.partition("such as ")[2])
        assert beside == ["--out", "build-of-these"]
    monkeypatch.chdir(project / "it's ours")
    refused = CliRunner().invoke(group.main, ["build", "--rules", ".", "--out", "out"])
    assert shlex.split(refused.output.partition("such as ")[2]) == ["--out", f"{project}/build-of-these"]
