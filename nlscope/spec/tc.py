"""What only traffic control has: handles, verdicts, extended matches, bit fields.

Sources: include/uapi/linux/pkt_sched.h, include/uapi/linux/pkt_cls.h,
include/uapi/linux/tc_ematch/.
"""

from __future__ import annotations

import struct
import sys
from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from construct import Construct, ConstructError, Renamed, Struct

from nlscope.spec.constants import Constants, Enum
from nlscope.spec.inner import Holding, named, wired
from nlscope.spec.leaves import U32, Binary, Misfit, Text, unhex

_HALF = 0xFFFF  # TC_H_MIN_MASK
_JUMP_BITS = 28  # __TC_ACT_EXT_SHIFT
_ORDER = "<" if sys.byteorder == "little" else ">"
_ATTRIBUTE = struct.Struct(_ORDER + "HH")  # struct nlattr
_NESTED = 0x3FFF  # NLA_TYPE_MASK


class Handles(Constants, prefix="TC_H"):
    """The handles with names; any other is two halves in hex, 1:20."""

    none = 0
    root = 0xFFFFFFFF
    clsact = 0xFFFFFFF1
    ingress = 0xFFFFFFF2
    egress = 0xFFFFFFF3

    irregular: ClassVar[dict[str, str]] = {
        "none": "TC_H_UNSPEC",
        "root": "TC_H_ROOT",
        "clsact": "TC_H_CLSACT",
        "ingress": "TC_H_MIN_INGRESS",
        "egress": "TC_H_MIN_EGRESS",
    }

    @classmethod
    def number(cls, text: str) -> int:
        """Return the number of a name, of halves with a colon between, or of a numeral."""
        major, colon, minor = text.partition(":")
        if not colon:
            return super().number(text)
        try:
            high, low = int(major or "0", 16), int(minor or "0", 16)
        except ValueError:
            raise KeyError(text) from None
        if not (0 <= high <= _HALF and 0 <= low <= _HALF):
            raise KeyError(text)
        return high << 16 | low


class Handle(Enum):
    """A handle as tc writes it: root, 1: of a qdisc, 1:20 of a class.

    TC_H_INGRESS is TC_H_CLSACT, and shown as clsact.
    """

    def __init__(self, subcon: Construct) -> None:
        super().__init__(subcon, Handles)

    def adapt(self, number: int) -> str:
        """Return the text of a number."""
        name = self.constants.names.get(number)
        major, minor = number >> 16, number & _HALF
        halves = f"{major:x}" if major else "", f"{minor:x}" if minor else ""
        return name or ":".join(halves)


class Verdicts(Constants, prefix="TC_ACT"):
    """What an action decides; JUMP 2 and GOTO_CHAIN 5 carry a number."""

    UNSPEC = -1
    OK = 0
    RECLASSIFY = 1
    SHOT = 2
    PIPE = 3
    STOLEN = 4
    QUEUED = 5
    REPEAT = 6
    REDIRECT = 7
    TRAP = 8

    far: ClassVar[dict[str, int]] = {"JUMP": 1, "GOTO_CHAIN": 2}

    @classmethod
    def number(cls, text: str) -> int:
        """Return the number of a name, of JUMP or GOTO_CHAIN and a number, or a numeral."""
        name, _, rest = text.removeprefix("TC_ACT_").partition(" ")
        if name.upper() not in cls.far or not rest.isdecimal():
            return super().number(text)
        return cls.far[name.upper()] << _JUMP_BITS | int(rest)


class Verdict(Enum):
    """What an action decides about a packet."""

    def __init__(self, subcon: Construct) -> None:
        super().__init__(subcon, Verdicts)

    def adapt(self, number: int) -> Any:
        """Return the name, with the distance of a jump, or the number."""
        for name, opcode in Verdicts.far.items():
            if number >> _JUMP_BITS == opcode:
                return f"{name} {number & (1 << _JUMP_BITS) - 1}"
        return self.constants.names.get(number, number)


class UntilNul(Text):
    """Text up to a NUL, whatever follows: tc sends all of its 32 byte buffer."""

    def decode(self, raw: bytes) -> str:
        """Return the text."""
        return super().decode(raw.partition(b"\0")[0])


UpToNul = UntilNul()


