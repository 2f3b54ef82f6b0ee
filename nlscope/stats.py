"""Statistics of a set of messages: who spoke, how much, what failed, when, how slowly."""

from __future__ import annotations

import struct
from copy import copy
from dataclasses import dataclass
from itertools import starmap
from typing import TYPE_CHECKING, Any

import numpy as np

from nlscope.capture.distinct import distinct
from nlscope.dissect.identity import Identity, answers, identify, is_control
from nlscope.headers import Columns
from nlscope.model import NLMSG_DONE, NLMSG_ERROR, protocol_name
from nlscope.outcomes import Ended, ended
from nlscope.schema import tlv
from nlscope.spec import GENERIC
from nlscope.spec.extack import Errno

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nlscope.session import Session

    Ints = NDArray[np.integer[Any]]

BINS = 120
SLOWEST = 50
_CAPPED, _ACK_TLVS = 0x100, 0x200
_ATTR_MSG = 1  # NLMSGERR_ATTR_MSG
_NAMED = 20_000  # kinds of messages that get a name; a fuzzer makes more


@dataclass(frozen=True, slots=True)
class Tally:
    """How much there is of one kind; first and last are indexes of messages, from 0.

    test is the filter that selects it, "" where there is none.
    """

    name: str
    test: str
    messages: int
    bytes: int
    errors: int
    first: int
    last: int
    first_ns: int
    last_ns: int


@dataclass(frozen=True, slots=True)
class Slow:
    """An exchange: the index of its request, its name, and how it went."""

    request: int
    name: str
    latency_ns: int
    duration_ns: int
    messages: int
    outcome: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """Messages and errors in equal parts of the time; first is the index, -1 for none."""

    start_ns: int
    end_ns: int
    messages: NDArray[np.int64]
    errors: NDArray[np.int64]
    first: NDArray[np.int64]

    def time_ns(self, place: int) -> int:
        """Return when a part begins."""
        span = self.end_ns - self.start_ns
        return self.start_ns + span * place // max(1, len(self.messages))


@dataclass(frozen=True, slots=True)
class Statistics:
    """All there is to count of a set of messages."""

    total: Tally
    protocols: list[Tally]
    families: list[Tally]
    types: list[Tally]
    ports: list[Tally]
    errors: list[Tally]
    slowest: list[Slow]
    exchanges: list[Ended]
    timeline: Timeline


