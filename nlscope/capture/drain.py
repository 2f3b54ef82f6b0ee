"""The privileged child of a capture: it drains the ring into a file, and tells how much.

It talks to its parent through a socket pair: files to write come with SCM_RIGHTS, the
parent's end of file means stop, and what goes back is one JSON object a report.
"""

from __future__ import annotations

import ctypes
import errno
import io
import os
import platform
import select
import signal
import socket
import struct
import time
from collections.abc import Callable, Sequence

import msgspec

from nlscope.capture import blocks, nlmon, sources
from nlscope.capture.group_names import GroupError, Groups
from nlscope.capture.groups import ask_families
from nlscope.capture.pcapng import PcapngWriter
from nlscope.capture.prefilter import WHOLE, Prefilter
from nlscope.capture.ring import Drops
from nlscope.capture.sources import Second, Source
from nlscope.model import Frame

_PDEATHSIG = 1  # PR_SET_PDEATHSIG
_POLL = 40  # ms; with the ring's own 40 ms nothing waits for 100
_REPORT = 0.1  # seconds
_STATISTICS = 5  # an interface statistics block
_RECEIVED, _DROPPED = 4, 5  # isb_ifrecv, isb_ifdrop
OWN = "asked by nlscope"


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """What to capture, and when to stop: messages, bytes of the file, seconds."""

    interface: str | None = None
    netns: str | None = None
    prefilter: Prefilter = Prefilter()
    snaplen: int = WHOLE
    messages: int | None = None
    size: int | None = None
    seconds: float | None = None
    families: bool = True
    groups: Groups | None = None


class Report(msgspec.Struct):
    """How far a capture is; state is "up", "on", "done" or "failed", text says why.

    refused says which multicast groups could not be joined.
    """

    state: str
    text: str = ""
    interface: str = ""
    frames: int = 0
    size: int = 0
    drops: int = 0
    refused: str = ""


class Drain:
    """The work of the child, from the file's first block to its last."""

    def __init__(self, parent: socket.socket, wanted: Wanted) -> None:
        self._parent, self._wanted = parent, wanted
        self._told = Report("on")
        self._received = 0
        self._second: Second | None = None
        self._beside = Drops(0, 0)  # on the second interface
        self._left = wanted.messages
        self._stopped = False
        self._out = -1
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT):
            signal.signal(number, self.stop)
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides

    def stop(self, *_: object) -> None:
        """End after what is in the ring."""
        self._stopped = True

    def run(self) -> None:
        """Capture until told to stop, or until a limit is reached."""
        if self._wanted.netns is not None:
            nlmon.enter(self._wanted.netns)
        known = families() if self._wanted.families else []
        want = self._wanted
        with sources.opened(
            want.interface, want.groups, want.prefilter, want.snaplen
        ) as source:
            self._told.interface, self._told.refused = source.name, source.refused
            self._tell("up", wait=True)
            fd = self._file()
            if fd is None:
                return
            self.drain(source.source, source.link, fd, known, source.second)
        self._tell("done", wait=True)

    def drain(
        self,
        ring: Source,
        link: nlmon.Link,
        fd: int,
        known: Sequence[Frame] = (),
        second: Second | None = None,
    ) -> Report:
        """Write a whole file of what comes, and return what it came to."""
        self._out, self._second = fd, second
        self._write(beginning(link, known))
        self._write(second.description if second else b"")
        self._told.text = self._loop(ring)
        beside = self._beside
        self._write(statistics(self._received, self._told.drops - beside.drops))
        self._write(statistics(*beside, 1) if second else b"")
        return self._told

    def _file(self) -> int | None:
        _, files, _, _ = socket.recv_fds(self._parent, 16, 1)
        return files[0] if files else None

    def _loop(self, ring: Source) -> str:
        """Drain the ring; return why that ended, "" if it was asked to."""
        poll = select.poll()
        ring.watch(poll)
        poll.register(self._parent, select.POLLIN)
        clock = time.monotonic
        end = clock() + (self._wanted.seconds or 1e9)
        reported = 0.0
        while not (self._stopped or self._full() or (now := clock()) >= end):
            events = dict(poll.poll(min(_POLL, int((end - now) * 1000) + 1)))
            if self._parent.fileno() in events and not self._parent.recv(16):
                self.stop()
            if events.get(ring.fileno(), 0) & select.POLLERR and (code := ring.failure()):
                return f"the interface is gone ({os.strerror(code)})"
            self._drain(ring)
            if clock() - reported >= _REPORT:
                reported = clock()
                self._count(ring)
                self._tell("on")
        if not self._full():
            time.sleep(2 * _POLL / 1000)  # the last block retires
            self._drain(ring)
        self._count(ring)
        return ""

    def _drain(self, ring: Source) -> None:
        while not self._full() and (taken := ring.take(self._left)) is not None:
            self._told.frames += taken.frames
            if self._left is not None:
                self._left -= taken.messages
            self._write(taken.data)

    def _count(self, ring: Source) -> None:
        came = ring.counters()
        self._received += came.frames
        self._told.drops += came.drops
        if self._second:
            came, old = self._second.counters(), self._beside
            self._beside = Drops(old.frames + came.frames, old.drops + came.drops)
            self._told.drops += came.drops

    def _full(self) -> bool:
        size = self._wanted.size
        enough = self._left is not None and self._left <= 0
        return enough or (size is not None and self._told.size >= size)

    def _write(self, data: bytes) -> None:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(self._out, rest) :]
        self._told.size += len(data)

    def _tell(self, state: str, *, wait: bool = False) -> None:
        self._told.state = state
        send(self._parent, self._told, wait=wait)


