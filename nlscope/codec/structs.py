"""Readers and writers of structs, arrays and bit fields.

zip is called without strict where it is called most: the keyword alone takes 0.3 us.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import construct

from nlscope.codec.base import Codec, Member, codec, derive
from nlscope.codec.unions import Told, told
from nlscope.spec import (
    U32,
    Array,
    Bitfield32,
    Concatenation,
    Constants,
    Flags,
    Growing,
    Misfit,
    split_flags,
)
from nlscope.spec.leaves import unhex


@lru_cache(256)
def _packer(order: str, code: str, count: int) -> struct.Struct:
    return struct.Struct(order + code * count)


@derive.register
def _(kind: Bitfield32, order: str) -> Codec:
    word = codec(U32, order)
    names = kind.constants or Constants

    def read(data: bytes, start: int, stop: int) -> Any:
        value, selector = word.read(data, start, stop), word.read(data, start + 4, stop)
        return {
            "value": split_flags(names, value),
            "selector": split_flags(names, selector),
        }

    flags = codec(Flags(U32, names), order)
    members = (Member("value", 0, 4, flags, U32), Member("selector", 4, 4, flags, U32))

    def write(value: Any) -> bytes:
        if not isinstance(value, dict):
            value = {"value": value, "selector": value}
        return flags.write(value["value"]) + flags.write(value["selector"])

    return Codec(8, read, write, members=members)


@derive.register
def _(kind: Array, order: str) -> Codec:
    element = codec(kind.of, order)
    size = element.size
    assert size, "an array's elements have a fixed size"
    index = kind.index
    names: list[str] = []

    def read(data: bytes, start: int, stop: int) -> Any:
        if (stop - start) % size:
            msg = f"{stop - start} bytes are no array of {size}-byte elements"
            raise Misfit(msg)
        if element.code and element.adapt is None:
            count = (stop - start) // size
            packer = _packer(order, element.code, count)
            if index is not None and count <= len(names):
                told = packer.unpack_from(data, start)
                return dict(zip(names, told))  # noqa: B905
            values = list(packer.unpack_from(data, start))
        else:
            values = [element.read(data, at, at + size) for at in range(start, stop, size)]
        if index is None:
            return values
        while len(names) < len(values):
            names.append(index.names.get(len(names), str(len(names))))
        return dict(zip(names, values, strict=False))

    def write(value: Any) -> bytes:
        values = value.values() if isinstance(value, dict) else value
        return b"".join(element.write(each) for each in values)

    return Codec(None, read, write, element=element)


@derive.register
def _(kind: construct.Array, order: str) -> Codec:
    """Read U8[4], a member of fixed length."""
    elements = codec(Array(kind.subcon), order)
    assert elements.element is not None
    size = kind.count * (elements.element.size or 0)

    def write(value: Any) -> bytes:
        raw = elements.write(value)
        if len(raw) != size:
            msg = f"{len(raw)} bytes, the field has {size}"
            raise Misfit(msg)
        return raw

    return Codec(size, elements.read, write, element=elements.element)


@derive.register
def _(kind: Growing, order: str) -> Codec:
    whole = codec(kind.of, order)

    def read(data: bytes, start: int, stop: int) -> Any:
        if whole.size is None or stop - start >= whole.size:
            return whole.read(data, start, stop)
        return prefix(whole.members, data, start, stop)

    named = [member for member in whole.members if member.name]

    def write(value: Any) -> bytes:
        raw = whole.write(value)
        if named[-1].name in value:
            return raw
        ends = [m.offset + (m.size or 0) for m in named if m.name in value]
        return raw[: max(ends, default=0)]

    return Codec(whole.size, read, write, members=whole.members, growing=True)


def prefix(
    members: tuple[Member, ...], data: bytes, start: int, stop: int
) -> dict[str, Any]:
    """Return the members that lie whole between start and stop."""
    return {
        m.name: m.read(data, start + m.offset, start + m.offset + m.size)
        for m in members
        if m.name and m.size is not None and start + m.offset + m.size <= stop
    }


def _members(kind: construct.Struct, order: str) -> tuple[Member, ...]:
    members, offset = [], 0
    for sub in kind.subcons:
        if isinstance(sub, construct.Renamed):
            leaf = codec(sub.subcon, order)
            member = Member(sub.name, offset, leaf.size, leaf, sub.subcon, sub.docs)
        else:
            size = sub.sizeof()
            member = Member("", offset, size, codec(construct.Bytes(size), order), sub)
        members.append(member)
        offset += member.size or 0
    return tuple(told(member, members, order) for member in members)


@derive.register
def _(kind: construct.Struct, order: str) -> Codec:
    members = _members(kind, order)
    tail = members[-1] if members[-1].size is None else None
    fixed = members[:-1] if tail else members
    packer = struct.Struct(order + "".join(map(_code, fixed)))
    names = [member.name for member in fixed if member.name]
    unions = [member for member in fixed if isinstance(member, Told)]
    plain = [member for member in fixed if member.name and not isinstance(member, Told)]
    adapts = [(m.name, _adapter(m)) for m in plain if _adapter(m)]
    unpack, least = packer.unpack_from, packer.size
    plainly = not unions and tail is None

    def read(data: bytes, start: int, stop: int) -> dict[str, Any]:
        if stop - start < least:
            msg = f"{stop - start} bytes, expected {least}"
            raise Misfit(msg)
        values: dict[str, Any] = dict(zip(names, unpack(data, start)))  # noqa: B905
        for name, adapt in adapts:
            values[name] = adapt(values[name])  # type: ignore[misc]
        if plainly:
            return values
        for member in unions:
            at = start + member.offset
            values[member.name] = member.read(data, at, at + (member.size or 0))
        if tail is not None:
            values[tail.name] = tail.read(data, start + packer.size, stop)
        return values

    def write(value: Any) -> bytes:
        unknown = set(value) - {member.name for member in members}
        if unknown:
            msg = f"no member {', '.join(sorted(map(str, unknown)))}"
            raise Misfit(msg)
        return b"".join(member.write(value) for member in members)

    size = None if tail else packer.size
    return Codec(size, read, write, members=members, minimum=packer.size)


@derive.register
def _(kind: Concatenation, order: str) -> Codec:
    """Read a struct whose padding, if it is not zero, is a value too."""
    whole: Codec = derive.dispatch(construct.Struct)(kind, order)
    gaps = [(m.offset, m.offset + (m.size or 0)) for m in whole.members if not m.name]

    def read(data: bytes, start: int, stop: int) -> Any:
        values = whole.read(data, start, stop)
        padding = b"".join(data[start + first : start + end] for first, end in gaps)
        return {**values, "padding": padding} if padding.strip(b"\0") else values

    def write(value: Any) -> bytes:
        held = dict(value)
        padding = unhex(held.pop("padding", b""))
        raw = bytearray(whole.write(held))
        for first, end in gaps if padding else ():
            raw[first:end] = padding[: end - first].ljust(end - first, b"\0")
            padding = padding[end - first :]
        return bytes(raw)

    return Codec(whole.size, read, write, members=whole.members, minimum=whole.minimum)


def _code(member: Member) -> str:
    assert member.size is not None, "only the last member may be open-ended"
    if not member.name:
        return f"{member.size}x"
    return member.codec.code or f"{member.size}s"


def _adapter(member: Member) -> Callable[[Any], Any] | None:
    leaf = member.codec
    if leaf.code:
        return leaf.adapt
    return lambda raw: member.read(raw, 0, len(raw))
