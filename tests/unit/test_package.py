"""Packages are the same bytes wherever they are made, and `verify` names what is not."""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from connect_etiquette.output import find_paths, left_out, shared_contents, source_files

from tests.support.etiquette import compiled_once
from tests.unit.test_errors import ROOT, etiquette


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("packed")
    assert etiquette("package", "--out", folder).exit_code == 0
    return folder


@pytest.fixture(scope="module", autouse=True)
def once() -> Iterator[None]:
    with compiled_once():
        yield


def test_what_is_packed(packed: Path) -> None:
    names = sorted(path.name for path in packed.iterdir())
    assert names[0] == "SHA256SUMS"
    assert [name.rsplit("-", 1)[1] for name in names[1:]] == ["chromium.zip", "firefox.zip", "source.zip"]
    for line in (packed / "SHA256SUMS").read_text("utf-8").splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256((packed / name).read_bytes()).hexdigest() == digest
    with zipfile.ZipFile(next(packed.glob("*-source.zip"))) as source:
        assert {
            "pyproject.toml",
            "LICENSE",
            "README.md",
            "PRIVACY.md",
            "rules/facts.yaml",
            "extension/manifest.json.j2",
        } <= set(source.namelist())


def test_the_same_bytes_elsewhere(packed: Path, tmp_path: Path) -> None:
    """Another folder, umask, time zone, locale and hash seed; files copied, so with other dates and owners."""
    elsewhere = tmp_path / "another place"
    for name in ("compiler", "rules", "extension"):
        shutil.copytree(ROOT / name, elsewhere / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("LICENSE", "PRIVACY.md", "README.md", "pyproject.toml"):
        shutil.copy(ROOT / name, elsewhere / name)
    environment = {
        **os.environ,
        "PYTHONPATH": str(elsewhere / "compiler"),
        "TZ": "Asia/Kolkata",
        "LC_ALL": "C",
        "PYTHONHASHSEED": "7",
    }
    before = os.umask(0o077)
    try:
        command = [sys.executable, "-m", "connect_etiquette", "package", "--out", str(tmp_path / "out")]
        subprocess.run(command, cwd=tmp_path, env=environment, check=True, capture_output=True)
    finally:
        os.umask(before)
    for path in packed.iterdir():
        assert (tmp_path / "out" / path.name).read_bytes() == path.read_bytes(), path.name


def test_verify_accepts_what_was_packed(packed: Path) -> None:
    for path in packed.glob("*.zip"):
        result = etiquette("verify", path)
        assert result.exit_code == 0, result.output
        assert "The archive itself is identical." in result.output


def repacked(
    data: bytes,
    change: Callable[[zipfile.ZipInfo, bytes], tuple[zipfile.ZipInfo, bytes] | None],
    added: str = "",
    level: int = 9,
) -> bytes:
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as new,
    ):
        for entry in old.infolist():
            kept = change(entry, old.read(entry))
            if kept is not None:
                new.writestr(*kept, compresslevel=level)
        if added:
            new.writestr(added, "x")
    return buffer.getvalue()


def one_byte(entry: zipfile.ZipInfo, data: bytes) -> tuple[zipfile.ZipInfo, bytes]:
    return entry, data[:-1] + bytes([data[-1] ^ 1]) if entry.filename == "store.js" else data


def no_store(entry: zipfile.ZipInfo, data: bytes) -> tuple[zipfile.ZipInfo, bytes] | None:
    return None if entry.filename == "store.js" else (entry, data)


def another_date(entry: zipfile.ZipInfo, data: bytes) -> tuple[zipfile.ZipInfo, bytes]:
    if entry.filename == "store.js":
        entry.date_time = (2026, 3, 10, 14, 0, 0)
    return entry, data


def another_mode(entry: zipfile.ZipInfo, data: bytes) -> tuple[zipfile.ZipInfo, bytes]:
    if entry.filename == "store.js":
        entry.external_attr = 0o100755 << 16
    return entry, data


def unchanged(entry: zipfile.ZipInfo, data: bytes) -> tuple[zipfile.ZipInfo, bytes]:
    return entry, data


