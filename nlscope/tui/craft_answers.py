"""What was sent and what answered it, a row a message."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from nlscope.export.relation import duration
from nlscope.export.text import kind
from nlscope.talk import NLM_F_ACK
from nlscope.tui.line_view import LineView
from nlscope.tui.paint import cropped, fit, lit, safe

if TYPE_CHECKING:
    from textual import events

    from nlscope.describe import Description
    from nlscope.sender import Sent

_TYPE, _LEAST, _TIME = 22, 14, 11  # cells
_ROOMY = 56  # cells
_ARROWS = {"to-kernel": "→", "from-kernel": "←", "user": "↔"}
_SILENCE = {
    "unanswered": "no answer came in time",
    "silent": "no answer came; it asked for none, and none comes if all went well",
}


class AnswerList(LineView):
    """The messages of an exchange; posts Selected for the one under the cursor."""

    HELP_TITLE = "Answers"
    PREFIX = "answers"
    OVERLAYS = ("cursor",)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "step(-1)", "Up", show=False, id="answers.up"),
        Binding("down,j", "step(1)", "Down", show=False, id="answers.down"),
        Binding("pageup", "page(-1)", "Page up", show=False, id="answers.page_up"),
        Binding("pagedown", "page(1)", "Page down", show=False, id="answers.page_down"),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"answers--{name}"
        for name in (
            "request",
            "reply",
            "ack",
            "event",
            "error",
            "problem",
            "muted",
            "cursor",
        )
    }

    cursor = reactive(0, repaint=False)

    class Selected(Message):
        """The cursor is on a message."""

        def __init__(self, said: Description | None) -> None:
            super().__init__()
            self.said = said

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.rows: list[Description] = []
        self.note = ""
        self._start = 0

    def show(self, sent: Sent | None) -> None:
        """Show what was sent and what came back."""
        self.rows, self.note = [], ""
        if sent is not None:
            self.rows = [*([sent.request] if sent.request else []), *sent.answers]
            self.note = sent.trouble or ("" if sent.answers else _silence(sent))
            more = sent.count - len(sent.answers)
            self.note = self.note or (f"and {more:,} more" if more else "")
        self._start = self.rows[0].message.frame.time_ns if self.rows else 0
        self.set_lines(len(self.rows) + bool(self.note))
        self.set_reactive(AnswerList.cursor, 0)
        failed = [n for n, row in enumerate(self.rows) if row.failure is not None]
        self.cursor = failed[0] if failed else min(1, len(self.rows) - 1)
        self.refresh()
        self._tell()

    def on_resize(self) -> None:
        """Lay out for the width."""
        self.set_lines(len(self.rows) + bool(self.note))

    def _tell(self) -> None:
        held = self.rows[self.cursor] if 0 <= self.cursor < len(self.rows) else None
        self.post_message(self.Selected(held))

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor on a message."""
        return max(0, min(cursor, len(self.rows) - 1))

    def watch_cursor(self) -> None:
        """Show where it is, and say so."""
        self.reveal(self.cursor, self.cursor)
        self.refresh()
        self._tell()

    def action_step(self, count: int) -> None:
        """Move the cursor."""
        self.cursor += count

    def action_page(self, pages: int) -> None:
        """Move the cursor by pages."""
        self.cursor += pages * self.page

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on a message."""
        at = event.y + self.scroll_offset.y
        if at < len(self.rows):
            self.cursor = at

    def render_line(self, y: int) -> Strip:
        """Return a line of the screen."""
        at, cells = y + self.scroll_offset.y, self.cells
        if at >= len(self.rows):
            text = f" {safe(self.note)}" if at == len(self.rows) and self.note else ""
            style = self.style("problem")
            return Strip(cropped([(text, style)], cells, style), cells)
        row = self.rows[at]
        style, muted = self.style(kind(row)), self.style("muted")
        since = row.message.frame.time_ns - self._start
        roomy = cells >= _ROOMY
        pieces = [
            (fit("" if at == 0 else duration(since), _TIME * roomy, right=True), muted),
            (f" {_ARROWS[row.message.direction]} ", style),
            (fit(safe(row.identity.type_name), _TYPE if roomy else _LEAST) + " ", style),
            (safe(row.info), style),
        ]
        segments = cropped(pieces, cells, style)
        if at == self.cursor:
            segments = lit(segments, self.style("cursor"))
        return Strip(segments, cells)


def _silence(sent: Sent) -> str:
    """Return why there may be no answer."""
    if sent.request is not None and not sent.request.message.flags & NLM_F_ACK:
        return _SILENCE.get(sent.outcome, "")
    return _SILENCE["unanswered"]
