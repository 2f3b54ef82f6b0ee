"""Getting about in the message list: jumps, searches, marks, and the way back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual import on, work
from textual.screen import Screen

from nlscope.tui import screens
from nlscope.tui.find_bar import FindBar
from nlscope.tui.message_list import MessageList
from nlscope.tui.places import Trail, candidates, wanted
from nlscope.tui.search import SearchError, compile_search
from nlscope.tui.seek import seek

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nlscope.tui.rows import Rows
    from nlscope.tui.search import Match


class Navigation(Screen[None]):
    """The part of a screen that moves the cursor of its message list."""

    def __init__(self, rows: Rows) -> None:
        super().__init__()
        self.rows = rows
        self.doing = ""
        self._trail = Trail()
        self._match: Match | None = None

    @property
    def messages(self) -> MessageList:
        """The message list."""
        return self.query_one(MessageList)

    def jump(self, index: int) -> None:
        """Go to a message, and remember the way back."""
        if not self.rows.shows(index) and self.rows.roll_out(index):
            self.messages.reset()
        if not self.rows.shows(index):
            self.notify(f"Message {index + 1:,} is not shown by the filter.")
            return
        self._trail.leave(self.messages.index)
        self.messages.show(self.rows.row(index), center=True)

    def action_next(self, what: str, step: int) -> None:
        """Go to the next message of a kind."""
        start = self.messages.cursor
        indexes = candidates(self.rows, what, start, step)
        self._look(indexes, partial(wanted, what=what), what, step)

    def action_find(self) -> None:
        """Ask what to search."""
        self.query_one(FindBar).open()

    def action_again(self, step: int) -> None:
        """Go to the next match of the search."""
        if self._match is None:
            self.action_find()
            return
        rows, start = self.rows, self.messages.cursor
        places = (start + step * n for n in range(1, len(rows) + 1))
        indexes = (rows.index(place % len(rows)) for place in places)
        self._look(indexes, self._match, "match", step)

    @on(FindBar.Wanted)
    def _find(self, event: FindBar.Wanted) -> None:
        try:
            self._match = compile_search(event.text, event.mode)
        except SearchError:
            self.app.bell()
            return
        self.action_again(event.step)

    @on(FindBar.Closed)
    def _found(self) -> None:
        self.query_one(FindBar).display = False
        self.messages.focus()

    @work(exclusive=True, group="seek")
    async def _look(
        self, indexes: Iterator[int], test: Match, what: str, step: int
    ) -> None:
        count = max(1, len(self.rows))

        def report(done: int) -> None:
            self.doing = f"looking for {what}: {done / count:.0%}, esc stops"

        try:
            index = await seek(self.rows.session, indexes, test, report)
        finally:
            self.doing = ""
        if index is None:
            where = "" if what == "match" else " below" if step > 0 else " above"
            self.notify(f"No {what}{where}.", timeout=3)
            return
        wrapped = (index - (self.messages.index or 0)) * step <= 0
        if what == "match" and wrapped:
            self.notify("Went round the end of the list.", timeout=2)
        self.jump(index)

    def action_partner(self) -> None:
        """Go to the next message of the exchange, from the last to the request."""
        index = self.messages.index
        request = None if index is None else self.rows.pairs.of(index)
        members = () if request is None else self.rows.pairs.members(request)
        shown = [int(m) for m in members if self.rows.shows(int(m))]
        if len(shown) < 2 or index is None:
            self.notify("This message has no partner here.", timeout=3)
            return
        self.jump(next((m for m in shown if m > index), shown[0]))

    def action_goto(self) -> None:
        """Ask for a place, and go there."""
        self.app.push_screen(screens.GotoDialog(self.rows), self._arrive)

    def _arrive(self, index: int | None) -> None:
        if index is not None:
            self.jump(index)

    def action_back(self) -> None:
        """Go back to where the last jump came from."""
        self._return(self._trail.back(self.messages.index))

    def action_forward(self) -> None:
        """Undo going back."""
        self._return(self._trail.forward(self.messages.index))

    def _return(self, index: int | None) -> None:
        if index is None:
            self.app.bell()
        else:
            self.messages.show(self.rows.row(index), center=True)

    def action_mark(self) -> None:
        """Mark the message, or take the mark away."""
        if self.messages.index is not None:
            self.rows.marks ^= {self.messages.index}
            self.messages.renew()

    def action_marked(self, step: int) -> None:
        """Go to the next mark, round the end."""
        here = self.messages.index
        places = sorted(i for i in self.rows.marks if self.rows.shows(i))
        if not places or here is None:
            self.notify("Nothing is marked; m marks.", timeout=3)
            return
        if step > 0:
            self.jump(next((i for i in places if i > here), places[0]))
        else:
            self.jump(next((i for i in reversed(places) if i < here), places[-1]))

    def action_times(self) -> None:
        """Go on to the next time format."""
        self.messages.cycle_times()

    def action_reference(self) -> None:
        """Count times from this message, or from the first one again."""
        here = self.messages.index
        self.rows.reference = None if self.rows.reference == here else here
        self.messages.renew()
