"""The bytes of a draft: overwritten nibble by nibble, longer or shorter at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from nlscope.tui.hex_view import HexView

if TYPE_CHECKING:
    from textual import events

_DIGITS = "0123456789abcdef"


class HexEdit(HexView):
    """A hex view to type in; posts Edited. bad are the bytes that a kernel refused."""

    HELP_TITLE = "Bytes"
    COMPONENT_CLASSES: ClassVar[set[str]] = {"hex--bad"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("plus,insert", "append", "Add a byte", id="craft.append", key_display="+",
                tooltip="Add a zero byte at the end"),
        Binding("minus,delete", "drop", "Drop the last", id="craft.drop", key_display="-",
                tooltip="Take the last byte away"),
    ]  # fmt: skip

    class Edited(Message):
        """The user wants other bytes."""

        def __init__(self, data: bytes) -> None:
            super().__init__()
            self.data = data

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.bad: range = range(0)
        self._half = False

    def on_key(self, event: events.Key) -> None:
        """Overwrite half of the byte under the cursor, and go on."""
        digit = (event.character or "").lower()
        if digit and digit in _DIGITS and self.data:
            event.stop()
            event.prevent_default()
            self._type(int(digit, 16))
        else:
            self._half = False

    def _type(self, number: int) -> None:
        at, half = self.cursor, self._half
        old = self.data[at]
        new = old & 0xF0 | number if half else number << 4 | old & 0x0F
        self._half = not half
        self.post_message(self.Edited(self.data[:at] + bytes([new]) + self.data[at + 1 :]))
        if half and at + 1 < len(self.data):
            self._point(at + 1)

    def action_append(self) -> None:
        """Add a zero byte at the end."""
        self.post_message(self.Edited(self.data + b"\0"))

    def action_drop(self) -> None:
        """Take the last byte away."""
        self.post_message(self.Edited(self.data[:-1]))

    def tone(self, offset: int) -> str:
        """Return the component class of a byte."""
        plain = not (self.has_focus and offset == self.cursor)
        return "bad" if plain and offset in self.bad else super().tone(offset)
