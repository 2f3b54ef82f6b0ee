"""Dumps rolled up: of the parts of an answer only the first has a row, with a count."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from nlscope.exchange import Role
from nlscope.headers import Columns
from nlscope.model import NLMSG_DONE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nlscope.exchange import Relations
    from nlscope.session import Session

    Ints = NDArray[np.integer[Any]]


class Rollup:
    """Which exchanges are rolled up, and the rows that are left.

    everything says what holds for those not in others, which are the indexes of requests.
    """

    def __init__(self) -> None:
        self.everything = False
        self.others: set[int] = set()
        self._relations: Relations | None = None
        self._parts: NDArray[np.bool_] = np.zeros(0, bool)
        self._made: tuple[Any, ...] = ()
        self._heads: NDArray[np.int64] = np.zeros(0, np.int64)
        self._counts: NDArray[np.int64] = np.zeros(0, np.int64)
        self._kept: Ints = np.zeros(0, np.int64)
        self._rows: Ints = np.zeros(0, np.int64)

    @property
    def active(self) -> bool:
        """Whether anything is rolled up."""
        return self.everything or bool(self.others)

    def rolled(self, request: int) -> bool:
        """Return whether the exchange of a request is rolled up."""
        return self.everything != (request in self.others)

    def toggle(self, request: int) -> None:
        """Roll an exchange up, or out again."""
        self.others ^= {request}
        self._made = ()

    def toggle_all(self) -> None:
        """Roll all exchanges up, or all out again."""
        self.everything = not self.active
        self.others.clear()
        self._made = ()

    def rows(self, picked: Ints | None, session: Session, relations: Relations) -> Ints:
        """Return the messages that are left of those picked, None for all."""
        total = len(session.store)
        before = self._made or (None, None, -1)
        if before[1] is not relations or before[0] is not picked:
            self._update(session, relations)
            self._kept = self._left(picked, total, relations)
        elif before[2] == total:
            return self._rows
        self._made = picked, relations, total
        known = len(relations.exchange)
        rest = np.arange(known, total) if picked is None else picked[picked >= known]
        self._rows = np.concatenate([self._kept, rest.astype(np.int64)])
        return self._rows

    def parts(self, index: int) -> int:
        """Return how many parts the row of a message stands for, 0 if for itself."""
        at = int(np.searchsorted(self._heads, index))
        if not self.active or at >= len(self._heads) or self._heads[at] != index:
            return 0
        return int(self._counts[at])

    def _update(self, session: Session, relations: Relations) -> None:
        """Find which messages are parts of an answer: data, and the end of a dump."""
        if relations is self._relations:
            return
        self._relations, count = relations, len(relations.role)
        self._parts = relations.role == Role.ANSWER
        ends = (relations.role == Role.END) & (session.store.type[:count] == NLMSG_DONE)
        done = np.flatnonzero(ends)
        if len(done):
            number = Columns.of(session.store).read("i4", done, 16)
            self._parts[done[number >= 0]] = True

    def _left(self, picked: Ints | None, total: int, relations: Relations) -> Ints:
        """Return what is left of the messages that are related already."""
        known = len(relations.exchange)
        rows = np.arange(min(known, total)) if picked is None else picked[picked < known]
        early = rows.astype(np.int64)
        exchange = relations.exchange[early].astype(np.int64)
        up = np.full(known + 1, self.everything)
        up[
            [request + 1 for request in self.others if request < known]
        ] = not self.everything
        places = np.flatnonzero(self._parts[early] & up[exchange])
        leaders = exchange[places]
        first = np.full(known + 1, -1)
        first[leaders[::-1]] = places[::-1]
        count = np.bincount(leaders, minlength=known + 1)
        several = count[leaders] > 1
        heads = places[(first[leaders] == places) & several]
        keep = np.ones(len(early), bool)
        keep[places[first[leaders] != places]] = False
        self._heads, self._counts = early[heads], count[exchange[heads]]
        return early[keep]
