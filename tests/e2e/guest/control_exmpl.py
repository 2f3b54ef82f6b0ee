"""The sessions with CONTROL_EXMPL."""

from __future__ import annotations

import os
import socket
from errno import EACCES, EINVAL, ENOSPC
from pathlib import Path

from tests.e2e import wire
from tests.e2e.exmpl import CASES, Attr, Command, everything
from tests.e2e.guest.machine import loaded, nlmon
from tests.e2e.guest.session import CAP_ACK, EXT_ACK, SOL_NETLINK, Session, join, netlink

DEBUGFS = Path("/sys/kernel/debug/control_exmpl")
WITH_ACK, WITH_DUMP = wire.REQUEST | wire.ACK, wire.REQUEST | wire.DUMP


class Exmpl:
    """A session with the module loaded and recorded, and a socket that knows it."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.peer = netlink()
        self.id, self.groups = session.family(self.peer, "CONTROL_EXMPL")

    def ask(
        self,
        name: str,
        command: int,
        *attrs: bytes,
        peer: socket.socket | None = None,
        flags: int = wire.REQUEST,
        reserved: int = 0,
    ) -> list[wire.Message]:
        """Send one request."""
        payload = wire.generic(command, *attrs, reserved=reserved)
        return self.session.ask(name, peer or self.peer, self.id, payload, flags=flags)


def echo(session: Session) -> None:
    """Echoes, refused echoes, events with their cause, the counters."""
    with loaded("control_exmpl"), nlmon(), session.recording():
        exmpl = Exmpl(session)
        session.policy(exmpl.peer, "CONTROL_EXMPL")
        listener = netlink()
        join(listener, exmpl.groups["events"])
        hello = wire.text(Attr.MSG, "hello world!")
        exmpl.ask("hello", Command.ECHO, hello)
        session.take("event", listener)
        exmpl.ask("acknowledged", Command.ECHO, hello, flags=WITH_ACK)
        for name, words in (("empty", ""), ("utf-8", "grüße\n"), ("longest", "x" * 255)):
            exmpl.ask(name, Command.ECHO, wire.text(Attr.MSG, words))
        two = wire.message(exmpl.id, wire.generic(Command.ECHO, hello), seq=1)
        two += wire.message(exmpl.id, wire.generic(Command.ECHO, hello), seq=2)
        exmpl.peer.send(two)
        session.take("two in one datagram", exmpl.peer, two)
        session.take("events", listener)
        refused(exmpl, hello)
        session.take("last event", listener)
        session.facts["counters"] = {
            path.name: int(path.read_text()) for path in DEBUGFS.iterdir()
        }


def refused(exmpl: Exmpl, hello: bytes) -> None:
    """Requests that ECHO and the family refuse."""
    exmpl.ask("no MSG", Command.ECHO)
    exmpl.ask("no NUL", Command.ECHO, wire.attribute(Attr.MSG, b"hello"))
    exmpl.ask("too long", Command.ECHO, wire.text(Attr.MSG, "x" * 256))
    exmpl.ask("other attribute", Command.ECHO, wire.u32(Attr.INDEX, 1))
    exmpl.ask("marked as nest", Command.ECHO, wire.text(Attr.MSG | wire.NESTED, "a"))
    exmpl.ask("cut", Command.ECHO, b"\xc8\0\1\0ab\0\0")
    exmpl.ask("trailing bytes", Command.ECHO, hello, b"\1\2")
    exmpl.ask("unknown command", 99)
    exmpl.ask("notification", Command.EVENT, hello)
    exmpl.ask("dump of no dump", Command.ECHO, flags=WITH_DUMP)
    exmpl.ask("no dump of a dump", Command.LIST)
    exmpl.ask("reserved, old command", Command.ECHO, hello, reserved=0xBEEF)
    exmpl.ask("reserved, new command", Command.TYPES, reserved=0xBEEF)
    exmpl.ask("flags, new command", Command.TYPES, flags=wire.REQUEST | 0x400)
    exmpl.ask("no request flag", Command.ECHO, hello, flags=0)


def classic(session: Session) -> None:
    """The original's answer: port 0, seq + 1."""
    with loaded("control_exmpl", "classic=1"), nlmon(), session.recording():
        exmpl = Exmpl(session)
        exmpl.ask("hello", Command.ECHO, wire.text(Attr.MSG, "hello world!"))


