"""Netlink's own part: sockets, requests, acknowledgements, dumps, multicast.

Sources: net/netlink/af_netlink.c (netlink_rcv_skb, netlink_ack, netlink_dump,
netlink_broadcast) and net/netlink/genetlink.c (genl_rcv_msg), Linux 6.12.
"""

from __future__ import annotations

import errno
import itertools
import struct
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from nlscope.capture.simulated.policy import Extack, Policies, Policy, Refusal, described
from nlscope.capture.simulated.wire import HEADER, nlmsg, put, put_text, put_u32

NLMSG_ERROR, NLMSG_DONE, NLMSG_MIN_TYPE = 2, 3, 16
REQUEST, MULTI, ACK, ECHO, DUMP, CAPPED, ACK_TLVS = 1, 2, 4, 8, 0x300, 0x100, 0x200
GENL_HDRLEN = 4
_FIRST_DUMP, _LATER_DUMP = 3776, 32448  # SKB_WITH_OVERHEAD(4096), of 32768

Attrs = Mapping[int, tuple[int, bytes]]


@dataclass(slots=True)
class Info:
    """One request being handled (struct genl_info); attrs are (offset, payload)."""

    kernel: Kernel
    family: Genl
    port: int
    seq: int
    data: bytes
    attrs: Attrs
    extack: Extack

    def reply(self, cmd: int, attrs: bytes, *, flags: int = 0) -> bytes:
        """Return a message of the family to the sender."""
        return self.family.message(cmd, attrs, port=self.port, seq=self.seq, flags=flags)

    def send(self, message: bytes) -> None:
        """Deliver a message to the sender."""
        self.kernel.unicast(self.port, message)


@dataclass(frozen=True, slots=True)
class Op:
    """A command (struct genl_ops): its policy's name and highest attribute, its work.

    alone says that the end of a dump comes in a frame of its own.
    """

    cmd: int
    policy: str = ""
    most: int = 0
    do: Callable[[Info], None] | None = None
    dump: Callable[[Info], Iterator[bytes]] | None = None
    strict: bool = True
    checks_dump: bool = True
    alone: bool = False


@dataclass(slots=True)
class Genl:
    """A generic netlink family (struct genl_family)."""

    name: str
    version: int
    ops: tuple[Op, ...]
    policies: Mapping[str, Policy]
    groups: tuple[str, ...] = ()
    maxattr: int = 0
    strict_from: int = 0  # resv_start_op
    id: int = 0
    group_offset: int = 0

    def message(
        self, cmd: int, attrs: bytes, *, port: int, seq: int, flags: int = 0
    ) -> bytes:
        """Return a message of the family (genlmsg_put)."""
        head = struct.pack("=BBH", cmd, self.version, 0)
        return nlmsg(self.id, flags, seq, port, head + attrs)


@dataclass(slots=True)
class Socket:
    """A program's end: what waits for it, its options, its groups, its dump."""

    port: int
    ext_ack: bool = True
    cap_ack: bool = False
    groups: set[int] = field(default_factory=set)
    queue: deque[bytes] = field(default_factory=deque)
    dump: _Dump | None = None
    has_received: bool = False


@dataclass(slots=True)
class _Dump:
    """A dump that goes on with each receive (struct netlink_callback)."""

    info: Info
    rest: Iterator[bytes]
    alone: bool
    next: bytes | None = None


