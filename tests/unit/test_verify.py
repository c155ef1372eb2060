"""`verify` vouches for every byte that a browser would read: what could be read otherwise is refused, each for its reason."""

from __future__ import annotations

import io
import json
import struct
import zipfile
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from connect_etiquette.output import ArchiveError, differences, from_store, pack

FILES = {
    "bundle/core.json": b'{"format":1}\n',
    "manifest.json": b'{"name": "X", "version": "1"}\n',
    "store.js": b'"use strict";\n' * 40,
}


@dataclass
class File:
    """A file of an archive that is put together by hand, so that it can be put together wrongly."""

    name: bytes
    data: bytes
    method: int = 8
    flags: int = 0
    needed: int = 20
    when: tuple[int, int] = (0, 33)
    attributes: int = 0o100644 << 16
    made_by: int = 3 << 8 | 20
    extra: bytes = b""
    local_extra: bytes = b""
    comment: bytes = b""
    packed: bytes | None = None
    local: dict[str, object] = field(default_factory=dict)
    central: dict[str, object] = field(default_factory=dict)
    before: bytes = b""
    behind: bytes = b""


def deflated(data: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def header(file: File, changed: dict[str, object]) -> tuple[list[int], bytes]:
    packed = file.packed if file.packed is not None else deflated(file.data) if file.method == 8 else file.data
    said: dict[str, object] = {
        "needed": file.needed, "flags": file.flags, "method": file.method, "time": file.when[0], "date": file.when[1],
        "crc": zlib.crc32(file.data), "packed": len(packed), "size": len(file.data), **changed,
    }  # fmt: skip
    return [int(str(value)) for key, value in said.items() if key not in ("name", "offset", "disk", "internal")], packed


def archive(files: Sequence[File], before_directory: bytes = b"", comment: bytes = b"", end: dict[str, int] | None = None, inside: bytes = b"", behind: bytes = b"") -> bytes:  # fmt: skip
    """The bytes of an archive; `end` changes what its end says."""
    body = b""
    directory = b""
    for file in files:
        body += file.before
        at = len(body)
        fields, packed = header(file, file.local)
        name = bytes(file.local.get("name", file.name))  # type: ignore[call-overload]
        body += struct.pack("<4s5H3I2H", b"PK\x03\x04", *fields, len(name), len(file.local_extra)) + name + file.local_extra + packed + file.behind  # fmt: skip
        fields, _ = header(file, file.central)
        say = file.central
        directory += struct.pack("<4s6H3I5H2I", b"PK\x01\x02", file.made_by, *fields, len(file.name), len(file.extra), len(file.comment), say.get("disk", 0), say.get("internal", 0), file.attributes, say.get("offset", at))  # fmt: skip
        directory += file.name + file.extra + file.comment
    body += before_directory
    directory += inside
    said = {"disk": 0, "first": 0, "here": len(files), "total": len(files), "size": len(directory), "start": len(body), "comment": len(comment), **(end or {})}  # fmt: skip
    return body + directory + struct.pack("<4s4H2IH", b"PK\x05\x06", *said.values()) + comment + behind


def honest(method: int = 8) -> list[File]:
    return [File(name.encode(), data, method) for name, data in sorted(FILES.items())]


def doctored(name: str = "store.js", **changes: object) -> list[File]:
    """Honest files but one."""
    return [replace(file, **changes) if file.name == name.encode() else file for file in honest()]  # type: ignore[arg-type]


def added(name: str | bytes, data: bytes = b"x", **changes: object) -> list[File]:
    raw = name if isinstance(name, bytes) else name.encode()
    return [*honest(), replace(File(raw, data), **changes)]  # type: ignore[arg-type]


EXTRA = struct.pack("<2HBI", 0x5455, 5, 1, 0x5E0BE100)
"""When a file was changed, as Info-ZIP has it: what stores write, and nobody reads as anything else."""


def another_name(name: bytes, instead_of: bytes) -> bytes:
    """The extra field by which Chromium, among others, has a file under a name of Unicode."""
    return struct.pack("<2HBI", 0x7075, 5 + len(name), 1, zlib.crc32(instead_of)) + name


ZIP64 = b"PK\x06\x06" + bytes(52) + b"PK\x06\x07" + bytes(16)
SCRIPT = FILES["store.js"]
DOCTORED: dict[str, tuple[bytes, str]] = {
    # What stands where nothing should
    "a script in front": (b"#!/bin/sh\nexit\n" + archive(honest()), "its directory is not where its end says"),
    "bytes in front, and all places moved": (archive([replace(honest()[0], before=b"#!/bin/sh\n"), *honest()[1:]]), "10 bytes stand in front of its first file"),
    "bytes between two files": (archive(doctored(before=b"hidden")), "6 bytes stand between its files, in front of store.js"),
    "bytes in front of the directory": (archive(honest(), before_directory=b"hidden"), "6 bytes stand between its last file and its directory"),
    "bytes inside the directory": (archive(honest(), inside=b"hidden"), "its directory holds more than its end says"),
    "bytes behind the end": (archive(honest(), behind=b"hidden"), "6 bytes stand behind its end"),
    "a comment": (archive(honest(), comment=b"hello"), "a comment of 5 bytes stands at its end"),
    "a comment that is not there": (archive(honest(), end={"comment": 5}), "its end announces a comment that is not there"),
    "two archives": (archive(honest()) + archive(honest()), "its directory is not where its end says"),
    "an archive in the comment": (archive(honest(), comment=archive([File(b"evil.js", b"x")])), "its directory is not where its end says"),
    "bytes behind packed data": (archive(doctored(packed=deflated(SCRIPT) + b"hidden")), "store.js has bytes behind its packed data"),
    "a file that the directory leaves out": (archive(doctored(before=archive([File(b"evil.js", b"x")])[:38])), "38 bytes stand between its files"),
    # Names
    "a name twice": (archive(added("store.js", b"other")), "store.js stands in it twice"),
    "a name in other case": (archive(added("Store.js")), "Store.js and store.js are one name"),
    "a name composed otherwise": (archive([*added("caf\u00e9.js", flags=0x800), File("cafe\u0301.js".encode(), b"x", flags=0x800)]), "are one name to some systems"),
    "a ligature for two letters": (archive([*added("\ufb01nd.js", flags=0x800), File(b"find.js", b"x")]), "are one name to some systems"),
    "a file that is a folder": (archive(added("store.js/evil.js")), "store.js is a file, and the folder of store.js/evil.js"),
    "an absolute path": (archive(added("/etc/passwd")), "/etc/passwd is an absolute path"),
    "a drive": (archive(added("C:evil.js")), "C:evil.js is an absolute path"),
    "a climbing path": (archive(added("bundle/../../evil.js")), "climbs out of its folder"),
    "a backslash": (archive(added("bundle\\evil.js")), "has a backslash"),
    "an empty part": (archive(added("bundle//core.json")), "is not the shortest way to write its path"),
    "a dot": (archive(added("./evil.js")), "is not the shortest way to write its path"),
    "a folder of its own": (archive(added("evil/", b"")), "evil/ is a folder of its own"),
    "no name": (archive(added("")), "a file has no name"),
    "a zero byte in a name": (archive(added("store.js\0.png")), "holds a control character"),
    "a name that turns": (archive(added("\u202egnp.js", flags=0x800)), "holds a control character"),
    "a name that is not UTF-8": (archive(added(b"\xff.js", flags=0x800)), "is not in the encoding that it says"),
    "a name that is not ASCII and does not say so": (archive(added("é.js")), "is not in the encoding that it says"),
    # Two headers that disagree
    "another name in its own header": (archive(doctored(local={"name": b"evil1.js"})), "store.js has another name in its own header"),
    "another size in its own header": (archive(doctored(local={"size": 1})), "store.js has another header than the directory says"),
    "another method in its own header": (archive(doctored(local={"method": 0})), "store.js has another header"),
    "another checksum in its own header": (archive(doctored(local={"crc": 1})), "store.js has another header"),
    "another time in its own header": (archive(doctored(local={"time": 1})), "store.js has another header"),
    "encrypted in its own header alone": (archive(doctored(local={"flags": 1})), "store.js is encrypted"),
    "a place in the middle": (archive(doctored(central={"offset": 200})), "store.js is not where the directory says"),
    "two files in one place": (archive(added("z.js", SCRIPT, central={"offset": 0})), "its files do not stand in the order of its directory"),
    # What files say of themselves
    "encrypted": (archive(doctored(flags=1)), "store.js is encrypted"),
    "a size behind the data": (archive(doctored(flags=8)), "store.js says its size behind its data"),
    "other flags": (archive(doctored(flags=0x20)), "store.js has flags that no file here has"),
    "another method": (archive(doctored(method=14)), "store.js is packed by method 14"),
    "method 99": (archive(doctored(method=99)), "store.js is packed by method 99"),
    "an extra field in the directory": (archive(doctored(extra=EXTRA)), "store.js has an extra field in the directory"),
    "an extra field in its own header": (archive(doctored(local_extra=EXTRA)), "store.js has an extra field in its own header"),
    "a comment of a file": (archive(doctored(comment=b"hello")), "store.js has a comment"),
    "another part": (archive(doctored(central={"disk": 1})), "store.js claims to be in another part"),
    "internal attributes": (archive(doctored(central={"internal": 1})), "store.js has internal attributes"),
    "attributes of DOS": (archive(doctored(attributes=0o100644 << 16 | 0x10)), "store.js has attributes of DOS"),
    "a newer reader": (archive(doctored(needed=45)), "store.js asks for a newer reader"),
    "a link": (archive(doctored(attributes=0o120777 << 16)), "store.js is a link"),
    "another mode": (archive(doctored(attributes=0o100755 << 16)), "store.js has another mode"),
    "another date": (archive(doctored(when=(0, 34))), "store.js has another date"),
    "another time": (archive(doctored(when=(1, 33))), "store.js has another date"),
    "another system": (archive(doctored(made_by=20)), "store.js was packed for another system"),
    # Data
    "damaged data": (archive(doctored(packed=b"\xff" * 40)), "store.js is damaged: its data can't be unpacked"),
    "data that ends too early": (archive(doctored(packed=deflated(SCRIPT)[:-3])), "store.js is damaged: its data ends too early"),
    "more than it says": (archive(doctored(packed=deflated(SCRIPT + b"evil"))), "store.js unpacks to more than its header says"),
    "less than it says": (archive(doctored(packed=deflated(SCRIPT[:-4]))), "store.js unpacks to less than its header says"),
    "another checksum": (archive(doctored(local={"crc": 1}, central={"crc": 1})), "store.js has another checksum"),
    "stored in two sizes": (archive(doctored(method=0, packed=SCRIPT + b"evil")), "store.js is stored and has two sizes"),
    "a bomb": (archive(doctored(local={"size": 2**31}, central={"size": 2**31})), "store.js claims to hold 2,147,483,648 bytes"),
    "data beyond the archive": (archive(doctored(local={"packed": 10**6}, central={"packed": 10**6})), "store.js runs beyond the archive"),
    # The end
    "no archive": (b"no archive", "it is no archive, or its end is missing"),
    "nothing": (b"", "it is no archive, or its end is missing"),
    "a cut end": (archive(honest())[:-3], "its end is cut off"),
    "zip64": (archive(honest(), inside=ZIP64, end={"size": 0}), "it is a zip64 archive"),
    "zip64 counts": (archive(honest(), end={"here": 0xFFFF, "total": 0xFFFF}), "it is a zip64 archive"),
    "a zip64 size": (archive(doctored(local={"size": 0xFFFFFFFF}, central={"size": 0xFFFFFFFF})), "store.js has a size or place of zip64"),
    "several parts": (archive(honest(), end={"disk": 1}), "it claims to be one of several parts"),
    "fewer than it says": (archive(honest(), end={"here": 4, "total": 4}), "its directory holds fewer files"),
    "more files than it says": (archive(honest(), end={"here": 2, "total": 2}), "its directory holds more than its end says"),
    # Files
    "other contents": (archive(doctored(data=SCRIPT[:-2] + b"!\n")), "store.js has other contents"),
    "a file too many": (archive(added("evil.js")), "evil.js does not belong there"),
    "a file too few": (archive(honest()[:-1]), "store.js is missing"),
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(DOCTORED))
def test_a_doctored_archive_is_refused_for_its_own_reason(name: str) -> None:
    data, reason = DOCTORED[name]
    said = list(differences(data, FILES))
    assert said, name
    assert reason in said[0], said


def test_there_are_enough_of_them_and_the_maker_of_them_is_honest() -> None:
    assert len(DOCTORED) > 70, "as README says"
    for method in (0, 8):
        assert list(differences(archive(honest(method)), FILES)) == []
    assert archive(honest()) == pack(FILES)


def by_zlib_ng(data: bytes) -> bytes:
    zlib_ng = pytest.importorskip("zlib_ng.zlib_ng")
    packer = zlib_ng.compressobj(9, zlib_ng.DEFLATED, -15)
    return bytes(packer.compress(data) + packer.flush())


PACKERS: dict[str, Callable[[bytes], bytes]] = {
    **{f"zlib, level {level}": (lambda data, level=level: (lambda p: p.compress(data) + p.flush())(zlib.compressobj(level, zlib.DEFLATED, -15))) for level in (0, 1, 6, 9)},  # type: ignore[misc]
    "zlib-ng": by_zlib_ng,
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(PACKERS))
def test_an_honest_archive_passes_however_it_was_packed(name: str) -> None:
    files = [replace(file, packed=PACKERS[name](file.data)) for file in honest()]
    assert list(differences(archive(files), FILES)) == []


def test_python_s_own_archives_pass() -> None:
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", method) as zipped:
            for name, data in FILES.items():
                entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
                entry.external_attr = 0o100644 << 16
                entry.create_system = 3
                entry.compress_type = method
                zipped.writestr(entry, data)
        assert list(differences(buffer.getvalue(), FILES)) == []


def test_every_byte_of_a_package_counts() -> None:
    """Whichever byte of an archive is turned, it is no longer vouched for."""
    good = pack(FILES)
    passed = [
        at
        for at in range(len(good))
        if not list(differences(good[:at] + bytes([good[at] ^ 0x41]) + good[at + 1 :], FILES))
    ]
    # The lower half of “made by” says by which version of the format; nobody reads it, and nothing else may differ.
    assert all(good[at - 4 : at] == b"PK\x01\x02" for at in passed), passed


# What stores hand out


def signed(files: dict[str, bytes], browser: str, descriptor: bool = False) -> bytes:
    """As a store would pack it: dates and modes of its own, and on request sizes behind the data."""
    parts = []
    for name, data in files.items():
        behind = (
            b"PK\x07\x08" + struct.pack("<3I", zlib.crc32(data), len(deflated(data)), len(data)) if descriptor else b""
        )
        nothing: dict[str, object] = {"crc": 0, "packed": 0, "size": 0} if descriptor else {}
        parts.append(File(name.encode(), data, flags=8 if descriptor else 0, when=(7, 0x5C21), attributes=0, made_by=20, extra=EXTRA, behind=behind, local=nothing))  # fmt: skip
    packed = archive(parts)
    return b"Cr24" + struct.pack("<2I", 3, 9) + b"signature" + packed if browser == "chromium" else packed


def as_chrome(files: dict[str, bytes]) -> dict[str, bytes]:
    manifest = {
        **json.loads(files["manifest.json"]),
        "key": "MIIB",
        "update_url": "https://clients2.google.com/service/update2/crx",
    }
    return {**files, "manifest.json": json.dumps(manifest).encode(), "_metadata/verified_contents.json": b"[]"}


def as_mozilla(files: dict[str, bytes]) -> dict[str, bytes]:
    return {**files, "META-INF/manifest.mf": b"x", "META-INF/mozilla.rsa": b"x", "META-INF/cose.sig": b"x"}


FOLDERS = {"chromium": FILES, "firefox": FILES}


@pytest.mark.parametrize("descriptor", [False, True])
def test_what_a_store_adds_is_named_and_the_rest_compared(descriptor: bool) -> None:
    chrome = from_store(signed(as_chrome(FILES), "chromium", descriptor), FOLDERS)
    assert chrome.differences == ()
    assert chrome.added == (
        "_metadata/verified_contents.json",
        "“key” in manifest.json",
        "“update_url” in manifest.json",
    )
    mozilla = from_store(signed(as_mozilla(FILES), "firefox", descriptor), FOLDERS)
    assert mozilla.differences == ()
    assert mozilla.added == ("META-INF/manifest.mf", "META-INF/mozilla.rsa", "META-INF/cose.sig")


STORE: dict[str, tuple[bytes, str]] = {
    "another script": (signed(as_chrome({**FILES, "store.js": b"evil"}), "chromium"), "store.js has other contents"),
    "a script more": (signed(as_mozilla({**FILES, "evil.js": b"evil"}), "firefox"), "evil.js does not belong there"),
    "a script less": (signed(as_mozilla({n: d for n, d in FILES.items() if n != "store.js"}), "firefox"), "store.js is missing"),
    "a permission more": (signed(as_chrome({**FILES, "manifest.json": b'{"name": "X", "version": "1", "permissions": ["tabs"]}'}), "chromium"), "manifest.json says something else"),
    "an update address in an XPI": (signed(as_mozilla({**FILES, "manifest.json": b'{"name": "X", "version": "1", "update_url": "https://e.org"}'}), "firefox"), "manifest.json says something else"),
    "a manifest that says something twice": (signed(as_mozilla({**FILES, "manifest.json": b'{"name": "X", "version": "1", "version": "2"}'}), "firefox"), "manifest.json says something twice"),
    "another version of CRX": (b"Cr24" + struct.pack("<2I", 2, 0) + archive(honest()), "it is a CRX of version 2, not 3"),
    "a cut CRX": (b"Cr24\x03", "it is cut off in its header"),
    "an XPI that nobody signed": (archive(honest()), "it is neither a CRX3 nor an XPI that a store has signed"),
    "a name twice": (archive([*(File(n.encode(), d) for n, d in as_mozilla(FILES).items()), File(b"store.js", b"evil")]), "store.js stands in it twice"),
    "another name in a header of its own": (archive([File(b"META-INF/x", b""), *doctored(local={"name": b"evil1.js"})]), "store.js has another name in its own header"),
    "a second name": (archive([File(b"META-INF/x", b"evil", extra=another_name(b"store.js", b"META-INF/x")), *honest()]), "META-INF/x has a second name in an extra field"),
    "a second name in a header of its own": (archive([File(b"META-INF/x", b""), *doctored(local_extra=EXTRA + another_name(b"evil.js", b"store.js"))]), "store.js has a second name in an extra field"),
    "an extra field that is cut off": (archive([File(b"META-INF/x", b""), *doctored(extra=EXTRA[:-1])]), "store.js has extra fields that can't be read"),
    "half an extra field": (archive([File(b"META-INF/x", b""), *doctored(local_extra=EXTRA + b"up")]), "store.js has extra fields that can't be read"),
    "bytes between its files": (archive([File(b"META-INF/x", b""), *doctored(before=b"hidden")]), "6 bytes stand between its files, in front of store.js"),
    "a file between its files": (archive([File(b"META-INF/x", b""), *doctored(before=archive([File(b"evil.js", b"x")])[:38])]), "38 bytes stand between its files"),
    "bytes in front of its directory": (archive([File(b"META-INF/x", b""), *honest()], before_directory=b"hidden"), "6 bytes stand between its last file and its directory"),
    "two files that overlap": (archive([File(b"META-INF/x", b""), *added("z.js", SCRIPT, central={"offset": 2})]), "z.js is not where the directory says"),
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(STORE))
def test_what_a_store_can_not_have_made(name: str) -> None:
    data, reason = STORE[name]
    try:
        said = from_store(data, FOLDERS).differences
    except ArchiveError as error:
        said = (str(error),)
    assert reason in said[0]


def test_the_command_says_what_the_store_added(tmp_path: Path) -> None:
    from connect_etiquette import pipeline
    from connect_etiquette.output import find_paths

    from tests.unit.test_errors import etiquette

    paths = find_paths()
    _, folders = pipeline.compiled(paths.rules, paths.extension)
    assert folders is not None
    (tmp_path / "x.crx").write_bytes(signed(as_chrome(dict(folders["chromium"])), "chromium"))
    result = etiquette("verify", "--from-store", tmp_path / "x.crx")
    assert result.exit_code == 0, result.output
    assert (
        "The store added _metadata/verified_contents.json, “key” in manifest.json, “update_url” in manifest.json."
        in result.output
    )
    (tmp_path / "x.xpi").write_bytes(signed(as_mozilla(dict(folders["chromium"])), "firefox"))
    result = etiquette("verify", "--from-store", tmp_path / "x.xpi")
    assert result.exit_code == 1
    assert "NOT made from these sources: manifest.json says something else" in result.output
