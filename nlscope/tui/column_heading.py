"""The heading of the message list."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from nlscope.tui.message_list import GUTTER, MessageList
from nlscope.tui.paint import fit

if TYPE_CHECKING:
    from textual import events


class ColumnHeading(Widget):
    """Names of the columns of a list, where the list has them; a click cycles times."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"heading--clickable"}

    class TimeClicked(Message):
        """The heading of the time column was clicked."""

    def __init__(self, source: MessageList) -> None:
        super().__init__()
        self._list = source

    def render_line(self, y: int) -> Strip:  # noqa: ARG002
        """Return the only line."""
        plan, style = self._list.plan, self.rich_style
        segments = [Segment(" " * GUTTER, style)]
        for column, cells in plan.columns:
            title = fit(column.title(self._list.times), cells, right=column.right)
            clickable = column.name == "time"
            tone = self.get_component_rich_style("heading--clickable")
            segments.append(Segment(f"{title} ", tone if clickable else style))
        moved = "< " if self._list.info_x else ""
        segments.append(Segment(fit(f"{moved}info", plan.info_cells), style))
        return Strip(segments).adjust_cell_length(self.size.width, style)

    def on_click(self, event: events.Click) -> None:
        """Cycle the time format."""
        at = GUTTER
        for column, cells in self._list.plan.columns:
            if column.name == "time" and at <= event.x < at + cells:
                self.post_message(self.TimeClicked())
            at += cells + 1
