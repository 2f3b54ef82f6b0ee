"""The capture that the benchmarks share: routes, one a frame, 233 bytes a record.

python -m benchmarks.big_file FILE makes it.
"""

from __future__ import annotations

import struct
import sys
from pathlib import Path

RARE = (1, 2)  # exactly one message has the destination 10.1.2.0/24
METRICS = (10, 11, 11, 12, 12, 12, 12, 13)  # a record: 233 bytes on average
RTM_NEWROUTE = 24
RTA_DST, RTA_OIF, RTA_GATEWAY, RTA_PRIORITY = 1, 4, 5, 6
RTA_METRICS, RTA_CACHEINFO, RTA_TABLE = 8, 12, 15
_BATCH = 10_000  # records a write


def _attribute(kind: int, value: bytes) -> bytes:
    return struct.pack("<HH", 4 + len(value), kind) + value


def _destination(number: int, messages: int) -> tuple[int, int]:
    """Return x and y of 10.x.y.0/24; RARE in the middle, and nowhere else."""
    if number == messages // 2:
        return RARE
    pair = divmod(number % 0x10000, 0x100)
    return (1, 3) if pair == RARE else pair


def _record(number: int, messages: int) -> bytes:
    x, y = _destination(number, messages)
    metrics = b"".join(
        _attribute(kind, struct.pack("<I", 1000 + kind))
        for kind in range(1, METRICS[number % len(METRICS)] + 1)
    )
    body = (
        struct.pack("<BBBBBBBBI", 2, 24, 0, 0, 254, 3, 0, 1, 0)  # struct rtmsg
        + _attribute(RTA_TABLE, struct.pack("<I", 254))
        + _attribute(RTA_DST, bytes((10, x, y, 0)))
        + _attribute(RTA_PRIORITY, struct.pack("<I", number % 1000))
        + _attribute(RTA_METRICS, metrics)
        + _attribute(RTA_GATEWAY, bytes((192, 168, number % 200, 1)))
        + _attribute(RTA_OIF, struct.pack("<I", 2 + number % 7))
        + _attribute(RTA_CACHEINFO, bytes(32))
    )
    message = struct.pack("<IHHII", 16 + len(body), RTM_NEWROUTE, 0x600, number, 77)
    frame = struct.pack(">HHH8xH", 4, 824, 0, 0) + message + body
    seconds, microseconds = divmod(number * 20, 10**6)
    times = struct.pack("<II", 1_700_000_000 + seconds, microseconds)
    return times + struct.pack("<II", len(frame), len(frame)) + frame


def make(path: str | Path, messages: int = 1_000_000) -> None:
    """Write a classic pcap of RTM_NEWROUTE messages; the same bytes every time."""
    with Path(path).open("wb") as out:
        out.write(struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 262_144, 253))
        for first in range(0, messages, _BATCH):
            batch = range(first, min(messages, first + _BATCH))
            out.write(b"".join(_record(number, messages) for number in batch))


if __name__ == "__main__":
    make(sys.argv[1])
