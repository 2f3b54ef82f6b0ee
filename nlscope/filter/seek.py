"""Messages in which a path may be, searched many at a time."""

from __future__ import annotations

from typing import Any

import numpy as np

from nlscope.dissect import Identity
from nlscope.dissect.nlmsg import ERROR
from nlscope.filter.buffer import Ints
from nlscope.filter.members import How
from nlscope.filter.scope import Scope, Spans
from nlscope.filter.vector import Walker
from nlscope.model import HEADER_SIZE, KOBJECT_UEVENT
from nlscope.spec import BARE, GENERIC, Attrs, Select
from nlscope.table import Header, header


class Seeker(Walker):
    """Looks for a path in messages: in their fixed header and in what follows it."""

    def message(self, identity: Identity, row: Ints, start: Ints, stop: Ints) -> None:
        """Look in messages of one identity, from the nlmsghdr to the end."""
        if identity.control:
            if self.path.anywhere and identity.command == ERROR:
                self.doubt[row[stop - start >= 2 * HEADER_SIZE + 4]] = True
            return
        if identity.family is None:
            self.doubt[row] |= self.path.anywhere and identity.op.header is not None
            return
        if not self.path.holds(identity.family):
            return
        if identity.family.protocol != KOBJECT_UEVENT:
            start = np.minimum(start + HEADER_SIZE, stop)
        if identity.family.protocol == GENERIC:
            start = np.minimum(start + 4, stop)
        some = stop > start
        row, start, stop = row[some], start[some], stop[some]
        for form, places in _forms(identity, self.scan.order, stop - start):
            self._form(identity, form, row[places], start[places], stop[places])

    def _form(
        self, identity: Identity, form: Header | None, row: Ints, start: Ints, stop: Ints
    ) -> None:
        order = self.scan.order
        scope = Scope(start, stop)
        spans = Spans(row, start, stop, scope, np.arange(len(row)))
        if form is not None:
            head_stop = np.minimum(start + form.size, stop)
            scope.members, scope.head_stop = form.codec.members, head_stop
            self.parts(form.codec.members, None, order, spans, head_stop, self._steps)
            start = np.minimum(start + (form.size + 3 & ~3), stop)
            spans = spans.part(start, stop)
        if form is not None or (identity.family and identity.family.protocol == GENERIC):
            scope.fixed = {"cmd": identity.command_name}
        self._body(identity.op.attrs, order, spans)

    @property
    def _steps(self) -> How:
        return self.path.steps, self.path.anywhere

    def _body(self, kind: Any, order: str, spans: Spans) -> None:
        if isinstance(kind, Attrs):
            self.attributes(kind, order, spans, self._steps)
        elif isinstance(kind, Select):
            for chosen, some in self.cases(kind, spans):
                self._body(BARE if chosen is None else chosen, order, some)
        elif kind is not None:
            name = kind.name or "payload"
            some = spans.pick(spans.stop > spans.start)
            self.named(name, "", kind, order, some, self._steps)


def _forms(identity: Identity, order: str, room: Ints) -> list[tuple[Header | None, Any]]:
    """Return the fixed headers that messages have, each with the places that have it."""
    op = identity.op
    if op.header is None:
        return [(None, slice(None))]
    form = header(op.header, order)
    if op.short is None:
        return [(form, slice(None))]
    small = room < form.size
    if not small.any():
        return [(form, slice(None))]
    return [(form, ~small), (header(op.short, order), small)]
