"""What the tables name: families, and the paths from them to their values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from weakref import WeakKeyDictionary

from construct import Construct, Struct

from nlscope.codec import Member, codec
from nlscope.filter.shape import bare
from nlscope.registry import Registry
from nlscope.spec import (
    EVENT,
    REPLY,
    REQUEST,
    U32,
    Array,
    Attrs,
    Bitfield32,
    Constants,
    Family,
    Flags,
    Growing,
    Headed,
    Holding,
    Indexed,
    Multi,
    Nest,
    NestTypeValue,
    Op,
    Records,
    Select,
    now,
)
from nlscope.spec.unions import BySize
from nlscope.table import table

UNKNOWN = re.compile(r"attr_\d{1,5}")
_MOST = 100_000  # types looked at, should a table make new ones for ever


@dataclass(frozen=True, slots=True)
class Known:
    """A name in a table: an attribute, a member of a struct, or a flag of a set."""

    name: str
    const: str
    doc: str
    kind: Any
    flag: bool = False

    @property
    def spellings(self) -> set[str]:
        """The names by which a filter may have it, in small letters."""
        return {self.name.casefold(), self.const.casefold()} - {""}


def slug(name: str) -> str:
    """Return a family's name as filters have it: "802.15.4 MAC" is 802_15_4_mac."""
    return re.sub(r"[^\w-]+", "_", name.casefold())


def stripped(kind: Any) -> Any:
    """Return a type without names, notes, and the mark that it repeats."""
    kind = bare(kind)
    while isinstance(kind, Multi):
        kind = bare(now(kind.of))
    return kind


@lru_cache(256)
def _bits(constants: type[Constants]) -> Flags:
    return Flags(U32, constants)


def member_kind(parent: Any, member: Member) -> Any:
    """Return the type of a member of a struct."""
    parent = bare(parent)
    if isinstance(parent, Bitfield32):
        return _bits(parent.constants or Constants)
    return member.type


@lru_cache(8192)
def inside(kind: Any) -> tuple[Known, ...]:
    """Return what a path may go on with below a value of a type; arrays have no step."""
    return tuple(_inside(stripped(kind)))


def _inside(kind: Any) -> Iterator[Known]:
    if isinstance(kind, Attrs):
        for entry in table(kind, "<").entries.values():
            yield Known(entry.name, entry.const, entry.doc, entry.type)
    elif isinstance(kind, (Headed, Records)):
        yield from _members(kind.header)
        yield from inside(now(kind.of))
    elif isinstance(kind, Select):
        yield from _cases(kind)
    elif isinstance(kind, (Nest, Indexed, NestTypeValue)):
        yield from inside(now(kind.of))
    else:
        yield from _inside_leaf(kind)


def _inside_leaf(kind: Any) -> Iterator[Known]:
    if isinstance(kind, Array):
        names = kind.index.names.values() if kind.index else ()
        yield from (Known(name, kind.index.const(name), "", kind.of) for name in names)
        yield from inside(kind.of)
    elif isinstance(kind, Flags):
        names = kind.constants
        for name in names.numbers:
            yield Known(name.lower(), names.const(name), "", kind, flag=True)
    elif isinstance(kind, (Struct, Growing, Bitfield32)):
        yield from _members(kind)
    elif isinstance(kind, Holding):
        for name, of in kind.inside.items():
            yield Known(name, "", of.docs or "", of)
    elif isinstance(kind, BySize):
        for case in (*kind.cases.values(), kind.default):
            yield from inside(case)


def _members(kind: Any) -> Iterator[Known]:
    for member in codec(kind, "<").members:
        if member.name:
            yield Known(member.name, "", member.doc, member_kind(kind, member))


def _cases(kind: Select) -> Iterator[Known]:
    seen: set[tuple[str, int]] = set()
    for case in (*kind.cases.values(), kind.default):
        for known in inside(now(case)) if case is not None else ():
            if (known.name, id(known.kind)) not in seen:
                seen.add((known.name, id(known.kind)))
                yield known


