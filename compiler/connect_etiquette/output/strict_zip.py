"""Reading an archive so that nothing in it can be read in two ways, and nothing is in it that is not read.

Python's own reader finds a directory anywhere near the end and follows it; a browser may follow the local headers, take
the last of two names, or unpack beyond the end of a file. What is read here is one run of bytes: each file's local
header and data, one after another from the first byte, then the directory that repeats each header, then the end.
Everything else is refused, each thing for its own reason. PKWARE's APPNOTE 6.3.10 has the format.
"""

from __future__ import annotations

import struct
import unicodedata
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

STORED, DEFLATED = 0, 8
UTF8 = 0x800
"""The flag of a name that is not ASCII."""
_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_ZIP64 = (b"PK\x06\x06", b"PK\x06\x07")
_UNICODE_PATH = 0x7075
"""Info-ZIP's extra field with another name of a file, by which Chromium's reader (its patch of minizip) has it."""
MAX_SIZE = 64 * 1024 * 1024
"""Bytes that one file may unpack to; the largest of ours has a hundredth."""


class ArchiveError(ValueError):
    """The archive is not one that can be vouched for; the message says why."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of an archive. `when` is its DOS time and date, `mode` the Unix mode of its attributes' upper half."""

    name: str
    data: bytes
    when: tuple[int, int]
    attributes: int
    system: int

    @property
    def mode(self) -> int:
        return self.attributes >> 16


@dataclass(frozen=True, slots=True)
class _Header:
    """What the directory says of a file."""

    name: str
    raw_name: bytes
    shared: tuple[int, ...]
    extra: int
    attributes: int
    system: int
    at: int
    """Where its local header begins."""

    @property
    def flags(self) -> int:
        return self.shared[1]

    @property
    def method(self) -> int:
        return self.shared[2]

    @property
    def sizes(self) -> tuple[int, int, int]:
        """Checksum, packed and unpacked size."""
        return self.shared[5], self.shared[6], self.shared[7]


def entries(data: bytes, as_built: bool = True) -> dict[str, Entry]:
    """The files of an archive by name, in the directory's order. Raises `ArchiveError`.

    Unless it has to be packed `as_built`, files may have extra fields and sizes behind their data, as stores write
    them; what belongs to no file, or could be read in two ways, is refused all the same.
    """
    headers = list(_directory(data, as_built))
    _check_names(headers)
    if as_built and [header.at for header in headers] != sorted(header.at for header in headers):
        raise ArchiveError("its files do not stand in the order of its directory")
    found: dict[str, Entry] = {}
    end_of_last = 0
    for header in sorted(headers, key=lambda header: header.at):
        if data[header.at : header.at + 4] != b"PK\x03\x04":
            raise ArchiveError(f"{header.name} is not where the directory says")
        if header.at < end_of_last:
            raise ArchiveError(f"{header.name} overlaps another file")
        if header.at > end_of_last:
            gap = header.at - end_of_last
            where = (
                "in front of its first file" if end_of_last == 0 else f"between its files, in front of {header.name}"
            )
            raise ArchiveError(f"{gap} bytes stand {where}")
        contents, end_of_last = _contents(data, header, as_built)
        found[header.name] = Entry(
            header.name, contents, (header.shared[3], header.shared[4]), header.attributes, header.system
        )
    start = _end(data)[6]
    if end_of_last != start:
        raise ArchiveError(f"{abs(start - end_of_last)} bytes stand between its last file and its directory")
    return {header.name: found[header.name] for header in headers}


def _end(data: bytes) -> tuple[int, ...]:
    """The end's fields, its signature first."""
    at = len(data) - _END.size
    if at < 0 or data[at : at + 4] != b"PK\x05\x06":
        last = data.rfind(b"PK\x05\x06")
        if last < 0:
            raise ArchiveError("it is no archive, or its end is missing")
        comment = struct.unpack_from("<H", data, last + 20)[0] if last + _END.size <= len(data) else -1
        behind = len(data) - last - _END.size
        if comment == behind and behind > 0:
            raise ArchiveError(f"a comment of {behind} bytes stands at its end")
        raise ArchiveError(f"{max(behind, 0)} bytes stand behind its end" if behind > 0 else "its end is cut off")
    fields: tuple[int, ...] = _END.unpack_from(data, at)
    if fields[7]:
        raise ArchiveError("its end announces a comment that is not there")
    return fields


