"""Attribute policies: what the kernel says an attribute may be, and what breaks it.

Sources: enum netlink_policy_type_attr in include/uapi/linux/netlink.h, validate_nla() in
lib/nlattr.c.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

from nlscope.schema.tlv import attributes, integer
from nlscope.spec import (
    NLA_F_NESTED,
    NLA_F_NET_BYTEORDER,
    POLICY,
    AttrType,
)

_NAMES = {number: kind.name for number, kind in POLICY.entries.items()}
_SIGNED = {
    AttrType.S8: "b",
    AttrType.S16: "h",
    AttrType.S32: "i",
    AttrType.S64: "q",
}
_UNSIGNED = {
    AttrType.U8: "B",
    AttrType.U16: "H",
    AttrType.U32: "I",
    AttrType.U64: "Q",
}
_INTEGERS = _SIGNED | _UNSIGNED
_NESTS = (AttrType.NESTED, AttrType.NESTED_ARRAY)


@dataclass(frozen=True, slots=True)
class Rule:
    """What one attribute may be; limits are by short name (min_value_u, mask, ...)."""

    type: int
    limits: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, said: Mapping[int, int]) -> Self:
        """Return the rule of NL_POLICY_TYPE_ATTR_* and their values, all unsigned."""
        limits = {
            _NAMES[number]: value for number, value in said.items() if number in _NAMES
        }
        for name in limits.keys() & {"min_value_s", "max_value_s"}:
            limits[name] -= (limits[name] >> 63) << 64
        return cls(limits.pop("type", 0), limits)

    @classmethod
    def parse(cls, data: bytes, order: str) -> Self:
        """Return the rule of a list of NL_POLICY_TYPE_ATTR_*."""
        return cls.of(
            {n: integer(payload, order) for n, payload in attributes(data, order)}
        )

    def objection(self, payload: bytes, raw_type: int, order: str) -> str | None:
        """Return what is wrong with an attribute, to follow its name; None if nothing."""
        nested = bool(raw_type & NLA_F_NESTED)
        if self.type in _NESTS:
            return None if nested else "is not marked as a nest (NLA_F_NESTED)"
        if nested:
            return f"is marked as a nest (NLA_F_NESTED), but is a {self._name}"
        if self.type in _INTEGERS:
            return self._integer(payload, ">" if raw_type & NLA_F_NET_BYTEORDER else order)
        if self.type == AttrType.FLAG:
            return f"has {_bytes(payload)}, a flag has none" if payload else None
        if self.type == AttrType.BITFIELD32:
            return self._bitfield(payload, order)
        return self._length(payload)

    @property
    def _name(self) -> str:
        return str(AttrType.names.get(self.type, self.type))

    def _integer(self, payload: bytes, order: str) -> str | None:
        code = struct.Struct(order + _INTEGERS[self.type])
        if len(payload) != code.size:
            return f"has {_bytes(payload)}, a {self._name} has {code.size}"
        value: int = code.unpack(payload)[0]
        sign = "s" if self.type in _SIGNED else "u"
        low, high = (
            self.limits.get(f"min_value_{sign}"),
            self.limits.get(f"max_value_{sign}"),
        )
        if low is not None and value < low:
            return f"{value} is below the minimum {low}"
        if high is not None and value > high:
            return f"{value} is above the maximum {high}"
        mask = self.limits.get("mask")
        if mask is not None and value & ~mask:
            return f"{value:#x} has bits {value & ~mask:#x}, only {mask:#x} are allowed"
        return None

    def _bitfield(self, payload: bytes, order: str) -> str | None:
        if len(payload) != 8:
            return f"has {_bytes(payload)}, a bitfield has 8"
        value, selector = struct.unpack(order + "II", payload)
        mask = self.limits.get("bitfield32_mask", 0)
        if (value | selector) & ~mask:
            return f"has bits {(value | selector) & ~mask:#x}, only {mask:#x} are allowed"
        if value & ~selector:
            return f"sets bits {value & ~selector:#x} that it does not select"
        return None

    def _length(self, payload: bytes) -> str | None:
        most, least = self.limits.get("max_length"), self.limits.get("min_length")
        size, unit = len(payload), "bytes"
        if self.type == AttrType.NUL_STRING and b"\0" not in payload:
            return "has no terminating NUL"
        if self.type in (AttrType.STRING, AttrType.NUL_STRING):
            if not size:
                return "is empty"
            size, unit = size - payload.endswith(b"\0"), "characters"
        if most is not None and size > most:
            return f"is {size} {unit} long, at most {most} are allowed"
        if least is not None and size < least:
            return f"is {size} {unit} long, at least {least} are needed"
        return None


def _bytes(payload: bytes) -> str:
    return f"{len(payload)} byte" + "s" * (len(payload) != 1)
