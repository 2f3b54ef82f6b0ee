"""The sessions with genl_test and netlink_test."""

from __future__ import annotations

from tests.e2e import wire
from tests.e2e.guest.machine import loaded, nlmon
from tests.e2e.guest.session import Session, join, netlink, waiting

C_MSG, ATTR_MSG = 1, 1  # GENL_TEST_
GROUPS = ("genl_mcgrp0", "genl_mcgrp1", "genl_mcgrp2")
UNITS = (30, 17, 2, 5)


def genl_test(session: Session) -> None:
    """A message, its refusals, a greeting from each group."""
    with loaded("genl_test", "interval_ms=50"), nlmon(), session.recording():
        peer, listener = netlink(), netlink()
        family, groups = session.family(peer, "genl_test")
        session.policy(peer, "genl_test")
        hello = wire.text(ATTR_MSG, "hello from user")
        for name, payload in {
            "hello": wire.generic(C_MSG, hello, version=0),
            "no NUL": wire.generic(C_MSG, wire.attribute(ATTR_MSG, b"bare")),
            "longest": wire.generic(C_MSG, wire.attribute(ATTR_MSG, b"x" * 256)),
            "too long": wire.generic(C_MSG, wire.attribute(ATTR_MSG, b"x" * 257)),
            "no MSG": wire.generic(C_MSG),
        }.items():
            flags = wire.REQUEST | wire.ACK
            session.ask(name, peer, family, payload, flags=flags)
        for group in GROUPS:
            join(listener, groups[group])
        list(waiting(listener))  # from before the last group was joined
        greetings = [listener.recv(4096) for _ in range(6)]
        session.note("greetings", listener, greetings)


def genl_test_classic(session: Session) -> None:
    """Greetings with the original's odd flags."""
    parameters = "interval_ms=20", "classic=1"
    with loaded("genl_test", *parameters), nlmon(), session.recording():
        listener = netlink()
        _, groups = session.family(listener, "genl_test")
        join(listener, groups["genl_mcgrp1"])
        session.note("greetings", listener, [listener.recv(4096)])


def raw(session: Session) -> None:
    """Each unit, echoing and as the originals; nlmon shows 2 and 5 of them."""
    with nlmon(), session.recording():
        for unit in UNITS:
            echo(session, unit)
            classic(session, unit)
        with loaded("netlink_test", "unit=17", "reply_type=2"):
            peer = netlink(17)
            session.ask("17 answers type 2", peer, 5, b"knetlink", flags=0)
            peer.close()


def echo(session: Session, unit: int) -> None:
    """What was sent comes back: one message, two, the least and the longest."""
    with loaded("netlink_test", f"unit={unit}"):
        peer = netlink(unit)
        session.ask(f"{unit} echo", peer, 5, b"hello netlink!!\0", flags=0)
        session.ask(f"{unit} empty", peer, 0x1234, b"")
        session.ask(f"{unit} longest", peer, 6, b"x" * 125)
        two = wire.message(7, b"one", seq=1) + wire.message(8, b"other", seq=2)
        peer.send(two)
        session.take(f"{unit} two", peer, two)
        peer.send(b"no header")
        session.take(f"{unit} no header", peer, b"no header")
        peer.close()


def classic(session: Session, unit: int) -> None:
    """The original's answer goes to port 100, whoever asks."""
    with loaded("netlink_test", f"unit={unit}", "classic=1"):
        peer = netlink(unit, 100)
        session.ask(f"{unit} classic", peer, 5, b"hello netlink!!\0", flags=0)
        peer.close()
        other = netlink(unit)
        session.ask(f"{unit} nobody at 100", other, 5, b"anyone?", flags=0)
        other.close()
