"""The columns of the message list: what each shows, and which fit a width."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nlscope.conversation import OUTCOMES
from nlscope.export.clock import delta, of_day, of_local_day
from nlscope.export.relation import brief
from nlscope.model import Direction, protocol_name
from nlscope.tui.paint import safe

if TYPE_CHECKING:
    from nlscope.describe import Description
    from nlscope.tui.rows import Rows

ARROWS: dict[Direction, str] = {"to-kernel": "→", "from-kernel": "←", "user": "↔"}
TIMES = ("relative", "absolute", "local", "delta")
_TITLES = {
    "relative": "seconds", "absolute": "time UTC", "local": "local time",
    "delta": "delta s",
}  # fmt: skip
_SHORT = {"REQUEST": "REQ", "DUMP_INTR": "INTR", "DUMP_FILTERED": "FILTERED"}
_INFO_AT_LEAST = 34
_ROOMY = 150


@dataclass(frozen=True, slots=True)
class Cell:
    """What a column's text is made of: a row, its message, and how to tell the time."""

    rows: Rows
    row: int
    said: Description
    times: str


@dataclass(frozen=True, slots=True)
class Column:
    """One column: rank says which go first when there is no room, 0 never goes.

    tone is the part of the style: "plain", "muted", or "kind" for that of the message.
    """

    name: str
    cells: int
    text: Callable[[Cell], str]
    rank: int = 0
    right: bool = False
    tone: str = "muted"

    def title(self, times: str) -> str:
        """Return the heading."""
        if self.name != "time":
            return self.name
        return _TITLES[times]


def _time(cell: Cell) -> str:
    time_ns = cell.said.message.frame.time_ns
    if cell.times == "absolute":
        return of_day(time_ns)
    if cell.times == "local":
        return of_local_day(time_ns)
    if cell.times == "delta":
        return delta(cell.rows.delta_ns(cell.row))
    return delta(time_ns - cell.rows.origin_ns)


def _type(cell: Cell) -> str:
    return safe(cell.said.identity.type_name)


def flags(said: Description) -> str:
    """Return the flags of a message as short names."""
    head = said.root.items[0].value if said.root.items else None
    names = head.get("nlmsg_flags", ()) if isinstance(head, dict) else ()
    return " ".join(_SHORT.get(name, name) for name in names)


def _latency(cell: Cell) -> str:
    """Return the latency of an exchange, on its request and on its first answer."""
    index = cell.said.message.no - 1
    found = cell.rows.pairs.place(index)
    if found is None:
        return ""
    known, place = found
    if index not in (int(known.no[place]) - 1, int(known.first_answer[place])):
        return ""
    latency = int(known.latency_ns[place])
    unanswered = OUTCOMES[known.outcome[place]] == "unanswered"
    return brief(latency) if latency >= 0 else "none" if unanswered else ""


COLUMNS = (
    Column("no", 7, lambda cell: str(cell.said.message.no), right=True),
    Column("time", 15, _time, right=True),
    Column(
        "protocol",
        9,
        lambda cell: protocol_name(cell.said.message.frame.protocol),
        rank=3,
    ),
    Column("", 1, lambda cell: ARROWS[cell.said.message.direction], tone="kind"),
    Column("type", 18, _type, tone="kind"),
    Column("flags", 16, lambda cell: flags(cell.said), rank=2),
    Column("seq", 10, lambda cell: str(cell.said.message.seq), rank=5, right=True),
    Column("port", 10, lambda cell: str(cell.said.message.portid), rank=6, right=True),
    Column("source", 12, lambda cell: safe(cell.said.message.frame.source), rank=1),
    Column("process", 9, lambda cell: safe(cell.rows.process(cell.said)), rank=4),
    Column("len", 5, lambda cell: str(len(cell.said.message.data)), rank=1, right=True),
    Column("latency", 8, _latency, rank=6, right=True),
)


@dataclass(frozen=True, slots=True)
class Plan:
    """The columns that are shown, each with its cells, and where the info text goes."""

    columns: tuple[tuple[Column, int], ...]
    info_at: int
    info_cells: int


def named(names: Iterable[str]) -> tuple[Column, ...]:
    """Return the columns of some names, "direction" the one of the arrow."""
    known = {column.name or "direction": column for column in COLUMNS}
    return tuple(known[name] for name in names)


def plan(cells: int, count: int, times: str, columns: tuple[Column, ...] = COLUMNS) -> Plan:
    """Return the columns that leave room for the info text, for so many messages."""
    chosen = [(column, _cells(column, cells, count, times)) for column in columns]
    while True:
        at = sum(width + 1 for _, width in chosen)
        spare = [column for column, _ in chosen if column.rank]
        if cells - at >= _INFO_AT_LEAST or not spare:
            return Plan(tuple(chosen), at, max(0, cells - at))
        last = max(spare, key=lambda column: column.rank)
        chosen = [each for each in chosen if each[0] is not last]


def _cells(column: Column, cells: int, count: int, times: str) -> int:
    if column.name == "no":
        return max(4, len(str(count)))
    if column.name == "time":
        return 15 if times in ("absolute", "local") else 12
    if column.name in ("process", "source") and cells >= _ROOMY:
        return 15
    if column.name == "flags" and cells >= _ROOMY:
        return 24
    return column.cells
