"""Which request each message answers: by numbers, ports, echoes, and what is left.

Sources: netlink_ack(), netlink_dump() in net/netlink/af_netlink.c, nl_fib_input() in
net/ipv4/fib_frontend.c, tfilter_notify() in net/sched/cls_api.c, nexthop_notify() in
net/ipv4/nexthop.c.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from nlscope.capture.distinct import distinct
from nlscope.capture.split import nlmsghdr
from nlscope.model import (
    NLM_F_REQUEST,
    NLMSG_DONE,
    NLMSG_ERROR,
    PACKET_KERNEL,
    PACKET_USER,
    PROTOCOLS,
    USERSOCK,
)
from nlscope.sequential import Asked, one_by_one
from nlscope.spec import GENERIC, NETFILTER, ROUTE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nlscope.headers import Columns, Mask, Rows

NLM_F_MULTI, NLM_F_ACK, NLM_F_DUMP = 0x02, 0x04, 0x300
XFRM, _FIB_LOOKUP = 6, 10
# RTM_NEW, RTM_DEL of TFILTER, ACTION, CHAIN and NEXTHOP
_COPYING = (44, 45, 48, 49, 100, 101, 104, 105)
_FIRST_TYPE = 16  # NLMSG_MIN_TYPE
_SOON = 5 * 10**9  # ns in which a stranger's answer comes; loading modules takes 2 s
_ECHO_AT = 20  # of the echoed nlmsghdr, from the start of the error's
_LOOK_BACK = 64  # older requests of the same number that a mismatch may mean


def controls(columns: Columns) -> Mask:
    """Return which messages are NLMSG_ERROR or NLMSG_DONE, in protocols that have them."""
    kind = columns.type
    known = np.isin(columns.protocol, [p for p in PROTOCOLS if p != USERSOCK])
    return np.asarray(((kind == NLMSG_ERROR) | (kind == NLMSG_DONE)) & known)


def asking(columns: Columns, control: Mask) -> Mask:
    """Return which messages are requests by their flags, or by what the tap says."""
    flagged = ((columns.flags & NLM_F_REQUEST) != 0) & (columns.pkttype != PACKET_USER)
    return np.asarray((flagged | (columns.pkttype == PACKET_KERNEL)) & ~control)


def may_mirror(protocol: Any, kind: Any, flags: Any, portid: Any) -> Any:
    """Return whether a message, or which of a column, may carry a request's flags.

    tfilter_notify() and its like in net/sched copy them; nl_fib_input() sends the
    request itself back.
    """
    told = (protocol == ROUTE) & (portid != 0) & (kind % 4 < 2)
    return ((flags & NLM_F_REQUEST) != 0) & ((protocol == _FIB_LOOKUP) | told)


def mirrored(columns: Columns, asked: Mask) -> Mask:
    """Return which answers look like requests, as they carry a request's flags."""
    mirrored = np.zeros(len(columns), bool)
    open_requests: set[tuple[int, int, int]] = set()
    for row in np.flatnonzero(asked & (columns.protocol == _FIB_LOOKUP)).tolist():
        key = int(columns.seq[row]), int(columns.portid[row]), int(columns.source[row])
        mirrored[row] = key in open_requests
        open_requests ^= {key}
    may = may_mirror(columns.protocol, columns.type, columns.flags, columns.portid)
    rows = np.flatnonzero(asked & may & (columns.protocol == ROUTE))
    requests = Requests(columns, asked)
    places = requests.before(_keys(columns, rows), rows)
    rows, found = rows[places >= 0], requests.rows[places[places >= 0]]
    kind, asks = columns.type[rows], columns.type[found]
    same = columns.flags[rows] == columns.flags[found]
    told = (columns.portid[found] == 0) & (kind == asks) & np.isin(kind, _COPYING)
    told &= columns.time_ns[rows] - columns.time_ns[found] < _SOON
    mirrored[rows[same & ((kind % 4 == 0) & (kind + 2 == asks) | told)]] = True
    return mirrored


class Requests:
    """The requests in the order of (protocol, seq, row), to find those before a row."""

    def __init__(self, columns: Columns, asked: Mask) -> None:
        self._count = len(columns)
        rows = np.flatnonzero(asked)
        keys = _keys(columns, rows)
        self.keys, rank = np.unique(keys, return_inverse=True)
        place = rank.astype(np.int64) * self._count + rows
        sort = np.argsort(place, kind="stable")
        self.rows, self.rank, self._place = rows[sort], rank[sort], place[sort]

    def before(self, keys: NDArray[np.uint64], rows: Rows) -> Rows:
        """Return the place of the last request with a key before each row, or -1."""
        rank = np.searchsorted(self.keys, keys)
        known = rank < len(self.keys)
        known[known] = self.keys[rank[known]] == keys[known]
        place = np.searchsorted(self._place, rank * self._count + rows) - 1
        return self._same(place, rank, known)

    def earlier(self, places: Rows) -> Rows:
        """Return the place of the request before, of the same key, or -1."""
        return self._same(places - 1, self.rank[places], places > 0)

    def _same(self, place: Rows, rank: Rows, known: Mask) -> Rows:
        fits = known & (place >= 0)
        fits[fits] = self.rank[place[fits]] == rank[fits]
        return np.where(fits, place, -1)


