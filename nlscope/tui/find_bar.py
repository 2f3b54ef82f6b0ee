"""The bar of the plain search."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Input, Label

from nlscope.tui.search import MODES, SearchError, compile_search

if TYPE_CHECKING:
    from textual.app import ComposeResult


class FindBar(Horizontal):
    """What to search, and how; hidden until asked for."""

    HELP_TITLE = "Search bar"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Close", id="find.close"),
        Binding("ctrl+t", "mode", "Text/hex/regex", id="find.mode", priority=True),
        Binding("down,ctrl+n", "again(1)", "Next", show=False, id="find.next"),
        Binding("up", "again(-1)", "Previous", show=False, id="find.previous"),
    ]

    mode = reactive("text")

    class Wanted(Message):
        """The user wants the next (1) or previous (-1) match of a text."""

        def __init__(self, text: str, mode: str, step: int) -> None:
            super().__init__()
            self.text, self.mode, self.step = text, mode, step

    class Closed(Message):
        """The user is done with the bar."""

    def compose(self) -> ComposeResult:
        """Make the parts of the bar."""
        yield Label("find", id="find-label")
        yield Label(self.mode, id="find-mode")
        yield Input(placeholder="text in rows and fields", compact=True, id="find-text")
        yield Label("", id="find-note", markup=False)

    def open(self) -> None:
        """Show the bar and type into it."""
        self.display = True
        self.query_one(Input).focus()
        self.query_one(Input).action_select_all()

    def say(self, text: str, *, bad: bool = False) -> None:
        """Show a word on the search beside its text."""
        note = self.query_one("#find-note", Label)
        note.update(text)
        note.set_class(bad, "-bad")

    @property
    def text(self) -> str:
        """What is searched."""
        return self.query_one(Input).value

    def action_mode(self) -> None:
        """Go on to the next kind of search."""
        self.mode = MODES[(MODES.index(self.mode) + 1) % len(MODES)]

    def watch_mode(self) -> None:
        """Name the mode, and check the text under it."""
        if self.is_mounted:
            self.query_one("#find-mode", Label).update(self.mode)
            hints = {
                "text": "text in rows and fields",
                "hex": "bytes: 0a 00 or 0a00",
                "regex": "regular expression",
            }
            self.query_one(Input).placeholder = hints[self.mode]
            self._check()

    def action_close(self) -> None:
        """Hide the bar."""
        self.display = False
        self.post_message(self.Closed())

    def action_again(self, step: int) -> None:
        """Search on without leaving the bar."""
        self._ask(step)

    @on(Input.Changed)
    def _check(self) -> None:
        try:
            compile_search(self.text, self.mode)
        except SearchError as error:
            self.say(str(error), bad=True)
        else:
            self.say("enter finds, n and N go on" if self.text else "")

    @on(Input.Submitted)
    def _submit(self) -> None:
        self._ask(1)
        self.post_message(self.Closed())

    def _ask(self, step: int) -> None:
        if self.text:
            self.post_message(self.Wanted(self.text, self.mode, step))

    def on_click(self) -> None:
        """Change the mode when its name is clicked."""
        if self.query_one("#find-mode").mouse_hover:
            self.action_mode()
