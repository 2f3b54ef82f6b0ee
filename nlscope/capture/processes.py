"""Which process has a netlink port: /proc/net/netlink and the descriptors in /proc.

A program's first socket has its process id as its port (netlink_autobind() in
net/netlink/af_netlink.c), so one that is gone is found among those that began lately.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from nlscope.capture.proc_events import ProcEvents

_SOCKET = re.compile(r"socket:\[(\d+)\]")
_STAT = re.compile(rb"\d+ \((.*)\) (.*)", re.DOTALL)
_START = 19  # starttime among the fields after comm, proc_pid_stat(5)
_PROTOCOL, _PORT, _INODE = 1, 2, -1  # columns of /proc/net/netlink
_SHARE = 10  # a look at the tables may take so small a part of the time
_KEPT = 8192  # ports
_PID = (1 << 22) - 1  # PID_MAX_LIMIT, and what libnl keeps for the process id


class _Owner(NamedTuple):
    pid: int
    command: str
    started: int
    inode: str


class Processes:
    """Looks up the process of a port, and remembers it: a port outlives its socket.

    proc is where procfs is mounted. The tables are read again for a port that is not
    known, at most once in pause seconds. events tells of processes that are gone.
    """

    def __init__(
        self, proc: str = "/proc", pause: float = 0.05, events: ProcEvents | None = None
    ) -> None:
        self._proc = Path(proc)
        self._pause = pause
        self._events = events
        self._next = 0.0
        self._known: dict[tuple[int, int], _Owner] = {}
        self._table: dict[tuple[int, int], str] = {}
        self._hidden: set[str] = set()

    def process(self, port: int, protocol: int) -> tuple[int, str] | None:
        """Return pid and command of a port's process, or of its last; None if unknown.

        Port 0 is the kernel's.
        """
        if not port:
            return None
        key = protocol, port
        if found := self._living(key):
            return found
        self._look(key)
        if found := self._living(key):
            return found
        owner = self._known.get(key)
        born = self._events.find(port) if self._events else None
        if born is not None and (owner is None or born.started > owner.started):
            now = self.stat(port)
            return port, now[0] if now else born.command
        return (owner.pid, owner.command) if owner else None

    def guess(self, port: int) -> tuple[int, str] | None:
        """Return pid and command of a process that was there and may have chosen a port.

        libnl and pyroute2 count their sockets in the upper bits of the port, the lower 22
        are their process id (generate_local_port() in libnl's lib/socket.c).
        """
        pid = port & _PID
        if pid in (0, port):
            return None
        if now := self.stat(pid):
            return pid, now[0]
        born = self._events.find(pid) if self._events else None
        return (pid, born.command) if born else None

    def _living(self, key: tuple[int, int]) -> tuple[int, str] | None:
        """Return the process that a port is known to be of, if it is still there."""
        owner = self._known.get(key)
        if owner is None:
            return None
        now = self.stat(owner.pid)
        return (owner.pid, now[0]) if now and now[1] == owner.started else None

    def _look(self, key: tuple[int, int]) -> None:
        """Find the process of a port; the table may be the one of just now."""
        began = time.monotonic()
        if began >= self._next:
            self._table = {at: inode for inode, at in self._ports()}
        inode = self._table.get(key)
        if inode is not None and inode not in self._hidden:
            self._find(key, inode)
        now = time.monotonic()
        if began >= self._next:
            self._next = now + max(self._pause, _SHARE * (now - began)) * bool(self._pause)

    def _find(self, key: tuple[int, int], inode: str) -> None:
        """Find the process of a socket; on the way, those of others."""
        for owner in self._owners({inode}, [str(key[1])]):
            self._keep(key, owner)
            return
        ports = {other: at for at, other in self._table.items() if self._stale(at, other)}
        ports[inode] = key
        for owner in self._owners(set(ports), self._pids()):
            self._keep(ports.pop(owner.inode), owner)
        if len(self._hidden) > _KEPT:
            self._hidden.clear()
        self._hidden.update(ports)

    def _keep(self, key: tuple[int, int], owner: _Owner) -> None:
        self._known.pop(key, None)
        self._known[key] = owner
        if len(self._known) > _KEPT:
            del self._known[next(iter(self._known))]

    def _stale(self, key: tuple[int, int], inode: str) -> bool:
        known = self._known.get(key)
        return known is None or known.inode != inode or not self._living(key)

    def _ports(self) -> Iterator[tuple[str, tuple[int, int]]]:
        """Yield inode, protocol and port of each netlink socket of this namespace."""
        with suppress(OSError), (self._proc / "net/netlink").open() as table:
            next(table, None)
            for line in table:
                words = line.split()
                if len(words) > _PORT + 1 and words[_PORT] != "0":
                    port = int(words[_PORT]) & 0xFFFFFFFF
                    yield words[_INODE], (int(words[_PROTOCOL]), port)

    def _owners(self, inodes: set[str], pids: Iterable[str]) -> Iterator[_Owner]:
        """Yield which of some processes hold sockets, the oldest descriptor first."""
        left = set(inodes)
        for pid in pids:
            if not left:
                return
            held = left & set(self._sockets(pid))
            told = self.stat(int(pid)) if held else None
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

    def stat(self, pid: int) -> tuple[str, int] | None:
        """Return command and start time of a process, None if there is none."""
        with suppress(OSError, ValueError, IndexError):
            found = _STAT.match((self._proc / str(pid) / "stat").read_bytes())
            if found:
                name = found[1].decode(errors="replace")
                return name, int(found[2].split()[_START])
        return None
