"""pcapng files, read and written (draft-ietf-opsawg-pcapng)."""

from __future__ import annotations

import struct
from array import array
from bisect import bisect_right
from typing import TYPE_CHECKING, Any

import numpy as np

from nlscope.capture import blocks, cooked
from nlscope.capture.distinct import distinct
from nlscope.capture.source import Records, blank, gather
from nlscope.model import HOST_ORDER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from nlscope.capture.source import Buffer, Ints

SECTION = b"\x0a\x0d\x0d\x0a"  # the same in both byte orders
_SECTION, _INTERFACE, _OBSOLETE, _SIMPLE, _ENHANCED = 0x0A0D0D0A, 1, 2, 3, 6
_STATISTICS = 5
_PACKETS = {_OBSOLETE, _SIMPLE, _ENHANCED}
_MAGIC = 0x1A2B3C4D
_MAGICS = {struct.pack(order + "I", _MAGIC): order for order in "<>"}
_LONGEST = 1 << 27  # bytes a block; more is taken for damage
_MOST_SOURCES = 4095  # that are told apart
_SHORTEST = 12  # an empty block, and the header of a simple packet block
_SECTION_HEADER = 24
_STATISTICS_HEADER = 20
_PACKET_HEADER = 28  # of an enhanced or obsolete packet block
_WORD = {"word": ("u4", 0)}
_BLOCK = {"kind": ("u4", 0), "total": ("u4", 4), "original": ("u4", 8)}
_PACKET = {
    "interface": ("u4", 8),
    "old_interface": ("u2", 8),
    "high": ("u4", 12),
    "low": ("u4", 16),
    "length": ("u4", 20),
    "original": ("u4", 24),
}


