"""The members of structs and the elements of arrays of many payloads at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from construct import Struct

from nlscope.codec import Member, codec
from nlscope.codec.unions import Told
from nlscope.filter.buffer import Ints, Mask, Scan
from nlscope.filter.catalog import below, member_kind
from nlscope.filter.match import Match, agree
from nlscope.filter.path import Path
from nlscope.filter.scope import Spans, values
from nlscope.spec import Array, Binary, Bitfield32, Flags, Growing, Holding, now
from nlscope.spec.unions import BySize

Steps = tuple[str, ...]
How = tuple[Steps, bool]  # the steps to go, and whether the first may be deeper
Choose = Callable[[Any, str, str | None], Match | None]


class Members:
    """Looks for a path below payloads; hit and doubt are masks over rows.

    choose returns the test for a type, an order and a flag, None if it has none.
    exists asks only whether the path is there.
    """

    def __init__(
        self, scan: Scan, path: Path, choose: Choose, rows: int, *, exists: bool
    ) -> None:
        self.scan = scan
        self.path = path
        self.choose = choose
        self.exists = exists
        self.hit: Mask = np.zeros(rows, np.bool_)
        self.doubt: Mask = np.zeros(rows, np.bool_)

    def named(
        self, name: str, const: str, kind: Any, order: str, spans: Spans,
        how: How,
    ) -> None:  # fmt: skip
        """Go on in payloads of a name, if a step asks for it or for what is inside."""
        steps, anywhere = how
        if steps[0] in (name.casefold(), const.casefold()):
            self.content(kind, order, spans, (steps[1:], False))
        if anywhere and steps[0] in below(kind):
            self.content(kind, order, spans, how)

    def content(self, kind: Any, order: str, spans: Spans, how: How) -> None:
        """Look inside payloads of a type for the rest of the path."""
        raise NotImplementedError

    def leaf(self, kind: Any, order: str, spans: Spans, how: How) -> None:
        """Look at payloads that hold no attributes."""
        steps, anywhere = how
        if not steps:
            self.end(kind, order, spans, None)
        elif isinstance(kind, Flags):
            if len(steps) == 1 and not anywhere:
                self.end(kind, order, spans, steps[0])
        elif isinstance(kind, Array):
            self._array(kind, order, spans, how)
        elif isinstance(kind, (BySize, Holding)):
            self.doubt[spans.row] |= steps[0] in below(kind)
        elif isinstance(kind, (Struct, Growing, Bitfield32)):
            self._struct(kind, order, spans, how)

    def end(self, kind: Any, order: str, spans: Spans, flag: str | None) -> None:
        """Compare payloads that a path ends at."""
        match = self.choose(kind, order, flag)
        if match is not None:
            found = match.many(self.scan, spans.start, spans.stop)
            self.hit[spans.row[found]] = True

    def _struct(self, kind: Any, order: str, spans: Spans, how: How) -> None:
        read = codec(kind, order)
        if any(member.size is None for member in read.members):
            self.doubt[spans.row] = True
            return
        if not read.growing:
            spans = spans.pick(spans.stop - spans.start >= (read.size or read.minimum))
        self.parts(read.members, kind, order, spans, spans.stop, how)

    def parts(
        self, members: tuple[Member, ...], parent: Any, order: str, spans: Spans,
        stop: Ints, how: How,
    ) -> None:  # fmt: skip
        """Look in the members of structs, those that are there whole."""
        for member in members:
            if not member.name or not _concerns(member, how):
                continue
            if member.size is None:
                self.doubt[spans.row] = True
                continue
            start = spans.start + member.offset
            end = start + member.size
            whole = end <= stop
            some = spans.part(start, end)
            some = some if whole.all() else some.pick(whole)
            if isinstance(member, Told):
                for kind, part in self._union(member, order, some):
                    self.named(member.name, "", kind, order, part, how)
                continue
            kind = member.type if parent is None else member_kind(parent, member)
            self.named(member.name, "", kind, order, some, how)

    def _union(self, member: Told, order: str, spans: Spans) -> Iterator[tuple[Any, Spans]]:
        """Yield the type of each union as another member has it, bytes if it misfits."""
        start = spans.start - member.offset + member.selector.offset
        told = member.selector.codec
        left = np.ones(len(start), np.bool_)
        stop = start + (member.selector.size or 0)
        for key, places in values(self.scan, told, start, stop, np.arange(len(start))):
            kind = now(member.type.cases.get(key, member.type.default))
            size = codec(kind, order).size
            some = spans.pick(places)
            fits = np.ones(len(places), np.bool_)
            if size is not None and member.size is not None:
                rest = bytes(max(0, member.size - size))
                fits &= size <= member.size
                fits &= agree(self.scan, some.start + size, rest, b"\xff" * len(rest))
                some = some.part(some.start, some.start + size)
            left[places[fits]] = False
            yield kind, some.pick(fits)
        yield Binary, spans.pick(left)

    def _array(self, kind: Array, order: str, spans: Spans, how: How) -> None:
        """Look in named places of arrays; arrays of structs are left open."""
        if how[0][0] in below(kind.of):
            self.doubt[spans.row] = True
            return
        size = codec(kind.of, order).size
        assert size, "an array's elements have a fixed size"
        spans = spans.pick((spans.stop - spans.start) % size == 0)
        for number, name in kind.index.names.items() if kind.index else ():
            start = spans.start + number * size
            places = start + size <= spans.stop
            some = spans.part(start, start + size).pick(places)
            const = kind.index.const(name)
            self.named(name, const, kind.of, order, some, how)


def _concerns(member: Member, how: How) -> bool:
    steps, anywhere = how
    return steps[0] == member.name.casefold() or (
        anywhere and steps[0] in below(member.type)
    )
