"""Names of network namespaces by the id that this one has for them.

Sources: the files that ip netns makes in /run/netns; RTM_GETNSID, which takes an open one
(net/core/net_namespace.c).
"""

from __future__ import annotations

import os
import socket
import struct
from contextlib import suppress
from pathlib import Path

from nlscope.model import HOST_ORDER
from nlscope.schema.tlv import attributes

FOLDER = "/run/netns"
_RTM_GETNSID, _RTM_NEWNSID = 90, 88
_NETNSA_NSID, _NETNSA_FD = 1, 3
_NLM_F_REQUEST = 1
_FIRST = 20  # where the attributes are: after nlmsghdr and struct rtgenmsg, padded
_WAIT = 0.2  # seconds for the kernel's answer, which it has at once


class NetnsNames:
    """The named network namespaces of this machine, read again when there are others."""

    def __init__(self, folder: str = FOLDER) -> None:
        self._folder = Path(folder)
        self._read_at = -1
        self._known: dict[int, str] = {}

    def __call__(self, number: int) -> str | None:
        """Return the name of an id, None if it has none here."""
        with suppress(OSError):
            changed = self._folder.stat().st_mtime_ns
            if changed != self._read_at:
                self._read_at, self._known = changed, dict(_pairs(self._folder))
        return self._known.get(number)


def _pairs(folder: Path) -> list[tuple[int, str]]:
    found = []
    with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0) as sock:
        sock.settimeout(_WAIT)
        sock.connect((0, 0))
        for path in sorted(folder.iterdir()):
            with suppress(OSError, struct.error):
                number = _ask(sock, path)
                found += [(number, path.name)] if number >= 0 else []
    return found


def _ask(sock: socket.socket, path: Path) -> int:
    """Return the id of the namespace at a path, -1 if it has none."""
    fd = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        body = struct.pack("=B3xHHI", socket.AF_UNSPEC, 8, _NETNSA_FD, fd)
        head = struct.pack("=IHHII", 28, _RTM_GETNSID, _NLM_F_REQUEST, 1, 0)
        sock.send(head + body)
        answer = sock.recv(1 << 12)
    finally:
        os.close(fd)
    if struct.unpack_from("=H", answer, 4)[0] != _RTM_NEWNSID:
        return -1
    raw = dict(attributes(answer[_FIRST:], HOST_ORDER)).get(_NETNSA_NSID, b"")
    return int(struct.unpack("=i", raw)[0])
