"""One table of the statistics, drawn line by line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from nlscope.export.clock import of_day
from nlscope.export.relation import brief, duration
from nlscope.tui.cursor_view import CursorView
from nlscope.tui.paint import fit, safe

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.style import Style

    from nlscope.outcomes import Ended
    from nlscope.stats import Slow, Tally

_BAR = 10  # cells
_NAME_AT_LEAST = 22


@dataclass(frozen=True, slots=True)
class Line:
    """A line: its cells, where it leads to (from 0), its filter, its share, its tone."""

    cells: tuple[str, ...]
    index: int
    test: str
    share: float
    bad: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Headings with their widths, the name's first; a column that does not fit goes."""

    headings: tuple[tuple[str, int], ...]
    lines: tuple[Line, ...]


def of_tallies(title: str, tallies: Sequence[Tally], total: int) -> Table:
    """Return the table of some tallies."""
    heads = ((title, 0), ("messages", 10), ("bytes", 13), ("errors", 8),
             ("first", 15), ("last", 15))  # fmt: skip
    lines = (
        Line(
            (safe(t.name), f"{t.messages:,}", f"{t.bytes:,}", f"{t.errors:,}",
             of_day(t.first_ns), of_day(t.last_ns)),
            t.first, t.test, t.messages / max(1, total), bool(t.errors),
        )
        for t in tallies
    )  # fmt: skip
    return Table(heads, tuple(lines))


def of_slow(found: Sequence[Slow]) -> Table:
    """Return the table of the slowest exchanges."""
    heads = (("exchange", 0), ("until end", 12), ("latency", 12), ("messages", 9),
             ("request", 9), ("outcome", 12))  # fmt: skip
    most = max((each.duration_ns for each in found), default=1)
    lines = (
        Line(
            (safe(s.name), duration(s.duration_ns), duration(s.latency_ns),
             f"{s.messages:,}", str(s.request + 1), s.outcome),
            s.request, "", s.duration_ns / most, s.outcome == "error",
        )
        for s in found
    )  # fmt: skip
    return Table(heads, tuple(lines))


def of_ended(found: Sequence[Ended]) -> Table:
    """Return the table of the outcomes of exchanges, with their latencies."""
    heads = (("outcome", 0), ("exchanges", 10), ("messages", 10), ("median", 10),
             ("90 %", 10), ("99 %", 10), ("longest", 10))  # fmt: skip
    most = max((each.exchanges for each in found), default=1)
    lines = (
        Line(
            (each.name, f"{each.exchanges:,}", f"{each.messages:,}",
             *([brief(mark) for mark in each.latency_ns] or ["", "", "", ""])),
            each.first, each.test, each.exchanges / most,
            each.name in ("error", "unanswered", "incomplete"),
        )
        for each in found
    )  # fmt: skip
    return Table(heads, tuple(lines))


class StatsTable(CursorView):
    """A table with a cursor; posts Wanted for its line."""

    HELP_TITLE = "Table"
    PREFIX = "stats"
    HEADS = 1
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose('go')", "Go there", id="stats.choose",
                tooltip="Go to the first message of this line"),
        Binding("F", "choose('filter')", "Filter by it", id="stats.filter",
                tooltip="Show only the messages of this line"),
    ]  # fmt: skip
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"stats--{name}" for name in ("head", "name", "number", "bad", "bar", "cursor")
    }

    class Wanted(Message):
        """The user wants to go to a line's message, or to filter by it."""

        def __init__(self, line: Line, how: str) -> None:
            super().__init__()
            self.line, self.how = line, how

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.table = Table((), ())

    def show(self, table: Table) -> None:
        """Show another table; the cursor stays on the line of its name."""
        lines = self.table.lines
        held = lines[self.cursor].cells[:1] if self.cursor < len(lines) else ()
        self.table = table
        places = [line.cells[:1] for line in table.lines]
        if held in places:
            self.cursor = places.index(held)
        self.renew()

    @property
    def count(self) -> int:
        """How many lines the table has, its heading aside."""
        return len(self.table.lines)

    def action_choose(self, how: str) -> None:
        """Ask for what the line is about."""
        if self.table.lines:
            self.post_message(self.Wanted(self.table.lines[self.cursor], how))

    def enter(self) -> None:
        """Go to the first message of the line."""
        self.action_choose("go")

    def pieces(self, at: int) -> list[tuple[str, Style]]:
        """Return a line of the table, or its heading."""
        if at < 0:
            head = self.style("head")
            titles = tuple(title for title, _ in self.table.headings)
            pieces = self._pieces(titles, [head] * len(titles))
            rest = self.cells - sum(len(text) for text, _ in pieces)
            return [*pieces, (" " * max(0, rest), head)]
        line, number = self.table.lines[at], self.style("number")
        name = self.style("bad" if line.bad else "name")
        styles = [name] + [
            self.style("bad") if title == "errors" and line.bad else number
            for title, _ in self.table.headings[1:]
        ]
        pieces = self._pieces(line.cells, styles)
        if self._has_bar:
            pieces.append((f" {'━' * max(1, round(line.share * _BAR))}", self.style("bar")))
        return pieces

    @property
    def _shown(self) -> int:
        """How many columns fit."""
        room, count = self.cells - _NAME_AT_LEAST, 1
        for _, size in self.table.headings[1:]:
            room -= size + 1
            count += room >= 0
        return count

    @property
    def _has_bar(self) -> bool:
        return self.cells >= _NAME_AT_LEAST + _BAR + self._taken

    @property
    def _taken(self) -> int:
        return sum(size + 1 for _, size in self.table.headings[1 : self._shown]) + 1

    def _pieces(
        self, cells: Sequence[str], styles: Sequence[Style]
    ) -> list[tuple[str, Style]]:
        bar = _BAR + 1 if self._has_bar else 0
        name = max(_NAME_AT_LEAST, min(60, self.cells - self._taken - bar))
        pieces = [(fit(cells[0], name), styles[0])] if cells else []
        for text, (_, size), style in list(
            zip(cells, self.table.headings, styles, strict=True)
        )[1 : self._shown]:
            pieces.append((" " + fit(text, size, right=True), style))
        return pieces
