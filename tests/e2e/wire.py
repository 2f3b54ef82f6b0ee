"""Just enough netlink, in struct alone: the guest speaks it, the host checks it."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

ERROR, DONE = 2, 3  # NLMSG_
REQUEST, MULTI, ACK, DUMP = 0x001, 0x002, 0x004, 0x300  # NLM_F_
CAPPED, ACK_TLVS = 0x100, 0x200
NESTED = 0x8000  # NLA_F_
GENERIC = 16
HEADER = struct.Struct("=IHHII")
MSG, OFFS, COOKIE, POLICY, MISS_TYPE, MISS_NEST = range(1, 7)  # NLMSGERR_ATTR_

Attribute = tuple[int, bytes]


class Message(NamedTuple):
    """One nlmsghdr and what follows it."""

    type: int
    flags: int
    seq: int
    portid: int
    payload: bytes

    @property
    def command(self) -> int:
        """The genlmsghdr's."""
        return self.payload[0]

    @property
    def attributes(self) -> list[Attribute]:
        """What follows the genlmsghdr, as it lies."""
        return list(attributes(self.payload[4:]))


class Answer(NamedTuple):
    """NLMSG_ERROR or NLMSG_DONE."""

    errno: int
    request: bytes  # as much of it as was sent back
    extack: dict[int, bytes]


def pad(data: bytes) -> bytes:
    """Fill up to four bytes."""
    return data + bytes(-len(data) % 4)


def attribute(kind: int, value: bytes = b"") -> bytes:
    """Return a whole struct nlattr, aligned."""
    return pad(struct.pack("=HH", 4 + len(value), kind) + value)


def nest(kind: int, *inner: bytes) -> bytes:
    """Return a nest of whole attributes."""
    return attribute(kind | NESTED, b"".join(inner))


def u32(kind: int, value: int) -> bytes:
    """Return an attribute of four bytes."""
    return attribute(kind, struct.pack("=I", value))


def text(kind: int, value: str) -> bytes:
    """Return a string attribute with its NUL."""
    return attribute(kind, value.encode() + b"\0")


def message(
    kind: int, payload: bytes, *, flags: int = REQUEST, seq: int = 0, port: int = 0
) -> bytes:
    """Return a whole nlmsghdr, aligned."""
    header = HEADER.pack(16 + len(payload), kind, flags, seq, port)
    return pad(header + payload)


def generic(command: int, *attrs: bytes, version: int = 1, reserved: int = 0) -> bytes:
    """Return a genlmsghdr and its attributes."""
    return struct.pack("=BBH", command, version, reserved) + b"".join(attrs)


def messages(data: bytes) -> Iterator[Message]:
    """Split one datagram."""
    while len(data) >= HEADER.size:
        length, kind, flags, seq, port = HEADER.unpack_from(data)
        yield Message(kind, flags, seq, port, data[16:length])
        data = data[max(16, length + 3 & ~3) :]


def attributes(data: bytes) -> Iterator[Attribute]:
    """Split a list of attributes; the number keeps its flag bits."""
    while len(data) >= 4:
        length, kind = struct.unpack_from("=HH", data)
        yield kind, data[4:length]
        data = data[max(4, length + 3 & ~3) :]


def answer(reply: Message) -> Answer:
    """Read an acknowledgement, an error or the end of a dump."""
    (code,) = struct.unpack_from("=i", reply.payload)
    end = 4
    if reply.type == ERROR:
        (length,) = struct.unpack_from("=I", reply.payload, 4)
        end += 16 if reply.flags & CAPPED else length + 3 & ~3
    tlvs = reply.payload[end:] if reply.flags & ACK_TLVS else b""
    extack = {kind & 0x3FFF: value for kind, value in attributes(tlvs)}
    return Answer(-code, reply.payload[4:end], extack)
