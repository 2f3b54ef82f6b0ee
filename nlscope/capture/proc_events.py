"""Processes as they begin and end, told by the kernel's proc connector.

A program may be gone before its messages are read; what was seen of it here is kept.
Sources: include/uapi/linux/cn_proc.h, include/uapi/linux/connector.h,
drivers/connector/cn_proc.c (only in the first user and process namespaces).
"""

from __future__ import annotations

import contextlib
import errno
import os
import socket
import struct
from collections.abc import Callable
from typing import NamedTuple

_CONNECTOR = 11  # NETLINK_CONNECTOR
_IDX_PROC = _VAL_PROC = 1  # CN_IDX_PROC, CN_VAL_PROC
_LISTEN, _IGNORE = 1, 2  # PROC_CN_MCAST_*
_NLMSG_DONE = 3
_HEADER = struct.Struct("=IHHII")  # struct nlmsghdr
_CN_MSG = struct.Struct("=IIIIHH")
_FORK, _EXEC, _COMM = 1, 2, 0x200  # PROC_EVENT_*
_EVENT = struct.Struct("=IIQ")  # what, cpu, timestamp_ns of struct proc_event
_AT = _HEADER.size + _CN_MSG.size
_DATA = _AT + _EVENT.size
_LONGEST_NAME = 16  # TASK_COMM_LEN
_SIZE = 4096
_RCVBUFFORCE, _ROOM = 33, 1 << 20
_KEPT = 4096  # processes
_AT_ONCE = 1024  # events; the ring waits meanwhile

Stat = Callable[[int], tuple[str, int] | None]


class Born(NamedTuple):
    """A process that began while we listened; started is in ticks since the boot."""

    command: str
    started: int


class ProcEvents:
    """Remembers the processes that begin; nothing where the kernel does not tell them.

    stat returns the command and the start of a process that is there.
    """

    def __init__(self, stat: Stat) -> None:
        self._stat = stat
        self._known: dict[int, Born] = {}
        self._tick = os.sysconf("SC_CLK_TCK")
        self._socket: socket.socket | None = None
        with contextlib.suppress(OSError):
            self._socket = _listening()

    def fileno(self) -> int:
        """Return what to poll, -1 for nothing."""
        return self._socket.fileno() if self._socket else -1

    def find(self, pid: int) -> Born | None:
        """Return what is known of a process that began, or has ended since."""
        return self._known.get(pid)

    def read(self) -> None:
        """Take in what happened since."""
        for _ in range(_AT_ONCE):
            if self._socket is None:
                return
            try:
                data, sender = self._socket.recvfrom(_SIZE)
            except BlockingIOError:
                return
            except OSError as error:
                self._lost(error)
                return
            if sender[0] == 0:  # anybody may send, only the kernel is believed
                self.see(data)

    def see(self, data: bytes) -> None:
        """Learn from one event; other bytes are none."""
        if len(data) < _DATA + 8:
            return
        what, _, time_ns = _EVENT.unpack_from(data, _AT)
        started = time_ns * self._tick // 1_000_000_000
        numbers = struct.unpack_from(f"={min(4, (len(data) - _DATA) // 4)}I", data, _DATA)
        if what == _FORK and len(numbers) == 4 and numbers[2] == numbers[3]:
            parent = self._known.get(numbers[1])
            self._keep(numbers[3], Born(parent.command if parent else "", started))
        elif what == _EXEC:
            self._executed(numbers[1], started)
        elif what == _COMM and numbers[0] == numbers[1]:
            raw = data[_DATA + 8 : _DATA + 8 + _LONGEST_NAME].partition(b"\0")[0]
            before = self._known.get(numbers[1])
            if before:
                born = Born(raw.decode(errors="replace"), before.started)
                self._keep(numbers[1], born)

    def _executed(self, pid: int, started: int) -> None:
        before = self._known.get(pid)
        said = self._stat(pid)
        if said is None:
            said = "", before.started if before else started
        self._keep(pid, Born(*said))

    def _keep(self, pid: int, born: Born) -> None:
        self._known.pop(pid, None)
        self._known[pid] = born
        if len(self._known) > _KEPT:
            del self._known[next(iter(self._known))]

    def _lost(self, error: OSError) -> None:
        """Forget all: events were lost, a number may be another process's by now."""
        self._known.clear()
        if error.errno != errno.ENOBUFS:
            self.close()

    def close(self) -> None:
        """Stop listening."""
        if self._socket is not None:
            with contextlib.suppress(OSError):
                _say(self._socket, _IGNORE)  # the kernel counts its listeners
            self._socket.close()
            self._socket = None


def _say(sock: socket.socket, operation: int) -> None:
    body = _CN_MSG.pack(_IDX_PROC, _VAL_PROC, 0, 0, 4, 0) + struct.pack("=I", operation)
    head = _HEADER.pack(_HEADER.size + len(body), _NLMSG_DONE, 0, 0, 0)
    sock.sendto(head + body, (0, 0))


def _listening() -> socket.socket:
    """Return a socket that hears of processes; OSError where it may not."""
    sock = socket.socket(socket.AF_NETLINK, socket.SOCK_DGRAM, _CONNECTOR)
    try:
        with contextlib.suppress(OSError):
            sock.setsockopt(socket.SOL_SOCKET, _RCVBUFFORCE, _ROOM)
        sock.bind((0, _IDX_PROC))
        _say(sock, _LISTEN)
        sock.setblocking(False)  # noqa: FBT003  # no other way to say it
    except OSError:
        sock.close()
        raise
    return sock
