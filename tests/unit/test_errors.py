"""Every kind of mistake in a rule folder: exit code, and the whole text that an author gets."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from connect_etiquette import pipeline
from connect_etiquette.commands import group
from connect_etiquette.findings import CATALOGUE, Findings
from connect_etiquette.output import find_paths, writing

from tests.support.errors import ERRORS, FOLDERS, MENDED, command, mended, plant

ROOT = Path(__file__).resolve().parents[2]


def etiquette(*arguments: str | Path) -> Result:
    """Run the command inside this process; a traceback fails the test."""
    os.chdir(ROOT)
    result = CliRunner().invoke(group.main, [str(argument) for argument in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_the_author_is_told(folder: Path, accept: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    plant(folder, monkeypatch)
    result = etiquette(*command(folder))
    output = result.output
    if (folder / "command.txt").exists():
        # Our own rules change every day; what is told here is the one finding.
        output = "\n\n".join(part for part in output.split("\n\n") if f"[{folder.name}]" in part) + "\n"
    expected = folder / "expected.txt"
    if accept:
        expected.write_text(output, "utf-8")
    assert output == expected.read_text("utf-8")
    assert result.exit_code == ("error[" in output)


@pytest.mark.parametrize(
    "folder", [folder for folder in FOLDERS if (MENDED / folder.name).is_dir()], ids=lambda folder: folder.name
)
def test_what_mends_it_mends_it(folder: Path, tmp_path: Path) -> None:
    """The code that a folder is called by is told of it, and no more when it is mended; nor is any error."""
    expected = (folder / "expected.txt").read_text("utf-8")
    assert f"[{folder.name}]" in expected
    assert mended(folder, tmp_path / "rules")
    codes = {found.code: found.severity for found in pipeline.check(tmp_path / "rules").findings.items}
    assert folder.name not in codes
    assert "error" not in codes.values(), codes


@pytest.mark.parametrize("code", CATALOGUE)
def test_every_code_has_its_folder(code: str) -> None:
    """And it can be mended there, unless the fault is not in the rules."""
    assert ERRORS / code in FOLDERS
    not_in_rules = (ERRORS / code / "planted.json").exists() or (ERRORS / code / "command.txt").exists()
    assert (MENDED / code).is_dir() != not_in_rules


def test_an_unreadable_folder(tmp_path: Path) -> None:
    result = etiquette("check", "--rules", tmp_path / "nowhere")
    assert result.exit_code == 1
    assert "nowhere is not a folder that can be read" in result.output


def test_wrong_usage_is_exit_code_two() -> None:
    result = etiquette("check", "--rulez", "x")
    assert result.exit_code == 2
    assert "--rules" in result.output


def test_colour_only_where_the_terminal_has_it() -> None:
    folder = FOLDERS[0].relative_to(ROOT)
    coloured = CliRunner().invoke(group.main, ["check", "--rules", str(folder)], color=True).output
    plain = CliRunner().invoke(group.main, ["check", "--rules", str(folder)]).output
    assert click.unstyle(coloured) == plain != coloured


def test_an_error_leaves_the_last_good_build(built: Path, tmp_path: Path) -> None:
    out = tmp_path / "build"
    shutil.copytree(built, out)
    before = {path: path.stat().st_mtime_ns for path in out.rglob("*")}
    rules = tmp_path / "rules"
    shutil.copytree(ROOT / "rules", rules)
    defaults = rules / "etiquette" / "90-defaults.yaml"
    defaults.write_text(defaults.read_text("utf-8").replace("verdict: caution", "verdict: cautious", 1), "utf-8")
    result = etiquette("build", "--rules", rules, "--out", out)
    assert result.exit_code == 1
    assert "Did you mean “caution”?" in result.output
    assert "the last good build stays" in result.output
    assert {path: path.stat().st_mtime_ns for path in out.rglob("*")} == before


def test_an_output_that_cannot_be_written_leaves_the_last_good_build(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", "utf-8")
    result = etiquette("build", "--out", tmp_path / "file" / "build")
    assert result.exit_code == 1
    assert "can't be written: not a directory" in result.output
    assert (tmp_path / "file").read_text("utf-8") == "in the way"


@pytest.mark.parametrize("command", ["site", "report", "build"])
def test_what_can_not_be_written_is_named_as_it_was_typed(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where something is put together before it takes its place is nobody's business."""
    file = tmp_path / "file"
    file.write_text("in the way", "utf-8")
    result = etiquette(command, "--out", file / "below")
    assert result.exit_code == 1
    reasons = ("it is a file and no folder", "not a directory")
    assert any(
        f"{file}{below} can't be written: {reason}" in result.output for below in ("", "/below") for reason in reasons
    )
    assert "file exists" not in result.output

    def refused(prefix: str, dir: Path) -> str:
        raise PermissionError(13, "Permission denied", str(Path(dir) / f"{prefix}x1y2"))

    monkeypatch.setattr(writing.tempfile, "mkdtemp", refused)
    target = tmp_path / "elsewhere"
    result = etiquette(command, "--out", target)
    assert result.exit_code == 1
    assert f"{target} can't be written: permission denied" in result.output
    assert writing.STAGING not in result.output


