"""Exchanges as wholes: how long they took, how they ended, who else was told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from nlscope.exchange import NLM_F_ECHO, Relations, Role
from nlscope.model import NLMSG_DONE, USERSOCK
from nlscope.pairing import NLM_F_ACK, NLM_F_DUMP, NLM_F_MULTI
from nlscope.spec import GENERIC, ROUTE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nlscope.headers import Columns, Mask, Rows

Outcome = Literal["ok", "error", "interrupted", "incomplete", "silent", "unanswered"]
OUTCOMES: tuple[Outcome, ...] = (
    "ok", "error", "interrupted", "incomplete", "silent", "unanswered"
)  # fmt: skip
NLM_F_DUMP_INTR = 0x10
_OK, _ERROR, _INTERRUPTED, _INCOMPLETE, _SILENT, _UNANSWERED = range(6)
_NEVER = np.iinfo(np.int64).max
_COPY_WINDOW = 10**7  # ns between two copies of one multicast
_WORD = 8


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request, or a batch of them, with all that came of it; numbers of messages.

    latency_ns is from the first request to the first answer, None without one,
    duration_ns to the last. outcome "silent" is a request that asked for no answer and
    got none, as a success is; "incomplete" a dump without its end. failed is the number
    of the member that the first error is about.
    """

    no: int
    requests: tuple[int, ...]
    answers: tuple[int, ...]
    events: tuple[int, ...]
    latency_ns: int | None
    duration_ns: int | None
    bytes: int
    outcome: Outcome
    errno: int
    failed: int | None


class Conversations:
    """All exchanges of a capture, one array each, in the order of no.

    latency_ns is -1 where nothing was answered; outcome indexes OUTCOMES; errno is
    positive; messages counts requests and answers; first_answer is an index, or -1;
    failed the number of the request that the first error is about, 0 for none. of
    finds the place of a message's exchange.
    """

    def __init__(self, columns: Columns, relations: Relations) -> None:
        self.relations = relations
        rows = np.flatnonzero(relations.exchange)
        self.no, place = np.unique(relations.exchange[rows], return_inverse=True)
        self._order = rows[np.argsort(place, kind="stable")]
        self._starts = np.searchsorted(np.sort(place), np.arange(len(self.no) + 1))
        self._caused = np.flatnonzero(relations.role == Role.EVENT)
        leaders = relations.exchange[relations.request[self._caused].astype(np.int64) - 1]
        sort = np.argsort(leaders, kind="stable")
        self._caused, self._leaders = self._caused[sort], leaders[sort]
        self._measure(columns, rows, place)

    def _measure(self, columns: Columns, rows: Rows, place: Rows) -> None:
        count, role = len(self.no), self.relations.role[rows]
        told = (role == Role.ANSWER) | (role == Role.END)
        self.messages = np.bincount(place, minlength=count)
        time = columns.time_ns
        self.bytes = np.bincount(place, columns.length[rows], count).astype(np.int64)
        self.first_answer = np.full(count, -1)
        told_at, first_told = np.unique(place[told], return_index=True)
        self.first_answer[told_at] = rows[told][first_told]
        first, last = np.full(count, _NEVER), np.full(count, -1)
        np.minimum.at(first, place[told], time[rows[told]])
        np.maximum.at(last, place[told], time[rows[told]])
        asked = time[self.no.astype(np.int64) - 1]
        answered = last >= 0
        self.latency_ns = np.where(answered, first - asked, -1)
        self.duration_ns = np.where(answered, last - asked, -1)
        ends = role == Role.END
        number = -columns.read("i4", rows[ends], 16).astype(np.int64)
        bad = np.flatnonzero(number > 0)
        errors, first_bad = np.unique(place[ends][bad], return_index=True)
        self.errno = np.zeros(count, np.int64)
        self.errno[errors] = number[bad[first_bad]]
        self.failed = np.zeros(count, np.int64)
        self.failed[errors] = self.relations.request[rows[ends][bad[first_bad]]]
        self.outcome = self._outcomes(columns, rows, place, answered)

    def _outcomes(
        self, columns: Columns, rows: Rows, place: Rows, answered: Mask
    ) -> NDArray[np.uint8]:
        count, role = len(self.no), self.relations.role[rows]
        flags = columns.flags[rows]

        def any_of(mask: Mask) -> Mask:
            found = np.zeros(count, bool)
            found[place[mask]] = True
            return found

        data = role == Role.ANSWER
        end = (role == Role.END) & (columns.type[rows] == NLMSG_DONE)
        asks = role == Role.REQUEST
        dump = any_of(asks & _dumps(columns, rows))
        wants = any_of(asks & _wants(columns, rows))
        ended = any_of(role == Role.END)
        unfinished = dump & any_of(data & ((flags & NLM_F_MULTI) != 0)) & ~ended
        torn = any_of((data | end) & ((flags & NLM_F_DUMP_INTR) != 0))
        caused = np.isin(self.no, self._leaders)
        tests = (self.errno > 0, torn, unfinished, answered | caused, ~wants)
        codes = (_ERROR, _INTERRUPTED, _INCOMPLETE, _OK, _SILENT)
        return np.select(tests, codes, _UNANSWERED).astype(np.uint8)

    def __len__(self) -> int:
        return len(self.no)

    def of(self, no: int) -> int | None:
        """Return the place of the exchange with a message of a number, None for none."""
        number = self.relations.exchange[no - 1]
        return int(np.searchsorted(self.no, number)) if number else None

    def members(self, place: int) -> Rows:
        """Return the indexes of the messages of an exchange, ascending."""
        return self._order[self._starts[place] : self._starts[place + 1]]

    def events(self, place: int) -> Rows:
        """Return the indexes of the messages that an exchange caused, ascending."""
        first, last = np.searchsorted(self._leaders, (self.no[place], self.no[place] + 1))
        return self._caused[first:last]

    def __getitem__(self, place: int) -> Exchange:
        place = range(len(self))[place]
        members = self.members(place)
        asks = self.relations.role[members] == Role.REQUEST
        no, latency = int(self.no[place]), int(self.latency_ns[place])
        return Exchange(
            no=no,
            requests=tuple((members[asks] + 1).tolist()),
            answers=tuple((members[~asks] + 1).tolist()),
            events=tuple((self.events(place) + 1).tolist()),
            latency_ns=None if latency < 0 else latency,
            duration_ns=None if latency < 0 else int(self.duration_ns[place]),
            bytes=int(self.bytes[place]),
            outcome=OUTCOMES[self.outcome[place]],
            errno=int(self.errno[place]),
            failed=int(self.failed[place]) or None,
        )