def send(parent: socket.socket, report: Report, *, wait: bool = False) -> None:
    """Tell the parent; unless told to wait, not if it does not listen."""
    try:
        parent.send(msgspec.json.encode(report), 0 if wait else socket.MSG_DONTWAIT)
    except OSError:  # it is gone, or has not read the last ones
        return


def beginning(link: nlmon.Link, known: Sequence[Frame]) -> bytes:
    """Return how a file begins: this machine, the interface, its families."""
    host = platform.uname()
    out = io.BytesIO()
    writer = PcapngWriter(
        out,
        interface=link.name,
        hardware=host.machine,
        system=f"{host.system} {host.release} {host.version}",
    )
    for frame in known:
        writer.write(msgspec.structs.replace(frame, comment=OWN))
    return out.getvalue()


def families() -> list[Frame]:
    """Return what the kernel says of its generic netlink families."""
    try:
        return ask_families()
    except OSError:  # a kernel without generic netlink
        return []


def statistics(received: int, dropped: int, interface: int = 0) -> bytes:
    """Return an interface statistics block."""
    high, low = divmod(time.time_ns(), 1 << 32)
    counts: dict[int, str | bytes] = {
        _RECEIVED: struct.pack("=Q", received),
        _DROPPED: struct.pack("=Q", dropped),
    }
    body = struct.pack("=III", interface, high, low)
    return blocks.block(_STATISTICS, body, blocks.make_options(counts, "="))


def serve(parent: socket.socket, wanted: Wanted, ppid: int) -> None:
    """Be the child: capture, and tell what went wrong if it does."""
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
    if os.getppid() != ppid:
        return
    drain = Drain(parent, wanted)
    guarded(drain.run, parent)


def guarded(work: Callable[[], None], parent: socket.socket) -> None:
    """Do the work; tell the parent in a sentence why it failed."""
    try:
        work()
    except (nlmon.LinkError, GroupError) as error:
        send(parent, Report("failed", str(error)), wait=True)
    except BrokenPipeError:
        send(parent, Report("done"), wait=True)
    except OSError as error:
        code = error.errno or 0
        text = nlmon.explain(code) if code in (errno.EPERM, errno.EACCES) else ""
        message = text or f"the capture failed: {error.strerror or error}"
        send(parent, Report("failed", message), wait=True)
