"""One line of text being edited in its place."""

from __future__ import annotations

from collections.abc import Callable

from nlscope.tui.paint import cut, safe, width


class LineEdit:
    """A text and a cursor in it; key changes both and returns whether it knew the key."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = len(text)
        self._fresh = bool(text)  # the first character typed replaces all

    def key(self, name: str, character: str | None) -> bool:
        """Take a key."""
        if name in _MOVES:
            self.at = max(0, min(len(self.text), _MOVES[name](self)))
        elif name in ("backspace", "ctrl+h"):
            self._cut(self.at - 1, self.at)
        elif name == "delete":
            self._cut(self.at, self.at + 1)
        elif name == "ctrl+u":
            self._cut(0, self.at)
        elif name == "ctrl+k":
            self._cut(self.at, len(self.text))
        elif character is not None and character.isprintable():
            self.insert(character)
        else:
            return False
        self._fresh = False
        return True

    def insert(self, text: str) -> None:
        """Put a text where the cursor is, in place of all if nothing was done before."""
        if self._fresh:
            self.text, self.at = "", 0
        self.text = self.text[: self.at] + text + self.text[self.at :]
        self.at += len(text)
        self._fresh = False

    def _cut(self, start: int, end: int) -> None:
        start, end = max(0, start), min(len(self.text), end)
        self.text, self.at = self.text[:start] + self.text[end:], start

    @property
    def fresh(self) -> bool:
        """Whether the first character typed replaces all of it."""
        return self._fresh

    def pieces(self, cells: int) -> tuple[str, str, str]:
        """Return what is before, under and after the cursor, in that many cells."""
        before, rest = safe(self.text[: self.at]), safe(self.text[self.at :])
        under, after = (rest[:1] or " "), rest[1:]
        if width(before) > cells - 1:
            before = cut(before, width(before) - (cells - 1), cells - 1)
        room = max(0, cells - width(before) - width(under))
        return before, under, cut(after, 0, room)


_MOVES: dict[str, Callable[[LineEdit], int]] = {
    "left": lambda edit: edit.at - 1,
    "right": lambda edit: edit.at + 1,
    "home": lambda _: 0,
    "ctrl+a": lambda _: 0,
    "end": lambda edit: len(edit.text),
    "ctrl+e": lambda edit: len(edit.text),
}
