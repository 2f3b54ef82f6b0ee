"""Messages and errors over time, as bars of block characters with a cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from nlscope.export.clock import delta, of_day
from nlscope.tui.paint import fit

if TYPE_CHECKING:
    from textual import events

    from nlscope.stats import Timeline

_EIGHTHS = " ▁▂▃▄▅▆▇█"


def eighths(count: int, most: int, height: int) -> int:
    """Return how high a bar is, in eighths of a line; at least 1 if there is anything."""
    return -(-8 * height * count // most) if most else 0


class TimelineView(Widget, can_focus=True):
    """Bars of a timeline, those of errors below in red; posts Wanted for a bar."""

    HELP_TITLE = "Timeline"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "step(-1)", "Earlier", show=False, id="timeline.left"),
        Binding("right,l", "step(1)", "Later", show=False, id="timeline.right"),
        Binding("home,g", "edge(0)", "First", show=False, id="timeline.first"),
        Binding("end,G", "edge(-1)", "Last", show=False, id="timeline.last"),
        Binding("e", "error", "Next error", id="timeline.error"),
        Binding("enter", "choose", "Go there", id="timeline.choose",
                tooltip="Go to the first message of this bar"),
    ]  # fmt: skip
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"timeline--{name}" for name in ("bar", "error", "cursor", "axis", "note")
    }

    cursor = reactive(0)

    class Wanted(Message):
        """The user wants to go to a message; index counts from 0."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    class Sized(Message):
        """There is room for another number of bars."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.timeline: Timeline | None = None

    def show(self, timeline: Timeline) -> None:
        """Show another timeline, the cursor at the same time."""
        before = self.timeline
        span = max(1, timeline.end_ns - timeline.start_ns)
        then = timeline.start_ns if before is None else before.time_ns(self.cursor)
        self.timeline = timeline
        place = -(-(then - timeline.start_ns) * len(timeline.messages) // span)
        self.cursor = place  # the first bar that begins no earlier
        self.refresh()

    def on_resize(self) -> None:
        """Ask for as many bars as there are cells."""
        self.post_message(self.Sized())

    def action_step(self, step: int) -> None:
        """Move the cursor to the next bar that is there."""
        self._seek(step, errors=False)

    def action_edge(self, place: int) -> None:
        """Go to an end."""
        self.cursor = place % self._count

    def action_error(self) -> None:
        """Go to the next bar with errors, round the end."""
        if not self._seek(1, errors=True):
            self.cursor = -1
            self._seek(1, errors=True)

    def action_choose(self) -> None:
        """Ask to go to the first message of the bar."""
        index = -1 if self.timeline is None else int(self.timeline.first[self.cursor])
        if index >= 0:
            self.post_message(self.Wanted(index))

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the mouse is; twice goes there."""
        self.cursor = min(event.x, self._count - 1)
        if event.chain == 2:
            self.action_choose()

    @property
    def _count(self) -> int:
        return max(1, 0 if self.timeline is None else len(self.timeline.messages))

    def _seek(self, step: int, *, errors: bool) -> bool:
        line = self.timeline
        counts: list[int] = []
        if line is not None:
            counts = (line.errors if errors else line.messages).tolist()
        place = self.cursor + step
        while 0 <= place < len(counts):
            if counts[place]:
                self.cursor = place
                return True
            place += step
        return False

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor on the bars; -1 is before the first."""
        return max(-1, min(cursor, self._count - 1))

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"timeline--{name}", partial=name == "cursor")

    def render_line(self, y: int) -> Strip:
        """Return a line: bars, and two lines of text below them."""
        line, high = self.timeline, self.size.height - 2
        if line is None:
            return Strip.blank(self.size.width, self.rich_style)
        if y < high:
            return Strip(self._bars(line, high, high - 1 - y))
        text = self._axis(line) if y == high else self._note(line)
        style = self._style("axis" if y == high else "note")
        return Strip([Segment(fit(text, self.size.width), style)])

    def _bars(self, line: Timeline, high: int, level: int) -> list[Segment]:
        """Return a line of bars, level lines above the lowest."""
        most = int(line.messages.max(initial=0))
        bar, error, light = (self._style(name) for name in ("bar", "error", "cursor"))
        segments = []
        for place, (count, bad) in enumerate(
            zip(line.messages.tolist(), line.errors.tolist(), strict=True)
        ):
            part = max(0, min(8, eighths(count, most, high) - 8 * level))
            red = max(0, min(8, eighths(bad, most, high) - 8 * level))
            style = error if red else bar
            if 0 < red < part == 8:  # the red ends inside the blue
                part, style = red, error + Style(bgcolor=bar.color)
            style = style + light if place == self.cursor else style
            segments.append(Segment(_EIGHTHS[part], style))
        rest = self.size.width - len(segments)
        return [*segments, Segment(" " * max(0, rest), bar)]

    def _axis(self, line: Timeline) -> str:
        start, end = of_day(line.start_ns), of_day(line.end_ns)
        gap = self._count - len(start) - len(end)
        return f"{start}{' ' * max(1, gap)}{end}"

    def _note(self, line: Timeline) -> str:
        place = max(0, self.cursor)
        messages, errors = int(line.messages[place]), int(line.errors[place])
        step = (line.end_ns - line.start_ns) // self._count
        failed = f", {errors:,} error{'s' * (errors != 1)}" if errors else ""
        return (
            f"{of_day(line.time_ns(place))}  {messages:,} "
            f"message{'s' * (messages != 1)}{failed}  ({delta(step)} s a bar)"
        )
