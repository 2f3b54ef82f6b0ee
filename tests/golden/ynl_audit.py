"""Built-in tables beside the kernel's YNL specs: every attribute, type, enum and struct."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from construct import BytesInteger, FormatField, Struct

from nlscope.codec import codec
from nlscope.registry import Registry
from nlscope.spec import (
    BARE,
    GENERIC,
    REPLY,
    REQUEST,
    Attrs,
    Bitfield32,
    Constants,
    Enum,
    Family,
    Flag,
    Flags,
    Growing,
    Headed,
    Indexed,
    Multi,
    Nest,
    NestTypeValue,
    Pad,
    Select,
    Sint,
    Text,
    Uint,
    now,
)
from nlscope.typename import plain, type_name

Found = tuple[str, str, str]  # place, what differs, how


class Audit:
    """The differences between our tables and those of specs, each told once."""

    def __init__(self, built_in: Registry) -> None:
        self._built_in = built_in
        self._seen: set[tuple[int, int]] = set()
        self._kept: list[tuple[Any, Any]] = []  # so that ids stay theirs
        self._cases: dict[tuple[str, str], bool] = {}
        self.compared = 0

    def family(self, theirs: Family) -> Iterator[Found]:
        """Yield what differs in a family: of its commands first, then below them."""
        sides = ((theirs.commands, REQUEST), (theirs.replies or theirs.commands, REPLY))
        for names, direction in sides:
            for number, name in names.names.items():
                ours = self._ours(theirs, number)
                place = f"{theirs.name} {name}"
                if ours is None:
                    yield place, "family", "not in the tables"
                    continue
                known = ours.command_name(number, direction)
                known = known or ours.command_name(number, REQUEST)
                if known not in (name, name.removesuffix("_REPLY")) and name != "UNSPEC":
                    yield place, "command", known or "missing"
                mine, other = ours.op(number, direction), theirs.op(number, direction)
                if mine.header is not None and other.header is not None:
                    yield from self.types(mine.header, other.header, f"{place} header")
                yield from self.types(mine.attrs, other.attrs, place)

    def _ours(self, theirs: Family, number: int) -> Family | None:
        if theirs.protocol == GENERIC:
            return self._built_in.genl(theirs.name)
        low = theirs.subsystem is not None
        kind = theirs.subsystem << 8 | number if low else number  # type: ignore[operator]
        return self._built_in.family(theirs.protocol, kind)

    def types(self, ours: Any, theirs: Any, place: str) -> Iterator[Found]:
        """Yield what differs between two types, and below them."""
        ours, theirs = plain(ours), plain(theirs)
        if ours is None or theirs is None or theirs is BARE:
            return
        if isinstance(theirs, Multi) and not isinstance(ours, Multi):
            yield place, "repeats", f"{type_name(ours)} for {type_name(theirs)}"
        ours, theirs = _once(ours), _once(theirs)
        ours = Nest(ours) if isinstance(ours, Attrs) and isinstance(theirs, Nest) else ours
        if isinstance(theirs, Attrs):
            mine = _once(now(ours.of)) if isinstance(ours, Nest) else ours
            if isinstance(mine, Attrs):
                yield from self._sets(mine, theirs, place)
            elif not isinstance(mine, Select):
                yield place, "type", f"{type_name(ours)} for nest"
            return
        yield from self._others(ours, theirs, place)

    def _others(self, ours: Any, theirs: Any, place: str) -> Iterator[Found]:
        for kind in (Nest, Indexed, NestTypeValue):
            if isinstance(theirs, kind):
                inner = _once(now(theirs.of))
                if isinstance(ours, kind):
                    yield from self.types(now(ours.of), inner, place)
                elif not isinstance(ours, (Select, Headed)):
                    yield place, "type", f"{type_name(ours)} for {type_name(theirs)}"
                return
        if isinstance(theirs, Select):
            yield from self._select(ours, theirs, place)
        elif not isinstance(ours, Select):
            yield from self._leaves(ours, theirs, place)

    def _select(self, ours: Any, theirs: Select, place: str) -> Iterator[Found]:
        if not isinstance(ours, Select):
            yield place, "type", f"{type_name(ours)} for {type_name(theirs)}"
            return
        mine = {str(key).lower(): now(case) for key, case in ours.cases.items()}
        for key, case in theirs.cases.items():
            found = mine.get(str(key).lower())
            self._cases[place, str(key)] = found is not None or self._cases.get(
                (place, str(key)), False
            )
            if found is not None:
                yield from self.types(found, now(case), f"{place} of {key}")

    def missing(self) -> Iterator[Found]:
        """Yield the cases of selectors that no message of ours has, after the families."""
        for (place, key), found in self._cases.items():
            if not found:
                yield f"{place} of {key}", "case", "missing"

    def _sets(self, ours: Attrs, theirs: Attrs, place: str) -> Iterator[Found]:
        if (id(ours), id(theirs)) in self._seen:
            return
        self._seen.add((id(ours), id(theirs)))
        self._kept.append((ours, theirs))
        top = ours.prefix or theirs.prefix or place
        for number, entry in theirs.entries.items():
            mine = ours.entries.get(number)
            if mine is None:
                if entry.subcon is not Pad and number:
                    yield f"{top} {number}", "missing", str(entry.name)
                continue
            self.compared += 1
            here = f"{top} {mine.name}"
            if mine.name not in (entry.name, *_shorter(entry.name)):
                yield here, "name", str(entry.name)
            const, other = ours.const(mine.name), theirs.const(entry.name)
            if other and const and const != other and mine.name == entry.name:
                yield here, "constant", other
            yield from self.types(mine.subcon, entry.subcon, here)

    def _leaves(self, ours: Any, theirs: Any, place: str) -> Iterator[Found]:
        if isinstance(theirs, Growing | Struct):
            yield from self._structs(ours, theirs, place)
            return
        if _form(ours) != _form(theirs) and not _closer(ours, theirs):
            yield place, "type", f"{type_name(ours)} for {type_name(theirs)}"
        if isinstance(theirs, (Enum, Bitfield32)) and theirs.constants:
            yield from _named(ours, theirs, place)

    def _structs(self, ours: Any, theirs: Any, place: str) -> Iterator[Found]:
        mine, other = _members(ours), _members(theirs)
        if not mine:
            yield place, "type", f"{type_name(ours)} for struct"
            return
        for start, (size, name, kind) in other.items():
            found = mine.get(start)
            if found is None or found[0] != size:
                had = "nothing" if found is None else f"{found[1]} of {found[0]}"
                yield f"{place} {name}", "member", f"{had} for {size} bytes at {start}"
                continue
            if name.lower() not in (found[1].lower(), *_shorter(found[1].lower())):
                yield f"{place} {found[1]}", "member name", name
            yield from self.types(found[2], kind, f"{place} {found[1]}")


def _shorter(name: str) -> Iterator[str]:
    """Yield a member's name without the prefix that C gave it."""
    while "_" in name:
        name = name.partition("_")[2]
        yield name


