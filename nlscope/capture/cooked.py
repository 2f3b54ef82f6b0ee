"""Link-layer headers: which records are netlink, and where their payload is.

LINKTYPE_NETLINK and LINKTYPE_LINUX_SLL: BE16 packet type, BE16 ARPHRD_*, BE16 address
length, 8 bytes of address, BE16 protocol. LINKTYPE_LINUX_SLL2: BE16 protocol, BE16
reserved, BE32 interface index, BE16 ARPHRD_*, packet type, address length, 8 bytes of
address (https://www.tcpdump.org/linktypes.html).
"""

from __future__ import annotations

import struct
from typing import NamedTuple

import numpy as np

from nlscope.capture.source import Buffer, CaptureError, Ints, Records, gather

NETLINK, SLL, SLL2 = 253, 113, 276  # LINKTYPE_*
_NAMES = {0: "BSD loopback", 1: "Ethernet", 12: "raw IP", 101: "raw IP"} | {
    105: "802.11",
    127: "802.11 with radiotap",
    228: "IPv4",
    229: "IPv6",
}
ARPHRD_NETLINK = 824  # include/uapi/linux/if_arp.h
UNKNOWN_PROTOCOL = 0xFFFF  # the header is cut off
HEADER = struct.Struct(">HHH8xH")

_COOKED = np.dtype(
    {
        "names": ("pkttype", "hatype", "protocol"),
        "formats": (">u2", ">u2", ">u2"),
        "offsets": (0, 2, 14),
        "itemsize": 16,
    }
)
_SLL2 = np.dtype(
    {
        "names": ("protocol", "hatype", "pkttype"),
        "formats": (">u2", ">u2", "u1"),
        "offsets": (0, 8, 10),
        "itemsize": 20,
    }
)
LAYOUTS = {NETLINK: _COOKED, SLL: _COOKED, SLL2: _SLL2}
LONGEST = 20  # bytes of a link-layer header


def accept(linktype: int, name: str) -> int:
    """Return linktype if it can hold netlink, else raise CaptureError about name."""
    if linktype in LAYOUTS:
        return linktype
    kind = _NAMES.get(linktype, "other")
    message = f"{name} holds {kind} frames (link type {linktype}), not netlink"
    raise CaptureError(message)


class Frames(NamedTuple):
    """The netlink frames of a chunk, one array each, in file order.

    offset is the file offset of the payload, length the bytes of it that are there,
    original those on the wire; time_ns is ns since the epoch, source the place of the
    interface in the reader's sources.
    """

    offset: Ints
    length: Ints
    original: Ints
    time_ns: Ints
    protocol: Ints
    pkttype: Ints
    source: Ints


def strip(data: Buffer, records: Records) -> Frames:
    """Return the netlink frames among the records, without their link-layer headers.

    A LINKTYPE_NETLINK record too short for its header is a frame of UNKNOWN_PROTOCOL.
    """
    kinds = records.linktype
    for kind in LAYOUTS:
        if (kinds == kind).all():
            return _strip(data, records, kind)
    parts = [
        _strip(data, Records(*(column[kinds == kind] for column in records)), kind)
        for kind in LAYOUTS
    ]
    joined = [np.concatenate(columns) for columns in zip(*parts, strict=True)]
    order = np.argsort(joined[0], kind="stable")
    return Frames(*(column[order] for column in joined))


def _strip(data: Buffer, records: Records, kind: int) -> Frames:
    layout = LAYOUTS[kind]
    size = layout.itemsize
    whole = records.length >= size
    head = gather(data, layout, records.offset, whole)
    head["protocol"][~whole] = UNKNOWN_PROTOCOL
    head["hatype"][~whole] = ARPHRD_NETLINK if kind == NETLINK else 0
    frames = Frames(
        records.offset + np.minimum(records.length, size),
        np.maximum(records.length - size, 0),
        np.maximum(np.maximum(records.original, records.length) - size, 0),
        records.time_ns,
        head["protocol"].astype(np.int64),
        head["pkttype"].astype(np.int64),
        records.source,
    )
    netlink = head["hatype"] == ARPHRD_NETLINK
    if netlink.all():
        return frames
    return Frames(*(column[netlink] for column in frames))


def header(protocol: int, pkttype: int) -> bytes:
    """Return the header that LINKTYPE_NETLINK puts in front of a payload."""
    return HEADER.pack(pkttype & 0xFFFF, ARPHRD_NETLINK, 0, protocol & 0xFFFF)