class Counter:
    """The columns of the messages at some rows, ready to be counted."""

    def __init__(self, session: Session, rows: Ints) -> None:
        self.session = session
        self.columns = Columns.of(session.store)
        self.rows = rows.astype(np.int64)
        self.protocol = self.columns.protocol[self.rows].astype(np.int64)
        self.type = self.columns.type[self.rows].astype(np.int64)
        self.bytes = session.store.length[self.rows].astype(np.int64)
        self.time_ns = self.columns.time_ns[self.rows]
        self.errno = self._errno()
        self.conversations = session.conversations  # once: more may be coming in

    def _errno(self) -> NDArray[np.int64]:
        """Return the errno that each message tells of, 0 for none."""
        found = np.zeros(len(self.rows), np.int64)
        ends = np.isin(self.type, (NLMSG_ERROR, NLMSG_DONE))
        for protocol in distinct(self.protocol[ends]).tolist():
            for kind in (NLMSG_ERROR, NLMSG_DONE):
                if is_control(protocol, kind, self.session.registry):
                    at = (self.protocol == protocol) & (self.type == kind)
                    number = self.columns.read("i4", self.rows[at], 16)
                    found[at] = np.maximum(0, -number.astype(np.int64))
        return found

    def tallies(self, places: Ints, names: list[tuple[str, str]]) -> list[Tally]:
        """Return the tallies of groups, most messages first; places index names."""
        count = len(names)
        messages = np.bincount(places, minlength=count)
        size = np.bincount(places, self.bytes, count).astype(np.int64)
        errors = np.bincount(places[self.errno > 0], minlength=count)
        first, last = np.full(count, -1), np.full(count, -1)
        last[places] = np.arange(len(places))
        first[places[::-1]] = np.arange(len(places))[::-1]
        order = np.argsort(-messages, kind="stable")
        return [
            Tally(
                names[n][0], names[n][1], int(messages[n]), int(size[n]), int(errors[n]),
                int(self.rows[first[n]]), int(self.rows[last[n]]),
                int(self.time_ns[first[n]]), int(self.time_ns[last[n]]),
            )
            for n in order.tolist()
            if messages[n]
        ]  # fmt: skip

    def total(self) -> Tally:
        """Return the tally of everything."""
        made = self.tallies(np.zeros(len(self.rows), np.int64), [("all", "")])
        return made[0] if made else Tally("all", "", 0, 0, 0, -1, -1, 0, 0)

    def by_protocol(self) -> list[Tally]:
        """Return the tallies of the protocols."""
        found, places = np.unique(self.protocol, return_inverse=True)
        texts = [protocol_name(number) for number in found.tolist()]
        return self.tallies(places, [(text, f"protocol == {text}") for text in texts])

    def by_port(self) -> list[Tally]:
        """Return the tallies of the port ids."""
        ports = self.columns.portid[self.rows]
        found, places = np.unique(ports, return_inverse=True)
        texts = [str(number) for number in found.tolist()]
        return self.tallies(places, [(text, f"port == {text}") for text in texts])

    def by_type(self) -> tuple[list[Tally], list[Tally]]:
        """Return the tallies of the families, and of the types and commands."""
        first_byte = self.columns.read("u1", self.rows, 16).astype(np.int64)
        flags = self.columns.flags[self.rows].astype(np.int64)
        code = (self.protocol << 25) | (self.type << 9) | (first_byte << 1) | (flags & 1)
        found, sample, places = np.unique(code, return_index=True, return_inverse=True)
        named = sample[:_NAMED]
        known = [_identity(self.session, n) for n in self.rows[named].tolist()]
        each = list(zip(known, self.protocol[named].tolist(), strict=True))
        other = [("others", "")] * (len(found) > _NAMED)
        types = [*starmap(_type_name, each), *other]
        families = [*starmap(_family_name, each), *other]
        places = np.minimum(places, _NAMED)
        return self._merged(places, families), self._merged(places, types)

    def _merged(self, places: Ints, names: list[tuple[str, str]]) -> list[Tally]:
        """Return the tallies of groups by name; several groups may have the same."""
        order = {name: n for n, name in enumerate(dict.fromkeys(names))}
        which = np.array([order[name] for name in names], np.int64)
        return self.tallies(which[places], list(order)) if len(places) else []

    def by_error(self) -> list[Tally]:
        """Return the tallies of the errors, by errno and what the kernel says of it."""
        some = copy(self)
        at = np.flatnonzero(self.errno)
        for column in ("rows", "time_ns", "bytes", "errno"):
            setattr(some, column, getattr(self, column)[at])
        order: dict[tuple[str, str], int] = {}
        places = np.zeros(len(at), np.int64)
        each = zip(some.rows.tolist(), some.errno.tolist(), strict=True)
        for n, (row, number) in enumerate(each):
            text = extack_text(self.session, row)
            name = Errno.names.get(-number, str(number))
            key = (f"{name}: {text}" if text else name, f"errno == {number}")
            places[n] = order.setdefault(key, len(order))
        return some.tallies(places, list(order))

    def places(self) -> NDArray[np.intp]:
        """Return the places of the exchanges that these rows belong to."""
        known = self.conversations
        numbers = distinct(known.relations.exchange[self.rows])
        return np.searchsorted(known.no, numbers[numbers > 0])

    def slowest(self) -> list[Slow]:
        """Return the exchanges that took longest, of those that these rows belong to."""
        known, place = self.conversations, self.places()
        took = known.duration_ns[place]
        place = place[took > 0][np.argsort(-took[took > 0], kind="stable")][:SLOWEST]
        return [self._slow(int(n)) for n in place.tolist()]

    def _slow(self, place: int) -> Slow:
        found = self.conversations[place]
        request = found.no - 1
        protocol = int(self.columns.protocol[request])
        name, _ = _type_name(_identity(self.session, request), protocol)
        return Slow(
            request, name, found.latency_ns or 0, found.duration_ns or 0,
            len(found.requests) + len(found.answers), found.outcome,
        )  # fmt: skip

    def timeline(self, bins: int) -> Timeline:
        """Return the messages and errors of equal parts of the time."""
        zeros = np.zeros(bins, np.int64)
        if not len(self.rows):
            return Timeline(0, 0, zeros, zeros, zeros - 1)
        start, end = int(self.time_ns.min()), int(self.time_ns.max())
        share = (self.time_ns - start) / max(1, end - start)
        places = np.minimum((share * bins).astype(np.int64), bins - 1)
        first = zeros - 1
        first[places[::-1]] = self.rows[::-1]
        messages = np.bincount(places, minlength=bins)
        errors = np.bincount(places[self.errno > 0], minlength=bins)
        return Timeline(start, end, messages, errors, first)


def statistics(session: Session, rows: Ints, bins: int = BINS) -> Statistics:
    """Return the statistics of the messages at some indexes, ascending."""
    counter = Counter(session, rows)
    families, types = counter.by_type()
    return Statistics(
        total=counter.total(),
        protocols=counter.by_protocol(),
        families=families,
        types=types,
        ports=counter.by_port(),
        errors=counter.by_error(),
        slowest=counter.slowest(),
        exchanges=ended(counter.conversations, counter.places()),
        timeline=counter.timeline(bins),
    )


def extack_text(session: Session, n: int) -> str:
    """Return what the kernel says of an error in words, or ""."""
    message = session.store[n]
    if not message.flags & _ACK_TLVS:
        return ""
    data, order = message.data, message.frame.order
    at = 20
    if message.type == NLMSG_ERROR and len(data) >= 24:
        (echoed,) = struct.unpack_from(order + "I", data, 20)
        at += 16 if message.flags & _CAPPED else max(16, echoed + 3 & ~3)
    for kind, value in tlv.attributes(data[at:], order):
        if kind == _ATTR_MSG:
            return tlv.text(value)
    return ""


def _identity(session: Session, n: int) -> Identity:
    message = session.message(n)
    data = message.data
    return identify(
        message.frame.protocol, message.type, data[16] if len(data) > 16 else None,
        answers(message.frame.protocol, message.direction, message.portid),
        message.no, session.registry, session.context,
    )  # fmt: skip


def _type_name(known: Identity, protocol: int) -> tuple[str, str]:
    if protocol != GENERIC or known.control:
        return known.type_name, f"type == {known.type_name}" if known.command_name else ""
    command = known.command_name or known.command
    test = f"type == {known.type_name} and genl.cmd == {command}"
    return f"{known.type_name} {command}", test if known.command >= 0 else ""


def _family_name(known: Identity, protocol: int) -> tuple[str, str]:
    if known.control:
        return "control messages", "type in {NLMSG_NOOP, NLMSG_ERROR, NLMSG_DONE}"
    if protocol == GENERIC:
        return known.type_name, f"type == {known.type_name}"
    return known.name or protocol_name(protocol), known.name
