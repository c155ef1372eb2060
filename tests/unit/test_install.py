"""The rules and the extension are found in a checkout, in an editable install of it, and in a wheel."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tarfile
import venv
import zipfile
from email import message_from_bytes
from importlib.metadata import distribution, version
from pathlib import Path
from urllib.request import urlopen

import pytest
from connect_etiquette.output import find_paths
from packaging.requirements import Requirement

from tests.unit.test_errors import ROOT, etiquette


def test_a_checkout_uses_the_folders_beside_the_package() -> None:
    paths = find_paths()
    assert (paths.rules, paths.extension, paths.build) == (ROOT / "rules", ROOT / "extension", ROOT / "build")


def made(kind: str, source: Path, out: Path) -> Path:
    """The wheel or sdist that the build backend makes of `source`, as pip has it do."""
    out.mkdir()
    command = [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", out]
    subprocess.run(command, cwd=source, check=True, capture_output=True)
    (archive,) = out.iterdir()
    return archive


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made("wheel", ROOT, tmp_path_factory.mktemp("wheel") / "out")


def depends_on(wheel: Path) -> list[str]:
    """What a wheel declares that it needs on this machine, extras aside."""
    with zipfile.ZipFile(wheel) as archive:
        (path,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        return message_from_bytes(archive.read(path)).get_all("Requires-Dist") or []


def lend(requirements: list[str], site: Path, extra: str = "") -> None:
    """Put what is required, and what that requires, into an environment, and nothing else: from here, by links."""
    for requirement in map(Requirement, requirements):
        if requirement.marker is not None and not requirement.marker.evaluate({"extra": extra}):
            continue
        found = distribution(requirement.name)
        assert requirement.specifier.contains(found.version), requirement
        for part in {file.parts[0] for file in found.files or []} - {"..", "__pycache__"}:
            if not (site / part).exists():
                (site / part).symlink_to(found.locate_file(part))
        lend(found.requires or [], site)


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command of a fresh environment that has the wheel, and of other packages only those which it asks for."""
    return environment(wheel, tmp_path_factory.mktemp("environment"))


def environment(wheel: Path, home: Path, extra: str = "") -> Path:
    """The command of an environment in `home` with the wheel, and of an `extra` what that asks for."""
    venv.create(home, with_pip=False)
    (site,) = home.glob("lib/*/site-packages")
    lend(depends_on(wheel), site, extra)
    pip = [sys.executable, "-m", "pip", "--python", home / "bin" / "python", "--disable-pip-version-check"]
    subprocess.run([*pip, "install", "--quiet", "--no-index", "--no-deps", wheel], check=True)
    return home / "bin" / "etiquette"


def unpacked(wheel: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_wheel_of_the_sdist_is_the_wheel_of_the_checkout(wheel: Path, tmp_path: Path) -> None:
    """So whoever installs from the sdist, of which pip makes a wheel first, gets what the tests below look at."""
    with tarfile.open(made("sdist", ROOT, tmp_path / "sdist")) as archive:
        archive.extractall(tmp_path / "source", filter="data")
    (source,) = (tmp_path / "source").iterdir()
    assert unpacked(made("wheel", source, tmp_path / "wheel")) == unpacked(wheel)


def test_an_installed_command_has_only_what_is_declared(installed: Path) -> None:
    """What the tests alone need is not there, so that an import of it would fail below."""
    (site,) = installed.parents[1].glob("lib/*/site-packages")
    there = {path.name for path in site.iterdir()}
    assert {"click", "jinja2", "yaml", "connect_etiquette"} <= there
    assert not there & {"pytest", "hypothesis", "playwright", "watchfiles", "starlette", "hatchling"}


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
    assert etiquette("package", "--out", tmp_path / "ours").exit_code == 0
    assert contents(tmp_path / "theirs") == contents(tmp_path / "ours")


def test_an_installed_command_shows_its_rules_in_an_empty_folder(wheel: Path, built: Path, tmp_path: Path) -> None:
    """As a site, as a report, and on the bench with what its extra asks for."""
    installed = environment(wheel, tmp_path / "environment", "bench")
    tmp_path = tmp_path / "empty"
    tmp_path.mkdir()
    for arguments in (["site"], ["report", "--language", "de"]):
        done = subprocess.run([installed, *arguments], cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
    assert (tmp_path / "build" / "report.de.html").is_file()
    shipped = contents(built / "chromium")
    site = contents(tmp_path / "build" / "site")
    assert [path for path, data in site.items() if shipped.get(path) != data] == ["index.html"]
    command = [installed, "preview", "--no-open"]
    served = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert served.stdout is not None
    try:
        line = served.stdout.readline()
        address = line.removeprefix("Preview ").partition(" of ")[0]
        with urlopen(address) as page:
            script = re.search(r'src="([^"]+)bench\.js"', page.read().decode())
        assert script
        with urlopen(address + script[1] + "bundle/core.json") as core:
            assert core.read() == shipped["bundle/core.json"]
    finally:
        served.terminate()
        served.communicate()


def test_the_manifest_carries_the_distribution_version(built: Path) -> None:
    for browser in ("chromium", "firefox"):
        manifest = json.loads((built / browser / "manifest.json").read_text("utf-8"))
        assert manifest["version"] == version("connect-etiquette")
