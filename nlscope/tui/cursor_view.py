"""A list of lines with a cursor, for screens that show tables as text."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from nlscope.tui.line_view import LineView
from nlscope.tui.paint import cropped, lit

if TYPE_CHECKING:
    from rich.style import Style
    from textual import events


class CursorView(LineView):
    """Lines with a cursor; a subclass says how many there are, and draws each.

    HEADS is how many lines stand above them, which pieces draws as those before 0.
    """

    HEADS: ClassVar[int] = 0
    OVERLAYS = ("cursor",)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "step(-1)", "Up", show=False, id="lines.up"),
        Binding("down,j", "step(1)", "Down", show=False, id="lines.down"),
        Binding("pageup", "page(-1)", "Page up", show=False, id="lines.page_up"),
        Binding("pagedown", "page(1)", "Page down", show=False, id="lines.page_down"),
        Binding("home,g", "step(-1000000000)", "First", show=False, id="lines.first"),
        Binding("end,G", "step(1000000000)", "Last", show=False, id="lines.last"),
    ]

    cursor = reactive(0, repaint=False)

    class Moved(Message):
        """The cursor is on another line, or the lines are others."""

        def __init__(self, view: CursorView) -> None:
            super().__init__()
            self.view = view

        @property
        def control(self) -> CursorView:
            """The list, for @on."""
            return self.view

    @property
    def count(self) -> int:
        """How many lines there are for the cursor."""
        raise NotImplementedError

    @property
    def drawn(self) -> int:
        """How many lines are drawn: those above and below the cursor's too."""
        return self.count + self.HEADS

    def pieces(self, at: int) -> list[tuple[str, Style]]:
        """Return a line as texts with styles."""
        raise NotImplementedError

    def renew(self) -> None:
        """Draw what became other lines."""
        self.set_lines(self.drawn)
        self.cursor = self.cursor  # it is kept on the lines
        self.refresh()
        self.tell()

    def on_resize(self) -> None:
        """Lay out for the size."""
        self.set_lines(self.drawn)
        self.reveal(self.cursor, self.cursor + self.HEADS)

    def validate_cursor(self, at: int) -> int:
        """Keep the cursor on a line."""
        return max(0, min(at, self.count - 1))

    def watch_cursor(self, before: int, after: int) -> None:
        """Move the highlight, and say so."""
        self.refresh_line(before)
        self.refresh_line(after)
        self.reveal(after, after + self.HEADS)
        self.tell()

    def tell(self) -> None:
        """Post that the cursor is on another line, or the lines are others."""
        self.post_message(self.Moved(self))

    def action_step(self, lines: int) -> None:
        """Move the cursor by lines."""
        self.cursor += lines

    def action_page(self, pages: int) -> None:
        """Move the cursor by pages."""
        self.cursor += pages * self.page

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on the line; twice does what enter does."""
        at = event.y + self.scroll_offset.y - self.HEADS
        if 0 <= at < self.count:
            self.cursor = at
            if event.chain == 2:
                self.enter()

    @property
    def lit(self) -> bool:
        """Whether the line under the cursor stands out."""
        return True

    def enter(self) -> None:
        """Do what enter does on the line."""

    def render_line(self, y: int) -> Strip:
        """Return a line of the screen."""
        at = self.scroll_offset.y + y - self.HEADS
        if at >= self.drawn - self.HEADS:
            return Strip.blank(self.cells, self.rich_style)
        segments = cropped(self.pieces(at), self.cells, self.rich_style)
        if at == self.cursor < self.count and self.lit:
            segments = lit(segments, self.style("cursor"))
        return Strip(segments, self.cells)
