"""The craft screen alone, as nlscope craft shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nlscope.tui.app import NlscopeApp
from nlscope.tui.craft_screen import CraftScreen

if TYPE_CHECKING:
    from textual import events

    from nlscope.draft import Draft
    from nlscope.registry import Registry
    from nlscope.tui.settings import Settings


class CraftApp(NlscopeApp):
    """nlscope with nothing but the craft screen."""

    def __init__(
        self, registry: Registry, settings: Settings, draft: Draft | None, target: str
    ) -> None:
        super().__init__(registry, None, settings)
        self._draft, self._target = draft, target

    def on_mount(self, event: events.Mount) -> None:  # type: ignore[override]
        """Show the screen, and no other; leaving it ends the program."""
        event.prevent_default()
        screen = CraftScreen(self.tables, self._draft, target=self._target)
        self.push_screen(screen, lambda _: self.exit())
