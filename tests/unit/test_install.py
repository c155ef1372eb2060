"""The rules and the extension are found in a checkout, in an editable install of it, and in a wheel."""

from __future__ import annotations

import json
import subprocess
import sys
import venv
from pathlib import Path

import pytest
from connect_etiquette.house import find_house

ROOT = Path(__file__).resolve().parents[2]


def test_a_checkout_uses_the_folders_beside_the_package() -> None:
    house = find_house()
    assert (house.rules, house.extension, house.build) == (ROOT / "rules", ROOT / "extension", ROOT / "build")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder, ROOT], check=True
    )
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command of a fresh environment in which the wheel is installed."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, with_pip=True)
    subprocess.run([folder / "bin" / "pip", "install", "--quiet", "--disable-pip-version-check", wheel], check=True)
    return folder / "bin" / "etiquette"


def test_the_wheel_builds_the_same_extension_in_an_empty_folder(installed: Path, built: Path, tmp_path: Path) -> None:
    done = subprocess.run([installed, "build"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    for browser in ("chromium", "firefox"):
        mine, theirs = (
            {path.relative_to(base).as_posix(): path.read_bytes() for path in base.rglob("*") if path.is_file()}
            for base in (built / browser, tmp_path / "build" / browser)
        )
        assert mine == theirs


def test_the_manifest_carries_the_distribution_version(built: Path) -> None:
    from importlib.metadata import version

    for browser in ("chromium", "firefox"):
        manifest = json.loads((built / browser / "manifest.json").read_text("utf-8"))
        assert manifest["version"] == version("connect-etiquette")
