"""The last line of a screen: the keys, those that fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.widgets import Footer
from textual.widgets._footer import FooterKey

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.widget import Widget

_FIRST = ("question_mark", "f1", "escape")  # the keys that are shown whatever else is not


class Hints(Footer):
    """A footer without cut words: what does not fit is left out, the help never is."""

    def __init__(self) -> None:
        super().__init__(compact=True, show_command_palette=False)

    def compose(self) -> ComposeResult:
        """Make the keys."""
        keys = list(super().compose())
        self._fit(keys)
        yield from keys

    def on_resize(self) -> None:
        """Show the keys that fit."""
        self._fit(list(self.query(FooterKey)))

    def _fit(self, made: list[Widget]) -> None:
        """Show keys in their order as long as there is room."""
        keys = [key for key in made if isinstance(key, FooterKey)]
        left = self.size.width or self.app.size.width
        for key in sorted(keys, key=_rank):
            if key.key == "f1":  # what is typed goes into a text, ? too
                key.key_display = "f1"
            left -= cell_len(f"{key.key_display} {key.description}")
            key.display = left >= 0
            left -= 1


def _rank(key: FooterKey) -> int:
    return _FIRST.index(key.key) if key.key in _FIRST else len(_FIRST)
