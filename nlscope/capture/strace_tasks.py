"""The processes, threads and sockets that a strace log tells of."""

from __future__ import annotations

import re

from nlscope.capture.strace_line import Ended, arguments
from nlscope.model import PROTOCOLS
from nlscope.process import Process

CLONES = {"clone", "clone3", "fork", "vfork"}
_NUMBERS = {f"NETLINK_{name}": number for number, name in PROTOCOLS.items()}
_NUMBERS |= {"NETLINK_UNUSED": 1, "NETLINK_INET_DIAG": 4}
_FAMILIES = {"AF_NETLINK", "PF_NETLINK", "0x10", "16"}
_DESCRIPTOR = re.compile(r"(-?\d+|0x[0-9a-f]+)(?:<(.*)>)?$", re.DOTALL)
_INODE = re.compile(r"(?:NETLINK|socket):\[(\d+)\]")
_TOLD = re.compile(r"NETLINK:\[(\w+):\d+\]")
_OPENERS = {"open", "openat", "creat", "accept", "accept4", "eventfd2", "epoll_create1"}
_COPIES = {"dup", "dup2", "dup3", "fcntl"}
_PROTOCOLS = 32  # MAX_LINKS, and no socket's inode
_COMMAND_SIZE = 15  # TASK_COMM_LEN without its NUL


class Tasks:
    """Who made a call, and which netlink protocol a descriptor is of."""

    def __init__(self) -> None:
        self.cloning: dict[int, bool] = {}  # by thread: does its clone make a thread
        self._group: dict[int, int] = {}
        self._parent: dict[int, int] = {}
        self._command: dict[int, str] = {}
        self._inodes: dict[str, int] = {}
        self._open: dict[tuple[int, int], int | None] = {}

    def see(self, tid: int, command: str) -> None:
        """Take note of a thread; a new one comes of the clone that is under way."""
        if tid not in self._group:
            self._group[tid] = tid
            if self.cloning:
                parent = next(reversed(self.cloning))
                self._born(tid, parent, thread=self.cloning[parent])
        if command:
            self._command[tid] = command

    def process(self, tid: int) -> Process:
        """Return the process of a thread."""
        pid = self._group.get(tid, tid)
        command = self._command.get(pid) or self._command.get(tid, "")
        return Process(pid, command, tid)

    def forget(self, tid: int) -> None:
        """Take note that a thread is gone; its number may come again."""
        self.cloning.pop(tid, None)
        self._group.pop(tid, None)

    def protocol(self, tid: int, text: str) -> int | None:
        """Return the netlink protocol of a descriptor as printed, None for no netlink."""
        found = _DESCRIPTOR.match(text)
        if not found:
            return None
        detail = found[2]
        if detail is None:
            return self._inherited(self._group.get(tid, tid), int(found[1], 0))
        told, inode = _TOLD.match(detail), _INODE.match(detail)
        if told:
            return _number(told[1])
        if not inode:
            return None
        # strace gives a protocol that it has no name for by its number alone.
        number = int(inode[1])
        return self._inodes.get(inode[1], number if number < _PROTOCOLS else None)

    def learn(self, tid: int, call: Ended) -> None:
        """Take note of what a call changes."""
        if call.result < 0:
            return
        if call.name in CLONES:
            if call.result:
                self._born(call.result, tid, thread="CLONE_THREAD" in call.text)
        elif call.name == "execve":
            self._executed(tid, call)
        elif call.name == "socket":
            self._socket(tid, call)
        elif call.name in _OPENERS:
            self._open[self._group.get(tid, tid), call.result] = None
        elif call.name == "close" or call.name in _COPIES:
            self._descriptor(tid, call)

    def _born(self, child: int, parent: int, *, thread: bool) -> None:
        group = self._group.get(parent, parent)
        self._group[child] = group if thread else child
        if not thread:
            self._parent[child] = group
        self._command.setdefault(child, self._command.get(parent, ""))

    def _executed(self, tid: int, call: Ended) -> None:
        path = arguments(call.text)[0]
        if path.startswith('"'):
            name = path.strip('".').rpartition("/")[2][:_COMMAND_SIZE]
            self._command[tid] = name

    def _socket(self, tid: int, call: Ended) -> None:
        given = arguments(call.text)
        known = len(given) > 2 and given[0] in _FAMILIES
        protocol = _number(given[2]) if known else None
        self._open[self._group.get(tid, tid), call.result] = protocol
        inode = _INODE.match(call.detail)
        if inode and protocol is not None:
            self._inodes[inode[1]] = protocol

    def _descriptor(self, tid: int, call: Ended) -> None:
        given = arguments(call.text)
        found = _DESCRIPTOR.match(given[0])
        if not found:
            return
        group = self._group.get(tid, tid)
        if call.name == "close":
            self._open[group, int(found[1], 0)] = None
        elif call.name != "fcntl" or "F_DUPFD" in given[1]:
            copied = self._inherited(group, int(found[1], 0))
            self._open[group, call.result] = copied

    def _inherited(self, group: int, number: int) -> int | None:
        seen: set[int] = set()
        while (group, number) not in self._open:
            seen.add(group)
            if group not in self._parent or self._parent[group] in seen:
                return None
            group = self._parent[group]
        return self._open[group, number]


def _number(text: str) -> int | None:
    """Return the number of a protocol as strace prints it."""
    name = text.split(" ", 1)[0]
    for known in (name, f"NETLINK_{name}"):
        if known in _NUMBERS:
            return _NUMBERS[known]
    try:
        return int(name, 0)
    except ValueError:
        return None
