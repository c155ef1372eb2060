"""The guide, followed word for word: its first rule is written and committed, and behind “Where real work starts” each change
is made, each command typed, and what is printed comes."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from pathlib import Path

from click.testing import CliRunner
from connect_etiquette.commands import group

from tests.unit.test_errors import ROOT
from tests.unit.test_guide import GUIDE, blocks, insert

STEPS = re.findall(
    r"<!-- work: (change \S+|remove \S+ from \S+|move \S+ from \S+ to \S+|typed) -->\n(?:```\w+\n(.*?)```)?",
    GUIDE.read_text("utf-8"),
    re.DOTALL,
)
QUESTIONS = re.findall(r"^\| .+? \| `etiquette (.+?)` \|$", GUIDE.read_text("utf-8"), re.MULTILINE)


def changed(file: Path, diff: str) -> None:
    """Put the lines with a plus in the place of those with a minus, which have to be there as they stand."""
    old = "\n".join(line[1:] for line in diff.splitlines() if line.startswith("-"))
    new = "\n".join(line[1:] for line in diff.splitlines() if line.startswith("+"))
    text = file.read_text("utf-8")
    assert text.count(f"\n{old}") == 1, old
    file.write_text(text.replace(f"\n{old}", f"\n{new}"), "utf-8")


def removed(file: Path, rule: str) -> str:
    """Delete a rule of a layer, from its id to the next one, or to the end; returns it."""
    before, there, rest = file.read_text("utf-8").partition(f"  - id: {rule}\n")
    assert there, rule
    own, following, after = rest.partition("\n  - id: ")
    file.write_text(before + following.lstrip("\n") + after, "utf-8")
    return f"{there}{own}"


def typed(command: str, project: Path) -> str:
    """What a command prints, typed in the project whose rules are meant."""
    words = shlex.split(command)
    if words[0] == "git":
        identity = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
        done = subprocess.run(["git", *identity, *words[1:]], cwd=project, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout
    result = CliRunner().invoke(group.main, [*words[1:], "--rules", "rules"])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.output


def as_pattern(printed: str) -> re.Pattern[str]:
    """What the guide prints, where … is any text and a line of its own any lines."""
    lines = [".*" if line == "…" else re.escape(line).replace("…", "[^\n]*") for line in printed.splitlines()]
    return re.compile("\n".join(lines).replace("\n.*", "(?:\n[^\n]*)*"))


def test_real_work_goes_as_the_guide_says(tmp_path: Path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    shutil.copytree(ROOT / "rules", tmp_path / "rules")
    monkeypatch.chdir(tmp_path)
    for command in ("git init --quiet", "git add .", "git commit --quiet --message One"):
        typed(command, tmp_path)
    for path, text in blocks("first rule"):
        if path.endswith(".yaml"):
            insert(tmp_path / "rules", path, text)
    assert len(STEPS) >= 9
    for kind, text in STEPS:
        if kind.startswith("change "):
            changed(tmp_path / "rules" / kind.removeprefix("change "), text)
            continue
        if kind.startswith("remove "):
            _, rule, _, path = kind.split()
            removed(tmp_path / "rules" / path, rule)
            continue
        if kind.startswith("move "):
            _, rule, _, path, _, there = kind.split()
            insert(tmp_path / "rules", there, removed(tmp_path / "rules" / path, rule))
            continue
        for part in text.split("$ ")[1:]:
            command, _, printed = part.partition("\n")
            output = typed(command, tmp_path)
            assert as_pattern(printed.rstrip("\n")).search(output), f"{command}\n{output[:3000]}"
    assert typed("git status --porcelain", tmp_path) == "", "all that was tried is kept, or undone"
    assert (tmp_path / "rules" / "scenarios" / "signatures.yaml").is_file()


def test_each_question_is_answered(tmp_path: Path) -> None:
    assert len(QUESTIONS) >= 3
    for question in QUESTIONS:
        result = CliRunner().invoke(group.main, shlex.split(question))
        assert result.exit_code == 0, result.output
