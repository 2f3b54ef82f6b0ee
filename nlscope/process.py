"""Which process a message is of: written into a packet's comment, and read from it."""

from __future__ import annotations

import re
from typing import NamedTuple

_COMMENT = re.compile(r"^process: (.*) \(pid (\d+)\)(?:, thread (\d+))?$", re.MULTILINE)


class Process(NamedTuple):
    """A process by its number and its command, with the thread where that is another."""

    pid: int
    command: str
    thread: int = 0

    @property
    def comment(self) -> str:
        """The comment of a packet that is this process's, as Wireshark shows it."""
        name = "".join(c if c.isprintable() else "?" for c in self.command) or "unknown"
        other = self.thread not in (0, self.pid)
        more = f", thread {self.thread}" if other else ""
        return f"process: {name} (pid {self.pid}){more}"


def process_of(comment: str) -> Process | None:
    """Return the process that a packet's comments tell, or None."""
    found = _COMMENT.search(comment) if comment else None
    return Process(int(found[2]), found[1], int(found[3] or 0)) if found else None