@pytest.mark.parametrize(
    ("change", "added", "expected"),
    [
        (one_byte, "", "store.js has other contents"),
        (no_store, "", "store.js is missing"),
        (another_date, "", "store.js has another date"),
        (another_mode, "", "store.js has another mode"),
        (unchanged, "extra.js", "extra.js does not belong there"),
    ],
)
def test_verify_names_what_differs(
    packed: Path, tmp_path: Path, change: Callable[..., object], added: str, expected: str
) -> None:
    original = next(packed.glob("*-chromium.zip"))
    tampered = tmp_path / original.name
    tampered.write_bytes(repacked(original.read_bytes(), change, added))  # type: ignore[arg-type]
    result = etiquette("verify", tampered)
    assert result.exit_code == 1
    assert f"is NOT made from these sources: {expected}" in result.output


def test_verify_accepts_another_way_of_packing(packed: Path, tmp_path: Path) -> None:
    original = next(packed.glob("*-firefox.zip"))
    other = tmp_path / original.name
    other.write_bytes(repacked(original.read_bytes(), unchanged, level=1))
    result = etiquette("verify", other)
    assert result.exit_code == 0
    assert "packed otherwise" in result.output


def test_verify_of_something_else(tmp_path: Path) -> None:
    (tmp_path / "notes.zip").write_bytes(b"no archive")
    result = etiquette("verify", tmp_path / "notes.zip")
    assert result.exit_code == 2
    assert "should end in -chromium.zip, -firefox.zip or -source.zip" in result.output
    (tmp_path / "x-chromium.zip").write_bytes(b"no archive")
    result = etiquette("verify", tmp_path / "x-chromium.zip")
    assert result.exit_code == 1
    assert "it is no archive, or its end is missing" in result.output


def test_an_untranslated_rule_set_is_not_packed(tmp_path: Path) -> None:
    rules = tmp_path / "rules"
    shutil.copytree(ROOT / "rules", rules)
    (rules / "locales").mkdir(exist_ok=True)
    (rules / "locales" / "fr.yaml").write_text("words:\n  chip-until: X {{ verdict }} {{ until }}\n", "utf-8")
    result = etiquette("package", "--rules", rules, "--out", tmp_path / "out")
    assert result.exit_code == 1
    assert "“fr” lacks" in result.output
    assert not (tmp_path / "out").exists()


JUNK = (
    ".env",
    ".DS_Store",
    "facts.yaml~",
    "a.orig",
    "a.swp",
    ".git/config",
    "notes.txt",
    "key.pem",
    "#a.js#",
    "a.js.bak",
)


def test_what_lies_about_is_not_packed_and_is_named(tmp_path: Path) -> None:
    """Neither with the sources, where it would be published, nor in what the browsers get."""
    paths = find_paths()
    for name, folder in (("rules", paths.rules), ("extension", paths.extension)):
        shutil.copytree(folder, tmp_path / name)
        for junk in JUNK:
            (tmp_path / name / "sub" / junk).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name / "sub" / junk).write_text("secret", "utf-8")
    here = replace(paths, rules=tmp_path / "rules", extension=tmp_path / "extension")
    assert source_files(here).keys() == source_files(paths).keys()
    assert {Path(path).relative_to(tmp_path).as_posix() for path in left_out(here)} == {
        f"{name}/sub/{junk}" for name in ("rules", "extension") for junk in JUNK
    }
    core: dict[str, Any] = {"core": {"page": {}}}
    assert shared_contents(here.extension, core).keys() == shared_contents(paths.extension, core).keys()


def test_a_link_out_of_a_folder_is_no_source_and_is_named(tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("secret", "utf-8")
    (tmp_path / "theirs").mkdir()
    (tmp_path / "theirs" / "diary.md").write_text("secret", "utf-8")
    shutil.copytree(find_paths().rules, tmp_path / "rules")
    shutil.copytree(find_paths().extension, tmp_path / "extension")
    for folder, name in (("rules", "notes.md"), ("extension", "shared/notes.js")):
        (tmp_path / folder / name).symlink_to(tmp_path / "secret.md")
        (tmp_path / folder / f"within{Path(name).suffix}").symlink_to("README.md")
    (tmp_path / "rules" / "more").symlink_to(tmp_path / "theirs")
    here = replace(find_paths(), rules=tmp_path / "rules", extension=tmp_path / "extension")
    assert b"secret" not in source_files(here).values()
    assert {"rules/within.md", "extension/within.js"} <= source_files(here).keys()
    named = {Path(path).relative_to(tmp_path).as_posix() for path in left_out(here)}
    assert {"rules/notes.md", "extension/shared/notes.js"} <= named
    core: dict[str, Any] = {"core": {"page": {}}}
    assert b"secret" not in shared_contents(here.extension, core).values()
