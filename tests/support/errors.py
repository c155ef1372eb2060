"""The folders of tests/errors: a rule set with a mistake each, and what mends it.

A folder is checked as it lies there. Where a mistake can't lie in a folder, `planted.json` says what a test does to the
compiler first (an edit of our own rules, small shares for the proofs, a disagreement of the two readings), and
`command.txt` which command is run. `tests/mended/` has the files that mend a folder, and in `removed.txt` those that go.
"""

from __future__ import annotations

import difflib
import json
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from connect_etiquette import pipeline
from connect_etiquette.diagrams.purse import MB, SHARES
from connect_etiquette.findings import Findings, SourceFile
from connect_etiquette.proof import checks
from connect_etiquette.proof.crosscheck import DisagreementError
from connect_etiquette.source import Map, parse, read_folder

ROOT = Path(__file__).resolve().parents[2]
ERRORS, MENDED = ROOT / "tests" / "errors", ROOT / "tests" / "mended"
FOLDERS = sorted(folder for folder in ERRORS.iterdir() if folder.is_dir())


def command(folder: Path) -> list[str]:
    """What is typed to get the folder's findings."""
    said = folder / "command.txt"
    return said.read_text("utf-8").split() if said.exists() else ["check", "--rules", str(folder.relative_to(ROOT))]


def plant(folder: Path, patch: pytest.MonkeyPatch) -> None:
    """Do to the compiler what the folder says."""
    planted: dict[str, Any] = {}
    if (folder / "planted.json").exists():
        planted = json.loads((folder / "planted.json").read_text("utf-8"))
    for share, units in planted.get("shares", {}).items():
        patch.setitem(SHARES, share, (units, MB))
    if "disagreement" in planted:

        def disagree(*_: object) -> None:
            raise DisagreementError(planted["disagreement"])

        patch.setattr(checks, "read_again", disagree)
    if "edit" in planted:
        path, old, new = planted["edit"]

        def edited(rules: Path, findings: Findings) -> Mapping[str, Map | None]:
            documents = read_folder(rules, findings)
            file = documents[path]
            assert file is not None
            text = file.span.file.text
            assert old in text
            return {**documents, path: parse(SourceFile(file.span.file.name, text.replace(old, new, 1)), findings)}

        patch.setattr(pipeline, "read_folder", edited)


def mended(folder: Path, target: Path) -> bool:
    """Write the folder as it is when it is mended into `target`; false where nothing in a folder can mend it."""
    repair = MENDED / folder.name
    if not repair.is_dir():
        return False
    shutil.copytree(folder, target, symlinks=True)
    if (repair / "removed.txt").exists():
        for name in (repair / "removed.txt").read_text("utf-8").split():
            (target / name).unlink()
    shutil.copytree(repair, target, dirs_exist_ok=True)
    return True


def good_lines(folder: Path) -> Iterator[str]:
    """The lines that mend a folder, by file."""
    repair = MENDED / folder.name
    removed = (repair / "removed.txt").read_text("utf-8").split() if (repair / "removed.txt").exists() else []
    for path in sorted(path for path in repair.rglob("*") if path.is_file() and path.name != "removed.txt"):
        before, after = folder / path.relative_to(repair), path.read_text("utf-8").splitlines()
        old = before.read_text("utf-8").splitlines() if before.is_file() else []
        new = [line[2:] for line in difflib.ndiff(old, after) if line.startswith("+ ")]
        name = path.relative_to(repair).as_posix()
        yield f"# {name}"
        yield from new[:8] if new else [f"# without {gone.strip()}" for gone in _gone(old, after)[:1]]
    yield from (f"# no {name}" for name in removed)


def _gone(old: list[str], new: list[str]) -> list[str]:
    return [line[2:] for line in difflib.ndiff(old, new) if line.startswith("- ")]
