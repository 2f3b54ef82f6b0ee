"""The status bar: which file, how much of it, where the cursor is, what is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from rich.style import Style
from rich.text import Text
from textual.reactive import reactive
from textual.widget import Widget

from nlscope.capture.drain import Report
from nlscope.tui.paint import fit, safe, width

_BAR = 12  # cells


@dataclass(frozen=True, slots=True)
class Status:
    """What the bar tells; progress is None when the file is indexed to its end.

    live is how far a live capture is, rate its messages a second; place says which of
    several open captures this is.
    """

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
    live: Report | None = None
    rate: float = 0.0
    place: str = ""


class Piece(NamedTuple):
    """A part of the line; the highest rank goes first where there is no room."""

    text: str
    style: str = ""
    rank: int = 0


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


def amount(size: float) -> str:
    """Return a number of bytes in 4 digits or so."""
    for unit in ("B", "kB", "MB"):
        if size < 1000:
            return f"{size:.0f} {unit}" if unit == "B" else f"{size:.1f} {unit}"
        size /= 1000
    return f"{size:.1f} GB"


def running(report: Report, rate: float) -> Iterator[Piece]:
    """Yield how a live capture is: its state, what it lost, how fast, how much."""
    if report.text:
        yield Piece("■ stopped", "stopped")
    elif report.state == "on":
        yield Piece("● live", "live")
        yield Piece(safe(report.interface), "", 3)
        yield Piece(f"{rate:,.0f}/s", "", 1)
    else:
        yield Piece("■ stopped", "stopped")
    if report.drops:
        yield Piece(f" {report.drops:,} dropped ", "bad")
    if report.text:
        yield Piece(f" {safe(report.text)} ", "bad")
    yield Piece(amount(report.size), "", 2)


def pieces(status: Status) -> list[Piece]:
    """Return the left part of the line."""
    found = [Piece(status.place, "task")] if status.place else []
    found.append(Piece(safe(status.name), "file", 0 if status.live is None else 4))
    if status.live is not None:
        found += running(status.live, status.rate)
    if status.follow:
        paused = status.live is not None or status.follow.startswith("paused")
        sign = "‖" if paused else "●"
        found.append(Piece(f"{sign} {status.follow}", "live"))
    if status.task:
        found.append(Piece(safe(status.task), "task"))
    if status.problem:
        found.append(Piece(f"! {safe(status.problem)}", "problem"))
    return found


def fitting(found: list[Piece], room: int) -> list[Piece]:
    """Return those that fit into some cells, the most important ones at least."""
    while sum(width(each.text) + 2 for each in found) > room:
        spare = [each for each in found if each.rank]
        if not spare:
            break
        found = [each for each in found if each is not max(spare, key=lambda p: p.rank)]
    return found


class StatusBar(Widget):
    """One line below the panes."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "status--file", "status--live", "status--task", "status--problem", "status--bar",
        "status--bad", "status--stopped",
    }  # fmt: skip

    status: reactive[Status] = reactive(Status())

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"status--{name}", partial=True)

    def render(self) -> Text:
        """Return the line: file at the left, place at the right, trouble between."""
        status = self.status
        right = Text(f"{counts(status)} ", no_wrap=True)
        room = self.size.width - width(right.plain)
        left = Text(no_wrap=True)
        for each in fitting(pieces(status), room):
            left.append("  " if left else " ")
            left.append(each.text, self._style(each.style) if each.style else None)
            if each.style == "file" and status.progress is not None:
                self._progress(left, status.progress)
        if width(left.plain) > room - 1:
            left.plain = fit(left.plain, max(0, room - 1))  # with its spans
        return left + " " * max(0, room - width(left.plain)) + right

    def _progress(self, text: Text, done: float) -> None:
        full = round(done * _BAR)
        text.append("  indexing ")
        text.append("━" * full, self._style("bar"))
        text.append("━" * (_BAR - full), "dim")
        text.append(f" {done:.0%}")
