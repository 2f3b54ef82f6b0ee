"""A live capture as its parent sees it: start the child, hear its reports, stop it."""

from __future__ import annotations

import contextlib
import os
import pwd
import signal
import socket
from collections.abc import Callable, Mapping
from typing import Self

import msgspec

from nlscope.capture.drain import Report, Wanted, serve
from nlscope.capture.source import CaptureError

_PATIENCE = 15.0  # seconds for the link and the family dump; modprobe may be slow
_LONGEST = 4096


def forked(work: Callable[[], None], *others: socket.socket) -> int:
    """Do the work in a child that holds none of the others; return its process id."""
    pid = os.fork()
    if pid:
        return pid
    status = 1
    try:
        for each in others:
            each.close()
        work()
        status = 0
    finally:
        os._exit(status)


class Tap:
    """A child that captures; nothing is written before it has a file.

    The child is forked: make it before there are threads, and before privileges are
    dropped. Where a launcher starts it, it is none of ours, and pid is 0.
    """

    def __init__(
        self, wanted: Wanted, launch: Callable[[socket.socket], None] | None = None
    ) -> None:
        self._socket, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.last = Report("on")
        self.pid = 0
        with theirs, contextlib.ExitStack() as failing:
            failing.callback(self._socket.close)
            if launch is None:
                ours = os.getpid()
                self.pid = forked(lambda: serve(theirs, wanted, ours), self._socket)
            else:
                launch(theirs)
            failing.pop_all()

    def ready(self) -> Report:
        """Wait until it listens, and say where; CaptureError if it cannot."""
        if self.report(_PATIENCE) is None and not self.ended:
            text = f"the capture did not start within {_PATIENCE:g} seconds"
            self.last = msgspec.structs.replace(self.last, state="failed", text=text)
        if self.last.state == "failed":
            self.stop()
            raise CaptureError(self.last.text)
        return self.last

    def write(self, fd: int) -> None:
        """Give it the open file that the capture goes into."""
        with contextlib.suppress(OSError):  # what it said before it died tells more
            socket.send_fds(self._socket, [b"file"], [fd])

    def report(self, seconds: float) -> Report | None:
        """Return its next report; None if none comes in time, or ever."""
        self._socket.settimeout(seconds)
        try:
            data = self._socket.recv(_LONGEST)
        except (TimeoutError, BlockingIOError):
            return None
        except OSError:
            data = b""
        if not data:
            if not self.ended:
                text = "the process that captures died"
                self.last = msgspec.structs.replace(self.last, state="failed", text=text)
            return None
        self.last = msgspec.json.decode(data, type=Report)
        return self.last

    @property
    def ended(self) -> bool:
        """Whether it has said its last word."""
        return self.last.state in ("done", "failed")

    def end(self) -> None:
        """Ask it to end; its reports tell when it has."""
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_WR)

    def stop(self) -> Report:
        """End the capture and return what it came to."""
        self.end()
        while not self.ended and self.report(_PATIENCE) is not None:
            pass
        self._socket.close()
        with contextlib.suppress(OSError):  # it has ended, or is root's and we are not
            if self.pid and not self.ended:
                os.kill(self.pid, signal.SIGKILL)
            if self.pid:
                os.waitpid(self.pid, 0)
        return self.last

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()


def invoker(environ: Mapping[str, str] = os.environ) -> tuple[int, int] | None:
    """Return user and group of who ran sudo (or pkexec, doas), None if nobody did."""
    if os.geteuid() != 0:
        return None
    for user in ("SUDO_UID", "PKEXEC_UID"):
        if environ.get(user, "").isdigit():
            number = int(environ[user])
            with contextlib.suppress(KeyError):
                return number, pwd.getpwuid(number).pw_gid
    return None


def drop() -> bool:
    """Be the user who ran sudo from now on; return whether there was one."""
    found = invoker()
    if found is None or not found[0]:
        return False
    user, group = found
    entry = pwd.getpwuid(user)
    os.setgroups(os.getgrouplist(entry.pw_name, group))
    os.setresgid(group, group, group)
    os.setresuid(user, user, user)
    os.environ.update(HOME=entry.pw_dir, USER=entry.pw_name, LOGNAME=entry.pw_name)
    return True