def _once(kind: Any) -> Any:
    kind = plain(kind)
    while isinstance(kind, Multi):
        kind = plain(now(kind.of))
    return kind


def _form(kind: Any) -> Any:
    """Return what bytes a leaf takes, and how they are read."""
    kind = plain(kind)
    if isinstance(kind, Enum):
        return _form(kind.subcon)
    if kind in (Flag, Sint, Uint, Pad):
        return type_name(kind)
    if isinstance(kind, (FormatField, BytesInteger, Text)):
        return type_name(kind)
    return "bitfield32" if isinstance(kind, Bitfield32) else "bytes"


def _closer(ours: Any, theirs: Any) -> bool:
    """Return whether ours says more of the same bytes than theirs does."""
    other = _form(theirs)
    if other == "bytes" or theirs is Pad:
        return True
    if _form(ours) != "bytes" or not isinstance(theirs, (FormatField, Enum)):
        return False
    size = codec(ours, "<").size  # an address for its number
    return size is not None and size == codec(theirs, "<").size


def _named(ours: Any, theirs: Any, place: str) -> Iterator[Found]:
    flags = isinstance(theirs, (Flags, Bitfield32))
    if not isinstance(ours, (Enum, Bitfield32)) or not ours.constants:
        yield place, "enum", f"none for {'flags' if flags else 'enum'}"
        return
    if isinstance(ours, (Flags, Bitfield32)) != flags:
        yield place, "enum", "flags for enum" if not flags else "enum for flags"
        return
    mine: type[Constants] = ours.constants
    for number, name in theirs.constants.names.items():
        known = mine.names.get(number)
        spelled = mine.numbers.get(name) == number
        if known is None:
            yield f"{place} {number}", "value", f"missing {name}"
        elif known != name and not spelled:
            yield f"{place} {known}", "value name", name


def _members(kind: Any) -> dict[int, tuple[int, str, Any]]:
    """Return the members of a struct that have a name by their offset: size, name, type."""
    kind = plain(kind)
    kind = plain(kind.of) if isinstance(kind, Growing) else kind
    found: dict[int, tuple[int, str, Any]] = {}
    if not isinstance(kind, Struct):
        return found
    at = 0
    for each in kind.subcons:
        size = codec(each, "<").size if each.name else each.sizeof()
        if size is None:
            break
        inner = _members(each) if isinstance(plain(each), Struct) else {}
        if inner:
            found |= {at + start: rest for start, rest in inner.items()}
        elif each.name:
            found[at] = (size, each.name, each)
        at += size
    return found
