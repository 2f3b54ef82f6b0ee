"""Values at a path, found in many messages at once without decoding them.

It reads what dissect/ reads, in numpy: the k-th attribute of all candidates in one step.
What it leaves open (doubt) is decided on the decoded message.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np

from nlscope.dissect.walk import MAX_DEPTH
from nlscope.filter.catalog import below, stripped
from nlscope.filter.members import How, Members, Steps
from nlscope.filter.scope import Scope, Spans, Wanted, walk
from nlscope.spec import (
    Attrs,
    Cases,
    Headed,
    Indexed,
    Nest,
    NestTypeValue,
    Node,
    Records,
    Select,
    now,
)
from nlscope.table import Header, header, table


class Walker(Members):
    """Looks for a path in lists of attributes."""

    def content(self, kind: Any, order: str, spans: Spans, how: How) -> None:
        """Look inside payloads of a type for the rest of the path."""
        kind = stripped(kind)
        if not len(spans.row):
            return
        if self.exists and not how[0]:
            self.hit[spans.row] = True
        elif not isinstance(kind, Node):
            self.leaf(kind, order, spans, how)
        elif spans.scope.depth <= MAX_DEPTH:
            self._nodes[type(kind)](self, kind, order, spans, how)

    def _attrs(self, kind: Attrs, order: str, spans: Spans, how: How) -> None:
        if how[0]:
            self.attributes(kind, order, spans, how)

    def _nest(self, kind: Nest, order: str, spans: Spans, how: How) -> None:
        if how[0]:
            self.attributes(now(kind.of), order, spans, how)

    def attributes(self, attrs: Any, order: str, spans: Spans, how: How) -> None:
        """Look for the attributes of a list that a step names or that may hold it."""
        wanted = _wanted(attrs, order, *how)
        if not wanted.entries:
            return
        found = walk(self.scan, order, spans.start, spans.stop, wanted)
        scope = _inner(spans, table(attrs, order))
        for code, entry in enumerate(wanted.entries, 1):
            places = np.flatnonzero(found.code == code)
            if not len(places):
                continue
            at = found.at[places]
            inner = Spans(spans.row[at], found.start[places], found.stop[places], scope, at)
            flagged = found.flagged[places]
            if flagged.any():
                self.doubt[inner.row[flagged]] = True
                inner = inner.pick(~flagged)
            self.named(entry.name, entry.const, entry.type, order, inner, how)

    def _elements(self, order: str, spans: Spans) -> Spans:
        found = walk(self.scan, order, spans.start, spans.stop)
        scope = _inner(spans, None)
        return Spans(spans.row[found.at], found.start, found.stop, scope, found.at)

    def _indexed(self, kind: Indexed, order: str, spans: Spans, how: How) -> None:
        self.content(now(kind.of), order, self._elements(order, spans), how)

    def _keyed(self, kind: NestTypeValue, order: str, spans: Spans, how: How) -> None:
        deeper = kind.levels[1:]
        of = NestTypeValue(kind.of, *deeper) if deeper else Nest(kind.of)
        self.content(of, order, self._elements(order, spans), how)

    def _select(self, kind: Select, order: str, spans: Spans, how: How) -> None:
        for chosen, some in self.cases(kind, spans):
            if chosen is not None:
                self.content(chosen, order, some, how)

    def cases(self, kind: Select, spans: Spans) -> list[tuple[Any, Spans]]:
        """Return the type of each payload as its selector has it, None for a bare one.

        What other messages tell, a decoded message knows.
        """
        if isinstance(kind.cases, Cases):
            self.doubt[spans.row] = True
            return []
        found = []
        for key, places in spans.scope.find(self.scan, kind.selector, spans.at):
            plain = not isinstance(key, (dict, list))
            chosen = kind.cases.get(key, kind.default) if plain else kind.default
            some = spans if len(places) == len(spans.row) else spans.pick(places)
            found.append((None if chosen is None else now(chosen), some))
        return found

    def _headed(self, kind: Headed, order: str, spans: Spans, how: How) -> None:
        if how[0]:
            form = header(kind.header, order)
            self._after_header(form, now(kind.of), order, spans, how)

    def _after_header(
        self, form: Header, of: Any, order: str, spans: Spans, how: How
    ) -> None:
        """Look in a fixed header and in the list after it."""
        head_stop = np.minimum(spans.start + form.size, spans.stop)
        self.parts(form.codec.members, None, order, spans, head_stop, how)
        under = _inner(spans, None)
        under.members, under.head_stop = form.codec.members, head_stop
        start = np.minimum(spans.start + (form.size + 3 & ~3), spans.stop)
        inside_it = Spans(spans.row, start, spans.stop, under, np.arange(len(start)))
        self.attributes(of, order, inside_it, how)

    def _records(self, kind: Records, order: str, spans: Spans, how: How) -> None:
        if not how[0]:
            return
        form = header(kind.header, order)
        member = next(m for m in form.codec.members if m.name == kind.length)
        dtype = order + f"u{member.size}" if member.size != 1 else "u1"
        at, start, stop = np.arange(len(spans.row)), spans.start, spans.stop
        rounds = [(at[:0], start[:0], start[:0])]
        while len(at):
            go = stop - start >= form.size
            at, start, stop = at[go], start[go], stop[go]
            length = self.scan.gather(dtype, start + member.offset).astype(np.int64)
            go = (length >= form.size) & (length <= stop - start)
            at, start, stop, length = at[go], start[go], stop[go], length[go]
            rounds.append((at, start, start + length))
            start = np.minimum(start + ((length + 3) & ~3), stop)
        at, start, end = (np.concatenate(column) for column in zip(*rounds, strict=True))
        records = spans.pick(at).part(start, end)
        self._after_header(form, now(kind.of), order, records, how)

    _nodes: dict[type, Any] = {  # noqa: RUF012
        Attrs: _attrs,
        Nest: _nest,
        Indexed: _indexed,
        NestTypeValue: _keyed,
        Select: _select,
        Headed: _headed,
        Records: _records,
    }


def _inner(spans: Spans, entries: Any) -> Scope:
    scope = spans.scope
    return Scope(spans.start, spans.stop, entries, scope, spans.at, depth=scope.depth + 1)


@lru_cache(1024)
def _wanted(attrs: Attrs, order: str, steps: Steps, anywhere: bool) -> Wanted:  # noqa: FBT001
    """Return the attributes of a set that a step names, or that may hold it."""
    return Wanted.of(
        table(attrs, order),
        lambda entry: (
            steps[0] in (entry.name.casefold(), entry.const.casefold())
            or (anywhere and steps[0] in below(entry.type))
        ),
    )
