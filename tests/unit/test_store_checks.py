"""The packages pass the stores' own checks."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

FIREFOX_ONLY = {
    "BACKGROUND_SERVICE_WORKER_NOFALLBACK",  # Chromium runs a worker where Firefox runs scripts
    "ADDON_ID_REQUIRED",
    "MISSING_DATA_COLLECTION_PERMISSIONS",
    "STORAGE_MANAGED",  # a preset by policy goes by the id, too
}
"""What a linter made for Firefox says of any manifest made for Chromium. The Firefox package has all of it."""


def found(*command: str) -> dict[str, list[dict[str, Any]]]:
    """What a linter found, as it prints it in JSON. It leaves with 1 if there are errors."""
    done = subprocess.run([*command, "--output", "json"], capture_output=True, text=True, check=False)
    return {kind: json.loads(done.stdout)[kind] for kind in ("errors", "warnings", "notices")}


def linters(node_tools: Path, folder: Path) -> list[list[str]]:
    return [
        [str(node_tools / "addons-linter"), str(folder)],
        [str(node_tools / "web-ext"), "lint", "--source-dir", str(folder)],
    ]


@pytest.mark.parametrize("linter", [0, 1], ids=["addons-linter", "web-ext lint"])
def test_the_firefox_package_has_no_errors_warnings_or_notices(linter: int, node_tools: Path, built: Path) -> None:
    assert found(*linters(node_tools, built / "firefox")[linter]) == {"errors": [], "warnings": [], "notices": []}


@pytest.mark.parametrize("linter", [0, 1], ids=["addons-linter", "web-ext lint"])
def test_the_chromium_package_lacks_only_what_firefox_alone_asks_for(
    linter: int, node_tools: Path, built: Path
) -> None:
    codes = [
        entry["code"]
        for entries in found(*linters(node_tools, built / "chromium")[linter]).values()
        for entry in entries
    ]
    assert set(codes) == FIREFOX_ONLY


def test_the_linters_would_say(node_tools: Path, built: Path, tmp_path: Path) -> None:
    """Planted: a script made from text. Both linters notice."""
    for path in sorted((built / "firefox").rglob("*")):
        target = tmp_path / path.relative_to(built / "firefox")
        if path.is_dir():
            target.mkdir()
        else:
            target.write_bytes(path.read_bytes())
    (tmp_path / "content" / "controls" / "dom.js").write_text('new Function("return 1")();\n', "utf-8")
    for linter in linters(node_tools, tmp_path):
        assert any(found(*linter).values())