class Kernel:
    """The kernel side of NETLINK_GENERIC; tap is called with every frame, as nlmon is."""

    def __init__(self, families: list[Genl], tap: Callable[[bytes], None]) -> None:
        self.families = {family.id: family for family in families}
        self.sockets: dict[int, Socket] = {}
        self._tap = tap
        self._ports = itertools.count(4_200_000_000)

    def open(self, port: int | None = None) -> Socket:
        """Return a new socket."""
        made = Socket(next(self._ports) if port is None else port)
        self.sockets[made.port] = made
        return made

    def close(self, sock: Socket) -> None:
        """Forget a socket."""
        self.sockets.pop(sock.port, None)

    def by_name(self, name: bytes) -> Genl | None:
        """Return the family of a name."""
        found = (f for f in self.families.values() if f.name.encode() == name)
        return next(found, None)

    def send(self, sock: Socket, data: bytes) -> None:
        """Take a datagram from a program (netlink_rcv_skb)."""
        self._tap(data)
        while len(data) >= HEADER.size:
            length, kind, flags, _, _ = HEADER.unpack_from(data)
            if length < HEADER.size or length > len(data):
                return
            self._message(sock, data[:length], kind, flags)
            data = data[min(length + 3 & ~3, len(data)) :]

    def receive(self, sock: Socket) -> bytes | None:
        """Give a program the next datagram, None if none waits; a dump goes on."""
        if not sock.queue:
            return None
        data = sock.queue.popleft()
        sock.has_received = True
        if sock.dump is not None:
            self._dump_on(sock)
        return data

    def unicast(self, port: int, data: bytes) -> None:
        """Deliver a message to one socket."""
        sock = self.sockets.get(port)
        if sock is not None:
            self._tap(data)
            sock.queue.append(data)

    def listeners(self, group: int) -> list[Socket]:
        """Return the sockets that joined a group."""
        return [sock for sock in self.sockets.values() if group in sock.groups]

    def multicast(self, group: int, data: bytes, *, but: int = 0) -> None:
        """Deliver a message to all listeners of a group."""
        for sock in self.listeners(group):
            if sock.port != but:
                self.unicast(sock.port, data)

    def _message(self, sock: Socket, data: bytes, kind: int, flags: int) -> None:
        extack, number = Extack(), 0
        if flags & REQUEST and kind >= NLMSG_MIN_TYPE:
            try:
                started = self._generic(sock, data, kind, flags, extack)
            except Refusal as refused:
                number = refused.number
            else:
                if started:
                    return
        if number != errno.EINTR and (flags & ACK or number):
            self._acknowledge(sock, data, number, extack)

    def _generic(
        self, sock: Socket, data: bytes, kind: int, flags: int, extack: Extack
    ) -> bool:
        """Handle a request (genl_rcv_msg); return whether it has started a dump."""
        family = self.families.get(kind)
        if family is None:
            raise Refusal(errno.ENOENT)
        if len(data) < HEADER.size + GENL_HDRLEN:
            raise Refusal(errno.EINVAL)
        cmd, _, reserved = struct.unpack_from("=BBH", data, HEADER.size)
        dumps = flags & DUMP == DUMP
        if cmd >= family.strict_from:
            _check_header(reserved, flags & ~DUMP if dumps else flags, extack)
        op = next((op for op in family.ops if op.cmd == cmd), None)
        if op is None or not (op.dump if dumps else op.do):
            raise Refusal(errno.EOPNOTSUPP)
        seq = HEADER.unpack_from(data)[3]
        if dumps and sock.dump is not None:
            raise Refusal(errno.EBUSY)
        info = Info(self, family, sock.port, seq, data, {}, extack)
        if op.policy and (op.checks_dump or not dumps):
            rules = Policies(family.policies)
            start = HEADER.size + GENL_HDRLEN
            strict = op.strict or dumps
            info.attrs = rules.parse(data, start, op.policy, op.most, extack, strict=strict)
        if not dumps:
            assert op.do is not None
            op.do(info)
            return False
        assert op.dump is not None
        sock.dump = _Dump(info, op.dump(info), op.alone)
        try:
            sock.dump.next = next(sock.dump.rest, None)
        except Refusal:
            sock.dump = None
            raise
        self._dump_on(sock)
        return True

    def _dump_on(self, sock: Socket) -> None:
        """Fill and deliver one frame of a dump (netlink_dump)."""
        dump = sock.dump
        assert dump is not None
        room = _LATER_DUMP if sock.has_received else _FIRST_DUMP
        frame, number, extack = b"", 0, Extack()
        dump.info.extack = extack
        try:
            while dump.next is not None and len(frame) + len(dump.next) <= room:
                frame += dump.next
                dump.next = next(dump.rest, None)
        except Refusal as refused:
            dump.next, number = None, refused.number
        done = self._done(sock, dump, number, extack)
        full = dump.next is not None or len(frame) + len(done) > room
        if frame and (full or dump.alone):
            self.unicast(sock.port, frame)
            return
        sock.dump = None
        self.unicast(sock.port, frame + done)

    def _done(self, sock: Socket, dump: _Dump, number: int, extack: Extack) -> bytes:
        told = _tlvs(number, extack) if sock.ext_ack else b""
        flags = MULTI | (ACK_TLVS if told else 0)
        payload = struct.pack("=i", -number) + told
        return nlmsg(NLMSG_DONE, flags, dump.info.seq, sock.port, payload)

    def _acknowledge(self, sock: Socket, data: bytes, number: int, extack: Extack) -> None:
        """Answer with NLMSG_ERROR (netlink_ack)."""
        capped = not number or sock.cap_ack
        told = _tlvs(number, extack) if sock.ext_ack else b""
        flags = (CAPPED if capped else 0) | (ACK_TLVS if told else 0)
        echo = data[: HEADER.size] if capped else data + bytes(-len(data) % 4)
        seq = HEADER.unpack_from(data)[3]
        payload = struct.pack("=i", -number) + echo + told
        self.unicast(sock.port, nlmsg(NLMSG_ERROR, flags, seq, sock.port, payload))


def _check_header(reserved: int, flags: int, extack: Extack) -> None:
    """Refuse what newer commands must not have (genl_header_check)."""
    if reserved:
        extack.set("genlmsghdr.reserved field is not 0")
        raise Refusal(errno.EINVAL)
    if flags & ~(REQUEST | ACK | ECHO):
        extack.set("ambiguous or reserved bits set in nlmsg_flags")
        raise Refusal(errno.EINVAL)


def _tlvs(number: int, extack: Extack) -> bytes:
    """Return what an extended acknowledgement tells (netlink_ack_tlv_fill)."""
    out = b"" if extack.msg is None else put_text(1, extack.msg)
    out += put(3, extack.cookie) if extack.cookie else b""
    if not number:
        return out
    out += b"" if extack.attr is None else put_u32(2, extack.attr)
    out += b"" if extack.policy is None else described(extack.policy, 4, None)
    out += put_u32(5, extack.miss_type) if extack.miss_type else b""
    return out + (b"" if extack.miss_nest is None else put_u32(6, extack.miss_nest))
