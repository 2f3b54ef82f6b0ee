"""The form of a draft: a line a field, edited in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from nlscope.form_lines import Opened, lines, marked
from nlscope.tui.craft_edit import LineEdit
from nlscope.tui.craft_lines import Against, against, name_of, shown
from nlscope.tui.line_view import LineView
from nlscope.tui.paint import cropped, fit, lit, safe, width

if TYPE_CHECKING:
    from rich.style import Style
    from textual import events

    from nlscope.form import Form, Line, Path

_STEPS = {"up": -1, "k": -1, "down": 1, "j": 1}
_LEAST_VALUE = 12  # cells


class CraftForm(LineView):
    """Posts what the user wants done to a line; the screen makes the form anew.

    pending holds, by path, the texts that do not fit and why, so that none is lost.
    """

    HELP_TITLE = "Form"
    PREFIX = "form"
    OVERLAYS = ("cursor",)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "step(-1)", "Up", show=False, id="form.up"),
        Binding("down,j", "step(1)", "Down", show=False, id="form.down"),
        Binding("pageup", "page(-1)", "Page up", show=False, id="form.page_up"),
        Binding("pagedown", "page(1)", "Page down", show=False, id="form.page_down"),
        Binding("g,home", "first", "First", show=False, id="form.first"),
        Binding("G,end", "last", "Last", show=False, id="form.last"),
        Binding("enter", "edit", "Edit", id="form.edit", priority=True,
                tooltip="Edit the value, choose one, or open and close what holds others"),
        Binding("space", "tick", "Tick", id="form.tick",
                tooltip="Set a flag or take it away; open or close"),
        Binding("right,l", "fold(True)", "Open", show=False, id="form.open"),
        Binding("left,h", "fold(False)", "Close", show=False, id="form.close"),
        Binding("plus,insert", "want('add')", "Add", id="form.add", key_display="+",
                tooltip="Add an attribute to what the line is in"),
        Binding("minus,delete", "want('remove')", "Remove", id="form.remove",
                key_display="-", tooltip="Remove the attribute"),
        Binding("x", "edit(True)", "As hex", show=False, id="form.hex",
                tooltip="Edit the payload as bytes, whatever its type"),
        Binding("a", "raw", "Headers", show=False, id="form.raw",
                tooltip="Show nla_len, nla_type and padding, to make them wrong"),
    ]  # fmt: skip
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"form--{name}"
        for name in ("name", "node", "value", "muted", "guide", "cursor", "warning", "bad",
                     "edit", "caret", "add")
    }  # fmt: skip

    cursor = reactive(0, repaint=False)

    class Highlighted(Message):
        """The cursor is on a line."""

        def __init__(self, line: Line | None) -> None:
            super().__init__()
            self.line = line

        def can_replace(self, message: Message) -> bool:
            """Return whether the older one is not worth handling any more."""
            return isinstance(message, CraftForm.Highlighted)

    class Wanted(Message):
        """The user wants something done to a line: set, toggle, choose, add, remove."""

        def __init__(self, what: str, line: Line, text: str = "") -> None:
            super().__init__()
            self.what, self.line, self.text = what, line, text

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
        self._tell()

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
    def line(self) -> Line | None:
        """The line under the cursor."""
        return self.lines[self.cursor] if self.cursor < len(self.lines) else None

    def said(self, line: Line) -> Against | None:
        """Return what there is against a line."""
        return next((w for at, w in self._against.items() if self.lines[at] is line), None)

    def _tell(self) -> None:
        self.post_message(self.Highlighted(self.line))

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self._lay_out()
        self.reveal(self.cursor, self.cursor)

    def validate_cursor(self, at: int) -> int:
        """Keep the cursor on a line."""
        return max(0, min(at, len(self.lines) - 1))

    def watch_cursor(self, before: int, after: int) -> None:
        """Move the highlight, and say so."""
        self.editing = None
        self.refresh_line(before)
        self.refresh_line(after)
        if self.line is not None:
            self._path = self.line.path
        self.reveal(self.cursor, self.cursor)
        self._tell()

    # --- keys --------------------------------------------------------------------

    def action_step(self, count: int) -> None:
        """Move the cursor by lines."""
        self.cursor += count

    def action_page(self, pages: int) -> None:
        """Move the cursor by pages."""
        self.cursor += pages * self.page

    def action_first(self) -> None:
        """Go to the first line."""
        self.cursor = 0

    def action_last(self) -> None:
        """Go to the last line."""
        self.cursor = len(self.lines) - 1

    def action_raw(self) -> None:
        """Show or hide attribute headers and padding."""
        self.raw = not self.raw
        self._lay_out()
        self.cursor = self._nearest(self._path)

    def action_want(self, what: str) -> None:
        """Ask for something to be done to the line."""
        if self.line is not None:
            self.post_message(self.Wanted(what, self.line))

    def action_tick(self) -> None:
        """Set a tick or take it away; open or close a line."""
        line = self.line
        if line is None:
            return
        if line.bit is not None:
            self.action_want("toggle")
        elif line.opened is not None:
            self._fold(line, opened=not line.opened)
        else:
            self.action_edit()

    def action_fold(self, opened: bool) -> None:  # noqa: FBT001  # a binding's argument
        """Open the line, or close it; else go on, or to what is around."""
        line = self.line
        if line is None:
            return
        if line.opened is not None and line.opened != opened:
            self._fold(line, opened=opened)
        elif opened:
            self.cursor += 1
        elif len(line.path) > 1:
            self.cursor = self._nearest(line.path[:-1])

    def _fold(self, line: Line, *, opened: bool) -> None:
        self.opened.set(line.path, opened=opened)
        self._lay_out()
        self.cursor = min(self.cursor, len(self.lines) - 1)

    def action_edit(self, raw: bool = False) -> None:  # noqa: FBT001, FBT002
        """Edit the value of the line in its place, or choose one."""
        line, form = self.line, self.form
        if line is None or form is None:
            return
        if self.editing is not None:
            self._enter()
        elif line.add:
            self.action_want("add")
        elif line.bit is not None:
            self.action_want("toggle")
        elif raw:
            self._begin("hex:" + line.field.raw.hex())
        elif form.names(line) is not None and line.path not in self.pending:
            self.action_want("choose")
        elif line.opened is not None and form.ticks(line) is None:
            self._fold(line, opened=not line.opened)
        else:
            self._begin(self.pending.get(line.path, (form.text(line), ""))[0])

    def begin(self) -> None:
        """Edit the line under the cursor if it has a value to type."""
        line, form = self.line, self.form
        if line and form and not line.add and line.opened is None and line.bit is None:
            self.action_edit()

    def _begin(self, text: str) -> None:
        self.editing = LineEdit(text)
        self.refresh_line(self.cursor)

    def _enter(self) -> None:
        edit, self.editing = self.editing, None
        if edit is not None and self.line is not None:
            self.post_message(self.Wanted("set", self.line, edit.text))
        self.refresh_line(self.cursor)

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Return whether a key is typed into the value that is edited."""
        del key
        return self.editing is not None and bool(character and character.isprintable())

    def on_key(self, event: events.Key) -> None:
        """Type into the value that is edited."""
        edit = self.editing
        if edit is None or event.key == "enter":
            return
        if event.key == "escape":
            self.editing = None
        elif event.key in ("up", "down", "tab"):
            self._enter()
            self.cursor += -1 if event.key == "up" else 1
        elif not edit.key(event.key, event.character):
            return
        event.stop()
        event.prevent_default()
        self.refresh_line(self.cursor)

    def on_paste(self, event: events.Paste) -> None:
        """Put what is pasted into the value that is edited."""
        if self.editing is not None:
            event.stop()
            self.editing.insert(" ".join(event.text.split()))
            self.refresh_line(self.cursor)

    def on_blur(self) -> None:
        """Take a value that is being edited as it is."""
        if self.editing is not None:
            self._enter()

    def on_click(self, event: events.Click) -> None:
        """Go to the line; again, or on its sign, does what enter does."""
        at = event.y + self.scroll_offset.y
        if at >= len(self.lines):
            return
        again, line = at == self.cursor, self.lines[at]
        self.cursor = at
        start = line.depth * 2
        if line.bit is not None or line.add:
            self.action_edit()
        elif line.opened is not None and start <= event.x < start + 2:
            self._fold(line, opened=not line.opened)
        elif again and self.editing is None:
            self.action_edit()

    # --- lines -------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        """Return a line of the screen."""
        at = self.scroll_offset.y + y
        cells = self.cells
        if at >= len(self.lines) or self.form is None:
            return Strip.blank(cells, self.rich_style)
        pieces = self._pieces(self.form, at, cells)
        segments = cropped(pieces, cells, self.style("value"))
        if at == self.cursor and self.editing is None:
            segments = lit(segments, self.style("cursor"))
        return Strip(segments, cells)

    def _pieces(self, form: Form, at: int, cells: int) -> list[tuple[str, Style]]:
        line = self.lines[at]
        sign = {None: "  ", True: "▾ ", False: "▸ "}[line.opened]
        indent = line.depth * 2 + 2
        if line.add:
            words = "+ add" if line.trail else "+ add an attribute"
            pieces = [("  " * line.depth + words, self.style("add"))]
            missing = self._against.get(at)
            if missing is not None:
                text = f"  {missing.sign} {safe(missing.text)}"
                pieces.append((text, self.style("bad")))
            return pieces
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
            pieces.append((f"  {wrong.sign} {safe(wrong.text)}", self.style(style)))
        return pieces

    def _edited(self, cells: int) -> list[tuple[str, Style]]:
        assert self.editing is not None
        before, under, after = self.editing.pieces(cells)
        plain = self.style("edit")
        selected = self.style("caret") if self.editing.fresh else plain
        pieces = [(before, selected), (under, self.style("caret")), (after, plain)]
        rest = cells - sum(width(text) for text, _ in pieces)
        return [*pieces, (" " * rest, plain)]
