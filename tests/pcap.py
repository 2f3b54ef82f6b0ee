"""Writes classic pcap files (pcap-savefile(5)), for the tests to read."""

from __future__ import annotations

import struct
from collections.abc import Iterable
from typing import BinaryIO

from nlscope.capture import cooked
from nlscope.capture.pcap import SNAPLEN
from nlscope.model import Frame

_FILE = struct.Struct("=IHHiIII")
_RECORD = struct.Struct("=IIII")


def write_pcap(out: BinaryIO, frames: Iterable[Frame], *, snaplen: int = SNAPLEN) -> int:
    """Write frames as a pcap file with ns timestamps; return how many there were.

    Times outside of 1970-2106 wrap. The payload may be in either byte order.
    """
    out.write(_FILE.pack(0xA1B23C4D, 2, 4, 0, 0, snaplen, cooked.NETLINK))
    count = 0
    for count, frame in enumerate(frames, 1):  # noqa: B007 - the last is the result
        seconds, fraction = divmod(frame.time_ns, 10**9)
        head = cooked.header(frame.protocol, frame.pkttype)
        length = len(head) + len(frame.data)
        original = len(head) + max(frame.original, len(frame.data))
        out.write(_RECORD.pack(seconds & 0xFFFFFFFF, fraction, length, original) + head)
        out.write(frame.data)
    return count
