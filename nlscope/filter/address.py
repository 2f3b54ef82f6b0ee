"""Addresses in filters: IP addresses, networks, hardware addresses and their prefixes."""

from __future__ import annotations

import re
import socket

from nlscope.filter.literal import Unfit, Value
from nlscope.filter.match import AnyOf, Masked, Match, Ranged
from nlscope.filter.shape import Shape

_HARDWARE = re.compile(r"[0-9a-f]{2}(?:[:-][0-9a-f]{2})*", re.IGNORECASE)
_WHOLE = 0xFF
Prefix = tuple[int | None, bytes, bytes]


def address_match(shape: Shape, op: str, values: list[Value]) -> Match:
    """Return the test of an address by == in < <= > or >=; Unfit if it cannot be."""
    size = shape.codec.size
    prefixes, ranges = [], []
    for value in values:
        if op in ("==", "in") and value.high is None:
            prefixes.append(_prefix(shape, value))
        else:
            ranges.append(_range(shape, op, value))
    if not ranges:
        return Masked(prefixes, size)
    matches: list[Match] = [Ranged(ranges, size)]
    return AnyOf([*matches, Masked(prefixes, size)] if prefixes else matches)


def _prefix(shape: Shape, value: Value) -> Prefix:
    """Return what bytes to expect, under a mask, and how long the address is then."""
    hardware = shape.noun != "IP address"
    found = _network(value)
    if found is None and hardware:
        found = _hardware(value)
    if found is None:
        what = "an address" if hardware else "an IP address"
        msg = f'needs {what} or the start of one, which "{value.text}" is not'
        raise Unfit(msg, value)
    length, raw, _ = found
    size = shape.codec.size
    if size is not None and (len(raw) > size or (length is not None and length != size)):
        msg = f'has addresses of {size} bytes, which "{value.text}" is not'
        raise Unfit(msg, value)
    return found


def _network(value: Value) -> Prefix | None:
    """Return 10.1.2.0/24 or an address alone."""
    text, slash, bits = value.text.partition("/")
    raw = packed(text)
    if raw is None:
        return None
    mask = _mask(bits, len(raw)) if slash else bytes([_WHOLE]) * len(raw)
    if mask is None:
        msg = f'needs a prefix length from 0 to {8 * len(raw)}, not "{bits}"'
        raise Unfit(msg, value)
    return len(raw), _under(raw, mask), mask


def _hardware(value: Value) -> Prefix | None:
    """Return 02:00:00:00:00:01, 02:00:* or 02:00:00/24."""
    text, slash, bits = value.text.partition("/")
    open_ended = bool(slash) or text.endswith(":*")
    text = text.removesuffix(":*")
    if not _HARDWARE.fullmatch(text):
        return None
    raw = bytes.fromhex(re.sub("[:-]", "", text))
    mask = _mask(bits, len(raw)) if slash else bytes([_WHOLE]) * len(raw)
    if mask is None:
        msg = f'needs a prefix length from 0 to {8 * len(raw)}, not "{bits}"'
        raise Unfit(msg, value)
    return None if open_ended else len(raw), _under(raw, mask), mask


def packed(text: str) -> bytes | None:
    """Return the bytes of an IPv4 or IPv6 address, None if it is none."""
    try:
        return socket.inet_pton(socket.AF_INET6 if ":" in text else socket.AF_INET, text)
    except (OSError, ValueError):
        return None


def _mask(bits: str, size: int) -> bytes | None:
    if not bits.isascii() or not bits.isdigit() or len(bits) > 3 or int(bits) > 8 * size:
        return None
    whole = (1 << 8 * size) - 1
    return (whole >> int(bits) ^ whole).to_bytes(size, "big")


def _under(raw: bytes, mask: bytes) -> bytes:
    return bytes(a & b for a, b in zip(raw, mask, strict=True))


def _range(shape: Shape, op: str, value: Value) -> tuple[bytes, bytes]:
    """Return the first and the last address that a comparison accepts."""
    low = _one(shape, value)
    first, last = bytes(len(low)), bytes([_WHOLE]) * len(low)
    if value.high is not None:
        high = _one(shape, value.high)
        if len(low) != len(high):
            msg = "needs both ends of a range of one kind"
            raise Unfit(msg, value)
        return low, high
    step = {"<": -1, ">": 1}.get(op, 0)
    number = int.from_bytes(low, "big") + step
    if not 0 <= number < 1 << 8 * len(low):
        return last, first
    edge = number.to_bytes(len(low), "big")
    return (first, edge) if op[0] == "<" else (edge, last)


def _one(shape: Shape, value: Value) -> bytes:
    length, raw, mask = _prefix(shape, value)
    if length is None or mask.strip(b"\xff"):
        msg = f'needs a whole address here, not "{value.text}"'
        raise Unfit(msg, value)
    return raw