def _keys(columns: Columns, rows: Rows) -> NDArray[np.uint64]:
    """Return a number for each message that it has in common with its answers."""
    space = columns.source[rows].astype(np.uint64) << np.uint64(16) | columns.protocol[rows]
    return (space << np.uint64(32)) | columns.seq[rows]


def answers(
    columns: Columns, asked: Mask, requests: Requests, control: Mask, result: Rows
) -> None:
    """Pair what carries a port id with the last request that fits it."""
    rows = np.flatnonzero(~asked & (columns.portid != 0))  # 0 is notified, not answered
    keys = _keys(columns, rows)
    places = requests.before(keys, rows)
    there = places >= 0
    rows, keys, places = rows[there], keys[there], places[there]
    echo = _echoes(columns, rows, control)
    over = np.zeros(len(columns), bool)
    for strict in (True, False):
        left, at = np.flatnonzero(result[rows] < 0), places[result[rows] < 0]
        for _ in range(_LOOK_BACK):
            if not len(left):
                break
            found = requests.rows[at]
            fits = _fits(columns, found, rows[left]) & ~over[found]
            if strict:
                same = _echoed(columns, found, echo[left])
                fits = np.where(echo[left]["length"] == 0, fits, same)
            result[rows[left[fits]]] = found[fits]
            over |= _over(columns, rows[left[fits]], found[fits])
            left, at = left[~fits], requests.earlier(at[~fits])
            left, at = left[at >= 0], at[at >= 0]
    _ends(columns, rows, keys, result)
    _sequential(columns, asked, requests, (rows, keys), result)


def _ends(columns: Columns, rows: Rows, keys: NDArray[np.uint64], result: Rows) -> None:
    """Give the end of each dump to the request of the answer before it, of its port."""
    parts = (columns.flags[rows] & NLM_F_MULTI) != 0
    rows, keys = rows[parts], keys[parts]
    order = np.lexsort((columns.portid[rows], keys))
    rows, keys = rows[order], keys[order]
    end = columns.type[rows[1:]] == NLMSG_DONE
    same = (keys[1:] == keys[:-1]) & (columns.portid[rows[1:]] == columns.portid[rows[:-1]])
    ends = np.flatnonzero(end & same & (columns.type[rows[:-1]] != NLMSG_DONE))
    result[rows[ends + 1]] = result[rows[ends]]


def _over(columns: Columns, rows: Rows, requests: Rows) -> Mask:
    """Return which requests want nothing more, once these answers to them are there."""
    flags = columns.flags[requests]
    one = ((flags & NLM_F_ACK) == 0) & ((flags & NLM_F_DUMP) != NLM_F_DUMP)
    over = np.zeros(len(columns), bool)
    over[requests[one | np.isin(columns.type[rows], (NLMSG_ERROR, NLMSG_DONE))]] = True
    return over


def strangers(columns: Columns, asked: Mask, requests: Requests, result: Rows) -> None:
    """Pair what fits the last request with its number in all but the port id.

    Programs may write any port id in theirs (iotop does); some kernel code leaves 0 in
    what it tells of a change.
    """
    bare = (columns.portid == 0) & (columns.seq != 0)
    told = np.isin(columns.protocol, (ROUTE, XFRM, NETFILTER))
    rows = np.flatnonzero(~asked & (result < 0) & ((columns.portid != 0) | (bare & told)))
    places = requests.before(_keys(columns, rows), rows)
    rows, found = rows[places >= 0], requests.rows[places[places >= 0]]
    answered = np.zeros(len(columns), bool)
    answered[result[(result >= 0) & ~asked]] = True
    fits = (columns.portid[rows] == 0) | ~answered[found]
    fits &= columns.time_ns[rows] - columns.time_ns[found] < _SOON
    fits &= _related(columns, found, rows)
    result[rows[fits]] = found[fits]


