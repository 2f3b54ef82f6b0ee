"""The form of a draft: a line a field, edited in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from nlscope.tui.craft_edit import LineEdit
from nlscope.tui.craft_view import FormView

if TYPE_CHECKING:
    from textual import events

    from nlscope.form import Line


class CraftForm(FormView):
    """Posts what the user wants done to a line; the screen makes the form anew."""

    HELP_TITLE = "Form"
    BINDINGS: ClassVar[list[BindingType]] = [
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

    class Wanted(Message):
        """The user wants something done to a line: set, toggle, choose, add, remove."""

        def __init__(self, what: str, line: Line, text: str = "") -> None:
            super().__init__()
            self.what, self.line, self.text = what, line, text

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
