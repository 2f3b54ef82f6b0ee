"""A list of lines of cells with a heading and a cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.message import Message

from nlscope.tui.cursor_view import CursorView
from nlscope.tui.paint import fit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.style import Style

Cells = tuple[tuple[str, str], ...]  # safe texts, each with its tone


class CellList(CursorView):
    """Lines of cells, drawn when shown; posts Chosen for the one under the cursor."""

    HELP_TITLE = "List"
    PREFIX = "lines"
    HEADS = 1
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"lines--{name}"
        for name in (
            "head", "plain", "muted", "before", "after", "bad", "warn", "good", "cursor",
        )
    }  # fmt: skip

    class Chosen(Message):
        """The user wants what is behind a line, by its place."""

        def __init__(self, place: int) -> None:
            super().__init__()
            self.place = place

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.heading: tuple[str, ...] = ()
        self.rows: list[Cells] = []

    @property
    def count(self) -> int:
        """How many lines there are."""
        return len(self.rows)

    def widths(self, cells: int) -> Sequence[int]:
        """Return the cells that each column gets of a width."""
        raise NotImplementedError

    def show(self, rows: list[Cells]) -> None:
        """Show other lines."""
        self.rows = rows
        self.renew()

    def put(self, place: int, row: Cells) -> None:
        """Show another line in the place of one."""
        self.rows[place] = row
        self.refresh()

    def action_choose(self) -> None:
        """Ask for what is behind the line."""
        if self.rows:
            self.post_message(self.Chosen(self.cursor))

    def enter(self) -> None:
        """Ask for what is behind the line."""
        self.action_choose()

    def pieces(self, at: int) -> list[tuple[str, Style]]:
        """Return the cells of a line, or those of the heading."""
        line = self.rows[at] if at >= 0 else tuple((text, "head") for text in self.heading)
        return [
            (f"{fit(text, max(1, width - 1))} ", self.style(tone))
            for (text, tone), width in zip(line, self.widths(self.cells), strict=True)
        ]