class Bits(Holding):
    """C bit fields, as a dict: {name: width}, with names of values where there are any.

    low says that the first is the lowest, as with masks; bit fields are laid out as the
    compiler of the machine that decodes would do it. rest names the bytes that follow.
    """

    def __init__(
        self,
        widths: Mapping[str, int],
        names: Mapping[str, type[Constants]] | None = None,
        *,
        low: bool = _ORDER == "<",
        rest: str | None = None,
    ) -> None:
        super().__init__()
        self.names = dict(names or {})
        self.rest = rest
        total = sum(widths.values())
        self.length = total // 8
        self.size = None if rest else self.length
        self.fields: dict[str, tuple[int, int]] = {}
        at = 0
        for name, width in widths.items():
            shift = at if low else total - at - width
            self.fields[name] = shift, (1 << width) - 1
            at += width

    @property
    def inside(self) -> dict[str, Construct]:
        """The fields as numbers, those with names by them."""
        held = {name: Enum(U32, self.names.get(name, Constants)) for name in self.fields}
        plain = {name: held[name] if name in self.names else U32 for name in held}
        return plain | ({self.rest: Binary} if self.rest else {})

    def decode(self, raw: bytes) -> dict[str, Any]:
        """Return the fields by name; Misfit if there are not enough bytes."""
        if len(raw) < self.length:
            msg = f"{len(raw)} bytes, expected {self.length}"
            raise Misfit(msg)
        number = int.from_bytes(raw[: self.length], sys.byteorder)
        values: dict[str, Any] = {}
        for name, (shift, mask) in self.fields.items():
            value = number >> shift & mask
            values[name] = self.names.get(name, Constants).names.get(value, value)
        if self.rest:
            values[self.rest] = raw[self.length :]
        return values

    def encode(self, value: Any) -> bytes:
        """Return the bytes of the fields; those that are not given are 0."""
        if not isinstance(value, Mapping):
            return unhex(value)
        number = 0
        for name, (shift, mask) in self.fields.items():
            part = value.get(name, 0)
            if isinstance(part, str):
                part = self.names.get(name, Constants).number(part)
            if not 0 <= part <= mask:
                msg = f"{name} {part} is more than {mask}"
                raise Misfit(msg)
            number |= part << shift
        raw = number.to_bytes(self.length, sys.byteorder)
        return raw + unhex(value.get(self.rest, b"")) if self.rest else raw


class Listed(Holding):
    """An attribute list inside a leaf: {number: "name" / type}, as a dict by name.

    What such a list cannot hold stays bytes. Integers are in the order of the machine
    that decodes.
    """

    def __init__(self, entries: Mapping[int, Construct]) -> None:
        super().__init__()
        self.entries = dict(entries)
        self.numbers = {kind.name: number for number, kind in self.entries.items()}

    @property
    def inside(self) -> dict[str, Construct]:
        """The attributes."""
        return named(self.entries)

    def decode(self, raw: bytes) -> dict[str, Any] | bytes:
        """Return the values by name, or the bytes if they are no such list."""
        try:
            values = dict(self._attributes(raw))
            return values if self.encode(values) == raw else raw
        except (Misfit, ConstructError, struct.error):
            return raw

    def _attributes(self, raw: bytes) -> Iterator[tuple[str, Any]]:
        at = 0
        while at < len(raw):
            length, number = _ATTRIBUTE.unpack_from(raw, at)
            kind = self.entries.get(number & _NESTED)
            if length < _ATTRIBUTE.size or kind is None:
                msg = f"no attribute {number} of {length} bytes"
                raise Misfit(msg)
            yield kind.name, _plain(kind.parse(raw[at + _ATTRIBUTE.size : at + length]))
            at += length + 3 & ~3

    def encode(self, value: Any) -> bytes:
        """Return the list of a dict; bytes pass through."""
        if not isinstance(value, Mapping):
            return unhex(value)
        out = b""
        for name, each in value.items():
            number = self.numbers.get(name)
            if number is None:
                msg = f"{name!r} is none of {', '.join(self.numbers)}"
                raise Misfit(msg)
            kind = self.entries[number]
            payload = kind.build(wired(kind, each)) if type(each) is not bytes else each
            out += _ATTRIBUTE.pack(_ATTRIBUTE.size + len(payload), number) + payload
            out += bytes(-len(payload) % 4)
        return out


class Tagged(Holding):
    """A header, one member of which tells what follows it: a dict of both.

    What follows stands under the name of its type, ``"cmp" / Struct(...)``, and under
    "data" as bytes where no case has it or it does not fit. Integers are in the order of
    the machine that decodes.
    """

    def __init__(self, header: Struct, tag: str, cases: Mapping[Any, Construct]) -> None:
        super().__init__()
        self.header = header
        self.tag = tag
        self.cases = dict(cases)

    @property
    def inside(self) -> dict[str, Construct]:
        """The members of the header, what may follow it, and data for what else may."""
        members = [m for m in self.header.subcons if isinstance(m, Renamed)]
        held = {member.name: member.subcon for member in members}
        return held | named(self.cases) | {"data": Binary}

    def decode(self, raw: bytes) -> dict[str, Any]:
        """Return the header's members and what follows; Misfit if there is no header."""
        try:
            values: dict[str, Any] = _plain(self.header.parse(raw))
        except ConstructError:
            msg = f"{len(raw)} bytes, the header has {self.header.sizeof()}"
            raise Misfit(msg) from None
        rest = raw[self.header.sizeof() :]
        kind = self.cases.get(values[self.tag])
        if kind is not None:
            try:
                body = _plain(kind.parse(rest))
                if kind.build(body) == rest:
                    return {**values, kind.name: body}
            except (Misfit, ConstructError):
                pass
        return {**values, "data": rest} if rest else values

    def encode(self, value: Any) -> bytes:
        """Return the bytes of a dict; bytes pass through."""
        if not isinstance(value, Mapping):
            return unhex(value)
        kind = self.cases.get(value.get(self.tag))
        try:
            raw: bytes = self.header.build(dict(value))
            if kind is not None and kind.name in value:
                return raw + bytes(kind.build(wired(kind, value[kind.name])))
        except (ConstructError, KeyError) as error:
            raise Misfit(str(error).splitlines()[-1]) from None
        return raw + unhex(value.get("data", b""))


def _plain(value: Any) -> Any:
    """Return construct's containers as plain dicts and lists."""
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items() if name[0] != "_"}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return value
