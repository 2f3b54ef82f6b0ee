"""The dialog that asks for a number or a time."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

import numpy as np
from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Label

from nlscope.export.clock import SECOND

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from nlscope.tui.rows import Rows

_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}(?:\.\d*)?))?")
_SPAN = re.compile(r"([+-])(\d+(?:\.\d*)?)")


class GotoError(ValueError):
    """A place that does not exist; its text says why."""


def place(text: str, rows: Rows) -> int:
    """Return the index of the message that a text means; GotoError if none.

    "120" is a number, "50%" a share, "12:30:01.5" a time of day (UTC), "+1.5" seconds
    from the time reference.
    """
    store = rows.session.store
    text = text.strip().replace(",", "")
    total = len(store)
    if not total:
        reason = "there are no messages"
        raise GotoError(reason)
    if text.isdigit():
        if not 1 <= int(text) <= total:
            reason = f"there are messages 1 to {total:,}"
            raise GotoError(reason)
        return int(text) - 1
    if text.endswith("%") and text[:-1].isdigit():
        return min(total - 1, int(text[:-1]) * total // 100)
    if found := _SPAN.fullmatch(text):
        span = float(found[2]) * SECOND * (-1 if found[1] == "-" else 1)
        return _at(store.time_ns, rows.origin_ns + round(span))
    if found := _CLOCK.fullmatch(text):
        day = rows.origin_ns // (86400 * SECOND) * 86400
        of_day = int(found[1]) * 3600 + int(found[2]) * 60 + float(found[3] or 0)
        return _at(store.time_ns, round((day + of_day) * SECOND))
    reason = "a number (120), a share (50%), a time (12:30:01) or seconds (+1.5)"
    raise GotoError(reason)


def _at(times: np.ndarray[tuple[int], np.dtype[np.int64]], time_ns: int) -> int:
    later = np.flatnonzero(times >= time_ns)
    return int(later[0]) if len(later) else len(times) - 1


class GotoDialog(ModalScreen[int | None]):
    """One line to type a place in; returns the index of a message."""

    CSS_PATH = "goto_dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Cancel", id="goto.cancel"),
    ]

    def __init__(self, rows: Rows) -> None:
        super().__init__()
        self._rows = rows

    def compose(self) -> ComposeResult:
        """Make the dialog."""
        with Vertical():
            yield Label("Go to")
            yield Input(placeholder="120   50%   12:30:01.5   +1.5", compact=True)
            yield Label("number, share, time of day (UTC), seconds from reference")

    @on(Input.Changed)
    def _check(self, event: Input.Changed) -> None:
        hint = self.query(Label).last()
        try:
            index = place(event.value, self._rows) if event.value.strip() else None
        except GotoError as error:
            hint.update(str(error))
            hint.set_class(event.value.strip() not in ("", "+", "-"), "-bad")
        else:
            shown = "" if index is None else f"message {index + 1:,}"
            hint.update(shown)
            hint.remove_class("-bad")

    @on(Input.Submitted)
    def _submit(self, event: Input.Submitted) -> None:
        try:
            self.dismiss(place(event.value, self._rows))
        except GotoError:
            self.app.bell()
