"""A list to choose from, narrowed down by typing; what is not in it can be typed too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Label, OptionList
from textual.widgets.option_list import Option

from nlscope.tui.paint import fit, safe, width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

_NAME = 26  # cells
_WIDEST, _EDGES = 84, 10  # cells of a row, and of what is around it
_SHOWN = 400


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to choose: what it is called, what is known of it, what it stands for."""

    name: str
    about: str = ""
    dim: bool = False


class Picker(ModalScreen[str | None]):
    """Returns the name of a choice, or the text typed if free allows it."""

    CSS_PATH = "craft_dialogs.tcss"
    HELP_TITLE = "List"
    AUTO_FOCUS = "Input"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Cancel", id="picker.cancel"),
        Binding("down", "step(1)", "Down", show=False, id="picker.down", priority=True),
        Binding("up", "step(-1)", "Up", show=False, id="picker.up", priority=True),
        Binding("pagedown", "step(10)", "Page down", show=False, id="picker.page_down",
                priority=True),
        Binding("pageup", "step(-10)", "Page up", show=False, id="picker.page_up",
                priority=True),
    ]  # fmt: skip

    def __init__(
        self, title: str, choices: Sequence[Choice], *, chosen: str = "", free: str = ""
    ) -> None:
        super().__init__()
        self._title, self._all, self._chosen, self._free = title, choices, chosen, free
        self._found = list(choices)

    def compose(self) -> ComposeResult:
        """Make the list."""
        with Vertical(classes="dialog"):
            yield Label(safe(self._title), classes="title", markup=False)
            yield Input(placeholder=f"type to search{self._free and ', or ' + self._free}",
                        compact=True)  # fmt: skip
            yield OptionList(compact=True, markup=False)

    def on_mount(self) -> None:
        """Show all of them."""
        self._narrow("")

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        self._narrow(event.value.strip())

    def _narrow(self, text: str) -> None:
        words = text.lower().split()
        found = [c for c in self._all if all(w in _text(c) for w in words)]
        found.sort(key=lambda c: not c.name.lower().startswith(text.lower()))
        self._found = found[:_SHOWN]
        shown = self.query_one(OptionList)
        shown.clear_options()
        cells = min(_WIDEST, self.app.size.width * 9 // 10 - _EDGES)
        shown.add_options([Option(_row(choice, cells)) for choice in self._found])
        at = [n for n, c in enumerate(self._found) if c.name == self._chosen and not text]
        shown.highlighted = (at or [0])[0] if self._found else None

    def action_step(self, count: int) -> None:
        """Move in the list while the text is typed."""
        shown = self.query_one(OptionList)
        if self._found:
            at = (shown.highlighted or 0) + count
            shown.highlighted = max(0, min(at, len(self._found) - 1))

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._found[event.option_index].name)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        at = self.query_one(OptionList).highlighted
        if at is not None and self._found:
            self.dismiss(self._found[at].name)
        elif self._free and event.value.strip():
            self.dismiss(event.value.strip())
        else:
            self.app.bell()


class Question(ModalScreen[bool]):
    """A question to say yes to, or not."""

    CSS_PATH = "craft_dialogs.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "dismiss(True)", "Yes", id="question.yes"),
        Binding("n,escape", "dismiss(False)", "No", id="question.no"),
    ]

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self._title, self._text = title, text

    def compose(self) -> ComposeResult:
        """Make the question."""
        with Vertical(classes="dialog"):
            yield Label(safe(self._title), classes="title", markup=False)
            yield Label(safe(self._text), markup=False)
            yield Label("y yes · n no", classes="note", markup=False)


class NameDialog(ModalScreen[str | None]):
    """Asks for a name."""

    CSS_PATH = "craft_dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Cancel", id="name.cancel"),
    ]

    def __init__(self, title: str, name: str, note: str) -> None:
        super().__init__()
        self._title, self._name_, self._note = title, name, note

    def compose(self) -> ComposeResult:
        """Make the dialog."""
        with Vertical(classes="dialog"):
            yield Label(safe(self._title), classes="title", markup=False)
            yield Input(safe(self._name_), compact=True)
            yield Label(safe(self._note), classes="note", markup=False)

    @on(Input.Submitted)
    def _submit(self, event: Input.Submitted) -> None:
        self.dismiss(event.value.strip() or None)


def _text(choice: Choice) -> str:
    return f"{choice.name} {choice.about}".lower()


def _row(choice: Choice, cells: int) -> Text:
    name = fit(safe(choice.name), min(_NAME, cells // 2))
    about = fit(safe(choice.about), max(0, cells - width(name) - 1)).rstrip()
    return Text.assemble((name, "dim" if choice.dim else ""), (f" {about}", "dim"))
