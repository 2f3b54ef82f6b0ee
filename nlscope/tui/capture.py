"""The open file of a screen: indexed in slices, followed while it grows."""

from __future__ import annotations

import os
import time
from collections import deque
from typing import TYPE_CHECKING

from nlscope.capture.source import CaptureError
from nlscope.session import Session
from nlscope.store import Store

if TYPE_CHECKING:
    from nlscope.capture.demo import Demo
    from nlscope.capture.drain import Report
    from nlscope.capture.live import Live
    from nlscope.registry import Registry

_SLICE = 0.008  # seconds that indexing one slice should take
_RATED = 0.5  # seconds between two rates
_SAMPLES = 6  # that a rate is measured over
_FEWEST, _MOST = 64, 1 << 16


class Rate:
    """How fast a count grows, over the last seconds."""

    def __init__(self) -> None:
        self.value = 0.0
        self._seen: deque[tuple[float, int]] = deque(maxlen=_SAMPLES)

    def update(self, now: float, count: int) -> float:
        """Return messages a second, new every half second."""
        if not self._seen:
            self._seen.append((now, count))
        elif now - self._seen[-1][0] >= _RATED:
            then, before = self._seen[0]
            self.value = (count - before) / (now - then)
            self._seen.append((now, count))
        return self.value


class Capture:
    """A file and its session; pull brings in more of it without taking long.

    session is replaced when a finished file turns out to grow. error says why indexing
    stopped for good, or is "". live is what writes the file, if that is a part of this
    program; kept counts the messages that were saved elsewhere.
    """

    def __init__(
        self,
        path: str,
        registry: Registry,
        *,
        follow: bool = False,
        live: Live | None = None,
    ) -> None:
        self.path = path
        self.live = live
        pipe = os.path.exists(path) and not os.path.isfile(path)  # noqa: PTH110, PTH113
        self.follow = follow or live is not None or pipe  # what comes is not waited for
        self.kept = 0
        self.error = ""
        self.rate = Rate()
        store = Store.open(path, follow=self.follow)
        self._here = live is not None and live.target is None and live.here
        self.session = Session(store, registry, here=self._here)
        self._limit = 4096
        self._next: Session | None = None

    @property
    def name(self) -> str:
        """What to call the file."""
        return "standard input" if self.path == "-" else os.path.basename(self.path)  # noqa: PTH119

    @property
    def report(self) -> Report | None:
        """How far the live capture is, None if this is none."""
        return None if self.live is None else self.live.report()

    @property
    def target(self) -> Demo | None:
        """What a message is sent to so that it is seen here, None for the kernel."""
        return None if self.live is None else self.live.target

    @property
    def running(self) -> bool:
        """Whether this is a live capture that goes on."""
        report = self.report
        return report is not None and report.state == "on"

    @property
    def unsaved(self) -> int:
        """How many messages would be lost with the program."""
        precious = self.live is not None and self.live.precious
        return max(0, len(self.session.store) - self.kept) if precious else 0

    @property
    def done(self) -> bool:
        """Whether the file is indexed to its end, and that is its end."""
        return self.session.store.done or bool(self.error)

    @property
    def progress(self) -> float:
        """How much of the file is indexed, 0 to 1."""
        store = self.session.store
        if self.done or not store.size:
            return 1.0
        return int(store.offset[-1]) / store.size if len(store) else 0.0

    @property
    def problem(self) -> str:
        """What is wrong with the file, or ""."""
        return self.error or self.session.store.problem or ""

    def pull(self, seconds: float) -> int:
        """Index for about so long; return the number of new messages.

        0 means that there is nothing more for now.
        """
        end = time.perf_counter() + seconds
        added = 0
        while not self.done:
            came = self._slice(self.session)
            added += came
            if not came or time.perf_counter() >= end:
                break
        return added

    def catch_up(self, seconds: float) -> bool:
        """Work on following a file that grew; return whether session is a new one."""
        if self._next is None:
            store = Store.open(self.path, follow=True)
            self._next = Session(store, self.session.registry, here=self._here)
        end = time.perf_counter() + seconds
        while time.perf_counter() < end and self._slice(self._next):
            pass
        if len(self._next.store) < len(self.session.store):
            return False
        self.session, self._next, self.follow = self._next, None, True
        return True

    def grew(self) -> bool:
        """Return whether the file is longer than what was read of it."""
        if self.follow or self.error or self.path == "-":
            return False
        try:
            return os.stat(self.path).st_size > self.session.store.size > 0  # noqa: PTH116
        except OSError:
            return False

    def _slice(self, session: Session) -> int:
        start = time.perf_counter()
        try:
            came = session.extend(self._limit)
        except CaptureError as error:
            self.error = str(error)
            return 0
        took = time.perf_counter() - start
        if took > 2 * _SLICE:
            self._limit = max(_FEWEST, self._limit // 2)
        elif took < _SLICE / 2 and came >= self._limit // 2:
            self._limit = min(_MOST, self._limit * 2)
        return came
