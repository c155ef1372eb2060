"""Spoilt rule folders: never a traceback, never a crash, never much time or memory; and whatever is found says where."""

from __future__ import annotations

import contextlib
import json
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from click.testing import CliRunner
from connect_etiquette import pipeline
from connect_etiquette.commands import group
from connect_etiquette.output import published_schema
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from tests.property.mutilations import SPOILS

ROOT = Path(__file__).resolve().parents[2]
SMALL = ROOT / "tests" / "small"
FILES = sorted(path.relative_to(SMALL).as_posix() for path in SMALL.rglob("*.yaml"))
SEVEN = [
    "facts.yaml",
    "verdicts.yaml",
    "moments.yaml",
    "etiquette/20-defaults.yaml",
    "sources.yaml",
    "scenarios/stories.yaml",
]
CASES = [(file, name) for name in SPOILS for file in (FILES if len(name) % 3 == 0 else SEVEN)]
FINDINGS = Draft202012Validator(published_schema("findings"))


def check(folder: Path) -> list[dict[str, object]]:
    """The findings about a folder, as data; a traceback fails the test, in either format.

    One run is told in both: what is found does not depend on how it is told.
    """
    runs: list[pipeline.Run] = []
    real = pipeline.check

    def once(*given: Any) -> pipeline.Run:
        if not runs:
            runs.append(real(*given))
        return runs[0]

    for format_ in ("text", "json"):
        with mock.patch.object(pipeline, "check", once):
            result = CliRunner().invoke(group.main, ["check", "--rules", str(folder), "--format", format_])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        assert result.exit_code in (0, 1)
        assert "Traceback" not in result.output
    data = json.loads(result.output)
    FINDINGS.validate(data)
    errors = [finding for finding in data["findings"] if finding["severity"] == "error"]
    assert bool(errors) == (result.exit_code == 1)
    return errors


def test_there_are_enough_of_them() -> None:
    assert len(CASES) >= 200


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    target = tmp_path / "rules"
    shutil.copytree(SMALL, target)
    return target


@pytest.mark.parametrize("name", sorted(SPOILS))
def test_a_spoilt_file(name: str, tmp_path: Path) -> None:
    for file in [file for file, spoil in CASES if spoil == name]:
        target = tmp_path / file.replace("/", "-")
        shutil.copytree(SMALL, target)
        path = target / file
        before = path.read_bytes()
        after = SPOILS[name](before)
        path.write_bytes(after)
        for error in check(target):
            # A finding has a position wherever there is a file to point into.
            assert error["line"] is not None or error["code"] in ("missing-file", "too-large", "unreadable"), error


