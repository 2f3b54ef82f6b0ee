"""A conversation: what is sent to a kernel, or what plays one, and what answers it."""

from __future__ import annotations

import struct
import time
from collections.abc import Iterator
from typing import Protocol, Self

from nlscope.model import (
    HOST_ORDER,
    NLMSG_DONE,
    NLMSG_ERROR,
    PACKET_KERNEL,
    PACKET_USER,
    PROTOCOLS,
    USERSOCK,
    Frame,
)

NLM_F_MULTI, NLM_F_ACK, NLM_F_DUMP = 0x02, 0x04, 0x300
_NETFILTER, _BATCH = 12, (16, 17)  # NFNL_MSG_BATCH_BEGIN and _END are not answered
_HEADER = struct.Struct("=IHHII")


class InjectError(Exception):
    """The message could not be sent; one sentence for the user."""


class Peer(Protocol):
    """One end of a netlink conversation; port is its port id."""

    port: int

    def send(self, data: bytes) -> None:
        """Send one datagram."""

    def receive(self, seconds: float) -> bytes | None:
        """Return the next datagram, None if none comes in time."""

    def join(self, group: int) -> None:
        """Listen to a multicast group."""

    def close(self) -> None:
        """End it."""


class Target(Protocol):
    """What can be talked to; name says what it is."""

    name: str

    def open(self, protocol: int, *, strict: bool = False) -> Peer:
        """Return a new peer; InjectError if there can be none."""

    def close(self) -> None:
        """Let go of it."""


def headers(data: bytes) -> Iterator[tuple[int, int, int, int, int]]:
    """Yield the nlmsghdr of each whole message of a datagram: length, type, flags, ..."""
    at = 0
    while len(data) - at >= _HEADER.size:
        header = _HEADER.unpack_from(data, at)
        yield header
        at += max(_HEADER.size, header[0] + 3 & ~3)


class Talk:
    """A conversation with a target that remembers every frame, as a capture would.

    seconds is how long an answer may take, grace how long to listen on for what comes
    after an answer whose end nothing marks.
    """

    def __init__(
        self, target: Target, *, seconds: float = 2.0, grace: float = 0.05
    ) -> None:
        self.target = target
        self.seconds = seconds
        self.grace = grace
        self.frames: list[Frame] = []
        self._peers: dict[tuple[int, bool], Peer] = {}

    def peer(self, protocol: int, *, strict: bool = False) -> Peer:
        """Return the peer of a protocol, made on first use."""
        key = protocol, strict
        if key not in self._peers:
            self._peers[key] = self.target.open(protocol, strict=strict)
        return self._peers[key]

    def ask(
        self, protocol: int, data: bytes, *, strict: bool = False, silent: bool = False
    ) -> list[bytes]:
        """Send a datagram and return those that answer it, as far as they come in time.

        silent says that no answer is expected: a kernel that refuses has answered when
        the request is sent (netlink_unicast_kernel), so that grace is time enough.
        """
        peer = self.peer(protocol, strict=strict)
        self.note(protocol, PACKET_KERNEL, data)
        peer.send(data)
        known = protocol in PROTOCOLS and protocol != USERSOCK
        waiting = _Waiting(data, known=known, batch=protocol == _NETFILTER)
        answers: list[bytes] = []
        end = time.monotonic() + (self.grace if silent else self.seconds)
        while not waiting.over:
            limit = self.grace if waiting.enough else end - time.monotonic()
            answer = peer.receive(max(limit, 0))
            if answer is None:
                break
            self.note(protocol, PACKET_USER, answer)
            answers.append(answer)
            waiting.take(answer)
        return answers

    def listen(
        self, protocol: int, seconds: float, *, strict: bool = False
    ) -> Iterator[Frame]:
        """Yield what comes by itself in a time."""
        peer, end = self.peer(protocol, strict=strict), time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            data = peer.receive(left)
            if data is not None:
                self.note(protocol, PACKET_USER, data)
                yield self.frames[-1]

    def close(self) -> None:
        """Close the peers; the target stays."""
        for peer in self._peers.values():
            peer.close()
        self._peers.clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def note(self, protocol: int, kind: int, data: bytes) -> None:
        """Remember a frame, PACKET_KERNEL or PACKET_USER."""
        no, now = len(self.frames) + 1, time.time_ns()
        frame = Frame(no, now, protocol, kind, data, len(data), HOST_ORDER)
        self.frames.append(frame)


class _Waiting:
    """What is still to come to the requests of a datagram.

    over says that all is there, enough that an answer is and nothing marks its end.
    """

    def __init__(self, data: bytes, *, known: bool, batch: bool = False) -> None:
        self._known = known
        found = [each for each in headers(data) if not (batch and each[1] in _BATCH)]
        self._open = {seq: flags for _, _, flags, seq, _ in found}
        self._single = {s for s, flags in self._open.items() if not marked(flags)}
        self.over = False
        self.enough = False

    def take(self, data: bytes) -> None:
        """Look at one datagram."""
        for _, kind, flags, seq, _ in headers(data):
            ended = kind in (NLMSG_ERROR, NLMSG_DONE) and self._known
            if ended and not (kind == NLMSG_DONE and not self._dumps(seq)):
                self._open.pop(seq, None)
            elif seq in self._single and not flags & NLM_F_MULTI:
                self.enough = self._open.keys() <= self._single
        self.over = not self._open
        self.enough = self.enough or not self._known

    def _dumps(self, seq: int) -> bool:
        return self._open.get(seq, 0) & NLM_F_DUMP == NLM_F_DUMP


def marked(flags: int) -> bool:
    """Return whether flags of a request ask for an answer whose end is marked."""
    return bool(flags & NLM_F_ACK) or flags & NLM_F_DUMP == NLM_F_DUMP
