"""Codecs: how to read and write a leaf type, derived once from its declaration.

``codec(type, order)`` works for construct's fixed-size types, for ours, and, slowly, for
any other construct type. Integers declared in host order are read in the order given.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache, singledispatch
from typing import Any

import construct

from nlscope.model import Definition, Field
from nlscope.spec import Hidden, Misfit, Secret, real

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

    def read(self, data: bytes, start: int, stop: int) -> Any:
        """Return the member's value, its bytes where they do not fit its type."""
        try:
            return self.codec.read(data, start, stop)
        except Misfit:
            raw = data[start:stop]
            return Hidden(raw, len(raw)) if isinstance(self.type, Secret) else raw

    def write(self, values: Mapping[str, Any]) -> bytes:
        """Return the member's bytes, zeros where the values do not name it."""
        value = real(values.get(self.name))
        if value is None:
            return bytes(self.size or 0)
        if isinstance(value, bytes) and len(value) == self.size:
            return value
        return self.codec.write(value)


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


def _struct_fields(codec: Codec, field: Field) -> Iterator[Field]:
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


def _array_fields(element: Codec, field: Field) -> Iterator[Field]:
    assert element.size
    names = list(field.value) if isinstance(field.value, dict) else None
    values = list(field.value.values()) if isinstance(field.value, dict) else field.value
    spec = Member("", 0, element.size, element, None)
    for i, value in enumerate(values if isinstance(values, (list, tuple)) else ()):
        start = field.body + i * element.size
        name = names[i] if names else str(i)
        tail = isinstance(value, dict) and not element.members and names is None
        end = field.stop if tail else start + element.size
        yield part(field, name, start, end, value, spec)


@lru_cache(None)
def codec(kind: Any, order: str) -> Codec:
    """Return the codec of a type for data of one byte order, "<" or ">"."""
    return derive(kind, order)


@singledispatch
def derive(kind: Any, order: str) -> Codec:  # noqa: ARG001
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
        except Exception as error:  # noqa: BLE001  # a user's adapter raises anything
            msg = f"{type(kind).__name__}: {type(error).__name__}: {error}"
            raise Misfit(msg) from None

    def write(value: Any) -> bytes:
        try:
            raw: bytes = kind.build(value)
        except construct.ConstructError as error:
            raise Misfit(str(error).splitlines()[-1]) from None
        return raw

    return Codec(size, read, write)


@derive.register
def _(kind: construct.Renamed, order: str) -> Codec:
    return codec(kind.subcon, order)
