"""Record nlmon0 into a classic pcap file (nanoseconds, LINKTYPE_NETLINK)."""

from __future__ import annotations

import socket
import struct
from pathlib import Path
from typing import Self

ETH_P_ALL, SOL_PACKET, PACKET_STATISTICS = 3, 263, 6
SO_RCVBUFFORCE, SO_TIMESTAMPNS = 33, 35
MAGIC_NS, LINKTYPE_NETLINK, ARPHRD_NETLINK = 0xA1B23C4D, 253, 824
LARGEST = 1 << 18


class Recorder:
    """The kernel queues the frames while the session runs; `save` writes them."""

    def __init__(self, interface: str = "nlmon0") -> None:
        self._socket = socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, 0)
        self._socket.setsockopt(socket.SOL_SOCKET, SO_RCVBUFFORCE, 64 << 20)
        self._socket.setsockopt(socket.SOL_SOCKET, SO_TIMESTAMPNS, 1)
        self._socket.bind((interface, ETH_P_ALL))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()

    def save(self, path: Path, most: int | None = None) -> dict[str, int]:
        """Write what came (of a long session the first frames) and count it."""
        head = struct.pack("=IHHiIII", MAGIC_NS, 2, 4, 0, 0, LARGEST, LINKTYPE_NETLINK)
        records = [head]
        while most is None or len(records) <= most:
            try:
                records.append(self._record())
            except BlockingIOError:
                break
        path.write_bytes(b"".join(records))
        statistics = self._socket.getsockopt(SOL_PACKET, PACKET_STATISTICS, 8)
        frames, drops = struct.unpack("=II", statistics)
        return {"frames": frames, "drops": drops}

    def _record(self) -> bytes:
        data, control, _, address = self._socket.recvmsg(LARGEST, 64, socket.MSG_DONTWAIT)
        seconds, ns = struct.unpack("=qq", control[0][2])
        _, protocol, kind, _, _ = address
        cooked = struct.pack(">HHH8xH", kind, ARPHRD_NETLINK, 0, protocol)
        length = len(cooked) + len(data)
        return struct.pack("=IIII", seconds, ns, length, length) + cooked + data
