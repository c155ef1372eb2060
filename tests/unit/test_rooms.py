"""The compiler's rooms: each leans only on those before it, nobody reaches past a door, and nothing goes in a circle."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = Path("compiler") / "connect_etiquette"
ROOMS = (
    "findings",
    "source",
    "linkedin",
    "language",
    "translations",
    "diagrams",
    "proof",
    "answers",
    "asking",
    "output",
    "report",
    "bench",
    "commands",
)


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    """What import-linter says of the compiler in `folder`, by the contracts of the pyproject.toml there."""
    command = [Path(sys.executable).with_name("lint-imports"), "--no-cache"]
    environment = {**os.environ, "PYTHONPATH": str(folder / "compiler")}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("path", "line", "contract"),
    [
        ("source/yaml.py", "from ..language import RuleSet", "Each room leans only on those before it"),
        ("findings/hints.py", "from .. import pipeline", "Each room leans only on those before it"),
        ("extra.py", "from .findings import Finding", "Each room leans only on those before it"),
        ("proof/space.py", "from .checks import prove", "No circle, neither between rooms nor inside one"),
        ("proof/space.py", "from .. import answers", "No circle, neither between rooms nor inside one"),
        ("proof/reference.py", "from ..diagrams import Diagram", "The plain reading shares the cells"),
        ("proof/crosscheck.py", "from .queries import Questions", "The crosscheck knows the finished diagram"),
        ("pipeline.py", "from .proof.queries import Questions", "Nobody reaches past the door of proof"),
        ("answers/dates.py", "from ..findings.finding import Finding", "Nobody reaches past the door of findings"),
        ("__main__.py", "from .commands.build import build", "Nobody reaches past the door of commands"),
    ],
)
def test_a_planted_arrow_turns_it_red(tmp_path: Path, path: str, line: str, contract: str) -> None:
    shutil.copytree(ROOT / PACKAGE, tmp_path / PACKAGE, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    planted = tmp_path / PACKAGE / path
    text = planted.read_text("utf-8") if planted.exists() else "from __future__ import annotations\n"
    planted.write_text(f"{text}\n{line}\n", "utf-8")
    said = lint_imports(tmp_path)
    broken = [found for found in said.stdout.splitlines() if found.endswith("BROKEN")]
    assert said.returncode == 1, said.stdout + said.stderr
    assert any(found.startswith(contract) for found in broken), said.stdout


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_is_small_and_says_what_it_is_for(room: str) -> None:
    files = sorted((ROOT / PACKAGE / room).glob("*.py"))
    door = (ROOT / PACKAGE / room / "__init__.py").read_text("utf-8")
    assert len(files) <= 12, [file.name for file in files]
    assert door.startswith(f'"""{room.capitalize()}: '), "two sentences on what the room is for"


def test_a_build_loads_nothing_that_only_other_commands_need() -> None:
    """Whatever a door names is loaded with it, unless it is said to come later."""
    listed = "import sys, connect_etiquette.commands.build as _; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", listed], capture_output=True, text=True, check=True).stdout.split()
    later = {"asking.difference", "asking.explain", "asking.revisions", "asking.typed", "output.archive", "report.page"}
    assert not {f"connect_etiquette.{module}" for module in later} & set(loaded)
    assert not {"jsonschema", "cssselect", "zipfile", "tarfile", "subprocess"} & set(loaded)
