"""The rules and the extension are found in a checkout, in an editable install of it, and in a wheel."""

from __future__ import annotations

import json
import subprocess
import sys
import venv
from importlib.metadata import version
from pathlib import Path

import pytest
from connect_etiquette.output import find_paths

ROOT = Path(__file__).resolve().parents[2]


def test_a_checkout_uses_the_folders_beside_the_package() -> None:
    paths = find_paths()
    assert (paths.rules, paths.extension, paths.build) == (ROOT / "rules", ROOT / "extension", ROOT / "build")


@pytest.fixture(scope="module", params=["wheel", "sdist"])
def installed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command of a fresh environment, installed from a wheel of the checkout or from its sdist."""
    folder = tmp_path_factory.mktemp(request.param)
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", request.param, "-d", folder], cwd=ROOT, check=True
    )
    venv.create(folder / "environment", with_pip=True)
    binaries = folder / "environment" / "bin"
    subprocess.run(
        [binaries / "pip", "install", "--quiet", "--disable-pip-version-check", *folder.glob("connect_*")], check=True
    )
    return binaries / "etiquette"


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_an_installed_command_builds_the_same_in_an_empty_folder(installed: Path, built: Path, tmp_path: Path) -> None:
    done = subprocess.run([installed, "build"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    for browser in ("chromium", "firefox"):
        assert contents(tmp_path / "build" / browser) == contents(built / browser)


def test_an_installed_command_has_what_is_new(installed: Path, tmp_path: Path) -> None:
    for arguments in (["new", "calls"], ["check", "--rules", "calls", "--strict"], ["build", "--rules", "calls"]):
        done = subprocess.run([installed, *arguments], cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
    # “build” beside them is for the rules that come with the command.
    assert (tmp_path / "build-calls" / "firefox" / "manifest.json").is_file()


def test_an_installed_command_packs_the_same(installed: Path, tmp_path: Path) -> None:
    subprocess.run([installed, "package", "--out", tmp_path / "theirs"], cwd=tmp_path, check=True, capture_output=True)
    subprocess.run(
        [sys.executable, "-m", "connect_etiquette", "package", "--out", tmp_path / "ours"],
        check=True,
        capture_output=True,
    )
    assert contents(tmp_path / "theirs") == contents(tmp_path / "ours")


def test_the_manifest_carries_the_distribution_version(built: Path) -> None:
    for browser in ("chromium", "firefox"):
        manifest = json.loads((built / browser / "manifest.json").read_text("utf-8"))
        assert manifest["version"] == version("connect-etiquette")
