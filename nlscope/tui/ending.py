"""The end by a signal: the terminal was closed, or somebody asked for it."""

from __future__ import annotations

import asyncio
import os
import signal
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from textual.app import App

_NUMBERS = (signal.SIGTERM, signal.SIGHUP)


class Ending:
    """While it is entered these signals end the app, and the program when it is left.

    Nothing is asked then. Before there is an app, they raise SystemExit.
    """

    def __init__(self) -> None:
        self.app: App[Any] | None = None
        self._number = 0

    @property
    def asked(self) -> bool:
        """Whether a signal has come."""
        return bool(self._number)

    def __enter__(self) -> Self:
        for each in _NUMBERS:
            signal.signal(each, self._ask)
        return self

    def __exit__(self, *_: object) -> None:
        for each in _NUMBERS:
            signal.signal(each, signal.SIG_DFL)
        if self._number:
            os.kill(os.getpid(), self._number)

    def _ask(self, number: int, _: object) -> None:
        again, self._number = self.asked, number
        if self.app is None and not again:
            raise SystemExit(128 + number)
        if self.app is not None and self.app.is_running:
            asyncio.get_running_loop().call_soon_threadsafe(self.app.exit)