def _dumps(columns: Columns, rows: Rows) -> Mask:
    return np.asarray((columns.flags[rows] & NLM_F_DUMP) == NLM_F_DUMP)


def _wants(columns: Columns, rows: Rows) -> Mask:
    """Return which requests are answered when they succeed.

    Of generic netlink nothing but the family knows; else it is taken to answer.
    """
    flags, protocol = columns.flags[rows], columns.protocol[rows]
    wants = (flags & (NLM_F_ACK | NLM_F_ECHO)) != 0
    gets = (protocol == ROUTE) & (columns.type[rows] % 4 == 2)  # RTM_GET*
    wants |= gets | _dumps(columns, rows)
    generic = np.flatnonzero((protocol == GENERIC) & ~wants)
    wants[generic] = ~_quiet(columns, rows[generic])
    return np.asarray(wants)


def _quiet(columns: Columns, rows: Rows) -> Mask:
    """Return which generic requests have no answer of their own."""
    quiet = np.zeros(len(rows), bool)
    if columns.quiet is None or not len(rows):
        return quiet
    kinds = columns.type[rows].astype(np.int64) << 8 | columns.read("u1", rows, 16)
    for kind in np.unique(kinds).tolist():
        same = kinds == kind
        quiet[same] = columns.quiet(kind >> 8, kind & 0xFF, int(rows[same][0]) + 1)
    return quiet


def copies(columns: Columns, relations: Relations) -> NDArray[np.uint32]:
    """Return how many listeners got each message of the kernel's own accord.

    The first of identical messages in a row has their number, the others 0; what is
    no multicast has 0. nlmon shows one copy for each listener.
    """
    count = len(columns)
    told = (relations.role == Role.NONE) | (relations.role == Role.EVENT)
    told &= (columns.length > 0) & (columns.protocol != USERSOCK)
    rows = np.flatnonzero(told)
    again = _same(columns, rows[:-1], rows[1:]) if len(rows) else np.zeros(0, bool)
    first = np.append(True, ~again)[: len(rows)]
    groups = np.cumsum(first) - 1
    result = np.zeros(count, np.uint32)
    result[rows[first]] = np.bincount(groups) if len(rows) else 0
    return result


def _same(columns: Columns, before: Rows, after: Rows) -> Mask:
    """Return which messages repeat the one before, byte by byte, soon after it."""
    same = columns.time_ns[after] - columns.time_ns[before] < _COPY_WINDOW
    same &= columns.frame[after] != columns.frame[before]
    for name in ("protocol", "type", "flags", "seq", "portid", "length"):
        column = getattr(columns, name)
        same &= column[after] == column[before]
    at = np.flatnonzero(same)
    done = 16
    while len(at):
        whole = at[columns.length[after[at]] >= done + _WORD]
        rest = np.setdiff1d(at, whole, assume_unique=True)
        kind, step = ("u8", _WORD) if len(whole) else ("u1", 1)
        at = whole if len(whole) else at[columns.length[after[at]] > done]
        if len(whole) and len(rest):
            same[rest] &= _tail(columns, before[rest], after[rest], done)
        words = columns.read(kind, after[at], done) == columns.read(kind, before[at], done)
        same[at[~words]] = False
        at, done = at[words], done + step
    return np.asarray(same)


def _tail(columns: Columns, before: Rows, after: Rows, start: int) -> Mask:
    """Return whether the last few bytes are the same."""
    same = np.ones(len(after), bool)
    for at in range(start, start + _WORD):
        same &= columns.read("u1", after, at) == columns.read("u1", before, at)
    return same
