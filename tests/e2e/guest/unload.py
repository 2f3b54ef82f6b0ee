"""Sessions about what goes on around: unloading under traffic, two namespaces."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from typing import TYPE_CHECKING

from tests.e2e import wire
from tests.e2e.exmpl import Attr, Command
from tests.e2e.guest.control_exmpl import WITH_DUMP, Exmpl
from tests.e2e.guest.machine import both, load, loaded, namespace, nlmon, shown, unload
from tests.e2e.guest.session import (
    FAMILY_ID,
    FAMILY_NAME,
    GENL_ID_CTRL,
    GETFAMILY,
    MCAST_GROUPS,
    Session,
    join,
    netlink,
    number,
    waiting,
)

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable, Iterator

ROUNDS = 5
FRAMES = 400


@contextlib.contextmanager
def meanwhile(*works: Callable[[], object]) -> Iterator[None]:
    """Have processes that repeat something."""
    children = [start(work) for work in works]
    yield
    for child in children:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def start(work: Callable[[], object]) -> int:
    """Fork a process that repeats something until it is killed."""
    child = os.fork()
    if child:
        return child
    with contextlib.suppress(BaseException):
        while True:
            work()
    os._exit(1)


def hammer(name: str) -> None:
    """Find the family, talk to it until it is gone; ECHO's numbers are genl_test's."""
    named = wire.generic(GETFAMILY, wire.text(FAMILY_NAME, name))
    with netlink() as peer:
        peer.send(wire.message(GENL_ID_CTRL, named))
        (reply,) = wire.messages(peer.recv(65536))
        if reply.type == wire.ERROR:
            return
        found = dict(reply.attributes)
        for _, group in wire.attributes(found[MCAST_GROUPS]):
            join(peer, number(dict(wire.attributes(group))[2]))
        payload = wire.generic(Command.ECHO, wire.text(Attr.MSG, "hammer"))
        request = wire.message(number(found[FAMILY_ID]), payload)
        for _ in range(1000):
            peer.send(request)
            for frame in waiting(peer):
                if wire.HEADER.unpack_from(frame)[1] == wire.ERROR:
                    return


def hammer_raw() -> None:
    """Talk to unit 2, whose users do not hold the module."""
    with netlink(2) as peer:
        request = wire.message(5, b"hammer")
        for _ in range(1000):
            with contextlib.suppress(ConnectionRefusedError):
                peer.send(request)
            list(waiting(peer))


def unloading(session: Session) -> None:
    """Remove modules while others use them and nlmon records."""
    for module, parameter, work in (
        ("control_exmpl", "tick_ms=1", lambda: hammer("CONTROL_EXMPL")),
        ("netlink_test", "unit=2", hammer_raw),
        ("genl_test", "interval_ms=1", lambda: hammer("genl_test")),
    ):
        with both(), nlmon(), session.recording(f"_{module}", FRAMES):
            codes = [cycle(module, parameter, work) for _ in range(ROUNDS)]
        session.facts[module] = codes


def cycle(module: str, parameter: str, work: Callable[[], object]) -> int:
    """Load, let others use it, remove while they do; return the removal's errno."""
    load(module, parameter)
    start, until = shown(), time.monotonic() + 10
    with meanwhile(work, work):
        while shown() < start + 200 and time.monotonic() < until:
            time.sleep(0.01)
        return unload(module)


def held(session: Session) -> None:
    """A dump in progress and an open socket keep their module."""
    with nlmon(), session.recording():
        load("control_exmpl")
        exmpl = Exmpl(session)
        asked = wire.generic(Command.LIST, wire.u32(Attr.COUNT, 10000))
        exmpl.peer.send(wire.message(exmpl.id, asked, flags=WITH_DUMP))
        session.facts["in a dump"] = unload("control_exmpl")
        exmpl.peer.close()
        session.facts["after it"] = unload_soon("control_exmpl")
        load("netlink_test")
        with netlink(30):
            session.facts["with a socket"] = unload("netlink_test")
        session.facts["without it"] = unload_soon("netlink_test")


def unload_soon(module: str) -> int:
    """Wait for the last closed socket to be freed; return the removal's errno."""
    until = time.monotonic() + 5
    while (code := unload(module)) and time.monotonic() < until:
        time.sleep(0.05)
    return code


def ticked(listener: socket.socket) -> list[bytes]:
    """Return what has come, a tick among it."""
    frames = list(waiting(listener))
    while not any(b"tick" in frame for frame in frames):
        frames.append(listener.recv(4096))
    return frames


def namespaces(session: Session) -> None:
    """The family is in each namespace; messages and nlmon stay in theirs."""
    hello = wire.text(Attr.MSG, "outer")
    with loaded("control_exmpl", "tick_ms=50"), nlmon(), session.recording():
        outer, heard_outer = Exmpl(session), netlink()
        join(heard_outer, outer.groups["events"])
        with namespace(), nlmon(), session.recording("_inner"):
            inner, heard_inner = netlink(), netlink()
            join(heard_inner, outer.groups["events"])
            outer.ask("outer", Command.ECHO, hello)
            words = wire.text(Attr.MSG, "inner")
            outer.ask("inner", Command.ECHO, words, peer=inner)
            session.note("outer events", heard_outer, ticked(heard_outer))
            session.note("inner events", heard_inner, ticked(heard_inner))
            for peer in (inner, heard_inner):
                peer.close()