def _related(columns: Columns, requests: Rows, rows: Rows) -> Mask:
    """Return whether messages are of the kind of their requests."""
    protocol = columns.protocol[rows]
    kind, asked = columns.type[rows], columns.type[requests]
    same = (protocol != ROUTE) | (kind // 4 == asked // 4)
    same &= ((protocol != GENERIC) & (protocol != USERSOCK)) | (kind == asked)
    same &= (protocol != NETFILTER) | (kind >> 8 == asked >> 8)
    return np.asarray(same | (kind < _FIRST_TYPE))


def _fits(columns: Columns, requests: Rows, rows: Rows) -> Mask:
    port = columns.portid[requests]
    fits = (port == 0) | (port == columns.portid[rows])
    return np.asarray(fits & _related(columns, requests, rows))


def alike(columns: Columns, requests: Rows, rows: Rows) -> Mask:
    """Return whether messages are of the type of their requests."""
    return np.asarray(columns.type[requests] == columns.type[rows])


def _echoes(columns: Columns, rows: Rows, control: Mask) -> NDArray[Any]:
    """Return the nlmsghdrs that errors echo; zeros for other messages."""
    header = nlmsghdr(columns.order)
    echo = np.zeros(len(rows), header)
    errors = np.flatnonzero(control[rows] & (columns.type[rows] == NLMSG_ERROR))
    echo[errors] = columns.gather(header, rows[errors], _ECHO_AT)
    return echo


def _echoed(columns: Columns, requests: Rows, echo: NDArray[Any]) -> Mask:
    """Return whether echoes are of their requests; what echoes nothing may be."""
    same = echo["type"] == columns.type[requests]
    for name in ("flags", "seq", "portid", "length"):
        same &= echo[name] == getattr(columns, name)[requests]
    return np.asarray(same | (echo["length"] == 0))


def _sequential(
    columns: Columns,
    asked: Mask,
    requests: Requests,
    found: tuple[Rows, NDArray[np.uint64]],
    result: Rows,
) -> None:
    """Pair anew what shares its number: in one frame, or between programs that dump."""
    rows, keys = found
    order = np.argsort(keys, kind="stable")
    rows, keys = rows[order], keys[order]
    control = controls(columns)
    for number in _unclear(columns, requests, rows, keys):
        first, last = np.searchsorted(requests.rank, (number, number + 1))
        start = np.searchsorted(keys, requests.keys[number], "left")
        stop = np.searchsorted(keys, requests.keys[number], "right")
        members = np.sort(np.concatenate([requests.rows[first:last], rows[start:stop]]))
        asks = [Asked.of(columns, int(row), bool(asked[row])) for row in members]
        for row, request in one_by_one(asks, _echoes(columns, members, control)):
            result[row] = request


def _unclear(
    columns: Columns, requests: Requests, rows: Rows, keys: NDArray[np.uint64]
) -> list[int]:
    """Return the ranks of the keys that _sequential is for; rows are sorted by keys."""
    rank, frame = requests.rank, columns.frame[requests.rows]
    twice = np.flatnonzero(rank[1:] == rank[:-1]) + 1
    unclear = rank[twice[frame[twice] == frame[twice - 1]]]
    parts = np.isin(keys, requests.keys[distinct(rank[twice])])
    parts &= (columns.flags[rows] & NLM_F_MULTI) != 0
    if parts.any():
        found, starts = np.unique(keys[parts], return_index=True)
        ports = columns.portid[rows[parts]]
        lowest = np.minimum.reduceat(ports, starts)
        several = found[lowest != np.maximum.reduceat(ports, starts)]
        unclear = np.append(unclear, np.searchsorted(requests.keys, several))
    return [int(number) for number in distinct(unclear)]


def without_lonely(columns: Columns, result: Rows) -> None:
    """Take the requests back that one user sent another who said nothing."""
    users = np.flatnonzero((columns.protocol == USERSOCK) & (result >= 0))
    answered = result[users[result[users] != users]]
    result[users[~np.isin(result[users], answered)]] = -1


def classic(columns: Columns, asked: Mask, result: Rows) -> None:
    """Pair answers of port 0: with seq + 1 (CONTROL_EXMPL), or of private protocols."""
    loose = ~asked & (columns.portid == 0) & (result < 0)
    generic = loose & (columns.protocol == GENERIC) & (columns.seq != 0)
    named = np.isin(columns.protocol, list(PROTOCOLS))
    private = loose & ~named
    if not (generic.any() or private.any()):
        return
    answered = np.zeros(len(columns), bool)
    answered[result[(result >= 0) & ~asked]] = True
    open_requests = asked & ~answered
    rows = np.flatnonzero(generic)
    requests = Requests(columns, open_requests)
    places = requests.before(_keys(columns, rows) - np.uint64(1), rows)
    rows, found = rows[places >= 0], requests.rows[places[places >= 0]]
    same = alike(columns, found, rows)
    result[rows[same]] = found[same]
    last: dict[tuple[int, int], int] = {}
    for row in np.flatnonzero(private | (open_requests & ~named)).tolist():
        key = int(columns.protocol[row]), int(columns.source[row])
        if asked[row]:
            last[key] = row
        elif key in last:
            result[row] = last.pop(key)