def _directory(data: bytes, as_built: bool) -> Iterator[_Header]:
    _, disk, first_disk, here, total, size, start, _ = _end(data)
    if any(data.find(mark, max(0, len(data) - _END.size - 80)) >= 0 for mark in _ZIP64) or 0xFFFF in (here, total):
        raise ArchiveError("it is a zip64 archive, which nothing of this size has to be")
    if disk or first_disk or here != total:
        raise ArchiveError("it claims to be one of several parts")
    if start + size != len(data) - _END.size:
        raise ArchiveError("its directory is not where its end says, or not as long")
    at = start
    for _ in range(total):
        if at + _CENTRAL.size > start + size or data[at : at + 4] != b"PK\x01\x02":
            raise ArchiveError("its directory holds fewer files than its end says")
        header, at = _header(data, at, start + size, as_built)
        yield header
    if at != start + size:
        raise ArchiveError("its directory holds more than its end says")


def _header(data: bytes, at: int, end: int, as_built: bool) -> tuple[_Header, int]:
    fields = _CENTRAL.unpack_from(data, at)
    made_by, shared = fields[1], fields[2:10]
    name_length, extra, comment, disk, internal, attributes, local = fields[10:17]
    after = at + _CENTRAL.size + name_length + extra + comment
    if after > end:
        raise ArchiveError("an entry of its directory runs beyond the directory")
    raw = data[at + _CENTRAL.size : at + _CENTRAL.size + name_length]
    name = _name(raw, shared[1])
    if comment:
        raise ArchiveError(f"{name} has a comment")
    if disk:
        raise ArchiveError(f"{name} claims to be in another part")
    if extra and as_built:
        raise ArchiveError(f"{name} has an extra field in the directory")
    _check_extra(name, data[after - comment - extra : after - comment])
    if internal and as_built:
        raise ArchiveError(f"{name} has internal attributes")
    if attributes & 0xFFFF and as_built:
        raise ArchiveError(f"{name} has attributes of DOS")
    if 0xFFFFFFFF in (*shared[6:8], local):
        raise ArchiveError(f"{name} has a size or place of zip64")
    return _Header(name, raw, shared, extra, attributes, made_by >> 8, local), after


def _name(raw: bytes, flags: int) -> str:
    if not raw:
        raise ArchiveError("a file has no name")
    try:
        name = raw.decode("utf-8" if flags & UTF8 else "ascii")
    except UnicodeDecodeError:
        raise ArchiveError(f"the name {raw!r} is not in the encoding that it says") from None
    parts = name.split("/")
    if name.startswith("/") or (len(name) > 1 and name[1] == ":"):
        raise ArchiveError(f"{name} is an absolute path")
    if ".." in parts:
        raise ArchiveError(f"{name} climbs out of its folder")
    if "\\" in name:
        raise ArchiveError(f"{name} has a backslash, which some take for a slash")
    if name.endswith("/"):
        raise ArchiveError(f"{name} is a folder of its own")
    if "" in parts or "." in parts:
        raise ArchiveError(f"{name} is not the shortest way to write its path")
    if any(unicodedata.category(sign)[0] == "C" for sign in name):
        raise ArchiveError(f"{name!r} holds a control character")
    return name


def _check_extra(name: str, fields: bytes) -> None:
    """Extra fields, which stores may add, say nothing by which a file could be read as another. Those of zip64 are read
    only where a size or place in the header points to them, which is refused."""
    at = 0
    while at < len(fields):
        kind, length = struct.unpack_from("<2H", fields, at) if at + 4 <= len(fields) else (0, len(fields))
        at += 4 + length
        if at > len(fields):
            raise ArchiveError(f"{name} has extra fields that can't be read")
        if kind == _UNICODE_PATH:
            raise ArchiveError(f"{name} has a second name in an extra field")


