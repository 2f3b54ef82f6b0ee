"""Captures that run while they are looked at: real ones, and the simulated one."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Protocol

from nlscope.capture.drain import Report
from nlscope.capture.launcher import Launcher
from nlscope.capture.merged import Merged
from nlscope.capture.recorder import Live, Recorder
from nlscope.capture.source import CaptureError
from nlscope.model import Frame

__all__ = ["Live", "Merged", "Recorder", "Simulation", "Starter", "Timeline"]

if TYPE_CHECKING:
    from nlscope.capture.demo import Demo


class Timeline(Protocol):
    """Saved captures, in the order of time; see nlscope.saved."""

    def frames(self) -> Iterable[Frame]:
        """Return their frames."""

    def write(self, out: BinaryIO) -> None:
        """Write all as one capture."""


class Simulation:
    """The simulated kernel with programs that talk to it, into a file."""

    precious = False
    here = False

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

    Without a launcher reason says why there is no live capture here. saved is what each
    live capture has in front of it, on its timeline.
    """

    def __init__(
        self,
        launcher: Launcher | None = None,
        reason: str = "",
        saved: Timeline | None = None,
    ) -> None:
        self.launcher, self.reason, self._saved = launcher, reason, saved
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
        if len(offers) == 1 and self._saved is None:
            made: Live = self._record(0, path)
        else:
            names = [f"netns {each.netns}" if each.netns else "" for each in offers]
            parts = list(zip(self._several(len(offers)), names, strict=True))
            saved = None if self._saved is None else self._saved.frames()
            into = path or self._free("live")
            made = Merged(parts, into, temporary=path is None, saved=saved)
        self._started.append(made)
        return made

    def together(self, parts: Sequence[tuple[Live, str]], saved: Timeline) -> Live:
        """Put live captures, which go on as they are, on one timeline with saved ones."""
        path = self._free("merged")
        made = Merged(parts, path, saved=saved.frames(), borrowed=True)
        self._started.append(made)
        return made

    def merged(self, saved: Timeline) -> str:
        """Put saved captures on one timeline; return the file's name."""
        path = self._free("merged")
        try:
            with Path(path).open("wb") as out:
                saved.write(out)
        except OSError as error:
            message = f"cannot write {path}: {error.strerror}"
            raise CaptureError(message) from None
        return path

    def owns(self, path: str) -> bool:
        """Return whether a file is one of those that go with the program."""
        return self._folder is not None and Path(path).parent == self._folder

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
        for each in reversed(self._started):
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
