"""A TPACKET_V3 ring on an interface, drained into pcapng blocks.

Sources: Documentation/networking/packet_mmap.rst, include/uapi/linux/if_packet.h.
"""

from __future__ import annotations

import contextlib
import ctypes
import itertools
import mmap
import select
import socket
import struct
from collections.abc import Callable, Iterator
from typing import NamedTuple, Self

from nlscope.capture import cooked
from nlscope.capture.prefilter import Prefilter, program

_SOL_PACKET, _RX_RING, _STATISTICS, _VERSION = 263, 5, 6, 10  # PACKET_*
_TPACKET_V3 = 2
_ATTACH_FILTER = 26  # SO_ATTACH_FILTER
_ETH_P_ALL = 3
_BLOCK, _BLOCKS = 1 << 20, 64  # a dump's frame is 32 KiB, an nft batch may be MiBs
_RETIRE = 40  # ms until a block that is not full is ours
_FRAME = 2048  # what tp_frame_size must be; V3 does not use it otherwise
_REQUEST = struct.Struct("=7I")  # struct tpacket_req3
_BLOCK_HEADER = struct.Struct("=8x3I")  # block_status, num_pkts, offset_to_first_pkt
# tp_next_offset, tp_sec, tp_nsec, tp_snaplen, tp_len, tp_mac; of the sockaddr_ll behind
# them sll_protocol to sll_pkttype
_FRAME_HEADER = "=5I4xH24x9s"
_USER = 1  # TP_STATUS_USER
_STATUS = 8  # offset of block_status
_ENHANCED = struct.Struct("=7I16s")  # the head of a block with the cooked header
_COOKED = cooked.HEADER.size
_AROUND = 32  # bytes of an enhanced packet block that are not data
_NLMSG = struct.Struct("=I")
_PORT = 12  # offset of nlmsg_pid
_USUAL_MAC = 96  # tp_mac of an interface without a link-layer header
_MOST_PORTS = 4096
_FEW = 256  # frames in a block, each of which is told its process
Tell = Callable[[int, int], bytes]  # the options of a packet, by protocol and port


class Program(ctypes.Structure):
    """struct sock_fprog."""

    _fields_ = (("length", ctypes.c_ushort), ("code", ctypes.c_void_p))


class Taken(NamedTuple):
    """What a block held: pcapng blocks, and how many frames and messages they have."""

    data: bytes
    frames: int
    messages: int


class Room(NamedTuple):
    """How much is wanted: messages, and bytes of the file; None for any."""

    messages: int | None = None
    size: int | None = None

    def filled(self, messages: int, size: int) -> bool:
        """Return whether so much leaves no room for another frame."""
        enough = self.messages is not None and messages >= self.messages
        return enough or (self.size is not None and size >= self.size)


ANY = Room()


class Drops(NamedTuple):
    """What the kernel counted since it was asked last."""

    frames: int
    drops: int


