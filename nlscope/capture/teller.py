"""What a capture writes beside a frame: the process that it is to, or from."""

from __future__ import annotations

import os
from types import TracebackType
from typing import Self

from nlscope.capture.blocks import COMMENT, make_options
from nlscope.capture.proc_events import ProcEvents
from nlscope.capture.processes import Processes
from nlscope.model import HOST_ORDER
from nlscope.process import OWN, Process


class Teller:
    """Makes the comments of packets; made in the network namespace of the start.

    A call returns the options of a packet by its protocol and port, b"" for none.
    """

    def __init__(self, *, events: bool = True) -> None:
        self._events = ProcEvents(Processes().stat) if events else None
        self._processes = Processes(events=self._events)
        self._ours = os.getpid()
        self._made: dict[tuple[int, int], bytes] = {}

    def __call__(self, protocol: int, port: int) -> bytes:
        """Return the options of a packet; the same until read is called."""
        key = protocol, port
        made = self._made.get(key)
        if made is None:
            made = self._made[key] = self._options(protocol, port)
        return made

    def _options(self, protocol: int, port: int) -> bytes:
        if found := self._processes.process(port, protocol):
            comment = OWN if found[0] == self._ours else Process(*found).comment
        elif found := self._processes.guess(port):
            comment = Process(*found, guessed=True).comment
        else:
            return b""
        return make_options({COMMENT: comment}, HOST_ORDER)

    def fileno(self) -> int:
        """Return what to poll, -1 for nothing."""
        return self._events.fileno() if self._events else -1

    def read(self) -> None:
        """Take in which processes began or ended, and look each one up anew."""
        self._made.clear()
        if self._events:
            self._events.read()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._events:
            self._events.close()
