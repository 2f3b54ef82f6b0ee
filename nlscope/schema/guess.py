"""What an attribute may be, from what was seen of it."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from nlscope.schema.tlv import attributes
from nlscope.spec import NLA_F_NESTED

_MOST = 64
_INTEGERS = {1: "u8", 2: "u16", 4: "u32", 8: "u64"}
_V4_MAPPED = b"\0" * 10 + b"\xff\xff"
_DOC = 40
_ETHERTYPES = {  # ETH_P_*, include/uapi/linux/if_ether.h, as they are on the wire
    number.to_bytes(2, "big")
    for number in (0x0800, 0x0806, 0x8100, 0x86DD, 0x8847, 0x8848, 0x88A8, 0x88E5)
}


@dataclass(slots=True)
class Seen:
    """The payloads that an attribute had, the first few of them, in order."""

    payloads: list[bytes] = field(default_factory=list)

    def add(self, payload: bytes) -> None:
        """Remember a payload."""
        if len(self.payloads) < _MOST:
            self.payloads.append(bytes(payload))


@dataclass(frozen=True, slots=True)
class Guess:
    """A type of a spec: its name, hint and byte order, and what to call the attribute."""

    type: str
    stem: str
    hint: str = ""
    order: str = ""


def guess(seen: Seen, order: str) -> Guess:
    """Return what the payloads look like."""
    payloads = seen.payloads
    if not any(payloads):
        return Guess("flag", "flag")
    if all(listed(each, order) for each in payloads if each):
        return Guess("nest", "nest")
    if _mostly_text(payloads):
        return Guess("string", "string")
    return _address(payloads) or _number(payloads, order)


def _address(payloads: list[bytes]) -> Guess | None:
    """Return the kind of address that all payloads are, None if there is none."""
    sizes = {len(each) for each in payloads}
    if sizes == {6}:
        return Guess("binary", "mac", "mac")
    if sizes == {16} and all(map(_ipv6, payloads)) and any(map(any, payloads)):
        return Guess("binary", "ipv6", "ipv6")
    if sizes == {4} and all(map(_ipv4, payloads)):
        return Guess("u32", "ipv4", "ipv4", "big-endian")
    return None


def _number(payloads: list[bytes], order: str) -> Guess:
    sizes = {len(each) for each in payloads}
    if sizes == {2} and set(payloads) <= _ETHERTYPES:
        return Guess("u16", "ethertype", order="big-endian")
    if len(sizes) == 1 and (size := sizes.pop()) in _INTEGERS:
        stem = "counter" if size > 2 and _grows(payloads, order) else _INTEGERS[size]
        return Guess(_INTEGERS[size], stem)
    return Guess("uint", "uint") if sizes == {4, 8} else Guess("binary", "bytes")


def listed(payload: bytes, order: str) -> bool:
    """Return whether a payload reads, to its last byte, as a list of attributes."""
    pos = 0
    head = struct.Struct(order + "HH").unpack_from
    while len(payload) - pos >= 4:
        length, raw = head(payload, pos)
        numbered = 0 < raw & 0x3FFF < 256 or raw == NLA_F_NESTED  # arrays begin with 0
        if length < 4 or pos + length > len(payload) or not numbered:
            return False
        pad = payload[pos + length : pos + (length + 3 & ~3)]
        if pad.strip(b"\0"):
            return False
        pos += length + 3 & ~3
    return pos >= len(payload) > 0


def is_text(payload: bytes) -> bool:
    """Return whether a payload is printable text and ends with its only NUL."""
    body = payload.removesuffix(b"\0")
    if not body or len(payload) - len(body) != 1:
        return False
    try:
        text = body.decode()
    except UnicodeDecodeError:
        return False
    return all(c.isprintable() or c in "\t\r\n" for c in text)


def differ(one: Guess, other: Guess) -> bool:
    """Return whether two guesses are of attributes that cannot be the same."""
    types = {one.type, other.type}
    return len(types) > 1 and "flag" not in types and types != {"binary", "string"}


def _mostly_text(payloads: list[bytes]) -> bool:
    """Return whether a payload is text with a NUL, and most of them are, with or without.

    A program under test sends broken ones too.
    """
    ended = [each for each in payloads if is_text(each)]
    texts = [each for each in payloads if is_text(each.removesuffix(b"\0") + b"\0")]
    return bool(ended) and 2 * len(texts) > len(payloads) and 4 * len(ended) > len(texts)


def indexed(payloads: list[bytes], order: str) -> bool:
    """Return whether nests look like arrays: numbered in a row, and lists themselves."""
    several = False
    for payload in payloads:
        held = list(attributes(payload, order))
        numbers = [number for number, _ in held]
        if numbers not in (list(range(len(held))), list(range(1, len(held) + 1))):
            return False
        if not all(listed(each, order) for _, each in held):
            return False
        several = several or len(held) > 1
    return several


def _ipv4(raw: bytes) -> bool:
    return raw[0] in (10, 127, 192, 172, 224, 239) and raw[3] != 0


def _ipv6(raw: bytes) -> bool:
    return (
        raw[:2] in (b"\xfe\x80", b"\xff\x02", b"\x20\x01")
        or raw[0] == 0xFD
        or raw[:12] == _V4_MAPPED
        or raw[:15] == bytes(15)
    )


def _grows(payloads: list[bytes], order: str) -> bool:
    values = list(integers(payloads, order))
    return len(set(values)) > 2 and values == sorted(values)


def integers(payloads: list[bytes], order: str) -> Iterator[int]:
    """Yield payloads as numbers."""
    for raw in payloads:
        yield int.from_bytes(raw, "little" if order == "<" else "big")


def example(seen: Seen, form: Guess, order: str) -> str:
    """Return a few of the values, for a doc."""
    found: list[str] = []
    for raw in seen.payloads:
        text = raw.hex()
        if form.type == "string":
            text = raw.removesuffix(b"\0").decode("utf-8", "backslashreplace")
        if form.type[0] in "us" and form.type[-1].isdigit() and not form.hint:
            text = str(next(integers([raw], order)))
        text = text if len(text) <= _DOC else text[:_DOC] + "..."
        if text not in found:
            found.append(text)
    return ", ".join(found[:3])
