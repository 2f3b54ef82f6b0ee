"""The statistics of the messages shown: tables, and a timeline to jump from."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Label, Tab, Tabs

from nlscope.export.relation import duration
from nlscope.stats import Statistics, statistics
from nlscope.tui.hints import Hints
from nlscope.tui.paint import safe
from nlscope.tui.stats_table import StatsTable, of_ended, of_slow, of_tallies
from nlscope.tui.timeline import TimelineView

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray
    from textual.app import ComposeResult

    from nlscope.session import Session

Counted = tuple["Session", "NDArray[np.integer]"]
_AGAIN = 1.0  # seconds between two looks
_SHARE = 10  # times as long as it took, before it is counted again
_TABLES = ("types", "families", "protocols", "ports", "errors", "slowest", "outcomes")
_TITLES = {
    "types": "type", "families": "family", "protocols": "protocol", "ports": "port",
    "errors": "error",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the user wants to see: a message, by index from 0, or those of a filter."""

    index: int
    test: str = ""


class StatsScreen(Screen[Chosen | None]):
    """Statistics of some messages of a session; returns where to go."""

    CSS_PATH = "stats_screen.tcss"
    HELP_TITLE = "Statistics"
    AUTO_FOCUS = "StatsTable"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,s", "dismiss(None)", "Back", id="statistics.back"),
        Binding("tab", "app.focus_next", "Next", show=False, id="statistics.next"),
        *(
            Binding(str(n), f"table('{name}')", name.title(), show=False,
                    id=f"statistics.{name}")
            for n, name in enumerate(_TABLES, 1)
        ),
    ]  # fmt: skip

    def __init__(self, what: Callable[[], Counted], about: str) -> None:
        super().__init__()
        self._what = what
        self._about = about
        self._counted = (-1, -1)  # messages, and what a change of them would show
        self._wait = 0.0
        self.made: Statistics | None = None

    def compose(self) -> ComposeResult:
        """Make the screen."""
        yield Label("Counting ...", id="stats-total", markup=False)
        yield TimelineView(id="timeline")
        yield Tabs(*(Tab(f"{n} {name}", id=name) for n, name in enumerate(_TABLES, 1)))
        yield StatsTable(id="stats-table")
        yield Hints()

    def on_mount(self) -> None:
        """Count again while there is more to count."""
        self.set_interval(_AGAIN, self._renew)

    @on(TimelineView.Sized)
    def _sized(self) -> None:
        self._counted = (-1, -1)
        self._renew()

    def _renew(self) -> None:
        """Count what came, unless that costs more than a share of the time."""
        if not (self.app.is_running and self.is_attached):
            return
        session, rows = self._what()
        bins = max(1, self.query_one(TimelineView).size.width)
        wanted = len(rows), int(rows[-1]) if len(rows) else -1
        if wanted == self._counted or time.monotonic() < self._wait:
            return
        first, self._counted = self._counted == (-1, -1), wanted
        self._wait = 0.0 if first else float("inf")  # until it is counted
        self._count(session, rows, bins)

    @work(exclusive=True, thread=True)
    def _count(self, session: Session, rows: NDArray[np.integer], bins: int) -> None:
        began = time.monotonic()
        made = statistics(session, rows, bins)
        took = time.monotonic() - began
        self.app.call_from_thread(self._take, made, took)

    def _take(self, made: Statistics, took: float) -> None:
        self.made = made
        self._wait = time.monotonic() + _SHARE * took
        total, line = made.total, made.timeline
        span = duration(line.end_ns - line.start_ns)
        self.query_one("#stats-total", Label).update(
            f"{safe(self._about)} {_several(total.messages, 'message')}, "
            f"{_several(total.bytes, 'byte')}, {_several(total.errors, 'error')} in {span}"
        )
        self.query_one(TimelineView).show(line)
        self._show()

    @on(Tabs.TabActivated)
    def _show(self) -> None:
        made, name = self.made, self.query_one(Tabs).active
        if made is None or not name:
            return
        table = self.query_one(StatsTable)
        if name == "slowest":
            table.show(of_slow(made.slowest))
        elif name == "outcomes":
            table.show(of_ended(made.exchanges))
        else:
            whole = made.total.errors if name == "errors" else made.total.messages
            table.show(of_tallies(_TITLES[name], getattr(made, name), whole))

    def action_table(self, name: str) -> None:
        """Show one of the tables."""
        self.query_one(Tabs).active = name
        self.query_one(StatsTable).cursor = 0

    @on(TimelineView.Wanted)
    def _go(self, event: TimelineView.Wanted) -> None:
        self.dismiss(Chosen(event.index))

    @on(StatsTable.Wanted)
    def _wanted(self, event: StatsTable.Wanted) -> None:
        if event.how == "go":
            self.dismiss(Chosen(event.line.index))
        elif event.line.test:
            self.dismiss(Chosen(event.line.index, event.line.test))
        else:
            self.notify("There is no filter for this line.", timeout=3)


def _several(count: int, what: str) -> str:
    return f"{count:,} {what}{'s' * (count != 1)}"
