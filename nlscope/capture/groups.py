"""What a kernel says of its generic netlink families, asked through a socket.

Sources: net/netlink/genetlink.c; CTRL_CMD_GETFAMILY and CTRL_CMD_GETPOLICY dumps.
"""

from __future__ import annotations

import socket
import struct
import time
from collections.abc import Iterator

from nlscope.model import NLM_F_REQUEST, NLMSG_DONE, NLMSG_ERROR, PACKET_USER, Frame

_GENERIC, _CTRL = 16, 16  # NETLINK_GENERIC, GENL_ID_CTRL
_GETFAMILY, _GETPOLICY = 3, 10
_FAMILY_NAME = 2  # CTRL_ATTR_FAMILY_NAME
_DUMP = 0x300
_SIZE = 1 << 18  # a kernel answers with at most 32 KiB at once
_PATIENCE = 5.0  # seconds


def ask_families(names: list[str] | None = None) -> list[Frame]:
    """Return the kernel's answers: its families, and the policies of those named.

    OSError if there is no such socket, or no answer.
    """
    frames: list[Frame] = []
    # AF_NETLINK is Linux's, as is all of this
    with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, _GENERIC) as sock:
        sock.bind((0, 0))
        sock.settimeout(_PATIENCE)
        requests = [(_GETFAMILY, b""), *((_GETPOLICY, _name(each)) for each in names or ())]
        for seq, (command, attributes) in enumerate(requests, 1):
            body = struct.pack("=BBH", command, 1, 0) + attributes
            flags = NLM_F_REQUEST | _DUMP
            size = 16 + len(body)
            sock.send(struct.pack("=IHHII", size, _CTRL, flags, seq, 0) + body)
            for data in _answers(sock, seq):
                no, now = len(frames) + 1, time.time_ns()
                frames.append(Frame(no, now, _GENERIC, PACKET_USER, data, len(data)))
    return frames


def _name(name: str) -> bytes:
    raw = name.encode() + b"\0"
    return struct.pack("=HH", 4 + len(raw), _FAMILY_NAME) + raw + bytes(-len(raw) % 4)


def _answers(sock: socket.socket, seq: int) -> Iterator[bytes]:
    """Yield the frames that answer a request, up to its end or its failure."""
    while True:
        data = sock.recv(_SIZE)
        yield data
        if any(kind in (NLMSG_DONE, NLMSG_ERROR) for kind in _types(data, seq)):
            return


def _types(data: bytes, seq: int) -> Iterator[int]:
    pos = 0
    while len(data) - pos >= 16:
        length, kind, _, number, _ = struct.unpack_from("=IHHII", data, pos)
        if length < 16:
            return
        if number == seq:
            yield kind
        pos += length + 3 & ~3
