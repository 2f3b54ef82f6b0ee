"""The names of interfaces that a capture tells, each from a message number on.

They come from the RTM_NEWLINK and RTM_DELLINK that the kernel sends; those of another
network namespace (IFLA_TARGET_NETNSID) say nothing of this one. In a capture of several
sources (namespaces, files) an interface is one of the source that its message is of.
Sources: rtnl_fill_ifinfo() in net/core/rtnetlink.c, which puts IFLA_IFNAME first;
br_fill_ifinfo() in net/bridge/br_netlink.c, whose RTM_DELLINK only ends a port.
"""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np

from nlscope.capture.source import gather
from nlscope.model import NLM_F_REQUEST, PACKET_KERNEL, PACKET_USER
from nlscope.schema.tlv import attributes
from nlscope.schema.versions import Versions

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nlscope.store import Store

    Rows = NDArray[np.intp]

ROUTE, RTM_NEWLINK, RTM_DELLINK = 0, 16, 17  # include/uapi/linux/rtnetlink.h
IFLA_IFNAME, IFLA_TARGET_NETNSID = 3, 46  # include/uapi/linux/if_link.h
IFNAMSIZ = 16
_BODY, _NLATTR = 16, 4  # where struct ifinfomsg is; bytes of a struct nlattr
_FIRST = 32  # where the first attribute is: after nlmsghdr and struct ifinfomsg
_BATCH = 1 << 16


class Links:
    """Which interface an index stood for at each message; read from a store when asked."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._pending: list[Rows] = []
        self._known: Versions[tuple[int, int], str | None] = Versions()
        self._lock = Lock()

    def notice(self, before: int) -> None:
        """Note the links among the messages from an index on; read them later."""
        store = self._store
        kind = store.type[before:]
        found = (store.protocol[before:] == ROUTE) & ((kind | 1) == RTM_DELLINK)
        rows = before + np.flatnonzero(found)
        if not len(rows):
            return
        pkttype = store.pkttype[rows]
        told = (store.flags[rows] & NLM_F_REQUEST == 0) | (pkttype == PACKET_USER)
        rows = rows[told & (pkttype != PACKET_KERNEL) & (store.problem_code[rows] == 0)]
        if len(rows):
            self._pending.append(rows)

    def name(self, index: int, no: int) -> str | None:
        """Return the name that an index has at a message number, None if none is known.

        Before it was first told it has the name that comes first; a link that is gone
        has none.
        """
        if self._pending:
            self._read()
        return self._known.at((self.source(no), index), no)

    def source(self, no: int) -> int:
        """Return the place of a message number's source, 0 in a capture of one alone."""
        return self._store.source_at(no - 1) if 0 < no <= len(self._store) else 0

    def _read(self) -> None:
        with self._lock:
            while self._pending:
                rows = self._pending[0]
                for at in range(0, len(rows), _BATCH):
                    self._learn(rows[at : at + _BATCH])
                del self._pending[0]

    def _learn(self, rows: Rows) -> None:
        """Learn from some messages: their first attribute, as a rule, is the name."""
        store = self._store
        heads = _heads(store, rows)
        gone = store.type[rows] == RTM_DELLINK
        named = heads["kind"] == IFLA_IFNAME
        other = ~named & (heads["kind"] != IFLA_TARGET_NETNSID)
        wanted = ~gone | (heads["family"] == 0)
        names = _names(heads, store.length[rows].astype(np.int64))
        for n in np.flatnonzero(other & wanted):
            names[n] = _searched(store[int(rows[n])].data, store.order)
        wanted &= (named | other) & (names != b"") & (heads["index"] > 0)
        places = np.flatnonzero(wanted)
        space = store.source[rows[places]]
        order = np.lexsort((space, heads["index"][places]))
        places, space = places[order], space[order]
        index, name, end = heads["index"][places], names[places], gone[places]
        new = np.ones(len(places), np.bool_)  # where one is not as the one before
        new[1:] = (index[1:] != index[:-1]) | (name[1:] != name[:-1])
        new[1:] |= end[1:] | end[:-1] | (space[1:] != space[:-1])
        for n, number in zip(places[new], space[new], strict=True):
            link = int(number), int(heads["index"][n])
            self._tell(link, int(rows[n]) + 1, names[n], gone=bool(gone[n]))

    def _tell(self, link: tuple[int, int], no: int, name: bytes, *, gone: bool) -> None:
        self._known.tell(link, no, name.decode("utf-8", "backslashreplace"))
        if gone:
            self._known.tell(link, no + 1, None)


def _heads(store: Store, rows: Rows) -> NDArray[np.void]:
    """Return what is at the beginning of some messages, zeros where it is cut off."""
    order = store.order
    head = np.dtype(
        [("family", "u1"), ("pad", "u1"), ("type", order + "u2"), ("index", order + "i4"),
         ("flags", order + "u4"), ("change", order + "u4"), ("length", order + "u2"),
         ("kind", order + "u2"), ("name", "u1", (IFNAMSIZ,))]
    )  # fmt: skip
    offset = store.offset[rows].astype(np.int64) + _BODY
    there = store.length[rows] >= _FIRST + _NLATTR
    if not store.holds(store.size):
        there[:] = False
    inside = offset + head.itemsize <= store.size
    heads = gather(store.data, head, offset, there & inside)
    for n in np.flatnonzero(there & ~inside):  # a short one at the very end
        raw = store[int(rows[n])].data[_BODY:].ljust(head.itemsize, b"\0")
        heads[n] = np.frombuffer(raw[: head.itemsize], head)[0]
    return heads


def _names(heads: NDArray[np.void], lengths: NDArray[Any]) -> NDArray[np.bytes_]:
    """Return the texts of first attributes, up to their ends or their message's."""
    texts = heads["name"].copy()
    size = np.minimum(heads["length"].astype(np.int64), lengths - _FIRST) - _NLATTR
    texts[np.arange(IFNAMSIZ) >= size[:, None]] = 0
    return texts.view(f"S{IFNAMSIZ}")[:, 0]


def _searched(data: bytes, order: str) -> bytes:
    """Return the name in a message whose first attribute is another, b"" if foreign."""
    name = b""
    for kind, payload in attributes(data[_FIRST:], order):
        if kind == IFLA_TARGET_NETNSID:
            return b""
        if kind == IFLA_IFNAME:
            name = payload.rstrip(b"\0")[:IFNAMSIZ]
    return name
