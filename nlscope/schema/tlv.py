"""Attribute lists without a table: what nlctrl's answers are read with."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from nlscope.spec import NLA_TYPE_MASK


def attributes(data: bytes, order: str) -> Iterator[tuple[int, bytes]]:
    """Yield number and payload of each attribute, up to the first that is damaged."""
    head = struct.Struct(order + "HH").unpack_from
    pos = 0
    while len(data) - pos >= 4:
        length, raw = head(data, pos)
        if length < 4 or pos + length > len(data):
            return
        yield raw & NLA_TYPE_MASK, data[pos + 4 : pos + length]
        pos += length + 3 & ~3


def integer(payload: bytes, order: str) -> int:
    """Return an unsigned integer of any size."""
    return int.from_bytes(payload, "little" if order == "<" else "big")


def text(payload: bytes) -> str:
    """Return a NUL-terminated text."""
    return payload.split(b"\0")[0].decode("utf-8", "backslashreplace")
