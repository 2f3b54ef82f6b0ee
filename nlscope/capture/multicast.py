"""Multicast groups as the source of a capture, for want of nlmon or beside it."""

from __future__ import annotations

import errno
import select
import struct
import time
from collections.abc import Iterable, Iterator
from typing import NamedTuple, Self

from nlscope.capture import blocks, cooked
from nlscope.capture.group_names import (
    CN_IDX_PROC,
    CONNECTOR,
    XFRM,
    Group,
    GroupError,
    Groups,
    of_family,
)
from nlscope.capture.groups import Ear
from nlscope.capture.prefilter import Prefilter
from nlscope.capture.refusal import told
from nlscope.capture.ring import ANY, Drops, Room, Taken, Tell, count_messages
from nlscope.model import HEADER_SIZE, HOST_ORDER, PACKET_USER
from nlscope.schema.announced import CTRL_CMD_NEWFAMILY, announced
from nlscope.spec import GENERIC, NETFILTER, ROUTE

_BUFFER = 1 << 20
_BATCH = 256  # frames of a socket before the next one has its turn
_UNICAST = 4  # what nlmon says of every frame, sll_pkttype
_GENL_ID_CTRL, _NEWMCAST_GRP = 16, 7
_CAUSED = frozenset({ROUTE, XFRM, NETFILTER, GENERIC})  # nlmsg_notify() keeps the port
_PORT = 12  # offset of nlmsg_pid


class Heard(NamedTuple):
    """A frame as a pcapng block, with its time and the messages in it."""

    time_ns: int
    block: bytes
    messages: int


class Multicast:
    """What groups say from now on; refused tells which could not be joined, and why.

    interface is the number of the pcapng interface. The protocols of muted are listened
    to, so that nlmon shows their multicasts, and not taken. tell makes the options of a
    packet by protocol and port: of its sender, or of whose request caused it.
    """

    def __init__(
        self,
        groups: Groups,
        prefilter: Prefilter,
        snaplen: int,
        *,
        interface: int = 0,
        muted: frozenset[int] = frozenset(),
        tell: Tell | None = None,
    ) -> None:
        self.refused: list[tuple[Group, int]] = []
        self._prefilter, self._snaplen = prefilter, snaplen
        self._tell = tell
        self._interface, self._muted, self._follow = interface, muted, groups.follow
        self._buffer = bytearray(_BUFFER)
        self._view = memoryview(self._buffer)
        self._epoll = select.epoll()
        self._ears: dict[int, Ear] = {}
        self._missing: dict[int, int] = {}
        self._frames = 0
        self._joined: set[tuple[int, int]] = set()
        self.join(groups.groups)
        if not self._joined:
            message = f"no multicast group can be joined: {told(self.refused)}"
            self.close()
            raise GroupError(message)

    def join(self, groups: Iterable[Group]) -> None:
        """Listen to more groups."""
        for group in groups:
            if group[:2] not in self._joined:
                code = self._add(group)
                if not code:
                    self._joined.add(group[:2])
                    continue
                whole = Group(group.protocol, 0, "")
                missing = group.protocol in self._missing
                self.refused.append((whole if missing else group, code))

    def _add(self, group: Group) -> int:
        """Join a group; return 0 or the errno of the refusal."""
        if group.protocol in self._missing:
            return self._missing[group.protocol]
        try:
            ear = self._ears.get(group.protocol) or self._ear(group.protocol)
        except OSError as error:
            self._missing[group.protocol] = code = error.errno or errno.EIO
            return code
        try:
            ear.join(group.number)
            if group[:2] == (CONNECTOR, CN_IDX_PROC):
                ear.ask_events()
        except OSError as error:
            return error.errno or errno.EIO
        return 0

    def _ear(self, protocol: int) -> Ear:
        ear = self._ears[protocol] = Ear(protocol)
        self._epoll.register(ear.fileno(), select.EPOLLIN)
        return ear

    def fileno(self) -> int:
        """Return what to poll."""
        return self._epoll.fileno()

    def watch(self, poll: select.poll) -> None:
        """Have a poll object wake for what comes."""
        poll.register(self._epoll, select.POLLIN)

    def failure(self) -> int:
        """Return 0: groups do not go away."""
        return 0

    def counters(self) -> Drops:
        """Return the frames that came and those lost since it was asked last."""
        lost = sum(e.drops() for p, e in self._ears.items() if p not in self._muted)
        frames, self._frames = self._frames, 0
        return Drops(frames + lost, lost)

    def take(self, room: Room = ANY) -> Taken | None:
        """Return what has come, None if that is nothing."""
        taken: list[Heard] = []
        messages = size = 0
        for heard in self.hear():
            taken.append(heard)
            messages, size = messages + heard.messages, size + len(heard.block)
            if room.filled(messages, size):
                break
        if not taken:
            return None
        return Taken(b"".join(each.block for each in taken), len(taken), messages)

    def hear(self) -> Iterator[Heard]:
        """Yield the frames that wait."""
        ready = {fd for fd, _ in self._epoll.poll(0)}
        for ear in [each for each in self._ears.values() if each.fileno() in ready]:
            for _ in range(_BATCH):
                got = ear.hear(self._buffer)
                if got is None:
                    break
                if ear.protocol not in self._muted:
                    yield from self._heard(ear.protocol, *got)

    def _heard(self, protocol: int, size: int, sender: int) -> Iterator[Heard]:
        data = bytes(self._view[: min(size, self._snaplen, _BUFFER)])
        if protocol == GENERIC and self._follow:
            self._learn(data)
        kind = struct.unpack_from("=H", data, 4)[0] if len(data) >= 6 else None
        self._frames += 1
        if not self._prefilter.passes(protocol, kind):
            return
        now = time.time_ns()
        link = cooked.header(protocol, _UNICAST if sender else PACKET_USER)
        told = self._told(protocol, data, sender)
        block = blocks.packet(self._interface, now, link, data, size, told)
        yield Heard(now, block, count_messages(data))

    def _told(self, protocol: int, data: bytes, sender: int) -> bytes:
        """Return the options that tell the process."""
        port = sender
        if not port and protocol in _CAUSED and len(data) >= HEADER_SIZE:
            (port,) = struct.unpack_from("=I", data, _PORT)
        return self._tell(protocol, port) if self._tell and port else b""

    def _learn(self, data: bytes) -> None:
        """Join the groups of a family that nlctrl announces."""
        if len(data) < 20 or struct.unpack_from("=H", data, 4)[0] != _GENL_ID_CTRL:
            return
        if data[16] in (CTRL_CMD_NEWFAMILY, _NEWMCAST_GRP):
            self.join(of_family(announced(data[20:], HOST_ORDER)))

    def close(self) -> None:
        """Leave all groups."""
        for ear in self._ears.values():
            ear.close()
        self._epoll.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
