"""Requests and their answers, paired by protocol, sequence number and port id."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from nlscope.model import NLM_F_REQUEST, NLMSG_DONE, NLMSG_ERROR, USERSOCK
from nlscope.store import Store

_LOOK_BACK = 64  # older requests of the same number that a mismatched port may mean


def pair(store: Store) -> npt.NDArray[np.uint32]:
    """Return the exchange of each message: the number of its request, 0 for none.

    A request belongs to its own exchange. An answer belongs to the last request before it
    with its protocol and sequence number, and with its port id, or 0, as many programs
    leave theirs to the kernel.
    """
    count = len(store)
    exchange = np.zeros(count, np.uint32)
    if not count:
        return exchange
    kind, portid = store.type, store.portid
    control = (kind == NLMSG_ERROR) | (kind == NLMSG_DONE)
    request = ((store.flags & NLM_F_REQUEST) != 0) & ~control
    request &= store.protocol != USERSOCK
    key = (store.protocol.astype(np.uint64) << np.uint64(32)) | store.seq
    order = np.argsort(key, kind="stable")
    asked = request[order]
    places = np.where(asked, np.arange(count), -1)
    last = np.maximum.accumulate(places)
    found = last >= 0
    found[found] &= key[order[last[found]]] == key[order[found]]
    rows, requests = order[found], order[last[found]]
    fits = (portid[requests] == 0) | (portid[requests] == portid[rows])
    fits &= portid[rows] != 0  # the kernel answers a port, it notifies 0
    fits |= requests == rows
    exchange[rows[fits]] = requests[fits] + 1
    earlier = np.maximum.accumulate(np.where(asked, np.arange(count), -1))
    for at in np.flatnonzero(found)[~fits]:
        exchange[order[at]] = _earlier(order, earlier, key, portid, int(at))
    return exchange


def _earlier(
    order: npt.NDArray[np.intp],
    last: npt.NDArray[np.intp],
    key: npt.NDArray[np.uint64],
    portid: npt.NDArray[np.uint32],
    at: int,
) -> int:
    """Return the number of an earlier request that fits the answer at a place, or 0."""
    row, place = order[at], int(last[at])
    for _ in range(_LOOK_BACK):
        place = int(last[place - 1]) if place > 0 else -1
        if place < 0 or key[order[place]] != key[row]:
            return 0
        if portid[order[place]] in (0, portid[row]):
            return int(order[place]) + 1
    return 0
