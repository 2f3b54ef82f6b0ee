"""The rows of the message list: which message each shows, and what is said of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from textual.cache import LRUCache

from nlscope.export.save import comment_of
from nlscope.tui.pairs import Pairs
from nlscope.tui.rollup import Rollup

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nlscope.describe import Description
    from nlscope.processes import Party
    from nlscope.session import Session

_KEPT = 256  # descriptions; what is on a screen, and a few


class Rows:
    """The messages shown, in order; index counts messages of the file from 0.

    picked holds the indexes of the messages that the filter shows, ascending; None shows
    all. frozen is the number of messages at which growth was paused, or None. marks holds
    indexes; comments those of the user, by index, "" where one was taken away; reference
    is the index that relative times count from, or None for the first.
    """

    def __init__(self, session: Session) -> None:
        self.picked: NDArray[np.integer] | None = None
        self.frozen: int | None = None
        self.marks: set[int] = set()
        self.reference: int | None = None
        self.comments: dict[int, str] = {}
        self.rollup = Rollup()
        self.session = session
        self.pairs = Pairs(session)
        self._said: LRUCache[int, Description] = LRUCache(_KEPT)

    def __len__(self) -> int:
        total = len(self.session.store) if self.frozen is None else self.frozen
        listed = self.listed
        if listed is None:
            return total
        if self.frozen is None:
            return len(listed)
        return int(np.searchsorted(listed, total))

    @property
    def listed(self) -> NDArray[np.integer] | None:
        """The messages that have a row: those picked, but for what is rolled up."""
        if not self.rollup.active:
            return self.picked
        return self.rollup.rows(self.picked, self.session, self.pairs.relations)

    def indexes(self) -> NDArray[np.integer]:
        """Return the messages that the filter shows, those rolled up among them."""
        total = len(self.session.store) if self.frozen is None else self.frozen
        if self.picked is None:
            return np.arange(total)
        return self.picked[: int(np.searchsorted(self.picked, total))]

    def move(self, session: Session) -> None:
        """Show the same messages from another session of the same file."""
        self.session = session
        self.pairs = Pairs(session)
        self.forget()

    def forget(self) -> None:
        """Drop what was said; the messages mean something else now."""
        self._said.clear()

    def index(self, row: int) -> int:
        """Return the message of a row."""
        listed = self.listed
        return row if listed is None else int(listed[row])

    def row(self, index: int) -> int:
        """Return the row of a message, or of the first one shown after it."""
        row, listed = index, self.listed
        if listed is not None:
            row = int(np.searchsorted(listed, index))
        return max(0, min(row, len(self) - 1))

    def shows(self, index: int) -> bool:
        """Return whether a message has a row."""
        return len(self) > 0 and self.index(self.row(index)) == index

    def roll_out(self, index: int) -> bool:
        """Roll out the exchange that hides a message; return whether one did."""
        request = self.pairs.of(index)
        if request is None or not self.rollup.rolled(request):
            return False
        self.rollup.toggle(request)
        return self.shows(index)

    def parts(self, index: int) -> int:
        """Return how many messages the row of one stands for, 0 if for itself alone."""
        return self.rollup.parts(index) if self.rollup.active else 0

    def comment(self, index: int) -> str:
        """Return the comment on a message: the user's, else the file's."""
        own = self.comments.get(index)
        return comment_of(self.session, index) if own is None else own

    def party(self, index: int) -> Party:
        """Return whose a message is, as far as it is known."""
        return self.session.processes.of(index, self.pairs.relations)

    def process(self, said: Description) -> str:
        """Return the command of a message's process, from the wire, "" if unknown."""
        party = self.party(said.message.no - 1)
        return "nlscope" if party.own else party.process.short if party.process else ""

    def info(self, index: int) -> str:
        """Return the text of a message's row, from the wire, so to be made safe."""
        parts, comment = self.parts(index), self.comment(index)
        text = self.said(index).info
        if parts:
            text = f"▸ {parts:,} parts  {text}"
        return f"✎ {comment}  {text}".rstrip() if comment else text

    def said(self, index: int) -> Description:
        """Return the description of a message."""
        known = self._said.get(index)
        if known is None:
            known = self._said[index] = self.session.describe(index)
        return known

    def time_ns(self, index: int) -> int:
        """Return when a message was captured."""
        return int(self.session.store.time_ns[index])

    @property
    def origin_ns(self) -> int:
        """The time that relative times count from."""
        return self.time_ns(self.reference or 0) if len(self.session.store) else 0

    def delta_ns(self, row: int) -> int:
        """Return the time since the row above."""
        above = self.index(max(row - 1, 0))
        return self.time_ns(self.index(row)) - self.time_ns(above)
