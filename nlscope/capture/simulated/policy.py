"""Attribute policies and what they refuse (lib/nlattr.c, net/netlink/policy.c)."""

from __future__ import annotations

import errno
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from nlscope.capture.simulated.wire import (
    NLA_F_NESTED,
    NLA_TYPE_MASK,
    nest,
    put,
    put_u32,
    walk,
)

_MAX_DEPTH = 10  # MAX_POLICY_RECURSION_DEPTH
_UNSIGNED = {"u8": "=B", "u16": "=H", "u32": "=I", "u64": "=Q", "be16": ">H"}
_SIGNED = {"s8": "=b", "s16": "=h", "s32": "=i", "s64": "=q"}
_INTEGERS = _UNSIGNED | _SIGNED
_NUMBERS = {  # NL_ATTR_TYPE_*
    "flag": 1, "u8": 2, "u16": 3, "u32": 4, "u64": 5, "s8": 6, "s16": 7, "s32": 8,
    "s64": 9, "binary": 10, "string": 11, "nul_string": 12, "nested": 13,
    "nested_array": 14, "bitfield32": 15, "sint": 16, "uint": 17,
    "msecs": 17,  # as the kernel says since 6.7
}  # fmt: skip
FAILED = "Attribute failed policy validation"


@dataclass(frozen=True, slots=True)
class Rule:
    """struct nla_policy: a kind, and what limits it.

    nested is the name of a policy, len then its highest attribute.
    """

    kind: str
    len: int = 0
    min: int | None = None
    max: int | None = None
    mask: int | None = None
    nested: str = ""
    reject: str = ""


Policy = Mapping[int, Rule]


@dataclass(slots=True)
class Extack:
    """struct netlink_ext_ack; attr and nest are offsets from the nlmsghdr."""

    msg: bytes | None = None
    attr: int | None = None
    policy: Rule | None = None
    miss_type: int = 0
    miss_nest: int | None = None
    cookie: bytes = b""

    def set(self, msg: str, attr: int | None = None, policy: Rule | None = None) -> None:
        """Note a message, as NL_SET_ERR_MSG and NL_SET_ERR_MSG_ATTR_POL do."""
        self.msg = msg.encode()
        if attr is not None:
            self.attr, self.policy = attr, policy


