"""What was sent and what answered it, a row a message."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.message import Message

from nlscope.export.relation import duration
from nlscope.export.text import kind
from nlscope.talk import NLM_F_ACK
from nlscope.tui.cursor_view import CursorView
from nlscope.tui.paint import fit, safe

if TYPE_CHECKING:
    from rich.style import Style

    from nlscope.describe import Description
    from nlscope.sender import Sent

_TYPE, _LEAST, _TIME = 22, 14, 11  # cells
_ROOMY = 56  # cells
_ARROWS = {"to-kernel": "→", "from-kernel": "←", "user": "↔"}
_SILENCE = {
    "unanswered": "no answer came in time",
    "silent": "no answer came; it asked for none, and none comes if all went well",
}


class AnswerList(CursorView):
    """The messages of an exchange; posts Selected for the one under the cursor."""

    HELP_TITLE = "Answers"
    PREFIX = "answers"
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
        self.set_reactive(AnswerList.cursor, 0)
        failed = [n for n, row in enumerate(self.rows) if row.failure is not None]
        self.cursor = failed[0] if failed else min(1, len(self.rows) - 1)
        self.renew()

    @property
    def count(self) -> int:
        """How many messages there are."""
        return len(self.rows)

    @property
    def drawn(self) -> int:
        """How many lines there are, a note after the messages."""
        return self.count + bool(self.note)

    def tell(self) -> None:
        """Post the message under the cursor."""
        held = self.rows[self.cursor] if 0 <= self.cursor < len(self.rows) else None
        self.post_message(self.Selected(held))

    def pieces(self, at: int) -> list[tuple[str, Style]]:
        """Return a message as texts with styles, or the note after them."""
        if at >= len(self.rows):
            return [(f" {safe(self.note)}", self.style("problem"))]
        row = self.rows[at]
        style, muted = self.style(kind(row)), self.style("muted")
        since = row.message.frame.time_ns - self._start
        roomy = self.cells >= _ROOMY
        return [
            (fit("" if at == 0 else duration(since), _TIME * roomy, right=True), muted),
            (f" {_ARROWS[row.message.direction]} ", style),
            (fit(safe(row.identity.type_name), _TYPE if roomy else _LEAST) + " ", style),
            (safe(row.info), style),
        ]


def _silence(sent: Sent) -> str:
    """Return why there may be no answer."""
    if sent.request is not None and not sent.request.message.flags & NLM_F_ACK:
        return _SILENCE.get(sent.outcome, "")
    return _SILENCE["unanswered"]
