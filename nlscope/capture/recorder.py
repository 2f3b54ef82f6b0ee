"""A live capture that runs while it is looked at: a tap, and the file it writes."""

from __future__ import annotations

import os
import threading
from typing import Protocol

import msgspec

from nlscope.capture.demo import Demo
from nlscope.capture.drain import Report
from nlscope.capture.source import CaptureError
from nlscope.capture.tap import Tap


class Live(Protocol):
    """A capture that runs into a file.

    temporary tells whether the file goes with the program, precious whether it would be
    missed then; target is what a message can be sent to so that this capture shows it,
    None for the kernel; here says that all of it is of this machine.
    """

    path: str
    temporary: bool
    precious: bool
    target: Demo | None
    here: bool

    def report(self) -> Report:
        """Return how far it is, without waiting; state is "on", "done" or "failed"."""

    def end(self) -> None:
        """Ask it to end; report tells when it has."""

    def close(self) -> None:
        """End it, and wait until it has."""


class Recorder:
    """A live capture: a tap that is ready, and the file it writes."""

    target: Demo | None = None
    here = True

    def __init__(self, tap: Tap, path: str, *, temporary: bool = True) -> None:
        self.path = path
        self.temporary = self.precious = temporary
        self._tap = tap
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC
        try:
            fd = os.open(path, flags, 0o600 if temporary else 0o644)
        except OSError as error:
            tap.stop()
            message = f"cannot write {path}: {error.strerror}"
            raise CaptureError(message) from None
        tap.write(fd)
        os.close(fd)
        tap.report(1)  # the file has its beginning by then
        self._closed = False
        self._hearing = threading.Lock()

    def report(self) -> Report:
        """Return how far it is, without waiting."""
        with self._hearing:
            while not (self._closed or self._tap.ended):
                if self._tap.report(0) is None:
                    break
        last = self._tap.last
        return msgspec.structs.replace(last, state="on") if last.state == "up" else last

    def end(self) -> None:
        """Ask it to end."""
        self._tap.end()

    def close(self) -> None:
        """End it, and wait until it has."""
        with self._hearing:
            closed, self._closed = self._closed, True
        if not closed:
            self._tap.stop()
