"""Sockets that ask for the families of a kernel, or listen to multicast groups.

Sources: net/netlink/genetlink.c; CTRL_CMD_GETFAMILY and CTRL_CMD_GETPOLICY dumps;
net/netlink/af_netlink.c; drivers/connector/cn_proc.c.
"""

from __future__ import annotations

import contextlib
import errno
import os
import socket
import struct
import time
from collections.abc import Iterator

from nlscope.model import NLM_F_REQUEST, NLMSG_DONE, NLMSG_ERROR, PACKET_USER, Frame

_GENERIC, _CTRL = 16, 16  # NETLINK_GENERIC, GENL_ID_CTRL
_GETFAMILY, _GETPOLICY = 3, 10
_FAMILY_NAME = 2  # CTRL_ATTR_FAMILY_NAME
_DUMP = 0x300
_SIZE = 1 << 18  # a kernel answers with at most 32 KiB at once
_PATIENCE = 5.0  # seconds
_SOL_NETLINK, _ADD_MEMBERSHIP, _NO_ENOBUFS = 270, 1, 5
_RCVBUFFORCE, _MEMINFO = 33, 55  # SO_*
_ROOM = 32 << 20  # bytes
_MEMINFO_SIZE = 36  # SK_MEMINFO_VARS of four bytes, the last one is the drops
_CN_MSG = struct.Struct("=IIIIHHI")  # struct cn_msg and enum proc_cn_mcast_op
_FIRST_PIDS = 0xEFFFFFFC  # PROC_PID_INIT_INO; elsewhere the connector is silent
_CN_PROC, _LISTEN, _IGNORE = 1, 1, 2  # CN_IDX_PROC = CN_VAL_PROC, PROC_CN_MCAST_*


def ask_families(names: list[str] | None = None) -> list[Frame]:
    """Return the kernel's answers: its families, and the policies of those named.

    OSError if there is no such socket, or no answer.
    """
    requests = [(_GETFAMILY, b""), *((_GETPOLICY, _name(each)) for each in names or ())]
    return _asked(requests)


def ask_policies(name: str) -> list[Frame]:
    """Return the kernel's policies of a family; none where it has none. OSError."""
    frames = _asked([(_GETPOLICY, _name(name))])
    told = [bytes(frame.data[4:6]) for frame in frames]
    failed = struct.pack("=H", NLMSG_ERROR)
    return [frame for frame, kind in zip(frames, told, strict=True) if kind != failed]


def _asked(requests: list[tuple[int, bytes]]) -> list[Frame]:
    """Return the answers to requests of the controller."""
    frames: list[Frame] = []
    # AF_NETLINK is Linux's, as is all of this
    with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, _GENERIC) as sock:
        sock.bind((0, 0))
        sock.settimeout(_PATIENCE)
        for seq, (command, attributes) in enumerate(requests, 1):
            body = struct.pack("=BBH", command, 1, 0) + attributes
            flags = NLM_F_REQUEST | _DUMP
            size = 16 + len(body)
            sock.send(struct.pack("=IHHII", size, _CTRL, flags, seq, 0) + body)
            for data in _answers(sock, seq):
                no, now = len(frames) + 1, time.time_ns()
                frames.append(Frame(no, now, _GENERIC, PACKET_USER, data, len(data)))
    return frames


def _name(name: str) -> bytes:
    raw = os.fsencode(name) + b"\0"
    return struct.pack("=HH", 4 + len(raw), _FAMILY_NAME) + raw + bytes(-len(raw) % 4)


def _answers(sock: socket.socket, seq: int) -> Iterator[bytes]:
    """Yield the frames that answer a request, up to its end or its failure."""
    while True:
        data = sock.recv(_SIZE)
        yield data
        if any(kind in (NLMSG_DONE, NLMSG_ERROR) for kind in _types(data, seq)):
            return


def _types(data: bytes, seq: int) -> Iterator[int]:
    pos = 0
    while len(data) - pos >= 16:
        length, kind, _, number, _ = struct.unpack_from("=IHHII", data, pos)
        if length < 16:
            return
        if number == seq:
            yield kind
        pos += length + 3 & ~3


class Ear:
    """A socket of a protocol that hears the groups it has joined; it never waits.

    OSError if there is no such protocol here.
    """

    def __init__(self, protocol: int) -> None:
        self.protocol = protocol
        self._drops = 0
        self._proc = False
        kind = socket.SOCK_RAW | socket.SOCK_NONBLOCK
        self._socket = socket.socket(socket.AF_NETLINK, kind, protocol)
        self._socket.bind((0, 0))
        for option in (_RCVBUFFORCE, socket.SO_RCVBUF):  # the first one is root's
            with contextlib.suppress(OSError):
                self._socket.setsockopt(socket.SOL_SOCKET, option, _ROOM)
                break
        # An overrun is counted, and does not close the socket until it is empty.
        self._socket.setsockopt(_SOL_NETLINK, _NO_ENOBUFS, 1)

    def fileno(self) -> int:
        """Return what to poll."""
        return self._socket.fileno()

    def join(self, number: int) -> None:
        """Listen to a group; OSError if there is none, or it is not for us."""
        self._socket.setsockopt(_SOL_NETLINK, _ADD_MEMBERSHIP, number)

    def ask_events(self) -> None:
        """Have the connector tell of processes; OSError outside the first namespaces."""
        if os.stat("/proc/self/ns/pid").st_ino != _FIRST_PIDS:  # noqa: PTH116
            raise OSError(errno.ECONNREFUSED, os.strerror(errno.ECONNREFUSED))
        self._say(_LISTEN)
        self._proc = True

    def _say(self, operation: int) -> None:
        body = _CN_MSG.pack(_CN_PROC, _CN_PROC, 1, 0, 4, 0, operation)
        head = struct.pack("=IHHII", 16 + len(body), NLMSG_DONE, 0, 1, 0)
        self._socket.sendto(head + body, (0, 0))

    def hear(self, buffer: bytearray) -> tuple[int, int] | None:
        """Fill a buffer with the next frame: its size and its sender, 0 for the kernel.

        The size is the frame's own, maybe more than the buffer's; None if there is none.
        """
        try:
            size, sender = self._socket.recvfrom_into(buffer, 0, socket.MSG_TRUNC)
        except BlockingIOError:
            return None
        except OSError as error:
            if error.errno == errno.ENOBUFS:
                return self.hear(buffer)
            raise
        return size, sender[0]

    def drops(self) -> int:
        """Return how many frames found no room since it was asked last."""
        info = self._socket.getsockopt(socket.SOL_SOCKET, _MEMINFO, _MEMINFO_SIZE)
        count = struct.unpack("=9I", info)[8] if len(info) == _MEMINFO_SIZE else 0
        new, self._drops = count - self._drops & 0xFFFFFFFF, count
        return new

    def close(self) -> None:
        """Stop listening."""
        if self._proc:
            with contextlib.suppress(OSError):
                self._say(_IGNORE)
        self._socket.close()