def _check_names(headers: list[_Header]) -> None:
    """Each name once, also where cases, or ways to compose a letter, are one; and none that is another's folder."""
    seen: dict[str, str] = {}
    for header in headers:
        folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", header.name).casefold())
        if seen.get(folded) == header.name:
            raise ArchiveError(f"{header.name} stands in it twice")
        if folded in seen:
            raise ArchiveError(f"{header.name} and {seen[folded]} are one name to some systems")
        seen[folded] = header.name
    for folded, name in seen.items():
        folder = folded
        while "/" in folder:
            folder = folder.rpartition("/")[0]
            if folder in seen:
                raise ArchiveError(f"{seen[folder]} is a file, and the folder of {name}")


def _contents(data: bytes, header: _Header, as_built: bool) -> tuple[bytes, int]:
    """The unpacked data of a file, and where the packed ends."""
    name = header.name
    if header.at + _LOCAL.size > len(data):
        raise ArchiveError(f"{name} runs beyond the archive")
    fields = _LOCAL.unpack_from(data, header.at)
    shared, name_length, extra = fields[1:9], fields[9], fields[10]
    start = header.at + _LOCAL.size + name_length + extra
    if header.flags & 1 or shared[1] & 1:
        raise ArchiveError(f"{name} is encrypted")
    behind = bool(header.flags & 8 or shared[1] & 8)
    if behind and as_built:
        raise ArchiveError(f"{name} says its size behind its data")
    if header.flags & ~(UTF8 | 8 | 6) or (header.flags & ~UTF8 and as_built):
        raise ArchiveError(f"{name} has flags that no file here has")
    if header.method not in (STORED, DEFLATED):
        raise ArchiveError(f"{name} is packed by method {header.method}, which browsers need not know")
    if data[header.at + _LOCAL.size : header.at + _LOCAL.size + name_length] != header.raw_name:
        raise ArchiveError(f"{name} has another name in its own header")
    if extra and as_built:
        raise ArchiveError(f"{name} has an extra field in its own header")
    _check_extra(name, data[start - extra : start])
    same = shared == header.shared if not behind else shared[:5] == header.shared[:5]
    if not same:
        raise ArchiveError(f"{name} has another header than the directory says")
    if header.shared[0] > 20 and as_built:
        raise ArchiveError(f"{name} asks for a newer reader than it needs")
    checksum, packed, size = header.sizes
    if size > MAX_SIZE:
        raise ArchiveError(f"{name} claims to hold {size:,} bytes")
    if start + packed > len(data):
        raise ArchiveError(f"{name} runs beyond the archive")
    contents = _unpacked(name, data[start : start + packed], header.method, size)
    if zlib.crc32(contents) != checksum:
        raise ArchiveError(f"{name} has another checksum than its header says")
    return contents, start + packed + (_descriptor(data, start + packed, header) if behind else 0)


def _unpacked(name: str, packed: bytes, method: int, size: int) -> bytes:
    if method == STORED:
        if len(packed) != size:
            raise ArchiveError(f"{name} is stored and has two sizes")
        return packed
    stream = zlib.decompressobj(-15)
    try:
        contents = stream.decompress(packed, size + 1)
    except zlib.error:
        raise ArchiveError(f"{name} is damaged: its data can't be unpacked") from None
    if len(contents) > size:
        raise ArchiveError(f"{name} unpacks to more than its header says")
    if stream.unused_data or stream.unconsumed_tail:
        raise ArchiveError(f"{name} has bytes behind its packed data")
    if not stream.eof:
        raise ArchiveError(f"{name} is damaged: its data ends too early")
    if len(contents) < size:
        raise ArchiveError(f"{name} unpacks to less than its header says")
    return contents


def _descriptor(data: bytes, at: int, header: _Header) -> int:
    """The length of what says a file's size behind its data, which must be what the directory says."""
    said = struct.pack("<3I", *header.sizes)
    for form in (b"PK\x07\x08" + said, said):
        if data[at : at + len(form)] == form:
            return len(form)
    raise ArchiveError(f"{header.name} has another size behind its data than the directory says")
