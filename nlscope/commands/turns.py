"""The files that a capture writes in turn: their names, and which are kept."""

from __future__ import annotations

import contextlib
import os
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path

from nlscope.capture.tap import Tap
from nlscope.commands.tapping import target


class Turns:
    """Opens one file after the other for a capture, named as dumpcap names them.

    FILE.pcapng becomes FILE_00001_20261121120000.pcapng; with most, the oldest goes when
    there would be more.
    """

    def __init__(
        self, path: str, most: int | None, clock: Callable[[], float] = time.time
    ) -> None:
        self._path, self._most, self._clock = Path(path), most, clock
        self._made: deque[Path] = deque()
        self.count = 0

    def name(self) -> Path:
        """Return the name of the file whose turn it is."""
        stamp = time.strftime("%Y%m%d%H%M%S", time.localtime(self._clock()))
        stem, suffix = self._path.stem, self._path.suffix
        return self._path.with_name(f"{stem}_{self.count:05}_{stamp}{suffix}")

    def give(self, tap: Tap) -> Path:
        """Give the capture its next file, and return its name."""
        self.count += 1
        path = self.name()
        with target(os.fspath(path)) as fd:
            tap.write(fd)
        self._made.append(path)
        if self._most is not None and len(self._made) > self._most:
            with contextlib.suppress(OSError):  # somebody was faster
                self._made.popleft().unlink()
        return path
