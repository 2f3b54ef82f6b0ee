"""Readers and writers of leaf types, derived once from their declaration.

``codec(type, order)`` works for construct's fixed-size types, for ours, and, slowly, for
any other construct type. Integers declared in host order are read in the order given.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, singledispatch
from typing import Any

import construct

from nlscope.model import Definition, Field
from nlscope.spec import (
    Array,
    Binary,
    Bitfield32,
    Constants,
    Enum,
    Flags,
    Growing,
    Leaf,
    Misfit,
    Shown,
    split_flags,
)
from nlscope.spec.leaves import U32, WideInt, unhex

Read = Callable[[bytes, int, int], Any]
Write = Callable[[Any], bytes]


@dataclass(slots=True)
class Member:
    """One member of a struct: where it is in it and how to read it; name "" is padding.

    offset and size are bytes; size None reaches to the end.
    """

    name: str
    offset: int
    size: int | None
    codec: Codec
    type: Any
    doc: str = ""
    origin: str = "built-in"

    @property
    def const(self) -> str:
        """The member has no constant."""
        return ""

    def expand(self, field: Field) -> list[Field]:
        """Return the members of a member that is a struct or an array."""
        return self.codec.expand(field)


@dataclass(slots=True)
class Codec:
    """How to read and write a leaf type.

    size is the exact number of bytes, None for any. read takes (data, start, stop) and
    raises Misfit; where unpack is set, ``adapt(unpack(data, start)[0])`` is the same and
    faster. code is its struct character where one will do. growing allows fewer bytes.
    """

    size: int | None
    read: Read
    write: Write
    unpack: Callable[[bytes, int], tuple[Any, ...]] | None = None
    adapt: Callable[[Any], Any] | None = None
    code: str | None = None
    members: tuple[Member, ...] = ()
    element: Codec | None = None
    growing: bool = False
    minimum: int = 0

    def expand(self, field: Field) -> list[Field]:
        """Return the members or elements of a decoded field; none for a plain leaf."""
        if self.members:
            return list(_struct_fields(self, field))
        if self.element is not None:
            return list(_array_fields(self.element, field))
        return []


def part(
    field: Field, name: str, start: int, end: int, value: Any, spec: Definition | None
) -> Field:
    """Return a field for some bytes of another."""
    return Field(name, start, end, value, None, None, spec, start, end, field.data)


def _struct_fields(codec: Codec, field: Field) -> Any:
    values = field.value if isinstance(field.value, dict) else {}
    for member in codec.members:
        start = field.body + member.offset
        end = field.stop if member.size is None else start + member.size
        if end > field.stop:
            return
        if member.name:
            yield part(field, member.name, start, end, values.get(member.name), member)
        else:
            pad = part(field, "padding", start, end, field.data[start:end], None)
            pad.kind = "padding"
            yield pad


def _array_fields(element: Codec, field: Field) -> Any:
    assert element.size
    names = list(field.value) if isinstance(field.value, dict) else None
    values = list(field.value.values()) if isinstance(field.value, dict) else field.value
    spec = Member("", 0, element.size, element, None)
    for i, value in enumerate(values if isinstance(values, (list, tuple)) else ()):
        start = field.body + i * element.size
        name = names[i] if names else str(i)
        yield part(field, name, start, start + element.size, value, spec)


@lru_cache(None)
def codec(kind: Any, order: str) -> Codec:
    """Return the codec of a type for data of one byte order, "<" or ">"."""
    return _derive(kind, order)


@singledispatch
def _derive(kind: Any, order: str) -> Codec:  # noqa: ARG001
    """Use construct itself for what has no reader of its own."""
    try:
        size: int | None = kind.sizeof()
    except construct.SizeofError:
        size = None

    def read(data: bytes, start: int, stop: int) -> Any:
        try:
            return kind.parse(data[start:stop])
        except construct.ConstructError as error:
            raise Misfit(str(error).splitlines()[-1]) from None

    return Codec(size, read, kind.build)


@_derive.register
def _(kind: construct.Renamed, order: str) -> Codec:
    return codec(kind.subcon, order)


def _integer(value: Any) -> int:
    if isinstance(value, str):
        try:
            return int(value, 0)
        except ValueError:
            msg = f"{value!r} is no number"
            raise Misfit(msg) from None
    return int(value)


@_derive.register
def _(kind: construct.FormatField, order: str) -> Codec:
    code = kind.fmtstr[1]
    own = order if kind.fmtstr[0] == "=" or kind.length == 1 else kind.fmtstr[0]
    packer = struct.Struct(own + code)
    unpack = packer.unpack_from

    def write(value: Any) -> bytes:
        try:
            return packer.pack(_integer(value))
        except struct.error as error:
            msg = f"{value} does not fit: {error}"
            raise Misfit(msg) from None

    return Codec(
        packer.size,
        lambda data, start, _stop: unpack(data, start)[0],
        write,
        unpack=unpack,
        code=code if own == order else None,
    )


@_derive.register
def _(kind: construct.BytesInteger, order: str) -> Codec:  # noqa: ARG001
    size: int = kind.length
    return Codec(
        size,
        lambda data, start, stop: int.from_bytes(data[start:stop], "big"),
        lambda value: _integer(value).to_bytes(size, "big"),
    )


@_derive.register
def _(kind: construct.Bytes, order: str) -> Codec:  # noqa: ARG001
    size: int = kind.length

    def write(value: Any) -> bytes:
        raw = unhex(value)
        if len(raw) != size:
            msg = f"{len(raw)} bytes, the field has {size}"
            raise Misfit(msg)
        return raw

    return Codec(size, lambda data, start, stop: data[start:stop], write, code=f"{size}s")


@_derive.register(type(Binary))
def _(kind: Any, order: str) -> Codec:  # noqa: ARG001
    return Codec(None, lambda data, start, stop: data[start:stop], unhex)


@_derive.register(Enum)
@_derive.register(Flags)
def _(kind: Any, order: str) -> Codec:
    base = codec(kind.subcon, order)
    adapt = kind.adapt

    def write(value: Any) -> bytes:
        try:
            return base.write(kind.number(value))
        except KeyError as error:
            msg = f"{error.args[0]!r} is none of {', '.join(kind.constants.numbers)}"
            raise Misfit(msg) from None

    return Codec(
        base.size,
        lambda data, start, stop: adapt(base.read(data, start, stop)),
        write,
        unpack=base.unpack,
        adapt=adapt,
        code=base.code,
    )


@_derive.register
def _(kind: Shown, order: str) -> Codec:
    return codec(kind.subcon, order)


@_derive.register
def _(kind: Leaf, order: str) -> Codec:  # noqa: ARG001
    decode = kind.decode
    return Codec(
        kind.size,
        lambda data, start, stop: decode(data[start:stop]),
        kind.encode,
    )


@_derive.register
def _(kind: WideInt, order: str) -> Codec:
    narrow, wide = codec(kind.narrow, order), codec(kind.wide, order)

    def read(data: bytes, start: int, stop: int) -> Any:
        if stop - start not in (4, 8):
            msg = f"{stop - start} bytes, expected 4 or 8"
            raise Misfit(msg)
        return (narrow if stop - start == 4 else wide).read(data, start, stop)

    def write(value: Any) -> bytes:
        try:
            return narrow.write(value)
        except Misfit:
            return wide.write(value)

    return Codec(None, read, write)


@_derive.register
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


@_derive.register
def _(kind: Array, order: str) -> Codec:
    element = codec(kind.of, order)
    size = element.size
    assert size, "an array's elements have a fixed size"
    index = kind.index

    def read(data: bytes, start: int, stop: int) -> Any:
        if (stop - start) % size:
            msg = f"{stop - start} bytes are no array of {size}-byte elements"
            raise Misfit(msg)
        if element.code and element.adapt is None:
            count = (stop - start) // size
            values = list(struct.unpack_from(order + element.code * count, data, start))
        else:
            values = [element.read(data, at, at + size) for at in range(start, stop, size)]
        if index is None:
            return values
        return {index.names.get(i, str(i)): value for i, value in enumerate(values)}

    def write(value: Any) -> bytes:
        values = value.values() if isinstance(value, dict) else value
        return b"".join(element.write(each) for each in values)

    return Codec(None, read, write, element=element)


@_derive.register
def _(kind: Growing, order: str) -> Codec:
    whole = codec(kind.of, order)

    def read(data: bytes, start: int, stop: int) -> Any:
        if whole.size is None or stop - start >= whole.size:
            return whole.read(data, start, stop)
        return {
            member.name: member.codec.read(
                data, start + member.offset, start + member.offset + member.size
            )
            for member in whole.members
            if member.name and member.size and member.offset + member.size <= stop - start
        }

    return Codec(whole.size, read, whole.write, members=whole.members, growing=True)


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
    return tuple(members)


@_derive.register
def _(kind: construct.Struct, order: str) -> Codec:
    members = _members(kind, order)
    tail = members[-1] if members[-1].size is None else None
    fixed = members[:-1] if tail else members
    packer = struct.Struct(order + "".join(map(_code, fixed)))
    names = [member.name for member in fixed if member.name]
    adapts = [(m.name, _adapter(m)) for m in fixed if m.name and _adapter(m)]
    unpack = packer.unpack_from

    def read(data: bytes, start: int, stop: int) -> dict[str, Any]:
        if stop - start < packer.size:
            msg = f"{stop - start} bytes, expected {packer.size}"
            raise Misfit(msg)
        values: dict[str, Any] = dict(zip(names, unpack(data, start), strict=True))
        for name, adapt in adapts:
            values[name] = adapt(values[name])  # type: ignore[misc]
        if tail is not None:
            values[tail.name] = tail.codec.read(data, start + packer.size, stop)
        return values

    def write(value: Any) -> bytes:
        unknown = set(value) - {member.name for member in members}
        if unknown:
            msg = f"no member {', '.join(sorted(map(str, unknown)))}"
            raise Misfit(msg)
        return b"".join(
            m.codec.write(value[m.name]) if m.name in value else bytes(m.size or 0)
            for m in members
        )

    size = None if tail else packer.size
    return Codec(size, read, write, members=members, minimum=packer.size)


def _code(member: Member) -> str:
    assert member.size is not None, "only the last member may be open-ended"
    if not member.name:
        return f"{member.size}x"
    return member.codec.code or f"{member.size}s"


def _adapter(member: Member) -> Callable[[Any], Any] | None:
    leaf = member.codec
    if leaf.code:
        return leaf.adapt
    return lambda raw: leaf.read(raw, 0, len(raw))
