"""pcapng files, written (draft-ietf-opsawg-pcapng)."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, BinaryIO

from nlscope import __version__
from nlscope.capture import blocks, cooked
from nlscope.model import HOST_ORDER

if TYPE_CHECKING:
    from collections.abc import Mapping

    from nlscope.model import Frame

_SECTION, _ENHANCED = 0x0A0D0D0A, 6
_MAGIC = 0x1A2B3C4D
_SHORTEST = 12  # an empty block


class PcapngWriter:
    """Writes frames to a pcapng file of one section, ns timestamps.

    The file's beginning is written at once, with the first interface unless that is None;
    another one comes with the first frame of another source. Empty texts are left out.
    The payload may be in either byte order.
    """

    def __init__(
        self,
        out: BinaryIO,
        *,
        comment: str = "",
        interface: str | None = "nlmon0",
        hardware: str = "",
        system: str = "",
        application: str = f"nlscope {__version__}",
    ) -> None:
        self._out = out
        about: dict[int, str | bytes] = {
            blocks.COMMENT: comment,
            blocks.HARDWARE: hardware,
            blocks.OS: system,
            blocks.APPLICATION: application,
        }
        section = struct.pack("=IHHq", _MAGIC, 1, 0, -1)
        self._block(_SECTION, section, about)
        self._sources: dict[str, int] = {}
        self._count = 0
        if interface is not None:
            self._sources[""] = self._sources[interface] = self.interface(interface)

    def write(self, frame: Frame) -> None:
        """Add a frame; its comment becomes the packet's."""
        data = cooked.header(frame.protocol, frame.pkttype) + frame.data
        original = max(len(data), len(data) - len(frame.data) + frame.original)
        high, low = divmod(frame.time_ns & (1 << 64) - 1, 1 << 32)
        head = struct.pack(
            "=5I", self._source(frame.source), high, low, len(data), original
        )
        padded = head + data + bytes(-len(data) % 4)
        self._block(_ENHANCED, padded, {blocks.COMMENT: frame.comment})

    def _source(self, name: str) -> int:
        """Return the number of a source's interface, which may be a new one."""
        number = self._sources.get(name)
        if number is None:
            number = self._sources[name] = self.interface(name)
        return number

    def interface(self, name: str, about: str = "") -> int:
        """Describe an interface, and return its number."""
        self._out.write(blocks.interface(name, cooked.NETLINK, about))
        self._count += 1
        return self._count - 1

    def _block(self, kind: int, body: bytes, options: Mapping[int, str | bytes]) -> None:
        body += blocks.make_options(options, HOST_ORDER)
        total = len(body) + _SHORTEST
        head = struct.pack("=II", kind, total)
        self._out.write(head + body + head[4:])
