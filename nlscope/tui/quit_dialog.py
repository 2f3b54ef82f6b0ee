"""The dialog that asks what to do with what would be lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Label, OptionList
from textual.widgets.option_list import Option

from nlscope.tui.paint import safe

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

_CHOICES = {
    "save": "s  Save ...",
    "discard": "d  Discard",
    "cancel": "c  Cancel",
}


class QuitDialog(ModalScreen[str]):
    """What is not saved; returns "save", "discard" or "cancel"."""

    CSS_PATH = "quit_dialog.tcss"
    AUTO_FOCUS = "OptionList"
    HELP_TITLE = "Not saved"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "dismiss('save')", "Save", id="leave.save"),
        Binding("d", "dismiss('discard')", "Discard", id="leave.discard"),
        Binding("escape,c", "dismiss('cancel')", "Cancel", id="leave.cancel"),
    ]

    def __init__(self, losses: Sequence[tuple[str, str]], *, quits: bool) -> None:
        super().__init__()
        self._losses = losses
        self._quits = quits

    def compose(self) -> ComposeResult:
        """Make the dialog."""
        with Vertical(classes="dialog"):
            what = "Quit" if self._quits else "Close"
            yield Label(f"{what} without saving?", classes="title")
            for name, loss in self._losses:
                yield Label(f"{safe(name)}: {loss} not saved", markup=False)
            choices = (Option(words, id=name) for name, words in _CHOICES.items())
            yield OptionList(*choices, compact=True)

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option_id or "cancel")
