"""The house is in order: format, lint, types, and files where their names promise."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from connect_etiquette.findings import Findings
from connect_etiquette.output import render_manifest

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ROOT / "tests" / "tools"


def run(*command: str, folder: Path = ROOT) -> None:
    """Run a checker; its whole output is the failure."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_python_is_formatted() -> None:
    run(sys.executable, "-m", "ruff", "format", "--check", ".")


def test_python_is_free_of_lint() -> None:
    run(sys.executable, "-m", "ruff", "check", ".")


def test_python_types_hold() -> None:
    run(sys.executable, "-m", "mypy")


def test_javascript_is_formatted_and_free_of_lint(node_tools: Path) -> None:
    run(str(node_tools / "biome"), "ci", "--config-path=.biome.json", ".", folder=ROOT / "extension")


def test_javascript_types_hold(node_tools: Path) -> None:
    run(str(node_tools / "tsc"), "-p", "tsconfig.json", folder=TOOLS)


@pytest.mark.parametrize("pattern", ["compiler/**/*.py", "extension/**/*.js"])
def test_no_file_outgrows_one_noun(pattern: str) -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in ROOT.glob(pattern)
        if (lines := len(path.read_text("utf-8").splitlines())) > 420
    }
    assert long == {}, "files of 60–400 lines"


def test_the_worker_imports_what_the_manifest_lists() -> None:
    """One table says which script runs where; Chromium's worker repeats it, since a manifest can't."""
    manifest = (ROOT / "extension" / "manifest.json.j2").read_text("utf-8")
    worker = (ROOT / "extension" / "background.js").read_text("utf-8")
    rendered = render_manifest(ROOT / "extension", "firefox", Findings())
    assert rendered is not None, manifest
    listed = rendered["background"]["scripts"][:-1]
    assert rendered["background"]["scripts"][-1] == "background.js"
    names = worker.split("const names = [", 1)[1].split("]", 1)[0]
    assert json.loads("[" + names.strip().rstrip(",") + "]") == listed
