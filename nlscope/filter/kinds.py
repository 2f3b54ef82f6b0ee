"""What messages are, many at a time: one identity for each kind of message."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from nlscope.dissect import Identity, identify
from nlscope.filter.buffer import CHUNK, Mask, Rows, Scan, indexes, part, size
from nlscope.model import HEADER_SIZE
from nlscope.spec import EVENT, GENERIC, REPLY, REQUEST

_PEELED = 48  # kinds taken one by one, before sorting is faster
_NO_COMMAND = 256
Group = tuple[Identity, NDArray[np.intp]]


def groups(scan: Scan, rows: Rows, *, variants: bool = True) -> Iterator[Group]:
    """Yield identities among rows with the places in rows that have them.

    An identity may come more than once. Messages too short for a header have none and
    are left out. Without variants, a family stands for those that share its types, which
    spares reading the messages.
    """
    for first in range(0, size(rows), CHUNK):
        chunk = part(rows, first)
        key = _keys(scan, chunk, scan.varied if variants else [])
        places = np.flatnonzero(key >= 0)
        if len(places) < len(key):
            key = key[places]
        for number, found in distinct(key, places):
            for identity, some in _identities(scan, chunk, number, found):
                yield identity, some + first if first else some


def _keys(scan: Scan, rows: Rows, varied: list[tuple[int, int]]) -> NDArray[np.int64]:
    """Return a number for the kind of each row, -1 where there is no header."""
    store = scan.store
    protocol = store.protocol[rows]
    key = (protocol.astype(np.int64) << 16) | store.type[rows]
    key = (key << 1) | scan.to_kernel(rows)
    key = (key << 1) | scan.user(rows)
    event: Mask = (protocol == GENERIC) & (store.portid[rows] == 0)
    key = (key << 1) | event
    key = (key << 9) | _firsts(scan, rows, protocol, varied)
    headless = scan.headless(rows)
    if headless.any():
        key[headless] = -1
    return key


def _firsts(
    scan: Scan, rows: Rows, protocol: NDArray[np.uint16], varied: list[tuple[int, int]]
) -> NDArray[np.int64]:
    """Return the first byte of each body, where it tells what the message is."""
    first = np.full(size(rows), _NO_COMMAND, np.int64)
    told = protocol == GENERIC
    for each in varied:
        told |= (protocol == each[0]) & (scan.store.type[rows] == each[1])
    places = np.flatnonzero(told)
    if len(places):
        start, stop = scan.bounds(indexes(rows)[places])
        whole = stop - start > HEADER_SIZE
        first[places[whole]] = scan.view("u1")[start[whole] + HEADER_SIZE]
    return first


def distinct(
    key: NDArray[np.int64], places: NDArray[np.intp]
) -> Iterator[tuple[int, NDArray[np.intp]]]:
    """Yield each distinct key with its places."""
    for _ in range(_PEELED):
        if not len(key):
            return
        same: Mask = key == key[0]
        if same.all():
            yield int(key[0]), places
            return
        yield int(key[0]), places[same]
        key, places = key[~same], places[~same]
    if len(key):
        order = np.argsort(key, kind="stable")
        key, places = key[order], places[order]
        starts = np.flatnonzero(np.diff(key, prepend=key[0] - 1))
        for at, found in zip(starts, np.split(places, starts[1:]), strict=True):
            yield int(key[at]), found


def _identities(
    scan: Scan, rows: Rows, key: int, places: NDArray[np.intp]
) -> Iterator[Group]:
    """Yield the identities of one key: more than one if a genl id changed its name."""
    command, key = key & 0x1FF, key >> 9
    event, user, asks, key = key & 1, key >> 1 & 1, key >> 2 & 1, key >> 3
    protocol, number = key >> 16, key & 0xFFFF
    direction = "user" if user else REQUEST if asks else EVENT if event else REPLY
    cmd = None if command == _NO_COMMAND else command
    context, registry = scan.session.context, scan.session.registry
    for no, found in _spans(scan, rows, protocol, number, places):
        identity = identify(protocol, number, cmd, direction, no, registry, context)
        yield identity, found


def _spans(
    scan: Scan, rows: Rows, protocol: int, number: int, places: NDArray[np.intp]
) -> Iterator[tuple[int, NDArray[np.intp]]]:
    """Yield (a message number, places) for which a type has one meaning."""
    at = (places + rows.start if isinstance(rows, slice) else rows[places]) + 1
    if protocol != GENERIC:
        yield int(at[0]), places
        return
    source = scan.session.store.source[at - 1]
    for number_of in np.unique(source).tolist():
        mine = source == number_of
        changes = scan.session.context.changes(number, number_of)
        yield from _eras(changes, at[mine], places[mine])


def _eras(
    changes: list[int], at: NDArray[np.intp], places: NDArray[np.intp]
) -> Iterator[tuple[int, NDArray[np.intp]]]:
    """Yield (a message number, places) between changes; at are message numbers."""
    if len(changes) < 2:
        yield int(at[0]), places
        return
    while len(at):
        after = bisect_right(changes, int(at[0]))
        end = len(at) if after == len(changes) else int(np.searchsorted(at, changes[after]))
        yield int(at[0]), places[:end]
        at, places = at[end:], places[end:]
