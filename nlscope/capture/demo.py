"""A simulated kernel side with programs that talk to it, written down as nlmon would.

Nothing here touches a socket: the families are nlctrl, CONTROL_EXMPL and genl_test of
kmod/, and they answer byte for byte as the modules do.
"""

from __future__ import annotations

import itertools
import random
import struct
import threading
import time
from collections.abc import Callable, Iterator
from typing import BinaryIO

from nlscope.capture.pcapng_writer import PcapngWriter
from nlscope.capture.simulated import control_exmpl, genl_test
from nlscope.capture.simulated.kernel import ACK, DUMP, REQUEST, Kernel, Socket
from nlscope.capture.simulated.nlctrl import GENL_ID_CTRL, GETFAMILY, GETPOLICY, nlctrl
from nlscope.capture.simulated.wire import nlmsg, put, put_text, put_u32
from nlscope.model import HOST_ORDER, Frame

GENERIC = 16
EXMPL_ID, TEST_ID = 32, 33
_EXMPL_GROUP, _TEST_GROUP = 9, 10
_GREETING = 5.0  # seconds between two greetings
_OUTGOING = 4  # PACKET_OUTGOING: nlmon tells no more


class Demo:
    """The kernel side as something to talk to; every frame goes to record as well.

    joined is set once somebody listens to a group.
    """

    name = "the simulated kernel"

    def __init__(self, record: Callable[[Frame], None] | None = None) -> None:
        self._record = record
        self._lock = threading.RLock()
        self._arrived = threading.Condition(self._lock)
        self.joined = threading.Event()
        self._count = itertools.count(1)
        self.exmpl = control_exmpl.control_exmpl(EXMPL_ID, _EXMPL_GROUP)
        self.test = genl_test.genl_test(TEST_ID, _TEST_GROUP)
        self.kernel = Kernel([nlctrl(), self.exmpl, self.test], self._tap)

    def open(self, protocol: int, *, strict: bool = False) -> DemoPeer:
        """Return a new peer; there is nobody behind other protocols than GENERIC."""
        del strict
        with self._lock:
            return DemoPeer(self, self.kernel.open(), deaf=protocol != GENERIC)

    def close(self) -> None:
        """Do nothing: it ends with the program."""

    def send(self, sock: Socket, data: bytes) -> None:
        """Take a datagram from a program."""
        with self._arrived:
            self.kernel.send(sock, data)
            self._arrived.notify_all()

    def receive(self, sock: Socket, seconds: float) -> bytes | None:
        """Give a program its next datagram, None if none comes in time."""
        with self._arrived:
            self._arrived.wait_for(lambda: sock.queue, max(seconds, 0))
            return self.kernel.receive(sock)

    def greet(self) -> None:
        """Greet the three groups of genl_test, as its timer does."""
        with self._arrived:
            for group in range(len(genl_test.GROUPS)):
                genl_test.greet(self.kernel, self.test, group)
            self._arrived.notify_all()

    def greet_often(self, seconds: float = _GREETING) -> None:
        """Greet once somebody listens and after each time, until the program ends."""

        def again() -> None:
            self.joined.wait(seconds)
            while True:
                self.greet()
                time.sleep(seconds)

        threading.Thread(target=again, name="demo greetings", daemon=True).start()

    def _tap(self, data: bytes) -> None:
        if self._record is not None:
            no, now = next(self._count), time.time_ns()
            frame = Frame(no, now, GENERIC, _OUTGOING, data, len(data), HOST_ORDER)
            self._record(frame)


class DemoPeer:
    """A program's end of a conversation with the simulated kernel."""

    def __init__(self, demo: Demo, sock: Socket, *, deaf: bool = False) -> None:
        self._demo, self._socket, self._deaf = demo, sock, deaf
        sock.cap_ack = True
        self.port = sock.port

    def send(self, data: bytes) -> None:
        """Send one datagram."""
        if not self._deaf:
            self._demo.send(self._socket, data)

    def receive(self, seconds: float) -> bytes | None:
        """Return the next datagram, None if none comes in time."""
        return None if self._deaf else self._demo.receive(self._socket, seconds)

    def join(self, group: int) -> None:
        """Listen to a multicast group."""
        self._socket.groups.add(group)
        self._demo.joined.set()

    def close(self) -> None:
        """End it."""
        self._demo.kernel.close(self._socket)


