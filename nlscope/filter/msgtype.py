"""The type of a message, by its constant, its family's name, or its number."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from nlscope.capture.distinct import distinct
from nlscope.dissect import Identity
from nlscope.dissect.identity import is_control
from nlscope.dissect.nlmsg import (
    Control,
)
from nlscope.filter.buffer import Mask, Rows, Scan, indexes, size
from nlscope.filter.catalog import catalog
from nlscope.filter.error import did_you_mean
from nlscope.filter.field import Choice, Texts, among, folded
from nlscope.filter.kinds import groups
from nlscope.filter.literal import Interval, Unfit, Value, intervals, number, top
from nlscope.model import PROTOCOLS
from nlscope.registry import Registry
from nlscope.session import Session
from nlscope.spec import GENERIC, REPLY, REQUEST, Family

Kind = tuple[int, int, str | None]  # protocol, type, direction or any
_NUMBERED = re.compile(r"([a-z0-9_]+)_(\d{1,5})")
_ANY_CONTROL = -1


def _family_types(family: Family, registry: Registry) -> Iterator[tuple[str, Kind]]:
    """Yield the constants and short names of a family's message types."""
    sets = [(family.commands, None if family.replies is None else REQUEST)]
    if family.replies is not None:
        sets.append((family.replies, REPLY))
    base = 0 if family.subsystem is None else family.subsystem << 8
    for names, direction in sets:
        for name, command in names.numbers.items():
            if registry.family(family.protocol, base + command) is family:
                kind = (family.protocol, base + command, direction)
                yield family.commands.const(name), kind
                yield name, kind


def types(registry: Registry) -> dict[str, list[Kind]]:
    """Return the message types of all protocols by name, in small letters."""
    found: dict[str, list[Kind]] = {}
    for name, value in Control.numbers.items():
        for spelling in (name, Control.const(name)):
            found.setdefault(spelling.casefold(), []).append((_ANY_CONTROL, value, None))
    for family in registry:
        if family.protocol != GENERIC:
            for name, kind in _family_types(family, registry):
                found.setdefault(name.casefold(), []).append(kind)
    return found


class Type(Texts):
    """The message type."""

    name, noun = "type", "enum"
    help = (
        "the message type: a constant of any protocol, the name of a generic netlink "
        "family, or a number"
    )
    examples = ("type == RTM_NEWROUTE", "type == nlctrl", "type in {NLMSG_ERROR, 16..31}")

    def prepare(self, registry: Registry) -> None:
        """Sort the values into numbers, types and generic netlink names."""
        super().prepare(registry)
        self.numbers: list[Interval] = []
        self.kinds: list[Kind] = []
        self.names: set[str] = set()
        self.searched = self.op in ("contains", "matches")
        if not self.searched:
            for value in self.values:
                self._sort(value, registry)

    def _sort(self, value: Value, registry: Registry) -> None:
        relation = "==" if self.op == "in" else self.op
        low, high = number(value), top(value)
        if low is not None and (value.high is None or high is not None):
            self.numbers += intervals(relation, low, high)
            return
        if relation != "==" or value.high is not None:
            msg = f'has an order by number, which "{value.spelled}" is not'
            raise Unfit(msg, value)
        word = folded(value)
        known = types(registry)
        generic = {f.name.casefold() for f in registry if f.protocol == GENERIC}
        if word in known:
            self.kinds += known[word]
        elif word in generic or value.quoted:
            self.names.add(word)
        elif not self._numbered(word):
            raise Unfit(self._unknown(value, [*known, *generic], registry), value)

    def _numbered(self, word: str) -> bool:
        """Take ROUTE_99, as types without a name are shown."""
        match = _NUMBERED.fullmatch(word)
        by_name = {name.casefold(): protocol for protocol, name in PROTOCOLS.items()}
        if match is None or match[1] not in by_name:
            return False
        self.kinds.append((by_name[match[1]], int(match[2]), None))
        return True

    def _unknown(self, value: Value, known: list[str], registry: Registry) -> str:
        if folded(value) in catalog(registry).families:
            return f'has no value "{value.text}", a family: write it alone, without type =='
        near = did_you_mean(value.text.upper(), [name.upper() for name in known])
        hint = near or "; quote the name of a generic netlink family that no table knows"
        return f'has no value "{value.text}"{hint}'

    def mask(self, scan: Scan, rows: Rows) -> Mask:
        """Return which rows have such a type."""
        if not self.op:
            return np.ones(size(rows), np.bool_)
        if self.searched:
            return _by_identity(scan, rows, lambda said: self.fits(said.type_name))
        column = scan.store.type[rows]
        found = among(column, self.numbers) if self.numbers else None
        for kind in self.kinds:
            passes = self._kind(scan, rows, column, kind)
            found = passes if found is None else found | passes
        if found is None:
            found = np.zeros(size(rows), np.bool_)
        if self.names:
            places = np.flatnonzero(~found)
            found[places] |= self._named(scan, indexes(rows)[places])
        return found

    def _kind(self, scan: Scan, rows: Rows, column: Any, kind: Kind) -> Mask:
        protocol, value, direction = kind
        found: Mask = column == value
        if protocol == _ANY_CONTROL:
            return _control(scan, rows, found, value)
        found &= scan.store.protocol[rows] == protocol
        if direction is not None:
            asks = scan.to_kernel(rows)
            found &= asks if direction == REQUEST else ~asks
        return found

    def _named(self, scan: Scan, rows: Rows) -> Mask:
        """Return which messages are of a family, or a type, by the name they show."""
        return _by_identity(
            scan, rows, lambda said: said.type_name.casefold() in self.names
        )

    @classmethod
    def choices(cls, registry: Registry, session: Session | None) -> Iterator[Choice]:
        """Yield the names of types and of generic netlink families."""
        for name in Control.numbers:
            yield Control.const(name), "every protocol"
        seen = session.context.names if session is not None else set()
        for family in registry:
            if family.protocol == GENERIC:
                seen = seen | {family.name}
                continue
            for name, _kind in _family_types(family, registry):
                if name not in family.commands.numbers or not family.commands.prefix:
                    yield name, family.name
        for name in sorted(seen):
            word = name if re.fullmatch(r"[\w.-]+", name) else f'"{name}"'
            yield word, "generic netlink family"


def _control(scan: Scan, rows: Rows, found: Mask, value: int) -> Mask:
    """Return which of the rows of a control type are control messages."""
    places = np.flatnonzero(found)
    protocols = scan.store.protocol[rows][places]
    registry = scan.session.registry
    for protocol in distinct(protocols):
        if not is_control(int(protocol), value, registry):
            found[places[protocols == protocol]] = False
    return found


def _by_identity(scan: Scan, rows: Rows, passes: Callable[[Identity], bool]) -> Mask:
    found = np.zeros(size(rows), np.bool_)
    for identity, places in groups(scan, rows):
        if passes(identity):
            found[places] = True
    return found
