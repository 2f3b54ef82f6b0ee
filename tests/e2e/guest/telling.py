"""Captures that tell processes, describe themselves, and go on from file to file."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from typing import Any

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


FACTS: dict[str, Callable[[], Any]] = {
    "processes": processes,
    "described": described,
    "turns": turns,
    "kept": kept,
}
