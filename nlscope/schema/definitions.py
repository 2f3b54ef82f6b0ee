"""The definitions of a spec: constants, enums, flags and structs."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from construct import (
    Bytes,
    FormatField,
    Int16sl,
    Int16ul,
    Int32sl,
    Int32ul,
    Int64sl,
    Int64ul,
    Padding,
)

from nlscope.schema.fault import Gap, Step, Wrong
from nlscope.schema.form import Definition, Entry, Member, Spec
from nlscope.schema.names import constants_prefix, short, stem, upper
from nlscope.spec import (
    IP,
    S8,
    S16,
    S16BE,
    S32,
    S32BE,
    S64,
    S64BE,
    U8,
    U16,
    U16BE,
    U32,
    U32BE,
    U64,
    U64BE,
    Binary,
    Constants,
    Enum,
    Flags,
    Growing,
    Hex,
    IPv4,
    IPv6,
    LinkAddr,
    MacLeaf,
    Sint,
    Struct,
    Text,
    Uint,
    Uuid,
)
from nlscope.spec.leaves import WideInt

INTEGERS: dict[str, tuple[Any, Any, Any]] = {  # host order, big-endian, little-endian
    "u8": (U8, U8, U8),
    "u16": (U16, U16BE, Int16ul),
    "u32": (U32, U32BE, Int32ul),
    "u64": (U64, U64BE, Int64ul),
    "s8": (S8, S8, S8),
    "s16": (S16, S16BE, Int16sl),
    "s32": (S32, S32BE, Int32sl),
    "s64": (S64, S64BE, Int64sl),
    "uint": (Uint, WideInt(signed=False, order=">"), WideInt(signed=False, order="<")),
    "sint": (Sint, WideInt(signed=True, order=">"), WideInt(signed=True, order="<")),
}
_ORDERS = {"": 0, "big-endian": 1, "little-endian": 2}
_BOUNDS = {
    f"{sign}{bits}-{end}": value
    for bits in (8, 16, 32, 64)
    for sign, end, value in (
        ("u", "min", 0),
        ("u", "max", (1 << bits) - 1),
        ("s", "min", -(1 << bits - 1)),
        ("s", "max", (1 << bits - 1) - 1),
    )
}
_HINTS = {
    "hex": Binary,
    "mac": LinkAddr,
    "fddi": LinkAddr,
    "ipv4": IP,  # rt-addr has IPv6 addresses under this hint
    "ipv6": IP,
    "ipv4-or-v6": IP,
    "uuid": Uuid,
}
_SIZED = {("ipv4", 4): IPv4, ("ipv6", 16): IPv6, ("uuid", 16): Uuid}
_DEEPEST = 8
ORIGIN = "spec"


def of_layer(struct: Any, layer: str) -> Any:
    """Return a struct that knows which layer it is of, for when it is a header."""
    struct.origin = layer
    return struct


def _alignment(kind: Any) -> int:
    """Return the alignment that a C compiler gives a type, from its largest integer."""
    if isinstance(kind, FormatField):
        return int(kind.length)
    held = getattr(kind, "subcons", None) or [getattr(kind, "subcon", None)]
    return max(1 if each is None else _alignment(each) for each in held)


class Definitions:
    """The definitions of a spec as our types, made when asked for.

    gaps is where they note what they cannot express.
    """

    def __init__(self, spec: Spec, gaps: list[Gap]) -> None:
        self.spec = spec
        self.gaps = gaps
        self.named: dict[str, tuple[int, Definition]] = {}
        for index, each in enumerate(spec.definitions):
            if each.type not in ("const", "enum", "flags", "struct"):
                self.gap(("definitions", index, "type"), f"unknown type {each.type!r}")
            elif each.name in self.named:
                raise Wrong(("definitions", index, "name"), f"{each.name!r} twice")
            else:
                self.named[each.name] = (index, each)
        self._literals: dict[str, str | int | None] = {}
        for _, each in self.named.values():
            self._literals[each.name.lower()] = each.value
            self._literals[(each.name_prefix + each.name).lower()] = each.value
        self.constants = cache(self._constants)
        self.struct = cache(self._struct)
        self._open: list[str] = []

    def gap(self, path: tuple[Step, ...], text: str) -> None:
        """Note what cannot be expressed."""
        self.gaps.append(Gap(path, text))

    def find(self, name: str, kinds: tuple[str, ...], path: tuple[Step, ...]) -> Definition:
        """Return a definition of some kinds; Wrong at the path if there is none."""
        found = self.named.get(name)
        if found is None or found[1].type not in kinds:
            raise Wrong(path, f"no {' or '.join(kinds)} {name!r} is defined")
        return found[1]

    def number(self, limit: str | int | None, path: tuple[Step, ...]) -> int | None:
        """Return a literal, the value of a const, or a bound like u16-max."""
        if limit is None or isinstance(limit, int):
            return limit
        if limit in _BOUNDS:
            return _BOUNDS[limit]
        text, less, _ = limit.partition(" - 1")
        value = self._literals.get(text.lower().replace("_", "-"))
        if isinstance(value, int):
            return value - bool(less)
        try:
            return int(limit, 0)
        except ValueError:
            self.gap(path, f"the value of {limit!r} is not in the spec")
            return None

    def values(self, name: str) -> dict[str, int]:
        """Return the numbers of an enum by name, of flags the numbers of the bits."""
        index, definition = self.named[name]
        path: tuple[Step, ...] = ("definitions", index)
        values: dict[str, int] = {}
        following = self.number(definition.value_start, (*path, "value-start")) or 0
        for at, entry in enumerate(definition.entries):
            own, text = (
                (entry.value, entry.name) if isinstance(entry, Entry) else (None, entry)
            )
            value = following if own is None else own
            if upper(text) in values:
                raise Wrong((*path, "entries", at), f"{text!r} stands here twice")
            if definition.type == "flags" and not 0 <= value < 64:
                raise Wrong((*path, "entries", at), f"{value} is no bit of an integer")
            values[upper(text)] = value
            following = value + 1
        return values

    def is_flags(self, name: str) -> bool:
        """Return whether a definition is one of flags."""
        return self.named[name][1].type == "flags"

    def _constants(self, name: str, *, bits: bool) -> type[Constants]:
        values = self.values(name)
        if bits:
            values = {text: 1 << value for text, value in values.items() if 0 <= value < 64}
        given = self.named[name][1].name_prefix
        prefix, irregular = stem(constants_prefix(self.spec, name, given), values)
        names: dict[int, str] = {}
        for text, value in values.items():
            names.setdefault(value, text)
        made = Constants.make(prefix, names)
        made.irregular = irregular
        return made

    def named_number(
        self, base: Any, enum: str, *, bits: bool, path: tuple[Step, ...]
    ) -> Any:
        """Return an integer type with the names of an enum or of flags."""
        self.find(enum, ("enum", "flags"), (*path, "enum"))
        if bits or self.is_flags(enum):
            return Flags(base, self.constants(enum, bits=True))
        return Enum(base, self.constants(enum, bits=False))

    def integer(self, kind: str, order: str, path: tuple[Step, ...]) -> Any:
        """Return an integer type of a byte order."""
        if order not in _ORDERS:
            self.gap((*path, "byte-order"), f"there is no byte-order {order!r}")
        return INTEGERS[kind][_ORDERS.get(order, 0)]

    def shown_integer(self, base: Any, kind: str, hint: str, path: tuple[Step, ...]) -> Any:
        """Return an integer type as a display hint would have it."""
        if not hint:
            return base
        if hint == "hex":
            return Hex(base)
        if hint in ("ipv4", "ipv4-or-v6") and kind in ("u32", "s32"):
            return IPv4
        self.gap((*path, "display-hint"), f"no way to show {kind} as {hint!r}")
        return base

    def shown_bytes(self, size: int | None, hint: str, path: tuple[Step, ...]) -> Any:
        """Return a type of bytes, of any number or of a fixed one, by a display hint."""
        if hint and hint not in _HINTS:
            self.gap((*path, "display-hint"), f"no way to show bytes as {hint!r}")
            hint = ""
        if size is None:
            return _HINTS.get(hint, Binary)
        if hint in ("mac", "fddi"):
            return MacLeaf(size)
        return _SIZED.get((hint, size)) or Bytes(size)

    def _struct(self, name: str) -> Any:
        index, definition = self.named[name]
        path: tuple[Step, ...] = ("definitions", index)
        if not definition.members:
            raise Wrong(path, f"struct {name!r} has no members")
        if name in self._open or len(self._open) > _DEEPEST:
            raise Wrong(path, f"struct {name!r} is in itself")
        self._open.append(name)
        try:
            return of_layer(short(name) / Struct(*self._members(definition, path)), ORIGIN)
        finally:
            self._open.pop()

    def _members(self, definition: Definition, path: tuple[Step, ...]) -> Iterator[Any]:
        seen = set()
        for at, member in enumerate(definition.members):
            place = (*path, "members", at)
            if short(member.name) in seen:
                raise Wrong(place, f"{member.name!r} stands here twice")
            seen.add(short(member.name))
            kind = self._member(member, place)
            if member.type != "pad":
                kind = short(member.name) / kind
            yield kind * member.doc.strip() if member.doc.strip() else kind

    def payload(self, name: str) -> Growing:
        """Return a struct as an attribute has it: with what C adds to its end."""
        made = self.struct(name).subcon
        missing = -made.sizeof() % _alignment(made)
        return Growing(Struct(*made.subcons, Padding(missing)) if missing else made)

    def _member(self, member: Member, path: tuple[Step, ...]) -> Any:
        size = self.number(member.len, (*path, "len"))
        if member.type in INTEGERS and member.type not in ("uint", "sint"):
            base = self.integer(member.type, member.byte_order, path)
            if member.enum:
                bits = member.enum_as_flags
                return self.named_number(base, member.enum, bits=bits, path=path)
            return self.shown_integer(base, member.type, member.display_hint, path)
        if member.type == "binary" and member.struct:
            self.find(member.struct, ("struct",), (*path, "struct"))
            return self.struct(member.struct)
        if size is None or not 0 <= size <= 0xFFFF:
            raise Wrong(path, f"{member.name!r} needs a len of at most 65535")
        if member.type == "pad":
            return Padding(size)
        if member.type == "string":
            return Text(size)
        if member.type != "binary":
            self.gap((*path, "type"), f"unknown type {member.type!r}")
        return self.shown_bytes(size, member.display_hint, path)
