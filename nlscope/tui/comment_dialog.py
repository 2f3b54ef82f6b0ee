"""The dialog that takes a comment on a message."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Label

from nlscope.export.escape import clean

if TYPE_CHECKING:
    from textual.app import ComposeResult


class CommentDialog(ModalScreen[str | None]):
    """One line of text; empty takes the comment away, escape leaves it."""

    CSS_PATH = "output.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Cancel", id="comment.cancel"),
    ]

    def __init__(self, no: int, text: str) -> None:
        super().__init__()
        self._no = no
        self._text = text

    def compose(self) -> ComposeResult:
        """Make the dialog."""
        with Vertical(classes="dialog"):
            yield Label(f"Comment on message {self._no:,}", classes="title")
            yield Input(clean(self._text), compact=True, select_on_focus=False)
            yield Label("kept in the capture when it is saved; empty takes it away",
                        classes="note")  # fmt: skip

    @on(Input.Submitted)
    def _submit(self, event: Input.Submitted) -> None:
        self.dismiss(event.value.strip())
