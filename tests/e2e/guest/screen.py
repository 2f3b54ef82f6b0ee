"""nlscope live on a terminal of the guest, recorded as an asciicast (version 2)."""

from __future__ import annotations

import codecs
import fcntl
import json
import os
import pty
import select
import shutil
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable

from tests.e2e import wire
from tests.e2e.guest.machine import loaded
from tests.e2e.guest.program import become
from tests.e2e.guest.session import GENL_ID_CTRL, GETFAMILY, OUT, netlink, number

COLUMNS, LINES = 120, 30
PATIENCE = 90.0  # seconds
_FILE = "/tmp/live.pcapng"  # what is mapped must not be on 9p


class Terminal:
    """A terminal with a program on it; everything that it draws is kept with its time."""

    def __init__(self, *args: str) -> None:
        self.pid, self._fd = pty.fork()
        if not self.pid:
            os.environ.update(TERM="xterm-256color", COLORTERM="truecolor")
            sys.argv = ["nlscope", *args]
            become()
        size = struct.pack("=4H", LINES, COLUMNS, 0, 0)
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, size)
        self._started = time.monotonic()
        self.events: list[tuple[float, bytes]] = []

    def read(self, seconds: float) -> bytes:
        """Return what it draws in a time."""
        drawn, end = b"", time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            if select.select([self._fd], [], [], left)[0]:
                try:
                    data = os.read(self._fd, 1 << 16)
                except OSError:  # it has ended
                    break
                self.events.append((time.monotonic() - self._started, data))
                drawn += data
        return drawn

    def until(self, words: str) -> None:
        """Wait until it draws words."""
        end, drawn = time.monotonic() + PATIENCE, b""
        while words.encode() not in drawn:
            assert time.monotonic() < end, f"{words!r} was not drawn: {drawn!r}"
            drawn += self.read(0.2)

    def press(self, keys: str) -> None:
        """Type keys."""
        os.write(self._fd, keys.encode())

    def end(self) -> int:
        """Wait for its end; return its status."""
        end = time.monotonic() + PATIENCE
        while not os.waitid(os.P_PID, self.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT):
            assert time.monotonic() < end, "it does not end"
            self.read(0.1)
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])

    def save(self, name: str) -> None:
        """Keep it as an asciicast."""
        head = {"version": 2, "width": COLUMNS, "height": LINES, "title": "nlscope live"}
        lines = [json.dumps(head)]
        decoder = codecs.getincrementaldecoder("utf-8")("replace")
        for when, data in self.events:
            lines.append(json.dumps([round(when, 3), "o", decoder.decode(data)]))
        (OUT / f"{name}.cast").write_text("\n".join([*lines, ""]))


def exmpl() -> Callable[[str], None]:
    """Return what has CONTROL_EXMPL echo some words."""
    peer = netlink()
    named = wire.generic(GETFAMILY, wire.text(2, "CONTROL_EXMPL"))
    peer.send(wire.message(GENL_ID_CTRL, named))
    (reply,) = wire.messages(peer.recv(65536))
    family = number(dict(reply.attributes)[1])

    def echo(words: str) -> None:
        peer.send(wire.message(family, wire.generic(1, wire.text(1, words)), seq=60))
        peer.recv(65536)

    return echo


def main() -> None:
    """Show traffic of both kinds as it comes, and stop."""
    facts = {}
    terminal = Terminal("live", "-w", _FILE)
    with loaded("control_exmpl"):
        try:
            terminal.until("nlctrl")
            echo = exmpl()
            subprocess.run(["ip", "link", "add", "shown0", "type", "dummy"], check=True)
            terminal.until("shown0")
            echo("hello world!")
            terminal.until("hello world!")
            for n in range(4):
                echo(f"message {n}")
                subprocess.run(
                    ["ip", "addr", "add", f"10.0.0.{n + 1}/24", "dev", "shown0"], check=True
                )
                terminal.read(0.7)
            subprocess.run(["ip", "link", "del", "shown0"], check=True)
            terminal.until("DELLINK")
            terminal.press("q")
            facts["status"] = terminal.end()
        finally:
            terminal.save("live")
            shutil.copy(_FILE, OUT / "live.pcapng")
            (OUT / "facts.json").write_text(json.dumps(facts))
