"""Captures that tell processes, describe themselves, and go on from file to file."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from typing import Any

from nlscope.capture.drain import Wanted
from nlscope.capture.launcher import Launcher
from nlscope.capture.live import Starter
from tests.e2e import wire
from tests.e2e.exmpl import Attr, Command
from tests.e2e.guest.capturing import Capture, run, talker
from tests.e2e.guest.control_exmpl import Exmpl
from tests.e2e.guest.machine import both, loaded
from tests.e2e.guest.session import OUT, Session


def processes() -> dict[str, Any]:
    capture = Capture("-w", str(OUT / "processes.pcapng"))
    with both():  # with one, a process may be gone before anybody can look at it
        run("ip link add told type dummy")
        run("ip route show")
        run("tc qdisc show dev told")
        run("ip link del told")
    return capture.end()


def described() -> dict[str, Any]:
    """Talk with a module that was loaded before."""
    with loaded("control_exmpl"):
        capture = Capture("-w", str(OUT / "described.pcapng"))
        session = Session("described")
        exmpl = Exmpl(session)
        exmpl.ask("hello", Command.ECHO, wire.text(Attr.MSG, "hello world!"))
        exmpl.ask("sample", Command.TYPES)
        return {"pid": os.getpid(), **capture.end()}


def turns() -> dict[str, Any]:
    capture = Capture("-w", str(OUT / "turns.pcapng"), "-b", "messages:7")
    with talker() as say:
        for _ in range(40):
            say()
        time.sleep(1)  # what is still in the ring at the end goes into the last file
    return capture.end()


def kept() -> dict[str, Any]:
    capture = Capture(
        "-w", str(OUT / "kept.pcapng"), "-b", "filesize:1", "-b", "files:2", "-c", "60"
    )
    with talker() as say:
        for _ in range(60):
            say()
    return capture.wait()


def several() -> dict[str, Any]:
    """Capture two namespaces at once, as live does."""
    for name in ("east", "west"):
        run(f"ip netns add {name}")
    pid = os.fork()  # what starts captures is no place for threads
    if not pid:
        starter = Starter(Launcher([Wanted(netns=name) for name in ("east", "west")]))
        live = starter.live(str(OUT / "several.pcapng"))
        for name in ("east", "west", "east"):
            run(f"ip -n {name} link add {name}{time.monotonic_ns() % 9973} type dummy")
        time.sleep(0.3)
        live.end()
        while live.report().state == "on":
            time.sleep(0.05)
        starter.close()
        os._exit(0)
    return {"status": os.waitpid(pid, 0)[1]}


def appeared() -> dict[str, Any]:
    """Load a module while a capture goes on from file to file."""
    capture = Capture("-w", str(OUT / "appeared.pcapng"), "-b", "messages:2")
    with loaded("control_exmpl"):
        Exmpl(Session("appeared")).ask("hello", Command.ECHO, wire.text(Attr.MSG, "late"))
        with talker() as say:
            for _ in range(4):
                say()
        time.sleep(0.3)
        return capture.end()


def grouped() -> dict[str, Any]:
    """Hear of a change without nlmon."""
    capture = Capture("-w", str(OUT / "grouped.pcapng"), "--groups", "ipv4-ifaddr")
    run("ip addr add 10.7.7.7/32 dev lo")
    return capture.end()


FACTS: dict[str, Callable[[], Any]] = {
    "processes": processes,
    "described": described,
    "turns": turns,
    "kept": kept,
    "several": several,
    "appeared": appeared,
    "grouped": grouped,
}