def attach(sock: socket.socket, code: bytes) -> None:
    """Attach a classic BPF program to a socket."""
    buffer = ctypes.create_string_buffer(code, len(code))
    value = Program(len(code) // 8, ctypes.addressof(buffer))
    sock.setsockopt(socket.SOL_SOCKET, _ATTACH_FILTER, bytes(value))


class Ring:
    """The frames of an interface from now on, as the kernel hands them over."""

    def __init__(
        self,
        index: int,
        prefilter: Prefilter,
        snaplen: int,
        *,
        blocks: int = _BLOCKS,
        tell: Tell | None = None,
    ) -> None:
        # Without a protocol it hears nothing until it is bound, filtered.
        self._socket = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, 0)
        self._count = blocks
        self._next = 0
        self._rest: tuple[int, int] | None = None
        self._tell = tell
        try:
            attach(self._socket, program(prefilter, snaplen))
            self._socket.setsockopt(_SOL_PACKET, _VERSION, _TPACKET_V3)
            frames = _BLOCK // _FRAME * blocks
            ring = _REQUEST.pack(_BLOCK, blocks, _FRAME, frames, _RETIRE, 0, 0)
            self._socket.setsockopt(_SOL_PACKET, _RX_RING, ring)
            self._map = mmap.mmap(self._socket.fileno(), _BLOCK * blocks)
            name = socket.if_indextoname(index)
            self._socket.bind((name, _ETH_P_ALL))
        except BaseException:
            self._socket.close()
            raise
        self._view = memoryview(self._map)
        self._links: dict[bytes, tuple[bytes, dict[int, object]]] = {}
        self._aim(_USUAL_MAC)
        self._tails: dict[int, bytes] = {}

    def fileno(self) -> int:
        """Return what to poll."""
        return self._socket.fileno()

    def watch(self, poll: select.poll) -> None:
        """Have a poll object wake for what comes."""
        poll.register(self, select.POLLIN)

    def counters(self) -> Drops:
        """Return the frames that came and those among them that found no room."""
        found = self._socket.getsockopt(_SOL_PACKET, _STATISTICS, 12)
        return Drops(*struct.unpack_from("=2I", found))

    def failure(self) -> int:
        """Return the errno that the socket has to tell: ENETDOWN, or 0."""
        return self._socket.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)

    def take(self, room: Room = ANY) -> Taken | None:
        """Return a block of frames, None if there is none yet.

        The frame that fills the room is the last; those behind it come next time.
        """
        base = self._next * _BLOCK
        status, count, first = _BLOCK_HEADER.unpack_from(self._map, base)
        if not status & _USER:
            return None
        at, count = self._rest or (base + first, count)
        taken, at = self._convert(at, count, room)
        self._rest = (at, count - taken.frames) if taken.frames < count else None
        if self._rest is None:
            struct.pack_into("=I", self._map, base + _STATUS, 0)
            self._next = (self._next + 1) % self._count
        return taken

    def _convert(self, at: int, count: int, room: Room) -> tuple[Taken, int]:
        """Return the frames from an offset of the ring on, and where those left are."""
        out: list[bytes | memoryview] = []
        view, links, tails = self._view, self._links, self._tails
        header, pack, usual = self._header.unpack_from, _ENHANCED.pack, self._mac
        limited, many, turn = room != ANY, count > _FEW, object()
        head, around = _COOKED, _AROUND + _COOKED - 4
        frames = messages = written = 0
        mac = usual
        for frames in range(1, count + 1):  # noqa: B007  # how many there were
            try:
                step, seconds, ns, size, original, mac, link, port = header(view, at)
            except struct.error:  # the very end of the ring
                found = *struct.unpack_from(_FRAME_HEADER, view, at), 0
                step, seconds, ns, size, original, mac, link, port = found
            time = seconds * 1_000_000_000 + ns
            start = at + mac
            data = view[start : start + size]
            tail = tails.get(size) or self._tail(size)
            cooked_header, told = links.get(link) or self._link(link)
            if mac != usual:
                port = _port(data)
            if port and not (many and told.get(port) is turn) and size >= 16:
                told[port] = turn
                tail = self._noted(tail, link, port)
            total = around + size + len(tail)
            block = pack(
                6, total, 0, time >> 32, time & 0xFFFFFFFF, size + head, original + head,
                cooked_header,
            )  # fmt: skip
            out += block, data, tail
            at += step
            if limited:
                messages += count_messages(data)
                written += total
                if room.filled(messages, written):
                    break
        if mac != usual:
            self._aim(mac)
        return Taken(b"".join(out), frames, messages), at

    def _noted(self, tail: bytes, link: bytes, port: int) -> bytes:
        """Return the end of a block with what is told of its port."""
        if self._tell is None:
            return tail
        if len(self._links[link][1]) > _MOST_PORTS:
            self._links[link][1].clear()
        (protocol,) = struct.unpack_from(">H", link)
        note = self._tell(protocol, port)
        (total,) = _NLMSG.unpack_from(tail, len(tail) - 4)
        return tail[:-4] + note + _NLMSG.pack(total + len(note))

    def _tail(self, size: int) -> bytes:
        """Return the padding and the trailing length of a block with so much data."""
        padding = -size % 4
        total = _AROUND + _COOKED + size + padding
        tail = self._tails[size] = bytes(padding) + struct.pack("=I", total)
        return tail

    def _link(self, link: bytes) -> tuple[bytes, dict[int, object]]:
        """Return the cooked header for the middle of a sockaddr_ll, and its ports."""
        (protocol,) = struct.unpack_from(">H", link)
        made = self._links[link] = cooked.header(protocol, link[8]), {}
        return made

    def _aim(self, mac: int) -> None:
        """Read the port id with the header, as it is at the same place in all frames."""
        between = mac + _PORT - struct.calcsize(_FRAME_HEADER)
        self._mac = mac
        self._header = struct.Struct(f"{_FRAME_HEADER}{between}xI")

    def close(self) -> None:
        """Stop listening."""
        self._view.release()
        self._map.close()
        self._socket.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _port(frame: memoryview) -> int:
    """Return the port id of a frame's first message, 0 for none."""
    return int(_NLMSG.unpack_from(frame, _PORT)[0]) if len(frame) >= 16 else 0


def count_messages(frame: bytes | memoryview) -> int:
    """Return how many rows a frame makes: its messages, or one for anything else."""
    return max(1, sum(1 for _ in itertools.takewhile(bool, _lengths(frame))))


def _lengths(frame: bytes | memoryview) -> Iterator[int]:
    at = 0
    with contextlib.suppress(struct.error):
        while at + 16 <= len(frame):
            (length,) = _NLMSG.unpack_from(frame, at)
            yield length if length >= 16 else 0
            at += max(16, length + 3 & ~3)