def leaves(kind: Any) -> Iterator[Any]:
    """Yield the types that a value at the end of a path may have."""
    kind = stripped(kind)
    if isinstance(kind, Select):
        for case in (*kind.cases.values(), kind.default):
            if case is not None:
                yield from leaves(now(case))
    elif isinstance(kind, (Indexed, NestTypeValue)):
        of = now(kind.of)
        yield from leaves(of) if not isinstance(stripped(of), Attrs) else (kind,)
    else:
        yield kind


@lru_cache(8192)
def below(kind: Any) -> frozenset[str]:
    """Return all names at any depth below a type, flags left out."""
    return frozenset(s for known in walk([kind]) for s in known.spellings)


def walk(kinds: Iterable[Any]) -> Iterator[Known]:
    """Yield all that is named below some types, each type looked at once."""
    todo = list(kinds)
    seen: set[int] = set()
    while todo and len(seen) < _MOST:
        kind = stripped(todo.pop())
        if id(kind) in seen:
            continue
        seen.add(id(kind))
        for known in inside(kind):
            if not known.flag:
                yield known
                todo.append(known.kind)


def matching(known: Iterable[Known], step: str) -> list[Known]:
    """Return what has a name among what is known."""
    return [each for each in known if step in each.spellings]


def ops(family: Family) -> list[Op]:
    """Return what the messages of a family are made of, each kind once."""
    commands = {-1, *family.commands.names}
    commands |= set(family.replies.names) if family.replies else set()
    commands |= set(family.events.names) if family.events else set()
    commands |= {key[0] if isinstance(key, tuple) else key for key in family.ops}
    found: dict[tuple[int, ...], Op] = {}
    for command in sorted(commands):
        for direction in (REQUEST, REPLY, EVENT):
            op = family.op(command, direction)
            found.setdefault((id(op.attrs), id(op.header), id(op.short)), op)
    return list(found.values())


def top(family: Family) -> list[Known]:
    """Return what a path may go on with after the name of a family."""
    found: dict[tuple[str, int], Known] = {}
    body = [Op(attrs=family.body)] if family.body is not None else []
    for op in body or ops(family):
        for header in (op.header, op.short):
            for known in _members(header) if header is not None else ():
                found.setdefault((known.name, id(known.kind)), known)
        for known in _body(op.attrs):
            found.setdefault((known.name, id(known.kind)), known)
    return list(found.values())


def _body(kind: Construct | None) -> Iterator[Known]:
    if kind is None:
        return
    if isinstance(kind, (Attrs, Select)):
        yield from inside(kind)
    else:
        yield Known(kind.name or "payload", "", kind.docs or "", kind)


class Catalog:
    """The names of a registry's families."""

    def __init__(self, registry: Registry) -> None:
        self.all = list(registry)
        self.families: dict[str, list[Family]] = {}
        self.names: dict[str, list[Known]] = {}
        for family in self.all:
            self.families.setdefault(slug(family.name), []).append(family)
            for known in top(family):
                self._add(known)
        for known in walk(
            known.kind for found in list(self.names.values()) for known in found
        ):
            self._add(known)

    def _add(self, known: Known) -> None:
        for spelling in known.spellings:
            self.names.setdefault(spelling, []).append(known)

    def top(self, family: str) -> list[Known]:
        """Return what a path may go on with after a family's short name."""
        return [known for each in self.families.get(family, ()) for known in top(each)]


_catalogs: WeakKeyDictionary[Registry, Catalog] = WeakKeyDictionary()


def catalog(registry: Registry) -> Catalog:
    """Return the catalog of a registry, made anew when it has other families."""
    known = _catalogs.get(registry)
    if known is None or known.all != list(registry):
        known = _catalogs[registry] = Catalog(registry)
    return known
