"""The hex view: the bytes of one message, those of the selected field lit."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from nlscope.tui.line_view import LineView

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from textual import events

    from nlscope.dissect.secrets import Span
    from nlscope.model import Field

_WIDE = 16
_TEXT = "".join(chr(n) if 0x20 < n < 0x7F else "·" for n in range(256))
_START = 6  # cells before the first byte: offset and a gap


class HexView(LineView):
    """Offsets, hex and ASCII; a cursor or a click on a byte selects its field."""

    HELP_TITLE = "Hex view"
    PREFIX = "hex"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "step(-1)", "Byte back", show=False, id="hex.left"),
        Binding("right,l", "step(1)", "Byte on", show=False, id="hex.right"),
        Binding("up,k", "line(-1)", "Up", show=False, id="hex.up"),
        Binding("down,j", "line(1)", "Down", show=False, id="hex.down"),
        Binding("pageup", "page(-1)", "Page up", show=False, id="hex.page_up"),
        Binding("pagedown", "page(1)", "Page down", show=False, id="hex.page_down"),
        Binding("g,home", "first", "First byte", show=False, id="hex.first"),
        Binding("G,end", "last", "Last byte", show=False, id="hex.last"),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"hex--{name}"
        for name in (
            "offset",
            "byte",
            "zero",
            "outer",
            "head",
            "body",
            "rejected",
            "cursor",
        )
    }

    cursor = reactive(0, repaint=False)

    class Pointed(Message):
        """The user pointed at a byte; offset counts from the start of the message."""

        def __init__(self, offset: int) -> None:
            super().__init__()
            self.offset = offset

        def can_replace(self, message: Message) -> bool:
            """Return whether the older one is not worth handling any more."""
            return isinstance(message, HexView.Pointed)

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.data = b""
        self.per_line = 8
        self.trail: tuple[Field, ...] = ()
        self.rejected: tuple[int, int] | None = None
        self.hidden: frozenset[int] = frozenset()

    def light(
        self, data: bytes, trail: tuple[Field, ...], hidden: Iterable[Span] = ()
    ) -> None:
        """Show bytes, light those of the last field of a trail; dots for hidden ones."""
        self.hidden = frozenset(at for span in hidden for at in range(*span))
        inner = trail[-1] if trail else None
        if inner is not None and not inner.start <= self.cursor < max(
            inner.end, inner.start + 1
        ):
            self.set_reactive(HexView.cursor, inner.start)
        self.data, self.trail = data, trail
        self.set_reactive(HexView.cursor, min(self.cursor, max(0, len(data) - 1)))
        self._lay_out()
        if inner is not None:
            self._show(inner.start, inner.end)

    def _lay_out(self) -> None:
        room = self.cells - _START
        self.per_line = next((n for n in (_WIDE, 8) if n * 4 + n // 8 <= room), 4)
        count = -(-len(self.data) // self.per_line)
        self.set_lines(count)
        self.refresh()

    def on_resize(self) -> None:
        """Choose how many bytes a line has."""
        self._lay_out()

    def _show(self, start: int, end: int) -> None:
        self.reveal(start // self.per_line, max(start, end - 1) // self.per_line)

    def _point(self, offset: int) -> None:
        if self.data:
            self.cursor = max(0, min(offset, len(self.data) - 1))
            self._show(self.cursor, self.cursor + 1)
            self.refresh()
            self.post_message(self.Pointed(self.cursor))

    def action_step(self, count: int) -> None:
        """Move by bytes."""
        self._point(self.cursor + count)

    def action_line(self, count: int) -> None:
        """Move by lines."""
        self._point(self.cursor + count * self.per_line)

    def action_page(self, pages: int) -> None:
        """Move by pages."""
        self.action_line(pages * self.page)

    def action_first(self) -> None:
        """Go to the first byte."""
        self._point(0)

    def action_last(self) -> None:
        """Go to the last byte."""
        self._point(len(self.data) - 1)

    def on_click(self, event: events.Click) -> None:
        """Point at the byte under the mouse, in hex or text."""
        column = self._column(event.x)
        if column is not None:
            offset = (event.y + self.scroll_offset.y) * self.per_line + column
            if offset < len(self.data):
                self._point(offset)

    def _column(self, x: int) -> int | None:
        n = self.per_line
        text = _START + n * 3 + (n - 1) // 8 + 1
        if text <= x < text + n:
            return x - text
        for column in range(n):
            start = _START + column * 3 + column // 8
            if start <= x < start + 3:
                return column
        return None

    def tone(self, offset: int) -> str:
        """Return the component class of a byte."""
        if self.has_focus and offset == self.cursor:
            return "cursor"
        if self.rejected and self.rejected[0] <= offset < self.rejected[1]:
            return "rejected"
        if self.trail:
            inner = self.trail[-1]
            if inner.start <= offset < inner.end:
                return "body" if inner.body <= offset < inner.stop else "head"
            if any(f.start <= offset < f.end for f in self.trail[:-1]):
                return "outer"
        return "byte" if self.data[offset] else "zero"

    def render_line(self, y: int) -> Strip:
        """Return a line of the screen."""
        start = (self.scroll_offset.y + y) * self.per_line
        cells = self.cells
        if start >= len(self.data):
            return Strip.blank(cells, self.rich_style)
        tones = [
            self.tone(at) for at in range(start, min(start + self.per_line, len(self.data)))
        ]
        n, missing = self.per_line, self.per_line - len(tones)
        gap = missing * 3 + (n - 1) // 8 - (len(tones) - 1) // 8 + 1
        segments = [
            Segment(f"{start:04x}", self.style("offset")),
            Segment("  ", self.style("byte")),
            *self._hex(start, tones),
            Segment(" " * (gap + 1), self.style("byte")),
            *self._ascii(start, tones),
        ]
        return Strip(segments).adjust_cell_length(cells, self.rich_style)

    def _hex(self, start: int, tones: list[str]) -> Iterator[Segment]:
        for i, tone in enumerate(tones):
            at = start + i
            shown = "··" if at in self.hidden else f"{self.data[at]:02x}"
            yield Segment(shown, self.style(tone))
            if i + 1 < len(tones):
                same = tone == tones[i + 1] and tone != "cursor"
                space = "  " if i % 8 == 7 else " "
                yield Segment(space, self.style(tone if same else "byte"))

    def _ascii(self, start: int, tones: list[str]) -> Iterator[Segment]:
        at = start
        for tone, group in groupby(tones):
            end = at + len(list(group))
            text = "".join(
                "·" if n in self.hidden else _TEXT[self.data[n]] for n in range(at, end)
            )
            yield Segment(text, self.style(tone))
            at = end
