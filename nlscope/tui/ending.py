"""The end by a signal: the terminal was closed, or somebody asked for it."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from textual.app import App

_NUMBERS = (signal.SIGTERM, signal.SIGHUP)
_PATIENCE = 3.0  # seconds; Textual waits for ever if it writes to a terminal that is gone


class Ending:
    """While it is entered these signals end the app, and the program when it is left.

    Nothing is asked then. Before there is an app, they raise SystemExit. closing is called
    if the app does not end: the program does then.
    """

    def __init__(self, closing: Callable[[], object] = lambda: None) -> None:
        self._app: App[Any] | None = None
        self._closing, self._left = closing, threading.Event()
        self._number = 0

    def run(self, app: App[Any]) -> None:
        """Run the app until it ends."""
        self._app = app
        try:
            app.run()
        finally:
            self._left.set()

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
        if self._app is None and not again:
            raise SystemExit(128 + number)
        if self._app is not None and self._app.is_running:
            asyncio.get_running_loop().call_soon_threadsafe(self._app.exit)
            if not again:
                threading.Thread(target=self._insist, daemon=True).start()

    def _insist(self) -> None:
        if not self._left.wait(_PATIENCE):
            self._closing()
            os._exit(128 + self._number)
