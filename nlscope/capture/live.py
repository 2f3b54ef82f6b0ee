"""Captures that run while they are looked at: real ones, and the simulated one."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import msgspec

from nlscope.capture.drain import Report
from nlscope.capture.launcher import Launcher
from nlscope.capture.merge import Merger
from nlscope.capture.source import CaptureError
from nlscope.capture.tap import Tap
from nlscope.process import NETNS

if TYPE_CHECKING:
    from nlscope.capture.demo import Demo


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


class Merged:
    """Several live captures as one, merged by time; each has a name."""

    target: Demo | None = None

    def __init__(
        self, parts: Sequence[tuple[Live, str]], path: str, *, temporary: bool = True
    ) -> None:
        self.path = path
        self.temporary = self.precious = temporary
        self._parts = [part for part, _ in parts]
        try:
            self._out = Path(path).open("wb")  # noqa: SIM115  # it stays open
        except OSError as error:
            for part in self._parts:
                part.close()
            message = f"cannot write {path}: {error.strerror}"
            raise CaptureError(message) from None
        self._merger = Merger([(part.path, name) for part, name in parts], self._out)
        self._merger.start()

    def report(self) -> Report:
        """Return how far they are: on while one is, with the first trouble."""
        told = [part.report() for part in self._parts]
        on = any(each.state == "on" for each in told)
        if not on:
            self._merger.stop()
        states = {each.state for each in told}
        done = "failed" if "failed" in states else "done"
        return Report(
            "on" if on or self._merger.is_alive() else done,
            next((each.text for each in told if each.text), self._merger.error),
            f"{len(told)} namespaces",
            sum(each.frames for each in told),
            0 if self._out.closed else os.fstat(self._out.fileno()).st_size,
            sum(each.drops for each in told),
        )

    def end(self) -> None:
        """Ask them to end."""
        for part in self._parts:
            part.end()

    def close(self) -> None:
        """End them, and wait until all is merged."""
        for part in self._parts:
            part.close()
        self._merger.stop()
        self._merger.join()
        self._out.close()


class Simulation:
    """The simulated kernel with programs that talk to it, into a file."""

    precious = False

    def __init__(self, path: str, *, pause: float = 1.0, temporary: bool = True) -> None:
        from nlscope.capture.demo import Demo, Traffic, recorder  # noqa: PLC0415  # large

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

    def live(self, path: str | None = None) -> Live:
        """Start a live capture of all the launcher's offers; CaptureError if it cannot be.

        It takes its time.
        """
        if self.launcher is None:
            raise CaptureError(self.reason or "live capture is not possible here")
        offers = self.launcher.offers
        if len(offers) == 1:
            made: Live = self._record(0, path)
        else:
            names = [f"{NETNS}{each.netns}" for each in offers]
            parts = list(zip(self._several(len(offers)), names, strict=True))
            made = Merged(parts, path or self._free("live"), temporary=path is None)
        self._started.append(made)
        return made

    def _record(self, number: int, path: str | None = None, stem: str = "live") -> Recorder:
        assert self.launcher is not None
        tap = self.launcher.tap(number)
        tap.ready()
        return Recorder(tap, path or self._free(stem), temporary=path is None)

    def _several(self, count: int) -> list[Recorder]:
        """Start all offers; none if one cannot be."""
        with contextlib.ExitStack() as failing:
            made = []
            for number in range(count):
                part = self._record(number, stem=f"part{number}")
                failing.callback(part.close)
                made.append(part)
            failing.pop_all()
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
