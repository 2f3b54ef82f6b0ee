"""The sessions that nlscope grew from, typed as a user would; and groups without nlmon."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.e2e.guest.machine import loaded
from tests.e2e.guest.program import Program, finished
from tests.e2e.guest.session import OUT

OPEN = Path("/tmp/seeds")
U2K = Path(__file__).with_name("u2k.py")
Told = dict[str, Any]


def capture(name: str, *args: str, rights: bool = True) -> Program:
    """Have a capture that listens."""
    started = Program("capture", "-w", f"{name}.pcapng", *args, rights=rights)
    started.until("capturing")
    return started


def read(name: str, chosen: str) -> Told:
    """Have the host read what was captured: here it would take seconds."""
    return {"read": [f"{name}.pcapng", "-Y", chosen]}


def control_exmpl() -> list[Told]:
    """Show gnUser's conversation with gnKernel."""
    with loaded("control_exmpl", "classic=1"):
        tap = capture("hello")
        message = ("CONTROL_EXMPL", "ECHO", "msg=hello world!")
        sent = finished("send", "--here", "--seq", "60", *message)
        return [sent, tap.end(), read("hello", "control_exmpl")]


def genl_test() -> list[Told]:
    """Show genl_ex: a message to the kernel, greetings of three groups."""
    with loaded("genl_test", "interval_ms=300"):
        tap = capture("greetings", "-i", "nlmon0", "--groups", "genl_test")
        message = ("genl_test", "MSG", "msg=hello from user", "--version", "0")
        sent = finished("send", "--here", *message)
        time.sleep(0.7)
        ended = tap.end()
        alone = finished(
            "capture", "--groups", "genl_test", "-c", "6", "-w", "alone.pcapng"
        )
        return [
            sent,
            ended,
            read("greetings", "genl_test"),
            alone,
            read("alone", "genl_test"),
        ]


def unit(number: int, kind: int, text: str, *parameters: str, port: str = "") -> list[Told]:
    """Show netlink-u2k's exchange, which nlmon does not, under nlscope run."""
    told = (str(number), str(kind), text, *([port] if port else []))
    with loaded("netlink_test", f"unit={number}", *parameters):
        program = ("python3", "-S", str(U2K), *told)
        traced = finished("run", "-w", f"unit{number}.pcapng", "--", *program)
        peer = ("peer", "--protocol", str(number), "--to", "0", "-c", "1")
        spoken = finished(*peer, *(["--port", port] if port else []), "--text", text)
        return [traced, read(f"unit{number}", f"protocol == {number}"), spoken]


def client_and_server() -> list[Told]:
    """Show netlink-cs: a server that prints its port, a client."""
    tap = capture("client")
    server = Program("peer", "-c", "1")
    port = server.until("port ").split()[1]
    client = finished("peer", "--to", port, "--text", "hello server")
    return [client, server.wait(), tap.end(), read("client", "usersock")]


def two_peers() -> list[Told]:
    """Show netlink-p2p: two peers on fixed ports."""
    tap = capture("peers")
    one = Program("peer", "--port", "101", "--to", "102", "-c", "1")
    other = Program("peer", "--port", "102", "--to", "101")
    one.until("port 101")
    other.until("port 102")
    one.say("hello 102")
    other.until("hello 102")
    other.say("hello 101")
    other.until("hello 101")
    return [one.wait(), other.end(), tap.end(), read("peers", "usersock")]


def groups() -> list[Told]:
    """Capture multicasts of all protocols, without nlmon."""
    tap = capture("groups", "--groups", "all")
    with loaded("control_exmpl", "tick_ms=50"):
        subprocess.run(["ip", "link", "add", "grouped", "type", "dummy"], check=True)
        subprocess.run(["ip", "link", "del", "grouped"], check=True)
        time.sleep(0.5)
    return [tap.end()]


def groups_beside_nlmon() -> list[Told]:
    """Capture what nlmon hides beside what it shows."""
    tap = capture("both", "-i", "nlmon0", "--groups", "uevent,proc,link")
    for n in range(3):
        subprocess.run(["ip", "link", "add", f"both{n}", "type", "dummy"], check=True)
        subprocess.run(["ip", "link", "del", f"both{n}"], check=True)
    return [tap.end()]


def groups_without_rights() -> list[Told]:
    """Join what anybody may join."""
    tap = capture("rightless", "--groups", "all", rights=False)
    subprocess.run(["ip", "link", "add", "grouped", "type", "dummy"], check=True)
    subprocess.run(["ip", "link", "del", "grouped"], check=True)
    return [tap.end()]


SESSIONS: dict[str, Callable[[], list[Told]]] = {
    "control_exmpl": control_exmpl,
    "genl_test": genl_test,
    "unit 30": lambda: unit(30, 5, "hello netlink!!", "classic=1", port="100"),
    "unit 17": lambda: unit(17, 5, "hello knetlink", "reply_type=2"),
    "client and server": client_and_server,
    "two peers": two_peers,
    "groups": groups,
    "groups beside nlmon": groups_beside_nlmon,
    "groups without rights": groups_without_rights,
}


def main() -> None:
    """Do all of it."""
    OPEN.mkdir(exist_ok=True)
    os.environ["PYTHONPATH"] = str(Path.cwd())
    os.chdir(OPEN)
    facts: dict[str, list[Told]] = {}
    for key, work in SESSIONS.items():
        started = time.monotonic()
        facts[key] = work()
        sys.stdout.write(f"{key}: {time.monotonic() - started:.1f} s\n")
        sys.stdout.flush()
        (OUT / "facts.json").write_text(json.dumps(facts))
        for path in OPEN.glob("*.pcapng"):
            (OUT / path.name).write_bytes(path.read_bytes())
            path.unlink()
