"""The same rules end at the same point and are told in the same bytes: with other hash seeds, and on other Pythons."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.families import FAMILIES, write

ROOT = Path(__file__).resolve().parents[2]
FULL = ("boxes-60x6", "equality-far-9x5", "equality-graph-16x4-40", "clash-through-derived-18x40", "gap-regions-10")
SAMPLE = FULL[-2:]
"""Clashes and regions, whose words come out of sets and dictionaries of many things."""
OTHERS = tuple(f"python3.{minor}" for minor in range(11, 16))


def said(python: str, folder: Path, seed: str) -> bytes:
    """All that `check --verbose` prints of a rule folder."""
    command = [python, "-m", "connect_etiquette", "check", "--verbose", "--rules", str(folder)]
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT / "compiler")}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False)
    assert done.returncode in (0, 1), done.stderr.decode()
    return done.stdout


def pythons() -> list[str]:
    """Other versions of Python that have what the compiler needs."""
    found = []
    for name in OTHERS:
        path = shutil.which(name)
        if path is None or name.endswith(f".{sys.version_info.minor}"):
            continue
        needs = [path, "-c", "import click, cssselect, jinja2, jsonschema, yaml"]
        if subprocess.run(needs, capture_output=True, check=False).returncode == 0:
            found.append(path)
    return found


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "family" in metafunc.fixturenames:
        metafunc.parametrize("family", FULL if metafunc.config.getoption("--full") else SAMPLE)


def test_twice_the_same_bytes(family: str, tmp_path: Path) -> None:
    write(tmp_path / family, FAMILIES[family]())
    first = said(sys.executable, tmp_path / family, "1")
    assert b"Used" in first
    assert said(sys.executable, tmp_path / family, "2") == first
    for python in pythons():
        assert said(python, tmp_path / family, "3") == first, python
