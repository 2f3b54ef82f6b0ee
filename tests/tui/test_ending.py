"""The program in a terminal that is told to end, and over a file that shrinks."""

from __future__ import annotations

import os
import pty
import select
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.support import CAPTURES, ROOT
from tests.tui.world import drive, press, shown

LEAVES = b"\x1b[?1049l"  # the alternate screen
PATIENCE = 60.0  # seconds


def ready(fd: int) -> bool:
    """Wait a moment for something to read; the number may be beyond what select takes."""
    poll = select.poll()
    poll.register(fd, select.POLLIN)
    return bool(poll.poll(200))


def until(fd: int, wanted: bytes) -> bytes:
    """Return what a terminal was sent up to some bytes, or to its end."""
    seen, end = b"", time.monotonic() + PATIENCE
    while wanted not in seen and time.monotonic() < end:
        if not ready(fd):
            continue
        try:
            seen += os.read(fd, 1 << 16)
        except OSError:  # nobody has it open any more
            break
    return seen


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize(
    ("words", "drawn"),
    [
        ([str(CAPTURES / "link_basic.pcapng")], b"RTM_NEWLINK"),
        (["craft", "--demo", "CONTROL_EXMPL", "ECHO"], b"genlmsghdr"),
    ],
    ids=["capture", "craft"],
)
def test_a_signal_leaves_the_terminal_as_it_was(
    tmp_path: Path, words: list[str], drawn: bytes, number: int
) -> None:
    ours, theirs = pty.openpty()
    homes = {"XDG_STATE_HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path)}
    process = subprocess.Popen(
        [sys.executable, "-m", "nlscope", *words],
        stdin=theirs, stdout=theirs, stderr=theirs, cwd=ROOT,
        env={**os.environ, "TERM": "xterm-256color", **homes},
    )  # fmt: skip
    os.close(theirs)
    try:
        assert drawn in until(ours, drawn)
        process.send_signal(number)
        assert LEAVES in until(ours, LEAVES)
        until(ours, b"nothing more")
        assert process.wait(PATIENCE) == -number
    finally:
        process.kill()
        os.close(ours)


@pytest.mark.parametrize("kept", [0, 5000])
@pytest.mark.parametrize("keys", ["f e r r o r enter", "e e p", "m down d", "s 6 7", "G"])
def test_a_file_that_shrinks_is_no_end(tmp_path: Path, keys: str, kept: int) -> None:
    path = tmp_path / "shrinks.pcapng"
    shutil.copy(CAPTURES / "errors_extack.pcapng", path)

    async def steps(pilot: Pilot[None]) -> None:
        os.truncate(path, kept)
        await press(pilot, *keys.split())
        await pilot.pause(0.3)

    drive(path, steps)


def test_a_pipe_that_nobody_writes_is_waited_for_with_the_keys(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    content = (CAPTURES / "link_basic.pcapng").read_bytes()

    async def steps(pilot: Pilot[None]) -> None:
        assert "Waiting for messages" in shown(pilot)
        with path.open("wb", buffering=0) as out:
            out.write(content)
        for _ in range(200):
            await pilot.pause(0.05)
            if "RTM_NEWLINK" in shown(pilot):
                break
        assert "RTM_NEWLINK" in shown(pilot)

    drive(path, steps)
