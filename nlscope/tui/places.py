"""Places in a capture: the next of a kind, and the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from nlscope.export.text import kind
from nlscope.export.values import problems
from nlscope.model import (
    KOBJECT_UEVENT,
    NLM_F_REQUEST,
    NLMSG_DONE,
    NLMSG_ERROR,
    PACKET_KERNEL,
    PACKET_USER,
    USERSOCK,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from nlscope.describe import Description
    from nlscope.store import Store
    from nlscope.tui.rows import Rows

_KEPT = 200


def requests(store: Store) -> NDArray[np.bool_]:
    """Return which messages go to the kernel, as Message.direction has it."""
    asks: NDArray[np.bool_] = (store.flags & NLM_F_REQUEST) != 0
    asks &= (store.type != NLMSG_ERROR) & (store.type != NLMSG_DONE)
    asks &= store.protocol != USERSOCK
    asks &= store.pkttype != PACKET_USER
    asks |= store.pkttype == PACKET_KERNEL
    return asks


def may_fail(store: Store) -> NDArray[np.bool_]:
    """Return which messages may tell of an error: all that do are among them."""
    may: NDArray[np.bool_] = (store.type == NLMSG_ERROR) | (store.type == NLMSG_DONE)
    may &= (store.length >= 20) & (store.protocol != KOBJECT_UEVENT)
    return may


def wanted(said: Description, what: str) -> bool:
    """Return whether a message is an "error", a "request", or has a "problem"."""
    if what == "problem":
        return bool(said.message.problem or problems(said.root))
    return kind(said) == what


def candidates(rows: Rows, what: str, start: int, step: int) -> Iterator[int]:
    """Yield the indexes of shown messages that may be wanted, from a row onwards.

    step is 1 or -1; the row itself is left out.
    """
    store = rows.session.store
    end = len(rows) if step > 0 else -1
    if what == "problem":
        yield from (rows.index(row) for row in range(start + step, end, step))
        return
    fits = requests(store) if what == "request" else may_fail(store)
    listed = rows.listed
    shown = fits[: len(rows)] if listed is None else fits[listed[: len(rows)]]
    if what == "error":
        shown = shown & _fails(rows, shown)
    places = np.flatnonzero(shown)
    ahead = places[places > start] if step > 0 else places[places < start][::-1]
    for row in ahead:
        yield rows.index(int(row))


def _fails(rows: Rows, shown: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return which of the rows that may fail hold an errno or say more than ack."""
    store = rows.session.store
    at = np.flatnonzero(shown)
    indexes = at if rows.listed is None else rows.listed[at]
    if not store.holds(store.size):
        return np.zeros(len(shown), bool)
    data = np.frombuffer(store.data, np.uint8)
    offset = store.offset[indexes].astype(np.int64) + 16
    errno = np.zeros(len(at), bool)
    for byte in range(4):
        errno |= data[offset + byte] != 0
    fails = np.zeros(len(shown), bool)
    fails[at] = errno | ((store.flags[indexes] & 0x200) != 0)  # NLM_F_ACK_TLVS
    return fails


class Trail:
    """The messages that jumps left from, to go back to and forward again."""

    def __init__(self) -> None:
        self._back: list[int] = []
        self._forward: list[int] = []

    def leave(self, index: int | None) -> None:
        """Remember a message before a jump away from it."""
        if index is not None and (not self._back or self._back[-1] != index):
            self._back = [*self._back[-_KEPT:], index]
        self._forward.clear()

    def back(self, here: int | None) -> int | None:
        """Return where to go back to from here, None if nowhere."""
        return self._swap(self._back, self._forward, here)

    def forward(self, here: int | None) -> int | None:
        """Return where to go forward to from here, None if nowhere."""
        return self._swap(self._forward, self._back, here)

    @staticmethod
    def _swap(source: list[int], other: list[int], here: int | None) -> int | None:
        if not source:
            return None
        if here is not None:
            other.append(here)
        return source.pop()
