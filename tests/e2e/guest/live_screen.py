"""Drive nlscope on a terminal of this kernel: capture, stop, start, save, quit, be killed.

Imports take seconds here, so every nlscope is a fork of this process. What is to be
judged by the host is in facts.json.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import pty
import re
import select
import shutil
import signal
import struct
import sys
import tempfile
import termios
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyroute2.iproute.linux  # noqa: F401  # once for all captures

import nlscope.commands.view  # the same, as are the next
import nlscope.filter
import nlscope.tui.app  # noqa: F401
from tests.e2e.guest.capturing import NOBODY, OPEN, nlmons, run
from tests.e2e.guest.program import become
from tests.e2e.guest.session import OUT

_SIZE = struct.pack("HHHH", 40, 120, 0, 0)  # struct winsize
_SEQUENCE = re.compile(r"\x1b(\[[0-9;?]*[a-zA-Z]|[()].|\].*?\x07)")
_PATIENCE = 40.0  # seconds; nothing is fast here


class Terminal:
    """A terminal with nlscope in it; seen is the text that it drew so far."""

    def __init__(
        self, env: dict[str, str], before: Callable[[], None] | None = None
    ) -> None:
        self.pid, self._fd = pty.fork()
        if not self.pid:
            if before is not None:
                before()
            os.environ.update(TERM="xterm-256color", **env)
            tempfile.tempdir = None  # what the parent looked up is not ours
            sys.argv = ["nlscope"]
            become()
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, _SIZE)
        self._raw = b""

    @property
    def seen(self) -> str:
        """What was drawn, without how."""
        return _SEQUENCE.sub("", self._raw.decode(errors="replace"))

    def press(self, keys: str) -> None:
        """Type, and forget what was drawn before."""
        self.until(lambda: False, 0.5)
        self._raw = b""
        for key in keys:
            os.write(self._fd, key.encode())
            self.until(lambda: False, 0.1)

    def until(self, true: Callable[[], Any], seconds: float = _PATIENCE) -> bool:
        """Read what is drawn until something is true; return whether it became so."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if true():
                return True
            if select.select([self._fd], [], [], 0.05)[0]:
                with contextlib.suppress(OSError):  # it has closed its end
                    self._raw += os.read(self._fd, 1 << 16)
        return bool(true())

    def shows(self, words: str) -> bool:
        """Wait until some words are drawn; fail with what is there instead."""
        there = self.until(lambda: words in self.seen)
        assert there, f"no {words} in {self._raw[-6000:]!r}"
        return True

    def ended(self) -> int | None:
        """Return the exit status once it has ended, None if it does not."""
        flags = os.WEXITED | os.WNOHANG | os.WNOWAIT
        if not self.until(lambda: os.waitid(os.P_PID, self.pid, flags)):
            return None
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])


def place() -> dict[str, str]:
    """Return an environment as sudo makes it, for a user who may do nothing."""
    for name in ("tmp", "home"):
        (OPEN / name).mkdir(parents=True, exist_ok=True)
        (OPEN / name).chmod(0o777)
    OPEN.chmod(0o777)
    home = str(OPEN / "home")
    paths = {f"XDG_{each}_HOME": home for each in ("STATE", "CONFIG")}
    return {"SUDO_UID": str(NOBODY), "TMPDIR": str(OPEN / "tmp"), **paths}


def reachable() -> None:
    """Let everybody import what only root may reach here; the guest forgets it."""
    for folder in Path(sys.base_prefix).parents:
        folder.chmod(folder.stat().st_mode | 0o11)


def family(pid: int) -> list[int]:
    """Return the owners of a process, its only child, and so on."""
    owners = []
    while True:
        owners.append(Path(f"/proc/{pid}").stat().st_uid)
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        if not children:
            return owners
        pid = int(children[0])


def kept() -> list[str]:
    return sorted(path.name for path in (OPEN / "tmp").glob("nlscope-*/*"))


def used() -> dict[str, Any]:
    terminal = Terminal(place())
    facts: dict[str, Any] = {"live": terminal.shows("● live"), "during": nlmons()}
    facts["owners"] = family(terminal.pid)
    run("ip link add shown0 type dummy")
    facts["first"] = terminal.shows("shown0")
    terminal.press("S")
    facts["stopped"] = terminal.shows("stopped")
    facts["after stop"] = nlmons()
    terminal.press("S")
    facts["again"] = terminal.shows("● live")
    facts["during again"] = nlmons()
    run("ip link add shown1 type dummy")
    facts["second"] = terminal.shows("shown1")
    saved = OPEN / "saved.pcapng"
    terminal.press("w")
    terminal.shows("pcapng capture")
    terminal.until(lambda: False, 4)  # until its line takes keys
    terminal.press(f"\x15{saved}")
    terminal.press("\r")
    facts["saved"] = terminal.until(saved.exists)
    terminal.press("q")
    facts["asked"] = terminal.shows("not saved")
    facts["kept"] = kept()
    terminal.press("d")
    facts["status"] = terminal.ended()
    if saved.exists():
        shutil.copy(saved, OUT / "saved.pcapng")
    return {**facts, "after": nlmons(), "kept after": kept(), "seen": terminal.seen[-2000:]}


def killed() -> dict[str, Any]:
    terminal = Terminal(place())
    facts: dict[str, Any] = {"live": terminal.shows("● live"), "during": nlmons()}
    run("ip link add shown2 type dummy")
    facts["shown"] = terminal.shows("shown2")
    os.kill(terminal.pid, signal.SIGKILL)
    facts["status"] = terminal.ended()
    facts["gone"] = terminal.until(lambda: not nlmons(), 10)
    for path in (OPEN / "tmp").glob("nlscope-*/*"):
        shutil.copy(path, OUT / "killed.pcapng")
    return {**facts, "kept": kept()}


def powerless() -> None:
    os.setgroups([])
    os.setresgid(NOBODY, NOBODY, NOBODY)
    os.setresuid(NOBODY, NOBODY, NOBODY)


def helpless() -> dict[str, Any]:
    """Return what a user without privileges sees first."""
    environ = place()
    del environ["SUDO_UID"]
    terminal = Terminal(environ, powerless)
    facts = {"told": terminal.shows("not possible: no CAP_NET_ADMIN"), "links": nlmons()}
    terminal.press("q")
    return {**facts, "status": terminal.ended()}


FACTS = {"used": used, "killed": killed, "helpless": helpless}


def main() -> None:
    """Do all of it."""
    reachable()
    facts = {}
    for key, work in FACTS.items():
        started = time.monotonic()
        facts[key] = work()
        sys.stdout.write(f"{key}: {time.monotonic() - started:.1f} s\n")
        sys.stdout.flush()
        (OUT / "facts.json").write_text(json.dumps(facts))
