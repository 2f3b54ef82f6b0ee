"""What the file of a capture begins with, and what it ends with."""

from __future__ import annotations

import contextlib
import io
import platform
import struct
import time
from collections.abc import Iterator, Sequence

import msgspec

from nlscope.capture import blocks, nlmon
from nlscope.capture.groups import ask_families
from nlscope.capture.pcapng_writer import PcapngWriter
from nlscope.model import HOST_ORDER, NLMSG_ERROR, Frame
from nlscope.process import OWN
from nlscope.schema.announced import announced

_STATISTICS = 5  # an interface statistics block
_GENL = 20  # bytes of nlmsghdr and genlmsghdr


def beginning(link: nlmon.Link, known: Sequence[Frame]) -> bytes:
    """Return how a file begins: this machine, the interface, its families."""
    host = platform.uname()
    out = io.BytesIO()
    writer = PcapngWriter(
        out,
        interface=link.name,
        hardware=host.machine,
        system=f"{host.system} {host.release} {host.version}",
    )
    for frame in known:
        writer.write(msgspec.structs.replace(frame, comment=OWN))
    return out.getvalue()


def families() -> list[Frame]:
    """Return what the kernel says of its generic netlink families, and their policies."""
    try:
        told = ask_families()
    except OSError:  # a kernel without generic netlink
        return []
    with contextlib.suppress(OSError):
        told = ask_families(sorted(set(_names(told))))
    return [frame for frame in told if not _failed(bytes(frame.data))]


def _failed(data: bytes) -> bool:
    """Return whether a frame says no more than that a family has no policy."""
    return len(data) < _GENL or struct.unpack_from("=4xH", data) == (NLMSG_ERROR,)


def _names(told: Sequence[Frame]) -> Iterator[str]:
    """Yield the names of the families that have operations."""
    for frame in told:
        data, at = bytes(frame.data), 0
        while len(data) - at >= _GENL:
            (length,) = struct.unpack_from("=I", data, at)
            family = announced(data[at + _GENL : at + length], HOST_ORDER)
            if family.ops and family.name:
                yield family.name
            at += max(_GENL, length + 3 & ~3)


def statistics(received: int, dropped: int, interface: int = 0) -> bytes:
    """Return an interface statistics block."""
    high, low = divmod(time.time_ns(), 1 << 32)
    counts: dict[int, str | bytes] = {
        blocks.RECEIVED: struct.pack("=Q", received),
        blocks.DROPPED: struct.pack("=Q", dropped),
    }
    body = struct.pack("=III", interface, high, low)
    return blocks.block(_STATISTICS, body, blocks.make_options(counts, "="))
