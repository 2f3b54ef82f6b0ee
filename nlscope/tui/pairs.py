"""Requests and their answers as far as they are paired, without waiting for more."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from nlscope.conversation import OUTCOMES, Conversations, Exchange, copies
from nlscope.exchange import Relations, Role, relate
from nlscope.headers import Columns
from nlscope.model import NLMSG_ERROR

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nlscope.model import Message
    from nlscope.session import Session

_AT_ONCE = 20_000  # messages that are related in a few milliseconds


class Paired:
    """The relations of the messages that there were, and what follows from them."""

    def __init__(self, columns: Columns, relations: Relations) -> None:
        self._columns = columns
        self.relations = relations

    @cached_property
    def conversations(self) -> Conversations:
        """The exchanges as wholes."""
        return Conversations(self._columns, self.relations)

    @cached_property
    def copies(self) -> NDArray[np.uint32]:
        """How many listeners got each multicast."""
        return copies(self._columns, self.relations)


class Pairs:
    """The exchanges of a session that is still being indexed.

    Session.relations relates the whole file again whenever it has grown; a screen that
    draws fifty rows of a growing file cannot wait for that, so it asks here.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._paired: Paired | None = None
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
        return self._session.columns

    @staticmethod
    def compute(columns: Columns) -> Paired:
        """Return what there is to know of a snapshot."""
        made = Paired(columns, relate(columns))
        if len(columns) > _AT_ONCE:
            made.conversations, made.copies  # noqa: B018  # made here, not while drawing
        return made

    def take(self, paired: Paired) -> None:
        """Use what compute returned."""
        self._paired, self._known = paired, paired.relations

    def place(self, index: int) -> tuple[Conversations, int] | None:
        """Return the exchanges and the place of that of a message, None if it has none."""
        if self._paired is None or self.of(index) is None:
            return None
        known = self._paired.conversations
        place = known.of(index + 1)
        return None if place is None else (known, place)

    def exchange(self, index: int) -> Exchange | None:
        """Return the exchange of a message, None if it has none."""
        found = self.place(index)
        return None if found is None else found[0][found[1]]

    def outcome(self, index: int) -> str:
        """Return the outcome of a message's exchange, "" if it has none."""
        found = self.place(index)
        return "" if found is None else OUTCOMES[found[0].outcome[found[1]]]

    def role(self, index: int) -> Role:
        """Return what a message is in its exchange."""
        self._hurry()
        known = self._known.role
        return Role(int(known[index])) if index < len(known) else Role.NONE

    def asked(self, index: int) -> int | None:
        """Return the index of the request that a message answers or tells of, or is."""
        self._hurry()
        known = self._known.request
        return int(known[index]) - 1 if index < len(known) and known[index] else None

    def copies(self, index: int) -> int:
        """Return how many listeners got a message, 0 for what is no multicast."""
        self._hurry()
        if self._paired is None or index >= len(self._known.role):
            return 0
        return int(self._paired.copies[index])

    def refusals(self, request: int) -> list[int]:
        """Return the indexes of the NLMSG_ERRORs that answer a request."""
        if self.role(request) is not Role.REQUEST:
            return []
        known = self._known
        ends = (known.request == request + 1) & (known.role == Role.END)
        kind = self._session.store.type[: len(ends)]
        found: list[int] = np.flatnonzero(ends & (kind == NLMSG_ERROR)).tolist()
        return found

    def _hurry(self) -> None:
        if self.behind and len(self._session.store) <= _AT_ONCE:
            self.take(self.compute(self.snapshot()))

    def _request(self, message: Message) -> Message | None:
        self._hurry()
        if message.no > len(self._known.request):
            return None
        no = int(self._known.request[message.no - 1])
        return None if no in (0, message.no) else self._session.store[no - 1]
