"""What runs before a commit is what the tests run, and editors know every rule file's schema."""

from __future__ import annotations

import fnmatch
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from connect_etiquette import pipeline
from connect_etiquette.output import find_paths, schemas_for_editors
from connect_etiquette.source import kind_of

from tests.checks import CHECKS, ROOT

HOOKS: list[dict[str, Any]] = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))["repos"][0]["hooks"]
FILES = sorted(
    path.relative_to(ROOT).as_posix()
    for folder in ("compiler", "extension", "rules", "tests")
    for path in (ROOT / folder).rglob("*")
    if path.is_file() and "node_modules" not in path.parts
)


def test_every_check_of_the_tests_is_a_hook_and_no_other() -> None:
    told = {hook["id"]: (hook["entry"], hook["files"], hook["language"], hook["pass_filenames"]) for hook in HOOKS}
    assert told == {
        name: (f".venv/bin/python -m tests.checks {name}", check.files, "system", False)
        for name, check in CHECKS.items()
    }


@pytest.mark.parametrize("name", CHECKS)
def test_a_hook_is_called_for_some_file(name: str) -> None:
    assert any(re.search(CHECKS[name].files, path) for path in FILES)


def test_a_complaint_fails_the_command_and_is_said(tmp_path: Path) -> None:
    """The command that hooks run passes on a checker's exit code and words: here it has nothing to check."""
    script = (
        "import sys, pathlib, dataclasses; from tests import checks; "
        f"checks.CHECKS['lint'] = dataclasses.replace(checks.CHECKS['lint'], folder=pathlib.Path({str(tmp_path)!r})); "
        "sys.exit(checks.main(['lint']))"
    )
    (tmp_path / "bad.py").write_text("import os\n", "utf-8")
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "F401" in done.stdout
    assert "There is no check spelling" in wrong_name().stdout


def wrong_name() -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tests.checks", "spelling"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_an_editor_finds_the_schema_of_every_rule_file() -> None:
    """By the editor's settings and by the file's first line: the same schema, one that `etiquette build` writes."""
    settings = json.loads((ROOT / ".vscode" / "settings.json").read_text("utf-8"))["yaml.schemas"]
    run = pipeline.check(find_paths().rules, "error", scenarios=False)
    assert run.rule_set is not None
    assert {Path(schema).stem for schema in settings} == set(schemas_for_editors(run.rule_set))
    for path in FILES:
        kind = kind_of(path.removeprefix("rules/")) if path.startswith("rules/") else None
        if kind is None:
            continue
        matching = [schema for schema, pattern in settings.items() if fnmatch.fnmatch(path, pattern)]
        assert matching == [f"./build/schemas/{kind}.json"], path
        first = (ROOT / path).read_text("utf-8").partition("\n")[0]
        named = (ROOT / path).parent / first.removeprefix("# yaml-language-server: $schema=")
        assert named.resolve() == ROOT / "build" / "schemas" / f"{kind}.json", path
