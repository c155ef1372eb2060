"""Packages for the stores: the same bytes from the same rules, and a way to see that a package is what it says.

Every archive has its files in sorted order, with one date, one mode and one way of packing, so that nothing of the
machine that made it is left in it.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import stat
import struct
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from .. import __version__
from .paths import Paths, is_inside
from .strict_zip import ArchiveError, Entry, entries

DATE = (1980, 1, 1, 0, 0, 0)
"""The date of every file in a package: the earliest that the format knows."""
MODE = 0o100644
"""A plain file that its owner may write and everybody may read."""
DOS_DATE = (0, 1 << 5 | 1)
"""The same as the format writes it: the time, then the date."""
UNIX = 3
"""The system that an archive says it was made on, wherever it was."""
SOURCES = {
    "compiler/connect_etiquette": (".py", ".json", ".typed", ".j2", ".css", ".html", ".js"),
    "rules": (".yaml", ".md", ".json"),
    "extension": (".js", ".css", ".html", ".json", ".png", ".svg", ".md", ".j2", ".ts"),
}
"""What is a source in each folder, by the ends of names. Whatever else lies there may be anybody's secret."""
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


def not_of_packages(name: str, there: Path) -> str:
    """What in a list of checksums at `there` is of other files than packages; empty if it may be replaced."""
    lines = there.read_text("utf-8", "replace").splitlines() if there.is_file() and not name.endswith(".zip") else []
    others = (line for line in lines if not re.fullmatch(r"[0-9a-f]{64}  connect-etiquette-.+\.zip", line))
    return next((f"the line “{line}”" for line in others), "")


def pack(files: Files) -> bytes:
    """A zip archive of `files`."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL) as zipped:
        for name, data in sorted(files.items()):
            entry = zipfile.ZipInfo(name, DATE)
            entry.external_attr = MODE << 16
            entry.create_system = UNIX
            entry.compress_type = zipfile.ZIP_DEFLATED
            zipped.writestr(entry, data, compresslevel=LEVEL)
    return buffer.getvalue()


def source_files(paths: Paths) -> dict[str, bytes]:
    """All that is needed to make the packages anew: compiler, rules, extension, and how they are put together."""
    files = {name: path.read_bytes() for name, path in paths.papers.items() if path.is_file()}
    return files | {name: path.read_bytes() for name, path, is_source in _lying_about(paths) if is_source}


def left_out(paths: Paths) -> list[str]:
    """What lies in the folders that are packed without being a source: an editor's copies, an environment, a secret."""
    return sorted(str(path) for _, path, is_source in _lying_about(paths) if not is_source)


def _lying_about(paths: Paths) -> Iterator[tuple[str, Path, bool]]:
    """Each file of the folders that are packed: its name in the package, where it is, and whether it is a source."""
    package = Path(__file__).parents[1]
    folders = {"compiler/connect_etiquette": package, "rules": paths.rules, "extension": paths.extension}
    for prefix, folder in folders.items():
        for path in sorted(folder.rglob("*")):
            parts = path.relative_to(folder).parts
            # Compiled files, and an installed wheel's own copies, are nobody's to miss.
            if path.is_file() and parts[0] != "share" and "__pycache__" not in parts:
                plain = not any(part.startswith(".") for part in parts) or parts == (".biome.json",)
                # A link may lead to anybody's file; one that leads to a file of the folder is that file.
                own = plain and path.suffix in SOURCES[prefix] and is_inside(path, folder)
                yield f"{prefix}/{'/'.join(parts)}", path, own


def differences(data: bytes, expected: Files) -> Iterator[str]:
    """In what an archive differs from the files that it should hold, in words, name by name; first of all, whether it
    can be read in one way only."""
    try:
        found = entries(data)
    except ArchiveError as error:
        yield str(error)
        return
    for name in sorted(found.keys() | expected.keys()):
        if name not in found:
            yield f"{name} is missing"
        elif name not in expected:
            yield f"{name} does not belong there"
        else:
            yield from _entry_differences(found[name], expected[name])


def _entry_differences(entry: Entry, expected: bytes) -> Iterator[str]:
    if entry.data != expected:
        yield f"{entry.name} has other contents"
    if stat.S_ISLNK(entry.mode):
        yield f"{entry.name} is a link"
    elif entry.mode != MODE:
        yield f"{entry.name} has another mode"
    if entry.when != DOS_DATE:
        yield f"{entry.name} has another date"
    if entry.system != UNIX:
        yield f"{entry.name} was packed for another system"


@dataclass(frozen=True, slots=True)
class FromStore:
    """What a store made of a package: for which browser, what the store added, and in what the rest differs."""

    browser: str
    added: tuple[str, ...]
    differences: tuple[str, ...]


def from_store(data: bytes, folders: Mapping[str, Files]) -> FromStore:
    """Hold a signed CRX3 or XPI against the files that it should be made of. Raises `ArchiveError`.

    What stores add is taken away and named. That the signature is the store's is for the browser to say.
    """
    browser = "chromium" if data[:4] == b"Cr24" else "firefox"
    folder = {"chromium": "_metadata/", "firefox": "META-INF/"}[browser]
    found = {name: entry.data for name, entry in entries(_zip_of(data), as_built=False).items()}
    added = [name for name in found if name.startswith(folder)]
    if browser == "firefox" and not added:
        raise ArchiveError("it is neither a CRX3 nor an XPI that a store has signed")
    rest = {name: contents for name, contents in found.items() if name not in added}
    expected = dict(folders[browser])
    words = []
    if "manifest.json" in rest:
        ours, theirs = _manifest(expected.pop("manifest.json")), _manifest(rest.pop("manifest.json"))
        for key in ("key", "update_url") if browser == "chromium" else ():
            if key in theirs and key not in ours:
                added.append(f"“{key}” in manifest.json")
                del theirs[key]
        if ours != theirs:
            words.append("manifest.json says something else")
    for name in sorted(rest.keys() | expected.keys()):
        if name not in rest:
            words.append(f"{name} is missing")
        elif name not in expected:
            words.append(f"{name} does not belong there")
        elif rest[name] != expected[name]:
            words.append(f"{name} has other contents")
    return FromStore(browser, tuple(added), tuple(words))


def _zip_of(data: bytes) -> bytes:
    """The archive inside a CRX3, behind its magic number, version, and a header of the length that it says."""
    if data[:4] != b"Cr24":
        return data
    if len(data) < 12:
        raise ArchiveError("it is cut off in its header")
    version, length = struct.unpack_from("<2I", data, 4)
    if version != 3:
        raise ArchiveError(f"it is a CRX of version {version}, not 3")
    return data[12 + length :]


def _manifest(data: bytes) -> dict[str, object]:
    def once(pairs: list[tuple[str, object]]) -> dict[str, object]:
        found = dict(pairs)
        if len(found) < len(pairs):
            raise ArchiveError("manifest.json says something twice")
        return found

    try:
        manifest = json.loads(data, object_pairs_hook=once)
    except (ValueError, RecursionError) as error:
        raise error if isinstance(error, ArchiveError) else ArchiveError("manifest.json can't be read") from None
    if not isinstance(manifest, dict):
        raise ArchiveError("manifest.json is no manifest")
    return manifest
