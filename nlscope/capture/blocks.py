"""What pcapng blocks are made of: options, and the clocks of interfaces."""

from __future__ import annotations

import os
import struct
from typing import TYPE_CHECKING, NamedTuple, Self

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from nlscope.capture.source import Buffer, Ints

COMMENT = 1
HARDWARE, OS, APPLICATION = 2, 3, 4  # of a section header
NAME, DESCRIPTION, RESOLUTION, OFFSET = 2, 3, 9, 14  # of an interface description
RECEIVED, DROPPED = 4, 5  # isb_ifrecv, isb_ifdrop of interface statistics
MICROSECONDS, NANOSECONDS = b"\x06", b"\x09"  # if_tsresol
_HEADER_SIZE = 16  # of an interface description block
_LONGEST_OPTION = 0xFFFF


def read_options(
    data: Buffer, at: int, end: int, order: str
) -> Iterator[tuple[int, bytes]]:
    """Yield the code and value of each whole option between two offsets."""
    while at + 4 <= end:
        code, length = struct.unpack_from(order + "HH", data, at)
        if not code or at + 4 + length > end:
            return
        yield code, bytes(data[at + 4 : at + 4 + length])
        at += 4 + (length + 3 & ~3)


def comments(data: Buffer, at: int, end: int, order: str) -> list[str]:
    """Return the comments among the options between two offsets."""
    options = read_options(data, at, end, order)
    return [value.decode(errors="replace") for code, value in options if code == COMMENT]


def make_options(options: Mapping[int, str | bytes], order: str) -> bytes:
    """Return a list of options without the empty ones; b"" if all are."""
    out = b""
    for code, value in options.items():
        text = os.fsencode(value) if isinstance(value, str) else value
        if len(text) > _LONGEST_OPTION:
            text = text[:_LONGEST_OPTION].decode(errors="ignore").encode()
        if text:
            out += struct.pack(order + "HH", code, len(text)) + text
            out += bytes(-len(text) % 4)
    return out + bytes(4) if out else b""


def block(kind: int, body: bytes, options: bytes = b"") -> bytes:
    """Return a block of this machine's byte order."""
    total = struct.pack("=I", len(body) + len(options) + 12)
    return struct.pack("=I", kind) + total + body + options + total


def interface(name: str, linktype: int, about: str = "") -> bytes:
    """Return an interface description block: the whole of each frame, in ns."""
    told: dict[int, str | bytes] = {NAME: name, DESCRIPTION: about}
    told[RESOLUTION] = NANOSECONDS
    options = make_options(told, "=")
    return block(1, struct.pack("=HHI", linktype, 0, 0), options)


def packet(
    number: int, time_ns: int, link: bytes, data: bytes, original: int, options: bytes = b""
) -> bytes:
    """Return an enhanced packet block; original is the size of data on the wire."""
    size, high, low = len(link) + len(data), time_ns >> 32, time_ns & 0xFFFFFFFF
    head = struct.pack("=5I", number, high, low, size, len(link) + original)
    return block(6, head + link + data + bytes(-size % 4), options)


class Interface(NamedTuple):
    """An interface description; resolution is if_tsresol, offset if_tsoffset in s.

    label is what it is called by: its description, or its name.
    """

    linktype: int
    snaplen: int
    resolution: int
    offset: int
    label: str = ""

    @classmethod
    def read(cls, data: Buffer, at: int, end: int, order: str) -> Self:
        """Return what the block says whose trailing length is at end."""
        if end - at < _HEADER_SIZE:
            return cls(-1, 0, MICROSECONDS[0], 0)
        linktype, snaplen = struct.unpack_from(order + "8xH2xI", data, at)
        options = dict(read_options(data, at + _HEADER_SIZE, end, order))
        resolution = options.get(RESOLUTION) or MICROSECONDS
        offset = options.get(OFFSET, b"")[:8].rjust(8, b"\0")
        (seconds,) = struct.unpack(order + "q", offset)
        label = options.get(DESCRIPTION) or options.get(NAME, b"")
        return cls(
            linktype, snaplen, resolution[0], seconds, label.decode(errors="replace")
        )

    def nanoseconds(self, ticks: NDArray[np.uint64]) -> Ints:
        """Return the ns since the epoch of timestamps; what does not fit wraps."""
        exponent = self.resolution & 0x7F
        if self.resolution & 0x80:
            shift = np.uint64(exponent)
            spare = np.uint64(max(0, exponent - 34))  # 34 bits by 10**9 fill 64
            whole = ticks >> shift
            part = (ticks - (whole << shift) >> spare) * np.uint64(10**9)
            time = whole * np.uint64(10**9) + (part >> shift - spare)
        elif exponent <= 9:
            time = ticks * np.uint64(10 ** (9 - exponent))
        else:
            time = ticks // np.uint64(10 ** min(exponent - 9, 19))
        return time.astype(np.int64) + np.full(1, self.offset, np.int64) * 10**9
