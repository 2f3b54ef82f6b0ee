"""A terminal that understands what Textual draws: the text on it, and the styles."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

_TOKEN = re.compile(
    r"\x1b\[(?P<params>[0-9;:?<=>$]*)(?P<final>[ -/]*[@-~])"
    r"|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[PX^_].*?\x1b\\|\x1b."
    r"|(?P<control>[\x00-\x1a\x1c-\x1f])|(?P<text>[^\x00-\x1f\x1b]+)",
    re.DOTALL,
)
_CUT = re.compile(r"\x1b(?:\[[0-9;:?<=>$]*)?\Z")


class Style(NamedTuple):
    """SGR: colours as "#rrggbb" or None."""

    fore: str | None = None
    back: str | None = None
    bold: bool = False
    reverse: bool = False


Cell = tuple[str, Style]


class Screen:
    """Cells that a stream of escape sequences fills."""

    def __init__(self, columns: int, lines: int) -> None:
        self.columns, self.lines = columns, lines
        blank: Cell = (" ", Style())
        self.cells: list[list[Cell]] = [[blank] * columns for _ in range(lines)]
        self._row = self._column = 0
        self._style = Style()
        self._cut = ""  # a sequence that goes on

    @property
    def text(self) -> str:
        """The lines, blanks at their ends left out."""
        return "\n".join("".join(c for c, _ in row).rstrip() for row in self.cells)

    def feed(self, text: str) -> None:
        """Draw; the text may end within a sequence that the next one goes on with."""
        text = self._cut + text
        cut = _CUT.search(text)
        end = cut.start() if cut else len(text)
        self._cut = text[end:]
        for token in _TOKEN.finditer(text[:end]):
            if token["text"]:
                self._put(token["text"])
            elif token["control"]:
                self._control(token["control"])
            elif token["final"]:
                self._sequence(token["params"], token["final"])

    def _put(self, text: str) -> None:
        for char in text:
            if self._column < self.columns and self._row < self.lines:
                self.cells[self._row][self._column] = (char, self._style)
            self._column += 1

    def _control(self, char: str) -> None:
        if char == "\r":
            self._column = 0
        elif char == "\n":
            self._row = min(self._row + 1, self.lines - 1)
        elif char == "\b":
            self._column = max(0, self._column - 1)

    def _sequence(self, params: str, final: str) -> None:
        if params[:1] in ("?", "<", "=", ">"):
            return
        numbers = [int(each) if each.isdigit() else 0 for each in params.split(";")]
        if final in ("H", "f"):
            row, column = [*numbers, 0, 0][:2]
            self._row, self._column = max(row, 1) - 1, max(column, 1) - 1
        elif final == "m":
            self._style = sgr(self._style, numbers)
        elif final == "J" and numbers[0] == 2:
            blank = [(" ", self._style)] * self.columns
            self.cells = [list(blank) for _ in range(self.lines)]
        elif final == "K":
            for column in range(self._column, self.columns):
                self.cells[self._row][column] = (" ", self._style)
        elif final in "ABCD":
            self._move(final, max(numbers[0], 1))

    def _move(self, final: str, count: int) -> None:
        rows, columns = {"A": (-1, 0), "B": (1, 0), "C": (0, 1), "D": (0, -1)}[final]
        self._row = min(max(self._row + rows * count, 0), self.lines - 1)
        self._column = max(self._column + columns * count, 0)


def sgr(style: Style, numbers: list[int]) -> Style:
    """Return a style after a "select graphic rendition"."""
    rest = iter(numbers)
    for code in rest:
        if code == 0:
            style = Style()
        elif code in (1, 22):
            style = style._replace(bold=code == 1)
        elif code in (7, 27):
            style = style._replace(reverse=code == 7)
        elif code in (38, 48):
            red, green, blue = [next(rest, 0) for _ in range(4)][1:]
            colour = f"#{red:02x}{green:02x}{blue:02x}"
            style = _coloured(style, code == 38, colour)
        elif code in (39, 49):
            style = _coloured(style, code == 39, None)
    return style


def _coloured(style: Style, fore: bool, colour: str | None) -> Style:  # noqa: FBT001
    return style._replace(fore=colour) if fore else style._replace(back=colour)


def played(path: Path) -> Iterator[tuple[float, Screen]]:
    """Yield the time and the screen after each event of an asciicast."""
    head, *events = map(json.loads, path.read_text().splitlines())
    screen = Screen(head["width"], head["height"])
    for when, _, text in events:
        screen.feed(text)
        yield when, screen
