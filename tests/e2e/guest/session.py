"""A session: sockets that remember what they said and heard, beside a recording."""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import socket
import struct
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.e2e import wire
from tests.e2e.guest.recorder import Recorder

if TYPE_CHECKING:
    from collections.abc import Iterator

SOL_NETLINK, SO_RCVTIMEO = 270, 20
ADD_MEMBERSHIP, CAP_ACK, EXT_ACK = 1, 10, 11
GENL_ID_CTRL, GETFAMILY, GETPOLICY = 16, 3, 10
FAMILY_ID, FAMILY_NAME, MCAST_GROUPS = 1, 2, 7
OUT = Path(os.environ.get("OUT", "."))


class Session:
    """What was said and heard, by name; the host reads it back as JSON."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.facts: dict[str, Any] = {}
        self.exchanges: dict[str, dict[str, Any]] = {}
        self._seqs = itertools.count(58)

    @contextlib.contextmanager
    def recording(self, suffix: str = "", most: int | None = None) -> Iterator[None]:
        """Record nlmon0 for a while."""
        with Recorder() as recorder:
            yield
            path = OUT / f"{self.name}{suffix}.pcap"
            self.facts[path.name] = recorder.save(path, most)

    def save(self) -> None:
        """Leave everything for the host."""
        text = json.dumps({"facts": self.facts, "exchanges": self.exchanges})
        (OUT / f"{self.name}.json").write_text(text)

    def ask(
        self,
        name: str,
        peer: socket.socket,
        kind: int,
        payload: bytes,
        *,
        flags: int = wire.REQUEST,
    ) -> list[wire.Message]:
        """Send a request and take what has come by then: a kernel answers at once."""
        request = wire.message(kind, payload, flags=flags, seq=next(self._seqs))
        peer.send(request)
        return self.take(name, peer, request)

    def take(
        self, name: str, peer: socket.socket, request: bytes = b""
    ) -> list[wire.Message]:
        """Note every datagram that waits, and return their messages."""
        frames = list(waiting(peer))
        self.note(name, peer, frames, request)
        return [found for frame in frames for found in wire.messages(frame)]

    def note(
        self, name: str, peer: socket.socket, frames: list[bytes], request: bytes = b""
    ) -> None:
        """Remember one exchange."""
        assert name not in self.exchanges, name
        self.exchanges[name] = {
            "port": peer.getsockname()[0],
            "request": request.hex(),
            "frames": [frame.hex() for frame in frames],
        }

    def family(self, peer: socket.socket, name: str) -> tuple[int, dict[str, int]]:
        """Return a family's id and groups; the first asks for all, and the policy."""
        controller = wire.generic(GETFAMILY)
        if "families" not in self.exchanges:
            dump = wire.REQUEST | wire.DUMP
            self.ask("families", peer, GENL_ID_CTRL, controller, flags=dump)
        named = wire.generic(GETFAMILY, wire.text(FAMILY_NAME, name))
        (reply,) = self.ask(f"family {name}", peer, GENL_ID_CTRL, named)
        found = dict(reply.attributes)
        groups = {}
        for _, group in wire.attributes(found.get(MCAST_GROUPS, b"")):
            parts = dict(wire.attributes(group))
            groups[parts[1].rstrip(b"\0").decode()] = number(parts[2])
        return number(found[FAMILY_ID]), groups

    def policy(self, peer: socket.socket, name: str) -> None:
        """Ask what the family accepts."""
        payload = wire.generic(GETPOLICY, wire.text(FAMILY_NAME, name))
        flags = wire.REQUEST | wire.DUMP
        self.ask("policy", peer, GENL_ID_CTRL, payload, flags=flags)


def waiting(peer: socket.socket) -> Iterator[bytes]:
    """Receive what is there; a dump goes on with each call."""
    with contextlib.suppress(BlockingIOError):
        while True:
            yield peer.recv(1 << 20, socket.MSG_DONTWAIT)


def number(data: bytes) -> int:
    """Return an integer in the machine's order."""
    return int.from_bytes(data, "little")


def netlink(protocol: int = wire.GENERIC, port: int = 0) -> socket.socket:
    """Open a netlink socket with extended acknowledgements."""
    peer = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, protocol)
    peer.bind((port, 0))
    ten_seconds = struct.pack("=qq", 10, 0)  # settimeout() would defeat MSG_DONTWAIT
    peer.setsockopt(socket.SOL_SOCKET, SO_RCVTIMEO, ten_seconds)
    peer.setsockopt(SOL_NETLINK, EXT_ACK, 1)
    return peer


def join(peer: socket.socket, group: int) -> None:
    """Listen to a multicast group."""
    peer.setsockopt(SOL_NETLINK, ADD_MEMBERSHIP, group)
