"""The lines of a form as they are drawn: names, values, what there is against them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.message import Message

from nlscope.form_lines import Opened, lines, marked
from nlscope.tui.craft_lines import Against, against, name_of, shown
from nlscope.tui.cursor_view import CursorView
from nlscope.tui.paint import fit, safe, width

if TYPE_CHECKING:
    from rich.style import Style

    from nlscope.form import Form, Line, Path
    from nlscope.tui.craft_edit import LineEdit

_LEAST_VALUE = 12  # cells


class FormView(CursorView):
    """Shows a form, a line a field, one of them under the cursor.

    pending holds, by path, the texts that do not fit and why, so that none is lost;
    refused is the field that a kernel refused: its path, the reason, its bytes then.
    """

    PREFIX = "form"
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"form--{name}"
        for name in ("name", "node", "value", "muted", "guide", "cursor", "warning", "bad",
                     "edit", "caret", "add")
    }  # fmt: skip

    class Highlighted(Message):
        """The cursor is on a line."""

        def __init__(self, line: Line | None) -> None:
            super().__init__()
            self.line = line

        def can_replace(self, message: Message) -> bool:
            """Return whether the older one is not worth handling any more."""
            return isinstance(message, FormView.Highlighted)

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.form: Form | None = None
        self.lines: list[Line] = []
        self.raw = False
        self.opened = Opened()
        self.pending: dict[Path, tuple[str, str]] = {}
        self.refused: tuple[Path, str, bytes] | None = None
        self._edit: LineEdit | None = None
        self._against: dict[int, Against] = {}
        self._path: Path = ()

    @property
    def editing(self) -> LineEdit | None:
        """The value that is edited, None if none is."""
        return self._edit

    @editing.setter
    def editing(self, edit: LineEdit | None) -> None:
        changed = (edit is None) != (self._edit is None)
        self._edit = edit
        if changed and self.is_attached:
            self.screen.refresh_bindings()

    # --- what is shown -----------------------------------------------------------

    def show(self, form: Form) -> None:
        """Show a form; the cursor stays on the field of its path."""
        self.form = form
        self._lay_out()
        self.cursor = self._nearest(self._path)
        self.tell()

    def _lay_out(self) -> None:
        if self.form is None:
            return
        self.lines = lines(self.form, self.opened, raw=self.raw)
        hints = [(marked(self.lines, hint), hint.text) for hint in self.form.hints]
        self._against = against(self.lines, hints, self.pending, self.refused)
        self.set_lines(len(self.lines))
        self.refresh()

    def go(self, path: Path) -> None:
        """Put the cursor on the line of a path, or the closest one around it."""
        for end in range(1, len(path)):
            self.opened.set(path[:end], opened=True)
        self._lay_out()
        self.cursor = self._nearest(path)

    def start(self) -> None:
        """Put the cursor on the first attribute, or where one can be added."""
        found = (
            at
            for at, line in enumerate(self.lines)
            if line.add or line.field.body - line.field.start == 4
        )
        self.cursor = next(found, 0)

    def select(self, offset: int) -> None:
        """Put the cursor on the innermost line that holds a byte."""
        best = [
            (len(line.path), -at)
            for at, line in enumerate(self.lines)
            if line.trail and not line.add and line.bit is None
            and line.field.start <= offset < line.field.end
        ]  # fmt: skip
        if best:
            self.cursor = -max(best)[1]

    def _nearest(self, path: Path) -> int:
        places = {line.path: at for at, line in reversed(list(enumerate(self.lines)))}
        while path:
            if path in places:
                return places[path]
            path = path[:-1]
        return min(self.cursor, max(0, len(self.lines) - 1))

    @property
    def count(self) -> int:
        """How many lines the form has."""
        return len(self.lines)

    @property
    def lit(self) -> bool:
        """Whether the line under the cursor stands out: not while it is edited."""
        return self.editing is None

    @property
    def line(self) -> Line | None:
        """The line under the cursor."""
        return self.lines[self.cursor] if self.cursor < len(self.lines) else None

    def said(self, line: Line) -> Against | None:
        """Return what there is against a line."""
        return next((w for at, w in self._against.items() if self.lines[at] is line), None)

    def tell(self) -> None:
        """Post the line under the cursor."""
        self.post_message(self.Highlighted(self.line))

    def on_resize(self) -> None:
        """Lay out anew; that the cursor is seen, the class above sees to."""
        self._lay_out()

    def watch_cursor(self, before: int, after: int) -> None:
        """Remember the line, move the highlight, and say so."""
        self.editing = None
        if self.line is not None:
            self._path = self.line.path
        super().watch_cursor(before, after)

    # --- lines -------------------------------------------------------------------

    def pieces(self, at: int) -> list[tuple[str, Style]]:
        """Return a line of the form as texts with styles."""
        form = self.form
        if form is None:
            return []
        cells = self.cells
        line = self.lines[at]
        sign = {None: "  ", True: "▾ ", False: "▸ "}[line.opened]
        indent = line.depth * 2 + 2
        if line.add:
            return self._adding(line, self._against.get(at))
        if line.bit is not None:
            box = "[x] " if form.ticked(line) else "[ ] "
            return [
                ("  " * line.depth + "  ", self.style("guide")),
                (box, self.style("value" if form.ticked(line) else "muted")),
                (safe(line.path[-1][0]), self.style("name")),
            ]
        wrong = self._against.get(at)
        names = max(16, min(30, cells * 2 // 5))
        tone = "node" if line.opened is not None else "name"
        if wrong is not None and wrong.refused:
            tone = "bad"
        pieces = [
            ("  " * line.depth + sign, self.style("guide")),
            (fit(safe(name_of(line)), max(6, names - indent)) + " ", self.style(tone)),
        ]
        if at == self.cursor and self.editing is not None:
            return [*pieces, *self._edited(max(_LEAST_VALUE, cells - names - 2))]
        text, style = shown(form, line, self.pending)
        pieces.append((safe(text), self.style(style)))
        if wrong is not None:
            style = "bad" if wrong.refused or wrong.pending else "warning"
            const = line.field.spec.const if line.field.spec else ""
            text = wrong.text.removeprefix(f"{const} ")
            pieces.append((f"  {wrong.sign} {safe(text)}", self.style(style)))
        return pieces

    def _adding(self, line: Line, missing: Against | None) -> list[tuple[str, Style]]:
        words = "+ add" if line.trail else "+ add an attribute"
        pieces = [("  " * line.depth + words, self.style("add"))]
        if missing is not None:
            text = f"  {missing.sign} {safe(missing.text)}"
            pieces.append((text, self.style("bad")))
        return pieces

    def _edited(self, cells: int) -> list[tuple[str, Style]]:
        assert self.editing is not None
        before, under, after = self.editing.pieces(cells)
        plain = self.style("edit")
        selected = self.style("caret") if self.editing.fresh else plain
        pieces = [(before, selected), (under, self.style("caret")), (after, plain)]
        rest = cells - sum(width(text) for text, _ in pieces)
        return [*pieces, (" " * rest, plain)]
