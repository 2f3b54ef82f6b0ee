"""The format of a capture file, told by its first bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nlscope.capture.pcap import HEADER_SIZE, MAGICS, PcapReader
from nlscope.capture.pcapng import SECTION, PcapngReader
from nlscope.capture.source import CaptureError

if TYPE_CHECKING:
    from nlscope.capture.source import Reader, Source


def reader_of(source: Source) -> Reader | None:
    """Return what reads a capture, None before there is enough of it to tell.

    CaptureError for what is no capture.
    """
    while len(source.data) < HEADER_SIZE and source.refresh():
        pass
    magic = bytes(source.data[:4])
    if not any(known.startswith(magic) for known in (*MAGICS, SECTION)):
        message = f"{source.name} is not a capture: neither pcap nor pcapng"
        raise CaptureError(message)
    if magic == SECTION:
        return PcapngReader()
    if len(source.data) >= HEADER_SIZE:
        return PcapReader(source.data, source.name)
    return None
