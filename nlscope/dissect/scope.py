"""Where a selector looks for the value that decides the type of a nest."""

from __future__ import annotations

from typing import Any

import msgspec

from nlscope.spec import NLA_TYPE_MASK, Misfit
from nlscope.table import Entry, Table

_MISSING = object()


class Scope(msgspec.Struct, gc=False):
    """One attribute list being walked, inside that of its parent.

    depth counts the nests around it; header holds the members of a fixed header before
    the list; found keeps what was looked up.
    """

    data: bytes
    start: int
    stop: int
    table: Table
    parent: Scope | None
    depth: int = 0
    header: Any = None
    found: Any = None

    def under(self, header: Any) -> Scope:
        """Return an inner scope, without attributes, that knows a header's members."""
        depth, stop = self.depth + 1, self.stop
        return Scope(self.data, stop, stop, self.table, self, depth, header)

    def find(self, name: str) -> Any:
        """Return the value of a member or attribute, nearest list first, or None.

        The list is searched whole: RTA_ENCAP comes before RTA_ENCAP_TYPE.
        """
        if self.header is not None and name in self.header:
            return self.header[name]
        if self.found is None:
            self.found = {}
        if name not in self.found:
            self.found[name] = self._search(name)
        if self.found[name] is not _MISSING:
            return self.found[name]
        return None if self.parent is None else self.parent.find(name)

    def _search(self, name: str) -> Any:
        entry = self.table.numbers.get(name)
        if entry is None or entry.codec is None:
            return _MISSING
        pos, head = self.start, self.table.head
        while self.stop - pos >= 4:
            length, raw = head(self.data, pos)
            if length < 4 or pos + length > self.stop:
                break
            if raw & NLA_TYPE_MASK == entry.number:
                return _read(entry, self.data, pos + 4, pos + length)
            pos += length + 3 & ~3
        return _MISSING


def _read(entry: Entry, data: bytes, start: int, stop: int) -> Any:
    assert entry.codec is not None
    if entry.codec.size is not None and stop - start < entry.codec.size:
        return _MISSING
    try:
        return entry.codec.read(data, start, stop)
    except Misfit:
        return _MISSING
