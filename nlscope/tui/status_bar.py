"""The status bar: which file, how much of it, where the cursor is, what is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual.reactive import reactive
from textual.widget import Widget

from nlscope.tui.paint import fit, safe, width

_BAR = 12  # cells


@dataclass(frozen=True, slots=True)
class Status:
    """What the bar tells; progress is None when the file is indexed to its end."""

    name: str = ""
    shown: int = 0
    total: int = 0
    row: int = -1
    marks: int = 0
    progress: float | None = None
    follow: str = ""
    task: str = ""
    filtered: bool = False
    problem: str = ""


def counts(status: Status) -> str:
    """Return how many messages there are, are shown, and which is the current one."""
    place = f"{status.row + 1:,} of " if status.row >= 0 else ""
    text = f"{place}{status.shown:,}"
    if status.filtered:
        share = 100 * status.shown / status.total if status.total else 0
        text += f" shown ({share:.0f}% of {status.total:,})"
    if status.marks:
        text += f" · {status.marks} marked"
    return text


class StatusBar(Widget):
    """One line below the panes."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "status--file", "status--live", "status--task", "status--problem", "status--bar",
    }  # fmt: skip

    status: reactive[Status] = reactive(Status())

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"status--{name}", partial=True)

    def render(self) -> Text:
        """Return the line: file at the left, place at the right, trouble between."""
        status = self.status
        right = Text(f"{counts(status)} ", no_wrap=True)
        left = Text(f" {safe(status.name)}", self._style("file"), no_wrap=True)
        if status.follow:
            left.append(f"  ● {status.follow}", self._style("live"))
        if status.progress is not None:
            self._progress(left, status.progress)
        if status.task:
            left.append(f"  {safe(status.task)}", self._style("task"))
        if status.problem:
            left.append(f"  ! {safe(status.problem)}", self._style("problem"))
        room = self.size.width - width(right.plain)
        if width(left.plain) > room - 1:
            left = Text(fit(left.plain, max(0, room - 1)), spans=left.spans)
        return left + " " * max(0, room - width(left.plain)) + right

    def _progress(self, text: Text, done: float) -> None:
        full = round(done * _BAR)
        text.append("  indexing ")
        text.append("━" * full, self._style("bar"))
        text.append("━" * (_BAR - full), "dim")
        text.append(f" {done:.0%}")
