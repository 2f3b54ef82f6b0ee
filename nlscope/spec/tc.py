"""What only traffic control has: handles, verdicts, bit fields.

Sources: include/uapi/linux/pkt_sched.h, include/uapi/linux/pkt_cls.h,
include/uapi/linux/tc_ematch/.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any, ClassVar

from construct import Construct

from nlscope.spec.constants import Constants, Enum
from nlscope.spec.inner import Holding
from nlscope.spec.leaves import U32, Binary, Misfit, Text, unhex

_HALF = 0xFFFF  # TC_H_MIN_MASK
_JUMP_BITS = 28  # __TC_ACT_EXT_SHIFT
_ORDER = "<" if sys.byteorder == "little" else ">"


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
