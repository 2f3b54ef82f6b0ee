"""The netlink messages of a strace log, from its hex dumps; see docs/strace.md."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import NamedTuple

from nlscope.capture import strace_line
from nlscope.capture.strace_line import Clock, Ended, Line
from nlscope.capture.strace_tasks import CLONES, Tasks
from nlscope.model import PACKET_KERNEL, PACKET_USER, USERSOCK, Frame

DUMPS = ("-e", "read=all", "-e", "write=all")
TRACED = (
    "socket,read,write,readv,writev,sendto,sendmsg,sendmmsg,recvfrom,recvmsg,recvmmsg,"
    "?send,?recv,execve,clone,?clone3,?fork,?vfork"
)
_FLAGS = {  # the argument with MSG_PEEK
    "send": 3,
    "sendto": 3,
    "sendmsg": 2,
    "sendmmsg": 3,
    "recv": 3,
    "recvfrom": 3,
    "recvmsg": 2,
    "recvmmsg": 3,
}
_SENDS = {"send", "sendto", "sendmsg", "sendmmsg", "write", "writev"}
_RECEIVES = {"recv", "recvfrom", "recvmsg", "recvmmsg", "read", "readv"}
_SIZED = {"recv", "recvfrom"}
_PEEK = 2
_OUTGOING = 4  # PACKET_OUTGOING, what nlmon says: for user to user there is no direction


class _Begun(NamedTuple):
    name: str
    text: str
    time_ns: int
    waits: bool  # a send: what others receive meanwhile comes after it


class _Transfer(NamedTuple):
    """A call whose dump is being read: where its frames go, and their limits."""

    protocol: int
    sent: bool
    time_ns: int
    comment: str
    length: int  # what the call returned, 0 for that of many messages
    most: int


class Log:
    """The state of reading one strace log, line by line.

    frames counts the messages' frames so far, bare the calls whose bytes the log lacks,
    lost those on sockets whose protocol it does not tell.
    """

    def __init__(self, day: datetime | None = None, tid: int = 0) -> None:
        self.frames = 0
        self.bare = 0
        self.lost = 0
        self._clock = Clock(day or datetime.now(UTC).astimezone())
        self._tid = tid
        self._time = 0
        self._tasks = Tasks()
        self._begun: dict[int, _Begun] = {}
        self._transfer: _Transfer | None = None
        self._data: list[bytearray] = []
        self._held: list[Frame] = []

    def read(self, lines: Iterable[str]) -> Iterator[Frame]:
        """Yield the frames of a log, in the order of their times where calls overlap."""
        for line in lines:
            if line.startswith(" "):
                if self._transfer and self._dump(line):
                    continue
                if line.startswith((" | ", " * ", " = ")):
                    continue
            self._finish()
            if not self._waiting():
                yield from self._released()
            self._line(line.rstrip("\n"))
        self._finish()
        yield from self._released()

    def _waiting(self) -> bool:
        return any(each.waits for each in self._begun.values())

    def _released(self) -> Iterator[Frame]:
        for frame in sorted(self._held, key=lambda frame: frame.time_ns):
            self.frames += 1
            yield frame
        self._held.clear()

    def _dump(self, line: str) -> bool:
        """Take a line of a dump; return whether it is one."""
        if line.startswith(" | "):
            if not self._data:
                self._data.append(bytearray())
            self._data[-1] += strace_line.dumped(line)
        elif line.startswith(" = ") and "vector" in line:
            self._data.append(bytearray())
        return line.startswith((" | ", " * ", " = "))

    def _finish(self) -> None:
        """Make frames of the call whose dump is over."""
        call, self._transfer = self._transfer, None
        if not call:
            return
        if not self._data:
            self.bare += 1
        for data in self._data:
            payload = bytes(data[: call.most])
            original = max(call.length, len(payload))
            kind = PACKET_KERNEL if call.sent else PACKET_USER
            kind = _OUTGOING if call.protocol == USERSOCK else kind
            frame = Frame(
                0,
                call.time_ns,
                call.protocol,
                kind,
                payload,
                original,
                comment=call.comment,
            )
            if payload:
                self._held.append(frame)
        self._data = []

    def _line(self, text: str) -> None:
        line = strace_line.taken_apart(text, self._clock)
        if not line:
            return
        line = line._replace(tid=line.tid or self._tid)
        self._tasks.see(line.tid, line.command)
        self._time = line.time_ns or self._time
        if line.text.startswith("+++ "):
            self._begun.pop(line.tid, None)
            self._tasks.forget(line.tid)
            return
        began = strace_line.begun(line.text)
        if began:
            self._begin(line, *began)
            return
        self._end(line)

    def _begin(self, line: Line, name: str, text: str) -> None:
        if name in CLONES:
            self._tasks.cloning[line.tid] = "CLONE_THREAD" in text
        first = strace_line.arguments(text)[0].rstrip(",")
        netlink = self._tasks.protocol(line.tid, first) is not None
        waits = name in _SENDS and netlink
        self._begun[line.tid] = _Begun(name, text, self._time, waits)

    def _end(self, line: Line) -> None:
        before = self._begun.pop(line.tid, None)
        start, text = self._time, line.text
        again = strace_line.resumed(text)
        if again:
            if not before or before.name != again[0]:
                return
            text, start = f"{before.name}({before.text} {again[1]}", before.time_ns
            self._tasks.cloning.pop(line.tid, None)
        call = strace_line.ended(text)
        if not call:
            return
        self._tasks.learn(line.tid, call)
        if call.name in _SENDS or call.name in _RECEIVES:
            over = start + call.spent if call.spent else self._time
            self._begin_transfer(line.tid, call, start, over)

    def _begin_transfer(self, tid: int, call: Ended, start: int, over: int) -> None:
        given = strace_line.arguments(call.text) if call.result > 0 else []
        if not given or _peeks(call.name, given):
            return
        protocol = self._tasks.protocol(tid, given[0])
        if protocol is None:
            self.lost += "<NETLINK:" in given[0]
            return
        many = call.name.endswith("mmsg")
        sent = call.name in _SENDS
        length = 0 if many else call.result
        most = length or 1 << 31
        if call.name in _SIZED and len(given) > 2:
            most = min(most, _integer(given[2]) or most)
        who = self._tasks.process(tid).comment if tid else ""
        time = start if sent else over
        self._transfer = _Transfer(protocol, sent, time, who, length, most)


def _peeks(name: str, given: list[str]) -> bool:
    """Return whether a call leaves the message where it is, to be received again."""
    at = _FLAGS.get(name)
    if at is None or name not in _RECEIVES or at >= len(given):
        return False
    flags = given[at]
    return "MSG_PEEK" in flags or bool((_integer(flags) or 0) & _PEEK)


def _integer(text: str) -> int | None:
    try:
        return int(text, 0)
    except ValueError:
        return None
