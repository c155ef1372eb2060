"""Still pictures become one that moves: an animated PNG, put together from the chunks of equally large PNGs.

The chunks are those of the PNG specification, third edition (2025), 11.3.5 “Animation information”.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Sequence

SIGNATURE = b"\x89PNG\r\n\x1a\n"


def animated(frames: Sequence[tuple[bytes, int]]) -> bytes:
    """Frames with the milliseconds that each stands, shown for ever; ValueError where their sizes or colours differ."""
    heads = {dict(chunks(png))[b"IHDR"] for png, _ in frames}
    if len(heads) != 1:
        raise ValueError("frames of other sizes or colours can't be one picture")
    (head,) = heads
    size = head[:8]
    out = SIGNATURE + chunk(b"IHDR", head) + chunk(b"acTL", struct.pack(">II", len(frames), 0))
    number = 0
    for place, (png, stands) in enumerate(frames):
        # Its number, its size, its place (0, 0), how long it stands, and that it takes the place of all before it.
        out += chunk(b"fcTL", struct.pack(">I8sIIHHBB", number, size, 0, 0, stands, 1000, 0, 0))
        number += 1
        data = b"".join(body for name, body in chunks(png) if name == b"IDAT")
        if place == 0:
            out += chunk(b"IDAT", data)
        else:
            out += chunk(b"fdAT", struct.pack(">I", number) + data)
            number += 1
    return out + chunk(b"IEND", b"")


def chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The chunks of a PNG: name and content."""
    at = len(SIGNATURE)
    while at < len(png):
        (length,) = struct.unpack_from(">I", png, at)
        yield png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        at += 12 + length


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
