"""The simulated kernel asked what a real one was asked."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Any

from nlscope.capture.simulated.control_exmpl import control_exmpl
from nlscope.capture.simulated.genl_test import genl_test
from nlscope.capture.simulated.kernel import Genl, Kernel, Socket
from nlscope.capture.simulated.nlctrl import nlctrl
from tests.e2e import wire

if TYPE_CHECKING:
    from collections.abc import Iterator

SESSIONS = ("echo", "classic", "dump", "fail", "types", "genl_test")
KERNEL = (6, 12)  # whose answers the simulated one gives
_NOT_ASKED = {"families", "event", "events", "last event", "greetings"}


def family(session: str, exchanges: dict[str, Any]) -> Genl:
    """Return the family with the numbers that it had in a session."""
    (name,) = (n for n in exchanges if n.startswith("family "))
    (frame,) = exchanges[name]["frames"]
    (reply,) = wire.messages(bytes.fromhex(frame))
    said = dict(reply.attributes)
    (number,) = struct.unpack("=H", said[1])
    group = dict(wire.attributes(dict(wire.attributes(said[7]))[1]))
    (offset,) = struct.unpack("=I", group[2])
    if session == "genl_test":
        return genl_test(number, offset)
    return control_exmpl(number, offset, classic=session == "classic")


def answers(kernel: Kernel, sock: Socket, request: bytes) -> list[bytes]:
    """Send a datagram and receive all that comes."""
    kernel.send(sock, request)
    found = []
    while (frame := kernel.receive(sock)) is not None:
        found.append(frame)
    return found


def both(
    session: str, exchanges: dict[str, Any]
) -> Iterator[tuple[str, list[str], list[str]]]:
    """Yield the name of each exchange, what was answered and what is simulated, in hex."""
    kernel = Kernel([nlctrl(), family(session, exchanges)], lambda _data: None)
    sockets: dict[int, Socket] = {}
    for name, exchange in exchanges.items():
        if name in _NOT_ASKED:
            continue
        sock = sockets.get(exchange["port"])
        if sock is None:
            sock = sockets[exchange["port"]] = kernel.open(exchange["port"])
            sock.has_received = True
        sock.cap_ack, sock.ext_ack = name == "capped", name != "no extended acks"
        found = answers(kernel, sock, bytes.fromhex(exchange["request"]))
        yield name, exchange["frames"], [frame.hex() for frame in found]
