"""Requests and their answers as far as they are paired, without waiting for more."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from nlscope.exchange import Relations, relate
from nlscope.headers import Columns

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nlscope.model import Message
    from nlscope.session import Session

_AT_ONCE = 20_000  # messages that are related in a few milliseconds


class Pairs:
    """The exchanges of a session that is still being indexed.

    Session.relations relates the whole file again whenever it has grown; a screen that
    draws fifty rows of a growing file cannot wait for that, so it asks here.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known = Relations.none()
        session.context.request = self._request

    @property
    def behind(self) -> int:
        """How many messages are not paired yet."""
        return len(self._session.store) - len(self._known.exchange)

    def of(self, index: int) -> int | None:
        """Return the index of the request that a message belongs to, None for none."""
        self._hurry()
        if index >= len(self._known.exchange):
            return None
        return int(self._known.exchange[index]) - 1 if self._known.exchange[index] else None

    def members(self, request: int) -> NDArray[np.intp]:
        """Return the indexes of the messages of an exchange, its request first."""
        self._hurry()
        return np.flatnonzero(self._known.exchange == request + 1)

    @property
    def relations(self) -> Relations:
        """What is known of the messages so far."""
        self._hurry()
        return self._known

    def snapshot(self) -> Columns:
        """Return what compute needs, good in another thread."""
        return Columns.of(self._session.store)

    @staticmethod
    def compute(columns: Columns) -> Relations:
        """Return the relations of a snapshot."""
        return relate(columns)

    def take(self, relations: Relations) -> None:
        """Use what compute returned."""
        self._known = relations

    def _hurry(self) -> None:
        if self.behind and len(self._session.store) <= _AT_ONCE:
            self.take(relate(self.snapshot()))

    def _request(self, message: Message) -> Message | None:
        self._hurry()
        if message.no > len(self._known.request):
            return None
        no = int(self._known.request[message.no - 1])
        return None if no in (0, message.no) else self._session.store[no - 1]
