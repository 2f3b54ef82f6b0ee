"""The types of the keys and data of nftables sets, which the making of a set tells.

The kernel knows but a length; nft stores its own numbers of types with the set, 6 bits
each in a concatenation, whose parts are padded to 4 bytes each.
Sources: include/datatype.h, src/netlink.c (netlink_delinearize_set) of nft.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from construct import Bytes, BytesInteger, Construct, FormatField, Padding, Struct

from nlscope.spec.addresses import AnyAddress
from nlscope.spec.constants import Enum
from nlscope.spec.leaves import (
    U8,
    U16,
    U16BE,
    U32,
    U32BE,
    U64,
    U64BE,
    Binary,
    Misfit,
    Shown,
    Text,
    unhex,
)
from nlscope.spec.tables import Cases

TYPE_BITS = 6  # include/datatype.h of nft
HOST, BIG = 1, 2  # enum byteorder of nft
INTEGER, STRING, LLADDR = 4, 5, 6  # types of any size
_RANGED = (7, 8, 13)  # addresses and ports, of which maps hold ranges
_HOST = {1: U8, 2: U16, 4: U32, 8: U64}
_BIG = {1: U8, 2: U16BE, 4: U32BE, 8: U64BE}


class SetType(NamedTuple):
    """What a set's keys or data are: nft's number of the type, and their bytes.

    order is that of integers without a type of their own, HOST, BIG or 0 if unknown;
    sorted says that the set has intervals, for which all integers are big-endian. parts
    has bytes and order of each part of a concatenation, 0 for what the type tells. pair
    says that there are two of it, the first and the last of a range.
    """

    number: int
    length: int
    order: int = 0
    sorted: bool = False
    parts: tuple[tuple[int, int], ...] = ()
    pair: bool = False

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> SetType:
        """Return the type of values by name, as JSON has them."""
        made = cls(**values)
        parts = tuple((int(size), int(order)) for size, order in made.parts)
        return made._replace(number=int(made.number), length=int(made.length), parts=parts)

    @property
    def numbers(self) -> list[int]:
        """The types of the parts, the first of the key first."""
        return list(numbers(self.number))


def numbers(number: int) -> Iterator[int]:
    """Yield the types of a concatenation, or the one type."""
    if number >> TYPE_BITS:
        yield from numbers(number >> TYPE_BITS)
    yield number & (1 << TYPE_BITS) - 1


class Concatenation(Struct):  # type: ignore[misc]
    """Several values in one key, each padded to 4 bytes."""


class Range(Struct):  # type: ignore[misc]
    """The first and the last value of a range."""


class Filled(Text):
    """Text in an array that NULs fill; what is no such text is its bytes.

    The end of an interval of names is a name with a bit more: wlan and 01.
    """

    def decode(self, raw: bytes) -> Any:
        """Return the text, or the bytes."""
        text, _, rest = raw.partition(b"\0")
        plain = text.isascii() and text.decode("latin-1").isprintable()
        return text.decode() if plain and not rest.strip(b"\0") else raw

    def encode(self, value: Any) -> bytes:
        """Return the bytes of a text; text too long for the array is hex."""
        if not isinstance(value, bytes) and len(str(value)) == 2 * (self.size or 0):
            return unhex(value)
        return super().encode(value)


class UnknownValue(type(Binary)):  # type: ignore[misc]
    """Bytes of which nothing is known; what is written may be an address or hex."""

    def encode(self, value: Any) -> bytes:
        """Return the bytes of an IP address, of a MAC address or of hex."""
        if isinstance(value, int):
            msg = f"{value}: the type of the set is not known, write hex"
            raise Misfit(msg)
        return AnyAddress().encode(value) if isinstance(value, str) else unhex(value)


Unknown = UnknownValue()


class SetTypes(Cases):
    """The type of a value by its SetType, made as they come, from those of one part."""

    def __init__(self, types: Mapping[int, Construct]) -> None:
        several = "concatenation" / Concatenation(*types.values())
        ends = [types[number] for number in _RANGED if number in types]
        ranges = [
            f"{kind.name}_range" / Range("first" / kind.subcon, "last" / kind.subcon)
            for kind in (*ends, several)
        ]
        super().__init__((*types.values(), several, *ranges))
        self.types = dict(types)

    def holds(self, key: Any) -> bool:
        """Return whether a selector's value is a SetType."""
        return isinstance(key, SetType)

    def make(self, key: Any) -> Construct:
        """Return the type of a value, bytes where its parts do not fill it."""
        found: SetType = key
        each = found.numbers
        if len(each) > 1:
            parts = self._sizes(found, each)
            size = sum(map(_padded, (size for size, _ in parts)))
            kind = self._concatenation(found, parts) if parts else None
        else:
            size = found.length // 2 if found.pair else found.length
            kind = self._leaf(found.number, size, found.order, sort=found.sorted)
        if kind is None or not size or found.length != (2 * size if found.pair else size):
            return Binary
        return Range("first" / kind, "last" / kind) if found.pair else kind

    def _sizes(self, key: SetType, each: list[int]) -> list[tuple[int, int]]:
        """Return bytes and order of each part, nothing if they are unknown.

        One that nothing tells has what the others leave, in no known order.
        """
        told = [*key.parts, *[(0, 0)] * len(each)]
        found = []
        for number, (size, order) in zip(each, told, strict=False):
            kind: Any = self.types.get(number)
            open_ = kind is None or number in (INTEGER, STRING, LLADDR)
            found.append((size if open_ else kind.sizeof(), order))
        gaps = [n for n, (size, _) in enumerate(found) if not size]
        if len(gaps) == 1:
            length = key.length // 2 if key.pair else key.length
            rest = length - sum(_padded(size) for size, _ in found)
            if rest > 0:
                found[gaps[0]] = (rest, 0)
                gaps = []
        return [] if gaps else found

    def _concatenation(self, key: SetType, parts: list[tuple[int, int]]) -> Construct:
        members: list[Construct] = []
        seen: dict[str, int] = {}
        for number, (size, order) in zip(key.numbers, parts, strict=True):
            known = self.types.get(number)
            name = known.name if known is not None else f"type_{number}"
            seen[name] = seen.get(name, 0) + 1
            name += f"_{seen[name]}" if seen[name] > 1 else ""
            members.append(name / self._leaf(number, size, order, sort=key.sorted))
            if size % 4:
                members.append(Padding(-size % 4))
        return Concatenation(*members)

    def _leaf(self, number: int, size: int, order: int, *, sort: bool) -> Construct:
        """Return the type of one part."""
        kind = self.types.get(number)
        if number == STRING:
            return Filled(size)
        if number == INTEGER or kind is None:
            return _integer(size, BIG if sort else order)
        if kind.sizeof() == size and not sort:
            return kind.subcon
        return _sized(kind.subcon, size, sort=sort)


def _padded(size: int) -> int:
    return size + 3 & ~3


def _integer(size: int, order: int) -> Construct:
    """Return an integer of some bytes, bytes if nothing tells their order."""
    known = (_BIG if order == BIG else _HOST).get(size)
    if known is not None and (order or size == 1):
        return known
    return BytesInteger(size) if order == BIG and 0 < size < 8 else Bytes(size)


def _sized(kind: Any, size: int, *, sort: bool) -> Construct:
    """Return a type for a number of bytes, big-endian if it is to be sorted by them."""
    if isinstance(kind, (Enum, Shown)):
        inner = _sized(kind.subcon, size, sort=sort)
        if not isinstance(inner, FormatField):
            return inner
        if isinstance(kind, Enum):
            return type(kind)(inner, kind.constants)
        return Shown(inner, kind.unit)
    if isinstance(kind, FormatField) and size in _HOST:
        big = sort or kind.fmtstr[0] == ">"
        return _integer(size, BIG if big else HOST)
    return kind if kind.sizeof() == size else Bytes(size)
