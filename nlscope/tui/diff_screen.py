"""Two messages, or an answer and what came in its place, beside each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Label

from nlscope.diff import short
from nlscope.tui.cell_list import CellList, Cells
from nlscope.tui.hints import Hints
from nlscope.tui.paint import safe

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from nlscope.beside import Line

_PATH_MOST = 44  # cells


class DiffView(CellList):
    """A line for each value: its path, and how both sides have it."""

    HELP_TITLE = "Differences"

    def widths(self, cells: int) -> Sequence[int]:
        """Return the cells of the sign, the path, and the two sides."""
        path = max((len(row[1][0]) for row in self.rows), default=8) + 2
        path = min(path, _PATH_MOST, cells // 3)
        side = (cells - path - 2) // 2
        return 2, path, side, cells - path - 2 - side


class DiffScreen(Screen[None]):
    """The differences of two messages, on demand with all that is the same or ignored."""

    CSS_PATH = "diff_screen.tcss"
    HELP_TITLE = "Diff"
    AUTO_FOCUS = "DiffView"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "everything", "Everything", id="diff.everything",
                tooltip="Show what is equal, and what two runs never have in common"),
        Binding("n", "next(1)", "Next", id="diff.next", tooltip="Next difference"),
        Binding("N", "next(-1)", "Previous", show=False, id="diff.previous",
                tooltip="Previous difference"),
        Binding("escape,d", "dismiss(None)", "Back", id="diff.back"),
    ]  # fmt: skip

    def __init__(self, about: str, sides: tuple[str, str], lines: Sequence[Line]) -> None:
        super().__init__()
        self._about = about
        self._sides = sides
        self._lines = lines
        self.everything = not any(line.differs for line in lines)
        self.shown: list[Line] = []

    def compose(self) -> ComposeResult:
        """Make the screen."""
        yield Label(safe(self._about), classes="heading", markup=False)
        yield Label("", id="diff-words", classes="words", markup=False)
        yield DiffView()
        yield Hints()

    def on_mount(self) -> None:
        """Show the differences, or everything where there is none."""
        self.query_one(DiffView).heading = ("", "value", *map(safe, self._sides))
        self._show()

    def _show(self) -> None:
        lines = self._lines
        self.shown = [line for line in lines if self.everything or line.differs]
        self.query_one(DiffView).show([_cells(line) for line in self.shown])
        count = sum(line.differs for line in lines)
        ignored = sum(line.kind != "=" and line.ignored for line in lines)
        same = sum(line.kind == "=" for line in lines)
        parts = [f"{count} difference{'s' * (count != 1)}" if count else "no difference"]
        if ignored:
            parts.append(f"{ignored} that two runs always have")
        if same:
            parts.append(f"{same} equal")
        self.query_one("#diff-words", Label).update(" · ".join(parts))

    def action_everything(self) -> None:
        """Show everything, or the differences alone."""
        self.everything = not self.everything
        self._show()

    def action_next(self, step: int) -> None:
        """Go to the next difference."""
        view = self.query_one(DiffView)
        places = [n for n, line in enumerate(self.shown) if line.differs]
        ahead = [n for n in places if (n - view.cursor) * step > 0]
        if ahead:
            view.cursor = ahead[0] if step > 0 else ahead[-1]
        else:
            self.app.bell()


def _cells(line: Line) -> Cells:
    sign = " " if line.kind == "=" else "·" if line.ignored else line.kind
    plain = "plain" if line.differs else "muted"
    before = "before" if line.differs else "muted"
    after = "after" if line.differs else "muted"
    sides = ("" if line.kind == "+" else _text(line.before),
             "" if line.kind == "-" else _text(line.after))  # fmt: skip
    return (sign, plain), (safe(line.path), plain), (sides[0], before), (sides[1], after)


def _text(value: object) -> str:
    return "-" if value is None else safe(short(value))
