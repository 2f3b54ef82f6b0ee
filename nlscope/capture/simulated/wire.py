"""Attributes and messages as bytes, in host order."""

from __future__ import annotations

import struct
from collections.abc import Iterator

NLA_F_NESTED, NLA_TYPE_MASK = 0x8000, 0x3FFF
HEADER = struct.Struct("=IHHII")


def put(kind: int, payload: bytes = b"") -> bytes:
    """Return an attribute with its padding (nla_put)."""
    head = struct.pack("=HH", 4 + len(payload), kind)
    return head + payload + bytes(-len(payload) % 4)


def put_u32(kind: int, value: int) -> bytes:
    """Return an attribute of four bytes."""
    return put(kind, struct.pack("=I", value))


def put_text(kind: int, value: bytes | str) -> bytes:
    """Return a string attribute with its NUL."""
    return put(kind, (value.encode() if isinstance(value, str) else value) + b"\0")


def nest(kind: int, *inner: bytes) -> bytes:
    """Return a nest of whole attributes, marked as one (nla_nest_start)."""
    return put(kind | NLA_F_NESTED, b"".join(inner))


def nlmsg(kind: int, flags: int, seq: int, port: int, payload: bytes) -> bytes:
    """Return a message with its padding."""
    size = HEADER.size + len(payload)
    return HEADER.pack(size, kind, flags, seq, port) + payload + bytes(-size % 4)


def walk(data: bytes, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Yield offset, raw type and length of each attribute (nla_for_each_attr).

    The last value yielded is that of what is left: (offset, -1, its bytes).
    """
    while end - start >= 4:
        length, kind = struct.unpack_from("=HH", data, start)
        if length < 4 or length > end - start:
            break
        yield start, kind, length
        start = min(start + (length + 3 & ~3), end)
    yield start, -1, end - start
