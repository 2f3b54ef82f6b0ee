"""The dialog that asks which messages to save, as what, and where."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Label, RadioButton, RadioSet

from nlscope.export.save import FORMATS, format_of
from nlscope.tui.paint import safe
from nlscope.tui.radio import Radio

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import ComposeResult

_NAMES = {"pcapng": "pcapng capture", "text": "text", "ndjson": "NDJSON"}


class Target(NamedTuple):
    """What to save: "shown", "marked" or "all", as a format, and where."""

    what: str
    how: str
    path: Path


class SaveDialog(ModalScreen[Target | None]):
    """The name of a file, and which messages go there; its ending says the format."""

    CSS_PATH = "output.tcss"
    AUTO_FOCUS = "Input"
    HELP_TITLE = "Save"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Cancel", id="save.cancel"),
    ]

    def __init__(self, offers: Mapping[str, str], chosen: str, path: Path) -> None:
        super().__init__()
        self._offers = dict(offers)
        self._chosen = chosen
        self._path = path
        self._agreed = ""

    def compose(self) -> ComposeResult:
        """Make the dialog."""
        with Vertical(classes="dialog"):
            yield Label("Save", classes="title")
            with Horizontal():
                with RadioSet(compact=True, id="save-what"):
                    for what, words in self._offers.items():
                        yield Radio(words, what == self._chosen, name=what)
                with RadioSet(compact=True, id="save-how"):
                    for how, words in _NAMES.items():
                        yield Radio(words, how == "pcapng", name=how)
            yield Input(str(self._path), compact=True, select_on_focus=False)
            yield Label("", id="save-note", classes="note", markup=False)

    def on_mount(self) -> None:
        """Say what the keys do."""
        self._say("", bad=False)

    @on(RadioSet.Changed, "#save-how")
    def _ending(self, event: RadioSet.Changed) -> None:
        line, how = self.query_one(Input), event.pressed.name or "pcapng"
        if line.value and format_of(line.value) != how:
            line.value = str(Path(line.value).with_suffix(FORMATS[how]))

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        self._agreed = ""
        how = format_of(event.value)
        for button in self.query("#save-how RadioButton").results(RadioButton):
            if button.name == how:
                button.value = True
        self._say(_trouble(event.value), bad=bool(_trouble(event.value)))

    def _say(self, text: str, *, bad: bool) -> None:
        note = self.query_one("#save-note", Label)
        note.update(text or "enter saves; tab goes to the choices")
        note.set_class(bad, "-bad")

    @on(Input.Submitted)
    def _submit(self, event: Input.Submitted) -> None:
        text = event.value
        if _trouble(text):
            self.app.bell()
            return
        path = Path(text).expanduser()
        if path.exists() and self._agreed != text:
            self._agreed = text
            self._say("the file exists; enter again replaces it", bad=True)
            return
        chosen = self.query_one("#save-what", RadioSet).pressed_button
        what = self._chosen if chosen is None else chosen.name
        how = format_of(text)
        assert how is not None
        self.dismiss(Target(what or self._chosen, how, path))


def _trouble(text: str) -> str:
    """Return why a file cannot be written, or ""."""
    if not text.strip():
        return "type a name"
    path = Path(text).expanduser()
    if format_of(text) is None:
        return f"the name ends in {', '.join(FORMATS.values())}"
    if path.is_dir():
        return "this is a directory"
    if not path.parent.is_dir():
        return safe(f"there is no directory {path.parent}")
    return ""
