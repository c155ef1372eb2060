"""Packages for the stores: the same bytes from the same rules, and a way to see that a package is what it says.

Every archive has its files in sorted order, with one date, one mode and one way of packing, so that nothing of the
machine that made it is left in it.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from .. import __version__
from .paths import Paths

DATE = (1980, 1, 1, 0, 0, 0)
"""The date of every file in a package: the earliest that the format knows."""
MODE = 0o100644
"""A plain file that its owner may write and everybody may read."""
SUMS = "SHA256SUMS"
LEVEL = 9

Files = Mapping[str, bytes]


def packages(paths: Paths, folders: Mapping[str, Files]) -> dict[str, bytes]:
    """The archives by file name: one a browser, one with the sources that they are made from."""
    base = f"connect-etiquette-{__version__}"
    archives = {f"{base}-{browser}.zip": pack(files) for browser, files in folders.items()}
    archives[f"{base}-source.zip"] = pack(source_files(paths))
    return archives


def sums(archives: Mapping[str, bytes]) -> bytes:
    """The checksums of `archives`, as `sha256sum --check` reads them."""
    lines = [f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in sorted(archives.items())]
    return "".join(lines).encode()


def pack(files: Files) -> bytes:
    """A zip archive of `files`."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL) as zipped:
        for name, data in sorted(files.items()):
            entry = zipfile.ZipInfo(name, DATE)
            entry.external_attr = MODE << 16
            entry.create_system = 3  # Unix, wherever it is made
            entry.compress_type = zipfile.ZIP_DEFLATED
            zipped.writestr(entry, data, compresslevel=LEVEL)
    return buffer.getvalue()


def source_files(paths: Paths) -> dict[str, bytes]:
    """All that is needed to make the packages anew: compiler, rules, extension, and how they are put together."""
    package = Path(__file__).parents[1]
    files = {name: path.read_bytes() for name, path in paths.papers.items() if path.is_file()}
    folders = {"compiler/connect_etiquette": package, "rules": paths.rules, "extension": paths.extension}
    for prefix, folder in folders.items():
        for path in sorted(folder.rglob("*")):
            inside = path.relative_to(folder)
            if path.is_file() and not _left_out(inside):
                files[f"{prefix}/{inside.as_posix()}"] = path.read_bytes()
    return files


def _left_out(path: Path) -> bool:
    """What lies in a folder without being a source: compiled files, and in an installed wheel its own copies."""
    return path.parts[0] == "share" or "__pycache__" in path.parts or path.suffix == ".pyc"


def differences(data: bytes, expected: Files) -> Iterator[str]:
    """In what an archive differs from the files that it should hold, in words, name by name.

    Raises `zipfile.BadZipFile` if `data` is no archive.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as zipped:
        entries = {entry.filename: entry for entry in zipped.infolist()}
        if len(entries) != len(zipped.infolist()):
            yield "a name stands in it twice"
        for name in sorted(entries.keys() | expected.keys()):
            if name not in entries:
                yield f"{name} is missing"
            elif name not in expected:
                yield f"{name} does not belong there"
            else:
                yield from _entry_differences(zipped, entries[name], expected[name])


def _entry_differences(zipped: zipfile.ZipFile, entry: zipfile.ZipInfo, expected: bytes) -> Iterator[str]:
    if entry.file_size != len(expected) or zipped.read(entry) != expected:
        yield f"{entry.filename} has other contents"
    if entry.date_time != DATE:
        yield f"{entry.filename} has another date"
    if entry.external_attr >> 16 != MODE:
        yield f"{entry.filename} has another mode"