def dump(session: Session) -> None:
    """LIST: short, long, ended by an error."""
    with loaded("control_exmpl"), nlmon(), session.recording():
        exmpl = Exmpl(session)
        exmpl.ask("default", Command.LIST, flags=WITH_DUMP)
        for count in (0, 2000):
            asked = wire.u32(Attr.COUNT, count)
            exmpl.ask(f"{count}", Command.LIST, asked, flags=WITH_DUMP)
        end = (
            wire.u32(Attr.ERRNO, ENOSPC),
            wire.text(Attr.MSG, "the list is torn"),
            wire.u32(Attr.ERR_OFFS, 20),
            wire.u32(Attr.ERR_MISS_TYPE, Attr.COUNT),
            wire.u32(Attr.ERR_POLICY, Attr.RANGE),
        )
        exmpl.ask("error at the end", Command.LIST, *end, flags=WITH_DUMP)
        asked = wire.u32(Attr.COUNT, 10001)
        exmpl.ask("too many", Command.LIST, asked, flags=WITH_DUMP)


def fail(session: Session) -> None:
    """Every errno, every part of an extended acknowledgement."""
    with loaded("control_exmpl"), nlmon(), session.recording():
        exmpl = Exmpl(session)
        for code in range(134):
            exmpl.ask(f"errno {code}", Command.FAIL, wire.u32(Attr.ERRNO, code))
        parts(exmpl)
        options(exmpl)


def parts(exmpl: Exmpl) -> None:
    """Each part alone, then together."""
    each = {
        "text": wire.text(Attr.MSG, "no such thing"),
        "offset": wire.u32(Attr.ERR_OFFS, 28),
        "missing type": wire.u32(Attr.ERR_MISS_TYPE, Attr.NUL_STRING),
        "missing nest": wire.u32(Attr.ERR_MISS_NEST, 20),
        "cookie": wire.attribute(Attr.ERR_COOKIE, bytes(range(8))),
    }
    errno = wire.u32(Attr.ERRNO, EINVAL)
    for name, attr in each.items():
        exmpl.ask(name, Command.FAIL, errno, attr)
    exmpl.ask("all", Command.FAIL, errno, *each.values())
    for kind in Attr:
        if kind >= Attr.U8:
            policy = wire.u32(Attr.ERR_POLICY, kind)
            exmpl.ask(f"policy {kind.name}", Command.FAIL, errno, policy)
    outside = wire.u32(Attr.ERR_OFFS, 36)
    exmpl.ask("offset outside", Command.FAIL, errno, outside)
    warning = wire.text(Attr.MSG, "it worked, but")
    done = wire.u32(Attr.ERRNO, 0)
    exmpl.ask("warning", Command.FAIL, done, warning, flags=WITH_ACK)
    exmpl.ask("no ERRNO", Command.FAIL)
    exmpl.ask("too high", Command.FAIL, wire.u32(Attr.ERRNO, 4096))


def options(exmpl: Exmpl) -> None:
    """The same error to sockets with other options."""
    attrs = wire.u32(Attr.ERRNO, EACCES), wire.text(Attr.MSG, "not for you")
    capped, plain = netlink(), netlink()
    capped.setsockopt(SOL_NETLINK, CAP_ACK, 1)
    plain.setsockopt(SOL_NETLINK, EXT_ACK, 0)
    exmpl.ask("capped", Command.FAIL, *attrs, peer=capped)
    exmpl.ask("no extended acks", Command.FAIL, *attrs, peer=plain)


def types(session: Session) -> None:
    """One request for each case, all in one, the kernel's own sample."""
    major, minor = os.uname().release.split(".")[:2]
    with loaded("control_exmpl"), nlmon(), session.recording():
        exmpl = Exmpl(session)
        session.policy(exmpl.peer, "CONTROL_EXMPL")
        exmpl.ask("sample", Command.TYPES)
        for name, case in CASES.items():
            exmpl.ask(name, Command.TYPES, case.attrs)
        all_of_them = everything((int(major), int(minor)))
        exmpl.ask("everything", Command.TYPES, all_of_them)


def ticks(session: Session) -> None:
    """Events that the module makes by itself."""
    with loaded("control_exmpl", "tick_ms=20"), nlmon(), session.recording():
        listener = netlink()
        _, groups = session.family(listener, "CONTROL_EXMPL")
        join(listener, groups["events"])
        session.note("ticks", listener, [listener.recv(4096) for _ in range(5)])
