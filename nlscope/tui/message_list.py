"""The message list: a row each, made when it is drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.cache import LRUCache
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from nlscope.export.text import kind
from nlscope.tui.bindings import LIST
from nlscope.tui.columns import COLUMNS, TIMES, Cell, Column, plan
from nlscope.tui.line_view import LineView
from nlscope.tui.paint import cut, fit, lit, safe, width

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.style import Style
    from textual import events
    from textual.binding import BindingType

    from nlscope.tui.rows import Rows

GUTTER = 2  # cells: a mark, and the bracket of an exchange
_SHIFT = 8  # cells that the info text moves at once
_STRIPS = 1024


class MessageList(LineView):
    """Rows of messages with a cursor; posts Selected when it comes to rest on one."""

    HELP_TITLE = "Message list"
    PREFIX = "list"
    OVERLAYS = ("cursor", "linked", "mark")
    BINDINGS: ClassVar[list[BindingType]] = [*LIST]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"list--{name}"
        for name in (
            "plain", "muted", "cursor", "linked", "mark", "found",
            "request", "reply", "error", "ack", "event", "problem",
        )
    }  # fmt: skip

    cursor = reactive(-1, repaint=False)
    times = reactive("relative", repaint=False)
    info_x = reactive(0, repaint=False)

    class Selected(Message):
        """The cursor is on another message; index counts from 0, None for none."""

        def __init__(self, index: int | None) -> None:
            super().__init__()
            self.index = index

        def can_replace(self, message: Message) -> bool:
            """Return whether the older one is not worth handling any more."""
            return isinstance(message, MessageList.Selected)

    class Opened(Message):
        """The user asked for the fields of the message under the cursor."""

    class Planned(Message):
        """The columns or the time format changed; the heading shows them."""

    def __init__(self, rows: Rows, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.rows = rows
        self.columns: tuple[Column, ...] = COLUMNS
        self.tail = False
        self.index: int | None = None
        self.plan = plan(80, 0, "relative")
        self._exchange: int | None = None
        self._strips: LRUCache[tuple[int, bool, bool, int], Strip] = LRUCache(_STRIPS)

    def reset(self, *, keep: bool = True) -> None:
        """Draw everything anew, the cursor on the same message if it is still shown."""
        index = self.index if keep else None
        self._resize()
        self.renew()
        self.cursor = -1
        if len(self.rows):
            self.show(self.rows.row(index or 0), center=True)
        else:
            self._select()

    def grow(self) -> None:
        """Take in the rows that were added."""
        before, count = self.virtual_size.height, len(self.rows)
        if count == before:
            return
        self._resize()
        if self.cursor < 0 and count:
            self.cursor = count - 1 if self.tail else 0
        elif self.tail:
            self.cursor = count - 1
        if before < self.scroll_offset.y + self.size.height:
            self.refresh()

    def renew(self) -> None:
        """Draw everything anew; colours, marks or names have changed."""
        self._strips.clear()
        self._tones.clear()
        self.refresh()

    @property
    def last_in_sight(self) -> int:
        """The index of the message of the lowest row in sight, -1 for none."""
        row = min(self.scroll_offset.y + self.size.height, len(self.rows)) - 1
        return self.rows.index(row) if row >= 0 else -1

    def show(self, row: int, *, center: bool = False) -> None:
        """Put the cursor on a row, in the middle of the list if it was out of sight."""
        row = max(0, min(row, len(self.rows) - 1))
        top, height = self.scroll_offset.y, self.size.height
        if center and not top <= row < top + height:
            self.jump_to(row - height // 2)
        self.cursor = row

    def _resize(self) -> None:
        count = len(self.rows)
        self.set_lines(count)
        total = len(self.rows.session.store)
        session = self.rows.session
        told = {"process": session.processes.told, "source": bool(session.store.sources)}
        columns = tuple(each for each in self.columns if told.get(each.name, True))
        made = plan(self.cells - GUTTER, total, self.times, columns)
        if made != self.plan:
            self.plan = made
            self.renew()
            self.post_message(self.Planned())

    def on_resize(self) -> None:
        """Choose the columns that fit."""
        self._resize()
        self._strips.clear()
        self.reveal(self.cursor, self.cursor)

    def notify_style_update(self) -> None:
        """Make new strips when the theme or the focus has changed."""
        super().notify_style_update()
        self._strips.clear()

    def watch_cursor(self, before: int, after: int) -> None:
        """Move the highlight, and say so."""
        self.refresh_line(before)
        self.refresh_line(after)
        self.tail = 0 <= after == len(self.rows) - 1 > before
        self.reveal(self.cursor, self.cursor)
        self._select()

    def watch_times(self) -> None:
        """Draw the times in the other format."""
        self._resize()
        self.renew()
        self.post_message(self.Planned())

    def watch_info_x(self) -> None:
        """Draw the info text from another place."""
        self.renew()
        self.post_message(self.Planned())

    def _select(self) -> None:
        row = self.cursor
        self.index = self.rows.index(row) if 0 <= row < len(self.rows) else None
        exchange = None if self.index is None else self.rows.pairs.of(self.index)
        if exchange != self._exchange:
            self._exchange = exchange
            self.refresh()
        self.post_message(self.Selected(self.index))

    def action_step(self, rows: int) -> None:
        """Move the cursor by rows."""
        self.show(self.cursor + rows)

    def action_page(self, pages: float) -> None:
        """Move the cursor and the list by pages."""
        rows = int(pages * self.page)
        self.jump_to(min(self.scroll_offset.y + rows, self.max_scroll_y))
        self.show(self.cursor + rows)

    def action_first(self) -> None:
        """Go to the first row."""
        self.show(0)

    def action_last(self) -> None:
        """Go to the last row."""
        self.show(len(self.rows) - 1)

    def action_shift(self, steps: int) -> None:
        """Scroll the info text."""
        self.info_x = max(0, self.info_x + steps * _SHIFT)

    def action_open(self) -> None:
        """Ask for the fields."""
        self.post_message(self.Opened())

    def cycle_times(self) -> None:
        """Go on to the next time format."""
        self.times = TIMES[(TIMES.index(self.times) + 1) % len(TIMES)]

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the mouse is; twice opens."""
        row = event.y + self.scroll_offset.y
        if row < len(self.rows):
            self.show(row)
            if event.chain == 2:
                self.action_open()

    def on_mouse_scroll_right(self) -> None:
        """Scroll the info text."""
        self.action_shift(1)

    def on_mouse_scroll_left(self) -> None:
        """Scroll the info text back."""
        self.action_shift(-1)

    def render_line(self, y: int) -> Strip:
        """Return a line of the screen."""
        row = self.scroll_offset.y + y
        if row >= len(self.rows):
            return Strip.blank(self.cells, self.rich_style)
        index = self.rows.index(row)
        linked = self._exchange is not None and self.rows.pairs.of(index) == self._exchange
        key = row, row == self.cursor, linked, self.rows.parts(index)
        strip = self._strips.get(key)
        if strip is None:
            strip = self._strips[key] = self._strip(row, index, linked=linked)
        return strip

    def _strip(self, row: int, index: int, *, linked: bool) -> Strip:
        said = self.rows.said(index)
        tone = kind(said)
        cell = Cell(self.rows, row, said, self.times)
        segments = [*self._gutter(index, linked=linked)]
        for column, cells in self.plan.columns:
            text = fit(column.text(cell), cells, right=column.right)
            segments.append(Segment(f"{text} ", self._tone(column, tone)))
        room = self.plan.info_cells
        info = safe(self.rows.info(index))
        rest = width(info) - self.info_x
        shown = (
            cut(info, self.info_x, room)
            if rest <= room
            else (cut(info, self.info_x, room - 1) + "…")
        )
        plain = "plain" if tone in ("request", "reply", "event") else tone
        segments.append(Segment(shown, self.style(plain)))
        if row == self.cursor:
            segments = lit(segments, self.style("cursor"))
        return Strip(segments, GUTTER + self.plan.info_at + room)

    def _tone(self, column: Column, tone: str) -> Style:
        return self.style(tone if column.tone == "kind" else column.tone)

    def _gutter(self, index: int, *, linked: bool) -> Iterator[Segment]:
        muted = self.style("muted")
        marked = index in self.rows.marks
        mark = "◆" if marked else "◷" if index == self.rows.reference else " "
        yield Segment(mark, muted + self.style("mark"))
        first = linked and index == self._exchange
        link = "┌" if first else "│" if linked else " "
        yield Segment(link, muted + self.style("linked"))
