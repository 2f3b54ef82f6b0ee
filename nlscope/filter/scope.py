"""Attribute lists of many messages at once, and what selectors find in them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from nlscope.codec import Codec, Member
from nlscope.filter.buffer import Ints, Scan
from nlscope.filter.kinds import distinct
from nlscope.spec import NLA_F_NESTED, NLA_F_NET_BYTEORDER, NLA_TYPE_MASK, Misfit
from nlscope.table import Entry, Table

_PLAIN = {1: "u1", 2: "u2", 4: "u4", 8: "u8"}
_BOTH = NLA_F_NESTED | NLA_F_NET_BYTEORDER
_MISSING = object()


class Wanted(NamedTuple):
    """Attributes to look at: codes has 0, or 1 + a place in entries, for a raw nla_type.

    one is the number, if it is that of a single attribute, however flagged.
    """

    codes: NDArray[np.uint16]
    entries: tuple[Entry, ...]
    one: int | None

    @classmethod
    def of(cls, entries: Table, passes: Callable[[Entry], bool]) -> Wanted:
        """Return what to look at in lists of a set: the entries that pass a test."""
        codes = np.zeros(1 << 16, np.uint16)
        found = [entry for entry in entries.entries.values() if passes(entry)]
        for code, entry in enumerate(found, 1):
            number = entry.number & NLA_TYPE_MASK
            for flags in (0, NLA_F_NESTED, NLA_F_NET_BYTEORDER, _BOTH):
                known = entries.get(number | flags)
                if known is None and flags & NLA_F_NET_BYTEORDER:
                    known = entries.entries.get(number)
                if known is entry:
                    codes[number | flags] = code
        whole = len(found) == 1 and np.count_nonzero(codes) == 4
        return cls(codes, tuple(found), found[0].number if whole else None)


@dataclass(slots=True)
class Found:
    """Attributes of a walk: the list each is in, its code or number, and its payload."""

    at: Ints
    code: Ints
    start: Ints
    stop: Ints
    flagged: NDArray[np.bool_]


@dataclass(slots=True)
class Scope:
    """A generation of lists, start to stop each, inside those of its parent.

    up says in which of the parent's lists each is. members are those of a fixed header
    that ends before head_stop; fixed holds what is the same for all.
    """

    start: Ints
    stop: Ints
    table: Table | None = None
    parent: Scope | None = None
    up: Ints | None = None
    members: tuple[Member, ...] = ()
    head_stop: Ints | None = None
    fixed: dict[str, Any] = field(default_factory=dict)
    depth: int = 0

    def find(self, scan: Scan, name: str, at: Ints) -> list[tuple[Any, Ints]]:
        """Return each value that a selector has for lists at, with the places in at."""
        out: list[tuple[Any, Ints]] = []
        places = np.arange(len(at))
        scope: Scope | None = self
        while scope is not None and len(places):
            left = np.ones(len(places), np.bool_)
            for value, found in scope._lookup(scan, name, at):  # noqa: SLF001
                out.append((value, places[found]))
                left[found] = False
            places = places[left]
            if scope.up is not None:
                at = scope.up[at[left]]
            scope = scope.parent
        if len(places):
            out.append((None, places))
        return out

    def _lookup(self, scan: Scan, name: str, at: Ints) -> list[tuple[Any, Ints]]:
        if name in self.fixed:
            return [(self.fixed[name], np.arange(len(at)))]
        member = next((m for m in self.members if m.name == name), None)
        if member is not None:
            return self._member(scan, member, at)
        entry = self.table.numbers.get(name) if self.table is not None else None
        if entry is None or entry.codec is None or self.table is None:
            return []
        found = walk(scan, self.table.order, self.start[at], self.stop[at])
        mine = np.flatnonzero(found.code == entry.number)
        _, first = np.unique(found.at[mine], return_index=True)
        mine = mine[first]
        return values(
            scan, entry.codec, found.start[mine], found.stop[mine], found.at[mine]
        )

    def _member(self, scan: Scan, member: Member, at: Ints) -> list[tuple[Any, Ints]]:
        assert self.head_stop is not None
        start = self.start[at] + member.offset
        stop = self.head_stop[at] if member.size is None else start + member.size
        places = np.flatnonzero(stop <= self.head_stop[at])
        return values(scan, member.codec, start[places], stop[places], places)


class Spans(NamedTuple):
    """Payloads: the row each is of, its bytes, and the list of a scope it is in."""

    row: Ints
    start: Ints
    stop: Ints
    scope: Scope
    at: Ints

    def pick(self, places: Any) -> Spans:
        """Return some of the payloads."""
        return Spans(
            self.row[places],
            self.start[places],
            self.stop[places],
            self.scope,
            self.at[places],
        )

    def part(self, start: Ints, stop: Ints) -> Spans:
        """Return other bytes of the same payloads."""
        return self._replace(start=start, stop=stop)


def values(
    scan: Scan, codec: Codec, start: Ints, stop: Ints, places: Ints
) -> list[tuple[Any, Ints]]:
    """Return each value of payloads with its places; what cannot be read has none."""
    if codec.size is not None:
        whole = stop - start >= codec.size
        start, stop, places = start[whole], stop[whole], places[whole]
    if codec.size in _PLAIN:
        keys = scan.gather(_PLAIN[codec.size], start).astype(np.int64)
    else:
        raws = [scan.data[a:b] for a, b in zip(start.tolist(), stop.tolist(), strict=True)]
        index: dict[bytes, int] = {}
        keys = np.array([index.setdefault(raw, len(index)) for raw in raws], np.int64)
    out = []
    for _key, found in distinct(keys, np.arange(len(keys))):
        raw = scan.data[start[found[0]] : stop[found[0]]]
        value = _read(codec, raw)
        if value is not _MISSING:
            out.append((value, places[found]))
    return out


def _read(codec: Codec, raw: bytes) -> Any:
    try:
        return codec.read(raw, 0, len(raw))
    except Misfit:
        return _MISSING


def walk(
    scan: Scan, order: str, start: Ints, stop: Ints, wanted: Wanted | None = None
) -> Found:
    """Return the attributes of lists, the k-th of all of them at a time.

    Without wanted all are returned, by their numbers. A list ends where an attribute
    does not fit in it, as it does for the dissector.
    """
    shift, low = (16, 0) if order == "<" else (0, 16)
    rounds: list[tuple[Any, ...]] = []
    at, pos = np.arange(len(start)), start
    room = stop - pos
    while True:
        go = room >= 4
        if not go.all():
            at, pos, room = at[go], pos[go], room[go]
        if not len(at):
            break
        head = scan.gather(order + "u4", pos)
        length = ((head >> low) & 0xFFFF).astype(np.int64)
        go = (length >= 4) & (length <= room)
        if not go.all():
            at, pos, room = at[go], pos[go], room[go]
            head, length = head[go], length[go]
        raw = (head >> shift) & 0xFFFF
        hit, code = _hits(raw, wanted)
        if len(hit):
            flagged = raw[hit] & NLA_F_NET_BYTEORDER != 0
            first = pos[hit]
            rounds.append((at[hit], code, first + 4, first + length[hit], flagged))
        step = (length + 3) & ~3
        pos = pos + step
        room = room - step
    if not rounds:
        none = np.zeros(0, np.int64)
        return Found(none, none, none, none, np.zeros(0, np.bool_))
    return Found(*(np.concatenate(column) for column in zip(*rounds, strict=True)))


def _hits(
    raw: NDArray[Any], wanted: Wanted | None
) -> tuple[NDArray[np.intp], NDArray[Any]]:
    """Return which attributes are wanted, and their codes."""
    if wanted is None:
        return np.arange(len(raw)), raw & NLA_TYPE_MASK
    if wanted.one is not None:
        hit = np.flatnonzero((raw & NLA_TYPE_MASK) == wanted.one)
        return hit, np.ones(len(hit), np.uint16)
    codes = wanted.codes[raw]
    hit = np.flatnonzero(codes)
    return hit, codes[hit]
