"""Readers and writers of what its surroundings tell: unions, and host order inside."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from construct import Renamed

from nlscope.codec.base import Codec, Member, codec, derive, part
from nlscope.model import Field
from nlscope.spec import Binary, Misfit, now
from nlscope.spec.bits import Ordered
from nlscope.spec.unions import BySize, Union


@derive.register
def _(kind: Ordered, order: str) -> Codec:
    decode, encode = kind.ordered(order).decode, kind.ordered(order).encode
    return Codec(kind.size, lambda data, start, stop: decode(data[start:stop]), encode)


@derive.register
def _(kind: Union, order: str) -> Codec:
    """Read bytes: the struct that a union is in replaces this."""
    plain = codec(Binary, order)
    return Codec(kind.size, plain.read, plain.write)


@dataclass(slots=True, kw_only=True)
class Told(Member):
    """A member whose codec the value of another, the selector, tells.

    outer is the struct's own member that the selector is in, often itself.
    """

    selector: Member
    outer: Member
    cases: dict[Any, Codec]
    default: Codec

    def codec_of(self, data: bytes, base: int) -> Codec:
        """Return the codec for a struct that starts at base."""
        at = base + self.selector.offset
        end = at + (self.selector.size or 0)
        if end > len(data):
            return self.default
        return self.cases.get(self.selector.read(data, at, end), self.default)

    def read(self, data: bytes, start: int, stop: int) -> Any:
        """Return the value, its bytes where they do not fit; zeros may follow it."""
        told = self.codec_of(data, start - self.offset)
        end = stop if told.size is None else start + told.size
        if end > stop or data[end:stop].strip(b"\0"):
            return data[start:stop]
        try:
            return told.read(data, start, end)
        except Misfit:
            return data[start:stop]

    def expand(self, field: Field) -> list[Field]:
        """Return the members of a value that is a struct."""
        if isinstance(field.value, bytes):
            return []
        parts = self.codec_of(field.data, field.body - self.offset).expand(field)
        end = parts[-1].end if parts else field.stop
        if end < field.stop:
            rest = field.data[end : field.stop]
            parts.append(part(field, "padding", end, field.stop, rest, None))
            parts[-1].kind = "padding"
        return parts

    def write(self, values: Mapping[str, Any]) -> bytes:
        """Return the member's bytes, by what the values have for the selector."""
        value = values.get(self.name)
        if value is None:
            return bytes(self.size or 0)
        if isinstance(value, bytes):
            raw = value
        else:
            outer = self.outer.write(values)
            raw = self.codec_of(outer, -self.outer.offset).write(value)
        if self.size is not None and len(raw) > self.size:
            msg = f"{len(raw)} bytes, the field has {self.size}"
            raise Misfit(msg)
        return raw.ljust(self.size or 0, b"\0")


def told(member: Member, members: list[Member], order: str) -> Member:
    """Return a member of a struct, as one that another tells if it is a union."""
    kind = member.type
    while isinstance(kind, Renamed):
        kind = kind.subcon
    if not isinstance(kind, Union):
        return member
    first, *rest = kind.selector.split(".")
    outer = selector = next(each for each in members if each.name == first)
    for name in rest:
        inner = next(each for each in selector.codec.members if each.name == name)
        at = selector.offset + inner.offset
        selector = Member(name, at, inner.size, inner.codec, inner.type)
    return Told(
        member.name,
        member.offset,
        kind.size,
        member.codec,
        kind,
        member.doc,
        selector=selector,
        outer=outer,
        cases={key: codec(now(each), order) for key, each in kind.cases.items()},
        default=codec(now(kind.default or Binary), order),
    )


@dataclass(slots=True)
class Sized(Codec):
    """The codec of a payload whose size tells its type."""

    codec_of: Callable[[int], Codec] | None = None

    def expand(self, field: Field) -> list[Field]:
        """Return the members of the struct that it is."""
        assert self.codec_of is not None
        return self.codec_of(field.stop - field.body).expand(field)


@derive.register
def _(kind: BySize, order: str) -> Codec:
    def of(size: int) -> Codec:
        return codec(kind.of(size), order)

    def read(data: bytes, start: int, stop: int) -> Any:
        return of(stop - start).read(data, start, stop)

    def write(value: Any) -> bytes:
        for each in kind.cases.values():
            try:
                return codec(each, order).write(value)
            except Misfit:
                continue
        return codec(kind.default, order).write(value)

    kinds = (*kind.cases.values(), kind.default)
    most = max(codec(each, order).size or 0 for each in kinds)
    return Sized(most, read, write, growing=True, codec_of=of)