class Traffic(threading.Thread):
    """Programs that talk to a demo until stopped: echoes, dumps, mistakes, listeners."""

    def __init__(self, demo: Demo, *, pause: float = 1.0) -> None:
        super().__init__(name="demo traffic", daemon=True)
        self._demo, self._pause = demo, pause
        self._stop_now = threading.Event()
        self._seq = itertools.count(1)
        self._chance = random.Random(1)  # noqa: S311  # what is said is no secret
        self._program = demo.open(GENERIC)
        self._listeners = [demo.open(GENERIC) for _ in range(2)]

    def stop(self) -> None:
        """End soon."""
        self._stop_now.set()

    def run(self) -> None:
        """Talk: first what a program asks of the controller, then one thing a pause."""
        self._begin()
        last = time.monotonic()
        for step in self._steps():
            if self._stop_now.wait(self._pause):
                return
            self._ask(*step)
            if time.monotonic() - last >= _GREETING:
                last = time.monotonic()
                self._demo.greet()
            for peer in self._listeners:
                while peer.receive(0) is not None:
                    pass

    def _begin(self) -> None:
        """Ask for all families and for the policies, and join the groups."""
        self._ask(GENL_ID_CTRL, GETFAMILY, b"", REQUEST | DUMP, 1)
        for name in ("CONTROL_EXMPL", "genl_test"):
            self._ask(GENL_ID_CTRL, GETFAMILY, put_text(2, name), REQUEST, 1)
            self._ask(GENL_ID_CTRL, GETPOLICY, put_text(2, name), REQUEST | DUMP, 1)
        for peer in self._listeners:
            peer.join(_EXMPL_GROUP)
        for group in range(len(genl_test.GROUPS)):
            self._listeners[0].join(_TEST_GROUP + group)
        self._demo.greet()

    def _steps(self) -> Iterator[tuple[int, int, bytes, int, int]]:
        """Yield type, command, attributes, flags and version of each request."""
        words = ("hello", "hello world!", "grüße, 世界", "how are you?", "tick tock")
        exmpl, acked = EXMPL_ID, REQUEST | ACK
        listed = put_u32(control_exmpl.COUNT, 5)
        wrong = (
            (exmpl, control_exmpl.ECHO, b"", acked, 1),
            (exmpl, control_exmpl.ECHO, put(1, b"no NUL"), acked, 1),
            (exmpl, control_exmpl.TYPES, put_u32(43, 5), acked, 1),
            (exmpl, control_exmpl.ECHO, put_u32(7, 1), acked, 1),
            (exmpl, control_exmpl.FAIL, put_u32(4, 16) + put_text(1, "busy"), acked, 1),
            (TEST_ID, genl_test.MSG, b"", acked, 1),
            (exmpl, 99, b"", acked, 1),
        )
        for turn in itertools.count():
            said = put_text(control_exmpl.MSG, self._chance.choice(words))
            yield exmpl, control_exmpl.ECHO, said, REQUEST, 1
            yield TEST_ID, genl_test.MSG, put_text(1, "hello from user"), acked, 0
            yield exmpl, control_exmpl.LIST, listed, REQUEST | DUMP, 1
            yield wrong[turn % len(wrong)]
            yield exmpl, control_exmpl.TYPES, b"", acked, 1

    def _ask(self, kind: int, cmd: int, attrs: bytes, flags: int, version: int) -> None:
        payload = struct.pack("=BBH", cmd, version, 0) + attrs
        self._program.send(nlmsg(kind, flags, next(self._seq), 0, payload))
        while self._program.receive(0) is not None:
            pass


def recorder(out: BinaryIO) -> Callable[[Frame], None]:
    """Return what writes frames to a capture file that others may follow."""
    writer = PcapngWriter(out, interface="demo", comment="nlscope demo: simulated")
    out.flush()

    def record(frame: Frame) -> None:
        writer.write(frame)
        out.flush()

    return record
