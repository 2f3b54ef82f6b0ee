"""The menu that asks what to copy, and in which form."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Label, OptionList, RadioButton, RadioSet
from textual.widgets.option_list import Option

from nlscope.export.clip import FORMS
from nlscope.tui.radio import Radio

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import ComposeResult


class Wanted(NamedTuple):
    """What to copy: "field", "message" or "marked", and the form."""

    what: str
    form: str


class CopyMenu(ModalScreen[Wanted | None]):
    """What to copy, above; in which form, below; a letter copies at once."""

    CSS_PATH = "output.tcss"
    AUTO_FOCUS = "OptionList"
    HELP_TITLE = "Copy"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss(None)", "Cancel", id="copy.cancel"),
        *(
            Binding(form[0], f"form('{form}')", name, show=False, id=f"copy.{form}")
            for form, name in FORMS.items()
        ),
        Binding("left", "what(-1)", "Before", show=False, id="copy.left", priority=True),
        Binding("right", "what(1)", "After", show=False, id="copy.right", priority=True),
    ]

    def __init__(self, offers: Mapping[str, str], chosen: str) -> None:
        super().__init__()
        self._offers = dict(offers)
        self._chosen = chosen

    def compose(self) -> ComposeResult:
        """Make the menu."""
        with Vertical(classes="dialog"):
            yield Label("Copy", classes="title")
            with RadioSet(compact=True):
                for what, words in self._offers.items():
                    yield Radio(words, what == self._chosen, name=what)
            yield Label("as", classes="note")
            yield OptionList(
                *(Option(f"{form[0]}  {name}", id=form) for form, name in FORMS.items()),
                compact=True,
                markup=False,
            )
            yield Label("left and right choose what, a letter how", classes="note")

    def on_mount(self) -> None:
        """Start at the first form."""
        self.query_one(OptionList).highlighted = 0

    def action_what(self, step: int) -> None:
        """Go on to the next thing to copy."""
        buttons = list(self.query(RadioButton))
        here = next(n for n, button in enumerate(buttons) if button.value)
        buttons[(here + step) % len(buttons)].value = True

    def action_form(self, form: str) -> None:
        """Copy in a form."""
        chosen = self.query_one(RadioSet).pressed_button
        what = self._chosen if chosen is None else chosen.name
        self.dismiss(Wanted(what or self._chosen, form))

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self.action_form(str(event.option_id))
