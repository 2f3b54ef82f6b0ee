"""Which process each message of a capture is to, or from.

A capture tells it on some frames only, by the port id of their first message; requests
mostly carry none. The rest follows: what is told last of a port holds for its messages,
and what holds for one message of an exchange holds for all.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from nlscope.capture.cooked import LONGEST as LINK_HEADER
from nlscope.model import USERSOCK
from nlscope.process import Process, is_own, process_of

if TYPE_CHECKING:
    from nlscope.exchange import Relations
    from nlscope.store import Store

Codes = NDArray[np.int32]
UNKNOWN = -1
_SOURCE = 16  # bits of a protocol
_FAR = 1 << 16  # messages in which an exchange has one of which the process is known


class Party(NamedTuple):
    """Whose a message is: a process's, None if that is unknown, or the capture's own."""

    process: Process | None
    own: bool = False


NOBODY = Party(None)


class _Told(NamedTuple):
    """What the file tells of one port: the rows, ascending, and a code for each."""

    rows: list[int]
    codes: list[int]


class Processes:
    """The parties of a store's messages, kept up with it; parties is indexed by code."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.parties: list[Party] = []
        self._numbers: dict[Party, int] = {}
        self._seen = 0
        self._told = False
        self._frames: list[int] = []
        self._codes: list[int] = []
        self._ports: dict[tuple[int, int], _Told] = {}
        self._made: tuple[int, Relations, Codes] | None = None

    @property
    def told(self) -> bool:
        """Whether the file tells any process."""
        self._update()
        return self._told

    def of(self, n: int, relations: Relations) -> Party:
        """Return the party of message n, from 0; relations may lag behind the store."""
        self._update()
        code = self._direct(n)
        if code == UNKNOWN and n < len(relations.exchange):
            code = self._related(n, relations)
        return NOBODY if code == UNKNOWN else self.parties[code]

    def codes(self, relations: Relations) -> Codes:
        """Return the code of each message, UNKNOWN for none; relations are of all."""
        count, made = len(self._store), self._made
        if made is None or made[0] != count or made[1] is not relations:
            self._update()
            made = self._made = count, relations, self._all(relations)
        return made[2]

    def _update(self) -> None:
        """Take in what the file tells since."""
        reader = self._store.reader
        if reader is None or not self._store.holds(self._store.size):
            return
        for offset, comment in reader.commented(self._store.data, self._seen):
            self._seen += 1
            party = Party(process_of(comment), is_own(comment))
            if party != NOBODY:
                self._tell(offset, party)

    def _tell(self, offset: int, party: Party) -> None:
        """Take in what is told of the record whose link-layer header is at an offset."""
        store = self._store
        row = int(np.searchsorted(store.offset, np.uint64(offset)))
        if row == len(store) or int(store.offset[row]) - offset > LINK_HEADER:
            return
        code = self._numbers.setdefault(party, len(self.parties))
        if code == len(self.parties):
            self.parties.append(party)
            self._told |= party.process is not None
        self._frames.append(int(store.frame[row]))
        self._codes.append(code)
        port = int(store.portid[row])
        if port:
            key = self._space(row), port
            told = self._ports.setdefault(key, _Told([], []))
            told.rows.append(row)
            told.codes.append(code)

    def _space(self, n: int) -> int:
        """Return what a message's port id is unique in: its protocol and source."""
        store = self._store
        source = store.source_at(n) << _SOURCE
        return int(store.protocol[n]) | source

    def _direct(self, n: int) -> int:
        """Return the code of a message by its own comment, else by its port."""
        store = self._store
        frame = int(store.frame[n])
        place = bisect_right(self._frames, frame) - 1
        if place >= 0 and self._frames[place] == frame:
            return self._codes[place]
        told = self._ports.get((self._space(n), int(store.portid[n])))
        if told is None:
            return UNKNOWN
        return told.codes[max(0, bisect_right(told.rows, n) - 1)]

    def _related(self, n: int, relations: Relations) -> int:
        """Return the code that others of its exchange have, or what caused it."""
        if self._store.protocol[n] == USERSOCK:
            return UNKNOWN
        exchange = int(relations.exchange[n])
        if not exchange:
            cause = int(relations.request[n]) - 1
            return UNKNOWN if cause < 0 else self._of_exchange(cause + 1, relations)
        return self._of_exchange(exchange, relations)

    def _of_exchange(self, exchange: int, relations: Relations) -> int:
        first = exchange - 1
        members = relations.exchange[first : first + _FAR] == exchange
        for member in np.flatnonzero(members).tolist() or [0]:
            code = self._direct(first + member)
            if code != UNKNOWN:
                return code
        return UNKNOWN

    def _all(self, relations: Relations) -> Codes:
        """Return what of says of each message."""
        store = self._store
        code = self._by_port()
        if self._frames:
            told = np.full(store.frames, UNKNOWN, np.int32)
            told[self._frames] = self._codes
            own = told[store.frame]
            code = np.where(own == UNKNOWN, code, own)
        exchange = relations.exchange.astype(np.int64)
        known = np.flatnonzero((code != UNKNOWN) & (exchange > 0))[::-1]
        first = np.full(len(code) + 1, UNKNOWN, np.int32)
        first[exchange[known]] = code[known]  # the first one is written last
        between = store.protocol == USERSOCK
        asked = (code == UNKNOWN) & (exchange > 0) & ~between
        code[asked] = first[exchange[asked]]
        caused = (code == UNKNOWN) & (exchange == 0) & (relations.request > 0) & ~between
        code[caused] = code[relations.request[caused].astype(np.int64) - 1]
        return code

    def _by_port(self) -> Codes:
        """Return what was told last of the port of each message, or first after it."""
        store = self._store
        code = np.full(len(store), UNKNOWN, np.int32)
        if not self._ports:
            return code
        spaces = store.protocol.astype(np.int64) | store.source.astype(np.int64) << _SOURCE
        keys = spaces << 32 | store.portid.astype(np.int64)
        ports = np.array(sorted(each[0] << 32 | each[1] for each in self._ports), np.int64)
        place = np.minimum(np.searchsorted(ports, keys), len(ports) - 1)
        rows = np.flatnonzero(ports[place] == keys)
        told = [self._ports[int(key) >> 32, int(key) & 0xFFFFFFFF] for key in ports]
        sizes = np.array([len(each.rows) for each in told])
        ends = np.cumsum(sizes)
        span = len(store) + 1
        at = np.repeat(np.arange(len(told)) * span, sizes)
        at += np.array([row for each in told for row in each.rows], np.int64)
        codes = np.array([one for each in told for one in each.codes], np.int32)
        found = np.searchsorted(at, place[rows] * span + rows, side="right") - 1
        code[rows] = codes[np.maximum(found, (ends - sizes)[place[rows]])]
        return code
