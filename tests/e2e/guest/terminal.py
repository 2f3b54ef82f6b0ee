"""nlscope on a terminal of the guest: what is on the screen, keys, a recording."""

from __future__ import annotations

import codecs
import contextlib
import fcntl
import json
import os
import pty
import select
import struct
import sys
import tempfile
import termios
import time
from collections.abc import Callable
from typing import Any

from tests.e2e.guest.program import become
from tests.e2e.guest.session import OUT
from tests.e2e.terminal import Screen

COLUMNS, LINES = 120, 30
PATIENCE = 90.0  # seconds; nothing is fast here
_RETRY = 3.0  # seconds


class Terminal:
    """A terminal with nlscope on it; everything that it draws is kept with its time.

    It is a fork of this process: imports take seconds here. before is done in it first.
    """

    def __init__(
        self,
        *args: str,
        env: dict[str, str] | None = None,
        before: Callable[[], None] | None = None,
    ) -> None:
        self.pid, self._fd = pty.fork()
        if not self.pid:
            if before is not None:
                before()
            os.environ.update(TERM="xterm-256color", COLORTERM="truecolor", **(env or {}))
            tempfile.tempdir = None  # what the parent looked up is not ours
            sys.argv = ["nlscope", *args]
            become()
        size = struct.pack("=4H", LINES, COLUMNS, 0, 0)
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, size)
        self._started = time.monotonic()
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._screen = Screen(COLUMNS, LINES)
        self._events: list[tuple[float, str]] = []
        self.seen = ""  # the text on the screen

    def until(self, true: Callable[[], Any], seconds: float = PATIENCE) -> bool:
        """Read what is drawn until something is true; return whether it became so."""
        end = time.monotonic() + seconds
        while not true():
            if time.monotonic() > end:
                return False
            if select.select([self._fd], [], [], 0.05)[0]:
                self._read()
        return True

    def _read(self) -> None:
        data = b""
        with contextlib.suppress(OSError):  # it has closed its end
            data = os.read(self._fd, 1 << 16)
        if not data:
            time.sleep(0.05)
            return
        text = self._decoder.decode(data)
        self._events.append((time.monotonic() - self._started, text))
        self._screen.feed(text)
        self.seen = self._screen.text

    def shows(self, words: str) -> bool:
        """Wait until some words are on the screen; fail with what is there instead."""
        there = self.until(lambda: words in self.seen)
        assert there, f"no {words} in:\n{self.seen}"
        return True

    def press(self, keys: str) -> None:
        """Type keys."""
        os.write(self._fd, keys.encode())

    def insist(self, keys: str, words: str) -> bool:
        """Type keys that do no harm twice until some words are on the screen."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            self.press(keys)
            if self.until(lambda: words in self.seen, _RETRY):
                return True
        return self.shows(words)

    def hang_up(self) -> None:
        """Close the terminal, as a lost connection does."""
        nothing = os.open(os.devnull, os.O_RDONLY)
        os.dup2(nothing, self._fd)
        os.close(nothing)

    def ended(self) -> int | None:
        """Return the exit status once it has ended, None if it does not."""
        flags = os.WEXITED | os.WNOHANG | os.WNOWAIT
        if not self.until(lambda: os.waitid(os.P_PID, self.pid, flags)):
            return None
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])

    def save(self, name: str, title: str) -> None:
        """Keep it as an asciicast (version 2)."""
        head = {"version": 2, "width": COLUMNS, "height": LINES, "title": title}
        drawn = [[round(when, 3), "o", text] for when, text in self._events]
        lines = [json.dumps(each) for each in (head, *drawn)]
        (OUT / f"{name}.cast").write_text("\n".join([*lines, ""]))
