"""What every screen may ask of the application that it is in."""

from __future__ import annotations

import asyncio
import signal
import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from textual.app import App
from textual.screen import Screen

from nlscope.tui.settings import Settings

if TYPE_CHECKING:
    from nlscope.registry import Registry


class Program(App[None]):
    """An application with settings and open captures, a screen each."""

    def __init__(
        self, registry: Registry, settings: Settings | None = None, **more: Any
    ) -> None:
        super().__init__(**more)
        self.settings = settings or Settings()
        self.tables = registry

    def on_ready(self) -> None:
        """End in order when the system says so: the terminal is left as it was."""
        loop = asyncio.get_running_loop()
        if self.is_headless or threading.current_thread() is not threading.main_thread():
            return
        for number in (signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, self._told_to_end, number)

    def _told_to_end(self, number: int) -> None:
        self.exit(return_code=128 + number)

    @property
    def captures(self) -> Sequence[Screen[Any]]:
        """The screens of the open captures."""
        return ()


def program(screen: Screen[Any]) -> Program:
    """Return the application of a screen; TypeError if it is another one's."""
    if not isinstance(screen.app, Program):
        message = f"{type(screen).__name__} needs a Program"
        raise TypeError(message)
    return screen.app
