"""Edges between panes that the mouse can drag."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from nlscope.tui.paint import fit, width

if TYPE_CHECKING:
    from textual import events


class Divider(Widget):
    """An edge; posts Dragged while it is moved."""

    class Dragged(Message):
        """The edge was moved to a place on the screen."""

        def __init__(self, divider: Divider, x: int, y: int) -> None:
            super().__init__()
            self.divider, self.x, self.y = divider, x, y

        @property
        def control(self) -> Divider:
            """The edge, for @on."""
            return self.divider

        def can_replace(self, message: Message) -> bool:
            """Return whether the older one is not worth handling any more."""
            return isinstance(message, Divider.Dragged)

    _dragging = False

    def on_mouse_down(self) -> None:
        """Take hold of the edge."""
        self._dragging = True
        self.capture_mouse()

    def on_mouse_up(self) -> None:
        """Let go of it."""
        self._dragging = False
        self.release_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Say where it goes."""
        if self._dragging:
            self.post_message(self.Dragged(self, event.screen_x, event.screen_y))

    def render(self) -> Text:
        """Return a line from top to bottom."""
        return Text("\n".join("│" * self.size.height))


class PaneTitle(Divider):
    """The line above a pane: what it shows, and a handle to resize it."""

    title = reactive("")
    aside = reactive("")

    def render(self) -> Text:
        """Return the title, and what is beside it at the right end."""
        cells = self.size.width
        room = cells - len(self.aside) - 2
        if not self.aside or room <= width(self.title):
            return Text(f" {fit(self.title, cells - 1)}")
        return Text(f" {fit(self.title, room)}") + Text(f"{self.aside} ", "dim")
