"""Classic pcap files, read (pcap-savefile(5))."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import numpy as np

from nlscope.capture import cooked
from nlscope.capture.source import Records, blank, gather

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nlscope.capture.source import Buffer

HEADER_SIZE = 24
MAGICS = {  # byte order, ns per unit of the fraction, bytes of a record header
    b"\xd4\xc3\xb2\xa1": ("<", 1000, 16),
    b"\xa1\xb2\xc3\xd4": (">", 1000, 16),
    b"\x4d\x3c\xb2\xa1": ("<", 1, 16),
    b"\xa1\xb2\x3c\x4d": (">", 1, 16),
    b"\x34\xcd\xb2\xa1": ("<", 1000, 24),  # Alexey Kuznetsov's patch
    b"\xa1\xb2\xcd\x34": (">", 1000, 24),
}
SNAPLEN = 262_144  # MAXIMUM_SNAPLEN of libpcap, the longest record Wireshark takes
_LONGEST = 1 << 27  # no link type has longer records, whatever the header says


class PcapReader:
    """Reads the records of a classic pcap file; see source.Reader.

    data has at least the 24 bytes of the file header. Raises CaptureError when the
    link type cannot hold netlink.
    """

    def __init__(self, data: Buffer, name: str) -> None:
        self.at = HEADER_SIZE
        self.problem: str | None = None
        self.comments: list[str] = []
        self.sources = [""]
        self.received: int | None = None
        self.dropped: int | None = None
        order, self._unit, self._size = MAGICS[data[:4]]
        snaplen, network = struct.unpack_from(order + "16xII", data)
        # The upper 16 bits tell of frame check sequences.
        self._linktype = cooked.accept(network & 0xFFFF, name)
        self._longest = min(max(SNAPLEN, snaplen or _LONGEST), _LONGEST)
        self._caplen = struct.Struct(order + "I").unpack_from
        names = ("seconds", "fraction", "length", "original")
        self._header = np.dtype([(name, order + "u4") for name in names])
        self._count = 0

    def read(self, data: Buffer, limit: int, *, final: bool) -> Records:
        """Return at most limit records; when final, the last may be cut short."""
        starts = self._walk(data, limit, final=final) or self._stuck(data, final=final)
        self._count += len(starts)
        at = np.array(starts, np.int64)
        header = gather(data, self._header, at)
        offset = at + self._size
        claimed = header["length"].astype(np.int64)
        length = np.minimum(claimed, len(data) - offset)
        original = np.maximum(header["original"], claimed)
        time_ns = header["seconds"].astype(np.int64) * 10**9
        time_ns += header["fraction"].astype(np.int64) * self._unit
        linktype = np.full(len(at), self._linktype)
        return Records(offset, length, original, time_ns, linktype, np.zeros_like(at))

    def comment(self, data: Buffer, payload: int) -> str:
        """Return "": the format has no comments."""
        del data, payload
        return ""

    def commented(self, data: Buffer, first: int) -> Iterable[tuple[int, str]]:
        """Return nothing: the format has no comments."""
        del data, first
        return ()

    def _walk(self, data: Buffer, limit: int, *, final: bool) -> list[int]:
        """Return the offsets of the next records that are whole."""
        caplen, size, longest = self._caplen, self._size, self._longest
        at, last = self.at, len(data) - size
        starts: list[int] = []
        append = starts.append
        for _ in range(limit):
            if at > last:
                break
            length = caplen(data, at + 8)[0]
            if length > longest or not (length or final or not blank(data, at)):
                break
            append(at)
            at += size + length
        self.at = at if at <= len(data) else starts.pop()
        return starts

    def _stuck(self, data: Buffer, *, final: bool) -> list[int]:
        """Say why no whole record follows; return the start of one cut short."""
        left, record = len(data) - self.at, self._count + 1
        if left < self._size:
            if left and final:
                self.problem = f"cut short in the header of record {record}"
            return []
        (length,) = self._caplen(data, self.at + 8)
        if length > self._longest:
            self.problem = f"damaged: record {record} claims to hold {length} bytes"
            return []
        if not final:
            return []
        here = left - self._size
        self.problem = f"cut short in record {record}: {here} of {length} bytes"
        return [self.at]
