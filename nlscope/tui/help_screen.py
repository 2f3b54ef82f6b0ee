"""The help: every key of the screen below, from its bindings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from rich.console import Group
from rich.table import Table
from rich.text import Text
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Label, Static

from nlscope.tui.keys import Key, sections

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.screen import Screen

_KEYS = 9  # cells at least
_TWO_FROM = 110  # cells from which there is room for two columns
Section = tuple[str, list[Key]]


class HelpScreen(ModalScreen[None]):
    """Keys by the place where they work."""

    CSS_PATH = "help_screen.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,f1", "dismiss", "Close", id="help.close"),
        Binding("j", "scroll('down')", "Down", show=False, id="help.down"),
        Binding("k", "scroll('up')", "Up", show=False, id="help.up"),
    ]

    def __init__(self, below: Screen[Any]) -> None:
        super().__init__()
        self._sections = sections(below)

    def compose(self) -> ComposeResult:
        """Make blocks, one for each section, in two columns if there is room."""
        blocks = [_block(title, keys) for title, keys in self._sections]
        columns = _halves(self._sections) if self.app.size.width >= _TWO_FROM else [blocks]
        with Vertical(id="help"):
            yield Label("nlscope · keys", id="help-title")
            with VerticalScroll(), Horizontal(id="help-columns"):
                for column in columns:
                    yield Static(Group(*column), classes="column")
            yield Label("esc closes · ctrl+p finds a command by name", id="help-foot")

    def action_scroll(self, where: str) -> None:
        """Scroll the text."""
        scroll = self.query_one(VerticalScroll)
        (scroll.scroll_down if where == "down" else scroll.scroll_up)(animate=False)


def _halves(found: list[Section]) -> list[list[Group]]:
    """Return the blocks in two columns of about the same height."""
    total = sum(len(keys) + 2 for _, keys in found)
    left: list[Group] = []
    right: list[Group] = []
    height = 0
    for title, keys in found:
        (left if height < total / 2 - 4 else right).append(_block(title, keys))
        height += len(keys) + 2
    return [left, right]


def _block(title: str, keys: list[Key]) -> Group:
    grid = Table.grid(padding=(0, 1))
    grid.add_column(width=max(_KEYS, *(len(key.keys) for key in keys), 0))
    grid.add_column(ratio=1)
    for key in keys:
        grid.add_row(Text(key.keys, "bold"), Text(key.words))
    return Group(Text(title, "bold underline"), grid, Text())
