"""Which process a message is of: what a packet's comments tell of it."""

from __future__ import annotations

import re
from typing import NamedTuple

OWN = "asked by nlscope"  # the comment of what a capture itself asked for
_COMMENT = re.compile(
    r"^process: (.*) \(pid (\d+)\)(?:, thread (\d+))?(\??)$", re.MULTILINE
)
_NAMELESS = "unknown"


class Process(NamedTuple):
    """A process by its number and its command, with the thread where that is another.

    guessed says that only the number of its port speaks for it.
    """

    pid: int
    command: str
    thread: int = 0
    guessed: bool = False

    @property
    def comment(self) -> str:
        """The comment of a packet that is this process's, as Wireshark shows it."""
        name = "".join(c if c.isprintable() else "?" for c in self.command) or _NAMELESS
        other = self.thread not in (0, self.pid)
        more = f", thread {self.thread}" if other else ""
        return f"process: {name} (pid {self.pid}){more}{'?' * self.guessed}"

    @property
    def label(self) -> str:
        """The command and the number, as people read them; from the wire."""
        return f"{self.command} (pid {self.pid}){'?' * self.guessed}"

    @property
    def short(self) -> str:
        """The command as a column shows it; from the wire."""
        return f"{self.command}{'?' * self.guessed}"


def process_of(comment: str) -> Process | None:
    """Return the process that a packet's comments tell, or None."""
    found = _COMMENT.search(comment) if comment else None
    if not found:
        return None
    return Process(int(found[2]), found[1], int(found[3] or 0), bool(found[4]))


def is_own(comment: str) -> bool:
    """Return whether a packet's comments say that the capture itself caused it."""
    return OWN in comment.splitlines()


def apart(comment: str) -> tuple[str, str]:
    """Return the lines of a packet's comments that are for programs, and the others."""
    ours: list[str] = []
    others: list[str] = []
    for line in comment.splitlines():
        told = line == OWN or process_of(line) is not None
        (ours if told else others).append(line)
    return "\n".join(ours), "\n".join(others)
