"""When a file of a capture is full, and when the capture is."""

from __future__ import annotations

import time

import msgspec

from nlscope.capture.ring import Room

_EVER = 1e9  # seconds


class Amount(msgspec.Struct, frozen=True):
    """How much is wanted: messages, bytes of captured blocks, seconds; None for any."""

    messages: int | None = None
    size: int | None = None
    seconds: float | None = None


class Used:
    """How much of an amount is there, from now on."""

    def __init__(self, wanted: Amount) -> None:
        self._wanted = wanted
        self.messages = self.size = 0
        self.began = time.monotonic()

    @property
    def full(self) -> bool:
        """Whether there is no room for another frame."""
        wanted = self._wanted
        enough = wanted.messages is not None and self.messages >= wanted.messages
        return enough or (wanted.size is not None and self.size >= wanted.size)

    @property
    def left(self) -> float:
        """The seconds that are left."""
        seconds = _EVER if self._wanted.seconds is None else self._wanted.seconds
        return max(0.0, self.began + seconds - time.monotonic())

    def add(self, messages: int, size: int) -> None:
        """Count what was written."""
        self.messages += messages
        self.size += size


class Files:
    """The amounts of a capture and of the file that it writes."""

    def __init__(self, total: Amount, each: Amount) -> None:
        self._total, self._each = total, each
        self._all, self._one = Used(total), Used(each)

    def opened(self) -> None:
        """Begin a file; the clock of the capture starts with the first."""
        if not self._all.size:
            self._all = Used(self._total)
        self._one = Used(self._each)

    def last(self) -> None:
        """Let the file at hand take all that comes."""
        self._each = Amount()
        self._one = Used(self._each)

    def add(self, messages: int, size: int) -> None:
        """Count what was written."""
        self._all.add(messages, size)
        self._one.add(messages, size)

    @property
    def full(self) -> bool:
        """Whether the capture has all that is wanted."""
        return self._all.full

    def done(self) -> bool:
        """Return whether the capture has all that is wanted, or had all its time."""
        return self._all.full or not self._all.left

    def left(self) -> float:
        """Return the seconds until something ends by itself."""
        return min(self._all.left, self._one.left or _EVER)

    def next_wanted(self) -> bool:
        """Return whether the file is full, or old and not empty."""
        return self._one.full or (self._one.size > 0 and not self._one.left)

    def room(self) -> Room:
        """Return how much goes into the file yet."""
        return Room(
            _least(
                (self._total.messages, self._all.messages),
                (self._each.messages, self._one.messages),
            ),
            _least((self._total.size, self._all.size), (self._each.size, self._one.size)),
        )


def _least(*amounts: tuple[int | None, int]) -> int | None:
    return min((most - used for most, used in amounts if most is not None), default=None)
