"""A list of lines of cells with a heading and a cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from nlscope.tui.line_view import LineView
from nlscope.tui.paint import cropped, fit, lit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events

Cells = tuple[tuple[str, str], ...]  # safe texts, each with its tone


class CellList(LineView):
    """Lines of cells, drawn when shown; posts Chosen for the one under the cursor."""

    HELP_TITLE = "List"
    PREFIX = "lines"
    OVERLAYS = ("cursor",)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "step(-1)", "Up", show=False, id="lines.up"),
        Binding("down,j", "step(1)", "Down", show=False, id="lines.down"),
        Binding("pageup", "page(-1)", "Page up", show=False, id="lines.page_up"),
        Binding("pagedown", "page(1)", "Page down", show=False, id="lines.page_down"),
        Binding("home,g", "step(-1000000000)", "First", show=False, id="lines.first"),
        Binding("end,G", "step(1000000000)", "Last", show=False, id="lines.last"),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"lines--{name}"
        for name in (
            "head", "plain", "muted", "before", "after", "bad", "warn", "good", "cursor",
        )
    }  # fmt: skip

    cursor = reactive(0, repaint=False)

    class Chosen(Message):
        """The user wants what is behind a line, by its place."""

        def __init__(self, place: int) -> None:
            super().__init__()
            self.place = place

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.heading: tuple[str, ...] = ()
        self.rows: list[Cells] = []

    def widths(self, cells: int) -> Sequence[int]:
        """Return the cells that each column gets of a width."""
        raise NotImplementedError

    def show(self, rows: list[Cells]) -> None:
        """Show other lines."""
        self.rows = rows
        self.set_lines(len(rows) + 1)
        self.cursor = min(self.cursor, max(0, len(rows) - 1))
        self.refresh()

    def put(self, place: int, row: Cells) -> None:
        """Show another line in the place of one."""
        self.rows[place] = row
        self.refresh()

    def on_resize(self) -> None:
        """Lay out for the width."""
        self.set_lines(len(self.rows) + 1)

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor on the lines."""
        return max(0, min(cursor, len(self.rows) - 1))

    def watch_cursor(self) -> None:
        """Show where the cursor is."""
        self.reveal(self.cursor, self.cursor + 1)
        self.refresh()

    def action_step(self, lines: int) -> None:
        """Move the cursor."""
        self.cursor += lines

    def action_page(self, pages: int) -> None:
        """Move the cursor by a page."""
        self.cursor += pages * self.page

    def action_choose(self) -> None:
        """Ask for what is behind the line."""
        if self.rows:
            self.post_message(self.Chosen(self.cursor))

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the mouse is; twice chooses."""
        row = event.y + self.scroll_offset.y - 1
        if 0 <= row < len(self.rows):
            self.cursor = row
            if event.chain == 2:
                self.action_choose()

    def render_line(self, y: int) -> Strip:
        """Return a line of the screen."""
        row, cells = y + self.scroll_offset.y - 1, self.cells
        if row >= len(self.rows):
            return Strip.blank(cells, self.rich_style)
        head = tuple((text, "head") for text in self.heading)
        line = head if row < 0 else self.rows[row]
        pieces = [
            (f"{fit(text, max(1, width - 1))} ", self.style(tone))
            for (text, tone), width in zip(line, self.widths(cells), strict=True)
        ]
        segments = cropped(pieces, cells, self.style("head" if row < 0 else "plain"))
        if row >= 0 and row == self.cursor:
            segments = lit(segments, self.style("cursor"))
        return Strip(segments, cells)
