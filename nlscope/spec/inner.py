"""Leaves whose values are dicts: what is inside them by name, for filters and for JSON."""

from __future__ import annotations

import struct
import sys
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, ClassVar

from construct import Bytes, Construct, ConstructError, Renamed, Struct

from nlscope.spec.leaves import Binary, Leaf, Misfit, unhex

_ORDER = "<" if sys.byteorder == "little" else ">"
_ATTRIBUTE = struct.Struct(_ORDER + "HH")  # struct nlattr
_NESTED = 0x3FFF  # NLA_TYPE_MASK


class Holding(Leaf):
    """A leaf whose value is a dict of values with types of their own."""

    @property
    def inside(self) -> Mapping[str, Construct]:
        """The types of what its values may hold, by name."""
        raise NotImplementedError


def named(kinds: Mapping[Any, Construct]) -> dict[str, Construct]:
    """Return types by their own names."""
    return {kind.name: kind.subcon for kind in kinds.values()}


def wired(kind: Construct, value: Any) -> Any:
    """Return a value as construct builds it, bytes that are hex text as bytes."""
    while isinstance(kind, Renamed):
        kind = kind.subcon
    if isinstance(kind, Struct) and isinstance(value, Mapping):
        members = {each.name: each for each in kind.subcons if each.name}
        return {
            name: wired(members[name], each) if name in members else each
            for name, each in value.items()
        }
    if isinstance(kind, (Bytes, type(Binary))) and isinstance(value, str):
        return unhex(value)
    return value


class Listed(Holding):
    """An attribute list inside a leaf: {number: "name" / type}, as a dict by name.

    What such a list cannot hold stays bytes. Integers are in the order of the machine
    that decodes. head is what each begins with, its length and its number.
    """

    head: ClassVar[struct.Struct] = _ATTRIBUTE

    def __init__(self, entries: Mapping[int, Construct]) -> None:
        super().__init__()
        self.entries = dict(entries)
        self.numbers = {kind.name: number for number, kind in self.entries.items()}

    @property
    def inside(self) -> dict[str, Construct]:
        """The attributes."""
        return named(self.entries)

    def decode(self, raw: bytes) -> dict[str, Any] | bytes:
        """Return the values by name, or the bytes if they are no such list."""
        try:
            values = dict(self._attributes(raw))
            return values if self.encode(values) == raw else raw
        except (Misfit, ConstructError, struct.error):
            return raw

    def _attributes(self, raw: bytes) -> Iterator[tuple[str, Any]]:
        at = 0
        while at < len(raw):
            length, number = self.head.unpack_from(raw, at)
            kind = self.entries.get(number & _NESTED)
            if length < self.head.size or kind is None:
                msg = f"no attribute {number} of {length} bytes"
                raise Misfit(msg)
            yield kind.name, _plain(kind.parse(raw[at + self.head.size : at + length]))
            at += length + 3 & ~3

    def encode(self, value: Any) -> bytes:
        """Return the list of a dict; bytes pass through."""
        if not isinstance(value, Mapping):
            return unhex(value)
        out = b""
        for name, each in self.pairs(value):
            number = self.numbers.get(name)
            if number is None:
                msg = f"{name!r} is none of {', '.join(self.numbers)}"
                raise Misfit(msg)
            kind = self.entries[number]
            payload = kind.build(wired(kind, each)) if type(each) is not bytes else each
            out += self.head.pack(self.head.size + len(payload), number) + payload
            out += bytes(-len(payload) % 4)
        return out

    def pairs(self, value: Mapping[str, Any]) -> Iterable[tuple[str, Any]]:
        """Return the name and the value of each attribute."""
        return value.items()


class Tagged(Holding):
    """A header, one member of which tells what follows it: a dict of both.

    What follows stands under the name of its type, ``"cmp" / Struct(...)``, and under
    "data" as bytes where no case has it or it does not fit. Integers are in the order of
    the machine that decodes.
    """

    def __init__(self, header: Struct, tag: str, cases: Mapping[Any, Construct]) -> None:
        super().__init__()
        self.header = header
        self.tag = tag
        self.cases = dict(cases)

    @property
    def inside(self) -> dict[str, Construct]:
        """The members of the header, what may follow it, and data for what else may."""
        members = [m for m in self.header.subcons if isinstance(m, Renamed)]
        held = {member.name: member.subcon for member in members}
        return held | named(self.cases) | {"data": Binary}

    def decode(self, raw: bytes) -> dict[str, Any]:
        """Return the header's members and what follows; Misfit if there is no header."""
        try:
            values: dict[str, Any] = _plain(self.header.parse(raw))
        except ConstructError:
            msg = f"{len(raw)} bytes, the header has {self.header.sizeof()}"
            raise Misfit(msg) from None
        rest = raw[self.header.sizeof() :]
        kind = self.cases.get(values[self.tag])
        if kind is not None:
            try:
                body = _plain(kind.parse(rest))
                if kind.build(body) == rest:
                    return {**values, kind.name: body}
            except (Misfit, ConstructError):
                pass
        return {**values, "data": rest} if rest else values

    def encode(self, value: Any) -> bytes:
        """Return the bytes of a dict; bytes pass through."""
        if not isinstance(value, Mapping):
            return unhex(value)
        kind = self.cases.get(value.get(self.tag))
        try:
            raw: bytes = self.header.build(dict(value))
            if kind is not None and kind.name in value:
                return raw + bytes(kind.build(wired(kind, value[kind.name])))
        except (ConstructError, KeyError) as error:
            raise Misfit(str(error).splitlines()[-1]) from None
        return raw + unhex(value.get("data", b""))


def _plain(value: Any) -> Any:
    """Return construct's containers as plain dicts and lists."""
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items() if name[0] != "_"}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return value
