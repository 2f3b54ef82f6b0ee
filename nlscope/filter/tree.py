"""Values at a path, found in a decoded message."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from construct import Struct

from nlscope.codec import Member, codec
from nlscope.codec.unions import Told
from nlscope.dissect import Identity
from nlscope.dissect.find import identity_of
from nlscope.filter.catalog import member_kind, stripped
from nlscope.filter.path import Path
from nlscope.model import Field
from nlscope.spec import (
    Array,
    Binary,
    Bitfield32,
    Concatenation,
    Flags,
    Growing,
    Holding,
    Misfit,
    Range,
    now,
)
from nlscope.table import Entry, Header

ENVELOPE = ("nlmsghdr", "genlmsghdr")
_STRUCTS = (Struct, Growing, Bitfield32)


@dataclass(frozen=True, slots=True)
class Place:
    """A field with the type and byte order of its payload; flag is a name in a set."""

    name: str
    const: str
    field: Field
    kind: Any
    order: str
    flag: str | None = None
    element: bool = False


def locate(root: Field, path: Path, order: str) -> Iterator[Place]:
    """Yield the places in a message that a path leads to."""
    identity = identity_of(root)
    if not path.anywhere:
        if path.holds(identity.family):
            yield from _follow(_below(_inner(root), order), path.steps)
        return
    if identity.control:
        requests = [item for item in root.items if isinstance(item.value, Identity)]
    else:
        requests = [root]
    for request in requests:
        yield from _anywhere(_below(_inner(request), order), path.steps)


def _inner(root: Field) -> list[Field]:
    return [item for item in root.items if item.name not in ENVELOPE]


def _follow(places: Iterator[Place], steps: tuple[str, ...]) -> Iterator[Place]:
    for place in places:
        if _named(place, steps[0]):
            yield from _go_on(place, steps[1:])


def _anywhere(places: Iterator[Place], steps: tuple[str, ...]) -> Iterator[Place]:
    for place in places:
        if _named(place, steps[0]):
            yield from _go_on(place, steps[1:])
        # The members of an element come after it, as if its array were not there.
        if not place.element:
            yield from _anywhere(_members(place), steps)


def _named(place: Place, step: str) -> bool:
    return step in (place.name.casefold(), place.const.casefold())


def _go_on(place: Place, steps: tuple[str, ...]) -> Iterator[Place]:
    """Yield where the rest of a path leads from a place."""
    if not steps:
        yield place
        several = isinstance(stripped(place.kind), (Concatenation, Range))
        for inner in _members(place):
            if several:
                yield from _go_on(inner, steps)
            elif inner.element:
                yield inner
    elif len(steps) == 1 and isinstance(stripped(place.kind), Flags):
        yield Place(place.name, "", place.field, place.kind, place.order, steps[0])
    else:
        yield from _follow(_members(place), steps)


def _members(place: Place) -> Iterator[Place]:
    """Yield what is inside a place."""
    field, kind, order = place.field, stripped(place.kind), place.order
    if isinstance(kind, _STRUCTS):
        if isinstance(field.value, dict):
            yield from _struct(field, kind, order)
    elif isinstance(kind, Array):
        if isinstance(field.value, (list, dict)):
            yield from _array(field, kind, order)
    elif isinstance(kind, Holding):
        if isinstance(field.value, dict):
            yield from _held(field, kind, order)
    else:
        yield from _below(field.items, order)


def _held(field: Field, kind: Holding, order: str) -> Iterator[Place]:
    """Yield what a dict holds, as the bytes that its types make of it."""
    for name, of in kind.inside.items():
        value = field.value.get(name)
        if value is None:
            continue
        with suppress(Misfit, TypeError, ValueError, KeyError):
            raw = value if isinstance(value, bytes) else codec(of, order).write(value)
            size = len(raw)
            inner = Field(name, 0, size, value, None, None, None, 0, size, raw)
            yield Place(name, "", inner, of, order)


def _struct(field: Field, kind: Any, order: str) -> Iterator[Place]:
    for item in codec(kind, order).expand(field):
        if isinstance(item.spec, Member) and item.name:
            yield Place(item.name, "", item, _kind(item, item.spec, kind, order), order)


def _member(item: Field, member: Member, order: str) -> Place:
    return Place(item.name, "", item, _kind(item, member, None, order), order)


def _kind(item: Field, member: Member, parent: Any, order: str) -> Any:
    """Return the type of a member of a struct, of a union that which it turned out."""
    if not isinstance(member, Told):
        return member_kind(parent, member) if parent is not None else member.type
    if isinstance(item.value, bytes):
        return Binary
    read = member.codec_of(item.data, item.body - member.offset)
    cases = (*member.type.cases.values(), member.type.default)
    return next((now(k) for k in cases if codec(now(k), order) is read), Binary)


def _array(field: Field, kind: Array, order: str) -> Iterator[Place]:
    element = codec(kind, order).expand(field)
    for item in element:
        # An array compares element by element by itself.
        place = Place(item.name, "", item, kind.of, order)
        yield place
        yield from _members(place)


def _below(items: list[Field], order: str) -> Iterator[Place]:
    """Yield attributes and members of headers, and what is inside elements of arrays."""
    for item in items:
        spec = item.spec
        if isinstance(spec, Header):
            for part in item.items:
                if isinstance(part.spec, Member) and part.name:
                    yield _member(part, part.spec, order)
        elif isinstance(spec, Entry):
            yield from _attribute(item, spec)
        elif isinstance(spec, Member) and item.name == spec.name:
            yield _member(item, spec, order)
        elif spec is None and item.kind == "undecoded":
            yield Place(item.name, "", item, Binary, order)


def _attribute(item: Field, entry: Entry) -> Iterator[Place]:
    if item.name == entry.name:
        yield Place(item.name, entry.const, item, entry.type, entry.order)
    elif item.name.isdecimal():
        place = Place(item.name, "", item, entry.type, entry.order, element=True)
        yield place
        yield from _members(place)
