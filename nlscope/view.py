"""Which messages of a growing capture are shown."""

from __future__ import annotations

import time
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nlscope.filter import Filter
    from nlscope.session import Session


_FIRST = {1: 1 << 20, 2: 1 << 15, 3: 128}  # messages of the first slice, by tier
_LEAST, _MOST = 16, 1 << 20
_SLICE = 0.02  # seconds that a slice should take


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a view is: messages looked at, messages there, messages shown."""

    done: int
    total: int
    found: int

    @property
    def finished(self) -> bool:
        """Whether every message that is there was looked at."""
        return self.done >= self.total


class View:
    """The messages that a filter lets through, found a slice at a time.

    extend may run in a worker while another thread reads rows or calls set_filter, which
    ends it after the slice at hand and throws that slice's result away.
    """

    def __init__(self, session: Session) -> None:
        self.session = session
        self._lock = Lock()
        self.set_filter(None)

    @property
    def filter(self) -> Filter | None:
        """The filter, None for all messages."""
        return self._filter

    def set_filter(self, wanted: Filter | None) -> None:
        """Show what a filter selects, starting anew; None shows all."""
        with self._lock:
            self._filter = wanted
            self._turn = object()
            self._done = 0
            self._count = 0
            self._found: NDArray[np.intp] = np.zeros(0, np.intp)
            self._step = _FIRST[wanted.tier] if wanted is not None else _MOST

    @property
    def rows(self) -> NDArray[np.intp]:
        """The indexes of the messages shown so far, from 0, ascending."""
        with self._lock:
            return self._found[: self._count]

    @property
    def progress(self) -> Progress:
        """How far it is."""
        with self._lock:
            return Progress(self._done, len(self.session.store), self._count)

    def extend(
        self, budget_rows: int | None = None, seconds: float | None = None
    ) -> Progress:
        """Look at messages not looked at yet, and return how far that came.

        It stops after about so many messages, or so many seconds, or at the end.
        """
        with self._lock:
            turn, wanted, at = self._turn, self._filter, self._done
        until = None if seconds is None else time.monotonic() + seconds
        end = len(self.session.store)
        end = end if budget_rows is None else min(end, at + budget_rows)
        while at < end:
            stop = min(end, at + self._step)
            began = time.monotonic()
            found = self._select(wanted, at, stop)
            now = time.monotonic()
            with self._lock:
                if self._turn is not turn:
                    break
                self._append(found)
                self._done = at = stop
                self._pace(now - began)
            if until is not None and now >= until:
                break
        return self.progress

    def place(self, row: int) -> int:
        """Return where in rows a message is, or the next one that is shown."""
        return int(np.searchsorted(self.rows, row))

    def _select(self, wanted: Filter | None, at: int, stop: int) -> NDArray[np.intp]:
        if wanted is None:
            return np.arange(at, stop, dtype=np.intp)
        return (np.flatnonzero(wanted.rows(self.session, at, stop)) + at).astype(np.intp)

    def _append(self, found: NDArray[np.intp]) -> None:
        count = self._count + len(found)
        if count > len(self._found):
            room = np.empty(max(count, count + count // 2), np.intp)
            room[: self._count] = self._found[: self._count]
            self._found = room
        self._found[self._count : count] = found
        self._count = count

    def _pace(self, took: float) -> None:
        """Make the next slice longer or shorter, towards the time that one should take."""
        if took > 2 * _SLICE:
            self._step = max(_LEAST, self._step // 2)
        elif took < _SLICE / 2:
            self._step = min(_MOST, self._step * 2)