class PcapngReader:
    """Reads the records of a pcapng file; see source.Reader."""

    def __init__(self) -> None:
        self.at = 0
        self.problem: str | None = None
        self.comments: list[str] = []
        self.sources: list[str] = []
        self._counts: dict[tuple[int, int], int] = {}
        self._order = HOST_ORDER
        self._interfaces: list[blocks.Interface] = []
        self._source: list[int] = []  # of each of the interfaces
        self._alike: dict[str, int] = {}  # how many of them have a name
        self._numbers: dict[str, int] = {}
        self._with_options = array("Q")  # offsets of records, ascending

    def read(self, data: Buffer, limit: int, *, final: bool) -> Records:
        """Return at most limit records of one section; the last may be cut short."""
        starts = self._walk(data, limit) or self._stuck(data, final=final)
        at = np.array(starts, np.int64)
        block = gather(data, self._struct(_BLOCK), at)
        there = (block["kind"] != _SIMPLE) & (at + _PACKET_HEADER <= len(data))
        packet = gather(data, self._struct(_PACKET), at, there)
        sound = self._sound(data, at, block, packet)
        return self._records(data, at[:sound], block[:sound], packet[:sound])

    def comment(self, data: Buffer, payload: int) -> str:
        """Return the comments of the packet whose payload is at a file offset."""
        found = bisect_right(self._with_options, payload) - 1
        offset = self._with_options[found] if found >= 0 else payload
        if not 0 < payload - offset <= cooked.LONGEST:
            return ""
        return _comment(data, offset)

    def commented(self, data: Buffer, first: int) -> Iterator[tuple[int, str]]:
        """Yield offset and comment of records with options, but for so many of them."""
        for offset in self._with_options[first:]:
            yield offset, _comment(data, offset)

    def _struct(self, fields: dict[str, tuple[str, int]]) -> np.dtype[Any]:
        return np.dtype(
            {
                "names": list(fields),
                "formats": [self._order + kind for kind, _ in fields.values()],
                "offsets": [offset for _, offset in fields.values()],
            }
        )

    def _walk(self, data: Buffer, limit: int) -> list[int]:
        """Return the offsets of the next whole packet blocks of the section."""
        head = struct.Struct(self._order + "II").unpack_from
        at, end = self.at, len(data)
        packets: list[int] = []
        while at <= end - _SHORTEST and len(packets) < limit:
            kind, total = head(data, at)
            if kind == _SECTION or total & 3 or not _SHORTEST <= total <= _LONGEST:
                break
            if at + total > end:
                break
            if kind in _PACKETS:
                packets.append(at)
            elif kind == _INTERFACE:
                interface = blocks.Interface.read(data, at, at + total - 4, self._order)
                self._described(interface)
            elif kind == _STATISTICS:
                self._count(data, at, at + total - 4)
            at += total
        self.at = at
        return packets

    def _described(self, interface: blocks.Interface) -> None:
        """Take in an interface; one of a section before may have had its name."""
        self._interfaces.append(interface)
        label = interface.label or "interface"
        again = self._alike[label] = self._alike.get(label, 0) + 1
        name = label if again == 1 else f"{label} #{again}"
        number = self._numbers.setdefault(name, min(len(self._numbers), _MOST_SOURCES))
        if number == len(self.sources):
            self.sources.append(name)
        self._source.append(number)

    def _count(self, data: Buffer, at: int, end: int) -> None:
        """Take in an interface statistics block: totals so far."""
        told = dict(blocks.read_options(data, at + _STATISTICS_HEADER, end, self._order))
        (interface,) = struct.unpack_from(self._order + "8xI", data, at)
        for code in (blocks.RECEIVED, blocks.DROPPED):
            if len(told.get(code, b"")) == 8:
                (count,) = struct.unpack(self._order + "Q", told[code])
                self._counts[interface, code] = count

    @property
    def received(self) -> int | None:
        """The frames that came, None if the file does not tell."""
        return self._total(blocks.RECEIVED)

    @property
    def dropped(self) -> int | None:
        """The frames that found no room, None if the file does not tell."""
        return self._total(blocks.DROPPED)

    def _total(self, wanted: int) -> int | None:
        found = [count for (_, code), count in self._counts.items() if code == wanted]
        return sum(found) if found else None

    def _stuck(self, data: Buffer, *, final: bool) -> list[int]:
        """Begin a section, or say why no whole packet follows; return a cut one."""
        at, left = self.at, len(data) - self.at
        if left < _SHORTEST:
            if left and final:
                self.problem = f"cut short in the block header at byte {at}"
            return []
        kind, total = struct.unpack_from(self._order + "II", data, at)
        if kind == _SECTION:
            magic = bytes(data[at + 8 : at + 12])
            if magic not in _MAGICS:
                self.problem = f"damaged at byte {at}: a section in no byte order"
                return []
            self._order = _MAGICS[magic]
            (total,) = struct.unpack_from(self._order + "4xI", data, at)
        if not (final or kind or total) and blank(data, at):
            return []
        if total & 3 or not _SHORTEST <= total <= _LONGEST:
            self.problem = f"damaged at byte {at}: a block of {total} bytes"
        elif total <= left:
            if kind == _SECTION:
                self._begin(data, at, at + total - 4)
        elif final:
            self.problem = f"cut short in the block at byte {at}: {left} of {total} bytes"
            header = _SHORTEST if kind == _SIMPLE else _PACKET_HEADER
            return [at] if kind in _PACKETS and left >= header else []
        return []

    def _begin(self, data: Buffer, at: int, end: int) -> None:
        self.comments += blocks.comments(data, at + _SECTION_HEADER, end, self._order)
        self._interfaces, self._source, self._alike = [], [], {}
        self.at = end + 4

    def _sound(
        self, data: Buffer, at: Ints, block: NDArray[Any], packet: NDArray[Any]
    ) -> int:
        """Return how many blocks make sense; set problem when that is not all."""
        total = block["total"].astype(np.int64)
        whole = at + total <= len(data)
        again = gather(data, self._struct(_WORD), at + total - 4, whole)["word"]
        lengths = whole & (again != total)
        shortest = np.where(block["kind"] == _SIMPLE, _SHORTEST, _PACKET_HEADER) + 4
        lengths |= total < shortest
        unknown = _interface(block, packet) >= len(self._interfaces)
        bad = np.flatnonzero(lengths | unknown)
        if not len(bad):
            return len(at)
        first = int(bad[0])
        self.at = int(at[first])
        what = "its lengths disagree" if lengths[first] else "no such interface"
        self.problem = f"damaged at byte {self.at}: a packet block, {what}"
        return first

    def _records(
        self, data: Buffer, at: Ints, block: NDArray[Any], packet: NDArray[Any]
    ) -> Records:
        simple = block["kind"] == _SIMPLE
        offset = at + np.where(simple, _SHORTEST, _PACKET_HEADER)
        room = at + block["total"].astype(np.int64) - 4 - offset
        claimed = np.where(simple, block["original"], packet["length"]).astype(np.int64)
        interface = _interface(block, packet)
        known = [
            (*each[:2], n) for each, n in zip(self._interfaces, self._source, strict=True)
        ]
        linktype, snaplen, source = np.array(known, np.int64).reshape(-1, 3)[interface].T
        snapped = np.where(simple & (snaplen > 0), snaplen, room)
        here = np.minimum(room, len(data) - offset)
        length = np.minimum(np.minimum(claimed, snapped), here)
        ticks = packet["high"].astype(np.uint64) << np.uint64(32) | packet["low"]
        time_ns = np.zeros(len(at), np.int64)
        for number in distinct(interface).tolist():
            mine = (interface == number) & ~simple
            time_ns[mine] = self._interfaces[number].nanoseconds(ticks[mine])
        has_options = ~simple & (room - (claimed + 3 & ~3) > 0)
        self._with_options.extend(offset[has_options].tolist())
        original = np.maximum(claimed, packet["original"])
        return Records(offset, length, original, time_ns, linktype, source)


def _comment(data: Buffer, offset: int) -> str:
    """Return the comments of the packet whose link-layer header is at a file offset."""
    at = offset - _PACKET_HEADER
    order = "<" if data[at] else ">"
    total, length = struct.unpack_from(order + "4xI12xI", data, at)
    end = min(at + total - 4, len(data))
    return "\n".join(blocks.comments(data, offset + (length + 3 & ~3), end, order))


def _interface(block: NDArray[Any], packet: NDArray[Any]) -> Ints:
    """Return the interface numbers of packet blocks; a simple one's is 0."""
    obsolete = block["kind"] == _OBSOLETE
    number = np.where(obsolete, packet["old_interface"], packet["interface"])
    return number.astype(np.int64)
