"""The Textual application: themes, keys that work everywhere, and which screen is up."""

from __future__ import annotations

import gc
import os
from typing import TYPE_CHECKING, ClassVar

from textual.app import App
from textual.binding import Binding, BindingType

from nlscope.capture.live import Starter
from nlscope.tui import screens
from nlscope.tui.capture import Capture
from nlscope.tui.commands import BindingCommands
from nlscope.tui.merging import MERGE, Merging
from nlscope.tui.opened import KEYS
from nlscope.tui.settings import Settings, coloured
from nlscope.tui.themes import DARK, LIGHT

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.command import Provider

    from nlscope.registry import Registry


class NlscopeApp(Merging):
    """nlscope in a terminal."""

    TITLE = "nlscope"
    HELP_TITLE = "Program"
    CSS_PATH = "app.tcss"
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = (
        App.COMMANDS | {BindingCommands}
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        *KEYS,
        MERGE,
        Binding(
            "question_mark,f1",
            "help",
            "Help",
            key_display="?",
            id="app.help",
            tooltip="All keys, and what they do",
        ),
        Binding("q", "quit", "Quit", id="app.quit"),
    ]

    def __init__(
        self,
        registry: Registry,
        capture: Capture | None = None,
        settings: Settings | None = None,
        *,
        starter: Starter | None = None,
        trouble: str = "",
    ) -> None:
        # NO_COLOR means no colour sequences at all, which Textual does only for ANSI.
        colourless = "NO_COLOR" in os.environ
        super().__init__(
            registry,
            settings or Settings(),
            starter or Starter(),
            ansi_color=True if colourless else None,
        )
        self._first, self._trouble = capture, trouble
        config = self.settings.config
        self.register_theme(coloured(DARK, config.colours))
        self.register_theme(coloured(LIGHT, config.colours))
        self.theme = config.theme
        self.set_keymap(config.keys)

    def on_mount(self) -> None:
        """Show the capture, or what can be opened."""
        if self._first is None:
            self.ask(self._trouble)
        else:
            self.add(self._first)

    def on_ready(self) -> None:
        """Spare the garbage collector what stays: it would hold up keys for 60 ms."""
        gc.freeze()
        gc.set_threshold(10_000, 20, 20)

    def action_help(self) -> None:
        """Show all keys."""
        if not screens.shows(self.screen, "HelpScreen"):
            self.push_screen(screens.HelpScreen(self.screen))