class Refusal(Exception):  # noqa: N818  # a return value more than a fault
    """What a handler returns that is not success: an errno."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


@dataclass(slots=True)
class Policies:
    """The policies of a family by name, and how strictly one is applied."""

    named: Mapping[str, Policy] = field(default_factory=dict)

    def parse(
        self, data: bytes, start: int, name: str, most: int, extack: Extack, *, strict: bool
    ) -> dict[int, tuple[int, bytes]]:
        """Return offset and payload of each attribute by its number, the last of each.

        Raises Refusal as __nla_validate_parse() returns.
        """
        check = _Check(self.named, data, extack, strict=strict)
        return check.list(start, len(data), self.named[name], most, 0)


class _Check:
    """One message under validation."""

    def __init__(
        self, policies: Mapping[str, Policy], data: bytes, extack: Extack, *, strict: bool
    ) -> None:
        self.policies, self.data, self.extack = policies, data, extack
        self.strict = strict

    def list(
        self, start: int, end: int, policy: Policy, most: int, depth: int
    ) -> dict[int, tuple[int, bytes]]:
        """Check a list of attributes."""
        if depth >= _MAX_DEPTH:
            self.extack.set("allowed policy recursion depth exceeded")
            raise Refusal(errno.EINVAL)
        found: dict[int, tuple[int, bytes]] = {}
        for at, raw, length in walk(self.data, start, end):
            if raw < 0:
                self._leftover(length)
                break
            number = raw & NLA_TYPE_MASK
            if not 0 < number <= most:
                if self.strict:
                    self.extack.set("Unknown attribute type", at)
                    raise Refusal(errno.EINVAL)
                continue
            payload = self.data[at + 4 : at + length]
            rule = policy.get(number, Rule("unspec"))
            self._attribute(at, raw, payload, rule, depth)
            found[number] = at, payload
        return found

    def _leftover(self, length: int) -> None:
        if length:
            self.extack.set("bytes leftover after parsing attributes")
            if self.strict:
                raise Refusal(errno.EINVAL)

    def _refuse(self, text: str, at: int, rule: Rule | None, number: int) -> None:
        self.extack.set(text, at, rule)
        raise Refusal(number)

    def _attribute(self, at: int, raw: int, payload: bytes, rule: Rule, depth: int) -> None:
        """Check one attribute (validate_nla)."""
        kind, size = rule.kind, len(payload)
        if self.strict:
            self._shape(at, raw, size, rule)
        if kind == "reject":
            self.extack.attr = at
            self.extack.msg = rule.reject.encode()
            raise Refusal(errno.EINVAL)
        if kind == "unspec":
            if self.strict:
                self._refuse("Unsupported attribute", at, None, errno.EINVAL)
            return
        number = _content(payload, rule)
        if number:
            self._refuse(FAILED, at, rule, number)
        if kind == "nested" and rule.nested and size:
            policy = self.policies[rule.nested]
            self.list(at + 4, at + 4 + size, policy, max(policy), depth + 1)
        if kind == "nested_array" and rule.nested and size:
            self._array(at + 4, at + 4 + size, rule, depth)
        self._limits(at, payload, rule)

    def _shape(self, at: int, raw: int, size: int, rule: Rule) -> None:
        """Check length and NLA_F_NESTED, which only strict validation does."""
        kind = rule.kind
        form = _INTEGERS.get(kind)
        fits = form is None or size == struct.calcsize(form)
        if not fits or (kind in ("uint", "sint") and size not in (4, 8)):
            self._refuse("invalid attribute length", at, rule, errno.EINVAL)
        nested = kind in ("nested", "nested_array")
        if nested and not raw & NLA_F_NESTED:
            self._refuse("NLA_F_NESTED is missing", at, rule, errno.EINVAL)
        if not nested and kind != "unspec" and raw & NLA_F_NESTED:
            self._refuse("NLA_F_NESTED not expected", at, rule, errno.EINVAL)

    def _array(self, start: int, end: int, rule: Rule, depth: int) -> None:
        policy = self.policies[rule.nested]
        for at, raw, length in walk(self.data, start, end):
            if raw < 0 or length == 4:
                continue
            if length - 4 < 4:
                self._refuse("Array element too short", at, rule, errno.ERANGE)
            self.list(at + 4, at + length, policy, max(policy), depth + 1)

    def _limits(self, at: int, payload: bytes, rule: Rule) -> None:
        if rule.mask is not None and rule.kind in _UNSIGNED:
            if struct.unpack(_UNSIGNED[rule.kind], payload)[0] & ~rule.mask:
                self._refuse("reserved bit set", at, None, errno.EINVAL)
            return
        if rule.min is None and rule.max is None:
            return
        binary = rule.kind == "binary"
        value = len(payload) if binary else struct.unpack(_INTEGERS[rule.kind], payload)[0]
        low, high = limits(rule)
        if not low <= value <= high:
            text = "binary attribute size" if binary else "integer"
            self._refuse(f"{text} out of range", at, rule, errno.ERANGE)


def _content(payload: bytes, rule: Rule) -> int:
    """Return the errno of a payload that is not of its kind, 0 if it is."""
    size = len(payload)
    if rule.kind == "bitfield32" and size == 8:
        value, selector = struct.unpack("=II", payload)
        allowed = rule.mask or 0
        wrong = (selector | value) & ~allowed or value & ~selector or not allowed
        return errno.EINVAL if wrong else 0
    if rule.kind == "nul_string":
        head = payload[: rule.len + 1] if rule.len else payload
        if b"\0" not in head:
            return errno.EINVAL
    if rule.kind in ("string", "nul_string"):
        length = size - payload.endswith(b"\0") if rule.len else 0
        return 0 if size and length <= rule.len else errno.ERANGE
    bad = {
        "flag": size > 0,
        "bitfield32": size != 8,
        "binary": bool(rule.len) and size > rule.len,
        "nested": 0 < size < 4,
        "nested_array": 0 < size < 4,
        "msecs": size < 8,
    }
    return errno.ERANGE if bad.get(rule.kind) else 0


def limits(rule: Rule) -> tuple[int, int]:
    """Return the range of an integer, or of a length (nla_get_range_unsigned)."""
    signed = rule.kind in _SIGNED or rule.kind == "sint"
    sizes: dict[str, Any] = {"binary": 2, "msecs": 8, "uint": 8, "sint": 8}
    size = sizes.get(rule.kind) or struct.calcsize(_INTEGERS[rule.kind])
    low = -(1 << 8 * size - 1) if signed else 0
    high = (1 << 8 * size - signed) - 1
    return low if rule.min is None else rule.min, high if rule.max is None else rule.max


def described(rule: Rule, number: int, indexes: Mapping[str, int] | None) -> bytes:
    """Return the attribute that tells of a rule (__netlink_policy_dump_write_attr).

    Nothing for kinds that are not told. indexes holds those of nested policies, None
    in an extended acknowledgement.
    """
    if rule.kind not in _NUMBERS:
        return b""
    kind = put_u32(1, _NUMBERS[rule.kind])
    return nest(number, *_told(rule, indexes), kind)


def _told(rule: Rule, indexes: Mapping[str, int] | None) -> list[bytes]:
    if rule.kind in ("nested", "nested_array"):
        known = indexes is not None and rule.nested
        return [put_u32(8, indexes[rule.nested]), put_u32(9, rule.len)] if known else []  # type: ignore[index]
    if rule.kind in ("string", "nul_string", "binary"):
        return _lengths(rule)
    if rule.kind in ("flag", "bitfield32"):
        return [put_u32(10, rule.mask or 0)] if rule.kind == "bitfield32" else []
    if rule.mask is not None:
        return [put(12, struct.pack("=Q", rule.mask))]
    signed = rule.kind in _SIGNED or rule.kind == "sint"
    form, first = ("=q", 2) if signed else ("=Q", 4)
    return [put(first + i, struct.pack(form, end)) for i, end in enumerate(limits(rule))]


def _lengths(rule: Rule) -> list[bytes]:
    if rule.min is None and rule.max is None:
        return [put_u32(7, rule.len)] if rule.len else []
    least = [put_u32(6, rule.min)] if rule.min else []
    return [*least, *([put_u32(7, rule.max)] if rule.max is not None else [])]
