from __future__ import annotations

import os
import socket
import struct
import subprocess
import sys

import pytest

from nlscope.capture.blocks import comments
from nlscope.capture.proc_events import Born, ProcEvents
from nlscope.capture.teller import Teller
from nlscope.process import OWN, process_of

FORK, EXEC, COMM, EXIT = 1, 2, 0x200, 0x80000000


def event(what: int, *numbers: int, text: bytes = b"", time_ns: int = 0) -> bytes:
    body = struct.pack("=IIQ", what, 0, time_ns) + struct.pack(
        f"={len(numbers)}I", *numbers
    )
    body = (body + text).ljust(40, b"\0")
    head = struct.pack("=IIIIHH", 1, 1, 0, 0, len(body), 0)
    size = 16 + len(head) + len(body)
    return struct.pack("=IHHII", size, 3, 0, 0, 0) + head + body


def events(known: dict[int, tuple[str, int]]) -> ProcEvents:
    made = ProcEvents(known.get)
    made.close()
    return made


def test_what_began_is_remembered() -> None:
    there = {20: ("ip", 5)}
    seen = events(there)
    seen.see(event(FORK, 10, 10, 20, 20, time_ns=3 * 10**9))
    assert seen.find(20) == Born("", 3 * os.sysconf("SC_CLK_TCK"))
    seen.see(event(EXEC, 20, 20))
    assert seen.find(20) == Born("ip", 5)
    seen.see(event(FORK, 20, 20, 21, 21))
    seen.see(event(FORK, 20, 20, 22, 20))
    seen.see(event(COMM, 21, 21, text=b"worker\0junk"))
    seen.see(event(EXIT, 21, 21))
    found = seen.find(21)
    assert found is not None
    assert found.command == "worker"
    assert seen.find(22) is None


def test_one_that_was_too_quick_has_no_name() -> None:
    seen = events({})
    seen.see(event(EXEC, 20, 20, time_ns=10**9))
    found = seen.find(20)
    assert found is not None
    assert found.command == ""


@pytest.mark.parametrize("size", range(0, 92, 4))
def test_cut_events_are_none(size: int) -> None:
    seen = events({})
    seen.see(event(FORK, 1, 1, 2, 2)[:size])
    seen.see(bytes(size))
    assert (seen.find(2) is None) == (size < 68)  # where the numbers of a fork end


def test_memory_is_bounded() -> None:
    seen = events({})
    for pid in range(1, 6000):
        seen.see(event(FORK, 1, 1, pid, pid))
    assert seen.find(1) is None
    assert seen.find(5999) is not None


def said(teller: Teller, port: int, protocol: int = 0) -> str:
    options = teller(protocol, port)
    assert len(options) % 4 == 0
    return "\n".join(
        comments(options, 0, len(options), "<" if sys.byteorder == "little" else ">")
    )


def test_processes_and_this_one() -> None:
    code = (
        "import socket; s = socket.socket(16, 3, 0); s.bind((0, 0)); "
        "print(s.getsockname()[0], flush=True); input()"
    )
    command = [sys.executable, "-c", code]
    with (
        Teller() as teller,
        socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0) as sock,
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other,
    ):
        assert other.stdout is not None
        sock.bind((0, 0))
        port = int(other.stdout.readline())
        found = process_of(said(teller, port))
        assert found is not None
        assert found.pid == other.pid
        assert said(teller, sock.getsockname()[0]) == OWN
        assert said(teller, 0) == ""
        other.communicate(b"\n")


def test_a_process_that_is_gone() -> None:
    with Teller() as teller:
        if teller.fileno() < 0:
            pytest.skip("the kernel tells of no processes here")
        done = subprocess.Popen(["sleep", "0.2"])
        while done.poll() is None:
            teller.read()
        teller.read()
        assert said(teller, done.pid) == f"process: sleep (pid {done.pid})"
