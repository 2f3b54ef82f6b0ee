"""Which process has a netlink port: /proc/net/netlink and the descriptors in /proc."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

_SOCKET = re.compile(r"socket:\[(\d+)\]")
_STAT = re.compile(rb"\d+ \((.*)\) (.*)", re.DOTALL)
_START = 19  # starttime among the fields after comm, proc_pid_stat(5)
_PROTOCOL, _PORT, _INODE = 1, 2, -1  # columns of /proc/net/netlink


class _Owner(NamedTuple):
    pid: int
    command: str
    started: int
    inode: str


class Processes:
    """Looks up the process of a port, and remembers it: a port outlives its socket.

    proc is where procfs is mounted. The tables are read again for a port that is not
    known, at most once in pause seconds.
    """

    def __init__(self, proc: str = "/proc", pause: float = 0.05) -> None:
        self._proc = Path(proc)
        self._pause = pause
        self._next = 0.0
        self._known: dict[tuple[int, int], _Owner] = {}

    def process(self, port: int, protocol: int) -> tuple[int, str] | None:
        """Return pid and command of a port's process, or of its last; None if unknown.

        Port 0 is the kernel's.
        """
        if not port:
            return None
        key = protocol, port
        now = time.monotonic()
        if (key not in self._known or not self._lives(self._known[key])) and (
            now >= self._next
        ):
            self.refresh()
            self._next = time.monotonic() + self._pause
        owner = self._known.get(key)
        return (owner.pid, owner.command) if owner else None

    def refresh(self) -> None:
        """Read the tables again; what is gone from them is still known."""
        ports = dict(self._ports())
        fresh = {inode for inode, key in ports.items() if self._stale(key, inode)}
        if not fresh:
            return
        for owner in self._owners(fresh):
            self._known[ports[owner.inode]] = owner

    def _stale(self, key: tuple[int, int], inode: str) -> bool:
        known = self._known.get(key)
        return known is None or known.inode != inode or not self._lives(known)

    def _lives(self, owner: _Owner) -> bool:
        told = self._stat(str(owner.pid))
        return told is not None and told[1] == owner.started

    def _ports(self) -> Iterator[tuple[str, tuple[int, int]]]:
        """Yield inode, protocol and port of each netlink socket of this namespace."""
        with suppress(OSError), (self._proc / "net/netlink").open() as table:
            next(table, None)
            for line in table:
                words = line.split()
                if len(words) > _PORT + 1 and words[_PORT] != "0":
                    port = int(words[_PORT]) & 0xFFFFFFFF
                    yield words[_INODE], (int(words[_PROTOCOL]), port)

    def _owners(self, inodes: set[str]) -> Iterator[_Owner]:
        """Yield the processes that hold sockets, the oldest descriptor first."""
        left = set(inodes)
        for pid in self._pids():
            if not left:
                return
            held = left & set(self._sockets(pid))
            told = self._stat(pid) if held else None
            if told:
                left -= held
                for inode in held:
                    yield _Owner(int(pid), told[0], told[1], inode)

    def _pids(self) -> list[str]:
        with suppress(OSError):
            return [name for name in os.listdir(self._proc) if name.isdecimal()]  # noqa: PTH208
        return []

    def _sockets(self, pid: str) -> Iterator[str]:
        """Yield the inodes of a process's sockets, none where they may not be seen."""
        with suppress(OSError), os.scandir(self._proc / pid / "fd") as entries:
            for entry in entries:
                with suppress(OSError):
                    found = _SOCKET.match(os.readlink(entry.path))  # noqa: PTH115
                    if found:
                        yield found[1]

    def _stat(self, pid: str) -> tuple[str, int] | None:
        """Return command and start time of a process, None if there is none."""
        with suppress(OSError, ValueError, IndexError):
            found = _STAT.match((self._proc / pid / "stat").read_bytes())
            if found:
                name = found[1].decode(errors="replace")
                return name, int(found[2].split()[_START])
        return None
