"""The packages pass the stores' own checks."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

from tests.checks import TOOLS

FIREFOX_ONLY = {
    "BACKGROUND_SERVICE_WORKER_NOFALLBACK",  # Chromium runs a worker where Firefox runs scripts
    "ADDON_ID_REQUIRED",
    "MISSING_DATA_COLLECTION_PERMISSIONS",
    "STORAGE_MANAGED",  # a preset by policy goes by the id, too
}
"""What a linter made for Firefox says of any manifest made for Chromium. The Firefox package has all of it."""

Found = dict[str, list[dict[str, Any]]]
"""Errors, warnings and notices of one package."""


def lint(*folders: Path) -> list[Found]:
    """What `web-ext lint` finds in each folder; one process for all, since loading the linter costs as much as linting."""
    command = ["node", "lint.mjs", *map(str, folders)]
    done = subprocess.run(command, cwd=TOOLS, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found: list[Found] = json.loads(done.stdout)
    return found


def test_the_stores_linters(node_tools: Path, built: Path, tmp_path: Path) -> None:
    """Firefox's package is without fault, and Chromium's lacks only what Firefox alone asks for.

    Planted: a script made from text, beside all that is Firefox's. It is told, and nothing else.
    """
    planted = tmp_path / "planted"
    shutil.copytree(built / "firefox", planted)
    (planted / "content" / "planted.js").write_text('new Function("return 1")();\n', "utf-8")
    chromium, firefox = lint(built / "chromium", planted)
    assert {entry["code"] for entries in chromium.values() for entry in entries} == FIREFOX_ONLY
    told = {(entry["code"], entry["file"]) for entries in firefox.values() for entry in entries}
    assert told == {("DANGEROUS_EVAL", "content/planted.js")}


def test_both_linters_are_one(node_tools: Path) -> None:
    """`web-ext lint` is the linter of addons.mozilla.org, in the version that is locked, and not one of its own."""
    locked = json.loads((TOOLS / "package-lock.json").read_text("utf-8"))["packages"]
    copies = [path for path in locked if path.endswith("node_modules/addons-linter")]
    assert copies == ["node_modules/addons-linter"]
    asked = json.loads((TOOLS / "package.json").read_text("utf-8"))["devDependencies"]["addons-linter"]
    assert locked[copies[0]]["version"] == asked
