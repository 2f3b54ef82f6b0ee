"""The three values that flow through nlscope: frame, message and field."""

from __future__ import annotations

import sys
from typing import Any, Literal, Protocol

import msgspec

Direction = Literal["to-kernel", "from-kernel", "user"]
Kind = Literal["value", "header", "padding", "undecoded"]

HOST_ORDER = "<" if sys.byteorder == "little" else ">"
HEADER_SIZE = 16  # struct nlmsghdr, include/uapi/linux/netlink.h

PROTOCOLS = {  # NETLINK_*, include/uapi/linux/netlink.h
    0: "ROUTE",
    2: "USERSOCK",
    3: "FIREWALL",
    4: "SOCK_DIAG",
    5: "NFLOG",
    6: "XFRM",
    7: "SELINUX",
    8: "ISCSI",
    9: "AUDIT",
    10: "FIB_LOOKUP",
    11: "CONNECTOR",
    12: "NETFILTER",
    13: "IP6_FW",
    14: "DNRTMSG",
    15: "KOBJECT_UEVENT",
    16: "GENERIC",
    18: "SCSITRANSPORT",
    19: "ECRYPTFS",
    20: "RDMA",
    21: "CRYPTO",
    22: "SMC",
}
USERSOCK = 2
KOBJECT_UEVENT = 15
NLM_F_REQUEST = 1
NLMSG_ERROR, NLMSG_DONE = 2, 3
PACKET_USER, PACKET_KERNEL = 6, 7  # include/uapi/linux/if_packet.h


def protocol_name(number: int) -> str:
    """Return the name of a NETLINK_* protocol, or its number as text."""
    return PROTOCOLS.get(number, str(number))


class Frame(msgspec.Struct, frozen=True, gc=False):
    """One skb as captured, its cooked header removed.

    no counts from 1 in file order; time_ns is ns since the epoch; data may be shorter
    than original (bytes on the wire) where a snapshot length cut it; order is the byte
    order of the host that captured it, "<" or ">"; comment is the file's own; source is
    the interface of a capture that has several, "" otherwise.
    """

    no: int
    time_ns: int
    protocol: int
    pkttype: int
    data: bytes | memoryview
    original: int
    order: str = HOST_ORDER
    comment: str = ""
    source: str = ""


class Message(msgspec.Struct, frozen=True, gc=False):
    """One nlmsghdr of a frame, one row of every list.

    start and end are byte offsets in frame.data, end with the alignment padding; type,
    flags, seq and portid are 0 where fewer than 16 bytes are there; problem says what is
    wrong with the envelope, or is None; mirrored that it is an answer which carries the
    flags of its request, as only pairing can tell.
    """

    no: int
    frame: Frame
    start: int
    end: int
    type: int
    flags: int
    seq: int
    portid: int
    problem: str | None = None
    mirrored: bool = False

    @property
    def data(self) -> bytes:
        """The bytes from the nlmsghdr to the end, padding included."""
        return bytes(self.frame.data[self.start : self.end])

    @property
    def direction(self) -> Direction:
        """Who sent it to whom; nlmon does not tell, so it is mostly inferred."""
        if self.frame.pkttype in (PACKET_USER, PACKET_KERNEL):
            return "from-kernel" if self.frame.pkttype == PACKET_USER else "to-kernel"
        if self.frame.protocol == USERSOCK:
            return "user"
        if self.type in (NLMSG_ERROR, NLMSG_DONE) or not self.flags & NLM_F_REQUEST:
            return "from-kernel"
        if self.mirrored:
            return "from-kernel"
        return "to-kernel"


class Definition(Protocol):
    """What a table says of a field: enough to name it, expand it and document it."""

    @property
    def const(self) -> str:
        """The kernel's own constant, "IFLA_IFNAME", or ""."""

    @property
    def doc(self) -> str:
        """The documentation of the field, or ""."""

    @property
    def origin(self) -> str:
        """The layer that defines it: "built-in", "spec", "policy", "user", "bare"."""

    def expand(self, field: Field) -> list[Field]:
        """Return the members of a struct or an array that has no parts yet."""


class Field(msgspec.Struct, gc=False):
    """One node of a decoded message; a tree of them holds no cycle.

    Offsets count bytes from the start of the nlmsghdr, the origin that extack offsets
    have. start..end is all that belongs to it; body..stop is its payload, so
    start..body is an attribute header and stop..end is padding. value is ready for JSON
    (bytes excepted); problem is text.
    """

    name: str
    start: int
    end: int
    value: Any
    parts: list[Field] | None
    problem: str | None
    spec: Definition | None
    body: int
    stop: int
    data: bytes
    kind: Kind = "value"

    @property
    def raw(self) -> bytes:
        """The payload as captured."""
        return self.data[self.body : self.stop]

    @property
    def items(self) -> list[Field]:
        """The attributes of a nest, the members of a struct or array, or nothing."""
        if self.parts is None:
            return [] if self.spec is None else self.spec.expand(self)
        return self.parts

    @property
    def children(self) -> list[Field]:
        """Fields that tile start..end without a gap; empty for a leaf."""
        inner = self.items
        if not inner and self.body == self.start and self.stop == self.end:
            return []
        pieces = self._header()
        at = self.body
        for item in inner:
            if item.start > at:
                pieces.append(self._piece("undecoded", at, item.start, "undecoded"))
            pieces.append(item)
            at = item.end
        if at < self.stop:
            whole = not inner and self.kind != "undecoded"
            name = "value" if whole else "undecoded"
            piece = self._piece(name, at, self.stop, "value" if whole else "undecoded")
            piece.value = self.value if whole else piece.value
            pieces.append(piece)
        if self.stop < self.end:
            pieces.append(self._piece("padding", self.stop, self.end, "padding"))
        return pieces

    def _header(self) -> list[Field]:
        if self.body == self.start:
            return []
        middle = self.start + 2
        return [
            self._piece("nla_len", self.start, middle, "header"),
            self._piece("nla_type", middle, self.body, "header"),
        ]

    def _piece(self, name: str, start: int, end: int, kind: Kind) -> Field:
        raw = self.data[start:end]
        return Field(name, start, end, raw, None, None, None, start, end, self.data, kind)
