"""What a capture tells of things, each from a message number on."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Hashable, Iterator
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Versions(Generic[Key, Value]):
    """Each thing is what it was last told to be; before that, what comes first."""

    def __init__(self) -> None:
        self._known: dict[Key, list[tuple[int, Value]]] = {}

    def tell(self, key: Key, no: int, value: Value) -> None:
        """Take in a value from a message number on; numbers come in their order."""
        known = self._known.setdefault(key, [])
        if not known or known[-1][1] != value:
            known.append((no, value))

    def at(self, key: Key, no: int) -> Value | None:
        """Return the value at a message number, None for what was never told."""
        known = self._known.get(key)
        if not known:
            return None
        at = bisect_right(known, no, key=lambda pair: pair[0]) - 1
        return known[max(at, 0)][1]

    def of(self, key: Key) -> list[tuple[int, Value]]:
        """Return the values of a thing, each with the message number that told it."""
        return self._known.get(key, [])

    def __iter__(self) -> Iterator[Value]:
        """Yield every value that was told."""
        for known in self._known.values():
            yield from (value for _no, value in known)

    def __bool__(self) -> bool:
        """Return whether anything was told."""
        return bool(self._known)
