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
OURS = "our own rules"
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
        metafunc.parametrize("family", (*FULL, OURS) if metafunc.config.getoption("--full") else SAMPLE)


def test_twice_the_same_bytes(family: str, tmp_path: Path) -> None:
    folder = ROOT / "rules" if family == OURS else tmp_path / family
    if family != OURS:
        write(folder, FAMILIES[family]())
    first = said(sys.executable, folder, "1")
    assert b"Used" in first
    assert said(sys.executable, folder, "2") == first
    others = pythons()
    for python in others:
        assert said(python, folder, "3") == first, python
    print(f"\n{family}: {len(first):,} bytes, the same with two hash seeds and on {len(others)} other Pythons")
