"""Requests that share protocol and sequence number, paired one message at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from nlscope.model import NLMSG_DONE, NLMSG_ERROR

if TYPE_CHECKING:
    from nlscope.headers import Columns

_MULTI, _ACK, _DUMP = 0x02, 0x04, 0x300
_HEADER = ("length", "type", "flags", "seq", "portid")


@dataclass(slots=True)
class Asked:
    """One message: its row, whether it asks, and its nlmsghdr."""

    row: int
    asks: bool
    frame: int
    header: tuple[int, ...]
    ended: bool = False

    @classmethod
    def of(cls, columns: Columns, row: int, asks: bool) -> Self:  # noqa: FBT001
        """Return the message of a row."""
        header = tuple(int(getattr(columns, name)[row]) for name in _HEADER)
        return cls(row, asks, int(columns.frame[row]), header)

    @property
    def type(self) -> int:
        """Its nlmsg_type."""
        return self.header[1]

    @property
    def flags(self) -> int:
        """Its nlmsg_flags."""
        return self.header[2]

    @property
    def port(self) -> int:
        """Its nlmsg_pid."""
        return self.header[4]

    @property
    def silent(self) -> bool:
        """Whether one message is all that is said to it."""
        return not self.flags & _ACK and self.flags & _DUMP != _DUMP


def one_by_one(messages: list[Asked], echoes: Any) -> Iterator[tuple[int, int]]:
    """Yield the row of each answer with that of its request.

    The kernel answers the requests of a frame in their order, and at once: what it says
    first belongs to the last frame. A port that dumps goes on with the same request.
    """
    requests: list[Asked] = []
    dumping: dict[int, Asked] = {}
    for message, echo in zip(messages, echoes, strict=True):
        if message.asks:
            requests.append(message)
            continue
        going = message.flags & _MULTI and message.type != NLMSG_ERROR
        known = dumping.get(message.port) if going else None
        found = known or _choose(requests, message, tuple(int(v) for v in echo.item()))
        if found is None:
            continue
        yield message.row, found.row
        last = message.type in (NLMSG_ERROR, NLMSG_DONE)
        found.ended = last or (found.silent and not going)
        if last:
            dumping.pop(message.port, None)
        elif going:
            dumping[message.port] = found


def _choose(requests: list[Asked], answer: Asked, echo: tuple[int, ...]) -> Asked | None:
    """Return the request that an answer fits best: open, echoed, of the newest frame."""
    best: tuple[bool, bool, int] | None = None
    chosen = None
    for request in reversed(requests[-64:]):
        echoed = echo == request.header
        if not echoed and request.port not in (0, answer.port):
            continue
        echoed = echoed or not any(echo)
        rank = (echoed, not request.ended, request.frame)
        if best is None or rank >= best:
            best, chosen = rank, request
    return chosen
