"""Values to bytes, through the tables that turned bytes into values.

Values are what ``export.values`` returns (dicts, lists, plain values), or lists of Item,
which also keep order, repeats and flag bits as they were on the wire.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from construct import ConstructError

from nlscope.codec import codec
from nlscope.spec import (
    BARE,
    NLA_F_NESTED,
    NLA_F_NET_BYTEORDER,
    Attrs,
    Headed,
    Indexed,
    Misfit,
    Nest,
    NestTypeValue,
    Records,
    Select,
    Text,
    now,
)
from nlscope.spec.leaves import unhex
from nlscope.spec.secret import plain, real
from nlscope.table import Entry, table

MAX_PAYLOAD = 0xFFFF - 4  # nla_len is 16 bits wide


@dataclass(frozen=True, slots=True)
class Item:
    """One attribute to encode: its short name or number, its value, its flag bits.

    flags are NLA_F_NESTED and NLA_F_NET_BYTEORDER, None for what its type needs;
    terminated False leaves out a text's NUL, as many programs do.
    """

    name: str
    value: Any
    flags: int | None = None
    terminated: bool = True


@dataclass(frozen=True, slots=True)
class Around:
    """The values that a selector may look at: those beside, then those further out."""

    values: dict[str, Any]
    outer: Around | None = None

    def find(self, name: str) -> Any:
        """Return the value of a name, nearest first, or None."""
        if name in self.values:
            return self.values[name]
        return None if self.outer is None else self.outer.find(name)


def items(values: Any) -> Iterator[Item]:
    """Yield the items of a dict, of pairs, or of a list of items; lists repeat."""
    if isinstance(values, (str, bytes, int)):
        msg = f"{values!r} is no list of attributes"
        raise Misfit(msg)
    pairs: Iterable[Any] = values.items() if isinstance(values, Mapping) else values
    for pair in pairs:
        if isinstance(pair, Item):
            yield pair
        else:
            yield Item(str(pair[0]), pair[1])


def attributes(attrs: Attrs, values: Any, order: str, outer: Around | None = None) -> bytes:
    """Return the attribute list of some values; Misfit names the one that does not fit."""
    listed = list(items(values))
    around = Around({item.name: item.value for item in listed}, outer)
    return b"".join(_attribute(attrs, item, order, around) for item in listed)


def _attribute(attrs: Attrs, item: Item, order: str, around: Around) -> bytes:
    number = _plain_number(item.name)
    swapped = bool((item.flags or 0) & NLA_F_NET_BYTEORDER)
    known = table(attrs, ">" if swapped else order)
    if number is not None:
        if isinstance(item.value, (list, Mapping)):
            payload = attributes(BARE, item.value, order, around)
        else:
            payload = unhex(real(item.value))
        return framed(number, payload, item.flags or 0, order)
    entry = known.named(item.name)
    repeats = isinstance(item.value, list) and entry.multi and item.flags is None
    values = item.value if repeats else [item.value]
    try:
        payloads = [_content(entry, value, item, order, around) for value in values]
    except Misfit as error:
        msg = f"{item.name}: {error}"
        raise Misfit(msg) from None
    flags = _flags(entry) if item.flags is None else item.flags
    return b"".join(framed(entry.number, raw, flags, order) for raw in payloads)


def _plain_number(name: str) -> int | None:
    digits = name.removeprefix("attr_")
    return int(digits) if digits != name and digits.isdigit() else None


def framed(number: int, payload: bytes, flags: int, order: str) -> bytes:
    """Return an attribute: its header, the payload, and zeros up to 4 bytes."""
    if len(payload) > MAX_PAYLOAD:
        msg = f"{len(payload)} bytes do not fit in an attribute"
        raise Misfit(msg)
    head = struct.pack(order + "HH", len(payload) + 4, number | flags)
    return head + payload + bytes(-len(payload) % 4)


def _flags(entry: Entry) -> int:
    nested = isinstance(entry.node, (Nest, Indexed, NestTypeValue))
    return NLA_F_NESTED if nested else 0


def _content(entry: Entry, value: Any, item: Item, order: str, around: Around) -> bytes:
    value = real(value)
    if isinstance(value, (bytes, bytearray)):
        return bytes(value)
    if entry.codec is None:
        return _node(entry, value, item, order, around)
    try:
        raw = entry.codec.write(_told(value))
    except (TypeError, ValueError, KeyError, AttributeError, ConstructError) as error:
        if isinstance(error, Misfit):
            raise
        msg = f"{value!r} does not fit ({error})"
        raise Misfit(msg) from None
    if isinstance(plain(entry.type), Text) and not item.terminated:
        return raw.removesuffix(b"\0")
    return raw


def _told(value: Any) -> Any:
    """Return a leaf's value: members that were taken for attributes as members again."""
    if not (isinstance(value, list) and value and isinstance(value[0], Item)):
        return value
    return {item.name: _told(item.value) for item in value}


