"""Header fields that are columns of the store."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np

from nlscope.filter.buffer import Mask, Rows, Scan, indexes, size
from nlscope.filter.field import Choice, Field, Number, among, folded, only_equal
from nlscope.filter.literal import Interval, Unfit, Value, intervals
from nlscope.model import HEADER_SIZE, KOBJECT_UEVENT, PROTOCOLS
from nlscope.registry import Registry
from nlscope.session import Session
from nlscope.spec import REPLY, REQUEST, Constants

_SECOND = 1_000_000_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_STAMP = re.compile(
    r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?)?(Z|[+-]\d\d:\d\d)?",
    re.IGNORECASE,
)
_SECONDS = re.compile(r"-?\d{1,10}(?:\.(\d{1,9}))?s?")


class No(Number):
    """The number of the message."""

    name, help = "no", "the message's number, from 1"
    examples = ("no == 17", "no in {1..100}")

    def column(self, scan: Scan, rows: Rows) -> Any:
        """Return the numbers."""
        del scan
        return indexes(rows) + 1


class FrameNo(Number):
    """The number of the frame."""

    name, help = "frame", "the number of its frame, from 1; a frame holds many messages"
    examples = ("frame == 3",)

    def column(self, scan: Scan, rows: Rows) -> Any:
        """Return the numbers."""
        return scan.store.frame[rows].astype(np.int64) + 1


class Seq(Number):
    """The sequence number."""

    name, help = "seq", "nlmsg_seq, the sequence number"
    examples = ("seq == 0x6544",)

    def column(self, scan: Scan, rows: Rows) -> Any:
        """Return the column."""
        return scan.store.seq[rows]


class Port(Number):
    """The port id."""

    name, help = "port", "nlmsg_pid, the port id: of a program's socket, 0 the kernel's"
    examples = ("port != 0",)

    def column(self, scan: Scan, rows: Rows) -> Any:
        """Return the column."""
        return scan.store.portid[rows]


class Len(Number):
    """The length."""

    name, help = "len", "nlmsg_len, the length in bytes with the header"
    examples = ("len > 1000",)

    def column(self, scan: Scan, rows: Rows) -> Any:
        """Return what the headers say, even where it is wrong."""
        store = scan.store
        length = store.length[rows]
        wrong = store.problem_code[rows] != 0
        if not wrong.any():
            return length
        start, stop = scan.bounds(rows)
        wrong &= (stop - start >= HEADER_SIZE) & (store.protocol[rows] != KOBJECT_UEVENT)
        wrong &= ~scan.headless(rows)
        length = length.copy()
        length[wrong] = scan.gather(scan.order + "u4", start[wrong])
        return length


class Exchange(Number):
    """The exchange."""

    name = "exchange"
    help = "the number of the request that the message is or answers; alone: it has one"
    examples = ("exchange == 17", "not exchange")

    def column(self, scan: Scan, rows: Rows) -> Any:
        """Return the column."""
        return scan.session.exchanges[rows]

    def mask(self, scan: Scan, rows: Rows) -> Mask:
        """Return which rows pass; 0 is no exchange."""
        column = self.column(scan, rows)
        if not self.op:
            return np.asarray(column != 0, np.bool_)
        return among(column, self.within) & np.asarray(column != 0, np.bool_)


class Protocol(Number):
    """The netlink protocol."""

    name, help, noun = "protocol", "the netlink protocol, by name or number", "enum"
    examples = ("protocol == ROUTE", "protocol in {GENERIC, NETFILTER}")
    constants = Constants.make("NETLINK", PROTOCOLS)

    def column(self, scan: Scan, rows: Rows) -> Any:
        """Return the column."""
        return scan.store.protocol[rows]


class Direction(Field):
    """The direction."""

    name, noun = "direction", "enum"
    help = "to-kernel, from-kernel, or user: between programs"
    examples = ("direction == to-kernel",)
    _names = (REQUEST, REPLY, "user")

    def prepare(self, registry: Registry) -> None:
        """Take the directions that pass."""
        del registry
        only_equal(self.test)
        for value in self.values:
            if folded(value) not in self._names:
                msg = f'is one of {", ".join(self._names)}, not "{value.text}"'
                raise Unfit(msg, value)
        self.wanted = {folded(value) for value in self.values} or set(self._names)

    def mask(self, scan: Scan, rows: Rows) -> Mask:
        """Return which rows go there."""
        asks, user = scan.to_kernel(rows), scan.user(rows)
        found = np.zeros(size(rows), np.bool_)
        for name, some in ((REQUEST, asks), ("user", user), (REPLY, ~(asks | user))):
            if name in self.wanted:
                found |= some
        return found

    @classmethod
    def choices(cls, registry: Registry, session: Session | None) -> Iterator[Choice]:
        """Yield the directions."""
        del registry, session
        yield from ((name, "") for name in cls._names)


class Time(Field):
    """The time of capture."""

    name, noun = "time", "time"
    help = (
        "when it was captured: seconds since the first message, or RFC 3339, UTC if no "
        "zone is given; == is as precise as what is written"
    )
    examples = ("time < 1.5", "time >= 2026-01-02T03:04:05Z", "time in {0.5..0.7}")

    def prepare(self, registry: Registry) -> None:
        """Take the spans of time that pass, relative ones apart."""
        del registry
        if self.op in ("contains", "matches"):
            msg = f'is a time; "{self.op}" is for text and bytes'
            raise Unfit(msg)
        self.spans: list[tuple[bool, Interval]] = []
        for value in self.values:
            relative, low, top = _moment(value)
            if value.high is not None:
                other, _, top = _moment(value.high)
                if other != relative:
                    msg = "needs both ends of a range to be dates, or both seconds"
                    raise Unfit(msg, value)
                self.spans.append((relative, (low, top)))
            elif self.op in ("==", "in"):
                self.spans.append((relative, (low, top)))
            else:
                edge = top if self.op in ("<=", ">") else low
                self.spans += [(relative, each) for each in intervals(self.op, edge)]

    def mask(self, scan: Scan, rows: Rows) -> Mask:
        """Return which rows were captured then."""
        if not self.op or not len(scan.store):
            return np.ones(size(rows), np.bool_)
        first = int(scan.store.time_ns[0])
        column = scan.store.time_ns[rows]
        shifted = [
            tuple(None if ns is None else ns + first * relative for ns in span)
            for relative, span in self.spans
        ]
        return among(column, [(low, high) for low, high in shifted])


def _moment(value: Value) -> tuple[bool, int, int]:
    """Return whether a time is relative, and the first and last ns that it means."""
    seconds = _SECONDS.fullmatch(value.text)
    if seconds:
        whole, _, part = value.text.rstrip("s").partition(".")
        low = abs(int(whole)) * _SECOND + int(part.ljust(9, "0"))
        low = -low if whole[0] == "-" else low
        return True, low, low + (10 ** (9 - len(part)) - 1 if part else 0)
    stamp = _STAMP.fullmatch(value.text)
    if stamp:
        with suppress(ValueError, OverflowError):
            return False, *_absolute(*stamp.groups())
    msg = f'needs seconds or a date such as 2026-01-02T03:04:05Z, not "{value.text}"'
    raise Unfit(msg, value)


def _absolute(
    day: str, minute: str | None, second: str | None, part: str | None, zone: str | None
) -> tuple[int, int]:
    zone = "+00:00" if zone is None or zone in "Zz" else zone
    at = datetime.fromisoformat(f"{day}T{minute or '00:00'}:{second or '00'}{zone}")
    low = (at - _EPOCH) // timedelta(seconds=1) * _SECOND + int((part or "").ljust(9, "0"))
    unit = 86_400 * _SECOND
    if part:
        unit = 10 ** (9 - len(part))
    elif minute:
        unit = _SECOND if second else 60 * _SECOND
    return low, low + unit - 1


COLUMNS: tuple[type[Field], ...] = (
    No, FrameNo, Time, Protocol, Direction, Seq, Port, Len, Exchange
)  # fmt: skip
