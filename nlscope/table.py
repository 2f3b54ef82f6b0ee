"""Attribute sets compiled for data of one byte order."""

from __future__ import annotations

import struct
from copy import copy
from functools import lru_cache
from typing import Any

from construct import Renamed

from nlscope.codec import Codec, codec, prefix
from nlscope.model import Field
from nlscope.spec import (
    NLA_F_NESTED,
    NLA_F_NET_BYTEORDER,
    NLA_TYPE_MASK,
    Attrs,
    Misfit,
    Multi,
    Nest,
    Node,
    now,
    reference,
)

_ELEMENT = object()


class Entry:
    """One attribute of a set: its name, its type, and how to read it.

    codec is set for a leaf. unpack and length (nla_len) are set for an integer as it is, a
    byte not even needs unpack; read for any other leaf, with exact, its nla_len, or open,
    if it takes any. node is the type of anything that holds attributes, inner the set of a
    nest, once looked up.
    refers is set where it is, or holds, a number that stands for a thing with a name;
    unit is what kind of name that is, "" for what holds one or has none.
    """

    __slots__ = (
        "case",
        "chosen",
        "codec",
        "const",
        "doc",
        "exact",
        "inner",
        "length",
        "multi",
        "name",
        "nested",
        "node",
        "number",
        "open",
        "order",
        "origin",
        "prefix",
        "read",
        "refers",
        "type",
        "unit",
        "unpack",
    )  # fmt: skip

    def __init__(self, attrs: Attrs, number: int, kind: Any, order: str) -> None:
        self.number = number
        self.order = order
        self.origin = attrs.origins.get(number, attrs.origin)
        self.prefix = attrs.prefix
        self.name: str = kind.name
        self.doc: str = kind.docs or ""
        self.const = attrs.const(self.name)
        self.multi = False
        self.case: Any = None
        self._of(kind.subcon)

    def _of(self, kind: Any) -> None:
        while isinstance(kind, (Renamed, Multi)):
            self.multi = self.multi or isinstance(kind, Multi)
            kind = now(kind.of) if isinstance(kind, Multi) else kind.subcon
        kind = Nest(kind) if isinstance(kind, Attrs) else kind
        self.type = kind
        self.node = kind if isinstance(kind, Node) else None
        self.nested = isinstance(kind, Nest)
        self.inner: Table | None = None
        self.chosen: dict[Any, Entry] = {}
        self.codec: Codec | None = None if self.node else codec(kind, self.order)
        self.unit = reference(kind)
        self.refers = bool(self.unit) or _refers(self.codec)
        self.length = _fast_length(self.codec)
        self.unpack: Any = self.codec.unpack if self.codec else None
        self.read: Any = self.codec.read if self.codec else None
        self.open = self.codec is not None and self.codec.size is None
        self.exact = self.codec.size + 4 if self.codec and self.codec.size else None

    def nest(self) -> Table:
        """Return the set that a nest's attributes are of, looked up on first use."""
        if self.inner is None:
            assert isinstance(self.node, Nest)
            self.inner = table(now(self.node.of), self.order)
        return self.inner

    def expand(self, field: Field) -> list[Field]:
        """Return the members of a struct or array."""
        return [] if self.codec is None else self.codec.expand(field)

    def element(self, kind: Any) -> Entry:
        """Return the entry of this attribute's elements, or of what a level holds."""
        if _ELEMENT not in self.chosen:
            other = self.chosen[_ELEMENT] = copy(self)
            other.multi = False
            other._of(kind)  # noqa: SLF001
        return self.chosen[_ELEMENT]

    def case_of(self, key: Any, kind: Any) -> Entry:
        """Return this attribute with the type that a selector's value stands for."""
        if key not in self.chosen:
            other = self.chosen[key] = copy(self)
            other.case = key
            other._of(kind)  # noqa: SLF001
        return self.chosen[key]


def _refers(codec: Codec | None) -> bool:
    if codec is None:
        return False
    held = any(reference(each.type) or _refers(each.codec) for each in codec.members)
    return held or _refers(codec.element)


def _fast_length(codec: Codec | None) -> int | None:
    """Return the nla_len of a leaf that unpack reads, None for any other."""
    if codec is None or codec.unpack is None or codec.adapt or codec.size is None:
        return None
    return None if codec.code == "b" else codec.size + 4


class Table:
    """An attribute set for data of one byte order; made once by ``table``.

    get maps a raw nla_type to its entry, plain and with NLA_F_NESTED alike.
    """

    __slots__ = ("attrs", "entries", "get", "head", "numbers", "order")

    def __init__(self, attrs: Attrs, order: str) -> None:
        self.attrs = attrs
        self.order = order
        self.head = struct.Struct(order + "HH").unpack_from
        self.entries = {
            number: Entry(attrs, number, kind, order)
            for number, kind in attrs.entries.items()
        }
        self.numbers = {entry.name: entry for entry in self.entries.values()}
        known = dict(self.entries)
        for number, entry in self.entries.items():
            known[number | NLA_F_NESTED] = entry
        self.get = known.get

    def flagged(self, raw: int) -> Entry | None:
        """Return the entry of a type with NLA_F_NET_BYTEORDER, its integers big-endian."""
        if not raw & NLA_F_NET_BYTEORDER:
            return None
        return table(self.attrs, ">").entries.get(raw & NLA_TYPE_MASK)

    def named(self, name: str) -> Entry:
        """Return the entry of a short name or a constant; Misfit if there is none."""
        entry = self.numbers.get(name) or self.numbers.get(name.lower())
        if entry is None:
            for each in self.entries.values():
                if each.const == name:
                    return each
            msg = f"no attribute {name!r} in {self.attrs.prefix}"
            raise Misfit(msg)
        return entry


class Header:
    """A fixed header before attributes; its members belong to what it heads.

    refers holds the members that stand for a thing with a name, and for what kind.
    """

    __slots__ = ("codec", "name", "origin", "refers", "size")
    const = doc = ""

    def __init__(self, kind: Any, order: str) -> None:
        self.name: str = kind.name or "header"
        self.origin: str = getattr(kind, "origin", "built-in")
        self.codec = codec(kind, order)
        assert self.codec.size is not None, "a fixed header has a fixed size"
        self.size = self.codec.size
        self.refers = tuple(
            (member.name, found)
            for member in self.codec.members
            if (found := reference(member.type))
        )

    def expand(self, field: Field) -> list[Field]:
        """Return the members."""
        return self.codec.expand(field)

    def field(self, data: bytes, start: int, stop: int) -> Field:
        """Return the header at start, padded to 4 bytes, or what of it is there."""
        end = start + self.size
        if end <= stop:
            value, problem = self.codec.read(data, start, end), None
        else:
            end = stop
            value = prefix(self.codec.members, data, start, stop)
            problem = f"{stop - start} of the {self.size} bytes of {self.name}"
        after = min(stop, start + (end - start + 3 & ~3))
        return Field(self.name, start, after, value, None, problem, self, start, end, data)


@lru_cache(None)
def header(kind: Any, order: str) -> Header:
    """Return a fixed header compiled for an order."""
    return Header(kind, order)


def table(attrs: Attrs, order: str) -> Table:
    """Return the set compiled for an order, made on first use."""
    made: Table | None = attrs.compiled.get(order)
    if made is None:
        made = attrs.compiled[order] = Table(attrs, order)
    return made
