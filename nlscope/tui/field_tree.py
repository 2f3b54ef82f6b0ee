"""The field tree: the fields of one message, linked with the hex view."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.message import Message
from textual.reactive import reactive

from nlscope.tui.bindings import TREE
from nlscope.tui.cursor_view import CursorView
from nlscope.tui.paint import fit, safe, width
from nlscope.tui.tree_lines import (
    Folds,
    Line,
    Path,
    blamed,
    everything,
    innermost,
    lines,
    marks,
    value_text,
)

if TYPE_CHECKING:
    from rich.style import Style
    from textual import events
    from textual.binding import BindingType

    from nlscope.describe import Description
    from nlscope.model import Field
    from nlscope.tui.rejected import Rejected

_CONST_FROM = 64  # cells from which there is room for the kernel's constants
_VALUES = 32  # cells of the longest value that constants wait for


class FieldTree(CursorView):
    """Fields with names, values and constants; what is open stays open by path."""

    HELP_TITLE = "Field tree"
    PREFIX = "tree"
    BINDINGS: ClassVar[list[BindingType]] = [*TREE]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"tree--{name}"
        for name in (
            "name", "value", "const", "guide", "cursor", "problem", "undecoded", "node",
            "rejected",
        )
    }  # fmt: skip

    raw = reactive(default=False, repaint=False)

    class Highlighted(Message):
        """The cursor is on a field; trail is what is around it, itself last."""

        def __init__(self, trail: tuple[Field, ...]) -> None:
            super().__init__()
            self.trail = trail

        def can_replace(self, message: Message) -> bool:
            """Return whether the older one is not worth handling any more."""
            return isinstance(message, FieldTree.Highlighted)

    class FilterWanted(Message):
        """The user wants a filter by the field: include, exclude, and, or."""

        def __init__(self, how: str) -> None:
            super().__init__()
            self.how = how

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.said: Description | None = None
        self.folds = Folds()
        self.lines: list[Line] = []
        self._path: Path = ()
        self._names = self._values = 0
        self._texts: dict[tuple[Path, int], str] = {}
        self._refused: Rejected | None = None

    def describe(self, said: Description | None, refused: Rejected | None = None) -> None:
        """Show a message; the cursor stays on the field of the same name."""
        self.said, self._refused = said, refused
        self._lay_out()
        wanted = self._path
        self.cursor = self._nearest(wanted)
        self._path = wanted
        self.tell()

    def select(self, offset: int) -> None:
        """Put the cursor on the innermost field that holds a byte."""
        if self.said is None:
            return
        trail = innermost(self.said.root, offset, raw=self.raw)
        names: Path = ()
        for field in trail[:-1]:
            names = (*names, field.name)
            self.folds.set(names, opened=True)
        self._lay_out()
        spans = [(field.name, field.start) for field in trail]
        for at, line in enumerate(self.lines):
            if spans and [(field.name, field.start) for field in line.trail] == spans:
                self.cursor = at

    @property
    def count(self) -> int:
        """How many fields are shown."""
        return len(self.lines)

    @property
    def line(self) -> Line | None:
        """The line under the cursor."""
        return self.lines[self.cursor] if self.cursor < len(self.lines) else None

    def _lay_out(self) -> None:
        root = None if self.said is None else self.said.root
        self.lines = [] if root is None else lines(root, self.folds, raw=self.raw)
        order = self.said.message.frame.order if self.said else "<"
        names = self.said.names if self.said else None
        self._texts = {
            (x.path, x.field.start): value_text(x, order, names) for x in self.lines
        }
        widths = [w for text in self._texts.values() if (w := width(text)) <= _VALUES]
        self._values = max(widths, default=0) + 2
        longest = max((_indent(x) + width(safe(x.path[-1])) for x in self.lines), default=0)
        self._names = min(longest + 2, max(16, self.cells * 2 // 5))
        self.set_lines(len(self.lines))
        self.refresh()

    def _nearest(self, path: Path) -> int:
        """Return the line of a path, or of the closest one around it."""
        places = {line.path: at for at, line in reversed(list(enumerate(self.lines)))}
        while path:
            if path in places:
                return places[path]
            path = path[:-1]
        return 0

    def tell(self) -> None:
        """Post the field under the cursor."""
        line = self.line
        self.post_message(self.Highlighted(() if line is None else line.trail))

    def on_resize(self) -> None:
        """Give the names their share; the class above keeps the cursor in sight."""
        self._lay_out()

    def watch_cursor(self, before: int, after: int) -> None:
        """Remember the field, move the highlight, and say so."""
        if self.line is not None:
            self._path = self.line.path
        super().watch_cursor(before, after)

    def watch_raw(self) -> None:
        """Show or hide attribute headers and padding."""
        self._lay_out()
        self.cursor = self._nearest(self._path)
        self.tell()

    def _set(self, line: Line, *, opened: bool) -> None:
        self.folds.set(line.path, opened=opened)
        self._lay_out()
        self.cursor = min(self.cursor, len(self.lines) - 1)

    def action_fold_one(self) -> None:
        """Open the field under the cursor, or close it."""
        if self.line is not None and self.line.opened is not None:
            self._set(self.line, opened=not self.line.opened)

    def action_open(self) -> None:
        """Open the field, or go to the next line if it is open."""
        if self.line is not None and self.line.opened is False:
            self._set(self.line, opened=True)
        else:
            self.cursor += 1

    def action_close(self) -> None:
        """Close the field, or go to the one around it."""
        line = self.line
        if line is not None and line.opened:
            self._set(line, opened=False)
        elif line is not None and line.depth:
            around = line.trail[-2]
            self.cursor = next(i for i, x in enumerate(self.lines) if x.field is around)

    def action_fold(self, opened: bool) -> None:  # noqa: FBT001  # a binding's argument
        """Open or close every field."""
        if self.said is not None:
            for path in everything(self.said.root, raw=self.raw):
                self.folds.set(path, opened=opened)
            self._lay_out()
            self.cursor = self._nearest(self._path)

    def action_filter(self, how: str) -> None:
        """Ask for a filter by the field under the cursor."""
        self.post_message(self.FilterWanted(how))

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on the line; on its sign, or twice, toggle it."""
        at = event.y + self.scroll_offset.y
        if at < len(self.lines):
            self.cursor = at
            start = self.lines[at].depth * 2
            if event.chain == 2 or start <= event.x < start + 2:
                self.action_fold_one()

    def pieces(self, at: int) -> list[tuple[str, Style]]:
        """Return a field as texts with styles."""
        line = self.lines[at]
        field = line.field
        sign = {None: "  ", True: "▾ ", False: "▸ "}[line.opened]
        name = fit(safe(line.path[-1]), max(4, self._names - _indent(line)))
        text, against = self._texts[line.path, field.start], marks(field)
        tone = "undecoded" if field.kind == "undecoded" else "value"
        refused = self._refused
        span = refused.span if refused is not None else None
        bad = blamed(line, None if span is None else span[0])
        tones = ("node" if line.opened is not None else "name",
                 "const" if line.opened is False else tone)  # fmt: skip
        name_tone, text_tone = ("rejected", "rejected") if bad else tones
        pieces = [
            ("  " * line.depth + sign, self.style("guide")),
            (name, self.style(name_tone)),
            (text, self.style(text_tone)),
        ]
        if against:
            mark = "problem" if field.problem else "undecoded"
            pieces.append(("  " if text else "", self.style(tone)))
            pieces.append((f"! {against}", self.style(mark)))
        elif bad and refused is not None:
            pieces.append((f"  ✗ {safe(refused.mark)}", self.style("rejected")))
        elif field.spec and field.spec.const and self.cells >= _CONST_FROM:
            gap = max(2, self._values - width(text))
            pieces.append((f"{' ' * gap}{field.spec.const}", self.style("const")))
        return pieces


def _indent(line: Line) -> int:
    return line.depth * 2 + 2