def _node(entry: Entry, value: Any, item: Item, order: str, around: Around) -> bytes:
    node = entry.node
    if isinstance(node, Nest):
        return attributes(_attrs(node.of), value, order, around)
    if isinstance(node, Headed):
        return headed(node.header, _attrs(node.of), value, order, around)
    if isinstance(node, Records):
        return b"".join(_record(node, each, order, around) for each in _listed(value))
    if isinstance(node, Select):
        key = around.find(node.selector)
        kind = now(node.cases.get(key, node.default or BARE))
        return _content(entry.case_of(key, kind), value, item, order, around)
    assert isinstance(node, (Indexed, NestTypeValue))
    return _numbered(entry, node, value, order, around)


def _attrs(of: Any) -> Attrs:
    kind = now(of)
    assert isinstance(kind, Attrs)
    return kind


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _numbered(
    entry: Entry, node: Indexed | NestTypeValue, value: Any, order: str, around: Around
) -> bytes:
    """Return the members of an array, numbered from 1 unless their names are numbers."""
    if isinstance(node, NestTypeValue):
        deeper = node.levels[1:]
        kind = NestTypeValue(node.of, *deeper) if deeper else Nest(node.of)
    else:
        kind = now(node.of)
    each = entry.element(kind)
    if isinstance(value, list) and not (value and isinstance(value[0], Item)):
        value = {str(i): one for i, one in enumerate(value, 1)}
    out = b""
    for item in items(value):
        flags = _flags(each) if item.flags is None else item.flags
        raw = _content(each, item.value, item, order, around)
        out += framed(int(item.name), raw, flags, order)
    return out


def headed(
    header: Any, attrs: Attrs, values: Any, order: str, outer: Around | None
) -> bytes:
    """Return a fixed header, padded to 4 bytes, and the attributes after it.

    The header's members stand among the values by their names.
    """
    members = {member.name for member in codec(header, order).members if member.name}
    listed = list(items(values))
    fixed = {item.name: item.value for item in listed if item.name in members}
    raw = codec(header, order).write(fixed)
    rest = [item for item in listed if item.name not in members]
    around = Around(fixed, outer)
    return raw + bytes(-len(raw) % 4) + attributes(attrs, rest, order, around)


def _record(node: Records, value: Any, order: str, around: Around) -> bytes:
    listed = [item for item in items(value) if item.name != node.length]
    raw = headed(node.header, _attrs(node.of), listed, order, around)
    listed.append(Item(node.length, len(raw)))
    return headed(node.header, _attrs(node.of), listed, order, around)


def body(kind: Any, values: Any, order: str, around: Around | None) -> bytes:
    """Return a message's body after its fixed header, by the type of its family."""
    if isinstance(values, (bytes, bytearray)):
        return bytes(values)
    if isinstance(kind, Select):
        key = around.find(kind.selector) if around else None
        return body(now(kind.cases.get(key, kind.default or BARE)), values, order, around)
    if isinstance(kind, Attrs):
        return attributes(kind, values, order, around)
    entry = Entry(BARE, 0, kind if kind.name else "payload" / kind, order)
    listed = list(items(values))
    if not listed:
        return b""
    inside = around or Around({})
    held = [item for item in listed if item.name == entry.name]
    if not held:
        return _content(entry, dict(values), Item("", None), order, inside)
    return _content(entry, held[0].value, held[0], order, inside)
