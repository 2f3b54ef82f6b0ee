"""The screen of a program that is ended by a signal, on a terminal of its own."""

from __future__ import annotations

import os
import pty
import select
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PATIENCE = 60.0  # seconds
PROGRAM = """
from nlscope import tui
from nlscope.capture.live import Starter
from nlscope.registry import Registry

starter = Starter()
tui.run(Registry(), None, live=starter.demo(), starter=starter)
"""


def started(folder: Path) -> tuple[int, int]:
    """Have the demo on the screen of a new terminal; return its pid and the terminal."""
    pid, fd = pty.fork()
    if not pid:
        names = ("TMPDIR", "XDG_STATE_HOME", "XDG_CONFIG_HOME")
        os.environ.update(dict.fromkeys(names, str(folder)), TERM="xterm-256color")
        os.execv(sys.executable, [sys.executable, "-c", PROGRAM])
    poll = select.poll()  # the number may be beyond what select takes
    poll.register(fd, select.POLLIN)
    drawn, end = b"", time.monotonic() + PATIENCE
    while "● live".encode() not in drawn:
        assert time.monotonic() < end, drawn
        if poll.poll(100):
            drawn += os.read(fd, 1 << 16)
    return pid, fd


def status(pid: int) -> int:
    """Wait for its end; return its status."""
    end = time.monotonic() + PATIENCE
    while not (ended := os.waitpid(pid, os.WNOHANG))[0]:
        if time.monotonic() > end:
            os.kill(pid, signal.SIGKILL)
        time.sleep(0.05)
    return os.waitstatus_to_exitcode(ended[1])


@pytest.mark.parametrize(
    ("end", "number"),
    [
        (lambda pid, _: os.kill(pid, signal.SIGTERM), signal.SIGTERM),
        (lambda pid, _: os.kill(pid, signal.SIGHUP), signal.SIGHUP),
        (lambda _, fd: os.close(fd), signal.SIGHUP),
    ],
    ids=["asked", "hung up", "closed"],
)
def test_what_was_captured_for_now_goes(
    tmp_path: Path, end: Callable[[int, int], None], number: int
) -> None:
    pid, fd = started(tmp_path)
    assert len(list(tmp_path.glob("nlscope-*/demo-*.pcapng"))) == 1
    end(pid, fd)
    assert status(pid) == -number
    assert not list(tmp_path.glob("nlscope-*"))


STUCK = """
import asyncio, sys, threading
from nlscope.tui.ending import Ending

class App:
    is_running = True

    def run(self):
        asyncio.run(self.wait())

    async def wait(self):
        print("stuck", flush=True)
        threading.Event().wait()

    def exit(self):
        raise AssertionError

with Ending(lambda: print("closed", flush=True)) as ending:
    ending.run(App())
"""


def test_an_app_that_does_not_end_does_not_stay() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", STUCK], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "stuck\n"
        process.send_signal(signal.SIGHUP)
        assert process.wait(PATIENCE) == 128 + signal.SIGHUP
        assert process.stdout.read() == "closed\n"