@pytest.mark.parametrize("exchanging", [True, False])
def test_a_write_that_fails_halfway_changes_nothing(
    exchanging: bool, built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk is full at the n-th file, or the n-th folder can't change places: either way the old build is whole."""
    out = tmp_path / "build"
    shutil.copytree(built, out)
    for name in ("chromium/mark", "firefox/mark", "traceability.md"):
        (out / name).write_text("# Traceability: old", "utf-8")
    calls = 0
    failing = 0
    # What is to be written is always the same; only the writing is tried.
    found, folders = pipeline.compiled(find_paths().rules, find_paths().extension)
    monkeypatch.setattr(pipeline, "compiled", lambda *_: (replace(found, findings=Findings()), folders))

    def counted(real: Callable[..., object]) -> Callable[..., object]:
        def call(*arguments: object) -> object:
            nonlocal calls
            calls += 1
            if calls == failing:
                raise OSError(28, "No space left on device", str(arguments[0]))
            return real(*arguments)

        return call

    def old_is_whole() -> None:
        for name in ("chromium/mark", "firefox/mark", "traceability.md"):
            assert (out / name).read_text("utf-8") == "# Traceability: old"
        assert sorted(path.name for path in out.iterdir()) == [
            "chromium",
            "firefox",
            "last-rules",
            "schemas",
            "traceability.md",
        ]

    for name in ("rename", "replace"):
        monkeypatch.setattr(os, name, counted(getattr(os, name)))
    monkeypatch.setattr(writing, "_exchange", counted(writing._exchange) if exchanging else lambda *_: False)
    for nth in range(1, 5 if exchanging else 8):
        calls, failing = 0, nth
        result = etiquette("build", "--out", out)
        assert result.exit_code == 1, result.output
        assert "can't be written: no space left on device" in result.output
        old_is_whole()
    failing = 0

    def full(path: Path, data: bytes) -> int:
        raise OSError(28, "No space left on device", str(path))

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", full)
        assert etiquette("build", "--out", out).exit_code == 1
    old_is_whole()
    assert etiquette("build", "--out", out).exit_code == 0
    assert (out / "traceability.md").read_text("utf-8") != "old"


def test_of_a_long_line_the_part_that_matters_is_shown(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "tests" / "errors" / "layer-without-number", tmp_path / "rules")
    long = " ".join(["word"] * 60)
    rule = f"  - {{id: long, why: {long}, when: {{met: mybe}}, verdict: go, headline: A headline, do: {long}}}\n"
    (tmp_path / "rules" / "etiquette" / "20-long.yaml").write_text(f"layer: Long\nrules:\n{rule}", "utf-8")
    output = etiquette("check", "--rules", tmp_path / "rules").output
    (line,) = (line for line in output.splitlines() if "mybe}" in line)
    assert line.startswith("    3 | …")
    assert line.endswith("…")
    assert len(line) < 130


def test_browsers_share_their_files_where_the_file_system_can(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What both hold is made once; where a file can't have two names, or no more of them, it is written twice."""

    def inodes(out: Path) -> set[tuple[bytes, int]]:
        writing.replace_all(out, {"one": {"a/same": b"1", "other": b"2"}, "two": {"a/same": b"1", "other": b"3"}})
        assert (out / "one/other").read_bytes() + (out / "two/other").read_bytes() == b"23"
        return {((out / name).read_bytes(), (out / name).stat().st_nlink) for name in ("one/a/same", "two/a/same")}

    assert inodes(tmp_path / "links") == {(b"1", 2)}

    def refusing(*_: object) -> None:
        raise OSError(31, "Too many links")

    monkeypatch.setattr(os, "link", refusing)
    assert inodes(tmp_path / "none") == {(b"1", 1)}
