"""The screens and dialogs that nobody sees at first, each imported when it is shown.

Use them as members of this module: ``screens.StatsScreen(...)``.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nlscope.tui.comment_dialog import CommentDialog
    from nlscope.tui.copy_menu import CopyMenu
    from nlscope.tui.craft_screen import CraftScreen
    from nlscope.tui.diff_screen import DiffScreen
    from nlscope.tui.families_screen import FamiliesScreen
    from nlscope.tui.goto_dialog import GotoDialog
    from nlscope.tui.help_screen import HelpScreen
    from nlscope.tui.quit_dialog import QuitDialog
    from nlscope.tui.replay_screen import ReplayScreen
    from nlscope.tui.save_dialog import SaveDialog
    from nlscope.tui.start_screen import StartScreen
    from nlscope.tui.stats_screen import StatsScreen

__all__ = [
    "CommentDialog",
    "CopyMenu",
    "CraftScreen",
    "DiffScreen",
    "FamiliesScreen",
    "GotoDialog",
    "HelpScreen",
    "QuitDialog",
    "ReplayScreen",
    "SaveDialog",
    "StartScreen",
    "StatsScreen",
]


def shows(screen: object, name: str) -> bool:
    """Return whether a screen is the one of a name; it imports none."""
    return type(screen).__name__ == name


def __getattr__(name: str) -> Any:
    """Return a screen by its name, its module's in other words."""
    if name not in __all__:
        message = f"there is no screen {name}"
        raise AttributeError(message)
    module = "".join(f"_{c.lower()}" if c.isupper() else c for c in name).lstrip("_")
    screen = getattr(import_module(f"nlscope.tui.{module}"), name)
    globals()[name] = screen
    return screen
