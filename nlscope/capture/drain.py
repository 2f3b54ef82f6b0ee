"""The privileged child of a capture: it drains the ring into a file, and tells how much.

It talks to its parent through a socket pair: files to write come with SCM_RIGHTS, the
parent's end of file means stop, and what goes back is one JSON object a report.
"""

from __future__ import annotations

import ctypes
import errno
import os
import select
import signal
import socket
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, closing

import msgspec

from nlscope.capture import nlmon, sources
from nlscope.capture.beginning import beginning, families, statistics
from nlscope.capture.files import Amount, Files
from nlscope.capture.group_names import GroupError, Groups
from nlscope.capture.newcomers import Newcomers
from nlscope.capture.prefilter import WHOLE, Prefilter
from nlscope.capture.ring import Drops
from nlscope.capture.sources import Second, Source
from nlscope.capture.teller import Teller
from nlscope.model import Frame

_PDEATHSIG = 1  # PR_SET_PDEATHSIG
_POLL = 40  # ms; with the ring's own 40 ms nothing waits for 100
_REPORT = 0.1  # seconds
_LATE = 100_000_000  # ns; the ring hands a frame over after about 40 ms


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """What to capture, and when to stop: messages, bytes of them, seconds.

    each is how much goes into one file before the parent is asked for the next.
    """

    interface: str | None = None
    netns: str | None = None
    prefilter: Prefilter = Prefilter()
    snaplen: int = WHOLE
    messages: int | None = None
    size: int | None = None
    seconds: float | None = None
    families: bool = True
    each: Amount = Amount()
    groups: Groups | None = None


class Report(msgspec.Struct):
    """How far a capture is; text says why it ended.

    state is "up", "on", "next" (it wants another file), "done" or "failed"; refused says
    which multicast groups could not be joined; all frames from before written, in ns since
    the epoch, are in the file, 0 if that is not known.
    """

    state: str
    text: str = ""
    interface: str = ""
    frames: int = 0
    size: int = 0
    drops: int = 0
    refused: str = ""
    written: int = 0


class Drain:
    """The work of the child, from the file's first block to its last."""

    def __init__(self, parent: socket.socket, wanted: Wanted) -> None:
        self._parent, self._wanted = parent, wanted
        self._told = Report("on")
        total = Amount(wanted.messages, wanted.size, wanted.seconds)
        self._files = Files(total, wanted.each)
        self._received = 0
        self._second: Second | None = None
        self._beside = Drops(0, 0)  # on the second interface
        self._stopped = False
        self._newcomers: Callable[[], list[Frame]] = list
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT):
            signal.signal(number, self.stop)
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides

    def stop(self, *_: object) -> None:
        """End after what is in the ring."""
        self._stopped = True

    def run(self) -> None:
        """Capture until told to stop, or until a limit is reached."""
        want = self._wanted
        with Teller() as teller:  # hears of processes in the first namespace only
            if want.netns is not None:
                nlmon.enter(want.netns)
            opened = sources.opened(
                want.interface, want.groups, want.prefilter, want.snaplen, teller
            )
            with closing(Newcomers()) as newcomers:
                known = families() if want.families else []
                self._newcomers = newcomers.frames if want.families else list
                self._listen(opened, known, teller)
        self._tell("done", wait=True)

    def _listen(
        self,
        opened: AbstractContextManager[sources.Opened],
        known: Sequence[Frame],
        teller: Teller,
    ) -> None:
        """Capture from what is opened, into the file that the parent gives."""
        with opened as source:
            self._told.interface, self._told.refused = source.name, source.refused
            self._tell("up", wait=True)
            fd = self._file()
            if fd is not None:
                self._second = source.second
                self.drain(source.source, source.link, fd, known, teller)

    def drain(
        self,
        ring: Source,
        link: nlmon.Link,
        fd: int,
        known: Sequence[Frame] = (),
        teller: Teller | None = None,
    ) -> Report:
        """Write a whole file of what comes, and return what it came to."""
        self._link, self._known = link, known
        self._open(fd)
        self._told.text = self._loop(ring, teller or Teller(events=False))
        self._end()
        return self._told

    def _file(self) -> int | None:
        _, files, _, _ = socket.recv_fds(self._parent, 16, 1)
        return files[0] if files else None

    def _open(self, fd: int) -> None:
        """Begin a file."""
        self._out = fd
        self._write(beginning(self._link, [*self._known, *self._newcomers()]))
        self._write(self._second.description if self._second else b"")
        self._files.opened()

    def _end(self) -> None:
        """End a file."""
        beside = self._beside
        self._write(statistics(self._received, self._told.drops - beside.drops))
        self._write(statistics(*beside, 1) if self._second else b"")

    def _loop(self, ring: Source, teller: Teller) -> str:
        """Drain the ring; return why that ended, "" if it was asked to."""
        poll = select.poll()
        ring.watch(poll)
        for each in (self._parent, teller):
            if each.fileno() >= 0:
                poll.register(each, select.POLLIN)
        clock = time.monotonic
        reported = 0.0
        while not (self._stopped or self._files.done()):
            events = dict(poll.poll(min(_POLL, int(self._files.left() * 1000) + 1)))
            if self._parent.fileno() in events and not self._parent.recv(16):
                self.stop()
            if events.get(ring.fileno(), 0) & select.POLLERR and (code := ring.failure()):
                return f"the interface is gone ({os.strerror(code)})"
            self._drain(ring, teller)
            if clock() - reported >= _REPORT:
                reported = clock()
                self._count(ring)
                self._tell("on")
        if not self._files.full:
            time.sleep(2 * _POLL / 1000)  # the last block retires
            self._drain(ring, teller)
        self._count(ring)
        return ""

    def _drain(self, ring: Source, teller: Teller) -> None:
        teller.read()
        began = time.time_ns()
        while not self._files.full:
            if self._files.next_wanted():
                self._next(ring)
            taken = ring.take(self._files.room())
            if taken is None:
                self._told.written = began - _LATE
                return
            self._told.frames += taken.frames
            self._files.add(taken.messages, len(taken.data))
            self._write(taken.data)
            teller.read()

    def _next(self, ring: Source) -> None:
        """Go on in another file once the parent gives it; the ring holds what comes."""
        self._tell("next", wait=True)
        fd = None if self._stopped else self._file()
        if fd is None:  # the end has come: the rest goes into this one
            self.stop()
            self._files.last()
            return
        self._count(ring)
        self._end()
        os.close(self._out)
        self._open(fd)

    def _count(self, ring: Source) -> None:
        came = ring.counters()
        self._received += came.frames
        self._told.drops += came.drops
        if self._second:
            came, old = self._second.counters(), self._beside
            self._beside = Drops(old.frames + came.frames, old.drops + came.drops)
            self._told.drops += came.drops

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