def test_carriage_returns_and_byte_order_marks_change_nothing(folder: Path) -> None:
    for path in folder.rglob("*.yaml"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert check(folder) == []


def limited() -> None:
    """At most 1 GB of memory and 10 s of processor time for a child."""
    resource.setrlimit(resource.RLIMIT_AS, (10**9, 10**9))
    resource.setrlimit(resource.RLIMIT_CPU, (10, 10))


def check_limited(folder: Path) -> str:
    """What `check` prints in a process of its own, within limits."""
    command = [sys.executable, "-m", "connect_etiquette", "check", "--rules", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, preexec_fn=limited)
    assert done.returncode == 1, (done.returncode, done.stderr[-2000:])
    assert "Traceback" not in done.stderr
    return done.stdout


def sparse(size: int) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        with path.open("ab") as file:
            file.truncate(size)

    return write


HEAVY: dict[str, tuple[Callable[[Path], object], str]] = {
    "100,000 nested brackets": (lambda path: path.write_text("facts: " + "[" * 100_000, "utf-8"), "nested more than"),
    "100,000 nested braces": (lambda path: path.write_text("facts: " + "{a: " * 100_000, "utf-8"), "nested more than"),
    "100,000 nested blocks": (
        lambda path: path.write_text("facts:\n" + "".join(" " * i + "a:\n" for i in range(1, 1500)), "utf-8"),
        "nested more than",
    ),
    "50 MB of text": (sparse(50 * 1024 * 1024), "at most 4.0 MB are read"),
    "100,000 facts": (
        lambda path: path.write_text("facts:\n" + "".join(f"  f{i}: 1\n" for i in range(100_000)), "utf-8"),
        "“f0” should be keys and values",
    ),
    "a million laughs": (
        lambda path: path.write_text("a: &a [x, x]\nb: &b [*a, *a]\n", "utf-8"),
        "anchors and aliases",
    ),
    "100,000 quotes": (lambda path: path.write_text("facts: " + "'a' : " * 100_000, "utf-8"), "facts.yaml:1:"),
}


@pytest.mark.parametrize("name", sorted(HEAVY))
def test_a_heavy_file(name: str, folder: Path) -> None:
    spoil, expected = HEAVY[name]
    spoil(folder / "facts.yaml")
    assert expected in check_limited(folder)


def test_a_blow_up_ends_in_findings(tmp_path: Path) -> None:
    """400 rules over 60 flags combine in more ways than there are atoms in a drop of water.

    They clash, and that is said; `test_families.py` holds what is too complex, and the facts that cause it.
    """
    import random

    rng = random.Random(1)
    (tmp_path / "etiquette").mkdir()
    flags = "".join(f"  f{i}: {{kind: flag, whose: person, says: f, unknown-counts-as: no}}\n" for i in range(60))
    (tmp_path / "facts.yaml").write_text("facts:\n" + flags, "utf-8")
    (tmp_path / "verdicts.yaml").write_text("verdicts:\n  go: {word: g, inline: g, icon: go, tone: good}\n", "utf-8")
    for layer in range(9):
        lines = ["layer: x", "rules:"]
        for index in range(44):
            when = ", ".join(f"f{fact}: {rng.choice(['yes', 'no'])}" for fact in rng.sample(range(60), 8))
            lines.append(f"  - {{id: r{layer}-{index}, when: {{{when}}}, verdict: go, headline: H, why: W, do: D}}")
        (tmp_path / "etiquette" / f"{layer}.yaml").write_text("\n".join(lines) + "\n", "utf-8")
    command = [sys.executable, "-m", "connect_etiquette", "check", "--rules", str(tmp_path), "--format", "json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    findings = json.loads(done.stdout)["findings"]
    assert {finding["code"] for finding in findings} == {"clash", "gap"}
    assert all(finding["message"].count("“") >= 2 for finding in findings if finding["rules"])


def test_folders_that_are_no_folders(tmp_path: Path) -> None:
    loop = tmp_path / "loop"
    loop.mkdir()
    (loop / "etiquette").symlink_to(loop)
    (loop / "facts.yaml").symlink_to(loop / "facts.yaml")
    assert any("can't be read" in str(error["message"]) for error in check(loop))
    empty = tmp_path / "empty"
    empty.mkdir()
    assert {error["code"] for error in check(empty)} == {"missing-file"}
    (tmp_path / "file").write_text("x", "utf-8")
    assert check(tmp_path / "file")[0]["code"] == "unreadable"
    pipe = tmp_path / "pipe"
    shutil.copytree(SMALL, pipe)
    os.mkfifo(pipe / "etiquette" / "30-pipe.yaml")
    assert any("not a file" in str(error["message"]) for error in check(pipe))


def test_two_files_with_one_id_and_facts_in_a_circle(folder: Path) -> None:
    (folder / "etiquette" / "30-again.yaml").write_text(
        (folder / "etiquette" / "20-defaults.yaml").read_text("utf-8"), "utf-8"
    )
    moments = folder / "moments.yaml"
    circle = "  one:\n    says: one\n    values: {a: A, b: B}\n    layers: [[{is: a, when: {two: a}}]]\n  two:\n    says: two\n    values: {a: A, b: B}\n    layers: [[{is: a, when: {one: a}}]]\n"
    moments.write_text(moments.read_text("utf-8") + circle, "utf-8")
    codes = {error["code"] for error in check(folder)}
    assert {"duplicate-id", "cyclic-facts"} <= codes


PIECES = ["{", "}", "[", "]", ": ", "- ", "\n", "  ", "#", "'", '"', "|", ">", "&a ", "*a", "!", "null", "true", "yes", "no", "never", "1e9",
          "at least ", "24h", "not", "{{ name }}", "{% if x %}", "\t", "\u202e", "é", "-1", "~", "? ", "%", "@", "`"]  # fmt: skip
AT_A_LIMIT = (SMALL / "facts.yaml").read_text("utf-8").index("1 day")
"""Of 240 lines two name a limit: chance rarely comes there."""
EDITS = st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 12), st.sampled_from(PIECES)), min_size=1, max_size=6)
"""Where, how much is cut out, and what is put there."""


@settings(max_examples=80, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
@given(file=st.sampled_from(FILES), edits=EDITS)
@example(file="facts.yaml", edits=[(AT_A_LIMIT, 5, "never")])
def test_random_edits_of_the_text(
    file: str, edits: list[tuple[int, int, str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("fuzz") / "rules"
    shutil.copytree(SMALL, folder)
    path = folder / file
    text = path.read_text("utf-8")
    for place, cut, piece in edits:
        at = place % (len(text) + 1)
        text = text[:at] + piece + text[at + cut :]
    path.write_text(text, "utf-8")
    check(folder)
    with contextlib.suppress(OSError):
        shutil.rmtree(folder.parent)
