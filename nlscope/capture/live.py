"""Captures that run while they are looked at: real ones, and the simulated one."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import msgspec

from nlscope.capture.demo import Demo, Traffic, recorder
from nlscope.capture.drain import Report
from nlscope.capture.launcher import Launcher
from nlscope.capture.source import CaptureError
from nlscope.capture.tap import Tap


class Live(Protocol):
    """A capture that runs into a file.

    temporary tells whether the file goes with the program, precious whether it would be
    missed then; target is what a message can be sent to so that this capture shows it,
    None for the kernel.
    """

    path: str
    temporary: bool
    precious: bool
    target: Demo | None

    def report(self) -> Report:
        """Return how far it is, without waiting; state is "on", "done" or "failed"."""

    def end(self) -> None:
        """Ask it to end; report tells when it has."""

    def close(self) -> None:
        """End it, and wait until it has."""


class Recorder:
    """A live capture: a tap that is ready, and the file it writes."""

    target: Demo | None = None

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

    def report(self) -> Report:
        """Return how far it is, without waiting."""
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
        if not self._closed:
            self._closed = True
            self._tap.stop()


class Simulation:
    """The simulated kernel with programs that talk to it, into a file."""

    precious = False

    def __init__(self, path: str, *, pause: float = 1.0, temporary: bool = True) -> None:
        self.path, self.temporary = path, temporary
        try:
            self._out = Path(path).open("wb")  # noqa: SIM115  # it stays open
        except OSError as error:
            message = f"cannot write {path}: {error.strerror}"
            raise CaptureError(message) from None
        self.target: Demo | None = Demo(recorder(self._out))
        self._traffic = Traffic(self.target, pause=pause)
        self._traffic.start()

    def report(self) -> Report:
        """Return how far it is."""
        state = "on" if self._traffic.is_alive() else "done"
        return Report(state, interface="demo", size=0 if self._out.closed else self._size)

    @property
    def _size(self) -> int:
        return os.fstat(self._out.fileno()).st_size

    def end(self) -> None:
        """Ask it to end."""
        self._traffic.stop()

    def close(self) -> None:
        """End it, and wait until it has."""
        self._traffic.stop()
        self._traffic.join()
        self._out.close()


class Starter:
    """Starts captures, each into a new file of a folder that goes with the program.

    Without a launcher reason says why there is no live capture here.
    """

    def __init__(self, launcher: Launcher | None = None, reason: str = "") -> None:
        self.launcher, self.reason = launcher, reason
        self._folder: Path | None = None
        self._started: list[Live] = []

    @property
    def able(self) -> bool:
        """Whether a live capture can be started."""
        return self.launcher is not None

    def live(self, path: str | None = None) -> Recorder:
        """Start a live capture; CaptureError says why it cannot be. Takes its time."""
        if self.launcher is None:
            raise CaptureError(self.reason or "live capture is not possible here")
        tap = self.launcher.tap()
        tap.ready()
        made = Recorder(tap, path or self._free("live"), temporary=path is None)
        self._started.append(made)
        return made

    def demo(self, pause: float = 1.0) -> Simulation:
        """Start the simulated kernel with its traffic, so many seconds apart."""
        made = Simulation(self._free("demo"), pause=pause)
        self._started.append(made)
        return made

    def close(self, *, keep: bool = False) -> str:
        """End all that runs; remove the files, or keep them and return where they are."""
        for each in self._started:
            each.close()
        if self.launcher is not None:
            self.launcher.close()
        if self._folder is None:
            return ""
        if keep:
            return str(self._folder)
        shutil.rmtree(self._folder, ignore_errors=True)
        return ""

    def _free(self, stem: str, now: Callable[[], float] = time.time) -> str:
        """Return the name of a new file, like live-134502.pcapng."""
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix="nlscope-"))
        clock = time.strftime("%H%M%S", time.localtime(now()))
        names = [f"{stem}-{clock}", *(f"{stem}-{clock}-{n}" for n in range(2, 100))]
        paths = (self._folder / f"{name}.pcapng" for name in names)
        return str(next(path for path in paths if not path.exists()))
