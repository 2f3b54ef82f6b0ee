"""What every screen may ask of the application that it is in."""

from __future__ import annotations

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
