"""What filters read: a session's columns, its bytes, and descriptions made once."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from nlscope.capture.source import windows
from nlscope.describe import Description
from nlscope.model import (
    HEADER_SIZE,
    KOBJECT_UEVENT,
    NLM_F_REQUEST,
    NLMSG_DONE,
    NLMSG_ERROR,
    PACKET_KERNEL,
    PACKET_USER,
    USERSOCK,
)
from nlscope.registry import Registry
from nlscope.session import Session

Mask = NDArray[np.bool_]
Ints = NDArray[np.int64]
Rows = slice | NDArray[np.intp]
CHUNK = 1 << 15  # rows whose arrays stay in the processor's cache
_KEPT = 8192  # descriptions


class Scan:
    """One evaluation of a filter over a session.

    Rows are a slice or an array of message indexes, counted from 0.
    """

    def __init__(self, session: Session) -> None:
        self.session = session
        self.store = session.store
        self.order = session.store.order
        self.data = session.store.data
        self._views: dict[str, NDArray[Any]] = {}
        self._said: dict[int, Description] = {}
        self.varied = _varied(session.registry)

    def view(self, dtype: str) -> NDArray[Any]:
        """Return the bytes of the file as an item of dtype at every offset."""
        known = self._views.get(dtype)
        if known is None:
            known = self._views[dtype] = windows(self.data, np.dtype(dtype))
        return known

    def gather(self, dtype: str, at: Ints) -> NDArray[Any]:
        """Return the items at file offsets, all of them inside the file."""
        if dtype[-1] == "1":
            return self.view(dtype)[at]
        # An opaque item is copied as one, an unaligned number byte by byte.
        raw: NDArray[Any] = self.view("V" + dtype[-1])[at]
        return raw.view(dtype)

    def describe(self, n: int) -> Description:
        """Return the description of a message, made once."""
        said = self._said.get(n)
        if said is None:
            if len(self._said) >= _KEPT:
                self._said.clear()
            said = self._said[n] = self.session.describe(n)
        return said

    def bounds(self, rows: Rows) -> tuple[Ints, Ints]:
        """Return the file offsets at which messages start and stop, padding left out.

        Those that the file no longer holds are empty.
        """
        start = self.store.offset[rows].astype(np.int64)
        stop = start + self.store.length[rows]
        np.minimum(stop, len(self.data), out=stop)
        if len(stop) and not self._held(int(stop.max())):
            return start, start.copy()
        return start, stop

    def _held(self, end: int) -> bool:
        return self.store._source.holds(end)  # noqa: SLF001  # a mapped file may shrink

    def to_kernel(self, rows: Rows) -> Mask:
        """Return which messages go to the kernel, as Message.direction has it."""
        kind, pkttype = self.store.type[rows], self.store.pkttype[rows]
        asks: Mask = (self.store.flags[rows] & NLM_F_REQUEST) != 0
        asks &= (kind != NLMSG_ERROR) & (kind != NLMSG_DONE)
        asks &= self.store.protocol[rows] != USERSOCK
        told = pkttype == PACKET_KERNEL
        if told.any():
            asks |= told
        asks &= pkttype != PACKET_USER
        return asks & ~self.session.mirrored(rows)

    def headless(self, rows: Rows) -> Mask:
        """Return which messages have no header: too short for it, or nothing but zeros."""
        store = self.store
        found: Mask = store.length[rows] < HEADER_SIZE
        empty = (store.problem_code[rows] != 0) & (store.type[rows] == 0) & ~found
        places = np.flatnonzero(empty & (store.flags[rows] == 0))
        if len(places):
            start, stop = self.bounds(at(rows, places))
            for place, first, end in zip(places, start, stop, strict=True):
                found[place] = not self.data[first:end].strip(b"\0")
        if found.any():
            found &= store.protocol[rows] != KOBJECT_UEVENT
        return found

    def user(self, rows: Rows) -> Mask:
        """Return which messages go from process to process."""
        told = self.store.pkttype[rows]
        between: Mask = self.store.protocol[rows] == USERSOCK
        between &= (told != PACKET_KERNEL) & (told != PACKET_USER)
        return between


def _varied(registry: Registry) -> list[tuple[int, int]]:
    """Return the (protocol, type) of messages whose first byte chooses their family."""
    return [
        (family.protocol, command)
        for family in registry
        if family.variants
        for command in family.commands.names
    ]


def size(rows: Rows) -> int:
    """Return how many rows there are."""
    return rows.stop - rows.start if isinstance(rows, slice) else len(rows)


def part(rows: Rows, first: int) -> Rows:
    """Return at most CHUNK rows from a place on."""
    if isinstance(rows, slice):
        return slice(rows.start + first, min(rows.stop, rows.start + first + CHUNK))
    return rows[first : first + CHUNK]


def indexes(rows: Rows) -> NDArray[np.intp]:
    """Return rows as an array of indexes."""
    return np.arange(rows.start, rows.stop) if isinstance(rows, slice) else rows


def pick(rows: Rows, mask: Mask) -> Rows:
    """Return the rows where a mask is set."""
    return rows if mask.all() else at(rows, np.flatnonzero(mask))


def at(rows: Rows, places: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return the rows at some places."""
    return places + rows.start if isinstance(rows, slice) else rows[places]
